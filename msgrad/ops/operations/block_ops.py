"""Primitives that move blocks of elements, write rows, pad, look things up and count."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
import numpy as np

from msgrad._checkparam import check_positive_int, check_type
from msgrad.common import dtype as mstype
from msgrad.engine.handle import wrap
from msgrad.engine.operator import operator
from msgrad.engine.values import leaf
from msgrad.ops import function as F
from msgrad.ops.function._arguments import as_static, concrete, dtype_of, shape_of
from msgrad.ops.function.block_func import depth_to_space, im2col, segments, space_to_depth
from msgrad.ops.function.linear import rows_or_zero
from msgrad.ops.function.scatter_func import _write_slices
from msgrad.ops.primitive import REQUIRED, Primitive, are_ints, define, is_bool, is_int, is_number, is_one_of

# -- blocks --

BatchToSpaceND = define(
    "BatchToSpaceND", lambda self, input_x: F.batch_to_space_nd(input_x, self.block_shape, self.crops),
    block_shape=REQUIRED, crops=REQUIRED,
)  # fmt: skip
BatchToSpaceNDV2 = define(
    "BatchToSpaceNDV2", lambda self, input_x, block_shape, crops: F.batch_to_space_nd(input_x, block_shape, crops)
)
BatchToSpace = define(
    "BatchToSpace", lambda self, input_x: F.batch_to_space_nd(input_x, self.block_size, self.crops),
    {"block_size": is_int}, block_size=REQUIRED, crops=REQUIRED,
)  # fmt: skip
SpaceToBatchND = define(
    "SpaceToBatchND", lambda self, input_x: F.space_to_batch_nd(input_x, self.block_shape, self.paddings),
    block_shape=REQUIRED, paddings=REQUIRED,
)  # fmt: skip
SpaceToBatch = define(
    "SpaceToBatch", lambda self, input_x: F.space_to_batch_nd(input_x, self.block_size, self.paddings),
    {"block_size": is_int}, block_size=REQUIRED, paddings=REQUIRED,
)  # fmt: skip


def _block_size(value: Any, argument: str, who: str) -> int:
    check_positive_int(value, argument, who)
    if value < 2:
        raise ValueError(f"For '{who}', the '{argument}' must be at least 2, but got {value}.")
    return value


SpaceToDepth = define(
    "SpaceToDepth",
    lambda self, x: space_to_depth(x, self.block_size),
    {"block_size": _block_size},
    {"data_format": "NCHW"},
    block_size=REQUIRED,
)
DepthToSpace = define(
    "DepthToSpace",
    lambda self, x: depth_to_space(x, self.block_size),
    {"block_size": _block_size},
    {"data_format": "NCHW"},
    block_size=REQUIRED,
)


def _pair(value: Any, argument: str, who: str) -> tuple[int, ...]:
    pair = are_ints(int, tuple, list)(value, argument, who)
    pair = pair * 2 if len(pair) == 1 else pair
    if len(pair) != 2:
        raise ValueError(f"For '{who}', the '{argument}' must be one or two ints, but got {value}.")
    return pair


Col2Im = define(
    "Col2Im",
    lambda self, x, output_size: F.col2im(
        x, output_size, self.kernel_size, self.dilation, self.padding, self.stride
    ),
    {"kernel_size": _pair, "dilation": _pair, "padding": _pair, "stride": _pair},
    kernel_size=REQUIRED, dilation=1, padding=0, stride=1,
)  # fmt: skip
Im2Col = define(
    "Im2Col", lambda self, x: im2col(x, self.ksizes, self.dilations, self.pads, self.strides),
    {"ksizes": _pair, "strides": _pair, "dilations": _pair, "pads": _pair}, ksizes=REQUIRED, strides=1, dilations=1,
    pads=0,
)  # fmt: skip

# -- padding --

MirrorPad = define(
    "MirrorPad", lambda self, input_x, paddings: F.mirror_pad(input_x, paddings, self.mode),
    {"mode": is_one_of("REFLECT", "SYMMETRIC")}, mode="REFLECT",
)  # fmt: skip
Padding = define("Padding", lambda self, x: F.padding(x, self.pad_dim_size), pad_dim_size=8)


def _pad_v3(self: Any, x: Any, paddings: Any, value: Any = None) -> Any:
    sizes = as_static(paddings)
    if not self.paddings_contiguous:  # all first ones, then all last ones
        half = len(sizes) // 2
        sizes = tuple([n for pair in zip(sizes[:half], sizes[half:], strict=True) for n in pair])
    mode = {"edge": "replicate"}.get(self.mode, self.mode)
    return F.pad(x, sizes, mode, as_static(value) if mode == "constant" and value is not None else None)


PadV3 = define(
    "PadV3", _pad_v3, {"mode": is_one_of("constant", "reflect", "edge", "circular"), "paddings_contiguous": is_bool},
    mode="constant", paddings_contiguous=True,
)  # fmt: skip

# -- rows and indices --

InplaceAdd = define("InplaceAdd", lambda self, x, v: F.inplace_add(x, v, self.indices), indices=REQUIRED)
InplaceSub = define("InplaceSub", lambda self, x, v: F.inplace_sub(x, v, self.indices), indices=REQUIRED)
InplaceUpdate = define("InplaceUpdate", lambda self, x, v: F.inplace_update(x, v, self.indices), indices=REQUIRED)
InplaceUpdateV2 = define("InplaceUpdateV2", lambda self, x, indices, v: F.inplace_update(x, v, indices))
InplaceIndexAdd = define(
    "InplaceIndexAdd", lambda self, var, indices, updates: F.inplace_index_add(var, indices, updates, self.axis),
    {"axis": is_int}, axis=REQUIRED,
)  # fmt: skip
IndexAdd = define(
    "IndexAdd",
    lambda self, x, indices, y: F.index_add(x, indices, y, self.axis, self.use_lock, self.check_index_bound),
    {"axis": is_int, "use_lock": is_bool, "check_index_bound": is_bool}, {"side_effect_mem": True},
    axis=REQUIRED, use_lock=True, check_index_bound=True,
)  # fmt: skip
IndexFill = define("IndexFill", lambda self, x, dim, index, value: F.index_fill(x, as_static(dim), index, value))


@operator("x", "values", "indices")
def _index_put(x, values, indices, accumulate):
    at = x.at[tuple(indices)]
    return at.add(values.astype(x.dtype)) if accumulate else at.set(values.astype(x.dtype))


IndexPut = define(
    "IndexPut", lambda self, x1, x2, indices: _index_put(x1, x2, tuple(indices), bool(self.accumulate)),
    {"accumulate": is_int}, accumulate=0,
)  # fmt: skip
ScatterAddWithAxis = define(
    "ScatterAddWithAxis",
    lambda self, input_x, indices, updates: F.tensor_scatter_elements(input_x, indices, updates, self.axis, "add"),
    {"axis": is_int}, axis=0,
)  # fmt: skip
TensorScatterElements = define(
    "TensorScatterElements",
    lambda self, data, indices, updates: F.tensor_scatter_elements(data, indices, updates, self.axis, self.reduction),
    {"axis": is_int, "reduction": is_one_of("none", "add")}, axis=0, reduction="none",
)  # fmt: skip
MaskedScatter = define("MaskedScatter", lambda self, input, mask, source: input.masked_scatter(mask, source))
ReverseSequence = define(
    "ReverseSequence",
    lambda self, x, seq_lengths: F.reverse_sequence(x, seq_lengths, self.seq_dim, self.batch_dim),
    {"seq_dim": is_int, "batch_dim": is_int}, seq_dim=REQUIRED, batch_dim=0,
)  # fmt: skip
Roll = define("Roll", lambda self, input: F.roll(input, self.shifts, self.dims), shifts=REQUIRED, dims=None)


def _embedding_lookup(self: Any, input_params: Any, input_indices: Any, offset: Any) -> Any:
    return rows_or_zero(input_params, input_indices, as_static(offset))


EmbeddingLookup = define("EmbeddingLookup", _embedding_lookup)


def _scatter_sub(self: Any, input_x: Any, indices: Any, updates: Any) -> Any:
    out = _write_slices(input_x, 0, indices, updates, "sub")
    input_x._assign(out)
    return out


def _into_parameter(name: str, function: Any) -> type[Primitive]:
    def call(self: Any, input_x: Any, indices: Any, updates: Any) -> Any:
        return function(input_x, indices, updates, self.use_locking)

    return define(name, call, {"use_locking": is_bool}, {"side_effect_mem": True}, use_locking=False)


ScatterSub = define("ScatterSub", _scatter_sub, {"use_locking": is_bool}, {"side_effect_mem": True}, use_locking=False)
ScatterNdDiv = _into_parameter("ScatterNdDiv", F.scatter_nd_div)
ScatterNdMax = _into_parameter("ScatterNdMax", F.scatter_nd_max)
ScatterNdMin = _into_parameter("ScatterNdMin", F.scatter_nd_min)
ScatterNdMul = _into_parameter("ScatterNdMul", F.scatter_nd_mul)

# -- segments --


def _segment(name: str, how: str) -> type[Primitive]:
    return define(name, lambda self, input_x, segment_ids: segments(input_x, segment_ids, how, name))


SegmentMax = _segment("SegmentMax", "max")
SegmentMean = _segment("SegmentMean", "mean")
SegmentMin = _segment("SegmentMin", "min")
SegmentProd = _segment("SegmentProd", "prod")
SegmentSum = _segment("SegmentSum", "sum")


def _unsorted(name: str, function: Any) -> type[Primitive]:
    return define(name, lambda self, x, segment_ids, num_segments: function(x, segment_ids, num_segments))


UnsortedSegmentMax = _unsorted("UnsortedSegmentMax", F.unsorted_segment_max)
UnsortedSegmentMin = _unsorted("UnsortedSegmentMin", F.unsorted_segment_min)
UnsortedSegmentProd = _unsorted("UnsortedSegmentProd", F.unsorted_segment_prod)

# -- searched, counted --


def _index_type(value: Any, argument: str, who: str) -> Any:
    if value not in (mstype.int32, mstype.int64):
        raise TypeError(f"For '{who}', the '{argument}' must be mindspore.int32 or int64, but got {value}.")
    return value


def _bound(name: str, right: bool) -> type[Primitive]:
    def call(self: Any, sorted_x: Any, values: Any) -> Any:
        return F.searchsorted(sorted_x, values, out_int32=self.out_type == mstype.int32, right=right)

    return define(name, call, {"out_type": _index_type}, out_type=mstype.int32)


LowerBound = _bound("LowerBound", False)
UpperBound = _bound("UpperBound", True)
SearchSorted = define(
    "SearchSorted",
    lambda self, sorted_sequence, values, sorter=None: F.searchsorted(
        sorted_sequence, values, out_int32=self.dtype == mstype.int32, right=self.right, sorter=sorter
    ),
    {"dtype": _index_type, "right": is_bool}, dtype=mstype.int64, right=False,
)  # fmt: skip
Bucketize = define("Bucketize", lambda self, input: F.bucketize(input, self.boundaries), boundaries=REQUIRED)
Histogram = define(
    "Histogram", lambda self, x: F.histc(x, self.bins, self.min, self.max),
    {"bins": is_int, "min": is_number, "max": is_number}, bins=100, min=0.0, max=0.0,
)  # fmt: skip
InTopK = define("InTopK", lambda self, x1, x2: F.intopk(x1, x2, self.k), {"k": is_int}, k=REQUIRED)
PopulationCount = define("PopulationCount", lambda self, input: F.population_count(input))
UniqueConsecutive = define(
    "UniqueConsecutive",
    lambda self, input: F.unique_consecutive(input, self.return_inverse, self.return_counts, self.dim),
    {"return_inverse": is_bool, "return_counts": is_bool}, return_inverse=False, return_counts=False, dim=None,
)  # fmt: skip
UniqueWithPad = define("UniqueWithPad", lambda self, x, pad_num: F.unique_with_pad(x, pad_num))


def _bincount(self: Any, array: Any, size: Any, weights: Any) -> Any:
    size = as_static(size)
    out = F.bincount(array, weights if shape_of(weights) != (0,) else None, size)
    return F.narrow(out, 0, 0, size)


def _list_diff(self: Any, x: Any, y: Any) -> Any:
    if dtype_of(x) != dtype_of(y):
        raise TypeError(f"For 'ListDiff', both must have one dtype, but got {dtype_of(x)} and {dtype_of(y)}.")
    places = np.flatnonzero(~np.isin(concrete(x, "ListDiff"), concrete(y, "ListDiff")))
    return F.take(x, wrap(leaf(places))), wrap(leaf(places.astype(mstype.to_numpy(self.out_idx))))


def _nth_element(self: Any, input: Any, n: Any) -> Any:
    n, length = as_static(n), shape_of(input)[-1]
    if not 0 <= n < length:
        raise ValueError(f"For 'NthElement', the 'n' must be in [0, {length}), but got {n}.")
    ordered = F.sort(input, -1, self.reverse)[0]
    return F.squeeze(F.narrow(ordered, -1, n, 1), -1)


@operator("indices", "dims", name="UnravelIndex")
def _unravel(indices, dims):
    parts = []
    for i in range(dims.shape[0])[::-1]:
        parts.append(indices % dims[i])
        indices = indices // dims[i]
    return jnp.stack(parts[::-1])


def _unravel_index(self: Any, indices: Any, dims: Any) -> Any:
    data, sizes = concrete(indices, "UnravelIndex"), concrete(dims, "UnravelIndex")
    if data.size and (data.min() < 0 or data.max() >= sizes.prod()):
        raise ValueError(f"For 'UnravelIndex', the 'indices' must lie in an array of {sizes.tolist()}.")
    return _unravel(indices, dims)


Bincount = define("Bincount", _bincount)
ListDiff = define("ListDiff", _list_diff, {"out_idx": _index_type}, out_idx=mstype.int32)
NthElement = define("NthElement", _nth_element, {"reverse": is_bool}, reverse=False)
UnravelIndex = define("UnravelIndex", _unravel_index)


def _invert_permutation(self: Any, input_x: Any) -> Any:
    check_type(input_x, (tuple, list), "input_x", "InvertPermutation")
    order = tuple(input_x)
    if sorted(order) != list(range(len(order))):
        raise ValueError(f"For 'InvertPermutation', the 'input_x' must be a permutation of 0, 1, ..., but got {order}.")
    return tuple([int(i) for i in np.argsort(order)])


InvertPermutation = define("InvertPermutation", _invert_permutation)

# -- further --


@operator("x", "threshold", differentiable=False)
def _pack_bits(x, threshold):
    bits = (x > threshold).astype(np.uint8)
    return jnp.packbits(bits, axis=-1)


def _compare_and_pack(self: Any, x: Any, threshold: Any) -> Any:
    if not shape_of(x) or shape_of(x)[-1] % 8:
        raise ValueError(f"For 'CompareAndBitpack', the last size must be a multiple of 8, but got {shape_of(x)}.")
    return _pack_bits(x, threshold)


def _dim_map(self: Any, input_x: Any) -> Any:
    table = np.array([self.src_format.index(c) for c in self.dst_format], mstype.to_numpy(F.dtype(input_x)))
    return F.take(wrap(leaf(table)), F.floor_mod(input_x, 4))


def _vec_permute(self: Any, input_x: Any) -> Any:
    order = [self.src_format.index(c) for c in self.dst_format]
    if shape_of(input_x)[0] == 2:
        order = [self.src_format.replace("N", "").replace("C", "").index(c) for c in self.dst_format if c in "HW"]
    return F.gather(input_x, wrap(leaf(np.array(order))), 0)


_FORMAT = is_one_of("NHWC", "NCHW")
CompareAndBitpack = define("CompareAndBitpack", _compare_and_pack)
DataFormatDimMap = define(
    "DataFormatDimMap", _dim_map, {"src_format": _FORMAT, "dst_format": _FORMAT}, src_format="NHWC", dst_format="NCHW"
)
DataFormatVecPermute = define(
    "DataFormatVecPermute", _vec_permute, {"src_format": _FORMAT, "dst_format": _FORMAT},
    src_format="NHWC", dst_format="NCHW",
)  # fmt: skip
ConjugateTranspose = define("ConjugateTranspose", lambda self, x, perm: F.conj(F.transpose(x, as_static(perm))))


def _fill_v2(self: Any, shape: Any, value: Any) -> Any:
    return F.broadcast_to(value, as_static(shape)) + 0 if dtype_of(value).kind != "b" else F.broadcast_to(value, shape)


def _sub_and_filter(self: Any, input_x: Any, max_num: Any, offset: Any) -> Any:
    low, high = as_static(offset), as_static(offset) + as_static(max_num)
    data = concrete(input_x, "SubAndFilter")
    places = np.flatnonzero((data >= low) & (data < high))
    return F.take(input_x, wrap(leaf(places))) - low, wrap(leaf(places.astype(np.int32)))


def _map_uniform(self: Any, input: Any, per_group_size: Any, group_num: Any) -> Any:
    per, groups = as_static(per_group_size), as_static(group_num)
    return F.floor_mod(input, groups) * per + F.floor_divide(input, groups)


def _ragged_range(self: Any, starts: Any, limits: Any, deltas: Any) -> Any:
    rows = [np.broadcast_to(concrete(x, "RaggedRange"), shape_of(starts) or (1,)) for x in (starts, limits, deltas)]
    parts = [np.arange(a, b, d) for a, b, d in zip(*rows, strict=True)]
    splits = np.cumsum([0, *map(len, parts)]).astype(mstype.to_numpy(self.Tsplits))
    return wrap(leaf(splits)), wrap(leaf(np.concatenate(parts).astype(dtype_of(starts))))


FillV2 = define("FillV2", _fill_v2)
MapUniform = define("MapUniform", _map_uniform)
RaggedRange = define("RaggedRange", _ragged_range, Tsplits=REQUIRED)
SubAndFilter = define("SubAndFilter", _sub_and_filter)
TensorShape = define("TensorShape", lambda self, input_x: F.dyn_shape(input_x))
DynamicShape = define("DynamicShape", lambda self, input_x: F.dyn_shape(input_x))
Eps = define("Eps", lambda self, x: F.eps(x))
Fills = define("Fills", lambda self, x, value: F.fills(x, as_static(value)))
IdentityN = define("IdentityN", lambda self, x: tuple([F.identity(t) for t in x]))
ParallelConcat = define("ParallelConcat", lambda self, values: F.concat(tuple(values), 0))
Pack = define("Pack", lambda self, x: F.stack(x, self.axis), {"axis": is_int}, axis=0)
Unpack = define("Unpack", lambda self, x: F.unstack(x, self.axis), {"axis": is_int}, axis=0)
TransposeView = define("TransposeView", lambda self, input, input_perm: F.transpose(input, as_static(input_perm)))
TransposeExtView = define("TransposeExtView", lambda self, input, dim0, dim1: F.swapaxes(input, dim0, dim1))
TensorToTuple = define("TensorToTuple", lambda self, x: as_static(x))
GatherV2 = define("GatherV2", lambda self, params, indices, axis: F.gather(params, indices, axis))
SparseGatherV2 = define("SparseGatherV2", lambda self, params, indices, axis: F.gather(params, indices, axis))
SquareSumAll = define("SquareSumAll", lambda self, x, y: (F.sum(F.square(x)), F.sum(F.square(y))))
CountNonZero = define(
    "CountNonZero", lambda self, x: F.count_nonzero(x, () if self.dims is None else self.dims), dims=None
)


def _indices(function: Any) -> Any:
    def call(self: Any) -> Any:
        return function(self.row, self.col, self.offset, dtype=self.dtype)

    return call


_INDEX_CHECKS = {"row": is_int, "col": is_int, "offset": is_int, "dtype": _index_type}
TrilIndices = define(
    "TrilIndices", _indices(F.tril_indices), _INDEX_CHECKS, row=REQUIRED, col=REQUIRED, offset=0, dtype=mstype.int32
)
TriuIndices = define(
    "TriuIndices", _indices(F.triu_indices), _INDEX_CHECKS, row=REQUIRED, col=REQUIRED, offset=0, dtype=mstype.int32
)
LogSpace = define(
    "LogSpace", lambda self, start, end: F.logspace(start, end, self.steps, self.base, dtype=self.dtype),
    {"steps": is_int, "base": is_int}, steps=10, base=10, dtype=mstype.float32,
)  # fmt: skip

__all__ = [n for n, c in globals().items() if isinstance(c, type) and issubclass(c, Primitive) and c is not Primitive]
