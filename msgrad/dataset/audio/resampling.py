"""Other rates and pitches."""

from __future__ import annotations

import math

import numpy as np

from msgrad.dataset.audio import _check
from msgrad.dataset.audio.base import AudioTensorOperation
from msgrad.dataset.audio.spectra import Stft, stretched
from msgrad.dataset.audio.utils import ResampleMethod, WindowType


class Resample(AudioTensorOperation):
    """The waveform at another rate, by a windowed sinc."""

    def __init__(self, orig_freq=16000, new_freq=16000, resample_method=ResampleMethod.SINC_INTERPOLATION,
                 lowpass_filter_width=6, rolloff=0.99, beta=None):  # fmt: skip
        who = "Resample"
        self.before = _check.number(orig_freq, "orig_freq", who, 0, above=True)
        self.after = _check.number(new_freq, "new_freq", who, 0, above=True)
        self.method = _check.kind(resample_method, ResampleMethod, "resample_method", who)
        self.width = _check.positive_int(lowpass_filter_width, "lowpass_filter_width", who)
        self.rolloff = _check.number(rolloff, "rolloff", who, 0, 1, above=True)
        if beta is not None:
            _check.number(beta, "beta", who)
        self.beta = 14.769656459379492 if beta is None else beta

    def compute(self, waveform):
        return resampled(waveform, self.before, self.after, self.width, self.rolloff, self.method, self.beta)


def resampled(waveform, before, after, width=6, rolloff=0.99, method=ResampleMethod.SINC_INTERPOLATION, beta=14.77):
    """The waveform at the rate `after` instead of `before`."""
    divisor = math.gcd(int(before), int(after))
    before, after = int(before) // divisor, int(after) // divisor
    if before == after:
        return waveform
    base = min(before, after) * rolloff / before
    half = math.ceil(width / base)
    length = waveform.shape[-1]
    places = np.arange(math.ceil(after * length / before)) * (before / after)  # of the new samples among the old ones
    taps = np.floor(places).astype(np.int64)[:, None] + np.arange(-half, half + 2)
    time = np.clip((taps - places[:, None]) * base, -width, width)
    if method is ResampleMethod.SINC_INTERPOLATION:
        window = np.cos(time * math.pi / width / 2) ** 2
    else:
        window = np.i0(beta * np.sqrt(np.maximum(1 - (time / width) ** 2, 0))) / np.i0(beta)
    kernels = np.sinc(time) * window * base
    padded = np.pad(waveform, [(0, 0)] * (waveform.ndim - 1) + [(half, half + 2)])
    return np.einsum("...nk,nk->...n", padded[..., taps + half], kernels).astype(waveform.dtype)


class PitchShift(AudioTensorOperation):
    """The waveform higher by so many steps, at the same length."""

    def __init__(self, sample_rate, n_steps, bins_per_octave=12, n_fft=512, win_length=None, hop_length=None,
                 window=WindowType.HANN):  # fmt: skip
        who = "PitchShift"
        self.sample_rate = _check.integer(sample_rate, "sample_rate", who)
        self.steps = _check.kind(n_steps, int, "n_steps", who)
        self.octave = _check.not_zero(_check.kind(bins_per_octave, int, "bins_per_octave", who), "bins_per_octave", who)
        hop = None if hop_length is None else _check.positive_int(hop_length, "hop_length", who)
        length = n_fft if win_length is None else win_length
        self.stft = Stft(who, n_fft, win_length, max(length // 4, 1) if hop is None else hop, window)

    def compute(self, waveform):
        rate = 2.0 ** (-self.steps / self.octave)
        spectrum = self.stft.spectrum(waveform)
        advance = np.linspace(0, math.pi * self.stft.hop, spectrum.shape[-2])[:, None]
        length = waveform.shape[-1]
        made = self.stft.waveform(stretched(spectrum, rate, advance), round(length / rate))
        shifted = resampled(made, int(self.sample_rate / rate), self.sample_rate)[..., :length]
        if shifted.shape[-1] < length:
            shifted = np.pad(shifted, [(0, 0)] * (shifted.ndim - 1) + [(0, length - shifted.shape[-1])])
        return shifted.astype(waveform.dtype)


class DetectPitchFrequency(AudioTensorOperation):
    """The pitch over time, by the normalized cross-correlation of frames and a median."""

    def __init__(self, sample_rate, frame_time=0.01, win_length=30, freq_low=85, freq_high=3400):
        who = "DetectPitchFrequency"
        self.sample_rate = _check.not_zero(_check.kind(sample_rate, int, "sample_rate", who), "sample_rate", who)
        self.frame_time = _check.number(frame_time, "frame_time", who, 0, above=True)
        self.median = _check.positive_int(win_length, "win_length", who)
        self.low = _check.number(freq_low, "freq_low", who, 0, above=True)
        self.high = _check.number(freq_high, "freq_high", who, 0, above=True)

    def compute(self, waveform):
        flat = waveform.reshape(-1, waveform.shape[-1])
        found = np.stack([self._pitch(row.astype(np.float64)) for row in flat])
        return found.reshape(*waveform.shape[:-1], -1).astype(np.float32)

    def _pitch(self, sound):
        lags = math.ceil(self.sample_rate / self.low)
        size = math.ceil(self.sample_rate * self.frame_time)
        count = math.ceil(len(sound) / size)
        padded = np.pad(sound, (0, max(lags + count * size - len(sound), 0)))
        frames = [padded[k * size : k * size + size] for k in range(count)]
        nccf = np.empty((count, lags))
        for lag in range(1, lags + 1):
            for k, one in enumerate(frames):
                two = padded[k * size + lag : k * size + lag + size]
                sizes = [1e-9 + np.sqrt((part**2).sum()) for part in (one, two)]
                nccf[k, lag - 1] = (one * two).sum() / sizes[0] / sizes[1]
        lowest = math.ceil(self.sample_rate / self.high)
        indices = self._best(nccf, lowest)
        pad = (self.median - 1) // 2
        padded_indices = np.concatenate([np.repeat(indices[:1], pad), indices])
        if len(padded_indices) < self.median:
            raise RuntimeError(
                f"For 'DetectPitchFrequency', the waveform must have {self.median - pad} frames, but got {count}."
            )
        windows = np.lib.stride_tricks.sliding_window_view(padded_indices, self.median)
        middle = np.sort(windows, 1)[:, (self.median - 1) // 2]
        return self.sample_rate / (1e-9 + middle)

    @staticmethod
    def _best(nccf, lowest):
        """The best lag, from 1 on; half of it where that is nearly as good."""
        best = lowest + nccf[:, lowest:].argmax(1)
        half = nccf.shape[1] // 2
        short = lowest + nccf[:, lowest:half].argmax(1)
        good = nccf[np.arange(len(nccf)), short] > 0.99 * nccf[np.arange(len(nccf)), best]
        return np.where(good, short, best) + 1
