"""MsDispatchMode against the real MindSpore, and what becomes of operators when modes end."""

import json
import threading
from pathlib import Path

import dispatch_cases
import pytest

import msgrad
from msgrad import Tensor, ops
from msgrad.engine.operator import Operator

GOLDEN = json.loads((Path(__file__).parents[1] / "golden" / "dispatch.json").read_text())
PLAIN = Operator.__call__


@pytest.mark.parametrize("name", dispatch_cases.CASES)
def test_as_mindspore(name):
    assert dispatch_cases.run(name) == GOLDEN[name]
    assert Operator.__call__ is PLAIN


def test_an_error_ends_the_mode():
    class Failing(msgrad.MsDispatchMode):
        def __ms_dispatch__(self, func, args, kwargs=None):
            raise KeyError(func.name)

    x, seen = Tensor([1.0]), []
    with dispatch_cases.Log("outer", seen):
        with pytest.raises(KeyError, match="AddExt"), Failing():
            x + x
        x * x
    assert seen == [("outer", "Mul")]
    assert Operator.__call__ is PLAIN


def test_the_method_must_be_defined():
    with pytest.raises(NotImplementedError, match="__ms_dispatch__"), msgrad.MsDispatchMode():
        ops.exp(Tensor([1.0]))


def test_keywords_other_results_and_names_of_msgrads():
    class Instead(msgrad.MsDispatchMode):
        def __ms_dispatch__(self, func, args, kwargs=None):
            seen.append((func.name, len(args)))
            return func(*args, **(kwargs or {})) * 0 + 5

    seen = []
    with Instead():
        out = ops.softmax(Tensor([1.0, 2.0]), axis=0)
    assert out.tolist() == [5.0, 5.0]
    assert [name for name, _ in seen] == ["softmax"]


def test_other_threads_and_jitted_functions_see_nothing():
    seen, found = [], []
    jitted = msgrad.jit(lambda a: a * 2)
    with dispatch_cases.Log("a", seen):
        thread = threading.Thread(target=lambda: found.append((Tensor([1.0]) + 1).tolist()))
        thread.start()
        thread.join()
        assert jitted(Tensor([2.0])).tolist() == jitted(Tensor([2.0])).tolist() == [4.0]
    assert (seen, found) == ([], [[2.0]])
