"""What moves pixels of numpy images: functions on arrays (height, width[, channels])."""

from __future__ import annotations

import math

import numpy as np

from msgrad.dataset.vision._libraries import opencv_if_there, pillow, run
from msgrad.dataset.vision.base import by_frame, need_image, with_channels
from msgrad.dataset.vision.utils import Border, Inter

# OpenCV's numbers of interpolations and borders
_INTER = {Inter.NEAREST: 0, Inter.BILINEAR: 1, Inter.BICUBIC: 2, Inter.AREA: 3}
_BORDER = {Border.CONSTANT: 0, Border.EDGE: 1, Border.SYMMETRIC: 2, Border.REFLECT: 4}
_LARGEST_ENLARGEMENT = 1000
_FLIPPED = frozenset(("uint8", "int8", "bool", "uint16", "int16", "int32", "float32", "float64"))


def opencv_inter(inter: Inter, who: str) -> int:
    if inter not in _INTER:
        raise RuntimeError(f"For '{who}', numpy images cannot be interpolated by {inter!r}.")
    return _INTER[inter]


def resized_shape(size: tuple[int, ...], height: int, width: int) -> tuple[int, int]:
    """The height and width that `size` means: one number is for the shorter side, the other follows."""
    if len(size) == 2:
        return size[0], size[1]
    if height < width:
        return size[0], int(size[0] * width / height)
    return int(size[0] * height / width), size[0]


def resize(image: np.ndarray, size: tuple[int, ...], inter: Inter, who: str = "Resize") -> np.ndarray:
    """The image, or each of (..., height, width, channels), in another size."""
    return by_frame(lambda frame: _resize(frame, size, inter, who), image, who)


def _resize(image: np.ndarray, size: tuple[int, ...], inter: Inter, who: str) -> np.ndarray:
    if inter == Inter.ANTIALIAS:
        raise TypeError(f"For '{who}', Inter.ANTIALIAS is for PIL images, but got a numpy image.")
    height, width = resized_shape(size, *image.shape[:2])
    if height > image.shape[0] * _LARGEST_ENLARGEMENT or width > image.shape[1] * _LARGEST_ENLARGEMENT:
        raise RuntimeError(
            f"For '{who}', an image can be enlarged {_LARGEST_ENLARGEMENT} times at most, "
            f"but got the size ({height}, {width}) and an image of shape {image.shape}."
        )
    if inter == Inter.PILCUBIC:
        need_image(image, f"{who} with Inter.PILCUBIC", ranks=(3,), channels=(3,), types="uint8")
        picture = pillow().fromarray(np.ascontiguousarray(image))
        return np.array(picture.resize((width, height), pillow().Resampling.BICUBIC))
    if (height, width) == image.shape[:2]:
        return image.copy()
    return with_channels(
        lambda array: run("resize", array, (width, height), interpolation=opencv_inter(inter, who)), image
    )


def flip(image: np.ndarray, axis: int) -> np.ndarray:
    """The image with its rows (axis 0) or columns (axis 1) in the opposite order."""
    cv2 = opencv_if_there()
    if cv2 is None or image.dtype.name not in _FLIPPED or (image.ndim == 3 and image.shape[2] > 4):
        return np.ascontiguousarray(image[::-1] if axis == 0 else image[:, ::-1])
    return with_channels(lambda array: cv2.flip(array, axis), image)  # moves only, so that Intel's IPP may help


def crop(image: np.ndarray, top: int, left: int, height: int, width: int, who: str) -> np.ndarray:
    """A part of the image. RuntimeError where it does not lie within."""
    if top + height > image.shape[0] or left + width > image.shape[1]:
        raise RuntimeError(
            f"For '{who}', the part must lie within the image, but got rows up to {top + height} and columns up to "
            f"{left + width} of an image of shape {image.shape}."
        )
    return image[top : top + height, left : left + width].copy()


def pad(
    image: np.ndarray, edges: tuple[int, int, int, int], fill: tuple[int, int, int], border: Border, who: str = "Pad"
) -> np.ndarray:
    """The image with (left, top, right, bottom) added."""
    need_image(image, who, channels=(1, 3))
    left, top, right, bottom = edges
    value = fill if image.ndim == 3 else fill[:1]
    return with_channels(
        lambda array: run("copyMakeBorder", array, top, bottom, left, right, _BORDER[border], value=value), image
    )


def center_crop(image: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """The middle; where the image is too small it is padded with 0 first."""
    height, width = size
    rows, columns = image.shape[:2]
    extra = (max(height - rows, 0), max(width - columns, 0))
    if extra[0] > 3 * rows * 2 or extra[1] > 3 * columns * 2:
        raise RuntimeError(
            f"For 'CenterCrop', the size must not be more than some times the image's, "
            f"but got {size} and an image of shape {image.shape}."
        )
    if any(extra):
        top, left = -(-extra[0] // 2), -(-extra[1] // 2)
        edges = (left, top, extra[1] - left, extra[0] - top)
        image = pad(image, edges, (0, 0, 0), Border.CONSTANT, "CenterCrop")
    top, left = (image.shape[0] - height) // 2, (image.shape[1] - width) // 2
    return image[top : top + height, left : left + width].copy()


def rotate(
    image: np.ndarray,
    degrees: float,
    inter: Inter,
    expand: bool,
    center: tuple[float, float] | None,
    fill: tuple[int, int, int],
    who: str = "Rotate",
) -> np.ndarray:
    """The image turned counterclockwise, about its centre or (x, y)."""
    return by_frame(lambda frame: _rotate(frame, degrees, inter, expand, center, fill, who), image, who)


def _rotate(image, degrees, inter, expand, center, fill, who):
    flag = opencv_inter(inter, who)
    height, width = image.shape[:2]
    middle = ((width - 1) / 2.0, (height - 1) / 2.0)
    matrix = run("getRotationMatrix2D", center or middle, degrees, 1.0)
    if expand:
        box = _bounding_size(middle, width, height, degrees)
        matrix[0, 2] += box[0] / 2.0 - width / 2.0
        matrix[1, 2] += box[1] / 2.0 - height / 2.0
        width, height = round(float(box[0])), round(float(box[1]))
    return warp(image, matrix, (width, height), flag, fill[::-1])  # the other way round, as in MindSpore


def _bounding_size(center, width, height, degrees):
    """The width and height of the upright box around the turned image."""
    corners = run("boxPoints", (center, (width, height), degrees))
    return corners.max(0) - corners.min(0)


def warp(image, matrix, size, flag, fill):
    """The image under an affine map; what comes from outside is filled."""
    return with_channels(
        lambda array: run("warpAffine", array, matrix, size, flags=flag, borderMode=0, borderValue=fill), image
    )


def affine_matrix(height, width, degrees, translation, scale, shear):
    """The inverse of: move the middle to the origin, shear, scale, turn, move back, and move by the translation.

    All angles in degrees; the translation in pixels (x, y).
    """
    turn, shear_x, shear_y = math.radians(degrees), math.radians(shear[0]), math.radians(shear[1])
    center_x, center_y = (width - 1) / 2.0, (height - 1) / 2.0
    a = math.cos(turn - shear_y) / math.cos(shear_y)
    b = -math.cos(turn - shear_y) * math.tan(shear_x) / math.cos(shear_y) - math.sin(turn)
    c = math.sin(turn - shear_y) / math.cos(shear_y)
    d = -math.sin(turn - shear_y) * math.tan(shear_x) / math.cos(shear_y) + math.cos(turn)
    a, b, c, d = scale * a, scale * b, scale * c, scale * d
    x = translation[0] + center_x - a * center_x - b * center_y
    y = translation[1] + center_y - c * center_x - d * center_y
    return np.array([[a, b, x], [c, d, y]])


def affine(image, degrees, translation, scale, shear, inter, fill, who="Affine"):
    """The image turned, moved by parts of its width and height, scaled and sheared."""
    flag = opencv_inter(inter, who)

    def one(frame):
        height, width = frame.shape[:2]
        moved = (translation[0] * width, translation[1] * height)
        matrix = affine_matrix(height, width, degrees, moved, scale, shear)
        return warp(frame, matrix, (width, height), flag, fill)

    return by_frame(one, image, who)


def perspective(image, start, end, inter, who="Perspective"):
    """The image under the perspective map that takes the four points `start` (x, y) to `end`."""
    flag = opencv_inter(inter, who)
    matrix = run("getPerspectiveTransform", np.array(start, np.float32), np.array(end, np.float32))

    def one(frame):
        height, width = frame.shape[:2]
        return with_channels(lambda array: run("warpPerspective", array, matrix, (width, height), flags=flag), frame)

    return by_frame(one, image, who)


def erase(image, top, left, height, width, value, inplace=False):
    """The image with a box of one colour."""
    result = image if inplace else image.copy()
    result[top : top + height, left : left + width] = np.asarray(value).astype(image.dtype)
    return result
