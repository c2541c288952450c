"""Layers that resample and rearrange images."""

from __future__ import annotations

from msgrad._checkparam import check_float, check_one_of, check_positive_int, check_type
from msgrad.nn.cell import Cell
from msgrad.ops.function import resample_func as F
from msgrad.ops.function.pad_func import pad
from msgrad.ops.function.patch_func import unfold

__all__ = [
    "CentralCrop", "ChannelShuffle", "ImageGradients", "PixelShuffle", "PixelUnshuffle", "Unfold", "Upsample",
]  # fmt: skip


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


class ImageGradients(Cell):
    """The differences of images (N, C, H, W) to the pixel below and to the pixel on the right, with zeros in the last
    row and column: a pair. ValueError for other dimensions.

    >>> from msgrad import Tensor, nn
    >>> for difference in nn.ImageGradients()(Tensor([[[[1, 2], [3, 5]]]])):
    ...     print(difference.tolist())
    [[[[2, 3], [0, 0]]]]
    [[[[1, 0], [2, 0]]]]
    """

    def construct(self, images):
        if images.ndim != 4:
            raise ValueError(f"For 'ImageGradients', the 'images' must be (N, C, H, W), but got shape {images.shape}.")
        dy, dx = images[:, :, 1:] - images[:, :, :-1], images[..., 1:] - images[..., :-1]
        return pad(dy, (0, 0, 0, 1)), pad(dx, (0, 1))


class CentralCrop(Cell):
    """The middle of an image (C, H, W) or images (N, C, H, W).

    Args:
        central_fraction: which part of height and width to keep, a float above 0 and up to 1.

    Raises TypeError for no float, ValueError for one out of range, and for images of other dimensions.

    >>> from msgrad import nn, ops
    >>> print(nn.CentralCrop(0.5)(ops.ones((3, 8, 6))).shape)
    (3, 4, 4)
    """

    def __init__(self, central_fraction):
        super().__init__()
        self.central_fraction = check_float(central_fraction, "central_fraction", "CentralCrop", above=0.0, at_most=1.0)

    def construct(self, image):
        if image.ndim not in (3, 4):
            raise ValueError(
                f"For 'CentralCrop', the 'image' must have 3 or 4 dimensions, but got shape {image.shape}."
            )
        if self.central_fraction == 1.0:
            return image
        height, width = image.shape[-2:]
        top, left = [int((n - n * self.central_fraction) / 2) for n in (height, width)]
        return image[..., top : height - top, left : width - left]


def _of_rows_and_columns(value, argument):
    """The two middle numbers of [1, rows, columns, 1]."""
    check_type(value, (tuple, list), argument, "Unfold")
    if len(value) != 4 or value[0] != 1 or value[3] != 1:
        raise ValueError(f"For 'Unfold', the '{argument}' must be [1, rows, columns, 1], but got {value}.")
    if not all(isinstance(n, int) and n > 0 for n in value[1:3]):
        raise ValueError(f"For 'Unfold', the '{argument}' must be ints above 0, but got {value}.")
    return tuple(value[1:3])


class Unfold(Cell):
    """The patches of images (N, C, H, W) as channels: (N, rows * columns * C, patches down, patches across).

    The channels are ordered by place in the patch, then by channel of the image. MindSpore's CPU build has no kernel.

    Args:
        ksizes, strides, rates: size of the patches, steps from one to the next, and steps from pixel to pixel in one,
            each a list [1, rows, columns, 1].
        padding: "valid", patches lie inside the image; or "same", zeros around it make as many as the strides allow.

    Raises TypeError for arguments of other types, ValueError for other forms or dimensions.

    >>> from msgrad import nn, ops
    >>> print(nn.Unfold([1, 2, 2, 1], [1, 1, 1, 1], [1, 1, 1, 1])(ops.ones((1, 3, 4, 5))).shape)
    (1, 12, 3, 4)
    """

    def __init__(self, ksizes, strides, rates, padding="valid"):
        super().__init__()
        self.ksizes = _of_rows_and_columns(ksizes, "ksizes")
        self.strides = _of_rows_and_columns(strides, "strides")
        self.rates = _of_rows_and_columns(rates, "rates")
        check_type(padding, str, "padding", "Unfold")
        self.padding = check_one_of(padding.lower(), ("valid", "same"), "padding", "Unfold")

    def construct(self, input_x):
        if input_x.ndim != 4:
            raise ValueError(f"For 'Unfold', the 'input_x' must be (N, C, H, W), but got shape {input_x.shape}.")
        sizes, spans = input_x.shape[2:], [(k - 1) * r + 1 for k, r in zip(self.ksizes, self.rates, strict=True)]
        if self.padding == "same":
            counts = [-(-n // s) for n, s in zip(sizes, self.strides, strict=True)]
            needed = zip(sizes, spans, self.strides, counts, strict=True)
            missing = [max(0, (count - 1) * s + span - n) for n, span, s, count in needed]
            (above, left), (below, right) = [m // 2 for m in missing], [-(-m // 2) for m in missing]
            input_x = pad(input_x, (left, right, above, below))
            sizes = input_x.shape[2:]
        n, channels = input_x.shape[:2]
        down, across = [(n - span) // s + 1 for n, span, s in zip(sizes, spans, self.strides, strict=True)]
        columns = unfold(input_x, self.ksizes, self.rates, 0, self.strides)
        patches = columns.reshape(n, channels, self.ksizes[0] * self.ksizes[1], down * across)
        return patches.swapaxes(1, 2).reshape(n, -1, down, across)
