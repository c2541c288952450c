"""Functions of two arrays, element by element.

Both broadcast to each other (ValueError where they do not) and take a common dtype. Each is a Tensor or, where nothing
else is said, a number, list or tuple; a number counts as an array of int32, float32 or bool. ``dtype``, a
`mindspore.dtype`, is what the result is cast to. What is no array, and another dtype, raises TypeError.
"""

from __future__ import annotations

import functools
from typing import Any

import jax
import jax.numpy as jnp

from msgrad.common.promotion import common_dtype
from msgrad.common.tensor import Tensor
from msgrad.engine.operator import operator
from msgrad.numpy._arguments import BOOL, FLOAT16, FLOAT32, array, cast, is_float, is_number, tensor
from msgrad.numpy.elementwise import as_angle
from msgrad.ops import function as F
from msgrad.ops.function._arguments import binary, check_broadcast, dtype_of
from msgrad.ops.function.creation_func import cast_to

__all__ = """
    add subtract multiply divide true_divide power float_power minimum maximum clip heaviside hypot floor_divide
    remainder mod fmod divmod gcd lcm logaddexp logaddexp2 arctan2 copysign bitwise_and bitwise_or bitwise_xor
    equal not_equal less less_equal greater greater_equal logical_and logical_or logical_xor isclose
""".split()


def _made(body: Any, convert: Any) -> Any:
    who = body.__name__

    @functools.wraps(body)
    def function(x1, x2, dtype=None):
        return cast(body(convert(x1, who), convert(x2, who)), dtype, who)

    del function.__wrapped__  # whose signature is another one
    return function


def _of_arrays(body):
    """Makes a function of two Tensors one of anything that counts as an array, with a ``dtype``."""
    return _made(body, array)


def _of_tensors(body):
    """Makes a function of two Tensors one with a ``dtype``, for Tensors only."""
    return _made(body, tensor)


# -- arithmetic --


@_of_arrays
def add(x1, x2):
    """The sum.

    >>> add([1, 2], 0.5).tolist()
    [1.5, 2.5]
    """
    return F.add(x1, x2)


@_of_arrays
def subtract(x1, x2):
    """The difference.

    >>> subtract([1, 2], [[1], [2]]).tolist()
    [[0, 1], [-1, 0]]
    """
    return F.sub(x1, x2)


@_of_tensors
def multiply(x1, x2):
    """The product of two Tensors.

    >>> multiply(Tensor([1, 2]), Tensor([3, 4])).tolist()
    [3, 8]
    """
    return F.mul(x1, x2)


@_of_arrays
def divide(x1, x2):
    """The quotient: in float32 unless one of the two is float16 or float32, so that of float64 arrays as well.

    >>> divide([1, 3], 2).tolist()
    [0.5, 1.5]
    """
    if not any(dtype_of(x) in (FLOAT16, FLOAT32) or dtype_of(x).kind == "c" for x in (x1, x2)):
        x1, x2 = cast_to(x1, FLOAT32), cast_to(x2, FLOAT32)
    return F.div(x1, x2)


true_divide = divide


@_of_arrays
def power(x1, x2):
    """``x1`` to the power of ``x2``.

    >>> power([2.0, 3.0], 2).tolist()
    [4.0, 9.0]
    """
    return F.pow(x1, x2)


@_of_tensors
def float_power(x1, x2):
    """One Tensor to the power of another, in float32.

    >>> float_power(Tensor([2]), Tensor([-1])).tolist()
    [0.5]
    """
    return F.pow(cast_to(x1, FLOAT32), cast_to(x2, FLOAT32))


@_of_arrays
def floor_divide(x1, x2):
    """The quotient, rounded down.

    >>> floor_divide([7, -7], 2).tolist()
    [3, -4]
    """
    return F.floor_divide(x1, x2)


@_of_arrays
def remainder(x1, x2):
    """The remainder of `floor_divide`: it has the sign of ``x2``.

    >>> remainder([7, -7], 3).tolist()
    [1, 2]
    """
    return F.floor_mod(x1, x2)


mod = remainder


@_of_arrays
def fmod(x1, x2):
    """The remainder of the quotient rounded towards zero: it has the sign of ``x1``.

    >>> fmod([7, -7], 3).tolist()
    [1, -1]
    """
    return F.fmod(x1, x2)


def divmod(x1, x2, dtype=None):
    """`floor_divide` and `remainder`, of Tensors or numbers. In the quotient a number adapts to the Tensor beside it.

    >>> [x.tolist() for x in divmod(Tensor([7, -7]), 3)]
    [[2, -3], [1, 2]]
    """
    for x in (x1, x2):
        if not (isinstance(x, Tensor) or is_number(x)):
            raise TypeError(f"For 'divmod', the inputs must be Tensors or numbers, but got {type(x).__name__}.")
    quotient = F.floor_divide(array(x1, "divmod", wide=True), x2) if is_number(x1) else F.floor_divide(x1, x2)
    return cast(quotient, dtype, "divmod"), remainder(x1, x2, dtype)


# -- greater and smaller --


def _adapted(x1, x2, who):
    """Two arrays, of which a number beside a Tensor takes its dtype."""
    if isinstance(x1, Tensor) and is_number(x2):
        return x1, cast_to(array(x2, who), dtype_of(x1))
    if isinstance(x2, Tensor) and is_number(x1):
        return cast_to(array(x1, who), dtype_of(x2)), x2
    return array(x1, who), array(x2, who)


def _with_nan(out, *arrays):
    """nan, without a gradient, where one of the arrays is nan."""
    for x in arrays:
        if is_float(x):
            out = F.where(F.isnan(x), float("nan"), out)
    return out


def minimum(x1, x2, dtype=None):
    """The smaller element, nan where one is nan. A number beside a Tensor takes its dtype.

    >>> minimum(Tensor([1, 5]), 3).tolist()
    [1, 3]
    """
    x1, x2 = _adapted(x1, x2, "minimum")
    return cast(_with_nan(F.minimum(x1, x2), x1, x2), dtype, "minimum")


def maximum(x1, x2, dtype=None):
    """The greater element, nan where one is nan. A number beside a Tensor takes its dtype.

    >>> maximum(Tensor([1, 5]), 3).tolist()
    [3, 5]
    """
    x1, x2 = _adapted(x1, x2, "maximum")
    return cast(_with_nan(F.maximum(x1, x2), x1, x2), dtype, "maximum")


def clip(x, xmin, xmax, dtype=None):
    """Not below ``xmin`` and not above ``xmax``, which wins where it is the smaller. One of them can be None, which
    sets no bound: ValueError where both are. Bounds that are numbers take the dtype of a Tensor ``x``.

    >>> clip(Tensor([-2.0, 0.5, 2.0]), -1, 1).tolist()
    [-1.0, 0.5, 1.0]
    """
    if xmin is None and xmax is None:
        raise ValueError("For 'clip', at least one of 'xmin' and 'xmax' must not be None.")
    out = x if isinstance(x, Tensor) else array(x, "clip")
    if xmin is not None:
        out = maximum(out, xmin)
    if xmax is not None:
        out = minimum(out, xmax)
    return cast(out, dtype, "clip")


@_of_arrays
def heaviside(x1, x2):
    """0 where ``x1`` is negative, ``x2`` where it is 0, 1 where it is positive.

    >>> heaviside([-1.0, 0.0, 2.0], 0.5).tolist()
    [0.0, 0.5, 1.0]
    """
    above = F.where(F.lt(x1, 0), 0, 1)
    dtype = common_dtype(dtype_of(x1), dtype_of(x2))
    return F.where(F.eq(x1, 0), cast_to(x2, dtype), cast_to(above, dtype))


# -- real functions --


@_of_arrays
def hypot(x1, x2):
    """The length of the hypotenuse over two legs; of integers in float32.

    >>> hypot(3, 4).tolist()
    5.0
    """
    return F.hypot(x1, x2)


@_of_arrays
def logaddexp(x1, x2):
    """The logarithm of the sum of the exponentials.

    >>> logaddexp([0.0], float("-inf")).tolist()
    [0.0]
    """
    return F.logaddexp(x1, x2)


@_of_tensors
def logaddexp2(x1, x2):
    """The logarithm to base 2 of the sum of the powers of 2 of two Tensors.

    >>> logaddexp2(Tensor([1.0]), Tensor([1.0])).tolist()
    [2.0]
    """
    return F.logaddexp2(x1, x2)


@_of_tensors
def arctan2(x1, x2):
    """The angle of the points with ordinates ``x1`` and abscissas ``x2``, both Tensors; integers as in `sin`.

    >>> arctan2(Tensor([0.0]), Tensor([1.0])).tolist()
    [0.0]
    """
    return F.atan2(as_angle(x1), as_angle(x2))


@_of_arrays
def copysign(x1, x2):
    """``x1`` with the sign of ``x2``, in the dtype of ``x1``. TypeError for bools.

    >>> copysign([1, -2], -1.0).tolist()
    [-1, -2]
    """
    for x in (x1, x2):
        if dtype_of(x) == BOOL:
            raise TypeError("For 'copysign', the inputs must be arrays of numbers, but got bool.")
    return cast_to(F.mul(F.abs(x1), F.where(F.lt(x2, 0), -1, 1)), dtype_of(x1))


# -- whole numbers --


@operator("x1", "x2", promote=binary("arithmetic"), name="numpy_gcd")
def _gcd(x1, x2):
    shape = check_broadcast(x1, x2)
    if x1.dtype == bool:
        return x1 | x2
    if jnp.issubdtype(x1.dtype, jnp.integer):
        return jnp.gcd(x1, x2)
    pair = jnp.abs(jnp.broadcast_to(x1, shape)), jnp.abs(jnp.broadcast_to(x2, shape))
    step = lambda p: (jnp.where(p[1] == 0, p[0], p[1]), jnp.where(p[1] == 0, 0, jnp.fmod(p[0], p[1])))  # noqa: E731
    return jax.lax.while_loop(lambda p: jnp.any(p[1] > 0), step, pair)[0]


@_of_arrays
def gcd(x1, x2):
    """The greatest common divisor of the absolute values.

    >>> gcd([12, -20], 30).tolist()
    [6, 10]
    """
    return _gcd(x1, x2)


@_of_arrays
def lcm(x1, x2):
    """The least common multiple of the absolute values; 0 where one is 0.

    >>> lcm([4, 0], 6).tolist()
    [12, 0]
    """
    divisor = _gcd(x1, x2)
    if dtype_of(divisor) == BOOL:
        return F.logical_and(x1, x2)
    safe = F.where(F.eq(divisor, 0), F.ones_like(divisor), divisor)
    return F.abs(F.mul(cast_to(x1, dtype_of(divisor)), F.floor_divide(x2, safe)))


@_of_arrays
def bitwise_and(x1, x2):
    """The bits that are set in both. TypeError for floats.

    >>> bitwise_and([12, 5], 6).tolist()
    [4, 4]
    """
    return F.bitwise_and(x1, x2)


@_of_arrays
def bitwise_or(x1, x2):
    """The bits that are set in one of the two. TypeError for floats.

    >>> bitwise_or([12, 5], 6).tolist()
    [14, 7]
    """
    return F.bitwise_or(x1, x2)


@_of_arrays
def bitwise_xor(x1, x2):
    """The bits that are set in just one of the two. TypeError for floats.

    >>> bitwise_xor([12, 5], 6).tolist()
    [10, 3]
    """
    return F.bitwise_xor(x1, x2)


# -- comparison and logic: bools, unless a dtype is given --


@_of_arrays
def equal(x1, x2):
    """Whether the elements are equal.

    >>> equal([1, 2], 2).tolist()
    [False, True]
    """
    return F.eq(x1, x2)


@_of_arrays
def not_equal(x1, x2):
    """Whether the elements differ.

    >>> not_equal([1, 2], 2).tolist()
    [True, False]
    """
    return F.ne(x1, x2)


@_of_arrays
def less(x1, x2):
    """Whether ``x1`` is smaller.

    >>> less([1, 2, 3], 2).tolist()
    [True, False, False]
    """
    return F.lt(x1, x2)


@_of_arrays
def less_equal(x1, x2):
    """Whether ``x1`` is not greater.

    >>> less_equal([1, 2, 3], 2).tolist()
    [True, True, False]
    """
    return F.le(x1, x2)


@_of_arrays
def greater(x1, x2):
    """Whether ``x1`` is greater.

    >>> greater([1, 2, 3], 2).tolist()
    [False, False, True]
    """
    return F.gt(x1, x2)


@_of_arrays
def greater_equal(x1, x2):
    """Whether ``x1`` is not smaller.

    >>> greater_equal([1, 2, 3], 2).tolist()
    [False, True, True]
    """
    return F.ge(x1, x2)


def _truth(x):
    return x if dtype_of(x) == BOOL else F.ne(x, 0)


@_of_arrays
def logical_and(x1, x2):
    """Whether both are true, or not 0.

    >>> logical_and([1, 0], 2.5).tolist()
    [True, False]
    """
    return F.logical_and(_truth(x1), _truth(x2))


@_of_arrays
def logical_or(x1, x2):
    """Whether one of the two is true, or not 0.

    >>> logical_or([1, 0], False).tolist()
    [True, False]
    """
    return F.logical_or(_truth(x1), _truth(x2))


@_of_arrays
def logical_xor(x1, x2):
    """Whether just one of the two is true, or not 0.

    >>> logical_xor([1, 0], True).tolist()
    [False, True]
    """
    return F.logical_xor(_truth(x1), _truth(x2))


def isclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    """Whether ``|a - b| <= atol + rtol * |b|``; infinities are close to themselves, nan is with ``equal_nan``.

    TypeError for tolerances that are no numbers, an ``equal_nan`` that is no bool, and arrays of different dtypes.

    >>> isclose([1.0, 2.0], [1.0, 2.1]).tolist()
    [True, False]
    """
    a, b = array(a, "isclose"), array(b, "isclose")
    if dtype_of(a) != dtype_of(b):
        raise TypeError(f"For 'isclose', both arrays must have one dtype, but got {dtype_of(a)} and {dtype_of(b)}.")
    for value, name in ((rtol, "rtol"), (atol, "atol")):
        if not is_number(value):
            raise TypeError(f"For 'isclose', the argument '{name}' must be a number, but got {value!r}.")
    if not isinstance(equal_nan, bool):
        raise TypeError(f"For 'isclose', the argument 'equal_nan' must be a bool, but got {equal_nan!r}.")
    return F.isclose(a, b, float(rtol), float(atol), equal_nan)
