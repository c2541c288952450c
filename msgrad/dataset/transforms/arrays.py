"""Transforms of any data: types, filling, padding, slicing."""

from __future__ import annotations

import enum
from typing import Any

import numpy as np

from msgrad.common import dtype as mstype
from msgrad.dataset.transforms import _check
from msgrad.dataset.transforms.base import Elementwise, TensorOperation

_STRINGS = "SU"


class Relational(enum.IntEnum):
    """The comparison that `Mask` makes."""

    EQ = 0
    NE = 1
    GT = 2
    GE = 3
    LT = 4
    LE = 5


_COMPARE = {
    Relational.EQ: np.equal,
    Relational.NE: np.not_equal,
    Relational.GT: np.greater,
    Relational.GE: np.greater_equal,
    Relational.LT: np.less,
    Relational.LE: np.less_equal,
}


def check_data_type(value: Any, argument: str, who: str) -> np.dtype | str:
    """The numpy type of a data type of MindSpore's, numpy's or Python's; a name that is none is kept for the call."""
    if isinstance(value, str):
        try:
            return np.dtype(value)
        except TypeError:
            return value
    if isinstance(value, mstype.Type):
        if value is mstype.string:
            return np.dtype(str)
        if value.np is None or value.np.kind not in "biuf" or value is mstype.bfloat16:
            raise KeyError(f"For '{who}', the '{argument}' must be a type that data sets have, but got {value!r}.")
        return value.np
    if isinstance(value, type | np.dtype):
        return np.dtype(value)
    raise TypeError(
        f"For '{who}', the '{argument}' must be a data type, but got {value!r} of type {type(value).__name__}."
    )


def cast(array: np.ndarray, dtype: np.dtype | str, who: str) -> np.ndarray:
    """The array in another type, as C++ converts: a float's fraction is cut off, whole numbers wrap around."""
    if isinstance(dtype, str) or dtype.kind not in "biuf":
        raise RuntimeError(f"For '{who}', numbers cannot be cast to the type {dtype}.")
    if array.dtype.kind in _STRINGS:
        raise RuntimeError(f"For '{who}', strings cannot be cast to the type {dtype}. Use text.ToNumber for that.")
    if array.dtype == dtype or array.dtype.kind != "f":
        return array.astype(dtype)
    with np.errstate(invalid="ignore", over="ignore"):
        if dtype.kind in "iu" and dtype.itemsize < 4:
            return array.astype(np.int32).astype(dtype)
        return array.astype(dtype)


class TypeCast(Elementwise, TensorOperation):
    """Casts to a data type: MindSpore's, numpy's, or the name of one.

    >>> TypeCast(np.int32)(np.array([1.7, -2.5]))
    array([ 1, -2], dtype=int32)
    """

    by_byte = True

    def __init__(self, data_type):
        self.data_type = check_data_type(data_type, "data_type", type(self).__name__)

    def compute(self, array):
        return cast(array, self.data_type, type(self).__name__)

    apply_batch = compute


class OneHot(TensorOperation):
    """Class numbers as rows with one 1; with a smoothing rate r that 1 becomes 1 - r, and r is spread over all classes.

    The type of the result is the input's, or float64 with smoothing.

    >>> OneHot(4)(np.array([0, 2]))
    array([[1, 0, 0, 0],
           [0, 0, 1, 0]])
    >>> OneHot(4, 0.2)(np.array(1))
    array([0.05, 0.85, 0.05, 0.05])
    """

    def __init__(self, num_classes, smoothing_rate=0.0):
        self.num_classes = _check.check_range(num_classes, 1, _check.INT32_MAX, "num_classes", "OneHot", kinds=int)
        self.smoothing_rate = _check.check_range(smoothing_rate, 0, 1, "smoothing_rate", "OneHot")

    def compute(self, labels):
        if labels.ndim == 2 and labels.shape[1] == 1:
            labels = labels[:, 0]
        if labels.ndim > 1:
            raise RuntimeError(f"For 'OneHot', the input must be a number or 1-D, but got the shape {labels.shape}.")
        rows = self._rows(labels)
        return rows[0] if rows.shape[:1] == (1,) and labels.ndim else rows

    def apply_batch(self, labels):
        """Rows of labels: a batch of numbers, or of vectors of them."""
        return self._rows(labels) if labels.ndim == 1 else np.stack([self.compute(row) for row in labels])

    def _rows(self, labels):
        if labels.dtype.kind not in "iu":
            raise RuntimeError(f"For 'OneHot', the input must be of whole numbers, but got the type {labels.dtype}.")
        if labels.size and labels.max() >= self.num_classes:
            raise RuntimeError(
                f"For 'OneHot', class numbers must be below 'num_classes' = {self.num_classes}, but got {labels.max()}."
            )
        hit = labels[..., None] == np.arange(self.num_classes, dtype=np.int64)
        if self.smoothing_rate == 0:
            result = hit.astype(labels.dtype)
        else:
            off = self.smoothing_rate / self.num_classes
            result = np.where(hit, 1 - self.smoothing_rate + off, off)
        return result[..., 0] if self.num_classes == 1 else result


def _constant(value: Any, argument: str, who: str) -> Any:
    return _check.check_kind(value, (str, float, bool, int, bytes), argument, who)


def _same_kind(value: Any, array: np.ndarray, argument: str, who: str) -> None:
    if isinstance(value, str | bytes) != (array.dtype.kind in _STRINGS):
        raise RuntimeError(
            f"For '{who}', the '{argument}' and the input must both be numbers or both be strings, "
            f"but got {value!r} and an input of type {array.dtype}."
        )


def _as_type(value: Any, dtype: np.dtype) -> Any:
    """A number in an array's type, as C++ converts."""
    return value if dtype.kind in _STRINGS else cast(np.asarray(value), dtype, "Fill")[()]


class Fill(Elementwise, TensorOperation):
    """An array of the same shape and type, full of one value.

    >>> Fill(7)(np.array([1.0, 2.0], np.float32))
    array([7., 7.], dtype=float32)
    """

    def __init__(self, fill_value):
        self.fill_value = _constant(fill_value, "fill_value", "Fill")

    def compute(self, array):
        _same_kind(self.fill_value, array, "fill_value", "Fill")
        if array.dtype.kind in _STRINGS:
            return np.full(array.shape, self.fill_value)
        return np.full(array.shape, _as_type(self.fill_value, array.dtype), array.dtype)

    apply_batch = compute


class PadEnd(TensorOperation):
    """Cuts or fills the end of each dimension to the given shape.

    >>> PadEnd([5], -1)(np.array([1, 2, 3]))
    array([ 1,  2,  3, -1, -1])
    """

    def __init__(self, pad_shape, pad_value=None):
        _check.check_kind(pad_shape, list, "pad_shape", "PadEnd")
        for length in pad_shape:
            if length is not None:
                _check.check_range(length, 1, _check.INT64_MAX, "pad_shape", "PadEnd", kinds=int)
        if pad_value is not None:
            _constant(pad_value, "pad_value", "PadEnd")
        self.pad_shape, self.pad_value = list(pad_shape), pad_value

    def compute(self, array):
        if array.ndim != len(self.pad_shape):
            raise RuntimeError(
                f"For 'PadEnd', the 'pad_shape' must have as many dimensions as the input, "
                f"but got {self.pad_shape} and an input of shape {array.shape}."
            )
        if None in self.pad_shape:
            raise RuntimeError(f"For 'PadEnd', all lengths of the 'pad_shape' must be known, but got {self.pad_shape}.")
        text = array.dtype.kind in _STRINGS
        value = self.pad_value
        if value is None:
            value = ("" if array.dtype.kind == "U" else b"") if text else 0
        _same_kind(value, array, "pad_value", "PadEnd")
        kept = tuple(slice(0, length) for length in self.pad_shape)
        dtype = np.result_type(array.dtype, np.asarray(value).dtype) if text else array.dtype
        result = np.full(self.pad_shape, _as_type(value, array.dtype), dtype)
        part = array[kept]
        result[tuple(slice(0, length) for length in part.shape)] = part
        return result


class Concatenate(TensorOperation):
    """Joins 1-D columns, with an array before and one after them if given.

    >>> Concatenate(prepend=np.array([0]))(np.array([1, 2]), np.array([3]))
    array([0, 1, 2, 3])
    """

    columns = None

    def __init__(self, axis=0, prepend=None, append=None):
        _check.check_kind(axis, int, "axis", "Concatenate")
        if axis not in (0, -1):
            raise ValueError(f"For 'Concatenate', the 'axis' must be 0 or -1, but got {axis}.")
        for name, value in (("prepend", prepend), ("append", append)):
            if value is not None:
                _check.check_kind(value, np.ndarray, name, "Concatenate")
        self.prepend, self.append = prepend, append

    def compute(self, *arrays):
        parts = [part for part in (self.prepend, *arrays, self.append) if part is not None]
        for part in parts:
            if part.ndim != 1:
                raise RuntimeError(f"For 'Concatenate', the inputs must be 1-D, but got the shape {part.shape}.")
            if part.dtype != parts[0].dtype and not part.dtype.kind == parts[0].dtype.kind in _STRINGS:
                raise RuntimeError(
                    f"For 'Concatenate', the inputs must be of one type, but got {parts[0].dtype} and {part.dtype}."
                )
        return np.concatenate(parts)


class Duplicate(TensorOperation):
    """The column twice.

    >>> Duplicate()(np.array([1, 2]))
    (array([1, 2]), array([1, 2]))
    """

    def compute(self, array):
        return array, array.copy()


class Mask(Elementwise, TensorOperation):
    """Compares each element with a constant; the result is bool, or 0 and 1 of another type.

    The constant takes the type of the input first: 2.5 is 2 among whole numbers.

    >>> Mask(Relational.GE, 2)(np.array([1, 2, 3]))
    array([False,  True,  True])
    """

    def __init__(self, operator, constant, dtype=mstype.bool_):
        self.operator = _check.check_kind(operator, Relational, "operator", "Mask")
        self.constant = _constant(constant, "constant", "Mask")
        self.dtype = check_data_type(dtype, "dtype", "Mask")

    def compute(self, array):
        _same_kind(self.constant, array, "constant", "Mask")
        return cast(_COMPARE[self.operator](array, _as_type(self.constant, array.dtype)), self.dtype, "Mask")

    apply_batch = compute


class Slice(TensorOperation):
    """Takes a part of the array: for each dimension an int, a list of ints, a slice, or None, True or `...` for all.

    Unlike numpy's indexing, it keeps every dimension, and lists choose rows and columns independently of each other.

    >>> Slice(1)(np.array([1, 2, 3]))
    array([2])
    >>> Slice([0, 2], slice(0, 2))(np.arange(9).reshape(3, 3))
    array([[0, 1],
           [6, 7]])
    """

    def __init__(self, *slices):
        for item in slices:
            _check.check_kind(item, (int, list, slice, bool, type(...), type(None)), "slices", "Slice")
            if isinstance(item, list):
                for index in item:
                    _check.check_kind(index, int, "slices", "Slice")
        self.slices = slices

    def compute(self, array):
        if len(self.slices) > array.ndim:
            raise RuntimeError(
                f"For 'Slice', there must be at most one of 'slices' for each dimension, "
                f"but got {len(self.slices)} and an input of shape {array.shape}."
            )
        for axis, item in enumerate(self.slices):
            array = np.take(array, self._places(item, array.shape[axis]), axis)
        return array

    @staticmethod
    def _places(item, length):
        if item is None or item is ... or item is True or item is False:
            return np.arange(length)
        if isinstance(item, slice):
            return np.arange(length)[item]
        places = [item] if isinstance(item, int) else item
        for place in places:
            if not -length <= place < length:
                raise RuntimeError(f"For 'Slice', the index {place} is outside of a dimension of {length}.")
        return np.array(places, np.intp)


class Unique(TensorOperation):
    """The values of an array in the order in which they come, the place of each element among them, and their counts.

    >>> Unique()(np.array([[5, 3, 5]]))
    (array([5, 3]), array([0, 1, 0], dtype=int32), array([2, 1], dtype=int32))
    """

    def compute(self, array):
        if array.dtype.kind in _STRINGS:
            raise RuntimeError(f"For 'Unique', the input must be of numbers, but got the type {array.dtype}.")
        if array.ndim < 2:
            raise RuntimeError(f"For 'Unique', the input must be at least 2-D, but got the shape {array.shape}.")
        values, first, places, counts = np.unique(
            array.reshape(-1), return_index=True, return_inverse=True, return_counts=True
        )
        order = np.argsort(first, kind="stable")
        rank = np.empty_like(order)
        rank[order] = np.arange(len(order))
        return values[order], rank[places].astype(np.int32), counts[order].astype(np.int32)


class Plugin(TensorOperation):
    """Not supported: plugins are libraries built against MindSpore's C++ engine. Making one raises an error."""

    def __init__(self, lib_path, func_name, user_args=None):
        _check.check_kind(lib_path, str, "lib_path", "Plugin")
        _check.check_kind(func_name, str, "func_name", "Plugin")
        raise NotImplementedError(
            f"For 'Plugin', the library {lib_path!r} is built against MindSpore's C++ engine, which msgrad does not "
            "have. Write the operation as a Python function instead: `map` takes functions."
        )
