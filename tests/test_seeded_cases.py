"""Seeded programs and the initial weights of layers against the real MindSpore (tests/golden/make_seeded_cases.py)."""

import json
import pathlib

import pytest
import seeded_cases
import seeded_layers

FIGURES = json.loads(pathlib.Path(seeded_cases.__file__).with_name("seeded_cases.json").read_text())


@pytest.mark.parametrize("name", seeded_cases.CASES)
def test_programs(name):
    got, want = seeded_cases.outcome(name), FIGURES["programs"][name]
    if name in seeded_cases.ROUNDED:
        assert [len(numbers) for numbers in got] == [len(numbers) for numbers in want]
        for numbers, expected in zip(got, want, strict=True):
            assert numbers == pytest.approx(expected, rel=1e-5)
    else:
        assert got == want


def test_weights_of_layers():
    """The names, dtypes and shapes too."""
    assert list(FIGURES["layers"]) == seeded_layers.LAYERS
    wrong = {
        expression: (got, want)
        for expression, want in FIGURES["layers"].items()
        if (got := seeded_layers.weights(expression)) != want
    }
    assert wrong == {}
