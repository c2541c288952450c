"""Operations that move rows and columns, without looking at what is in them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from msgrad._checkparam import check_type
from msgrad.dataset.errors import pipeline_error
from msgrad.dataset.random64 import Mt19937_64
from msgrad.dataset.random_state import seed_in_use
from msgrad.dataset.run import Epoch, Run
from msgrad.dataset.samplers import DistributedSampler, RandomSampler
from msgrad.dataset.tree import Dataset, Plan, check_columns

INT32_MAX = 2**31 - 1


class _Reordering(Dataset):
    """What does not care whether it gets rows or what stands for them."""

    def wrap(self, epoch: Epoch) -> Epoch:
        raise NotImplementedError

    def open(self, run: Run) -> Epoch:
        return self.wrap(self.children[0].open(run))

    def plan(self, run: Run, ordered: bool = False) -> Plan:
        plan = self.children[0].plan(run)
        return plan._replace(epoch=self.wrap(plan.epoch))


def _check_count(value: Any, who: str, low: int, name: str = "count") -> int:
    check_type(value, int, name, who)
    if not low <= value <= INT32_MAX:
        raise ValueError(f"For '{who}', the '{name}' must be in [{low}, {INT32_MAX}], but got {value}.")
    return value


class ShuffleDataset(_Reordering):
    """Each row is drawn from a buffer: an index is a word of `std::mt19937_64` modulo the rows in the buffer, and the
    last of the buffer takes the place of what was drawn. The stream goes on from epoch to epoch."""

    def __init__(self, dataset: Dataset, buffer_size: int):
        self.buffer_size = _check_count(buffer_size, "shuffle", 2, "buffer_size")
        super().__init__([dataset])

    def is_shuffled(self) -> bool:
        return True

    def wrap(self, epoch: Epoch) -> Epoch:
        stream = Mt19937_64(seed_in_use())
        size = self.buffer_size

        def rows() -> Iterator[Any]:
            source = iter(epoch())
            buffer = list(itertools.islice(source, size))
            if len(buffer) == size:
                for row in source:
                    place = stream() % size
                    drawn = buffer[place]
                    buffer[place] = buffer[-1]
                    buffer[-1] = row
                    yield drawn
            while buffer:
                place = stream() % len(buffer)
                drawn = buffer[place]
                buffer[place] = buffer[-1]
                buffer.pop()
                yield drawn

        return rows


class RepeatDataset(_Reordering):
    """All over again, so many times."""

    def __init__(self, dataset: Dataset, count: int | None):
        if count is None:
            count = -1
        check_type(count, int, "count", "repeat")
        if count < -1 or count == 0 or count > INT32_MAX:
            raise ValueError(f"For 'repeat', the 'count' must be -1 or in [1, {INT32_MAX}], but got {count}.")
        self.count = count
        super().__init__([dataset])

    def get_repeat_count(self) -> int:
        return self.count

    def size(self) -> int:
        return super().size() * max(self.count, 1)

    def wrap(self, epoch: Epoch) -> Epoch:
        def rows() -> Iterator[Any]:
            for _ in itertools.count() if self.count < 0 else range(self.count):
                empty = True
                for row in epoch():
                    empty = False
                    yield row
                if empty and self.count < 0:
                    return  # without end, of nothing

        return rows


class SkipDataset(_Reordering):
    """Without the first rows."""

    def __init__(self, dataset: Dataset, count: int):
        self.count = _check_count(count, "skip", 0)
        super().__init__([dataset])

    def size(self) -> int:
        return max(super().size() - self.count, 0)

    def wrap(self, epoch: Epoch) -> Epoch:
        return lambda: itertools.islice(epoch(), self.count, None)


class TakeDataset(_Reordering):
    """Only the first rows."""

    def __init__(self, dataset: Dataset, count: int):
        check_type(count, int, "count", "take")
        if count < -1 or count == 0 or count > INT32_MAX:
            raise ValueError(f"For 'take', the 'count' must be -1 or in [1, {INT32_MAX}], but got {count}.")
        self.count = count
        super().__init__([dataset])

    def size(self) -> int:
        child = self.children[0]
        if isinstance(child, RepeatDataset) and child.count < 0 and child.children[0].size():
            return self.count
        return min(super().size(), self.count)

    def wrap(self, epoch: Epoch) -> Epoch:
        return lambda: itertools.islice(epoch(), self.count)


class ZipDataset(Dataset):
    """The columns of several side by side."""

    def __init__(self, datasets: Sequence[Dataset]):
        for place, dataset in enumerate(datasets):
            if not isinstance(dataset, Dataset):
                raise TypeError(f"For 'zip', 'datasets[{place}]' must be a Dataset, but got {type(dataset).__name__}.")
        super().__init__(datasets)

    def names(self) -> list[str]:
        names = [name for child in self.children for name in child.names()]
        for name in names:
            if names.count(name) > 1:
                raise pipeline_error(
                    f"Invalid data, the column '{name}' is in more than one of the data sets of 'zip'."
                )
        return names

    def size(self) -> int:
        return min(child.size() for child in self.children)

    def get_repeat_count(self) -> int:
        return 1

    def open(self, run: Run) -> Epoch:
        self.names()
        epochs = [child.open(run) for child in self.children]

        def rows() -> Iterator[tuple]:
            for parts in zip(*[epoch() for epoch in epochs], strict=False):
                yield tuple(itertools.chain.from_iterable(parts))

        return rows


class ConcatDataset(Dataset):
    """One after the other."""

    _sampler: Any = None

    def __init__(self, datasets: Sequence[Dataset]):
        for place, dataset in enumerate(datasets):
            if not isinstance(dataset, Dataset):
                raise TypeError(
                    f"For 'concat', 'datasets[{place}]' must be a Dataset, but got {type(dataset).__name__}."
                )
        super().__init__(datasets)

    def size(self) -> int:
        total = sum(child.size() for child in self.children)
        if isinstance(self._sampler, DistributedSampler):
            return len(range(self._sampler.shard_id, total, self._sampler.num_shards))
        return total

    def use_sampler(self, sampler: Any) -> None:
        """Takes a part of all rows, or another order, as a `DistributedSampler` or a `RandomSampler` says.

        Raises:
            TypeError: for other samplers.
            ValueError: for one with a number of samples, or where rows are to be shared out of what is shuffled.
        """
        who = "ConcatDataset.use_sampler"
        if not isinstance(sampler, DistributedSampler | RandomSampler):
            raise TypeError(f"For '{who}', the 'sampler' must be distributed or random, but got {sampler!r}.")
        if sampler.num_samples:
            raise ValueError(f"For '{who}', the 'sampler' must not have 'num_samples'.")
        if isinstance(sampler, DistributedSampler) and (sampler.is_shuffled() or self.is_shuffled()):
            raise ValueError(f"For '{who}', neither a distributed sampler nor the data sets may shuffle.")
        self._sampler = sampler

    def open(self, run: Run) -> Epoch:
        epoch = self._joined(run)
        if self._sampler is None:
            return epoch
        if isinstance(self._sampler, DistributedSampler):
            first, step = self._sampler.shard_id, self._sampler.num_shards
            return lambda: itertools.islice(epoch(), first, None, step)
        order = self._sampler.order(sum(child.size() for child in self.children))

        def rows() -> Iterator[tuple]:
            held = list(epoch())
            yield from (held[number] for number in order())

        return rows

    def _joined(self, run: Run) -> Epoch:
        names = self.names()
        for child in self.children[1:]:
            if child.names() != names:
                raise pipeline_error(
                    f"Concat: the data sets must have the same columns, but got {names} and {child.names()}."
                )
        epochs = [child.open(run) for child in self.children]
        kinds: list[tuple] = []

        def rows() -> Iterator[tuple]:
            for epoch in epochs:
                first = True
                for row in epoch():
                    if first:
                        self._check(row, kinds)
                        first = False
                    yield row

        return rows

    @staticmethod
    def _check(row: tuple, kinds: list[tuple]) -> None:
        found = tuple(_kind(value) for value in row)
        if not kinds:
            kinds.append(found)
        for expected, got in zip(kinds[0], found, strict=True):
            if expected[0] != got[0]:
                raise pipeline_error(
                    "Concat: the data types of the two datasets to be concatenated should be the same, but got: "
                    f"{got[0]} and {expected[0]}."
                )
            if expected[1] != got[1]:
                raise pipeline_error(
                    "Concat: the number of axes of a column must be the same in all data sets, but got: "
                    f"{got[1]} and {expected[1]}."
                )


def _kind(value: Any) -> tuple:
    if isinstance(value, dict):
        return ("dict", 0)
    return ("string" if value.dtype.kind in "US" else str(value.dtype), value.ndim)


class ProjectDataset(Dataset):
    """Some columns only."""

    def __init__(self, dataset: Dataset, columns: Any):
        self.columns = check_columns(columns, "columns", "project")
        super().__init__([dataset])

    def _places(self) -> list[int]:
        present = self.children[0].names()
        for column in self.columns:
            if column not in present:
                raise pipeline_error(f"Invalid column, column name: {column} does not exist. Present are {present}.")
        return [present.index(column) for column in self.columns]

    def names(self) -> list[str]:
        self._places()
        return list(self.columns)

    def open(self, run: Run) -> Epoch:
        places, epoch = self._places(), self.children[0].open(run)
        return lambda: (tuple([row[place] for place in places]) for row in epoch())

    def plan(self, run: Run, ordered: bool = False) -> Plan:
        places, plan = self._places(), self.children[0].plan(run, ordered)
        steps = [(places.index(column), step) for column, step in plan.steps if column in places]

        def take(items: list) -> list:
            columns = plan.take(items)
            return [columns[place] for place in places]

        return plan._replace(take=take, steps=steps)


class RenameDataset(_Reordering):
    """Other names for columns."""

    def __init__(self, dataset: Dataset, input_columns: Any, output_columns: Any):
        self.input_columns = check_columns(input_columns, "input_columns", "rename")
        self.output_columns = check_columns(output_columns, "output_columns", "rename")
        if len(self.input_columns) != len(self.output_columns):
            raise ValueError(
                "For 'rename', expected as many 'output_columns' as 'input_columns', but got "
                f"{len(self.output_columns)} and "
                f"{len(self.input_columns)}."
            )
        super().__init__([dataset])

    def names(self) -> list[str]:
        present = self.children[0].names()
        for column in self.input_columns:
            if column not in present:
                raise pipeline_error(
                    f"Invalid column, column to be renamed does not exist: {column}. Present are {present}."
                )
        new = dict(zip(self.input_columns, self.output_columns, strict=True))
        names = [new.get(name, name) for name in present]
        if len(set(names)) != len(names):
            raise pipeline_error(f"Invalid column, 'rename' would give two columns the same name: {names}.")
        return names

    def open(self, run: Run) -> Epoch:
        self.names()
        return super().open(run)

    def plan(self, run: Run, ordered: bool = False) -> Plan:
        self.names()
        return self.children[0].plan(run, ordered)

    def wrap(self, epoch: Epoch) -> Epoch:
        return epoch


# -- split -------------------------------------------------------------------------------------------------------


class _Part(_Reordering):
    """Rows first to first + count of a data set, in its own order or in a random one (of all its rows)."""

    def __init__(self, dataset: Dataset, first: int, count: int, randomize: bool, seed: int):
        self.first, self.count, self.randomize, self.seed = first, count, randomize, seed
        super().__init__([dataset])

    def is_shuffled(self) -> bool:
        return self.randomize or super().is_shuffled()

    def size(self) -> int:
        return self.count

    def wrap(self, epoch: Epoch) -> Epoch:
        seed = self.seed

        def rows() -> Iterator[Any]:
            if not self.randomize:
                yield from itertools.islice(epoch(), self.first, self.first + self.count)
                return
            stream = Mt19937_64(seed)  # the same in every epoch: the parts must not overlap
            buffer = list(epoch())
            shuffled = []
            while buffer:
                place = stream() % len(buffer)
                shuffled.append(buffer[place])
                buffer[place] = buffer[-1]
                buffer.pop()
            yield from shuffled[self.first : self.first + self.count]

        return rows


def split_sizes(total: int, sizes: Any) -> list[int]:
    """The numbers of rows of the parts: of numbers, or of shares that are rounded so that nothing is left.

    Raises:
        TypeError, ValueError, RuntimeError: where they are none, or do not fit.
    """
    if not isinstance(sizes, list):
        raise TypeError(f"For 'split', the 'sizes' must be a list, but got {type(sizes).__name__}.")
    if not sizes:
        raise ValueError("For 'split', the 'sizes' must not be empty.")
    if all(type(size) is int for size in sizes):
        if any(size <= 0 for size in sizes):
            raise ValueError(f"For 'split', the 'sizes' must be above 0, but got {sizes}.")
        if sum(sizes) != total:
            raise RuntimeError(f"Sum of split sizes {sum(sizes)} is not equal to dataset size {total}.")
        return list(sizes)
    if not all(isinstance(size, float) for size in sizes):
        raise ValueError(f"For 'split', the 'sizes' must all be ints or all be floats, but got {sizes}.")
    if any(not 0 < size < 1 for size in sizes):
        raise ValueError(f"For 'split', the shares must be between 0 and 1, but got {sizes}.")
    if abs(sum(sizes) - 1) > 1e-9:
        raise ValueError(f"For 'split', the shares must sum up to 1, but got {sizes}.")
    counts = [round(size * total) for size in sizes]
    for size, count in zip(sizes, counts, strict=True):
        if count == 0:
            raise RuntimeError(f"Split percentage {size} is too small.")
    excess = sum(counts) - total
    for place in range(len(counts)):  # what rounding gave or took
        if excess > 0:
            taken = min(excess, counts[place] - 1)
            counts[place] -= taken
            excess -= taken
        elif excess < 0:
            counts[place] -= excess
            excess = 0
    return counts


def split(dataset: Dataset, sizes: Any, randomize: Any) -> tuple[Dataset, ...]:
    """The parts of `Dataset.split`."""
    check_type(randomize, bool, "randomize", "split")
    if dataset.is_shuffled() and not hasattr(dataset, "part"):
        import warnings

        warnings.warn(
            "Dataset.split of a data set that is shuffled itself: the parts may have rows in common.", stacklevel=3
        )
    counts = split_sizes(dataset.get_dataset_size(), sizes)
    firsts = np.cumsum([0, *counts[:-1]]).tolist()
    if hasattr(dataset, "part"):
        return tuple(dataset.part(first, count, randomize) for first, count in zip(firsts, counts, strict=True))
    import copy

    seed = seed_in_use()  # one for all parts
    copies = [copy.deepcopy(dataset) for _ in counts]
    for made in copies:
        made.parent = []
    return tuple(
        _Part(made, first, count, randomize, seed) for made, first, count in zip(copies, firsts, counts, strict=True)
    )
