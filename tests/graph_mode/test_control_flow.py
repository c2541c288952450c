"""Control flow on Tensors inside `jit`: every case of `jit_cases/` against figures of the real MindSpore."""

import json
import warnings
from pathlib import Path

import jit_cases
import pytest
from test_cases import compare

import msgrad

GOLDEN_FOLDER = Path(__file__).parent.parent / "golden"
GOLDEN = {module: json.loads((GOLDEN_FOLDER / f"jit_{module}.json").read_text()) for module in jit_cases.MODULES}
ALL = [
    pytest.param(module, name, id=f"{module}-{name}")
    for module in jit_cases.MODULES
    for name in jit_cases.cases_of(module)
]

UNJITTED = {
    "lists_of_other_lengths": "what a list holds is a list of 2 items in one branch and a list of 1 items in the other",
    "other_shapes": "the variable 'y' is float32[2] in one branch and float32[] in the other",
    "other_dtypes": "the variable 'y' is float32[2] in one branch and int32[2] in the other",
    "none_in_one_branch": "the variable 'y' is float32[2] in one branch and None in the other",
    "string_in_branches": "the variable 'name' is 'up' in one branch and 'down' in the other",
    "value_of_logical_expressions": "a conditional expression is bool[1] in one branch and bool[] in the other",
    "value_asked_in_branch": "the value of a Tensor was asked for: float()",
    "shape_changes_in_while": "the variable 'x' is float32[2] before a turn of a loop and float32[3] after it",
    "list_grows_in_while": "what a container holds is a list of 1 items before a turn of a loop and a list of 2 items",
    "function_chosen_in_branch": "the variable 'act' is <operator exp> in one branch and <operator sigmoid> in",
}
"""Cases that are no one program, with the reason of which the user is warned."""


def outcomes(case, jit, inside=False):
    return [jit_cases.record(case, which, jit, inside) for which in case.runs()]


def check(got, expected):
    """Compare with what `jit` gives, or with what PyNative gives where that is something else."""
    for one, wanted in zip(got, expected, strict=True):
        message = one.pop("message", "")
        wanted = dict(wanted)
        wanted.pop("refused", None)
        other = wanted.pop("pynative", None)
        if "raises" in one:
            assert one["raises"] == wanted.get("raises"), f"raised {one['raises']}: {message}"
        try:
            compare(one, wanted)
        except AssertionError:
            if other is None:
                raise
            compare(one, {**wanted, "value": other})


@pytest.mark.parametrize(("module", "name"), ALL)
def test_jitted(module, name):
    """One program, unless the case is listed; gradients of what is jitted, and inside of it."""
    case = jit_cases.cases_of(module)[name]
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        check(outcomes(case, msgrad.jit, inside=True), GOLDEN[module][name])
    found = [str(w.message) for w in caught if "un-jitted" in str(w.message)]
    if name in UNJITTED:
        assert all(UNJITTED[name] in text for text in found) and found
    else:
        assert not found


@pytest.mark.parametrize("module", ["branches", "loops"])
def test_gradients_around(module):
    """The gradient of a jitted function, taken outside."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in list(jit_cases.cases_of(module))[::4]:
            check(outcomes(jit_cases.cases_of(module)[name], msgrad.jit), GOLDEN[module][name])


def test_golden_has_no_case_of_its_own():
    """A case that was renamed or dropped takes its figures with it."""
    assert {m: set(GOLDEN[m]) for m in GOLDEN} == {m: set(jit_cases.cases_of(m)) for m in GOLDEN}
