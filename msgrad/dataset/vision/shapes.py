"""Transforms that move pixels: sizes, crops, flips, borders, turns."""

from __future__ import annotations

import numpy as np

from msgrad.dataset.vision import _check, geometry, on_pil
from msgrad.dataset.vision.base import ImageTensorOperation, PilOperation, by_frame, need_image, need_pil
from msgrad.dataset.vision.utils import Border, Inter, SliceMode


class Resize(ImageTensorOperation):
    """Another size: (height, width), or one number for the shorter side.

    >>> Resize((4, 6))(np.zeros((8, 8, 3), np.uint8)).shape
    (4, 6, 3)
    >>> Resize(4)(np.zeros((8, 12), np.uint8)).shape
    (4, 6)
    """

    def __init__(self, size, interpolation=Inter.LINEAR):
        self.size = _check.check_size(size, "size", "Resize")
        self.interpolation = _check.check_inter(interpolation, "Resize")

    def compute(self, image):
        return geometry.resize(image, self.size, self.interpolation)

    def _execute_py(self, image):
        return on_pil.resize(image, self.size, self.interpolation)


class CenterCrop(ImageTensorOperation):
    """The middle of the image, (height, width) or square; padded with 0 where the image is too small.

    >>> CenterCrop(2)(np.arange(16, dtype=np.uint8).reshape(4, 4))
    array([[ 5,  6],
           [ 9, 10]], dtype=uint8)
    """

    def __init__(self, size):
        _check.check_kind(size, (int, list, tuple), "size", "CenterCrop")
        self.size = _check.check_square(size, "size", "CenterCrop")

    def compute(self, image):
        return by_frame(lambda frame: geometry.center_crop(frame, self.size), image, "CenterCrop")

    def _execute_py(self, image):
        return on_pil.center_crop(image, self.size)


class Crop(ImageTensorOperation):
    """The part at `coordinates` (top, left) of a size."""

    def __init__(self, coordinates, size):
        _check.check_kind(coordinates, (list, tuple), "coordinates", "Crop")
        if len(coordinates) != 2:
            raise TypeError(f"For 'Crop', the 'coordinates' must be (top, left), but got {coordinates}.")
        for value in coordinates:
            _check.check_range(value, 0, _check.INT32_MAX, "coordinates", "Crop", kinds=int)
        self.coordinates = tuple(coordinates)
        self.size = _check.check_square(size, "size", "Crop")

    def compute(self, image):
        need_image(image, "Crop")
        return geometry.crop(image, *self.coordinates, *self.size, "Crop")


class HorizontalFlip(ImageTensorOperation):
    """Left becomes right.

    >>> HorizontalFlip()(np.array([[1, 2]], np.uint8))
    array([[2, 1]], dtype=uint8)
    """

    def compute(self, image):
        return by_frame(lambda frame: geometry.flip(frame, 1), image, "HorizontalFlip")


class VerticalFlip(ImageTensorOperation):
    """Top becomes bottom.

    >>> VerticalFlip()(np.array([[1], [2]], np.uint8))
    array([[2],
           [1]], dtype=uint8)
    """

    def compute(self, image):
        return by_frame(lambda frame: geometry.flip(frame, 0), image, "VerticalFlip")


class Pad(ImageTensorOperation):
    """A border: one width, (left and right, top and bottom), or (left, top, right, bottom).

    >>> Pad(1, fill_value=7)(np.zeros((1, 1), np.uint8))
    array([[7, 7, 7],
           [7, 0, 7],
           [7, 7, 7]], dtype=uint8)
    """

    def __init__(self, padding, fill_value=0, padding_mode=Border.CONSTANT):
        self.padding = _check.check_padding(padding, "Pad")
        self.fill_value = _check.check_fill(fill_value, "Pad")
        self.padding_mode = _check.check_border(padding_mode, "Pad")

    def compute(self, image):
        return geometry.pad(image, self.padding, self.fill_value, self.padding_mode)

    def _execute_py(self, image):
        return on_pil.pad(image, self.padding, self.fill_value, self.padding_mode)


class PadToSize(ImageTensorOperation):
    """Adds a border up to (height, width); `offset` is how much of it at (top, left), by default half."""

    def __init__(self, size, offset=None, fill_value=0, padding_mode=Border.CONSTANT):
        _check.check_kind(size, (int, list, tuple), "size", "PadToSize")
        items = (size,) * 2 if isinstance(size, int) else tuple(size)
        if len(items) != 2:
            raise ValueError(f"For 'PadToSize', the 'size' must be an int or (height, width), but got {size}.")
        for value in items:
            _check.check_range(value, 1, _check.INT32_MAX, "size", "PadToSize", kinds=int)
        self.size, self.offset = items, None
        if offset is not None:
            _check.check_kind(offset, (int, list, tuple), "offset", "PadToSize")
            places = (offset,) * 2 if isinstance(offset, int) else tuple(offset)
            if len(places) not in (0, 2):
                raise ValueError(f"For 'PadToSize', the 'offset' must be an int or (top, left), but got {offset}.")
            for value in places:
                _check.check_range(value, 0, _check.INT32_MAX, "offset", "PadToSize", kinds=int)
            self.offset = places or None
        self.fill_value = _check.check_fill(fill_value, "PadToSize")
        self.padding_mode = _check.check_border(padding_mode, "PadToSize")

    def compute(self, image):
        need_image(image, "PadToSize", channels=(1, 3))
        extra = [size - length for size, length in zip(self.size, image.shape, strict=False)]
        top, left = self.offset or (extra[0] // 2, extra[1] // 2)
        if min(extra) < 0 or top > extra[0] or left > extra[1]:
            raise RuntimeError(
                f"For 'PadToSize', the image must fit into the 'size', but got the size {self.size}, the offset "
                f"{self.offset} and an image of shape {image.shape}."
            )
        edges = (left, top, extra[1] - left, extra[0] - top)
        return geometry.pad(image, edges, self.fill_value, self.padding_mode, "PadToSize")


def check_center(center, who):
    if center is not None:
        if not isinstance(center, list | tuple) or len(center) != 2:
            raise ValueError(f"For '{who}', the 'center' must be (x, y), but got {center!r}.")
        for value in center:
            _check.check_number(value, "center", who)
        center = tuple(center)
    return center


class Rotate(ImageTensorOperation):
    """The image turned counterclockwise by degrees, about its middle or `center` (x, y); `expand` keeps the corners."""

    def __init__(self, degrees, resample=Inter.NEAREST, expand=False, center=None, fill_value=0):
        self.degrees = _check.check_kind(degrees, _check.NUMBER, "degrees", "Rotate")
        self.resample = _check.check_inter(resample, "Rotate", "resample")
        self.expand = _check.check_kind(expand, bool, "expand", "Rotate")
        self.center = check_center(center, "Rotate")
        self.fill_value = _check.check_fill(fill_value, "Rotate")

    def compute(self, image):
        return geometry.rotate(image, self.degrees, self.resample, self.expand, self.center, self.fill_value)


class Affine(ImageTensorOperation):
    """The image turned by degrees, moved by parts of its (width, height), scaled, and sheared by degrees."""

    def __init__(self, degrees, translate, scale, shear, resample=Inter.NEAREST, fill_value=0):
        self.degrees = _check.check_kind(degrees, _check.NUMBER, "degrees", "Affine")
        _check.check_kind(translate, (list, tuple), "translate", "Affine")
        if len(translate) != 2:
            raise TypeError(f"For 'Affine', the 'translate' must have two numbers, but got {translate}.")
        for value in translate:
            _check.check_range(value, -1.0, 1.0, "translate", "Affine")
        self.translate = tuple(translate)
        self.scale = _check.check_range(scale, 0, float("inf"), "scale", "Affine", above=True)
        _check.check_kind(shear, (int, float, list, tuple), "shear", "Affine")
        self.shear = tuple(shear) if isinstance(shear, list | tuple) else (shear, 0.0)
        if len(self.shear) != 2:
            raise TypeError(f"For 'Affine', the 'shear' must be one or two numbers, but got {shear}.")
        for value in self.shear:
            _check.check_kind(value, _check.NUMBER, "shear", "Affine")
        self.resample = _check.check_inter(resample, "Affine", "resample")
        self.fill_value = _check.check_fill(fill_value, "Affine")

    def compute(self, image):
        return geometry.affine(
            image, self.degrees, self.translate, self.scale, self.shear, self.resample, self.fill_value
        )


class Perspective(ImageTensorOperation):
    """The perspective map that takes four points `start_points` (x, y) to `end_points`."""

    def __init__(self, start_points, end_points, interpolation=Inter.BILINEAR):
        for name, points in (("start_points", start_points), ("end_points", end_points)):
            _check.check_kind(points, (list, tuple), name, "Perspective")
            if len(points) != 4:
                raise TypeError(f"For 'Perspective', the '{name}' must have four points, but got {points}.")
            for point in points:
                _check.check_kind(point, (list, tuple), name, "Perspective")
                if len(point) != 2:
                    raise TypeError(f"For 'Perspective', a point of '{name}' must be (x, y), but got {point}.")
                for value in point:
                    _check.check_range(value, -_check.INT32_MAX - 1, _check.INT32_MAX, name, "Perspective", kinds=int)
        self.start_points, self.end_points = start_points, end_points
        self.interpolation = _check.check_inter(interpolation, "Perspective")

    def compute(self, image):
        if self.interpolation == Inter.ANTIALIAS:
            raise TypeError("For 'Perspective', Inter.ANTIALIAS is for PIL images, but got a numpy image.")
        return geometry.perspective(image, self.start_points, self.end_points, self.interpolation)

    def _execute_py(self, image):
        return on_pil.perspective(image, self.start_points, self.end_points, self.interpolation)


class ResizedCrop(ImageTensorOperation):
    """A part of the image in another size."""

    def __init__(self, top, left, height, width, size, interpolation=Inter.BILINEAR):
        for name, value, low in (("top", top, 0), ("left", left, 0), ("height", height, 1), ("width", width, 1)):
            _check.check_range(value, low, _check.INT32_MAX, name, "ResizedCrop", kinds=int)
        self.box = (top, left, height, width)
        self.size = _check.check_square(size, "size", "ResizedCrop")
        self.interpolation = _check.check_inter(interpolation, "ResizedCrop")

    def compute(self, image):
        return crop_and_resize(image, self.box, self.size, self.interpolation, "ResizedCrop")


def crop_and_resize(image, box, size, inter, who):
    """The part (top, left, height, width) of numpy images in another size."""
    if inter == Inter.ANTIALIAS:
        raise RuntimeError(f"For '{who}', numpy images cannot be interpolated by {inter!r}.")

    def one(frame):
        return geometry.resize(geometry.crop(frame, *box, who), size, inter, who)

    return by_frame(one, image, who)


class Erase(ImageTensorOperation):
    """A box in one colour: a number for all channels or three."""

    def __init__(self, top, left, height, width, value=0.0, inplace=False):
        for name, number, low in (("top", top, 0), ("left", left, 0), ("height", height, 1), ("width", width, 1)):
            _check.check_range(number, low, _check.INT32_MAX, name, "Erase", kinds=int)
        self.box = (top, left, height, width)
        _check.check_kind(value, (int, float, tuple), "value", "Erase")
        self.value = value if isinstance(value, tuple) else (value,) * 3
        if len(self.value) != 3:
            raise TypeError(f"For 'Erase', the 'value' must be a number or three, but got {value}.")
        for number in self.value:
            _check.check_range(number, 0, 255, "value", "Erase")
        self.inplace = _check.check_kind(inplace, bool, "inplace", "Erase")

    def compute(self, image):
        need_image(image, "Erase", ranks=(3,), channels=(3,))
        return geometry.erase(image, *self.box, self.value, self.inplace and image.flags.writeable)


class SlicePatches(ImageTensorOperation):
    """The image cut into rows and columns of patches, as that many columns."""

    def __init__(self, num_height=1, num_width=1, slice_mode=SliceMode.PAD, fill_value=0):
        _check.check_range(num_height, 1, _check.INT32_MAX, "num_height", "SlicePatches", kinds=int)
        _check.check_range(num_width, 1, _check.INT32_MAX, "num_width", "SlicePatches", kinds=int)
        self.rows, self.cols = num_height, num_width
        self.slice_mode = _check.check_kind(slice_mode, SliceMode, "slice_mode", "SlicePatches")
        self.fill_value = _check.check_range(fill_value, 0, 255, "fill_value", "SlicePatches", kinds=int)

    def compute(self, image):
        need_image(image, "SlicePatches")
        height, width = image.shape[:2]
        if self.rows > height or self.cols > width:
            raise RuntimeError(
                f"For 'SlicePatches', there must not be more patches than pixels, but got {self.rows} x {self.cols} "
                f"and an image of shape {image.shape}."
            )
        up = self.slice_mode == SliceMode.PAD
        tall, wide = (-(-length // n) if up else length // n for length, n in ((height, self.rows), (width, self.cols)))
        if up:
            widths = ((0, max(tall * self.rows - height, 0)), (0, max(wide * self.cols - width, 0)))
            image = np.pad(image, widths + ((0, 0),) * (image.ndim - 2), constant_values=self.fill_value)
        patches = tuple(
            image[i * tall : (i + 1) * tall, j * wide : (j + 1) * wide].copy()
            for i in range(self.rows)
            for j in range(self.cols)
        )
        return patches if len(patches) > 1 else patches[0]


class FiveCrop(PilOperation):
    """The four corners and the middle of a PIL image, as a tuple."""

    def __init__(self, size):
        self.size = _check.check_square(size, "size", type(self).__name__)

    def _execute_py(self, image):
        need_pil(image, type(self).__name__)
        return self.five(image)

    def five(self, image):
        width, height = image.size
        rows, cols = self.size
        if rows > height or cols > width:
            raise ValueError(
                f"For '{type(self).__name__}', the size must not be larger than the image, "
                f"but got {self.size} and an image of ({height}, {width})."
            )
        corners = ((0, 0), (0, width - cols), (height - rows, 0), (height - rows, width - cols))
        middle = on_pil.center_crop(image, self.size)
        return (*(on_pil.crop(image, top, left, rows, cols) for top, left in corners), middle)


class TenCrop(FiveCrop):
    """`FiveCrop` of a PIL image and of its mirror image (upside down with `use_vertical_flip`)."""

    def __init__(self, size, use_vertical_flip=False):
        super().__init__(size)
        self.use_vertical_flip = _check.check_kind(use_vertical_flip, bool, "use_vertical_flip", "TenCrop")

    def _execute_py(self, image):
        need_pil(image, "TenCrop")
        flipped = on_pil.image_ops(image, "flip" if self.use_vertical_flip else "mirror", "TenCrop")
        return self.five(image) + self.five(flipped)
