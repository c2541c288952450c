"""The dtypes that binary operators compute in and give back.

There is one lattice: bool < integers < floats < complex. Within a category the wider type wins; across categories
the higher one wins with its own width, so int64 with float16 is float16. A Python number brings its category only:
it takes the dtype of the array beside it, or the default of its category (int64, float32, complex64) where the
array's category is lower.

MindSpore on CPU refuses to mix uint16, uint32 and uint64 with other numbers. Here they follow the same lattice, and
among integers numpy's rule: the smallest integer that holds both, float64 for uint64 with a signed integer.
A Python complex number is refused by MindSpore, too; here it gives the complex dtype of the array's precision.

>>> result_dtype("arithmetic", np.dtype("int32"), np.dtype("float16"))
dtype('float16')
>>> result_dtype("arithmetic", np.dtype("int8"), int), result_dtype("true_divide", np.dtype("int8"), int)
(dtype('int8'), dtype('float32'))
"""

import functools

import ml_dtypes
import numpy as np

BOOL, FLOAT32, FLOAT64 = np.dtype(bool), np.dtype(np.float32), np.dtype(np.float64)
BFLOAT16 = np.dtype(ml_dtypes.bfloat16)
COMPLEX64, COMPLEX128 = np.dtype(np.complex64), np.dtype(np.complex128)

_BOOL, _INTEGER, _FLOAT, _COMPLEX = range(4)
_PYTHON_CATEGORY = {bool: _BOOL, int: _INTEGER, float: _FLOAT, complex: _COMPLEX}
_PYTHON_DEFAULT = (BOOL, np.dtype(np.int64), FLOAT32, COMPLEX64)

# How each operator treats the common dtype of its operands.
RULE_OF = {
    "add": "arithmetic",
    "sub": "arithmetic",
    "mul": "arithmetic",
    "floordiv": "arithmetic",
    "mod": "arithmetic",
    "pow": "arithmetic",
    "maximum": "arithmetic",
    "minimum": "arithmetic",
    "truediv": "true_divide",
    "eq": "comparison",
    "ne": "comparison",
    "lt": "comparison",
    "le": "comparison",
    "gt": "comparison",
    "ge": "comparison",
    "and": "bitwise",
    "or": "bitwise",
    "xor": "bitwise",
    "logical_and": "logical",
    "logical_or": "logical",
    "logical_xor": "logical",
    "matmul": "arithmetic",
}
RULES = frozenset(RULE_OF.values())


def _category(x):
    if x in _PYTHON_CATEGORY:
        return _PYTHON_CATEGORY[x]
    if x == BFLOAT16:
        return _FLOAT
    try:
        return {"b": _BOOL, "i": _INTEGER, "u": _INTEGER, "f": _FLOAT, "c": _COMPLEX}[x.kind]
    except KeyError:
        raise TypeError(f"Arithmetic is not defined for arrays of {x}.") from None


@functools.cache
def common_dtype(a, b):
    """The dtype that holds both operands. `a`, `b`: `numpy.dtype`, or the Python type bool, int, float or complex."""
    low, high = sorted((_category(a), _category(b)))
    if a in _PYTHON_CATEGORY or b in _PYTHON_CATEGORY:
        dtypes = [x for x in (a, b) if x not in _PYTHON_CATEGORY]
        if high == _COMPLEX and FLOAT64 in dtypes:
            return COMPLEX128
        return dtypes[0] if dtypes and _category(dtypes[0]) == high else _PYTHON_DEFAULT[high]
    if high == _COMPLEX:
        return COMPLEX128 if {a, b} & {FLOAT64, COMPLEX128} else COMPLEX64
    if low < high:
        return a if _category(a) == high else b
    if a != b and BFLOAT16 in (a, b):  # neither of bfloat16 and float16 holds the other
        return np.promote_types(*(FLOAT32 if x == BFLOAT16 else x for x in (a, b)))
    return np.promote_types(a, b)


@functools.cache
def operand_dtypes(rule, a, b):
    """The dtypes that the two operands are cast to before an operator of that rule computes.

    Raises TypeError where the operator is not defined for the operands (`&` of floats).

    >>> operand_dtypes("comparison", np.dtype("int32"), float)
    (dtype('float32'), dtype('float32'))
    """
    if rule not in RULES:
        raise ValueError(f"There is no promotion rule {rule!r}; the rules are {', '.join(sorted(RULES))}.")
    common = common_dtype(a, b)
    if rule == "logical":
        common = BOOL
    elif rule == "true_divide" and _category(common) < _FLOAT:
        common = FLOAT32
    elif rule == "bitwise" and _category(common) > _INTEGER:
        raise TypeError(f"Bitwise operators need integers or bools, but got {_name(a)} and {_name(b)}.")
    return common, common


@functools.cache
def result_dtype(rule, a, b):
    """The dtype of what an operator of that rule gives back. Arguments and errors as `operand_dtypes`."""
    operand, _ = operand_dtypes(rule, a, b)
    return BOOL if rule in ("comparison", "logical") else operand


def _name(x):
    return x.__name__ if isinstance(x, type) else x.name
