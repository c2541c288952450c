"""Decompositions of matrices and systems of equations, with SciPy's signatures.

Integers (int32, int64) are computed as float64. ``overwrite_a`` and its like only allow something in SciPy: no argument
is overwritten here. ``check_finite`` does not look at the numbers, as in MindSpore: NaN and infinity give NaN.
"""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
from jax import lax

from msgrad._checkparam import check_bool
from msgrad._lazy import LazyModule
from msgrad._names import missing_name_getattr
from msgrad.common.tensor import Tensor
from msgrad.engine.operator import operator
from msgrad.ops.function import join_func, linalg_func
from msgrad.ops.function._arguments import dtype_of
from msgrad.ops.function.creation_func import cast_to

_linalg = LazyModule("jax.scipy.linalg")

__all__ = ["block_diag", "inv", "cho_factor", "cholesky", "cho_solve", "eigh", "lu_factor", "lu", "solve_triangular"]
__all__ += ["lstsq"]

_REAL = ("int32", "int64", "float32", "float64")
_COMPLEX = ("complex64", "complex128")

# -- checks --


def _floats(x, argument, who, allowed=_REAL):
    """A Tensor as one of floats. TypeError for all else than Tensors of the allowed dtypes."""
    if not isinstance(x, Tensor):
        raise TypeError(f"For '{who}', the '{argument}' must be a Tensor, but got {type(x).__name__}.")
    dtype = dtype_of(x)
    if dtype.name not in allowed:
        raise TypeError(f"For '{who}', the dtype of '{argument}' must be one of {', '.join(allowed)}, but got {dtype}.")
    return cast_to(x, np.dtype(np.float64)) if dtype.kind == "i" else x


def _matrix(a, who, allowed=_REAL, square=True):
    a = _floats(a, "a", who, allowed)
    if a.ndim != 2:
        raise ValueError(f"For '{who}', the 'a' must have 2 dimensions, but got shape {a.shape}.")
    if square and a.shape[0] != a.shape[1]:
        raise ValueError(f"For '{who}', the 'a' must be square, but got shape {a.shape}.")
    return a


def _check_flags(who, **flags):
    for argument, flag in flags.items():
        check_bool(flag, argument, who)


def _check_right_side(a, b, argument, who):
    """A right-hand side of floats. TypeError for another dtype than the matrix's, ValueError where it does not fit."""
    b = _floats(b, "b", who)
    if dtype_of(b) != dtype_of(a):
        raise TypeError(
            f"For '{who}', '{argument}' and 'b' must have one dtype, but got {dtype_of(a)} and {dtype_of(b)}."
        )
    if b.ndim not in (1, 2) or b.shape[0] != a.shape[1]:
        raise ValueError(
            f"For '{who}', the 'b' must have the shape ({a.shape[1]},) or ({a.shape[1]}, M), but got {b.shape}."
        )
    return b


# -- the operators --


@operator("c", "b", name="cho_solve", autocast=False)
def _cho_solve(c, b, lower):
    return _linalg.cho_solve((c, lower), b)


@operator("a", name="eigh", autocast=False)
def _eigh(a, lower, vectors):
    """The derivative takes a symmetric matrix for granted. The real dtype's eigenvalues come in the matrix's dtype."""
    uplo = "L" if lower else "U"
    if not vectors:
        return jnp.linalg.eigvalsh(a, uplo, symmetrize_input=False).astype(a.dtype)
    values, found = jnp.linalg.eigh(a, uplo, symmetrize_input=False)
    return values.astype(a.dtype), found


@operator("a", name="lu_factor", autocast=False)
def _lu_factor(a):
    factors, pivots, _ = lax.linalg.lu(a)
    return factors, pivots


@operator("a", name="lu", autocast=False)
def _lu(a, permute_l):
    factors, _, permutation = lax.linalg.lu(a)
    rows, size = a.shape[0], min(a.shape)
    lower = jnp.tril(factors[:, :size], -1) + jnp.eye(rows, size, dtype=a.dtype)
    upper = jnp.triu(factors[:size])
    if permute_l:
        return lower[jnp.argsort(permutation)], upper
    matrix = jnp.zeros((rows, rows), np.int32).at[permutation, jnp.arange(rows)].set(1)
    return matrix, lower, upper


@operator("lu_matrix", "pivots", "b", name="scipy_lu_solve", autocast=False)
def _lu_solve(lu_matrix, pivots, b, trans):
    return _linalg.lu_solve((lu_matrix, pivots), b, trans)


@operator("a", "b", name="solve_triangular", autocast=False)
def _solve_triangular(a, b, trans, lower, unit_diagonal):
    vector = b.ndim == a.ndim - 1
    b = b[..., None] if vector else b
    exact = (a, b) if a.dtype != np.float16 else (a.astype(np.float32), b.astype(np.float32))
    out = lax.linalg.triangular_solve(
        *exact, left_side=True, lower=lower, transpose_a=trans > 0, conjugate_a=trans == 2, unit_diagonal=unit_diagonal
    ).astype(a.dtype)
    return out[..., 0] if vector else out


@operator("A", "B", name="lstsq_by_driver", autocast=False)
def _lstsq(A, B, rcond, driver):
    exact = np.dtype(np.float32) if A.dtype == np.float16 else A.dtype
    a, b = A.astype(exact), B.astype(exact)
    vector = b.ndim == a.ndim - 1
    b = b[..., None] if vector else b
    rows, columns = a.shape[-2:]
    cutoff = jnp.finfo(exact).eps * max(rows, columns) if rcond is None else rcond
    solution = jnp.linalg.pinv(a, rtol=cutoff) @ b
    residual = jnp.zeros(0, A.dtype)
    if driver != "gelsy" and rows > columns:
        difference = a @ solution - b
        residual = jnp.sum(jnp.abs(difference) ** 2, -2).astype(A.dtype)
    values = jnp.linalg.svd(a, compute_uv=False)
    rank = jnp.sum(values > cutoff * values[..., :1], -1, dtype=np.int64)
    rank = jnp.zeros(0, np.int64) if driver == "gels" else rank
    values = values.astype(A.dtype) if driver in ("gelss", "gelsd") else jnp.zeros(0, A.dtype)
    return (solution[..., 0] if vector else solution).astype(A.dtype), residual, rank, values


@operator("pivots", name="lu_pivots_to_permutation", differentiable=False)
def _pivots_to_permutation(pivots, size):
    return lax.linalg.lu_pivots_to_permutation(pivots, size)


# -- the functions --


def block_diag(*arrs):
    """A matrix with the given ones along its diagonal, and zeros: of their common dtype. Numbers and vectors count as
    rows. Without any, of shape (1, 0).

    Raises ValueError for Tensors of more than 2 axes, AttributeError for what is no Tensor.

    >>> block_diag(Tensor([[1.0]]), Tensor([[2.0, 3.0]])).tolist()
    [[1.0, 0.0, 0.0], [0.0, 2.0, 3.0]]
    """
    if not arrs:
        return Tensor(np.zeros((1, 0), np.float32))
    for x in arrs:
        if x.ndim > 2:
            raise ValueError(f"For 'block_diag', a Tensor must have at most 2 dimensions, but got shape {x.shape}.")
    return join_func.block_diag(*arrs)


def inv(a, overwrite_a=False, check_finite=True):
    """The inverse of a square matrix. Where there is none the numbers are infinite or NaN.

    Raises TypeError for other types and dtypes than int32, int64, float32 and float64, ValueError for other shapes.

    >>> inv(Tensor([[2.0, 0.0], [0.0, 4.0]])).tolist()
    [[0.5, 0.0], [0.0, 0.25]]
    """
    _check_flags("inv", overwrite_a=overwrite_a, check_finite=check_finite)
    return linalg_func.inverse(_matrix(a, "inv"))


def det(a, overwrite_a=False, check_finite=True):
    """The determinant of a square matrix. Errors as `inv`.

    >>> det(Tensor([[2.0, 0.0], [0.0, 4.0]])).tolist()
    8.0
    """
    _check_flags("det", overwrite_a=overwrite_a, check_finite=check_finite)
    return linalg_func.det(_matrix(a, "det"))


def cholesky(a, lower=False, overwrite_a=False, check_finite=True):
    """The upper (or lower) triangular matrix ``u`` with ``u.T @ u`` equal to a symmetric positive definite one; NaN
    where it is not positive definite. Errors as `inv`.

    >>> cholesky(Tensor([[4.0, 0.0], [0.0, 9.0]])).tolist()
    [[2.0, 0.0], [0.0, 3.0]]
    """
    _check_flags("cholesky", lower=lower, overwrite_a=overwrite_a, check_finite=check_finite)
    return linalg_func.cholesky(_matrix(a, "cholesky"), not lower)


def cho_factor(a, lower=False, overwrite_a=False, check_finite=True):
    """`cholesky` and the flag ``lower``, as `cho_solve` takes them. The other triangle is 0. Errors as `inv`.

    >>> cho_factor(Tensor([[4.0, 0.0], [0.0, 9.0]]))[1]
    False
    """
    _check_flags("cho_factor", lower=lower, overwrite_a=overwrite_a, check_finite=check_finite)
    return linalg_func.cholesky(_matrix(a, "cho_factor"), not lower), lower


def cho_solve(c_and_lower, b, overwrite_b=False, check_finite=True):
    """The solution ``x`` of ``a @ x = b``, given what `cho_factor` has made of ``a``.

    Raises TypeError for two dtypes, ValueError for shapes that do not fit.

    >>> cho_solve(cho_factor(Tensor([[4.0, 0.0], [0.0, 16.0]])), Tensor([4.0, 4.0])).tolist()
    [1.0, 0.25]
    """
    _check_flags("cho_solve", overwrite_b=overwrite_b, check_finite=check_finite)
    c, lower = c_and_lower
    check_bool(lower, "lower", "cho_solve")
    c = _matrix(c, "cho_solve")
    return _cho_solve(c, _check_right_side(c, b, "c", "cho_solve"), lower)


def eigh(
    a,
    b=None,
    lower=True,
    eigvals_only=False,
    overwrite_a=False,
    overwrite_b=False,
    turbo=True,
    eigvals=None,
    type=1,
    check_finite=True,
):
    """The eigenvalues of a symmetric (or Hermitian) matrix in rising order, and their vectors, in columns.

    Args:
        a: the matrix; only the lower (or upper) triangle counts. Complex dtypes are allowed.
        b: None: the generalized problem is not supported, by MindSpore neither.
        lower: which triangle.
        eigvals_only: whether to give only the eigenvalues.
        overwrite_a, overwrite_b, check_finite: without effect.
        turbo, type: of the generalized problem.
        eigvals: None: all of them are found, in MindSpore as well.

    Errors as `inv`; ValueError for ``b`` and ``eigvals`` other than None. The derivative of the vectors is infinite
    where eigenvalues are equal.

    >>> eigh(Tensor([[2.0, 0.0], [0.0, 1.0]]))[0].tolist()
    [1.0, 2.0]
    """
    _check_flags("eigh", lower=lower, eigvals_only=eigvals_only, overwrite_a=overwrite_a, overwrite_b=overwrite_b)
    _check_flags("eigh", turbo=turbo, check_finite=check_finite)
    a = _matrix(a, "eigh", _REAL + _COMPLEX)
    for argument, value in (("b", b), ("eigvals", eigvals)):
        if value is not None:
            raise ValueError(f"For 'eigh', the '{argument}' must be None, but got {value!r}.")
    return _eigh(a, lower, not eigvals_only)


def lu_factor(a, overwrite_a=False, check_finite=True):
    """The factors of a square matrix, with rows exchanged: one matrix with U in its upper triangle and L, without
    its diagonal of ones, below; and for each row the one that it was exchanged with (int32). Errors as `inv`.

    >>> lu_factor(Tensor([[1.0, 2.0], [2.0, 2.0]]))[1].tolist()
    [1, 1]
    """
    _check_flags("lu_factor", overwrite_a=overwrite_a, check_finite=check_finite)
    return _lu_factor(_matrix(a, "lu_factor"))


def lu(a, permute_l=False, overwrite_a=False, check_finite=True):
    """The factors of a matrix: P (int32), L and U with ``P @ L @ U == a``; with ``permute_l`` P @ L and U.

    Raises TypeError for other types and dtypes than int32, int64, float32 and float64, ValueError unless the matrix
    has 2 axes. (MindSpore's CPU build refuses more rows than columns, and ``permute_l``.)

    >>> [x.tolist() for x in lu(Tensor([[0.0, 2.0], [1.0, 3.0]]))]
    [[[0, 1], [1, 0]], [[1.0, 0.0], [0.0, 1.0]], [[1.0, 3.0], [0.0, 2.0]]]
    """
    _check_flags("lu", permute_l=permute_l, overwrite_a=overwrite_a, check_finite=check_finite)
    return _lu(_matrix(a, "lu", square=False), permute_l)


def lu_solve(lu_and_piv, b, trans=0, overwrite_b=False, check_finite=True):
    """The solution of ``a @ x = b``, given what `lu_factor` has made of ``a``; with ``trans`` 1 or 2 of the transposed
    or conjugated one.

    Raises TypeError for two dtypes, ValueError for shapes that do not fit and for another ``trans``.

    >>> lu_solve(lu_factor(Tensor([[2.0, 0.0], [0.0, 4.0]])), Tensor([2.0, 2.0])).tolist()
    [1.0, 0.5]
    """
    _check_flags("lu_solve", overwrite_b=overwrite_b, check_finite=check_finite)
    matrix, pivots = lu_and_piv
    matrix = _matrix(matrix, "lu_solve")
    b = _check_right_side(matrix, b, "lu_matrix", "lu_solve")
    if trans not in (0, 1, 2) or isinstance(trans, bool):
        raise ValueError(f"For 'lu_solve', the 'trans' must be 0, 1 or 2, but got {trans!r}.")
    return _lu_solve(matrix, pivots, b, trans)


def lu_pivots_to_permutation(pivots, permutation_size):
    """The order of the rows that exchanging them as `lu_factor` tells leads to.

    >>> lu_pivots_to_permutation(Tensor([1, 1], mindspore.int32), 2).tolist()
    [1, 0]
    """
    return _pivots_to_permutation(pivots, permutation_size)


_TRANS = {0: 0, "N": 0, 1: 1, "T": 1, 2: 2, "C": 2}


def solve_triangular(a, b, trans=0, lower=False, unit_diagonal=False, overwrite_b=False, debug=None, check_finite=True):
    """The solution of ``a @ x = b`` for a triangular matrix.

    Args:
        a: the matrix, shape (*, M, M); what is not in the triangle does not count.
        b: shape (*, M) or (*, M, N).
        trans: 0 or 'N' for the matrix itself, 1 or 'T' for its transpose, 2 or 'C' for the conjugate of that.
        lower: which triangle.
        unit_diagonal: whether to take the diagonal for ones.
        overwrite_b, debug, check_finite: without effect.

    Raises TypeError for other types and for two dtypes, ValueError for shapes that do not fit and another ``trans``.

    >>> solve_triangular(Tensor([[2.0, 0.0], [1.0, 1.0]]), Tensor([2.0, 3.0]), lower=True).tolist()
    [1.0, 2.0]
    """
    who = "solve_triangular"
    _check_flags(who, lower=lower, unit_diagonal=unit_diagonal)
    a, b = (_floats(x, n, who, ("float16", *_REAL, *_COMPLEX)) for n, x in (("a", a), ("b", b)))
    if dtype_of(a) != dtype_of(b):
        raise TypeError(f"For '{who}', 'a' and 'b' must have one dtype, but got {dtype_of(a)} and {dtype_of(b)}.")
    if a.ndim < 2 or a.shape[-1] != a.shape[-2]:
        raise ValueError(f"For '{who}', the 'a' must hold square matrices, but got shape {a.shape}.")
    if b.shape not in (a.shape[:-1], (*a.shape[:-1], b.shape[-1] if b.ndim else 0)):
        raise ValueError(f"For '{who}', the shape of 'b' must begin with {a.shape[:-1]}, but got {b.shape}.")
    if isinstance(trans, bool) or not isinstance(trans, int | str) or trans not in _TRANS:
        raise ValueError(f"For '{who}', the 'trans' must be one of 0, 1, 2, 'N', 'T' and 'C', but got {trans!r}.")
    return _solve_triangular(a, b, _TRANS[trans], lower, unit_diagonal)


def lstsq(A, B, rcond=None, driver=None):
    """The solution of least squares of ``A @ X = B``, of least size where there are several.

    Args:
        A: shape (*, M, N).
        B: shape (*, M, K), or (*, M).
        rcond: singular values up to this part of the greatest count as 0; by default the dtype's precision times the
            greater size. (MindSpore ignores it.)
        driver: "gels", "gelsy" (the default), "gelss" or "gelsd": only decides which of the other results are given.

    Returns:
        the solution; the sums of squares of the residuals (not for "gelsy", and only where M > N), the rank (not for
        "gels") and the singular values (for "gelss" and "gelsd"): empty Tensors else.

    Raises TypeError for two dtypes, ValueError for shapes that do not fit and another driver.

    >>> round(float(lstsq(Tensor([[1.0], [1.0]]), Tensor([[1.0], [3.0]]))[0]), 4)
    2.0
    """
    allowed = ("float16", "float32", "float64", *_COMPLEX)
    A, B = (_floats(x, n, "lstsq", allowed) for n, x in (("A", A), ("B", B)))
    if dtype_of(A) != dtype_of(B):
        raise TypeError(f"For 'lstsq', 'A' and 'B' must have one dtype, but got {dtype_of(A)} and {dtype_of(B)}.")
    if A.ndim < 2 or B.shape[: A.ndim - 1] != A.shape[:-1] or B.ndim > A.ndim:
        raise ValueError(f"For 'lstsq', the 'B' must have as many rows as 'A', but got shapes {A.shape} and {B.shape}.")
    if driver not in (None, "gels", "gelsy", "gelss", "gelsd"):
        raise ValueError(f"For 'lstsq', the 'driver' must be 'gels', 'gelsy', 'gelss' or 'gelsd', but got {driver!r}.")
    return _lstsq(A, B, rcond, driver or "gelsy")


__getattr__ = missing_name_getattr(__name__)
