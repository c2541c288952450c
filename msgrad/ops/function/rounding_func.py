"""Signs, rounding, and what is not finite."""

from __future__ import annotations

import functools

import jax
import jax.numpy as jnp

from msgrad.engine.operator import operator
from msgrad.ops.function._arguments import check_array, inexact, unary, unary_x

__all__ = """
    abs neg positive sign sgn signbit floor ceil trunc round frac isnan isinf isfinite isneginf isposinf isreal
    nan_to_num absolute negative
""".split()


@unary
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


@unary
def neg(input):
    """The negative; unsigned integers wrap around. TypeError for bools.

    >>> ops.neg(Tensor([1, -2])).tolist()
    [-1, 2]
    """
    if input.dtype == bool:
        raise TypeError("the argument 'input' must be a Tensor of numbers, but got bool.")
    return -input


@unary
def positive(input):
    """The Tensor itself.

    >>> ops.positive(Tensor([-1])).tolist()
    [-1]
    """
    return input


@unary
def sign(input):
    """-1, 0 or 1 after the sign, 0 for nan. Its gradient is 0.

    >>> ops.sign(Tensor([-3.0, 0.0, 2.0])).tolist()
    [-1.0, 0.0, 1.0]
    """
    return input if input.dtype == bool else _sign(input)


@unary
def sgn(input):
    """The sign; for complex numbers, the number of absolute value 1 in the same direction (0 at 0).

    >>> ops.sgn(Tensor([-3.0, 0.0])).tolist()
    [-1.0, 0.0]
    """
    if jnp.issubdtype(input.dtype, jnp.complexfloating):
        return jnp.sign(input)
    return input if input.dtype == bool else _sign(input)


@unary
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


@unary
@_whole
def floor(input):
    """The greatest whole number that is not greater. Its gradient is 0.

    >>> ops.floor(Tensor([1.7, -1.2])).tolist()
    [1.0, -2.0]
    """
    return jnp.floor(input)


@unary
@_whole
def ceil(input):
    """The smallest whole number that is not smaller. Its gradient is 0.

    >>> ops.ceil(Tensor([1.2, -1.2])).tolist()
    [2.0, -1.0]
    """
    return jnp.ceil(input)


@unary
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


@unary_x
def frac(x):
    """What is behind the decimal point, with the sign.

    >>> ops.frac(Tensor([1.5, -1.25])).tolist()
    [0.5, -0.25]
    """
    return x - trunc.body(x)


@unary
def isnan(input):
    """True where the element is nan.

    >>> ops.isnan(Tensor([float("nan"), 1.0])).tolist()
    [True, False]
    """
    return jnp.isnan(inexact(input))


@unary
def isinf(input):
    """True where the element is infinite.

    >>> ops.isinf(Tensor([float("inf"), 1.0])).tolist()
    [True, False]
    """
    return jnp.isinf(inexact(input))


@unary
def isfinite(input):
    """True where the element is neither nan nor infinite.

    >>> ops.isfinite(Tensor([float("inf"), 1.0])).tolist()
    [False, True]
    """
    return jnp.isfinite(inexact(input))


@unary
def isneginf(input):
    """True where the element is minus infinity.

    >>> ops.isneginf(Tensor([float("-inf"), 1.0])).tolist()
    [True, False]
    """
    return jnp.isneginf(inexact(input))


@unary
def isposinf(input):
    """True where the element is plus infinity.

    >>> ops.isposinf(Tensor([float("inf"), 1.0])).tolist()
    [True, False]
    """
    return jnp.isposinf(inexact(input))


@unary
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
