"""Images in files and in bytes."""

from __future__ import annotations

import io
import os

import numpy as np

from msgrad.dataset.vision import _check
from msgrad.dataset.vision._libraries import is_pil, pillow, run
from msgrad.dataset.vision.utils import ImageReadMode

_READ = {ImageReadMode.UNCHANGED: -1, ImageReadMode.GRAYSCALE: 0, ImageReadMode.COLOR: 1}  # OpenCV's numbers


def _array(image, who):
    if hasattr(image, "asnumpy"):
        image = image.asnumpy()
    if not isinstance(image, np.ndarray):
        raise TypeError(f"For '{who}', the 'image' must be a numpy array or a Tensor, but got {type(image)}.")
    if image.dtype != np.uint8 or image.ndim not in (2, 3) or (image.ndim == 3 and image.shape[2] not in (1, 3)):
        raise RuntimeError(
            f"For '{who}', the 'image' must be uint8 (height, width) or (height, width, 1 or 3 channels), "
            f"but got {image.dtype} of shape {image.shape}."
        )
    return image[..., 0] if image.ndim == 3 and image.shape[2] == 1 else image


def _encode(image, who, kind, **options):
    buffer = io.BytesIO()
    pillow().fromarray(np.ascontiguousarray(_array(image, who))).save(buffer, kind, **options)
    return np.frombuffer(buffer.getvalue(), np.uint8).copy()


def _level(value, low, high, argument, who):
    _check.check_kind(value, int, argument, who)
    if not low <= value <= high:
        raise RuntimeError(f"For '{who}', the '{argument}' must be in [{low}, {high}], but got {value}.")
    return value


def encode_jpeg(image, quality=75):
    """The bytes of a JPEG file of a uint8 image, as a 1-D uint8 array; quality from 1 to 100.

    >>> encode_jpeg(np.zeros((8, 8, 3), np.uint8))[:2]
    array([255, 216], dtype=uint8)
    """
    _array(image, "encode_jpeg")
    return _encode(image, "encode_jpeg", "JPEG", quality=_level(quality, 1, 100, "quality", "encode_jpeg"))


def encode_png(image, compression_level=6):
    """The bytes of a PNG file of a uint8 image, as a 1-D uint8 array; compression from 0 to 9.

    >>> encode_png(np.zeros((8, 8), np.uint8))[1:4].tobytes()
    b'PNG'
    """
    _array(image, "encode_png")
    level = _level(compression_level, 0, 9, "compression_level", "encode_png")
    return _encode(image, "encode_png", "PNG", compress_level=level)


def _path(filename, who):
    _check.check_kind(filename, str, "filename", who)
    if not os.path.isfile(filename):
        raise RuntimeError(f"For '{who}', there is no file {filename!r}.")
    return filename


def read_file(filename):
    """The bytes of a file as a 1-D uint8 array. RuntimeError where there is no such file."""
    return np.fromfile(_path(filename, "read_file"), np.uint8)


def write_file(filename, data):
    """Writes a 1-D uint8 array or Tensor into a file, which is there whole or not at all."""
    _check.check_kind(filename, str, "filename", "write_file")
    if hasattr(data, "asnumpy"):
        data = data.asnumpy()
    if not isinstance(data, np.ndarray):
        raise TypeError(f"For 'write_file', the 'data' must be a numpy array or a Tensor, but got {type(data)}.")
    if data.dtype != np.uint8 or data.ndim != 1:
        raise RuntimeError(f"For 'write_file', the 'data' must be 1-D uint8, but got {data.dtype} of {data.shape}.")
    _write(filename, data.tobytes(), "write_file")


def _write(filename, content, who):
    _check.check_kind(filename, str, "filename", who)
    if os.path.isdir(filename) or not os.path.isdir(os.path.dirname(filename) or "."):
        raise RuntimeError(f"For '{who}', {filename!r} must be a file in a folder that exists.")
    part = f"{filename}.{os.getpid()}.part"
    try:
        with open(part, "wb") as file:
            file.write(content)
        os.replace(part, filename)
    except OSError as error:
        if os.path.exists(part):
            os.remove(part)
        raise RuntimeError(f"For '{who}', {filename!r} cannot be written: {error}") from error


def write_jpeg(filename, image, quality=75):
    """Writes a uint8 image into a JPEG file."""
    _check.check_kind(filename, str, "filename", "write_jpeg")
    _write(filename, encode_jpeg(image, quality).tobytes(), "write_jpeg")


def write_png(filename, image, compression_level=6):
    """Writes a uint8 image into a PNG file."""
    _check.check_kind(filename, str, "filename", "write_png")
    _write(filename, encode_png(image, compression_level).tobytes(), "write_png")


def read_image(filename, mode=ImageReadMode.UNCHANGED):
    """The image of a file as an array (height, width, channels).

    The mode says which channels: RGB or grey as in the file, one grey one, or RGB; the latter two are turned as the
    EXIF data say.
    """
    _check.check_kind(mode, ImageReadMode, "mode", "read_image")
    path = _path(filename, "read_image")
    array = run("imread", path, _READ[mode])
    if array is None:
        raise RuntimeError(f"For 'read_image', {filename!r} is no image that can be decoded.")
    if array.ndim == 2:
        return array[..., None]
    return np.ascontiguousarray(
        array[..., 2::-1]
    )  # OpenCV's order is blue, green, red; MindSpore drops what is transparent


def get_image_num_channels(image):
    """The number of channels of an array (.., height, width[, channels]) or of a PIL image."""
    if is_pil(image):
        return len(image.getbands())
    if not isinstance(image, np.ndarray):
        raise TypeError(f"For 'get_image_num_channels', the image must be an array or a PIL image, got {type(image)}.")
    if image.ndim < 2:
        raise RuntimeError(f"For 'get_image_num_channels', the image must have two dimensions, but got {image.shape}.")
    return 1 if image.ndim == 2 else image.shape[-1]


def get_image_size(image):
    """[height, width] of an array (.., height, width[, channels]) or of a PIL image."""
    if is_pil(image):
        return [image.size[1], image.size[0]]
    if not isinstance(image, np.ndarray):
        raise TypeError(f"For 'get_image_size', the image must be an array or a PIL image, but got {type(image)}.")
    if image.ndim < 2:
        raise RuntimeError(f"For 'get_image_size', the image must have two dimensions, but got {image.shape}.")
    return list(image.shape if image.ndim == 2 else image.shape[-3:-1])
