"""Complex numbers: their parts, and making them."""

from __future__ import annotations

import jax.numpy as jnp
from jax import lax

from msgrad.engine.operator import operator
from msgrad.ops.function._arguments import inexact, unary

__all__ = """
    real imag conj angle polar view_as_real
""".split()


@unary
def real(input):
    """The real part.

    >>> ops.real(Tensor([1.0])).tolist()
    [1.0]
    """
    return jnp.real(input)


@unary
def imag(input):
    """The imaginary part: zeros for real numbers.

    >>> ops.imag(Tensor([1.0])).tolist()
    [0.0]
    """
    return jnp.imag(input)


@unary
def conj(input):
    """The complex conjugate.

    >>> ops.conj(Tensor([1.0])).tolist()
    [1.0]
    """
    return jnp.conj(input)


@unary
def angle(input):
    """The angle of complex numbers in radians: for real ones 0, or pi where they are negative.

    >>> ops.angle(Tensor([1.0])).tolist()
    [0.0]
    """
    return jnp.angle(inexact(input))


@operator("abs", "angle")
def polar(abs, angle):
    """Complex numbers of an absolute value and an angle.

    >>> ops.polar(Tensor([2.0]), Tensor([0.0])).tolist()
    [(2+0j)]
    """
    return lax.complex(abs * jnp.cos(angle), abs * jnp.sin(angle))


@unary
def view_as_real(input):
    """Complex numbers as real ones with a last axis of two: real and imaginary part.

    >>> ops.view_as_real(ops.polar(Tensor([2.0]), Tensor([0.0]))).tolist()
    [[2.0, 0.0]]
    """
    return jnp.stack([jnp.real(input), jnp.imag(input)], -1)
