"""What image transforms share: which kind of image goes where, and checks of images."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import numpy as np

from msgrad.dataset.transforms.base import PyTensorOperation, TensorOperation
from msgrad.dataset.vision._libraries import is_pil

ANY_TYPE = "bool int8 uint8 int16 uint16 int32 float16 float32 float64"


class ImageTensorOperation(TensorOperation):
    """A transform of numpy images (height, width[, channels]), in `compute`.

    Where a subclass has `_execute_py(image)`, PIL images go there and stay PIL images; otherwise they become arrays.
    """

    def __call__(self, *images: Any) -> Any:
        for image in images:
            if not isinstance(image, np.ndarray) and not is_pil(image):
                raise TypeError(
                    f"For '{type(self).__name__}', the input must be a numpy or a PIL image, but got {type(image)}."
                )
        self.check_columns(images)
        if is_pil(images[0]):
            on_pil = getattr(self, "_execute_py", None)
            if on_pil is not None:
                return on_pil(*images)
            images = tuple(np.asarray(image) for image in images)
        return self.compute(*images)

    def device(self, device_target: str = "CPU") -> ImageTensorOperation:
        """Says where the transform runs, which can only be the CPU here; returns the transform."""
        if not isinstance(device_target, str):
            raise TypeError(f"For 'device', the 'device_target' must be a str, but got {device_target!r}.")
        if device_target not in ("CPU", "Ascend"):
            raise ValueError(f"For 'device', the 'device_target' must be 'CPU' or 'Ascend', but got {device_target!r}.")
        if device_target == "Ascend":
            raise RuntimeError("For 'device', transforms run on the CPU only: leave the call out, or pass 'CPU'.")
        return self


class PilOperation(PyTensorOperation):
    """A transform of PIL images only, in `_execute_py`."""

    columns = 1

    def __call__(self, *images: Any) -> Any:
        self.check_columns(images)
        return self._execute_py(*images)


def need_pil(image: Any, who: str) -> None:
    """TypeError unless a PIL image."""
    if not is_pil(image):
        raise TypeError(
            f"For '{who}', the input must be a PIL image, but got {type(image)}. "
            "Decode(to_pil=True) or ToPIL() makes one."
        )


@functools.cache
def _is_one_of(dtype: np.dtype, types: str) -> bool:
    return dtype.name in types.split()  # numpy makes the name anew each time, which takes longer than a small transform


def need_image(
    image: np.ndarray,
    who: str,
    *,
    ranks: tuple[int, ...] = (2, 3),
    channels: tuple[int, ...] | None = None,
    types: str = ANY_TYPE,
) -> None:
    """RuntimeError unless the image has one of the ranks, of the channels and of the types."""
    if not _is_one_of(image.dtype, types):
        raise RuntimeError(f"For '{who}', the type of the image must be in [{types}], but got {image.dtype}.")
    if image.ndim not in ranks:
        hint = " Encoded images need Decode() first." if image.ndim == 1 else ""
        raise RuntimeError(f"For '{who}', the image must have a rank in {list(ranks)}, but got {image.shape}.{hint}")
    if channels is not None:
        count = image.shape[-1] if image.ndim > 2 else 1
        if count not in channels:
            raise RuntimeError(f"For '{who}', the image must have {channels} channels, but got {image.shape}.")


def by_frame(function: Callable[[np.ndarray], np.ndarray], image: np.ndarray, who: str) -> np.ndarray:
    """Calls the function with each image of (..., height, width, channels), or with the one that there is."""
    if not _is_one_of(image.dtype, ANY_TYPE):
        raise RuntimeError(f"For '{who}', the type of the image must be in [{ANY_TYPE}], but got {image.dtype}.")
    if image.ndim < 2:
        raise RuntimeError(
            f"For '{who}', the image must have at least two dimensions, but got {image.shape}. "
            "Encoded images need Decode() first."
        )
    if image.ndim <= 3:
        return function(image)
    frames = [function(frame) for frame in image.reshape(-1, *image.shape[-3:])]
    return np.stack(frames).reshape(*image.shape[:-3], *frames[0].shape)


def with_channels(function: Callable[[np.ndarray], np.ndarray], image: np.ndarray) -> np.ndarray:
    """Calls a function of OpenCV's that drops a single channel, and puts the channel back; bool goes as uint8."""
    result = function(image.view(np.uint8) if image.dtype == bool else image)
    if image.ndim == 3 and result.ndim == 2:
        result = result[..., None]
    return result.view(bool) if image.dtype == bool else result
