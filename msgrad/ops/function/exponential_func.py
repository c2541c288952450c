"""Powers, roots, exponentials and logarithms. On integers and bools they compute in float32."""

from __future__ import annotations

import jax.numpy as jnp
from jax import lax

from msgrad.engine.operator import operator
from msgrad.ops.function._arguments import check_array, inexact, unary, unary_x

__all__ = """
    square sqrt rsqrt reciprocal exp exp2 expm1 log log2 log10 log1p logit inv
""".split()


@unary
def square(input):
    """The element times itself.

    >>> ops.square(Tensor([-3.0])).tolist()
    [9.0]
    """
    return input * input


@unary_x
def sqrt(x):
    """The square root; nan for negative numbers. Its gradient at 0 is infinite.

    >>> ops.sqrt(Tensor([4, 9])).tolist()
    [2.0, 3.0]
    """
    return jnp.sqrt(inexact(x))


@unary
def rsqrt(input):
    """One over the square root.

    >>> ops.rsqrt(Tensor([4.0])).tolist()
    [0.5]
    """
    return lax.rsqrt(inexact(input))


@unary
def reciprocal(input):
    """One over the element.

    >>> ops.reciprocal(Tensor([4.0])).tolist()
    [0.25]
    """
    return 1 / inexact(input)


@unary
def exp(input):
    """e to the power of the element.

    >>> ops.exp(Tensor([0.0])).tolist()
    [1.0]
    """
    return jnp.exp(inexact(input))


@unary
def exp2(input):
    """2 to the power of the element.

    >>> ops.exp2(Tensor([3.0])).tolist()
    [8.0]
    """
    return jnp.exp2(inexact(input))


@unary
def expm1(input):
    """exp(x) - 1, exact near 0.

    >>> ops.expm1(Tensor([0.0])).tolist()
    [0.0]
    """
    return jnp.expm1(inexact(input))


@unary
def log(input):
    """The natural logarithm; nan for negative numbers.

    >>> ops.log(Tensor([1.0])).tolist()
    [0.0]
    """
    return jnp.log(inexact(input))


@unary
def log2(input):
    """The logarithm to base 2.

    >>> ops.log2(Tensor([8.0])).tolist()
    [3.0]
    """
    return jnp.log2(inexact(input))


@unary
def log10(input):
    """The logarithm to base 10.

    >>> ops.log10(Tensor([100.0])).tolist()
    [2.0]
    """
    return jnp.log10(inexact(input))


@unary
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


@unary_x
def inv(x):
    """One over the element.

    >>> ops.inv(Tensor([4.0])).tolist()
    [0.25]
    """
    return 1 / inexact(x)
