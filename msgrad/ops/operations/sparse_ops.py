"""Primitives of sparse arrays by coordinates: the places (one in each row), the values, and the shape as a Tensor.

Where the number of places in the result depends on the data, what is pending runs, and numpy finds the places; the
values are computed by operators. The primitives of matrices by compressed rows are in `sparse_matrix_ops`.
"""

from __future__ import annotations

import math
from typing import Any

import jax.numpy as jnp
import numpy as np

from msgrad._names import missing_name_getattr
from msgrad.common import dtype as mstype
from msgrad.common.tensor import Tensor
from msgrad.engine.operator import operator
from msgrad.ops import function as F
from msgrad.ops.function import sparse_func
from msgrad.ops.function._arguments import as_static, concrete
from msgrad.ops.function.block_func import _segments
from msgrad.ops.function.select_func import _check_known
from msgrad.ops.operations.sparse_matrix_ops import *  # noqa: F403
from msgrad.ops.primitive import Primitive, define, is_bool, is_int

_INDICES = (mstype.int32, mstype.int64)

# -- checks --


def _check_dtype(x: Any, dtypes: tuple, argument: str, who: str) -> None:
    if not isinstance(x, Tensor) or x.dtype not in dtypes:
        given = x.dtype if isinstance(x, Tensor) else type(x).__name__
        allowed = " or ".join(map(str, dtypes))
        raise TypeError(f"For '{who}', the '{argument}' must be a Tensor of {allowed}, but got {given}.")


def _check_places(indices: Any, values: Any, shape: tuple, who: str, dtypes: tuple = (mstype.int64,)) -> None:
    """TypeError for another dtype of the indices, ValueError where the three do not fit together."""
    _check_dtype(indices, dtypes, "indices", who)
    if indices.ndim != 2 or values.ndim != 1 or indices.shape[0] != values.shape[0]:
        raise ValueError(
            f"For '{who}', the 'indices' must be of shape (N, R) and the 'values' (N,), but got {indices.shape} and "
            f"{values.shape}."
        )
    if indices.shape[1] != len(shape):
        raise ValueError(
            f"For '{who}', the rows of 'indices' must have the length of {shape}, but got {indices.shape}."
        )


def _check_same(who: str, **tensors: Any) -> None:
    dtypes = {name: x.dtype for name, x in tensors.items()}
    if len(set(dtypes.values())) > 1:
        raise TypeError(f"For '{who}', {' and '.join(dtypes)} must have one dtype, but got {[*dtypes.values()]}.")


def _sizes(shape: Any) -> tuple[int, ...]:
    return tuple(as_static(shape))


def _shape_tensor(shape: Any) -> Tensor:
    return Tensor(np.array(shape, np.int64))


def _places(array: np.ndarray) -> Tensor:
    return Tensor(array.astype(np.int64))


def _picked(values: Tensor, numbers: np.ndarray) -> Tensor:
    return values[_places(numbers)]


# -- to dense --


@operator("indices", "values", "default", name="sparse_to_dense")
def _written(indices, values, default, shape):
    """Unlike in a COOTensor the last of several values at one place counts."""
    out = jnp.broadcast_to(jnp.asarray(default, values.dtype), shape)
    return out.at[tuple(indices.T)].set(values, mode="drop", wrap_negative_indices=False)


def _sparse_to_dense(self: Any, indices: Any, values: Any, sparse_shape: Any) -> Tensor:
    shape = _sizes(sparse_shape)
    if min(shape, default=1) < 1:
        raise ValueError(f"For 'SparseToDense', the 'sparse_shape' must hold numbers above 0, but got {shape}.")
    _check_places(indices, values, shape, "SparseToDense", _INDICES)
    sparse_func.check_places(indices, shape, "SparseToDense", ValueError)
    return _written(indices, values, 0, shape)


def _sparse_to_dense_v2(self: Any, indices: Any, output_shape: Any, values: Any, default_value: Any) -> Tensor:
    who, shape = "SparseToDenseV2", _sizes(output_shape)
    _check_same(who, indices=indices, output_shape=output_shape)
    _check_same(who, values=values, default_value=default_value)
    indices = indices.reshape((-1, 1)) if indices.ndim < 2 else indices
    values = F.broadcast_to(values, (indices.shape[0],)) if not values.ndim else values
    _check_places(indices, values, shape, who, _INDICES)
    sparse_func.check_places(indices, shape, who, ValueError)
    if self.validate_indices and indices.shape[0] > 1:
        flat = np.ravel_multi_index(tuple(concrete(indices, who).T), shape)
        if (np.diff(flat) <= 0).any():
            raise ValueError(f"For '{who}', the 'indices' must be in order, and each only once.")
    return _written(indices, values, default_value, shape)


SparseToDense = define("SparseToDense", _sparse_to_dense)
SparseToDenseV2 = define("SparseToDenseV2", _sparse_to_dense_v2, {"validate_indices": is_bool}, validate_indices=True)

# -- with dense arrays --


def _dense_matmul(self: Any, indices: Any, values: Any, sparse_shape: Any, dense: Any) -> Tensor:
    who, shape = "SparseTensorDenseMatmul", _sizes(sparse_shape)
    _check_places(indices, values, shape, who, _INDICES)
    _check_same(who, values=values, dense=dense)
    rows, columns = sparse_func.columns_of(indices)
    if self.adjoint_st:
        rows, columns, shape, values = columns, rows, shape[::-1], F.conj(values)
    dense = F.adjoint(dense) if self.adjoint_dt else dense
    if dense.shape[0] != shape[1]:
        raise ValueError(f"For '{who}', the dense matrix must have {shape[1]} rows, but got shape {dense.shape}.")
    return sparse_func.coo_matmul(rows, columns, values, dense, shape[0])


class SparseTensorDenseMatmul(
    define(
        "SparseTensorDenseMatmul", _dense_matmul, {"adjoint_st": is_bool, "adjoint_dt": is_bool},
        adjoint_st=False, adjoint_dt=False,
    )
):  # fmt: skip
    """The product of a sparse matrix and a dense one, each transposed (and conjugated) first where its flag says so."""

    def __init__(self, adjoint_st: bool = False, adjoint_dt: bool = False) -> None:
        super().__init__(adjoint_st, adjoint_dt)
        self.add_prim_attr("adjoint_a", adjoint_st)
        self.add_prim_attr("adjoint_b", adjoint_dt)


def _dense_add(self: Any, x1_indices: Any, x1_values: Any, x1_shape: Any, x2: Any) -> Tensor:
    who, shape = "SparseTensorDenseAdd", _sizes(x1_shape)
    _check_places(x1_indices, x1_values, shape, who, _INDICES)
    _check_same(who, x1_values=x1_values, x2=x2)
    if x2.shape != shape:
        raise RuntimeError(f"For '{who}', the 'x2' must have the shape {shape}, but got {x2.shape}.")
    return sparse_func.coo_dense(x1_indices, x1_values, shape) + x2


SparseTensorDenseAdd = define("SparseTensorDenseAdd", _dense_add)


def _elementwise(name: str, function: Any) -> Any:
    def call(self: Any, x1_indices: Any, x1_values: Any, x1_shape: Any, x2: Any) -> Tensor:
        shape = _sizes(x1_shape)
        _check_places(x1_indices, x1_values, shape, name)
        _check_same(name, x1_values=x1_values, x2=x2)
        if x2.ndim > len(shape) or any(a not in (1, b) for a, b in zip(x2.shape[::-1], shape[::-1], strict=False)):
            raise ValueError(f"For '{name}', the 'x2' must broadcast to {shape}, but got shape {x2.shape}.")
        dense = F.broadcast_to(x2, shape)[sparse_func.columns_of(x1_indices)]
        return function(x1_values, dense).astype(x1_values.dtype)

    return define(name, call)


SparseDenseCwiseAdd = _elementwise("SparseDenseCwiseAdd", F.add)
SparseDenseCwiseMul = _elementwise("SparseDenseCwiseMul", F.mul)
SparseDenseCwiseDiv = _elementwise("SparseDenseCwiseDiv", F.div)


def _addmm(self: Any, indices: Any, values: Any, sparse_shape: Any, x2: Any, x3: Any, alpha: Any, beta: Any) -> Tensor:
    product = _dense_matmul(SparseTensorDenseMatmul(), indices, values, sparse_shape, x2)
    if product.shape != x3.shape:
        raise RuntimeError(f"For 'SparseAddmm', the 'x3' must have the shape {product.shape}, but got {x3.shape}.")
    return alpha.astype(values.dtype) * product + beta.astype(values.dtype) * x3


SparseAddmm = define("SparseAddmm", _addmm)


def _sspaddmm(
    self: Any, x1_indices: Any, x1_values: Any, x1_shape: Any, x2_indices: Any, x2_values: Any, x2_shape: Any,
    x3_dense: Any, alpha: Any, beta: Any,
) -> tuple:  # fmt: skip
    """The places lie in columns here. Each value of x2 gives a whole row of places."""
    who, shape = "Sspaddmm", _sizes(x1_shape)
    _check_same(who, x1_values=x1_values, x2_values=x2_values, x3_dense=x3_dense)
    _check_places(x1_indices.T, x1_values, shape, who, _INDICES)
    _check_places(x2_indices.T, x2_values, _sizes(x2_shape), who, _INDICES)
    width = x3_dense.shape[1]
    rows, columns = (x.astype(mstype.int64) for x in (x2_indices[0], x2_indices[1]))
    products = x2_values.reshape((-1, 1)) * x3_dense[columns]
    new = F.stack((F.repeat_interleave(rows, width), F.tile(F.arange(width), (rows.shape[0],))))
    indices = F.cat((x1_indices.astype(mstype.int64), new), 1)
    factors = [x.reshape(()).astype(x1_values.dtype) for x in (beta, alpha)]
    return indices, F.cat((factors[0] * x1_values, factors[1] * products.reshape((-1,)))), _shape_tensor(shape)


Sspaddmm = define("Sspaddmm", _sspaddmm)

# -- of one sparse array --


def _reorder(self: Any, indices: Any, values: Any, shape: Any) -> tuple:
    _check_places(indices, values, _sizes(shape), "SparseReorder")
    sparse_func.check_places(indices, _sizes(shape), "SparseReorder", ValueError)
    return sparse_func.sorted_by_place(indices, values)


@operator("indices", name="sparse_reshape", differentiable=False)
def _reshaped(indices, shape, new_shape):
    flat = sum(indices[:, i] * math.prod(shape[i + 1 :]) for i in range(len(shape)))
    return jnp.stack([flat // math.prod(new_shape[i + 1 :]) % n for i, n in enumerate(new_shape)], 1)


def _reshape(self: Any, indices: Any, shape: Any, new_shape: Any) -> tuple:
    who = "SparseReshape"
    for argument, x in (("indices", indices), ("shape", shape), ("new_shape", new_shape)):
        _check_dtype(x, (mstype.int64,), argument, who)
    old, new = _sizes(shape), list(_sizes(new_shape))
    if indices.ndim != 2 or indices.shape[1] != len(old):
        raise ValueError(f"For '{who}', the rows of 'indices' must have the length of {old}, but got {indices.shape}.")
    known = math.prod(n for n in new if n != -1)
    if new.count(-1) > 1 or min(new) < -1 or (-1 in new and (not known or math.prod(old) % known)):
        raise RuntimeError(f"For '{who}', the 'new_shape' {new} does not fit the shape {old}.")
    new = [math.prod(old) // known if n == -1 else n for n in new]
    if math.prod(new) != math.prod(old):
        raise RuntimeError(f"For '{who}', the 'new_shape' {new} must have as many elements as {old}.")
    return _reshaped(indices, old, tuple(new)), _shape_tensor(new)


def _slice(self: Any, indices: Any, values: Any, shape: Any, start: Any, size: Any) -> tuple:
    who, sizes = "SparseSlice", _sizes(shape)
    _check_places(indices, values, sizes, who)
    for argument, x in (("start", start), ("size", size)):
        if x.shape != shape.shape:
            raise ValueError(f"For '{who}', the '{argument}' must have the shape {shape.shape}, but got {x.shape}.")
    first = concrete(start, who)
    last = np.minimum(first + concrete(size, who), sizes)
    places = concrete(indices, who)
    kept = np.flatnonzero(((places >= first) & (places < last)).all(1))
    return _places(places[kept] - first), _picked(values, kept), _shape_tensor(np.maximum(last - first, 0))


def _split(self: Any, split_dim: Any, indices: Any, values: Any, shape: Any) -> tuple:
    """The places, the values and the shapes of the parts, each as a tuple. The first parts are longer by one where the
    size is no multiple of their number. (MindSpore's CPU build has no kernel for it.)"""
    who, sizes, axis = "SparseSplit", _sizes(shape), int(as_static(split_dim))
    _check_places(indices, values, sizes, who)
    if not 0 <= axis < len(sizes) or not 1 <= self.num_split <= sizes[axis]:
        raise ValueError(f"For '{who}', axis {axis} of {sizes} cannot be split into {self.num_split}.")
    ends = np.cumsum([len(part) for part in np.array_split(np.arange(sizes[axis]), self.num_split)])
    parts = []
    for begin, end in zip([0, *ends], ends, strict=False):
        start, size = np.zeros(len(sizes), np.int64), np.array(sizes)
        start[axis], size[axis] = begin, end - begin
        parts.append(_slice(self, indices, values, shape, Tensor(start), Tensor(size)))
    return tuple(zip(*parts, strict=True))


def _softmax(self: Any, indices: Any, values: Any, shape: Any) -> Tensor:
    who, sizes = "SparseSoftmax", _sizes(shape)
    _check_dtype(values, (mstype.float32, mstype.float64), "values", who)
    _check_places(indices, values, sizes, who)
    if len(sizes) < 2:
        raise ValueError(f"For '{who}', the 'shape' must have at least 2 sizes, but got {sizes}.")
    rows = sum(indices[:, i] * math.prod(sizes[i + 1 : -1]) for i in range(len(sizes) - 1))
    return sparse_func.softmax_of_rows(rows, values, math.prod(sizes[:-1]))


def _fill_empty_rows(self: Any, indices: Any, values: Any, dense_shape: Any, default_value: Any) -> tuple:
    """The places in the order of their rows, the values, which rows were empty, and where each value has gone."""
    who, sizes = "SparseFillEmptyRows", _sizes(dense_shape)
    _check_places(indices, values, sizes, who)
    _check_same(who, values=values, default_value=default_value)
    places = concrete(indices, who)
    empty = np.setdiff1d(np.arange(sizes[0]), places[:, 0])
    filled = np.concatenate([places, np.stack([empty, np.zeros_like(empty)], 1)])
    order = np.argsort(filled[:, 0], kind="stable")
    place_of = np.argsort(order)[: len(places)]
    joined = F.cat((values, F.broadcast_to(default_value.reshape((1,)), (empty.size,)))) if empty.size else values
    indicator = np.isin(np.arange(sizes[0]), empty)
    return _places(filled[order]), _picked(joined, order), Tensor(indicator), _places(place_of)


def _count_output(self: Any, indices: Any, values: Any, dense_shape: Any, weights: Any) -> tuple:
    """How often (or with what sum of weights) each value occurs in a row, as a sparse array of rows and values."""
    who, sizes = "SparseCountSparseOutput", _sizes(dense_shape)
    _check_places(indices, values, sizes, who)
    _check_dtype(values, _INDICES, "values", who)
    if weights.shape != values.shape:
        raise RuntimeError(f"For '{who}', there must be as many weights as values, but got {weights.shape}.")
    numbers, places = concrete(values, who), concrete(indices, who)
    kept = np.flatnonzero(numbers < self.maxlength if self.maxlength >= 0 else numbers >= 0)
    rows = places[kept, :1] if len(sizes) > 1 else np.zeros((kept.size, 0), np.int64)
    found, groups = np.unique(np.concatenate([rows, numbers[kept, None]], 1), axis=0, return_inverse=True)
    counts = sparse_func.summed_at(_picked(weights, kept), groups.reshape(-1), len(found))
    counts = F.ones_like(counts) if self.binary_output else counts
    width = max(int(numbers.max(initial=-1)) + 1, self.minlength, 0)
    width = min(width, self.maxlength) if self.maxlength >= 0 else width
    return _places(found), counts, _shape_tensor([*sizes[: len(sizes) > 1], width])


SparseReorder = define("SparseReorder", _reorder)
SparseReshape = define("SparseReshape", _reshape)
SparseSlice = define("SparseSlice", _slice)
SparseSplit = define("SparseSplit", _split, {"num_split": is_int}, num_split=1)
SparseSoftmax = define("SparseSoftmax", _softmax)
SparseFillEmptyRows = define("SparseFillEmptyRows", _fill_empty_rows)
SparseCountSparseOutput = define(
    "SparseCountSparseOutput", _count_output, {"binary_output": is_bool, "minlength": is_int, "maxlength": is_int},
    binary_output=False, minlength=-1, maxlength=-1,
)  # fmt: skip
Coalesce = define("Coalesce", lambda self, x_indices, x_values, x_shape: F.coalesce(x_indices, x_values, x_shape))

# -- of several --


def _check_two(x1: tuple, x2: tuple, who: str) -> tuple[int, ...]:
    (indices, values, shape), (other_indices, other_values, other_shape) = x1, x2
    sizes = _sizes(shape)
    _check_places(indices, values, sizes, who)
    _check_places(other_indices, other_values, _sizes(other_shape), who)
    if sizes != _sizes(other_shape):
        raise ValueError(f"For '{who}', both must have one shape, but got {sizes} and {_sizes(other_shape)}.")
    return sizes


def _add(
    self: Any, x1_indices: Any, x1_values: Any, x1_shape: Any, x2_indices: Any, x2_values: Any, x2_shape: Any,
    thresh: Any,
) -> tuple:  # fmt: skip
    sizes = _check_two((x1_indices, x1_values, x1_shape), (x2_indices, x2_values, x2_shape), "SparseAdd")
    places, values = sparse_func.merged_sum((x1_indices, x2_indices), (x1_values, x2_values), thresh, "SparseAdd")
    return places, values, _shape_tensor(sizes)


def _concat(self: Any, sp_input_indices: Any, sp_input_values: Any, sp_input_shape: Any) -> tuple:
    who = "SparseConcat"
    if len(sp_input_indices) < 2:
        raise ValueError(f"For '{who}', there must be at least 2 sparse arrays, but got {len(sp_input_indices)}.")
    shapes = [_sizes(shape) for shape in sp_input_shape]
    for indices, values, shape in zip(sp_input_indices, sp_input_values, shapes, strict=True):
        _check_places(indices, values, shape, who)
    places, values, shape = sparse_func.concat_places(
        sp_input_indices, sp_input_values, shapes, self.concat_dim, who
    )  # fmt: skip
    return places, values, _shape_tensor(shape)


def _extreme(name: str, function: Any) -> Any:
    def call(
        self: Any, x1_indices: Any, x1_values: Any, x1_shape: Any, x2_indices: Any, x2_values: Any, x2_shape: Any
    ) -> tuple:
        """At each place that either has, in order; what is not there counts as 0."""
        _check_two((x1_indices, x1_values, x1_shape), (x2_indices, x2_values, x2_shape), name)
        _check_same(name, x1_values=x1_values, x2_values=x2_values)
        both = np.concatenate([concrete(x, name) for x in (x1_indices, x2_indices)])
        places, numbers = np.unique(both, axis=0, return_inverse=True)
        first, second = np.split(numbers.reshape(-1), [x1_values.shape[0]])
        parts = [sparse_func.summed_at(v, n, len(places)) for v, n in ((x1_values, first), (x2_values, second))]
        return _places(places), function(*parts)

    return define(name, call)


SparseAdd = define("SparseAdd", _add)
SparseConcat = define("SparseConcat", _concat, {"concat_dim": is_int}, concat_dim=0)
SparseSparseMaximum = _extreme("SparseSparseMaximum", F.maximum)
SparseSparseMinimum = _extreme("SparseSparseMinimum", F.minimum)

# -- sums of segments --


def _segment_sums(name: str, how: str, with_count: bool) -> Any:
    def reduced(x: Any, indices: Any, segment_ids: Any, num_segments: Any) -> Tensor:
        for argument, index in (("indices", indices), ("segment_ids", segment_ids)):
            _check_dtype(index, _INDICES, argument, name)
        ids = concrete(segment_ids, name)
        if ids.ndim != 1 or ids.shape != indices.shape:
            raise ValueError(f"For '{name}', 'indices' and 'segment_ids' must be vectors of one length, but got "
                             f"{indices.shape} and {ids.shape}.")  # fmt: skip
        _check_known(indices, x.shape[0], name, 0, ValueError)
        steps = np.diff(ids, prepend=0)
        if (steps < 0).any() or (not with_count and ((steps > 1).any() or ids[:1].any())):
            rise = "rise" if with_count else "begin with 0 and rise by 1 at most"
            raise ValueError(f"For '{name}', the 'segment_ids' must {rise}, but got {ids.tolist()}.")
        count = int(np.reshape(as_static(num_segments), ())) if with_count else int(ids.max(initial=-1)) + 1
        if ids.size and ids[-1] >= count:
            raise ValueError(f"For '{name}', the 'segment_ids' must be below {count}, but got {ids[-1]}.")
        out = _segments(x[indices], segment_ids, count, "mean" if how == "mean" else "sum")
        if how != "sqrt_n":
            return out
        roots = np.sqrt(np.maximum(np.bincount(ids, minlength=count), 1)).reshape(count, *[1] * (x.ndim - 1))
        return (out / Tensor(roots.astype(np.float32))).astype(x.dtype)

    if with_count:
        return define(
            name, lambda self, x, indices, segment_ids, num_segments: reduced(x, indices, segment_ids, num_segments)
        )
    return define(name, lambda self, x, indices, segment_ids: reduced(x, indices, segment_ids, None))


SparseSegmentSum = _segment_sums("SparseSegmentSum", "sum", False)
SparseSegmentSumWithNumSegments = _segment_sums("SparseSegmentSumWithNumSegments", "sum", True)
SparseSegmentSqrtN = _segment_sums("SparseSegmentSqrtN", "sqrt_n", False)
SparseSegmentSqrtNWithNumSegments = _segment_sums("SparseSegmentSqrtNWithNumSegments", "sqrt_n", True)
SparseSegmentMeanWithNumSegments = _segment_sums("SparseSegmentMeanWithNumSegments", "mean", True)

__all__ = [n for n, c in globals().items() if isinstance(c, type) and issubclass(c, Primitive) and c is not Primitive]
__getattr__ = missing_name_getattr(__name__)
