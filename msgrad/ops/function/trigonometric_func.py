"""Trigonometric and hyperbolic functions, and degrees. On integers and bools they compute in float32."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np

from msgrad.ops.function._arguments import inexact, unary, unary_x

__all__ = """
    sin cos tan asin acos atan sinh cosh asinh acosh atanh sinc deg2rad rad2deg
    arcsin arccos arctan arcsinh arccosh arctanh
""".split()


@unary
def sin(input):
    """The sine of radians.

    >>> ops.sin(Tensor([0.0])).tolist()
    [0.0]
    """
    return jnp.sin(inexact(input))


@unary
def cos(input):
    """The cosine of radians.

    >>> ops.cos(Tensor([0.0])).tolist()
    [1.0]
    """
    return jnp.cos(inexact(input))


@unary
def tan(input):
    """The tangent of radians.

    >>> ops.tan(Tensor([0.0])).tolist()
    [0.0]
    """
    return jnp.tan(inexact(input))


@unary
def asin(input):
    """The angle in [-pi/2, pi/2] that has this sine; nan outside of [-1, 1].

    >>> ops.asin(Tensor([0.0])).tolist()
    [0.0]
    """
    return jnp.arcsin(inexact(input))


@unary
def acos(input):
    """The angle in [0, pi] that has this cosine; nan outside of [-1, 1].

    >>> ops.acos(Tensor([1.0])).tolist()
    [0.0]
    """
    return jnp.arccos(inexact(input))


@unary
def atan(input):
    """The angle in (-pi/2, pi/2) that has this tangent.

    >>> ops.atan(Tensor([0.0])).tolist()
    [0.0]
    """
    return jnp.arctan(inexact(input))


@unary
def sinh(input):
    """The hyperbolic sine.

    >>> ops.sinh(Tensor([0.0])).tolist()
    [0.0]
    """
    return jnp.sinh(inexact(input))


@unary
def cosh(input):
    """The hyperbolic cosine.

    >>> ops.cosh(Tensor([0.0])).tolist()
    [1.0]
    """
    return jnp.cosh(inexact(input))


@unary
def asinh(input):
    """The inverse of the hyperbolic sine.

    >>> ops.asinh(Tensor([0.0])).tolist()
    [0.0]
    """
    return jnp.arcsinh(inexact(input))


@unary
def acosh(input):
    """The inverse of the hyperbolic cosine; nan below 1.

    >>> ops.acosh(Tensor([1.0])).tolist()
    [0.0]
    """
    return jnp.arccosh(inexact(input))


@unary
def atanh(input):
    """The inverse of the hyperbolic tangent; nan outside of [-1, 1].

    >>> ops.atanh(Tensor([0.0])).tolist()
    [0.0]
    """
    return jnp.arctanh(inexact(input))


@unary
def sinc(input):
    """sin(pi x) / (pi x), and 1 at 0.

    >>> ops.sinc(Tensor([0.0])).tolist()
    [1.0]
    """
    return jnp.sinc(inexact(input))


@unary_x
def deg2rad(x):
    """Degrees in radians.

    >>> ops.deg2rad(Tensor([0.0])).tolist()
    [0.0]
    """
    return inexact(x) * (np.pi / 180)


@unary_x
def rad2deg(x):
    """Radians in degrees.

    >>> ops.rad2deg(Tensor([0.0])).tolist()
    [0.0]
    """
    return inexact(x) * (180 / np.pi)


arcsin, arccos, arctan = asin, acos, atan
arcsinh, arccosh, arctanh = asinh, acosh, atanh
