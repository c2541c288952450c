"""Products of vectors and matrices, norms, and linear algebra."""

from __future__ import annotations

import functools

import jax.numpy as jnp
import numpy as np

from msgrad.engine.operator import operator
from msgrad.ops.function._arguments import (
    as_dtype,
    as_static,
    binary,
    check_array,
    concrete,
    inexact,
    normalize_axes,
    normalize_axis,
    shape_of,
    together,
)

__all__ = """
    matmul mm bmm mv dot inner outer ger vecdot tensor_dot einsum kron cross addmm addmv baddbmm addbmm addr
    trace vector_norm matrix_norm norm dist cdist renorm clip_by_norm clip_by_global_norm det slogdet logdet
    inverse matrix_power cholesky vander
""".split()

# -- products --


def _check_same_dtype(*arrays):
    if len({x.dtype for x in arrays}) > 1:
        raise TypeError(f"the Tensors must have one dtype, but got {' and '.join(str(x.dtype) for x in arrays)}.")


def _matmul(x, y):
    if x.ndim == 0 or y.ndim == 0:
        raise ValueError(f"both Tensors must have at least one axis, but got the shapes {x.shape} and {y.shape}.")
    rows = y.shape[-2] if y.ndim > 1 else y.shape[0]
    if x.shape[-1] != rows:
        raise ValueError(f"the last size of {x.shape} must be that of the rows of {y.shape}: {rows}.")
    try:
        np.broadcast_shapes(x.shape[:-2], y.shape[:-2])
    except ValueError:
        raise ValueError(f"the first sizes of {x.shape} and {y.shape} do not broadcast to each other.") from None
    return jnp.matmul(x, y)


@operator("input", "other", promote=binary("arithmetic"))
def matmul(input, other):
    """The product of matrices in the last two axes; the other axes broadcast. A vector counts as a row on the left,
    as a column on the right. RuntimeError where the sizes do not fit, ValueError for a vector that does not
    and for 0-d Tensors.

    >>> ops.matmul(Tensor([[1.0, 2.0]]), Tensor([[3.0], [4.0]])).tolist()
    [[11.0]]
    """
    check_array(input)
    check_array(other, "other")
    try:
        return _matmul(input, other)
    except ValueError as error:
        if input.ndim and other.ndim > 1:
            raise RuntimeError(str(error)) from None
        raise


@operator("input", "mat2", promote=binary("arithmetic"))
def mm(input, mat2):
    """The product of two matrices. ValueError where the sizes do not fit.

    >>> ops.mm(Tensor([[1.0, 2.0]]), Tensor([[3.0], [4.0]])).tolist()
    [[11.0]]
    """
    return _matmul(input, mat2)


@operator("input_x", "mat2", promote=binary("arithmetic"))
def bmm(input_x, mat2):
    """The products of two batches of matrices. ValueError where the sizes do not fit.

    >>> ops.bmm(Tensor([[[1.0, 2.0]]]), Tensor([[[3.0], [4.0]]])).tolist()
    [[[11.0]]]
    """
    return _matmul(input_x, mat2)


@operator("mat", "vec", promote=binary("arithmetic"))
def mv(mat, vec):
    """The product of a matrix and a vector. ValueError for other numbers of axes.

    >>> ops.mv(Tensor([[1.0, 2.0]]), Tensor([3.0, 4.0])).tolist()
    [11.0]
    """
    if mat.ndim != 2 or vec.ndim != 1:
        raise ValueError(f"'mat' must have 2 axes and 'vec' 1, but got the shapes {mat.shape} and {vec.shape}.")
    return _matmul(mat, vec)


@operator("input", "other", promote=binary("arithmetic"))
def dot(input, other):
    """The sums of products over the last axis of ``input`` and the last but one of ``other`` (the only one of a
    vector).

    >>> ops.dot(Tensor([1.0, 2.0]), Tensor([3.0, 4.0])).tolist()
    11.0
    """
    rows = other.shape[-2 if other.ndim > 1 else 0] if other.ndim else None
    if input.ndim and other.ndim and input.shape[-1] != rows:
        raise ValueError(f"the last size of {input.shape} must be that of the rows of {other.shape}.")
    return jnp.dot(input, other)


@operator("input", "other", promote=binary("arithmetic"))
def inner(input, other):
    """The sums of products over the last axes of both.

    >>> ops.inner(Tensor([1.0, 2.0]), Tensor([3.0, 4.0])).tolist()
    11.0
    """
    return jnp.inner(input, other)


@operator("input", "vec2", promote=binary("arithmetic"))
def outer(input, vec2):
    """All products of an element of one vector with one of the other.

    >>> ops.outer(Tensor([1, 2]), Tensor([3, 4])).tolist()
    [[3, 4], [6, 8]]
    """
    if input.ndim != 1 or vec2.ndim != 1:
        raise ValueError(f"both Tensors must have one axis, but got the shapes {input.shape} and {vec2.shape}.")
    return jnp.outer(input, vec2)


ger = outer


@operator("x", "y", promote=binary("arithmetic"), name="vecdot")
def _vecdot(x, y, axis):
    return jnp.sum(jnp.conj(x) * y, axis)


def vecdot(x, y, *, axis=-1):
    """The sums of products over one axis.

    >>> ops.vecdot(Tensor([[1.0, 2.0]]), Tensor([[3.0, 4.0]])).tolist()
    [11.0]
    """
    return _vecdot(x, y, axis)


@operator("x1", "x2", name="tensor_dot")
def _tensor_dot(x1, x2, axes):
    _check_same_dtype(x1, x2)
    return jnp.tensordot(x1, x2, axes)


def tensor_dot(x1, x2, axes):
    """The sums of products over pairs of axes: so many last ones of ``x1`` and first ones of ``x2``, or those in two
    lists.

    >>> ops.tensor_dot(Tensor([1.0, 2.0]), Tensor([3.0, 4.0]), 1).tolist()
    11.0
    """
    return _tensor_dot(x1, x2, as_static(axes))


@operator("operands", promote=together, name="einsum")
def _einsum(equation, operands):
    return jnp.einsum(equation, *operands)


def einsum(equation, *operands):
    """Sums of products after Einstein's convention: letters name axes, those not behind ``->`` are summed over.

    Raises TypeError unless the equation is a str, ValueError where it does not fit the Tensors.

    >>> ops.einsum("ij,jk->ik", Tensor([[1.0, 2.0]]), Tensor([[3.0], [4.0]])).tolist()
    [[11.0]]
    """
    if not isinstance(equation, str):
        raise TypeError(f"For 'einsum', the 'equation' must be a str, but got {type(equation).__name__}.")
    if len(operands) == 1 and isinstance(operands[0], tuple | list):
        operands = tuple(operands[0])
    return _einsum(equation, operands)


@operator("input", "other", promote=binary("arithmetic"))
def kron(input, other):
    """The Kronecker product: ``other``, times each element of ``input`` in its place.

    >>> ops.kron(Tensor([1, 2]), Tensor([1, 1])).tolist()
    [1, 1, 2, 2]
    """
    return jnp.kron(input, other)


@operator("input", "other", promote=binary("arithmetic"))
def cross(input, other, dim=None):
    """The cross products of vectors of three numbers along ``dim``: by default the first axis of length 3.

    >>> ops.cross(Tensor([1, 0, 0]), Tensor([0, 1, 0])).tolist()
    [0, 0, 1]
    """
    shape = np.broadcast_shapes(input.shape, other.shape)
    if dim is None:
        if 3 not in shape:
            raise ValueError(f"one axis must have the length 3, but got the shape {shape}.")
        dim = shape.index(3)
    axis = normalize_axis(dim, len(shape), "dim")
    if shape[axis] != 3:
        raise ValueError(f"the axis {dim} must have the length 3, but got the shape {shape}.")
    return jnp.cross(*jnp.broadcast_arrays(input, other), axis=axis)


def _with_addend(product):
    """``beta * input + alpha * product``, all in one dtype."""

    def body(input, first, second, beta, alpha):
        _check_same_dtype(input, first, second)
        out = product(first, second)
        return input * jnp.asarray(beta, input.dtype) + out * jnp.asarray(alpha, input.dtype)

    return body


@operator("input", "mat1", "mat2", "beta", "alpha", name="addmm")
def _addmm(input, mat1, mat2, beta, alpha):
    return _with_addend(_matmul)(input, mat1, mat2, beta, alpha)


def addmm(input, mat1, mat2, *, beta=1, alpha=1):
    """``beta * input + alpha * (mat1 @ mat2)``.

    >>> ops.addmm(Tensor([[1.0]]), Tensor([[1.0, 2.0]]), Tensor([[3.0], [4.0]])).tolist()
    [[12.0]]
    """
    return _addmm(input, mat1, mat2, beta, alpha)


def addmv(input, mat, vec, *, beta=1, alpha=1):
    """``beta * input + alpha * (mat @ vec)``.

    >>> ops.addmv(Tensor([1.0]), Tensor([[1.0, 2.0]]), Tensor([3.0, 4.0])).tolist()
    [12.0]
    """
    return _addmm(input, mat, vec, beta, alpha)


def baddbmm(input, batch1, batch2, beta=1, alpha=1):
    """``beta * input + alpha * (batch1 @ batch2)`` for batches of matrices.

    >>> ops.baddbmm(Tensor([[[1.0]]]), Tensor([[[1.0, 2.0]]]), Tensor([[[3.0], [4.0]]])).tolist()
    [[[12.0]]]
    """
    return _addmm(input, batch1, batch2, beta, alpha)


@operator("input", "batch1", "batch2", "beta", "alpha", name="addbmm")
def _addbmm(input, batch1, batch2, beta, alpha):
    return _with_addend(lambda x, y: jnp.sum(_matmul(x, y), 0))(input, batch1, batch2, beta, alpha)


def addbmm(input, batch1, batch2, *, beta=1, alpha=1):
    """``beta * input + alpha * (the sum of the products of the matrices of two batches)``.

    >>> ops.addbmm(Tensor([[1.0]]), Tensor([[[1.0, 2.0]]]), Tensor([[[3.0], [4.0]]])).tolist()
    [[12.0]]
    """
    return _addbmm(input, batch1, batch2, beta, alpha)


@operator("x", "vec1", "vec2", "beta", "alpha", name="addr")
def _addr(x, vec1, vec2, beta, alpha):
    return _with_addend(jnp.outer)(x, vec1, vec2, beta, alpha)


def addr(x, vec1, vec2, *, beta=1, alpha=1):
    """``beta * x + alpha * outer(vec1, vec2)``.

    >>> ops.addr(Tensor([[1.0]]), Tensor([2.0]), Tensor([3.0])).tolist()
    [[7.0]]
    """
    return _addr(x, vec1, vec2, beta, alpha)


@operator("input")
def trace(input):
    """The sum of the diagonal of a matrix.

    >>> ops.trace(Tensor([[1.0, 2.0], [3.0, 4.0]])).tolist()
    5.0
    """
    check_array(input)
    if input.ndim != 2:
        raise ValueError(f"the argument 'input' must have 2 axes, but got the shape {input.shape}.")
    return jnp.trace(input, dtype=input.dtype)


# -- norms and distances --


@operator("x", name="vector_norm")
def _vector_norm(x, ord, axis, keepdims, dtype):
    axes = normalize_axes(axis, x.ndim)
    x = inexact(x) if dtype is None else x.astype(dtype)
    if ord == 0:
        return jnp.sum(x != 0, axes, keepdims=keepdims).astype(x.dtype)
    size = jnp.abs(x)
    if ord in (np.inf, -np.inf):
        return (jnp.max if ord > 0 else jnp.min)(size, axes, keepdims=keepdims)
    if ord == 1:
        return jnp.sum(size, axes, keepdims=keepdims)
    if ord == 2:
        return jnp.sqrt(jnp.sum(size * size, axes, keepdims=keepdims))
    return jnp.sum(size**ord, axes, keepdims=keepdims) ** (1 / ord)


def vector_norm(x, ord=2, axis=None, keepdims=False, *, dtype=None):
    """The norm of order ``ord`` of the vectors in some axes: the root of the sum of powers of absolute values; for 0
    the number of elements that are not 0, for inf and -inf the greatest and smallest absolute value.

    >>> ops.vector_norm(Tensor([3.0, 4.0])).tolist()
    5.0
    """
    return _vector_norm(x, ord, as_static(axis), keepdims, as_dtype(dtype, "vector_norm"))


@operator("A", name="matrix_norm")
def _matrix_norm(A, ord, axis, keepdims, dtype):
    if not isinstance(axis, tuple) or len(axis) != 2:
        raise ValueError(f"the argument 'axis' must be a pair of axes, but got {axis}.")
    rows, columns = normalize_axes(axis, A.ndim)
    A = inexact(A) if dtype is None else A.astype(dtype)
    if ord == "fro":
        return jnp.sqrt(jnp.sum(jnp.abs(A) ** 2, (rows, columns), keepdims=keepdims))
    if ord in (1, -1, np.inf, -np.inf):
        along, other = (rows, columns) if abs(ord) == 1 else (columns, rows)
        reduce = jnp.max if ord > 0 else jnp.min
        return reduce(jnp.sum(jnp.abs(A), along, keepdims=True), other, keepdims=True).reshape(
            _reduced(A.shape, (rows, columns), keepdims)
        )
    if ord not in ("nuc", 2, -2):
        raise ValueError(f"the argument 'ord' must be 'fro', 'nuc', inf, -inf, 1, -1, 2 or -2, but got {ord!r}.")
    values = jnp.linalg.svd(jnp.moveaxis(A, (rows, columns), (-2, -1)), compute_uv=False)
    reduce = {"nuc": jnp.sum, 2: jnp.max, -2: jnp.min}[ord]
    return reduce(values, -1).reshape(_reduced(A.shape, (rows, columns), keepdims))


def _reduced(shape, axes, keepdims):
    if keepdims:
        return tuple([1 if i in axes else n for i, n in enumerate(shape)])
    return tuple([n for i, n in enumerate(shape) if i not in axes])


def matrix_norm(A, ord="fro", axis=(-2, -1), keepdims=False, *, dtype=None):
    """The norm of the matrices in two axes: 'fro' (the root of the sum of squares), 'nuc' (the sum of singular
    values), 1 and -1, inf and -inf (the greatest and smallest sum of absolute values of a column, a row), 2 and -2
    (the greatest and smallest singular value).

    >>> ops.matrix_norm(Tensor([[3.0, 4.0]])).tolist()
    5.0
    """
    return _matrix_norm(A, ord, as_static(axis), keepdims, as_dtype(dtype, "matrix_norm"))


def norm(A, ord=None, dim=None, keepdim=False, *, dtype=None):
    """The norm of vectors (one axis in ``dim``, or a number as the order of a flattened Tensor) or matrices (two axes).
    Without an order, the root of the sum of squares.

    >>> ops.norm(Tensor([3.0, 4.0])).tolist()
    5.0
    """
    dim = as_static(dim)
    pair = isinstance(dim, tuple) and len(dim) == 2
    if ord is None or (ord == 2 and not pair and dim is not None):
        return vector_norm(A, 2, dim, keepdim, dtype=dtype)
    if pair or (dim is None and len(shape_of(A)) == 2) or isinstance(ord, str):
        return matrix_norm(A, ord, (-2, -1) if dim is None else dim, keepdim, dtype=dtype)
    return vector_norm(A, ord, dim, keepdim, dtype=dtype)


@operator("input", "other", promote=binary("arithmetic"))
def dist(input, other, p=2):
    """The norm of order ``p`` of the difference.

    >>> ops.dist(Tensor([3.0, 4.0]), Tensor([0.0, 0.0])).tolist()
    5.0
    """
    return _vector_norm.body(input - other, p, None, False, None)


@operator("x1", "x2")
def cdist(x1, x2, p=2.0):
    """The distances, by the norm of order ``p``, between each row of ``x1`` and each row of ``x2``.

    >>> ops.cdist(Tensor([[0.0, 0.0]]), Tensor([[3.0, 4.0]])).tolist()
    [[5.0]]
    """
    if x1.ndim < 2 or x2.ndim < 2 or x1.shape[-1] != x2.shape[-1]:
        raise ValueError(f"the last sizes must be equal, but got the shapes {x1.shape} and {x2.shape}.")
    return _vector_norm.body(x1[..., :, None, :] - x2[..., None, :, :], p, -1, False, None)


@operator("input", "maxnorm")
def renorm(input, p, axis, maxnorm):
    """The slices along ``axis``, scaled down to a norm of order ``p`` of ``maxnorm`` where it is greater.

    >>> ops.renorm(Tensor([[3.0, 4.0], [0.3, 0.4]]), 2, 0, 5.0).shape
    (2, 2)
    """
    axis = normalize_axis(axis, input.ndim)
    others = tuple([i for i in range(input.ndim) if i != axis])
    size = _vector_norm.body(input, p, others, True, None)
    return jnp.where(size > maxnorm, input * (maxnorm.astype(input.dtype) / (size + 1e-7)), input)


@operator("x", "max_norm", name="clip_by_norm")
def _clip_by_norm(x, max_norm, norm_type):
    norms = [_vector_norm.body(g, norm_type, None, False, None) for g in x]
    size = _vector_norm.body(jnp.stack(norms), norm_type, None, False, None)
    scale = jnp.minimum(max_norm.astype(size.dtype) / (size + 1e-6), 1)
    return tuple([g * scale.astype(g.dtype) for g in x])


def clip_by_norm(x, max_norm, norm_type=2.0, error_if_nonfinite=False):
    """Tensors, all scaled by one number so that the norm of order ``norm_type`` over all of their elements is at most
    ``max_norm``. RuntimeError with ``error_if_nonfinite`` where the norm is nan or infinite.

    >>> ops.clip_by_norm(Tensor([0.3, 0.4]), 1.0).shape
    (2,)
    """
    tensors = tuple(x) if isinstance(x, list | tuple) else (x,)
    if error_if_nonfinite and not all(np.isfinite(concrete(t, "clip_by_norm")).all() for t in tensors):
        raise RuntimeError("For 'clip_by_norm', the norm is nan or infinite.")
    out = _clip_by_norm(tensors, max_norm, norm_type)
    out = out if isinstance(out, tuple) else (out,)
    return out if isinstance(x, list | tuple) else out[0]


@operator("x", "clip_norm")
def _clip_together(x, clip_norm):
    dtype = functools.reduce(jnp.promote_types, [g.dtype for g in x], np.dtype(np.float32))
    size = jnp.sqrt(functools.reduce(jnp.add, [jnp.sum(jnp.square(g.astype(dtype))) for g in x]))
    clip_norm = clip_norm.astype(dtype)
    scale = clip_norm / jnp.maximum(size, clip_norm)
    return tuple([g * scale.astype(g.dtype) for g in x])


def clip_by_global_norm(x, clip_norm=1.0, use_norm=None):
    """Tensors, all scaled by one number so that the root of the sum of all their squares is at most ``clip_norm``.

    Raises ValueError for ``use_norm``, which MindSpore does not support either.

    >>> [t.tolist() for t in ops.clip_by_global_norm((Tensor([3.0]), Tensor([4.0])), 10.0)]
    [[3.0], [4.0]]
    """
    if use_norm is not None:
        raise ValueError(f"For 'clip_by_global_norm', the argument 'use_norm' must be None, but got {use_norm}.")
    tensors = tuple(x) if isinstance(x, list | tuple) else (x,)
    out = _clip_together(tensors, clip_norm)
    out = out if isinstance(out, tuple) else (out,)
    return out if isinstance(x, list | tuple) else out[0]


# -- linear algebra --


def _square(x):
    check_array(x)
    if x.ndim < 2 or x.shape[-1] != x.shape[-2]:
        raise ValueError(f"the last two sizes must be equal, but got the shape {x.shape}.")
    return x


@operator("input")
def det(input):
    """The determinant.

    >>> ops.det(Tensor([[2.0, 0.0], [0.0, 3.0]])).tolist()
    6.0
    """
    return jnp.linalg.det(_square(input))


@operator("input")
def slogdet(input):
    """The sign of the determinant, and the logarithm of its absolute value.

    >>> [x.tolist() for x in ops.slogdet(Tensor([[1.0, 0.0], [0.0, 1.0]]))]
    [1.0, 0.0]
    """
    return tuple(jnp.linalg.slogdet(_square(input)))


@operator("input")
def logdet(input):
    """The logarithm of the determinant; nan where it is negative.

    >>> ops.logdet(Tensor([[1.0, 0.0], [0.0, 1.0]])).tolist()
    0.0
    """
    sign, size = jnp.linalg.slogdet(_square(input))
    return jnp.where(sign > 0, size, jnp.where(sign == 0, -jnp.inf, jnp.nan))


@operator("input")
def inverse(input):
    """The inverse matrix.

    >>> ops.inverse(Tensor([[2.0, 0.0], [0.0, 4.0]])).tolist()
    [[0.5, 0.0], [0.0, 0.25]]
    """
    return jnp.linalg.inv(inexact(_square(input)))


@operator("input")
def matrix_power(input, n):
    """The product of ``n`` copies of a matrix, of its inverse where ``n`` is negative.

    >>> ops.matrix_power(Tensor([[2.0, 0.0], [0.0, 3.0]]), 2).tolist()
    [[4.0, 0.0], [0.0, 9.0]]
    """
    return jnp.linalg.matrix_power(_square(input), n)


@operator("input_x")
def cholesky(input_x, upper=False):
    """The lower triangular matrix whose product with its transpose is a symmetric positive definite one, or the upper
    one.

    >>> ops.cholesky(Tensor([[4.0, 0.0], [0.0, 9.0]])).tolist()
    [[2.0, 0.0], [0.0, 3.0]]
    """
    lower = jnp.linalg.cholesky(_square(input_x))
    return jnp.swapaxes(lower, -1, -2) if upper else lower


@operator("x")
def _vander(x, N):
    return jnp.vander(x, N)


def vander(x, N=None):
    """The matrix of the powers of each element, from N - 1 down to 0.

    >>> ops.vander(Tensor([2, 3])).tolist()
    [[2, 1], [3, 1]]
    """
    return _vander(x, N)
