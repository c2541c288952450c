"""Random transforms in `map`, with one worker and with several."""

MNIST = "ds.MnistDataset(F + '/mnist', 'train', num_samples=11).map({}, 'image', num_parallel_workers={})"
CHAINS = [
    "vision.RandomCrop(20)", "[vision.RandomHorizontalFlip(0.5)]", "[vision.RandomCrop(28, 3), vision.RandomHorizontalFlip(), vision.Rescale(1 / 255, 0), vision.HWC2CHW()]",
    "transforms.Compose([vision.RandomVerticalFlip(0.3), vision.RandomCrop((9, 30), pad_if_needed=True)])", "[plus(1), vision.RandomCrop(20)]",
]  # fmt: skip
IMAGES = "ds.NumpySlicesDataset((images(603), np.arange(603)), ['x', 'y'])"
LARGE = [
    "ds.NumpySlicesDataset(np.arange(65535), ['x']).batch(100)",
    "ds.NumpySlicesDataset(np.arange(65536), ['x']).batch(100)",
    "ds.NumpySlicesDataset(np.arange(12000), ['x'], shuffle=False).shuffle(4000).batch(100)",
    IMAGES
    + ".map([vision.RandomCrop(12, 2), vision.RandomHorizontalFlip(), vision.Rescale(1 / 255, 0), vision.HWC2CHW()], 'x', num_parallel_workers=2).batch(16, True)",
    IMAGES
    + ".map(vision.RandomCrop((10, 14), (1, 2, 3, 4), fill_value=7), 'x', num_parallel_workers=2).map(vision.RandomVerticalFlip(0.2), 'x', num_parallel_workers=1).batch(16)",
    IMAGES
    + ".map(vision.RandomCrop(9), 'x', num_parallel_workers=2).map(plus(0), 'y').shuffle(50).map(vision.RandomVerticalFlip(), 'x', num_parallel_workers=1).batch(32, True)",
    IMAGES
    + ".map([vision.RandomCrop(20, pad_if_needed=True), vision.RandomHorizontalFlip(0.9)], 'x', num_parallel_workers=2).rename('x', 'z').project(['z']).batch(7).take(90)",
    IMAGES + ".map(vision.RandomCrop(12, 1, padding_mode=vision.Border.REFLECT), 'x', num_parallel_workers=1).batch(8)",
    "ds.GeneratorDataset(list(range(5000)), ['x']).shuffle(64).batch(7).repeat(2)",
]
CASES = [
    *((MNIST.format(chain, workers), {"epochs": 3}) for chain in CHAINS for workers in (1, 2)),
    (MNIST.format(CHAINS[2], 2) + ".shuffle(5).batch(4).repeat(2)", {"epochs": 2, "seed": 8}),
    (MNIST.format(CHAINS[0], 2) + ".map(vision.RandomHorizontalFlip(), 'image', num_parallel_workers=1).batch(2)", {"epochs": 2}),
    *((f"digest({expr}, 3)", {"kind": "value", "seed": 42}) for expr in LARGE),
]  # fmt: skip
