"""msgrad.common.printing against what the real MindSpore prints (tests/golden/make_printing.py)."""

import json
import pathlib

import ml_dtypes
import numpy as np
import pytest

from msgrad.common.printing import parameter_repr, tensor_repr, tensor_str

GOLDEN = json.loads((pathlib.Path(__file__).parents[1] / "golden" / "printing.json").read_text())
SCOPE = {"np": np, "nan": np.nan, "inf": np.inf}


def check(array, want):
    assert tensor_str(array) == want["str"]
    assert tensor_repr(array, want["dtype"]) == want["repr"]


def test_there_are_enough_cases():
    assert len(GOLDEN["plain"]) + len(GOLDEN["bfloat16"]) >= 80


@pytest.mark.parametrize("text", GOLDEN["plain"])
def test_array(text):
    check(np.asarray(eval(text, SCOPE)), GOLDEN["plain"][text])


@pytest.mark.parametrize("text", GOLDEN["bfloat16"])
def test_bfloat16(text):
    check(np.asarray(eval(text, SCOPE), np.float32).astype(ml_dtypes.bfloat16), GOLDEN["bfloat16"][text])


@pytest.mark.parametrize("text", GOLDEN["numpy_memory"])
def test_numpy_memory(text):
    array, want = np.asarray(eval(text, SCOPE)), GOLDEN["numpy_memory"][text]
    assert tensor_str(array) == want["str"]
    assert tensor_repr(array, want["dtype"], numpy_memory=True) == want["repr"]


def test_numpy_memory_of_bfloat16():
    want = GOLDEN["initialized_bfloat16"]
    assert tensor_repr(np.ones((2, 3), ml_dtypes.bfloat16), want["dtype"], numpy_memory=True) == want["repr"]


class Printed:
    """A stand-in for Tensor and Parameter that prints by the functions under test."""

    def __init__(self, value, name=None, requires_grad=True):
        self.value, self.name, self.requires_grad = getattr(value, "value", value), name, requires_grad

    def __repr__(self):
        dtype = str(np.asarray(self.value).dtype).capitalize()
        if self.name:
            return parameter_repr(self.name, self.value.shape, dtype, self.requires_grad)
        return tensor_repr(np.asarray(self.value), dtype)


@pytest.mark.parametrize("text", [*GOLDEN["parameters"], *GOLDEN["nested"]])
def test_parameters_and_containers(text):
    want = GOLDEN["parameters"].get(text) or GOLDEN["nested"][text]
    value = eval(text, SCOPE | {"Tensor": Printed, "Parameter": Printed})
    assert (str(value), repr(value)) == (want["str"], want["repr"])


def test_shape_may_be_given():
    assert tensor_repr(np.zeros((2,), np.int8), "Int8", (1, 2)).startswith("Tensor(shape=[1, 2], dtype=Int8, ")
