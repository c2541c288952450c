"""Primitives of linear algebra, diagonals, Fourier transforms and windows."""

from __future__ import annotations

from typing import Any

import numpy as np

from msgrad.common import dtype as mstype
from msgrad.engine.handle import wrap
from msgrad.engine.values import leaf
from msgrad.ops import function as F
from msgrad.ops.function._arguments import as_static, concrete, dtype_of, shape_of
from msgrad.ops.function.decomposition_func import _eig, matrix_triangular_solve, tridiagonal_matmul
from msgrad.ops.function.diagonal_func import matrix_band_part
from msgrad.ops.primitive import REQUIRED, Primitive, define, is_bool, is_int, is_number, is_one_of

# -- decompositions and systems of equations --


def _eigen(self: Any, x: Any) -> Any:
    if self.compute_v:
        return F.eig(x)
    values = _eig(x, False)
    return values, wrap(leaf(np.zeros((0,), dtype_of(values))))


def _matrix_logarithm(self: Any, x: Any) -> Any:
    """The logarithm is worked out on the host, so what is pending runs; it has no derivative."""
    from scipy import linalg

    if dtype_of(x).kind != "c":
        raise TypeError(f"For 'MatrixLogarithm', the 'x' must hold complex numbers, but got {dtype_of(x)}.")
    shape = shape_of(x)
    if len(shape) < 2 or shape[-1] != shape[-2]:
        raise ValueError(f"For 'MatrixLogarithm', the 'x' must hold square matrices, but got the shape {shape}.")
    data = concrete(x, "MatrixLogarithm").reshape(-1, *shape[-2:])
    found = np.array([linalg.logm(matrix.astype(np.complex128)) for matrix in data], dtype_of(x))
    return wrap(leaf(found.reshape(shape)))


def _adjoint_if(self: Any, x: Any) -> Any:
    return F.adjoint(x) if self.adjoint else x


Cholesky = define("Cholesky", lambda self, input_x: F.cholesky(input_x, self.upper), {"upper": is_bool}, upper=False)
CholeskyInverse = define(
    "CholeskyInverse", lambda self, input_x: F.cholesky_inverse(input_x, self.upper), {"upper": is_bool}, upper=False
)
CholeskySolve = define(
    "CholeskySolve", lambda self, x1, x2: F.cholesky_solve(x1, x2, self.upper), {"upper": is_bool}, upper=False
)
Eig = define("Eig", _eigen, {"compute_v": is_bool}, compute_v=False)
Geqrf = define("Geqrf", lambda self, input: F.geqrf(input))
LogMatrixDeterminant = define("LogMatrixDeterminant", lambda self, input: F.slogdet(input))
LuSolve = define("LuSolve", lambda self, x, lu_data, lu_pivots: F.lu_solve(x, lu_data, lu_pivots))
LuUnpack = define(
    "LuUnpack",
    lambda self, LU_data, LU_pivots: F.lu_unpack(LU_data, LU_pivots, self.unpack_data, self.unpack_pivots),
    {"unpack_data": is_bool, "unpack_pivots": is_bool}, unpack_data=True, unpack_pivots=True,
)  # fmt: skip
Lstsq = define(
    "Lstsq", lambda self, matrix, rhs: F.lstsq(matrix, rhs), {"fast": is_bool, "l2_regularizer": is_one_of(0.0)},
    fast=True, l2_regularizer=0.0,
)  # fmt: skip
MatrixDeterminant = define("MatrixDeterminant", lambda self, input: F.det(input))
MatrixExp = define("MatrixExp", lambda self, input: F.matrix_exp(input))
MatrixInverse = define(
    "MatrixInverse", lambda self, x: F.inverse(_adjoint_if(self, x)), {"adjoint": is_bool}, adjoint=False
)
MatrixLogarithm = define("MatrixLogarithm", _matrix_logarithm)
MatrixPower = define("MatrixPower", lambda self, x: F.matrix_power(x, self.n), {"n": is_int}, n=REQUIRED)
MatrixSolve = define(
    "MatrixSolve", lambda self, matrix, rhs: F.matrix_solve(matrix, rhs, self.adjoint), {"adjoint": is_bool},
    adjoint=False,
)  # fmt: skip
MatrixTriangularSolve = define(
    "MatrixTriangularSolve", lambda self, matrix, rhs: matrix_triangular_solve(matrix, rhs, self.lower, self.adjoint),
    {"lower": is_bool, "adjoint": is_bool}, lower=True, adjoint=False,
)  # fmt: skip
Orgqr = define("Orgqr", lambda self, x, tau: F.orgqr(x, tau))
Ormqr = define(
    "Ormqr", lambda self, x, tau, other: F.ormqr(x, tau, other, self.left, self.transpose),
    {"left": is_bool, "transpose": is_bool}, left=True, transpose=False,
)  # fmt: skip
Qr = define(
    "Qr", lambda self, x: F.qr(x, "complete" if self.full_matrices else "reduced"), {"full_matrices": is_bool},
    full_matrices=False,
)  # fmt: skip


def _svd(self: Any, input: Any) -> Any:
    if self.compute_uv:
        return F.svd(input, self.full_matrices, True)
    values = F.svd(input, self.full_matrices, False)
    return values, F.zeros_like(values), F.zeros_like(values)


Svd = define("Svd", _svd, {"full_matrices": is_bool, "compute_uv": is_bool}, full_matrices=False, compute_uv=True)
TridiagonalMatMul = define(
    "TridiagonalMatMul",
    lambda self, superdiag, maindiag, subdiag, rhs: tridiagonal_matmul(superdiag, maindiag, subdiag, rhs),
)

# -- products, distances --

Cdist = define("Cdist", lambda self, x1, x2: F.cdist(x1, x2, self.p), {"p": is_number}, p=2.0)
Cross = define(
    "Cross", lambda self, input, other: F.cross(input, other, None if self.dim == -65530 else self.dim),
    {"dim": is_int}, dim=-65530,
)  # fmt: skip
Pdist = define("Pdist", lambda self, x: F.pdist(x, self.p), {"p": is_number}, p=2.0)
Renorm = define(
    "Renorm", lambda self, x: F.renorm(x, self.p, self.dim, self.maxnorm), {"p": is_number, "dim": is_int},
    p=REQUIRED, dim=REQUIRED, maxnorm=REQUIRED,
)  # fmt: skip
Trace = define("Trace", lambda self, input: F.trace(input))

# -- diagonals --

_ALIGN = is_one_of("LEFT_RIGHT", "RIGHT_LEFT", "LEFT_LEFT", "RIGHT_RIGHT")


def _matrix_diag(self: Any, x: Any, k: Any, num_rows: Any, num_cols: Any, padding_value: Any) -> Any:
    return F.matrix_diag(x, k, num_rows, num_cols, padding_value, self.align)


def _diag_part(self: Any, input_x: Any) -> Any:
    shape = shape_of(input_x)
    half = len(shape) // 2
    if len(shape) % 2 or shape[:half] != shape[half:] or not shape:
        raise ValueError(f"For 'DiagPart', the shape must be twice the same sizes, but got {shape}.")
    size = int(np.prod(shape[:half]))
    return F.reshape(F.diagonal(F.reshape(input_x, (size, size))), shape[:half])


def _diag(self: Any, input: Any) -> Any:
    shape = shape_of(input)
    return F.reshape(F.diag(F.reshape(input, (-1,))), shape + shape)


Diag = define("Diag", _diag)
DiagPart = define("DiagPart", _diag_part)
MatrixBandPart = define("MatrixBandPart", lambda self, x, lower, upper: matrix_band_part(x, lower, upper))
MatrixDiagPartV3 = define(
    "MatrixDiagPartV3", lambda self, x, k, padding_value: F.matrix_diag_part(x, k, padding_value, self.align),
    {"align": _ALIGN}, align="RIGHT_LEFT",
)  # fmt: skip
MatrixDiagV3 = define("MatrixDiagV3", _matrix_diag, {"align": _ALIGN}, align="RIGHT_LEFT")
MatrixSetDiagV3 = define(
    "MatrixSetDiagV3", lambda self, x, diagonal, k: F.matrix_set_diag(x, diagonal, k, self.align), {"align": _ALIGN},
    align="RIGHT_LEFT",
)  # fmt: skip

# -- Fourier transforms, windows --


def _fft_with_size(self: Any, x: Any) -> Any:
    ndim = len(shape_of(x))
    if not 1 <= self.signal_ndim <= min(3, ndim):
        raise ValueError(
            f"For 'FFTWithSize', the 'signal_ndim' must be 1, 2 or 3 and at most {ndim}, but got {self.signal_ndim}."
        )
    axes = tuple(range(ndim - self.signal_ndim, ndim))
    if not self.real:
        return (F.ifftn if self.inverse else F.fftn)(x, None, axes, self.norm)
    if not self.inverse:
        return F.rfftn(x, None, axes, self.norm) if self.onesided else F.fftn(x, None, axes, self.norm)
    if not self.onesided:
        return F.real(F.ifftn(x, None, axes, self.norm))
    sizes = as_static(tuple(self.signal_sizes)) or None
    return F.irfftn(x, sizes and sizes[-self.signal_ndim :], axes, self.norm)


FFTWithSize = define(
    "FFTWithSize", _fft_with_size,
    {"signal_ndim": is_int, "inverse": is_bool, "real": is_bool, "norm": is_one_of("backward", "forward", "ortho"),
     "onesided": is_bool},
    signal_ndim=REQUIRED, inverse=REQUIRED, real=REQUIRED, norm="backward", onesided=True, signal_sizes=(),
)  # fmt: skip
STFT = define(
    "STFT",
    lambda self, signal, window: F.stft(
        signal, self.n_fft, self.hop_length, self.win_length, window, False, "REFLECT", self.normalized, self.onesided,
        self.return_complex,
    ),
    {"n_fft": is_int, "hop_length": is_int, "win_length": is_int, "normalized": is_bool, "onesided": is_bool,
     "return_complex": is_bool},
    n_fft=REQUIRED, hop_length=REQUIRED, win_length=REQUIRED, normalized=REQUIRED, onesided=REQUIRED,
    return_complex=REQUIRED,
)  # fmt: skip


def _length(x: Any) -> int:
    length = as_static(x)
    return length[0] if isinstance(length, tuple) and len(length) == 1 else length


BartlettWindow = define(
    "BartlettWindow",
    lambda self, window_length: F.bartlett_window(window_length, self.periodic, dtype=self.dtype),
    {"periodic": is_bool}, periodic=True, dtype=mstype.float32,
)  # fmt: skip
BlackmanWindow = define(
    "BlackmanWindow",
    lambda self, window_length: F.blackman_window(window_length, self.periodic, dtype=self.dtype),
    {"periodic": is_bool}, periodic=True, dtype=mstype.float32,
)  # fmt: skip
HammingWindow = define(
    "HammingWindow",
    lambda self, length: F.hamming_window(_length(length), self.periodic, self.alpha, self.beta, dtype=self.dtype),
    {"periodic": is_bool, "alpha": is_number, "beta": is_number}, periodic=True, alpha=0.54, beta=0.46,
    dtype=mstype.float32,
)  # fmt: skip

__all__ = [n for n, c in globals().items() if isinstance(c, type) and issubclass(c, Primitive) and c is not Primitive]
