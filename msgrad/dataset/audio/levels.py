"""What changes the loudness of waveforms sample by sample."""

from __future__ import annotations

import math

import numpy as np

from msgrad.dataset.audio import _check
from msgrad.dataset.audio.base import AudioTensorOperation
from msgrad.dataset.audio.utils import DensityFunction, FadeShape, GainType, ScaleType
from msgrad.dataset.transforms.base import Drawing


class AmplitudeToDB(AudioTensorOperation):
    """To decibels, but not more than ``top_db`` below the largest.

    >>> AmplitudeToDB()(np.array([[1.0, 10.0]], np.float32))
    array([[ 0., 10.]], dtype=float32)
    """

    least_rank = 2

    def __init__(self, stype=ScaleType.POWER, ref_value=1.0, amin=1e-10, top_db=80.0):
        who = "AmplitudeToDB"
        _check.kind(stype, ScaleType, "stype", who)
        self.times = 10.0 if stype is ScaleType.POWER else 20.0
        self.reference = _check.number(ref_value, "ref_value", who, 0, above=True)
        self.least = _check.number(amin, "amin", who, 0, above=True)
        self.top = _check.number(top_db, "top_db", who, 0, above=True)

    def compute(self, array):
        decibels = self.times * np.log10(np.maximum(array, array.dtype.type(self.least)))
        decibels -= array.dtype.type(self.times * math.log10(max(self.least, self.reference)))
        axes = tuple(range(-min(array.ndim, 3), 0))
        return np.maximum(decibels, decibels.max(axes, keepdims=True) - array.dtype.type(self.top))


class DBToAmplitude(AudioTensorOperation):
    """ref * (10 ** (x / 10)) ** power."""

    def __init__(self, ref, power):
        self.ref, self.power = (_check.number(v, n, "DBToAmplitude") for v, n in ((ref, "ref"), (power, "power")))

    def compute(self, array):
        return (self.ref * np.power(np.power(10.0, 0.1 * array), self.power)).astype(array.dtype)


class Contrast(AudioTensorOperation):
    """Sounds louder, as compression does."""

    def __init__(self, enhancement_amount=75.0):
        self.amount = _check.number(enhancement_amount, "enhancement_amount", "Contrast", 0, 100)

    def compute(self, waveform):
        turn = waveform * waveform.dtype.type(math.pi / 2)
        return np.sin(turn + waveform.dtype.type(self.amount / 750) * np.sin(turn * 4))


class DCShift(AudioTensorOperation):
    """The waveform shifted; with a ``limiter_gain`` peaks are pressed together instead of cut."""

    def __init__(self, shift, limiter_gain=None):
        self.shift = _check.number(shift, "shift", "DCShift", -2.0, 2.0)
        self.limiter = None if limiter_gain is None else _check.number(limiter_gain, "limiter_gain", "DCShift")

    def compute(self, waveform):
        moved = np.clip(waveform + self.shift, -1, 1)
        if self.limiter is None:
            return moved.astype(waveform.dtype)
        threshold = 1.0 - (abs(self.shift) - self.limiter)
        if self.shift > 0:
            pressed = (waveform - threshold) * self.limiter / (1 - threshold) if threshold != 1 else 0 * waveform
            moved = np.where(waveform > threshold, np.minimum(pressed + threshold + self.shift, threshold), moved)
        elif self.shift < 0:
            pressed = (waveform + threshold) * self.limiter / (1 - threshold) if threshold != 1 else 0 * waveform
            moved = np.where(waveform < -threshold, np.maximum(pressed + threshold + self.shift, -threshold), moved)
        return moved.astype(waveform.dtype)


class Dither(Drawing, AudioTensorOperation):
    """Noise of half a step of 16 bits, so that rounding to them is not heard; the samples are rounded so."""

    def __init__(self, density_function=DensityFunction.TPDF, noise_shaping=False):
        self.density = _check.kind(density_function, DensityFunction, "density_function", "Dither")
        self.shaping = _check.kind(noise_shaping, bool, "noise_shaping", "Dither")

    def compute(self, waveform):
        shape, steps = waveform.shape, waveform.reshape(-1, waveform.shape[-1]).astype(np.float64) * 32768.0
        noise = self._noise(shape[-1])
        result = np.rint(steps + noise) / 32768.0
        if self.shaping:
            error = result - waveform.reshape(-1, shape[-1])
            result = result + np.concatenate([np.zeros_like(error[:, :1]), error[:, :-1]], 1)
        return result.astype(waveform.dtype).reshape(shape)

    def _noise(self, length):
        stream = self.stream
        if self.density is DensityFunction.RPDF:
            return float(stream.uniform_float(0, 1)) - 0.5
        if self.density is DensityFunction.GPDF:
            return sum(float(stream.uniform_float(0, 1)) for _ in range(6)) / 6 - 0.5
        return np.bartlett(length + 1)[:length]


class Fade(AudioTensorOperation):
    """Fades in over so many samples at the start, and out at the end."""

    def __init__(self, fade_in_len=0, fade_out_len=0, fade_shape=FadeShape.LINEAR):
        self.first = _check.integer(fade_in_len, "fade_in_len", "Fade")
        self.last = _check.integer(fade_out_len, "fade_out_len", "Fade")
        self.shape = _check.kind(fade_shape, FadeShape, "fade_shape", "Fade")

    def checked(self, array):
        made = super().checked(array)
        return made if self.first or self.last else array  # as it is

    def compute(self, waveform):
        length = waveform.shape[-1]
        if not self.first and not self.last:
            return waveform.copy()
        for name, part in (("fade_in_len", self.first), ("fade_out_len", self.last)):
            if part > length:
                raise RuntimeError(f"For 'Fade', the '{name}' must be at most the length {length}, but got {part}.")
        rise = np.ones(length)
        rise[: self.first] = self._curve(np.linspace(0, 1, self.first))
        fall = np.ones(length)
        fall[length - self.last :] = self._curve(1 - np.linspace(0, 1, self.last))
        return (waveform * rise * fall).astype(waveform.dtype)

    def _curve(self, part):
        if self.shape is FadeShape.EXPONENTIAL:
            return np.power(2.0, part - 1) * part
        if self.shape is FadeShape.LOGARITHMIC:
            return np.log10(0.1 + part) + 1
        if self.shape is FadeShape.QUARTER_SINE:
            return np.sin(part * math.pi / 2)
        return np.sin(part * math.pi - math.pi / 2) / 2 + 0.5 if self.shape is FadeShape.HALF_SINE else part


class Gain(AudioTensorOperation):
    """Louder by so many decibels."""

    def __init__(self, gain_db=1.0):
        self.gain = _check.number(gain_db, "gain_db", "Gain")

    def compute(self, waveform):
        return waveform * waveform.dtype.type(10.0 ** (self.gain / 20.0))


class MuLawEncoding(AudioTensorOperation):
    """From [-1, 1] to whole numbers below the number of channels, finer about 0."""

    def __init__(self, quantization_channels=256):
        self.mu = _check.positive_int(quantization_channels, "quantization_channels", "MuLawEncoding") - 1.0

    def compute(self, waveform):
        bent = np.sign(waveform) * np.log1p(self.mu * np.abs(waveform)) / np.log1p(waveform.dtype.type(self.mu))
        return ((bent + 1) / 2 * self.mu + 0.5).astype(np.int32)


class MuLawDecoding(AudioTensorOperation):
    """The other way round."""

    def __init__(self, quantization_channels=256):
        self.mu = _check.positive_int(quantization_channels, "quantization_channels", "MuLawDecoding") - 1.0

    def compute(self, array):
        mu = array.dtype.type(self.mu)
        bent = array / mu * 2 - 1
        return np.sign(bent) * (np.exp(np.abs(bent) * np.log1p(mu)) - 1) / mu


class Overdrive(AudioTensorOperation):
    """Distorts by so many decibels; ``color`` is how much of even harmonics."""

    def __init__(self, gain=20.0, color=20.0):
        self.gain = _check.number(gain, "gain", "Overdrive", 0, 100)
        self.color = _check.number(color, "color", "Overdrive", 0, 100)

    def compute(self, waveform):
        from scipy.signal import lfilter

        kind = waveform.dtype.type
        bent = waveform * kind(10.0 ** (self.gain / 20)) + kind(self.color / 200)
        bent = np.where(np.abs(bent) > 1, np.sign(bent) * kind(2 / 3), bent - bent**3 * kind(1 / 3))
        steady = lfilter(np.array([1, -1], kind), np.array([1, -0.995], kind), bent, axis=-1)
        return np.clip(waveform * kind(0.5) + steady * kind(0.75), -1, 1).astype(kind)


class Vol(AudioTensorOperation):
    """Louder or softer; cut to [-1, 1]."""

    def __init__(self, gain, gain_type=GainType.AMPLITUDE):
        self.kind = _check.kind(gain_type, GainType, "gain_type", "Vol")
        _check.number(gain, "gain", "Vol")
        if gain_type is not GainType.DB:
            _check.number(gain, "gain", "Vol", 0, above=gain_type is GainType.POWER)
        self.gain = gain

    def compute(self, waveform):
        factor = self.gain
        if self.kind is not GainType.AMPLITUDE:
            factor = 10.0 ** (self.gain / 20.0) if self.kind is GainType.DB else math.sqrt(self.gain)
        return np.clip(waveform * waveform.dtype.type(factor), -1, 1)
