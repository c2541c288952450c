"""Sources of images that lie in a few large files, or are made up."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import numpy as np

from msgrad._checkparam import check_type
from msgrad.dataset.errors import pipeline_error
from msgrad.dataset.random_state import Mt19937
from msgrad.dataset.source import MappableDataset
from msgrad.dataset.source_images import ArrayDataset, check_folder, check_usage, idx, joined


class QMnistDataset(ArrayDataset):
    """QMNIST: ``image`` (uint8, 28x28x1), ``label`` (uint32).

    Args:
        dataset_dir: the folder of ``qmnist-train-images-idx3-ubyte`` and so on.
        usage: 'train', 'test', 'test10k', 'test50k', 'nist' or 'all', which is the default.
        compat: labels are classes; False: the eight numbers that QMNIST has of each image.
        others: as for `MnistDataset`.
    """

    column_names = ["image", "label"]  # noqa: RUF012

    def __init__(self, dataset_dir, usage=None, compat=True, num_samples=None, num_parallel_workers=None, shuffle=None,
                 sampler=None, num_shards=None, shard_id=None, cache=None):  # fmt: skip
        who = "QMnistDataset"
        self.dataset_dir = check_folder(dataset_dir, who)
        self.usage = check_usage(usage, ("train", "test", "test10k", "test50k", "nist", "all"), who) or "all"
        self.compat = check_type(compat, bool, "compat", who)
        super().__init__(num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache)

    def load(self):
        parts = {"train": ["qmnist-train"], "nist": ["xnist"], "all": ["qmnist-train", "qmnist-test", "xnist"]}
        images, labels = [], []
        for part in parts.get(self.usage, ["qmnist-test"]):
            images.append(idx(self.dataset_dir / f"{part}-images-idx3-ubyte", 3)[..., None])
            labels.append(self._labels(self.dataset_dir / f"{part}-labels-idx2-int"))
        images, labels = joined(images), joined(labels)
        if self.usage in ("test10k", "test50k"):
            if len(images) < 60000:
                raise pipeline_error(
                    f"Invalid data, QMNIST's test files in {self.dataset_dir} have {len(images)} images, not 60000."
                )
            part = slice(10000) if self.usage == "test10k" else slice(10000, 60000)
            images, labels = images[part], labels[part]
        return [images, labels[:, 0].copy() if self.compat else labels]

    @staticmethod
    def _labels(path: Path) -> np.ndarray:
        try:
            raw = path.read_bytes()
            kind, count, width = struct.unpack(">3I", raw[:12])
            if kind != 3074 or len(raw) != 12 + 4 * count * width:
                raise ValueError("it is no IDX file of integers with two axes")
        except (OSError, ValueError, struct.error) as error:
            raise pipeline_error(f"Invalid file, '{path}' cannot be read ({error}).") from None
        return np.frombuffer(raw, ">u4", offset=12).reshape(count, width).astype(np.uint32)


class SemeionDataset(ArrayDataset):
    """Handwritten digits: ``image`` (uint8, 16x16, 0 and 1), ``label`` (uint32); the file ``semeion.data``."""

    column_names = ["image", "label"]  # noqa: RUF012

    def __init__(self, dataset_dir, num_samples=None, num_parallel_workers=None, shuffle=None, sampler=None,
                 num_shards=None, shard_id=None, cache=None):  # fmt: skip
        self.dataset_dir = check_folder(dataset_dir, "SemeionDataset")
        super().__init__(num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache)

    def load(self):
        path = self.dataset_dir / "semeion.data"
        try:
            table = np.loadtxt(path, ndmin=2)
            pixels, marks = table[:, :256].reshape(-1, 16, 16), table[:, 256:]
            if marks.shape[1] != 10:
                raise ValueError("a line has not 266 numbers")
        except (OSError, ValueError) as error:
            raise pipeline_error(f"Invalid file, failed to find semeion data in '{path}' ({error}).") from None
        return [pixels.astype(np.uint8), marks.argmax(1).astype(np.uint32)]


class STL10Dataset(ArrayDataset):
    """STL-10: ``image`` (uint8, 96x96x3), ``label`` (int32, -1 without a label).

    The usage is 'train', 'test', 'unlabeled', 'train+unlabeled' or 'all', which is the default.
    """

    column_names = ["image", "label"]  # noqa: RUF012

    def __init__(self, dataset_dir, usage=None, num_samples=None, num_parallel_workers=None, shuffle=None,
                 sampler=None, num_shards=None, shard_id=None, cache=None):  # fmt: skip
        usages = ("train", "test", "unlabeled", "train+unlabeled", "all")
        self.dataset_dir = check_folder(dataset_dir, "STL10Dataset")
        self.usage = check_usage(usage, usages, "STL10Dataset") or "all"
        super().__init__(num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache)

    def load(self):
        images, labels = [], []
        for part in self.usage.split("+") if self.usage != "all" else ("test", "train", "unlabeled"):
            images.append(self._bytes(f"{part}_X.bin", 27648).reshape(-1, 3, 96, 96).transpose(0, 3, 2, 1))
            count = len(images[-1])
            known = None if part == "unlabeled" else self._bytes(f"{part}_y.bin", 1).astype(np.int32) - 1
            labels.append(np.full(count, -1, np.int32) if known is None else known)
            if len(labels[-1]) != count:
                raise pipeline_error(f"Invalid data, '{part}' has {count} images, but {len(labels[-1])} labels.")
        return [np.ascontiguousarray(joined(images)), joined(labels)]

    def _bytes(self, name: str, size: int) -> np.ndarray:
        path = self.dataset_dir / name
        try:
            raw = np.fromfile(path, np.uint8)
        except OSError:
            raise pipeline_error(f"Invalid file, failed to find the STL10 data file: {path}") from None
        if not raw.size or raw.size % size:
            raise pipeline_error(f"Invalid file, '{path}' does not consist of records of {size} bytes.")
        return raw


class FakeImageDataset(MappableDataset):
    """Made-up images: ``image`` (uint8), ``label`` (uint32).

    As MindSpore's, an image has the bytes of normally distributed doubles, 0 where they are negative.

    Args:
        num_images: how many.
        image_size: height, width, channels.
        num_classes: labels are below it.
        base_seed: row k is made from the seed ``base_seed + k``.
        others: as for `MnistDataset`.
    """

    column_names = ["image", "label"]  # noqa: RUF012

    def __init__(self, num_images=1000, image_size=(224, 224, 3), num_classes=10, base_seed=0, num_samples=None,
                 num_parallel_workers=None, shuffle=None, sampler=None, num_shards=None, shard_id=None,
                 cache=None):  # fmt: skip
        who = "FakeImageDataset"
        for name, value in (("num_images", num_images), ("num_classes", num_classes)):
            if check_type(value, int, name, who) <= 0:
                raise ValueError(f"For '{who}', the '{name}' must be above 0, but got {value}.")
        check_type(image_size, (tuple, list), "image_size", who)
        if len(image_size) != 3 or any(check_type(size, int, "image_size", who) <= 0 for size in image_size):
            raise ValueError(f"For '{who}', the 'image_size' must be three ints above 0, but got {image_size}.")
        check_type(base_seed, int, "base_seed", who)
        self.num_images, self.image_size, self.base_seed = num_images, tuple(image_size), base_seed
        self._classes = num_classes
        super().__init__(num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache)

    def length(self):
        return self.num_images

    def class_ids(self) -> list[int]:
        """The class of every row."""
        return [self._label(number) for number in range(self.num_images)]

    def _label(self, number: int) -> int:
        return Mt19937(self.base_seed + number).uniform_int(0, self._classes - 1)

    def row(self, number: int) -> tuple:
        size = int(np.prod(self.image_size))
        doubles = np.maximum(_normals(Mt19937(self.base_seed + number), -(-size // 8)), 0.0)
        image = doubles.view(np.uint8)[:size].reshape(self.image_size).copy()
        return image, np.array(self._label(number), np.uint32)


def _normals(stream: Mt19937, count: int) -> np.ndarray:
    """So many numbers of `std::normal_distribution<double>`: by Marsaglia's polar method.""" ""
    found: list[Any] = []
    while len(found) < count:
        x, y = (2.0 * stream.canonical_double() - 1.0 for _ in range(2))
        square = x * x + y * y
        if 0 < square <= 1:
            factor = np.sqrt(-2.0 * np.log(square) / square)
            found += [y * factor, x * factor]  # in this order
    return np.array(found[:count])
