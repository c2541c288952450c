"""Primitives of arithmetic: elementwise, comparisons, reductions, products of matrices."""

from __future__ import annotations

from typing import Any

from msgrad._lazy import lazy_getattr
from msgrad.ops import function as F
from msgrad.ops.function._arguments import as_static, dtype_of, shape_of
from msgrad.ops.function.reduce_func import _same_dtype_sum
from msgrad.ops.primitive import REQUIRED, Primitive, define, is_str

# -- of one Tensor --

Abs = define("Abs", lambda self, input: F.abs(input))
ACos = define("ACos", lambda self, input: F.acos(input))
Acosh = define("Acosh", lambda self, input: F.acosh(input))
Angle = define("Angle", lambda self, input: F.angle(input))
Asin = define("Asin", lambda self, input: F.asin(input))
Asinh = define("Asinh", lambda self, input: F.asinh(input))
Atan = define("Atan", lambda self, input: F.atan(input))
Atanh = define("Atanh", lambda self, input: F.atanh(input))
Ceil = define("Ceil", lambda self, input: F.ceil(input))
Conj = define("Conj", lambda self, input: F.conj(input))
Cos = define("Cos", lambda self, input: F.cos(input))
Cosh = define("Cosh", lambda self, input: F.cosh(input))
Erf = define("Erf", lambda self, input: F.erf(input))
Erfc = define("Erfc", lambda self, input: F.erfc(input))
Erfinv = define("Erfinv", lambda self, input: F.erfinv(input))
Exp = define("Exp", lambda self, input: F.exp(input))
Expm1 = define("Expm1", lambda self, input: F.expm1(input))
Floor = define("Floor", lambda self, input: F.floor(input))
Imag = define("Imag", lambda self, input: F.imag(input))
Inv = define("Inv", lambda self, x: F.inv(x))
IsFinite = define("IsFinite", lambda self, input: F.isfinite(input))
IsInf = define("IsInf", lambda self, input: F.isinf(input))
IsNan = define("IsNan", lambda self, x: F.isnan(x))
Log = define("Log", lambda self, input: F.log(input))
Log1p = define("Log1p", lambda self, input: F.log1p(input))
LogicalNot = define("LogicalNot", lambda self, input: F.logical_not(input))
Neg = define("Neg", lambda self, input: F.neg(input))
Real = define("Real", lambda self, input: F.real(input))
Reciprocal = define("Reciprocal", lambda self, input: F.reciprocal(input))
Round = define("Round", lambda self, input, decimals=0: F.round(input, decimals=decimals))
Rsqrt = define("Rsqrt", lambda self, input: F.rsqrt(input))
Sign = define("Sign", lambda self, input: F.sign(input))
Sin = define("Sin", lambda self, input: F.sin(input))
Sinh = define("Sinh", lambda self, input: F.sinh(input))
Sqrt = define("Sqrt", lambda self, x: F.sqrt(x))
Square = define("Square", lambda self, input: F.square(input))
Tan = define("Tan", lambda self, input: F.tan(input))
Trunc = define("Trunc", lambda self, input: F.trunc(input))

# -- of two --

Add = define("Add", lambda self, input, other: F.add(input, other))
Atan2 = define("Atan2", lambda self, input, other: F.atan2(input, other))
BitwiseAnd = define("BitwiseAnd", lambda self, x, y: F.bitwise_and(x, y))
BitwiseOr = define("BitwiseOr", lambda self, x, y: F.bitwise_or(x, y))
BitwiseXor = define("BitwiseXor", lambda self, x, y: F.bitwise_xor(x, y))
Div = define("Div", lambda self, input, other: F.div(input, other))
Equal = define("Equal", lambda self, input, other: F.equal(input, other))
FloorDiv = define("FloorDiv", lambda self, input, other: F.floor_div(input, other))
FloorMod = define("FloorMod", lambda self, x, y: F.floor_mod(x, y))
Ger = define("Ger", lambda self, x1, x2: F.ger(x1, x2))
Greater = define("Greater", lambda self, input, other: F.greater(input, other))
GreaterEqual = define("GreaterEqual", lambda self, input, other: F.greater_equal(input, other))
Less = define("Less", lambda self, input, other: F.less(input, other))
LessEqual = define("LessEqual", lambda self, input, other: F.less_equal(input, other))
LogicalAnd = define("LogicalAnd", lambda self, x, y: F.logical_and(x, y))
LogicalOr = define("LogicalOr", lambda self, x, y: F.logical_or(x, y))
LogicalXor = define("LogicalXor", lambda self, input, other: F.logical_xor(input, other))
Maximum = define("Maximum", lambda self, input, other: F.maximum(input, other))
Minimum = define("Minimum", lambda self, input, other: F.minimum(input, other))
Mod = define("Mod", lambda self, x, y: F.fmod(x, y))
Mul = define("Mul", lambda self, input, other: F.mul(input, other))
NotEqual = define("NotEqual", lambda self, input, other: F.not_equal(input, other))
Pow = define("Pow", lambda self, input, exponent: F.pow(input, exponent))
RealDiv = define("RealDiv", lambda self, x, y: F.div(x, y))
SquaredDifference = define("SquaredDifference", lambda self, x, y: F.square(F.sub(x, y)))
Sub = define("Sub", lambda self, x, y: F.sub(x, y))
TensorAdd = define("TensorAdd", lambda self, x, y: F.add(x, y))
Xdivy = define("Xdivy", lambda self, x, y: F.xdivy(x, y))
Xlogy = define("Xlogy", lambda self, input, other: F.xlogy(input, other))

Lerp = define("Lerp", lambda self, input, end, weight: F.lerp(input, end, weight))
AddN = define("AddN", lambda self, x: F.addn(x))
Einsum = define(
    "Einsum",
    lambda self, x: F.einsum(self.equation, *x),
    {"equation": is_str},
    equation=REQUIRED,
)

# -- reductions --


def _sum(self: Any, x: Any, axis: Any = ()) -> Any:
    axis = as_static(axis)
    return F.identity(x) if self.skip_mode and axis in ((), None) else _same_dtype_sum(x, axis, self.keep_dims)


ReduceAll = define("ReduceAll", lambda self, input, axis=None: F.all(input, axis, self.keep_dims), keep_dims=False)
ReduceAny = define("ReduceAny", lambda self, x, axis=(): F.any(x, axis, self.keep_dims), keep_dims=False)
ReduceMax = define("ReduceMax", lambda self, x, axis=(): F.amax(x, axis, self.keep_dims), keep_dims=False)
ReduceMean = define("ReduceMean", lambda self, x, axis=(): F.mean(x, axis, self.keep_dims), keep_dims=False)
ReduceMin = define("ReduceMin", lambda self, x, axis=(): F.amin(x, axis, self.keep_dims), keep_dims=False)
ReduceProd = define("ReduceProd", lambda self, x, axis=(): F.prod(x, axis, self.keep_dims, x.dtype), keep_dims=False)
ReduceSum = define("ReduceSum", _sum, keep_dims=False, skip_mode=False)

# -- products of matrices --


def _transposed(x: Any, transpose: bool) -> Any:
    return F.swapaxes(x, -1, -2) if transpose else x


def _matmul(self: Any, input: Any, mat2: Any) -> Any:
    for argument, x in (("input", input), ("mat2", mat2)):
        if len(shape_of(x)) != 2:
            raise ValueError(f"For 'MatMul', the '{argument}' must be a matrix, but got the shape {shape_of(x)}.")
    if dtype_of(input) != dtype_of(mat2):
        raise TypeError(
            f"For 'MatMul', 'input' and 'mat2' must have one dtype, but got {dtype_of(input)} and {dtype_of(mat2)}."
        )
    return F.mm(_transposed(input, self.transpose_a), _transposed(mat2, self.transpose_b))


def _batch_matmul(self: Any, x: Any, y: Any) -> Any:
    return F.bmm(_transposed(x, self.transpose_a), _transposed(y, self.transpose_b))


MatMul = define("MatMul", _matmul, transpose_a=False, transpose_b=False)
BatchMatMul = define("BatchMatMul", _batch_matmul, transpose_a=False, transpose_b=False)

__all__ = [n for n, c in globals().items() if isinstance(c, type) and issubclass(c, Primitive) and c is not Primitive]

# MindSpore has all primitives of their kind in this module; here most lie in the families' own.
__getattr__ = lazy_getattr(__name__, ["msgrad.ops.operations", "msgrad.ops.operations.generated_ops"])
