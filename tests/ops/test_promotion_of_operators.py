"""The dtype that operators on Tensors give, for every pair of dtypes and Python numbers, against MindSpore's."""

import json
import operator
from pathlib import Path

import mindspore as ms
import pytest
from mindspore import Tensor, ops

GOLDEN = json.loads((Path(__file__).resolve().parents[1] / "golden" / "promotion.json").read_text())
NUMBERS = {"pybool": True, "pyint": 2, "pyfloat": 1.5}
FUNCTIONS = {
    "add": operator.add,
    "sub": operator.sub,
    "mul": operator.mul,
    "truediv": operator.truediv,
    "floordiv": operator.floordiv,
    "mod": operator.mod,
    "pow": operator.pow,
    "lt": operator.lt,
    "eq": operator.eq,
    "and": operator.and_,
    "matmul": operator.matmul,
    "ops.maximum": ops.maximum,
}
NAMES = sorted({entry.split("|")[1] for entry in GOLDEN} - set(NUMBERS))


def operand(name):
    return NUMBERS[name] if name in NUMBERS else Tensor([[1]], getattr(ms, name))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_result_dtypes(name):
    wrong = []
    checked = 0
    for entry, expected in GOLDEN.items():
        function, left, right = entry.split("|")
        if function != name or expected.startswith("!"):
            continue
        checked += 1
        got = str(FUNCTIONS[name](operand(left), operand(right)).dtype)
        if got != expected:
            wrong.append(f"{left} {name} {right}: {got}, expected {expected}")
    assert checked >= 10
    assert not wrong


@pytest.mark.parametrize("name", ["add", "mul", "truediv", "eq", "ops.maximum"])
def test_what_mindspores_cpu_build_refuses_is_computed(name):
    for left in NAMES:
        for right in NAMES:
            if GOLDEN[f"{name}|{left}|{right}"] == "!TypeError":
                assert FUNCTIONS[name](operand(left), operand(right)).shape == (1, 1)
