"""Enumerations of `mindspore.dataset.audio`, and the matrices that its transforms of spectra use."""

from __future__ import annotations

import math
from enum import Enum, StrEnum
from typing import Any

import numpy as np

from msgrad.dataset.audio import _check


class BorderType(StrEnum):
    """What an array is padded with."""

    CONSTANT = "constant"
    EDGE = "edge"
    REFLECT = "reflect"
    SYMMETRIC = "symmetric"


class DensityFunction(StrEnum):
    """The density of noise."""

    TPDF = "TPDF"
    RPDF = "RPDF"
    GPDF = "GPDF"


class FadeShape(StrEnum):
    """How sound fades."""

    QUARTER_SINE = "quarter_sine"
    HALF_SINE = "half_sine"
    LINEAR = "linear"
    LOGARITHMIC = "logarithmic"
    EXPONENTIAL = "exponential"


class GainType(StrEnum):
    """What a gain is of."""

    AMPLITUDE = "amplitude"
    POWER = "power"
    DB = "db"


class Interpolation(StrEnum):
    """How values between samples are found."""

    LINEAR = "linear"
    QUADRATIC = "quadratic"


class MelType(StrEnum):
    """The formula of the mel scale."""

    HTK = "htk"
    SLANEY = "slaney"


class Modulation(StrEnum):
    """The form of a modulating wave."""

    SINUSOIDAL = "sinusoidal"
    TRIANGULAR = "triangular"


class NormMode(StrEnum):
    """How a cosine transform is normalized."""

    ORTHO = "ortho"
    NONE = "none"


class NormType(StrEnum):
    """How the filters of a filter bank are normalized."""

    SLANEY = "slaney"
    NONE = "none"


class ResampleMethod(StrEnum):
    """The window of resampling."""

    SINC_INTERPOLATION = "sinc_interpolation"
    KAISER_WINDOW = "kaiser_window"


class ScaleType(StrEnum):
    """What numbers measure."""

    POWER = "power"
    MAGNITUDE = "magnitude"


class WindowType(StrEnum):
    """A window function."""

    BARTLETT = "bartlett"
    BLACKMAN = "blackman"
    HAMMING = "hamming"
    HANN = "hann"
    KAISER = "kaiser"


for _kind in (BorderType, DensityFunction, FadeShape, GainType, Interpolation, MelType, Modulation, NormMode, NormType,
              ResampleMethod, ScaleType, WindowType):  # fmt: skip
    _kind.__str__ = Enum.__str__  # type: ignore[method-assign]


def create_dct(n_mfcc: int, n_mels: int, norm: Any = NormMode.NONE) -> np.ndarray:
    """The matrix (n_mels, n_mfcc) of a discrete cosine transform, in float32.

    >>> create_dct(2, 3, NormMode.ORTHO).shape
    (3, 2)
    """
    for name, value in (("n_mfcc", n_mfcc), ("n_mels", n_mels)):
        _check.positive_int(value, name, "create_dct")
    _check.kind(norm, NormMode, "norm", "create_dct")
    places, number = np.arange(n_mels, dtype=np.float64), np.arange(n_mfcc, dtype=np.float64)[:, None]
    matrix = np.cos(math.pi / n_mels * (places + 0.5) * number)
    if norm is NormMode.NONE:
        return (matrix * 2.0).T.astype(np.float32)
    matrix[0] *= 1.0 / math.sqrt(2.0)
    return (matrix * math.sqrt(2.0 / n_mels)).T.astype(np.float32)


def _triangles(frequencies: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Filters (frequency, filter) that rise from a point to the next and fall to the one after."""
    widths = np.diff(points)
    slopes = points[None, :] - frequencies[:, None]
    return np.maximum(0.0, np.minimum(-slopes[:, :-2] / widths[:-1], slopes[:, 2:] / widths[1:]))


def linear_fbanks(n_freqs: int, f_min: float, f_max: float, n_filter: int, sample_rate: int) -> np.ndarray:
    """Filters (n_freqs, n_filter) whose centres lie evenly from f_min to f_max, in float32."""
    _check_bank(n_freqs, f_min, f_max, n_filter, sample_rate, "n_filter", "linear_fbanks")
    frequencies = np.linspace(0, sample_rate // 2, n_freqs)
    return _triangles(frequencies, np.linspace(f_min, f_max, n_filter + 2)).astype(np.float32)


def _check_bank(n_freqs, f_min, f_max, count, sample_rate, name, who):
    for argument, value in (("n_freqs", n_freqs), (name, count), ("sample_rate", sample_rate)):
        _check.positive_int(value, argument, who)
    for argument, value in (("f_min", f_min), ("f_max", f_max)):
        _check.number(value, argument, who)
    if f_max <= f_min:
        raise ValueError(f"For '{who}', the 'f_max' must be above 'f_min', but got {f_min} and {f_max}.")


def _to_mel(hertz: float, kind: MelType) -> float:
    if kind is MelType.HTK:
        return 2595.0 * math.log10(1.0 + hertz / 700.0)
    if hertz < 1000.0:
        return hertz / (200.0 / 3)
    return 15.0 + math.log(hertz / 1000.0) / (math.log(6.4) / 27.0)


def _to_hertz(mels: np.ndarray, kind: MelType) -> np.ndarray:
    if kind is MelType.HTK:
        return 700.0 * (10.0 ** (mels / 2595.0) - 1.0)
    return np.where(mels < 15.0, mels * (200.0 / 3), 1000.0 * np.exp(math.log(6.4) / 27.0 * (mels - 15.0)))


def melscale_fbanks(
    n_freqs: int, f_min: float, f_max: float, n_mels: int, sample_rate: int, norm: Any = NormType.NONE,
    mel_type: Any = MelType.HTK,
) -> np.ndarray:  # fmt: skip
    """Filters (n_freqs, n_mels) whose centres lie evenly on the mel scale, in float32."""
    who = "melscale_fbanks"
    _check_bank(n_freqs, f_min, f_max, n_mels, sample_rate, "n_mels", who)
    _check.kind(norm, NormType, "norm", who)
    _check.kind(mel_type, MelType, "mel_type", who)
    return mel_filters(n_freqs, f_min, f_max, n_mels, sample_rate, norm, mel_type).astype(np.float32)


def mel_filters(n_freqs, f_min, f_max, n_mels, sample_rate, norm, mel_type):
    """The same in float64."""
    frequencies = np.linspace(0, sample_rate // 2, n_freqs)
    points = _to_hertz(np.linspace(_to_mel(f_min, mel_type), _to_mel(f_max, mel_type), n_mels + 2), mel_type)
    filters = _triangles(frequencies, points)
    if norm is NormType.SLANEY:
        filters *= 2.0 / (points[2:] - points[:-2])
    return filters
