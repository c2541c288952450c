"""Random transforms in `map`, with one worker and with several."""

MNIST = "ds.MnistDataset(F + '/mnist', 'train', num_samples=11).map({}, 'image', num_parallel_workers={})"
CHAINS = [
    "vision.RandomCrop(20)", "[vision.RandomHorizontalFlip(0.5)]", "[vision.RandomCrop(28, 3), vision.RandomHorizontalFlip(), vision.Rescale(1 / 255, 0), vision.HWC2CHW()]",
    "transforms.Compose([vision.RandomVerticalFlip(0.3), vision.RandomCrop((9, 30), pad_if_needed=True)])", "[plus(1), vision.RandomCrop(20)]",
]  # fmt: skip
CASES = [
    *((MNIST.format(chain, workers), {"epochs": 3}) for chain in CHAINS for workers in (1, 2)),
    (MNIST.format(CHAINS[2], 2) + ".shuffle(5).batch(4).repeat(2)", {"epochs": 2, "seed": 8}),
    (MNIST.format(CHAINS[0], 2) + ".map(vision.RandomHorizontalFlip(), 'image', num_parallel_workers=1).batch(2)", {"epochs": 2}),
]  # fmt: skip
