"""Other shapes and orders of the same elements.

Most of what is here gives a view: what is written into it shows in the Tensor that it came from, and the other way.
"""

from __future__ import annotations

import math
from typing import Any

import jax.numpy as jnp
import numpy as np

from msgrad.engine.handle import Handle, View, is_contiguous
from msgrad.engine.operator import operator
from msgrad.ops.function._arguments import (
    as_int,
    as_shape,
    as_static,
    check_array,
    is_index,
    normalize_axes,
    normalize_axis,
    shape_of,
)
from msgrad.ops.function.indexing_func import getitem

__all__ = """
    reshape flatten ravel expand_dims unsqueeze squeeze transpose permute swapaxes swapdims movedim moveaxis t
    adjoint flip flipud fliplr reverse roll rot90 narrow strided_slice diagonal atleast_1d atleast_2d atleast_3d
""".split()

# -- reshaping --


def _full_shape(shape, input_shape, who="reshape"):
    """The shape with -1 worked out."""
    if shape.count(-1) > 1:
        raise ValueError(f"For '{who}', at most one size can be -1, but got {shape}.")
    if any(n < -1 for n in shape):
        raise ValueError(f"For '{who}', the sizes must not be below -1, but got {shape}.")
    size, known = math.prod(input_shape), math.prod(n for n in shape if n != -1)
    if -1 in shape and known and size % known == 0:
        shape = tuple([size // known if n == -1 else n for n in shape])
    if -1 in shape or math.prod(shape) != size:
        raise ValueError(f"For '{who}', the shape {input_shape} cannot become {shape}.")
    return shape


def _reshaped(input, shape):
    check_array(input)
    return input.reshape(_full_shape(shape, input.shape))


_reshape_view = operator("input", view=lambda update, input, shape: update.reshape(input.shape), name="reshape")(
    _reshaped
)
_reshape_copy = operator("input", name="reshape_copy")(_reshaped)


def _reshape(input, shape):
    """A view of what lies in memory in row-major order, else a copy."""
    if isinstance(input, Handle) and not is_contiguous(input):
        return _reshape_copy(input, shape)
    return _reshape_view(input, shape)


def _scattered(out, contiguous=False):
    """Notes of a view whether its elements lie in its base in row-major order, without gaps."""
    if isinstance(out._alias, View):
        out._alias.contiguous = contiguous
    return out


def reshape(input, shape):
    """The same elements in another shape, in which one size can be -1. A view.

    Raises TypeError unless ``shape`` is a tuple or list of ints or a Tensor, ValueError where the sizes do not fit.

    >>> ops.reshape(Tensor([[1, 2], [3, 4]]), (4,)).tolist()
    [1, 2, 3, 4]
    """
    if not hasattr(shape, "shape") and is_index(shape):
        raise TypeError(f"For 'reshape', the argument 'shape' must be a tuple or list, but got {shape!r}.")
    return _reshape(input, as_shape(shape, "reshape", negative=True))


def flatten(input, order="C", *, start_dim=1, end_dim=-1):
    """Makes one axis of those from ``start_dim`` to ``end_dim``; with the order 'F' the first axis runs fastest.

    Raises ValueError for another order, and where ``start_dim`` is behind ``end_dim``.

    >>> ops.flatten(Tensor([[[1, 2], [3, 4]]])).tolist()
    [[1, 2, 3, 4]]
    """
    if order not in ("C", "F"):
        raise ValueError(f"For 'flatten', the argument 'order' must be 'C' or 'F', but got {order!r}.")
    if order == "F":
        input = transpose(input, tuple(range(len(shape_of(input))))[::-1])
    shape = shape_of(input)
    if len(shape) < 2 and start_dim in (1, 0):
        return _reshape(input, (-1,))
    start = normalize_axis(as_int(start_dim, "start_dim", "flatten"), len(shape), "start_dim")
    end = normalize_axis(as_int(end_dim, "end_dim", "flatten"), len(shape), "end_dim")
    if start > end:
        raise ValueError(f"For 'flatten', 'start_dim' must not be behind 'end_dim', but got {start_dim} and {end_dim}.")
    flat = (*shape[:start], math.prod(shape[start : end + 1]), *shape[end + 1 :])
    return _reshape_copy(input, flat) if (start_dim, end_dim) == (1, -1) else _reshape(input, flat)


def ravel(input):
    """All elements in one axis. A view.

    >>> ops.ravel(Tensor([[1, 2], [3, 4]])).tolist()
    [1, 2, 3, 4]
    """
    return _reshape(input, (-1,))


@operator("input", view=lambda update, input, axis: update.reshape(input.shape))
def _expand_dims(input, axis):
    check_array(input)
    return jnp.expand_dims(input, normalize_axis(axis, input.ndim + 1))


def expand_dims(input_x, axis):
    """A new axis of length 1. A view. ValueError for an axis out of range.

    >>> ops.expand_dims(Tensor([1, 2]), 0).shape
    (1, 2)
    """
    return _expand_dims(input_x, as_static(axis))


def unsqueeze(input, dim):
    """A new axis of length 1. A view.

    >>> ops.unsqueeze(Tensor([1, 2]), 1).shape
    (2, 1)
    """
    return _expand_dims(input, as_static(dim))


@operator("input", view=lambda update, input, axis: update.reshape(input.shape))
def _squeeze(input, axis):
    check_array(input)
    if axis is None or axis == ():
        return jnp.squeeze(input)
    axes = normalize_axes(axis, input.ndim)
    return jnp.squeeze(input, tuple([a for a in axes if input.shape[a] == 1]) if input.ndim else None)


def squeeze(input, axis=None):
    """Without axes of length 1: all of them, or those among ``axis`` that have it. A view.

    >>> ops.squeeze(Tensor([[[1], [2]]])).shape
    (2,)
    """
    return _squeeze(input, as_static(axis))


# -- order of the axes --


def _permutation(axes, ndim, who):
    axes = tuple([normalize_axis(a, ndim, "dims") for a in axes])
    if sorted(axes) != list(range(ndim)):
        raise ValueError(f"For '{who}', the axes must be a permutation of {tuple(range(ndim))}, but got {axes}.")
    return axes


def _transpose(input, dims):
    """A view with the axes in another order."""
    out = _transpose_view(input, dims)
    moving = [d % out.ndim for d in dims if out.shape[dims.index(d)] != 1] if out.ndim else []
    return _scattered(out, moving == sorted(moving))


def _transposed_back(update, input, dims):
    return jnp.transpose(update, np.argsort(_permutation(dims, input.ndim, "transpose")))


@operator("input", view=_transposed_back, name="transpose")
def _transpose_view(input, dims):
    check_array(input)
    return jnp.transpose(input, _permutation(dims, input.ndim, "transpose"))


def transpose(input, dims):
    """The axes in another order. A view. ValueError unless ``dims`` is a permutation of them.

    >>> ops.transpose(Tensor([[1, 2], [3, 4]]), (1, 0)).tolist()
    [[1, 3], [2, 4]]
    """
    dims = as_static(dims)
    if not isinstance(dims, tuple):
        raise TypeError(f"For 'transpose', the argument 'dims' must be a tuple or list of ints, but got {dims!r}.")
    return _transpose(input, dims)


def permute(input, axis):
    """`transpose`.

    >>> ops.permute(Tensor([[1, 2]]), (1, 0)).tolist()
    [[1], [2]]
    """
    return transpose(input, axis)


def swapaxes(input, axis0, axis1):
    """Two axes change places. A view.

    >>> ops.swapaxes(Tensor([[1, 2]]), 0, 1).tolist()
    [[1], [2]]
    """
    ndim = len(shape_of(input))
    i, j = normalize_axis(as_static(axis0), ndim, "axis0"), normalize_axis(as_static(axis1), ndim, "axis1")
    order = list(range(ndim))
    if order:
        order[i], order[j] = j, i
    return _transpose(input, tuple(order))


def swapdims(input, dim0, dim1):
    """`swapaxes`.

    >>> ops.swapdims(Tensor([[1, 2]]), 0, 1).tolist()
    [[1], [2]]
    """
    return swapaxes(input, dim0, dim1)


def movedim(x, source, destination):
    """Axes move to other places; the others keep their order. A view.

    >>> ops.movedim(Tensor([[1, 2]]), 0, 1).tolist()
    [[1], [2]]
    """
    ndim = len(shape_of(x))
    sources = normalize_axes(as_static(source), ndim, "source")
    destinations = normalize_axes(as_static(destination), ndim, "destination")
    if len(sources) != len(destinations):
        raise ValueError(
            f"For 'movedim', 'source' and 'destination' must be as many, but got {source} and {destination}."
        )
    order = [i for i in range(ndim) if i not in sources]
    for place, axis in sorted(zip(destinations, sources, strict=True)):
        order.insert(place, axis)
    return _transpose(x, tuple(order))


moveaxis = movedim


def t(input):
    """The transpose of a matrix; Tensors of fewer axes as they are. A view. ValueError for more axes.

    >>> ops.t(Tensor([[1, 2]])).tolist()
    [[1], [2]]
    """
    ndim = len(shape_of(input))
    if ndim > 2:
        raise ValueError(f"For 't', the Tensor must have at most 2 axes, but got {ndim}.")
    return _transpose(input, tuple(range(ndim))[::-1])


def adjoint(x):
    """The last two axes change places, and complex numbers are conjugated.

    >>> ops.adjoint(Tensor([[1.0, 2.0]])).tolist()
    [[1.0], [2.0]]
    """
    from msgrad.ops.function.complex_func import conj

    return conj(swapaxes(x, -1, -2))


@operator("input")
def _flip(input, dims):
    check_array(input)
    return jnp.flip(input, normalize_axes(dims, input.ndim, "dims") if dims else ())


def flip(input, dims):
    """The elements in the opposite order along some axes. TypeError unless ``dims`` is a tuple or list.

    >>> ops.flip(Tensor([1, 2, 3]), (0,)).tolist()
    [3, 2, 1]
    """
    if not isinstance(dims, tuple | list):
        raise TypeError(f"For 'flip', the argument 'dims' must be a tuple or list, but got {type(dims).__name__}.")
    return _flip(input, as_static(dims))


def flipud(input):
    """The rows in the opposite order.

    >>> ops.flipud(Tensor([[1], [2]])).tolist()
    [[2], [1]]
    """
    return flip(input, (0,))


def fliplr(input):
    """The columns in the opposite order.

    >>> ops.fliplr(Tensor([[1, 2]])).tolist()
    [[2, 1]]
    """
    return flip(input, (1,))


def reverse(x, axis):
    """`flip`.

    >>> ops.reverse(Tensor([1, 2]), [0]).tolist()
    [2, 1]
    """
    return flip(x, axis if isinstance(axis, tuple | list) else (axis,))


@operator("input")
def _roll(input, shifts, dims):
    check_array(input)
    return jnp.roll(input, shifts, dims)


def roll(input, shifts, dims=None):
    """The elements moved on along axes (None: in the flattened order), what falls off coming in at the other end.

    >>> ops.roll(Tensor([1, 2, 3]), 1, 0).tolist()
    [3, 1, 2]
    """
    shifts = as_static(shifts)
    for shift in shifts if isinstance(shifts, tuple) else (shifts,):
        if isinstance(shift, bool) or not isinstance(shift, int):
            raise TypeError(f"For 'roll', the 'shifts' must be ints, but got {shift!r}.")
    return _roll(input, shifts, as_static(dims))


@operator("input")
def rot90(input, k, dims):
    """A quarter turn, ``k`` times, from the first axis of ``dims`` towards the second.

    >>> ops.rot90(Tensor([[1, 2]]), 1, (0, 1)).tolist()
    [[2], [1]]
    """
    check_array(input)
    return jnp.rot90(input, k, normalize_axes(dims, input.ndim, "dims"))


# -- parts --


def piece(input, axis, start, stop):
    """The part of a Tensor from ``start`` to ``stop`` along an axis. A view."""
    return getitem(input, (slice(None),) * axis + (slice(start, stop),))


def narrow(input, axis, start, length):
    """The part of ``length`` along ``axis`` that begins at ``start``. A view. ValueError where it does not fit.

    >>> ops.narrow(Tensor([1, 2, 3]), 0, 1, 2).tolist()
    [2, 3]
    """
    shape = shape_of(input)
    axis = normalize_axis(as_static(axis), len(shape))
    start, length = as_int(start, "start", "narrow"), as_int(length, "length", "narrow")
    if not -shape[axis] <= start <= shape[axis]:
        raise ValueError(f"For 'narrow', the argument 'start' must be within [0, {shape[axis]}], but got {start}.")
    start += shape[axis] if start < 0 else 0
    if not 0 <= length <= shape[axis] - start:
        raise ValueError(
            f"For 'narrow', the argument 'length' must be within [0, {shape[axis] - start}], but got {length}."
        )
    return piece(input, axis, start, start + length)


def slice_(input_x, begin, size):
    """The block of ``size`` (-1: the rest) that begins at ``begin``, both with one int for each axis. A view.

    >>> ops.slice(Tensor([[1, 2, 3], [4, 5, 6]]), (0, 1), (2, 2)).tolist()
    [[2, 3], [5, 6]]
    """
    shape = shape_of(input_x)
    begin, size = as_shape(begin, "slice", "begin"), as_shape(size, "slice", "size", negative=True)
    if not len(begin) == len(size) == len(shape):
        raise ValueError(
            f"For 'slice', 'begin' and 'size' must have {len(shape)} elements, but got {begin} and {size}."
        )
    for b, s, n in zip(begin, size, shape, strict=True):
        if s < -1 or b + max(s, 0) > n:
            raise ValueError(f"For 'slice', the block of size {size} at {begin} does not lie within {shape}.")
    return getitem(
        input_x, tuple([slice(b, n if s == -1 else b + s) for b, s, n in zip(begin, size, shape, strict=True)])
    )


def strided_slice(
    input_x,
    begin,
    end,
    strides,
    begin_mask=0,
    end_mask=0,
    ellipsis_mask=0,
    new_axis_mask=0,
    shrink_axis_mask=0,
):
    """The elements from ``begin`` up to ``end`` in steps of ``strides``, given for the first axes. A view.

    Each mask is a number whose bit i concerns the i-th element: its begin or end does not count, it stands for all
    the axes that are left over, it makes a new axis, or it is an int that takes its axis away. ValueError for a
    stride of 0.

    >>> ops.strided_slice(Tensor([1, 2, 3, 4]), (0,), (4,), (2,)).tolist()
    [1, 3]
    """
    begin, end, strides = [as_shape(v, "strided_slice", negative=True) for v in (begin, end, strides)]
    if not len(begin) == len(end) == len(strides):
        raise ValueError(
            f"For 'strided_slice', 'begin', 'end' and 'strides' must be as many, but got {begin}, {end}, {strides}."
        )
    if 0 in strides:
        raise ValueError("For 'strided_slice', the strides must not be 0.")
    index: list[Any] = []
    for i, (b, e, s) in enumerate(zip(begin, end, strides, strict=True)):
        bit = 1 << i
        if ellipsis_mask & bit:
            index.append(Ellipsis)
        elif new_axis_mask & bit:
            index.append(None)
        elif shrink_axis_mask & bit:
            index.append(b)
        else:
            index.append(slice(None if begin_mask & bit else b, None if end_mask & bit else e, s))
    return getitem(input_x, tuple(index))


def _diagonal_index(shape, offset, dim1, dim2):
    i, j = normalize_axis(dim1, len(shape), "dim1"), normalize_axis(dim2, len(shape), "dim2")
    if i == j:
        raise ValueError(f"For 'diagonal', 'dim1' and 'dim2' must be two axes, but got {dim1} and {dim2}.")
    rows, columns = shape[i] + min(offset, 0), shape[j] - max(offset, 0)
    k = np.arange(max(min(rows, columns), 0))
    return i, j, k - min(offset, 0), k + max(offset, 0)


def _diagonal_back(update, input, offset, dim1, dim2):
    i, j, rows, columns = _diagonal_index(input.shape, offset, dim1, dim2)
    moved = jnp.moveaxis(input, (i, j), (-2, -1)).at[..., rows, columns].set(update)
    return jnp.moveaxis(moved, (-2, -1), (i, j))


@operator("input", view=_diagonal_back, name="diagonal")
def _diagonal_view(input, offset, dim1, dim2):
    i, j, rows, columns = _diagonal_index(input.shape, offset, dim1, dim2)
    return jnp.moveaxis(input, (i, j), (-2, -1))[..., rows, columns]


def diagonal(input, offset=0, dim1=0, dim2=1):
    """The elements (k, k + offset) of the axes ``dim1`` and ``dim2``, as a new last axis. A view.

    >>> ops.diagonal(Tensor([[1, 2], [3, 4]])).tolist()
    [1, 4]
    """
    return _scattered(_diagonal_view(input, offset, dim1, dim2))


def _raise_ndim(x, ndim):
    shape = shape_of(x)
    if len(shape) >= ndim:
        return _reshape(x, shape)
    if ndim == 3:
        shape = {0: (1, 1, 1), 1: (1, *shape, 1), 2: (*shape, 1)}[len(shape)]
    else:
        shape = (1,) * (ndim - len(shape)) + shape
    return _reshape(x, shape)


def _each(x, ndim):
    return tuple([_raise_ndim(item, ndim) for item in x]) if isinstance(x, tuple | list) else _raise_ndim(x, ndim)


def atleast_1d(inputs):
    """A Tensor, or each of several, with at least one axis.

    >>> ops.atleast_1d(Tensor(1)).shape
    (1,)
    """
    return _each(inputs, 1)


def atleast_2d(inputs):
    """A Tensor, or each of several, with at least two axes; new ones come first.

    >>> ops.atleast_2d(Tensor([1])).shape
    (1, 1)
    """
    return _each(inputs, 2)


def atleast_3d(inputs):
    """A Tensor, or each of several, with at least three axes: of shape (1, n, 1) from (n,), (m, n, 1) from (m, n).

    >>> ops.atleast_3d(Tensor([1, 2])).shape
    (1, 2, 1)
    """
    return _each(inputs, 3)
