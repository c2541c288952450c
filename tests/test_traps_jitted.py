"""The traps under `jit`: whatever a case differentiates is jitted, or all Cells are, by graph mode.

What is printed there has another form, as in MindSpore's graph mode, so that only its presence is compared.
"""

import cases
import pytest
from test_cases import check

import msgrad
from msgrad import jit

cases.cases_of("traps")
from cases import traps  # noqa: E402

pytestmark = pytest.mark.filterwarnings("ignore:.*'jit' cannot make one program:RuntimeWarning")


def jitted(transform):
    return lambda *args, **kwargs: jit(transform(*args, **kwargs))


@pytest.mark.parametrize("name", cases.cases_of("traps"))
def test_trap_with_jitted_gradients(name, monkeypatch):
    for transform in ("grad", "value_and_grad"):
        monkeypatch.setattr(traps, transform, jitted(getattr(traps, transform)))
    check("traps", name, "auto", printed=False)


@pytest.mark.parametrize("name", cases.cases_of("traps"))
def test_trap_in_graph_mode(name):
    msgrad.set_context(mode=msgrad.GRAPH_MODE)
    try:
        check("traps", name, "auto", printed=False)
    finally:
        msgrad.set_context(mode=msgrad.PYNATIVE_MODE)
