"""Running sums and products, differences, integrals and numerical derivatives, along an axis.

Raises TypeError for what is no array and an axis that is no int, ValueError for an axis out of range.
"""

from __future__ import annotations

import math

import numpy as np

from msgrad.common.tensor import Tensor
from msgrad.numpy._arguments import (
    FLOAT16,
    FLOAT32,
    FLOAT64,
    INT32,
    array,
    axes_of,
    axis_of,
    cast,
    is_float,
    is_number,
    real,
    shape_of,
    tensor,
    whole,
)
from msgrad.ops import function as F
from msgrad.ops.function._arguments import dtype_of
from msgrad.ops.function.creation_func import cast_to
from msgrad.ops.function.shape_func import piece

__all__ = "cumsum cumprod nancumsum diff ediff1d trapz gradient unwrap".split()


def _flat_or_axis(x, axis, who):
    """The Tensor and an axis of it; flattened where that is None."""
    return (F.ravel(x), 0) if axis is None else (x, axis_of(axis, len(shape_of(x)), who))


# -- running sums and products --


def cumsum(a, axis=None, dtype=None):
    """The sums of the elements of a Tensor up to each, along ``axis`` (None: of the flattened Tensor): of bools and
    integers of fewer bits in int32, else in their dtype; cast to ``dtype``.

    >>> cumsum(Tensor([[1, 2], [3, 4]])).tolist(), cumsum(Tensor([[1, 2], [3, 4]]), 0).tolist()
    ([1, 3, 6, 10], [[1, 2], [4, 6]])
    """
    a, axis = _flat_or_axis(tensor(a, "cumsum"), axis, "cumsum")
    if dtype_of(a) in (np.bool_, np.int8, np.int16, np.uint8):
        a = cast_to(a, INT32)
    return cast(F.cumsum(a, axis), dtype, "cumsum")


def nancumsum(a, axis=None, dtype=None):
    """`cumsum` with nan counted as 0.

    >>> nancumsum(Tensor([1.0, float("nan"), 2.0])).tolist()
    [1.0, 1.0, 3.0]
    """
    tensor(a, "nancumsum")
    return cumsum(F.where(F.isnan(a), F.zeros_like(a), a) if is_float(a) else a, axis, dtype)


def cumprod(a, axis=None, dtype=None):
    """The products of the elements up to each, along ``axis`` (None: of the flattened array): of bools and signed
    integers of fewer bits in int32, of unsigned ones in uint32, of ints in a list in int64, else in their dtype; cast
    to ``dtype``.

    >>> cumprod([1, 2, 3]).tolist()
    [1, 2, 6]
    """
    a, axis = _flat_or_axis(array(a, "cumprod", wide=True), axis, "cumprod")
    kind = dtype_of(a)
    if kind.kind in "biu" and kind.itemsize < 4:
        a = cast_to(a, np.dtype(np.uint32) if kind.kind == "u" else INT32)
    return cast(F.cumprod(a, axis), dtype, "cumprod")


# -- differences --


def diff(a, n=1, axis=-1, prepend=None, append=None):
    """The differences of neighbours along an axis of a Tensor, taken ``n`` times; of bools, whether they differ.

    ``prepend`` and ``append`` are joined on before: Tensors, or numbers that stand for one more element everywhere.
    Raises TypeError for an ``n`` that is no int, ValueError for a negative one and where nothing would be left.

    >>> diff(Tensor([1, 4, 9])).tolist(), diff(Tensor([1, 4, 9]), prepend=0).tolist()
    ([3, 5], [1, 3, 5])
    """
    axis = axis_of(axis, len(shape_of(tensor(a, "diff"))), "diff")
    if whole(n, "n", "diff") < 0:
        raise ValueError(f"For 'diff', the argument 'n' must not be negative, but got {n}.")
    if not n:
        return a
    parts = [_joined_on(x, a, axis) for x in (prepend, append)]
    total = shape_of(a)[axis] + sum(shape_of(p)[axis] for p in parts if p is not None)
    if n >= total:
        raise ValueError(f"For 'diff', {n} differences of {total} elements along the axis {axis} leave nothing.")
    return F.diff(a, n, axis, *parts)


def _joined_on(x, a, axis):
    """What is joined on to a Tensor along an axis: a number becomes one element everywhere."""
    if x is None:
        return None
    x = cast_to(array(x, "diff"), dtype_of(a)) if is_number(x) else array(x, "diff")
    if shape_of(x):
        return x
    return F.broadcast_to(x, tuple([1 if i == axis else m for i, m in enumerate(shape_of(a))]))


def ediff1d(ary, to_end=None, to_begin=None):
    """The differences of neighbours in the flattened Tensor, with more elements, cast to their dtype, at both ends.
    ValueError for fewer than two elements.

    >>> ediff1d(Tensor([1, 4, 9]), to_end=0).tolist()
    [3, 5, 0]
    """
    out = diff(F.ravel(tensor(ary, "ediff1d")))
    begin, end = (
        [] if x is None else [cast_to(F.ravel(array(x, "ediff1d")), dtype_of(out))] for x in (to_begin, to_end)
    )
    return F.concat([*begin, out, *end]) if begin or end else out


# -- integrals and derivatives --


def trapz(y, x=None, dx=1.0, axis=-1):
    """The integral along an axis by the trapezoidal rule, at the places ``x`` (a vector, or an array like ``y``), or
    ``dx`` apart; in float32, of float16 in float16.

    >>> trapz([1, 2, 3]).tolist(), trapz([1, 2, 3], x=[0, 1, 3]).tolist()
    (4.0, 6.5)
    """
    y = array(y, "trapz")
    y = y if dtype_of(y) == FLOAT16 else cast_to(y, FLOAT32)
    axis = axis_of(axis, len(shape_of(y)), "trapz")
    if x is None:
        return F.trapz(y, dx=cast_to(array(dx, "trapz"), dtype_of(y)), dim=axis)
    x = cast_to(array(x, "trapz"), dtype_of(y))
    along = axis if len(shape_of(x)) > 1 else 0
    if not shape_of(x) or shape_of(x)[along] != shape_of(y)[axis]:
        raise ValueError(f"For 'trapz', the shape {shape_of(x)} of 'x' does not fit that of 'y', {shape_of(y)}.")
    return F.trapz(y, x, dim=axis)


def gradient(f, *varargs, axis=None, edge_order=1):
    """The derivative along each axis by central differences, at the ends by one-sided ones: for one axis a Tensor, for
    several a list. In float32, of float64 in float64.

    ``varargs`` are the distances of the samples: one for all axes, or one for each; a number or 0-d Tensor. Raises
    NotImplementedError for distances that vary and another ``edge_order`` than 1, TypeError for another number of them,
    ValueError where an axis has fewer than two elements.

    >>> gradient([1, 2, 4, 7]).tolist()
    [1.0, 1.5, 2.5, 3.0]
    """
    if edge_order != 1:
        raise NotImplementedError(f"For 'gradient', the argument 'edge_order' must be 1, but got {edge_order}.")
    f = array(f, "gradient")
    f = f if dtype_of(f) == FLOAT64 else cast_to(f, FLOAT32)
    axes = axes_of(axis, len(shape_of(f)), "gradient")
    if len(varargs) not in (0, 1, len(axes)):
        raise TypeError(f"For 'gradient', there must be one distance or {len(axes)}, but got {len(varargs)}.")
    distances = varargs or (1.0,)
    for d in distances:
        if not is_number(d) and not (isinstance(d, Tensor) and not shape_of(d)):
            raise NotImplementedError(
                "For 'gradient', distances that vary are not supported; give a number for each axis."
            )
    distances = distances * len(axes) if len(distances) == 1 else distances
    out = [_derivative(f, d, i) for d, i in zip(distances, axes, strict=True)]
    return out[0] if len(out) == 1 else out


def _derivative(f, distance, axis):
    n = shape_of(f)[axis]
    if n < 2:
        raise ValueError(
            f"For 'gradient', the axis {axis} must have at least two elements, but got shape {shape_of(f)}."
        )
    inner = F.mul(F.sub(piece(f, axis, 2, n), piece(f, axis, 0, n - 2)), 0.5)
    first = F.sub(piece(f, axis, 1, 2), piece(f, axis, 0, 1))
    last = F.sub(piece(f, axis, n - 1, n), piece(f, axis, n - 2, n - 1))
    return F.div(F.concat([first, inner, last], axis), distance)


def unwrap(p, discont=math.pi, axis=-1):
    """Angles in radians, with multiples of 2 pi added to those behind a jump of more than ``discont``, so that no jump
    is greater than pi. In float32, of float64 in float64. TypeError for a ``discont`` that is no number.

    >>> unwrap([0.0, 1.0, 0.5]).tolist()
    [0.0, 1.0, 0.5]
    """
    p = array(p, "unwrap")
    if not is_number(discont):
        raise TypeError(f"For 'unwrap', the argument 'discont' must be a number, but got {discont!r}.")
    p = p if dtype_of(p) == FLOAT64 else cast_to(real(p), FLOAT32)
    axis = axis_of(axis, len(shape_of(p)), "unwrap")
    jumps = F.diff(p, 1, axis)
    wrapped = F.sub(F.floor_mod(F.add(jumps, math.pi), 2 * math.pi), math.pi)
    half = F.logical_and(F.eq(wrapped, -math.pi), F.gt(jumps, 0))
    wrapped = F.where(half, F.full_like(wrapped, math.pi), wrapped)
    correction = F.where(F.lt(F.abs(jumps), discont), F.zeros_like(jumps), F.sub(wrapped, jumps))
    n = shape_of(p)[axis]
    rest = F.add(piece(p, axis, 1, n), F.cumsum(correction, axis))
    return F.concat([piece(p, axis, 0, 1), rest], axis)
