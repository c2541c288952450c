"""Pooling. Windows are reduced one axis after the other, by strided slices.

On a CPU this is several times as fast as XLA's windowed reductions, backward most of all, and it says which of several
equal maxima gets the gradient: the first in row-major order, as in MindSpore.
"""

from __future__ import annotations

import functools
import math

import jax.numpy as jnp
import numpy as np
from jax import lax

from msgrad._checkparam import check_bool, check_non_negative_int, check_positive_int, check_rank, check_type
from msgrad.common import dtype as mstype
from msgrad.engine.operator import operator
from msgrad.ops.function.convolution import explicit_pads

__all__ = [
    "adaptive_avg_pool1d", "adaptive_avg_pool2d", "adaptive_avg_pool3d", "adaptive_max_pool1d",
    "adaptive_max_pool2d", "adaptive_max_pool3d", "avg_pool1d", "avg_pool2d", "avg_pool3d", "lp_pool1d", "lp_pool2d",
    "max_pool2d", "max_pool3d",
]  # fmt: skip


# ---- reducing windows --------------------------------------------------------------------------------------------
def _larger(a, b):
    """Of two tuples (values, further arrays) elementwise that of the larger value, the first where equal. NaN wins."""
    take = (b[0] > a[0]) | (b[0] != b[0])
    return tuple(jnp.where(take, y, x) for x, y in zip(a, b, strict=True))


def _added(a, b):
    return (a[0] + b[0],)


def _reduce_windows(arrays, window, stride, dilation, combine):
    """``combine`` over every window of the last ``len(window)`` axes, for all arrays of a tuple at once."""
    first = arrays[0].ndim - len(window)
    for k in reversed(range(len(window))):
        axis = first + k
        span = (arrays[0].shape[axis] - dilation[k] * (window[k] - 1) - 1) // stride[k] * stride[k] + 1
        parts = (
            tuple(lax.slice_in_dim(a, o * dilation[k], o * dilation[k] + span, stride[k], axis) for a in arrays)
            for o in range(window[k])
        )
        arrays = functools.reduce(combine, parts)
    return arrays


def _reduce_spans(arrays, sizes, combine):
    """``combine`` over the spans that divide the last ``len(sizes)`` axes into ``sizes`` nearly equal parts."""
    first = arrays[0].ndim - len(sizes)
    for k in reversed(range(len(sizes))):
        axis, n = first + k, arrays[0].shape[first + k]
        outputs = []
        for start, stop in _spans(n, sizes[k]):
            parts = (tuple(lax.slice_in_dim(a, p, p + 1, 1, axis) for a in arrays) for p in range(start, stop))
            outputs.append(functools.reduce(combine, parts))
        arrays = tuple(jnp.concatenate(column, axis) for column in zip(*outputs, strict=True))
    return arrays


def _spans(n, parts):
    return [(i * n // parts, -((-(i + 1) * n) // parts)) for i in range(parts)]


def _positions(sizes, pads):
    """Row-major index within the unpadded ``sizes`` for each place of the padded array."""
    index = np.arange(math.prod(sizes), dtype=np.int64).reshape(sizes)
    return jnp.asarray(np.pad(index, pads))


def _with_ceil(pads, sizes, window, stride, dilation):
    """Pads made longer behind so that the last, incomplete window counts where it starts inside input or front pad."""
    longer = []
    for (before, after), n, k, s, d in zip(pads, sizes, window, stride, dilation, strict=True):
        rest = n + before + after - d * (k - 1) - 1
        outputs = -(-rest // s) + 1
        if (outputs - 1) * s >= n + before:
            outputs -= 1
        longer.append((before, max(after, (outputs - 1) * s + d * (k - 1) + 1 - n - before)))
    return tuple(longer)


def _pads_for(x, window, stride, dilation, pad_mode, padding, ceil_mode, who, too_small):
    """All padding around the last axes of ``x``. Raises the error type ``too_small`` where no window fits."""
    sizes = x.shape[x.ndim - len(window) :]
    pads = explicit_pads(pad_mode, padding, sizes, window, stride, dilation)
    for n, p, k, d in zip(sizes, pads, window, dilation, strict=True):
        if n + sum(p) < d * (k - 1) + 1:
            raise too_small(
                f"For '{who}', the padded input must be at least as large as the window, "
                f"but got input {x.shape}, window {window}, dilation {dilation} and padding {pads}."
            )
    return _with_ceil(pads, sizes, window, stride, dilation) if ceil_mode else pads


# ---- operators ---------------------------------------------------------------------------------------------------
@operator("x", name="max_pool")
def max_pool(x, window, stride, dilation, pad_mode, padding, ceil_mode, return_indices, who):
    """Maxima over windows of the last axes; with ``return_indices`` also where they were, row-major, as int64."""
    pads = _pads_for(x, window, stride, dilation, pad_mode, padding, ceil_mode, who, ValueError)
    sizes = x.shape[x.ndim - len(window) :]
    lowest = -jnp.inf if jnp.issubdtype(x.dtype, jnp.floating) else jnp.iinfo(x.dtype).min
    around = [(0, 0)] * (x.ndim - len(window)) + list(pads)
    values = jnp.pad(x, around, constant_values=lowest) if any(map(sum, pads)) else x
    if not return_indices:
        return _reduce_windows((values,), window, stride, dilation, _larger)[0]
    where = jnp.broadcast_to(_positions(sizes, pads), values.shape)
    return _reduce_windows((values, where), window, stride, dilation, _larger)


@operator("x", name="avg_pool")
def avg_pool(
    x, window, stride, pad_mode, padding, ceil_mode, count_include_pad, divisor_override, who, too_small=ValueError
):
    """Means over windows of the last axes. Padding of mode 'same' and beyond the stated padding never counts."""
    dilation = (1,) * len(window)
    pads = _pads_for(x, window, stride, dilation, pad_mode, padding, ceil_mode, who, too_small)
    sizes = x.shape[x.ndim - len(window) :]
    around = [(0, 0)] * (x.ndim - len(window)) + list(pads)
    sums = _reduce_windows((jnp.pad(x, around) if any(map(sum, pads)) else x,), window, stride, dilation, _added)[0]
    if divisor_override:
        return sums / divisor_override
    if not any(map(sum, pads)):
        return sums / math.prod(window)
    counted = padding if count_include_pad and pad_mode == "pad" else ((0, 0),) * len(window)
    ones = np.pad(np.ones([n + sum(c) for n, c in zip(sizes, counted, strict=True)]),
                  [(p[0] - c[0], p[1] - c[1]) for p, c in zip(pads, counted, strict=True)])  # fmt: skip
    counts = _count(ones, window, stride)
    return (sums / counts).astype(x.dtype)


def _count(ones, window, stride):
    """How many ones each window holds; numpy, since it depends on shapes alone."""
    for axis, (k, s) in enumerate(zip(window, stride, strict=True)):
        slices = np.lib.stride_tricks.sliding_window_view(ones, k, axis)
        ones = np.take(slices.sum(-1), range(0, slices.shape[axis], s), axis)
    return ones


def _check_adaptive(x, output_size, ranks, who):
    check_rank(x, ranks, "input", who)
    dims = len(output_size)
    given = x.shape[x.ndim - dims :]
    return tuple(n if size is None else size for n, size in zip(given, output_size, strict=True))


@operator("input", name="adaptive_avg_pool")
def _adaptive_avg_pool(input, output_size, ranks, who):
    sizes = _check_adaptive(input, output_size, ranks, who)
    first = input.ndim - len(sizes)
    for k, size in enumerate(sizes):
        n = input.shape[first + k]
        means = np.zeros((size, n))
        for row, (start, stop) in zip(means, _spans(n, size), strict=True):
            row[start:stop] = 1 / (stop - start)
        spread = jnp.tensordot(input, jnp.asarray(means, input.dtype), axes=((first + k,), (1,)))
        input = jnp.moveaxis(spread, -1, first + k)
    return input


@operator("input", name="adaptive_max_pool")
def _adaptive_max_pool(input, output_size, return_indices, ranks, who):
    sizes = _check_adaptive(input, output_size, ranks, who)
    if not return_indices:
        return _reduce_spans((input,), sizes, _larger)[0]
    given = input.shape[input.ndim - len(sizes) :]
    where = jnp.broadcast_to(_positions(given, ((0, 0),) * len(given)), input.shape)
    return _reduce_spans((input, where), sizes, _larger)


# ---- arguments ---------------------------------------------------------------------------------------------------
def window_tuple(value, dims, argument, who, least=1):
    """An int for all dimensions or a tuple with one for each, as a tuple."""
    check_type(value, (int, tuple, list), argument, who)
    items = (value,) * dims if isinstance(value, int) else tuple(value)
    if len(items) not in (1, dims):
        raise ValueError(f"For '{who}', the '{argument}' must be an int or a tuple of {dims} ints, but got {value}.")
    items = items * dims if len(items) == 1 else items
    for item in items:
        check_positive_int(item, argument, who) if least else check_non_negative_int(item, argument, who)
    return items


def max_pool_padded(x, kernel_size, stride, padding, dilation, return_indices, ceil_mode, dims, who):
    """Max pooling with explicit padding, which must not be more than half of the window."""
    window = window_tuple(kernel_size, dims, "kernel_size", who)
    stride = window if stride is None else window_tuple(stride, dims, "stride", who)
    pads = window_tuple(padding, dims, "padding", who, least=0)
    dilation = window_tuple(dilation, dims, "dilation", who)
    check_bool(ceil_mode, "ceil_mode", who)
    check_bool(return_indices, "return_indices", who)
    if any(2 * p > k for p, k in zip(pads, window, strict=True)):
        raise ValueError(
            f"For '{who}', the 'padding' must be at most half of the 'kernel_size', but got {pads} and {window}."
        )
    return max_pool(x, window, stride, dilation, "pad", tuple((p, p) for p in pads), ceil_mode, return_indices, who)


def avg_pool_padded(x, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override, dims, who):
    """Average pooling with explicit padding: an int, one for each dimension, or one for each side."""
    window = window_tuple(kernel_size, dims, "kernel_size", who)
    stride = window_tuple(stride, dims, "stride", who)
    if isinstance(padding, tuple | list) and len(padding) == 2 * dims:
        sides = tuple(check_non_negative_int(p, "padding", who) for p in padding)
        pads = tuple(zip(sides[::2], sides[1::2], strict=True))
    else:
        pads = tuple((p, p) for p in window_tuple(padding, dims, "padding", who, least=0))
    check_bool(ceil_mode, "ceil_mode", who)
    check_bool(count_include_pad, "count_include_pad", who)
    if divisor_override:
        check_positive_int(divisor_override, "divisor_override", who)
    if any(sum(p) > k for p, k in zip(pads, window, strict=True)):
        raise ValueError(
            f"For '{who}', the 'padding' of both sides must be at most the 'kernel_size', but got {pads} and {window}."
        )
    return avg_pool(
        x, window, stride, "pad", pads, ceil_mode, count_include_pad, divisor_override or None, who, RuntimeError
    )


# ---- public functions --------------------------------------------------------------------------------------------
def max_pool2d(x, kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False):
    """Maxima over windows of height and width of x (N, C, H, W); the stride is the window's size by default.

    Padding counts as minus infinity and may be at most half of the window (ValueError). With ``return_indices`` also
    gives, as int64, where in its plane each maximum was. ``ceil_mode`` keeps the last, incomplete windows.

    >>> from msgrad import Tensor, ops
    >>> print(ops.max_pool2d(Tensor([[[[1.0, 2.0], [3.0, 4.0]]]]), 2))
    [[[[4.]]]]
    """
    check_rank(x, 4, "x", "max_pool2d")
    return max_pool_padded(x, kernel_size, stride, padding, dilation, return_indices, ceil_mode, 2, "max_pool2d")


def max_pool3d(x, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
    """Maxima over windows of the last three axes of x (N, C, D, H, W). Arguments as for `max_pool2d`.

    >>> from msgrad import Tensor, ops
    >>> print(ops.max_pool3d(Tensor([[[[[1.0, 2.0]]]]]), (1, 1, 2)))
    [[[[[2.]]]]]
    """
    check_rank(x, 5, "x", "max_pool3d")
    return max_pool_padded(x, kernel_size, stride, padding, dilation, return_indices, ceil_mode, 3, "max_pool3d")


def avg_pool1d(input_x, kernel_size=1, stride=1, padding=0, ceil_mode=False, count_include_pad=True):
    """Means over windows of the last axis of input_x (N, C, L). Arguments as for `avg_pool2d`.

    >>> from msgrad import Tensor, ops
    >>> print(ops.avg_pool1d(Tensor([[[1.0, 3.0]]]), 2))
    [[[2.]]]
    """
    check_rank(input_x, (2, 3), "input_x", "avg_pool1d")
    return avg_pool_padded(input_x, kernel_size, stride, padding, ceil_mode, count_include_pad, None, 1, "avg_pool1d")


def avg_pool2d(
    input_x, kernel_size=1, stride=1, padding=0, ceil_mode=False, count_include_pad=True, divisor_override=0
):
    """Means over windows of height and width of input_x (N, C, H, W).

    ``padding``: an int, (height, width) or (top, bottom, left, right) zeros, together at most the window (ValueError);
    with ``count_include_pad`` they count in the mean. ``divisor_override`` takes the count's place where it is not 0.

    >>> from msgrad import Tensor, ops
    >>> print(ops.avg_pool2d(Tensor([[[[1.0, 2.0], [3.0, 4.0]]]]), 2))
    [[[[2.5]]]]
    """
    check_rank(input_x, (3, 4), "input_x", "avg_pool2d")
    return avg_pool_padded(
        input_x, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override, 2, "avg_pool2d"
    )


def avg_pool3d(
    input_x, kernel_size=1, stride=1, padding=0, ceil_mode=False, count_include_pad=True, divisor_override=0
):
    """Means over windows of the last three axes of input_x (N, C, D, H, W). Arguments as for `avg_pool2d`.

    >>> from msgrad import Tensor, ops
    >>> print(ops.avg_pool3d(Tensor([[[[[1.0, 3.0]]]]]), (1, 1, 2)))
    [[[[[2.]]]]]
    """
    check_rank(input_x, (4, 5), "input_x", "avg_pool3d")
    return avg_pool_padded(
        input_x, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override, 3, "avg_pool3d"
    )


def _output_sizes(output_size, dims, who):
    """An int for all dimensions, or a tuple of ints and None (the size stays)."""
    check_type(output_size, (int, tuple), "output_size", who)
    sizes = output_size if isinstance(output_size, tuple) else (output_size,) * dims
    if len(sizes) != dims:
        raise ValueError(f"For '{who}', the 'output_size' must have length {dims}, but got {output_size}.")
    for size in sizes:
        if size is not None:
            check_non_negative_int(size, "output_size", who)
    return sizes


def adaptive_avg_pool1d(input, output_size):
    """Means over ``output_size`` equal parts of the last axis of input (N, C, L) or (C, L).

    Raises ValueError where the length is no multiple of ``output_size``.

    >>> from msgrad import Tensor, ops
    >>> print(ops.adaptive_avg_pool1d(Tensor([[[1.0, 3.0, 5.0, 7.0]]]), 2))
    [[[2. 6.]]]
    """
    _check_divisible(input, output_size, "adaptive_avg_pool1d")
    return _adaptive_avg_pool(input, (output_size,), (2, 3), "adaptive_avg_pool1d")


def _check_divisible(input, output_size, who):
    check_positive_int(output_size, "output_size", who)
    check_rank(input, (2, 3), "input", who)
    if input.shape[-1] % output_size:
        raise ValueError(
            f"For '{who}', the input's last axis must be a multiple of 'output_size', "
            f"but got shape {tuple(input.shape)} and {output_size}."
        )


def adaptive_avg_pool2d(input, output_size):
    """Means over ``output_size`` (an int or a pair; None keeps a size) parts of height and width of (N, C, H, W).

    Part i of n values into m goes from floor(i n / m) to ceil((i + 1) n / m).

    >>> from msgrad import Tensor, ops
    >>> print(ops.adaptive_avg_pool2d(Tensor([[[[1.0, 2.0], [3.0, 4.0]]]]), 1))
    [[[[2.5]]]]
    """
    return _adaptive_avg_pool(
        input, _output_sizes(output_size, 2, "adaptive_avg_pool2d"), (3, 4), "adaptive_avg_pool2d"
    )


def adaptive_avg_pool3d(input, output_size):
    """Means over parts of the last three axes of (N, C, D, H, W). See `adaptive_avg_pool2d`.

    >>> from msgrad import Tensor, ops
    >>> print(ops.adaptive_avg_pool3d(Tensor([[[[[1.0, 3.0]]]]]), 1))
    [[[[[2.]]]]]
    """
    return _adaptive_avg_pool(
        input, _output_sizes(output_size, 3, "adaptive_avg_pool3d"), (4, 5), "adaptive_avg_pool3d"
    )


def adaptive_max_pool1d(input, output_size):
    """Maxima over ``output_size`` equal parts of the last axis. Errors as for `adaptive_avg_pool1d`.

    >>> from msgrad import Tensor, ops
    >>> print(ops.adaptive_max_pool1d(Tensor([[[1.0, 3.0, 5.0, 7.0]]]), 2))
    [[[3. 7.]]]
    """
    _check_divisible(input, output_size, "adaptive_max_pool1d")
    return _adaptive_max_pool(input, (output_size,), False, (2, 3), "adaptive_max_pool1d")


def adaptive_max_pool2d(input, output_size, return_indices=False):
    """Maxima over parts of height and width, see `adaptive_avg_pool2d`; with ``return_indices`` also their places.

    >>> from msgrad import Tensor, ops
    >>> print(ops.adaptive_max_pool2d(Tensor([[[[1.0, 2.0], [3.0, 4.0]]]]), 1))
    [[[[4.]]]]
    """
    check_bool(return_indices, "return_indices", "adaptive_max_pool2d")
    sizes = _output_sizes(output_size, 2, "adaptive_max_pool2d")
    return _adaptive_max_pool(input, sizes, return_indices, (3, 4), "adaptive_max_pool2d")


def adaptive_max_pool3d(input, output_size, return_indices=False):
    """Maxima over parts of the last three axes, see `adaptive_avg_pool3d`; with ``return_indices`` also their places,
    as int32.

    >>> from msgrad import Tensor, ops
    >>> print(ops.adaptive_max_pool3d(Tensor([[[[[1.0, 2.0], [3.0, 4.0]]]]]), 1))
    [[[[[4.]]]]]
    """
    check_bool(return_indices, "return_indices", "adaptive_max_pool3d")
    sizes = _output_sizes(output_size, 3, "adaptive_max_pool3d")
    out = _adaptive_max_pool(input, sizes, return_indices, (4, 5), "adaptive_max_pool3d")
    return (out[0], out[1].astype(mstype.int32)) if return_indices else out


@operator("x", name="lp_pool")
def _lp_pool(x, norm_type, window, stride, ceil_mode, who):
    dilation = (1,) * len(window)
    pads = _pads_for(x, window, stride, dilation, "valid", None, ceil_mode, who, ValueError)
    around = [(0, 0)] * (x.ndim - len(window)) + list(pads)
    powers = jnp.pad(x, around) ** norm_type
    sums = _reduce_windows((powers,), window, stride, dilation, _added)[0]
    if any(map(sum, pads)):  # what is missing from an incomplete window counts as the mean of the rest
        ones = np.pad(np.ones(x.shape[x.ndim - len(window) :]), pads)
        sums = sums * (math.prod(window) / _count(ones, window, stride)).astype(x.dtype)
    return sums ** (1.0 / norm_type)


def lp_pool1d(x, norm_type, kernel_size, stride=None, ceil_mode=False):
    """(sum of x^norm_type)^(1 / norm_type) over windows of the last axis; the stride is the window's size by default.

    >>> from msgrad import Tensor, ops
    >>> print(ops.lp_pool1d(Tensor([[[3.0, 4.0]]]), 2, 2))
    [[[5.]]]
    """
    check_type(norm_type, (int, float), "norm_type", "lp_pool1d")
    window = window_tuple(kernel_size, 1, "kernel_size", "lp_pool1d")
    stride = window if stride is None else window_tuple(stride, 1, "stride", "lp_pool1d")
    return _lp_pool(x, norm_type, window, stride, ceil_mode, "lp_pool1d")


def lp_pool2d(x, norm_type, kernel_size, stride=None, ceil_mode=False):
    """(sum of x^norm_type)^(1 / norm_type) over windows of height and width. See `lp_pool1d`.

    >>> from msgrad import Tensor, ops
    >>> print(ops.lp_pool2d(Tensor([[[[3.0, 4.0]]]]), 2, (1, 2)))
    [[[[5.]]]]
    """
    check_type(norm_type, (int, float), "norm_type", "lp_pool2d")
    window = window_tuple(kernel_size, 2, "kernel_size", "lp_pool2d")
    stride = window if stride is None else window_tuple(stride, 2, "stride", "lp_pool2d")
    return _lp_pool(x, norm_type, window, stride, ceil_mode, "lp_pool2d")
