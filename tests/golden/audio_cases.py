"""The cases of `mindspore.dataset.audio`, evaluated by the real MindSpore (make_audio.py) and by msgrad (the tests).

A case is an expression that makes a transform and the name of an input, or (input '') an expression for itself.
"""

import warnings

import numpy as np


def speech(random):
    """Silence, and then a voice."""
    time = np.arange(4000) / 8000
    voice = sum(np.sin(2 * np.pi * 140 * k * time) / k for k in range(1, 12)) * np.minimum(time * 20, 1) / 3
    return (np.concatenate([np.zeros(8000), voice]) + 0.001 * random.standard_normal(12000)).astype(np.float32)[None]


def inputs():
    random = np.random.RandomState(0)
    time = np.arange(900) / 8000
    tone = (0.5 * np.sin(2 * np.pi * 220 * time) + 0.2 * np.sin(2 * np.pi * 1300 * time)).astype(np.float32)
    noise = random.uniform(-1, 1, (2, 300)).astype(np.float32)
    return {
        "noise": noise,
        "double": noise[:1].astype(np.float64),
        "one": noise[0, :40].copy(),
        "tone": tone[None],
        "tone64": tone[None].astype(np.float64),
        "speech": speech(random),
        "three": noise[:, :120].reshape(2, 2, 60).copy(),
        "ints": random.randint(-100, 100, (1, 50)).astype(np.int32),
        "bytes": random.randint(0, 256, (2, 20)).astype(np.uint8),
        "power": np.abs(random.standard_normal((2, 33, 9))).astype(np.float32),
        "power2": np.abs(random.standard_normal((20, 12))),
        "pairs": random.standard_normal((2, 33, 9, 2)).astype(np.float32),
        "pairs3": random.standard_normal((5, 4, 2)),
        "text": np.array(["a"]),
        "zero": np.array(0.5, np.float32),
        "features": random.standard_normal((2, 12, 5)).astype(np.float32),
    }


SPEC = {
    "n_fft": 64,
    "win_length": 64,
    "hop_length": 32,
    "pad": 0,
    "window": "A.WindowType.HANN",
    "power": 2.0,
    "normalized": False,
    "center": True,
    "pad_mode": "A.BorderType.REFLECT",
    "onesided": True,
}
MELS = {**SPEC, "f_min": 0.0, "f_max": 4000.0, "n_mels": 16, "norm": "A.NormType.NONE", "mel_scale": "A.MelType.HTK"}


def options(given, **changed):
    """The arguments as an expression; MindSpore wants all of them."""
    items = {**given, **changed}.items()
    return "{" + ", ".join(f"'{key}': {value}" for key, value in items) + "}"


WAVES = "noise double one three ints"
FILTERS = [
    "A.AllpassBiquad(8000, 500)", "A.AllpassBiquad(8000, 500., 0.3)", "A.BandBiquad(8000, 500)", "A.BandBiquad(8000, 500, 0.4, True)", "A.BandpassBiquad(8000, 500)", "A.BandpassBiquad(8000, 500, 0.5, True)", "A.BandrejectBiquad(8000, 900)", "A.BassBiquad(8000, 4.0)", "A.BassBiquad(8000, -6.0, 300., 0.5)",
    "A.Biquad(0.01, 0.02, 0.13, 1, 0.12, 0.3)", "A.Biquad(0.5, 0.2, 0.1, 2.0, 0.1, 0.3)", "A.DeemphBiquad(44100)", "A.DeemphBiquad(48000)", "A.EqualizerBiquad(8000, 700, 5.5, 0.7)", "A.EqualizerBiquad(8000, 700, -3)", "A.HighpassBiquad(8000, 1500, 0.7)", "A.LowpassBiquad(8000, 1000)", "A.RiaaBiquad(44100)", "A.RiaaBiquad(48000)",
    "A.RiaaBiquad(88200)", "A.RiaaBiquad(96000)", "A.TrebleBiquad(8000, 5.0)", "A.TrebleBiquad(8000, -5.0, 2000, 0.3)", "A.LFilter([1.0, 0.1, 0.3], [0.1, 0.2, 0.3])", "A.LFilter([2.0, 0.1], [3.0, 0.2], False)", "A.Filtfilt([1.0, 0.1, 0.3], [0.1, 0.2, 0.3])", "A.Filtfilt([1.0, 0.5], [3.0, 0.2], False)",
]  # fmt: skip
LEVELS = [
    "A.Contrast()", "A.Contrast(30.)", "A.DCShift(0.3)", "A.DCShift(0.5, 0.02)", "A.DCShift(-0.5, 0.05)", "A.DCShift(0.0)", "A.DCShift(-0.2)", "A.Fade(5, 9)", "A.Fade(10, 10, A.FadeShape.LOGARITHMIC)", "A.Fade(10, 8, A.FadeShape.EXPONENTIAL)", "A.Fade(12, 0, A.FadeShape.QUARTER_SINE)", "A.Fade(0, 12, A.FadeShape.HALF_SINE)", "A.Fade()", "A.Fade(1, 1)",
    "A.Gain(3.5)", "A.Gain()", "A.Vol(0.7)", "A.Vol(2.5)", "A.Vol(3.0, A.GainType.DB)", "A.Vol(0.3, A.GainType.POWER)", "A.MuLawEncoding()", "A.MuLawEncoding(16)", "A.Overdrive()", "A.Overdrive(5.5, 60)",
]  # fmt: skip
SPECTRA = [
    "A.Spectrogram(64)", "A.Spectrogram(32, 20, 7, 3, A.WindowType.HAMMING, 1.0, True)", "A.Spectrogram(50, power=0.0)", "A.Spectrogram(30, window=A.WindowType.BLACKMAN, center=False)", "A.Spectrogram(31, window=A.WindowType.BARTLETT, onesided=False)", "A.Spectrogram(32, window=A.WindowType.KAISER)", "A.Spectrogram(32, pad_mode=A.BorderType.CONSTANT)", "A.Spectrogram(32, pad_mode=A.BorderType.EDGE)",
    "A.Spectrogram(32, pad_mode=A.BorderType.SYMMETRIC, power=3.0)", "A.MelSpectrogram(8000, 128, n_mels=16)", "A.MelSpectrogram(8000, 64, 50, 20, 100., 3000., 2, 12, A.WindowType.HAMMING, 1.0, True, norm=A.NormType.SLANEY, mel_scale=A.MelType.SLANEY)", f"A.MFCC(8000, 12, melkwargs={options(MELS)})", f"A.MFCC(8000, 5, 2, A.NormMode.NONE, True, {options(MELS, n_mels=8, hop_length=30)})",
    f"A.LFCC(8000, 16, 10, speckwargs={options(SPEC)})", f"A.LFCC(8000, 12, 8, 100., 3000., 2, A.NormMode.NONE, True, {options(SPEC, hop_length=40)})", "A.SpectralCentroid(8000, 64)", "A.SpectralCentroid(8000, 32, 20, 10, 2, A.WindowType.HAMMING)",
]  # fmt: skip
CASES = [
    (FILTERS, "noise double one ints"), (LEVELS, WAVES), (SPECTRA, "noise double tone three"), (["A.Gain(1.)", "A.LowpassBiquad(8000, 100)", "A.Spectrogram(8)", "A.Contrast()"], "text zero bytes"),
    (["A.MuLawDecoding()", "A.MuLawDecoding(16)"], "bytes ints one"), (["A.AmplitudeToDB()", "A.AmplitudeToDB(A.ScaleType.MAGNITUDE, 2.0, 0.01, 10.)", "A.AmplitudeToDB(top_db=5.)"], "power power2 noise one"), (["A.DBToAmplitude(1., 1.)", "A.DBToAmplitude(0.5, 0.5)"], "noise double ints"),
    (["A.ComplexNorm()", "A.ComplexNorm(2.)", "A.ComplexNorm(0.)", "A.Angle()", "A.Magphase(2.)", "A.Magphase()"], "pairs pairs3 noise"), (["A.ComputeDeltas()", "A.ComputeDeltas(7, A.BorderType.CONSTANT)", "A.ComputeDeltas(4, A.BorderType.REFLECT)"], "power power2 one"),
    (["A.SlidingWindowCmn(4, 2)", "A.SlidingWindowCmn(5, 3, True)", "A.SlidingWindowCmn(6, 2, False, True)", "A.SlidingWindowCmn()", "A.SlidingWindowCmn(3, 1, True, True)"], "features power2"), (["A.MelScale(10, 8000, n_stft=33)", "A.MelScale(6, 8000, 50., 3500., 33, A.NormType.SLANEY, A.MelType.SLANEY)", "A.MelScale()"], "power"),
    (["A.InverseSpectrogram(n_fft=64)", "A.InverseSpectrogram(100, 64, 40, 12)", "A.InverseSpectrogram(None, 64, normalized=True)", "A.InverseSpectrogram(200, 64, pad=4)", "A.InverseSpectrogram(n_fft=64, center=False, window=A.WindowType.HAMMING)", "A.TimeStretch(16, 33, 1.3)", "A.TimeStretch(16, 33, 0.7)", "A.TimeStretch(16, 33)", "A.PhaseVocoder(1.3, np.linspace(0, np.pi * 16, 33).astype(np.float32)[:, None])"], "pairs"),
    (["A.GriffinLim(64, 4, rand_init=False)", "A.GriffinLim(64, 1, rand_init=False)", "A.GriffinLim(64, 2, rand_init=False)", "A.GriffinLim(64, 3, rand_init=False, momentum=0.0)", "A.GriffinLim(64, 2, 64, 16, power=1.0, momentum=0.5, rand_init=False)"], "power"), (["A.MaskAlongAxis(1, 3, 0.5, 1)", "A.MaskAlongAxis(2, 4, -1.0, 2)", "A.MaskAlongAxis(8, 5, 1.0, 2)"], "power power2"), (["A.TimeMasking(time_mask_param=3, mask_start=1, mask_value=2.0)", "A.FrequencyMasking(False, 4, 2, 0.5)", "A.TimeMasking()"], "power power2"),
    (["A.Resample(8000, 4000)", "A.Resample(8000, 12000)", "A.Resample(48, 30, A.ResampleMethod.KAISER_WINDOW, 4, 0.9, 10.)", "A.Resample(3, 3)", "A.Resample(100, 73, rolloff=0.8)"], "noise double one"), (["A.DetectPitchFrequency(8000, 0.01, 3)", "A.DetectPitchFrequency(8000, 0.02, 2, 100, 1000)", "A.DetectPitchFrequency(8000)"], "tone noise"),
    (["A.PitchShift(8000, 4, n_fft=64)", "A.PitchShift(8000, -3, 12, 128, 100, 30)"], "tone tone64"),
    ([
        "A.create_dct(5, 7)", "A.create_dct(3, 4, A.NormMode.ORTHO)", "A.linear_fbanks(12, 10., 3000., 5, 8000)", "A.melscale_fbanks(12, 10., 3000., 5, 8000)", "A.melscale_fbanks(20, 0., 4000., 6, 8000, A.NormType.SLANEY, A.MelType.SLANEY)", "A.create_dct(0, 3)", "A.create_dct(1.5, 3)", "A.melscale_fbanks(12, 3000., 10., 5, 8000)", "A.create_dct(3, 4, 'ortho')",
        "A.FadeShape.LINEAR.value", "str(A.GainType.DB)", "A.ScaleType.POWER == 'power'",
    ], ""),
    ([
        "A.LowpassBiquad(0, 100)", "A.LowpassBiquad(8000, 'a')", "A.LowpassBiquad(8000, 100, 0)", "A.LowpassBiquad(8000, 100, 2)", "A.LowpassBiquad(8000.0, 100)", "A.DeemphBiquad(8000)", "A.RiaaBiquad(8000)", "A.Biquad(1, 1, 1, 0, 1, 1)", "A.Biquad('a', 1, 1, 1, 1, 1)", "A.LFilter([1], [1, 2])", "A.LFilter(1, 2)", "A.LFilter([0.0], [1.0])", "A.Contrast(101.)", "A.Contrast('a')", "A.DCShift(3.0)",
        "A.Fade(-1)", "A.Fade(500)", "A.Fade(1, 1, 'linear')", "A.Gain('a')", "A.Vol(-1.0)", "A.Vol(0., A.GainType.POWER)", "A.Vol(1.0, 'db')", "A.MuLawEncoding(0)", "A.MuLawEncoding(2.5)", "A.Overdrive(101)", "A.Overdrive(20, -1)", "A.AmplitudeToDB('power')", "A.AmplitudeToDB(ref_value=-1.)", "A.AmplitudeToDB(top_db=-1.)", "A.DBToAmplitude('a', 1.)", "A.Spectrogram(0)", "A.Spectrogram(20, 30)",
        "A.Spectrogram(20, hop_length=0)", "A.Spectrogram(20, power=-1.0)", "A.Spectrogram(900)", "A.Spectrogram(20, window='hann')", "A.MelScale(10, 8000, 4000., 100.)", "A.MelSpectrogram(8000, 64, f_min=5000.)", "A.MFCC(8000, 200)", "A.MFCC(8000, dct_type=3)", "A.LFCC(8000, speckwargs=[])", "A.ComputeDeltas(2)", "A.ComplexNorm(-1.)", "A.SlidingWindowCmn(-1)", "A.MaskAlongAxis(-1, 3, 0.5, 1)", "A.MaskAlongAxis(1, 0, 0.5, 1)",
        "A.MaskAlongAxis(1, 3, 0.5, 0)", "A.MaskAlongAxis(1, 3, 0.5, 3)", "A.MaskAlongAxisIID(-1, 0.5, 1)", "A.TimeMasking(False, -1)", "A.TimeMasking(1)", "A.FrequencyMasking(False, 3, -1)", "A.Resample(0, 1)", "A.Resample(1, 2, rolloff=1.5)", "A.Resample(1, 2, beta=3.)", "A.TimeStretch(-1)", "A.TimeStretch(16, 33, -1.0)", "A.PhaseVocoder(0, np.zeros((3, 1)))", "A.DetectPitchFrequency(0)", "A.DetectPitchFrequency(8000, -1)",
        "A.GriffinLim(momentum=1.0)", "A.GriffinLim(20, 0)", "A.PitchShift(8000, 1.5)", "A.PitchShift(8000, 1, 0)", "A.InverseSpectrogram(-1)", "A.Dither('TPDF')", "A.Dither(noise_shaping=1)", "A.Flanger(8000, delay=40.)", "A.Flanger(8000, regen=100.)", "A.Phaser(8000, 2.0)", "A.Phaser(8000, decay=1.0)", "A.Vad(0)", "A.InverseMelScale(0)",
    ], "noise"),
    (["A.Flanger(8000)", "A.Flanger(8000, 3.0, 5.0, 20.0, 60.0, 2.0, 50.0, A.Modulation.TRIANGULAR, A.Interpolation.QUADRATIC)", "A.Flanger(8000, 1.0, 0.5, -30., modulation=A.Modulation.TRIANGULAR)", "A.Phaser(8000)", "A.Phaser(8000, 0.5, 0.8, 2.0, 0.3, 1.0, False)", "A.Phaser(44100, mod_speed=2.0)"], "noise tone"),
    (["A.Dither()", "A.Dither(A.DensityFunction.TPDF, True)"], "noise one"), (["A.Vad(8000)", "A.Vad(8000, 3.0, 0.02, 0.05, 0.02, 0.0, 0.01)"], "tone noise"), (["A.Vad(8000)", "A.Vad(8000, 5.0, 0.1, 0.3, 0.1, 0.05)", "A.Vad(8000, 2.0, search_time=0.5, boot_time=0.1)", "A.Vad(8000, measure_duration=0.05, noise_reduction_amount=1.0)"], "speech"),
]  # fmt: skip
RANDOM = [
    (["A.MaskAlongAxisIID(5, 0.5, 1)", "A.MaskAlongAxisIID(6, 2.0, 2)", "A.TimeMasking(True, 5)", "A.FrequencyMasking(True, 20, 0, 3.0)"], "power power2"), (["A.Dither(A.DensityFunction.RPDF)", "A.Dither(A.DensityFunction.GPDF)"], "noise"),
]  # fmt: skip


def cases():
    """Expression, input."""
    for expressions, names in CASES:
        for expression in expressions:
            yield from ((expression, name) for name in names.split() or [""])


def random_cases():
    """Expression, input, seed."""
    for expressions, names in RANDOM:
        for expression in expressions:
            yield from ((expression, name, seed) for name in names.split() for seed in (1, 7))


def packed(value):
    """An array: dtype, shape, some of its values and their mean and spread."""
    if isinstance(value, tuple):
        return [packed(item) for item in value]
    if not hasattr(value, "dtype"):
        return {"value": repr(value)}
    flat = np.asarray(value, np.float64).reshape(-1)
    places = np.linspace(0, flat.size - 1, min(60, flat.size)).astype(int)
    ends = [float(flat.mean()), float(flat.std())] if flat.size else []
    return {
        "dtype": str(value.dtype),
        "shape": list(value.shape),
        "some": [float(f"{v:.9g}") for v in flat[places]],
        "ends": ends,
    }


def evaluate(expression, value, names):
    """What the expression's transform gives for the value, or the exception's type and when it came."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            made = eval(expression, names)
            if value is None:
                return packed(made)
        except Exception as error:
            return {"error": type(error).__name__, "when": "made"}
        try:
            return packed(made(value.copy()))
        except Exception as error:
            return {"error": type(error).__name__, "when": "called"}
