"""A random part of an image around its objects, by rejection sampling."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import numpy as np

from msgrad._checkparam import check_bool, check_positive_int, check_type
from msgrad.common.tensor import Tensor
from msgrad.engine import random
from msgrad.engine.handle import wrap
from msgrad.engine.values import leaf
from msgrad.ops.function._arguments import concrete
from msgrad.ops.primitive import define, is_int

_WORD = 0xFFFFFFFF


def _words(seed: int, seed2: int) -> Iterator[int]:
    """The words of Philox4x32-10 with ``seed`` for the key and ``seed2`` for the upper half of the counter."""
    key, upper = (seed & _WORD, seed >> 32 & _WORD), (seed2 & _WORD, seed2 >> 32 & _WORD)
    blocks = 64
    for i in itertools.count():
        yield from random.philox4x32((i * blocks, 0, *upper), key, blocks).ravel().tolist()


def _below(words: Iterator[int], n: int) -> int:
    """A number below n; words before the last whole multiple are rejected."""
    if n & (n - 1) == 0:
        return next(words) & (n - 1)
    least = _WORD % n + 1
    return next(word for word in words if word >= least) % n


def _crop(words: Iterator[int], height: int, width: int, areas: Any, ratio: np.float32) -> tuple | None:
    """A rectangle (top, left, height, width) of a ratio of width to height, with its area in range; None where that
    fails."""
    least, most = (np.float32(area) * np.float32(width * height) for area in areas)
    high, highest = int(np.rint(np.sqrt(least / ratio))), int(np.rint(np.sqrt(most / ratio)))
    if np.rint(highest * ratio) > width:
        highest = int((width + 0.5 - 1e-7) / ratio)
        highest -= int(np.rint(highest * ratio) > width)
    highest = min(highest, height)
    high = min(high, highest)
    if high < highest:
        high += _below(words, highest - high + 1)
    wide = int(np.rint(high * ratio))
    if wide * high < least:
        high += 1
        wide = int(np.rint(high * ratio))
    if wide * high > most:
        high -= 1
        wide = int(np.rint(high * ratio))
    if not (least <= wide * high <= most and 0 < wide <= width and 0 < high <= height):
        return None
    left = _below(words, width - wide) if wide < width else 0
    top = _below(words, height - high) if high < height else 0
    return top, left, high, wide


def _covers(crop: tuple, boxes: np.ndarray, share: float) -> bool:
    """Whether the share of one of the boxes (top, left, bottom, right) lies in the rectangle."""
    top, left, high, wide = crop
    for box in boxes.tolist():
        area = (box[2] - box[0]) * (box[3] - box[1])
        tall = min(top + high, box[2]) - max(top, box[0])
        broad = min(left + wide, box[3]) - max(left, box[1])
        if area >= 1 and np.float32(max(tall, 0) * max(broad, 0)) / np.float32(area) >= share:
            return True
    return False


def _sample(self: Any, image_size: Any, bounding_boxes: Any, min_object_covered: Any) -> Any:
    """A rectangle that covers enough of one of the boxes: where it begins (3,), its size (3,) with -1 for the channels,
    both in the dtype of ``image_size``, and its corners (1, 1, 4) as shares of the image.

    image_size: height, width and channels. bounding_boxes: (batch, N, 4), top, left, bottom and right as shares.
    The values are looked at, so what is pending runs. After ``max_attempts`` the whole image is given.

    Raises TypeError for other types, ValueError for other shapes and where there are no boxes, RuntimeError for numbers
    out of range.
    """
    arrays = []
    for value, argument, kinds in (
        (image_size, "image_size", ("uint8", "int8", "int16", "int32", "int64")),
        (bounding_boxes, "bounding_boxes", ("float32",)),
        (min_object_covered, "min_object_covered", ("float32",)),
    ):
        check_type(value, Tensor, argument, self.name)
        array = concrete(value, self.name)
        if array.dtype.name not in kinds:
            raise TypeError(f"For '{self.name}', the '{argument}' must be {' or '.join(kinds)}, but got {value.dtype}.")
        arrays.append(array)
    size, boxes, share = arrays
    for array, argument, fits in (
        (size, "image_size", size.shape == (3,)),
        (boxes, "bounding_boxes", boxes.ndim == 3 and boxes.shape[-1] == 4),
        (share, "min_object_covered", share.size == 1),
    ):
        if not fits:
            raise ValueError(f"For '{self.name}', the '{argument}' has the wrong shape {array.shape}.")
    share = share.item()
    if not 0 <= share <= 1:
        raise RuntimeError(f"For '{self.name}', the 'min_object_covered' must be in [0, 1], but got {share}.")
    if (size <= 0).any():
        raise RuntimeError(f"For '{self.name}', the 'image_size' must be above 0, but got {size.tolist()}.")
    boxes = boxes.reshape(-1, 4)
    if not ((boxes >= 0) & (boxes <= 1)).all() or (boxes[:, :2] >= boxes[:, 2:]).any():
        raise RuntimeError(
            f"For '{self.name}', the 'bounding_boxes' must be top, left, bottom, right in [0, 1], but got "
            f"{boxes.tolist()}."
        )
    height, width = size[:2].tolist()
    scaled = (boxes * np.array([height, width, height, width], np.float32)).astype(int)
    if not len(scaled):
        if not self.use_image_if_no_bounding_boxes:
            raise ValueError(f"For '{self.name}', there must be 'bounding_boxes', but got none.")
        scaled = np.array([[0, 0, height, width]])
    seeds = (self.seed, self.seed2)
    words = _words(*(seeds if any(seeds) else (random.seeds(self.name)(), 0)))
    narrow, wide = (np.float32(ratio) for ratio in self.aspect_ratio_range)
    found = (0, 0, height, width)
    for _ in range(self.max_attempts):
        ratio = np.float32(next(words) & 0x7FFFFF) / np.float32(1 << 23) * (wide - narrow) + narrow
        crop = _crop(words, height, width, self.area_range, ratio)
        if crop is not None and _covers(crop, scaled, share):
            found = crop
            break
    top, left, high, wide = found
    corners = np.array([top, left, top + high, left + wide], np.float32) / np.array([height, width] * 2, np.float32)
    sizes = np.array([high, wide, -1]).astype(size.dtype)  # -1 is 255 in uint8
    return tuple([wrap(leaf(a)) for a in (np.array([top, left, 0], size.dtype), sizes, corners.reshape(1, 1, 4))])


def _range(most: float) -> Any:
    def check(value: Any, argument: str, who: str) -> Any:
        check_type(value, (list, tuple), argument, who)
        for item in value:
            check_type(item, float, argument, who)
        if len(value) != 2 or not 0 < value[0] < value[1] <= most:
            raise ValueError(f"For '{who}', the '{argument}' must be two floats in (0, {most}], but got {value}.")
        return value

    return check


SampleDistortedBoundingBoxV2 = define(
    "SampleDistortedBoundingBoxV2", _sample,
    {"seed": is_int, "seed2": is_int, "aspect_ratio_range": _range(float("inf")), "area_range": _range(1.0),
     "max_attempts": check_positive_int, "use_image_if_no_bounding_boxes": check_bool},
    seed=0, seed2=0, aspect_ratio_range=(0.75, 1.33), area_range=(0.05, 1.0), max_attempts=100,
    use_image_if_no_bounding_boxes=False,
)  # fmt: skip

__all__ = ["SampleDistortedBoundingBoxV2"]
