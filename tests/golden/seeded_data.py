"""The data that the seeded scripts learn from: a part of Fashion-MNIST as idx files, and reviews made by a formula."""

import gzip
import pathlib
import struct

import numpy as np

SCRIPTS = pathlib.Path(__file__).parent / "seeded_scripts"
SUBSET = SCRIPTS / "fashion_mnist.npz"
COUNTS = {"train": 256, "t10k": 64}

_GOOD = "fine lovely bright warm honest funny clever moving".split()
_BAD = "dull weak cold noisy silly clumsy tired hollow".split()
_OTHER = "the film a story of two people and their dog in rain was long with music at night".split()


def write(folder):
    """Fill a folder with train/, test/ and reviews.txt."""
    write_images(folder)
    (folder / "reviews.txt").write_text("\n".join(reviews(160)) + "\n", encoding="utf-8")


def write_images(folder):
    """The idx files of the part that lies beside the scripts."""
    with np.load(SUBSET) as arrays:
        for part, place in (("train", "train"), ("t10k", "test")):
            _write_idx(folder / place, part, arrays[f"{part}_images"], arrays[f"{part}_labels"])


def _write_idx(folder, part, images, labels):
    folder.mkdir(parents=True, exist_ok=True)
    header = struct.pack(">4i", 2051, len(images), 28, 28)
    (folder / f"{part}-images-idx3-ubyte").write_bytes(header + images.tobytes())
    (folder / f"{part}-labels-idx1-ubyte").write_bytes(struct.pack(">2i", 2049, len(labels)) + labels.tobytes())


def unpack(source, folder):
    """The whole collection, from a folder that holds its four gz files."""
    for part, place in (("train", "train"), ("t10k", "test")):
        (folder / place).mkdir(parents=True, exist_ok=True)
        for kind in ("images-idx3", "labels-idx1"):
            name = f"{part}-{kind}-ubyte"
            (folder / place / name).write_bytes(gzip.decompress((source / f"{name}.gz").read_bytes()))


def take_subset(source):
    """Write the part that lies beside the scripts, from a folder that holds the four gz files of the collection."""
    arrays = {}
    for part, count in COUNTS.items():
        images, labels = (
            gzip.decompress((source / f"{part}-{kind}-ubyte.gz").read_bytes())
            for kind in ("images-idx3", "labels-idx1")
        )
        arrays[f"{part}_images"] = np.frombuffer(images, np.uint8, offset=16)[: count * 784].reshape(count, 28, 28)
        arrays[f"{part}_labels"] = np.frombuffer(labels, np.uint8, offset=8)[:count]
    np.savez_compressed(SUBSET, **arrays)


def reviews(count):
    """Lines of a label and of 5 to 14 words, most of which say what the label says."""
    state = 1

    def below(n):
        nonlocal state
        state = state * 48271 % (2**31 - 1)
        return state // 65536 % n

    lines = []
    for _ in range(count):
        label = below(2)
        words = []
        for _ in range(5 + below(10)):
            kind = below(10)
            source = _OTHER if kind < 5 else (_GOOD, _BAD)[(kind < 9) ^ label]
            words.append(source[below(len(source))])
        lines.append(f"{label} {' '.join(words)}")
    return lines
