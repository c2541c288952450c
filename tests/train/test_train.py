"""Training, callbacks and wrappers against what the real MindSpore prints, calls and gives."""

import json
import pathlib

import numpy as np
import pytest
import train_cases

GOLDEN = json.loads((pathlib.Path(__file__).parents[1] / "golden" / "train.json").read_text())
NUMBER = r"-?\d+\.?\d*(?:e-?\d+)?"


def _same(ours, theirs, where):
    """Equal, but for the last digits of numbers, also of those in text."""
    if isinstance(theirs, float) and isinstance(ours, float | int):
        np.testing.assert_allclose(ours, theirs, 2e-5, 1e-6, err_msg=where)
    elif isinstance(theirs, dict):
        assert list(map(str, ours)) == list(theirs) or sorted(ours) == sorted(theirs), where
        for key in theirs:
            _same(ours[key], theirs[key], f"{where} {key}")
    elif isinstance(theirs, list):
        assert len(ours) == len(theirs), f"{where}: {ours} {theirs}"
        for i, (a, b) in enumerate(zip(ours, theirs, strict=True)):
            _same(a, b, f"{where} {i}")
    elif isinstance(theirs, str) and any(c.isdigit() for c in theirs) and ours != theirs:
        import re

        assert re.sub(NUMBER, "#", ours) == re.sub(NUMBER, "#", theirs), f"{where}: {ours!r} {theirs!r}"
        numbers = [list(map(float, re.findall(NUMBER, text))) for text in (ours, theirs)]
        np.testing.assert_allclose(*numbers, 2e-5, 1e-6, err_msg=where)
    else:
        assert ours == theirs, f"{where}: {ours!r} {theirs!r}"


@pytest.mark.parametrize("name", train_cases.CASES)
def test_case(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ours, theirs = train_cases.CASES[name](), GOLDEN[name]
    if name == "early_stopping":  # the real one never counts a baseline as reached
        assert ours.pop("baseline reached")[1] == [1, 2]
        del theirs["baseline reached"]
    if name == "lambda_callback":  # the real one forgets its functions for evaluation in `fit`
        assert "on_eval_begin" in ours
        ours = [moment for moment in ours if moment.startswith("on_train")]
    _same(ours, theirs, name)
