"""Data types, their promotion, and constants."""

from __future__ import annotations

import functools

from msgrad.common import dtype as mstype
from msgrad.common.promotion import common_dtype
from msgrad.common.tensor import Tensor
from msgrad.numpy._arguments import NUMERIC_TYPES, array, data_type, numpy_type
from msgrad.ops.function._arguments import dtype_of

__all__ = """
    bool_ float16 float32 float64 int8 int16 int32 int64 uint8 uint16 uint32 uint64 int_ uint float_ inf PINF NINF
    nan pi numeric_types promote_types result_type
""".split()

bool_ = mstype.bool_
float16, float32, float64 = mstype.float16, mstype.float32, mstype.float64
int8, int16, int32, int64 = mstype.int8, mstype.int16, mstype.int32, mstype.int64
uint8, uint16, uint32, uint64 = mstype.uint8, mstype.uint16, mstype.uint32, mstype.uint64
int_, uint, float_ = int32, uint32, float32
inf = PINF = float("inf")
NINF = float("-inf")
nan = float("nan")
pi = 3.141592653589793
numeric_types = NUMERIC_TYPES


def promote_types(type1, type2):
    """The smallest data type that both can be cast to; of an integer and a float the float. The two are data types of
    MindSpore's, numpy's or Python's, or names: TypeError for anything else.

    >>> promote_types("int8", "uint8"), promote_types("int64", "float16")
    (mindspore.int16, mindspore.float16)
    """
    kinds = [numpy_type(kind, "promote_types") for kind in (type1, type2)]
    return mstype.from_numpy(common_dtype(*kinds))


def result_type(*arrays_and_dtypes):
    """The data type that arrays, numbers and data types together are promoted to. ValueError for no argument.

    >>> result_type("int8", 2.5, Tensor([True]))
    mindspore.float32
    """
    if not arrays_and_dtypes:
        raise ValueError("For 'result_type', there must be at least one array or data type.")
    return functools.reduce(promote_types, map(_type_of, arrays_and_dtypes))


def _type_of(x):
    if isinstance(x, Tensor | bool | int | float | list | tuple):
        return mstype.from_numpy(dtype_of(array(x, "result_type")))
    return data_type(x, "result_type")
