"""Pooling layers."""

from __future__ import annotations

from msgrad._checkparam import check_bool, check_one_of, check_positive_int, check_rank, check_type
from msgrad.nn.cell import Cell
from msgrad.nn.layer.conv import check_nchw
from msgrad.ops.function import pooling as F
from msgrad.ops.function import unpooling as U

__all__ = [
    "AdaptiveAvgPool1d", "AdaptiveAvgPool2d", "AdaptiveAvgPool3d", "AdaptiveMaxPool1d", "AdaptiveMaxPool2d",
    "AdaptiveMaxPool3d", "AvgPool1d", "AvgPool2d", "AvgPool3d", "FractionalMaxPool2d", "FractionalMaxPool3d",
    "LPPool1d", "LPPool2d", "MaxPool1d", "MaxPool2d", "MaxPool3d", "MaxUnpool1d", "MaxUnpool2d", "MaxUnpool3d",
]  # fmt: skip


class _PoolNd(Cell):
    """What the pooling layers share: windows over the last ``dims`` axes of an input with ``ranks`` axes."""

    dims: int
    ranks: tuple

    def __init__(self, kernel_size, stride, pad_mode, padding, ceil_mode):
        super().__init__()
        who = type(self).__name__
        check_type(pad_mode, str, "pad_mode", who)
        self.pad_mode = check_one_of(pad_mode.upper(), ("VALID", "SAME", "PAD"), "pad_mode", who)
        self._window = self._sizes(kernel_size, "kernel_size", who)
        self._stride = self._sizes(stride, "stride", who)
        self.kernel_size = kernel_size
        self.stride = stride
        self._pads = F.window_tuple(padding, self.dims, "padding", who, least=0)
        self.ceil_mode = check_bool(ceil_mode, "ceil_mode", who)
        if self.pad_mode != "PAD":
            self._only_with_pad(who, padding=any(self._pads), ceil_mode=ceil_mode)

    def _sizes(self, value, argument, who):
        return F.window_tuple(value, self.dims, argument, who)

    def _only_with_pad(self, who, **given):
        for argument, is_given in given.items():
            if is_given:
                raise ValueError(f"For '{who}', the '{argument}' may be given with pad_mode 'pad' only.")

    def extend_repr(self):
        return f"kernel_size={self.kernel_size}, stride={self.stride}, pad_mode={self.pad_mode}"


class _MaxPool(_PoolNd):
    def __init__(self, kernel_size, stride, pad_mode, padding, dilation, return_indices, ceil_mode):
        super().__init__(kernel_size, stride, pad_mode, padding, ceil_mode)
        who = type(self).__name__
        self._dilation = F.window_tuple(dilation, self.dims, "dilation", who)
        self.return_indices = check_bool(return_indices, "return_indices", who)
        if self.pad_mode != "PAD":
            self._only_with_pad(who, dilation=set(self._dilation) != {1}, return_indices=return_indices)

    def construct(self, x):
        who = type(self).__name__
        check_rank(x, self.ranks, "input", who)
        if self.pad_mode == "PAD":
            return F.max_pool_padded(
                x, self._window, self._stride, self._pads, self._dilation, self.return_indices, self.ceil_mode,
                self.dims, who,
            )  # fmt: skip
        return F.max_pool(
            x, self._window, self._stride, self._dilation, self.pad_mode.lower(), None, False, False, who
        )  # fmt: skip


class _AvgPool(_PoolNd):
    too_small = RuntimeError

    def __init__(self, kernel_size, stride, pad_mode, padding, ceil_mode, count_include_pad, divisor_override=None):
        super().__init__(kernel_size, stride, pad_mode, padding, ceil_mode)
        who = type(self).__name__
        self.count_include_pad = check_bool(count_include_pad, "count_include_pad", who)
        if divisor_override is not None:
            check_type(divisor_override, int, "divisor_override", who)
            if divisor_override <= 0:
                raise ValueError(f"For '{who}', the 'divisor_override' must be above 0, but got {divisor_override}.")
        self.divisor_override = divisor_override
        if self.pad_mode != "PAD":
            self._only_with_pad(who, count_include_pad=not count_include_pad, divisor_override=divisor_override)

    def construct(self, x):
        who = type(self).__name__
        check_rank(x, self.ranks, "input", who)
        if self.pad_mode == "PAD":
            return F.avg_pool_padded(
                x, self._window, self._stride, self._pads, self.ceil_mode, self.count_include_pad,
                self.divisor_override, self.dims, who,
            )  # fmt: skip
        return F.avg_pool(
            x, self._window, self._stride, self.pad_mode.lower(), None, False, True, None, who, self.too_small
        )  # fmt: skip


class MaxPool2d(_MaxPool):
    """Maxima over windows of height and width of (N, C, H, W).

    Args:
        kernel_size, stride: an int for both or a pair. Mind the defaults: 1.
        pad_mode: 'valid' leaves incomplete windows out, 'same' pads so that ceil(size / stride) outputs come out,
            'pad' pads by ``padding``, at most half of the window. Padding never is a maximum.
        padding, dilation, return_indices, ceil_mode: with pad mode 'pad' only, else ValueError; ``return_indices``
            also gives where in its plane each maximum was (int64), ``ceil_mode`` keeps incomplete windows.
        data_format: 'NCHW'; 'NHWC' raises ValueError, as MindSpore does but on a GPU.

    Raises TypeError for arguments of another type, ValueError for numbers out of range, inputs of another rank or
    smaller than the window.

    Of equal maxima the first gets the gradient.

    >>> from msgrad import Tensor, nn
    >>> print(nn.MaxPool2d(2, 2)(Tensor([[[[1.0, 2.0], [3.0, 4.0]]]])))
    [[[[4.]]]]
    """

    dims, ranks = 2, (3, 4)

    def __init__(
        self, kernel_size=1, stride=1, pad_mode="valid", padding=0, dilation=1, return_indices=False, ceil_mode=False,
        data_format="NCHW",
    ):  # fmt: skip
        check_nchw(data_format, "NCHW", "MaxPool2d")
        super().__init__(kernel_size, stride, pad_mode, padding, dilation, return_indices, ceil_mode)
        self.format = data_format


class MaxPool3d(_MaxPool):
    """Maxima over windows of the last three axes of (N, C, D, H, W). Arguments as for `MaxPool2d`.

    >>> from msgrad import Tensor, nn
    >>> print(nn.MaxPool3d((1, 1, 2))(Tensor([[[[[1.0, 2.0]]]]])))
    [[[[[2.]]]]]
    """

    dims, ranks = 3, (4, 5)

    def __init__(
        self, kernel_size=1, stride=1, pad_mode="valid", padding=0, dilation=1, return_indices=False, ceil_mode=False
    ):
        super().__init__(kernel_size, stride, pad_mode, padding, dilation, return_indices, ceil_mode)


class _OneAxis:
    """Arguments of pooling along one axis: ints only; shown as MindSpore shows its windows of height 1."""

    def _sizes(self, value, argument, who):
        check_positive_int(value, argument, who)
        return (value,)


class MaxPool1d(_OneAxis, _MaxPool):
    """Maxima over windows of the last axis of (N, C, L). Arguments as for `MaxPool2d`, all ints.

    >>> from msgrad import Tensor, nn
    >>> print(nn.MaxPool1d(2, 2)(Tensor([[[1.0, 2.0]]])))
    [[[2.]]]
    """

    dims, ranks = 1, (2, 3)

    def __init__(
        self, kernel_size=1, stride=1, pad_mode="valid", padding=0, dilation=1, return_indices=False, ceil_mode=False
    ):
        super().__init__(kernel_size, stride, pad_mode, padding, dilation, return_indices, ceil_mode)
        lead = (1, 1) if self.pad_mode == "PAD" else (1,)
        self.kernel_size, self.stride = (*lead, kernel_size), (*lead, stride)


class AvgPool2d(_AvgPool):
    """Means over windows of height and width of (N, C, H, W).

    Args:
        kernel_size, stride: an int for both or a pair. Mind the defaults: 1.
        pad_mode: as for `MaxPool2d`; padding of 'same' does not count.
        padding, ceil_mode, count_include_pad, divisor_override: with pad mode 'pad' only, else ValueError: how much
            padding, whether incomplete windows stay, whether padding counts, and what to divide by instead.
        data_format: 'NCHW'; 'NHWC' raises ValueError, as MindSpore does but on a GPU.

    Raises TypeError for arguments of another type, ValueError for numbers out of range and inputs of another rank,
    RuntimeError for inputs smaller than the window.

    >>> from msgrad import Tensor, nn
    >>> print(nn.AvgPool2d(2, 2)(Tensor([[[[1.0, 2.0], [3.0, 4.0]]]])))
    [[[[2.5]]]]
    """

    dims, ranks = 2, (3, 4)

    def __init__(
        self, kernel_size=1, stride=1, pad_mode="valid", padding=0, ceil_mode=False, count_include_pad=True,
        divisor_override=None, data_format="NCHW",
    ):  # fmt: skip
        check_nchw(data_format, "NCHW", "AvgPool2d")
        super().__init__(kernel_size, stride, pad_mode, padding, ceil_mode, count_include_pad, divisor_override)
        self.format = data_format


class AvgPool3d(_AvgPool):
    """Means over windows of the last three axes of (N, C, D, H, W). Arguments as for `AvgPool2d`.

    >>> from msgrad import Tensor, nn
    >>> print(nn.AvgPool3d((1, 1, 2))(Tensor([[[[[1.0, 2.0]]]]])))
    [[[[[1.5]]]]]
    """

    dims, ranks = 3, (4, 5)

    def __init__(
        self, kernel_size=1, stride=1, pad_mode="valid", padding=0, ceil_mode=False, count_include_pad=True,
        divisor_override=None,
    ):  # fmt: skip
        super().__init__(kernel_size, stride, pad_mode, padding, ceil_mode, count_include_pad, divisor_override)


class AvgPool1d(_OneAxis, _AvgPool):
    """Means over windows of the last axis of (N, C, L). Arguments as for `AvgPool2d`, all ints.

    >>> from msgrad import Tensor, nn
    >>> print(nn.AvgPool1d(2, 2)(Tensor([[[1.0, 2.0]]])))
    [[[1.5]]]
    """

    dims, ranks = 1, (2, 3)
    too_small = ValueError

    def __init__(self, kernel_size=1, stride=1, pad_mode="valid", padding=0, ceil_mode=False, count_include_pad=True):
        super().__init__(kernel_size, stride, pad_mode, padding, ceil_mode, count_include_pad)
        if self.pad_mode != "PAD":
            self.kernel_size, self.stride = (1, kernel_size), (1, stride)


class _Adaptive(Cell):
    function = None

    def __init__(self, output_size):
        super().__init__()
        self.output_size = output_size

    def construct(self, input):
        return type(self).function(input, self.output_size)


class AdaptiveAvgPool1d(_Adaptive):
    """Means over ``output_size`` equal parts of the last axis; see `ops.adaptive_avg_pool1d`.

    >>> from msgrad import Tensor, nn
    >>> print(nn.AdaptiveAvgPool1d(1)(Tensor([[[1.0, 2.0]]])))
    [[[1.5]]]
    """

    function = staticmethod(F.adaptive_avg_pool1d)


class AdaptiveAvgPool2d(_Adaptive):
    """Means over ``output_size`` (an int or a pair; None keeps a size) parts; see `ops.adaptive_avg_pool2d`.

    >>> from msgrad import Tensor, nn
    >>> print(nn.AdaptiveAvgPool2d(1)(Tensor([[[[1.0, 2.0]]]])))
    [[[[1.5]]]]
    """

    function = staticmethod(F.adaptive_avg_pool2d)


class AdaptiveAvgPool3d(_Adaptive):
    """Means over ``output_size`` (an int or a triple; None keeps a size) parts; see `ops.adaptive_avg_pool3d`.

    >>> from msgrad import Tensor, nn
    >>> print(nn.AdaptiveAvgPool3d(1)(Tensor([[[[[1.0, 2.0]]]]])))
    [[[[[1.5]]]]]
    """

    function = staticmethod(F.adaptive_avg_pool3d)


class AdaptiveMaxPool1d(_Adaptive):
    """Maxima over ``output_size`` equal parts of the last axis; see `ops.adaptive_max_pool1d`.

    >>> from msgrad import Tensor, nn
    >>> print(nn.AdaptiveMaxPool1d(1)(Tensor([[[1.0, 2.0]]])))
    [[[2.]]]
    """

    function = staticmethod(F.adaptive_max_pool1d)


class AdaptiveMaxPool2d(Cell):
    """Maxima over ``output_size`` (an int or a pair; None keeps a size) parts, with their places if asked for.

    >>> from msgrad import Tensor, nn
    >>> print(nn.AdaptiveMaxPool2d(1)(Tensor([[[[1.0, 2.0]]]])))
    [[[[2.]]]]
    """

    def __init__(self, output_size, return_indices=False):
        super().__init__()
        self.output_size = output_size
        self.return_indices = check_bool(return_indices, "return_indices", "AdaptiveMaxPool2d")

    def construct(self, input):
        return F.adaptive_max_pool2d(input, self.output_size, self.return_indices)


class AdaptiveMaxPool3d(Cell):
    """Maxima over ``output_size`` (an int or a triple; None keeps a size) parts, with their places if asked for.

    >>> from msgrad import Tensor, nn
    >>> print(nn.AdaptiveMaxPool3d(1)(Tensor([[[[[1.0, 2.0]]]]])))
    [[[[[2.]]]]]
    """

    def __init__(self, output_size, return_indices=False):
        super().__init__()
        self.output_size = output_size
        self.return_indices = check_bool(return_indices, "return_indices", "AdaptiveMaxPool3d")

    def construct(self, input):
        return F.adaptive_max_pool3d(input, self.output_size, self.return_indices)


class _LPPool(Cell):
    function = None

    def __init__(self, norm_type, kernel_size, stride=None, ceil_mode=False):
        super().__init__()
        self.norm_type = norm_type
        self.kernel_size = kernel_size
        self.stride = stride
        self.ceil_mode = ceil_mode

    def construct(self, x):
        return type(self).function(x, self.norm_type, self.kernel_size, self.stride, self.ceil_mode)


class LPPool1d(_LPPool):
    """(sum of x^norm_type)^(1 / norm_type) over windows of the last axis; see `ops.lp_pool1d`.

    >>> from msgrad import Tensor, nn
    >>> print(nn.LPPool1d(2, 2)(Tensor([[[3.0, 4.0]]])))
    [[[5.]]]
    """

    function = staticmethod(F.lp_pool1d)


class LPPool2d(_LPPool):
    """(sum of x^norm_type)^(1 / norm_type) over windows of height and width; see `ops.lp_pool2d`.

    >>> from msgrad import Tensor, nn
    >>> print(nn.LPPool2d(2, (1, 2))(Tensor([[[[3.0, 4.0]]]])))
    [[[[5.]]]]
    """

    function = staticmethod(F.lp_pool2d)


class _MaxUnpool(Cell):
    function = None

    def __init__(self, kernel_size, stride=None, padding=0):
        super().__init__()
        self.kernel_size = kernel_size
        self.stride = stride
        self.padding = padding

    def construct(self, x, indices, output_size=None):
        return type(self).function(x, indices, self.kernel_size, self.stride, self.padding, output_size)


class MaxUnpool1d(_MaxUnpool):
    """Maxima put back where they were; see `ops.max_unpool1d`.

    >>> from msgrad import Tensor, nn
    >>> print(nn.MaxUnpool1d(2)(Tensor([[[5.0, 6.0]]]), Tensor([[[1, 2]]])))
    [[[0. 5. 6. 0.]]]
    """

    function = staticmethod(U.max_unpool1d)


class MaxUnpool2d(_MaxUnpool):
    """Maxima put back where they were; see `ops.max_unpool2d`.

    >>> from msgrad import Tensor, nn
    >>> print(nn.MaxUnpool2d(2)(Tensor([[[5.0]]]), Tensor([[[2]]])))
    [[[0. 0.]
      [5. 0.]]]
    """

    function = staticmethod(U.max_unpool2d)


class MaxUnpool3d(_MaxUnpool):
    """Maxima put back where they were; see `ops.max_unpool3d`.

    >>> from msgrad import Tensor, nn
    >>> print(nn.MaxUnpool3d((1, 1, 2))(Tensor([[[[5.0]]]]), Tensor([[[[1]]]])))
    [[[[0. 5.]]]]
    """

    function = staticmethod(U.max_unpool3d)


class _FractionalMaxPool(Cell):
    function = None

    def __init__(self, kernel_size, output_size=None, output_ratio=None, return_indices=False, _random_samples=None):
        super().__init__()
        self.kernel_size = kernel_size
        self.output_size = output_size
        self.output_ratio = output_ratio
        self.return_indices = return_indices
        self._random_samples = _random_samples

    def construct(self, input):
        return type(self).function(
            input, self.kernel_size, self.output_size, self.output_ratio, self.return_indices, self._random_samples
        )


class FractionalMaxPool2d(_FractionalMaxPool):
    """Maxima over windows at pseudo-random places; see `ops.fractional_max_pool2d`.

    >>> from msgrad import nn, ops
    >>> print(nn.FractionalMaxPool2d(2, 3)(ops.ones((1, 1, 5, 5))).shape)
    (1, 1, 3, 3)
    """

    function = staticmethod(U.fractional_max_pool2d)


class FractionalMaxPool3d(_FractionalMaxPool):
    """Maxima over windows at pseudo-random places; see `ops.fractional_max_pool3d`.

    >>> from msgrad import nn, ops
    >>> print(nn.FractionalMaxPool3d(2, (2, 3, 3))(ops.ones((1, 1, 4, 5, 5))).shape)
    (1, 1, 2, 3, 3)
    """

    function = staticmethod(U.fractional_max_pool3d)
