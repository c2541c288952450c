"""Joining Tensors, and taking them apart. TypeError for what is no Tensor, ValueError for shapes that do not fit."""

from __future__ import annotations

import itertools

from msgrad.common.tensor import Tensor
from msgrad.numpy._arguments import axis_of, shape_of, tensor, whole
from msgrad.ops import function as F
from msgrad.ops.function._arguments import as_static
from msgrad.ops.function.shape_func import piece

__all__ = """
    concatenate append stack vstack hstack dstack column_stack split array_split vsplit hsplit dsplit
""".split()

_MAX_DIMS = 32


# -- joining --


def _tensors(arrays, who):
    """The Tensors in a tuple or list; of one Tensor, its parts along the first axis."""
    if isinstance(arrays, Tensor):
        if not shape_of(arrays):
            raise ValueError(f"For '{who}', a single Tensor must have at least one dimension.")
        return list(F.unbind(arrays))
    if not isinstance(arrays, tuple | list):
        raise TypeError(f"For '{who}', the input must be a tuple or list of Tensors, but got {type(arrays).__name__}.")
    if not arrays:
        raise ValueError(f"For '{who}', there must be at least one Tensor.")
    return [tensor(x, who) for x in arrays]


def concatenate(arrays, axis=0):
    """Tensors joined along an axis, in their common dtype; flattened first where it is None. Of one Tensor its parts
    along the first axis are joined.

    >>> concatenate((Tensor([1, 2]), Tensor([3.5]))).tolist()
    [1.0, 2.0, 3.5]
    """
    arrays = _tensors(arrays, "concatenate")
    if axis is None or (isinstance(axis, int) and axis >= _MAX_DIMS):
        arrays, axis = [F.ravel(x) for x in arrays], 0
    axis = axis_of(axis, len(shape_of(arrays[0])), "concatenate")
    return F.concat(arrays, axis)


def append(arr, values, axis=None):
    """``values`` joined on to the end of ``arr`` along an axis; both flattened first where it is None.

    >>> append(Tensor([1, 2]), Tensor([[3], [4]])).tolist()
    [1, 2, 3, 4]
    """
    arr, values = tensor(arr, "append"), tensor(values, "append")
    if axis is None:
        arr, values, axis = F.ravel(arr), F.ravel(values), 0
    if len(shape_of(arr)) != len(shape_of(values)):
        raise ValueError(
            f"For 'append', both must have as many dimensions, but got shapes {shape_of(arr)} and {shape_of(values)}."
        )
    return concatenate((arr, values), axis)


def stack(arrays, axis=0):
    """Tensors of one shape joined along a new axis. Of one Tensor its parts along the first axis are joined.

    >>> stack((Tensor([1, 2]), Tensor([3, 4])), axis=1).tolist()
    [[1, 3], [2, 4]]
    """
    if not isinstance(arrays, Tensor | tuple | list):
        raise ValueError(f"For 'stack', the input must be a Tensor, tuple or list, but got {type(arrays).__name__}.")
    arrays = _tensors(arrays, "stack")
    axis = axis_of(axis, len(shape_of(arrays[0])) + 1, "stack")
    return F.stack(arrays, axis)


def _stacked(function, tup, who):
    """A single Tensor stays as it is, as in MindSpore."""
    return tup if isinstance(tup, Tensor) else function(_tensors(tup, who))


def vstack(tup):
    """Tensors below each other, along the first axis: vectors (N,) count as (1, N).

    >>> vstack((Tensor([1, 2]), Tensor([3, 4]))).tolist()
    [[1, 2], [3, 4]]
    """
    return _stacked(F.vstack, tup, "vstack")


def hstack(tup):
    """Tensors side by side: along the second axis, vectors along the first.

    >>> hstack((Tensor([1, 2]), Tensor([3]))).tolist()
    [1, 2, 3]
    """
    return _stacked(F.hstack, tup, "hstack")


def dstack(tup):
    """Tensors behind each other, along the third axis: (N,) counts as (1, N, 1), (M, N) as (M, N, 1).

    >>> dstack((Tensor([1, 2]), Tensor([3, 4]))).tolist()
    [[[1, 3], [2, 4]]]
    """
    return _stacked(F.dstack, tup, "dstack")


def column_stack(tup):
    """Vectors as the columns of a matrix, beside Tensors of two axes.

    >>> column_stack((Tensor([1, 2]), Tensor([3, 4]))).tolist()
    [[1, 3], [2, 4]]
    """
    return _stacked(F.column_stack, tup, "column_stack")


# -- taking apart: all pieces are views, and none may be empty --


def _split(x, sections, axis, who, even):
    axis = axis_of(axis, len(shape_of(tensor(x, who))), who)
    n = shape_of(x)[axis]
    sections = as_static(sections)
    if isinstance(sections, tuple):
        cuts = [whole(c, "indices_or_sections", who) for c in sections]
        cuts = [c + n if c < 0 else c for c in cuts]
        return list(_pieces(x, axis, [0, *cuts, n], who))
    count = whole(sections, "indices_or_sections", who)
    if count <= 0 or (even and n % count):
        raise ValueError(f"For '{who}', the size {n} along the axis {axis} cannot be divided by {count}.")
    each, more = divmod(n, count)
    bounds = itertools.accumulate([each + 1] * more + [each] * (count - more), initial=0)
    return _pieces(x, axis, list(bounds), who)


def _pieces(x, axis, bounds, who):
    pairs = list(itertools.pairwise(bounds))
    if any(not 0 <= a < b <= bounds[-1] for a, b in pairs):
        raise ValueError(f"For '{who}', no piece may be empty, but the cuts are at {bounds}.")
    return tuple([piece(x, axis, a, b) for a, b in pairs])


def split(x, indices_or_sections, axis=0):
    """A tuple of so many equal pieces of a Tensor along an axis (ValueError where it cannot be divided), or a list of
    pieces cut at the places in a tuple or list.

    >>> [p.tolist() for p in split(Tensor([1, 2, 3]), [1])]
    [[1], [2, 3]]
    """
    return _split(x, indices_or_sections, axis, "split", True)


def array_split(x, indices_or_sections, axis=0):
    """`split`, where the pieces may differ in size by one.

    >>> [p.tolist() for p in array_split(Tensor([1, 2, 3]), 2)]
    [[1, 2], [3]]
    """
    return _split(x, indices_or_sections, axis, "array_split", False)


def vsplit(x, indices_or_sections):
    """`split` along the first axis.

    >>> [p.tolist() for p in vsplit(Tensor([[1], [2]]), 2)]
    [[[1]], [[2]]]
    """
    return split(x, indices_or_sections, 0)


def hsplit(x, indices_or_sections):
    """`split` along the second axis.

    >>> [p.tolist() for p in hsplit(Tensor([[1, 2]]), 2)]
    [[[1]], [[2]]]
    """
    return split(x, indices_or_sections, 1)


def dsplit(x, indices_or_sections):
    """`split` along the third axis.

    >>> [p.tolist() for p in dsplit(Tensor([[[1, 2]]]), 2)]
    [[[[1]]], [[[2]]]]
    """
    return split(x, indices_or_sections, 2)
