"""Convolutions: one operator for every number of dimensions. How it is computed is chosen in `conv_kernels`."""

from __future__ import annotations

import jax.numpy as jnp

from msgrad._checkparam import check_non_negative_int, check_one_of, check_pair, check_positive_int, check_type
from msgrad.engine.operator import operator
from msgrad.ops.function.conv_kernels import convolve, spread

__all__ = [
    "conv1d", "conv2d", "conv3d",
]  # fmt: skip


# ---- zeros around the input ---------------------------------------------------------------------------------------
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

    As in MindSpore ``output_padding`` adds zeros behind the result; in three dimensions it shows more of the result.
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
    if dims == 3:
        shown = [min(extra, after) for extra, (_, after) in zip(output_padding, crops, strict=True)]
        crops = [(before, after - more) for (before, after), more in zip(crops, shown, strict=True)]
        sizes = [size + more for size, more in zip(sizes, shown, strict=True)]
        output_padding = [extra - more for extra, more in zip(output_padding, shown, strict=True)]
    out = spread(input, weight, sizes, stride, crops, dilation, groups)
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
