# ruff: noqa: F401
"""The functions that compare arrays and ask questions about them: the module that MindSpore has them in."""

from msgrad._names import missing_name_getattr
from msgrad.numpy.elementwise import isfinite, isinf, isnan, isneginf, isposinf, logical_not, signbit
from msgrad.numpy.pairs import (
    equal,
    greater,
    greater_equal,
    isclose,
    less,
    less_equal,
    logical_and,
    logical_or,
    logical_xor,
    not_equal,
)
from msgrad.numpy.reductions import sometrue
from msgrad.numpy.sets import array_equal, array_equiv, in1d, isin, isscalar, setdiff1d

__getattr__ = missing_name_getattr(__name__)
