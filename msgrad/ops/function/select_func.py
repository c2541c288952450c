"""Choosing elements: by a condition, by indices; and writing elements at indices."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np

from msgrad.engine.handle import Handle, wrap
from msgrad.engine.operator import operator
from msgrad.engine.values import leaf
from msgrad.ops.function._arguments import (
    as_int,
    as_static,
    check_array,
    check_broadcast,
    concrete,
    dtype_of,
    normalize_axis,
    shape_of,
    together,
)
from msgrad.ops.function.arithmetic_func import clamp, floor_mod

__all__ = """
    where select masked_fill masked_select nonzero argwhere gather gather_elements gather_d gather_nd
    index_select take
""".split()

# -- by a condition --


def _chosen(kinds):
    """The condition stays as it is; the two others take their common dtype."""
    return [np.dtype(bool) if kinds[0] is bool else kinds[0], *together(kinds[1:])]


def _check_condition(condition, argument="condition"):
    if condition.dtype != bool:
        raise TypeError(f"the argument '{argument}' must be a Tensor of bools, but got {condition.dtype}.")


@operator("condition", "input", "other", promote=_chosen)
def where(condition, input, other):
    """``input`` where the condition is true, else ``other``; all broadcast. TypeError unless the condition is bool.

    >>> ops.where(Tensor([True, False]), Tensor([1, 2]), 0).tolist()
    [1, 0]
    """
    check_broadcast(condition, input, other)
    _check_condition(condition)
    return jnp.where(condition, input, other)


@operator("condition", "input", "other", promote=_chosen)
def select(condition, input, other):
    """``input`` where the condition is true, else ``other``; all broadcast. TypeError unless the condition is bool.

    >>> ops.select(Tensor([True, False]), Tensor([1, 2]), 0).tolist()
    [1, 0]
    """
    check_broadcast(condition, input, other)
    _check_condition(condition)
    return jnp.where(condition, input, other)


@operator("input_x", "mask", "value", name="masked_fill")
def _masked_fill(input_x, mask, value):
    _check_condition(mask, "mask")
    shape = check_broadcast(input_x, mask)
    if value.ndim:
        raise ValueError(f"the argument 'value' must be a number or 0-d Tensor, but got the shape {value.shape}.")
    return jnp.where(mask, value.astype(input_x.dtype), jnp.broadcast_to(input_x, shape))


def masked_fill(input_x, mask, value):
    """``value`` where the mask is true, else the element of ``input_x``. The mask broadcasts, or the Tensor does.

    TypeError unless the mask is bool and the dtype of ``input_x`` holds the value, ValueError for a value with axes.

    >>> ops.masked_fill(Tensor([1.0, 2.0]), Tensor([True, False]), 0.5).tolist()
    [0.5, 2.0]
    """
    if value is None or isinstance(value, tuple | list):
        raise TypeError(f"For 'masked_fill', the 'value' must be a number or Tensor, but got {value!r}.")
    if isinstance(value, float) and dtype_of(input_x).kind in "iub":
        raise TypeError(f"For 'masked_fill', the float {value} cannot be filled into a Tensor of {dtype_of(input_x)}.")
    return _masked_fill(input_x, mask, value)


@operator("input", "indices")
def _take_flat(input, indices):
    return jnp.take(input.ravel(), indices, mode="fill")


def masked_select(input, mask):
    """The elements where the mask is true, in one axis. Both broadcast. The count depends on the data, so what is
    pending runs.

    >>> ops.masked_select(Tensor([1, 2, 3]), Tensor([True, False, True])).tolist()
    [1, 3]
    """
    if not isinstance(mask, Handle | np.ndarray) or dtype_of(mask).kind != "b":
        raise TypeError(f"For 'masked_select', the 'mask' must be a Tensor of bools, but got {mask!r}.")
    try:
        shape = np.broadcast_shapes(shape_of(input), shape_of(mask))
    except ValueError:
        raise ValueError(
            f"For 'masked_select', the shapes must broadcast, but got {shape_of(input)} and {shape_of(mask)}."
        ) from None
    places = np.flatnonzero(np.broadcast_to(concrete(mask, "masked_select"), shape))
    return _take_flat(input if shape == shape_of(input) else input.broadcast_to(shape), places)


def nonzero(input, *, as_tuple=False):
    """The indices of the elements that are not 0, one row for each (int64), or as a tuple with one vector for each
    axis. Their number depends on the data, so what is pending runs.

    >>> ops.nonzero(Tensor([0, 5, 0, 6])).tolist()
    [[1], [3]]
    """
    if not isinstance(input, Handle | np.ndarray):
        raise TypeError(f"For 'nonzero', the argument 'input' must be a Tensor, but got {type(input).__name__}.")
    if not isinstance(as_tuple, bool):
        raise TypeError(f"For 'nonzero', the argument 'as_tuple' must be a bool, but got {type(as_tuple).__name__}.")
    places = np.nonzero(np.atleast_1d(concrete(input, "nonzero")))
    if as_tuple:
        return tuple([wrap(leaf(p.astype(np.int64))) for p in places])
    return wrap(leaf(np.stack(places, -1).astype(np.int64)))


def argwhere(input):
    """`nonzero`.

    >>> ops.argwhere(Tensor([0, 5])).tolist()
    [[1]]
    """
    return nonzero(input)


# -- by indices --


def _check_indices(indices, argument):
    check_array(indices, argument)
    if not jnp.issubdtype(indices.dtype, jnp.integer):
        raise TypeError(f"the argument '{argument}' must be a Tensor of integers, but got {indices.dtype}.")


def _check_known(indices, size, who, low=None, error=RuntimeError):
    """An exception for indices out of range, where they are known without waiting for anything."""
    if isinstance(indices, Handle) and isinstance(indices._result().array, np.ndarray):
        indices = indices._result().array
    if isinstance(indices, np.ndarray) and indices.size and indices.dtype.kind in "iu":
        low = -size if low is None else low
        if indices.min() < low or indices.max() >= size:
            bad = int(indices.max() if indices.max() >= size else indices.min())
            raise error(f"For '{who}', the indices must be in the range [{low}, {size}), but got {bad}.")


@operator("input_params", "input_indices", name="gather")
def _gather(input_params, input_indices, axis, batch_dims):
    _check_indices(input_indices, "input_indices")
    if batch_dims == 0:
        return jnp.take(input_params, input_indices, axis, mode="fill")
    body = lambda x, i: jnp.take(x, i, axis - batch_dims, mode="fill")  # noqa: E731
    for _ in range(batch_dims):
        body = jax.vmap(body)
    return body(input_params, input_indices)


def gather(input_params, input_indices, axis, batch_dims=0):
    """The slices of ``input_params`` along ``axis`` at the indices, whose shape takes the place of the axis. The first
    ``batch_dims`` axes of both go together.

    Raises TypeError unless the indices are a Tensor of integers, and RuntimeError where they are out of range: when
    that is known at once. Found later, such an index gives nan (the extreme value of an integer).

    >>> ops.gather(Tensor([10, 20, 30]), Tensor([2, 0]), 0).tolist()
    [30, 10]
    """
    if not isinstance(input_indices, Handle | np.ndarray):
        raise TypeError(f"For 'gather', 'input_indices' must be a Tensor, but got {type(input_indices).__name__}.")
    shape = shape_of(input_params)
    axis = normalize_axis(as_static(axis), len(shape))
    batch_dims = as_int(batch_dims, "batch_dims", "gather")
    batch_dims += len(shape_of(input_indices)) if batch_dims < 0 else 0
    if not 0 <= batch_dims <= min(axis, len(shape_of(input_indices))):
        raise ValueError(f"For 'gather', 'batch_dims' must be at most the axis, {axis}, but got {batch_dims}.")
    _check_known(input_indices, shape[axis], "gather")
    return _gather(input_params, input_indices, axis, batch_dims)


@operator("input", "index", name="gather_elements")
def _gather_elements(input, axis, index):
    _check_indices(index, "index")
    if input.ndim != index.ndim:
        raise ValueError(f"'input' and 'index' must have as many axes, but got {input.shape} and {index.shape}.")
    axis = normalize_axis(axis, input.ndim, "dim")
    if any(m > n for i, (m, n) in enumerate(zip(index.shape, input.shape, strict=True)) if i != axis):
        raise ValueError(
            f"'index' must not be larger than 'input' but along {axis}; the shapes are {index.shape} and {input.shape}."
        )
    block = input[tuple([slice(None) if i == axis else slice(n) for i, n in enumerate(index.shape)])]
    return jnp.take_along_axis(block, index, axis, mode="fill")


def gather_elements(input, dim, index):
    """For each element of ``index`` the element of ``input`` in the same place but for ``dim``, where the index says.

    Indices out of range: as `gather`.

    >>> ops.gather_elements(Tensor([[1, 2], [3, 4]]), 1, Tensor([[1], [0]])).tolist()
    [[2], [3]]
    """
    dim = as_static(dim)
    shape = shape_of(input)
    _check_known(index, shape[normalize_axis(dim, len(shape), "dim")] if shape else 1, "gather_elements")
    return _gather_elements(input, dim, index)


def gather_d(x, dim, index):
    """`gather_elements`.

    >>> ops.gather_d(Tensor([[1, 2], [3, 4]]), 1, Tensor([[1], [0]])).tolist()
    [[2], [3]]
    """
    return gather_elements(x, dim, index)


@operator("input_x", "indices")
def gather_nd(input_x, indices):
    """The elements (or slices) of ``input_x`` whose first indices are the rows along the last axis of ``indices``.

    >>> ops.gather_nd(Tensor([[1, 2], [3, 4]]), Tensor([[0, 1], [1, 0]])).tolist()
    [2, 3]
    """
    _check_indices(indices, "indices")
    if indices.shape[-1] > input_x.ndim:
        raise ValueError(
            f"the rows of 'indices' must have at most {input_x.ndim} numbers, but got {indices.shape[-1]}."
        )
    return input_x.at[tuple(jnp.moveaxis(indices, -1, 0))].get(mode="fill")


def index_select(input, axis, index):
    """The slices of ``input`` along ``axis`` at the indices of a vector. ValueError unless the index has one axis.

    >>> ops.index_select(Tensor([[1, 2, 3]]), 1, Tensor([2, 0])).tolist()
    [[3, 1]]
    """
    if len(shape_of(index)) != 1:
        raise ValueError(f"For 'index_select', the 'index' must have one axis, but got the shape {shape_of(index)}.")
    return gather(input, index, axis)


def check_mode(mode, who):
    """What to do with indices out of range: ValueError unless 'clip' or 'wrap', NotImplementedError for 'raise'."""
    if mode == "raise":
        raise NotImplementedError(
            f"For '{who}', the mode 'raise' is not supported, since a compiled program cannot raise; use 'clip'."
        )
    if mode not in ("clip", "wrap"):
        raise ValueError(f"For '{who}', the argument 'mode' must be 'clip' or 'wrap', but got {mode!r}.")


def into_range(indices, n, mode):
    """Indices from 0 to n - 1: of those out of range 'clip' makes the nearest, 'wrap' counts round again."""
    return floor_mod(indices, n) if mode == "wrap" else clamp(indices, 0, n - 1)


@operator("index", "choices", name="choose")
def _choose(index, choices):
    shape = check_broadcast(index, *choices)
    table = jnp.stack([jnp.broadcast_to(x, shape) for x in choices])
    return jnp.take_along_axis(table, jnp.broadcast_to(index, shape)[None], 0, mode="fill")[0]


def choose(index, choices, mode, who="choose"):
    """For each index in a Tensor of integers the element in the same place of the choice with that number, from Tensors
    of one dtype. All broadcast. ValueError for other indices, IndexError for no choices."""
    if dtype_of(index).kind not in "iu" or not shape_of(index):
        raise ValueError(
            f"For '{who}', the indices must be an array of integers, but got {dtype_of(index)} {shape_of(index)}."
        )
    check_mode(mode, who)
    if not choices:
        raise IndexError(f"For '{who}', there must be at least one choice.")
    return _choose(into_range(index, len(choices), mode), tuple(choices))


def take(input, index):
    """The elements at indices into the flattened Tensor.

    >>> ops.take(Tensor([[1, 2], [3, 4]]), Tensor([0, 3])).tolist()
    [1, 4]
    """
    return _take_flat(input, index)
