"""Layers that resample and rearrange images."""

from __future__ import annotations

from msgrad._checkparam import check_positive_int
from msgrad.nn.cell import Cell
from msgrad.ops.function import resample_func as F

__all__ = ["ChannelShuffle", "PixelShuffle", "PixelUnshuffle", "Upsample"]


class Upsample(Cell):
    """Images of another size; see `ops.interpolate` for the arguments and errors.

    >>> from msgrad import Tensor, nn
    >>> print(nn.Upsample(4)(Tensor([[[1.0, 2.0]]])))
    [[[1. 1. 2. 2.]]]
    """

    def __init__(self, size=None, scale_factor=None, mode="nearest", align_corners=None, recompute_scale_factor=None):
        super().__init__()
        self.size = size
        self.scale_factor = scale_factor
        self.mode = mode
        self.align_corners = align_corners
        self.recompute_scale_factor = recompute_scale_factor

    def construct(self, x):
        return F.interpolate(
            x, self.size, self.scale_factor, self.mode, self.align_corners, self.recompute_scale_factor
        )  # fmt: skip


class PixelShuffle(Cell):
    """Channels as pixels: (..., C r r, H, W) to (..., C, H r, W r); see `ops.pixel_shuffle`.

    >>> from msgrad import nn, ops
    >>> print(nn.PixelShuffle(2)(ops.ones((1, 8, 2, 3))).shape)
    (1, 2, 4, 6)
    """

    def __init__(self, upscale_factor):
        super().__init__()
        self.upscale_factor = upscale_factor

    def construct(self, input):
        return F.pixel_shuffle(input, self.upscale_factor)


class PixelUnshuffle(Cell):
    """Pixels as channels: (..., C, H r, W r) to (..., C r r, H, W); see `ops.pixel_unshuffle`.

    >>> from msgrad import nn, ops
    >>> print(nn.PixelUnshuffle(2)(ops.ones((1, 2, 4, 6))).shape)
    (1, 8, 2, 3)
    """

    def __init__(self, downscale_factor):
        super().__init__()
        self.downscale_factor = downscale_factor

    def construct(self, input):
        return F.pixel_unshuffle(input, self.downscale_factor)


class ChannelShuffle(Cell):
    """The channels of ``groups`` groups in turn; see `ops.channel_shuffle`.

    >>> from msgrad import nn, ops
    >>> print(nn.ChannelShuffle(2)(ops.arange(4).reshape(1, 4, 1, 1)).reshape(4))
    [0 2 1 3]
    """

    def __init__(self, groups):
        super().__init__()
        self.groups = check_positive_int(groups, "groups", "ChannelShuffle")

    def construct(self, x):
        return F.channel_shuffle(x, self.groups)
