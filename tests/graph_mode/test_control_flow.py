"""Control flow on Tensors inside `jit`: every case of `jit_cases/` against figures of the real MindSpore."""

import json
import warnings
from pathlib import Path

import jit_cases
import numpy as np
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

UNJITTED = {}
"""Cases that are no one program, with the reason."""


def outcomes(case, jit):
    return [jit_cases.record(case, which, jit) for which in case.runs()]


def check(got, expected):
    for one, wanted in zip(got, expected, strict=True):
        message = one.pop("message", "")
        wanted = {key: value for key, value in wanted.items() if key not in ("refused", "pynative", "message")}
        if "raises" in one:
            assert one["raises"] == wanted.get("raises"), f"raised {one['raises']}: {message}"
        compare(one, wanted)


@pytest.mark.parametrize(("module", "name"), ALL)
def test_jitted(module, name):
    case = jit_cases.cases_of(module)[name]
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        got = outcomes(case, msgrad.jit)
    check(got, GOLDEN[module][name])
    print([str(w.message) for w in caught])
