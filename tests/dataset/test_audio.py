"""Transforms of sound against the real MindSpore's results: golden figures of tests/golden/make_audio.py."""

import gzip
import itertools
import json
from pathlib import Path

import audio_cases
import mindspore.dataset as ds
import mindspore.dataset.audio as A
import numpy as np
import pytest
from audio_cases import evaluate

from msgrad.dataset import config

GOLDEN = json.loads(gzip.decompress((Path(audio_cases.__file__).parent / "audio.json.gz").read_bytes()))
NAMES = {"A": A, "np": np}
INPUTS = audio_cases.inputs()
# where msgrad differs on purpose: beginning of the expression, inputs (None: all), reason
DIFFERENT = [
    ("A.RiaaBiquad(", "double", "MindSpore computes the coefficients in float32"),
    ("A.MelSpectrogram(", "double", "MindSpore's numbers are noise (nan, 1e265)"),
    ("A.MelSpectrogram(8000, 128, n_mels=16)", "three", "MindSpore refuses four axes with one frame"),
    ("A.MFCC(", "double", "MindSpore's numbers are noise"),
    ("A.LFCC(", "double", "MindSpore's numbers are noise"),
    ("A.PitchShift(", "tone", "MindSpore adds up phases in float32"),
    ("A.Vad(", "speech", "MindSpore's measurements are all 0, so that it never finds anything"),
]


def close(got, want):
    if isinstance(want, list):
        return isinstance(got, list) and len(got) == len(want) and all(map(close, got, want))
    if "some" not in want or "some" not in got:
        return got == want
    fine = 1e-5 if want["dtype"] == "float64" else 2e-4
    scale = max(map(abs, want["some"]), default=0)
    return (
        (got["dtype"], got["shape"]) == (want["dtype"], want["shape"])
        and np.allclose(got["some"], want["some"], rtol=fine, atol=fine * scale, equal_nan=True)
        and np.allclose(got["ends"], want["ends"], rtol=fine, atol=fine * scale, equal_nan=True)
    )


def by_transform(found):
    key = lambda case: case[0].partition("(")[0]  # noqa: E731
    return [pytest.param(list(group), id=name) for name, group in itertools.groupby(sorted(found, key=key), key)]


def different(expression, name):
    return any(
        expression.startswith(start) and (names is None or name in names.split()) for start, names, _ in DIFFERENT
    )


@pytest.fixture(autouse=True)
def settings():
    yield
    config.reset()


@pytest.mark.parametrize("cases", by_transform(GOLDEN["plain"]))
def test_results(cases):
    wrong = []
    for expression, name, want in cases:
        if "crash" in want or different(expression, name):
            continue
        got = evaluate(expression, INPUTS[name] if name else None, NAMES)
        if not close(got, want):
            wrong.append((expression, name, got, want))
    assert wrong == []


@pytest.mark.parametrize("cases", by_transform(GOLDEN["random"]))
def test_random_results(cases):
    wrong = []
    for expression, name, seed, want in cases:
        config.set_seed(seed)
        if not different(expression, name) and not close(got := evaluate(expression, INPUTS[name], NAMES), want):
            wrong.append((expression, name, seed, got, want))
    assert wrong == []


def test_speech_is_found():
    """The voice begins at sample 8000 of 12000."""
    sound = INPUTS["speech"]
    found = A.Vad(8000, allowed_gap=0.1)(sound)
    assert 4000 <= found.shape[1] < 4900
    np.testing.assert_array_equal(found, sound[:, -found.shape[1] :])
    assert A.Vad(8000, pre_trigger_time=0.1, allowed_gap=0.1)(sound).shape[1] == found.shape[1] + 800


def test_spectrum_from_mels():
    scale = A.MelScale(8, 8000, n_stft=17)
    wanted = scale(np.abs(np.random.RandomState(0).standard_normal((17, 3))).astype(np.float32))
    config.set_seed(1)
    found = A.InverseMelScale(17, 8, 8000, max_iter=3000)(wanted)
    assert found.shape == (17, 3) and found.dtype == np.float32
    np.testing.assert_allclose(scale(found), wanted, atol=0.02)
    assert (found >= 0).all()
    with pytest.raises(RuntimeError, match="8 mels"):
        A.InverseMelScale(17, 8, 8000)(wanted[:5])


def test_random_phases():
    """However it starts, the waveform has nearly the spectrum."""
    sound = INPUTS["tone64"]
    spectrum = A.Spectrogram(64)(sound)
    config.set_seed(1)
    made = A.Spectrogram(64)(A.GriffinLim(64, 60)(spectrum))
    error = np.sqrt(((np.sqrt(made) - np.sqrt(spectrum)) ** 2).sum() / spectrum.sum())
    assert error < 0.15


def test_in_a_pipeline():
    rows = ds.NumpySlicesDataset({"a": INPUTS["noise"]}, shuffle=False)
    rows = rows.map([A.LowpassBiquad(8000, 900), A.Spectrogram(64), A.TimeMasking(True, 3)], "a").batch(2)
    (batch,) = next(iter(rows.create_tuple_iterator(output_numpy=True)))
    assert batch.shape == (2, 33, 10) and batch.dtype == np.float32


def test_arguments_by_name_and_columns():
    with pytest.raises(TypeError):
        A.Gain()(waveform=INPUTS["noise"])
    with pytest.raises(RuntimeError):
        A.Gain()(INPUTS["noise"], INPUTS["noise"])
