"""Samplers: which rows of a source are read, in what order."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from msgrad._checkparam import check_bool, check_type
from msgrad.dataset.errors import pipeline_error, user_error
from msgrad.dataset.random_state import Mt19937, seed_in_use
from msgrad.dataset.shuffle_mode import Shuffle

Order = Callable[[], list[int]]  # the row numbers of the next epoch


def _num_samples(value: Any, who: str) -> int | None:
    if value is None:
        return None
    check_type(value, int, "num_samples", who)
    if value < 0:
        raise ValueError(f"For '{who}', the 'num_samples' must be an int of at least 0, but got {value}.")
    return value or None


class BuiltinSampler:
    """What all samplers share: a number of samples and a child, whose order they choose from."""

    def __init__(self, num_samples: int | None = None):
        self.num_samples = _num_samples(num_samples, type(self).__name__)
        self.child_sampler: BuiltinSampler | None = None

    def add_child(self, sampler: Any) -> None:
        """Choose from what another sampler gives instead of from all rows.

        Raises:
            TypeError: unless it is a sampler.
            RuntimeError: if there is a child already.
        """
        if sampler is None:
            return
        if self.child_sampler is not None:
            raise RuntimeError("Cannot add child sampler, this sampler already has a child.")
        self.child_sampler = as_sampler(sampler)

    def get_child(self) -> Any:
        """The child, or None."""
        return self.child_sampler

    def get_num_samples(self) -> int | None:
        """The number of samples that is known without the data, or None."""
        child = self.child_sampler.get_num_samples() if self.child_sampler is not None else None
        known = [n for n in (self.num_samples, child) if n is not None]
        return min(known) if known else None

    def is_shuffled(self) -> bool:
        """Whether the order is random."""
        return self.child_sampler is not None and self.child_sampler.is_shuffled()

    def is_sharded(self) -> bool:
        """Whether only a part of several is read."""
        return self.child_sampler is not None and self.child_sampler.is_sharded()

    def order(self, rows: int, source: Any = None) -> Order:
        """A function that gives the row numbers of one epoch after the other, out of so many rows."""
        if self.child_sampler is None:
            return self._order(rows, source)
        below = self.child_sampler.order(rows, source)
        above: list[Order] = []

        def order() -> list[int]:
            chosen = below()
            if not above:
                above.append(self._order(len(chosen), source))
            return [chosen[i] for i in above[0]()]

        return order

    def count(self, rows: int) -> int:
        """How many samples an epoch has, out of so many rows."""
        if self.child_sampler is not None:
            rows = self.child_sampler.count(rows)
        return self._count(rows)

    def _count(self, rows: int) -> int:
        return rows if self.num_samples is None else min(rows, self.num_samples)

    def _order(self, rows: int, source: Any) -> Order:
        raise NotImplementedError(f"{type(self).__name__} has no order.")

    def _checked(self, indices: Iterable[Any], rows: int) -> list[int]:
        for index in indices:
            if not 0 <= index < rows:
                raise pipeline_error(
                    f"Sample ID ({index}) is out of bounds for '{type(self).__name__}': expected [0, {rows})."
                )
        return list(indices)


class SequentialSampler(BuiltinSampler):
    """The rows in their own order.

    >>> SequentialSampler(2, 3).order(10)()
    [2, 3, 4]
    """

    def __init__(self, start_index: int | None = None, num_samples: int | None = None):
        if start_index is not None:
            check_type(start_index, int, "start_index", "SequentialSampler")
            if start_index < 0:
                raise RuntimeError(
                    f"For 'SequentialSampler', the 'start_index' must not be negative, but got {start_index}."
                )
        super().__init__(num_samples)
        self.start_index = start_index

    def _count(self, rows: int) -> int:
        return super()._count(max(rows - (self.start_index or 0), 0))

    def _order(self, rows: int, source: Any) -> Order:
        start = self.start_index or 0
        if start and start >= rows:
            raise pipeline_error(f"For 'SequentialSampler', the 'start_index' {start} is beyond the {rows} rows.")
        numbers = list(range(start, start + self._count(rows)))
        return lambda: numbers


class RandomSampler(BuiltinSampler):
    """The rows in random order, each once, or (``replacement``) each drawn from all.

    The order of an epoch is the shuffled order of the epoch before, as in MindSpore.
    """

    reshuffle_each_epoch = True

    def __init__(self, replacement: bool = False, num_samples: int | None = None, shuffle: Any = Shuffle.GLOBAL):
        self.replacement = check_type(replacement, bool, "replacement", "RandomSampler")
        if shuffle is not Shuffle.GLOBAL:
            raise NotImplementedError("For 'RandomSampler', only 'shuffle=Shuffle.GLOBAL' is supported.")
        super().__init__(num_samples)

    def is_shuffled(self) -> bool:
        return True

    def _count(self, rows: int) -> int:
        return rows if self.num_samples is None else min(rows, self.num_samples)

    def _order(self, rows: int, source: Any) -> Order:
        count, seed, numbers = self._count(rows), seed_in_use(), list(range(rows))
        again = True

        def order() -> list[int]:
            nonlocal seed, again
            if not again:
                return numbers[:count]
            again = self.reshuffle_each_epoch
            stream = Mt19937(seed)
            seed += 1
            if self.replacement:
                return [stream.uniform_int(0, rows - 1) for _ in range(count)]
            stream.shuffle(numbers)
            return numbers[:count]

        return order


class SubsetSampler(BuiltinSampler):
    """The rows of the given numbers, in that order."""

    def __init__(self, indices: Any, num_samples: int | None = None):
        if not isinstance(indices, Iterable):
            indices = [indices]
        self.indices = list(indices)
        for place, index in enumerate(self.indices):
            if isinstance(index, np.integer):
                self.indices[place] = int(index)
            elif not isinstance(index, int) or isinstance(index, bool):
                raise TypeError(
                    f"For '{type(self).__name__}', 'indices[{place}]' must be an int, but got {type(index).__name__}."
                )
        super().__init__(num_samples)

    def get_num_samples(self) -> int | None:
        known = [n for n in (super().get_num_samples(), len(self.indices)) if n is not None]
        return min(known)

    def _count(self, rows: int) -> int:
        return super()._count(len(self.indices))

    def _order(self, rows: int, source: Any) -> Order:
        numbers = self._checked(self.indices, rows)[: self._count(rows)]
        return lambda: numbers


class SubsetRandomSampler(SubsetSampler):
    """The rows of the given numbers, in random order."""

    def is_shuffled(self) -> bool:
        return True

    def _order(self, rows: int, source: Any) -> Order:
        numbers, seed = self._checked(self.indices, rows)[: self._count(rows)], seed_in_use()

        def order() -> list[int]:
            Mt19937(seed).shuffle(numbers)
            return numbers.copy()

        return order


class IterSampler(BuiltinSampler):
    """The row numbers that an object of the user's iterates over."""

    def __init__(self, sampler: Any, num_samples: int | None = None):
        super().__init__(num_samples)
        if num_samples is None and hasattr(sampler, "__len__"):
            self.num_samples = len(sampler)
        self.sampler = sampler

    def _count(self, rows: int) -> int:
        if self.num_samples is not None:
            return self.num_samples
        return sum(1 for _ in self.sampler)

    def _order(self, rows: int, source: Any) -> Order:
        def order() -> list[int]:
            numbers: list[int] = []
            try:
                for index in self.sampler:
                    if self.num_samples is not None and len(numbers) >= self.num_samples:
                        break
                    numbers.append(int(index) if isinstance(index, np.integer) else index)
            except Exception as error:
                raise user_error(error, "sampler") from None
            for index in numbers:
                if not isinstance(index, int):
                    raise pipeline_error(
                        f"The sampler must give ints, but gave {index!r} of type {type(index).__name__}."
                    )
            return self._checked(numbers, rows)

        return order


class Sampler(BuiltinSampler):
    """The base of the user's own samplers: a subclass has `__iter__`, and perhaps knows `dataset_size`."""

    def __init__(self, num_samples: int | None = None):
        super().__init__(num_samples)
        self.dataset_size = 0

    def __iter__(self) -> Any:
        raise NotImplementedError("A subclass of 'Sampler' must have '__iter__'.")

    def reset(self) -> None:
        """Nothing by default: called between epochs."""

    def _count(self, rows: int) -> int:
        self.dataset_size = rows
        return IterSampler(self, self.num_samples)._count(rows)

    def _order(self, rows: int, source: Any) -> Order:
        self.dataset_size = rows
        return IterSampler(self, self.num_samples)._order(rows, source)


class PKSampler(BuiltinSampler):
    """For each class, `num_val` of its rows drawn at random."""

    def __init__(
        self,
        num_val: int,
        num_class: int | None = None,
        shuffle: bool = False,
        class_column: str = "label",
        num_samples: int | None = None,
    ):
        check_type(num_val, int, "num_val", "PKSampler")
        if num_class is not None:
            raise NotImplementedError("Not supported to specify num_class for PKSampler.")
        check_type(shuffle, bool, "shuffle", "PKSampler")
        check_type(class_column, str, "class_column", "PKSampler")
        if num_val <= 0:
            raise ValueError(f"For 'PKSampler', the 'num_val' must be above 0, but got {num_val}.")
        super().__init__(num_samples)
        self.num_val, self.shuffle, self.class_column = num_val, shuffle, class_column

    def is_shuffled(self) -> bool:
        return self.shuffle or super().is_shuffled()

    def _order(self, rows: int, source: Any) -> Order:
        if source is None or not hasattr(source, "class_ids"):
            raise pipeline_error("'PKSampler' needs a source with classes, such as ImageFolderDataset or MnistDataset.")
        groups: dict[int, list[int]] = {}
        for number, label in enumerate(source.class_ids()):
            groups.setdefault(int(label), []).append(number)
        labels = sorted(groups)
        total = self.num_val * len(labels)
        count = total if self.num_samples is None else min(total, self.num_samples)
        state = {"seed": seed_in_use()}

        def order() -> list[int]:
            stream = Mt19937(state["seed"])
            state["seed"] += 1
            if self.shuffle:
                stream.shuffle(labels)
            chosen = []
            for place in range(count):
                members = groups[labels[place // self.num_val]]
                chosen.append(members[stream.uniform_int(0, len(members) - 1)])
            return chosen

        return order

    def count_in(self, rows: int, source: Any) -> int:
        """The number of samples, which depends on the classes."""
        return len(self._order(rows, source)())


class WeightedRandomSampler(BuiltinSampler):
    """Rows drawn with the given probabilities (they need not sum to one)."""

    def __init__(self, weights: Any, num_samples: int | None = None, replacement: bool = True):
        if not isinstance(weights, list | tuple | np.ndarray):
            weights = [weights]
        self.weights = []
        for place, weight in enumerate(weights):
            if isinstance(weight, bool) or not isinstance(weight, int | float | np.number):
                raise TypeError(
                    f"For 'WeightedRandomSampler', 'weights[{place}]' must be a number, but got "
                    f"{type(weight).__name__}."
                )
            self.weights.append(float(weight))
        if not self.weights:
            raise ValueError("For 'WeightedRandomSampler', the 'weights' must not be empty.")
        if any(weight < 0 for weight in self.weights):
            raise ValueError("For 'WeightedRandomSampler', the 'weights' must not be negative.")
        if not any(self.weights):
            raise ValueError("For 'WeightedRandomSampler', the 'weights' must not all be zero.")
        self.replacement = check_bool(replacement, "replacement", "WeightedRandomSampler")
        super().__init__(num_samples)

    def is_shuffled(self) -> bool:
        return True

    def _count(self, rows: int) -> int:
        return rows if self.num_samples is None else min(rows, self.num_samples)

    def _order(self, rows: int, source: Any) -> Order:
        count, seed = self._count(rows), seed_in_use()
        if len(self.weights) > rows:
            raise pipeline_error(f"For 'WeightedRandomSampler', there are {len(self.weights)} weights for {rows} rows.")
        if not self.replacement and count > len(self.weights):
            raise pipeline_error(
                f"For 'WeightedRandomSampler' without replacement, {count} samples are more than the "
                f"{len(self.weights)} weights."
            )

        def order() -> list[int]:
            stream = Mt19937(seed)  # the same draws in every epoch, as in MindSpore
            return self._with_replacement(stream, count) if self.replacement else self._without(stream, count)

        return order

    def _with_replacement(self, stream: Mt19937, count: int) -> list[int]:
        total = sum(self.weights)
        limits = np.cumsum([weight / total for weight in self.weights])
        limits[-1] = 1.0
        draws = [stream.canonical_double() for _ in range(count)]
        return np.searchsorted(limits, draws, side="left").tolist()

    def _without(self, stream: Mt19937, count: int) -> list[int]:
        keys = [weight / -math.log(1.0 - stream.canonical_double()) for weight in self.weights]
        return sorted(range(len(keys)), key=lambda i: -keys[i])[:count]


class DistributedSampler(BuiltinSampler):
    """Every `num_shards`-th row, from `shard_id` on; the last rows are filled up from the start."""

    def __init__(
        self, num_shards: int, shard_id: int, shuffle: bool = True, num_samples: int | None = None, offset: int = -1
    ):
        check_type(num_shards, int, "num_shards", "DistributedSampler")
        check_type(shard_id, int, "shard_id", "DistributedSampler")
        if not isinstance(shuffle, bool):
            raise TypeError(f"For 'DistributedSampler', the 'shuffle' must be a bool, but got {shuffle!r}.")
        check_type(offset, int, "offset", "DistributedSampler")
        super().__init__(num_samples)
        self.num_shards, self.shard_id, self.shuffle, self.offset = num_shards, shard_id, shuffle, offset
        if num_shards <= 0 or not 0 <= shard_id < num_shards or offset >= num_shards:
            raise RuntimeError(
                "For 'DistributedSampler', expected num_shards > 0, 0 <= shard_id < num_shards and offset < "
                "num_shards, "
                f"but got num_shards {num_shards}, shard_id {shard_id}, offset {offset}."
            )

    def is_shuffled(self) -> bool:
        return self.shuffle or super().is_shuffled()

    def is_sharded(self) -> bool:
        return self.num_shards > 1 or super().is_sharded()

    def _count(self, rows: int) -> int:
        if self.offset == -1:
            share = -(-rows // self.num_shards)
        else:
            share, rest = divmod(rows + self.offset, self.num_shards)
            share += (self.shard_id < rest) - (self.shard_id < self.offset)
        return share if self.num_samples is None else min(share, self.num_samples)

    def _order(self, rows: int, source: Any) -> Order:
        seed, count, numbers = seed_in_use(), self._count(rows), list(range(rows))

        def order() -> list[int]:
            nonlocal seed
            if self.shuffle:
                seed += 1
                Mt19937(seed).shuffle(numbers)
            first = self.shard_id - max(self.offset, 0)
            if first < 0:
                first += self.num_shards
            places = [first + self.num_shards * k for k in range(count)]
            return [numbers[place % rows] for place in places]

        return order


def as_sampler(sampler: Any) -> BuiltinSampler:
    """A sampler of whatever serves as one: an iterable of row numbers, too.

    Raises:
        TypeError: for anything else.
    """
    if isinstance(sampler, BuiltinSampler):
        return sampler
    if isinstance(sampler, list | tuple | np.ndarray | int) and not isinstance(sampler, bool):
        return SubsetSampler(sampler)
    if isinstance(sampler, Iterable) and not isinstance(sampler, str):
        return IterSampler(sampler)
    raise TypeError(
        f"Unsupported sampler object of type ({type(sampler).__name__}): expected a sampler or an iterable."
    )


def choose_sampler(
    who: str, sampler: Any, num_samples: Any, shuffle: Any, num_shards: Any, shard_id: Any
) -> BuiltinSampler:
    """The sampler that the arguments of a source ask for: random by default.

    Raises:
        TypeError, ValueError, RuntimeError: where the arguments are wrong or contradict each other.
    """
    check_sharding(who, num_shards, shard_id)
    if num_samples is not None:
        check_type(num_samples, int, "num_samples", who)
        if num_samples < 0 or num_samples > 2**63 - 1:
            raise ValueError(f"For '{who}', the 'num_samples' must be an int of at least 0, but got {num_samples}.")
        num_samples = num_samples or None
    if shuffle is not None and not isinstance(shuffle, bool | Shuffle):
        raise TypeError(f"For '{who}', the 'shuffle' must be a bool, but got {shuffle!r}.")
    if sampler is not None:
        if shuffle is not None:
            raise RuntimeError(f"For '{who}', 'sampler' and 'shuffle' cannot be given together.")
        if num_shards is not None:
            raise RuntimeError(f"For '{who}', 'sampler' and 'num_shards' cannot be given together.")
        made = as_sampler(sampler)
        if num_samples is not None:
            if made is not sampler or type(made) is SubsetSampler:
                made.num_samples = num_samples
            else:
                raise ValueError(
                    f"For '{who}', 'num_samples' and a 'sampler' object cannot be given together: give the sampler its "
                    "own 'num_samples'."
                )
        return made
    if num_shards is not None:
        return DistributedSampler(
            num_shards, shard_id, shuffle is not False and bool(shuffle is None or shuffle), num_samples
        )
    if shuffle is None or shuffle:
        return RandomSampler(replacement=num_samples is not None, num_samples=num_samples)  # as MindSpore has it
    return SequentialSampler(num_samples=num_samples)


def check_sharding(who: str, num_shards: Any, shard_id: Any) -> None:
    """RuntimeError unless both or none are given, ValueError unless they fit."""
    for name, value in (("num_shards", num_shards), ("shard_id", shard_id)):
        if value is not None:
            check_type(value, int, name, who)
    if (num_shards is None) != (shard_id is None):
        raise RuntimeError(f"For '{who}', 'num_shards' and 'shard_id' must be given together.")
    if num_shards is not None and not (num_shards > 0 and 0 <= shard_id < num_shards):
        raise ValueError(
            f"For '{who}', expected num_shards > 0 and 0 <= shard_id < num_shards, but got num_shards {num_shards}, "
            f"shard_id {shard_id}."
        )
