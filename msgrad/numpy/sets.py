"""Arrays as sets, searching in sorted arrays, and questions about whole arrays.

What is no array raises TypeError.
"""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np

from msgrad.engine.operator import operator
from msgrad.engine.recorder import constant
from msgrad.numpy._arguments import INT32, INT64, array, flag, in_common, shape_of, tensor, vector
from msgrad.ops import function as F
from msgrad.ops.function._arguments import concrete, dtype_of, together
from msgrad.ops.function.creation_func import cast_to
from msgrad.ops.function.select_func import _take_flat

__all__ = """
    unique in1d isin intersect1d setdiff1d searchsorted digitize isscalar array_equal array_equiv
""".split()


# -- sets --


def unique(x, return_inverse=False):
    """The different elements of a Tensor in order of first sight (what is pending runs); with ``return_inverse``, and
    for each element of the flattened Tensor its number among them, int32 (int64 for a Tensor of int64).

    >>> unique(Tensor([5, 2, 5])).tolist()
    [5, 2]
    """
    elements, inverse = F.unique(F.ravel(tensor(x, "unique")))
    if not return_inverse:
        return elements
    return elements, cast_to(inverse, dtype_of(x)) if dtype_of(x) == INT64 else inverse


@operator("element", "test_elements", promote=together, differentiable=False, name="isin")
def _isin(element, test_elements):
    return jnp.isin(element, test_elements)


def isin(element, test_elements, invert=False):
    """Whether each element is among ``test_elements``; with ``invert`` whether it is not.

    >>> isin([[1, 2], [3, 4]], [2, 3]).tolist()
    [[False, True], [True, False]]
    """
    out = _isin(array(element, "isin"), array(test_elements, "isin"))
    return F.logical_not(out) if invert else out


def in1d(ar1, ar2, invert=False):
    """`isin` for the flattened first array.

    >>> in1d([1, 2, 3], [2]).tolist()
    [False, True, False]
    """
    return F.ravel(isin(array(ar1, "in1d"), array(ar2, "in1d"), invert))


def intersect1d(ar1, ar2, assume_unique=False, return_indices=False):
    """The different elements that both arrays have, sorted (what is pending runs), in the common dtype; with
    ``return_indices``, and the place of each (the first, int32) in both flattened arrays.

    ``assume_unique`` says that no element comes twice in an array. TypeError unless the two flags are bools.

    >>> intersect1d([1, 3, 4, 3], [3, 1, 2]).tolist()
    [1, 3]
    """
    assume_unique = flag(assume_unique, "assume_unique", "intersect1d")
    flag(return_indices, "return_indices", "intersect1d")
    pair = [F.ravel(x) for x in in_common(array(ar1, "intersect1d"), array(ar2, "intersect1d"))]
    data = [concrete(x, "intersect1d") for x in pair]
    _, first, second = np.intersect1d(*data, assume_unique=assume_unique, return_indices=True)
    common = _take_flat(pair[0], first)
    return (common, constant(first.astype(INT32)), constant(second.astype(INT32))) if return_indices else common


def setdiff1d(ar1, ar2, assume_unique=False):
    """The different elements of the first array that the second lacks, sorted (what is pending runs); with
    ``assume_unique`` all of them, in their order. TypeError unless that is a bool.

    >>> setdiff1d([3, 2, 1, 2], [2]).tolist()
    [1, 3]
    """
    flag(assume_unique, "assume_unique", "setdiff1d")
    flat, others = F.ravel(array(ar1, "setdiff1d")), array(ar2, "setdiff1d")
    data, others = concrete(flat, "setdiff1d"), concrete(others, "setdiff1d")
    places = np.arange(data.size) if assume_unique else np.unique(data, return_index=True)[1]
    return _take_flat(flat, places[~np.isin(data[places], others)])


# -- sorted arrays --


def searchsorted(a, v, side="left", sorter=None):
    """Where each value would have to stand in a sorted vector: before equal elements, or with the side 'right' after
    them; int32. ``sorter`` holds the indices that sort the vector.

    ValueError for another side, and where the vector or ``sorter`` has more than one axis or they differ in size.

    >>> searchsorted([1, 3, 5], [3, 4]).tolist()
    [1, 2]
    """
    if side not in ("left", "right"):
        raise ValueError(f"For 'searchsorted', the argument 'side' must be 'left' or 'right', but got {side!r}.")
    a, v = vector(array(a, "searchsorted"), "searchsorted", "a"), array(v, "searchsorted")
    if sorter is not None:
        sorter = array(sorter, "searchsorted")
        if shape_of(sorter) != shape_of(a):
            raise ValueError(
                f"For 'searchsorted', the 'sorter' must have the shape {shape_of(a)}, but got {shape_of(sorter)}."
            )
        a = F.gather(a, sorter, 0)
    return F.searchsorted(*in_common(a, v), out_int32=True, side=side)


def digitize(x, bins, right=False):
    """The number of the interval between ``bins`` that each element lies in, int32: 0 before the first, their count
    behind the last. An element equal to an edge lies behind it, or with ``right`` before it.

    ``bins`` is a vector that goes up or down: ValueError for another number of axes.

    >>> digitize([0.5, 2.0], [1.0, 2.0, 3.0]).tolist(), digitize([0.5, 2.0], [3.0, 2.0, 1.0]).tolist()
    ([0, 2], [3, 1])
    """
    x, bins = in_common(array(x, "digitize"), array(bins, "digitize"))
    count = shape_of(vector(bins, "digitize", "bins"))[0]
    if not count:
        return F.zeros_like(x, dtype=F.argmin(x).dtype)
    up = F.searchsorted(bins, x, out_int32=True, right=not right)
    down = F.sub(count, F.searchsorted(F.flip(bins, (0,)), x, out_int32=True, right=not right))
    return F.where(F.le(bins[0], bins[count - 1]), up, down)


# -- questions --


def isscalar(element):
    """Whether it is a number or a str: a bool.

    >>> isscalar(3.5), isscalar([3.5])
    (True, False)
    """
    return isinstance(element, bool | int | float | complex | str | np.generic)


def array_equal(a1, a2, equal_nan=False):
    """Whether two arrays have the same shape and elements: a Tensor of bool. With ``equal_nan`` nan equals nan.
    TypeError unless that is a bool.

    >>> array_equal([1, 2], [1, 2]).tolist()
    True
    """
    flag(equal_nan, "equal_nan", "array_equal")
    a1, a2 = array(a1, "array_equal"), array(a2, "array_equal")
    if shape_of(a1) != shape_of(a2):
        return constant(np.array(False))
    same = F.eq(a1, a2)
    if equal_nan:
        same = F.logical_or(same, F.logical_and(F.isnan(a1), F.isnan(a2)))
    return F.all(same)


def array_equiv(a1, a2):
    """Whether two arrays broadcast to each other and are equal then: a Tensor of bool.

    >>> array_equiv([1, 1], 1).tolist(), array_equiv([1, 2], [1, 2, 3]).tolist()
    (True, False)
    """
    a1, a2 = array(a1, "array_equiv"), array(a2, "array_equiv")
    try:
        np.broadcast_shapes(shape_of(a1), shape_of(a2))
    except ValueError:
        return constant(np.array(False))
    return F.all(F.eq(a1, a2))
