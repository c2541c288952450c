"""Operators in batches: their derivatives against finite differences in float64, and jitted and under vmap the same
results as eagerly. A batch is one program, so that many operators are tested at the price of few compilations."""

import sys

import jax
import mindspore as ms
import numpy as np
import pytest
from ops_cases import make_array

import msgrad
from tests.ops import operator_cases
from tests.ops.test_gradients import pick

CASES = list(operator_cases.lines())
BATCH = 20
BATCHES = [CASES[i : i + BATCH] for i in range(0, len(CASES), BATCH)]


def evaluate(call, arrays):
    return eval(call, {"ms": ms, "ops": ms.ops, "np": np, "Tensor": ms.Tensor, **arrays})


def float_arrays(specs):
    """The arrays of a case by their names, float64 in the place of float32."""
    return {key: make_array(spec.replace("f4", "f8"), i) for i, (key, spec) in enumerate(specs.items())}


def floats_of(out):
    """The floating Tensors of a result."""
    if isinstance(out, list | tuple):
        return [tensor for item in out for tensor in floats_of(item)]
    return [out] if isinstance(out, ms.Tensor) and out.dtype in (ms.float32, ms.float64) else []


class Batch:
    """Several cases as one function of all their floating arrays."""

    def __init__(self, cases):
        self.cases = [(call, float_arrays(specs)) for _, call, specs in cases]
        self.counts = [len(arrays) for _, arrays in self.cases]
        self.values = [a for _, arrays in self.cases for a in arrays.values()]

    def tensors(self, *values):
        """The floating results of every case."""
        values, out = iter(values), []
        for call, arrays in self.cases:
            given = {key: value if isinstance(value := next(values), ms.Tensor) else ms.Tensor(value) for key in arrays}
            out.append(floats_of(evaluate(call, given)))
        return out

    def arrays(self, *values):
        """As `tensors`, as JAX arrays."""
        return [[t.jax() for t in case] for case in self.tensors(*values)]


@pytest.mark.parametrize("number", range(len(BATCHES)), ids=[f"{b[0][0]}-{b[-1][0]}" for b in BATCHES])
def test_derivatives(number):
    batch = Batch(BATCHES[number])
    draw = np.random.RandomState(0)
    directions = [draw.normal(size=a.shape) for a in batch.values]
    run = jax.jit(batch.arrays)
    eps = 1e-6
    ahead, behind = (
        run(*[a + sign * eps * d for a, d in zip(batch.values, directions, strict=True)]) for sign in (1, -1)
    )
    weights = [[draw.uniform(0.5, 1.5, o.shape).astype(o.dtype) for o in case] for case in ahead]
    gradients = iter(jax.jit(lambda *values: jax.vjp(batch.arrays, *values)[1](weights))(*batch.values))
    directions = iter(directions)
    for (name, call, _), count, w, up, down in zip(BATCHES[number], batch.counts, weights, ahead, behind, strict=True):
        assert up, f"{call} has no floating result"
        along = sum(float(np.vdot(next(gradients), next(directions))) for _ in range(count))
        difference = sum(float(np.vdot(c, (u - d) / (2 * eps))) for c, u, d in zip(w, up, down, strict=True))
        np.testing.assert_allclose(along, difference, 1e-4, 1e-6, err_msg=f"{name}: {call}")


def close(a, b, message):
    assert (a.shape, a.dtype) == (b.shape, b.dtype), message
    tolerance = 1e-5 if a.dtype == ms.float32 else 1e-9
    np.testing.assert_allclose(a.asnumpy(), b.asnumpy(), tolerance, tolerance, err_msg=message)


ALL = [*CASES[::2], *pick()[::3]]  # a sample: what is to be compiled three ways takes its time
WAYS = [ALL[i : i + 40] for i in range(0, len(ALL), 40)]


@pytest.mark.parametrize("number", range(len(WAYS)), ids=[f"{b[0][0]}-{b[-1][0]}" for b in WAYS])
def test_jitted_and_vmapped(number):
    cases = WAYS[number]
    batch = Batch(cases)
    slices = [batch.values, [a[::-1].copy() if a.ndim else a for a in batch.values]]
    with msgrad.executor("program"):
        eager = [batch.tensors(*values) for values in slices]
        stacked = [ms.Tensor(np.stack(pair)) for pair in zip(*slices, strict=True)]
        spread = ms.vmap(lambda *values: tuple(t for case in batch.tensors(*values) for t in case))(*stacked)
    jitted = ms.jit(lambda *values: tuple(t for case in batch.tensors(*values) for t in case))(
        *[ms.Tensor(a) for a in slices[0]]
    )
    at = 0
    for (name, call, _), first, second in zip(cases, *eager, strict=True):
        for one, two in zip(first, second, strict=True):
            close(jitted[at], one, f"{name} under jit: {call}")
            close(spread[at][0], one, f"{name} under vmap: {call}")
            close(spread[at][1], two, f"{name} under vmap: {call}")
            at += 1


def test_each_case_runs_its_operator(monkeypatch):
    recording = sys.modules["msgrad.engine.operator"]
    seen, record = set(), recording.record

    def noted(operator, *args):
        seen.add(operator.name)
        return record(operator, *args)

    monkeypatch.setattr(recording, "record", noted)
    for name, call, specs in CASES:
        seen.clear()
        evaluate(call, {key: ms.Tensor(a) for key, a in float_arrays(specs).items()})
        assert name in seen, f"{call} runs {sorted(seen)}"
