"""Sources of images with one file for all of them: MNIST's format and CIFAR's."""

from __future__ import annotations

import os
import struct
from pathlib import Path
from typing import Any

import numpy as np

from msgrad._checkparam import check_bool
from msgrad.dataset.errors import pipeline_error
from msgrad.dataset.source import MappableDataset


def check_folder(folder: Any, who: str, argument: str = "dataset_dir") -> Path:
    """TypeError unless it is a str, ValueError unless it is a folder that can be read."""
    if not isinstance(folder, str | os.PathLike):
        raise TypeError(f"For '{who}', the '{argument}' must be a str, but got {type(folder).__name__}.")
    if not os.path.isdir(folder) or not os.access(folder, os.R_OK):
        raise ValueError(f"For '{who}', the folder '{folder}' does not exist or cannot be read.")
    return Path(folder)


def check_usage(usage: Any, allowed: tuple[str, ...], who: str, argument: str = "usage") -> str | None:
    """TypeError unless it is None or a str, ValueError unless it is allowed."""
    if usage is not None and not isinstance(usage, str):
        raise TypeError(f"For '{who}', the '{argument}' must be a str, but got {type(usage).__name__}.")
    if usage is not None and usage not in allowed:
        raise ValueError(f"For '{who}', the '{argument}' must be one of {list(allowed)}, but got {usage!r}.")
    return usage


class ArrayDataset(MappableDataset):
    """A source that reads its files once, when it is first needed."""

    _loaded: list[np.ndarray] | None = None

    def load(self) -> list[np.ndarray]:
        """All rows of each column."""
        raise NotImplementedError

    def arrays(self) -> list[np.ndarray]:
        if self._loaded is None:
            self._loaded = self.load()
        return self._loaded

    def length(self) -> int:
        return len(self.arrays()[0])

    def class_ids(self) -> np.ndarray:
        """The class of every row."""
        return self.arrays()[-1]


class MnistDataset(ArrayDataset):
    """Images and labels of MNIST's files ``*-images-idx3-ubyte`` and ``*-labels-idx1-ubyte``.

    Columns: ``image`` (uint8, 28x28x1), ``label`` (uint32).

    Args:
        dataset_dir: the folder of the files.
        usage: 'train', 'test' or 'all'; None is 'all'.
        num_samples: read only so many.
        num_parallel_workers: accepted for MindSpore's sake: the files are read at once.
        shuffle: random order, the default.
        sampler: a sampler instead of ``shuffle``.
        num_shards, shard_id: read only a part.

    Raises:
        ValueError: if the folder does not exist.
        RuntimeError: when it runs, if the files are not there or damaged.
    """

    column_names = ["image", "label"]  # noqa: RUF012
    _usages = ("train", "test", "all")

    def __init__(
        self,
        dataset_dir: str,
        usage: str | None = None,
        num_samples: int | None = None,
        num_parallel_workers: int | None = None,
        shuffle: bool | None = None,
        sampler: Any = None,
        num_shards: int | None = None,
        shard_id: int | None = None,
        cache: Any = None,
    ):
        who = type(self).__name__
        self.dataset_dir = check_folder(dataset_dir, who)
        self.usage = check_usage(usage, self._usages, who) or "all"
        super().__init__(num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache)

    def _files(self) -> list[tuple[Path, Path]]:
        """The pairs of files of images and labels: those for testing come before those for training."""
        wanted = {"train": ("train",), "test": ("t10k",), "all": ("t10k", "train")}[self.usage]
        return self._found([f"{part}" for part in wanted])

    def _found(self, prefixes: list[str]) -> list[tuple[Path, Path]]:
        pairs = []
        for prefix in prefixes:
            for images in sorted(self.dataset_dir.glob(f"{prefix}-images*")):
                labels = images.with_name(images.name.replace("-images", "-labels").replace("idx3", "idx1"))
                if not images.name.endswith((".gz", ".zip")):
                    pairs.append((images, labels))
        return pairs

    def load(self) -> list[np.ndarray]:
        pairs = self._files()
        if not pairs:
            raise pipeline_error(
                f"Invalid data, {type(self).__name__} can't read the data file (interface mismatch or no data "
                "found). Check "
                f"the files '*-images-idx3-ubyte' in directory: {self.dataset_dir}"
            )
        images, labels = [], []
        for image_file, label_file in pairs:
            images.append(idx(image_file, 3)[..., None])
            labels.append(idx(label_file, 1).astype(np.uint32))
            if len(images[-1]) != len(labels[-1]):
                raise pipeline_error(
                    f"Invalid data, '{image_file}' has {len(images[-1])} images, and '{label_file}' "
                    f"{len(labels[-1])} labels."
                )
        return [joined(images), joined(labels)]


def joined(parts: list[np.ndarray]) -> np.ndarray:
    return parts[0] if len(parts) == 1 else np.concatenate(parts)


def idx(path: Path, axes: int) -> np.ndarray:
    """The bytes of an IDX file as an array of so many axes."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise pipeline_error(f"Invalid file, '{path}' cannot be read ({error}).") from None
    head = 4 * (1 + axes)
    if len(raw) < head or raw[:4] != bytes((0, 0, 8, axes)):
        raise pipeline_error(f"Invalid file, '{path}' is not an IDX file of bytes with {axes} axes.")
    shape = struct.unpack(f">{axes}I", raw[4:head])
    if int(np.prod(shape, dtype=object)) != len(raw) - head:
        raise pipeline_error(f"Invalid file, '{path}' should hold {shape} bytes, but holds {len(raw) - head}.")
    return np.frombuffer(raw, np.uint8, offset=head).reshape(shape)


class FashionMnistDataset(MnistDataset):
    """As `MnistDataset`, of pieces of clothing."""


class KMnistDataset(MnistDataset):
    """As `MnistDataset`, of Japanese characters."""


class EMnistDataset(MnistDataset):
    """As `MnistDataset`, of letters and digits, in the files ``emnist-<name>-train-images-idx3-ubyte`` and so on.

    Args:
        dataset_dir: the folder of the files.
        name: 'byclass', 'bymerge', 'balanced', 'letters', 'digits' or 'mnist'.
        usage and all others: as for `MnistDataset`.
    """

    _names = ("byclass", "bymerge", "balanced", "letters", "digits", "mnist")

    def __init__(
        self,
        dataset_dir: str,
        name: str,
        usage: str | None = None,
        num_samples: int | None = None,
        num_parallel_workers: int | None = None,
        shuffle: bool | None = None,
        sampler: Any = None,
        num_shards: int | None = None,
        shard_id: int | None = None,
        cache: Any = None,
    ):
        if name is None:
            raise TypeError("For 'EMnistDataset', the 'name' must be a str.")
        self.name = check_usage(name, self._names, "EMnistDataset", "name")
        super().__init__(
            dataset_dir, usage, num_samples, num_parallel_workers, shuffle, sampler, num_shards, shard_id, cache
        )

    def _files(self) -> list[tuple[Path, Path]]:
        wanted = {"train": ("train",), "test": ("test",), "all": ("test", "train")}[self.usage]
        return self._found([f"emnist-{self.name}-{part}" for part in wanted])


class Cifar10Dataset(ArrayDataset):
    """Images and labels of CIFAR-10's binary files.

    Columns: ``image`` (uint8, 32x32x3), ``label`` (uint32). Arguments as for `MnistDataset`.
    """

    column_names = ["image", "label"]  # noqa: RUF012
    _labels = 1  # bytes before the pixels of a record
    _parts = {"train": [f"data_batch_{k}.bin" for k in range(1, 6)], "test": ["test_batch.bin"]}  # noqa: RUF012
    _records = 10000

    def __init__(
        self,
        dataset_dir: str,
        usage: str | None = None,
        num_samples: int | None = None,
        num_parallel_workers: int | None = None,
        shuffle: bool | None = None,
        sampler: Any = None,
        num_shards: int | None = None,
        shard_id: int | None = None,
        cache: Any = None,
    ):
        who = type(self).__name__
        self.dataset_dir = check_folder(dataset_dir, who)
        self.usage = check_usage(usage, ("train", "test", "all"), who) or "all"
        super().__init__(num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache)

    def load(self) -> list[np.ndarray]:
        parts = ["train", "test"] if self.usage == "all" else [self.usage]
        paths = [self.dataset_dir / name for part in parts for name in self._parts[part]]
        paths = [path for path in paths if path.is_file()]
        if not paths:
            raise pipeline_error(
                f"Invalid data, {type(self).__name__} can't read the data file (interface mismatch or no data "
                "found). Check "
                f"the binary files in directory: {self.dataset_dir}"
            )
        size = self._labels + 3072
        blocks = []
        for path in paths:
            raw = np.fromfile(path, np.uint8)
            if raw.size == 0 or raw.size % size:
                raise pipeline_error(f"Invalid file, '{path}' does not consist of records of {size} bytes.")
            blocks.append(raw.reshape(-1, size))
        records = joined(blocks)
        pixels = records[:, self._labels :].reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1)
        labels = [records[:, k].astype(np.uint32) for k in range(self._labels)]
        return [np.ascontiguousarray(pixels), *self._ordered(labels)]

    def _ordered(self, labels: list[np.ndarray]) -> list[np.ndarray]:
        return labels


class Cifar100Dataset(Cifar10Dataset):
    """Images and labels of CIFAR-100's binary files.

    Columns: ``image`` (uint8, 32x32x3), ``coarse_label`` and ``fine_label`` (uint32). Arguments as for `MnistDataset`.
    """

    column_names = ["image", "coarse_label", "fine_label"]  # noqa: RUF012
    _labels = 2
    _parts = {"train": ["train.bin"], "test": ["test.bin"]}  # noqa: RUF012


def check_decode(decode: Any, who: str) -> bool:
    """TypeError unless it is a bool."""
    return check_bool(decode, "decode", who)
