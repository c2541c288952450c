"""Random programs with views, writes through them, copies and looks in between, against numpy, in every executor."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import msgrad
from msgrad import Parameter, Tensor, ops

SHAPE = (3, 4)

# One instruction: what to do, which of the arrays made so far to do it to (modulo their number), another one, a number.
INSTRUCTION = st.tuples(
    st.sampled_from(
        ["add", "scale", "row", "column", "part", "turn", "flat", "write", "write_row", "fill", "look", "copy", "drop"]
    ),
    st.integers(0, 50),
    st.integers(0, 50),
    st.integers(-3, 3),
)


def run(instructions, arrays, look):
    """Interprets instructions; ``look`` reads an array."""
    seen = []
    for what, i, j, k in instructions:
        x, y = arrays[i % len(arrays)], arrays[j % len(arrays)]
        if what == "add" and x.shape == y.shape:
            arrays.append(x + y)
        elif what == "scale":
            arrays.append(x * float(k))
        elif what == "row" and len(x.shape) == 2:
            arrays.append(x[k % x.shape[0]])
        elif what == "column" and len(x.shape) == 2:
            arrays.append(x[:, k % x.shape[1]])
        elif what == "part" and x.shape and x.shape[0] > 1:
            arrays.append(x[1:])
        elif what == "turn" and len(x.shape) == 2:
            arrays.append(x.swapaxes(0, 1))
        elif what == "flat" and x.shape == SHAPE and i % len(arrays) == 0:
            arrays.append(x.reshape(-1))
        elif what == "write" and x.shape:
            x[0] = float(k)
        elif what == "write_row" and len(x.shape) == 2 and len(y.shape) == 1 and y.shape[0] == x.shape[1]:
            x[0] = y * 2.0
        elif what == "fill" and len(x.shape) == 1 and x.shape[0] > 2:
            x[1:] = float(k)
        elif what == "look":
            seen.append(look(x))
        elif what == "copy":
            arrays.append(x.copy())
        elif what == "drop" and len(arrays) > 2:
            del arrays[1 + i % (len(arrays) - 1)]
    return seen + [look(x) for x in arrays]


@pytest.mark.parametrize("executor", ["program", "operator", "auto"])
@pytest.mark.parametrize("make", [Tensor, lambda a: Parameter(a, name="p")], ids=["tensor", "parameter"])
def test_programs_do_what_numpy_does(executor, make):
    start = np.arange(12, dtype=np.float32).reshape(SHAPE)

    @settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(st.lists(INSTRUCTION, max_size=14))
    def check(instructions):
        expected = run(instructions, [start.copy()], np.array)
        with msgrad.executor(executor):
            got = run(instructions, [make(start)], lambda a: np.array(a.asnumpy()))
        assert len(got) == len(expected)
        for a, b in zip(got, expected, strict=True):
            np.testing.assert_allclose(a, b, rtol=1e-6)

    check()


def objective(x, instructions, sin, look):
    arrays = [x * 1.0]
    run(instructions, arrays, look)
    total = 0.0
    for weight, array in enumerate(arrays, 1):
        total = total + (sin(array) * float(weight)).sum()
    return total


@pytest.mark.parametrize("executor", ["program", "operator"])
def test_gradients_of_programs_are_those_of_finite_differences(executor):
    start = np.random.default_rng(3).standard_normal(SHAPE)

    @settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(st.lists(INSTRUCTION, max_size=12))
    def check(instructions):
        expected = np.empty(SHAPE)
        for place in np.ndindex(SHAPE):
            step = np.zeros(SHAPE)
            step[place] = 1e-6
            above, below = (objective(start + d, instructions, np.sin, np.array) for d in (step, -step))
            expected[place] = (above - below) / 2e-6
        with msgrad.executor(executor):
            gradient = msgrad.grad(lambda x: objective(x, instructions, ops.sin, str))(Tensor(start)).asnumpy()
        np.testing.assert_allclose(gradient, expected, rtol=1e-5, atol=1e-6)

    check()
