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


def test_both_branches_are_one_program():
    """A branch or a number of turns that is seen for the first time compiles nothing."""

    @msgrad.jit
    def function(x, n):
        i = 0
        while i < n:
            if x.sum() > 10:
                x = x * 0.5
            else:
                x = x * 3
            i = i + 1
        return x, i

    x = msgrad.Tensor([1.0, 2.0])
    function(x, msgrad.Tensor(1))[0].asnumpy()
    before = msgrad.profile().programs_compiled
    assert [function(x * k, msgrad.Tensor(n))[1] for k, n in ((1, 5), (10, 2), (-1, 0))] == [5, 2, 0]
    after = msgrad.profile().programs_compiled
    assert after - before <= 1  # x * k


def test_warning_names_line_and_reason():
    @msgrad.jit
    def function(x):
        if x.sum() > 0:
            y = x * 2
        else:
            y = x[:1]
        return y

    line = function.__wrapped__.__code__.co_firstlineno + 2
    with pytest.warns(RuntimeWarning, match=rf"test_control_flow.py:{line}: .*the variable 'y' is float32\[2\]"):
        assert function(msgrad.Tensor([1.0, 2.0])).shape == (2,)
    assert function(msgrad.Tensor([-1.0, -2.0])).shape == (1,)


def test_numbers_of_branches_are_numbers():
    """They promote as Python numbers do, and where only a number will do, Python goes on with one."""

    @msgrad.jit
    def promoted(x):
        scale = 2.0 if x.sum() > 0 else 3.0
        return x * scale, scale

    half = msgrad.Tensor([1.0, 2.0], msgrad.float16)
    out, scale = promoted(half)
    assert (out.dtype, scale) == (msgrad.float16, 2.0)
    assert promoted(-half)[1] == 3.0

    @msgrad.jit
    def repeated(x):
        count = 2
        if x.sum() > 0:
            count = 3
        return [x] * count

    with pytest.warns(RuntimeWarning, match="un-jitted"):
        assert len(repeated(half)) == 3
    assert len(repeated(-half)) == 2


def test_what_a_block_changes_is_put_back():
    """A branch that is not taken leaves lists, dicts and attributes alone."""
    log, table = [], {"n": 0}

    @msgrad.jit
    def function(x):
        items = []
        if x.sum() > 0:
            items.append(x)
            table["x"] = 1
        else:
            items.append(x * 2)
            table["x"] = 1
        return items[0]

    assert function(msgrad.Tensor([1.0])).asnumpy() == 1
    assert function(msgrad.Tensor([-1.0])).asnumpy() == -2
    assert (log, table["x"]) == ([], 1)


def test_nothing_is_half_changed_by_an_exception():
    weight = msgrad.Parameter(msgrad.Tensor([1.0]), name="weight")

    @msgrad.jit
    def function(x):
        weight.set_data(weight + x)
        if x.sum() < 0:
            raise ValueError("negative")
        return weight * 2

    assert function(msgrad.Tensor([1.0])).asnumpy() == 4
    with pytest.raises(ValueError, match="negative"):
        function(msgrad.Tensor([-5.0]))
    assert weight.asnumpy() == -3  # as un-jitted: it was assigned before
    assert function(msgrad.Tensor([1.0])).asnumpy() == -4
