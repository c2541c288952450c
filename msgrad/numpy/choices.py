"""Choosing elements: by conditions, by indices; and functions of parts of an array."""

from __future__ import annotations

import math

import numpy as np

from msgrad.common.tensor import Tensor
from msgrad.numpy._arguments import (
    BOOL,
    FLOAT32,
    array,
    axis_of,
    broadcast_shape,
    in_common,
    is_number,
    shape_of,
    tensor,
)
from msgrad.ops import function as F
from msgrad.ops.function._arguments import as_static, dtype_of
from msgrad.ops.function.creation_func import cast_to
from msgrad.ops.function.select_func import check_mode, into_range
from msgrad.ops.function.select_func import choose as choose_from

__all__ = """
    where take take_along_axis select choose piecewise apply_along_axis apply_over_axes argwhere unravel_index
    ravel_multi_index
""".split()


def _condition(x, who):
    x = array(x, who)
    return x if dtype_of(x) == BOOL else F.ne(x, 0)


def _stretched(x, shape):
    return F.broadcast_to(x, shape) if shape_of(x) != shape else x


# -- by conditions --


def where(condition, x=None, y=None):
    """``x`` where the condition is true or not 0, else ``y``; all broadcast (ValueError where they do not). TypeError
    where one is missing.

    >>> where([True, False], [1, 2], 0.5).tolist()
    [1.0, 0.5]
    """
    condition, x, y = _condition(condition, "where"), array(x, "where"), array(y, "where")
    broadcast_shape("where", shape_of(condition), shape_of(x), shape_of(y))
    return F.where(condition, x, y)


def select(condlist, choicelist, default=0):
    """For each place the element of the first choice whose condition is true, else ``default``, a number.

    Conditions and choices are two lists, or Tensors whose rows count, of one length: ValueError where they differ.

    >>> select([[True, False, False], [True, True, False]], [[1, 2, 3], [4, 5, 6]], 9).tolist()
    [1, 5, 9]
    """
    conditions = [_condition(c, "select") for c in _listed(condlist)]
    choices = [array(c, "select") for c in _listed(choicelist)]
    if len(conditions) != len(choices):
        raise ValueError(f"For 'select', there are {len(conditions)} conditions, but {len(choices)} choices.")
    if not is_number(default):
        raise TypeError(f"For 'select', the argument 'default' must be a number, but got {default!r}.")
    if not choices:
        return array(float(default), "select")
    choices = in_common(*choices)
    shape = broadcast_shape("select", *[shape_of(x) for x in (*conditions, *choices)])
    out = F.full(shape, default, dtype=choices[0].dtype)
    for condition, choice in zip(conditions[::-1], choices[::-1], strict=True):
        out = F.where(condition, choice, out)
    return out


def _listed(x):
    return list(F.unbind(x)) if isinstance(x, Tensor) else x


def piecewise(x, condlist, funclist, *args, **kw):
    """For each place what the function of the first true condition gives for ``x``; a number counts as a function.

    ``condlist`` has one array of bools for each function, or one fewer: then the last function is for where none is
    true, and otherwise 0 stands there. ValueError for other numbers of functions. ``args`` and ``kw`` go to the
    functions, which are called with the whole of ``x``.

    >>> piecewise([-2, 3], [[True, False], [False, True]], [lambda v: -v, 10]).tolist()
    [2, 10]
    """
    x = array(x, "piecewise")
    conditions = [condlist] if isinstance(condlist, bool) else _listed(condlist)
    if len(funclist) not in (len(conditions), len(conditions) + 1):
        raise ValueError(
            f"For 'piecewise', there must be {len(conditions)} functions or one more, but got {len(funclist)}."
        )
    values = [f(x, *args, **kw) if callable(f) else f for f in funclist]
    values = in_common(*[array(value, "piecewise") for value in values])
    rest = values[-1] if len(values) > len(conditions) else F.zeros_like(values[0])
    out = _stretched(rest, broadcast_shape("piecewise", shape_of(x), shape_of(rest)))
    for condition, value in list(zip(conditions, values, strict=False))[::-1]:
        out = F.where(_condition(condition, "piecewise"), value, out)
    return out


# -- by indices --


def take(a, indices, axis=None, mode="clip"):
    """The slices of a Tensor along ``axis`` (None: the elements of the flattened Tensor) at a Tensor of indices, whose
    shape takes the place of the axis.

    Negative indices count from the end. One out of range counts as the nearest with the mode 'clip', and is counted
    round with 'wrap'. The mode 'raise' raises NotImplementedError, another one ValueError.

    >>> take(Tensor([10, 20, 30]), Tensor([1, 5, -1])).tolist()
    [20, 30, 30]
    """
    tensor(a, "take"), tensor(indices, "take")
    check_mode(mode, "take")
    x, axis = (F.ravel(a), 0) if axis is None else (a, axis_of(axis, len(shape_of(a)), "take"))
    n = shape_of(x)[axis]
    return F.gather(x, F.floor_mod(indices, n) if mode == "wrap" else F.clamp(indices, -n, n - 1), axis)


def take_along_axis(arr, indices, axis):
    """For each element of a Tensor of indices the element of ``arr`` in the same place but for ``axis``, where the
    index says; for None in the flattened Tensor. The other axes broadcast. ValueError where both have not as many axes.

    >>> take_along_axis(Tensor([[10, 20], [30, 40]]), Tensor([[1], [0]]), 1).tolist()
    [[20], [30]]
    """
    tensor(arr, "take_along_axis"), tensor(indices, "take_along_axis")
    if axis is None:
        arr, axis = F.ravel(arr), 0
    shape, wanted = list(shape_of(arr)), list(shape_of(indices))
    if len(shape) != len(wanted):
        raise ValueError(
            f"For 'take_along_axis', both must have as many axes, but got {tuple(shape)} and {tuple(wanted)}."
        )
    axis = axis_of(axis, len(shape), "take_along_axis")
    others = [tuple(1 if i == axis else n for i, n in enumerate(s)) for s in (shape, wanted)]
    common = broadcast_shape("take_along_axis", *others)
    fit = lambda s: tuple(s[axis] if i == axis else n for i, n in enumerate(common))  # noqa: E731
    return F.gather_elements(_stretched(arr, fit(shape)), axis, _stretched(indices, fit(wanted)))


def choose(a, choices, mode="clip"):
    """For each index in ``a`` the element in the same place of the choice with that number. All broadcast.

    ``choices`` is a list or tuple of arrays, or a Tensor whose parts along the first axis are the choices. The modes
    are those of `take`. ValueError for indices that are no array of integers.

    >>> choose([0, 1, 1], [[1, 2, 3], [4, 5, 6]]).tolist()
    [1, 5, 6]
    """
    given = in_common(*[array(x, "choose") for x in _listed(choices)]) if len(choices) else ()
    return choose_from(array(a, "choose"), given, mode)


def argwhere(a):
    """The indices of the elements that are not 0, one row for each: int64. What is pending runs, since their number
    depends on the data. ValueError for a number.

    >>> argwhere([[0, 1], [2, 0]]).tolist()
    [[0, 1], [1, 0]]
    """
    a = array(a, "argwhere")
    if not shape_of(a):
        raise ValueError("For 'argwhere', the array must have at least one dimension, but got a number.")
    return F.argwhere(a)


def unravel_index(indices, shape, order="C"):
    """The index along each axis of elements of an array of a shape, given by their place in row-major order, or with
    the order 'F' in column-major order: a tuple. A negative place counts from the end; one out of range is the nearest.

    >>> [x.tolist() for x in unravel_index([1, 5], (2, 3))]
    [[0, 1], [1, 2]]
    """
    indices = array(indices, "unravel_index")
    _check_order(order, "unravel_index")
    shape = as_static(shape)
    shape = shape if isinstance(shape, tuple) else (shape,)
    size = math.prod(shape)
    place = F.clamp(F.where(F.lt(indices, 0), F.add(indices, size), indices), 0, size - 1)
    strides = _strides(shape, order)
    parts = [F.floor_mod(F.floor_divide(place, s), n) for s, n in zip(strides, shape, strict=True)]
    return tuple([cast_to(p, dtype_of(indices)) for p in parts])


def ravel_multi_index(multi_index, dims, mode="clip", order="C"):
    """The place of elements in row-major (or with the order 'F' column-major) order, given by the index along each axis
    of an array of shape ``dims``: float32, as MindSpore has it. The modes are those of `take`.

    Raises ValueError unless there is an index for each axis, TypeError for sizes that are no ints.

    >>> ravel_multi_index(([3, 6], [4, 5]), (7, 6)).tolist()
    [22.0, 41.0]
    """
    check_mode(mode, "ravel_multi_index")
    _check_order(order, "ravel_multi_index")
    dims = as_static(dims)
    dims = dims if isinstance(dims, tuple) else (dims,)
    if not all(isinstance(n, int) for n in dims):
        raise TypeError(f"For 'ravel_multi_index', the argument 'dims' must hold ints, but got {dims}.")
    parts = [array(x, "ravel_multi_index") for x in _listed(multi_index)]
    if len(parts) != len(dims):
        raise ValueError(f"For 'ravel_multi_index', there must be {len(dims)} arrays of indices, but got {len(parts)}.")
    out = None
    for part, n, stride in zip(parts, dims, _strides(dims, order), strict=True):
        step = F.mul(cast_to(into_range(part, n, mode), np.dtype(np.int64)), stride)
        out = step if out is None else F.add(out, step)
    return cast_to(out, FLOAT32)


def _check_order(order, who):
    if order not in ("C", "F"):
        raise ValueError(f"For '{who}', the argument 'order' must be 'C' or 'F', but got {order!r}.")


def _strides(shape, order):
    """How many places on a step along each axis leads."""
    n = range(len(shape))
    return [math.prod(shape[:i] if order == "F" else shape[i + 1 :]) for i in n]


# -- functions of parts --


def apply_along_axis(func1d, axis, arr, *args, **kwargs):
    """A function of vectors, called for each vector along an axis of a Tensor; its results stand in the place of the
    axis. Further arguments go to the function.

    >>> apply_along_axis(lambda v, factor: v * factor, 0, Tensor([[1, 2], [3, 4]]), 10).tolist()
    [[10, 20], [30, 40]]
    """
    ndim = len(shape_of(tensor(arr, "apply_along_axis")))
    axis = axis_of(axis, ndim, "apply_along_axis")
    moved = F.movedim(arr, axis, -1)
    others = shape_of(moved)[:-1]
    rows = F.unbind(F.reshape(moved, (-1, shape_of(moved)[-1])))
    results = F.stack([array(func1d(row, *args, **kwargs), "apply_along_axis") for row in rows])
    inner = shape_of(results)[1:]
    out = F.reshape(results, others + inner)
    places = tuple(range(len(others), len(others) + len(inner)))
    return F.movedim(out, places, tuple(range(axis, axis + len(inner)))) if inner else out


def apply_over_axes(func, a, axes):
    """``func(a, axis)``, again with its result for each of several axes. A result of one axis fewer gets the axis back
    with the size 1; ValueError for another number of axes.

    >>> from msgrad.numpy import sum
    >>> apply_over_axes(sum, [[1, 2], [3, 4]], (0, 1)).tolist()
    [[10]]
    """
    a = array(a, "apply_over_axes", wide=True)
    ndim = len(shape_of(a))
    axes = as_static(axes)
    for axis in axes if isinstance(axes, tuple) else (axes,):
        axis = axis_of(axis, ndim, "apply_over_axes")
        result = array(func(a, axis), "apply_over_axes", wide=True)
        if len(shape_of(result)) == ndim - 1:
            result = F.expand_dims(result, axis)
        if len(shape_of(result)) != ndim:
            raise ValueError(
                f"For 'apply_over_axes', the function must keep the {ndim} dimensions or take one away, but gave shape "
                f"{shape_of(result)}."
            )
        a = result
    return a
