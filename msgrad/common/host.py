"""Tensors that share memory with numpy, whose data an initializer has yet to make or a file has, or that have none."""

from __future__ import annotations

import weakref
from typing import Any

import numpy as np

from msgrad.common import dtype as mstype
from msgrad.engine.ambient import ambient
from msgrad.engine.graph import array_of
from msgrad.engine.handle import Handle
from msgrad.engine.values import Aval, Result, Value, aval_of, leaf


class HostAlias:
    """A numpy array that was handed out: JAX's buffers cannot change, so both sides are kept equal.

    While somebody holds the array, it is compared with the Tensor's data at every use of the Tensor, and what
    the Tensor is bound to is copied into it. When the array is gone, so is this.
    """

    __slots__ = ("inner", "reference", "seen")

    def __init__(self, reference: weakref.ref, seen: Value, inner: Any) -> None:
        self.reference = reference
        self.seen = seen
        self.inner = inner

    def array(self) -> np.ndarray:
        """The array; only asked for right after `refresh` found it alive."""
        array = self.reference()
        assert array is not None
        return array

    def refresh(self, handle: Handle) -> None:
        """Takes over what was written into the array."""
        array = self.reference()
        if array is None:
            handle._alias = self.inner
            handle._result()
            return
        if self.inner is not None:
            self.inner.refresh(handle)
            if handle._value is not self.seen:
                self._copy_out(handle._value, array)
        held = self.seen.result.array
        if held is None:
            if ambient.recorder is not None:  # bound by the function that is being recorded: it is not there yet
                return
            held = array_of(self.seen.result, "comparison with a shared numpy array")
        held = np.asarray(held)
        if not _same_bytes(held, array):
            self._bind(handle, Value(leaf(np.array(array))))

    def write(self, handle: Handle, value: Value) -> None:
        """Binds the Tensor to a new value and shows it in the array."""
        array = self.reference()
        self._bind(handle, value)
        if array is not None:
            self._copy_out(value, array)

    def _bind(self, handle: Handle, value: Value) -> None:
        if self.inner is not None:
            self.inner.write(handle, value)
        handle._value = self.seen = value

    def _copy_out(self, value: Value, array: np.ndarray) -> None:
        if ambient.recorder is not None:
            ambient.recorder.later.append(lambda: self._copy_out(value, array))
            self.seen = value
            return
        new = np.asarray(array_of(value.result, "a numpy array shares this Tensor"))
        if new.shape == array.shape:
            np.copyto(array, new, casting="unsafe")
        self.seen = value


def _same_bytes(a: np.ndarray, b: np.ndarray) -> bool:
    if a.shape != b.shape or a.dtype != b.dtype:
        return False
    if a.flags.c_contiguous and b.flags.c_contiguous and a.ndim:
        return np.array_equal(a.reshape(-1).view(np.uint8), b.reshape(-1).view(np.uint8))
    return a.tobytes() == b.tobytes()


class InitAlias:
    """Data that an initializer makes when the Tensor is first used: the order of use is the order of drawing."""

    __slots__ = ("dtype", "init", "shape")

    def __init__(self, init: Any, shape: tuple[int, ...], dtype: Any) -> None:
        if dtype is None:
            raise ValueError("For 'Tensor', a 'dtype' must be given where 'shape' is.")
        self.init = init
        self.shape = shape
        self.dtype = dtype

    def result(self) -> Result:
        """The result that stands for the data before it is made; it has shape and dtype only."""
        return Result(aval_of(self.shape, mstype.to_numpy(self.dtype)), None, 0)

    def refresh(self, handle: Handle) -> None:
        """Makes the data."""
        handle._alias = None
        if self.init is None:
            array = np.zeros(self.shape, mstype.to_numpy(self.dtype))
        else:
            from msgrad.common.initializer import initial_array

            array = np.asarray(initial_array(self.init, self.shape, self.dtype))
        handle._value = Value(leaf(array))

    def write(self, handle: Handle, value: Value) -> None:
        """Something else took the place of the initial data before it was made."""
        handle._alias = None
        handle._value = value


class OpenShape:
    """No data at all: the Tensor stands for any of its dtype with these sizes, -1 for those that are open."""

    __slots__ = ("dtype", "shape")

    def __init__(self, shape: tuple[int, ...], dtype: Any) -> None:
        if dtype is None:
            raise ValueError("For 'Tensor', a 'dtype' must be given where 'shape' has sizes that are not known.")
        self.shape = shape
        self.dtype = dtype

    def result(self) -> Result:
        """In the place of the data, which nobody gets to see."""
        return Result(aval_of((), mstype.to_numpy(self.dtype)), None, 0)

    def refresh(self, handle: Handle) -> None:
        """There is nothing to be seen."""
        raise ValueError(
            f"A Tensor of the shape {self.shape} has sizes that are not known, and no data: it only tells export, "
            "set_inputs and the like what to expect."
        )

    def write(self, handle: Handle, value: Value) -> None:
        """Nor to be changed."""
        self.refresh(handle)


class MetaShape(OpenShape):
    """No data, for ever: a Tensor of the device "meta" has a shape and a dtype only."""

    __slots__ = ()

    def result(self) -> Result:
        """In the place of the data."""
        return Result(aval_of(self.shape, mstype.to_numpy(self.dtype)), None, 0)

    def refresh(self, handle: Handle) -> None:
        """There is nothing to be seen."""
        raise RuntimeError(
            f"A Tensor of the device 'meta' has no data, only its shape {self.shape} and its dtype {self.dtype}: "
            "make one without device='meta' to compute with."
        )


class FileAlias:
    """Data that `Tensor.offload` has moved to a file: it is read when the Tensor is next used."""

    __slots__ = ("aval", "path")

    def __init__(self, path: str, aval: Aval) -> None:
        self.path = path
        self.aval = aval

    def refresh(self, handle: Handle) -> None:
        """Reads the file."""
        array = np.fromfile(self.path, self.aval.dtype).reshape(self.aval.shape)
        handle._alias = None
        handle._value = Value(leaf(array))

    def write(self, handle: Handle, value: Value) -> None:
        """Something else took the place of what the file holds."""
        handle._alias = None
        handle._value = value
