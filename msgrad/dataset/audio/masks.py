"""Parts of spectra (…, frequency, time) in one value: augmentation as in SpecAugment."""

from __future__ import annotations

import numpy as np

from msgrad.dataset.audio import _check
from msgrad.dataset.audio.base import AudioTensorOperation
from msgrad.dataset.transforms.base import Drawing


def _masked(array: np.ndarray, start: int, width: int, value: float, axis: int) -> np.ndarray:
    result = array.copy()
    part = [slice(None)] * array.ndim
    part[axis] = slice(start, start + width)
    result[tuple(part)] = value
    return result


class _Masking(Drawing, AudioTensorOperation):
    """A band of given width from a place on, or with ``iid_masks`` of random width and place."""

    least_rank = 2
    axis = -1
    names = ("time_mask_param",)

    def _start(self, iid_masks, param, mask_start, mask_value):
        who = type(self).__name__
        self.iid = _check.kind(iid_masks, bool, "iid_masks", who)
        self.param = _check.integer(param, self.names[0], who)
        self.start = _check.integer(mask_start, "mask_start", who)
        self.value = _check.number(mask_value, "mask_value", who)

    def compute(self, array):
        length = array.shape[self.axis]
        if self.param > length:
            raise RuntimeError(
                f"For '{type(self).__name__}', the '{self.names[0]}' must be at most {length}, but got {self.param}."
            )
        if self.iid:
            return random_mask(array, self.param, self.value, self.axis, self.stream)
        if self.start + self.param > length:
            raise RuntimeError(
                f"For '{type(self).__name__}', the mask must lie within {length}, but got {self.start} + {self.param}."
            )
        return _masked(array, self.start, self.param, self.value, self.axis)


def random_mask(array, param, value, axis, stream):
    """The array with a mask of random width and place, in all channels alike."""
    width = stream.uniform_int(0, param)
    return _masked(array, stream.uniform_int(0, array.shape[axis] - width), width, value, axis)


class TimeMasking(_Masking):
    """A part of the time in one value."""

    def __init__(self, iid_masks=False, time_mask_param=0, mask_start=0, mask_value=0.0):
        self._start(iid_masks, time_mask_param, mask_start, mask_value)


class FrequencyMasking(_Masking):
    """A band of frequencies in one value."""

    axis = -2
    names = ("freq_mask_param",)

    def __init__(self, iid_masks=False, freq_mask_param=0, mask_start=0, mask_value=0.0):
        self._start(iid_masks, freq_mask_param, mask_start, mask_value)


def _check_axis(axis, who):
    if _check.kind(axis, int, "axis", who) not in (1, 2):
        raise ValueError(f"For '{who}', the 'axis' must be 1 (frequency) or 2 (time), but got {axis}.")
    return axis - 3


class MaskAlongAxis(AudioTensorOperation):
    """A given part along an axis in one value: axis 1 is frequency, 2 time."""

    least_rank = 2

    def __init__(self, mask_start, mask_width, mask_value, axis):
        who = "MaskAlongAxis"
        self.start = _check.integer(mask_start, "mask_start", who)
        self.width = _check.positive_int(mask_width, "mask_width", who)
        self.value, self.axis = _check.number(mask_value, "mask_value", who), _check_axis(axis, who)

    def compute(self, array):
        length = array.shape[self.axis]
        if self.start + self.width > length:
            raise RuntimeError(
                f"For 'MaskAlongAxis', the mask must lie within {length}, but got {self.start} + {self.width}."
            )
        return _masked(array, self.start, self.width, self.value, self.axis)


class MaskAlongAxisIID(Drawing, AudioTensorOperation):
    """A part of random width and place along an axis in one value."""

    least_rank = 2

    def __init__(self, mask_param, mask_value, axis):
        self.param = _check.integer(mask_param, "mask_param", "MaskAlongAxisIID")
        self.value = _check.number(mask_value, "mask_value", "MaskAlongAxisIID")
        self.axis = _check_axis(axis, "MaskAlongAxisIID")

    def compute(self, array):
        if self.param > array.shape[self.axis]:
            raise RuntimeError(
                f"For 'MaskAlongAxisIID', the 'mask_param' must be at most {array.shape[self.axis]}, "
                f"but got {self.param}."
            )
        return random_mask(array, self.param, self.value, self.axis, self.stream)
