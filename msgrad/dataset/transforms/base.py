"""What all transforms share: how they are called, where their random numbers come from, checks of arguments."""

from __future__ import annotations

import copy
import enum
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from msgrad.dataset.random_state import Mt19937, seed_in_use


class Implementation(enum.IntEnum):
    """Where a transform of MindSpore's runs: in its C++ engine, or in Python, as on PIL images."""

    C = 0
    PY = 1


class TensorOperation:
    """A transform: call it with the columns of one sample.

    A subclass has `compute(*arrays)`, which takes and gives numpy arrays.
    """

    columns: int | None = 1  # how many it takes; None: any number
    random = False
    implementation: Implementation | None = None

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if kwargs:
            raise TypeError(f"For '{type(self).__name__}', a call takes no arguments by name, but got {list(kwargs)}.")
        arrays = [to_array(tensor, type(self).__name__) for tensor in args]
        self.check_columns(arrays)
        return self.compute(*arrays)

    def for_pipeline(self) -> TensorOperation:
        """The transform that a pipeline runs in this one's place."""
        return self

    def compute(self, *args: Any, **kwargs: Any) -> Any:
        raise NotImplementedError(f"{type(self).__name__} has no 'compute'.")

    def check_columns(self, columns: Sequence[Any]) -> None:
        """RuntimeError unless there are as many columns as the transform takes."""
        if not columns:
            raise RuntimeError(f"For '{type(self).__name__}', expected at least one column, but got none.")
        if self.columns is not None and len(columns) != self.columns:
            raise RuntimeError(
                f"For '{type(self).__name__}', expected {self.columns} column(s) at a call, but got {len(columns)}."
            )


class PyTensorOperation(TensorOperation):
    """A transform that works on PIL images or other Python objects: a subclass has `_execute_py(*objects)`."""

    columns: int | None = None
    implementation = Implementation.PY

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._execute_py(*args, **kwargs)

    def _execute_py(self, *args: Any, **kwargs: Any) -> Any:
        raise NotImplementedError(f"{type(self).__name__} has no '_execute_py'.")


class Elementwise:
    """Marks a transform whose `apply_batch` does to stacked rows what calling it does to each of them, bit for bit."""

    by_byte = False  # of images: each number depends on one number and its channel, and only whole channels move

    def apply_batch(self, rows: np.ndarray) -> np.ndarray:
        raise NotImplementedError(f"{type(self).__name__} has no 'apply_batch'.")


class Drawing:
    """A transform that draws from `std::mt19937`.

    A pipeline gives each worker's copy a stream of its own by `reseed`. Called on its own, a transform starts
    anew at every call from the seed of `mindspore.dataset.config`, as MindSpore's does: the same call, the same result.
    """

    random = True
    _stream: Mt19937 | None = None

    def reseed(self, seed: int) -> None:
        """Draw from now on from the stream of this seed, which goes on from call to call."""
        self._stream = Mt19937(seed)

    @property
    def stream(self) -> Mt19937:
        """Take it once a call."""
        return self._stream or Mt19937(seed_in_use())


def to_array(value: Any, who: str) -> np.ndarray:
    """The numpy array of a column: of an array, a Tensor, a number, a string, a list of them."""
    if isinstance(value, np.ndarray):
        return value
    if hasattr(value, "asnumpy"):
        return value.asnumpy()
    if value is None or callable(value):
        raise TypeError(f"For '{who}', the input must be an array, a number or a string, but got {value!r}.")
    array = np.asarray(value)
    if array.dtype == object:
        raise TypeError(f"For '{who}', the input must be an array of numbers or strings, but got {value!r}.")
    return array


def copy_for_worker(operations: Iterable[Any], seed: int) -> list[Any]:
    """The operations for one worker of a pipeline: those that draw are copies with a stream of their own.

    Pass them through `Compose.decompose` first. Worker i of a `map` gets the seed of the pipeline + i.
    """
    copies = []
    for operation in operations:
        if isinstance(operation, TensorOperation):
            operation = operation.for_pipeline()
        if hasattr(operation, "reseed"):
            operation = copy.deepcopy(operation)
            operation.reseed(seed)
        copies.append(operation)
    return copies
