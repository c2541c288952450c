"""Primitives of (batches of) matrices by compressed rows, and of sets and ragged arrays.

A matrix comes as five Tensors: the dense shape of 2 or 3 sizes, where the matrices of the batch begin among the values,
where the rows of each begin among its own, the columns, and the values. What is pending runs, since these numbers
say where the values are; the values are computed by operators.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from msgrad.common.tensor import Tensor
from msgrad.ops import function as F
from msgrad.ops.function import sparse_func
from msgrad.ops.function._arguments import as_static, concrete
from msgrad.ops.primitive import REQUIRED, Primitive, define, is_bool

# -- matrices --


class Pattern:
    """Where the values of a batch of matrices are: a batch's number, a row and a column for each."""

    def __init__(self, shape: Any, rows: np.ndarray, columns: np.ndarray, dtype: Any) -> None:
        self.shape = tuple(shape)
        self.height, self.width = self.shape[-2:]
        self.rows, self.columns = rows, columns  # rows are counted through the whole batch
        self.dtype = dtype

    @classmethod
    def of(cls, dense_shape: Any, batch_pointers: Any, row_pointers: Any, col_indices: Any, who: str) -> Pattern:
        shape = tuple(as_static(dense_shape))
        if len(shape) not in (2, 3):
            raise ValueError(f"For '{who}', the dense shape must have 2 or 3 sizes, but got {shape}.")
        pointers = concrete(row_pointers, who).reshape(-1, shape[-2] + 1).astype(np.int64)
        counts = np.diff(pointers, axis=1).ravel()
        columns = concrete(col_indices, who).astype(np.int64)
        if counts.sum() != columns.size:
            raise ValueError(
                f"For '{who}', the row pointers tell of {counts.sum()} values, but there are {columns.size} columns."
            )
        return cls(shape, np.repeat(np.arange(counts.size), counts), columns, dense_shape.dtype)

    @property
    def batch(self) -> int:
        return math.prod(self.shape[:-2])

    def flat(self) -> np.ndarray:
        """The places as numbers in the dense array."""
        return self.rows * self.width + self.columns

    @classmethod
    def at(cls, flat: np.ndarray, shape: Any, dtype: Any) -> Pattern:
        return cls(shape, flat // shape[-1], flat % shape[-1], dtype)

    def places(self) -> np.ndarray:
        """The index of each value in the dense array, one in a row."""
        index = (self.rows % self.height, self.columns)
        return np.stack((self.rows // self.height, *index) if len(self.shape) == 3 else index, 1)

    def tensors(self) -> tuple[Tensor, ...]:
        """The four Tensors before the values."""
        ends = np.searchsorted(self.rows, np.arange(self.batch * self.height + 1))
        starts = ends[:: self.height]
        rows = np.concatenate(
            [ends[i * self.height : (i + 1) * self.height + 1] - starts[i] for i in range(self.batch)]
        )
        return tuple([Tensor(np.array(part), self.dtype) for part in (self.shape, starts, rows, self.columns)])


def _picked(values: Tensor, numbers: np.ndarray) -> Tensor:
    return values[Tensor(numbers.astype(np.int64))]


def _transposed(pattern: Pattern, values: Tensor, conjugate: bool) -> tuple[Pattern, Tensor]:
    batch, row = pattern.rows // pattern.height, pattern.rows % pattern.height
    order = np.lexsort((row, pattern.columns, batch))
    shape = (*pattern.shape[:-2], pattern.width, pattern.height)
    turned = Pattern(shape, (batch * pattern.width + pattern.columns)[order], row[order], pattern.dtype)
    return turned, _picked(F.conj(values) if conjugate else values, order)


def _either(who: str, transpose: bool, adjoint: bool) -> bool:
    if transpose and adjoint:
        raise ValueError(f"For '{who}', a matrix cannot be both transposed and adjoint.")
    return transpose or adjoint


def _to_dense(self: Any, shape: Any, batches: Any, rows: Any, columns: Any, values: Any) -> Tensor:
    pattern = Pattern.of(shape, batches, rows, columns, self.name)
    return sparse_func.coo_dense(Tensor(pattern.places()), values, pattern.shape)


def _to_sparse(self: Any, shape: Any, batches: Any, rows: Any, columns: Any, values: Any) -> tuple:
    pattern = Pattern.of(shape, batches, rows, columns, self.name)
    return Tensor(pattern.places(), pattern.dtype), values * 1, shape * 1


def _compressed(indices: Any, values: Any, shape: tuple, dtype: Any, who: str) -> tuple:
    if len(shape) not in (2, 3) or indices.shape != (values.shape[0], len(shape)):
        raise ValueError(
            f"For '{who}', the indices must have the shape ({values.shape[0]}, {len(shape)}), but got {indices.shape}."
        )
    flat = np.ravel_multi_index(tuple(concrete(indices, who).T), shape)
    order = np.argsort(flat, kind="stable")
    return *Pattern.at(flat[order], shape, dtype).tensors(), _picked(values, order)


def _from_sparse(self: Any, x_indices: Any, x_values: Any, x_dense_shape: Any) -> tuple:
    return _compressed(x_indices, x_values, tuple(as_static(x_dense_shape)), x_indices.dtype, self.name)


def _from_dense(self: Any, dense_input: Any, indices: Any) -> tuple:
    values = dense_input[sparse_func.columns_of(indices)]
    return _compressed(indices, values, dense_input.shape, indices.dtype, self.name)


def _add(
    self: Any, x1_shape: Any, x1_batches: Any, x1_rows: Any, x1_columns: Any, x1_values: Any,
    x2_shape: Any, x2_batches: Any, x2_rows: Any, x2_columns: Any, x2_values: Any, alpha: Any, beta: Any,
) -> tuple:  # fmt: skip
    first = Pattern.of(x1_shape, x1_batches, x1_rows, x1_columns, self.name)
    second = Pattern.of(x2_shape, x2_batches, x2_rows, x2_columns, self.name)
    if first.shape != second.shape:
        raise ValueError(f"For '{self.name}', both must have one shape, but got {first.shape} and {second.shape}.")
    flat, numbers = np.unique(np.concatenate([first.flat(), second.flat()]), return_inverse=True)
    from_first, from_second = np.split(numbers, [first.rows.size])
    scaled = [v * f.reshape(()).astype(v.dtype) for v, f in ((x1_values, alpha), (x2_values, beta))]
    out = Pattern.at(flat, first.shape, first.dtype)
    return *out.tensors(), sparse_func.summed_pair(*scaled, from_first, from_second, flat.size)


def _matmul(self: Any, shape: Any, batches: Any, rows: Any, columns: Any, values: Any, dense: Any) -> Tensor:
    pattern = Pattern.of(shape, batches, rows, columns, self.name)
    if _either(self.name, self.transpose_x1, self.adjoint_x1):
        pattern, values = _transposed(pattern, values, self.adjoint_x1)
    if _either(self.name, self.transpose_x2, self.adjoint_x2):
        dense = F.adjoint(dense) if self.adjoint_x2 else F.swapaxes(dense, -1, -2)
    if dense.shape[:-1] != (*pattern.shape[:-2], pattern.width):
        raise ValueError(
            f"For '{self.name}', the sizes of the dense matrix must begin with {(*pattern.shape[:-2], pattern.width)}, "
            f"but got {dense.shape}."
        )
    at = pattern.rows // pattern.height * pattern.width + pattern.columns
    flat = dense.reshape((-1, dense.shape[-1]))
    out = sparse_func.coo_matmul(pattern.rows, at, values, flat, pattern.batch * pattern.height)
    out = out.reshape((*pattern.shape[:-1], dense.shape[-1]))
    out = F.swapaxes(out, -1, -2) if self.transpose_output else out
    return F.conj(out) if self.conjugate_output else out


def _nnz(self: Any, shape: Any, batches: Any, rows: Any, columns: Any, values: Any) -> Tensor:
    return Tensor(np.diff(concrete(batches, self.name)).astype(np.int32))


def _softmax(self: Any, shape: Any, batches: Any, rows: Any, columns: Any, values: Any) -> tuple:
    pattern = Pattern.of(shape, batches, rows, columns, self.name)
    found = sparse_func.softmax_of_rows(pattern.rows, values, pattern.batch * pattern.height)
    return shape * 1, batches * 1, rows * 1, columns * 1, found


def _transpose(self: Any, shape: Any, batches: Any, rows: Any, columns: Any, values: Any) -> tuple:
    pattern = Pattern.of(shape, batches, rows, columns, self.name)
    turned, moved = _transposed(pattern, values, self.conjugate)
    return *turned.tensors(), moved


def _sparse_matmul(
    self: Any, x1_shape: Any, x1_batches: Any, x1_rows: Any, x1_columns: Any, x1_values: Any,
    x2_shape: Any, x2_batches: Any, x2_rows: Any, x2_columns: Any, x2_values: Any,
) -> tuple:  # fmt: skip
    a = Pattern.of(x1_shape, x1_batches, x1_rows, x1_columns, self.name)
    b = Pattern.of(x2_shape, x2_batches, x2_rows, x2_columns, self.name)
    if _either(self.name, self.transpose_a, self.adjoint_a):
        a, x1_values = _transposed(a, x1_values, self.adjoint_a)
    if _either(self.name, self.transpose_b, self.adjoint_b):
        b, x2_values = _transposed(b, x2_values, self.adjoint_b)
    if a.shape[:-2] != b.shape[:-2] or a.width != b.height:
        raise ValueError(f"For '{self.name}', matrices of the shapes {a.shape} and {b.shape} have no product.")
    begins = np.searchsorted(b.rows, np.arange(b.batch * b.height + 1))
    first, second = sparse_func.matching_pairs(a.rows // a.height * a.width + a.columns, begins)
    flat, numbers = np.unique(a.rows[first] * b.width + b.columns[second], return_inverse=True)
    pairs = _picked(x1_values, first) * _picked(x2_values, second)
    out = Pattern.at(flat, (*a.shape[:-1], b.width), a.dtype)
    return *out.tensors(), sparse_func.summed_at(pairs, numbers, flat.size)


def _ordering(self: Any, *parts: Any) -> None:
    raise NotImplementedError(
        "For 'SparseMatrixOrderingAMD', msgrad has no orderings of sparse matrices: find one by scipy.sparse.csgraph."
    )


_FLAGS = {name: is_bool for name in ("transpose_x1", "transpose_x2", "adjoint_x1", "adjoint_x2", "transpose_output")}
CSRSparseMatrixToDense = define("CSRSparseMatrixToDense", _to_dense)
CSRSparseMatrixToSparseTensor = define("CSRSparseMatrixToSparseTensor", _to_sparse)
SparseTensorToCSRSparseMatrix = define("SparseTensorToCSRSparseMatrix", _from_sparse)
DenseToCSRSparseMatrix = define("DenseToCSRSparseMatrix", _from_dense)
SparseMatrixAdd = define("SparseMatrixAdd", _add)
SparseMatrixMatMul = define(
    "SparseMatrixMatMul", _matmul, {**_FLAGS, "conjugate_output": is_bool}, transpose_x1=False, transpose_x2=False,
    adjoint_x1=False, adjoint_x2=False, transpose_output=False, conjugate_output=False,
)  # fmt: skip
SparseMatrixNNZ = define("SparseMatrixNNZ", _nnz)
SparseMatrixOrderingAMD = define("SparseMatrixOrderingAMD", _ordering)
SparseMatrixSoftmax = define("SparseMatrixSoftmax", _softmax, dtype=REQUIRED)
SparseMatrixTranspose = define("SparseMatrixTranspose", _transpose, {"conjugate": is_bool}, conjugate=False)
SparseMatrixSparseMatMul = define(
    "SparseMatrixSparseMatMul", _sparse_matmul,
    {name: is_bool for name in ("transpose_a", "transpose_b", "adjoint_a", "adjoint_b")},
    transpose_a=False, transpose_b=False, adjoint_a=False, adjoint_b=False,
)  # fmt: skip

# -- sets --

_SETS = {
    "a-b": np.setdiff1d,
    "b-a": lambda a, b: np.setdiff1d(b, a),
    "intersection": np.intersect1d,
    "union": np.union1d,
}


def _is_set_operation(value: Any, argument: str, who: str) -> str:
    if not isinstance(value, str) or value.lower() not in _SETS:
        raise ValueError(f"For '{who}', the '{argument}' must be in {[*_SETS]}, but got {value!r}.")
    return value


def _sets(operation: str, groups: list, shape: tuple, dtype: Any) -> tuple:
    """The sets of each pair of groups, as a sparse array: places, values in rising order, shape."""
    found = [_SETS[operation.lower()](a, b) for a, b in groups]
    places = [(*np.unravel_index(i, shape), j) for i, items in enumerate(found) for j in range(len(items))]
    width = max(map(len, found), default=0)
    indices = np.array(places, np.int64).reshape(-1, len(shape) + 1)
    return Tensor(indices), Tensor(np.concatenate(found), dtype), Tensor(np.array([*shape, width], np.int64))


def _dense_sets(self: Any, x1: Any, x2: Any) -> tuple:
    who = "DenseToDenseSetOperation"
    if x1.dtype != x2.dtype:
        raise TypeError(f"For '{who}', 'x1' and 'x2' must have one dtype, but got {x1.dtype} and {x2.dtype}.")
    if x1.ndim < 2 or x1.shape[:-1] != x2.shape[:-1]:
        raise ValueError(f"For '{who}', all sizes but the last must be equal, but got {x1.shape} and {x2.shape}.")
    rows = [concrete(x, who).reshape(-1, x.shape[-1]) for x in (x1, x2)]
    return _sets(self.set_operation, list(zip(*rows, strict=True)), x1.shape[:-1], x1.dtype)


def _grouped(indices: Any, values: Any, shape: tuple, who: str) -> list:
    """The values of a sparse array in each row along its last axis."""
    numbers = np.ravel_multi_index(tuple(concrete(indices, who)[:, :-1].T), shape[:-1])
    return [concrete(values, who)[numbers == i] for i in range(math.prod(shape[:-1]))]


def _sparse_sets(self: Any, x1: Any, x2_indices: Any, x2_values: Any, x2_shape: Any) -> tuple:
    who, shape = "DenseToSparseSetOperation", tuple(as_static(x2_shape))
    if x1.dtype != x2_values.dtype:
        raise TypeError(f"For '{who}', 'x1' and 'x2_values' must have one dtype, but got {x1.dtype} and "
                        f"{x2_values.dtype}.")  # fmt: skip
    if x1.ndim < 2 or x1.shape[:-1] != shape[:-1]:
        raise ValueError(f"For '{who}', all sizes but the last must be equal, but got {x1.shape} and {shape}.")
    rows = concrete(x1, who).reshape(-1, x1.shape[-1])
    groups = list(zip(rows, _grouped(x2_indices, x2_values, shape, who), strict=True))
    return _sets(self.set_operation, groups, shape[:-1], x1.dtype)


def _set_size(self: Any, set_indices: Any, set_values: Any, set_shape: Any) -> Tensor:
    """How many different values each row holds."""
    shape = tuple(as_static(set_shape))
    sizes = [np.unique(group).size for group in _grouped(set_indices, set_values, shape, "SetSize")]
    return Tensor(np.array(sizes, np.int32).reshape(shape[:-1]))


_SET_CHECKS = {"set_operation": _is_set_operation, "validate_indices": is_bool}
DenseToDenseSetOperation = define(
    "DenseToDenseSetOperation", _dense_sets, _SET_CHECKS, set_operation="a-b", validate_indices=True
)
DenseToSparseSetOperation = define(
    "DenseToSparseSetOperation", _sparse_sets, _SET_CHECKS, set_operation=REQUIRED, validate_indices=True
)
SetSize = define("SetSize", _set_size, {"validate_indices": is_bool}, validate_indices=True)

# -- ragged arrays --


def _rows_of(splits: np.ndarray, count: int, who: str) -> np.ndarray:
    """The number of the row of each of ``count`` values. RuntimeError where the splits do not fit them."""
    if splits.ndim != 1 or not splits.size or splits[0] != 0 or splits[-1] != count or (np.diff(splits) < 0).any():
        raise RuntimeError(f"For '{who}', row splits must rise from 0 to {count}, but got {splits.tolist()}.")
    return np.repeat(np.arange(splits.size - 1), np.diff(splits))


def _within(rows: np.ndarray) -> np.ndarray:
    """The place of each value in its row, for rows in order."""
    return np.arange(rows.size) - np.searchsorted(rows, rows)


def _ragged_to_sparse(self: Any, rt_nested_splits: Any, rt_dense_values: Any) -> tuple:
    who = "RaggedTensorToSparse"
    count = rt_dense_values.shape[0]
    index, sizes, owner = [], [], np.arange(count)
    for splits in reversed([concrete(x, who) for x in rt_nested_splits]):
        rows = _rows_of(splits, count, who)
        index.append(_within(rows)[owner])
        sizes.append(int(np.diff(splits).max(initial=0)))
        owner, count = rows[owner], splits.size - 1
    places = np.stack([owner, *reversed(index)], 1).astype(np.int64)
    return Tensor(places), rt_dense_values * 1, Tensor(np.array([count, *reversed(sizes)], np.int64))


def _ragged_to_tensor(self: Any, shape: Any, values: Any, default_value: Any, row_partition_tensors: Any) -> Tensor:
    """Values beyond the shape are left out."""
    who, sizes = "RaggedTensorToTensor", tuple(as_static(shape))
    kinds = [str(kind) for kind in self.row_partition_types]
    parts = [concrete(x, who) for x in row_partition_tensors]
    if kinds[:1] == ["FIRST_DIM_SIZE"]:
        kinds, parts = kinds[1:], parts[1:]
    if len(kinds) != len(parts) or set(kinds) - {"ROW_SPLITS", "VALUE_ROWIDS"} or len(kinds) + 1 > len(sizes):
        raise ValueError(f"For '{who}', {self.row_partition_types} and {len(parts)} tensors do not fit {sizes}.")
    count = values.shape[0]
    index, owner = [], np.arange(count)
    for kind, part in zip(reversed(kinds), reversed(parts), strict=True):
        rows = _rows_of(part, count, who) if kind == "ROW_SPLITS" else part
        index.append(_within(rows)[owner])
        owner, count = rows[owner], int(part.size - 1 if kind == "ROW_SPLITS" else part.max(initial=-1) + 1)
    places = np.stack([owner, *reversed(index)], 1)
    kept = np.flatnonzero((places < sizes[: places.shape[1]]).all(1))
    target = F.broadcast_to(default_value.astype(values.dtype), sizes)
    return F.tensor_scatter_update(target, Tensor(places[kept].astype(np.int64)), _picked(values, kept))


RaggedTensorToSparse = define("RaggedTensorToSparse", _ragged_to_sparse, Tsplits=REQUIRED)
RaggedTensorToTensor = define("RaggedTensorToTensor", _ragged_to_tensor, row_partition_types=REQUIRED)

__all__ = [n for n, c in globals().items() if isinstance(c, type) and issubclass(c, Primitive) and c is not Primitive]
