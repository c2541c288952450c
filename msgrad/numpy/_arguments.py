"""What the functions of `mindspore.numpy` share: arrays, dtypes and axes as users give them.

Unlike in `mindspore.ops`, a Python number is an array of its own: int32, float32 or bool. So float16 plus 0.5 is
float32, and uint8 plus 1 is int32. A numpy array is refused everywhere, as by MindSpore.
"""

from __future__ import annotations

import functools
import math
from typing import Any

import numpy as np

from msgrad.common import dtype as mstype
from msgrad.common.promotion import common_dtype
from msgrad.common.tensor import Tensor
from msgrad.engine.recorder import constant
from msgrad.ops import function as F
from msgrad.ops.function._arguments import as_dtype, as_static, dtype_of, shape_of
from msgrad.ops.function.creation_func import cast_to

FLOAT16, FLOAT32, FLOAT64 = np.dtype(np.float16), np.dtype(np.float32), np.dtype(np.float64)
INT32, INT64, BOOL = np.dtype(np.int32), np.dtype(np.int64), np.dtype(np.bool_)

_NARROW = {INT64: INT32, FLOAT64: FLOAT32}
_PYTHON = {int: "int32", float: "float32", bool: "bool_"}
_ALIASES = {"bool": "bool_", "int": "int32", "float": "float32", "int_": "int32", "float_": "float32", "uint": "uint32"}
NUMERIC_TYPES = """
    int_ int8 int16 int32 int64 uint8 uint16 uint32 uint64 float_ float16 float32 float64 bool_
""".split()


# -- arrays --


def tensor(x: Any, who: str) -> Tensor:
    """TypeError unless it is a Tensor."""
    if not isinstance(x, Tensor):
        raise TypeError(f"For '{who}', the input must be a Tensor, but got {type(x).__name__}.")
    return x


def array(x: Any, who: str, wide: bool = False) -> Tensor:
    """A Tensor as it is; a number, or a list or tuple of numbers and Tensors, as a Tensor of int32, float32 or bool.

    An int that int32 does not hold gives int64, and with ``wide`` all do. TypeError for anything else, ValueError for
    lists of different lengths.
    """
    if isinstance(x, Tensor):
        return x
    if not isinstance(x, bool | int | float | list | tuple):
        raise TypeError(f"For '{who}', the input must be a Tensor, number, list or tuple, but got {type(x).__name__}.")
    if isinstance(x, list | tuple) and _holds_tensor(x):
        return _stacked(x, who, wide)
    return constant(_numbers(x, who, wide))


def _numbers(x: Any, who: str, wide: bool) -> np.ndarray:
    try:
        out = np.array(x)
    except ValueError:
        raise ValueError(f"For '{who}', all the lists in the input must have one length, but got {x!r}.") from None
    if out.dtype.kind not in "biuf":
        raise TypeError(f"For '{who}', the input must hold numbers, but got {x!r}.")
    narrow = _NARROW.get(out.dtype, out.dtype)
    if narrow == INT32 and (wide or (out.size and not (out.min() >= -(2**31) and out.max() < 2**31))):
        return out
    return out.astype(narrow)


def _holds_tensor(x: Any) -> bool:
    return isinstance(x, Tensor) or (isinstance(x, list | tuple) and any(map(_holds_tensor, x)))


def _stacked(x: Any, who: str, wide: bool) -> Tensor:
    """Keeps the Tensors in a list differentiable."""
    items = [array(item, who, wide) for item in x]
    if len({shape_of(item) for item in items}) > 1:
        shapes = ", ".join(str(shape_of(item)) for item in items)
        raise ValueError(f"For '{who}', the arrays in a list must have one shape, but got {shapes}.")
    return F.stack(items)


def is_number(x: Any) -> bool:
    """Whether it is a Python number."""
    return isinstance(x, bool | int | float)


# -- dtypes --


def data_type(dtype: Any, who: str) -> mstype.Type:
    """A data type, also from its name, a numpy dtype or a Python type. TypeError for anything else."""
    if isinstance(dtype, mstype.Type):
        return dtype
    name = _ALIASES.get(dtype) if isinstance(dtype, str) else _PYTHON.get(dtype) if isinstance(dtype, type) else None
    if name is None and dtype is not None and not (isinstance(dtype, str) and len(dtype) < 2):
        try:
            name = np.dtype(dtype).name
        except TypeError:
            name = None
        name = _ALIASES.get(name, name) if name else None
    if name not in NUMERIC_TYPES:
        raise TypeError(f"For '{who}', the dtype must be one of {', '.join(NUMERIC_TYPES)}, but got {dtype!r}.")
    return getattr(mstype, name)


def numpy_type(dtype: Any, who: str) -> np.dtype:
    """`data_type`, as numpy's dtype."""
    return mstype.to_numpy(data_type(dtype, who))


def cast(x: Tensor, dtype: Any, who: str) -> Tensor:
    """The Tensor in a `mindspore.dtype`, or as it is for None. TypeError for another dtype."""
    return x if dtype is None else cast_to(x, as_dtype(dtype, who))


def is_float(x: Any) -> bool:
    """Whether the elements are floating or complex numbers."""
    return dtype_of(x).kind not in "biu"


def real(x: Tensor) -> Tensor:
    """Floating and complex Tensors as they are, others as float32."""
    return x if is_float(x) else cast_to(x, FLOAT32)


def in_common(*arrays: Tensor) -> tuple[Tensor, ...]:
    """Tensors in their common dtype."""
    dtype = functools.reduce(common_dtype, [dtype_of(x) for x in arrays])
    return tuple([cast_to(x, dtype) for x in arrays])


# -- axes, shapes, flags --


def axis_of(axis: Any, ndim: int, who: str, argument: str = "axis") -> int:
    """The axis counted from 0. TypeError unless it is an int, ValueError where it is out of range."""
    axis = as_static(axis)
    if isinstance(axis, bool) or not isinstance(axis, int):
        raise TypeError(
            f"For '{who}', the '{argument}' must be an int, but got {axis!r} of type {type(axis).__name__}."
        )
    if not -ndim <= axis < ndim:
        raise ValueError(f"For '{who}', the '{argument}' {axis} is out of range for an array of {ndim} dimensions.")
    return axis % ndim


def axes_of(axis: Any, ndim: int, who: str, argument: str = "axis") -> tuple[int, ...]:
    """The axes counted from 0: all for None and (). Errors as `axis_of`, and ValueError where one comes twice."""
    axis = as_static(axis)
    if axis is None or axis == ():
        return tuple(range(ndim))
    axes = tuple([axis_of(a, ndim, who, argument) for a in (axis if isinstance(axis, tuple) else (axis,))])
    if len(set(axes)) < len(axes):
        raise ValueError(f"For '{who}', the '{argument}' must not name an axis twice, but got {axis}.")
    return axes


def shape_from(shape: Any, who: str, argument: str = "shape") -> tuple[int, ...]:
    """A shape, from an int or a tuple or list of ints. TypeError for anything else, ValueError for negative sizes."""
    shape = as_static(shape)
    sizes = shape if isinstance(shape, tuple) else (shape,)
    for n in sizes:
        if isinstance(n, bool) or not isinstance(n, int):
            raise TypeError(
                f"For '{who}', the '{argument}' must be an int or a tuple or list of ints, but got {shape!r}."
            )
        if n < 0:
            raise ValueError(f"For '{who}', the sizes in the '{argument}' must not be negative, but got {shape}.")
    return sizes


def flag(value: Any, argument: str, who: str) -> bool:
    """TypeError unless it is a bool."""
    if not isinstance(value, bool):
        raise TypeError(f"For '{who}', the argument '{argument}' must be a bool, but got {value!r}.")
    return value


def whole(value: Any, argument: str, who: str) -> int:
    """TypeError unless it is an int (a bool is none)."""
    value = as_static(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"For '{who}', the argument '{argument}' must be an int, but got {value!r}.")
    return value


def broadcast_shape(who: str, *shapes: tuple[int, ...]) -> tuple[int, ...]:
    """The shape that some shapes broadcast to. ValueError where they do not."""
    try:
        return np.broadcast_shapes(*shapes)
    except ValueError:
        raise ValueError(f"For '{who}', the shapes {', '.join(map(str, shapes))} do not broadcast.") from None


def size_of(x: Any) -> int:
    """The number of elements."""
    return math.prod(shape_of(x))


def vector(x: Tensor, who: str, argument: str) -> Tensor:
    """ValueError unless the Tensor has one axis."""
    if len(shape_of(x)) != 1:
        raise ValueError(f"For '{who}', the '{argument}' must have one dimension, but got shape {shape_of(x)}.")
    return x
