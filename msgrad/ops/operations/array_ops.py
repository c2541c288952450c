"""Primitives that make, take apart, join and rearrange Tensors, look into them, and write into Parameters."""

from __future__ import annotations

from typing import Any

from msgrad._checkparam import check_type
from msgrad._lazy import lazy_getattr
from msgrad.common import dtype as mstype
from msgrad.ops import function as F
from msgrad.ops.function._arguments import as_static, normalize_axis, shape_of
from msgrad.ops.primitive import REQUIRED, Primitive, are_ints, define, is_bool, is_int, is_one_of

# -- dtypes and shapes --

Cast = define("Cast", lambda self, input_x, dtype: F.cast(input_x, dtype))
DType = define("DType", lambda self, x: F.dtype(x))
Rank = define("Rank", lambda self, x: F.rank(x))
Shape = define("Shape", lambda self, x: F.shape(x))
Size = define("Size", lambda self, x: F.size(x))

BroadcastTo = define(
    "BroadcastTo", lambda self, input: F.broadcast_to(input, self.shape), {"shape": are_ints(list, tuple)},
    shape=REQUIRED,
)  # fmt: skip
ExpandDims = define("ExpandDims", lambda self, input_x, axis: F.expand_dims(input_x, axis))
Flatten = define("Flatten", lambda self, input_x: F.flatten(input_x))
Reshape = define("Reshape", lambda self, input, shape: F.reshape(input, shape))
Squeeze = define(
    "Squeeze", lambda self, input: F.squeeze(input, self.axis or None), {"axis": are_ints(int, list, tuple)}, axis=()
)
Transpose = define("Transpose", lambda self, input, dims: F.transpose(input, dims))

# -- new Tensors --

Eye = define("Eye", lambda self, n, m, dtype: F.eye(n, m, dtype))
Fill = define("Fill", lambda self, dtype, dims, x: F.fill(dtype, dims, x))
LinSpace = define("LinSpace", lambda self, start, stop, num: F.linspace(start, stop, num))
Ones = define("Ones", lambda self, shape, dtype=None: F.ones(shape, dtype))
OnesLike = define("OnesLike", lambda self, x: F.ones_like(x))
Range = define("Range", lambda self, start, end, step: F.range(start, end, step, self.maxlen), maxlen=1000000)
ScalarToTensor = define("ScalarToTensor", lambda self, x, dtype=mstype.float32: F.scalar_to_tensor(x, dtype))
TupleToArray = define("TupleToArray", lambda self, input_x: F.tuple_to_array(input_x))
Zeros = define("Zeros", lambda self, size, dtype=None: F.zeros(size, dtype))
ZerosLike = define("ZerosLike", lambda self, x: F.zeros_like(x))


def _one_hot(self: Any, indices: Any, depth: Any, on_value: Any, off_value: Any) -> Any:
    return F.one_hot(indices, depth, on_value, off_value, self.axis)


OneHot = define("OneHot", _one_hot, axis=-1)

# -- passed on --

Depend = define("Depend", lambda self, value, expr: F.depend(value, expr), None, {"side_effect_propagate": 1})
Identity = define("Identity", lambda self, input_x: F.identity(input_x))
StopGradient = define("StopGradient", lambda self, input: F.stop_gradient(input))

# -- joined, taken apart, repeated, rearranged --


def _split(self: Any, input_x: Any) -> Any:
    shape = shape_of(input_x)
    size = shape[normalize_axis(self.axis, len(shape))]
    count = check_type(self.output_num, int, "output_num", "Split")
    if count <= 0 or size % count:
        raise ValueError(
            f"For 'Split', the 'output_num' must be above 0 and divide the length of the axis {self.axis}, {size}, "
            f"but got {count}."
        )
    return F.split(input_x, size // count, self.axis)


def _unstack(self: Any, input_x: Any) -> Any:
    pieces = F.unstack(input_x, self.axis)
    if self.num is not None and self.num != len(pieces):
        raise ValueError(
            f"For 'Unstack', the 'num' must be the length of the axis {self.axis}, {len(pieces)}, but got {self.num}."
        )
    return pieces


def _pad(self: Any, input_x: Any) -> Any:
    if len(self.paddings) != len(shape_of(input_x)):
        raise ValueError(
            f"For 'Pad', the 'paddings' must have a pair for each dimension of the input, but got {self.paddings} "
            f"for the shape {shape_of(input_x)}."
        )
    return F.pad(input_x, [n for pair in reversed(self.paddings) for n in pair])  # the function goes from the last axis


def _pairs(value: Any, argument: str, who: str) -> tuple:
    check_type(value, tuple, argument, who)
    if any(not isinstance(pair, tuple | list) or len(pair) != 2 for pair in value):
        raise ValueError(f"For '{who}', the '{argument}' must be a tuple of pairs of ints, but got {value}.")
    return value


Concat = define("Concat", lambda self, tensors: F.concat(tensors, self.axis), axis=0)
Meshgrid = define(
    "Meshgrid",
    lambda self, inputs: F.meshgrid(*inputs, indexing=self.indexing),
    {"indexing": is_one_of("xy", "ij")},
    indexing="xy",
)
Pad = define("Pad", _pad, {"paddings": _pairs}, paddings=REQUIRED)
ReverseV2 = define(
    "ReverseV2", lambda self, input: F.reverse(input, self.axis), {"axis": are_ints(list, tuple)}, axis=REQUIRED
)
Split = define("Split", _split, axis=0, output_num=1)
Stack = define("Stack", lambda self, input_x: F.stack(input_x, self.axis), {"axis": is_int}, axis=0)
Tile = define("Tile", lambda self, input, dims: F.tile(input, dims))
Tril = define("Tril", lambda self, x: F.tril(x, self.diagonal), {"diagonal": is_int}, diagonal=0)
Triu = define("Triu", lambda self, input: F.triu(input, self.diagonal), {"diagonal": is_int}, diagonal=0)
Unstack = define("Unstack", _unstack, {"axis": is_int}, axis=0, num=None)

# -- looked up --


def _strided_slice(self: Any, input_x: Any, begin: Any, end: Any, strides: Any) -> Any:
    return F.strided_slice(input_x, begin, end, strides, *self.attrs.values())


def _gather(self: Any, input_params: Any, input_indices: Any, axis: Any) -> Any:
    return F.gather(input_params, input_indices, axis, self.batch_dims)


Gather = define("Gather", _gather, batch_dims=0)
GatherD = define("GatherD", lambda self, x, dim, index: F.gather_d(x, dim, index))
GatherNd = define("GatherNd", lambda self, input_x, indices: F.gather_nd(input_x, indices))
MaskedFill = define("MaskedFill", lambda self, input_x, mask, value: F.masked_fill(input_x, mask, value))
MaskedSelect = define("MaskedSelect", lambda self, input, mask: F.masked_select(input, mask))
NonZero = define("NonZero", lambda self, input: F.nonzero(input))
Select = define("Select", lambda self, condition, input, other: F.select(condition, input, other))
Slice = define("Slice", lambda self, input, begin, size: F.slice(input, begin, size))
StridedSlice = define(
    "StridedSlice", _strided_slice,
    begin_mask=0, end_mask=0, ellipsis_mask=0, new_axis_mask=0, shrink_axis_mask=0,
)  # fmt: skip

# -- ordered, counted up --


def _index_and_value(found: Any) -> Any:
    value, index = found
    return index, value


def _of_index(value: Any, argument: str, who: str) -> Any:
    if value not in (mstype.int32, mstype.int64):
        raise ValueError(f"For '{who}', the '{argument}' must be mindspore.int32 or int64, but got {value}.")
    return value


def _cumsum(self: Any, input: Any, axis: Any) -> Any:
    axis = as_static(axis)
    x = F.flip(input, (axis,)) if self.reverse else input
    sums = F.cumsum(x, axis)
    if self.exclusive:
        length = shape_of(x)[axis]
        first = F.zeros_like(F.narrow(sums, axis, 0, 1))
        sums = F.concat((first, F.narrow(sums, axis, 0, length - 1)), axis) if length > 1 else first
    return F.flip(sums, (axis,)) if self.reverse else sums


Argmax = define(
    "Argmax", lambda self, input_x: F.cast(F.argmax(input_x, self.axis), self.output_type), {"output_type": _of_index},
    axis=-1, output_type=mstype.int32,
)  # fmt: skip
Argmin = define(
    "Argmin", lambda self, x: F.cast(F.argmin(x, self.axis), self.output_type), {"output_type": _of_index},
    axis=-1, output_type=mstype.int32,
)  # fmt: skip
ArgMaxWithValue = define(
    "ArgMaxWithValue", lambda self, input: _index_and_value(F.max(input, self.axis, self.keep_dims)),
    axis=0, keep_dims=False,
)  # fmt: skip
ArgMinWithValue = define(
    "ArgMinWithValue", lambda self, input: _index_and_value(F.min(input, self.axis, self.keep_dims)),
    axis=0, keep_dims=False,
)  # fmt: skip
Cummax = define("Cummax", lambda self, input: F.cummax(input, self.axis), axis=REQUIRED)
Cummin = define("Cummin", lambda self, input: F.cummin(input, self.axis), axis=REQUIRED)
CumSum = define("CumSum", _cumsum, exclusive=False, reverse=False)
Sort = define(
    "Sort", lambda self, x: F.sort(x, self.axis, self.descending), {"axis": is_int, "descending": is_bool},
    axis=-1, descending=False,
)  # fmt: skip
TopK = define("TopK", lambda self, input_x, k: F.top_k(input_x, k, self.sorted), {"sorted": is_bool}, sorted=True)
Unique = define("Unique", lambda self, x: F.unique(x))

# -- written into: a new Tensor --

ScatterNd = define("ScatterNd", lambda self, indices, updates, shape: F.scatter_nd(indices, updates, shape))
UnsortedSegmentSum = define(
    "UnsortedSegmentSum",
    lambda self, input_x, segment_ids, num_segments: F.unsorted_segment_sum(input_x, segment_ids, num_segments),
)


def _tensor_scatter(how: str) -> type[Primitive]:
    function = getattr(F, f"tensor_scatter_{how.lower()}")
    return define(f"TensorScatter{how}", lambda self, input_x, indices, updates: function(input_x, indices, updates))


TensorScatterAdd = _tensor_scatter("Add")
TensorScatterDiv = _tensor_scatter("Div")
TensorScatterMax = _tensor_scatter("Max")
TensorScatterMin = _tensor_scatter("Min")
TensorScatterMul = _tensor_scatter("Mul")
TensorScatterSub = _tensor_scatter("Sub")
TensorScatterUpdate = _tensor_scatter("Update")

# -- written into: a Parameter --

_IN_PLACE = {"side_effect_mem": True}


def _scatter(name: str, function: Any, use_locking: bool = False) -> type[Primitive]:
    def call(self: Any, input_x: Any, indices: Any, updates: Any) -> Any:
        return function(input_x, indices, updates, self.use_locking)

    return define(name, call, {"use_locking": is_bool}, _IN_PLACE, use_locking=use_locking)


Assign = define("Assign", lambda self, variable, value: F.assign(variable, value), None, _IN_PLACE)
AssignAdd = define("AssignAdd", lambda self, variable, value: F.assign_add(variable, value), None, _IN_PLACE)
AssignSub = define("AssignSub", lambda self, variable, value: F.assign_sub(variable, value), None, _IN_PLACE)
ScatterAdd = _scatter("ScatterAdd", F.scatter_add)
ScatterDiv = _scatter("ScatterDiv", F.scatter_div)
ScatterMax = _scatter("ScatterMax", F.scatter_max)
ScatterMin = _scatter("ScatterMin", F.scatter_min)
ScatterMul = _scatter("ScatterMul", F.scatter_mul)
ScatterNdAdd = _scatter("ScatterNdAdd", F.scatter_nd_add)
ScatterNdSub = _scatter("ScatterNdSub", F.scatter_nd_sub)
ScatterNdUpdate = _scatter("ScatterNdUpdate", F.scatter_nd_update, True)
ScatterUpdate = _scatter("ScatterUpdate", F.scatter_update, True)

__all__ = [n for n, c in globals().items() if isinstance(c, type) and issubclass(c, Primitive) and c is not Primitive]

# MindSpore has all primitives of their kind in this module; here most lie in the families' own.
__getattr__ = lazy_getattr(__name__, ["msgrad.ops.operations", "msgrad.ops.operations.generated_ops"])
