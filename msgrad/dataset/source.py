"""Sources: the leaves of a pipeline."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from msgrad.dataset.run import Epoch, Run, Workers
from msgrad.dataset.samplers import BuiltinSampler, PKSampler, RandomSampler, SequentialSampler, choose_sampler
from msgrad.dataset.tree import Dataset, Plan, stack_rows


class SourceDataset(Dataset):
    """The base of all sources."""


class MappableDataset(SourceDataset):
    """A source whose rows have numbers, so that a sampler can choose.

    A subclass has `column_names`, `length()`, and either `row(number)` or, where all rows are in memory as arrays
    with one axis more, `arrays()`.
    """

    column_names: list[str]

    def __init__(
        self,
        num_parallel_workers: Any = None,
        sampler: Any = None,
        num_samples: Any = None,
        shuffle: Any = None,
        num_shards: Any = None,
        shard_id: Any = None,
        cache: Any = None,
    ):
        super().__init__((), num_parallel_workers, cache)
        self.sampler: BuiltinSampler = choose_sampler(
            type(self).__name__, sampler, num_samples, shuffle, num_shards, shard_id
        )

    # -- what a subclass defines ---------------------------------------------------------------------------------

    def length(self) -> int:
        """The number of rows that there are."""
        raise NotImplementedError

    def row(self, number: int) -> tuple:
        """One row."""
        raise NotImplementedError

    def arrays(self) -> list[np.ndarray] | None:
        """All rows of each column, or None where they are not in memory."""
        return None

    # ------------------------------------------------------------------------------------------------------------

    def names(self) -> list[str]:
        return list(self.column_names)

    def size(self) -> int:
        if isinstance(self.sampler, PKSampler):
            return self.sampler.count_in(self.length(), self)
        return self.sampler.count(self.length())

    def is_shuffled(self) -> bool:
        return self.sampler.is_shuffled()

    def is_sharded(self) -> bool:
        return self.sampler.is_sharded()

    def add_sampler(self, new_sampler: BuiltinSampler | None) -> None:
        """Puts a sampler above the present one."""
        if new_sampler is not None:
            new_sampler.add_child(self.sampler)
            self.sampler = new_sampler

    def use_sampler(self, new_sampler: BuiltinSampler) -> None:
        """Puts a sampler in the place of the present one."""
        if new_sampler is None:
            raise TypeError("For 'use_sampler', the sampler must not be None.")
        self.sampler = choose_sampler(type(self).__name__, new_sampler, None, None, None, None)

    def part(self, first: int, count: int, randomize: bool) -> MappableDataset:
        """A part of the data set, for `split`: in an order that stays the same from epoch to epoch."""
        import copy

        made = copy.copy(self)
        made.parent = []
        made.sampler = copy.copy(self.sampler)
        if randomize:
            fixed = RandomSampler()
            fixed.reshuffle_each_epoch = False
            made.add_sampler(fixed)
        made.add_sampler(SequentialSampler(first, count))
        return made

    def order(self) -> Callable[[], list[int]]:
        """A function that gives the row numbers of one epoch after the other."""
        return self.sampler.order(self.length(), self)

    def open(self, run: Run) -> Epoch:
        order, arrays = self.order(), self.arrays()
        if arrays is not None:
            row = row_of(arrays)
            return lambda: map(row, order())
        workers = Workers(self.workers(), run)
        return lambda: workers.map(order(), lambda worker, place, number: self.row(number))

    def plan(self, run: Run, ordered: bool = False) -> Plan:
        arrays = self.arrays()
        if arrays is None:
            return Plan(self.open(run), stack_rows, [])
        order = self.order()

        def take(numbers: list[int]) -> list:
            first, last = numbers[0], numbers[-1]
            if last - first == len(numbers) - 1 and numbers == list(range(first, last + 1)):
                return [array[first : last + 1].copy() for array in arrays]
            return [array.take(numbers, 0) for array in arrays]

        return Plan(lambda: iter(order()), take, [], uniform=True)


def row_of(arrays: Sequence[np.ndarray]) -> Callable[[int], tuple]:
    """A function that copies one row out of the columns."""
    if all(array.ndim > 1 for array in arrays):
        return lambda number: tuple([array[number].copy() for array in arrays])
    return lambda number: tuple([np.array(array[number]) for array in arrays])


def counted(rows: Callable[[], Iterator]) -> int:
    """How many rows there are."""
    return sum(1 for _ in rows())


class UnionBaseDataset(Dataset):
    """A name of MindSpore's class tree."""


class VisionBaseDataset(Dataset):
    """A name of MindSpore's class tree."""


class TextBaseDataset(Dataset):
    """A name of MindSpore's class tree."""


class AudioBaseDataset(Dataset):
    """A name of MindSpore's class tree."""
