"""What the operators share: axes, shapes and dtypes as users give them, checks, and promotion of array arguments."""

from __future__ import annotations

import functools
import math
import operator as python_operator
from collections.abc import Callable, Sequence
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from msgrad.common import dtype as mstype
from msgrad.common.promotion import common_dtype, operand_dtypes
from msgrad.engine.graph import array_of
from msgrad.engine.handle import Handle
from msgrad.engine.operator import operator

_PYTHON_NUMBERS = (bool, int, float, complex)


# -- promotion --


def binary(rule: str) -> Callable[[Sequence[Any]], Sequence[np.dtype]]:
    """The promotion of an operator of two arrays: a rule of `msgrad.common.promotion`."""

    def promote(kinds: Sequence[Any]) -> Sequence[np.dtype]:
        return operand_dtypes(rule, *kinds)

    promote.__doc__ = f"The lattice of dtypes, as {rule.replace('_', ' ')}."
    return promote


def together(kinds: Sequence[Any]) -> Sequence[np.dtype]:
    """All arrays take their common dtype."""
    ordered = sorted(kinds, key=lambda kind: kind in _PYTHON_NUMBERS)  # numbers adapt to arrays, so arrays come first
    if len(ordered) == 1:
        return [common_dtype(ordered[0], ordered[0])]
    return [functools.reduce(common_dtype, ordered)] * len(ordered)


def inexact(x):
    """Floating and complex arrays as they are, others as float32: for functions of real numbers."""
    return x if jnp.issubdtype(x.dtype, jnp.inexact) else x.astype(np.float32)


# -- checks --


def check_broadcast(*arrays) -> tuple[int, ...]:
    """The shape that arrays broadcast to. ValueError where they do not."""
    for x in arrays:
        check_array(x)
    try:
        return jnp.broadcast_shapes(*[x.shape for x in arrays])
    except ValueError:
        shapes = " and ".join(str(tuple(x.shape)) for x in arrays)
        raise ValueError(f"the shapes must be equal or broadcast to each other, but got {shapes}.") from None


def check_array(x, argument: str = "input") -> None:
    """TypeError where a list or tuple stands in the place of one array."""
    if not hasattr(x, "shape"):
        given = "None" if x is None else "a list or tuple"
        raise TypeError(f"the argument '{argument}' must be a Tensor or number, but got {given}.")


def normalize_axis(axis: Any, ndim: int, argument: str = "axis") -> int:
    """An axis counted from 0. TypeError unless it is an int, ValueError where it is out of range."""
    if isinstance(axis, bool) or not isinstance(axis, int | np.integer):
        raise TypeError(f"the argument '{argument}' must be an int, but got {axis!r} of type {type(axis).__name__}.")
    bound = max(ndim, 1)
    if not -bound <= axis < bound:
        raise ValueError(f"the argument '{argument}' must be in the range [{-bound}, {bound}), but got {axis}.")
    return int(axis) % bound


def normalize_axes(axis: Any, ndim: int, argument: str = "axis") -> tuple[int, ...]:
    """The axes of a reduction: all for None or an empty tuple.

    ValueError where one is out of range, RuntimeError where one comes twice.
    """
    if axis is None or (isinstance(axis, tuple | list) and not axis):
        return tuple(range(ndim))
    items = axis if isinstance(axis, tuple | list) else (axis,)
    axes = tuple([normalize_axis(a, ndim, argument) for a in items])
    if len(set(axes)) != len(axes):
        raise RuntimeError(f"the argument '{argument}' must not name a dimension twice, but got {axis}.")
    return axes if ndim else ()


# -- operators of one array --


def unary(body):
    """An operator of one array, called ``input``."""

    @functools.wraps(body)
    def checked(input):
        check_array(input)
        return body(input)

    return operator("input")(checked)


def unary_x(body):
    """An operator of one array, which MindSpore calls ``x``."""

    @functools.wraps(body)
    def checked(x):
        check_array(x, "x")
        return body(x)

    return operator("x")(checked)


# -- what users give in the place of static arguments --


def concrete(x: Any, reason: str = "a shape or axis was needed") -> np.ndarray:
    """The numbers in a Tensor (what is pending runs), or in whatever numpy takes."""
    return np.asarray(array_of(x._result(), reason)) if isinstance(x, Handle) else np.asarray(x)


def as_static(x: Any) -> Any:
    """Tensors and numpy numbers among shapes and axes as Python numbers, lists as tuples."""
    if isinstance(x, Handle | np.ndarray):
        return as_static(concrete(x).tolist())
    if isinstance(x, list | tuple):
        return tuple([as_static(item) for item in x])
    return x.item() if isinstance(x, np.bool_ | np.number) else x


def as_int(x: Any, argument: str, who: str) -> int:
    """An int, also from a Tensor or numpy number. TypeError for anything else."""
    x = as_static(x)
    if isinstance(x, bool) or not isinstance(x, int):
        raise TypeError(f"For '{who}', the argument '{argument}' must be an int, but got {type(x).__name__}.")
    return x


def as_shape(size: Any, who: str, argument: str = "shape", negative: bool = False) -> tuple[int, ...]:
    """A shape, from an int, a tuple or list of ints, or a Tensor of them.

    TypeError where something is not an int; ValueError where one is negative, unless ``negative`` allows that.
    """
    size = as_static(size)
    size = size if isinstance(size, tuple) else (size,)
    for n in size:
        if is_open_size(n):
            continue
        if isinstance(n, bool) or not isinstance(n, int):
            raise TypeError(f"For '{who}', the argument '{argument}' must hold ints, but got {n!r}.")
        if n < 0 and not negative:
            raise ValueError(f"For '{who}', the argument '{argument}' must hold no negative number, but got {size}.")
    return size


def is_open_size(n: Any) -> bool:
    """Whether it is a size that stays open while a program for any such size is exported."""
    return not isinstance(n, int) and jax.export.is_symbolic_dim(n)


def spread(args: tuple) -> Any:
    """What methods that take ``f(1, 2)`` as well as ``f((1, 2))`` were given, as one tuple."""
    return args[0] if len(args) == 1 and isinstance(args[0], tuple | list | Handle | np.ndarray) else args


def as_dtype(dtype: Any, who: str) -> np.dtype | None:
    """The numpy dtype of a `mindspore.dtype`, None for None. TypeError for anything else."""
    if dtype is None:
        return None
    if not isinstance(dtype, mstype.Type):
        raise TypeError(
            f"For '{who}', the argument 'dtype' must be a mindspore.dtype, but got {dtype!r} of type "
            f"{type(dtype).__name__}."
        )
    return mstype.to_numpy(dtype)


def dtype_of(x: Any) -> np.dtype:
    """The numpy dtype of a Tensor or array; a Python number has its default one. TypeError for what is neither."""
    if isinstance(x, Handle):
        return x._result().aval.dtype
    if isinstance(x, np.ndarray):
        return x.dtype
    _refuse(x)
    return common_dtype(type(x), type(x))


def shape_of(x: Any) -> tuple[int, ...]:
    """The shape of a Tensor, array or number. TypeError for what is none of them."""
    if isinstance(x, Handle):
        return x._result().aval.shape
    _refuse(x)
    return np.shape(x)


def _refuse(x: Any) -> None:
    """TypeError for what numpy would make an array of objects or texts."""
    if x is None or isinstance(x, str | bytes | dict):
        raise TypeError(f"An argument that must be a Tensor or number is {x!r}, of type {type(x).__name__}.")


def size_of(shape: Sequence[int]) -> int:
    """The number of elements of a shape."""
    return math.prod(shape)


def is_index(x: Any) -> bool:
    """True for ints that are not bools, also numpy's."""
    try:
        python_operator.index(x)
    except TypeError:
        return False
    return not isinstance(x, bool | np.bool_)
