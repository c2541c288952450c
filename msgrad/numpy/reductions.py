"""Reductions over axes: ``axis`` is an int, a tuple or list of ints, or None for all axes; ``keepdims`` keeps them with
the size 1.

Raises TypeError for what is no array and for an axis that is no int, ValueError for an axis out of range or one that
comes twice.
"""

from __future__ import annotations

import math

import numpy as np

from msgrad.numpy._arguments import (
    FLOAT32,
    FLOAT64,
    array,
    axes_of,
    axis_of,
    cast,
    flag,
    is_float,
    is_number,
    tensor,
)
from msgrad.numpy.pairs import divide
from msgrad.ops import function as F
from msgrad.ops.function._arguments import dtype_of, shape_of
from msgrad.ops.function.creation_func import cast_to

__all__ = """
    sum mean std var ptp average amax amin max min nansum nanmean nanmax nanmin nanvar nanstd count_nonzero sometrue
    argmax argmin
""".split()


def _axes(x, axis, who):
    return axes_of(axis, len(shape_of(x)), who)


# -- sums and means --


def sum(a, axis=None, dtype=None, keepdims=False, initial=None):
    """The sum: of bools and signed integers in int64, else in the dtype of ``a``, or in ``dtype``. ``initial`` is
    added.

    RuntimeError for an axis that comes twice, TypeError for a ``keepdims`` that is no bool and an ``initial`` that is
    no number.

    >>> sum([[1, 2], [3, 4]], axis=1).tolist(), sum(Tensor([1.0, 2.0]), initial=5).tolist()
    ([3, 7], 8.0)
    """
    a = array(a, "sum", wide=True)
    if initial is not None and not is_number(initial):
        raise TypeError(f"For 'sum', the argument 'initial' must be a number, but got {initial!r}.")
    out = F.sum(a, axis, flag(keepdims, "keepdims", "sum"), dtype=dtype)
    if dtype is None and dtype_of(a).kind == "u" and dtype_of(a).itemsize > 1:
        out = cast_to(out, dtype_of(a))
    return out if initial is None else F.add(out, initial)


def mean(a, axis=None, keepdims=False, dtype=None):
    """The mean, in the dtype of ``a`` (that of integers is rounded towards zero), cast to ``dtype``. RuntimeError for
    bools.

    >>> mean(Tensor([[1.0, 2.0], [3.0, 4.0]]), axis=0).tolist()
    [2.0, 3.0]
    """
    a = array(a, "mean")
    return cast(F.mean(a, _axes(a, axis, "mean"), flag(keepdims, "keepdims", "mean")), dtype, "mean")


def var(x, axis=None, ddof=0, keepdims=False):
    """The variance: the sum of squares of the distances from the mean, over the count minus ``ddof``; of integers in
    float32. RuntimeError for bools.

    >>> var([1, 3]).tolist()
    1.0
    """
    return _spread(F.var, x, axis, ddof, keepdims, "var")


def std(x, axis=None, ddof=0, keepdims=False):
    """The standard deviation: the square root of `var`. TypeError for a ``ddof`` that is no int.

    >>> std([1, 3]).tolist()
    1.0
    """
    return _spread(F.std, x, axis, ddof, keepdims, "std")


def _spread(function, x, axis, ddof, keepdims, who):
    x = array(x, who)
    if dtype_of(x).kind == "b":
        raise RuntimeError(f"For '{who}', the input must be an array of numbers, but got bool.")
    return function(x, _axes(x, axis, who), ddof, flag(keepdims, "keepdims", who))


def average(x, axis=None, weights=None, returned=False):
    """The weighted mean of a Tensor; with ``returned``, and the sum of the weights.

    ``weights`` is a Tensor of the shape of ``x``, or a vector along ``axis``: TypeError where the shapes differ and
    ``axis`` is None, ValueError where they do not fit.

    >>> average(Tensor([1.0, 2.0]), weights=Tensor([3.0, 1.0])).tolist()
    1.25
    """
    shape = shape_of(tensor(x, "average"))
    axes = _axes(x, axis, "average")
    if weights is None:
        out = F.mean(x, axes)
        count = math.prod([shape[a] for a in axes])
        return (out, cast_to(F.full(shape_of(out), count), dtype_of(out))) if returned else out
    given = shape_of(tensor(weights, "average"))
    if given != shape:
        if axis is None:
            raise TypeError(f"For 'average', the 'axis' must be given for 'weights' of shape {given} and {shape}.")
        if len(given) != 1 or len(axes) != 1 or given[0] != shape[axes[0]]:
            raise ValueError(f"For 'average', the 'weights' of shape {given} must fit {shape} along the axis {axis}.")
        weights = F.reshape(weights, tuple([-1 if i == axes[0] else 1 for i in range(len(shape))]))
    weighted = F.mul(x, weights)
    weights = F.broadcast_to(cast_to(weights, dtype_of(weighted)), shape)
    total = F.reduce_sum(weights, axes)
    out = F.reduce_sum(weighted, axes)
    out = F.div(out, total) if is_float(out) else F.truncate_div(out, total)
    return (out, total) if returned else out


# -- greatest and smallest --


def amax(a, axis=None, keepdims=False, initial=None, where=True):
    """The greatest element of a Tensor. ``initial`` is the least that can come out, and must be given with ``where``, a
    Tensor of bools that says which elements count (ValueError). TypeError for an ``initial`` that is no number.

    >>> amax(Tensor([[1, 2], [4, 3]]), axis=1).tolist()
    [2, 4]
    """
    return _extreme(F.amax, a, axis, keepdims, initial, where, "amax")


def amin(a, axis=None, keepdims=False, initial=None, where=True):
    """The smallest element of a Tensor. ``initial`` is the greatest that can come out; otherwise as `amax`.

    >>> amin(Tensor([[1, 2], [4, 3]]), axis=1).tolist()
    [1, 3]
    """
    return _extreme(F.amin, a, axis, keepdims, initial, where, "amin")


def _extreme(function, a, axis, keepdims, initial, where, who):
    axes = _axes(tensor(a, who), axis, who)
    if initial is not None and not is_number(initial):
        raise TypeError(f"For '{who}', the argument 'initial' must be a number, but got {initial!r}.")
    if where is not True:
        if initial is None:
            raise ValueError(f"For '{who}', the argument 'initial' must be given together with 'where'.")
        where = array(where, who)
    return function(a, axes, flag(keepdims, "keepdims", who), initial=initial, where=where)


max, min = amax, amin


def ptp(x, axis=None, keepdims=False):
    """The greatest minus the smallest element of a Tensor. TypeError for a ``keepdims`` that is no bool.

    >>> ptp(Tensor([1.0, 4.0, 2.0])).tolist()
    3.0
    """
    axes = _axes(tensor(x, "ptp"), axis, "ptp")
    keepdims = flag(keepdims, "keepdims", "ptp")
    return F.sub(F.amax(x, axes, keepdims), F.amin(x, axes, keepdims))


def argmax(a, axis=None):
    """The index of the (first) greatest element along ``axis``, or in the flattened array: int64.

    >>> argmax([1, 3, 2]).tolist()
    1
    """
    a = array(a, "argmax")
    return F.argmax(a, None if axis is None else axis_of(axis, len(shape_of(a)), "argmax"))


def argmin(a, axis=None):
    """The index of the (first) smallest element along ``axis``, or in the flattened array: int32.

    >>> argmin([1, 3, 2]).tolist()
    0
    """
    number = is_number(a)
    a = array(a, "argmin")
    out = F.argmin(a, None if axis is None else axis_of(axis, len(shape_of(a)), "argmin"))
    return cast_to(out, np.dtype(np.int64)) if number else out  # as MindSpore has it


# -- without nan --


def _nan_to(a, value):
    return F.where(F.isnan(a), F.full_like(a, value), a) if is_float(a) else a


def nansum(a, axis=None, dtype=None, keepdims=False):
    """The sum with nan counted as 0, in the dtype of ``a`` (of bools, whether one is true), cast to ``dtype``.

    >>> nansum([1.0, float("nan")]).tolist()
    1.0
    """
    a = array(a, "nansum")
    axes, keepdims = _axes(a, axis, "nansum"), flag(keepdims, "keepdims", "nansum")
    if dtype_of(a).kind == "b":
        out = F.any(a, axes, keepdims)
    else:
        out = cast_to(F.sum(_nan_to(a, 0), axes, keepdims), dtype_of(a))
    return cast(out, dtype, "nansum")


def _count(a, axis, keepdims):
    """How many elements are not nan, in float32."""
    there = F.logical_not(F.isnan(a)) if is_float(a) else F.ones_like(a)
    return nansum(cast_to(there, FLOAT32), axis, None, keepdims)


def nanmean(a, axis=None, dtype=None, keepdims=False):
    """The mean of what is not nan, in float32, of float64 in float64; ``dtype`` is that of the sum.

    >>> nanmean([1.0, 3.0, float("nan")]).tolist()
    2.0
    """
    a = array(a, "nanmean")
    a = cast_to(a, FLOAT32) if dtype_of(a).kind == "b" else a
    return divide(nansum(a, axis, dtype, keepdims), _count(a, axis, keepdims))


def nanvar(a, axis=None, dtype=None, ddof=0, keepdims=False):
    """The variance of what is not nan, in float32 or ``dtype``: the sum of squares of the distances from the mean, over
    the count minus ``ddof``.

    >>> nanvar([1.0, 3.0, float("nan")]).tolist()
    1.0
    """
    return cast(_nanvar(array(a, "nanvar"), axis, ddof, keepdims), dtype, "nanvar")


def nanstd(a, axis=None, dtype=None, ddof=0, keepdims=False):
    """The standard deviation of what is not nan: the square root of `nanvar`.

    >>> nanstd([1.0, 3.0, float("nan")]).tolist()
    1.0
    """
    return cast(F.sqrt(_nanvar(array(a, "nanstd"), axis, ddof, keepdims)), dtype, "nanstd")


def _nanvar(a, axis, ddof, keepdims):
    keepdims = flag(keepdims, "keepdims", "nanvar")
    work = a if dtype_of(a) == FLOAT64 else cast_to(a, FLOAT32)
    distance = F.sub(work, nanmean(work, axis, None, True))
    out = F.div(nansum(F.square(distance), axis, None, keepdims), F.sub(_count(a, axis, keepdims), ddof))
    return cast_to(out, FLOAT32)


def nanmax(a, axis=None, dtype=None, keepdims=False):
    """The greatest element that is not nan; -2^63 where there is none.

    >>> nanmax([1.0, float("nan")]).tolist()
    1.0
    """
    return _nan_extreme(F.amax, a, axis, dtype, keepdims, -1.0, "nanmax")


def nanmin(a, axis=None, dtype=None, keepdims=False):
    """The smallest element that is not nan; 2^63 where there is none.

    >>> nanmin([1.0, float("nan")]).tolist()
    1.0
    """
    return _nan_extreme(F.amin, a, axis, dtype, keepdims, 1.0, "nanmin")


def _nan_extreme(function, a, axis, dtype, keepdims, sign, who):
    a = array(a, who)
    axes, keepdims = _axes(a, axis, who), flag(keepdims, "keepdims", who)
    out = function(_nan_to(a, sign * np.inf), axes, keepdims)
    if is_float(a):
        out = F.where(F.all(F.isnan(a), axes, keepdims), F.full_like(out, sign * 2.0**63), out)
    return cast(out, dtype, who)


# -- counts and logic --


def count_nonzero(x, axis=None, keepdims=False):
    """How many elements of a Tensor are not 0: int32.

    >>> count_nonzero(Tensor([0.0, 2.0, 3.0])).tolist()
    2
    """
    axes = _axes(tensor(x, "count_nonzero"), axis, "count_nonzero")
    return F.count_nonzero(x, axes, flag(keepdims, "keepdims", "count_nonzero"))


def sometrue(a, axis=None, keepdims=False):
    """Whether some element is true, or not 0.

    >>> sometrue([[0, 1], [0, 0]], axis=1).tolist()
    [True, False]
    """
    a = array(a, "sometrue")
    return F.any(a, _axes(a, axis, "sometrue"), bool(keepdims))
