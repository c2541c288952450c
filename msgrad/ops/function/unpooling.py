"""Pooling with drawn windows, and the way back from maxima to where they were."""

from __future__ import annotations

import math

import jax.numpy as jnp
import numpy as np

from msgrad._checkparam import check_bool, check_positive_int, check_type
from msgrad.engine import random
from msgrad.engine.handle import Handle
from msgrad.engine.operator import operator
from msgrad.ops.function._arguments import as_static, concrete
from msgrad.ops.function.pooling import window_tuple

__all__ = [
    "fractional_max_pool2d", "fractional_max_pool3d", "max_unpool1d", "max_unpool2d", "max_unpool3d",
]  # fmt: skip


# ---- unpooling --------------------------------------------------------------------------------------------------
@operator("x", "indices", name="max_unpool")
def _max_unpool(x, indices, sizes):
    lead = x.ndim - len(sizes)
    flat, where = (a.reshape(math.prod(x.shape[:lead]), -1) for a in (x, indices))
    out = jnp.zeros((len(flat), math.prod(sizes)), x.dtype)
    out = out.at[jnp.arange(len(flat))[:, None], where].set(flat)
    return out.reshape(*x.shape[:lead], *sizes)


def _unpool(x, indices, kernel_size, stride, padding, output_size, dims, who):
    for argument, tensor in (("x", x), ("indices", indices)):
        check_type(tensor, Handle, argument, who)
    if str(indices.dtype) not in ("Int32", "Int64"):
        raise TypeError(f"For '{who}', the 'indices' must be int32 or int64, but got {indices.dtype}.")
    if tuple(x.shape) != tuple(indices.shape) or x.ndim not in (dims + 1, dims + 2):
        raise ValueError(
            f"For '{who}', 'x' and 'indices' must have one shape of {dims + 1} or {dims + 2} axes, "
            f"but got {tuple(x.shape)} and {tuple(indices.shape)}."
        )
    window = window_tuple(kernel_size, dims, "kernel_size", who)
    stride = window if stride in (None, 0) else window_tuple(stride, dims, "stride", who)
    padding = window_tuple(padding, dims, "padding", who, least=0)
    given = x.shape[x.ndim - dims :]
    sizes = tuple((n - 1) * s - 2 * p + k for n, k, s, p in zip(given, window, stride, padding, strict=True))
    if output_size is not None and output_size != ():
        wanted = as_static(output_size)
        check_type(wanted, tuple, "output_size", who)
        if len(wanted) not in (dims, x.ndim):
            raise ValueError(f"For '{who}', the 'output_size' must have {dims} or {x.ndim} numbers, but got {wanted}.")
        wanted = wanted[len(wanted) - dims :]
        if any(abs(w - n) >= s for w, n, s in zip(wanted, sizes, stride, strict=True)):
            raise ValueError(
                f"For '{who}', the 'output_size' must be less than a stride {stride} from {sizes}, but got {wanted}."
            )
        sizes = wanted
    numbers = concrete(indices, "the places of the maxima were checked")
    if numbers.size and not 0 <= numbers.min() <= numbers.max() < math.prod(sizes):
        raise RuntimeError(
            f"For '{who}', the 'indices' must be in [0, {math.prod(sizes)}), "
            f"but got {numbers.min()} to {numbers.max()}."
        )
    return _max_unpool(x, indices, sizes)


def max_unpool1d(x, indices, kernel_size, stride=None, padding=0, output_size=None):
    """The maxima x (N, C, L) or (C, L) where they were before max pooling, and zeros elsewhere.

    Args:
        indices: where in the output each is, as max pooling gives it with ``return_indices``.
        kernel_size, stride, padding: of the pooling; the stride is the window's size by default.
        output_size: of the output where several sizes are pooled to the same one.

    Raises TypeError for arguments of another type, ValueError for sizes that do not fit, RuntimeError for
    indices outside.

    >>> from msgrad import Tensor, ops
    >>> print(ops.max_unpool1d(Tensor([[[5.0, 6.0]]]), Tensor([[[1, 2]]]), 2))
    [[[0. 5. 6. 0.]]]
    """
    return _unpool(x, indices, kernel_size, stride, padding, output_size, 1, "max_unpool1d")


def max_unpool2d(x, indices, kernel_size, stride=None, padding=0, output_size=None):
    """As `max_unpool1d` for x (N, C, H, W) or (C, H, W); indices count row by row.

    >>> from msgrad import Tensor, ops
    >>> print(ops.max_unpool2d(Tensor([[[5.0]]]), Tensor([[[2]]]), 2))
    [[[0. 0.]
      [5. 0.]]]
    """
    return _unpool(x, indices, kernel_size, stride, padding, output_size, 2, "max_unpool2d")


def max_unpool3d(x, indices, kernel_size, stride=None, padding=0, output_size=None):
    """As `max_unpool1d` for x (N, C, D, H, W) or (C, D, H, W); indices count plane by plane, row by row.

    >>> from msgrad import Tensor, ops
    >>> print(ops.max_unpool3d(Tensor([[[[5.0]]]]), Tensor([[[[3]]]]), (1, 2, 2)))
    [[[[0. 0.]
       [0. 5.]]]]
    """
    return _unpool(x, indices, kernel_size, stride, padding, output_size, 3, "max_unpool3d")


# ---- fractional max pooling -------------------------------------------------------------------------------------
@operator("input", "samples", name="fractional_max_pool")
def _fractional_max_pool(input, samples, window, sizes, return_indices):
    """Maxima over windows that start at pseudo-random places. samples: (N, C, axes), of the last axis first."""
    dims = len(window)
    given = input.shape[2:]
    places, offset = [], 0
    for axis, (n, k, out) in enumerate(zip(given, window, sizes, strict=True)):
        u = samples[:, :, dims - 1 - axis][..., None]
        step = (n - k) / (out - 1) if out > 1 else 0.0
        starts = ((jnp.arange(out) + u) * step).astype(int) - (u * step).astype(int)
        starts = jnp.where(jnp.arange(out) == out - 1, n - k, starts)  # the last window ends where the input does
        at = starts[..., None] + jnp.arange(k)  # (N, C, out, k)
        shape = [1] * (2 * dims)
        shape[2 * axis : 2 * axis + 2] = out, k
        places.append(at.reshape(*at.shape[:2], *shape))
    for place, n in zip(places, given, strict=True):
        offset = offset * n + place
    order = [0, 1, *range(2, 2 + 2 * dims, 2), *range(3, 3 + 2 * dims, 2)]
    offset = offset.transpose(order).reshape(*input.shape[:2], math.prod(sizes), math.prod(window))
    flat = input.reshape(*input.shape[:2], -1)
    values = jnp.take_along_axis(flat[:, :, None], offset, 3)
    best = jnp.argmax(values, 3)[..., None]
    out = jnp.take_along_axis(values, best, 3).reshape(*input.shape[:2], *sizes)
    if not return_indices:
        return out
    return out, jnp.take_along_axis(offset, best, 3).reshape(out.shape).astype(np.int64)


def _fractional(input, kernel_size, output_size, output_ratio, return_indices, samples, dims, who):
    check_type(input, Handle, "input", who)
    check_bool(return_indices, "return_indices", who)
    single = input.ndim == dims + 1
    if input.ndim not in (dims + 1, dims + 2):
        raise ValueError(f"For '{who}', the 'input' must have {dims + 1} or {dims + 2} axes, but got {input.shape}.")
    if (output_size is None) == (output_ratio is None):
        raise ValueError(f"For '{who}', exactly one of 'output_size' and 'output_ratio' must be given.")
    window = window_tuple(kernel_size, dims, "kernel_size", who)
    given = tuple(input.shape[input.ndim - dims :])
    if output_size is not None:
        sizes = window_tuple(output_size, dims, "output_size", who)
    else:
        ratios = output_ratio if isinstance(output_ratio, tuple) else (output_ratio,) * dims
        for ratio in ratios:
            check_type(ratio, float, "output_ratio", who)
            if not 0 < ratio < 1:
                raise ValueError(f"For '{who}', the 'output_ratio' must be in (0, 1), but got {output_ratio}.")
        sizes = tuple(int(n * ratio) for n, ratio in zip(given, ratios, strict=True))
    for n, k, out in zip(given, window, sizes, strict=True):
        check_positive_int(out, "output_size", who)
        if out + k - 1 > n:
            raise ValueError(f"For '{who}', windows {window} and outputs {sizes} are too large for the input {given}.")
    lead = (1, *input.shape[:1]) if single else tuple(input.shape[:2])
    if samples is None:
        samples = _uniform(random.start_state(who), (*lead, dims))
    out = _fractional_max_pool(input[None] if single else input, samples, window, sizes, return_indices)
    if not single:
        return out
    return tuple(o[0] for o in out) if return_indices else out[0]


@operator("state", name="uniform_samples", differentiable=False)
def _uniform(state, shape):
    return random.minstd_uniform(state, shape)


def fractional_max_pool2d(
    input, kernel_size, output_size=None, output_ratio=None, return_indices=False, _random_samples=None
):
    """Maxima over windows at pseudo-random places, so that any size comes out; input (N, C, H, W) or (C, H, W).

    Args:
        kernel_size: the window, an int or a pair.
        output_size: an int or a pair; or in its place ``output_ratio``, a float in (0, 1) or a pair.
        return_indices: whether also the places in the plane are given, as int64.
        _random_samples: (N, C, 2) numbers in [0, 1) that say where; else they are drawn.

    Raises TypeError for arguments of another type, ValueError for numbers out of range and windows that do not fit.
    MindSpore's CPU build refuses most of this.

    >>> from msgrad import ops
    >>> print(ops.fractional_max_pool2d(ops.ones((1, 1, 5, 5)), 2, 3).shape)
    (1, 1, 3, 3)
    """
    return _fractional(
        input, kernel_size, output_size, output_ratio, return_indices, _random_samples, 2, "fractional_max_pool2d"
    )


def fractional_max_pool3d(
    input, kernel_size, output_size=None, output_ratio=None, return_indices=False, _random_samples=None
):
    """As `fractional_max_pool2d` for input (N, C, D, H, W) or (C, D, H, W), with triples.

    >>> from msgrad import ops
    >>> print(ops.fractional_max_pool3d(ops.ones((1, 1, 4, 5, 5)), 2, (2, 3, 3)).shape)
    (1, 1, 2, 3, 3)
    """
    return _fractional(
        input, kernel_size, output_size, output_ratio, return_indices, _random_samples, 3, "fractional_max_pool3d"
    )
