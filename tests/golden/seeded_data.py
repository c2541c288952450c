"""The data that the seeded scripts learn from: Fashion-MNIST as idx files, and sentences of reviews of films.

A part of each lies beside the scripts. The whole is read from

- the folder in the environment variable FASHION_MNIST, which holds the four gz files of the collection
  (Debian: `apt-get install dataset-fashion-mnist` puts them into the default, /usr/share/datasets/fashion-mnist);
- the file in VADER_SENTIMENT, the source archive vaderSentiment-3.3.2.tar.gz of the Python package index
  (`pip download --no-deps --no-binary :all: vaderSentiment==3.3.2`).
"""

import gzip
import io
import os
import pathlib
import struct
import tarfile

import numpy as np

SCRIPTS = pathlib.Path(__file__).parent / "seeded_scripts"
SUBSET = SCRIPTS / "fashion_mnist.npz"
COUNTS = {"train": 256, "t10k": 64}

REVIEWS = SCRIPTS / "reviews.txt"
REVIEWS_INSIDE = "vaderSentiment-3.3.2/additional_resources/hutto_ICWSM_2014.tar.gz"
EVERY = 40  # of the reviews, so many lie beside the scripts


def write(folder):
    """Fill a folder with train/, test/ and reviews.txt."""
    write_images(folder)
    (folder / "reviews.txt").write_bytes(REVIEWS.read_bytes())


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


def whole_images():
    """The folder of the four gz files; FileNotFoundError if there is none."""
    folder = pathlib.Path(os.environ.get("FASHION_MNIST", "/usr/share/datasets/fashion-mnist"))
    if not folder.is_dir():
        raise FileNotFoundError("FASHION_MNIST names no folder with the four gz files of the collection")
    return folder


def whole_reviews():
    """The archive that holds the reviews; FileNotFoundError if there is none."""
    archive = pathlib.Path(os.environ.get("VADER_SENTIMENT", "vaderSentiment-3.3.2.tar.gz"))
    if not archive.is_file():
        raise FileNotFoundError("VADER_SENTIMENT does not name the archive vaderSentiment-3.3.2.tar.gz")
    return archive


def write_whole(folder, name):
    """Fill a folder with all that one of the scripts learns from."""
    if name == "reviews":
        (folder / "reviews.txt").write_text("".join(reviews(whole_reviews())), encoding="utf-8")
    else:
        unpack(whole_images(), folder)


def unpack(source, folder):
    """The whole collection, from a folder that holds its four gz files."""
    for part, place in (("train", "train"), ("t10k", "test")):
        (folder / place).mkdir(parents=True, exist_ok=True)
        for kind in ("images-idx3", "labels-idx1"):
            name = f"{part}-{kind}-ubyte"
            (folder / place / name).write_bytes(gzip.decompress((source / f"{name}.gz").read_bytes()))


def take_subsets():
    """Write the parts that lie beside the scripts, from the whole."""
    REVIEWS.write_text("".join(reviews(whole_reviews())[::EVERY]), encoding="utf-8")
    source = whole_images()
    arrays = {}
    for part, count in COUNTS.items():
        images, labels = (
            gzip.decompress((source / f"{part}-{kind}-ubyte.gz").read_bytes())
            for kind in ("images-idx3", "labels-idx1")
        )
        arrays[f"{part}_images"] = np.frombuffer(images, np.uint8, offset=16)[: count * 784].reshape(count, 28, 28)
        arrays[f"{part}_labels"] = np.frombuffer(labels, np.uint8, offset=8)[:count]
    np.savez_compressed(SUBSET, **arrays)


def reviews(archive):
    """Lines of a label, 0 or 1, and a sentence: those that people found bad or good (those in between are left out)."""
    with tarfile.open(archive) as outer:
        inside = outer.extractfile(REVIEWS_INSIDE).read()
    with tarfile.open(fileobj=io.BytesIO(inside)) as inner:
        (member,) = (m for m in inner.getmembers() if m.name.endswith("/movieReviewSnippets_GroundTruth.txt"))
        text = inner.extractfile(member).read().decode()
    rows = (line.split("\t") for line in text.splitlines())
    return [f"{int(float(score) > 0)} {sentence}\n" for _, score, sentence in rows if float(score)]
