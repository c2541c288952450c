"""In which order a `DataLoader` takes samples: iterables of indices, and of lists of them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np


def check(value: Any, kind: type, argument: str, who: str) -> Any:
    """TypeError unless it is of the kind (a bool is no int)."""
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise TypeError(
            f"For '{who}', the '{argument}' must be of type {kind.__name__}, but got {value!r} of type "
            f"{type(value).__name__}."
        )
    return value


class Sampler:
    """The base of samplers: a subclass has `__iter__`, mostly `__len__`."""

    def __init__(self, data_source: Any = None) -> None:
        self.data_source = data_source


class SequentialSampler(Sampler):
    """0, 1, 2, … of a data set.

    >>> list(SequentialSampler([7, 8, 9]))
    [0, 1, 2]
    """

    def __init__(self, data_source: Any) -> None:
        super().__init__(data_source)

    def __iter__(self) -> Iterator[int]:
        return iter(range(len(self.data_source)))

    def __len__(self) -> int:
        return len(self.data_source)


class RandomSampler(Sampler):
    """The indices of a data set in random order.

    Args:
        data_source: the data set.
        replacement: draw each index independently of the others.
        num_samples: how many; by default as many as there are. More than there are go through all again.
        generator: a `numpy.random.Generator`; by default a new one each time, with a seed from numpy's global one.

    >>> import numpy as np
    >>> list(RandomSampler([7, 8, 9, 10], generator=np.random.default_rng(1)))
    [0, 1, 2, 3]
    """

    def __init__(
        self, data_source: Any, replacement: bool = False, num_samples: int | None = None, generator: Any = None
    ):
        who = "RandomSampler"
        super().__init__(data_source)
        self.replacement = check(replacement, bool, "replacement", who)
        if num_samples is not None and check(num_samples, int, "num_samples", who) <= 0:
            raise ValueError(f"For '{who}', the 'num_samples' must be above 0, but got {num_samples}.")
        if generator is not None:
            check(generator, np.random.Generator, "generator", who)
        self._count, self.generator = num_samples, generator

    @property
    def num_samples(self) -> int:
        """How many indices an iteration gives."""
        return len(self.data_source) if self._count is None else self._count

    def __iter__(self) -> Iterator[int]:
        generator, total = self.generator, len(self.data_source)
        if generator is None:
            generator = np.random.default_rng(np.random.randint(0, 2**63, dtype=np.int64))
        if self.replacement:
            yield from generator.integers(0, total, self.num_samples).tolist()
            return
        for first in range(0, self.num_samples if total else 0, total or 1):
            yield from generator.permutation(total)[: self.num_samples - first].tolist()

    def __len__(self) -> int:
        return self.num_samples


class DistributedSampler(Sampler):
    """Every n-th index of the order that all replicas share.

    Args:
        dataset: the data set.
        num_replicas: how many there are; by default the processes that there are.
        rank: which one this is; by default this process's number.
        shuffle: a random order, the same for all replicas, another one after `set_epoch`.
        seed: of that order; the epoch is added.
        drop_last: leave out what cannot be dealt out evenly; otherwise some are dealt out twice.

    >>> list(DistributedSampler(range(5), num_replicas=2, rank=1, shuffle=False))
    [1, 3, 0]
    """

    def __init__(
        self,
        dataset: Any,
        num_replicas: int | None = None,
        rank: int | None = None,
        shuffle: bool = True,
        seed: int = 0,
        drop_last: bool = False,
    ):
        who = "DistributedSampler"
        super().__init__(dataset)
        if num_replicas is None or rank is None:
            import jax

            num_replicas = jax.process_count() if num_replicas is None else num_replicas
            rank = jax.process_index() if rank is None else rank
        check(num_replicas, int, "num_replicas", who)
        if not 0 <= check(rank, int, "rank", who) < num_replicas:
            raise ValueError(f"For '{who}', the 'rank' must be in [0, {num_replicas - 1}], but got {rank}.")
        self.dataset, self.num_replicas, self.rank = dataset, num_replicas, rank
        self.shuffle, self.seed = check(shuffle, bool, "shuffle", who), check(seed, int, "seed", who)
        self.drop_last, self.epoch = check(drop_last, bool, "drop_last", who), 0
        each = len(dataset) // num_replicas if drop_last else -(-len(dataset) // num_replicas)
        self.num_samples, self.total_samples = each, each * num_replicas

    def set_epoch(self, epoch: int) -> None:
        """Says which epoch begins."""
        self.epoch = check(epoch, int, "epoch", "set_epoch")

    def __iter__(self) -> Iterator[int]:
        total = len(self.dataset)
        order = np.arange(total)
        if self.shuffle:
            order = np.random.default_rng(self.seed + self.epoch).permutation(total)
        return iter(np.resize(order, self.total_samples)[self.rank :: self.num_replicas].tolist())

    def __len__(self) -> int:
        return self.num_samples


class BatchSampler(Sampler):
    """Lists of so many indices of a sampler.

    >>> list(BatchSampler(range(5), 2, False))
    [[0, 1], [2, 3], [4]]
    """

    def __init__(self, sampler: Iterable, batch_size: int, drop_last: bool) -> None:
        super().__init__()
        if check(batch_size, int, "batch_size", "BatchSampler") <= 0:
            raise ValueError(f"For 'BatchSampler', the 'batch_size' must be above 0, but got {batch_size}.")
        self.sampler, self.batch_size = sampler, batch_size
        self.drop_last = check(drop_last, bool, "drop_last", "BatchSampler")

    def __iter__(self) -> Iterator[list]:
        indices = iter(self.sampler)
        while batch := list(itertools.islice(indices, self.batch_size)):
            if len(batch) == self.batch_size or not self.drop_last:
                yield batch

    def __len__(self) -> int:
        count = len(self.sampler)  # type: ignore[arg-type]
        return count // self.batch_size if self.drop_last else -(-count // self.batch_size)
