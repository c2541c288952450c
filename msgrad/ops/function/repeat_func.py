"""Repeating elements: broadcasting, tiling."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np

from msgrad.engine.operator import operator
from msgrad.ops.function._arguments import as_int, as_shape, as_static, check_array, is_index, normalize_axis, shape_of
from msgrad.ops.function.shape_func import _scattered, ravel

__all__ = """
    broadcast_to expand expand_as tile repeat_interleave repeat_elements
""".split()


def _broadcast_shape(shape, input_shape, who):
    """The shape with -1 replaced by the size that is there."""
    ahead = len(shape) - len(input_shape)
    if ahead < 0 or any(n == -1 for n in shape[:ahead]):
        raise ValueError(f"For '{who}', the shape {input_shape} cannot be broadcast to {shape}.")
    full = shape[:ahead] + tuple([m if n == -1 else n for n, m in zip(shape[ahead:], input_shape, strict=True)])
    if any(m not in (1, n) for n, m in zip(full[ahead:], input_shape, strict=True)) or any(n < 0 for n in full):
        raise ValueError(f"For '{who}', the shape {input_shape} cannot be broadcast to {shape}.")
    return full


def _first_copies(update, input, shape):
    """Writing into something broadcast: of the places that stand for one element, the last counts."""
    ahead = update.ndim - input.ndim
    update = update[(-1,) * ahead] if ahead else update
    return update[tuple([slice(-1, None) if n == 1 else slice(None) for n in input.shape])]


def _broadcast_to(input, shape):
    """A view with elements repeated."""
    return _scattered(_broadcast_view(input, shape), shape == shape_of(input))


@operator("input", view=_first_copies, name="broadcast_to")
def _broadcast_view(input, shape):
    check_array(input)
    return jnp.broadcast_to(input, _broadcast_shape(shape, input.shape, "broadcast_to"))


def broadcast_to(input, shape):
    """The Tensor, repeated along axes of length 1 and new axes in front; -1 keeps a size. A view.

    >>> ops.broadcast_to(Tensor([1, 2]), (2, 2)).tolist()
    [[1, 2], [1, 2]]
    """
    if not hasattr(shape, "shape") and is_index(shape):
        raise TypeError(f"For 'broadcast_to', the argument 'shape' must be a tuple or list, but got {shape!r}.")
    return _broadcast_to(input, as_shape(shape, "broadcast_to", negative=True))


def expand(input_x, size):
    """`broadcast_to`.

    >>> ops.expand(Tensor([[1], [2]]), (-1, 2)).tolist()
    [[1, 1], [2, 2]]
    """
    return broadcast_to(input_x, size)


def expand_as(input, other):
    """`broadcast_to` the shape of another Tensor.

    >>> ops.expand_as(Tensor([1]), Tensor([1, 2])).tolist()
    [1, 1]
    """
    return _broadcast_to(input, shape_of(other))


@operator("input")
def _tile(input, dims):
    check_array(input)
    return jnp.tile(input, dims)


def tile(input, dims):
    """Copies of the whole Tensor side by side, so many along each axis; ``dims`` counts from the last axis.

    TypeError unless ``dims`` is a tuple or list of ints, ValueError for negative ones.

    >>> ops.tile(Tensor([1, 2]), (2,)).tolist()
    [1, 2, 1, 2]
    """
    if not isinstance(dims, tuple | list):
        raise TypeError(f"For 'tile', the argument 'dims' must be a tuple or list, but got {type(dims).__name__}.")
    return _tile(input, as_shape(dims, "tile", "dims"))


@operator("input", "repeats")
def _repeat_each(input, repeats, axis, total):
    return jnp.repeat(input, repeats, axis, total_repeat_length=total)


@operator("input")
def _repeat(input, repeats, axis):
    check_array(input)
    if axis is None:
        return jnp.repeat(input.ravel(), repeats)
    return jnp.repeat(input, repeats, normalize_axis(axis, input.ndim))


def repeat_interleave(input, repeats, axis=None):
    """Each element along ``axis`` (None: of the flattened Tensor) ``repeats`` times; a Tensor or list has one count
    for each.

    >>> ops.repeat_interleave(Tensor([1, 2]), 2).tolist()
    [1, 1, 2, 2]
    """
    repeats, axis = as_static(repeats), as_static(axis)
    if isinstance(repeats, tuple) and len(repeats) == 1:
        repeats = repeats[0]
    if any(r < 0 for r in (repeats if isinstance(repeats, tuple) else (repeats,))):
        raise ValueError(f"For 'repeat_interleave', the argument 'repeats' must not be negative, but got {repeats}.")
    if not isinstance(repeats, tuple):
        return _repeat(input, as_int(repeats, "repeats", "repeat_interleave"), axis)
    if axis is None:
        input, axis = ravel(input), 0
    axis = normalize_axis(axis, len(shape_of(input)))
    if len(repeats) != shape_of(input)[axis]:
        raise ValueError(
            f"For 'repeat_interleave', 'repeats' must have {shape_of(input)[axis]} elements, but got {len(repeats)}."
        )
    return _repeat_each(input, np.array(repeats), axis, sum(repeats))


def repeat_elements(x, rep, axis=0):
    """Each element along ``axis`` ``rep`` times.

    >>> ops.repeat_elements(Tensor([1, 2]), 2).tolist()
    [1, 1, 2, 2]
    """
    return _repeat(x, as_int(rep, "rep", "repeat_elements"), as_int(axis, "axis", "repeat_elements"))
