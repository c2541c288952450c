"""Padding."""

from __future__ import annotations

import jax.numpy as jnp
from jax import lax

from msgrad.engine.operator import operator
from msgrad.ops.function._arguments import as_static, check_array

__all__ = ["pad"]

_MODES = {"reflect": "reflect", "replicate": "edge", "circular": "wrap"}


@operator("input_x", "value", name="pad")
def _pad(input_x, padding, mode, value):
    check_array(input_x, "input_x")
    if len(padding) % 2 or len(padding) // 2 > input_x.ndim:
        raise ValueError(
            f"the argument 'padding' must have an even number of ints, at most {2 * input_x.ndim}, but got {padding}."
        )
    pairs = list(zip(padding[::2], padding[1::2], strict=True))
    widths = [(0, 0)] * (input_x.ndim - len(pairs)) + pairs[::-1]  # the first pair is for the last axis
    if any(low + high + n < 0 for (low, high), n in zip(widths, input_x.shape, strict=True)):
        raise ValueError(f"the argument 'padding' takes more away than there is: {padding} from {input_x.shape}.")
    if mode == "constant":
        value = jnp.zeros((), input_x.dtype) if value is None else value.astype(input_x.dtype)
        return lax.pad(input_x, value, [(low, high, 0) for low, high in widths])
    if min(padding, default=0) < 0:
        raise ValueError(f"for the mode '{mode}', the argument 'padding' must not be negative, but got {padding}.")
    for (low, high), n in zip(widths, input_x.shape, strict=True):
        if mode == "reflect" and max(low, high) >= n and (low or high):
            raise ValueError(f"for the mode 'reflect', the padding must be below the size {n}, but got {padding}.")
    return jnp.pad(input_x, widths, _MODES[mode])


def pad(input_x, padding, mode="constant", value=None):
    """More elements at the ends of the last axes: ``padding`` has two numbers for each, from the last axis on.

    ``mode`` says what they are: 'constant' the number ``value`` (0 by default; negative padding takes away),
    'reflect' a mirror image without the edge, 'replicate' the edge, 'circular' what is at the other end.

    Raises ValueError for another mode, an odd number of paddings, or a ``value`` where the mode is not 'constant'.

    >>> ops.pad(Tensor([1, 2]), (1, 2)).tolist()
    [0, 1, 2, 0, 0]
    """
    padding = as_static(padding)
    if not isinstance(padding, tuple):
        raise TypeError(f"For 'pad', the argument 'padding' must be a tuple or list of ints, but got {padding!r}.")
    if mode != "constant" and mode not in _MODES:
        raise ValueError(f"For 'pad', the 'mode' must be 'constant' or one of {sorted(_MODES)}, but got {mode!r}.")
    if mode != "constant" and value is not None:
        raise ValueError(f"For 'pad', the argument 'value' must be None for the mode {mode!r}, but got {value!r}.")
    return _pad(input_x, padding, mode, value)


@operator("x")
def pad_by_mode(x, paddings, mode):
    """Padding by a pair (before, after) for each axis, with the modes of `nn.Pad`."""
    if len(paddings) != x.ndim:
        raise ValueError(f"For 'Pad', the 'paddings' must have {x.ndim} pairs, but got {paddings}.")
    if min(n for pair in paddings for n in pair) < 0:
        raise ValueError(f"For 'Pad', the 'paddings' must not be negative, but got {paddings}.")
    for pair, n in zip(paddings, x.shape, strict=True):
        if mode != "CONSTANT" and max(pair) > n - (mode == "REFLECT"):
            raise ValueError(f"For 'Pad', there is too little to mirror: {paddings} for shape {x.shape}.")
    return jnp.pad(x, paddings, mode.lower())
