"""Effects of delayed copies, and the search for the beginning of speech: SoX's flanger, phaser and vad."""

from __future__ import annotations

import math

import numpy as np

from msgrad.dataset.audio import _check
from msgrad.dataset.audio.base import AudioTensorOperation
from msgrad.dataset.audio.utils import Interpolation, Modulation


def _wave(sinusoidal: bool, size: int, low: float, high: float, phase: float, whole: bool) -> np.ndarray:
    """One period of a wave between two values."""
    places = (np.arange(size) + int(phase / math.pi / 2 * size + 0.5)) % size
    if sinusoidal:
        values = (np.sin(places / size * math.pi * 2) + 1) / 2
    else:
        values = 2.0 * places / size
        quarter = 4 * places // size
        values = np.where(quarter == 0, values + 0.5, np.where(quarter == 3, values - 1.5, 1.5 - values))
    values = values * (high - low) + low
    return np.where(values < 0, values - 0.5, values + 0.5).astype(np.int64) if whole else values


class Flanger(AudioTensorOperation):
    """The waveform (…, channel, time) mixed with copies of it whose delay swings.

    Args:
        sample_rate: samples per second.
        delay, depth: milliseconds, the least delay and how far it swings.
        regen, width: percent, how much of the copy is fed back, and how much of it is heard.
        speed: swings per second.
        phase: percent of a swing between channels.
        modulation, interpolation: the form of the swing, and how values between samples are found.
    """

    least_rank = 2

    def __init__(self, sample_rate, delay=0.0, depth=2.0, regen=0.0, width=71.0, speed=0.5, phase=25.0,
                 modulation=Modulation.SINUSOIDAL, interpolation=Interpolation.LINEAR):  # fmt: skip
        who = "Flanger"
        self.sample_rate = _check.not_zero(_check.kind(sample_rate, int, "sample_rate", who), "sample_rate", who)
        self.delay = _check.number(delay, "delay", who, 0, 30)
        self.depth = _check.number(depth, "depth", who, 0, 10)
        self.regen = _check.number(regen, "regen", who, -95, 95)
        self.width = _check.number(width, "width", who, 0, 100)
        self.speed = _check.number(speed, "speed", who, 0.1, 10)
        self.phase = _check.number(phase, "phase", who, 0, 100)
        self.modulation = _check.kind(modulation, Modulation, "modulation", who)
        self.interpolation = _check.kind(interpolation, Interpolation, "interpolation", who)

    def compute(self, waveform):
        channels, length = waveform.shape[-2:]
        feedback, gain = self.regen / 100, self.width / 100
        dry, phase = 1 / (1 + gain), self.phase / 100
        gain = gain / (1 + gain) * (1 - abs(feedback))
        delay, depth = self.delay / 1000, self.depth / 1000
        size = int((delay + depth) * self.sample_rate + 0.5) + 2
        period = int(self.sample_rate / self.speed)
        low = int(delay * self.sample_rate + 0.5)
        swing = _wave(
            self.modulation is Modulation.SINUSOIDAL, period, float(low), size - 2.0, 3 * math.pi / 2, whole=False
        )
        flat = waveform.reshape(-1, channels, length).astype(np.float64)
        buffer, last = np.zeros((len(flat), channels, size)), np.zeros((len(flat), channels))
        result, rows, columns = np.empty_like(flat), np.arange(len(flat))[:, None], np.arange(channels)
        shift = (columns * period * phase + 0.5).astype(np.int64)
        place = 0
        for now in range(length):
            place = (place + size - 1) % size
            delays = swing[(now + shift) % period]
            whole = np.floor(delays).astype(np.int64)
            share = delays - whole
            buffer[:, :, place] = flat[:, :, now] + last * feedback

            def heard(steps, place=place, whole=whole):
                return buffer[rows, columns, (place + whole + steps) % size]

            first, second = heard(0), heard(1)
            if self.interpolation is Interpolation.LINEAR:
                copy = first + (second - first) * share
            else:
                second, third = second - first, heard(2) - first
                a, b = third * 0.5 - second, second * 2 - third * 0.5
                copy = first + (a * share + b) * share
            last = copy
            result[:, :, now] = flat[:, :, now] * dry + copy * gain
        return np.clip(result, -1, 1).reshape(waveform.shape).astype(waveform.dtype)


class Phaser(AudioTensorOperation):
    """The waveform mixed with a copy that is fed back with a delay that swings.

    Args:
        sample_rate: samples per second.
        gain_in, gain_out: of the input and the output.
        delay_ms: the longest delay in milliseconds.
        decay: how much of the copy is fed back.
        mod_speed: swings per second.
        sinusoidal: the form of the swing, otherwise triangular.
    """

    def __init__(
        self, sample_rate, gain_in=0.4, gain_out=0.74, delay_ms=3.0, decay=0.4, mod_speed=0.5, sinusoidal=True
    ):
        who = "Phaser"
        self.sample_rate = _check.kind(sample_rate, int, "sample_rate", who)
        self.gain_in = _check.number(gain_in, "gain_in", who, 0, 1)
        self.gain_out = _check.number(gain_out, "gain_out", who, 0, 1e9)
        self.delay = _check.number(delay_ms, "delay_ms", who, 0, 5.0)
        self.decay = _check.number(decay, "decay", who, 0, 0.99)
        self.speed = _check.number(mod_speed, "mod_speed", who, 0.1, 2)
        self.sinusoidal = _check.kind(sinusoidal, bool, "sinusoidal", who)

    def compute(self, waveform):
        flat = waveform.reshape(-1, waveform.shape[-1]).astype(np.float64)
        size = int(self.delay * 0.001 * self.sample_rate + 0.5)
        period = int(self.sample_rate / self.speed + 0.5)
        swing = _wave(self.sinusoidal, period, 1.0, float(size), math.pi / 2, whole=True)
        buffer, result = np.zeros((len(flat), size)), np.empty_like(flat)
        place = 0
        for now in range(flat.shape[1]):
            value = flat[:, now] * self.gain_in + buffer[:, (place + swing[now % period]) % size] * self.decay
            place = (place + 1) % size
            buffer[:, place] = value
            result[:, now] = value * self.gain_out
        return np.clip(result, -1, 1).reshape(waveform.shape).astype(waveform.dtype)


class Vad(AudioTensorOperation):
    """The waveform from the beginning of speech on: where the cepstral power rises over the noise's, in any channel.

    Args:
        sample_rate: samples per second.
        trigger_level: how far over the noise speech is.
        trigger_time, search_time, allowed_gap, pre_trigger_time: seconds: how quickly it triggers, how far before that
            quieter speech is looked for, with which gaps, and how much is kept before.
        boot_time, noise_up_time, noise_down_time, noise_reduction_amount: of the estimate of the noise.
        measure_freq, measure_duration, measure_smooth_time: of the measurements.
        hp_filter_freq, lp_filter_freq, hp_lifter_freq, lp_lifter_freq: bounds of frequencies and cepstra.
    """

    def __init__(self, sample_rate, trigger_level=7.0, trigger_time=0.25, search_time=1.0, allowed_gap=0.25,
                 pre_trigger_time=0.0, boot_time=0.35, noise_up_time=0.1, noise_down_time=0.01,
                 noise_reduction_amount=1.35, measure_freq=20.0, measure_duration=None, measure_smooth_time=0.4,
                 hp_filter_freq=50.0, lp_filter_freq=6000.0, hp_lifter_freq=150.0, lp_lifter_freq=2000.0):  # fmt: skip
        who = "Vad"
        if _check.kind(sample_rate, int, "sample_rate", who) <= 0:
            raise ValueError(f"For '{who}', the 'sample_rate' must be above 0, but got {sample_rate}.")
        _check.number(trigger_level, "trigger_level", who)
        for name, value in (("trigger_time", trigger_time), ("search_time", search_time), ("allowed_gap", allowed_gap),
                            ("pre_trigger_time", pre_trigger_time), ("boot_time", boot_time),
                            ("noise_up_time", noise_up_time), ("noise_down_time", noise_down_time),
                            ("noise_reduction_amount", noise_reduction_amount),
                            ("measure_smooth_time", measure_smooth_time)):  # fmt: skip
            _check.number(value, name, who, 0)
        for name, value in (("measure_freq", measure_freq), ("hp_filter_freq", hp_filter_freq),
                            ("lp_filter_freq", lp_filter_freq), ("hp_lifter_freq", hp_lifter_freq),
                            ("lp_lifter_freq", lp_lifter_freq)):  # fmt: skip
            _check.number(value, name, who, 0, above=True)
        duration = 2.0 / measure_freq if measure_duration is None else measure_duration
        _check.number(duration, "measure_duration", who, 0)
        self.level, self.reduction = trigger_level, noise_reduction_amount
        size = int(sample_rate * duration + 0.5)
        self.measure_length = size
        self.size = 16
        while self.size < size:
            self.size *= 2
        self.period = int(sample_rate / measure_freq + 0.5)
        self.measures = max(math.ceil(search_time * measure_freq), 1)
        self.search = self.measures * self.period
        self.gap = int(allowed_gap * measure_freq + 0.5)
        self.before = int(pre_trigger_time * sample_rate + 0.5)
        self.samples = self.before + self.search + size
        spectrum_window = np.full(size, 2.0 / math.sqrt(size))
        spectrum_window *= 0.5 - 0.5 * np.cos(2 * math.pi * np.arange(size) / size)
        self.window = spectrum_window
        self.first = max(int(hp_filter_freq / sample_rate * self.size + 0.5), 1)
        self.last = min(int(lp_filter_freq / sample_rate * self.size + 0.5), self.size // 2)
        width = self.last - self.first
        cepstrum_window = np.full(width, 2.0 / math.sqrt(self.last * 0.5))
        cepstrum_window *= 0.5 - 0.5 * np.cos(2 * math.pi * np.arange(width) / width)
        self.cepstrum_window = cepstrum_window
        self.cepstrum_start = math.ceil(sample_rate * 0.5 / lp_lifter_freq)
        self.cepstrum_end = min(math.floor(sample_rate * 0.5 / hp_lifter_freq), self.size // 4)
        if self.cepstrum_end <= self.cepstrum_start:
            raise ValueError(f"For '{who}', the 'lp_lifter_freq' must be well above the 'hp_lifter_freq'.")
        rate = measure_freq
        self.noise_up = math.exp(-1.0 / (noise_up_time * rate)) if noise_up_time else 0.0
        self.noise_down = math.exp(-1.0 / (noise_down_time * rate)) if noise_down_time else 0.0
        self.smoothing = math.exp(-1.0 / (measure_smooth_time * rate)) if measure_smooth_time else 0.0
        self.trigger = math.exp(-1.0 / (trigger_time * rate)) if trigger_time else 0.0
        self.boot_counts = int(boot_time * rate - 0.5)

    def compute(self, waveform):
        flat = waveform.reshape(-1, waveform.shape[-1]).astype(np.float64)
        channels, length = flat.shape
        bins = self.size // 2 + 1
        spectra, noise, means = np.zeros((channels, bins)), np.zeros((channels, bins)), np.zeros(channels)
        measures, number, boot, triggered, kept = np.zeros((channels, self.measures)), 0, 0, False, 0
        for end in range(self.measure_length - 1, length, self.period):
            for channel in range(channels):
                heard = flat[channel, end + 1 - self.measure_length : end + 1]
                value = self._measure(heard, spectra[channel], noise[channel], boot)
                measures[channel, number] = value
                means[channel] = means[channel] * self.trigger + value * (1 - self.trigger)
                triggered = triggered or means[channel] >= self.level
                if triggered:
                    kept = min(max(kept, self._back(measures[channel], number)), self.measures)
            number = (number + 1) % self.measures
            if boot >= 0:
                boot = -1 if boot == self.boot_counts else boot + 1
            if triggered:
                first = end + 1 - self.samples + (self.measures - kept) * self.period
                break
        else:
            first = length - self.samples
        if first < 0:  # counted from the end, as in MindSpore
            first = max(first + length, 0)
        return waveform[..., first:].copy()

    def _measure(self, heard, spectrum, noise, boot):
        """How much the cepstrum stands out of the noise; the spectra of both are carried on."""
        band = slice(self.first, self.last)
        found = np.abs(np.fft.rfft(heard * self.window, self.size))[band]
        smooth = self.smoothing if boot < 0 else boot / (1.0 + boot)
        spectrum[band] = spectrum[band] * smooth + found * (1 - smooth)
        power = spectrum[band] ** 2
        share = np.where(power > noise[band], self.noise_up, self.noise_down) if boot < 0 else np.zeros_like(power)
        noise[band] = noise[band] * share + power * (1 - share)
        padded = np.zeros(self.size // 2)
        padded[band] = np.sqrt(np.maximum(0, power - self.reduction * noise[band])) * self.cepstrum_window
        cepstrum = np.abs(np.fft.rfft(padded)) ** 2
        total = cepstrum[self.cepstrum_start : self.cepstrum_end].sum()
        if total <= 0:
            return 0.0
        return max(0.0, 21 + math.log(total / (self.cepstrum_end - self.cepstrum_start)))

    def _back(self, measures, number):
        """How many measurements before the trigger speech began."""
        count = self.measures
        last = zero = count
        for k in range(count):
            value = measures[(number + count - k) % count]
            if value >= self.level and k <= last + self.gap:
                zero = last = k
            elif value == 0 and last >= zero:
                zero = k
        return min(count - 1, zero)
