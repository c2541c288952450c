"""Random transforms that move pixels. Numpy images draw from the transform's stream, PIL ones from `random`."""

from __future__ import annotations

import math
import random as python_random

import numpy as np

from msgrad.dataset.transforms.base import Drawing, PyTensorOperation
from msgrad.dataset.vision import _check, geometry, on_pil
from msgrad.dataset.vision._libraries import opencv_if_there
from msgrad.dataset.vision.base import ImageTensorOperation, PilOperation, by_frame, need_image, need_pil
from msgrad.dataset.vision.basic import Decode
from msgrad.dataset.vision.shapes import check_center
from msgrad.dataset.vision.utils import Border, Inter

_F32 = np.float32


class _AllAlike(Drawing, ImageTensorOperation):
    """Takes several images of one size and does the same to all of them."""

    columns = None

    def compute(self, *images):
        for image in images:
            by_frame(lambda frame: frame, image, type(self).__name__)
            if image.shape[-3:-1] != images[0].shape[-3:-1] and image.shape[:2] != images[0].shape[:2]:
                raise RuntimeError(f"For '{type(self).__name__}', all images of a call must be of one size.")
        change = self.choose(images[0])
        results = tuple(by_frame(change, image, type(self).__name__) for image in images)
        return results[0] if len(results) == 1 else results

    def can_draw(self, batch):
        """Whether `apply_drawn` can do this batch of images."""
        return batch.dtype == np.uint8 and (batch.ndim == 3 or (batch.ndim == 4 and batch.shape[-1] in (1, 3)))

    def choose(self, image):
        """The function that is applied to each image, for images of the size of this one."""
        raise NotImplementedError


def _flipped(batch, draws, axis):
    """The batch with those images turned that were drawn, in place."""
    if opencv_if_there() is None or batch[0].size < 1 << 14:  # one call for all pays for small images
        batch[draws] = batch[draws][:, :, ::-1] if axis else batch[draws][:, ::-1]
        return batch
    for number, turned in enumerate(draws):
        if turned:
            batch[number] = geometry.flip(batch[number], axis)
    return batch


class RandomHorizontalFlip(_AllAlike):
    """Left becomes right, with a probability."""

    def __init__(self, prob=0.5):
        self.prob = _check.check_prob(prob, "RandomHorizontalFlip")

    def choose(self, image):
        if self.draw(image.shape):
            return lambda frame: geometry.flip(frame, 1)
        return lambda frame: frame

    def draw(self, shape):
        """Whether an image is turned."""
        return self.stream.bernoulli(self.prob)

    def apply_drawn(self, batch, draws):
        """A batch of images, of which those are turned that were drawn."""
        return _flipped(batch, draws, 1)

    def _execute_py(self, image):
        return (
            on_pil.image_ops(image, "mirror", "RandomHorizontalFlip") if python_random.random() < self.prob else image
        )


class RandomVerticalFlip(_AllAlike):
    """Top becomes bottom, with a probability."""

    def __init__(self, prob=0.5):
        self.prob = _check.check_prob(prob, "RandomVerticalFlip")

    def choose(self, image):
        if self.draw(image.shape):
            return lambda frame: geometry.flip(frame, 0)
        return lambda frame: frame

    draw = RandomHorizontalFlip.draw

    def apply_drawn(self, batch, draws):
        """A batch of images, of which those are turned that were drawn."""
        return _flipped(batch, draws, 0)

    def _execute_py(self, image):
        return on_pil.image_ops(image, "flip", "RandomVerticalFlip") if python_random.random() < self.prob else image


class RandomCrop(_AllAlike):
    """A part of a size at a random place, of the image with a border.

    With `pad_if_needed` an image that is smaller than the size gets a border as wide as is missing, on both sides.
    """

    def __init__(self, size, padding=None, pad_if_needed=False, fill_value=0, padding_mode=Border.CONSTANT):
        self.size = _check.check_square(size, "size", "RandomCrop")
        self.padding = (0, 0, 0, 0) if padding is None else _check.check_padding(padding, "RandomCrop")
        self.pad_if_needed = _check.check_kind(pad_if_needed, bool, "pad_if_needed", "RandomCrop")
        self.fill_value = _check.check_fill(fill_value, "RandomCrop")
        self.padding_mode = _check.check_border(padding_mode, "RandomCrop")

    def _edges(self, height, width):
        """The border (left, top, right, bottom)."""
        left, top, right, bottom = self.padding
        if self.pad_if_needed:
            more = max(self.size[0] - height - top - bottom, 0), max(self.size[1] - width - left - right, 0)
            left, top, right, bottom = left + more[1], top + more[0], right + more[1], bottom + more[0]
        return left, top, right, bottom

    def can_draw(self, batch):
        return super().can_draw(batch) and (self.padding_mode is Border.CONSTANT or not any(self.padding))

    def draw(self, shape):
        """The border, and where in the image with it the part begins: left, top."""
        height, width = shape[-3:-1] if len(shape) > 2 else shape
        edges = self._edges(height, width)
        rows, columns = height + edges[1] + edges[3], width + edges[0] + edges[2]
        if self.size[0] > rows or self.size[1] > columns:
            raise RuntimeError(
                f"For 'RandomCrop', the size must not be larger than the image with its border, "
                f"but got {self.size} and ({rows}, {columns}). With pad_if_needed=True the border grows."
            )
        stream = self.stream
        left = stream.uniform_int(0, columns - self.size[1])
        return edges, left, stream.uniform_int(0, rows - self.size[0])

    def apply_drawn(self, batch, draws):
        """A batch of images, of each the part that was drawn."""
        (left, top, right, bottom), _, _ = draws[0]  # all images have one size
        count, height, width, *channels = batch.shape
        if left or top or right or bottom:
            fill = np.array(self.fill_value[: channels[0]] if channels else self.fill_value[0], batch.dtype)
            whole = np.empty((count, height + top + bottom, width + left + right, *channels), batch.dtype)
            whole[...] = fill
            whole[:, top : top + height, left : left + width] = batch
            batch = whole
        result = np.empty((count, *self.size, *channels), batch.dtype)
        for number, (_, x, y) in enumerate(draws):
            result[number] = batch[number, y : y + self.size[0], x : x + self.size[1]]
        return result

    def choose(self, image):
        edges, left, top = self.draw(image.shape)

        def change(frame):
            if any(edges):
                frame = geometry.pad(frame, edges, self.fill_value, self.padding_mode, "RandomCrop")
            return geometry.crop(frame, top, left, *self.size, "RandomCrop")

        return change

    def _execute_py(self, image):
        need_pil(image, "RandomCrop")
        if any(self.padding):
            image = on_pil.pad(image, self.padding, self.fill_value, self.padding_mode, "RandomCrop")
        rows, columns = self.size
        if self.pad_if_needed and image.size[0] < columns:
            extra = columns - image.size[0]
            image = on_pil.pad(image, (extra, 0, extra, 0), self.fill_value, self.padding_mode, "RandomCrop")
        if self.pad_if_needed and image.size[1] < rows:
            extra = rows - image.size[1]
            image = on_pil.pad(image, (0, extra, 0, extra), self.fill_value, self.padding_mode, "RandomCrop")
        width, height = image.size
        if rows > height or columns > width:
            raise ValueError(
                f"For 'RandomCrop', the size must not be larger than the image with its border, "
                f"but got {self.size} and ({height}, {width})."
            )
        if (rows, columns) == (height, width):
            return on_pil.crop(image, 0, 0, rows, columns)
        top = python_random.randint(0, height - rows)
        left = python_random.randint(0, width - columns)
        return on_pil.crop(image, top, left, rows, columns)


class RandomResizedCrop(_AllAlike):
    """A part of a random area (of the image's) and ratio width / height, in another size."""

    def __init__(
        self, size, scale=(0.08, 1.0), ratio=(3.0 / 4.0, 4.0 / 3.0), interpolation=Inter.BILINEAR, max_attempts=10
    ):
        who = type(self).__name__
        self.size = _check.check_square(size, "size", who)
        _check.check_scale_ratio(scale, ratio, who)
        self.scale, self.ratio = tuple(scale), tuple(ratio)
        self.interpolation = _check.check_inter(interpolation, who)
        self.max_attempts = _check.check_range(max_attempts, 1, _check.INT32_MAX, "max_attempts", who, kinds=int)

    def box(self, height, width):
        """The part (top, left, height, width) that is drawn for an image of a size."""
        stream = self.stream
        log_ratio = [math.log(_F32(ratio)) for ratio in self.ratio]
        for _ in range(self.max_attempts):
            scale = float(stream.uniform_float(*self.scale))
            ratio = float(np.exp(stream.uniform_float(*log_ratio)))
            columns = _round(math.sqrt(height * width * scale * ratio))
            rows = _round(columns / ratio)
            if 0 < rows <= height and 0 < columns <= width:
                left = stream.uniform_int(0, width - columns)
                top = stream.uniform_int(0, height - rows)
                return top, left, rows, columns
        return _fallback_box(height, width, self.ratio)

    def choose(self, image):
        if self.interpolation == Inter.ANTIALIAS:
            raise TypeError(f"For '{type(self).__name__}', Inter.ANTIALIAS is for PIL images, but got a numpy image.")
        height, width = image.shape[-3:-1] if image.ndim > 2 else image.shape
        top, left, rows, columns = self.box(height, width)
        return lambda frame: geometry.resize(
            frame[top : top + rows, left : left + columns], self.size, self.interpolation, type(self).__name__
        )

    def _execute_py(self, image):
        need_pil(image, "RandomResizedCrop")
        width, height = image.size
        top, left, rows, columns = self._pil_box(height, width)
        part = on_pil.crop(image, top, left, rows, columns)
        return on_pil.resize(part, self.size, self.interpolation, "RandomResizedCrop")

    def _pil_box(self, height, width):
        for _ in range(self.max_attempts):
            area = python_random.uniform(*self.scale) * height * width
            ratio = math.exp(python_random.uniform(math.log(self.ratio[0]), math.log(self.ratio[1])))
            columns = round(math.sqrt(area * ratio))
            rows = round(columns / ratio)
            if 0 < columns <= width and 0 < rows <= height:
                top = python_random.randint(0, height - rows)
                left = python_random.randint(0, width - columns)
                return top, left, rows, columns
        return _fallback_box(height, width, self.ratio, round)


def _round(value):
    """To the nearest whole number, halves away from zero."""
    return math.floor(value + 0.5)


def _fallback_box(height, width, ratio, to_int=_round):
    """The largest part in the middle whose ratio is allowed."""
    if width / height < ratio[0]:
        rows, columns = to_int(width / ratio[0]), width
    elif width / height > ratio[1]:
        rows, columns = height, to_int(height * ratio[1])
    else:
        rows, columns = height, width
    return to_int((height - rows) / 2.0), to_int((width - columns) / 2.0), rows, columns


class RandomCropDecodeResize(RandomResizedCrop):
    """`Decode` and `RandomResizedCrop` at once, of the bytes of an image in a 1-D uint8 array."""

    def __call__(self, encoded):
        if not isinstance(encoded, np.ndarray) or encoded.ndim != 1 or encoded.dtype != np.uint8:
            raise TypeError(
                f"For 'RandomCropDecodeResize', the input must be an encoded image in a 1-D uint8 array, "
                f"but got {type(encoded)}{getattr(encoded, 'shape', '')}."
            )
        return self.compute(Decode()(encoded))


class RandomRotation(Drawing, ImageTensorOperation):
    """The image turned counterclockwise by an angle from a range in degrees."""

    def __init__(self, degrees, resample=Inter.NEAREST, expand=False, center=None, fill_value=0):
        self.degrees = _check.check_degrees(degrees, "RandomRotation")
        self.resample = _check.check_inter(resample, "RandomRotation", "resample")
        self.expand = _check.check_kind(expand, bool, "expand", "RandomRotation")
        self.center = check_center(center, "RandomRotation")
        self.fill_value = _check.check_fill(fill_value, "RandomRotation")

    def compute(self, image):
        angle = float(self.stream.uniform_float(*self.degrees))
        return geometry.rotate(image, angle, self.resample, self.expand, self.center, self.fill_value, "RandomRotation")

    def _execute_py(self, image):
        need_pil(image, "RandomRotation")
        angle = python_random.uniform(*self.degrees)
        return on_pil.rotate(image, angle, self.resample, self.expand, self.center, self.fill_value, "RandomRotation")


def _check_translate(translate):
    """The range (lowest, highest) of x, or those of x and y, as parts of the size: the four ends."""
    if translate is None:
        return (0.0, 0.0, 0.0, 0.0)
    _check.check_kind(translate, (list, tuple), "translate", "RandomAffine")
    if len(translate) not in (2, 4):
        raise TypeError(f"For 'RandomAffine', the 'translate' must have two or four numbers, but got {translate}.")
    for value in translate:
        _check.check_range(value, -1.0, 1.0, "translate", "RandomAffine")
    if translate[0] > translate[1] or (len(translate) == 4 and translate[2] > translate[3]):
        raise ValueError(f"For 'RandomAffine', the ranges of 'translate' must be in order, but got {translate}.")
    if len(translate) == 2:
        return (*translate, 0.0, 0.0)
    return tuple(translate)


def _check_shear(shear):
    """A number or one range for x, or one for x and one for y: the four ends."""
    if shear is None:
        return (0.0, 0.0, 0.0, 0.0)
    if isinstance(shear, _check.NUMBER) and not isinstance(shear, bool):
        if shear < 0:
            raise ValueError(f"For 'RandomAffine', the 'shear' must be at least 0, but got {shear}.")
        return (-shear, shear, 0.0, 0.0)
    _check.check_kind(shear, (list, tuple), "shear", "RandomAffine")
    if len(shear) not in (2, 4):
        raise TypeError(f"For 'RandomAffine', the 'shear' must be one number, two or four, but got {shear}.")
    ends = tuple(shear) if len(shear) == 4 else (*shear, 0.0, 0.0)
    if ends[0] > ends[1] or ends[2] > ends[3]:
        raise ValueError(f"For 'RandomAffine', the ranges of 'shear' must be in order, but got {shear}.")
    return ends


class RandomAffine(Drawing, ImageTensorOperation):
    """The image turned, moved, scaled and sheared at random."""

    def __init__(self, degrees, translate=None, scale=None, shear=None, resample=Inter.NEAREST, fill_value=0):
        self.degrees = _check.check_degrees(degrees, "RandomAffine")
        self.translate = _check_translate(translate)
        self.reach = tuple(translate[:2]) if translate else (0.0, 0.0)  # what MindSpore makes of it for PIL images
        self.scale = (1.0, 1.0)
        if scale is not None:
            _check.check_kind(scale, (list, tuple), "scale", "RandomAffine")
            if len(scale) != 2:
                raise TypeError(f"For 'RandomAffine', the 'scale' must have two numbers, but got {scale}.")
            for value in scale:
                _check.check_range(value, 0, _check.FLOAT_MAX, "scale", "RandomAffine")
            if scale[0] > scale[1] or scale[1] == 0:
                raise ValueError(f"For 'RandomAffine', the 'scale' must be in order, above 0, but got {scale}.")
            self.scale = tuple(scale)
        self.shear = _check_shear(shear)
        self.resample = _check.check_inter(resample, "RandomAffine", "resample")
        self.fill_value = _check.check_fill(fill_value, "RandomAffine")

    def compute(self, image):
        need_image(image, "RandomAffine")
        stream = self.stream
        height, width = image.shape[:2]
        low_x, high_x, low_y, high_y = self.translate
        angle = float(stream.uniform_float(*self.degrees))
        move_x = float(stream.uniform_float(low_x * width, high_x * width))
        move_y = float(stream.uniform_float(low_y * height, high_y * height))
        scale = float(stream.uniform_float(*self.scale))
        shear = (float(stream.uniform_float(*self.shear[:2])), float(stream.uniform_float(*self.shear[2:])))
        moved = (move_x / width, move_y / height)
        return geometry.affine(image, angle, moved, scale, shear, self.resample, self.fill_value, "RandomAffine")

    def _execute_py(self, image):
        need_pil(image, "RandomAffine")
        return on_pil.random_affine(
            image, self.degrees, self.reach, self.scale, self.shear, self.resample, self.fill_value
        )


class RandomPerspective(PilOperation):
    """A PIL image seen from a random side, with a probability; the distortion is from 0 to 1."""

    random = True

    def __init__(self, distortion_scale=0.5, prob=0.5, interpolation=Inter.BICUBIC):
        self.distortion_scale = _check.check_range(distortion_scale, 0, 1, "distortion_scale", "RandomPerspective")
        self.prob = _check.check_prob(prob, "RandomPerspective")
        self.interpolation = _check.check_inter(interpolation, "RandomPerspective")

    def _execute_py(self, image):
        if not hasattr(image, "getbands"):
            raise ValueError(f"For 'RandomPerspective', the input must be a PIL image, but got {type(image)}.")
        if python_random.random() >= self.prob:
            return image
        width, height = image.size
        x, y = int(self.distortion_scale * (width // 2)), int(self.distortion_scale * (height // 2))
        draw = python_random.randint
        end = [
            (draw(0, x), draw(0, y)),
            (draw(width - x - 1, width - 1), draw(0, y)),
            (draw(width - x - 1, width - 1), draw(height - y - 1, height - 1)),
            (draw(0, x), draw(height - y - 1, height - 1)),
        ]
        start = [(0, 0), (width - 1, 0), (width - 1, height - 1), (0, height - 1)]
        return on_pil.perspective(image, start, end, self.interpolation, "RandomPerspective")


class RandomResize(Drawing, ImageTensorOperation):
    """`Resize` with an interpolation that is drawn: nearest, linear, cubic or area."""

    CHOICES = (Inter.LINEAR, Inter.NEAREST, Inter.CUBIC, Inter.AREA)

    def __init__(self, size):
        self.size = _check.check_size(size, "size", "RandomResize")

    def compute(self, image):
        inter = self.CHOICES[self.stream.uniform_int(0, len(self.CHOICES) - 1)]
        return geometry.resize(image, self.size, inter, "RandomResize")


class CutOut(Drawing, ImageTensorOperation):
    """Square patches of 0 at random places, partly outside perhaps."""

    def __init__(self, length, num_patches=1, is_hwc=True):
        self.length = _check.check_range(length, 1, _check.FLOAT_MAX, "length", "CutOut", kinds=int)
        self.num_patches = _check.check_range(num_patches, 1, _check.FLOAT_MAX, "num_patches", "CutOut", kinds=int)
        self.is_hwc = _check.check_kind(is_hwc, bool, "is_hwc", "CutOut")

    def compute(self, image):
        need_image(image, "CutOut", ranks=(3,))
        result = image.copy()
        view = result if self.is_hwc else result.transpose(1, 2, 0)
        height, width = view.shape[:2]
        if self.length > height or self.length > width:
            raise RuntimeError(
                f"For 'CutOut', the 'length' must not be larger than the image, "
                f"but got {self.length} and ({height}, {width})."
            )
        stream = self.stream
        for _ in range(self.num_patches):
            top = stream.uniform_int(0, height + self.length) - self.length
            left = stream.uniform_int(0, width + self.length) - self.length
            view[max(top, 0) : max(top + self.length, 0), max(left, 0) : max(left + self.length, 0)] = 0
        return result


class RandomErasing(PyTensorOperation):
    """A box of an array (channels, height, width) in one colour or, with value 'random', in noise."""

    random = True
    columns = 1

    def __init__(self, prob=0.5, scale=(0.02, 0.33), ratio=(0.3, 3.3), value=0, inplace=False, max_attempts=10):
        self.prob = _check.check_prob(prob, "RandomErasing")
        _check.check_scale_ratio(scale, ratio, "RandomErasing")
        self.scale, self.ratio = tuple(scale), tuple(ratio)
        _check.check_kind(value, (int, list, tuple, str), "value", "RandomErasing")
        if isinstance(value, str) and value != "random":
            raise ValueError(f"For 'RandomErasing', the 'value' must be numbers or 'random', but got {value!r}.")
        if isinstance(value, int):
            _check.check_range(value, 0, 255, "value", "RandomErasing", kinds=int)
        elif not isinstance(value, str):
            if len(value) != 3:
                raise ValueError(f"For 'RandomErasing', the 'value' must be one number or three, but got {value}.")
            for number in value:
                _check.check_range(number, 0, 255, "value", "RandomErasing", kinds=int)
        self.value = value
        self.inplace = _check.check_kind(inplace, bool, "inplace", "RandomErasing")
        self.max_attempts = _check.check_range(
            max_attempts, 1, _check.FLOAT_MAX, "max_attempts", "RandomErasing", kinds=int
        )

    def _execute_py(self, image):
        if not isinstance(image, np.ndarray):
            raise TypeError(f"For 'RandomErasing', the input must be a numpy array, but got {type(image)}.")
        if image.ndim != 3:
            raise RuntimeError(f"For 'RandomErasing', the image must be (C, H, W), but got {image.shape}.")
        if python_random.random() >= self.prob:
            return image
        top, left, rows, columns, value = self._box(image)
        result = image if self.inplace else image.copy()
        result[:, top : top + rows, left : left + columns] = value
        return result

    def _box(self, image):
        channels, height, width = image.shape
        for _ in range(self.max_attempts):
            area = python_random.uniform(*self.scale) * height * width
            ratio = python_random.uniform(*self.ratio)
            columns = round(math.sqrt(area * ratio))
            rows = round(columns / ratio)
            if not (rows < height and columns < width):
                continue
            if self.value == "random":
                value = np.random.standard_normal((channels, rows, columns))
            elif isinstance(self.value, int):
                value = self.value
            else:
                value = np.array(self.value)[:, None, None]
            top = python_random.randint(0, height - rows)
            left = python_random.randint(0, width - columns)
            return top, left, rows, columns, value
        return 0, 0, height, width, image
