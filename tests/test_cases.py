"""Every case of `cases/` against the figures of the real MindSpore, in both executors."""

import json
from pathlib import Path

import cases
import numpy as np
import pytest

import msgrad

GOLDEN = {
    module: json.loads((Path(__file__).parent / "golden" / f"cases_{module}.json").read_text())
    for module in cases.MODULES
}
ALL = [pytest.param(module, name, id=f"{module}-{name}") for module in cases.MODULES for name in cases.cases_of(module)]

# Relative and absolute tolerance of values, by dtype. Integers and booleans are compared exactly.
TOLERANCE = {"Float16": (2e-3, 1e-4), "Float32": (1e-5, 1e-6), "Float64": (1e-9, 1e-12)}


def compare(got, expected, path="result"):
    """Compare two encoded results: kinds, lengths, dtypes and shapes exactly, numbers to tolerance."""
    assert type(got) is type(expected), f"{path}: {got!r}, expected {expected!r}"
    if isinstance(expected, dict):
        assert list(got) == list(expected), f"{path}: {got!r}, expected {expected!r}"
        if "dtype" in expected:
            assert (got["dtype"], got["shape"]) == (expected["dtype"], expected["shape"]), (
                f"{path}: {got}, expected {expected}"
            )
            rtol, atol = TOLERANCE.get(expected["dtype"].title(), (0, 0))
            values = np.array(got["values"], float), np.array(expected["values"], float)
            np.testing.assert_allclose(*values, rtol=rtol, atol=atol, err_msg=path)
            return
        for key in expected:
            compare(got[key], expected[key], f"{path}.{key}")
    elif isinstance(expected, list):
        assert len(got) == len(expected), f"{path}: {len(got)} items, expected {len(expected)}: {got} and {expected}"
        for index, (one, other) in enumerate(zip(got, expected, strict=True)):
            compare(one, other, f"{path}[{index}]")
    elif isinstance(expected, float):
        assert got == pytest.approx(expected, rel=1e-5, abs=1e-6, nan_ok=True), path
    else:
        assert got == expected, f"{path}: {got!r}, expected {expected!r}"


def check(module, name, executor, printed=True):
    """Run a case under an executor and compare; without ``printed``, only whether it prints at all."""
    expected = GOLDEN[module][name]
    with msgrad.executor(executor):
        got = cases.record(cases.cases_of(module)[name])
    message = got.pop("message", "")
    if "raises" in got:
        assert got["raises"] == expected.get("raises"), f"raised {got['raises']}: {message}"
        assert message, "an exception says what is wrong"
    if not printed:
        got["printed"], expected = got["printed"] != "", {**expected, "printed": expected["printed"] != ""}
    compare(got, expected)


@pytest.mark.parametrize("executor", ["program", "operator"])
@pytest.mark.parametrize(("module", "name"), ALL)
def test_case(module, name, executor):
    check(module, name, executor)


@pytest.mark.parametrize("name", cases.cases_of("traps"))
def test_trap_twice_under_the_policy(name):
    """The second time meets the programs that the first one left."""
    check("traps", name, "auto")
    check("traps", name, "auto")


def test_golden_has_no_case_of_its_own():
    """A case that was renamed or dropped takes its figures with it."""
    assert {m: set(GOLDEN[m]) for m in cases.MODULES} == {m: set(cases.cases_of(m)) for m in cases.MODULES}
