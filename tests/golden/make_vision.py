"""Records what `mindspore.dataset.vision` of the real MindSpore 2.10 gives: vision.json.gz.

    python tests/golden/make_vision.py      (a Python that has mindspore and pillow)

Makes the images in images/ anew where they are missing.
"""

import gzip
import json
from pathlib import Path

import numpy as np
from vision_cases import (
    AUTOMATIC,
    AUTOMATIC_REFUSED,
    AUTOMATIC_SEEDS,
    BATCH_SEEDS,
    BATCHED,
    BOXES,
    IMAGES,
    REFUSED_BATCHES,
    SEEDS,
    batch_results,
    box_cases,
    cases,
    evaluate,
    fingerprint,
    formula,
    inputs,
    random_cases,
)


def make_images():
    from PIL import Image

    IMAGES.mkdir(exist_ok=True)
    rgb = formula(45, 61)
    image = Image.fromarray(rgb)
    image.save(IMAGES / "rgb.jpg", quality=85)
    image.save(IMAGES / "rgb444.jpg", quality=92, subsampling=0)
    image.convert("L").save(IMAGES / "gray.jpg")
    exif = Image.Exif()
    exif[0x0112] = 6
    image.save(IMAGES / "turned.jpg", exif=exif)
    image.save(IMAGES / "rgb.png")
    image.save(IMAGES / "rgb.bmp")
    image.convert("L").save(IMAGES / "gray.png")
    image.quantize(16).save(IMAGES / "palette.png")
    Image.fromarray(formula(45, 61, 4)).save(IMAGES / "rgba.png")
    Image.fromarray(rgb[..., 0].astype(np.uint16) * 200).save(IMAGES / "gray16.png")


def in_map(expression, value, seed, names):
    """Three rows through a `map` with one worker."""
    ms, ds = names["ms"], names["ds"]
    try:
        ms.set_seed(seed)
        transform = eval(expression, names)
        data = ds.GeneratorDataset(
            [(value,)] * 3, ["image"], shuffle=False, num_parallel_workers=1, python_multiprocessing=False
        )
        data = data.map(transform, ["image"], num_parallel_workers=1)
        return [fingerprint(row[0]) for row in data.create_tuple_iterator(num_epochs=1, output_numpy=True)]
    except Exception as error:
        return {"error": type(error).__name__}


def main():
    import mindspore as ms
    import mindspore.dataset as ds
    from mindspore.dataset import transforms, vision

    if not (IMAGES / "rgb.jpg").exists():
        make_images()
    names = {"V": vision, "T": transforms, "ds": ds, "ms": ms, "np": np, "IMAGES": IMAGES}
    given = inputs()
    plain = [[expression, name, evaluate(expression, [given[name]], names)] for expression, name in cases()]
    drawn = []
    for expression, name in random_cases():
        for seed in SEEDS:
            try:
                ms.set_seed(seed)
                transform = eval(expression, names)
                eager = [fingerprint(transform(inputs()[name])) for _ in range(3)]
            except Exception as error:
                eager = {"error": type(error).__name__}
            mapped = None if name.startswith("pil") else in_map(expression, given[name], seed, names)
            drawn.append([expression, name, seed, eager, mapped])
    batched = [
        [expression, seed, batch_results(expression, given, seed, names)]
        for expression in BATCHED
        for seed in BATCH_SEEDS
    ]
    automatic = []
    for expression in AUTOMATIC:
        for seed in AUTOMATIC_SEEDS:
            ms.set_seed(seed)
            automatic.append([expression, seed, fingerprint(eval(expression, names)(given["rgb"]))["digest"]])
    boxes = []
    for expression, image, name, seed in box_cases():
        ds.config.set_seed(seed)
        boxes.append([expression, image, name, seed, evaluate(expression, [given[image], BOXES[name]], names)])
    refused_too = [[e, [n], evaluate(e, [given[n]], names)] for e, n in AUTOMATIC_REFUSED]
    refused = refused_too + [[e, n, evaluate(e, [given[name] for name in n], names)] for e, n in REFUSED_BATCHES]
    path = Path(__file__).with_name("vision.json.gz")
    data = json.dumps(
        {
            "plain": plain,
            "random": drawn,
            "batched": batched,
            "refused": refused,
            "automatic": automatic,
            "boxes": boxes,
        }
    ).encode()
    path.write_bytes(gzip.compress(data, mtime=0))
    print(len(plain), "cases,", len(drawn), "random cases")


if __name__ == "__main__":
    main()
