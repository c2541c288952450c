"""Comparisons, logic and bits, element by element. The arguments broadcast and take a common dtype, as in
arithmetic."""

from __future__ import annotations

import jax.numpy as jnp

from msgrad.engine.operator import operator
from msgrad.ops.function._arguments import binary, check_array, check_broadcast, together
from msgrad.ops.function.arithmetic_func import elementwise

__all__ = """
    eq ne lt le gt ge equal not_equal less less_equal greater greater_equal tensor_lt tensor_le tensor_gt
    tensor_ge isclose approximate_equal logical_and logical_or logical_xor logical_not bitwise_and bitwise_or
    bitwise_xor bitwise_left_shift bitwise_right_shift invert
""".split()


def _comparison(body):
    return elementwise("input", "other", promote=binary("comparison"))(body)


def _logical(body):
    return elementwise("input", "other", promote=binary("logical"))(body)


def _bitwise(body):
    return elementwise("input", "other", promote=binary("bitwise"))(body)


# -- comparisons --


@_comparison
def eq(input, other):
    """True where both are equal.

    >>> ops.eq(Tensor([1, 2]), 2).tolist()
    [False, True]
    """
    return input == other


@_comparison
def ne(input, other):
    """True where both differ.

    >>> ops.ne(Tensor([1, 2]), 2).tolist()
    [True, False]
    """
    return input != other


@_comparison
def lt(input, other):
    """True where ``input`` is less.

    >>> ops.lt(Tensor([1, 2]), 2).tolist()
    [True, False]
    """
    return input < other


@_comparison
def le(input, other):
    """True where ``input`` is less or equal.

    >>> ops.le(Tensor([1, 3]), 2).tolist()
    [True, False]
    """
    return input <= other


@_comparison
def gt(input, other):
    """True where ``input`` is greater.

    >>> ops.gt(Tensor([1, 3]), 2).tolist()
    [False, True]
    """
    return input > other


@_comparison
def ge(input, other):
    """True where ``input`` is greater or equal.

    >>> ops.ge(Tensor([1, 2]), 2).tolist()
    [False, True]
    """
    return input >= other


equal, not_equal = eq, ne
less, less_equal = lt, le
greater, greater_equal = gt, ge
tensor_lt, tensor_le, tensor_gt, tensor_ge = lt, le, gt, ge


@operator("input", "other", promote=together)
def isclose(input, other, rtol=1e-05, atol=1e-08, equal_nan=False):
    """True where the difference is at most ``atol + rtol * abs(other)``; with ``equal_nan``, also where both are nan.

    >>> ops.isclose(Tensor([1.0, 2.0]), Tensor([1.0, 2.1])).tolist()
    [True, False]
    """
    check_broadcast(input, other)
    return jnp.isclose(input, other, rtol, atol, equal_nan)


@operator("x", "y", promote=together)
def approximate_equal(x, y, tolerance=1e-05):
    """True where the absolute difference is below ``tolerance``.

    >>> ops.approximate_equal(Tensor([1.0]), Tensor([1.2]), 0.5).tolist()
    [True]
    """
    check_broadcast(x, y)
    return jnp.abs(x - y) < tolerance


# -- logic: everything but 0 is true --


@_logical
def logical_and(input, other):
    """True where both are true.

    >>> ops.logical_and(Tensor([True, False]), Tensor([True, True])).tolist()
    [True, False]
    """
    return input & other


@_logical
def logical_or(input, other):
    """True where one of both is true.

    >>> ops.logical_or(Tensor([True, False]), Tensor([False, False])).tolist()
    [True, False]
    """
    return input | other


@_logical
def logical_xor(input, other):
    """True where exactly one is true.

    >>> ops.logical_xor(Tensor([True, False]), Tensor([True, True])).tolist()
    [False, True]
    """
    return input ^ other


@operator("input")
def logical_not(input):
    """True where the element is false.

    >>> ops.logical_not(Tensor([True, False])).tolist()
    [False, True]
    """
    check_array(input)
    return jnp.logical_not(input)


# -- bits of integers --


@_bitwise
def bitwise_and(input, other):
    """The bits that both have. TypeError for floats.

    >>> ops.bitwise_and(Tensor([6]), 3).tolist()
    [2]
    """
    return input & other


@_bitwise
def bitwise_or(input, other):
    """The bits that one of both has. TypeError for floats.

    >>> ops.bitwise_or(Tensor([6]), 3).tolist()
    [7]
    """
    return input | other


@_bitwise
def bitwise_xor(input, other):
    """The bits that just one has. TypeError for floats.

    >>> ops.bitwise_xor(Tensor([6]), 3).tolist()
    [5]
    """
    return input ^ other


@_bitwise
def bitwise_left_shift(input, other):
    """The bits, moved up by ``other`` places.

    >>> ops.bitwise_left_shift(Tensor([3]), 2).tolist()
    [12]
    """
    return jnp.left_shift(input, other)


@_bitwise
def bitwise_right_shift(input, other):
    """The bits, moved down by ``other`` places; the sign stays.

    >>> ops.bitwise_right_shift(Tensor([12]), 2).tolist()
    [3]
    """
    return jnp.right_shift(input, other)


@operator("x")
def invert(x):
    """The other bits of integers. TypeError for floats.

    >>> ops.invert(Tensor([0, 5])).tolist()
    [-1, -6]
    """
    check_array(x, "x")
    if not jnp.issubdtype(x.dtype, jnp.integer) and x.dtype != bool:
        raise TypeError(f"the argument 'x' must be a Tensor of integers, but got {x.dtype}.")
    return ~x
