"""Data sets that MindSpore's converters make MindRecord files of: MNIST, folders of images, CSV.

CIFAR's converters read files of 50,000 and 10,000 images only in MindSpore, too many for a table of figures.
"""

import gzip
import os
import struct

import numpy as np
from mindspore.mindrecord import CsvToMR, ImageNetToMR, MnistToMR

TABLES = {
    "ints": "a,b\n1,2\n\n-3,4\n",
    "strings": 'name,note\nBob,"A, b"\nCé,"z""w"\n',
    "mixed": "a,b\n99999999999,1e3\n1,x\n",
    "bools": "b,x\nTrue,1\nFalse,2\n",
    "zeros": "a\n007\n",
    "spaces": 'a,b\n" x ", y\n',
    "head": "a,b\n",
    "empty": "",
    "number": "1,2\n3,4\n",
    "long": "a,b\n1,2\n1,2,3\n",
    "twice": "a,a\n1,2\n",
    "name": "a b,c\n1,2\n",
}


def sources():
    """Makes them in the working folder."""
    draws = np.random.default_rng(7)
    os.makedirs("mnist")
    for part, count in (("train", 5), ("t10k", 3)):
        with gzip.open(f"mnist/{part}-images-idx3-ubyte.gz", "wb") as file:
            file.write(
                struct.pack(">4I", 2051, count, 28, 28) + draws.integers(0, 256, count * 784, np.uint8).tobytes()
            )
        with gzip.open(f"mnist/{part}-labels-idx1-ubyte.gz", "wb") as file:
            file.write(struct.pack(">2I", 2049, count) + draws.integers(0, 10, count, np.uint8).tobytes())
    for folder, names in {"n01": ("a.JPEG", "b.jpg", "c.png"), "n02": ("d.JPEG",), "n03": ("e.JPEG",)}.items():
        os.makedirs(f"images/{folder}")
        for name in names:
            with open(f"images/{folder}/{name}", "wb") as file:
                file.write(name.encode())
    for name, text in {"map": "n01 5\nn02 7\n", "none": "n09 3\n", "words": "n01 x\n"}.items():
        with open(f"{name}.txt", "w", encoding="utf-8") as file:
            file.write(text)
    for name, text in TABLES.items():
        with open(f"{name}.csv", "w", encoding="utf-8", newline="") as file:
            file.write(text)


# name -> (what is called, the first files that it makes)
CASES = {
    "mnist": (lambda: MnistToMR("mnist", "mnist"), ["mnist_train.mindrecord", "mnist_test.mindrecord"]),
    "mnist_missing": (lambda: MnistToMR("zz", "m2"), []),
    "images": (lambda: ImageNetToMR("map.txt", "images", "images.mindrecord"), ["images.mindrecord"]),
    "images_no_folder": (lambda: ImageNetToMR("none.txt", "images", "i2"), []),
    "images_words": (lambda: ImageNetToMR("words.txt", "images", "i3"), []),
    "images_no_map": (lambda: ImageNetToMR("zz.txt", "images", "i4"), []),
    **{f"csv_{name}": (lambda name=name: CsvToMR(f"{name}.csv", f"csv_{name}"), [f"csv_{name}"]) for name in TABLES},
    "csv_columns": (lambda: CsvToMR("strings.csv", "c1", ["note"]), ["c1"]),
    "csv_unknown": (lambda: CsvToMR("strings.csv", "c2", ["zz"]), []),
    "csv_missing": (lambda: CsvToMR("zz.csv", "c3"), []),
}
# What their constructors refuse.
ARGUMENTS = {
    "mnist 3": lambda: MnistToMR(3, "x"),
    "mnist to 3": lambda: MnistToMR("mnist", 3),
    "mnist parts 0": lambda: MnistToMR("mnist", "x", 0),
    "mnist parts x": lambda: MnistToMR("mnist", "x", "x"),
    "images 3": lambda: ImageNetToMR(3, "images", "x"),
    "images parts 0": lambda: ImageNetToMR("map.txt", "images", "x", 0),
    "csv 3": lambda: CsvToMR(3, "x"),
    "csv to 3": lambda: CsvToMR("ints.csv", 3),
    "csv columns 3": lambda: CsvToMR("ints.csv", "x", 3),
    "csv columns [3]": lambda: CsvToMR("ints.csv", "x", [3]),
    "csv parts x": lambda: CsvToMR("ints.csv", "x", None, "x"),
}
