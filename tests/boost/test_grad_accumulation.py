"""`mindspore.boost` against the real one's figures, and what it refuses."""

import json
import pathlib

import numpy as np
import pytest
from boost_cases import CASES
from mindspore import Parameter, Tensor, boost, nn

FIGURES = json.loads((pathlib.Path(__file__).parents[1] / "golden" / "boost.json").read_text())


def same(a, b):
    if isinstance(b, list):
        assert len(a) == len(b)
        for x, y in zip(a, b, strict=True):
            same(x, y)
    elif isinstance(b, float):
        np.testing.assert_allclose(a, b, rtol=1e-5, atol=1e-7)
    else:
        assert a == b


@pytest.mark.parametrize("name", CASES)
def test_as_mindspore(name):
    same(CASES[name](), FIGURES[name])


@pytest.mark.parametrize("steps, error", [(0, ValueError), (-1, ValueError), (2.5, TypeError), ("a", TypeError)])
def test_steps_are_counted_from_one(steps, error):
    """The real one takes them and divides by them."""
    with pytest.raises(error, match="max_accumulation_step"):
        boost.GradientAccumulation(steps, nn.SGD([Parameter(Tensor([1.0]), name="w")], 0.1))


def test_the_optimizer_is_one():
    with pytest.raises(TypeError, match="optimizer"):
        boost.GradientAccumulation(2, 3)


def test_what_is_absent_says_so():
    with pytest.raises(AttributeError, match="AutoBoost"):
        boost.AutoBoost  # noqa: B018
