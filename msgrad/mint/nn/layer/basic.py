"""Dense layers, dropout, tables, and layers that rearrange."""

from __future__ import annotations

import math

import numpy as np

from msgrad._checkparam import check_bool, check_positive_int, check_type
from msgrad.common import dtype as mstype
from msgrad.common.initializer import HeUniform, Normal, Uniform, initializer
from msgrad.common.parameter import Parameter
from msgrad.common.tensor import Tensor
from msgrad.mint.nn import functional as F
from msgrad.nn.cell import Cell
from msgrad.nn.layer.basic import Identity, check_init_shape, parameter

__all__ = [
    "Dropout", "Dropout2d", "Embedding", "Flatten", "Fold", "Identity", "Linear", "PixelShuffle", "Unfold", "Upsample",
    "UpsamplingBilinear2d", "UpsamplingNearest2d",
]  # fmt: skip


class Linear(Cell):
    """x @ weight.T + bias, over the last axis.

    Args:
        in_features, out_features: lengths of the last axis before and after.
        bias: whether there is a bias.
        weight_init, bias_init: initial weight (out_features, in_features) and bias: a Tensor, Initializer, its name or
            a number; `HeUniform(sqrt(5))`, and uniform within 1 / sqrt(in_features), by default.
        dtype: of weight and bias, float32 by default.

    Raises TypeError for arguments of another type, ValueError for features below 1 and Tensors of another shape.

    >>> mint.nn.Linear(2, 1, weight_init="ones", bias_init="zeros")(Tensor([[1.0, 2.0]])).tolist()
    [[3.0]]
    """

    def __init__(self, in_features, out_features, bias=True, weight_init=None, bias_init=None, dtype=None):
        super().__init__()
        self.in_features = check_positive_int(in_features, "in_features", "Linear")
        self.out_features = check_positive_int(out_features, "out_features", "Linear")
        self.has_bias = check_bool(bias, "bias", "Linear")
        dtype = mstype.float32 if dtype is None else dtype
        shape = (out_features, in_features)
        check_init_shape(weight_init, shape, "weight_init", "Linear")
        self.weight = parameter(HeUniform(math.sqrt(5)) if weight_init is None else weight_init, shape, "weight", dtype)
        self.bias = None
        if bias:
            check_init_shape(bias_init, shape[:1], "bias_init", "Linear")
            bias_init = Uniform(1 / math.sqrt(in_features)) if bias_init is None else bias_init
            self.bias = parameter(bias_init, shape[:1], "bias", dtype)

    def construct(self, x):
        return F.linear(x, self.weight, self.bias)

    def extend_repr(self):
        text = f"input_features={self.in_features}, output_features={self.out_features}"
        return text + (f", has_bias={self.has_bias}" if self.has_bias else "")


class _Dropout(Cell):
    function = None

    def __init__(self, p=0.5, inplace=False):
        super().__init__()
        self.p = p
        self.inplace = inplace

    def construct(self, x):
        return type(self).function(x, self.p, self.training, self.inplace)


class DropoutExt(_Dropout):
    """Sets each element to 0 with probability ``p`` while training, and divides the others by 1 - p.

    When called while training, raises ValueError for p outside [0, 1].

    >>> mint.nn.Dropout()(Tensor([1.0, 2.0])).tolist()
    [1.0, 2.0]
    """

    function = staticmethod(F.dropout)


class Dropout2dExt(_Dropout):
    """Drops whole channels of (N, C, H, W) with probability ``p`` while training.

    >>> mint.nn.Dropout2d()(Tensor([[[[1.0, 2.0]]]])).tolist()
    [[[[1.0, 2.0]]]]
    """

    function = staticmethod(F.dropout2d)


class EmbeddingExt(Cell):
    """The rows of a trained table at the indices of the input.

    Args:
        num_embeddings, embedding_dim: rows and columns of the table.
        padding_idx: a row that starts as zeros and gets no gradient.
        max_norm, norm_type, scale_grad_by_freq: see `mint.nn.functional.embedding`.
        sparse: only False: gradients are dense.
        _weight: initial values; standard normal by default.
        _freeze: whether the table is not trained.
        dtype: of the table, float32 by default.

    Raises TypeError for arguments of another type, ValueError for a ``padding_idx`` outside the rows.

    >>> mint.nn.Embedding(3, 2)(Tensor([1])).shape
    (1, 2)
    """

    def __init__(
        self, num_embeddings, embedding_dim, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False,
        sparse=False, _weight=None, _freeze=False, dtype=None,
    ):  # fmt: skip
        super().__init__()
        who = type(self).__name__
        self.num_embeddings = check_type(num_embeddings, int, "num_embeddings", who)
        self.embedding_dim = check_type(embedding_dim, int, "embedding_dim", who)
        if check_bool(sparse, "sparse", who):
            raise ValueError(f"For '{who}', the 'sparse' must be False: gradients are dense.")
        self.sparse = sparse
        self.dtype = mstype.float32 if dtype is None else dtype
        self.max_norm = max_norm if max_norm is None else check_type(max_norm, float, "max_norm", who)
        self.norm_type = check_type(norm_type, float, "norm_type", who)
        self.scale_grad_by_freq = check_bool(scale_grad_by_freq, "scale_grad_by_freq", who)
        shape = (num_embeddings, embedding_dim)
        check_init_shape(_weight, shape, "_weight", who)
        table = initializer(Normal(1.0), shape, self.dtype) if _weight is None else _weight
        self.padding_idx = padding_idx
        if padding_idx is not None:
            check_type(padding_idx, int, "padding_idx", who)
            if not -num_embeddings <= padding_idx < num_embeddings:
                raise ValueError(
                    f"For '{who}', the 'padding_idx' must be in [{-num_embeddings}, {num_embeddings}), "
                    f"but got {padding_idx}."
                )
            self.padding_idx = padding_idx % num_embeddings
            if _weight is None:
                values = np.array(table.init_data().asnumpy())
                values[padding_idx] = 0
                table = Tensor(values)
        self.weight = Parameter(table, name="weight", requires_grad=not check_bool(_freeze, "_freeze", who))

    def construct(self, input):
        return F.embedding(
            input, self.weight, self.padding_idx, self.max_norm, self.norm_type, self.scale_grad_by_freq
        )  # fmt: skip

    def extend_repr(self):
        return (
            f"num_embeddings={self.num_embeddings}, embedding_dim={self.embedding_dim}, "
            f"padding_idx={self.padding_idx}, max_norm={self.max_norm}, norm_type={self.norm_type}, "
            f"scale_grad_by_freq={self.scale_grad_by_freq}, dtype={self.dtype}"
        )


class Flatten(Cell):
    """One axis for those from ``start_dim`` to ``end_dim``.

    >>> mint.nn.Flatten()(Tensor([[[1.0], [3.0]]])).tolist()
    [[1.0, 3.0]]
    """

    def __init__(self, start_dim=1, end_dim=-1):
        super().__init__()
        self.start_dim = start_dim
        self.end_dim = end_dim

    def construct(self, input):
        return F.flatten(input, self.start_dim, self.end_dim)


class UnfoldExt(Cell):
    """The windows of (N, C, H, W) as columns; see `mint.nn.functional.unfold`.

    >>> mint.nn.Unfold(2)(mint.ones((1, 1, 3, 3))).shape
    (1, 4, 4)
    """

    def __init__(self, kernel_size, dilation=1, padding=0, stride=1):
        super().__init__()
        self.kernel_size = kernel_size
        self.dilation = dilation
        self.padding = padding
        self.stride = stride

    def construct(self, input):
        return F.unfold(input, self.kernel_size, self.dilation, self.padding, self.stride)


class Fold(Cell):
    """The sum of columns as windows of (N, C, *output_size); see `mint.nn.functional.fold`.

    >>> mint.nn.Fold((3, 3), 2)(mint.ones((1, 4, 4))).shape
    (1, 1, 3, 3)
    """

    def __init__(self, output_size, kernel_size, dilation=1, padding=0, stride=1):
        super().__init__()
        self.output_size = output_size
        self.kernel_size = kernel_size
        self.dilation = dilation
        self.padding = padding
        self.stride = stride

    def construct(self, input):
        return F.fold(input, self.output_size, self.kernel_size, self.dilation, self.padding, self.stride)


class PixelShuffle(Cell):
    """Channels as pixels: (..., C r r, H, W) to (..., C, H r, W r).

    >>> mint.nn.PixelShuffle(2)(mint.ones((1, 4, 2, 3))).shape
    (1, 1, 4, 6)
    """

    def __init__(self, upscale_factor):
        super().__init__()
        self.upscale_factor = upscale_factor

    def construct(self, input):
        return F.pixel_shuffle(input, self.upscale_factor)


class UpsampleExt(Cell):
    """Images of another size; see `mint.nn.functional.interpolate`.

    >>> mint.nn.Upsample(4)(Tensor([[[1.0, 2.0]]])).tolist()
    [[[1.0, 1.0, 2.0, 2.0]]]
    """

    def __init__(self, size=None, scale_factor=None, mode="nearest", align_corners=None, recompute_scale_factor=None):
        super().__init__()
        self.size = size
        self.scale_factor = scale_factor
        self.mode = mode
        self.align_corners = align_corners
        self.recompute_scale_factor = recompute_scale_factor

    def construct(self, input):
        return F.interpolate(
            input, self.size, self.scale_factor, self.mode, self.align_corners, self.recompute_scale_factor
        )  # fmt: skip


class UpsamplingNearest2d(UpsampleExt):
    """(N, C, H, W) of another size: of the nearest pixel.

    >>> mint.nn.UpsamplingNearest2d(2)(Tensor([[[[1.0]]]])).tolist()
    [[[[1.0, 1.0], [1.0, 1.0]]]]
    """

    def __init__(self, size=None, scale_factor=None):
        super().__init__(size, scale_factor)


class UpsamplingBilinear2d(UpsampleExt):
    """(N, C, H, W) of another size: between the four nearest pixels, the corners aligned.

    >>> mint.nn.UpsamplingBilinear2d((1, 3))(Tensor([[[[1.0, 3.0]]]])).tolist()
    [[[[1.0, 2.0, 3.0]]]]
    """

    def __init__(self, size=None, scale_factor=None):
        super().__init__(size, scale_factor, "bilinear", True)


Dropout, Dropout2d, Embedding, Unfold, Upsample = DropoutExt, Dropout2dExt, EmbeddingExt, UnfoldExt, UpsampleExt
