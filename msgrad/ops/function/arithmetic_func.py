"""Arithmetic of two or three arrays, element by element.

The arguments broadcast to each other (ValueError where they do not), and take a common dtype by
`msgrad.common.promotion`; Python numbers adapt to the arrays.
"""

from __future__ import annotations

import functools

import jax
import jax.numpy as jnp
import numpy as np

from msgrad.common.promotion import common_dtype, operand_dtypes
from msgrad.engine.operator import operator
from msgrad.ops.function._arguments import binary, check_array, check_broadcast, dtype_of, inexact, together

__all__ = """
    add sub mul div true_divide divide multiply subtract floor_divide truncate_div floor_mod fmod remainder
    floormod floordiv floor_div truncate_mod pow float_power maximum minimum fmax fmin clamp clip clip_by_value
    atan2 arctan2 hypot xlogy xdivy logaddexp logaddexp2 copysign nextafter ldexp heaviside gcd lcm lerp addcmul
    addcdiv addn accumulate_n tensor_add tensor_sub tensor_mul tensor_div tensor_pow tensor_mod tensor_floordiv
""".split()


def elementwise(*names, promote):
    """Makes an operator of a function of arrays that broadcast to each other."""

    def decorate(body):
        @functools.wraps(body)
        def checked(*arrays):
            check_broadcast(*arrays)
            return body(*arrays)

        return operator(*names, promote=promote)(checked)

    return decorate


def _arithmetic(body):
    return elementwise("input", "other", promote=binary("arithmetic"))(body)


def _real(kinds):
    """The common dtype, float32 where that is not floating."""
    return operand_dtypes("true_divide", *kinds)


# -- the four operations --


@_arithmetic
def add(input, other):
    """The sum.

    >>> ops.add(Tensor([1, 2]), 0.5).tolist()
    [1.5, 2.5]
    """
    return input + other


@_arithmetic
def sub(input, other):
    """The difference; of bools, whether they differ.

    >>> ops.sub(Tensor([1, 2]), 1).tolist()
    [0, 1]
    """
    return input ^ other if input.dtype == bool else input - other


@_arithmetic
def mul(input, other):
    """The product.

    >>> ops.mul(Tensor([1, 2]), Tensor([[3], [4]])).tolist()
    [[3, 6], [4, 8]]
    """
    return input * other


@elementwise("input", "other", promote=_real)
def _true_divide(input, other):
    return input / other


def div(input, other, *, rounding_mode=None):
    """The quotient: of integers in float32. ``rounding_mode`` 'floor' or 'trunc' rounds it down or towards zero, and
    keeps the dtype of integers. ValueError for other modes.

    >>> ops.div(Tensor([3, -3]), 2).tolist(), ops.div(Tensor([3, -3]), 2, rounding_mode="floor").tolist()
    ([1.5, -1.5], [1, -2])
    """
    if rounding_mode is None:
        return _true_divide(input, other)
    if rounding_mode == "floor":
        return floor_divide(input, other)
    if rounding_mode == "trunc":
        return truncate_div(input, other)
    raise ValueError(f"For 'div', 'rounding_mode' must be None, 'floor' or 'trunc', but got {rounding_mode!r}.")


def true_divide(dividend, divisor):
    """The quotient: of integers in float32.

    >>> ops.true_divide(Tensor([3]), 2).tolist()
    [1.5]
    """
    return _true_divide(dividend, divisor)


divide = div
multiply = mul


def subtract(input, other, *, alpha=1):
    """``input - alpha * other``.

    >>> ops.subtract(Tensor([1.0]), Tensor([2.0]), alpha=2).tolist()
    [-3.0]
    """
    if dtype_of(input).kind == dtype_of(other).kind == "b":
        input, other = mul(input, 1), mul(other, 1)
    return sub(input, other if alpha == 1 else mul(other, alpha))


# -- whole quotients and remainders --


@_arithmetic
def floor_divide(input, other):
    """The quotient, rounded down; of bools, ``input``. Its gradient is 0.

    >>> ops.floor_divide(Tensor([7, -7]), 2).tolist()
    [3, -4]
    """
    if jnp.issubdtype(input.dtype, jnp.floating):
        return jnp.floor(input / other)
    if input.dtype == bool:
        return input | (other & False)
    if jnp.issubdtype(input.dtype, jnp.complexfloating):
        return jnp.floor(jnp.real(input / other)).astype(input.dtype)
    return jnp.floor_divide(input, other)


@elementwise("x", "y", promote=binary("arithmetic"))
def truncate_div(x, y):
    """The quotient, rounded towards zero. Its gradient is 0.

    >>> ops.truncate_div(Tensor([7, -7]), 2).tolist()
    [3, -3]
    """
    if jnp.issubdtype(x.dtype, jnp.floating):
        return jnp.trunc(x / y)
    return jax.lax.div(*jnp.broadcast_arrays(x, y))


@_arithmetic
def floor_mod(input, other):
    """The remainder of `floor_divide`, which has the sign of ``other``; of bools, whether only ``input`` is true.

    >>> ops.floor_mod(Tensor([7, -7]), 3).tolist()
    [1, 2]
    """
    if jnp.issubdtype(input.dtype, jnp.floating):
        return _remainder(*jnp.broadcast_arrays(input, other), jnp.floor)
    return input & ~other if input.dtype == bool else jnp.remainder(input, other)


@_arithmetic
def fmod(input, other):
    """The remainder of the quotient rounded towards zero, which has the sign of ``input``; of bools as `floor_mod`.

    >>> ops.fmod(Tensor([7.0, -7.0]), 3).tolist()
    [1.0, -1.0]
    """
    if jnp.issubdtype(input.dtype, jnp.floating):
        return _remainder(*jnp.broadcast_arrays(input, other), jnp.trunc)
    return input & ~other if input.dtype == bool else jnp.fmod(input, other)


@functools.partial(jax.custom_jvp, nondiff_argnums=(2,))
def _remainder(x, y, rounded):
    return jnp.remainder(x, y) if rounded is jnp.floor else jnp.fmod(x, y)


@_remainder.defjvp
def _remainder_jvp(rounded, primals, tangents):
    # x - y * rounded(x / y), the whole quotient held fixed; JAX's own rule has no gradient where y divides x
    (x, y), (dx, dy) = primals, tangents
    return _remainder(x, y, rounded), dx - rounded(x / y) * dy


remainder = floormod = floor_mod
floordiv = floor_divide


def floor_div(x, y):
    """The quotient, rounded down.

    >>> ops.floor_div(Tensor([7, -7]), 2).tolist()
    [3, -4]
    """
    return floor_divide(x, y)


def truncate_mod(x, y):
    """The remainder of the quotient rounded towards zero.

    >>> ops.truncate_mod(Tensor([7, -7]), 3).tolist()
    [1, -1]
    """
    return fmod(x, y)


# -- powers --


@jax.custom_jvp
def _power(x, y):
    return jnp.power(x, y)


@_power.defjvp
def _power_jvp(primals, tangents):
    # the bare formulas, which give nan for the derivative of x^0 at 0, where JAX's own rule gives 0
    (x, y), (dx, dy) = primals, tangents
    out = _power(x, y)
    return out, y * _power(x, y - 1) * dx + jnp.where(out == 0, 0, out * jnp.log(x)) * dy


@elementwise("input", "exponent", promote=binary("arithmetic"))
def _pow(input, exponent):
    if jnp.issubdtype(input.dtype, jnp.inexact):
        return _power(*jnp.broadcast_arrays(input, exponent))
    if input.dtype == bool:
        raise TypeError("the arguments must be Tensors of numbers, but got bool.")
    power = jnp.power(input, jnp.abs(exponent))
    whole = jnp.abs(input) == 1  # of integers to a negative power, all others are fractions, which become 0
    return jnp.where((exponent >= 0) | whole, power, 0)


@operator("input")
def _whole_power(input, exponent, kind):
    check_array(input)
    return jax.lax.integer_pow(input.astype(common_dtype(np.dtype(input.dtype), kind)), exponent)


def pow(input, exponent):
    """``input`` to the power of ``exponent``.

    The exponents 1 to 4, when given as Python numbers, become multiplications; they are part of the program.

    >>> ops.pow(Tensor([1.0, 3.0]), 2).tolist()
    [1.0, 9.0]
    """
    if type(exponent) in (int, float) and exponent in (1, 2, 3, 4):
        return _whole_power(input, int(exponent), type(exponent))
    return _pow(input, exponent)


@elementwise("input", "exponent", promote=together)
def float_power(input, exponent):
    """``input`` to the power of ``exponent``, in float64.

    >>> ops.float_power(Tensor([2]), 3).tolist()
    [8.0]
    """
    dtype = np.complex128 if jnp.issubdtype(input.dtype, jnp.complexfloating) else np.float64
    return _power(*jnp.broadcast_arrays(input.astype(dtype), exponent.astype(dtype)))


# -- maximum and minimum --


@jax.custom_jvp
def _maximum(x, y):
    return jnp.where(x > y, x, y)


@_maximum.defjvp
def _maximum_jvp(primals, tangents):
    (x, y), (dx, dy) = primals, tangents
    return _maximum(x, y), _by_half(~(x < y), x == y, dx, dy)


@jax.custom_jvp
def _minimum(x, y):
    return jnp.where(x < y, x, y)


@_minimum.defjvp
def _minimum_jvp(primals, tangents):
    (x, y), (dx, dy) = primals, tangents
    return _minimum(x, y), _by_half(~(x > y), x == y, dx, dy)


def _by_half(first, equal, dx, dy):
    share = jnp.where(equal, 0.5, first).astype(dx.dtype)
    return share * dx + (1 - share) * dy


@_arithmetic
def maximum(input, other):
    """The greater element, ``other`` where one is nan. Where both are equal, each gets half of the gradient.

    >>> ops.maximum(Tensor([1, 5]), 3).tolist()
    [3, 5]
    """
    if jnp.issubdtype(input.dtype, jnp.floating):
        return _maximum(*jnp.broadcast_arrays(input, other))
    return jnp.maximum(input, other)


@_arithmetic
def minimum(input, other):
    """The smaller element, ``other`` where one is nan. Where both are equal, each gets half of the gradient.

    >>> ops.minimum(Tensor([1, 5]), 3).tolist()
    [1, 3]
    """
    if jnp.issubdtype(input.dtype, jnp.floating):
        return _minimum(*jnp.broadcast_arrays(input, other))
    return jnp.minimum(input, other)


@_arithmetic
def fmax(input, other):
    """The greater element, or the one that is not nan. Where both are equal, ``input`` gets the gradient.

    >>> ops.fmax(Tensor([1.0, float("nan")]), 0.5).tolist()
    [1.0, 0.5]
    """
    return jnp.where((input >= other) | jnp.isnan(inexact(other)), input, other)


@_arithmetic
def fmin(input, other):
    """The smaller element, or the one that is not nan. Where both are equal, ``input`` gets the gradient.

    >>> ops.fmin(Tensor([1.0, float("nan")]), 0.5).tolist()
    [0.5, 0.5]
    """
    return jnp.where((input <= other) | jnp.isnan(inexact(other)), input, other)


def clamp(input, min=None, max=None):
    """``input``, not below ``min`` and not above ``max``; ``max`` wins where it is the smaller. The gradient passes at
    the bounds. ValueError where both are None.

    >>> ops.clamp(Tensor([-2.0, 0.5, 2.0]), -1, 1).tolist()
    [-1.0, 0.5, 1.0]
    """
    if min is None and max is None:
        raise ValueError("For 'clamp', at least one of 'min' and 'max' must not be None.")
    return _clamp(input, min, max)


@operator("input", "min", "max", promote=together)
def _clamp(input, min, max):
    check_broadcast(*[x for x in (input, min, max) if x is not None])
    if min is not None:
        input = jnp.where(input >= min, input, min)
    if max is not None:
        input = jnp.where(input <= max, input, max)
    return input


clip = clamp


def clip_by_value(x, clip_value_min=None, clip_value_max=None):
    """`clamp`, of one Tensor, or a tuple of those in a list or tuple.

    >>> ops.clip_by_value(Tensor([-2.0, 2.0]), -1, 1).tolist()
    [-1.0, 1.0]
    """
    if clip_value_min is None and clip_value_max is None:
        raise ValueError("For 'clip_by_value', at least one of 'clip_value_min' and 'clip_value_max' must not be None.")
    if isinstance(x, list | tuple):
        return tuple([_clamp(item, clip_value_min, clip_value_max) for item in x])
    return _clamp(x, clip_value_min, clip_value_max)


# -- other functions of two arrays --


@elementwise("input", "other", promote=_real)
def atan2(input, other):
    """The angle in radians of the point with ordinate ``input`` and abscissa ``other``.

    >>> ops.atan2(Tensor([0.0]), Tensor([1.0])).tolist()
    [0.0]
    """
    return jnp.arctan2(input, other)


arctan2 = atan2


@elementwise("input", "other", promote=_real)
def hypot(input, other):
    """The length of the hypotenuse over two legs.

    >>> ops.hypot(Tensor([3.0]), Tensor([4.0])).tolist()
    [5.0]
    """
    return jnp.hypot(input, other)


@elementwise("input", "other", promote=_real)
def xlogy(input, other):
    """``input * log(other)``: nan where both are 0.

    >>> ops.xlogy(Tensor([0.0, 2.0]), Tensor([3.0, 1.0])).tolist()
    [0.0, 0.0]
    """
    return _xlogy(*jnp.broadcast_arrays(input, other))


@jax.custom_jvp
def _xlogy(x, y):
    return x * jnp.log(y)


@_xlogy.defjvp
def _xlogy_jvp(primals, tangents):
    (x, y), (dx, dy) = primals, tangents
    return _xlogy(x, y), jnp.where((x == 0) & ~(y > 0), 0, jnp.log(y)) * dx + x / y * dy


@elementwise("x", "y", promote=_real)
def xdivy(x, y):
    """``x / y``; 0 where ``x`` is 0.

    >>> ops.xdivy(Tensor([0.0, 2.0]), Tensor([0.0, 4.0])).tolist()
    [0.0, 0.5]
    """
    zero = x == 0
    return jnp.where(zero, 0, x) / jnp.where(zero, 1, y)


@elementwise("input", "other", promote=_real)
def logaddexp(input, other):
    """The logarithm of the sum of the exponentials.

    >>> ops.logaddexp(Tensor([0.0]), Tensor([float("-inf")])).tolist()
    [0.0]
    """
    return jnp.logaddexp(input, other)


@elementwise("input", "other", promote=_real)
def logaddexp2(input, other):
    """The logarithm to base 2 of the sum of the powers of 2.

    >>> ops.logaddexp2(Tensor([1.0]), Tensor([1.0])).tolist()
    [2.0]
    """
    return jnp.logaddexp2(input, other)


@operator("x", "other")
def copysign(x, other):
    """The absolute value of ``x`` with the sign of ``other``, in the dtype of ``x``, float32 for integers.

    >>> ops.copysign(Tensor([1.0, -2.0]), -1.0).tolist()
    [-1.0, -2.0]
    """
    check_broadcast(x, other)
    x = inexact(x)
    return jnp.where(jnp.signbit(inexact(other)), -jnp.abs(x), jnp.abs(x))


def _after(x, y):
    x, y = jax.lax.stop_gradient(x), jax.lax.stop_gradient(y)
    return jnp.nextafter(x, y) - x


@elementwise("input", "other", promote=_real)
def nextafter(input, other):
    """The next number that the dtype has after ``input`` on the way to ``other``; ``input`` gets the gradient.

    >>> ops.nextafter(Tensor([1.0]), Tensor([2.0])).shape
    (1,)
    """
    return input + jax.lax.stop_gradient(_after(input, other))


@elementwise("x", "other", promote=_real)
def ldexp(x, other):
    """``x * 2 ** other``.

    >>> ops.ldexp(Tensor([1.5]), Tensor([2])).tolist()
    [6.0]
    """
    return x * jnp.exp2(other)


@operator("input", "values")
def heaviside(input, values):
    """0 where ``input`` is negative, ``values`` where it is 0, 1 where it is positive.

    >>> ops.heaviside(Tensor([-1.0, 0.0, 2.0]), Tensor([0.5])).tolist()
    [0.0, 0.5, 1.0]
    """
    check_broadcast(input, values)
    return jnp.heaviside(input, values).astype(input.dtype)


@_arithmetic
def gcd(input, other):
    """The greatest common divisor. TypeError unless both are integers.

    >>> ops.gcd(Tensor([12]), Tensor([8])).tolist()
    [4]
    """
    return jnp.gcd(input, other)


@_arithmetic
def lcm(input, other):
    """The least common multiple. TypeError unless both are integers.

    >>> ops.lcm(Tensor([4]), Tensor([6])).tolist()
    [12]
    """
    return jnp.lcm(input, other)


# -- functions of three or more arrays --


@elementwise("input", "end", "weight", promote=together)
def lerp(input, end, weight):
    """``input + weight * (end - input)``: from ``input`` to ``end``.

    >>> ops.lerp(Tensor([0.0]), Tensor([4.0]), 0.25).tolist()
    [1.0]
    """
    return input + weight * (end - input)


@elementwise("input", "tensor1", "tensor2", "value", promote=together)
def addcmul(input, tensor1, tensor2, value=1):
    """``input + value * tensor1 * tensor2``.

    >>> ops.addcmul(Tensor([1.0]), Tensor([2.0]), Tensor([3.0]), 0.5).tolist()
    [4.0]
    """
    return input + value * tensor1 * tensor2


@elementwise("input", "tensor1", "tensor2", "value", promote=together)
def addcdiv(input, tensor1, tensor2, value=1):
    """``input + value * tensor1 / tensor2``.

    >>> ops.addcdiv(Tensor([1.0]), Tensor([2.0]), Tensor([4.0]), 2).tolist()
    [2.0]
    """
    return input + value * (tensor1 / tensor2)


@operator("x")
def _addn(x):
    if not isinstance(x, tuple) or not x:
        raise TypeError("the argument 'x' must be a list or tuple of at least one Tensor.")
    if any(item.shape != x[0].shape for item in x):
        raise ValueError(f"the Tensors must have one shape, but got {', '.join(str(i.shape) for i in x)}.")
    return functools.reduce(jnp.add, x)


def addn(x):
    """The sum of a list of Tensors of one shape. ValueError where the shapes differ, TypeError for anything else.

    >>> ops.addn([Tensor([1.0]), Tensor([2.0]), Tensor([3.0])]).tolist()
    [6.0]
    """
    return _addn(x)


def accumulate_n(x):
    """The sum of a list of Tensors of one shape.

    >>> ops.accumulate_n([Tensor([1.0]), Tensor([2.0])]).tolist()
    [3.0]
    """
    return _addn(x)


tensor_add, tensor_sub, tensor_mul, tensor_div, tensor_pow = add, sub, mul, _true_divide, pow
tensor_mod, tensor_floordiv = floor_mod, floor_divide
