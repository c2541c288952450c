"""Calls of much used operators with one wrong argument: the type of the exception is the real MindSpore's."""

import gzip
import json
import re

import mindspore as ms
import numpy as np
import pytest

from tests.ops.test_golden import GOLDEN

ERRORS = json.loads(gzip.decompress((GOLDEN / "errors.json.gz").read_bytes()))

# What MindSpore refuses by a type that nobody can have meant, a TypeError or ValueError with a clear message here.
INNER = ("AttributeError", "IndexError", "UnicodeDecodeError")

# Arguments that are wrong in shape and dtype at once: which of the two is found first does not count.
WRONG_TWICE = ("Tensor(np.ones((5, 7)), ms.float32)", "Tensor([True, False])")

# Calls that are computed here.
COMPUTED = [
    r"ops\.\w+(\(\))?\(Tensor\(\[True, False\]\)",  # of bools, for want of a kernel
    r"ops\.(tensor_scatter_update|meshgrid)\(.*Tensor\(\[True, False\]\)",
    r"ops\.Reduce(Mean|Sum)\(\)\(.*, None\)$",
    r"ops\.masked_fill\(.*, -7\)$",
    r"ops\.L2Normalize\(\)\(Tensor\(\[True",
]

# Where another type is right here: an int of a size that cannot be, text for a dimension, too many arguments.
OTHERWISE = [
    r"ops\.(full|scatter_nd)\(.*-7",
    r"ops\.dropout\(.*, -7\)",
    r"ops\.norm\(.*'a', 0\)",
    r"ops\.pad\(.*'a'\)",
    r"ops\.roll\(.*, None, 0\)",
    r"ops\.linspace\(.*\(9, 9, 9\)",
    r"ops\.(einsum\(|meshgrid\(.*10\)|(L2Normalize|TopK)\(\)\(.*10\))",
]


def outcome(call):
    try:
        eval(call, {"ms": ms, "ops": ms.ops, "np": np, "Tensor": ms.Tensor})
    except Exception as error:
        assert len(str(error)) > 10, call
        return type(error).__name__
    return None


def right(call, expected):
    got = outcome(call)
    if got == expected:
        return True
    if got is None:
        return any(re.match(pattern, call) for pattern in COMPUTED)
    plain = ("TypeError", "ValueError")
    if expected in INNER:
        return got in plain
    if any(re.match(pattern, call) for pattern in OTHERWISE):
        return got in (*plain, "RuntimeError")
    twice = any(wrong in call for wrong in WRONG_TWICE)
    return twice and got in (*plain, "RuntimeError")


NAMES = sorted({re.match(r"(ops\.\w+|.*\)\.\w+)\(", call)[1] for call in ERRORS})


@pytest.mark.parametrize("name", NAMES)
def test_exceptions(name):
    calls = {call: error for call, error in ERRORS.items() if call.startswith(f"{name}(")}
    assert calls
    assert [(call, error, outcome(call)) for call, error in calls.items() if not right(call, error)] == []
