"""Functions of each element by itself.

``x`` is a Tensor or, where nothing else is said, also a number, list or tuple. ``dtype``, a `mindspore.dtype`, is what
the result is cast to. What is no array, and another dtype, raises TypeError.
"""

from __future__ import annotations

import functools
from typing import Any

import jax.numpy as jnp
import numpy as np

from msgrad.engine.operator import operator
from msgrad.numpy._arguments import (
    BOOL,
    FLOAT16,
    FLOAT32,
    array,
    cast,
    is_float,
    real,
    tensor,
    whole,
)
from msgrad.ops import function as F
from msgrad.ops.function._arguments import dtype_of
from msgrad.ops.function.creation_func import cast_to

__all__ = """
    abs absolute fabs square sqrt reciprocal exp expm1 exp2 log log2 log10 log1p floor ceil trunc fix rint around round
    sign positive negative cbrt sin cos tan arcsin arccos arctan sinh cosh tanh arcsinh arccosh arctanh deg2rad rad2deg
    radians isfinite isnan isinf isposinf isneginf signbit logical_not invert bitwise_not
""".split()


def _made(body: Any, convert: Any, argument: str = "x") -> Any:
    """A function of (x, dtype=None) out of one of a Tensor."""
    who = body.__name__

    def function(x, dtype=None):
        return cast(body(convert(x, who)), dtype, who)

    def renamed(input, dtype=None):
        return function(input, dtype)

    def named_a(a, dtype=None):
        return function(a, dtype)

    made = {"x": function, "input": renamed, "a": named_a}[argument]
    made.__name__ = made.__qualname__ = who
    made.__doc__, made.__module__ = body.__doc__, body.__module__
    return made


def _of_array(body=None, *, argument="x"):
    """Makes a function of a Tensor one of anything that counts as an array, with a ``dtype``."""
    return functools.partial(_of_array, argument=argument) if body is None else _made(body, array, argument)


def _of_tensor(body=None, *, argument="x"):
    """Makes a function of a Tensor one with a ``dtype``, for Tensors only."""
    return functools.partial(_of_tensor, argument=argument) if body is None else _made(body, tensor, argument)


def as_angle(x):
    """What the trigonometric functions compute in: float16 for bool and 8 bits, float32 for other integers."""
    if is_float(x):
        return x
    return cast_to(x, FLOAT16 if dtype_of(x).itemsize == 1 else FLOAT32)


# -- absolute value, sign --


@_of_tensor
def absolute(x):
    """The absolute value of a Tensor, in its dtype.

    >>> absolute(Tensor([-1, 2])).tolist()
    [1, 2]
    """
    return x if dtype_of(x) == BOOL else F.abs(x)


abs = fabs = absolute


@_of_array
def sign(x):
    """-1, 0 or 1, nan of nan; of integers in float32. TypeError for bools.

    >>> sign([-1.5, 0.0, 2.0]).tolist()
    [-1.0, 0.0, 1.0]
    """
    if dtype_of(x) == BOOL:
        raise TypeError("For 'sign', the input must be an array of numbers, but got bool.")
    x = real(x)
    return F.where(F.isnan(x), x, F.sign(x))


@_of_tensor(argument="a")
def positive(a):
    """A copy of a Tensor.

    >>> positive(Tensor([1, -2])).tolist()
    [1, -2]
    """
    return F.positive(a)


@_of_array(argument="a")
def negative(a):
    """The element with the other sign.

    >>> negative([1, -2]).tolist()
    [-1, 2]
    """
    return F.neg(a)


# -- powers and roots --


@_of_array
def square(x):
    """The square.

    >>> square([1, -3]).tolist()
    [1, 9]
    """
    return F.square(x)


@_of_array
def sqrt(x):
    """The square root; of integers in float32.

    >>> sqrt([4, 9]).tolist()
    [2.0, 3.0]
    """
    return F.sqrt(real(x))


@_of_array
def cbrt(x):
    """The cube root, of negative numbers as well; in float32, of float64 in float64.

    >>> cbrt([8, -27]).tolist()
    [2.0, -3.0]
    """
    return _cbrt(x if dtype_of(x) == np.float64 else cast_to(x, FLOAT32))


@operator("x", name="cbrt")
def _cbrt(x):
    return jnp.cbrt(x)


@_of_array
def reciprocal(x):
    """1 over the element; of integers rounded towards zero (the greatest number for 0), of bools in int64.

    >>> reciprocal([0.5, 4.0]).tolist(), reciprocal([1, 2]).tolist()
    ([2.0, 0.25], [1, 0])
    """
    if is_float(x):
        return F.reciprocal(x)
    x = F.mul(x, 1)  # of bools in int64
    zero = F.eq(x, 0)
    return F.where(zero, int(np.iinfo(dtype_of(x)).max), F.truncate_div(1, F.where(zero, 1, x)))


# -- exponentials and logarithms --


@_of_array
def exp(x):
    """e to the power of the element.

    >>> exp([0.0]).tolist()
    [1.0]
    """
    return F.exp(x)


@_of_array
def expm1(x):
    """``exp(x) - 1``, precise for small numbers.

    >>> expm1([0.0]).tolist()
    [0.0]
    """
    return F.expm1(x)


@_of_array
def exp2(x):
    """2 to the power of the element; of integers an integer.

    >>> exp2([3.0]).tolist(), exp2([3]).tolist()
    ([8.0], [8])
    """
    return F.pow(2, x)


@_of_array
def log(x):
    """The natural logarithm.

    >>> log([1.0]).tolist()
    [0.0]
    """
    return F.log(x)


@_of_tensor
def log2(x):
    """The logarithm to base 2, of a Tensor.

    >>> log2(Tensor([8.0])).tolist()
    [3.0]
    """
    return F.log2(x)


@_of_tensor
def log10(x):
    """The logarithm to base 10, of a Tensor.

    >>> log10(Tensor([100.0])).tolist()
    [2.0]
    """
    return F.log10(x)


@_of_array
def log1p(x):
    """The natural logarithm of 1 more than the element, precise for small numbers.

    >>> log1p([0.0]).tolist()
    [0.0]
    """
    return F.log1p(x)


# -- rounding --


def _single(x):
    return cast_to(x, FLOAT32)


@_of_array
def floor(x):
    """Rounded down.

    >>> floor([1.7, -1.2]).tolist()
    [1.0, -2.0]
    """
    return F.floor(x)


@_of_array
def ceil(x):
    """Rounded up, in float32.

    >>> ceil([1.2, -1.7]).tolist()
    [2.0, -1.0]
    """
    return F.ceil(_single(x))


@_of_array
def trunc(x):
    """Rounded towards zero: in float32, of float16 in float16.

    >>> trunc([1.7, -1.7]).tolist()
    [1.0, -1.0]
    """
    return F.trunc(x if dtype_of(x) == FLOAT16 else _single(x))


def fix(x):
    """A Tensor rounded towards zero: in float32, of float16 in float16.

    >>> fix(Tensor([1.7, -1.7])).tolist()
    [1.0, -1.0]
    """
    return trunc(tensor(x, "fix"))


@_of_array
def rint(x):
    """Rounded to the nearest whole number, halves to the even one.

    >>> rint([1.5, 2.5]).tolist()
    [2.0, 2.0]
    """
    return F.round(x)


def around(a, decimals=0):
    """Rounded to so many decimals, halves to the even one. TypeError unless ``decimals`` is an int.

    >>> around([1.5, 2.25], 1).tolist()
    [1.5, 2.200000047683716]
    """
    a = array(a, "around", wide=True)
    return F.round(a, decimals=whole(decimals, "decimals", "around"))


round = around


# -- trigonometry: integers of 8 bits and bools compute in float16, other integers in float32 --


@_of_tensor
def sin(x):
    """The sine of angles in radians.

    >>> sin(Tensor([0.0])).tolist()
    [0.0]
    """
    return F.sin(as_angle(x))


@_of_tensor
def cos(x):
    """The cosine of angles in radians.

    >>> cos(Tensor([0.0])).tolist()
    [1.0]
    """
    return F.cos(as_angle(x))


@_of_tensor
def tan(x):
    """The tangent of angles in radians.

    >>> tan(Tensor([0.0])).tolist()
    [0.0]
    """
    return F.tan(as_angle(x))


@_of_tensor
def arcsin(x):
    """The angle between -pi/2 and pi/2 whose sine this is; nan outside [-1, 1].

    >>> arcsin(Tensor([0.0])).tolist()
    [0.0]
    """
    return F.asin(as_angle(x))


@_of_tensor(argument="input")
def arccos(input):
    """The angle between 0 and pi whose cosine this is; nan outside [-1, 1].

    >>> arccos(Tensor([1.0])).tolist()
    [0.0]
    """
    return F.acos(as_angle(input))


@_of_tensor
def arctan(x):
    """The angle between -pi/2 and pi/2 whose tangent this is.

    >>> arctan(Tensor([0.0])).tolist()
    [0.0]
    """
    return F.atan(as_angle(x))


@_of_tensor
def sinh(x):
    """The hyperbolic sine.

    >>> sinh(Tensor([0.0])).tolist()
    [0.0]
    """
    return F.sinh(as_angle(x))


@_of_tensor
def cosh(x):
    """The hyperbolic cosine.

    >>> cosh(Tensor([0.0])).tolist()
    [1.0]
    """
    return F.cosh(as_angle(x))


@_of_tensor
def tanh(x):
    """The hyperbolic tangent.

    >>> tanh(Tensor([0.0])).tolist()
    [0.0]
    """
    return F.tanh(as_angle(x))


@_of_tensor
def arcsinh(x):
    """The number whose hyperbolic sine this is.

    >>> arcsinh(Tensor([0.0])).tolist()
    [0.0]
    """
    return F.asinh(as_angle(x))


@_of_tensor
def arccosh(x):
    """The number above 0 whose hyperbolic cosine this is; nan below 1.

    >>> arccosh(Tensor([1.0])).tolist()
    [0.0]
    """
    return F.acosh(as_angle(x))


@_of_tensor
def arctanh(x):
    """The number whose hyperbolic tangent this is; nan outside [-1, 1].

    >>> arctanh(Tensor([0.0])).tolist()
    [0.0]
    """
    return F.atanh(as_angle(x))


@_of_tensor
def deg2rad(x):
    """Angles in degrees as radians; of integers in float32.

    >>> deg2rad(Tensor([0.0])).tolist()
    [0.0]
    """
    return F.mul(real(x), np.pi / 180)


radians = deg2rad


@_of_tensor
def rad2deg(x):
    """Angles in radians as degrees; of integers in float32.

    >>> rad2deg(Tensor([0.0])).tolist()
    [0.0]
    """
    return F.mul(real(x), 180 / np.pi)


# -- questions: bools, unless a dtype is given --


@_of_array
def isfinite(x):
    """Neither infinite nor nan.

    >>> isfinite([1.0, float("inf")]).tolist()
    [True, False]
    """
    return F.isfinite(x)


@_of_array
def isnan(x):
    """Not a number.

    >>> isnan([1.0, float("nan")]).tolist()
    [False, True]
    """
    return F.isnan(x)


@_of_array
def isinf(x):
    """Infinite.

    >>> isinf([1.0, float("-inf")]).tolist()
    [False, True]
    """
    return F.isinf(x)


def isposinf(x):
    """Elements of a Tensor that are positive infinity.

    >>> isposinf(Tensor([float("inf"), float("-inf")])).tolist()
    [True, False]
    """
    return F.isposinf(tensor(x, "isposinf"))


def isneginf(x):
    """Elements of a Tensor that are negative infinity.

    >>> isneginf(Tensor([float("inf"), float("-inf")])).tolist()
    [False, True]
    """
    return F.isneginf(tensor(x, "isneginf"))


def signbit(x, dtype=None):
    """Below zero (-0.0 is not). TypeError for another ``dtype`` than bool.

    >>> signbit([-1.0, 2.0]).tolist()
    [True, False]
    """
    out = cast(F.lt(array(x, "signbit"), 0), dtype, "signbit")
    if dtype_of(out) != BOOL:
        raise TypeError(f"For 'signbit', the argument 'dtype' must be None or bool, but got {dtype}.")
    return out


@_of_array(argument="a")
def logical_not(a):
    """False or 0.

    >>> logical_not([1, 0]).tolist()
    [False, True]
    """
    return F.logical_not(a)


# -- bits --


@_of_array
def invert(x):
    """Integers with all bits turned round. TypeError for floats.

    >>> invert([0, 5]).tolist()
    [-1, -6]
    """
    return F.invert(x)


bitwise_not = invert
