"""Convolution layers."""

from __future__ import annotations

import math

from msgrad._checkparam import (
    check_bool,
    check_non_negative_int,
    check_one_of,
    check_pair,
    check_positive_int,
    check_type,
)
from msgrad.common import dtype as mstype
from msgrad.common.initializer import HeUniform, Uniform
from msgrad.common.tensor import check_dtype
from msgrad.engine.autocast import by_operator
from msgrad.nn.cell import Cell
from msgrad.nn.layer.basic import parameter
from msgrad.ops.function.convolution import convolution, transposed_convolution
from msgrad.ops.function.shape_func import expand_dims, squeeze

__all__ = ["Conv1d", "Conv1dTranspose", "Conv2d", "Conv2dTranspose", "Conv3d", "Conv3dTranspose"]


class _Conv(Cell):
    """What the convolution layers share: arguments, weight (out, in / group, *kernel_size), bias (out,)."""

    transposed = False

    def __init__(
        self, in_channels, out_channels, kernel_size, stride, pad_mode, padding, dilation, group, has_bias,
        weight_init, bias_init, data_format, dtype,
    ):  # fmt: skip
        super().__init__()
        who, dims = type(self).__name__, len(kernel_size)
        check_positive_int(group, "group", who)
        if in_channels % group or out_channels % group:
            raise ValueError(
                f"For '{who}', the 'group' must divide 'in_channels' and 'out_channels', "
                f"but got group {group}, in_channels {in_channels} and out_channels {out_channels}."
            )
        try:
            self.in_channels = check_positive_int(in_channels, "in_channels", who)
            self.out_channels = check_positive_int(out_channels, "out_channels", who)
        except TypeError as error:  # 3.5 channels are of a wrong value to MindSpore
            raise ValueError(str(error)) from None
        self.kernel_size = kernel_size
        self.stride = stride
        self.dilation = dilation
        self.group = group
        self.has_bias = check_bool(has_bias, "has_bias", who)
        check_type(pad_mode, str, "pad_mode", who)
        self.pad_mode = check_one_of(pad_mode.lower(), ("valid", "same", "pad"), "pad_mode", who)
        self.padding = padding
        self._pads = self._padding_pairs(padding, dims, who)
        self.data_format = data_format
        check_dtype(dtype)
        self.dtype = dtype
        shape = (in_channels, out_channels // group) if self.transposed else (out_channels, in_channels // group)
        fan_in = shape[1] * math.prod(kernel_size)
        self.weight_init = HeUniform(math.sqrt(5)) if weight_init is None else weight_init
        self.weight = parameter(self.weight_init, (*shape, *kernel_size), "weight", dtype)
        self.bias_init = bias_init
        self.bias = None
        if has_bias:
            if bias_init is None:
                self.bias_init = Uniform(1 / math.sqrt(fan_in))
            self.bias = parameter(self.bias_init, (out_channels,), "bias", dtype)

    def _padding_pairs(self, padding, dims, who):
        """Zeros before and after for each dimension, from an int or a flat tuple; only pad mode 'pad' may have any."""
        if isinstance(padding, int) and not isinstance(padding, bool):
            items = (padding,) * (2 * dims)
        elif isinstance(padding, tuple):
            items = padding
            if len(items) != 2 * dims:
                raise ValueError(f"For '{who}', a tuple 'padding' must have {2 * dims} ints, but got {padding}.")
        else:
            raise TypeError(
                f"For '{who}', the 'padding' must be an int or a tuple of ints, but got {type(padding).__name__}."
            )
        for item in items:
            check_non_negative_int(item, "padding", who)
        if self.pad_mode != "pad" and any(items):
            raise ValueError(
                f"For '{who}', the 'padding' must be 0 unless 'pad_mode' is 'pad', "
                f"but got {padding} and '{self.pad_mode}'."
            )
        return tuple(zip(items[::2], items[1::2], strict=True))

    def construct(self, x):
        return self._convolved(convolution, x, self.dilation, self.group)

    def _convolved(self, operator, x, *arguments):
        """The operator on weight and bias; where operators have dtypes of their own, the bias is added in its own."""
        apart = self.bias is not None and by_operator()
        bias = None if apart else self.bias
        out = operator(x, self.weight, bias, self.stride, self.pad_mode, self._pads, *arguments, type(self).__name__)
        return out + self.bias.reshape((-1,) + (1,) * (out.ndim - 2)) if apart else out

    def extend_repr(self):
        return (
            f"input_channels={self.in_channels}, output_channels={self.out_channels}, kernel_size={self.kernel_size}, "
            f"stride={self.stride}, pad_mode={self.pad_mode}, padding={self.padding}, dilation={self.dilation}, "
            f"group={self.group}, has_bias={self.has_bias}, weight_init={self.weight_init}, "
            f"bias_init={self.bias_init}, format={self.data_format}"
        )


class Conv2d(_Conv):
    """Convolution of (N, C, H, W) with a trained weight (out_channels, in_channels / group, *kernel_size).

    Args:
        in_channels, out_channels: channels before and after.
        kernel_size, stride, dilation: an int for both or a pair for height and width.
        pad_mode: 'same' pads so that ceil(size / stride) outputs come out, 'valid' not at all, 'pad' by ``padding``.
        padding: an int or (top, bottom, left, right), other than 0 only with pad mode 'pad'.
        group: the channels are convolved in so many groups.
        has_bias: whether there is a bias (out_channels,).
        weight_init, bias_init: a Tensor, Initializer, its name or a number; by default `HeUniform(sqrt(5))`, and
            uniform within 1 / sqrt(inputs of one output).
        data_format: 'NCHW'; 'NHWC' raises ValueError, as MindSpore does but on a GPU.
        dtype: of weight and bias.

    Raises:
        TypeError: for arguments of another type, and for an input of another dtype than the weight.
        ValueError: for numbers out of range, inputs of another rank or smaller than the kernel.
        RuntimeError: for inputs of other channels.

    >>> from msgrad import Tensor, nn
    >>> print(nn.Conv2d(1, 1, 2, pad_mode="valid", weight_init="ones")(Tensor([[[[1.0, 2.0], [3.0, 4.0]]]])))
    [[[[10.]]]]
    """

    def __init__(
        self, in_channels, out_channels, kernel_size, stride=1, pad_mode="same", padding=0, dilation=1, group=1,
        has_bias=False, weight_init=None, bias_init=None, data_format="NCHW", dtype=mstype.float32,
    ):  # fmt: skip
        check_nchw(data_format, "NCHW", "Conv2d")
        super().__init__(
            in_channels, out_channels, check_pair(kernel_size, "kernel_size", "Conv2d"),
            check_pair(stride, "stride", "Conv2d"), pad_mode, padding, check_pair(dilation, "dilation", "Conv2d"),
            group, has_bias, weight_init, bias_init, data_format, dtype,
        )  # fmt: skip


def check_nchw(data_format, expected, who):
    """ValueError unless the format is the channels-first one."""
    if data_format != expected:
        channels_last = expected[0] + expected[2:] + "C"
        reason = ": channels last is not supported, transpose the input" if data_format == channels_last else ""
        raise ValueError(f"For '{who}', the 'data_format' must be '{expected}', but got {data_format!r}{reason}.")


class Conv3d(_Conv):
    """Convolution of (N, C, D, H, W). Arguments as for `Conv2d`, with triples in place of pairs.

    >>> from msgrad import Tensor, nn
    >>> print(nn.Conv3d(1, 1, (1, 1, 2), pad_mode="valid", weight_init="ones")(Tensor([[[[[1.0, 2.0]]]]])))
    [[[[[3.]]]]]
    """

    def __init__(
        self, in_channels, out_channels, kernel_size, stride=1, pad_mode="same", padding=0, dilation=1, group=1,
        has_bias=False, weight_init=None, bias_init=None, data_format="NCDHW", dtype=mstype.float32,
    ):  # fmt: skip
        check_nchw(data_format, "NCDHW", "Conv3d")
        super().__init__(
            in_channels, out_channels, check_pair(kernel_size, "kernel_size", "Conv3d", 3),
            check_pair(stride, "stride", "Conv3d", 3), pad_mode, padding, check_pair(dilation, "dilation", "Conv3d", 3),
            group, has_bias, weight_init, bias_init, data_format, dtype,
        )  # fmt: skip


def _one_by(kernel_size, stride, padding, dilation, who):
    """The arguments of a convolution along one axis, as those of a two-dimensional one of height 1."""
    for argument, value in (("kernel_size", kernel_size), ("stride", stride), ("dilation", dilation)):
        check_positive_int(value, argument, who)
    check_non_negative_int(padding, "padding", who)
    return (1, kernel_size), (1, stride), (0, 0, padding, padding), (1, dilation)


class Conv1d(_Conv):
    """Convolution of (N, C, L). Arguments as for `Conv2d`, all ints; the weight is (out, in / group, 1, kernel_size).

    >>> from msgrad import Tensor, nn
    >>> print(nn.Conv1d(1, 1, 2, pad_mode="valid", weight_init="ones")(Tensor([[[1.0, 2.0, 4.0]]])))
    [[[3. 6.]]]
    """

    def __init__(
        self, in_channels, out_channels, kernel_size, stride=1, pad_mode="same", padding=0, dilation=1, group=1,
        has_bias=False, weight_init=None, bias_init=None, dtype=mstype.float32,
    ):  # fmt: skip
        kernel_size, stride, padding, dilation = _one_by(kernel_size, stride, padding, dilation, "Conv1d")
        super().__init__(
            in_channels, out_channels, kernel_size, stride, pad_mode, padding, dilation, group, has_bias,
            weight_init, bias_init, "NCHW", dtype,
        )  # fmt: skip

    def construct(self, x):
        return squeeze(super().construct(expand_dims(x, 2)), 2)


class _ConvTranspose(_Conv):
    transposed = True
    _output_padding = (0, 0)

    def _set_output_padding(self, output_padding, dims):
        """Checks it: an int or one for each axis, below the stride, and zero unless the pad mode is 'pad'."""
        who = type(self).__name__
        check_type(output_padding, (int, tuple), "output_padding", who)
        extra = output_padding if isinstance(output_padding, tuple) else (output_padding,) * dims
        if len(extra) != dims or any(
            e < 0 or e >= max(s, d) for e, s, d in zip(extra, self.stride, self.dilation, strict=True)
        ):
            raise ValueError(f"For '{who}', the 'output_padding' must be in [0, stride), but got {output_padding}.")
        if self.pad_mode != "pad" and any(extra):
            raise ValueError(
                f"For '{who}', the 'output_padding' must be 0 unless 'pad_mode' is 'pad', but got {output_padding}."
            )
        self.output_padding = output_padding
        self._output_padding = extra

    def construct(self, x):
        return self._convolved(transposed_convolution, x, self._output_padding, self.dilation, self.group)


class Conv2dTranspose(_ConvTranspose):
    """The transpose of `Conv2d`, which maps (N, out_channels, ...) back to the size that gave it.

    Arguments as for `Conv2d`; pad mode 'same' gives size * stride, and ``output_padding``, an int or a pair below the
    stride, adds that many zeros behind the result of pad mode 'pad'.

    >>> from msgrad import Tensor, nn
    >>> print(nn.Conv2dTranspose(1, 1, 2, pad_mode="valid", weight_init="ones")(Tensor([[[[2.0]]]])))
    [[[[2. 2.]
       [2. 2.]]]]
    """

    def __init__(
        self, in_channels, out_channels, kernel_size, stride=1, pad_mode="same", padding=0, output_padding=0,
        dilation=1, group=1, has_bias=False, weight_init=None, bias_init=None, dtype=mstype.float32,
    ):  # fmt: skip
        super().__init__(
            in_channels, out_channels, check_pair(kernel_size, "kernel_size", "Conv2dTranspose"),
            check_pair(stride, "stride", "Conv2dTranspose"), pad_mode, padding,
            check_pair(dilation, "dilation", "Conv2dTranspose"), group, has_bias, weight_init, bias_init, "NCHW", dtype,
        )  # fmt: skip
        self._set_output_padding(output_padding, 2)


class Conv3dTranspose(_ConvTranspose):
    """The transpose of `Conv3d`. Arguments as for `Conv2dTranspose`, with triples in place of pairs.

    >>> from msgrad import Tensor, nn
    >>> print(nn.Conv3dTranspose(1, 1, (1, 1, 2), pad_mode="valid", weight_init="ones")(Tensor([[[[[2.0]]]]])))
    [[[[[2. 2.]]]]]
    """

    def __init__(
        self, in_channels, out_channels, kernel_size, stride=1, pad_mode="same", padding=0, dilation=1, group=1,
        output_padding=0, has_bias=False, weight_init=None, bias_init=None, data_format="NCDHW", dtype=mstype.float32,
    ):  # fmt: skip
        check_nchw(data_format, "NCDHW", "Conv3dTranspose")
        super().__init__(
            in_channels, out_channels, check_pair(kernel_size, "kernel_size", "Conv3dTranspose", 3),
            check_pair(stride, "stride", "Conv3dTranspose", 3), pad_mode, padding,
            check_pair(dilation, "dilation", "Conv3dTranspose", 3), group, has_bias, weight_init, bias_init,
            data_format, dtype,
        )  # fmt: skip
        self._set_output_padding(output_padding, 3)


class Conv1dTranspose(_ConvTranspose):
    """The transpose of `Conv1d`. Arguments as for it; the weight is (in, out / group, 1, kernel_size).

    >>> from msgrad import Tensor, nn
    >>> print(nn.Conv1dTranspose(1, 1, 2, pad_mode="valid", weight_init="ones")(Tensor([[[2.0]]])))
    [[[2. 2.]]]
    """

    def __init__(
        self, in_channels, out_channels, kernel_size, stride=1, pad_mode="same", padding=0, dilation=1, group=1,
        has_bias=False, weight_init=None, bias_init=None, dtype=mstype.float32,
    ):  # fmt: skip
        kernel_size, stride, padding, dilation = _one_by(kernel_size, stride, padding, dilation, "Conv1dTranspose")
        super().__init__(
            in_channels, out_channels, kernel_size, stride, pad_mode, padding, dilation, group, has_bias,
            weight_init, bias_init, "NCHW", dtype,
        )  # fmt: skip

    def construct(self, x):
        return squeeze(super().construct(expand_dims(x, 2)), 2)
