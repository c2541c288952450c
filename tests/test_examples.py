"""The examples run, and learn what they learn on the real MindSpore (tests/golden/make_digits.py)."""

import json

import make_digits
import numpy as np
import pytest

from msgrad.__main__ import main

pytest.importorskip("sklearn")
pytestmark = pytest.mark.usefixtures("interpreter")


def run(capsys, *arguments):
    assert main([str(make_digits.SCRIPT), *arguments]) == 0
    return np.array(make_digits.figures(capsys.readouterr().out))


def test_digits_as_on_mindspore(capsys):
    want = np.array(json.loads((make_digits.HERE / "digits.json").read_text())["figures"])
    got = run(capsys, *make_digits.ARGUMENTS)
    np.testing.assert_allclose(got[:, 0], want[:, 0], rtol=1e-3)  # losses
    np.testing.assert_allclose(got[:, 1], want[:, 1], atol=1)  # accuracies: 1 % is 6 images of the test set


def test_digits_with_dropout_learns(capsys):
    losses, accuracies = run(capsys, "--epochs", "5").T
    assert (np.diff(losses) < 0).all()
    assert accuracies[-1] > 90
