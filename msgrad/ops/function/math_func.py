"""Functions of every element by itself.

On integers and bools, functions of real numbers compute in float32.
"""

from __future__ import annotations

import functools

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from msgrad._lazy import LazyModule
from msgrad.engine.operator import operator
from msgrad.ops.function._arguments import check_array, inexact

special = LazyModule("jax.scipy.special")

__all__ = """
    abs neg positive sign sgn signbit floor ceil trunc round frac square sqrt rsqrt reciprocal exp exp2 expm1
    log log2 log10 log1p logit sin cos tan asin acos atan sinh cosh asinh acosh atanh sinc deg2rad rad2deg erf
    erfc erfinv lgamma digamma isnan isinf isfinite isneginf isposinf isreal nan_to_num absolute negative arcsin
    arccos arctan arcsinh arccosh arctanh inv
""".split()


def _unary(body):
    """An operator of one array, called ``input``."""

    @functools.wraps(body)
    def checked(input):
        check_array(input)
        return body(input)

    return operator("input")(checked)


def _unary_x(body):
    """An operator of one array, which MindSpore calls ``x``."""

    @functools.wraps(body)
    def checked(x):
        check_array(x, "x")
        return body(x)

    return operator("x")(checked)


# -- sign, rounding --


@_unary
def abs(input):
    """The absolute value; its gradient at 0 is 0.

    >>> ops.abs(Tensor([-1.5, 2.0])).tolist()
    [1.5, 2.0]
    """
    if input.dtype == bool:
        return input
    return _magnitude(input) if jnp.issubdtype(input.dtype, jnp.floating) else jnp.abs(input)


@jax.custom_jvp
def _magnitude(x):
    return jnp.abs(x)


@_magnitude.defjvp
def _magnitude_jvp(primals, tangents):
    return _magnitude(primals[0]), _sign(primals[0]) * tangents[0]


def _sign(x):
    """The sign, 0 for nan."""
    return (x > 0).astype(x.dtype) - (x < 0).astype(x.dtype)


@_unary
def neg(input):
    """The negative; unsigned integers wrap around. TypeError for bools.

    >>> ops.neg(Tensor([1, -2])).tolist()
    [-1, 2]
    """
    if input.dtype == bool:
        raise TypeError("the argument 'input' must be a Tensor of numbers, but got bool.")
    return -input


@_unary
def positive(input):
    """The Tensor itself.

    >>> ops.positive(Tensor([-1])).tolist()
    [-1]
    """
    return input


@_unary
def sign(input):
    """-1, 0 or 1 after the sign, 0 for nan. Its gradient is 0.

    >>> ops.sign(Tensor([-3.0, 0.0, 2.0])).tolist()
    [-1.0, 0.0, 1.0]
    """
    return input if input.dtype == bool else _sign(input)


@_unary
def sgn(input):
    """The sign; for complex numbers, the number of absolute value 1 in the same direction (0 at 0).

    >>> ops.sgn(Tensor([-3.0, 0.0])).tolist()
    [-1.0, 0.0]
    """
    if jnp.issubdtype(input.dtype, jnp.complexfloating):
        return jnp.sign(input)
    return input if input.dtype == bool else _sign(input)


@_unary
def signbit(input):
    """True where the sign bit is set, also for -0.0.

    >>> ops.signbit(Tensor([-1.0, 0.0])).tolist()
    [True, False]
    """
    if jnp.issubdtype(input.dtype, jnp.floating):
        return jnp.signbit(input)
    return input < 0 if input.dtype != bool else jnp.zeros_like(input)


def _whole(body):
    """Leaves integers and bools as they are."""

    @functools.wraps(body)
    def rounded(input):
        return body(input) if jnp.issubdtype(input.dtype, jnp.inexact) else input

    return rounded


@_unary
@_whole
def floor(input):
    """The greatest whole number that is not greater. Its gradient is 0.

    >>> ops.floor(Tensor([1.7, -1.2])).tolist()
    [1.0, -2.0]
    """
    return jnp.floor(input)


@_unary
@_whole
def ceil(input):
    """The smallest whole number that is not smaller. Its gradient is 0.

    >>> ops.ceil(Tensor([1.2, -1.2])).tolist()
    [2.0, -1.0]
    """
    return jnp.ceil(input)


@_unary
@_whole
def trunc(input):
    """The whole part. Its gradient is 0.

    >>> ops.trunc(Tensor([1.7, -1.7])).tolist()
    [1.0, -1.0]
    """
    return jnp.trunc(input)


@operator("input")
def _round(input, decimals):
    check_array(input)
    if not jnp.issubdtype(input.dtype, jnp.inexact) and decimals >= 0:
        return input
    scale = input.dtype.type(10.0**decimals)
    return jnp.round(input) if decimals == 0 else jnp.round(input * scale) / scale


def round(input, *, decimals=0):
    """The nearest number with so many decimals; halves go to the even one. Its gradient is 0.

    >>> ops.round(Tensor([0.5, 1.5, 2.4])).tolist()
    [0.0, 2.0, 2.0]
    """
    if isinstance(decimals, bool) or not isinstance(decimals, int):
        raise TypeError(f"For 'round', the argument 'decimals' must be an int, but got {type(decimals).__name__}.")
    return _round(input, decimals)


@_unary_x
def frac(x):
    """What is behind the decimal point, with the sign.

    >>> ops.frac(Tensor([1.5, -1.25])).tolist()
    [0.5, -0.25]
    """
    return x - trunc.body(x)


# -- powers, roots, exponentials, logarithms --


@_unary
def square(input):
    """The element times itself.

    >>> ops.square(Tensor([-3.0])).tolist()
    [9.0]
    """
    return input * input


@_unary_x
def sqrt(x):
    """The square root; nan for negative numbers. Its gradient at 0 is infinite.

    >>> ops.sqrt(Tensor([4, 9])).tolist()
    [2.0, 3.0]
    """
    return jnp.sqrt(inexact(x))


@_unary
def rsqrt(input):
    """One over the square root.

    >>> ops.rsqrt(Tensor([4.0])).tolist()
    [0.5]
    """
    return lax.rsqrt(inexact(input))


@_unary
def reciprocal(input):
    """One over the element.

    >>> ops.reciprocal(Tensor([4.0])).tolist()
    [0.25]
    """
    return 1 / inexact(input)


@_unary
def exp(input):
    """e to the power of the element.

    >>> ops.exp(Tensor([0.0])).tolist()
    [1.0]
    """
    return jnp.exp(inexact(input))


@_unary
def exp2(input):
    """2 to the power of the element.

    >>> ops.exp2(Tensor([3.0])).tolist()
    [8.0]
    """
    return jnp.exp2(inexact(input))


@_unary
def expm1(input):
    """exp(x) - 1, exact near 0.

    >>> ops.expm1(Tensor([0.0])).tolist()
    [0.0]
    """
    return jnp.expm1(inexact(input))


@_unary
def log(input):
    """The natural logarithm; nan for negative numbers.

    >>> ops.log(Tensor([1.0])).tolist()
    [0.0]
    """
    return jnp.log(inexact(input))


@_unary
def log2(input):
    """The logarithm to base 2.

    >>> ops.log2(Tensor([8.0])).tolist()
    [3.0]
    """
    return jnp.log2(inexact(input))


@_unary
def log10(input):
    """The logarithm to base 10.

    >>> ops.log10(Tensor([100.0])).tolist()
    [2.0]
    """
    return jnp.log10(inexact(input))


@_unary
def log1p(input):
    """log(1 + x), exact near 0.

    >>> ops.log1p(Tensor([0.0])).tolist()
    [0.0]
    """
    return jnp.log1p(inexact(input))


@operator("input")
def logit(input, eps=None):
    """log(x / (1 - x)); with ``eps``, of x clipped to [eps, 1 - eps].

    >>> ops.logit(Tensor([0.5])).tolist()
    [0.0]
    """
    check_array(input)
    x = inexact(input)
    if eps is not None and eps >= 0:
        x = jnp.clip(x, x.dtype.type(eps), x.dtype.type(1 - eps))
    return jnp.log(x / (1 - x))


# -- trigonometric and hyperbolic --


@_unary
def sin(input):
    """The sine of radians.

    >>> ops.sin(Tensor([0.0])).tolist()
    [0.0]
    """
    return jnp.sin(inexact(input))


@_unary
def cos(input):
    """The cosine of radians.

    >>> ops.cos(Tensor([0.0])).tolist()
    [1.0]
    """
    return jnp.cos(inexact(input))


@_unary
def tan(input):
    """The tangent of radians.

    >>> ops.tan(Tensor([0.0])).tolist()
    [0.0]
    """
    return jnp.tan(inexact(input))


@_unary
def asin(input):
    """The angle in [-pi/2, pi/2] that has this sine; nan outside of [-1, 1].

    >>> ops.asin(Tensor([0.0])).tolist()
    [0.0]
    """
    return jnp.arcsin(inexact(input))


@_unary
def acos(input):
    """The angle in [0, pi] that has this cosine; nan outside of [-1, 1].

    >>> ops.acos(Tensor([1.0])).tolist()
    [0.0]
    """
    return jnp.arccos(inexact(input))


@_unary
def atan(input):
    """The angle in (-pi/2, pi/2) that has this tangent.

    >>> ops.atan(Tensor([0.0])).tolist()
    [0.0]
    """
    return jnp.arctan(inexact(input))


@_unary
def sinh(input):
    """The hyperbolic sine.

    >>> ops.sinh(Tensor([0.0])).tolist()
    [0.0]
    """
    return jnp.sinh(inexact(input))


@_unary
def cosh(input):
    """The hyperbolic cosine.

    >>> ops.cosh(Tensor([0.0])).tolist()
    [1.0]
    """
    return jnp.cosh(inexact(input))


@_unary
def asinh(input):
    """The inverse of the hyperbolic sine.

    >>> ops.asinh(Tensor([0.0])).tolist()
    [0.0]
    """
    return jnp.arcsinh(inexact(input))


@_unary
def acosh(input):
    """The inverse of the hyperbolic cosine; nan below 1.

    >>> ops.acosh(Tensor([1.0])).tolist()
    [0.0]
    """
    return jnp.arccosh(inexact(input))


@_unary
def atanh(input):
    """The inverse of the hyperbolic tangent; nan outside of [-1, 1].

    >>> ops.atanh(Tensor([0.0])).tolist()
    [0.0]
    """
    return jnp.arctanh(inexact(input))


@_unary
def sinc(input):
    """sin(pi x) / (pi x), and 1 at 0.

    >>> ops.sinc(Tensor([0.0])).tolist()
    [1.0]
    """
    return jnp.sinc(inexact(input))


@_unary_x
def deg2rad(x):
    """Degrees in radians.

    >>> ops.deg2rad(Tensor([0.0])).tolist()
    [0.0]
    """
    return inexact(x) * (np.pi / 180)


@_unary_x
def rad2deg(x):
    """Radians in degrees.

    >>> ops.rad2deg(Tensor([0.0])).tolist()
    [0.0]
    """
    return inexact(x) * (180 / np.pi)


# -- special functions --


@_unary
def erf(input):
    """The error function.

    >>> ops.erf(Tensor([0.0])).tolist()
    [0.0]
    """
    return special.erf(inexact(input))


@_unary
def erfc(input):
    """1 - erf(x), exact where erf is near 1.

    >>> ops.erfc(Tensor([0.0])).tolist()
    [1.0]
    """
    return special.erfc(inexact(input))


@_unary
def erfinv(input):
    """The inverse of the error function; nan outside of [-1, 1].

    >>> ops.erfinv(Tensor([0.0])).tolist()
    [0.0]
    """
    return special.erfinv(inexact(input))


@_unary
def lgamma(input):
    """The logarithm of the absolute value of the gamma function.

    >>> print(ops.lgamma(Tensor([0.5])))
    [0.5723648]
    """
    return special.gammaln(inexact(input))


@_unary
def digamma(input):
    """The derivative of the logarithm of the gamma function.

    >>> ops.digamma(Tensor([1.0])).shape
    (1,)
    """
    return special.digamma(inexact(input))


# -- nan and infinity --


@_unary
def isnan(input):
    """True where the element is nan.

    >>> ops.isnan(Tensor([float("nan"), 1.0])).tolist()
    [True, False]
    """
    return jnp.isnan(inexact(input))


@_unary
def isinf(input):
    """True where the element is infinite.

    >>> ops.isinf(Tensor([float("inf"), 1.0])).tolist()
    [True, False]
    """
    return jnp.isinf(inexact(input))


@_unary
def isfinite(input):
    """True where the element is neither nan nor infinite.

    >>> ops.isfinite(Tensor([float("inf"), 1.0])).tolist()
    [False, True]
    """
    return jnp.isfinite(inexact(input))


@_unary
def isneginf(input):
    """True where the element is minus infinity.

    >>> ops.isneginf(Tensor([float("-inf"), 1.0])).tolist()
    [True, False]
    """
    return jnp.isneginf(inexact(input))


@_unary
def isposinf(input):
    """True where the element is plus infinity.

    >>> ops.isposinf(Tensor([float("inf"), 1.0])).tolist()
    [True, False]
    """
    return jnp.isposinf(inexact(input))


@_unary
def isreal(input):
    """True where the imaginary part is 0.

    >>> ops.isreal(Tensor([1.0])).tolist()
    [True]
    """
    return jnp.isreal(input)


@operator("input")
def nan_to_num(input, nan=None, posinf=None, neginf=None):
    """Other numbers for nan (0 by default) and infinities (the greatest and smallest finite ones by default).

    >>> ops.nan_to_num(Tensor([float("nan"), 1.0])).tolist()
    [0.0, 1.0]
    """
    check_array(input)
    return jnp.nan_to_num(input, nan=0.0 if nan is None else nan, posinf=posinf, neginf=neginf)


absolute = abs
negative = neg
arcsin, arccos, arctan = asin, acos, atan
arcsinh, arccosh, arctanh = asinh, acosh, atanh


@_unary_x
def inv(x):
    """One over the element.

    >>> ops.inv(Tensor([4.0])).tolist()
    [0.25]
    """
    return 1 / inexact(x)
