"""Normalisation layers."""

from __future__ import annotations

import numpy as np

from msgrad._checkparam import check_positive_int, check_type
from msgrad.common import dtype as mstype
from msgrad.common.parameter import Parameter
from msgrad.common.tensor import Tensor
from msgrad.mint.nn import functional as F
from msgrad.nn.cell import Cell
from msgrad.nn.layer.basic import parameter
from msgrad.ops.function import add, cast, lerp, reciprocal
from msgrad.ops.function.normalization import batch_norm_train

__all__ = ["BatchNorm1d", "BatchNorm2d", "BatchNorm3d", "GroupNorm", "LayerNorm"]


class _BatchNorm(Cell):
    """(x - mean) / sqrt(variance + eps) * weight + bias for each channel (axis 1).

    While training, and where no running statistics are kept, mean and variance are those of the batch; else they are
    the running ones, which follow while training: running = (1 - momentum) running + momentum batch, with the unbiased
    variance.

    Args:
        num_features: channels.
        eps: added to the variance.
        momentum: the weight of the new batch; None for the mean over all batches.
        affine: whether there are weight and bias.
        track_running_stats: whether running statistics are kept.
        dtype: of weight, bias and statistics, float32 by default.

    When called, raises ValueError for an input of another rank or other channels.
    """

    ranks: tuple

    def __init__(self, num_features, eps=1e-5, momentum=0.1, affine=True, track_running_stats=True, dtype=None):
        super().__init__()
        self.num_features = check_positive_int(num_features, "num_features", type(self).__name__)
        self.eps = eps
        self.momentum = momentum
        self.affine = affine
        self.track_running_stats = track_running_stats
        self.dtype = mstype.float32 if dtype is None else dtype
        shape = (num_features,)
        self.weight = parameter("ones", shape, "weight", self.dtype) if affine else None
        self.bias = parameter("zeros", shape, "bias", self.dtype) if affine else None
        self.running_mean = self.running_var = self.num_batches_tracked = None
        if track_running_stats:
            self.running_mean = parameter("zeros", shape, "running_mean", self.dtype, requires_grad=False)
            self.running_var = parameter("ones", shape, "running_var", self.dtype, requires_grad=False)
            count = Tensor(np.array(0, np.int64))
            self.num_batches_tracked = Parameter(count, name="num_batches_tracked", requires_grad=False)

    def construct(self, input):
        if input.ndim not in self.ranks:
            raise ValueError(
                f"For '{type(self).__name__}', the input must have {' or '.join(map(str, self.ranks))} axes, "
                f"but got shape {tuple(input.shape)}."
            )
        follows = self.training and self.track_running_stats
        if follows:
            self.num_batches_tracked.assign_value(add(self.num_batches_tracked, 1))
        if follows and self.momentum is None:
            return self._averaged(input)
        return F.batch_norm(
            input, self.running_mean, self.running_var, self.weight, self.bias,
            self.training or not self.track_running_stats, self.momentum if follows else 0.0, self.eps,
        )  # fmt: skip

    def _averaged(self, input):
        """A step whose running statistics are the means over all batches."""
        one, zero = Tensor(np.ones(self.num_features, np.float32)), Tensor(np.zeros(self.num_features, np.float32))
        weight, bias = (self.weight, self.bias) if self.affine else (one, zero)
        out, mean, variance = batch_norm_train(input, weight, bias, self.eps)
        share = reciprocal(cast(self.num_batches_tracked, self.dtype))
        for running, batch in ((self.running_mean, mean), (self.running_var, variance)):
            running.assign_value(lerp(running, cast(batch, self.dtype), share))
        return out

    def extend_repr(self):
        return (
            f"num_features={self.num_features}, eps={self.eps}, momentum={self.momentum}, affine={self.affine}, "
            f"track_running_stats={self.track_running_stats}"
        )


class BatchNorm1d(_BatchNorm):
    __doc__ = f"""Batch normalisation of (N, C) or (N, C, L).

    {_BatchNorm.__doc__}
    >>> mint.nn.BatchNorm1d(2)(mint.zeros((1, 2))).tolist()
    [[0.0, 0.0]]
    """
    ranks = (2, 3)


class BatchNorm2d(_BatchNorm):
    __doc__ = f"""Batch normalisation of (N, C, H, W).

    {_BatchNorm.__doc__}
    >>> mint.nn.BatchNorm2d(2)(mint.zeros((1, 2, 1, 1))).tolist()
    [[[[0.0]], [[0.0]]]]
    """
    ranks = (4,)


class BatchNorm3d(_BatchNorm):
    __doc__ = f"""Batch normalisation of (N, C, D, H, W).

    {_BatchNorm.__doc__}
    >>> mint.nn.BatchNorm3d(2)(mint.zeros((1, 2, 1, 1, 1))).shape
    (1, 2, 1, 1, 1)
    """
    ranks = (5,)


class LayerNormExt(Cell):
    """(x - mean) / sqrt(variance + eps) * weight + bias over the last axes, of shape ``normalized_shape``.

    Args:
        normalized_shape: an int, tuple or list.
        elementwise_affine: whether there are weight and, with ``bias``, bias.
        dtype: of both, float32 by default.

    Raises TypeError for another ``normalized_shape``, ValueError for an empty one.

    >>> mint.nn.LayerNorm(2, eps=1e-12)(Tensor([[1.0, 3.0]])).tolist()
    [[-1.0, 1.0]]
    """

    def __init__(self, normalized_shape, eps=1e-5, elementwise_affine=True, bias=True, dtype=None):
        super().__init__()
        check_type(normalized_shape, (int, tuple, list), "normalized_shape", type(self).__name__)
        shape = (normalized_shape,) if isinstance(normalized_shape, int) else tuple(normalized_shape)
        if not shape:
            raise ValueError(f"For '{type(self).__name__}', the 'normalized_shape' must have at least one axis.")
        self.normalized_shape = shape
        self.eps = eps
        self.elementwise_affine = elementwise_affine
        dtype = mstype.float32 if dtype is None else dtype
        self.weight = parameter("ones", shape, "weight", dtype) if elementwise_affine else None
        self.bias = parameter("zeros", shape, "bias", dtype) if elementwise_affine and bias else None

    def construct(self, input):
        return F.layer_norm(input, self.normalized_shape, self.weight, self.bias, self.eps)

    def extend_repr(self):
        return f"normalized_shape={self.normalized_shape}, eps={self.eps}, elementwise_affine={self.elementwise_affine}"


LayerNorm = LayerNormExt


class GroupNorm(Cell):
    """Normalises each of ``num_groups`` groups of neighbouring channels (axis 1), then applies weight and bias to each
    channel; without ``affine`` these are not trained.

    Raises ValueError where ``num_groups`` does not divide ``num_channels``.

    >>> mint.nn.GroupNorm(1, 2, eps=1e-12)(Tensor([[1.0, 3.0]])).tolist()
    [[-1.0, 1.0]]
    """

    def __init__(self, num_groups, num_channels, eps=1e-5, affine=True, dtype=None):
        super().__init__()
        self.num_groups = check_positive_int(num_groups, "num_groups", "GroupNorm")
        self.num_channels = check_positive_int(num_channels, "num_channels", "GroupNorm")
        if num_channels % num_groups:
            raise ValueError(
                f"For 'GroupNorm', the 'num_groups' must divide 'num_channels', not {num_groups} {num_channels}."
            )
        self.eps = eps
        self.affine = affine
        dtype = mstype.float32 if dtype is None else dtype
        self.weight = parameter("ones", (num_channels,), "weight", dtype, requires_grad=affine)
        self.bias = parameter("zeros", (num_channels,), "bias", dtype, requires_grad=affine)

    def construct(self, input):
        return F.group_norm(input, self.num_groups, self.weight, self.bias, self.eps)

    def extend_repr(self):
        return f"num_groups={self.num_groups}, num_channels={self.num_channels}, eps={self.eps}, affine={self.affine}"
