"""msgrad.common.dtype against what the real MindSpore's data types say (tests/golden/make_dtype.py)."""

import copy
import json
import pathlib
import pickle
import warnings

import ml_dtypes
import numpy as np
import pytest

from msgrad.common import dtype as mstype

GOLDEN = json.loads((pathlib.Path(__file__).parents[1] / "golden" / "dtype.json").read_text())


def name_of(call):
    try:
        return repr(call())
    except Exception as error:
        return "!" + type(error).__name__


def test_public_names():
    assert sorted(mstype.__all__) == sorted(set(GOLDEN["all"]))
    assert all(hasattr(mstype, name) for name in mstype.__all__)


@pytest.mark.parametrize("name", GOLDEN["types"])
def test_type(name):
    t, want = getattr(mstype, name), GOLDEN["types"][name]
    assert (repr(t), str(t), type(t).__name__) == (want["repr"], want["str"], want["class"])
    assert mstype.type_size_in_bytes(t) == want["size"]
    nptype = name_of(lambda: mstype._dtype_to_nptype(t))
    assert nptype.replace("ml_dtypes.", "").replace("bool_", "bool") == want["nptype"].replace("bool_", "bool")
    assert name_of(lambda: mstype._dtype_to_pytype(t)) == want["pytype"]
    kind = [getattr(t, a, None) for a in ("is_signed", "is_floating_point", "is_complex", "itemsize")]
    assert kind == want["kind"]
    assert name_of(lambda: t.to_real()) == want["to_real"]
    assert name_of(lambda: t.to_complex()) == want["to_complex"]
    assert [m for m in GOLDEN["types"] if mstype._issubclass_(t, getattr(mstype, m))] == want["subclass_of"]
    assert [m for m in GOLDEN["types"] if getattr(mstype, m) == t] == want["equal_to"]


@pytest.mark.parametrize("name", GOLDEN["tuples"])
def test_tuples(name):
    assert [repr(t) for t in getattr(mstype, name)] == GOLDEN["tuples"][name]


@pytest.mark.parametrize("expression", GOLDEN["expressions"])
def test_expression(expression):
    scope = {n: v for n, v in vars(mstype).items() if n not in ("bool", "int", "float", "__builtins__")}
    scope |= {"mstype": mstype, "np": np}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        assert name_of(lambda: eval(expression, scope)) == GOLDEN["expressions"][expression]


@pytest.mark.parametrize("name", GOLDEN["types"])
def test_copies_are_the_same_object(name):
    t = getattr(mstype, name)
    assert copy.copy(t) is t and copy.deepcopy(t) is t and pickle.loads(pickle.dumps(t)) is t


def test_parametrised_types_are_interned():
    t = mstype.TensorType(mstype.List([mstype.int32, mstype.bfloat16]))
    assert pickle.loads(pickle.dumps(t)) is t is mstype.TensorType(mstype.List((mstype.int32, mstype.bfloat16)))
    assert hash(t) == hash(copy.deepcopy(t))


@pytest.mark.parametrize("t", [t for t in mstype.all_types if t.np is not None], ids=str)
def test_numpy_round_trip(t):
    assert mstype.from_numpy(t.np) is t
    assert mstype.to_numpy(t) == mstype.to_numpy(t.np) == mstype.to_numpy(t.np.type) == t.np


def test_to_numpy_of_open_and_python_types():
    assert mstype.to_numpy(mstype.float_) == np.float32 and mstype.to_numpy(mstype.int_) == np.int32
    assert mstype.to_numpy(bool) == np.bool_ and mstype.to_numpy(int) == np.int64
    assert mstype.to_numpy(float) == np.float64 and mstype.to_numpy(complex) == np.complex128
    assert mstype.bfloat16.np == ml_dtypes.bfloat16


@pytest.mark.parametrize("bad", [mstype.string, mstype.hifloat8, mstype.number, str, "float32", 3, [1]], ids=repr)
def test_to_numpy_refuses(bad):
    with pytest.raises(TypeError, match="is not the data type of an array"):
        mstype.to_numpy(bad)


@pytest.mark.parametrize("bad", [np.dtype("U3"), np.dtype("longdouble"), np.dtype("O"), np.dtype("M8[s]")], ids=str)
def test_from_numpy_refuses(bad):
    with pytest.raises(TypeError, match="no mindspore data type"):
        mstype.from_numpy(bad)


def test_deprecated_functions_warn():
    with pytest.warns(DeprecationWarning, match="pytype_to_dtype"):
        assert mstype.pytype_to_dtype(float) is mstype.float64
