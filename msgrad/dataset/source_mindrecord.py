"""`MindDataset`: rows of MindRecord files, in MindSpore's orders."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import numpy as np

from msgrad._checkparam import check_type
from msgrad.dataset.random_minstd import MinStd0
from msgrad.dataset.random_state import seed_in_use
from msgrad.dataset.samplers import (
    BuiltinSampler,
    DistributedSampler,
    RandomSampler,
    SequentialSampler,
    SubsetRandomSampler,
    SubsetSampler,
)
from msgrad.dataset.shuffle_mode import Shuffle
from msgrad.dataset.source import MappableDataset
from msgrad.dataset.tree import check_columns

WHO = "MindDataset"


class MindDataset(MappableDataset):
    """The rows of MindRecord files.

    Args:
        dataset_files: a file of a set (the others are found by it), or a list of files.
        columns_list: the names of the columns that are wanted; by default all.
        num_parallel_workers: how many threads read.
        shuffle: True or `Shuffle.GLOBAL`: random order of all rows, the default; `Shuffle.FILES`: of the files;
            `Shuffle.INFILE`: of the rows of each file; False: none.
        num_shards, shard_id: read only a part.
        sampler: a sampler instead of ``shuffle``: sequential, random, of a subset, or distributed.
        padded_sample: a row (a dict) that fills up the end, ``num_padded`` times.
        num_padded: how often.
        num_samples: read only so many.

    Raises:
        ValueError: if a file does not exist.
        RuntimeError: for damaged files and columns that there are not.
    """

    def __init__(
        self,
        dataset_files: Any,
        columns_list: Any = None,
        num_parallel_workers: Any = None,
        shuffle: Any = None,
        num_shards: Any = None,
        shard_id: Any = None,
        sampler: Any = None,
        padded_sample: Any = None,
        num_padded: Any = None,
        num_samples: Any = None,
        cache: Any = None,
    ):
        from msgrad.dataset.formats.mindrecord import open_mindrecord

        if not isinstance(dataset_files, str | list):
            raise TypeError(
                f"For '{WHO}', the 'dataset_files' must be a str or a list of str, but got "
                f"{type(dataset_files).__name__}."
            )
        for path in dataset_files if isinstance(dataset_files, list) else [dataset_files]:
            check_type(path, str, "dataset_files", WHO)
            if not os.path.isfile(path):
                raise ValueError(f"For '{WHO}', the file '{path}' does not exist.")
        self.mode = Shuffle.GLOBAL
        if isinstance(shuffle, Shuffle):
            if shuffle in (Shuffle.ADAPTIVE, Shuffle.PARTIAL):
                raise NotImplementedError(f"For '{WHO}', {shuffle} is not supported: use Shuffle.GLOBAL.")
            self.mode, shuffle = shuffle, shuffle is not Shuffle.FALSE
        self.dataset_files = dataset_files
        columns = check_columns(columns_list, "columns_list", WHO) if columns_list else None
        self.padding = self._padding(padded_sample, num_padded, columns)
        self.reader = open_mindrecord(dataset_files, columns)
        super().__init__(num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache)
        allowed = (SequentialSampler, RandomSampler, SubsetSampler, DistributedSampler)
        if not isinstance(self.sampler, allowed):
            raise NotImplementedError(
                f"For '{WHO}', a {type(self.sampler).__name__} is not supported: give row numbers in a SubsetSampler."
            )

    @staticmethod
    def _padding(sample: Any, count: Any, columns: list[str] | None) -> tuple[dict, int] | None:
        if sample is None and count is None:
            return None
        if sample is None or count is None:
            raise RuntimeError(f"For '{WHO}', 'padded_sample' and 'num_padded' must be given together.")
        check_type(sample, dict, "padded_sample", WHO)
        check_type(count, int, "num_padded", WHO)
        if columns is None:
            raise RuntimeError(f"For '{WHO}', 'padded_sample' needs a 'columns_list'.")
        if count < 0:
            raise ValueError(f"For '{WHO}', the 'num_padded' must not be negative, but got {count}.")
        missing = [name for name in columns if name not in sample]
        if missing:
            raise ValueError(f"For '{WHO}', the 'padded_sample' has no '{missing[0]}'.")
        return sample, count

    @property
    def column_names(self) -> list[str]:  # type: ignore[override]
        return list(self.reader.columns)

    def length(self) -> int:
        return len(self.reader) + (self.padding[1] if self.padding else 0)

    def row(self, number: int) -> tuple:
        if number < len(self.reader):
            return tuple(self.reader[number].values())
        first = self.reader[0]
        assert self.padding is not None
        return tuple(_like(self.padding[0][name], first[name]) for name in self.reader.columns)

    # -- orders --------------------------------------------------------------------------------------------------

    def order(self) -> Callable[[], list[int]]:
        sampler, rows = self.sampler, self.length()
        if sampler.child_sampler is not None:
            return self._chained(rows)
        if type(sampler) is SequentialSampler or not sampler.is_shuffled():
            return sampler.order(rows, self)
        return self._random(sampler, rows)

    def _chained(self, rows: int) -> Callable[[], list[int]]:
        """The order of a `split`: what an epoch reads is shuffled again for the next."""
        chain: list[BuiltinSampler] = []
        sampler: BuiltinSampler | None = self.sampler
        while sampler is not None:
            chain.insert(0, sampler)
            sampler = sampler.child_sampler
        if not all(type(sampler) in (RandomSampler, SequentialSampler) for sampler in chain):
            raise NotImplementedError(f"For '{WHO}', only sequential and random samplers can be chained.")
        seed, epoch, kept = seed_in_use(), 0, list(range(rows))

        def order() -> list[int]:
            nonlocal epoch, kept
            epoch += 1
            numbers = kept
            for sampler in chain:
                if isinstance(sampler, RandomSampler):
                    again = sampler.reshuffle_each_epoch
                    numbers = MinStd0(seed + epoch if again else seed).shuffled(numbers)
                elif epoch == 1:
                    numbers = [numbers[place] for place in sampler._order(len(numbers), self)()]
            kept = numbers
            return numbers

        return order

    def _random(self, sampler: BuiltinSampler, rows: int) -> Callable[[], list[int]]:
        seed, count, epoch, kept = seed_in_use(), sampler.count(rows), 0, list(range(rows))

        def order() -> list[int]:
            nonlocal epoch, kept
            epoch += 1
            now = seed + epoch
            if isinstance(sampler, SubsetRandomSampler):
                return MinStd0(seed + 1).shuffled(sampler.indices)[:count]
            if isinstance(sampler, DistributedSampler):  # from the files' order, since shards must agree
                numbers = MinStd0(now).shuffled(list(range(rows)))
                return [numbers[(sampler.shard_id + k * sampler.num_shards) % rows] for k in range(count)]
            if isinstance(sampler, RandomSampler) and sampler.replacement:
                stream = MinStd0(now)  # random as MindSpore's, but not the same rows
                return [stream.uniform_int(0, rows - 1) for _ in range(count)]
            kept = self._shuffled(kept, now)[:count]
            return kept

        return order

    def _shuffled(self, numbers: list[int], seed: int) -> list[int]:
        if self.mode is Shuffle.GLOBAL:
            return MinStd0(seed).shuffled(numbers)
        ends = np.cumsum(self.reader.rows_per_file).tolist()
        parts = [numbers[end - size : end] for end, size in zip(ends, self.reader.rows_per_file, strict=True)]
        if self.mode is Shuffle.FILES:
            parts = MinStd0(seed).shuffled(parts)
        else:
            parts = [MinStd0(seed).shuffled(part) for part in parts]
        return [number for part in parts for number in part] + numbers[ends[-1] :]


def _like(value: Any, example: np.ndarray) -> np.ndarray:
    """The value of a padded sample, of the kind that the column has."""
    if example.dtype.kind in "US":
        return np.array(value) if example.ndim == 0 else np.array([value])
    return np.array(value, example.dtype)
