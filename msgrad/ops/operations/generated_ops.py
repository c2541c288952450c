"""Primitives that MindSpore generates from its list of operators: functions of `mindspore.mint` and methods of Tensor.

They take all arguments in a row, also those that the function has by name only. Users meet them as
`mindspore.ops.auto_generate`.

>>> ops.auto_generate.AddExt()(Tensor([1.0]), Tensor([2.0]), 3).tolist()
[7.0]
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import jax.numpy as jnp
import numpy as np

from msgrad._checkparam import check_bool, check_one_of, check_type
from msgrad._mint_names import in_mint
from msgrad.common import dtype as mstype
from msgrad.common.tensor import Tensor
from msgrad.engine.operator import Operator, operator
from msgrad.ops import function as F
from msgrad.ops._methods import METHODS
from msgrad.ops.function._arguments import shape_of
from msgrad.ops.function.indexing_func import getitem, setitem
from msgrad.ops.plain import scalar_cast  # noqa: F401
from msgrad.ops.primitive import Primitive, define, is_int, is_number

OF_MINT = """
    AcosExt:acos AcoshExt:acosh AddExt:add Addbmm:addbmm AddcdivExt:addcdiv AddcmulExt:addcmul Addmm:addmm Addmv:addmv
    Any:any AnyExt:any Arange:arange ArgMaxExt:argmax ArgMinExt:argmin AsinExt:asin AsinhExt:asinh Atan2Ext:atan2
    AtanExt:atan AvgPool1D:avg_pool1d AvgPool2D:avg_pool2d AvgPool3DExt:avg_pool3d Baddbmm:baddbmm BatchMatMulExt:bmm
    BincountExt:bincount BitwiseAndScalar:bitwise_and BitwiseAndTensor:bitwise_and BitwiseNot:bitwise_not
    BitwiseOrScalar:bitwise_or BitwiseOrTensor:bitwise_or BitwiseXorScalar:bitwise_xor BitwiseXorTensor:bitwise_xor
    BoolNot:logical_not BroadcastToView:broadcast_to Chunk:chunk ChunkView:chunk ClampScalar:clamp ClampTensor:clamp
    Clone:clone ConstantPadND:pad Conv1DExt:conv1d Conv2DExt:conv2d Conv3DExt:conv3d ConvTranspose2D:conv_transpose2d
    CosineEmbeddingLoss:cosine_embedding_loss CumminExt:cummin CumsumExt:cumsum DiagExt:diag
    Divs:div Dot:dot DropoutExt:dropout EinsumExt:einsum Embedding:embedding Empty:empty
    EmptyLike:empty_like EqualExt:equal EqScalar:eq Exp2:exp2 FlattenExt:flatten FloorDivScalar:floor_divide
    FmodScalar:fmod FmodTensor:fmod Frac:frac FullLike:full_like GeluExt:gelu GreaterEqualScalar:greater_equal
    Hardtanh:hardtanh HistcExt:histc IndexAddExt:index_add
    IndexSelect:index_select InplaceElu:elu_ InplaceHardtanh:hardtanh_ InplaceReLU:relu_ InplaceThreshold:threshold_
    IsNegInf:isneginf KLDiv:kl_div Kthvalue:kthvalue L1LossExt:l1_loss LayerNormExt:layer_norm
    LeakyReLUExt:leaky_relu LessScalar:less LinSpaceExt:linspace LinalgQr:linalg_qr LinalgVectorNorm:linalg_vector_norm
    LogAddExp:logaddexp LogAddExp2:logaddexp2 LogSigmoid:logsigmoid LogSoftmaxExt:log_softmax LogSumExp:logsumexp
    Log10:log10 Log2:log2 MSELossExt:mse_loss MatMulExt:matmul MatrixInverseExt:inverse Max:max MaxDim:max
    MaxUnpool2DExt:max_unpool2d MeanExt:mean MedianDim:median MedianExt:median Min:min MinDim:min MishExt:mish Mm:mm
    Muls:mul Mv:mv Nansum:nansum Narrow:narrow NarrowView:narrow NonZeroExt:nonzero Norm:norm OnesLikeExt:ones_like
    Outer:outer PixelShuffle:pixel_shuffle PowScalarTensor:pow PowTensorScalar:pow ProdExt:prod
    RemainderScalarTensor:remainder RemainderTensorScalar:remainder RemainderTensorTensor:remainder
    RepeatInterleaveInt:repeat_interleave RepeatInterleaveTensor:repeat_interleave ScatterAddExt:scatter_add
    SelectExtView:select SeLUExt:selu SelectV2:where SiLU:silu SoftplusExt:softplus SortExt:sort SplitTensor:split
    SplitTensorView:split SplitWithSize:split SplitWithSizeView:split Std:std StdMean:std_mean SubExt:sub SubScalar:sub
    SumExt:sum TExt:t Take:take Threshold:threshold TopkExt:topk TraceExt:trace TriangularSolve:triangular_solve
    TrilExt:tril Var:var VarMean:var_mean Vdot:vdot XLogYScalarOther:xlogy XLogYScalarSelf:xlogy
    ZerosLikeExt:zeros_like AddScalar:add AdaptiveAvgPool1D:adaptive_avg_pool1d
    AdaptiveAvgPool2DExt:adaptive_avg_pool2d AdaptiveAvgPool3DExt:adaptive_avg_pool3d
    AdaptiveMaxPool1D:adaptive_max_pool1d Im2ColExt:unfold Col2ImExt:fold Unique2:unique UniqueDim:unique
"""

OF_METHODS = """
    InplaceAddExt:add_ InplaceAddsExt:add_ InplaceAddmm:addmm_ InplaceClampScalar:clamp_ InplaceClampTensor:clamp_
    InplaceCopy:copy_ InplaceDiv:div_ InplaceDivs:div_ InplaceErfinv:erfinv_ InplaceExp:exp_
    InplaceFillDiagonal:fill_diagonal_ InplaceFillScalar:fill_ InplaceFillTensor:fill_ InplaceFloor:floor_
    InplaceFloorDivide:floor_divide_ InplaceFloorDivides:floor_divide_ InplaceIndexAddExt:index_add_
    InplaceIndexCopy:index_copy_ InplaceIndexFillScalar:index_fill_ InplaceIndexFillTensor:index_fill_
    InplaceIndexPut:index_put_ InplaceLog:log_ InplaceMaskedFillScalar:masked_fill_
    InplaceMaskedFillTensor:masked_fill_ InplaceMaskedScatter:masked_scatter_ InplaceMul:mul_ InplaceMuls:mul_
    InplacePut:put_ InplaceRemainderTensorScalar:remainder_ InplaceRemainderTensorTensor:remainder_
    InplaceScatterAdd:scatter_add_ InplaceScatterSrc:scatter_ InplaceScatterValue:scatter_ InplaceSigmoid:sigmoid_
    InplaceSign:sign_ InplaceSubExt:sub_ InplaceSubScalar:sub_ InplaceTanh:tanh_ InplaceZero:zero_
    NewFull:new_full NewOnes:new_ones NewZeros:new_zeros NewEmpty:new_empty ExpandAs:expand_as TypeAs:type_as
    View:view ViewAs:view_as Index:index IndexFillScalar:index_fill IndexFillTensor:index_fill
    MaskedFillScalar:masked_fill Repeat:repeat Contiguous:contiguous
"""


def _in_a_row(name: str, function: Callable[[], Any]) -> type[Primitive]:
    """A class whose objects give their inputs to a function, each to the argument that comes next."""

    def call(self: Any, *args: Any) -> Any:
        called = function()
        body = called.body if isinstance(called, Operator) else called
        names = [n for n, p in inspect.signature(body).parameters.items() if p.kind is not p.VAR_POSITIONAL]
        if len(names) < len(args):  # a method that takes a size in parts, say
            return called(*args)
        return called(**dict(zip(names, args, strict=False)))

    return define(name, call)


for _line in OF_MINT.split():
    _name, _, _of = _line.partition(":")
    globals()[_name] = _in_a_row(_name, lambda _of=_of: in_mint(_of))
for _line in OF_METHODS.split():
    _name, _, _of = _line.partition(":")
    globals()[_name] = _in_a_row(_name, lambda _of=_of: getattr(Tensor, _of))

# -- whose arguments come in another way --


def _div_mod(self: Any, input: Any, other: Any, rounding_mode: Any = None) -> Any:
    return F.div(input, other, rounding_mode=rounding_mode)


DiagonalView = define("DiagonalView", lambda self, input, offset, dim1, dim2: F.diagonal(input, offset, dim1, dim2))
DivMod, DivMods = define("DivMod", _div_mod), define("DivMods", _div_mod)
EluExt = define("EluExt", lambda self, input: in_mint("elu")(input, self.alpha), {"alpha": is_number}, alpha=1.0)
ExpandDimsView = define("ExpandDimsView", lambda self, input, dim: F.expand_dims(input, dim))
GatherNdExt = define("GatherNdExt", lambda self, input, indices: F.gather_nd(input, indices))
StackExt = define("StackExt", lambda self, tensors: F.stack(tensors, self.dim), {"dim": is_int}, dim=0)
UnstackExtView = define("UnstackExtView", lambda self, input, dim: F.unstack(input, dim))
BatchNormExt = define(
    "BatchNormExt",
    lambda self, input, weight, bias, running_mean, running_var, training, momentum, epsilon: F.batch_norm(
        input, running_mean, running_var, weight, bias, training, momentum, epsilon
    ),
)
LayerNormV3 = define(
    "LayerNormV3", lambda self, input_x, gamma, beta: in_mint("layer_norm")(input_x, shape_of(gamma), gamma, beta)
)
OneHotExt = define(
    "OneHotExt",
    lambda self, tensor, num_classes, on_value, off_value: F.one_hot(
        tensor, num_classes, on_value, off_value, self.axis
    ),
    {"axis": is_int}, axis=-1,
)  # fmt: skip


@operator("x", "scale", "offset", name="quantized", differentiable=False)
def _quantized(x, scale, offset, sqrt_mode):
    scaled = x * scale * scale if sqrt_mode else x * scale
    return jnp.clip(jnp.round(scaled + offset), -128, 127).astype(np.int8)


def _quant(
    self: Any, x: Any, scale: Any, offset: Any, sqrt_mode: bool = False, rounding_mode: str = "ROUND",
    dst_type: Any = mstype.int8,
) -> Any:  # fmt: skip
    """x (a float Tensor) times ``scale``, with ``sqrt_mode`` twice, plus ``offset``, rounded to the nearest int8.

    Raises TypeError for arguments of another type or dtype, ValueError for other modes than "ROUND" and dtypes than
    int8, and for a ``scale`` or ``offset`` whose last axis is not that of x.
    """
    for value, argument in ((x, "x"), (scale, "scale"), (offset, "offset")):
        check_type(value, Tensor, argument, self.name)
        if str(value.dtype) not in ("Float16", "Float32", "BFloat16"):
            raise TypeError(f"For '{self.name}', the '{argument}' must be a float Tensor, but got {value.dtype}.")
        if shape_of(value)[-1:] != shape_of(x)[-1:]:
            raise ValueError(
                f"For '{self.name}', the last axis of '{argument}' must be that of 'x', but got {shape_of(value)} and "
                f"{shape_of(x)}."
            )
    check_bool(sqrt_mode, "sqrt_mode", self.name)
    check_one_of(
        check_type(rounding_mode, str, "rounding_mode", self.name).upper(), ["ROUND"], "rounding_mode", self.name
    )
    check_one_of(dst_type, [mstype.int8], "dst_type", self.name)
    return _quantized(x, scale, offset, sqrt_mode)


QuantV2 = define("QuantV2", _quant)


def _slice(self: Any, input: Any, dim: Any, start: Any, end: Any, step: Any) -> Any:
    dim = is_int(dim, "dim", self.name) % len(shape_of(input))
    return getitem(input, (slice(None),) * dim + (slice(start, end, step),))


SliceExt, SliceExtView = define("SliceExt", _slice), define("SliceExtView", _slice)


def _copy_slices(self: Any, x: Any, value: Any, begin: Any, end: Any, strides: Any) -> Any:
    """A copy of x with a value written over a slice."""
    out = METHODS["copy"](x)
    setitem(out, tuple([slice(*ends) for ends in zip(begin, end, strides, strict=True)]), value)
    return out


TensorCopySlices = define("TensorCopySlices", _copy_slices)


def _upsample(name: str, mode: str, corners: bool) -> type[Primitive]:
    def call(self: Any, x: Any, output_size: Any, scales: Any, align_corners: bool = False) -> Any:
        size = None if output_size is None else tuple(output_size)
        factors = None if scales is None else tuple(scales)
        return in_mint("interpolate")(x, size, factors, mode, align_corners if corners else None)

    return define(name, call)


UpsampleNearest1D = _upsample("UpsampleNearest1D", "nearest", False)
UpsampleNearest2D = _upsample("UpsampleNearest2D", "nearest", False)
UpsampleLinear1D = _upsample("UpsampleLinear1D", "linear", True)
UpsampleBilinear2D = _upsample("UpsampleBilinear2D", "bilinear", True)
UpsampleBicubic2D = _upsample("UpsampleBicubic2D", "bicubic", True)


def _pad(name: str, mode: str) -> type[Primitive]:
    return define(name, lambda self, input, padding: in_mint("pad")(input, padding, mode))


for _dims in ("1D", "2D", "3D"):
    globals()[f"ReflectionPad{_dims}"] = _pad(f"ReflectionPad{_dims}", "reflect")
    globals()[f"ReplicationPad{_dims}"] = _pad(f"ReplicationPad{_dims}", "replicate")

AddV2 = define("AddV2", lambda self, x, y: F.add(x, y))
ListToTuple = define("ListToTuple", lambda self, input: tuple(input))
TupleToList = define("TupleToList", lambda self, input: list(input))
TupleToTensor = define("TupleToTensor", lambda self, input_tuple, dtype=None: Tensor(list(input_tuple), dtype))

# -- Fourier transforms: functions of the same arguments --


def _fourier(name: str) -> type[Primitive]:
    return _in_a_row(name, lambda: getattr(F, name.lower()))


for _kind in ("FFT", "RFFT", "HFFT"):
    for _name in (_kind, f"{_kind}2", f"{_kind}N"):
        globals()[_name] = _fourier(_name)
        globals()[f"I{_name}"] = _fourier(f"I{_name}")
for _name in ("FFTFreq", "RFFTFreq", "FFTShift", "IFFTShift"):
    globals()[_name] = _fourier(_name)

# -- functions of these primitives' names --


def clamp_tensor(x: Any, min: Any = None, max: Any = None) -> Tensor:
    """As `mint.clamp` with Tensors for ends.

    >>> ops.auto_generate.clamp_tensor(Tensor([1.0, 9.0]), Tensor(2.0), Tensor(5.0)).tolist()
    [2.0, 5.0]
    """
    return F.clamp(x, min, max)


def clamp_scalar(x: Any, min: Any = None, max: Any = None) -> Tensor:
    """As `mint.clamp` with numbers for ends.

    >>> ops.auto_generate.clamp_scalar(Tensor([1.0, 9.0]), 2, 5).tolist()
    [2.0, 5.0]
    """
    return F.clamp(x, min, max)


def add_ext(input: Any, other: Any, alpha: Any = 1) -> Tensor:
    """As `mint.add`, ``alpha`` also by its place.

    >>> ops.auto_generate.add_ext(Tensor([1.0]), Tensor([2.0]), 3).tolist()
    [7.0]
    """
    return in_mint("add")(input, other, alpha=alpha)


def sub_ext(input: Any, other: Any, alpha: Any = 1) -> Tensor:
    """As `mint.sub`, ``alpha`` also by its place.

    >>> ops.auto_generate.sub_ext(Tensor([7.0]), Tensor([2.0]), 3).tolist()
    [1.0]
    """
    return in_mint("sub")(input, other, alpha=alpha)


_CLASSES = [n for n, c in globals().items() if isinstance(c, type) and issubclass(c, Primitive) and c is not Primitive]
__all__ = [*_CLASSES, "add_ext", "clamp_scalar", "clamp_tensor", "sub_ext"]
