"""`DataLoader`: batches of a data set, made here or in worker processes."""

from __future__ import annotations

import contextlib
import itertools
import multiprocessing
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import wait
from typing import Any

import numpy as np

from msgrad.dataset.dataloader.collate import _tensor
from msgrad.dataset.dataloader.datasets import IterableDataset
from msgrad.dataset.dataloader.samplers import BatchSampler, RandomSampler, SequentialSampler, check
from msgrad.dataset.dataloader.workers import Job, batches_of, run, unpacked

_WHO = "DataLoader"


def _refuse(condition: Any, text: str) -> None:
    if condition:
        raise ValueError(f"For '{_WHO}', {text}.")


class DataLoader:
    """An iterable over batches of a data set; each ``for`` is one epoch.

    Args:
        dataset: what has ``__getitem__``, or an `IterableDataset`.
        batch_size: samples of a batch; None for samples one by one.
        shuffle: random order.
        sampler: an iterable of indices instead.
        batch_sampler: an iterable of lists of indices instead of ``batch_size``, ``sampler`` and ``shuffle``.
        num_workers: processes that make batches; 0: this one does.
        collate_fn: makes the batch from a list of samples (without ``batch_size``, from a sample); by default
            `default_collate` (`default_convert`).
        pin_memory: has no effect: JAX copies to the device by itself.
        drop_last: leave out a last batch that is smaller.
        timeout: seconds that a worker may take for a batch; 0: any time.
        worker_init_fn: called in each worker with its number.
        multiprocessing_context: of `multiprocessing`, or a start method's name; by default "fork".
        generator: a `numpy.random.Generator` for the order and the workers' seeds.
        prefetch_factor: batches that each worker is ahead, by default 2.
        persistent_workers: keep the workers after an epoch.
        in_order: with workers, batches in the order of the sampler; otherwise as they come.

    Raises:
        TypeError, ValueError: for wrong arguments, and those that exclude each other.
        RuntimeError: when it runs, for what failed in a worker.

    >>> [batch.asnumpy().tolist() for batch in DataLoader([1, 2, 3], batch_size=2)]
    [[1, 2], [3]]
    """

    def __init__(
        self,
        dataset: Any,
        batch_size: int | None = 1,
        shuffle: bool | None = None,
        sampler: Iterable | None = None,
        batch_sampler: Iterable | None = None,
        num_workers: int = 0,
        collate_fn: Callable | None = None,
        pin_memory: bool = False,
        drop_last: bool = False,
        timeout: float = 0.0,
        worker_init_fn: Callable[[int], None] | None = None,
        multiprocessing_context: Any = None,
        generator: np.random.Generator | None = None,
        *,
        prefetch_factor: int | None = None,
        persistent_workers: bool = False,
        in_order: bool = True,
    ) -> None:
        for value, kind, name in (
            (num_workers, int, "num_workers"), (pin_memory, bool, "pin_memory"), (drop_last, bool, "drop_last"),
            (persistent_workers, bool, "persistent_workers"), (in_order, bool, "in_order"),
        ):  # fmt: skip
            check(value, kind, name, _WHO)
        for value, kind, name in (
            (batch_size, int, "batch_size"), (shuffle, bool, "shuffle"), (prefetch_factor, int, "prefetch_factor"),
            (generator, np.random.Generator, "generator"),
        ):  # fmt: skip
            if value is not None:
                check(value, kind, name, _WHO)
        _refuse(num_workers < 0, f"the 'num_workers' must not be negative, but got {num_workers}")
        _refuse(timeout < 0, f"the 'timeout' must not be negative, but got {timeout}")
        _refuse(prefetch_factor is not None and num_workers == 0, "a 'prefetch_factor' needs 'num_workers' above 0")
        _refuse(prefetch_factor is not None and prefetch_factor <= 0, "the 'prefetch_factor' must be above 0")
        _refuse(persistent_workers and num_workers == 0, "'persistent_workers' need 'num_workers' above 0")
        _refuse(
            multiprocessing_context is not None and num_workers == 0,
            "a 'multiprocessing_context' needs 'num_workers' above 0",
        )
        iterable = isinstance(dataset, IterableDataset)
        for given, name in ((shuffle, "shuffle"), (sampler is not None, "sampler"),
                            (batch_sampler is not None, "batch_sampler")):  # fmt: skip
            _refuse(iterable and given, f"'{name}' cannot be used with an IterableDataset")
        if not iterable and not hasattr(dataset, "__getitem__"):
            raise NotImplementedError(
                f"For '{_WHO}', a {type(dataset).__name__} must have '__getitem__', or be an IterableDataset."
            )
        _refuse(sampler is not None and shuffle, "'sampler' cannot be used with 'shuffle'")
        if batch_sampler is not None:
            for given, name in ((batch_size != 1, "batch_size"), (shuffle, "shuffle"), (sampler is not None, "sampler"),
                                (drop_last, "drop_last")):  # fmt: skip
                _refuse(given, f"'{name}' cannot be used with 'batch_sampler'")
            batch_size = None
        if pin_memory:
            warnings.warn(f"For '{_WHO}', 'pin_memory' has no effect: JAX copies to the device itself.", stacklevel=2)
        self.dataset, self.num_workers, self.collate_fn, self.pin_memory = dataset, num_workers, collate_fn, pin_memory
        self.timeout, self.worker_init_fn, self.drop_last = timeout, worker_init_fn, drop_last
        self.generator = np.random.default_rng() if generator is None else generator
        self.persistent_workers, self.in_order = persistent_workers, in_order
        self.prefetch_factor = (2 if num_workers else None) if prefetch_factor is None else prefetch_factor
        if isinstance(multiprocessing_context, str):
            multiprocessing_context = multiprocessing.get_context(multiprocessing_context)
        self.multiprocessing_context = multiprocessing_context
        if iterable:
            self.sampler: Any = itertools.repeat(0)
        elif sampler is None and batch_sampler is None:
            self.sampler = RandomSampler(dataset, generator=self.generator) if shuffle else SequentialSampler(dataset)
        else:
            self.sampler = sampler
        self.batch_size, self._iterable = batch_size, iterable
        if batch_sampler is None and batch_size is not None:
            batch_sampler = BatchSampler(self.sampler, batch_size, drop_last and not iterable)
        self.batch_sampler = batch_sampler
        self._workers: _Workers | None = None

    def __len__(self) -> int:
        if not self._iterable:
            return len(self._tasks())
        count = len(self.dataset)
        if self.batch_size is None:
            return count
        return count // self.batch_size if self.drop_last else -(-count // self.batch_size)

    def _tasks(self) -> Any:
        return self.sampler if self.batch_sampler is None else self.batch_sampler

    def __iter__(self) -> Iterator[Any]:
        job = Job(self.dataset, self._iterable, self.batch_sampler is not None, self.drop_last, self.collate_fn)
        if not self.num_workers:
            return batches_of(job, iter(self._tasks()), _tensor)
        if self._workers is not None and self.persistent_workers and self._workers.idle:
            workers = self._workers
        else:
            workers = self._workers = _Workers(self, job)
        return workers.epoch(iter(self._tasks()), close=not self.persistent_workers)


class _Workers:
    """The processes of a loader, each at the other end of a pipe."""

    def __init__(self, loader: DataLoader, job: Job) -> None:
        context = loader.multiprocessing_context or multiprocessing.get_context("fork")
        if hasattr(job.dataset, "before_workers"):
            job.dataset.before_workers()
        self._timeout, self._ahead, self._in_order = loader.timeout, loader.prefetch_factor or 2, loader.in_order
        seed = int(loader.generator.integers(0, 2**63 - 1 - loader.num_workers))
        self._pipes, self._processes, self.idle = [], [], True
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=".*fork.*")  # the children touch no device
            for number in range(loader.num_workers):
                pipe, other = context.Pipe()
                process = context.Process(
                    target=run, daemon=True,
                    args=(other, job, number, loader.num_workers, seed + number, loader.worker_init_fn),
                )  # fmt: skip
                process.start()
                other.close()
                self._pipes.append(pipe)
                self._processes.append(process)

    def epoch(self, tasks: Iterator[Any], close: bool) -> Iterator[Any]:
        """The batches of all tasks."""
        self.idle = False
        turns, sent, active = itertools.cycle(range(len(self._pipes))), deque[int](), set(range(len(self._pipes)))
        finished = False
        try:
            while True:
                while active and len(sent) < self._ahead * len(self._pipes):
                    worker = next(turn for turn in turns if turn in active)
                    try:
                        task = next(tasks)
                    except StopIteration:
                        active.clear()
                        break
                    with contextlib.suppress(ConnectionError):  # a dead worker is noticed by its answer
                        self._pipes[worker].send(task)
                    sent.append(worker)
                if not sent:
                    break
                worker = sent[0] if self._in_order else self._ready(set(sent))
                sent.remove(worker)
                kind, value = self._answer(worker)
                if kind == "end":
                    active.discard(worker)
                else:
                    yield unpacked(value)
            for pipe in self._pipes:
                pipe.send(None)
            finished = self.idle = True
        finally:
            if close or not finished:
                self.close()

    def _ready(self, workers: set[int]) -> int:
        ready = wait([self._pipes[worker] for worker in workers], self._timeout or None)
        return self._pipes.index(ready[0]) if ready else min(workers)

    def _answer(self, worker: int) -> tuple[str, Any]:
        pipe, process = self._pipes[worker], self._processes[worker]
        if self._timeout and not pipe.poll(self._timeout):
            raise RuntimeError(
                f"DataLoader worker {worker} (pid: {process.pid}) did not answer within {self._timeout} s: a larger "
                "'timeout' allows more."
            )
        try:
            kind, value = pipe.recv()
        except (EOFError, ConnectionError):
            raise RuntimeError(f"DataLoader worker {worker} (pid: {process.pid}) ended unexpectedly.") from None
        if kind == "error":
            raise RuntimeError(
                f"DataLoader worker {worker} (pid: {process.pid}) caught {value[0]} with message:\n{value[1]}"
            )
        return kind, value

    def close(self) -> None:
        """Ends the processes."""
        self.idle = False
        for pipe in self._pipes:
            pipe.close()
        for process in self._processes:
            process.terminate()
            process.join()
        self._pipes, self._processes = [], []

    def __del__(self) -> None:
        self.close()
