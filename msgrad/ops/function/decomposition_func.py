"""Linear algebra: decompositions of matrices, systems of equations, and what is made by them."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from msgrad._lazy import LazyModule
from msgrad.engine.operator import operator
from msgrad.ops.function._arguments import as_static, check_array, dtype_of, shape_of
from msgrad.ops.function.linalg_func import (
    _check_same_dtype,
    _matmul,
    _square,
    _vector_norm,
    det,
    inverse,
    matrix_norm,
    slogdet,
)
from msgrad.ops.function.reduce_func import amax, amin

linalg = LazyModule("jax.scipy.linalg")

__all__ = """
    svd qr eig eigvals pinv lstsq matrix_exp cholesky_inverse cholesky_solve cond geqrf orgqr ormqr lu_solve lu_unpack
    matrix_solve matrix_determinant log_matrix_determinant matrix_triangular_solve tridiagonal_matmul pdist batch_dot
""".split()

_EXACT = (np.float32, np.float64, np.complex64, np.complex128)


def _check_matrix(x, argument="input"):
    check_array(x, argument)
    if x.ndim < 2:
        raise ValueError(f"the argument '{argument}' must have at least 2 axes, but got the shape {x.shape}.")
    return x


def _check_exact(x, argument="input"):
    if x.dtype not in _EXACT:
        raise TypeError(
            f"the argument '{argument}' must be of float32, float64, complex64 or complex128, but got {x.dtype}."
        )
    return x


def _transposed(x):
    return jnp.swapaxes(x, -1, -2)


# -- decompositions --


@operator("input", name="svd", autocast=False)
def _svd(input, full_matrices, compute_uv):
    x = _check_exact(_check_matrix(input))
    if not compute_uv:
        return jnp.linalg.svd(x, compute_uv=False)
    u, s, vh = jnp.linalg.svd(x, full_matrices=full_matrices and x.shape[-1] != x.shape[-2])
    v = jnp.conj(_transposed(vh))
    # a pair's sign is open: the greatest element of the shorter vector shall be positive
    short = v if x.shape[-1] <= x.shape[-2] else u
    pairs = s.shape[-1]
    greatest = jnp.argmax(jnp.abs(short[..., :pairs]), -2, keepdims=True)
    sign = jnp.take_along_axis(short[..., :pairs], greatest, -2)
    sign = lax.stop_gradient(sign / jnp.where(sign == 0, 1, jnp.abs(sign)))
    turn = lambda y: jnp.concatenate([y[..., :pairs] / sign, y[..., pairs:]], -1)  # noqa: E731
    return s, turn(u), turn(v)


def svd(input, full_matrices=False, compute_uv=True):
    """The singular values of matrices in falling order, and (unless ``compute_uv`` is False) u and v, so that the
    matrix is ``u * s @ v.T``. With ``full_matrices`` u and v are square; these have no derivative unless the matrix is.

    Of a pair of vectors the sign is open; here the greatest element of the one in the smaller space is positive.
    ValueError for less than two axes, TypeError for other dtypes than float32, float64 and the complex ones.

    >>> ops.svd(Tensor([[2.0, 0.0], [0.0, 3.0]]), compute_uv=False).tolist()
    [3.0, 2.0]
    """
    for value, name in ((full_matrices, "full_matrices"), (compute_uv, "compute_uv")):
        if not isinstance(value, bool):
            raise TypeError(f"For 'svd', the argument '{name}' must be a bool, but got {type(value).__name__}.")
    return _svd(input, full_matrices, compute_uv)


@operator("input", name="qr", autocast=False)
def _qr(input, mode):
    return tuple(jnp.linalg.qr(_check_exact(_check_matrix(input)), mode=mode))


def qr(input, mode="reduced"):
    """Matrices q with orthonormal columns and r, upper triangular, whose product is the input. With the mode 'complete'
    q is square. TypeError for other modes, ValueError for less than two axes.

    >>> [x.shape for x in ops.qr(Tensor(np.ones((3, 2), np.float32)))]
    [(3, 2), (2, 2)]
    """
    if mode not in ("reduced", "complete"):
        raise TypeError(f"For 'qr', the argument 'mode' must be 'reduced' or 'complete', but got {mode!r}.")
    return _qr(input, mode)


@operator("A", name="eig", autocast=False)
def _eig(A, vectors):
    x = _check_exact(_square(_check_matrix(A, "A")), "A")
    return tuple(jnp.linalg.eig(x)) if vectors else jnp.linalg.eigvals(x)


def eig(A):
    """The eigenvalues of square matrices and, in columns of length 1, the eigenvectors: complex. They come in no
    particular order. (JAX has the decomposition on CPUs only.)

    >>> ops.eig(Tensor([[2.0, 0.0], [0.0, 3.0]]))[0].tolist()
    [(2+0j), (3+0j)]
    """
    return _eig(A, True)


def eigvals(A):
    """The eigenvalues of square matrices: complex.

    >>> ops.eigvals(Tensor([[2.0, 0.0], [0.0, 3.0]])).tolist()
    [(2+0j), (3+0j)]
    """
    return _eig(A, False)


@operator("input", autocast=False)
def geqrf(input):
    """The decomposition of `qr` as products of reflections: r on and above the diagonal, the vectors of the reflections
    below it, and their factors.

    >>> [x.asnumpy().round(3) for x in ops.geqrf(Tensor([[-2.0, -1.0], [1.0, 2.0]]))]
    [array([[ 2.236,  1.789], [-0.236,  1.342]], dtype=float32), array([1.894, 0.   ], dtype=float32)]
    """
    packed, factors = jnp.linalg.qr(_check_exact(_check_matrix(input)), mode="raw")
    return _transposed(packed), factors


@operator("input", "input2", autocast=False)
def orgqr(input, input2):
    """The first columns of the product of reflections that `geqrf` gives.

    >>> print(ops.orgqr(*ops.geqrf(Tensor([[-2.0, -1.0], [1.0, 2.0]]))).asnumpy().round(3))
    [[-0.894  0.447]
     [ 0.447  0.894]]
    """
    _check_same_dtype(_check_matrix(input), input2)
    return lax.linalg.householder_product(input, input2)


@operator("input", "tau", "other", autocast=False)
def ormqr(input, tau, other, left=True, transpose=False):
    """The product of ``other`` with the square matrix q of the reflections that `geqrf` gives (``transpose``: with its
    adjoint), which stands on the left or on the right.

    >>> ops.ormqr(*ops.geqrf(Tensor([[1.0, 0.0], [0.0, 1.0]])), Tensor([[1.0], [2.0]])).shape
    (2, 1)
    """
    _check_same_dtype(_check_matrix(input), tau, _check_matrix(other, "other"))
    m, n = input.shape[-2:]
    wide = jnp.concatenate([input, jnp.zeros((*input.shape[:-1], m - n), input.dtype)], -1) if m > n else input[..., :m]
    factors = jnp.pad(tau, [(0, 0)] * (tau.ndim - 1) + [(0, m - tau.shape[-1])])
    q = lax.linalg.householder_product(wide, factors)
    q = jnp.conj(_transposed(q)) if transpose else q
    return _matmul(q, other) if left else _matmul(other, q)


# -- solved --


@operator("x", name="pinv", autocast=False)
def _pinv(x, atol, rtol, hermitian):
    if x.dtype not in (np.float32, np.float64):
        raise TypeError(f"the argument 'x' must be of float32 or float64, but got {x.dtype}.")
    _check_matrix(x, "x")
    if hermitian:
        _square(x)
    u, s, vh = jnp.linalg.svd(x, full_matrices=False)
    if rtol is None:
        rtol = max(x.shape[-2:]) * float(np.finfo(x.dtype).eps) if atol is None else 0.0
    least = jnp.maximum(rtol * s[..., :1], 0.0 if atol is None else atol)
    inverted = jnp.where(s > least, 1 / jnp.where(s > least, s, 1), 0)
    return _transposed(vh) @ (inverted[..., None] * _transposed(u))


def pinv(x, *, atol=None, rtol=None, hermitian=False):
    """The pseudoinverse: singular values at most ``atol``, or ``rtol`` times the greatest one, count as 0. By default
    rtol is the dtype's precision times the greater size. ``hermitian`` says that the matrices are symmetric.

    >>> ops.pinv(Tensor([[4.0, 0.0], [0.0, 5.0]])).tolist()
    [[0.25, 0.0], [0.0, 0.2...]]
    """
    if not isinstance(hermitian, bool):
        raise TypeError(f"For 'pinv', the argument 'hermitian' must be a bool, but got {type(hermitian).__name__}.")
    return _pinv(x, as_static(atol), as_static(rtol), hermitian)


@operator("input", "A", autocast=False)
def lstsq(input, A):
    """The solutions of least squares of ``input @ x = A``, in columns: a vector ``A`` counts as one column. Where there
    are many, the one of the least norm (MindSpore's CPU kernel gives another of them).

    >>> np.round(ops.lstsq(Tensor([[2.0, 0.0], [0.0, 4.0]]), Tensor([1.0, 2.0])).asnumpy(), 3).tolist()
    [[0.5], [0.5]]
    """
    _check_same_dtype(_check_matrix(input), A)
    half = input.dtype.itemsize < 4
    x, y = (v.astype(np.float32) if half else v for v in (input, A))
    if A.shape[0] != input.shape[0]:
        raise ValueError(f"the first sizes must be equal, but got the shapes {input.shape} and {A.shape}.")
    out = jnp.linalg.pinv(x) @ (y[:, None] if y.ndim == 1 else y)
    return out.astype(input.dtype)


@operator("input", autocast=False)
def matrix_exp(input):
    """The exponential of square matrices.

    >>> np.round(ops.matrix_exp(Tensor([[0.0, 1.0], [0.0, 0.0]])).asnumpy(), 4).tolist()
    [[1.0, 1.0], [0.0, 1.0]]
    """
    x = _square(input)
    if not jnp.issubdtype(x.dtype, jnp.inexact):
        raise TypeError(f"the argument 'input' must hold floats or complex numbers, but got {x.dtype}.")
    out = linalg.expm(x.astype(np.float32) if x.dtype.itemsize < 4 else x)
    return out.astype(x.dtype)


@operator("input_x", name="cholesky_inverse", autocast=False)
def _cholesky_inverse(input_x, upper):
    x = _square(input_x)
    return linalg.cho_solve((jnp.triu(x) if upper else jnp.tril(x), not upper), jnp.eye(x.shape[-1], dtype=x.dtype))


def cholesky_inverse(input_x, upper=False):
    """The inverse of the matrix of which a Cholesky factor, lower or upper, is given.

    >>> ops.cholesky_inverse(Tensor([[2.0, 0.0], [0.0, 1.0]])).tolist()
    [[0.25, 0.0], [0.0, 1.0]]
    """
    return _cholesky_inverse(input_x, upper)


@operator("input", "input2", name="cholesky_solve", autocast=False)
def _cholesky_solve(input, input2, upper):
    _check_same_dtype(input, input2)
    rhs, factor = _check_matrix(input), _square(_check_matrix(input2, "input2"))
    if rhs.ndim != factor.ndim or rhs.shape[:-1] != factor.shape[:-1]:
        raise ValueError(f"the first sizes must be equal, but got the shapes {rhs.shape} and {factor.shape}.")
    return linalg.cho_solve((jnp.triu(factor) if upper else jnp.tril(factor), not upper), rhs)


def cholesky_solve(input, input2, upper=False):
    """The x for which the matrix with the Cholesky factor ``input2`` times x is ``input``.

    >>> ops.cholesky_solve(Tensor([[4.0], [1.0]]), Tensor([[2.0, 0.0], [0.0, 1.0]])).tolist()
    [[1.0], [1.0]]
    """
    return _cholesky_solve(input, input2, upper)


@operator("matrix", "rhs", name="matrix_solve", autocast=False)
def _matrix_solve(matrix, rhs, adjoint):
    _check_same_dtype(matrix, rhs)
    _square(matrix)
    if rhs.ndim != matrix.ndim or rhs.shape[:-1] != matrix.shape[:-1]:
        raise ValueError(f"the first sizes must be equal, but got the shapes {matrix.shape} and {rhs.shape}.")
    return jnp.linalg.solve(jnp.conj(_transposed(matrix)) if adjoint else matrix, rhs)


def matrix_solve(matrix, rhs, adjoint=False):
    """The x for which ``matrix @ x`` (or, with ``adjoint``, its adjoint times x) is ``rhs``.

    >>> ops.matrix_solve(Tensor([[2.0, 0.0], [0.0, 4.0]]), Tensor([[2.0], [2.0]])).tolist()
    [[1.0], [0.5]]
    """
    return _matrix_solve(matrix, rhs, adjoint)


@operator("matrix", "rhs", name="matrix_triangular_solve", autocast=False)
def matrix_triangular_solve(matrix, rhs, lower=True, adjoint=False):
    """The x for which the lower (or upper) triangle of ``matrix``, or the adjoint of that, times x is ``rhs``.

    >>> ops.function.matrix_triangular_solve(Tensor([[2.0, 9.0], [0.0, 4.0]]), Tensor([[2.0], [2.0]])).tolist()
    [[1.0], [0.5]]
    """
    _check_same_dtype(matrix, rhs)
    _square(matrix)
    return linalg.solve_triangular(matrix, rhs, trans=2 if adjoint else 0, lower=lower)


def _permutation(pivots, rows):
    """The order of the rows after the exchanges that pivots, which count from 1, stand for."""
    return lax.linalg.lu_pivots_to_permutation(pivots.astype(np.int32) - 1, rows)


@operator("b", "LU_data", "LU_pivots", autocast=False)
def lu_solve(b, LU_data, LU_pivots):
    """The x for which a matrix, of which the packed LU decomposition and its pivots (from 1) are given, times x is
    ``b``.

    >>> ops.lu_solve(Tensor([[2.0], [2.0]]), Tensor([[2.0, 0.0], [0.0, 4.0]]), Tensor([1, 2], mindspore.int32)).tolist()
    [[1.0], [0.5]]
    """
    _check_same_dtype(_check_matrix(b, "b"), _square(_check_matrix(LU_data, "LU_data")))
    rows = jnp.take_along_axis(b, _permutation(LU_pivots, b.shape[-2])[..., None], -2)
    lower = linalg.solve_triangular(LU_data, rows, lower=True, unit_diagonal=True)
    return linalg.solve_triangular(LU_data, lower, lower=False)


@operator("LU_data", "LU_pivots", name="lu_unpack", autocast=False)
def _lu_unpack(LU_data, LU_pivots):
    _check_matrix(LU_data, "LU_data")
    m, n = LU_data.shape[-2:]
    order = _permutation(LU_pivots, m)
    permutation = _transposed(jax.nn.one_hot(order, m, dtype=LU_data.dtype))
    lower = jnp.tril(LU_data[..., : min(m, n)], -1) + jnp.eye(m, min(m, n), dtype=LU_data.dtype)
    return permutation, lower, jnp.triu(LU_data[..., : min(m, n), :])


def lu_unpack(LU_data, LU_pivots, unpack_data=True, unpack_pivots=True):
    """The permutation matrix, and the lower and upper triangle, of a packed LU decomposition with its pivots (from 1).

    Without ``unpack_data`` the two triangles are not wanted and left out, without ``unpack_pivots`` the permutation.

    >>> [x.tolist() for x in ops.lu_unpack(Tensor([[2.0, 1.0], [0.5, 4.0]]), Tensor([1, 2], mindspore.int32))]
    [[[1.0, 0.0], [0.0, 1.0]], [[1.0, 0.0], [0.5, 1.0]], [[2.0, 1.0], [0.0, 4.0]]]
    """
    permutation, lower, upper = _lu_unpack(LU_data, LU_pivots)
    if unpack_data and unpack_pivots:
        return permutation, lower, upper
    return (lower, upper) if unpack_data else permutation if unpack_pivots else ()


def cond(A, p=None):
    """The condition number: the norm of order ``p`` of a matrix times that of its inverse; for None, 2 and -2 the
    quotient of the greatest and the smallest singular value. Orders as in `matrix_norm`.

    >>> ops.cond(Tensor([[2.0, 0.0], [0.0, 4.0]])).tolist()
    2.0
    """
    if p in (None, 2, -2):
        values = svd(A, compute_uv=False)
        great, small = amax(values, -1), amin(values, -1)
        return small / great if p == -2 else great / small
    return matrix_norm(A, p) * matrix_norm(inverse(A), p)


def matrix_determinant(input):
    """The determinant, by an older name of `det`.

    >>> ops.matrix_determinant(Tensor([[2.0, 0.0], [0.0, 3.0]])).tolist()
    6.0
    """
    return det(input)


def log_matrix_determinant(input):
    """The sign of the determinant and the logarithm of its size, by an older name of `slogdet`.

    >>> [x.tolist() for x in ops.log_matrix_determinant(Tensor([[1.0, 0.0], [0.0, 1.0]]))]
    [1.0, 0.0]
    """
    return slogdet(input)


# -- products and distances --


@operator("superdiag", "maindiag", "subdiag", "rhs")
def tridiagonal_matmul(superdiag, maindiag, subdiag, rhs):
    """The product of a matrix of three diagonals, each of full length in a row, with ``rhs``: of the upper one the last
    element does not count, of the lower one the first.

    >>> one = Tensor([[1.0, 1.0]])
    >>> ops.function.tridiagonal_matmul(one, one, one, Tensor([[1.0], [2.0]])).tolist()
    [[3.0], [3.0]]
    """
    _check_same_dtype(superdiag, maindiag, subdiag, rhs)
    above, main, below = (_transposed(d) for d in (superdiag, maindiag, subdiag))
    shift = [(0, 0)] * (rhs.ndim - 2)
    after = jnp.pad(rhs[..., 1:, :], [*shift, (0, 1), (0, 0)])
    before = jnp.pad(rhs[..., :-1, :], [*shift, (1, 0), (0, 0)])
    return above * after + main * rhs + below * before


@operator("input", name="pdist")
def _pdist(input, p):
    if input.ndim != 2:
        raise ValueError(f"the argument 'input' must have 2 axes, but got the shape {input.shape}.")
    if not jnp.issubdtype(input.dtype, jnp.floating):
        raise TypeError(f"the argument 'input' must hold floats, but got {input.dtype}.")
    first, second = np.triu_indices(input.shape[-2], 1)
    difference = input[..., first, :] - input[..., second, :]
    if p == 2:  # a distance of 0 has the derivative 0
        squares = jnp.sum(difference * difference, -1)
        return jnp.where(squares == 0, 0, jnp.sqrt(jnp.where(squares == 0, 1, squares)))
    return _vector_norm.body(difference, p, -1, False, None)


def pdist(input, p=2.0):
    """The distances, by the norm of order ``p``, between each two rows: one for each pair.

    >>> ops.pdist(Tensor([[0.0, 0.0], [3.0, 4.0]])).tolist()
    [5.0]
    """
    p = as_static(p)
    if isinstance(p, bool) or not isinstance(p, int | float):
        raise TypeError(f"For 'pdist', the argument 'p' must be a number, but got {type(p).__name__}.")
    if p < 0:
        raise ValueError(f"For 'pdist', the argument 'p' must not be negative, but got {p}.")
    return _pdist(input, float(p))


def _axes_of_batch(axes, ranks, who):
    """The axes to sum over, counted from 0, from what the user gives."""
    axes = as_static(axes)
    if axes is None:
        axes = (ranks[0] - 1, 1 if ranks[1] == 2 else ranks[1] - 2)
    elif isinstance(axes, int) and not isinstance(axes, bool):
        axes = (axes, axes)
    if not isinstance(axes, tuple) or not all(isinstance(a, int) and not isinstance(a, bool) for a in axes):
        raise TypeError(f"For '{who}', the 'axes' must be an int or a pair of ints, but got {axes!r}.")
    if len(axes) != 2:
        raise ValueError(f"For '{who}', the 'axes' must be two, but got {axes}.")
    for axis, rank in zip(axes, ranks, strict=True):
        if not -rank <= axis < rank:
            raise ValueError(f"For '{who}', an axis must be in the range [{-rank}, {rank}), but got {axis}.")
    axes = tuple([axis % rank for axis, rank in zip(axes, ranks, strict=True)])
    if 0 in axes:
        raise ValueError(f"For '{who}', the first axis is that of the batch and cannot be summed over.")
    return axes


def batch_dot(x1, x2, axes=None):
    """For each element of the batch, the sums of products over one axis of ``x1`` and one of ``x2``: by default the
    last one and the last but one.

    TypeError for integers and for Tensors of two dtypes, ValueError where sizes do not fit.

    >>> ops.batch_dot(Tensor([[1.0, 2.0]]), Tensor([[3.0, 4.0]]), (1, 1)).tolist()
    [[11.0]]
    """
    who = "batch_dot"
    if dtype_of(x1) != dtype_of(x2) or dtype_of(x1).kind != "f":
        raise TypeError(f"For '{who}', both must be of one float dtype, but got {dtype_of(x1)} and {dtype_of(x2)}.")
    shapes = [shape_of(x1), shape_of(x2)]
    if min(map(len, shapes)) < 2:
        raise ValueError(
            f"For '{who}', both must have at least 2 axes, but got the shapes {shapes[0]} and {shapes[1]}."
        )
    if shapes[0][0] != shapes[1][0]:
        raise ValueError(f"For '{who}', the batches must be of one size, but got {shapes[0][0]} and {shapes[1][0]}.")
    one, two = _axes_of_batch(axes, [len(s) for s in shapes], who)
    if shapes[0][one] != shapes[1][two]:
        raise ValueError(f"For '{who}', the axes must be of one length, but got {shapes[0][one]} and {shapes[1][two]}.")
    return _batch_dot(x1, x2, one, two)


@operator("x1", "x2", name="batch_dot")
def _batch_dot(x1, x2, one, two):
    out = lax.dot_general(x1, x2, (((one,), (two,)), ((0,), (0,))))
    return out[:, None] if out.ndim == 1 else out
