"""Transforms of an image together with its boxes: float32 rows of x, y, width, height and whatever else."""

from __future__ import annotations

import copy
from typing import Any

import numpy as np

from msgrad.dataset.random_state import seed_in_use
from msgrad.dataset.transforms.base import Drawing, PyTensorOperation, TensorOperation
from msgrad.dataset.vision import _check, geometry
from msgrad.dataset.vision.base import ImageTensorOperation, need_image
from msgrad.dataset.vision.random_shapes import RandomCrop, RandomResize, RandomResizedCrop
from msgrad.dataset.vision.utils import Border, Inter

_F32 = np.float32


class _WithBBox(ImageTensorOperation):
    """Takes an image and its boxes, and gives both: a subclass has `both(image, boxes)`."""

    columns = 2

    def __call__(self, *columns: Any) -> Any:
        self.check_columns(columns)
        image, boxes = (np.asarray(column) for column in columns)
        who = type(self).__name__
        need_image(image, who)
        if boxes.dtype != _F32 or boxes.ndim != 2 or boxes.shape[1] < 4 or not boxes.size:
            raise RuntimeError(
                f"For '{who}', the boxes must be float32 rows of at least four numbers, "
                f"but got {boxes.dtype} of shape {boxes.shape}."
            )
        height, width = image.shape[:2]
        x, y, wide, high = boxes[:, :4].T
        if (
            (boxes[:, :4] < 0).any()
            or (x.astype(np.int64) + wide.astype(np.int64) > width).any()
            or (y.astype(np.int64) + high.astype(np.int64) > height).any()
            or (x + wide > width).any()
            or (y + high > height).any()
        ):
            raise RuntimeError(
                f"For '{who}', the boxes must lie within the image, but got {boxes[:, :4].tolist()} and an image of "
                f"width {width} and height {height}."
            )
        return self.both(image, boxes.copy())

    def both(self, image: np.ndarray, boxes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        raise NotImplementedError


def _cropped(boxes: np.ndarray, top: int, left: int, height: int, width: int) -> np.ndarray:
    """The boxes that touch a part of the image, cut to it."""
    low = boxes[:, :2]
    high = low + boxes[:, 2:4]
    corner = np.array([left, top], _F32)
    end = corner + np.array([width, height], _F32)
    kept = ((low <= end) & (high >= corner)).all(1)
    low, high = np.maximum(low, corner)[kept], np.minimum(high, end)[kept]
    return np.concatenate([low - corner, high - low, boxes[kept, 4:]], 1)


def _scaled(boxes: np.ndarray, before: tuple[int, int], after: tuple[int, int]) -> np.ndarray:
    """The boxes of an image (height, width) of another size."""
    boxes[:, [0, 2]] *= _F32(after[1] / before[1])
    boxes[:, [1, 3]] *= _F32(after[0] / before[0])
    return boxes


class RandomHorizontalFlipWithBBox(Drawing, _WithBBox):
    """Left becomes right, with a probability.

    >>> image, boxes = np.zeros((4, 6), np.uint8), np.array([[0, 1, 2, 3]], np.float32)
    >>> RandomHorizontalFlipWithBBox(1)(image, boxes)[1]
    array([[4., 1., 2., 3.]], dtype=float32)
    """

    axis = 1

    def __init__(self, prob=0.5):
        self.prob = _check.check_prob(prob, type(self).__name__)

    def both(self, image, boxes):
        if self.stream.bernoulli(self.prob):
            image = geometry.flip(image, self.axis)
            place = 1 - self.axis
            boxes[:, place] = image.shape[self.axis] - boxes[:, place] - boxes[:, 2 + place]
        return image, boxes


class RandomVerticalFlipWithBBox(RandomHorizontalFlipWithBBox):
    """Top becomes bottom, with a probability."""

    axis = 0


class ResizeWithBBox(_WithBBox):
    """Another size: (height, width), or one number for the shorter side."""

    def __init__(self, size, interpolation=Inter.LINEAR):
        self.size = _check.check_size(size, "size", "ResizeWithBBox")
        self.interpolation = _check.check_inter(interpolation, "ResizeWithBBox")

    def both(self, image, boxes):
        if self.interpolation == Inter.ANTIALIAS:
            raise RuntimeError("For 'ResizeWithBBox', Inter.ANTIALIAS is for PIL images, which have no boxes here.")
        result = geometry.resize(image, self.size, self.interpolation, "ResizeWithBBox")
        return result, _scaled(boxes, image.shape[:2], result.shape[:2])


class RandomResizeWithBBox(Drawing, _WithBBox):
    """`ResizeWithBBox` with an interpolation that is drawn."""

    def __init__(self, size):
        self.size = _check.check_size(size, "size", "RandomResizeWithBBox")

    def both(self, image, boxes):
        choices = RandomResize.CHOICES
        inter = choices[self.stream.uniform_int(0, len(choices) - 1)]
        result = geometry.resize(image, self.size, inter, "RandomResizeWithBBox")
        return result, _scaled(boxes, image.shape[:2], result.shape[:2])


class RandomCropWithBBox(Drawing, _WithBBox):
    """`RandomCrop`; boxes outside of the part are left out, others cut.

    As in MindSpore, a border that `pad_if_needed` adds does not move the boxes.
    """

    def __init__(self, size, padding=None, pad_if_needed=False, fill_value=0, padding_mode=Border.CONSTANT):
        self.crop = RandomCrop(size, padding, pad_if_needed, fill_value, padding_mode)

    def both(self, image, boxes):
        need_image(image, "RandomCropWithBBox", channels=(1, 3))
        self.crop._stream = self.stream
        edges, left, top = self.crop.draw(image.shape)
        if any(edges):
            image = geometry.pad(image, edges, self.crop.fill_value, self.crop.padding_mode, "RandomCropWithBBox")
        boxes[:, :2] += np.array(self.crop.padding[:2], _F32)
        return geometry.crop(image, top, left, *self.crop.size, "RandomCropWithBBox"), _cropped(
            boxes, top, left, *self.crop.size
        )


class RandomResizedCropWithBBox(Drawing, _WithBBox):
    """`RandomResizedCrop`; boxes outside of the part are left out, others cut, and all are scaled."""

    def __init__(
        self, size, scale=(0.08, 1.0), ratio=(3.0 / 4.0, 4.0 / 3.0), interpolation=Inter.BILINEAR, max_attempts=10
    ):
        self.crop = RandomResizedCrop(size, scale, ratio, interpolation, max_attempts)

    def both(self, image, boxes):
        self.crop._stream = self.stream
        box = self.crop.box(*image.shape[:2])
        top, left, rows, columns = box
        part = image[top : top + rows, left : left + columns]
        result = geometry.resize(part, self.crop.size, self.crop.interpolation, "RandomResizedCropWithBBox")
        return result, _scaled(_cropped(boxes, *box), (rows, columns), self.crop.size)


class BoundingBoxAugment(Drawing, _WithBBox):
    """A transform on what is in some of the boxes.

    Args:
        transform: a transform of numpy images or arrays.
        ratio: the probability of each box.

    Raises:
        TypeError, ValueError: for wrong arguments.
        RuntimeError: for boxes that are not within the image.
    """

    def __init__(self, transform, ratio=0.3):
        if not isinstance(transform, TensorOperation) or isinstance(transform, PyTensorOperation):
            raise TypeError(
                f"For 'BoundingBoxAugment', the 'transform' must be one of numpy images, but got {transform!r}."
            )
        self.transform, self.ratio = transform, _check.check_range(ratio, 0, 1, "ratio", "BoundingBoxAugment")

    def reseed(self, seed):
        super().reseed(seed)
        if hasattr(self.transform, "reseed"):
            self.transform.reseed(seed)

    def both(self, image, boxes):
        image = image.copy()
        stream, transform = self.stream, self.transform
        if self._stream is None and hasattr(transform, "reseed"):  # its stream goes on from box to box
            transform = copy.deepcopy(transform)
            transform.reseed(seed_in_use())
        for number in range(len(boxes)):
            if stream.uniform_float(0, 1) >= self.ratio:
                continue
            x, y, width, height = (int(value) for value in boxes[number, :4])
            if not width or not height:
                raise RuntimeError(f"For 'BoundingBoxAugment', a box must not be empty, but got {boxes[number, :4]}.")
            part = transform(image[y : y + height, x : x + width].copy())
            if part.shape[:2] != (height, width):
                part = geometry.resize(part, (height, width), Inter.LINEAR, "BoundingBoxAugment")
            image[y : y + height, x : x + width] = part
        return image, boxes
