"""msgrad.common.promotion against the dtypes that the real MindSpore gives (tests/golden/make_promotion.py)."""

import json
import pathlib

import numpy as np
import pytest

from msgrad.common import dtype as mstype
from msgrad.common.promotion import RULE_OF, common_dtype, operand_dtypes, result_dtype

GOLDEN = json.loads((pathlib.Path(__file__).parents[1] / "golden" / "promotion.json").read_text())
ALIAS = {"mint.add": "add", "mint.div": "truediv", "ops.maximum": "maximum"}
NUMBERS = {"pybool": bool, "pyint": int, "pyfloat": float}
OPERATORS = sorted({key.split("|")[0] for key in GOLDEN})


def operand(name):
    return NUMBERS.get(name) or getattr(mstype, name).np


@pytest.mark.parametrize("operator", OPERATORS)
def test_result_dtype(operator):
    rule, compared = RULE_OF[ALIAS.get(operator, operator)], 0
    for key, want in GOLDEN.items():
        name, a, b = key.split("|")
        if name == operator and not want.startswith("!"):
            got = result_dtype(rule, operand(a), operand(b))
            assert str(mstype.from_numpy(got)) == want, key
            compared += 1
    assert compared >= 10


def test_the_table_is_whole():
    assert len(OPERATORS) == 14 and len(GOLDEN) == 14 * (15 * 15 + 2 * 15 * 3)


def test_where_mindspore_refuses_there_is_a_dtype():
    """Only `&` of what is no integer stays an error."""
    for key, want in GOLDEN.items():
        name, a, b = key.split("|")
        if want.startswith("!"):
            rule, dtypes = RULE_OF[ALIAS.get(name, name)], (operand(a), operand(b))
            if name == "and" and common_dtype(*dtypes).kind not in "biu":
                with pytest.raises(TypeError, match="Bitwise"):
                    result_dtype(rule, *dtypes)
            else:
                assert isinstance(result_dtype(rule, *dtypes), np.dtype), key


@pytest.mark.parametrize(
    ("a", "b", "want"),
    [
        ("int8", "uint16", "int32"),
        ("int32", "uint32", "int64"),
        ("int64", "uint64", "float64"),
        ("uint8", "uint64", "uint64"),
        ("uint16", "float16", "float16"),
        ("uint64", "bfloat16", "bfloat16"),
        ("uint32", "complex64", "complex64"),
        ("uint16", int, "uint16"),
        ("uint16", float, "float32"),
        ("float32", complex, "complex64"),
        ("float64", complex, "complex128"),
        ("int64", complex, "complex64"),
        ("complex128", complex, "complex128"),
        (int, float, "float32"),
        (bool, bool, "bool"),
    ],
)
def test_beyond_mindspore(a, b, want):
    a, b = (x if isinstance(x, type) else np.dtype(x if x != "bfloat16" else mstype.bfloat16.np) for x in (a, b))
    want = mstype.bfloat16.np if want == "bfloat16" else np.dtype(want)
    assert common_dtype(a, b) == common_dtype(b, a) == want


def test_common_dtype_is_symmetric_and_idempotent():
    dtypes = [t.np for t in mstype.all_types if t.np is not None and not str(t).startswith("Float8")]
    for a in dtypes:
        assert common_dtype(a, a) == a
        for b in dtypes:
            assert common_dtype(a, b) == common_dtype(b, a)
            assert common_dtype(a, common_dtype(a, b)) == common_dtype(a, b)


def test_operand_dtypes():
    i32, f16, b = np.dtype("int32"), np.dtype("float16"), np.dtype("bool")
    assert operand_dtypes("comparison", i32, f16) == (f16, f16)
    assert operand_dtypes("true_divide", i32, b) == (np.dtype("float32"),) * 2
    assert operand_dtypes("logical", i32, f16) == (b, b)
    assert result_dtype("logical", i32, f16) == result_dtype("comparison", i32, f16) == b


def test_bad_arguments():
    with pytest.raises(ValueError, match="no promotion rule 'divide'"):
        result_dtype("divide", np.dtype("int32"), int)
    with pytest.raises(TypeError, match="not defined for arrays of <U3"):
        result_dtype("arithmetic", np.dtype("U3"), int)
