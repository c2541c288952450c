"""Initial values against those of the real MindSpore, bit for bit (tests/golden/make_initializer.py)."""

import importlib.util
import json
import pathlib

import numpy as np
import pytest

from msgrad.common import dtype as mstype
from msgrad.common import initializer as initializer_module
from msgrad.common.initializer import Initializer, initial_array, initializer
from msgrad.common.seed import set_seed
from msgrad.common.tensor import Tensor

GOLDEN_FOLDER = pathlib.Path(__file__).parents[1] / "golden"
GOLDEN = json.loads((GOLDEN_FOLDER / "initializer.json").read_text())
_spec = importlib.util.spec_from_file_location("make_initializer", GOLDEN_FOLDER / "make_initializer.py")
make_initializer = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(make_initializer)


def drawn(init, shape, dtype="float32"):
    set_seed(make_initializer.SEED)
    return initializer(init, shape, getattr(mstype, dtype)).init_data().asnumpy()


SCOPE = {**vars(initializer_module), "np": np, "drawn": drawn, "initializer_module": initializer_module}


@pytest.mark.parametrize("text", GOLDEN["values"])
def test_values(text):
    init, shape, dtype = eval(text, SCOPE)
    value, want = drawn(init, shape, dtype), GOLDEN["values"][text]
    got = make_initializer.described(value) | {"next": float(np.random.rand())}
    assert value.dtype == getattr(mstype, dtype).np
    if "rthogonal" in text:  # the QR factors depend on the LAPACK that numpy was built with
        assert got["shape"] == want["shape"] and got["next"] == want["next"]
        np.testing.assert_allclose(got["values"], want["values"], rtol=1e-4, atol=1e-6)
    else:
        assert got == want


@pytest.mark.parametrize("text", GOLDEN["errors"])
def test_errors(text):
    assert GOLDEN["errors"][text], "the real one refuses it"
    with pytest.raises(Exception) as caught:
        eval(text, SCOPE)
    assert type(caught.value).__name__ == GOLDEN["errors"][text]


@pytest.mark.parametrize("text", GOLDEN["figures"])
def test_figures(text):
    want = eval(GOLDEN["figures"][text])
    assert eval(text, SCOPE) == (pytest.approx(want, rel=1e-15) if isinstance(want, float) else want)


def test_a_class_of_ones_own(monkeypatch):
    monkeypatch.setattr(initializer_module, "_INITIALIZER_ALIAS", dict(initializer_module._INITIALIZER_ALIAS))

    @initializer_module._register("halves")
    class Half(Initializer):
        def _initialize(self, arr):
            assert isinstance(arr, np.ndarray)
            arr[:] = 0.5

    for init in (Half(), "half", "HALVES"):
        assert drawn(init, (2, 2), "bfloat16").astype(float).tolist() == [[0.5, 0.5], [0.5, 0.5]]


def test_a_name_is_not_replaced(monkeypatch):
    monkeypatch.setattr(initializer_module, "_INITIALIZER_ALIAS", dict(initializer_module._INITIALIZER_ALIAS))

    @initializer_module._register("zeros")
    class Other(Initializer):
        pass

    assert initializer_module._INITIALIZER_ALIAS["zeros"] is initializer_module.Zero
    assert initializer_module._INITIALIZER_ALIAS["other"] is Other


def test_a_tensor_is_given_back():
    t = Tensor([1.0, 2.0])
    assert initializer(t, (2,)) is initializer(t, 2) is initializer(t) is t
    with pytest.raises(ValueError, match=r"the shape \(2,\) of 'init', but got \(3,\)"):
        initializer(t, [3])


def test_an_array_that_is_no_block_of_memory():
    array, block = np.zeros((4, 6), np.float32)[::2, ::3], np.zeros((2, 2), np.float32)
    for target in (array, block):
        set_seed(1)
        initializer_module.Normal()(target)
    assert np.array_equal(array, block) and array.all()


def test_two_draws_differ_and_a_seed_repeats_them():
    set_seed(5)
    first, second = (initial_array(initializer_module.Normal(), (4,), mstype.float32) for _ in range(2))
    set_seed(5)
    assert np.array_equal(first, initial_array(initializer_module.Normal(), (4,), mstype.float32))
    assert not np.array_equal(first, second)


def test_the_seed_of_an_initializer():
    init = Initializer()
    init.seed = 4
    assert init.seed == (5, 0)
