"""Convolutions: one operator for every number of dimensions, and the choice of how it is computed."""

from __future__ import annotations

import math

import jax.numpy as jnp
from jax import lax

from msgrad._checkparam import check_non_negative_int, check_one_of, check_pair, check_positive_int, check_type
from msgrad.engine.operator import operator

__all__ = [
    "conv1d", "conv2d", "conv3d",
]  # fmt: skip

_MATRIX_ELEMENTS = 3 * 2**20
"""Up to this many elements the matrix of all windows stays in a CPU's cache, where it beats XLA's own convolution."""


# ---- how it is computed ------------------------------------------------------------------------------------------
def _shifts(x, axis, window, stride, dilation):
    """For each offset within the window along one axis, the elements of ``x`` that it meets: strided slices."""
    span = (x.shape[axis] - dilation * (window - 1) - 1) // stride * stride + 1  # first to last output's element
    return [lax.slice_in_dim(x, o * dilation, o * dilation + span, stride, axis) for o in range(window)]


def _depthwise(x, weight, stride, dilation, groups):
    """One filter group for each channel: shifted inputs times weights, summed. XLA:CPU's own is many times slower."""
    dims = x.ndim - 2
    weight = weight.reshape(groups, weight.shape[0] // groups, *weight.shape[2:])

    def total(part, taps, axis):
        if axis == x.ndim:
            return part[:, :, None] * taps.reshape(taps.shape + (1,) * dims)
        k = axis - 2
        shifts = _shifts(part, axis, weight.shape[axis], stride[k], dilation[k])
        return sum(total(shift, taps[:, :, o], axis + 1) for o, shift in enumerate(shifts))

    out = total(x, weight, 2)
    return out.reshape((x.shape[0], -1, *out.shape[3:]))


def _as_matrix_product(x, weight, stride, dilation, groups):
    """All windows side by side as the columns of a matrix, times the filters as rows.

    Windows are laid out one axis after the other, which takes far fewer slices to compile than all their places.
    """
    columns = jnp.swapaxes(x, 0, 1)  # channels first
    for k in reversed(range(len(stride))):
        axis = columns.ndim - len(stride) + k
        columns = jnp.stack(_shifts(columns, axis, weight.shape[2 + k], stride[k], dilation[k]), axis=1)
    spatial = columns.shape[columns.ndim - len(stride) :]
    columns = columns.reshape(groups, math.prod(weight.shape[1:]), -1)
    filters = weight.reshape(groups, weight.shape[0] // groups, -1)
    out = filters[0] @ columns[0] if groups == 1 else filters @ columns
    return jnp.swapaxes(out.reshape(weight.shape[0], x.shape[0], *spatial), 0, 1)


def _by_xla(x, weight, stride, dilation, groups):
    letters = "DHW"[5 - x.ndim :]
    return lax.conv_general_dilated(
        x, weight, stride, [(0, 0)] * len(stride), rhs_dilation=dilation, feature_group_count=groups,
        dimension_numbers=("NC" + letters, "OI" + letters, "NC" + letters),
    )  # fmt: skip


def convolve(x, weight, stride, pads, dilation, groups):
    """Cross-correlation of x (N, C, spatial) with weight (O, C / groups, window), ``pads`` zeros around x.

    Which of the three formulations runs is chosen here, from the shapes alone: on a CPU a matrix product takes half of
    the time of XLA's convolution, forward and backward, as long as the matrix of all windows is not too large.
    """
    if any(p != (0, 0) for p in pads):
        x = jnp.pad(x, ((0, 0), (0, 0), *pads))
    window = weight.shape[2:]
    if groups > 1 and groups == x.shape[1]:
        return _depthwise(x, weight, stride, dilation, groups)
    features = weight.shape[1] * math.prod(window)
    outputs = x.shape[0] * math.prod(
        (n - d * (k - 1) - 1) // s + 1 for n, k, s, d in zip(x.shape[2:], window, stride, dilation, strict=True)
    )
    is_small = isinstance(outputs, int) and features * groups * outputs <= _MATRIX_ELEMENTS  # no int: a size is open
    if math.prod(window) == 1 or is_small:
        return _as_matrix_product(x, weight, stride, dilation, groups)
    return _by_xla(x, weight, stride, dilation, groups)


def same_pads(sizes, window, stride, dilation):
    """Zeros (before, after) in each dimension for ceil(size / stride) outputs; the odd one goes behind."""
    pads = []
    for n, k, s, d in zip(sizes, window, stride, dilation, strict=True):
        total = max((-(-n // s) - 1) * s + d * (k - 1) + 1 - n, 0)
        pads.append((total // 2, total - total // 2))
    return tuple(pads)


def explicit_pads(pad_mode, padding, sizes, window, stride, dilation):
    """The pairs of zeros for a pad mode; ``padding`` holds the pairs of pad mode 'pad'."""
    if pad_mode == "same":
        return same_pads(sizes, window, stride, dilation)
    return tuple(padding) if pad_mode == "pad" else ((0, 0),) * len(window)


# ---- operators ---------------------------------------------------------------------------------------------------
@operator("input", "weight", "bias", name="convolution")
def convolution(input, weight, bias, stride, pad_mode, padding, dilation, groups, who="Conv2D"):
    """Convolution over the dimensions after the second. All of stride and dilation are tuples, padding pairs."""
    dims = len(stride)
    if input.ndim != dims + 2 or weight.ndim != dims + 2:
        raise ValueError(
            f"For '{who}', the 'input' and the 'weight' must have {dims + 2} dimensions, "
            f"but got shapes {input.shape} and {weight.shape}."
        )
    if input.shape[1] != weight.shape[1] * groups:
        raise RuntimeError(
            f"For '{who}', the channels of the 'input' divided by 'group' must be those of the 'weight', "
            f"{weight.shape[1]}, but got {input.shape[1]} channels and group {groups}."
        )
    if weight.shape[0] % groups:
        raise ValueError(f"For '{who}', 'group' {groups} must divide the output channels, {weight.shape[0]}.")
    if not jnp.issubdtype(input.dtype, jnp.inexact) or input.dtype != weight.dtype:
        raise TypeError(
            f"For '{who}', the 'input' and the 'weight' must have one floating dtype, "
            f"but got {input.dtype} and {weight.dtype}."
        )
    window = weight.shape[2:]
    pads = explicit_pads(pad_mode, padding, input.shape[2:], window, stride, dilation)
    for n, (before, after), k, d in zip(input.shape[2:], pads, window, dilation, strict=True):
        if n + before + after < d * (k - 1) + 1:
            raise ValueError(
                f"For '{who}', the padded input must be at least as large as the window, but got input {input.shape}, "
                f"window {window}, dilation {dilation} and padding {pads}."
            )
    out = convolve(input, weight, stride, pads, dilation, groups)
    if bias is not None:
        if bias.shape != weight.shape[:1]:
            raise ValueError(f"For '{who}', the 'bias' must have shape {weight.shape[:1]}, but got {bias.shape}.")
        out = out + bias.reshape((-1,) + (1,) * dims)
    return out


@operator("input", "weight", "bias", name="transposed_convolution")
def transposed_convolution(input, weight, bias, stride, pad_mode, padding, output_padding, dilation, groups, who):
    """The transpose of a convolution whose filters are weight (C, O / groups, window): its gradient for its input.

    As in MindSpore ``output_padding`` adds that many zeros behind the result.
    """
    dims = len(stride)
    if input.ndim != dims + 2 or input.shape[1] != weight.shape[0]:
        raise ValueError(
            f"For '{who}', the 'input' must have {dims + 2} dimensions and {weight.shape[0]} channels, "
            f"but got shape {input.shape}."
        )
    window = weight.shape[2:]
    reach = [d * (k - 1) + 1 for d, k in zip(dilation, window, strict=True)]
    if pad_mode == "same":
        sizes = [n * s for n, s in zip(input.shape[2:], stride, strict=True)]
        crops = same_pads(sizes, window, stride, dilation)
    elif pad_mode == "valid":
        sizes = [n * s + max(r - s, 0) for n, s, r in zip(input.shape[2:], stride, reach, strict=True)]
        crops = ((0, 0),) * dims
    else:
        crops = padding
        sizes = [(n - 1) * s + r - sum(c) for n, s, r, c in zip(input.shape[2:], stride, reach, crops, strict=True)]
    around = []
    for n, s, r, (before, _), size in zip(input.shape[2:], stride, reach, crops, sizes, strict=True):
        first = r - 1 - before
        around.append((first, size + r - 1 - ((n - 1) * s + 1) - first))
    channels, per_group = weight.shape[:2]
    flipped = jnp.flip(weight, range(2, 2 + dims)).reshape(groups, channels // groups, per_group, *window)
    filters = jnp.swapaxes(flipped, 1, 2).reshape(groups * per_group, channels // groups, *window)
    letters = "DHW"[3 - dims :]
    out = lax.conv_general_dilated(
        input, filters, (1,) * dims, around, lhs_dilation=stride, rhs_dilation=dilation, feature_group_count=groups,
        dimension_numbers=("NC" + letters, "OI" + letters, "NC" + letters),
    )  # fmt: skip
    if bias is not None:
        out = out + bias.reshape((-1,) + (1,) * dims)
    return jnp.pad(out, ((0, 0), (0, 0), *((0, extra) for extra in output_padding))) if any(output_padding) else out


# ---- public functions --------------------------------------------------------------------------------------------
def _padding_pairs(padding, pad_mode, dims, who):
    """An int for all sides or a tuple with one for each dimension, as pairs; other than 0 only with pad mode 'pad'."""
    check_type(padding, (int, tuple, list), "padding", who)
    items = (padding,) * dims if isinstance(padding, int) else tuple(padding)
    if len(items) not in (1, dims):
        raise ValueError(f"For '{who}', the 'padding' must be an int or a tuple of {dims} ints, but got {padding}.")
    items = items * dims if len(items) == 1 else items
    for item in items:
        check_non_negative_int(item, "padding", who)
    if pad_mode != "pad" and any(items):
        raise ValueError(f"For '{who}', the 'padding' must be 0 unless 'pad_mode' is 'pad', but got {padding}.")
    return tuple((item, item) for item in items)


def _convolution(input, weight, bias, stride, pad_mode, padding, dilation, groups, dims, who):
    check_type(pad_mode, str, "pad_mode", who)
    pad_mode = check_one_of(pad_mode.lower(), ("valid", "same", "pad"), "pad_mode", who)
    stride = check_pair(stride, "stride", who, dims)
    dilation = check_pair(dilation, "dilation", who, dims)
    check_positive_int(groups, "groups", who)
    padding = _padding_pairs(padding, pad_mode, dims, who)
    if groups > 1 and (input.shape[1] != weight.shape[1] * groups or weight.shape[0] % groups):
        raise ValueError(
            f"For '{who}', 'groups' must divide the input channels into those of the weight, and the output channels, "
            f"but got groups {groups}, input {tuple(input.shape)} and weight {tuple(weight.shape)}."
        )
    return convolution(input, weight, bias, stride, pad_mode, padding, dilation, groups, who)


def conv1d(input, weight, bias=None, stride=1, pad_mode="valid", padding=0, dilation=1, groups=1):
    """Convolution of input (N, C, L) with weight (O, C / groups, K), plus bias (O,).

    ``pad_mode``: 'valid' adds no zeros, 'same' as many that L / stride outputs come out, 'pad' adds ``padding`` at both
    ends. Raises ValueError for other modes, a stride below 1 or padding without 'pad', RuntimeError where the channels
    differ.

    >>> from msgrad import Tensor, ops
    >>> print(ops.conv1d(Tensor([[[1.0, 2.0, 4.0]]]), Tensor([[[1.0, 1.0]]])))
    [[[3. 6.]]]
    """
    return _convolution(input, weight, bias, stride, pad_mode, padding, dilation, groups, 1, "conv1d")


def conv2d(input, weight, bias=None, stride=1, pad_mode="valid", padding=0, dilation=1, groups=1):
    """Convolution of input (N, C, H, W) with weight (O, C / groups, KH, KW), plus bias (O,).

    Arguments and errors as for `conv1d`; stride, padding and dilation may be pairs for height and width.

    >>> from msgrad import Tensor, ops
    >>> print(ops.conv2d(Tensor([[[[1.0, 2.0, 4.0]]]]), Tensor([[[[1.0, 1.0]]]])))
    [[[[3. 6.]]]]
    """
    return _convolution(input, weight, bias, stride, pad_mode, padding, dilation, groups, 2, "conv2d")


def conv3d(input, weight, bias=None, stride=1, pad_mode="valid", padding=0, dilation=1, groups=1):
    """Convolution of input (N, C, D, H, W) with weight (O, C / groups, KD, KH, KW), plus bias (O,).

    Arguments and errors as for `conv1d`; stride, padding and dilation may be triples.

    >>> from msgrad import Tensor, ops
    >>> print(ops.conv3d(Tensor([[[[[1.0, 2.0, 4.0]]]]]), Tensor([[[[[1.0, 1.0]]]]])))
    [[[[[3. 6.]]]]]
    """
    return _convolution(input, weight, bias, stride, pad_mode, padding, dilation, groups, 3, "conv3d")
