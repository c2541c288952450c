"""Primitives of special functions and of further arithmetic."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
import numpy as np
from jax import lax

from msgrad.engine.operator import operator
from msgrad.ops import function as F
from msgrad.ops.function._arguments import as_static, concrete, dtype_of, shape_of, together
from msgrad.ops.function.arithmetic_func import elementwise
from msgrad.ops.function.special_func import betainc
from msgrad.ops.primitive import REQUIRED, Primitive, define, is_bool, is_int, is_number

# -- operators that are primitives only --


@elementwise("real", "imag", promote=together)
def _complex(real, imag):
    return lax.complex(*jnp.broadcast_arrays(real, imag))


@elementwise("x1", "x2", promote=together)
def _div_no_nan(x1, x2):
    return jnp.where(x2 == 0, 0, x1 / jnp.where(x2 == 0, 1, x2)).astype(x1.dtype)


@elementwise("x", "y", promote=together)
def _mul_no_nan(x, y):
    return jnp.where(y == 0, 0, x * jnp.where(y == 0, 1, y)).astype(x.dtype)


@operator("x", "y", differentiable=False)
def _equal_count(x, y):
    if x.dtype != y.dtype or x.shape != y.shape:
        raise ValueError(f"both must have one dtype and shape, but got {x.dtype} {x.shape} and {y.dtype} {y.shape}.")
    return jnp.sum(x == y).astype(x.dtype)[None]


def _of_one(name: str, function: Any) -> type[Primitive]:
    return define(name, lambda self, x: function(x))


BesselI0 = _of_one("BesselI0", F.bessel_i0)
BesselI0e = _of_one("BesselI0e", F.bessel_i0e)
BesselI1 = _of_one("BesselI1", F.bessel_i1)
BesselI1e = _of_one("BesselI1e", F.bessel_i1e)
BesselJ0 = _of_one("BesselJ0", F.bessel_j0)
BesselJ1 = _of_one("BesselJ1", F.bessel_j1)
BesselK0 = _of_one("BesselK0", F.bessel_k0)
BesselK0e = _of_one("BesselK0e", F.bessel_k0e)
BesselK1 = _of_one("BesselK1", F.bessel_k1)
BesselK1e = _of_one("BesselK1e", F.bessel_k1e)
BesselY0 = _of_one("BesselY0", F.bessel_y0)
BesselY1 = _of_one("BesselY1", F.bessel_y1)
Digamma = _of_one("Digamma", F.digamma)
Lgamma = _of_one("Lgamma", F.lgamma)
Rint = _of_one("Rint", F.round)
Invert = _of_one("Invert", F.invert)
ComplexAbs = _of_one("ComplexAbs", F.abs)
Sinc = define("Sinc", lambda self, input: F.sinc(input))

Betainc = define("Betainc", lambda self, a, b, x: betainc(a, b, x))
Igamma = define("Igamma", lambda self, a, x: F.igamma(a, x))
Igammac = define("Igammac", lambda self, a, x: F.igammac(a, x))
Mvlgamma = define("Mvlgamma", lambda self, x: F.mvlgamma(x, self.p), {"p": is_int}, p=REQUIRED)
Polygamma = define("Polygamma", lambda self, a, x: F.polygamma(a, x))
Zeta = define("Zeta", lambda self, x, q: F.zeta(x, q))
Logit = define(
    "Logit", lambda self, input: F.logit(input, None if self.eps == -1.0 else self.eps), {"eps": is_number}, eps=-1.0
)
NanToNum = define(
    "NanToNum", lambda self, input: F.nan_to_num(input, self.nan, self.posinf, self.neginf),
    nan=None, posinf=None, neginf=None,
)  # fmt: skip

Addcdiv = define("Addcdiv", lambda self, input, tensor1, tensor2, value: F.addcdiv(input, tensor1, tensor2, value))
Addcmul = define("Addcmul", lambda self, input, tensor1, tensor2, value: F.addcmul(input, tensor1, tensor2, value))
ApproximateEqual = define(
    "ApproximateEqual", lambda self, x, y: F.approximate_equal(x, y, self.tolerance), {"tolerance": is_number},
    tolerance=1e-05,
)  # fmt: skip
Complex = define("Complex", lambda self, real, imag: _complex(real, imag))
DivNoNan = define("DivNoNan", lambda self, x1, x2: _div_no_nan(x1, x2))
Fmax = define("Fmax", lambda self, x1, x2: F.fmax(x1, x2))
Fmin = define("Fmin", lambda self, x1, x2: F.fmin(x1, x2))
Gcd = define("Gcd", lambda self, input, other: F.gcd(input, other))
Heaviside = define("Heaviside", lambda self, x, values: F.heaviside(x, values))
Hypot = define("Hypot", lambda self, x1, x2: F.hypot(x1, x2))
IsClose = define(
    "IsClose", lambda self, input, other: F.isclose(input, other, self.rtol, self.atol, self.equal_nan),
    {"rtol": is_number, "atol": is_number, "equal_nan": is_bool}, rtol=1e-05, atol=1e-08, equal_nan=False,
)  # fmt: skip
Lcm = define("Lcm", lambda self, x1, x2: F.lcm(x1, x2))
LerpScalar = define("LerpScalar", lambda self, input, end, weight: F.lerp(input, end, weight))
MulNoNan = define("MulNoNan", lambda self, x, y: _mul_no_nan(x, y))
NextAfter = define("NextAfter", lambda self, input, other: F.nextafter(input, other))
Polar = define("Polar", lambda self, abs, angle: F.polar(abs, angle))
TruncateDiv = define("TruncateDiv", lambda self, x, y: F.truncate_div(x, y))
TruncateMod = define("TruncateMod", lambda self, x, y: F.truncate_mod(x, y))
EqualCount = define("EqualCount", lambda self, x, y: _equal_count(x, y))


def _shift(name: str, function: Any, arguments: tuple[str, str]) -> type[Primitive]:
    def call(self: Any, x1: Any, x2: Any) -> Any:
        for x, argument in zip((x1, x2), arguments, strict=True):
            if dtype_of(x).kind not in "iu":
                raise TypeError(f"For '{name}', the '{argument}' must hold integers, but got {dtype_of(x)}.")
        return function(x1, x2)

    return define(name, call)


LeftShift = _shift("LeftShift", F.bitwise_left_shift, ("x1", "x2"))
RightShift = _shift("RightShift", F.bitwise_right_shift, ("input_x", "input_y"))


# -- along an axis --


def _cumulated(function: Any, start: Any) -> Any:
    """``function`` along an axis: backwards with ``reverse``, and with ``exclusive`` without the element itself."""

    def call(self: Any, x: Any, axis: Any) -> Any:
        axis = as_static(axis)
        y = F.flip(x, (axis,)) if self.reverse else x
        if self.exclusive:
            length = shape_of(y)[axis]
            first = F.full_like(F.narrow(y, axis, 0, 1), start(dtype_of(x)))
            y = F.concat((first, F.narrow(y, axis, 0, length - 1)), axis) if length > 1 else first
        out = function(y, axis)
        return F.flip(out, (axis,)) if self.reverse else out

    return call


CumProd = define(
    "CumProd", _cumulated(F.cumprod, lambda dtype: 1), {"exclusive": is_bool, "reverse": is_bool},
    exclusive=False, reverse=False,
)  # fmt: skip
CumulativeLogsumexp = define(
    "CumulativeLogsumexp", _cumulated(F.logcumsumexp, lambda dtype: float(np.finfo(dtype).min)),
    {"exclusive": is_bool, "reverse": is_bool}, exclusive=False, reverse=False,
)  # fmt: skip
EuclideanNorm = define(
    "EuclideanNorm", lambda self, x, axes: F.vector_norm(x, 2, as_static(axes), self.keep_dims), {"keep_dims": is_bool},
    keep_dims=False,
)  # fmt: skip
LpNorm = define(
    "LpNorm", lambda self, x: F.vector_norm(x, self.p, self.axis, self.keep_dims),
    {"p": is_int, "keep_dims": is_bool}, axis=REQUIRED, p=2, keep_dims=False, epsilon=1e-12,
)  # fmt: skip
NuclearNorm = define(
    "NuclearNorm", lambda self, x: F.matrix_norm(x, "nuc", self.dim or (-2, -1), self.keepdim), {"keepdim": is_bool},
    dim=None, keepdim=False,
)  # fmt: skip
Median = define(
    "Median", lambda self, x: _median(self, x),
    {"global_median": is_bool, "axis": is_int, "keep_dims": is_bool, "ignore_nan": is_bool},
    global_median=False, axis=0, keep_dims=False, ignore_nan=False,
)  # fmt: skip


def _median(self: Any, x: Any) -> Any:
    median = F.nanmedian if self.ignore_nan else F.median
    if not self.global_median:
        return median(x, self.axis, self.keep_dims)
    value = median(F.reshape(x, (-1,)), 0, False)[0]
    return value, F.zeros_like(value, dtype=F.dtype(F.argmax(F.reshape(x, (-1,)))))


def _quantile(self: Any, input: Any, q: Any) -> Any:
    quantile = F.nanquantile if self.ignore_nan else F.quantile
    return quantile(input, q, self.dim, self.keep_dims)


Quantile = define(
    "Quantile", _quantile, {"keep_dims": is_bool, "ignore_nan": is_bool}, dim=None, keep_dims=False, ignore_nan=False
)


def _reduce_std(self: Any, x: Any) -> Any:
    axis = tuple(self.axis) if isinstance(self.axis, list | tuple) else self.axis
    axis = None if axis == () else axis
    return F.std_mean(x, axis, int(self.unbiased), self.keep_dims)


ReduceStd = define(
    "ReduceStd", _reduce_std, {"unbiased": is_bool, "keep_dims": is_bool}, axis=[], unbiased=True, keep_dims=False
)


def _check_numerics(self: Any, x: Any) -> Any:
    data = concrete(x, "CheckNumerics")
    if dtype_of(x).kind not in "fV":
        raise TypeError(f"For 'CheckNumerics', the 'x' must hold floats, but got {dtype_of(x)}.")
    if not np.isfinite(data.astype(np.float64)).all():
        raise RuntimeError("For 'CheckNumerics', the 'x' holds nan or infinite numbers.")
    return F.identity(x)


CheckNumerics = define("CheckNumerics", _check_numerics)

__all__ = [n for n, c in globals().items() if isinstance(c, type) and issubclass(c, Primitive) and c is not Primitive]
