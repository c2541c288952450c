"""Polynomials, given by vectors of coefficients from the highest power down. ValueError for more than one axis."""

from __future__ import annotations

import numpy as np

from msgrad.engine.recorder import constant
from msgrad.numpy._arguments import FLOAT32, FLOAT64, array, in_common, shape_of, whole
from msgrad.numpy.linear import convolve
from msgrad.ops import function as F
from msgrad.ops.function._arguments import dtype_of
from msgrad.ops.function.creation_func import cast_to
from msgrad.ops.function.shape_func import piece

__all__ = "polyadd polysub polymul polyval polyder polyint".split()


def _coefficients(p, who):
    p = array(p, who)
    if len(shape_of(p)) > 1:
        raise ValueError(f"For '{who}', a polynomial must be a number or a vector, but got shape {shape_of(p)}.")
    return F.atleast_1d(p)


def _aligned(a1, a2, who):
    """Two polynomials with as many coefficients."""
    pair = in_common(_coefficients(a1, who), _coefficients(a2, who))
    n = max(shape_of(p)[0] for p in pair)
    return [F.pad(p, (n - shape_of(p)[0], 0)) for p in pair]


def polyadd(a1, a2):
    """The sum of two polynomials.

    >>> polyadd([1, 2], [9, 5, 4]).tolist()
    [9, 6, 6]
    """
    return F.add(*_aligned(a1, a2, "polyadd"))


def polysub(a1, a2):
    """The difference of two polynomials.

    >>> polysub([1, 2], [9, 5, 4]).tolist()
    [-9, -4, -2]
    """
    return F.sub(*_aligned(a1, a2, "polysub"))


def polymul(a1, a2):
    """The product of two polynomials.

    >>> polymul([1, 2], [1, 3]).tolist()
    [1, 5, 6]
    """
    return convolve(_coefficients(a1, "polymul"), _coefficients(a2, "polymul"))


def polyval(p, x):
    """The value of a polynomial at each element of ``x``, in float32, with a float64 array in float64.

    >>> polyval([3, 0, 1], [5, 2]).tolist()
    [76.0, 13.0]
    """
    p, x = in_common(_coefficients(p, "polyval"), array(x, "polyval"))
    kind = FLOAT64 if dtype_of(p) == FLOAT64 else FLOAT32
    p, x = cast_to(p, kind), cast_to(x, kind)
    out = F.zeros_like(x)
    for c in F.unbind(p):
        out = F.add(F.mul(out, x), c)
    return out


def _order(m, who):
    if whole(m, "m", who) < 0:
        raise ValueError(f"For '{who}', the order must not be negative, but got {m}.")
    return m


def polyder(p, m=1):
    """The derivative of order ``m`` of a polynomial. ValueError for a negative order.

    >>> polyder([1, 1, 1, 1]).tolist()
    [3, 2, 1]
    """
    p = _coefficients(p, "polyder")
    for _ in range(_order(m, "polyder")):
        n = shape_of(p)[0]
        if n < 2:
            return F.zeros((0,))
        powers = np.arange(n - 1, 0, -1).astype(dtype_of(p))
        p = F.mul(piece(p, 0, 0, n - 1), constant(powers))
    return p


def polyint(p, m=1, k=None):
    """The antiderivative of order ``m`` of a polynomial, in float32 at least. ``k`` has the constants of integration, a
    number or one for each step, by default 0. ValueError for a negative order and another number of constants.

    >>> polyint([6, 2]).tolist(), polyint([6, 2], k=5).tolist()
    ([3.0, 2.0, 0.0], [3.0, 2.0, 5.0])
    """
    p = _coefficients(p, "polyint")
    constants = F.atleast_1d(array(0 if k is None else k, "polyint"))
    count = _order(m, "polyint")
    if shape_of(constants)[0] not in (1, count):
        raise ValueError(f"For 'polyint', there must be one constant or {m}, but got {shape_of(constants)[0]}.")
    for step in range(count):
        n = shape_of(p)[0]
        powers = constant(np.arange(n, 0, -1).astype(dtype_of(p)))
        each = piece(constants, 0, step, step + 1) if shape_of(constants)[0] > 1 else constants
        p = F.div(p, powers)
        p = F.concat([p, cast_to(each, dtype_of(p))], 0)
    return p
