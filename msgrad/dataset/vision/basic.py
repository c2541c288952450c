"""Decoding, scaling, and between arrays, PIL images and tensors."""

from __future__ import annotations

import io

import numpy as np

from msgrad.dataset.transforms.arrays import TypeCast, cast, check_data_type
from msgrad.dataset.transforms.base import Elementwise, Implementation
from msgrad.dataset.vision import _check
from msgrad.dataset.vision._libraries import is_pil, opencv_if_there, pillow
from msgrad.dataset.vision.base import ANY_TYPE, ImageTensorOperation, PyTensorOperation
from msgrad.dataset.vision.bytes import looked_up, scaled

_F32 = np.float32
_NUMBERS = ANY_TYPE + " uint32 int64 uint64"


class Decode(ImageTensorOperation):
    """The image of an encoded file, given as a 1-D uint8 array, in RGB: an array, or with `to_pil` a PIL image.

    >>> from mindspore.dataset.vision import encode_png
    >>> Decode()(encode_png(np.zeros((2, 3, 3), np.uint8))).shape
    (2, 3, 3)
    """

    def __init__(self, to_pil=False):
        self.to_pil = _check.check_kind(to_pil, bool, "to_pil", "Decode")
        self.implementation = Implementation.PY if to_pil else Implementation.C

    def __call__(self, encoded):
        if isinstance(encoded, np.ndarray) and encoded.ndim != 1:
            raise TypeError(f"For 'Decode', the input must be 1-D, but got the shape {encoded.shape}.")
        if isinstance(encoded, bytes) and self.to_pil:
            encoded = np.frombuffer(encoded, np.uint8)
        if isinstance(encoded, bytes):
            raise RuntimeError("For 'Decode', the input must be an array: np.frombuffer(data, np.uint8) makes one.")
        if not isinstance(encoded, np.ndarray):
            raise TypeError(f"For 'Decode', the input must be a numpy array, but got {type(encoded)}.")
        if not self.to_pil and (image := _jpeg(encoded)) is not None:
            return image
        try:
            image = pillow().open(io.BytesIO(encoded.tobytes()))
            if image.mode == "I;16" and not self.to_pil:
                image = pillow().fromarray((np.asarray(image) >> 8).astype(np.uint8))
            if image.mode == "CMYK" and not self.to_pil:  # Pillow rounds, MindSpore cuts off
                light = 255 - np.asarray(image).astype(np.int32)
                return (light[..., :3] * light[..., 3:] // 255).astype(np.uint8)
            image = image.convert("RGB")
        except OSError as error:  # Pillow's "cannot identify" and "truncated" are both of this kind
            kind = ValueError if self.to_pil else RuntimeError
            raise kind(f"For 'Decode', the input is no image that can be decoded: {error}") from error
        return image if self.to_pil else np.array(image)


def _jpeg(encoded):
    """The pixels of a whole JPEG file by OpenCV, which is faster than Pillow and rounds alike; else None."""
    if encoded.dtype != np.uint8 or bytes(encoded[:3]) != b"\xff\xd8\xff" or bytes(encoded[-2:]) != b"\xff\xd9":
        return None
    if _components(bytes(encoded[:65536])) == 4:
        return None
    cv2 = opencv_if_there()
    flags = None if cv2 is None else cv2.IMREAD_COLOR_RGB | cv2.IMREAD_IGNORE_ORIENTATION
    return None if cv2 is None else cv2.imdecode(encoded, flags)


def _components(data):
    """The number of colour components that the head of a JPEG file names, 0 where there is none."""
    at = 2
    while at + 10 <= len(data) and data[at] == 0xFF:
        kind, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4])
        if kind == 0xFF:  # a fill byte
            at += 1
        elif 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            return data[at + 9]
        else:
            at += 2 + length
    return 0


class Rescale(Elementwise, ImageTensorOperation):
    """image * rescale + shift, in float32.

    >>> Rescale(0.5, -1.0)(np.array([[0, 255]], np.uint8))
    array([[ -1. , 126.5]], dtype=float32)
    """

    by_byte = True

    def __init__(self, rescale, shift):
        self.rescale = _check.check_number(rescale, "rescale", "Rescale")
        self.shift = _check.check_number(shift, "shift", "Rescale")
        self._table = self._scaled(np.arange(256))

    def compute(self, image):
        if self.rescale < 0:
            raise RuntimeError(f"For 'Rescale', the 'rescale' must be at least 0, but got {self.rescale}.")
        if image.dtype == np.uint8:
            return scaled(image, _F32(self.rescale)) if self.shift == 0 else looked_up(self._table, image)
        if image.dtype.name not in _NUMBERS.split():
            raise RuntimeError(f"For 'Rescale', the image must be of numbers, but got the type {image.dtype}.")
        return self._scaled(image)

    apply_batch = compute

    def _scaled(self, image):
        return (image.astype(np.float64) * float(_F32(self.rescale)) + float(_F32(self.shift))).astype(_F32)


def _check_mean_std(mean, std, who):
    _check.check_kind(mean, (list, tuple), "mean", who)
    _check.check_kind(std, (list, tuple), "std", who)
    if len(mean) != len(std):
        raise ValueError(f"For '{who}', 'mean' and 'std' must have the same length, but got {mean} and {std}.")
    for value in mean:
        _check.check_range(value, 0, 255, "mean", who)
    for value in std:
        _check.check_range(value, 0, 255, "std", who, above=True)


class Normalize(Elementwise, ImageTensorOperation):
    """(image - mean) / std for each channel, in float32. Channels are last, or third from the end with `is_hwc` False.

    One mean and std serve all channels.

    >>> Normalize((0.5,), (0.25,))(np.array([[0.5, 1.0]], np.float32))
    array([[0., 2.]], dtype=float32)
    """

    by_byte = True

    def __init__(self, mean, std, is_hwc=True):
        _check_mean_std(mean, std, "Normalize")
        self.is_hwc = _check.check_kind(is_hwc, bool, "is_hwc", "Normalize")
        self.mean, self.std = np.array(mean, _F32), np.array(std, _F32)

    def compute(self, image):
        return self._normalized(image, image.ndim)

    def apply_batch(self, rows):
        return self._normalized(rows, rows.ndim - 1)

    def _normalized(self, image, ndim):
        if ndim < 2 or image.dtype.name not in _NUMBERS.split():
            raise RuntimeError(
                f"For 'Normalize', the image must have numbers and at least two dimensions, "
                f"but got {image.dtype} and the shape {image.shape}."
            )
        _check_channels(image.shape[image.ndim - ndim :], self.mean, self.is_hwc, "Normalize")
        result = image.astype(_F32, order="C")  # a copy whose rows can be seen as one
        if len(self.mean) == 1:
            mean, std, view = self.mean, self.std, result
        elif self.is_hwc:  # whole rows at once: numpy is slow where the last dimension is short
            mean, std = (np.tile(values, result.shape[-2]) for values in (self.mean, self.std))
            view = result.reshape(-1, len(mean))
        else:
            mean, std, view = self.mean.reshape(-1, 1, 1), self.std.reshape(-1, 1, 1), result
        view -= mean
        view /= std
        return result


def _check_channels(shape, mean, is_hwc, who):
    """RuntimeError unless there is one mean, or one for each channel."""
    if len(mean) == 0:
        raise RuntimeError(f"For '{who}', the 'mean' must not be empty.")
    channels = 1 if len(shape) == 2 else shape[-1 if is_hwc else -3]
    if is_hwc is False and len(shape) == 2:
        channels = 1
    if len(mean) not in (1, channels):
        raise RuntimeError(
            f"For '{who}', there must be one 'mean' and 'std', or as many as the image has channels, "
            f"but got {len(mean)} and {channels} channel(s) of the shape {shape} with is_hwc={is_hwc}."
        )


class NormalizePad(ImageTensorOperation):
    """`Normalize` with one more channel of zeros, in float32 or float16.

    >>> NormalizePad([0.0], [2.0])(np.array([[[2]]], np.uint8))
    array([[[1., 0.]]], dtype=float32)
    """

    def __init__(self, mean, std, dtype="float32", is_hwc=True):
        _check_mean_std(mean, std, "NormalizePad")
        self.is_hwc = _check.check_kind(is_hwc, bool, "is_hwc", "NormalizePad")
        if dtype not in ("float32", "float16"):
            raise ValueError(f"For 'NormalizePad', the 'dtype' must be 'float32' or 'float16', but got {dtype!r}.")
        self.mean, self.std, self.dtype = np.array(mean, _F32), np.array(std, _F32), np.dtype(dtype)

    def compute(self, image):
        if image.ndim not in (2, 3):
            raise RuntimeError(f"For 'NormalizePad', the rank of the image must be 2 or 3, but got {image.shape}.")
        if image.ndim == 2:
            if not self.is_hwc:
                raise RuntimeError(f"For 'NormalizePad', an image without channels must be HWC, but got {image.shape}.")
            image = image[..., None]
        _check_channels(image.shape, self.mean, self.is_hwc, "NormalizePad")
        axis = 2 if self.is_hwc else 0
        shape = [1, 1, 1]
        shape[axis] = -1
        result = (image.astype(_F32) - self.mean.reshape(shape)) / self.std.reshape(shape)
        widths = [(0, 0)] * 3
        widths[axis] = (0, 1)
        return np.pad(result.astype(self.dtype), widths)


class HWC2CHW(Elementwise, ImageTensorOperation):
    """Channels to the front; an image without channels stays as it is.

    >>> HWC2CHW()(np.zeros((4, 5, 3))).shape
    (3, 4, 5)
    """

    by_byte = True

    def compute(self, image):
        _need_2d_or_3d(image.shape, image.dtype, "HWC2CHW")
        return np.ascontiguousarray(image.transpose(2, 0, 1)) if image.ndim == 3 else image.copy()

    def apply_batch(self, rows):
        _need_2d_or_3d(rows.shape[1:], rows.dtype, "HWC2CHW")
        return np.ascontiguousarray(rows.transpose(0, 3, 1, 2)) if rows.ndim == 4 else rows.copy()


def _need_2d_or_3d(shape, dtype, who):
    if dtype.kind in "SUO" or len(shape) not in (2, 3):
        raise RuntimeError(
            f"For '{who}', the image must be (height, width) or (height, width, channels), but got {shape} of {dtype}."
        )


class ToTensor(Elementwise, ImageTensorOperation):
    """The image / 255 with the channels in front, in float32 or the given type.

    >>> ToTensor()(np.full((2, 2, 3), 255, np.uint8)).shape
    (3, 2, 2)
    """

    by_byte = True

    def __init__(self, output_type=_F32):
        self.output_type = check_data_type(output_type, "output_type", "ToTensor")

    def compute(self, image):
        self._check(image.shape, image.dtype)
        if image.dtype == np.uint8 and image.ndim == 3 and opencv_if_there() is not None:
            return self._converted(np.stack(opencv_if_there().split(image)))
        return self._converted(image[None] if image.ndim == 2 else image.transpose(2, 0, 1))

    def apply_batch(self, rows):
        self._check(rows.shape[1:], rows.dtype)
        return self._converted(rows[:, None] if rows.ndim == 3 else rows.transpose(0, 3, 1, 2))

    def _check(self, shape, dtype):
        if isinstance(self.output_type, str) or self.output_type.kind not in "biuf":
            raise RuntimeError(f"For 'ToTensor', the 'output_type' must be a number's, but got {self.output_type}.")
        if dtype.name not in ANY_TYPE.split() or len(shape) not in (2, 3):
            raise RuntimeError(
                f"For 'ToTensor', the image must be (height, width[, channels]) with a type in [{ANY_TYPE}], "
                f"but got {shape} of {dtype}."
            )

    def for_pipeline(self):
        return _ToTensorOfArrays(self.output_type)

    def _execute_py(self, image):
        array = np.asarray(image)
        planes = array[None] if array.ndim == 2 else array.transpose(2, 0, 1)
        return cast(np.ascontiguousarray(planes) / 255.0, self.output_type, "ToTensor")

    def _converted(self, planes):
        if planes.dtype == np.uint8:
            light = scaled(np.ascontiguousarray(planes), _F32(1 / 255))
        else:
            light = self._scaled(np.ascontiguousarray(planes))
        return light if self.output_type == _F32 else cast(light, self.output_type, "ToTensor")

    @staticmethod
    def _scaled(image):
        return (image.astype(np.float64) * float(_F32(1 / 255))).astype(_F32)


class _ToTensorOfArrays(ToTensor):
    """In a pipeline, PIL images are scaled as arrays are, which makes a difference in the last bit."""

    _execute_py = None

    def __init__(self, output_type):
        self.output_type = output_type


class ToPIL(PyTensorOperation):
    """The PIL image of an array: uint8 (height, width[, 1 to 4 channels]), or (height, width) of other types."""

    columns = 1

    def _execute_py(self, image):
        if is_pil(image):
            return image
        if not isinstance(image, np.ndarray):
            raise TypeError(f"For 'ToPIL', the input must be a numpy array or a PIL image, but got {type(image)}.")
        if image.ndim not in (2, 3):
            raise ValueError(f"For 'ToPIL', the image must have a rank of 2 or 3, but got {image.shape}.")
        if image.ndim == 3 and image.shape[-1] not in (1, 2, 3, 4):
            raise ValueError(f"For 'ToPIL', the image must have at most 4 channels, but got {image.shape}.")
        if image.ndim == 3 and image.shape[-1] == 1:
            image = image[..., 0]
        if image.ndim == 3 and image.dtype != np.uint8:
            raise TypeError(f"For 'ToPIL', an image of several channels must be uint8, but got {image.dtype}.")
        try:
            return pillow().fromarray(np.ascontiguousarray(image))
        except (TypeError, KeyError) as error:
            raise TypeError(f"For 'ToPIL', the type {image.dtype} has no PIL image.") from error


class ToNumpy(PyTensorOperation):
    """The array of a PIL image."""

    columns = 1

    def _execute_py(self, image):
        return np.array(image)


class ToType(TypeCast):
    """Casts to a data type, as `transforms.TypeCast`."""
