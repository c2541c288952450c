"""Convolution layers."""

from __future__ import annotations

import math

from msgrad._checkparam import check_bool, check_one_of, check_positive_int
from msgrad.common import dtype as mstype
from msgrad.common.initializer import HeUniform, Uniform
from msgrad.mint.nn import functional as F
from msgrad.mint.nn.convolutions import pad_mode
from msgrad.nn.cell import Cell
from msgrad.nn.layer.basic import parameter

__all__ = ["Conv1d", "Conv2d", "Conv3d", "ConvTranspose2d"]

_PADDING_MODES = ("zeros", "reflect", "replicate", "circular")


def _items(value, dims, argument, who, positive=True):
    """An int for all dimensions, or a tuple or list with one for each, as a tuple."""
    items = (value,) * dims if isinstance(value, int) else value
    if isinstance(items, bool) or not isinstance(items, tuple | list):
        raise TypeError(
            f"For '{who}', the '{argument}' must be an int or a tuple of {dims} ints, but got {type(value).__name__}."
        )
    if len(items) != dims:
        raise ValueError(f"For '{who}', the '{argument}' must be an int or a tuple of {dims} ints, but got {value}.")
    return tuple([check_positive_int(item, argument, who) for item in items]) if positive else tuple(items)


class _Conv(Cell):
    """What the layers share: arguments, weight (out, in / groups, *kernel_size), bias (out,).

    Args:
        in_channels, out_channels: channels before and after; ``groups`` divides both.
        kernel_size, stride, dilation: ints, or tuples with one for each dimension.
        padding: elements added at both ends of each dimension, 'same' (stride 1 only) or 'valid'.
        groups: so many convolutions side by side, each of its share of the channels.
        bias: whether there is a bias.
        padding_mode: what is added: 'zeros', 'reflect', 'replicate' or 'circular'.
        dtype: of weight and bias, float32 by default.

    Raises TypeError for arguments of another type, ValueError for other numbers, modes and channels.
    """

    dims: int

    def __init__(
        self, in_channels, out_channels, kernel_size, stride, padding, dilation, groups, bias, padding_mode, dtype
    ):
        super().__init__()
        who, dims = type(self).__name__, self.dims
        self.kernel_size = _items(kernel_size, dims, "kernel_size", who)
        self.stride = _items(stride, dims, "stride", who)
        self.dilation = _items(dilation, dims, "dilation", who)
        self.padding = padding if isinstance(padding, str) else _items(padding, dims, "padding", who, positive=False)
        check_positive_int(groups, "groups", who)
        for name, channels in (("in_channels", in_channels), ("out_channels", out_channels)):
            if check_positive_int(channels, name, who) % groups:
                raise ValueError(f"For '{who}', 'groups' {groups} must divide the '{name}', {channels}.")
        self.in_channels, self.out_channels, self.groups = in_channels, out_channels, groups
        check_bool(bias, "bias", who)
        self.padding_mode = check_one_of(padding_mode, _PADDING_MODES, "padding_mode", who)
        pad_mode(self.padding if isinstance(padding, str) else 0, self.stride, dims, who)
        dtype = mstype.float32 if dtype is None else dtype
        shape = self._weight_shape()
        self.weight = parameter(HeUniform(math.sqrt(5)), shape, "weight", dtype)
        self.bias = None
        if bias:
            self.bias = parameter(Uniform(1 / math.sqrt(math.prod(shape[1:]))), (out_channels,), "bias", dtype)

    def _weight_shape(self):
        return (self.out_channels, self.in_channels // self.groups, *self.kernel_size)

    def _padded(self, input):
        """The input with what is not zeros around it, and the padding that is left."""
        if self.padding_mode == "zeros" or self.padding == "valid":
            return input, self.padding
        sides = []
        for k, d, p in zip(self.kernel_size, self.dilation, self._ends(), strict=True):
            total = d * (k - 1)
            sides = [*((total // 2, total - total // 2) if p is None else (p, p)), *sides]
        return F.pad(input, tuple(sides), self.padding_mode), 0

    def _ends(self):
        return (None,) * self.dims if self.padding == "same" else self.padding

    def construct(self, input):
        x, padding = self._padded(input)
        function = (F.conv1d, F.conv2d, F.conv3d)[self.dims - 1]
        return function(x, self.weight, self.bias, self.stride, padding, self.dilation, self.groups)

    def extend_repr(self):
        return (
            f"input_channels={self.in_channels}, output_channels={self.out_channels}, kernel_size={self.kernel_size}, "
            f"stride={self.stride}, padding={self.padding}, dilation={self.dilation}, groups={self.groups}, "
            f"bias={self.bias is not None}"
        )


class Conv1d(_Conv):
    __doc__ = f"""Convolution of (N, C, L) or (C, L).

    {_Conv.__doc__}
    >>> mint.nn.Conv1d(2, 3, 2)(mint.ones((1, 2, 4))).shape
    (1, 3, 3)
    """
    dims = 1

    def __init__(
        self, in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True,
        padding_mode="zeros", dtype=None,
    ):  # fmt: skip
        super().__init__(
            in_channels, out_channels, kernel_size, stride, padding, dilation, groups, bias, padding_mode, dtype
        )


class Conv2d(_Conv):
    __doc__ = f"""Convolution of (N, C, H, W) or (C, H, W).

    {_Conv.__doc__}
    >>> mint.nn.Conv2d(2, 3, 2)(mint.ones((1, 2, 4, 4))).shape
    (1, 3, 3, 3)
    """
    dims = 2

    def __init__(
        self, in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True,
        padding_mode="zeros", dtype=None,
    ):  # fmt: skip
        super().__init__(
            in_channels, out_channels, kernel_size, stride, padding, dilation, groups, bias, padding_mode, dtype
        )


class Conv3d(_Conv):
    __doc__ = f"""Convolution of (N, C, D, H, W) or (C, D, H, W).

    {_Conv.__doc__}
    >>> mint.nn.Conv3d(2, 3, 2)(mint.ones((1, 2, 4, 4, 4))).shape
    (1, 3, 3, 3, 3)
    """
    dims = 3

    def __init__(
        self, in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True,
        padding_mode="zeros", dtype=None,
    ):  # fmt: skip
        super().__init__(
            in_channels, out_channels, kernel_size, stride, padding, dilation, groups, bias, padding_mode, dtype
        )


class ConvTranspose2d(_Conv):
    """The transpose of a convolution of (N, C, H, W) or (C, H, W), with a weight (in, out / groups, *kernel_size).

    ``padding`` takes rows and columns away from the result, ``output_padding`` gives some back at its end. The padding
    mode can only be 'zeros' (ValueError). Other arguments as for `Conv2d`. The called layer takes the ``output_size``
    that is to come out, where several are possible.

    >>> mint.nn.ConvTranspose2d(2, 3, 2)(mint.ones((1, 2, 4, 4))).shape
    (1, 3, 5, 5)
    """

    dims = 2

    def __init__(
        self, in_channels, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1, bias=True,
        dilation=1, padding_mode="zeros", dtype=None,
    ):  # fmt: skip
        if padding_mode != "zeros" or isinstance(padding, str):
            raise ValueError(
                "For 'ConvTranspose2d', the 'padding_mode' must be 'zeros' and the 'padding' ints, "
                f"but got {padding_mode!r} and {padding!r}."
            )
        super().__init__(
            in_channels, out_channels, kernel_size, stride, padding, dilation, groups, bias, padding_mode, dtype
        )
        self.output_padding = _items(output_padding, 2, "output_padding", type(self).__name__, positive=False)

    def _weight_shape(self):
        return (self.in_channels, self.out_channels // self.groups, *self.kernel_size)

    def construct(self, input, output_size=None):
        extra = self.output_padding if output_size is None else self._extra(input, output_size)
        return F.conv_transpose2d(
            input, self.weight, self.bias, self.stride, self.padding, extra, self.groups, self.dilation
        )  # fmt: skip

    def _extra(self, input, output_size):
        """The output padding that makes the output so large."""
        least = [
            (n - 1) * s - 2 * p + d * (k - 1) + 1
            for n, s, p, d, k in zip(
                input.shape[-2:], self.stride, self.padding, self.dilation, self.kernel_size, strict=True
            )
        ]
        extra = tuple([wanted - n for wanted, n in zip(tuple(output_size)[-2:], least, strict=True)])
        if any(not 0 <= e < s for e, s in zip(extra, self.stride, strict=True)):
            raise ValueError(
                f"For 'ConvTranspose2d', the 'output_size' must be from {tuple(least)} on and less than a stride "
                f"{self.stride} more, but got {tuple(output_size)}."
            )
        return extra
