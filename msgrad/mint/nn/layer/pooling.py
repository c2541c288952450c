"""Pooling layers: each is a function of `mint.nn.functional` with its arguments kept."""

from __future__ import annotations

from msgrad.mint.nn import functional as F
from msgrad.nn.cell import Cell
from msgrad.nn.layer.pooling import AdaptiveMaxPool2d

__all__ = [
    "AdaptiveAvgPool1d", "AdaptiveAvgPool2d", "AdaptiveAvgPool3d", "AdaptiveMaxPool1d", "AdaptiveMaxPool2d",
    "AvgPool1d", "AvgPool2d", "AvgPool3d", "MaxPool2d", "MaxUnpool2d",
]  # fmt: skip


class _AvgPool(Cell):
    def __init__(
        self, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, divisor_override=None
    ):
        super().__init__()
        self.kernel_size = kernel_size
        self.stride = kernel_size if stride is None else stride
        self.padding = padding
        self.ceil_mode = ceil_mode
        self.count_include_pad = count_include_pad
        self.divisor_override = divisor_override

    def _arguments(self):
        return self.kernel_size, self.stride, self.padding, self.ceil_mode, self.count_include_pad


class AvgPool1dExt(_AvgPool):
    """Means over windows of the last axis; see `mint.nn.functional.avg_pool1d`.

    >>> mint.nn.AvgPool1d(2)(Tensor([[[1.0, 3.0]]])).tolist()
    [[[2.0]]]
    """

    def __init__(self, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True):
        super().__init__(kernel_size, stride, padding, ceil_mode, count_include_pad)

    def construct(self, input):
        return F.avg_pool1d(input, *self._arguments())


class AvgPool2dExt(_AvgPool):
    """Means over windows of the last two axes; see `mint.nn.functional.avg_pool2d`.

    >>> mint.nn.AvgPool2d((1, 2))(Tensor([[[1.0, 3.0]]])).tolist()
    [[[2.0]]]
    """

    def construct(self, input):
        return F.avg_pool2d(input, *self._arguments(), self.divisor_override)


class AvgPool3dExt(_AvgPool):
    """Means over windows of the last three axes; see `mint.nn.functional.avg_pool3d`.

    >>> mint.nn.AvgPool3d((1, 1, 2))(Tensor([[[[1.0, 3.0]]]])).tolist()
    [[[[2.0]]]]
    """

    def construct(self, input):
        return F.avg_pool3d(input, *self._arguments(), self.divisor_override)


class MaxPool2dExt(Cell):
    """Maxima over windows of the last two axes; see `mint.nn.functional.max_pool2d`.

    >>> mint.nn.MaxPool2d((1, 2))(Tensor([[[1.0, 3.0]]])).tolist()
    [[[3.0]]]
    """

    def __init__(self, kernel_size=1, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False):
        super().__init__()
        self.kernel_size = kernel_size
        self.stride = kernel_size if stride is None else stride
        self.padding = padding
        self.dilation = dilation
        self.return_indices = return_indices
        self.ceil_mode = ceil_mode

    def construct(self, input):
        return F.max_pool2d(
            input, self.kernel_size, self.stride, self.padding, self.dilation, self.ceil_mode, self.return_indices
        )  # fmt: skip


class MaxUnpool2d(Cell):
    """Maxima where they were before pooling, zeros elsewhere; see `mint.nn.functional.max_unpool2d`.

    >>> mint.nn.MaxUnpool2d(2)(Tensor([[[5.0]]]), Tensor([[[2]]])).tolist()
    [[[0.0, 0.0], [5.0, 0.0]]]
    """

    def __init__(self, kernel_size, stride=None, padding=0):
        super().__init__()
        self.kernel_size = kernel_size
        self.stride = kernel_size if stride is None else stride
        self.padding = padding

    def construct(self, input, indices, output_size=None):
        return F.max_unpool2d(input, indices, self.kernel_size, self.stride, self.padding, output_size)


class _Adaptive(Cell):
    function = None

    def __init__(self, output_size):
        super().__init__()
        self.output_size = output_size

    def construct(self, input):
        return type(self).function(input, self.output_size)

    def extend_repr(self):
        return f"output_size={self.output_size}"


class AdaptiveAvgPool1d(_Adaptive):
    """Means over so many spans of the last axis.

    >>> mint.nn.AdaptiveAvgPool1d(1)(Tensor([[[1.0, 3.0]]])).tolist()
    [[[2.0]]]
    """

    function = staticmethod(F.adaptive_avg_pool1d)


class AdaptiveAvgPool2d(_Adaptive):
    """Means over so many spans of the last two axes; None keeps a size.

    >>> mint.nn.AdaptiveAvgPool2d((None, 1))(Tensor([[[1.0, 3.0]]])).tolist()
    [[[2.0]]]
    """

    function = staticmethod(F.adaptive_avg_pool2d)


class AdaptiveAvgPool3d(_Adaptive):
    """Means over so many spans of the last three axes; None keeps a size.

    >>> mint.nn.AdaptiveAvgPool3d((None, None, 1))(Tensor([[[[1.0, 3.0]]]])).tolist()
    [[[[2.0]]]]
    """

    function = staticmethod(F.adaptive_avg_pool3d)


class AdaptiveMaxPool1d(Cell):
    """Maxima over so many spans of the last axis; with ``return_indices`` also where they were.

    >>> mint.nn.AdaptiveMaxPool1d(1)(Tensor([[[1.0, 3.0]]])).tolist()
    [[[3.0]]]
    """

    def __init__(self, output_size, return_indices=False):
        super().__init__()
        self.output_size = output_size
        self.return_indices = return_indices

    def construct(self, input):
        return F.adaptive_max_pool1d(input, self.output_size, self.return_indices)

    def extend_repr(self):
        return f"output_size={self.output_size}"


AvgPool1d, AvgPool2d, AvgPool3d, MaxPool2d = AvgPool1dExt, AvgPool2dExt, AvgPool3dExt, MaxPool2dExt
