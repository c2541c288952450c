"""Sparse Tensors: conversions between formats, sums, and products with dense Tensors.

What a result's places are may depend on the data. Where their number is known all is an ordinary operator; where not
(sums, products of two sparse matrices, what is not 0 in a dense one), what is pending runs, the places are found by
numpy, and the values are computed by operators from then on, so that they have gradients.

MindSpore's CPU build knows few dtypes in these (int64 indices for some, int32 for others, no float64 or integers in
products); here all are computed.
"""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from msgrad.common import dtype as mstype
from msgrad.common.sparse_tensor import COOTensor, CSRTensor, SparseTensor
from msgrad.common.tensor import Tensor
from msgrad.engine.operator import operator
from msgrad.ops.function import arithmetic_func
from msgrad.ops.function._arguments import as_int, concrete, together
from msgrad.ops.function.join_func import concat, stack
from msgrad.ops.function.select_func import _check_known, nonzero
from msgrad.ops.function.sparse_unary_func import with_values

__all__ = """
    coalesce coo2csr coo_add coo_concat coo_tensor_get_dense_shape coo_tensor_get_indices coo_tensor_get_values csr2coo
    csr_add csr_div csr_gather csr_mm csr_mul csr_mv csr_reduce_sum csr_softmax csr_tensor_get_dense_shape
    csr_tensor_get_indices csr_tensor_get_indptr csr_tensor_get_values csr_to_coo csr_to_dense dense_to_sparse_coo
    dense_to_sparse_csr make_coo_tensor make_csr_tensor make_sparse_tensor
""".split()

# -- on arrays --


@operator("indices", "values")
def coo_dense(indices, values, shape):
    """The dense array of values at the places in the rows of ``indices``. Values at one place add up; places beyond
    the shape are left out."""
    if values.dtype == bool:
        return jnp.zeros(shape, bool).at[tuple(indices.T)].max(values, mode="drop")
    return jnp.zeros((*shape,), values.dtype).at[tuple(indices.T)].add(values, mode="drop", wrap_negative_indices=False)


@operator("indptr", name="csr2coo")
def _row_numbers(indptr, nnz):
    return (jnp.searchsorted(indptr, jnp.arange(nnz), side="right") - 1).astype(indptr.dtype)


@operator("row_indices", name="coo2csr")
def _pointers(row_indices, height):
    counts = jnp.zeros(height + 1, row_indices.dtype).at[row_indices + 1].add(1)
    return jnp.cumsum(counts, dtype=row_indices.dtype)


@operator("indices", "values")
def sorted_by_place(indices, values, axes=None):
    """Places (in rows) and values in the order of the places, which counts these columns, by default all."""
    keys = indices.T if axes is None else indices.T[axes, ...]
    order = jnp.lexsort(keys[::-1])
    return indices[order], values[order]


@operator("indptr", "indices", "dense", name="csr_gather")
def _csr_gather(indptr, indices, dense, shape):
    try:
        dense = jnp.broadcast_to(dense, shape)
    except ValueError:
        raise ValueError(f"the dense Tensor must broadcast to {shape}, but got the shape {dense.shape}.") from None
    return dense[_row_numbers.body(indptr, indices.shape[0]), indices]


@operator("rows", "columns", "values", "dense", promote=lambda kinds: [*kinds[:2], *together(kinds[2:])])
def coo_matmul(rows, columns, values, dense, height):
    """The product of a sparse matrix of ``height`` rows, by the places of its values, and a dense one."""
    return jax.ops.segment_sum(values[:, None] * dense[columns], rows, height)


@operator("indptr", "values")
def csr_row_sums(indptr, values, axis):
    """The sums of each row's values, in an axis of length 1."""
    height = indptr.shape[0] - 1
    if axis not in (1, -1):
        raise ValueError(f"the 'axis' must be 1, but got {axis}.")
    return jax.ops.segment_sum(values, _row_numbers.body(indptr, values.shape[0]), height)[:, None]


@operator("rows", "values")
def softmax_of_rows(rows, values, height):
    """The softmax over the values that have one number in ``rows``, which go up to ``height``."""
    greatest = jax.ops.segment_max(jax.lax.stop_gradient(values), rows, height)
    powers = jnp.exp(values - greatest[rows])
    return powers / jax.ops.segment_sum(powers, rows, height)[rows]


@operator("values", "places")
def summed_at(values, places, count):
    """The sums of the values that go to one place, for so many places."""
    return jax.ops.segment_sum(values, places, count)


@operator("values", "other", "places", "other_places", promote=lambda kinds: [*together(kinds[:2]), *kinds[2:]])
def summed_pair(values, other, places, other_places, count):
    """As `summed_at`, of two vectors at once."""
    return jax.ops.segment_sum(values, places, count) + jax.ops.segment_sum(other, other_places, count)


# -- checks and parts --


def _check(x: Any, kind: Any, argument: str, who: str) -> None:
    if not isinstance(x, kind):
        raise TypeError(f"For '{who}', the '{argument}' must be a {kind.__name__}, but got {type(x).__name__}.")


def _check_matrix(x: CSRTensor, who: str) -> None:
    if x.ndim != 2:
        raise ValueError(f"For '{who}', the CSRTensor must have 2 dimensions, but got shape {x.shape}.")


def _check_same_shape(a: Any, b: Any, who: str) -> None:
    if a.shape != b.shape:
        raise ValueError(f"For '{who}', both must have one shape, but got {a.shape} and {b.shape}.")


def _tensor(array: np.ndarray, dtype: Any) -> Tensor:
    return Tensor(array, dtype)


def columns_of(indices: Any) -> tuple[Any, ...]:
    """The columns of a matrix of places."""
    return tuple([indices[:, i] for i in range(indices.shape[1])])


def check_places(indices: Any, shape: tuple, who: str, error: type[Exception] = RuntimeError) -> None:
    """An exception for places beyond the shape, where they are known without waiting for anything."""
    known = indices._result().array
    if isinstance(known, np.ndarray):
        for column, size in zip(known.T, shape, strict=True):
            _check_known(column, size, who, 0, error)


# -- conversions --


def csr2coo(indptr, nnz):
    """The number of the row of each of ``nnz`` values, from where the rows begin and end.

    >>> ops.csr2coo(Tensor([0, 1, 3], mindspore.int32), 3).tolist()
    [0, 1, 1]
    """
    return _row_numbers(indptr, as_int(nnz, "nnz", "csr2coo"))


def coo2csr(row_indices, height):
    """Where ``height`` rows begin and end, from the number of the row of each value.

    >>> ops.coo2csr(Tensor([0, 1, 1], mindspore.int32), 3).tolist()
    [0, 1, 3, 3]
    """
    return _pointers(row_indices, as_int(height, "height", "coo2csr"))


def csr_to_coo(tensor):
    """A matrix by compressed rows as one by coordinates. TypeError for all else, ValueError unless it has 2 axes.

    >>> x = mindspore.CSRTensor(Tensor([0, 1, 2]), Tensor([2, 0]), Tensor([1.0, 2.0]), (2, 3))
    >>> ops.csr_to_coo(x).indices.tolist()
    [[0, 2], [1, 0]]
    """
    _check(tensor, CSRTensor, "tensor", "csr_to_coo")
    _check_matrix(tensor, "csr_to_coo")
    rows = csr2coo(tensor.indptr, tensor.values.shape[0])
    return COOTensor(stack((rows.astype(tensor.indices.dtype), tensor.indices), 1), tensor.values, tensor.shape)


def csr_to_dense(csr_tensor):
    """A matrix by compressed rows as a dense one. TypeError for all else, ValueError unless it has 2 axes.

    >>> ops.csr_to_dense(mindspore.CSRTensor(Tensor([0, 1, 1]), Tensor([1]), Tensor([5.0]), (2, 2))).tolist()
    [[0.0, 5.0], [0.0, 0.0]]
    """
    _check(csr_tensor, CSRTensor, "csr_tensor", "csr_to_dense")
    return coo_to_dense(csr_to_coo(csr_tensor))


def coo_to_dense(x):
    """A matrix by coordinates as a dense one. RuntimeError for places beyond its shape, where that is known at once."""
    check_places(x.indices, x.shape, "to_dense")
    return coo_dense(x.indices, x.values, x.shape)


def coo_to_csr(x):
    """A matrix by coordinates as one by compressed rows; within a row the values keep their order."""
    indices, values = sorted_by_place(x.indices, x.values, (0,))
    rows, columns = columns_of(indices)
    return CSRTensor(coo2csr(rows, x.shape[0]), columns, values, x.shape)


def dense_to_sparse_coo(tensor):
    """What is not 0 in a dense matrix, by coordinates (int32). What is pending runs.

    Raises TypeError for anything but a Tensor, ValueError unless it has 2 axes.

    >>> x = ops.dense_to_sparse_coo(Tensor([[1.0, 0.0], [-5.0, 0.0]]))
    >>> x.indices.tolist(), x.values.tolist()
    ([[0, 0], [1, 0]], [1.0, -5.0])
    """
    return _from_dense(tensor, "dense_to_sparse_coo")


def dense_to_sparse_csr(tensor):
    """As `dense_to_sparse_coo`, by compressed rows.

    >>> ops.dense_to_sparse_csr(Tensor([[1.0, 0.0], [-5.0, 0.0]])).indptr.tolist()
    [0, 1, 2]
    """
    return coo_to_csr(_from_dense(tensor, "dense_to_sparse_csr"))


def _from_dense(tensor, who):
    _check(tensor, Tensor, "tensor", who)
    if tensor.ndim != 2:
        raise ValueError(f"For '{who}', the 'tensor' must have 2 dimensions, but got shape {tensor.shape}.")
    places = nonzero(tensor)
    return COOTensor(places.astype(mstype.int32), tensor[columns_of(places)], tensor.shape)


def coalesce(x_indices, x_values, x_shape):
    """Values at one place added up, and the places in order: the places (one in each column), values and the shape.
    What is pending runs.

    Args:
        x_indices: the places, shape (axes, N), one in each column.
        x_values: the values, shape (N,).
        x_shape: the sizes of the axes, a Tensor.

    Raises ValueError for shapes that do not fit together.

    >>> out = ops.coalesce(Tensor([[1, 1, 0], [2, 2, 0]]), Tensor([1.0, 5.0, 4.0]), Tensor([3, 3]))
    >>> out[0].tolist(), out[1].tolist()
    ([[0, 1], [0, 2]], [4.0, 6.0])
    """
    for argument, given, ndim in (("x_indices", x_indices, 2), ("x_values", x_values, 1), ("x_shape", x_shape, 1)):
        _check(given, Tensor, argument, "coalesce")
        if given.ndim != ndim:
            raise ValueError(f"For 'coalesce', the '{argument}' must have {ndim} axes, but got shape {given.shape}.")
    if x_indices.shape != (x_shape.shape[0], x_values.shape[0]):
        raise ValueError(
            f"For 'coalesce', the 'x_indices' must have the shape {(x_shape.shape[0], x_values.shape[0])}, but got "
            f"{x_indices.shape}."
        )
    places, numbers = np.unique(concrete(x_indices, "coalesce"), axis=1, return_inverse=True)
    values = summed_at(x_values, numbers.reshape(-1), places.shape[1])
    return _tensor(places, x_indices.dtype), values, x_shape * 1


def coo_coalesced(x):
    """A matrix by coordinates with the values at one place added up, in the order of the places."""
    indices, values, _ = coalesce(x.indices.T, x.values, Tensor(x.shape))
    return COOTensor(indices.T, values, x.shape)


# -- sums --


def _merged(first: np.ndarray, second: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Two lists of places merged as if both were in order: the places, and where each of either list has gone.

    Places that are not in order, or twice in one list, stay so.
    """
    a, b = first.tolist(), second.tolist()
    out, from_a, from_b = [], [0] * len(a), [0] * len(b)
    i = j = 0
    while i < len(a) or j < len(b):
        take_a = j == len(b) or (i < len(a) and a[i] <= b[j])
        take_b = i == len(a) or (j < len(b) and b[j] <= a[i])
        if take_a:
            from_a[i] = len(out)
        if take_b:
            from_b[j] = len(out)
        out.append(a[i] if take_a else b[j])
        i, j = i + take_a, j + take_b
    return np.array(out, first.dtype).reshape(-1, first.shape[1]), np.array(from_a, int), np.array(from_b, int)


def merged_sum(places: Any, values: Any, threshold: Any, who: str) -> tuple[Tensor, Tensor]:
    """The sum of two sparse arrays, given the places and values of both: the places and values."""
    merged, from_a, from_b = _merged(*[concrete(x, who) for x in places])
    summed = summed_pair(*values, from_a, from_b, len(merged))
    # The threshold is for sums of two values, as in MindSpore's kernel: what only one has stays.
    limit = concrete(threshold, who)
    both = np.intersect1d(from_a, from_b)
    if limit > 0 and both.size:
        kept = np.ones(len(merged), bool)
        kept[both] = np.abs(concrete(summed, who)[both]) >= limit
        merged, summed = merged[kept], summed[_tensor(np.flatnonzero(kept), mstype.int64)]
    return _tensor(merged, places[0].dtype), summed


def coo_add(x1, x2, thresh):
    """The sum of two matrices by coordinates. Both are merged as lists of places in order; of places that both have,
    those go whose sum is smaller in size than ``thresh``, a 0-d Tensor. What is pending runs.

    Raises TypeError for other types, ValueError for two shapes and for a threshold with axes.

    >>> x = mindspore.COOTensor(Tensor([[0, 1]]), Tensor([1.0]), (2, 2))
    >>> y = mindspore.COOTensor(Tensor([[0, 0], [0, 1]]), Tensor([3.0, 4.0]), (2, 2))
    >>> ops.coo_add(x, y, Tensor(0.0)).values.tolist()
    [3.0, 5.0]
    """
    _check(x1, COOTensor, "x1", "coo_add")
    _check(x2, COOTensor, "x2", "coo_add")
    _check(thresh, Tensor, "thresh", "coo_add")
    if thresh.ndim:
        raise ValueError(f"For 'coo_add', the 'thresh' must have no axes, but got shape {thresh.shape}.")
    _check_same_shape(x1, x2, "coo_add")
    return COOTensor(*merged_sum((x1.indices, x2.indices), (x1.values, x2.values), thresh, "coo_add"), x1.shape)


def csr_add(a, b, alpha, beta):
    """``alpha * a + beta * b`` for two matrices by compressed rows and Tensors of one number. What is pending runs.

    Raises TypeError for other types, ValueError for two shapes.

    >>> x = mindspore.CSRTensor(Tensor([0, 1, 1]), Tensor([1]), Tensor([5.0]), (2, 2))
    >>> y = mindspore.CSRTensor(Tensor([0, 1, 1]), Tensor([0]), Tensor([7.0]), (2, 2))
    >>> ops.csr_add(x, y, Tensor(1.0), Tensor(2.0)).to_dense().tolist()
    [[14.0, 5.0], [0.0, 0.0]]
    """
    who = "csr_add"
    for argument, x in (("a", a), ("b", b)):
        _check(x, CSRTensor, argument, who)
        _check_matrix(x, who)
    for argument, factor in (("alpha", alpha), ("beta", beta)):
        _check(factor, Tensor, argument, who)
        if factor.size != 1:
            raise ValueError(f"For '{who}', the '{argument}' must hold one number, but got shape {factor.shape}.")
    _check_same_shape(a, b, who)
    flat = [_flat_places(x, who) for x in (a, b)]
    places, numbers = np.unique(np.concatenate(flat), return_inverse=True)
    from_a, from_b = np.split(numbers, [flat[0].size])
    scaled = [_scaled(x.values, factor) for x, factor in ((a, alpha), (b, beta))]
    return _csr_at(places, summed_pair(*scaled, from_a, from_b, places.size), a)


def _scaled(values: Tensor, factor: Tensor) -> Tensor:
    return values * factor.reshape(()).astype(values.dtype)


def _flat_places(x: CSRTensor, who: str) -> np.ndarray:
    """The places of the values, counted along the rows."""
    indptr, columns = concrete(x.indptr, who).astype(np.int64), concrete(x.indices, who).astype(np.int64)
    return np.repeat(np.arange(x.shape[0]), np.diff(indptr)) * x.shape[1] + columns


def _csr_at(places: np.ndarray, values: Tensor, like: CSRTensor, shape: tuple | None = None) -> CSRTensor:
    """A matrix with values at places in order, counted along the rows."""
    shape = like.shape if shape is None else shape
    indptr = np.searchsorted(places, np.arange(shape[0] + 1) * shape[1])
    columns = _tensor(places % shape[1], like.indices.dtype)
    return CSRTensor(_tensor(indptr, like.indptr.dtype), columns, values, shape)


def coo_concat(sp_input, concat_dim=0):
    """Matrices by coordinates joined along an axis, their places in order.

    Raises ValueError for fewer than two, RuntimeError where the other sizes differ or there is no such axis.

    >>> x = mindspore.COOTensor(Tensor([[0, 1]]), Tensor([1.0]), (2, 2))
    >>> ops.coo_concat((x, x), 1).indices.tolist()
    [[0, 1], [0, 3]]
    """
    if not isinstance(sp_input, list | tuple):
        raise TypeError(f"For 'coo_concat', the 'sp_input' must be a list or tuple, but got {type(sp_input).__name__}.")
    for x in sp_input:
        _check(x, COOTensor, "sp_input", "coo_concat")
    if len(sp_input) < 2:
        raise ValueError(f"For 'coo_concat', there must be at least 2 COOTensors, but got {len(sp_input)}.")
    indices, values, shape = concat_places(
        [x.indices for x in sp_input], [x.values for x in sp_input], [x.shape for x in sp_input], concat_dim
    )
    return COOTensor(indices, values, shape)


def concat_places(indices, values, shapes, axis, who="coo_concat"):
    """Sparse arrays by coordinates joined along an axis: places and values in order, and the shape."""
    ndim = len(shapes[0])
    axis = as_int(axis, "concat_dim", who)
    if not -ndim <= axis < ndim:
        raise RuntimeError(f"For '{who}', the 'concat_dim' must be in the range [{-ndim}, {ndim}), but got {axis}.")
    axis %= ndim
    others = {shape[:axis] + shape[axis + 1 :] for shape in shapes}
    if len(others) > 1:
        raise RuntimeError(f"For '{who}', all sizes but that of axis {axis} must be equal, but got {list(shapes)}.")
    starts = np.cumsum([0, *[shape[axis] for shape in shapes]])
    shifts = np.zeros((len(shapes), ndim), int)
    shifts[:, axis] = starts[:-1]
    moved = [x + _tensor(shift, x.dtype) for x, shift in zip(indices, shifts, strict=True)]
    places, joined = sorted_by_place(concat(tuple(moved), 0), concat(tuple(values), 0))
    shape = list(shapes[0])
    shape[axis] = int(starts[-1])
    return places, joined, tuple(shape)


# -- products --


def csr_gather(indptr, indices, dense, sparse_shape):
    """The elements of a dense Tensor, broadcast to ``sparse_shape``, at the places of a matrix by compressed rows.

    >>> dense = Tensor([[1.0, 2.0], [3.0, 4.0]])
    >>> ops.csr_gather(Tensor([0, 1, 2]), Tensor([1, 0]), dense, (2, 2)).tolist()
    [2.0, 3.0]
    """
    return _csr_gather(indptr, indices, dense, tuple(sparse_shape))


def _with_dense(x: Any, y: Any, function: Any, who: str) -> Any:
    """A function of the values and of a dense Tensor's elements at their places. With one number it gives, as in
    MindSpore, the values alone."""
    _check(x, CSRTensor, "x", who)
    if isinstance(y, bool | int | float | complex) or (isinstance(y, Tensor) and y.size == 1):
        return function(x.values, y.reshape(()) if isinstance(y, Tensor) else y)
    _check(y, Tensor, "y", who)
    return with_values(x, function(x.values, csr_gather(x.indptr, x.indices, y, x.shape)))


def csr_mul(x, y):
    """The product of a CSRTensor and a dense Tensor that broadcasts to its shape, element by element: a CSRTensor. For
    one number (a Python number, a Tensor of one element) it is the Tensor of its values.

    TypeError for other types, ValueError where it does not broadcast.

    >>> x = mindspore.CSRTensor(Tensor([0, 1, 1]), Tensor([1]), Tensor([5.0]), (2, 2))
    >>> ops.csr_mul(x, Tensor([[1.0, 2.0], [3.0, 4.0]])).values.tolist(), ops.csr_mul(x, 3.0).tolist()
    ([10.0], [15.0])
    """
    return _with_dense(x, y, arithmetic_func.mul, "csr_mul")


def csr_div(x, y):
    """The quotient, as `csr_mul` the product.

    >>> x = mindspore.CSRTensor(Tensor([0, 1, 1]), Tensor([1]), Tensor([5.0]), (2, 2))
    >>> ops.csr_div(x, Tensor([[1.0, 2.0], [3.0, 4.0]])).values.tolist()
    [2.5]
    """
    return _with_dense(x, y, arithmetic_func.div, "csr_div")


def _times_dense(a: CSRTensor, dense: Tensor, who: str) -> Tensor:
    _check(dense, Tensor, "dense", who)
    if a.ndim != 2 or dense.ndim != 2:
        raise ValueError(f"For '{who}', both must have 2 dimensions, but got the shapes {a.shape} and {dense.shape}.")
    if dense.shape[0] != a.shape[1]:
        raise ValueError(f"For '{who}', the dense Tensor must have {a.shape[1]} rows, but got shape {dense.shape}.")
    return coo_matmul(csr2coo(a.indptr, a.values.shape[0]), a.indices, a.values, dense, a.shape[0])


def csr_mv(csr_tensor, dense):
    """The product of a matrix by compressed rows and a column, shape (columns, 1). TypeError for other types,
    ValueError for other shapes.

    >>> x = mindspore.CSRTensor(Tensor([0, 1, 1]), Tensor([1]), Tensor([5.0]), (2, 2))
    >>> ops.csr_mv(x, Tensor([[1.0], [2.0]])).tolist()
    [[10.0], [0.0]]
    """
    _check(csr_tensor, CSRTensor, "csr_tensor", "csr_mv")
    _check(dense, Tensor, "dense", "csr_mv")
    if dense.ndim == 2 and dense.shape[1] != 1:
        raise ValueError(
            f"For 'csr_mv', the 'dense' must have the shape ({csr_tensor.shape[1]}, 1), but got {dense.shape}."
        )
    return _times_dense(csr_tensor, dense, "csr_mv")


def csr_times(a, matrix):
    """The product of a matrix by compressed rows and another such one, or a dense one."""
    if isinstance(matrix, CSRTensor):
        return csr_mm(a, matrix)
    return _times_dense(a, matrix, "mm")


def csr_mm(a, b, trans_a=False, trans_b=False, adjoint_a=False, adjoint_b=False):
    """The product of two matrices by compressed rows, each transposed (``trans``) or transposed and conjugated
    (``adjoint``) first. What is pending runs.

    Raises TypeError for other types, ValueError where the sizes do not fit, or both flags of a matrix are set.
    (MindSpore's CPU build has no kernel for this.)

    >>> x = mindspore.CSRTensor(Tensor([0, 1, 2]), Tensor([1, 0]), Tensor([2.0, 3.0]), (2, 2))
    >>> ops.csr_mm(x, x).to_dense().tolist()
    [[6.0, 0.0], [0.0, 6.0]]
    """
    who = "csr_mm"
    for argument, x in (("a", a), ("b", b)):
        _check(x, CSRTensor, argument, who)
        _check_matrix(x, who)
    if (trans_a and adjoint_a) or (trans_b and adjoint_b):
        raise ValueError(f"For '{who}', a matrix cannot be both transposed and adjoint.")
    a = _transposed(a, adjoint_a) if trans_a or adjoint_a else a
    b = _transposed(b, adjoint_b) if trans_b or adjoint_b else b
    if a.shape[1] != b.shape[0]:
        raise ValueError(f"For '{who}', the columns of {a.shape} must be as many as the rows of {b.shape}.")
    first, second = matching_pairs(concrete(a.indices, who), concrete(b.indptr, who).astype(np.int64))
    flat = _flat_places(a, who)[first] // a.shape[1] * b.shape[1] + concrete(b.indices, who)[second]
    places, numbers = np.unique(flat, return_inverse=True)
    pairs = a.values[_tensor(first, mstype.int64)] * b.values[_tensor(second, mstype.int64)]
    return _csr_at(places, summed_at(pairs, numbers, places.size), a, (a.shape[0], b.shape[1]))


def matching_pairs(columns: np.ndarray, begins: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The pairs of a value of one matrix, by its column, with each value in that row of another, which begins there."""
    counts = np.diff(begins)[columns]
    first = np.repeat(np.arange(columns.size), counts)
    second = np.arange(first.size) - np.repeat(np.cumsum(counts) - counts, counts) + begins[columns[first]]
    return first, second


def _transposed(x: CSRTensor, conjugate: bool) -> CSRTensor:
    coo = csr_to_coo(x)
    values = coo.values.conj() if conjugate else coo.values
    turned = COOTensor(stack(columns_of(coo.indices)[::-1], 1), values, coo.shape[::-1])
    return coo_to_csr(turned)


def csr_reduce_sum(csr_tensor, axis):
    """The sums of the rows, shape (rows, 1, ...): ``axis`` must be 1 or -1 (ValueError else).

    >>> x = mindspore.CSRTensor(Tensor([0, 2, 2]), Tensor([0, 1]), Tensor([5.0, 6.0]), (2, 2))
    >>> ops.csr_reduce_sum(x, 1).tolist()
    [[11.0], [0.0]]
    """
    _check(csr_tensor, CSRTensor, "csr_tensor", "csr_reduce_sum")
    axis = as_int(axis, "axis", "csr_reduce_sum")
    axis = 1 if axis == 1 - csr_tensor.ndim else axis
    return csr_row_sums(csr_tensor.indptr, csr_tensor.values, axis)


def csr_softmax(logits, dtype):
    """The softmax of each row over the values that are there. ``dtype`` must be float32 or float64 (TypeError else);
    the result has the dtype of the values. (MindSpore's kernel overwrites its argument with the result.)

    >>> x = mindspore.CSRTensor(Tensor([0, 2, 2]), Tensor([0, 1]), Tensor([1.0, 1.0]), (2, 2))
    >>> ops.csr_softmax(x, mindspore.float32).values.tolist()
    [0.5, 0.5]
    """
    _check(logits, CSRTensor, "logits", "csr_softmax")
    if dtype not in (mstype.float32, mstype.float64):
        raise TypeError(f"For 'csr_softmax', the 'dtype' must be float32 or float64, but got {dtype}.")
    rows = csr2coo(logits.indptr, logits.values.shape[0])
    return with_values(logits, softmax_of_rows(rows, logits.values, logits.shape[0]))


# -- parts --


def make_coo_tensor(indices, values, dense_shape):
    """A `COOTensor`."""
    return COOTensor(indices, values, dense_shape)


def make_csr_tensor(indptr, indices, values, dense_shape):
    """A `CSRTensor`."""
    return CSRTensor(indptr, indices, values, dense_shape)


def make_sparse_tensor(indices, values, dense_shape):
    """A `COOTensor`, by its older name."""
    return COOTensor(indices, values, dense_shape)


def _part(name: str, attribute: str, kinds: tuple, text: str) -> Any:
    def part(sparse: Any) -> Any:
        if not isinstance(sparse, kinds):
            raise TypeError(
                f"For '{name}', the argument must be a {kinds[0].__name__}, but got {type(sparse).__name__}."
            )
        return getattr(sparse, attribute)

    part.__name__ = part.__qualname__ = name
    part.__doc__ = text
    return part


for _format, _kinds, _attributes in (
    ("coo", (COOTensor, SparseTensor), ("indices", "values", "shape")),
    ("csr", (CSRTensor,), ("indptr", "indices", "values", "shape")),
):
    for _attribute in _attributes:
        _name = f"{_format}_tensor_get_{_attribute.replace('shape', 'dense_shape')}"
        _text = f"The `{_attribute}` of a {_kinds[0].__name__}. TypeError for all else."
        globals()[_name] = _part(_name, _attribute, _kinds, _text)
