"""Layers that resample, rearrange, pad and pool, against MindSpore's figures (tests/golden/spatial.json.gz)."""

import layer_cases
import pytest
import spatial_cases
from layer_figures import check, load

import msgrad

FIGURES, VALUES, BAD = load("spatial", spatial_cases.CASES)


@pytest.mark.parametrize("case", VALUES[::2], ids=layer_cases.name)
def test_by_operator(case):
    with msgrad.executor("operator"):
        check(case, FIGURES)


@pytest.mark.parametrize("case", VALUES[1::2], ids=layer_cases.name)
def test_as_a_program(case):
    with msgrad.executor("program"):
        check(case, FIGURES)


@pytest.mark.parametrize("case", BAD, ids=layer_cases.name)
def test_bad_arguments(case):
    assert layer_cases.run(case) == FIGURES[layer_cases.name(case)]
