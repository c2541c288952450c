"""Other shapes and orders of the elements of a Tensor, copies of them, and parts.

What is no Tensor raises TypeError; an axis that is no int TypeError, one that is out of range or comes twice
ValueError. Most results are views: what is written into them shows in the Tensor that they came from.
"""

from __future__ import annotations

import numpy as np

from msgrad.common.tensor import Tensor
from msgrad.numpy._arguments import array, axes_of, axis_of, shape_of, size_of, tensor, whole
from msgrad.ops import function as F
from msgrad.ops.function._arguments import as_static

__all__ = """
    expand_dims squeeze transpose rollaxis swapaxes moveaxis reshape ravel flip flipud fliplr rot90 roll tile repeat
    broadcast_to broadcast_arrays atleast_1d atleast_2d atleast_3d size array_str
""".split()


def _ndim(x):
    return len(shape_of(x))


# -- axes --


def expand_dims(a, axis):
    """New axes of size 1, which stand at ``axis``, an int or a tuple or list of ints, in the result.

    >>> expand_dims(Tensor([1, 2]), (0, -1)).shape
    (1, 2, 1)
    """
    axis = as_static(axis)
    count = len(axis) if isinstance(axis, tuple) else 1
    places = axes_of(axis, _ndim(tensor(a, "expand_dims")) + count, "expand_dims") if count else ()
    for place in sorted(places):
        a = F.expand_dims(a, place)
    return a


def squeeze(a, axis=None):
    """Without the axes of size 1: all of them, or those among ``axis``.

    >>> squeeze(Tensor([[[1], [2]]])).shape
    (2,)
    """
    tensor(a, "squeeze")
    return F.squeeze(a, None if axis is None else axes_of(axis, _ndim(a), "squeeze"))


def transpose(a, axes=None):
    """The axes in another order; for None in the opposite one. ValueError unless ``axes`` is a permutation of them.

    >>> transpose(Tensor([[1, 2], [3, 4]])).tolist()
    [[1, 3], [2, 4]]
    """
    order = as_static(axes)
    order = tuple(range(_ndim(tensor(a, "transpose"))))[::-1] if order is None else order
    return F.transpose(a, order if isinstance(order, tuple) else (order,))


def rollaxis(x, axis, start=0):
    """One axis moved to stand before the one that is at ``start``.

    >>> rollaxis(Tensor(np.ones((2, 3, 4))), 2).shape
    (4, 2, 3)
    """
    ndim = _ndim(tensor(x, "rollaxis"))
    start = whole(start, "start", "rollaxis")
    if not -ndim <= start <= ndim:
        raise ValueError(f"For 'rollaxis', the 'start' must be in [{-ndim}, {ndim}], but got {start}.")
    axis = axis_of(axis, ndim, "rollaxis")
    start += ndim if start < 0 else 0
    return F.movedim(x, axis, start - 1 if start > axis else start)


def swapaxes(x, axis1, axis2):
    """Two axes change places.

    >>> swapaxes(Tensor([[1, 2]]), 0, 1).tolist()
    [[1], [2]]
    """
    ndim = _ndim(tensor(x, "swapaxes"))
    return F.swapaxes(x, axis_of(axis1, ndim, "swapaxes", "axis1"), axis_of(axis2, ndim, "swapaxes", "axis2"))


def moveaxis(a, source, destination):
    """Axes move to other places, the others keep their order. ValueError unless there are as many places as axes.

    >>> moveaxis(Tensor(np.ones((2, 3, 4))), 0, -1).shape
    (3, 4, 2)
    """
    ndim = _ndim(tensor(a, "moveaxis"))
    source, destination = axes_of(source, ndim, "moveaxis"), axes_of(destination, ndim, "moveaxis")
    return F.movedim(a, source, destination)


def reshape(x, new_shape):
    """The same elements in another shape, an int or a tuple or list in which one size can be -1.

    >>> reshape(Tensor([[1, 2], [3, 4]]), -1).tolist()
    [1, 2, 3, 4]
    """
    shape = as_static(new_shape)
    return F.reshape(tensor(x, "reshape"), shape if isinstance(shape, tuple) else (shape,))


def ravel(x):
    """All elements in one axis.

    >>> ravel(Tensor([[1, 2], [3, 4]])).tolist()
    [1, 2, 3, 4]
    """
    return F.ravel(tensor(x, "ravel"))


# -- order --


def flip(m, axis=None):
    """The elements in the opposite order along some axes, by default all; along none for ().

    >>> flip(Tensor([[1, 2], [3, 4]])).tolist()
    [[4, 3], [2, 1]]
    """
    axes = axes_of(axis, _ndim(tensor(m, "flip")), "flip")
    return F.flip(m, () if as_static(axis) == () else axes)


def flipud(m):
    """The rows in the opposite order.

    >>> flipud(Tensor([[1], [2]])).tolist()
    [[2], [1]]
    """
    return flip(m, 0)


def fliplr(m):
    """The columns in the opposite order.

    >>> fliplr(Tensor([[1, 2]])).tolist()
    [[2, 1]]
    """
    return flip(m, 1)


def rot90(a, k=1, axes=(0, 1)):
    """A quarter turn, ``k`` times, from the first of two axes towards the second.

    >>> rot90(Tensor([[1, 2]])).tolist()
    [[2], [1]]
    """
    k = whole(k, "k", "rot90")
    if not isinstance(axes, tuple | list):
        raise TypeError(f"For 'rot90', the argument 'axes' must be a tuple or list, but got {type(axes).__name__}.")
    if len(axes) != 2:
        raise ValueError(f"For 'rot90', the argument 'axes' must hold two axes, but got {axes}.")
    return F.rot90(a, k % 4, axes_of(axes, _ndim(tensor(a, "rot90")), "rot90"))


def roll(a, shift, axis=None):
    """The elements moved on along axes (None: in the flattened order), what falls off coming in at the other end.

    ``shift`` is an int for all axes or has one for each; several shifts of one axis add up. ValueError where there are
    as many neither.

    >>> roll(Tensor([1, 2, 3]), 1).tolist()
    [3, 1, 2]
    """
    ndim = _ndim(tensor(a, "roll"))
    shifts = as_static(shift)
    shifts = tuple([whole(s, "shift", "roll") for s in (shifts if isinstance(shifts, tuple) else (shifts,))])
    if axis is None:
        return F.roll(a, sum(shifts))
    axes = as_static(axis)
    axes = tuple([axis_of(i, ndim, "roll") for i in (axes if isinstance(axes, tuple) else (axes,))])
    if len(shifts) != len(axes) and 1 not in (len(shifts), len(axes)):
        raise ValueError(f"For 'roll', the arguments 'shift' and 'axis' must be as many, but got {shift} and {axis}.")
    shifts, axes = (x.tolist() for x in np.broadcast_arrays(np.array(shifts), np.array(axes)))
    return F.roll(a, tuple(shifts), tuple(axes))


# -- copies --


def tile(a, reps):
    """The whole Tensor ``reps`` times, side by side; a tuple or list of ints counts for the last axes. ValueError for
    negative counts.

    >>> tile(Tensor([1, 2]), (2, 2)).tolist()
    [[1, 2, 1, 2], [1, 2, 1, 2]]
    """
    reps = as_static(reps)
    return F.tile(tensor(a, "tile"), reps if isinstance(reps, tuple) else (reps,))


def repeat(a, repeats, axis=None):
    """Each element along ``axis`` (None: of the flattened array) ``repeats`` times; a tuple or list has a count for
    each.

    ValueError for negative counts and where there are not as many as elements.

    >>> repeat([1, 2], 2).tolist(), repeat(Tensor([[1], [2]]), [1, 2], axis=0).tolist()
    ([1, 1, 2, 2], [[1], [2], [2]])
    """
    a = array(a, "repeat")
    counts = as_static(repeats)
    counts = tuple([whole(n, "repeats", "repeat") for n in (counts if isinstance(counts, tuple) else (counts,))])
    if any(n < 0 for n in counts):
        raise ValueError(f"For 'repeat', the counts must not be negative, but got {repeats}.")
    axis = None if axis is None else axis_of(axis, _ndim(a), "repeat")
    n = size_of(a) if axis is None else shape_of(a)[axis]
    if len(counts) not in (1, n):
        raise ValueError(f"For 'repeat', there must be one count or {n}, but got {len(counts)}.")
    places = np.repeat(np.arange(n), counts)
    return F.gather(F.ravel(a) if axis is None else a, places, axis or 0)


def broadcast_to(array, shape):
    """The Tensor, repeated along axes of size 1 and new axes in front. ValueError where it does not fit the shape.

    >>> broadcast_to(Tensor([1, 2]), (2, 2)).tolist()
    [[1, 2], [1, 2]]
    """
    if any(n == -1 for n in (shape if isinstance(shape, tuple | list) else ())):
        raise ValueError(f"For 'broadcast_to', the sizes must not be negative, but got {shape}.")
    return F.broadcast_to(tensor(array, "broadcast_to"), shape)


def broadcast_arrays(*args):
    """Tensors broadcast to each other: a list. ValueError where they do not, and for none.

    >>> [x.tolist() for x in broadcast_arrays(Tensor([1, 2]), Tensor([[3]]))]
    [[[1, 2]], [[3, 3]]]
    """
    if not args:
        raise ValueError("For 'broadcast_arrays', there must be at least one Tensor.")
    shapes = [shape_of(tensor(x, "broadcast_arrays")) for x in args]
    try:
        shape = np.broadcast_shapes(*shapes)
    except ValueError:
        raise ValueError(
            f"For 'broadcast_arrays', the shapes {', '.join(map(str, shapes))} do not broadcast."
        ) from None
    return [F.broadcast_to(x, shape) if shape else x for x in args]


def _raised(function, args, who):
    out = [function(tensor(x, who)) for x in args]
    return out[0] if len(out) == 1 else out


def atleast_1d(*arys):
    """Tensors with at least one axis: one as it is, several in a list.

    >>> atleast_1d(Tensor(5)).shape
    (1,)
    """
    return _raised(F.atleast_1d, arys, "atleast_1d")


def atleast_2d(*arys):
    """Tensors with at least two axes, new ones in front: one as it is, several in a list.

    >>> atleast_2d(Tensor([5, 6])).shape
    (1, 2)
    """
    return _raised(F.atleast_2d, arys, "atleast_2d")


def atleast_3d(*arys):
    """Tensors with at least three axes: (N,) becomes (1, N, 1), (M, N) becomes (M, N, 1). One as it is, several in a
    list.

    >>> atleast_3d(Tensor([5, 6])).shape
    (1, 2, 1)
    """
    return _raised(F.atleast_3d, arys, "atleast_3d")


# -- questions --


def size(a, axis=None):
    """The number of elements, or the size along an axis: an int.

    >>> size([[1, 2, 3]]), size([[1, 2, 3]], axis=0)
    (3, 1)
    """
    a = a if isinstance(a, Tensor) else array(a, "size")
    return size_of(a) if axis is None else shape_of(a)[axis_of(axis, _ndim(a), "size")]


def array_str(a):
    """The numbers in a Tensor as numpy writes them: a str.

    >>> array_str(Tensor([1, 2]))
    '[1 2]'
    """
    return str(tensor(a, "array_str").asnumpy())
