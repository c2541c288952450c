"""Layers that are one function."""

from __future__ import annotations

import math

from msgrad._checkparam import check_bool, check_positive_int, check_type
from msgrad.common import dtype as mstype
from msgrad.common.initializer import Uniform
from msgrad.common.tensor import Tensor, check_dtype
from msgrad.nn.cell import Cell
from msgrad.nn.layer.basic import check_init_shape, parameter
from msgrad.ops.function.arithmetic_func import maximum, minimum
from msgrad.ops.function.creation_func import arange
from msgrad.ops.function.decomposition_func import cholesky_inverse
from msgrad.ops.function.diagonal_func import matrix_diag, matrix_diag_part, matrix_set_diag
from msgrad.ops.function.exponential_func import sqrt, square
from msgrad.ops.function.linalg_func import cholesky, matmul
from msgrad.ops.function.linear import bidense
from msgrad.ops.function.reduce_func import logsumexp, mean, sum
from msgrad.ops.function.select_func import where
from msgrad.ops.function.shape_func import diagonal, roll, swapaxes
from msgrad.ops.function.special_func import digamma, igamma, lgamma, log_gamma_ratio
from msgrad.ops.function.triangle_func import tril, triu

__all__ = [
    "BiDense", "ClipByNorm", "DiGamma", "IGamma", "L1Regularizer", "LBeta", "LGamma", "MatDet", "MatInverse", "MatMul",
    "MatrixDiag", "MatrixDiagPart", "MatrixSetDiag", "Moments", "Norm", "Range", "ReduceLogSumExp", "Roll", "Tril",
    "Triu",
]  # fmt: skip


class BiDense(Cell):
    """input1 W_k input2 + b_k for every output k; see `ops.bidense`.

    The weight is (out_channels, in1_channels, in2_channels), uniform within 1 / sqrt(in1_channels), like the bias.

    >>> from msgrad import Tensor, nn
    >>> print(nn.BiDense(1, 1, 1, "ones", "zeros")(Tensor([[2.0]]), Tensor([[3.0]])))
    [[6.]]
    """

    def __init__(
        self, in1_channels, in2_channels, out_channels, weight_init=None, bias_init=None, has_bias=True,
        dtype=mstype.float32,
    ):  # fmt: skip
        super().__init__()
        self.in1_channels = check_positive_int(in1_channels, "in1_channels", "BiDense")
        self.in2_channels = check_positive_int(in2_channels, "in2_channels", "BiDense")
        self.out_channels = check_positive_int(out_channels, "out_channels", "BiDense")
        self.has_bias = check_bool(has_bias, "has_bias", "BiDense")
        check_dtype(dtype)
        shape = (out_channels, in1_channels, in2_channels)
        check_init_shape(weight_init, shape, "weight_init", "BiDense")
        init = Uniform(1 / math.sqrt(in1_channels))
        self.weight = parameter(init if weight_init is None else weight_init, shape, "weight", dtype)
        self.bias = None
        if has_bias:
            check_init_shape(bias_init, (out_channels,), "bias_init", "BiDense")
            self.bias = parameter(init if bias_init is None else bias_init, (out_channels,), "bias", dtype)

    def construct(self, input1, input2):
        return bidense(input1, input2, self.weight, self.bias)

    def extend_repr(self):
        text = (
            f"in1_channels={self.in1_channels}, in2_channels={self.in2_channels}, output_channels={self.out_channels}"
        )
        return f"{text}, has_bias={self.has_bias}" if self.has_bias else text


def _axes(axis, who):
    """An int, or a tuple or list of them, as a tuple; () for all axes."""
    check_type(axis, (int, tuple, list), "axis", who)
    return (axis,) if isinstance(axis, int) else tuple(axis)


class Norm(Cell):
    """sqrt(sum of squares) over ``axis``, by default over all axes, which stay with length 1 if ``keep_dims``.

    >>> from msgrad import Tensor, nn
    >>> print(nn.Norm(axis=0)(Tensor([3.0, 4.0])))
    5.0
    """

    def __init__(self, axis=(), keep_dims=False):
        super().__init__()
        self.keep_dims = check_bool(keep_dims, "keep_dims", "Norm")
        _axes(axis, "Norm")
        self.axis = axis

    def construct(self, x):
        return sqrt(sum(square(x), _axes(self.axis, "Norm") or None, self.keep_dims))

    def extend_repr(self):
        return f"axis={self.axis}, keep_dims={self.keep_dims}"


class ClipByNorm(Cell):
    """x clip_norm / max(|x|, clip_norm), with norms over ``axis`` (None for all axes).

    >>> from msgrad import Tensor, nn
    >>> print(nn.ClipByNorm()(Tensor([3.0, 4.0]), Tensor(1.0)))
    [0.6 0.8]
    """

    def __init__(self, axis=None):
        super().__init__()
        self.axis = None if axis is None else _axes(axis, "ClipByNorm")

    def construct(self, x, clip_norm):
        check_type(x, Tensor, "x", "ClipByNorm")
        check_type(clip_norm, Tensor, "clip_norm", "ClipByNorm")
        squares = sum(square(x), self.axis, True)
        norms = sqrt(where(squares > 0, squares, 1.0))
        norms = where(squares > 0, norms, 0.0)
        return x * clip_norm / where(norms > clip_norm, norms, clip_norm)


class Moments(Cell):
    """Mean and biased variance over ``axis`` (None for all axes), in at least float32.

    >>> from msgrad import Tensor, nn
    >>> print(nn.Moments(axis=0)(Tensor([1.0, 3.0]))[1])
    1.0
    """

    def __init__(self, axis=None, keep_dims=None):
        super().__init__()
        self.axis = () if axis is None else _axes(axis, "Moments")
        self.keep_dims = False if keep_dims is None else check_bool(keep_dims, "keep_dims", "Moments")

    def construct(self, x):
        axes = self.axis or tuple(range(x.ndim))
        wide = x.astype(mstype.float32) if x.dtype == mstype.float16 else x
        centre = mean(wide, axes, True)
        variance = mean(square(wide - centre), axes, self.keep_dims)
        centre = mean(wide, axes, self.keep_dims)
        return centre.astype(x.dtype), variance.astype(x.dtype)


class Tril(Cell):
    """The lower triangle, up to the diagonal ``k``, and zeros; see `ops.tril`.

    >>> from msgrad import Tensor, nn
    >>> print(nn.Tril()(Tensor([[1, 2], [3, 4]])))
    [[1 0]
     [3 4]]
    """

    def construct(self, x, k=0):
        return tril(x, k)


class Triu(Cell):
    """The upper triangle, from the diagonal ``k`` on, and zeros; see `ops.triu`.

    >>> from msgrad import Tensor, nn
    >>> print(nn.Triu()(Tensor([[1, 2], [3, 4]])))
    [[1 2]
     [0 4]]
    """

    def construct(self, x, k=0):
        return triu(x, k)


class Range(Cell):
    """The numbers from ``start`` (0 where ``limit`` is None) to below ``limit``, ``delta`` apart: int32 or float32.

    >>> from msgrad import nn
    >>> print(nn.Range(1, 8, 2)())
    [1 3 5 7]
    """

    def __init__(self, start, limit=None, delta=1):
        super().__init__()
        if delta == 0:
            raise ValueError("For 'Range', the 'delta' must not be 0.")
        begin, end = (0, start) if limit is None else (start, limit)
        floats = any(isinstance(n, float) for n in (begin, end, delta))
        self.result_tensor = arange(begin, end, delta, dtype=mstype.float32 if floats else mstype.int32)

    def construct(self):
        return self.result_tensor


class MatMul(Cell):
    """x1 @ x2, of which the last two axes are exchanged first where asked for.

    >>> from msgrad import Tensor, nn
    >>> print(nn.MatMul(transpose_x2=True)(Tensor([[1.0, 2.0]]), Tensor([[3.0, 4.0]])))
    [[11.]]
    """

    def __init__(self, transpose_x1=False, transpose_x2=False):
        super().__init__()
        self.transpose_x1 = check_bool(transpose_x1, "transpose_x1", "MatMul")
        self.transpose_x2 = check_bool(transpose_x2, "transpose_x2", "MatMul")

    def construct(self, x1, x2):
        x1 = swapaxes(x1, -1, -2) if self.transpose_x1 else x1
        return matmul(x1, swapaxes(x2, -1, -2) if self.transpose_x2 else x2)


class ReduceLogSumExp(Cell):
    """log(sum(exp(x))) over ``axis``.

    >>> from msgrad import Tensor, nn
    >>> print(nn.ReduceLogSumExp(0)(Tensor([0.0, 0.0])))
    0.6931472
    """

    def __init__(self, axis, keep_dims=False):
        super().__init__()
        self.axis = _axes(axis, "ReduceLogSumExp")
        self.keep_dims = check_bool(keep_dims, "keep_dims", "ReduceLogSumExp")

    def construct(self, x):
        return logsumexp(x, self.axis or tuple(range(x.ndim)), self.keep_dims)


class Roll(Cell):
    """Moves elements along ``axis`` by ``shift`` places, around the end; see `ops.roll`.

    >>> from msgrad import Tensor, nn
    >>> print(nn.Roll(1, 0)(Tensor([1, 2, 3])))
    [3 1 2]
    """

    def __init__(self, shift, axis):
        super().__init__()
        check_type(shift, (int, tuple, list), "shift", "Roll")
        check_type(axis, (int, tuple, list), "axis", "Roll")
        self.shift = tuple(shift) if isinstance(shift, list) else shift
        self.axis = tuple(axis) if isinstance(axis, list) else axis

    def construct(self, input_x):
        return roll(input_x, self.shift, self.axis)


class LGamma(Cell):
    """The logarithm of |gamma(x)|.

    >>> from msgrad import Tensor, nn
    >>> print(nn.LGamma()(Tensor([1.0])).shape)
    (1,)
    """

    def construct(self, x):
        return lgamma(x)


class DiGamma(Cell):
    """The derivative of the logarithm of gamma(x).

    >>> from msgrad import Tensor, nn
    >>> print(nn.DiGamma()(Tensor([1.0])).shape)
    (1,)
    """

    def construct(self, x):
        return digamma(x)


class LBeta(Cell):
    """The logarithm of |beta(x, y)|, of float16 or float32 Tensors (and, unlike MindSpore, float64) of one dtype.

    Raises:
        TypeError: for other dtypes, and for others than Tensors.

    >>> from msgrad import Tensor, nn
    >>> print(nn.LBeta()(Tensor([1.0]), Tensor([1.0])).shape)
    (1,)
    """

    def __init__(self):
        super().__init__()
        self.lgamma = LGamma()

    def construct(self, x, y):
        floats = (mstype.float16, mstype.float32, mstype.float64)
        for value, argument in ((x, "x"), (y, "y")):
            check_type(value, Tensor, argument, "LBeta")
            if value.dtype not in floats or value.dtype != x.dtype:
                raise TypeError(
                    f"For 'LBeta', the dtypes of 'x' and 'y' must be one of {list(floats)}, but got {x.dtype} and "
                    f"{value.dtype}."
                )
        small, large = minimum(x, y), maximum(x, y)
        return self.lgamma(small) + log_gamma_ratio(large, small)


class L1Regularizer(Cell):
    """scale * sum(|weights|).

    Raises TypeError unless ``scale`` is a number, ValueError unless it is above 0 and finite.

    >>> from msgrad import Tensor, nn
    >>> print(nn.L1Regularizer(0.5)(Tensor([1.0, -3.0])))
    2.0
    """

    def __init__(self, scale):
        super().__init__()
        check_type(scale, (int, float), "scale", "L1Regularizer")
        if not 0 < scale < math.inf:
            raise ValueError(f"For 'L1Regularizer', the 'scale' must be above 0 and finite, but got {scale}.")
        self.scale = float(scale)

    def construct(self, weights):
        return self.scale * sum(weights.abs())


class IGamma(Cell):
    """The regularized lower incomplete gamma function of order ``a`` at ``x``; see `ops.igamma`.

    NaN where a is 0 or one of them is below 0. TypeError unless both are float32.

    >>> from msgrad import Tensor, nn
    >>> print(nn.IGamma()(Tensor([1.0]), Tensor([0.0])))
    [0.]
    """

    def construct(self, a, x):
        for name, value in (("a", a), ("x", x)):
            check_type(value, Tensor, name, "IGamma")
            if value.dtype != mstype.float32:
                raise TypeError(f"For 'IGamma', the '{name}' must be float32, but got {value.dtype}.")
        return where(a > 0, igamma(where(a > 0, a, 1.0), x), math.nan)


class CosineSimilarity(Cell):
    """x1 x2 / max(|x1| |x2|, eps) over the axis ``dim``; `nn.CosineSimilarity` is the metric of that name.

    TypeError for inputs that are no Tensors.

    >>> from msgrad import Tensor, nn
    >>> nn.layer.CosineSimilarity()(Tensor([[3.0, 4.0]]), Tensor([[0.0, 2.0]])).asnumpy().round(3).tolist()
    [0.8...]
    """

    def __init__(self, dim=1, eps=1e-08):
        super().__init__()
        self.dim = dim
        self.eps = eps

    def construct(self, x1, x2):
        for name, value in (("x1", x1), ("x2", x2)):
            check_type(value, Tensor, name, "CosineSimilarity")
        norms = sum(x1 * x1, self.dim) * sum(x2 * x2, self.dim)
        return sum(x1 * x2, self.dim) / sqrt(where(norms > self.eps**2, norms, self.eps**2))


class MatrixDiag(Cell):
    """Matrices with the vectors of the last axis as their diagonals. MindSpore's CPU build has no kernel.

    >>> from msgrad import Tensor, nn
    >>> print(nn.MatrixDiag()(Tensor([1.0, 2.0])))
    [[1. 0.]
     [0. 2.]]
    """

    def construct(self, input_x):
        return matrix_diag(input_x)


class MatrixDiagPart(Cell):
    """The diagonals of the matrices of the last two axes. MindSpore's CPU build has no kernel.

    >>> from msgrad import Tensor, nn
    >>> print(nn.MatrixDiagPart()(Tensor([[1.0, 2.0], [3.0, 4.0]])))
    [1. 4.]
    """

    def construct(self, input_x):
        return matrix_diag_part(input_x, Tensor(0, mstype.int32), Tensor(0, input_x.dtype))


class MatrixSetDiag(Cell):
    """The matrices of the last two axes with other diagonals. MindSpore's CPU build has no kernel.

    >>> from msgrad import Tensor, nn
    >>> print(nn.MatrixSetDiag()(Tensor([[1.0, 2.0], [3.0, 4.0]]), Tensor([8.0, 9.0])))
    [[8. 2.]
     [3. 9.]]
    """

    def construct(self, input_x, diagonal):
        return matrix_set_diag(input_x, diagonal)


def _cholesky(a, who):
    """The lower triangular factor of a positive definite matrix."""
    check_type(a, Tensor, "a", who)
    if a.dtype not in (mstype.float16, mstype.float32):
        raise TypeError(f"For '{who}', the matrix must be float16 or float32, but got {a.dtype}.")
    return cholesky(a.astype(mstype.float32))


class MatInverse(Cell):
    """The inverse of a positive definite matrix, float16 or float32. MindSpore's CPU build has no kernel.

    >>> from msgrad import Tensor, nn
    >>> nn.MatInverse()(Tensor([[4.0, 0.0], [0.0, 2.0]])).asnumpy().round(3).tolist()
    [[0.25, 0.0], [0.0, 0.5]]
    """

    def construct(self, a):
        return cholesky_inverse(_cholesky(a, "MatInverse")).astype(a.dtype)


class MatDet(Cell):
    """The determinant of a positive definite matrix, float16 or float32. MindSpore's CPU build has no kernel.

    >>> from msgrad import Tensor, nn
    >>> print(nn.MatDet()(Tensor([[4.0, 0.0], [0.0, 9.0]])).round())
    36.0
    """

    def construct(self, a):
        factor = _cholesky(a, "MatDet")
        return square(diagonal(factor, 0, -2, -1).prod(-1)).astype(a.dtype)
