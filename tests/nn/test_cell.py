"""Cell and its containers behave as the real MindSpore's do (`tests/golden/cells.json`)."""

import importlib.util
import json
import pathlib

import pytest

import msgrad

GOLDEN = pathlib.Path(__file__).parents[1] / "golden"


def load_cases():
    """The module of case functions, which lies beside its figures."""
    spec = importlib.util.spec_from_file_location("cell_cases", GOLDEN / "cell_cases.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


cell_cases = load_cases()
FIGURES = json.loads((GOLDEN / "cells.json").read_text())["cases"]


def test_every_case_has_figures():
    assert sorted(FIGURES) == sorted(cell_cases.CASES)


@pytest.mark.parametrize("executor", ["program", "operator"])
@pytest.mark.parametrize("name", sorted(cell_cases.CASES))
def test_as_mindspore(name, executor):
    with msgrad.executor(executor):
        assert cell_cases.raised(cell_cases.CASES[name]) == FIGURES[name]
