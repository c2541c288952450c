"""Convolutions as mint has them: ``padding`` is a number of zeros, 'same' or 'valid', and a batch may be missing."""

from __future__ import annotations

from msgrad._checkparam import check_pair, check_positive_int
from msgrad.ops import function as F
from msgrad.ops.function._arguments import shape_of
from msgrad.ops.function.convolution import convolution, transposed_convolution
from msgrad.ops.function.pooling import window_tuple

__all__ = ["conv1d", "conv2d", "conv3d", "conv_transpose2d"]


def _batched(input, dims, who):
    """The input with a batch axis, and whether it had none."""
    ndim = len(shape_of(input))
    if ndim not in (dims + 1, dims + 2):
        raise ValueError(f"For '{who}', the input must have {dims + 1} or {dims + 2} axes, but got {shape_of(input)}.")
    return (F.unsqueeze(input, 0), True) if ndim == dims + 1 else (input, False)


def convolve(input, weight, bias, stride, padding, dilation, groups, dims, who):
    """Convolution over the last ``dims`` axes of (N, C, ...) or (C, ...)."""
    x, single = _batched(input, dims, who)
    stride, dilation = check_pair(stride, "stride", who, dims), check_pair(dilation, "dilation", who, dims)
    check_positive_int(groups, "groups", who)
    mode, pairs = pad_mode(padding, stride, dims, who)
    out = convolution(x, weight, bias, stride, mode, pairs, dilation, groups, who)
    return F.squeeze(out, 0) if single else out


def pad_mode(padding, stride, dims, who):
    """The pad mode and the pairs of zeros that `ops.function.convolution` takes."""
    if isinstance(padding, str):
        if padding not in ("same", "valid"):
            raise ValueError(f"For '{who}', the 'padding' must be 'same', 'valid' or ints, but got {padding!r}.")
        if padding == "same" and any(s != 1 for s in stride):
            raise ValueError(f"For '{who}', the stride must be 1 where the 'padding' is 'same', but got {stride}.")
        return padding, ((0, 0),) * dims
    return "pad", tuple([(n, n) for n in window_tuple(padding, dims, "padding", who, least=0)])


def conv1d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    """Convolution of (N, C, L) or (C, L) with weight (O, C / groups, K), plus bias (O,).

    ``padding``: zeros at both ends, 'valid' for none, or 'same' for as many that the length stays (only for stride 1:
    ValueError).

    >>> mint.nn.functional.conv1d(Tensor([[[1.0, 2.0, 4.0]]]), Tensor([[[1.0, 1.0]]])).tolist()
    [[[3.0, 6.0]]]
    """
    return convolve(input, weight, bias, stride, padding, dilation, groups, 1, "conv1d")


def conv2d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    """Convolution of (N, C, H, W) or (C, H, W) with weight (O, C / groups, KH, KW), plus bias (O,). See `conv1d`.

    >>> mint.nn.functional.conv2d(Tensor([[[[1.0, 2.0, 4.0]]]]), Tensor([[[[1.0, 1.0]]]])).tolist()
    [[[[3.0, 6.0]]]]
    """
    return convolve(input, weight, bias, stride, padding, dilation, groups, 2, "conv2d")


def conv3d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    """Convolution of (N, C, D, H, W) or (C, D, H, W) with weight (O, C / groups, KD, KH, KW), plus bias (O,). See
    `conv1d`.

    >>> mint.nn.functional.conv3d(Tensor([[[[[1.0, 2.0, 4.0]]]]]), Tensor([[[[[1.0, 1.0]]]]])).tolist()
    [[[[[3.0, 6.0]]]]]
    """
    return convolve(input, weight, bias, stride, padding, dilation, groups, 3, "conv3d")


def conv_transpose2d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1):
    """The transpose of a convolution with weight (C, O / groups, KH, KW): its gradient for its input, plus bias (O,).

    ``padding`` takes so many rows and columns away from each side of the result, ``output_padding`` gives some back at
    the end; it must be below the stride or the dilation (ValueError).

    >>> mint.nn.functional.conv_transpose2d(Tensor([[[[1.0, 2.0]]]]), Tensor([[[[1.0, 1.0]]]])).tolist()
    [[[[1.0, 3.0, 2.0]]]]
    """
    who = "conv_transpose2d"
    x, single = _batched(input, 2, who)
    stride, dilation = check_pair(stride, "stride", who), check_pair(dilation, "dilation", who)
    check_positive_int(groups, "groups", who)
    extra = window_tuple(output_padding, 2, "output_padding", who, least=0)
    if any(e >= max(s, d) for e, s, d in zip(extra, stride, dilation, strict=True)):
        raise ValueError(
            f"For '{who}', the 'output_padding' must be below the stride or the dilation, but got {extra}, "
            f"{stride} and {dilation}."
        )
    # what the output padding shows of the result is not cut away at its end
    pads = window_tuple(padding, 2, "padding", who, least=0)
    shown = tuple([min(e, p) for e, p in zip(extra, pads, strict=True)])
    pairs = tuple([(p, p - more) for p, more in zip(pads, shown, strict=True)])
    behind = tuple([e - more for e, more in zip(extra, shown, strict=True)])
    out = transposed_convolution(x, weight, None, stride, "pad", pairs, behind, dilation, groups, who)
    if bias is not None:
        out = F.add(out, F.reshape(bias, (-1, 1, 1)))
    return F.squeeze(out, 0) if single else out
