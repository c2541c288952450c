"""Counting into bins, interpolation, and covariances."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import jax.numpy as jnp
import numpy as np

from msgrad.common.tensor import Tensor
from msgrad.engine.operator import operator
from msgrad.numpy._arguments import (
    FLOAT32,
    array,
    flag,
    in_common,
    is_number,
    numpy_type,
    real,
    shape_of,
    vector,
    whole,
)
from msgrad.numpy.grids import linspace
from msgrad.ops import function as F
from msgrad.ops.function._arguments import concrete, dtype_of
from msgrad.ops.function.creation_func import cast_to

__all__ = "bincount histogram_bin_edges histogram histogram2d histogramdd interp cov corrcoef".split()


# -- bins --


@operator("x", "weights", name="numpy_bincount")
def _bincount(x, weights, length):
    return jnp.bincount(jnp.maximum(x, 0), weights, length=length).astype(np.float32)


def bincount(x, weights=None, minlength=0, length=None):
    """How often each number from 0 on comes in a vector, or the sum of its weights: float32. Negative numbers count as
    0. There are as many bins as the greatest number needs (what is pending runs) and at least ``minlength``, or
    ``length`` of them.

    Raises ValueError unless ``x`` has one axis and ``weights`` its length, TypeError for what holds no integers.

    >>> bincount([0, 2, 2]).tolist(), bincount([0, 2, 2], [0.5, 1, 2], length=2).tolist()
    ([1.0, 0.0, 2.0], [0.5, 0.0])
    """
    x = vector(array(x, "bincount"), "bincount", "x")
    if dtype_of(x).kind not in "iu":
        raise TypeError(f"For 'bincount', the argument 'x' must be an array of integers, but got {dtype_of(x)}.")
    if weights is not None:
        weights = _weights(weights, shape_of(x), "bincount")
    minlength = whole(minlength, "minlength", "bincount")
    if length is None:
        data = concrete(x, "bincount")
        length = max(int(data.max(initial=0)) + 1 if data.size else 0, minlength)
    return _bincount(x, weights, whole(length, "length", "bincount"))


def _weights(weights, shape, who):
    """The weights in float32. ValueError unless they have the shape."""
    weights = array(weights, who)
    if shape_of(weights) != shape:
        raise ValueError(f"For '{who}', the 'weights' must have the shape {shape}, but got {shape_of(weights)}.")
    return cast_to(weights, FLOAT32)


def histogram_bin_edges(a, bins=10, range=None, weights=None):
    """The edges of the bins of `histogram`: for a number of bins at equal distances over ``range``, or from the
    smallest to the greatest element (half a unit to both sides where they are equal), in float32; else ``bins`` itself.

    Raises NotImplementedError for names of rules, ValueError for more than one axis, a ``range`` that is no pair or
    goes down, and ``weights`` of another shape than ``a``.

    >>> histogram_bin_edges([1, 2, 3], 2).tolist()
    [1.0, 2.0, 3.0]
    """
    a = array(a, "histogram_bin_edges")
    if weights is not None:
        _weights(weights, shape_of(a), "histogram_bin_edges")
    return _edges(a, bins, range, "histogram_bin_edges")


def _edges(a, bins, bounds, who):
    if isinstance(bins, str):
        raise NotImplementedError(
            f"For '{who}', rules as {bins!r} are not supported for 'bins'; give a number or edges."
        )
    if isinstance(bins, Tensor | tuple | list):
        return vector(array(bins, who), who, "bins")
    bins = whole(bins, "bins", who)
    if bounds is None:
        low, high = (real(f(a)) for f in (F.amin, F.amax))
    else:
        if len(bounds) != 2:
            raise ValueError(f"For '{who}', the argument 'range' must be a pair, but got {bounds}.")
        if not any(isinstance(b, Tensor) for b in bounds) and bounds[0] > bounds[1]:
            raise ValueError(f"For '{who}', the argument 'range' must not go down, but got {bounds}.")
        low, high = (real(array(b, who)) for b in bounds)
    apart = F.where(F.eq(low, high), 0.5, 0.0)
    return linspace(F.sub(low, apart), F.add(high, apart), bins + 1)


def _numbers(a, edges):
    """The number of the bin that each element lies in, and whether it lies in one; the last bin has its right edge."""
    a, edges = in_common(a, edges)
    last = shape_of(edges)[0] - 1
    number = F.sub(F.searchsorted(edges, a, right=True), 1)
    number = F.where(F.eq(a, edges[last]), last - 1, number)
    return number, F.logical_and(F.ge(a, edges[0]), F.le(a, edges[last]))


def histogram(a, bins=10, range=None, weights=None, density=False):
    """How many elements, or weights of them, lie in each bin, in float32, and the edges of the bins.

    A bin contains its left edge, the last one the right as well. With ``density`` the numbers are divided so that their
    integral is 1. The other arguments and errors are those of `histogram_bin_edges`.

    >>> [x.tolist() for x in histogram([1, 2, 1], [0, 1, 2, 3])]
    [[0.0, 2.0, 1.0], [0, 1, 2, 3]]
    """
    a = array(a, "histogram")
    weights = F.ones(shape_of(a)) if weights is None else _weights(weights, shape_of(a), "histogram")
    edges = _edges(a, bins, range, "histogram")
    return _histogram([F.ravel(a)], [edges], F.ravel(weights), density), edges


def _histogram(columns: Sequence[Any], edges: Sequence[Any], weights: Any, density: bool) -> Any:
    """The weights of points, given by their coordinates, summed over bins."""
    sizes = tuple([shape_of(e)[0] - 1 for e in edges])
    place: Any = 0
    inside: Any = None
    for column, edge, n in zip(columns, edges, sizes, strict=True):
        number, within = _numbers(column, edge)
        place = F.add(F.mul(place, n), number)
        inside = within if inside is None else F.logical_and(inside, within)
    counts = _bincount(F.where(inside, place, 0), F.where(inside, weights, 0.0), int(np.prod(sizes)))
    counts = F.reshape(counts, sizes)
    if not density:
        return counts
    volume = F.sum(counts)
    for i, edge in enumerate(edges):
        widths = cast_to(F.diff(edge), FLOAT32)
        volume = F.mul(volume, F.reshape(widths, tuple([-1 if j == i else 1 for j in np.arange(len(sizes))])))
    return F.div(counts, volume)


def histogramdd(sample, bins=10, range=None, weights=None, density=False):
    """How many points lie in each cell of a grid of bins, in float32, and a list of the edges along each axis.

    ``sample`` is a Tensor with a point in each row, or a list with the coordinates along each axis. ``bins`` is a
    number or has a number or the edges for each axis, ``range`` a pair or None for each. `histogram` says more. Raises
    ValueError where there are not as many as axes, TypeError for other bins.

    >>> counts, edges = histogramdd(([1, 2, 2], [3, 4, 4]), 2)
    >>> counts.tolist(), [e.tolist() for e in edges]
    ([[1.0, 0.0], [0.0, 2.0]], [[1.0, 1.5, 2.0], [3.0, 3.5, 4.0]])
    """
    return _histogramdd(sample, bins, range, weights, density, "histogramdd")


def _histogramdd(sample, bins, bounds, weights, density, who):
    if isinstance(sample, Tensor):
        if len(shape_of(sample)) != 2:
            raise ValueError(f"For '{who}', the 'sample' must have two dimensions, but got shape {shape_of(sample)}.")
        columns = list(F.unbind(sample, 1))
    else:
        columns = [F.ravel(array(x, who)) for x in sample]
    if len({shape_of(c) for c in columns}) > 1:
        raise ValueError(f"For '{who}', there must be as many coordinates along each axis.")
    if not isinstance(bins, int | Tensor | tuple | list):
        raise TypeError(f"For '{who}', the argument 'bins' must be an int or a sequence, but got {bins!r}.")
    bins = [bins] * len(columns) if isinstance(bins, int) else list(bins)
    bounds = [None] * len(columns) if bounds is None else list(bounds)
    if len(bins) != len(columns) or len(bounds) != len(columns):
        raise ValueError(f"For '{who}', 'bins' and 'range' must have an item for each of {len(columns)} axes.")
    shape = shape_of(columns[0])
    weights = F.ones(shape) if weights is None else _weights(weights, shape, who)
    edges = [_edges(c, b, r, who) for c, b, r in zip(columns, bins, bounds, strict=True)]
    return _histogram(columns, edges, weights, density), edges


def histogram2d(x, y, bins=10, range=None, weights=None, density=False):
    """`histogramdd` for points given by two vectors of coordinates: the counts and the edges along both axes. ``bins``
    may be the edges along both.

    >>> histogram2d([1, 2, 2], [3, 4, 4], 2)[0].tolist()
    [[1.0, 0.0], [0.0, 2.0]]
    """
    if isinstance(bins, Tensor | tuple | list) and len(bins) != 2:
        bins = [bins, bins]
    counts, (first, second) = _histogramdd((x, y), bins, range, weights, density, "histogram2d")
    return counts, first, second


# -- interpolation --


@operator("x", "xp", "fp", "left", "right", name="numpy_interp")
def _interp(x, xp, fp, left, right):
    return jnp.interp(x, xp, fp, left, right)


def interp(x, xp, fp, left=None, right=None):
    """The values at ``x`` of the broken line through the points with the abscissas ``xp``, which go up, and the
    ordinates ``fp``; before and behind them ``left`` and ``right``, or the first and last ordinate. In float32, or with
    a float64 array in float64.

    Raises ValueError unless ``xp`` and ``fp`` are vectors of one length, TypeError for bounds that are no numbers.

    >>> interp(2.5, [1, 2, 3], [3, 2, 0]).tolist()
    1.0
    """
    x, xp, fp = in_common(*[real(array(v, "interp")) for v in (x, xp, fp)])
    if dtype_of(x).itemsize < 4:
        x, xp, fp = (cast_to(v, FLOAT32) for v in (x, xp, fp))
    if shape_of(vector(xp, "interp", "xp")) != shape_of(vector(fp, "interp", "fp")):
        raise ValueError(f"For 'interp', 'xp' and 'fp' must be as many, but got {shape_of(xp)} and {shape_of(fp)}.")
    for value, name in ((left, "left"), (right, "right")):
        if value is not None and not (isinstance(value, Tensor) or is_number(value)):
            raise TypeError(f"For 'interp', the argument '{name}' must be a number, but got {value!r}.")
    return _interp(x, xp, fp, left, right)


# -- covariance --


@operator("m", "fweights", "aweights", name="numpy_cov")
def _cov(m, fweights, aweights, ddof):
    weights = 1 if fweights is None else fweights
    weights = weights if aweights is None else weights * aweights
    weights = jnp.broadcast_to(weights, m.shape[1:]).astype(m.dtype)
    total = weights.sum()
    if ddof == 0:
        divisor = total
    elif aweights is None:
        divisor = total - ddof
    else:
        divisor = total - ddof * (weights * aweights).sum() / total
    centred = m - (m * weights).sum(1, keepdims=True) / total
    return jnp.squeeze((centred * weights) @ centred.T / divisor)


def _variables(x, y, rowvar, who):
    """A matrix in float32 with a row for each variable."""
    flag(rowvar, "rowvar", who)
    rows = []
    for item in (x,) if y is None else (x, y):
        item = cast_to(array(item, who), FLOAT32)
        if len(shape_of(item)) > 2:
            raise ValueError(f"For '{who}', the arrays must have at most two dimensions, but got {shape_of(item)}.")
        item = F.atleast_2d(item)
        rows.append(item if rowvar or shape_of(item)[0] == 1 else F.transpose(item, (1, 0)))
    return rows[0] if y is None else F.concat(rows, 0)


def cov(m, y=None, rowvar=True, bias=False, ddof=None, fweights=None, aweights=None, dtype=None):
    """The covariances of variables, in float32 or ``dtype``: of the rows of ``m``, or with ``rowvar`` false its
    columns, and those of ``y``. They are divided by the number of observations minus ``ddof``: by default 1, or 0 with
    ``bias``.

    ``fweights`` says how often each observation counts, ``aweights`` how much; their signs do not matter. Raises
    TypeError unless ``rowvar`` is a bool, ValueError for more than two axes or where observations do not fit,
    RuntimeError where weights do not.

    >>> cov([[1, 2, 3], [3, 1, 2]]).tolist()
    [[1.0, -0.5], [-0.5, 1.0]]
    """
    matrix = _variables(m, y, rowvar, "cov")
    weights = [None if w is None else F.abs(array(w, "cov")) for w in (fweights, aweights)]
    for w in weights:
        if w is not None and shape_of(w) != shape_of(matrix)[1:]:
            raise RuntimeError(
                f"For 'cov', the weights must have the shape {shape_of(matrix)[1:]}, but got {shape_of(w)}."
            )
    if ddof is None:
        ddof = 0 if bias else 1
    out = _cov(matrix, *weights, ddof)
    return out if dtype is None else cast_to(out, numpy_type(dtype, "cov"))


def corrcoef(x, y=None, rowvar=True, dtype=None):
    """The correlation coefficients of variables, between -1 and 1: their covariances over the roots of their variances.
    Arguments and errors are those of `cov`.

    >>> corrcoef([[1, 2, 3], [3, 1, 2]]).tolist()
    [[1.0, -0.5], [-0.5, 1.0]]
    """
    c = _cov(_variables(x, y, rowvar, "corrcoef"), None, None, 1)
    if not shape_of(c):
        out = F.div(c, c)
    else:
        root = F.sqrt(F.diagonal(c))
        out = F.clamp(F.div(F.div(c, F.expand_dims(root, 1)), F.expand_dims(root, 0)), -1, 1)
    return out if dtype is None else cast_to(out, numpy_type(dtype, "corrcoef"))
