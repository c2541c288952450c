"""Cell and its containers behave as the real MindSpore's do (`tests/golden/cells.json`)."""

import importlib
import json
import pathlib
import sys

import pytest

import msgrad

GOLDEN = pathlib.Path(__file__).parents[1] / "golden"
sys.path.insert(0, str(GOLDEN))
cell_cases = importlib.import_module("cell_cases")

FIGURES = json.loads((GOLDEN / "cells.json").read_text())["cases"]


def test_every_case_has_figures():
    assert sorted(FIGURES) == sorted(cell_cases.CASES)


@pytest.mark.parametrize("executor", ["program", "operator"])
@pytest.mark.parametrize("name", sorted(cell_cases.CASES))
def test_as_mindspore(name, executor):
    with msgrad.executor(executor):
        assert cell_cases.raised(cell_cases.CASES[name]) == FIGURES[name]
