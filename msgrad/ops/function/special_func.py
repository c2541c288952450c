"""Special functions: Bessel's, the incomplete gamma functions, polygamma and Hurwitz' zeta.

Bessel functions that JAX lacks are series of Chebyshev polynomials, worked out to the dtype's precision when an
operator is first traced; their derivatives are other Bessel functions.
"""

from __future__ import annotations

import functools

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from msgrad._lazy import LazyModule
from msgrad.engine.handle import Handle
from msgrad.engine.operator import operator
from msgrad.ops.function._arguments import (
    as_static,
    binary,
    check_array,
    check_broadcast,
    concrete,
    dtype_of,
    inexact,
    shape_of,
    unary,
)

special = LazyModule("jax.scipy.special")

__all__ = """
    erf erfc erfinv lgamma digamma
    bessel_i0 bessel_i0e bessel_i1 bessel_i1e bessel_j0 bessel_j1 bessel_k0 bessel_k0e bessel_k1 bessel_k1e
    bessel_y0 bessel_y1 i0 igamma igammac polygamma mvlgamma zeta
""".split()


@unary
def erf(input):
    """The error function.

    >>> ops.erf(Tensor([0.0])).tolist()
    [0.0]
    """
    return special.erf(inexact(input))


@unary
def erfc(input):
    """1 - erf(x), exact where erf is near 1.

    >>> ops.erfc(Tensor([0.0])).tolist()
    [1.0]
    """
    return special.erfc(inexact(input))


@unary
def erfinv(input):
    """The inverse of the error function; nan outside of [-1, 1].

    >>> ops.erfinv(Tensor([0.0])).tolist()
    [0.0]
    """
    return special.erfinv(inexact(input))


@unary
def lgamma(input):
    """The logarithm of the absolute value of the gamma function.

    >>> print(ops.lgamma(Tensor([0.5])))
    [0.5723648]
    """
    return special.gammaln(inexact(input))


@unary
def digamma(input):
    """The derivative of the logarithm of the gamma function.

    >>> ops.digamma(Tensor([1.0])).shape
    (1,)
    """
    return special.digamma(inexact(input))


_TERMS = 28


def _fit(function):
    """The Chebyshev coefficients of a smooth function on [0, 1], to float64's precision."""
    nodes = np.cos(np.pi * (np.arange(_TERMS) + 0.5) / _TERMS)
    values = function((nodes + 1) / 2)
    degrees = np.arange(_TERMS)[:, None]
    coefficients = 2 / _TERMS * (np.cos(degrees * np.arccos(nodes)) @ values)
    coefficients[0] /= 2
    return coefficients


def _series(coefficients, t):
    """The Chebyshev series at t in [0, 1] (Clenshaw)."""
    x = 2 * t - 1
    after = later = jnp.zeros_like(x)
    for c in coefficients[:0:-1]:
        after, later = 2 * x * after - later + np.asarray(c, x.dtype), after
    return x * after - later + np.asarray(coefficients[0], x.dtype)


# J and Y up to 8: entire functions of x**2, beside a logarithm and a pole; beyond: waves of a slowly changing height.


@functools.cache
def _small_coefficients(name):
    from scipy import special as exact

    def at(t):
        x = 8 * np.sqrt(t)
        if name == "j0":
            return exact.j0(x)
        if name == "j1":
            return exact.j1(x) / x
        if name == "y0":
            return exact.y0(x) - 2 / np.pi * np.log(x) * exact.j0(x)
        return (exact.y1(x) - 2 / np.pi * (np.log(x) * exact.j1(x) - 1 / x)) / x

    return _fit(at)


@functools.cache
def _wave_coefficients(order):
    from scipy import special as exact

    first, second = (exact.j0, exact.y0) if order == 0 else (exact.j1, exact.y1)

    def parts(t):
        x = 8 / np.sqrt(t)
        angle, size = x - (2 * order + 1) * np.pi / 4, np.sqrt(np.pi * x / 2)
        height = size * (first(x) * np.cos(angle) + second(x) * np.sin(angle))
        return height, size * (second(x) * np.cos(angle) - first(x) * np.sin(angle)) * x / 8

    return _fit(lambda t: parts(t)[0]), _fit(lambda t: parts(t)[1])


def _wave(order, x, sine):
    """J (or, with ``sine``, Y) of an order beyond 8."""
    even, odd = _wave_coefficients(order)
    part = 8 / x
    along, across = _series(even, part * part), part * _series(odd, part * part)
    angle = x - np.asarray((2 * order + 1) * np.pi / 4, x.dtype)
    wave = (
        along * jnp.sin(angle) + across * jnp.cos(angle) if sine else along * jnp.cos(angle) - across * jnp.sin(angle)
    )
    return jnp.sqrt(np.asarray(2 / np.pi, x.dtype) / x) * wave


def _j(order, x):
    size = jnp.abs(x)
    small = jnp.minimum(size, 8)
    near = _series(_small_coefficients(f"j{order}"), small * small / 64)
    if order == 1:
        near = near * small
    out = jnp.where(size <= 8, near, _wave(order, jnp.maximum(size, 8), False))
    return jnp.sign(x) * out if order == 1 else out


def _y(order, x):
    small = jnp.clip(x, np.finfo(x.dtype).tiny, 8)
    near = _series(_small_coefficients(f"y{order}"), small * small / 64)
    scale = np.asarray(2 / np.pi, x.dtype)
    if order == 0:
        near = near + scale * jnp.log(small) * _j(0, small)
    else:
        near = near * small + scale * (jnp.log(small) * _j(1, small) - 1 / small)
    out = jnp.where(x <= 8, near, _wave(order, jnp.maximum(x, 8), True))
    return jnp.where(x <= 0, -jnp.inf, out)


# K up to 2: an entire function of x**2 beside a logarithm and a pole; beyond: exp(-x) / sqrt(x) times a smooth
# function.


@functools.cache
def _k_coefficients(order):
    from scipy import special as exact

    def near(t):
        x = 2 * np.sqrt(t)
        if order == 0:
            return exact.k0(x) + np.log(x / 2) * exact.i0(x)
        return x * (exact.k1(x) - np.log(x / 2) * exact.i1(x))

    far = exact.k0e if order == 0 else exact.k1e
    return _fit(near), _fit(lambda t: far(2 / t) * np.sqrt(2 / t))


def _ke(order, x):
    """exp(x) K(x)."""
    near, far = _k_coefficients(order)
    small = jnp.clip(x, np.finfo(x.dtype).tiny, 2)
    series = _series(near, small * small / 4)
    if order == 0:
        low = series - jnp.log(small / 2) * special.i0(small)
    else:
        low = series / small + jnp.log(small / 2) * special.i1(small)
    large = jnp.maximum(x, 2)
    high = _series(far, 2 / large) / jnp.sqrt(large)
    return jnp.where(x <= 0, jnp.inf, jnp.where(x <= 2, low * jnp.exp(small), high))


def _with_derivative(function, derivative):
    """A function with the derivative that is given: of x and of the function there."""
    wrapped = jax.custom_jvp(function)

    @wrapped.defjvp
    def _(primals, tangents):
        out = wrapped(*primals)
        return out, derivative(primals[0], out) * tangents[0]

    return wrapped


_j1 = _with_derivative(lambda x: _j(1, x), lambda x, out: _j0(x) - _over(out, x, 0.5))
_j0 = _with_derivative(lambda x: _j(0, x), lambda x, out: -_j1(x))
_y1 = _with_derivative(lambda x: _y(1, x), lambda x, out: _y0(x) - out / x)
_y0 = _with_derivative(lambda x: _y(0, x), lambda x, out: -_y1(x))
_k0e = _with_derivative(lambda x: _ke(0, x), lambda x, out: out - _k1e(x))
_k1e = _with_derivative(lambda x: _ke(1, x), lambda x, out: out - _k0e(x) - out / x)
_i1 = _with_derivative(lambda x: special.i1(x), lambda x, out: special.i0(x) - _over(out, x, 0.5))


def _over(out, x, at_zero):
    """out / x, and its limit where x is 0."""
    return jnp.where(x == 0, np.asarray(at_zero, x.dtype), out / jnp.where(x == 0, 1, x))


def _bessel(name, function, text):
    def body(x):
        check_array(x, "x")
        if not jnp.issubdtype(x.dtype, jnp.floating):
            raise TypeError(f"the argument 'x' must hold floats, but got {x.dtype}.")
        half = x.dtype.itemsize < 4
        return function(x.astype(np.float32)).astype(x.dtype) if half else function(x)

    body.__name__ = body.__qualname__ = name
    body.__doc__ = f"{text}, of every element. TypeError for other dtypes than floats."
    return operator("x")(body)


bessel_i0 = _bessel("bessel_i0", lambda x: special.i0(x), "The modified Bessel function of the first kind of order 0")
bessel_i0e = _bessel("bessel_i0e", lambda x: special.i0e(x), "`bessel_i0` times exp(-|x|)")
bessel_i1 = _bessel("bessel_i1", _i1, "The modified Bessel function of the first kind of order 1")
bessel_i1e = _bessel("bessel_i1e", lambda x: special.i1e(x), "`bessel_i1` times exp(-|x|)")
bessel_j0 = _bessel("bessel_j0", _j0, "The Bessel function of the first kind of order 0")
bessel_j1 = _bessel("bessel_j1", _j1, "The Bessel function of the first kind of order 1")
bessel_k0e = _bessel("bessel_k0e", _k0e, "`bessel_k0` times exp(x)")
bessel_k1e = _bessel("bessel_k1e", _k1e, "`bessel_k1` times exp(x)")
bessel_k0 = _bessel(
    "bessel_k0", lambda x: _k0e(x) * jnp.exp(-x), "The modified Bessel function of the second kind of order 0, "
    "infinite from 0 down",
)  # fmt: skip
bessel_k1 = _bessel(
    "bessel_k1", lambda x: _k1e(x) * jnp.exp(-x), "The modified Bessel function of the second kind of order 1, "
    "infinite from 0 down",
)  # fmt: skip
bessel_y0 = _bessel("bessel_y0", _y0, "The Bessel function of the second kind of order 0, -inf from 0 down")
bessel_y1 = _bessel("bessel_y1", _y1, "The Bessel function of the second kind of order 1, -inf from 0 down")


@operator("input")
def i0(input):
    """The modified Bessel function of the first kind of order 0; integers as float32.

    >>> ops.i0(Tensor([0.0])).asnumpy().round(4).tolist()
    [1.0]
    """
    return special.i0(inexact(input))


def _check_pair(first, second):
    check_array(first)
    check_array(second)
    if first.dtype != second.dtype:
        raise TypeError(f"both Tensors must have one dtype, but got {first.dtype} and {second.dtype}.")
    check_broadcast(first, second)


def _incomplete(function, input, other):
    # JAX gives nan for an infinite number, and for negative ones
    out = function(input, jnp.where(jnp.isinf(other), 1, other))
    limit = 1.0 if function is special.gammainc else 0.0
    return jnp.where((other == jnp.inf) & (input > 0), np.asarray(limit, out.dtype), out)


def _check_tensors(input, other, who):
    for x, name in ((input, "input"), (other, "other")):
        if not isinstance(x, Handle):
            raise TypeError(f"For '{who}', the argument '{name}' must be a Tensor, but got {type(x).__name__}.")


@operator("input", "other", name="igamma")
def _igamma(input, other):
    _check_pair(input, other)
    return _incomplete(special.gammainc, input, other)


@operator("input", "other", name="igammac")
def _igammac(input, other):
    _check_pair(input, other)
    return _incomplete(special.gammaincc, input, other)


def igamma(input, other):
    """The regularized lower incomplete gamma function of order ``input`` at ``other``; nan where one is negative.

    TypeError unless both have one dtype, ValueError where their shapes do not broadcast.

    >>> np.round(ops.igamma(Tensor([2.0]), Tensor([2.0])).asnumpy(), 4).tolist()
    [0.5939...]
    """
    _check_tensors(input, other, "igamma")
    return _igamma(input, other)


def igammac(input, other):
    """1 - `igamma`: the regularized upper incomplete gamma function.

    >>> np.round(ops.igammac(Tensor([2.0]), Tensor([2.0])).asnumpy(), 4).tolist()
    [0.4059...]
    """
    _check_tensors(input, other, "igammac")
    return _igammac(input, other)


@operator("x", "more")
def log_gamma_ratio(x, more):
    """log |gamma(x) / gamma(x + more)|, from x = 8 on by Stirling's series, since both gammas may be huge."""
    check_broadcast(x, more)
    large = x >= 8
    high = jnp.where(large, x, 8)
    tail = lambda z: (1 / 12 - (1 / 360 - 1 / (1260 * z * z)) / (z * z)) / z  # noqa: E731
    total = high + more
    series = (0.5 - high) * jnp.log1p(more / high) - more * (jnp.log(total) - 1) + tail(high) - tail(total)
    return jnp.where(large, series, lax.lgamma(x) - lax.lgamma(x + more))


@operator("a", "b", "x")
def betainc(a, b, x):
    """The regularized incomplete beta function of x in [0, 1] for the parameters a and b.

    TypeError unless all have one dtype, ValueError unless they have one shape.
    """
    if not a.dtype == b.dtype == x.dtype:
        raise TypeError(f"the Tensors must have one dtype, but got {a.dtype}, {b.dtype} and {x.dtype}.")
    if not a.shape == b.shape == x.shape:
        raise ValueError(f"the Tensors must have one shape, but got {a.shape}, {b.shape} and {x.shape}.")
    return special.betainc(lax.stop_gradient(a), lax.stop_gradient(b), x)  # as MindSpore: x alone has a derivative


@jax.custom_jvp
def _polygamma(n, x):
    """Polygamma of orders from 0; where x is negative, by the function at 1 - x and derivatives of the cotangent."""
    order = n.astype(x.dtype)
    sign = jnp.where(n % 2 == 0, -1, 1).astype(x.dtype)
    above = sign * jnp.exp(special.gammaln(order + 1)) * special.zeta(order + 1, x)
    out = jnp.where(n == 0, special.digamma(x), above)
    return jnp.where(n < 0, jnp.nan, out)


@_polygamma.defjvp
def _polygamma_jvp(primals, tangents):
    n, x = primals
    return _polygamma(n, x), _polygamma(n + 1, x) * tangents[1]


@operator("n", "input", name="polygamma")
def _polygamma_operator(n, input):
    if not jnp.issubdtype(n.dtype, jnp.integer):
        raise TypeError(f"the argument 'n' must hold integers, but got {n.dtype}.")
    if not jnp.issubdtype(input.dtype, jnp.floating):
        raise TypeError(f"the argument 'input' must hold floats, but got {input.dtype}.")
    half = input.dtype.itemsize < 4
    n, x = jnp.broadcast_arrays(n, input.astype(np.float32) if half else input)
    return _polygamma(n, x).astype(input.dtype)


def polygamma(n, input):
    """The n-th derivative of `digamma`; ``n`` is a Tensor of integers.

    TypeError unless ``n`` is a Tensor of integers and ``input`` one of floats.

    >>> np.round(ops.polygamma(Tensor(1), Tensor([1.0])).asnumpy(), 3).tolist()
    [1.644...]
    """
    if not isinstance(n, Handle):
        raise TypeError(f"For 'polygamma', the argument 'n' must be a Tensor, but got {type(n).__name__}.")
    if shape_of(n) not in ((), (1,)):
        raise ValueError(f"For 'polygamma', the argument 'n' must be one number, but got the shape {shape_of(n)}.")
    return _polygamma_operator(n, input)


def mvlgamma(input, p):
    """The logarithm of the multivariate gamma function of dimension ``p``.

    TypeError unless ``p`` is an int; ValueError unless it is above 0 and every element above (p - 1) / 2 (so what is
    pending runs).

    >>> np.round(ops.mvlgamma(Tensor([3.0]), 1).asnumpy(), 4).tolist()
    [0.693...]
    """
    p = as_static(p)
    if isinstance(p, bool) or not isinstance(p, int):
        raise TypeError(f"For 'mvlgamma', the argument 'p' must be an int, but got {type(p).__name__}.")
    if p < 1:
        raise ValueError(f"For 'mvlgamma', the argument 'p' must be above 0, but got {p}.")
    if (concrete(input, "mvlgamma") <= (p - 1) / 2).any():
        raise ValueError(f"For 'mvlgamma', every element of 'input' must be above {(p - 1) / 2}.")
    out = p * (p - 1) / 4 * float(np.log(np.pi))
    for j in range(p):
        out = lgamma(input - j / 2) + out
    return out


@operator("input", "other", promote=binary("arithmetic"), name="zeta")
def _zeta(input, other):
    check_broadcast(input, other)
    return special.zeta(lax.stop_gradient(inexact(input)), inexact(other))  # as MindSpore: no derivative of the first


def zeta(input, other):
    """Hurwitz' zeta function: the sum of (k + other) ** -input over k from 0 on.

    TypeError for Tensors of two dtypes.

    >>> np.round(ops.zeta(Tensor([2.0]), Tensor([1.0])).asnumpy(), 4).tolist()
    [1.644...]
    """
    if isinstance(input, Handle) and isinstance(other, Handle) and dtype_of(input) != dtype_of(other):
        raise TypeError(
            f"For 'zeta', both Tensors must have one dtype, but got {dtype_of(input)} and {dtype_of(other)}."
        )
    return _zeta(input, other)
