"""Between waveforms and spectra: short-time Fourier transforms, mel scales, cepstra."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from msgrad.dataset.audio import _check
from msgrad.dataset.audio.base import AudioTensorOperation
from msgrad.dataset.audio.levels import AmplitudeToDB
from msgrad.dataset.audio.utils import (
    BorderType,
    MelType,
    NormMode,
    NormType,
    ScaleType,
    WindowType,
    create_dct,
    linear_fbanks,
    mel_filters,
)
from msgrad.dataset.transforms.base import Drawing

_PADS = {BorderType.CONSTANT: "constant", BorderType.EDGE: "edge", BorderType.REFLECT: "reflect",
         BorderType.SYMMETRIC: "symmetric"}  # fmt: skip


def window_of(kind: WindowType, length: int) -> np.ndarray:
    """A periodic window."""
    from scipy.signal import get_window

    name: Any = {"hann": "hann", "hamming": "hamming", "blackman": "blackman", "bartlett": "bartlett"}.get(kind.value)
    return get_window(name or ("kaiser", 12.0), length, fftbins=True)


class Stft:
    """The settings of a short-time Fourier transform."""

    def __init__(self, who, n_fft, win_length, hop_length, window, pad=0, center=True, pad_mode=BorderType.REFLECT,
                 onesided=True, normalized=False):  # fmt: skip
        self.n_fft = _check.positive_int(n_fft, "n_fft", who)
        self.win_length = n_fft if win_length is None else _check.positive_int(win_length, "win_length", who)
        if self.win_length > n_fft:
            raise ValueError(
                f"For '{who}', the 'win_length' must be at most 'n_fft', but got {self.win_length} and {n_fft}."
            )
        self.hop = self.win_length // 2 if hop_length is None else _check.positive_int(hop_length, "hop_length", who)
        self.window = window_of(_check.kind(window, WindowType, "window", who), self.win_length)
        self.pad = _check.integer(pad, "pad", who)
        self.center = _check.kind(center, bool, "center", who)
        self.pad_mode = _PADS[_check.kind(pad_mode, BorderType, "pad_mode", who)]
        self.onesided = _check.kind(onesided, bool, "onesided", who)
        self.normalized = _check.kind(normalized, bool, "normalized", who)
        self.who = who

    def full_window(self) -> np.ndarray:
        """The window in the middle of `n_fft` samples."""
        left = (self.n_fft - self.win_length) // 2
        return np.pad(self.window, (left, self.n_fft - self.win_length - left))

    def spectrum(self, waveform: np.ndarray) -> np.ndarray:
        """Complex numbers (…, frequency, frame)."""
        widths = [(0, 0)] * (waveform.ndim - 1)
        if self.pad:
            waveform = np.pad(waveform, [*widths, (self.pad, self.pad)])
        if self.center:
            half = self.n_fft // 2
            waveform = np.pad(waveform, [*widths, (half, half)], self.pad_mode)
        if waveform.shape[-1] < self.n_fft:
            raise RuntimeError(
                f"For '{self.who}', the waveform must have at least 'n_fft' = {self.n_fft} samples, "
                f"but got {waveform.shape[-1]}."
            )
        frames = np.lib.stride_tricks.sliding_window_view(waveform, self.n_fft, -1)[..., :: self.hop, :]
        transform = np.fft.rfft if self.onesided else np.fft.fft
        found = np.swapaxes(transform(frames * self.full_window(), axis=-1), -1, -2)
        return found / math.sqrt((self.window**2).sum()) if self.normalized else found

    def waveform(self, spectrum: np.ndarray, length: int | None) -> np.ndarray:
        """The waveform of a spectrum."""
        if self.normalized:
            spectrum = spectrum * math.sqrt((self.window**2).sum())
        frames = np.swapaxes(spectrum, -1, -2)
        window = self.full_window()
        made = np.fft.irfft(frames, self.n_fft, axis=-1) if self.onesided else np.fft.ifft(frames, axis=-1).real
        made = made * window
        count = frames.shape[-2]
        total = self.n_fft + self.hop * (count - 1)
        sound, weight = np.zeros((*made.shape[:-2], total)), np.zeros(total)
        for k in range(count):
            part = slice(k * self.hop, k * self.hop + self.n_fft)
            sound[..., part] += made[..., k, :]
            weight[part] += window**2
        start = self.n_fft // 2 if self.center else 0
        end = min(start + (self.hop * (count - 1) if length is None else length), total)
        if (weight[start:end] < 1e-11).any():
            raise RuntimeError(f"For '{self.who}', the windows must overlap so that no sample is lost.")
        sound = sound[..., start:end] / weight[start:end]
        if length is not None and sound.shape[-1] < length:
            sound = np.pad(sound, [(0, 0)] * (sound.ndim - 1) + [(0, length - sound.shape[-1])])
        return sound


class Spectrogram(AudioTensorOperation):
    """The power spectrum (or of another ``power``; 0: pairs of real and imaginary parts) of frames of a waveform."""

    def __init__(self, n_fft=400, win_length=None, hop_length=None, pad=0, window=WindowType.HANN, power=2.0,
                 normalized=False, center=True, pad_mode=BorderType.REFLECT, onesided=True):  # fmt: skip
        who = type(self).__name__
        self.stft = Stft(who, n_fft, win_length, hop_length, window, pad, center, pad_mode, onesided, normalized)
        self.power = _check.number(power, "power", who, 0)

    def compute(self, waveform):
        found = self.stft.spectrum(waveform)
        if self.power == 0:
            return np.stack([found.real, found.imag], -1).astype(waveform.dtype)
        return (np.abs(found) ** self.power).astype(waveform.dtype)


class InverseSpectrogram(AudioTensorOperation):
    """The waveform of a spectrum (…, frequency, frame, 2)."""

    least_rank = 3
    complex_pairs = True

    def __init__(self, length=None, n_fft=400, win_length=None, hop_length=None, pad=0, window=WindowType.HANN,
                 normalized=False, center=True, pad_mode=BorderType.REFLECT, onesided=True):  # fmt: skip
        who = "InverseSpectrogram"
        self.length = None if length is None else _check.integer(length, "length", who)
        self.stft = Stft(who, n_fft, win_length, hop_length, window, pad, center, pad_mode, onesided, normalized)

    def compute(self, array):
        pad = self.stft.pad
        length = self.length + 2 * pad if self.length else None
        sound = self.stft.waveform(array[..., 0] + 1j * array[..., 1], length)
        return (sound[..., pad:-pad] if pad else sound).astype(array.dtype)


class GriffinLim(Drawing, AudioTensorOperation):
    """A waveform that fits to a spectrum without phases (Griffin and Lim, with momentum)."""

    least_rank = 2

    def __init__(self, n_fft=400, n_iter=32, win_length=None, hop_length=None, window_type=WindowType.HANN, power=2.0,
                 momentum=0.99, length=None, rand_init=True):  # fmt: skip
        who = "GriffinLim"
        self.stft = Stft(who, n_fft, win_length, hop_length, window_type)
        self.rounds = _check.positive_int(n_iter, "n_iter", who)
        self.power = _check.number(power, "power", who, 0, above=True)
        self.momentum = _check.number(momentum, "momentum", who, 0)
        self.length = None if length is None else _check.integer(length, "length", who)
        self.random = _check.kind(rand_init, bool, "rand_init", who)

    def compute(self, array):
        if self.momentum >= 1:
            raise RuntimeError(f"For 'GriffinLim', the 'momentum' must be below 1, but got {self.momentum}.")
        magnitudes, share = np.power(array.astype(np.float64), 1 / self.power), self.momentum / (1 + self.momentum)
        phases = np.ones(magnitudes.shape, complex)
        if self.random:
            stream = self.stream
            parts = np.array([stream.canonical_double() for _ in range(2 * magnitudes.size)])
            phases = (parts[::2] + 1j * parts[1::2]).reshape(magnitudes.shape)
        before = np.zeros_like(phases)
        for _ in range(self.rounds):
            made = self.stft.spectrum(self.stft.waveform(magnitudes * phases, self.length))
            phases = made + (made - before) * share
            phases /= np.abs(phases) + 1e-16
            before = made
        return self.stft.waveform(magnitudes * phases, self.length).astype(array.dtype)


class SpectralCentroid(AudioTensorOperation):
    """The mean frequency of each frame, weighted by magnitude."""

    def __init__(self, sample_rate, n_fft=400, win_length=None, hop_length=None, pad=0, window=WindowType.HANN):
        self.sample_rate = _check.positive_int(sample_rate, "sample_rate", "SpectralCentroid")
        self.stft = Stft("SpectralCentroid", n_fft, win_length, hop_length, window, pad)

    def compute(self, waveform):
        found = np.abs(self.stft.spectrum(waveform))
        frequencies = np.linspace(0, self.sample_rate // 2, found.shape[-2])[:, None]
        with np.errstate(invalid="ignore"):
            centre = (frequencies * found).sum(-2, keepdims=True) / found.sum(-2, keepdims=True)
        return centre.astype(waveform.dtype)


class MelScale(AudioTensorOperation):
    """A spectrum on the mel scale."""

    least_rank = 2

    def __init__(self, n_mels=128, sample_rate=16000, f_min=0.0, f_max=None, n_stft=201, norm=NormType.NONE,
                 mel_type=MelType.HTK):  # fmt: skip
        who = type(self).__name__
        for name, value in (("n_mels", n_mels), ("sample_rate", sample_rate), ("n_stft", n_stft)):
            _check.positive_int(value, name, who)
        _check.number(f_min, "f_min", who)
        f_max = sample_rate // 2 if f_max is None else _check.number(f_max, "f_max", who, 0, above=True)
        if f_min >= f_max:
            raise ValueError(f"For '{who}', the 'f_max' must be above 'f_min', but got {f_min} and {f_max}.")
        _check.kind(norm, NormType, "norm", who)
        _check.kind(mel_type, MelType, "mel_type", who)
        self.filters = mel_filters(n_stft, f_min, f_max, n_mels, sample_rate, norm, mel_type)

    def compute(self, array):
        if array.shape[-2] != len(self.filters):
            raise RuntimeError(
                f"For '{type(self).__name__}', the spectrum must have {len(self.filters)} frequencies, "
                f"but got the shape {array.shape}."
            )
        return (self.filters.T @ array.astype(np.float64)).astype(array.dtype)


class InverseMelScale(Drawing, AudioTensorOperation):
    """A spectrum whose `MelScale` is close to the given one, by gradient descent from random numbers.

    Args:
        n_stft: the number of frequencies.
        n_mels, sample_rate, f_min, f_max, norm, mel_type: as for `MelScale`.
        max_iter, tolerance_loss, tolerance_change: when it ends.
        sgdargs: ``sgd_lr`` and ``sgd_momentum``, by default 0.1 and 0.9.
    """

    least_rank = 2

    def __init__(self, n_stft, n_mels=128, sample_rate=16000, f_min=0.0, f_max=None, max_iter=100000,
                 tolerance_loss=1e-5, tolerance_change=1e-8, sgdargs=None, norm=NormType.NONE,
                 mel_type=MelType.HTK):  # fmt: skip
        who = "InverseMelScale"
        self.filters = MelScale(n_mels, sample_rate, f_min, f_max, _check.positive_int(n_stft, "n_stft", who), norm,
                                mel_type).filters  # fmt: skip
        self.rounds = _check.positive_int(max_iter, "max_iter", who)
        self.loss = _check.number(tolerance_loss, "tolerance_loss", who, 0, above=True)
        self.change = _check.number(tolerance_change, "tolerance_change", who, 0, above=True)
        given = {"sgd_lr": 0.1, "sgd_momentum": 0.9, **_check.kind(sgdargs or {}, dict, "sgdargs", who)}
        self.rate, self.momentum = given["sgd_lr"], given["sgd_momentum"]

    def compute(self, array):
        if array.shape[-2] != self.filters.shape[1]:
            raise RuntimeError(
                f"For 'InverseMelScale', the spectrum must have {self.filters.shape[1]} mels, "
                f"but got the shape {array.shape}."
            )
        wanted = np.swapaxes(array.astype(np.float64).reshape(-1, *array.shape[-2:]), -1, -2)
        stream, shape = self.stream, (*wanted.shape[:-1], len(self.filters))
        found = np.array([stream.canonical_double() for _ in range(math.prod(shape))]).reshape(shape)
        speed, before, share = np.zeros_like(found), np.inf, wanted.shape[0] * wanted.shape[1]
        for _ in range(self.rounds):
            missing = wanted - found @ self.filters
            loss = (missing**2).sum(-1).mean()
            speed = self.momentum * speed - 2 / share * (missing @ self.filters.T)
            found = np.maximum(found - self.rate * speed, 0)
            if loss < self.loss or abs(before - loss) < self.change:
                break
            before = loss
        return np.swapaxes(found, -1, -2).reshape(*array.shape[:-2], len(self.filters), -1).astype(array.dtype)


class MelSpectrogram(AudioTensorOperation):
    """`Spectrogram` and `MelScale`."""

    def __init__(self, sample_rate=16000, n_fft=400, win_length=None, hop_length=None, f_min=0.0, f_max=None, pad=0,
                 n_mels=128, window=WindowType.HANN, power=2.0, normalized=False, center=True,
                 pad_mode=BorderType.REFLECT, onesided=True, norm=NormType.NONE, mel_scale=MelType.HTK):  # fmt: skip
        _check.number(power, "power", "MelSpectrogram", 0, above=True)
        self.spectrogram = Spectrogram(
            n_fft, win_length, hop_length, pad, window, power, normalized, center, pad_mode, onesided
        )
        count = n_fft // 2 + 1 if onesided else n_fft
        self.mel_scale = MelScale(n_mels, sample_rate, f_min, f_max, count, norm, mel_scale)

    def compute(self, waveform):
        return self.mel_scale.compute(self.spectrogram.compute(waveform))


def _check_cepstrum(who, sample_rate, count, dct_type, norm, log):
    _check.integer(sample_rate, "sample_rate", who)
    _check.integer(count, "n_lfcc" if who == "LFCC" else "n_mfcc", who)
    if _check.kind(dct_type, int, "dct_type", who) != 2:
        raise ValueError(f"For '{who}', the 'dct_type' must be 2, but got {dct_type}.")
    _check.kind(norm, NormMode, "norm", who)
    _check.kind(log, bool, "log_lf" if who == "LFCC" else "log_mels", who)


class MFCC(AudioTensorOperation):
    """Mel-frequency cepstral coefficients; ``melkwargs`` are arguments of `MelSpectrogram` by name."""

    def __init__(self, sample_rate=16000, n_mfcc=40, dct_type=2, norm=NormMode.ORTHO, log_mels=False, melkwargs=None):
        _check_cepstrum("MFCC", sample_rate, n_mfcc, dct_type, norm, log_mels)
        _check.kind(melkwargs if melkwargs is not None else {}, dict, "melkwargs", "MFCC")
        self.mels, self.log = MelSpectrogram(sample_rate, **(melkwargs or {})), log_mels
        count = self.mels.mel_scale.filters.shape[1]
        self.count, self.matrix = n_mfcc, create_dct(n_mfcc, count, norm)

    def compute(self, waveform):
        if self.count > len(self.matrix):
            raise RuntimeError(
                f"For 'MFCC', the 'n_mfcc' must be at most the number of mels {len(self.matrix)}, but got {self.count}."
            )
        mels = self.mels.compute(waveform)
        mels = np.log(mels + 1e-6) if self.log else AmplitudeToDB(ScaleType.POWER, 1.0, 1e-10, 80.0).compute(mels)
        return (self.matrix.T.astype(np.float64) @ mels).astype(np.float32)


class LFCC(AudioTensorOperation):
    """Linear-frequency cepstral coefficients; ``speckwargs`` are arguments of `Spectrogram` by name."""

    def __init__(self, sample_rate=16000, n_filter=128, n_lfcc=40, f_min=0.0, f_max=None, dct_type=2,
                 norm=NormMode.ORTHO, log_lf=False, speckwargs=None):  # fmt: skip
        _check_cepstrum("LFCC", sample_rate, n_lfcc, dct_type, norm, log_lf)
        _check.integer(n_filter, "n_filter", "LFCC")
        _check.kind(speckwargs if speckwargs is not None else {}, dict, "speckwargs", "LFCC")
        self.spectrogram, self.log = Spectrogram(**(speckwargs or {})), log_lf
        count = self.spectrogram.stft.n_fft
        if n_lfcc > count:
            raise ValueError(f"For 'LFCC', the 'n_lfcc' must be at most 'n_fft' {count}, but got {n_lfcc}.")
        f_max = sample_rate // 2 if f_max is None else f_max
        frequencies = count // 2 + 1 if self.spectrogram.stft.onesided else count
        self.filters = linear_fbanks(frequencies, f_min, f_max, n_filter, sample_rate)
        self.matrix = create_dct(n_lfcc, n_filter, norm)

    def compute(self, waveform):
        found = self.filters.T.astype(np.float64) @ self.spectrogram.compute(waveform)
        found = np.log(found + 1e-6) if self.log else AmplitudeToDB(ScaleType.POWER, 1.0, 1e-10, 80.0).compute(found)
        return (self.matrix.T.astype(np.float64) @ found).astype(np.float32)


# -- complex numbers as pairs ------------------------------------------------------------------------------------


class ComplexNorm(AudioTensorOperation):
    """The absolute value of pairs of real and imaginary parts, to a power."""

    least_rank = 2
    complex_pairs = True

    def __init__(self, power=1.0):
        self.power = _check.number(power, "power", type(self).__name__, 0)

    def compute(self, array):
        return np.power((array**2).sum(-1), array.dtype.type(0.5 * self.power))


class Angle(AudioTensorOperation):
    """The angle of pairs of real and imaginary parts."""

    least_rank = 1
    complex_pairs = True

    def compute(self, array):
        return np.arctan2(array[..., 1], array[..., 0])


class Magphase(ComplexNorm):
    """`ComplexNorm` and `Angle`."""

    def compute(self, array):
        return super().compute(array), np.arctan2(array[..., 1], array[..., 0])


# -- over time ---------------------------------------------------------------------------------------------------


class ComputeDeltas(AudioTensorOperation):
    """The slope of each frequency over time."""

    least_rank = 2

    def __init__(self, win_length=5, pad_mode=BorderType.EDGE):
        self.length = _check.integer(win_length, "win_length", "ComputeDeltas", 3)
        self.pad_mode = _PADS[_check.kind(pad_mode, BorderType, "pad_mode", "ComputeDeltas")]

    def compute(self, array):
        n = (self.length - 1) // 2
        padded = np.pad(array, [(0, 0)] * (array.ndim - 1) + [(n, n)], self.pad_mode)
        windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * n + 1, -1)
        return (windows @ np.arange(-n, n + 1, dtype=np.float64) / (n * (n + 1) * (2 * n + 1) / 3)).astype(array.dtype)


class SlidingWindowCmn(AudioTensorOperation):
    """Each feature of (…, time, feature) without its mean (and over its deviation) in a window of frames."""

    least_rank = 2

    def __init__(self, cmn_window=600, min_cmn_window=100, center=False, norm_vars=False):
        who = "SlidingWindowCmn"
        self.window = _check.integer(cmn_window, "cmn_window", who)
        self.least = _check.integer(min_cmn_window, "min_cmn_window", who)
        self.center = _check.kind(center, bool, "center", who)
        self.variances = _check.kind(norm_vars, bool, "norm_vars", who)

    def compute(self, array):
        frames, result = array.shape[-2], np.empty_like(array)
        for now in range(frames):
            first, end = self._bounds(now, frames)
            part = array[..., first:end, :].astype(np.float64)
            row = array[..., now, :] - part.mean(-2)
            if self.variances:
                with np.errstate(divide="ignore", invalid="ignore"):
                    row = np.zeros_like(row) if end - first == 1 else row / np.sqrt(part.var(-2))
            result[..., now, :] = row
        return result

    def _bounds(self, now, frames):
        if self.center:
            first = now - self.window // 2
            end = first + self.window
        else:
            first, end = now - self.window, now + 1
        if first < 0:
            first, end = 0, end - first
        if not self.center and end > now:
            end = max(now + 1, self.least)
        if end > frames:
            first, end = max(first - (end - frames), 0), frames
        return first, end


def stretched(spectrum: np.ndarray, rate: float, advance: np.ndarray) -> np.ndarray:
    """The complex spectrum at another rate, with phases that go on (a phase vocoder)."""
    if rate == 1.0:
        return spectrum
    steps = np.arange(0, spectrum.shape[-1], rate)
    first = np.angle(spectrum[..., :1])
    padded = np.pad(spectrum, [(0, 0)] * (spectrum.ndim - 1) + [(0, 2)])
    places = steps.astype(np.int64)
    now, following = padded[..., places], padded[..., places + 1]
    turn = np.angle(following) - np.angle(now) - advance
    turn = turn - 2 * math.pi * np.rint(turn / (2 * math.pi)) + advance
    phases = np.cumsum(np.concatenate([first, turn[..., :-1]], -1), -1)
    share = steps % 1.0
    return (share * np.abs(following) + (1 - share) * np.abs(now)) * np.exp(1j * phases)


class PhaseVocoder(AudioTensorOperation):
    """A spectrum (…, frequency, frame, 2) faster or slower, at the same pitch."""

    least_rank = 3
    complex_pairs = True

    def __init__(self, rate, phase_advance):
        self.rate = _check.number(rate, "rate", "PhaseVocoder", 0, above=True)
        self.advance = _check.kind(phase_advance, np.ndarray, "phase_advance", "PhaseVocoder")

    def compute(self, array):
        if self.advance.shape != (array.shape[-3], 1):
            raise RuntimeError(
                f"For 'PhaseVocoder', the 'phase_advance' must be of shape {(array.shape[-3], 1)}, "
                f"but got {self.advance.shape}."
            )
        made = stretched(array[..., 0] + 1j * array[..., 1], self.rate, self.advance)
        return np.stack([made.real, made.imag], -1).astype(array.dtype)


class TimeStretch(AudioTensorOperation):
    """A spectrum (…, frequency, frame, 2) faster by a rate, at the same pitch."""

    least_rank = 3
    complex_pairs = True

    def __init__(self, hop_length=None, n_freq=201, fixed_rate=None):
        who = "TimeStretch"
        self.bins = _check.positive_int(n_freq, "n_freq", who)
        self.hop = n_freq - 1 if hop_length is None else _check.positive_int(hop_length, "hop_length", who)
        self.rate = 1.0 if fixed_rate is None else _check.number(fixed_rate, "fixed_rate", who, 0, above=True)

    def compute(self, array):
        if array.ndim == 3:
            array = array[None]  # as MindSpore's
        advance = np.linspace(0, math.pi * self.hop, self.bins)[:, None]
        made = stretched(array[..., 0] + 1j * array[..., 1], self.rate, advance)
        return np.stack([made.real, made.imag], -1).astype(array.dtype)
