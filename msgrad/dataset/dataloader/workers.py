"""Worker processes of a `DataLoader`. They make numpy arrays only: a device must not be touched after a fork."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from msgrad.dataset.dataloader.collate import collated, converted


@dataclass(frozen=True)
class WorkerInfo:
    """What `get_worker_info` tells in a worker process."""

    id: int
    num_workers: int
    seed: int
    dataset: Any


_info: WorkerInfo | None = None


def get_worker_info() -> WorkerInfo | None:
    """``id``, ``num_workers``, ``seed`` and ``dataset`` in a worker process of a `DataLoader`, elsewhere None.

    >>> get_worker_info() is None
    True
    """
    return _info


class Job(NamedTuple):
    """What a worker needs to make batches."""

    dataset: Any
    iterable: bool
    batched: bool
    drop_last: bool
    collate: Callable | None


def batches_of(job: Job, tasks: Iterator[Any], made: Callable[[Any], Any]) -> Iterator[Any]:
    """The batches of tasks, which are indices or lists of them; iterable data sets give their next samples."""
    collate = job.collate or (lambda data: collated(data, made) if job.batched else converted(data, made))
    if not job.iterable:
        for task in tasks:
            yield collate([job.dataset[index] for index in task] if job.batched else job.dataset[task])
        return
    samples = iter(job.dataset)
    for task in tasks:
        try:
            if not job.batched:
                yield collate(next(samples))
                continue
        except StopIteration:
            return
        batch = [sample for _, sample in zip(task, samples, strict=False)]
        if not batch or (job.drop_last and len(batch) < len(task)):
            return
        yield collate(batch)


class _Sent(NamedTuple):
    """An array that is to become a Tensor in the main process."""

    array: np.ndarray


def _packed(value: Any) -> Any:
    if hasattr(value, "asnumpy"):
        return _Sent(value.asnumpy())
    if isinstance(value, dict):
        return {key: _packed(item) for key, item in value.items()}
    if isinstance(value, _Sent):
        return value
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*map(_packed, value))
    return type(value)(map(_packed, value)) if type(value) in (list, tuple) else value


def unpacked(value: Any) -> Any:
    """What `run` sent, with Tensors."""
    if isinstance(value, _Sent):
        from msgrad.common.tensor import Tensor

        return Tensor(value.array)
    if isinstance(value, dict):
        return {key: unpacked(item) for key, item in value.items()}
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*map(unpacked, value))
    return type(value)(map(unpacked, value)) if type(value) in (list, tuple) else value


def run(pipe: Any, job: Job, number: int, count: int, seed: int, init: Callable | None) -> None:
    """The main function of a worker: answers each task with a batch, an error, or that there is no more."""
    global _info
    import random

    random.seed(seed)
    np.random.seed(seed % 2**32)
    _info = WorkerInfo(number, count, seed, job.dataset)

    def tasks() -> Iterator[Any]:
        yield from iter(pipe.recv, None)

    try:
        if init is not None:
            init(number)
        while True:  # an epoch a round
            epoch = _Counted(tasks())
            for batch in batches_of(job, epoch, _Sent):
                pipe.send(("batch", _packed(batch)))
                epoch.waiting = False
            if epoch.waiting:  # the samples have come to their end
                pipe.send(("end", None))
                for _ in epoch:
                    pipe.send(("end", None))
    except (EOFError, KeyboardInterrupt, BrokenPipeError):
        return
    except Exception as error:
        pipe.send(("error", (type(error).__name__, traceback.format_exc())))


class _Counted:
    """An iterator that knows whether its last item has still to be answered."""

    def __init__(self, items: Iterator[Any]) -> None:
        self._items, self.waiting = items, False

    def __iter__(self) -> _Counted:
        return self

    def __next__(self) -> Any:
        item = next(self._items)
        self.waiting = True
        return item
