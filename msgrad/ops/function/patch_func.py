"""Patches of images as columns, and back."""

from __future__ import annotations

import jax.numpy as jnp
from jax import lax

from msgrad._checkparam import check_non_negative_int, check_positive_int, check_type
from msgrad.common import dtype as mstype
from msgrad.engine.handle import Handle
from msgrad.engine.operator import operator
from msgrad.ops.function._arguments import as_static

__all__ = ["fold", "unfold"]


def _pair(value, argument, who, least=1):
    """An int for height and width, or a tuple or list of one or two of them, as a pair."""
    check_type(value, (int, tuple, list), argument, who)
    items = (value,) if isinstance(value, int) else tuple(value)
    if len(items) not in (1, 2):
        raise ValueError(f"For '{who}', the '{argument}' must be an int or two of them, but got {value}.")
    for item in items:
        check_positive_int(item, argument, who) if least else check_non_negative_int(item, argument, who)
    return items * 2 if len(items) == 1 else items


def _counts(sizes, kernel, dilation, padding, stride, who):
    """How many patches there are along each axis. ValueError where not even one fits."""
    counts = tuple(
        (n + 2 * p - d * (k - 1) - 1) // s + 1
        for n, k, d, p, s in zip(sizes, kernel, dilation, padding, stride, strict=True)
    )
    if min(counts) < 1:
        raise ValueError(f"For '{who}', the patches {kernel} are larger than the padded image {sizes}.")
    return counts


def _offsets(kernel, dilation):
    return [(i * dilation[0], j * dilation[1]) for i in range(kernel[0]) for j in range(kernel[1])]


@operator("input", name="unfold")
def _unfold(input, kernel, dilation, padding, stride):
    if input.ndim != 4:
        raise ValueError(f"For 'unfold', the 'input' must be (N, C, H, W), but got shape {input.shape}.")
    n, channels, *sizes = input.shape
    counts = _counts(sizes, kernel, dilation, padding, stride, "unfold")
    x = jnp.pad(input, ((0, 0), (0, 0), *((p, p) for p in padding)))
    span = [(c - 1) * s + 1 for c, s in zip(counts, stride, strict=True)]
    parts = [
        lax.slice(x, (0, 0, i, j), (n, channels, i + span[0], j + span[1]), (1, 1, *stride))
        for i, j in _offsets(kernel, dilation)
    ]
    return jnp.stack(parts, 2).reshape(n, channels * kernel[0] * kernel[1], counts[0] * counts[1])


@operator("input", name="fold")
def _fold(input, sizes, kernel, dilation, padding, stride):
    place = kernel[0] * kernel[1]
    if input.ndim == 3 and input.shape[1] % place == 0:
        input = input.reshape(input.shape[0], -1, place, input.shape[2])
    if input.ndim != 4:
        raise ValueError(
            f"For 'fold', the 'input' must be (N, C * {place}, patches) or (N, C, {place}, patches), "
            f"but got shape {input.shape}."
        )
    n, channels, area, patches = input.shape
    counts = _counts(sizes, kernel, dilation, padding, stride, "fold")
    if area != place or patches != counts[0] * counts[1]:
        raise ValueError(
            f"For 'fold', the last axes of the 'input' must be {(place, counts[0] * counts[1])}, "
            f"but got {(area, patches)}."
        )
    x = input.reshape(n, channels, area, *counts)
    whole = [size + 2 * p for size, p in zip(sizes, padding, strict=True)]
    out = jnp.zeros((n, channels, *whole), input.dtype)
    for k, (i, j) in enumerate(_offsets(kernel, dilation)):
        after = [w - o - ((c - 1) * s + 1) for w, o, c, s in zip(whole, (i, j), counts, stride, strict=True)]
        config = [(0, 0, 0), (0, 0, 0), (i, after[0], stride[0] - 1), (j, after[1], stride[1] - 1)]
        out = out + lax.pad(x[:, :, k], jnp.zeros((), x.dtype), config)
    return out[:, :, padding[0] : whole[0] - padding[0], padding[1] : whole[1] - padding[1]]


def unfold(input, kernel_size, dilation=1, padding=0, stride=1):
    """The patches of input (N, C, H, W) as columns: (N, C * patch, patches).

    ``kernel_size``, ``dilation``, ``padding`` and ``stride`` are ints for height and width or pairs.
    Raises TypeError for arguments of another type, ValueError for numbers out of range and patches that do not fit.

    >>> from msgrad import ops
    >>> print(ops.unfold(ops.ones((1, 2, 3, 4)), 2).shape)
    (1, 8, 6)
    """
    return _unfold(
        input, _pair(kernel_size, "kernel_size", "unfold"), _pair(dilation, "dilation", "unfold"),
        _pair(padding, "padding", "unfold", 0), _pair(stride, "stride", "unfold"),
    )  # fmt: skip


def fold(input, output_size, kernel_size, dilation=1, padding=0, stride=1):
    """Images (N, C, *output_size) of which each pixel is the sum of what the patches (N, C * patch, patches), or
    (N, C, patch, patches), have there.

    ``output_size`` is a Tensor of two whole numbers; the rest as for `unfold`, whose transpose this is.
    Raises TypeError for arguments of another type, ValueError for numbers out of range and shapes that do not fit.

    >>> from msgrad import Tensor, ops
    >>> print(ops.fold(ops.ones((1, 1, 2, 2)), Tensor([1, 3]), (1, 2)))
    [[[[1. 2. 1.]]]]
    """
    if not isinstance(output_size, Handle):
        raise TypeError(f"For 'fold', the 'output_size' must be a Tensor, but got {type(output_size).__name__}.")
    if output_size.dtype not in (mstype.int32, mstype.int64):
        raise TypeError(f"For 'fold', the 'output_size' must hold whole numbers, but got {output_size.dtype}.")
    return _fold(
        input, _pair(as_static(output_size), "output_size", "fold"), _pair(kernel_size, "kernel_size", "fold"),
        _pair(dilation, "dilation", "fold"), _pair(padding, "padding", "fold", 0), _pair(stride, "stride", "fold"),
    )  # fmt: skip
