"""Linear filters of waveforms. The formulas of second order are those of R. Bristow-Johnson's Audio EQ Cookbook."""

from __future__ import annotations

import math

import numpy as np

from msgrad.dataset.audio import _check
from msgrad.dataset.audio.base import AudioTensorOperation


def filtered(waveform: np.ndarray, a, b, clamp: bool = True) -> np.ndarray:
    """The waveform after a filter with the coefficients b (of inputs) and a (of outputs), cut to [-1, 1]."""
    from scipy.signal import lfilter

    b, a = (np.asarray(values, waveform.dtype) for values in (b, a))
    result = lfilter(b / a[0], a / a[0], waveform, axis=-1).astype(waveform.dtype)
    return np.clip(result, -1, 1) if clamp else result


class _Filter(AudioTensorOperation):
    """A filter of second order: a subclass has `coefficients()`: b0, b1, b2, a0, a1, a2."""

    kinds = "f"

    def coefficients(self):
        raise NotImplementedError

    def compute(self, waveform):
        values = self.coefficients()
        return filtered(waveform, values[3:], values[:3])

    def _check_rate(self, sample_rate, frequency=0, name="central_freq", quality=1.0):
        who = type(self).__name__
        self.sample_rate = _check.not_zero(_check.kind(sample_rate, int, "sample_rate", who), "sample_rate", who)
        _check.number(frequency, name, who)
        self.quality = _check.number(quality, "Q", who, 0, 1, above=True)
        turn = 2 * math.pi * frequency / sample_rate
        self.frequency, self.cos, self.sin = frequency, math.cos(turn), math.sin(turn)
        self.alpha = self.sin / 2 / quality


class Biquad(_Filter):
    """A filter of second order with the given coefficients."""

    def __init__(self, b0, b1, b2, a0, a1, a2):
        names = ("b0", "b1", "b2", "a0", "a1", "a2")
        self.values = [_check.number(v, n, "Biquad") for n, v in zip(names, (b0, b1, b2, a0, a1, a2), strict=True)]
        _check.not_zero(a0, "a0", "Biquad")

    def coefficients(self):
        return self.values


class AllpassBiquad(_Filter):
    """Changes phases only."""

    def __init__(self, sample_rate, central_freq, Q=0.707):
        self._check_rate(sample_rate, central_freq, quality=Q)

    def coefficients(self):
        return 1 - self.alpha, -2 * self.cos, 1 + self.alpha, 1 + self.alpha, -2 * self.cos, 1 - self.alpha


class BandBiquad(_Filter):
    """Lets a band pass; ``noise`` is for sound without a pitch."""

    def __init__(self, sample_rate, central_freq, Q=0.707, noise=False):
        self._check_rate(sample_rate, central_freq, quality=Q)
        self.noise = _check.kind(noise, bool, "noise", "BandBiquad")

    def coefficients(self):
        a2 = math.exp(-2 * math.pi * (self.frequency / self.quality) / self.sample_rate)
        a1 = -4 * a2 / (1 + a2) * self.cos
        b0 = math.sqrt(1 - a1 * a1 / (4 * a2)) * (1 - a2)
        if self.noise:
            b0 *= math.sqrt(((1 + a2) * (1 + a2) - a1 * a1) * (1 - a2) / (1 + a2)) / b0
        return b0, 0.0, 0.0, 1.0, a1, a2


class BandpassBiquad(_Filter):
    """Lets a band pass; of a peak of Q with ``const_skirt_gain``, else of 0 dB."""

    def __init__(self, sample_rate, central_freq, Q=0.707, const_skirt_gain=False):
        self._check_rate(sample_rate, central_freq, quality=Q)
        self.skirt = _check.kind(const_skirt_gain, bool, "const_skirt_gain", "BandpassBiquad")

    def coefficients(self):
        peak = self.sin / 2 if self.skirt else self.alpha
        return peak, 0.0, -peak, 1 + self.alpha, -2 * self.cos, 1 - self.alpha


class BandrejectBiquad(_Filter):
    """Stops a band."""

    def __init__(self, sample_rate, central_freq, Q=0.707):
        self._check_rate(sample_rate, central_freq, quality=Q)

    def coefficients(self):
        return 1.0, -2 * self.cos, 1.0, 1 + self.alpha, -2 * self.cos, 1 - self.alpha


class HighpassBiquad(_Filter):
    """Stops what is below a frequency."""

    def __init__(self, sample_rate, cutoff_freq, Q=0.707):
        self._check_rate(sample_rate, cutoff_freq, "cutoff_freq", Q)

    def coefficients(self):
        b0 = (1 + self.cos) / 2
        return b0, -1 - self.cos, b0, 1 + self.alpha, -2 * self.cos, 1 - self.alpha


class LowpassBiquad(HighpassBiquad):
    """Stops what is above a frequency."""

    def coefficients(self):
        b0 = (1 - self.cos) / 2
        return b0, 1 - self.cos, b0, 1 + self.alpha, -2 * self.cos, 1 - self.alpha


class EqualizerBiquad(_Filter):
    """More (or with a negative gain in dB less) of what is about a frequency."""

    def __init__(self, sample_rate, center_freq, gain, Q=0.707):
        self._check_rate(sample_rate, center_freq, "center_freq", Q)
        self.gain = _check.number(gain, "gain", "EqualizerBiquad")

    def coefficients(self):
        rise = math.exp(self.gain / 40 * math.log(10))
        up, down = self.alpha * rise, self.alpha / rise
        return 1 + up, -2 * self.cos, 1 - up, 1 + down, -2 * self.cos, 1 - down


def _shelf(gain: float, cos: float, alpha: float, side: int):
    """A shelf of the low (side 1) or high (-1) frequencies."""
    rise = math.exp(gain / 40 * math.log(10))
    slope, low, high = 2 * math.sqrt(rise) * alpha, side * (rise - 1) * cos, side * (rise + 1) * cos
    return (
        rise * ((rise + 1) - low + slope), side * 2 * rise * ((rise - 1) - high), rise * ((rise + 1) - low - slope),
        (rise + 1) + low + slope, -2 * side * ((rise - 1) + high), (rise + 1) + low - slope,
    )  # fmt: skip


class BassBiquad(_Filter):
    """More or less of low frequencies."""

    side = 1

    def __init__(self, sample_rate, gain, central_freq=100.0, Q=0.707):
        self._check_rate(sample_rate, central_freq, quality=Q)
        self.gain = _check.number(gain, "gain", type(self).__name__)

    def coefficients(self):
        return _shelf(self.gain, self.cos, self.alpha, self.side)


class TrebleBiquad(BassBiquad):
    """More or less of high frequencies."""

    side = -1

    def __init__(self, sample_rate, gain, central_freq=3000, Q=0.707):
        super().__init__(sample_rate, gain, central_freq, Q)


class DeemphBiquad(_Filter):
    """Takes back the emphasis of high frequencies of compact discs, for rates of 44100 or 48000."""

    _settings = {44100: (5283, 0.4845, -9.477), 48000: (5356, 0.479, -9.62)}  # noqa: RUF012

    def __init__(self, sample_rate):
        _check.kind(sample_rate, int, "sample_rate", "DeemphBiquad")
        if sample_rate not in self._settings:
            raise ValueError(f"For 'DeemphBiquad', the 'sample_rate' must be 44100 or 48000, but got {sample_rate}.")
        frequency, self.slope, self.gain = self._settings[sample_rate]
        self._check_rate(sample_rate, frequency)

    def coefficients(self):
        rise = math.exp(self.gain / 40 * math.log(10))
        alpha = self.sin / 2 * math.sqrt((rise + 1 / rise) * (1 / self.slope - 1) + 2)
        return _shelf(self.gain, self.cos, alpha, -1)


class RiaaBiquad(_Filter):
    """The equalization of records, for rates of 44100, 48000, 88200 or 96000."""

    _roots = {  # noqa: RUF012
        44100: ((-0.2014898, 0.9233820), (0.7083149, 0.9924091)),
        48000: ((-0.1766069, 0.9321590), (0.7396325, 0.9931330)),
        88200: ((-0.1168735, 0.9648312), (0.8590646, 0.9964002)),
        96000: ((-0.1141486, 0.9676817), (0.8699137, 0.9966946)),
    }

    def __init__(self, sample_rate):
        _check.kind(sample_rate, int, "sample_rate", "RiaaBiquad")
        if sample_rate not in self._roots:
            raise ValueError(
                f"For 'RiaaBiquad', the 'sample_rate' must be one of {list(self._roots)}, but got {sample_rate}."
            )
        self._check_rate(sample_rate)

    def coefficients(self):
        b, a = (np.poly(roots) for roots in self._roots[self.sample_rate])
        turn = np.exp(-1j * 2 * math.pi * 1000 / self.sample_rate * np.arange(3))  # 0 dB at 1 kHz
        values = *(b * abs((a * turn).sum()) / abs((b * turn).sum())), *a
        return np.array(values, np.float32)


def _check_coefficients(a, b, who):
    for name, values in (("a_coeffs", a), ("b_coeffs", b)):
        _check.kind(values, (list, tuple), name, who)
        for value in values:
            _check.number(value, name, who)
    if len(a) != len(b) or not a:
        raise ValueError(f"For '{who}', as many 'a_coeffs' as 'b_coeffs' are needed, but got {len(a)} and {len(b)}.")


class LFilter(AudioTensorOperation):
    """A filter with coefficients of outputs (a) and of inputs (b); the result cut to [-1, 1] with ``clamp``."""

    kinds = "f"

    def __init__(self, a_coeffs, b_coeffs, clamp=True):
        _check_coefficients(a_coeffs, b_coeffs, type(self).__name__)
        self.a, self.b = a_coeffs, b_coeffs
        self.clamp = _check.kind(clamp, bool, "clamp", type(self).__name__)

    def checked(self, array):
        if self.a[0] == 0:
            raise RuntimeError(f"For '{type(self).__name__}', the first of 'a_coeffs' must not be 0.")
        return super().checked(array)

    def compute(self, waveform):
        return filtered(waveform, self.a, self.b, self.clamp)


class Filtfilt(LFilter):
    """The same forwards and backwards, so that phases stay."""

    def compute(self, waveform):
        forward = filtered(waveform, self.a, self.b, False)
        return filtered(forward[..., ::-1], self.a, self.b, self.clamp)[..., ::-1].copy()
