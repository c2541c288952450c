"""Normalisation layers."""

from __future__ import annotations

from msgrad._checkparam import check_bool, check_one_of, check_positive_int, check_rank, check_type
from msgrad.common import dtype as mstype
from msgrad.common.tensor import check_dtype
from msgrad.nn.cell import Cell
from msgrad.nn.layer.basic import parameter
from msgrad.ops.function.normalization import (
    batch_norm_infer,
    batch_norm_step,
    group_norm,
    instance_norm_step,
    normalize_trailing,
)
from msgrad.ops.function.shape_func import reshape

__all__ = [
    "BatchNorm1d", "BatchNorm2d", "BatchNorm3d", "GroupNorm", "InstanceNorm1d", "InstanceNorm2d", "InstanceNorm3d",
    "LayerNorm", "SyncBatchNorm",
]  # fmt: skip


class _BatchNorm(Cell):
    """(x - mean) / sqrt(variance + eps) * gamma + beta for each channel (axis 1).

    While training mean and variance are those of the batch, and the moving ones follow:
    moving = momentum * moving + (1 - momentum) * batch, with the unbiased variance. Else the moving ones count.

    Args:
        num_features: channels.
        eps: added to the variance; in (0, 1] when called.
        momentum: in [0, 1].
        affine: whether gamma and beta are trained.
        gamma_init, beta_init, moving_mean_init, moving_var_init: Tensors, Initializers, their names or numbers.
        use_batch_statistics: True or False to use the batch's or the moving ones always; None: see above.
        data_format: 'NCHW'; 'NHWC' raises ValueError, as MindSpore does but on a GPU.
        dtype: of the Parameters.

    Raises:
        TypeError: for arguments of another type, and for an input of whole numbers.
        ValueError: for numbers out of range, and inputs of other channels or rank.
    """

    ranks: tuple

    def __init__(
        self, num_features, eps, momentum, affine, gamma_init, beta_init, moving_mean_init, moving_var_init,
        use_batch_statistics, data_format, dtype,
    ):  # fmt: skip
        super().__init__()
        who = type(self).__name__
        check_type(num_features, int, "num_features", who)
        if num_features < 1:
            raise ValueError(f"For '{who}', the 'num_features' must be at least 1, but got {num_features}.")
        check_type(momentum, (float, int), "momentum", who)
        if not 0 <= momentum <= 1:
            raise ValueError(f"For '{who}', the 'momentum' must be in [0, 1], but got {momentum}.")
        check_one_of(data_format, ("NCHW", "NHWC"), "data_format", who)
        if data_format == "NHWC":
            raise ValueError(f"For '{who}', the 'data_format' NHWC is not supported: transpose the input.")
        if use_batch_statistics is not None and not isinstance(use_batch_statistics, bool):
            raise ValueError(
                f"For '{who}', the 'use_batch_statistics' must be a bool or None, but got {use_batch_statistics}."
            )
        check_dtype(dtype)
        self.format = data_format
        self.use_batch_statistics = use_batch_statistics
        self.num_features = num_features
        self.eps = eps
        self.moving_mean_init = moving_mean_init
        self.moving_var_init = moving_var_init
        self.gamma_init = gamma_init
        self.beta_init = beta_init
        self.moving_mean = parameter(moving_mean_init, (num_features,), "mean", dtype, requires_grad=False)
        self.moving_variance = parameter(moving_var_init, (num_features,), "variance", dtype, requires_grad=False)
        self.gamma = parameter(gamma_init, (num_features,), "gamma", dtype, requires_grad=affine)
        self.beta = parameter(beta_init, (num_features,), "beta", dtype, requires_grad=affine)
        self.momentum = 1.0 - momentum

    def construct(self, x):
        check_rank(x, self.ranks, "input", type(self).__name__)
        by_batch = self.training if self.use_batch_statistics is None else self.use_batch_statistics
        mean, variance = self.moving_mean, self.moving_variance
        if by_batch:
            return batch_norm_step(x, mean, variance, self.gamma, self.beta, self.momentum, self.eps)
        return batch_norm_infer(x, mean, variance, self.gamma, self.beta, self.eps)

    def extend_repr(self):
        return _statistics_repr(self, 1.0 - self.momentum)


class BatchNorm1d(_BatchNorm):
    __doc__ = f"""Batch normalisation of (N, C) or (N, C, L).

    {_BatchNorm.__doc__}
    >>> from msgrad import Tensor, nn
    >>> print(nn.BatchNorm1d(1, eps=1e-12)(Tensor([[5.0]])))
    [[5.]]
    """

    ranks = (2, 3)

    def __init__(
        self, num_features, eps=1e-5, momentum=0.9, affine=True, gamma_init="ones", beta_init="zeros",
        moving_mean_init="zeros", moving_var_init="ones", use_batch_statistics=None, data_format="NCHW",
        dtype=mstype.float32,
    ):  # fmt: skip
        super().__init__(
            num_features, eps, momentum, affine, gamma_init, beta_init, moving_mean_init, moving_var_init,
            use_batch_statistics, data_format, dtype,
        )  # fmt: skip


class BatchNorm2d(_BatchNorm):
    __doc__ = f"""Batch normalisation of (N, C, H, W).

    {_BatchNorm.__doc__}
    >>> from msgrad import Tensor, nn
    >>> print(nn.BatchNorm2d(1, eps=1e-12)(Tensor([[[[5.0]]]])))
    [[[[5.]]]]
    """

    ranks = (4,)

    def __init__(
        self, num_features, eps=1e-5, momentum=0.9, affine=True, gamma_init="ones", beta_init="zeros",
        moving_mean_init="zeros", moving_var_init="ones", use_batch_statistics=None, data_format="NCHW",
        dtype=mstype.float32,
    ):  # fmt: skip
        super().__init__(
            num_features, eps, momentum, affine, gamma_init, beta_init, moving_mean_init, moving_var_init,
            use_batch_statistics, data_format, dtype,
        )  # fmt: skip


class BatchNorm3d(Cell):
    __doc__ = f"""Batch normalisation of (N, C, D, H, W).

    {_BatchNorm.__doc__}
    >>> from msgrad import Tensor, nn
    >>> print(nn.BatchNorm3d(1, eps=1e-12)(Tensor([[[[[5.0]]]]])))
    [[[[[5.]]]]]
    """

    def __init__(
        self, num_features, eps=1e-5, momentum=0.9, affine=True, gamma_init="ones", beta_init="zeros",
        moving_mean_init="zeros", moving_var_init="ones", use_batch_statistics=None, dtype=mstype.float32,
    ):  # fmt: skip
        super().__init__()
        self.bn2d = BatchNorm2d(
            num_features, eps, momentum, affine, gamma_init, beta_init, moving_mean_init, moving_var_init,
            use_batch_statistics, "NCHW", dtype,
        )  # fmt: skip

    def construct(self, input_x):
        check_rank(input_x, 5, "input", "BatchNorm3d")
        n, c, d, h, w = input_x.shape
        return reshape(self.bn2d(reshape(input_x, (n, c, d * h, w))), (n, c, d, h, w))


class LayerNorm(Cell):
    """(x - mean) / sqrt(variance + epsilon) * gamma + beta over the axes from ``begin_norm_axis`` on.

    Args:
        normalized_shape: shape of gamma and beta, a tuple or list.
        begin_norm_axis: the first axis that is normalised over.
        begin_params_axis: the first axis that gamma and beta have.
        gamma_init, beta_init: Tensors, Initializers, their names or numbers.
        epsilon: added to the variance.
        dtype: of gamma and beta.

    Raises:
        TypeError: for a shape that is no tuple or list.
        ValueError: for an empty one, and one that is not the input's.
        RuntimeError: for axes that the input has not.

    >>> from msgrad import Tensor, nn
    >>> print(nn.LayerNorm([2], epsilon=0.0)(Tensor([[1.0, 3.0]])))
    [[-1.  1.]]
    """

    def __init__(
        self, normalized_shape, begin_norm_axis=-1, begin_params_axis=-1, gamma_init="ones", beta_init="zeros",
        epsilon=1e-7, dtype=mstype.float32,
    ):  # fmt: skip
        super().__init__()
        check_type(normalized_shape, (tuple, list), "normalized_shape", "LayerNorm")
        if not normalized_shape:
            raise ValueError("For 'LayerNorm', the 'normalized_shape' must have at least one axis, but got none.")
        check_dtype(dtype)
        self.normalized_shape = normalized_shape
        self.begin_norm_axis = begin_norm_axis
        self.begin_params_axis = begin_params_axis
        self.epsilon = epsilon
        self.gamma = parameter(gamma_init, tuple(normalized_shape), "gamma", dtype)
        self.beta = parameter(beta_init, tuple(normalized_shape), "beta", dtype)

    def construct(self, input_x):
        return normalize_trailing(
            input_x, self.gamma, self.beta, self.begin_norm_axis, self.begin_params_axis, self.epsilon
        )

    def extend_repr(self):
        return (
            f"normalized_shape={self.normalized_shape}, begin_norm_axis={self.begin_norm_axis}, "
            f"begin_params_axis={self.begin_params_axis}, gamma{self.gamma}, beta={self.beta}"
        )


class GroupNorm(Cell):
    """Normalises each of ``num_groups`` groups of channels (axis 1), then applies gamma and beta to each channel.

    Raises TypeError for arguments of another type, ValueError where ``num_groups`` does not divide ``num_channels`` and
    for inputs of other channels.

    >>> from msgrad import Tensor, nn
    >>> print(nn.GroupNorm(1, 2, eps=1e-12)(Tensor([[[[1.0]], [[3.0]]]])).shape)
    (1, 2, 1, 1)
    """

    def __init__(
        self, num_groups, num_channels, eps=1e-5, affine=True, gamma_init="ones", beta_init="zeros",
        dtype=mstype.float32,
    ):  # fmt: skip
        super().__init__()
        self.num_groups = check_positive_int(num_groups, "num_groups", "GroupNorm")
        self.num_channels = check_positive_int(num_channels, "num_channels", "GroupNorm")
        if num_channels % num_groups:
            raise ValueError(
                f"For 'GroupNorm', the 'num_groups' must divide 'num_channels', "
                f"but got {num_groups} and {num_channels}."
            )
        self.eps = check_type(eps, (float,), "eps", "GroupNorm")
        self.affine = check_bool(affine, "affine", "GroupNorm")
        check_dtype(dtype)
        self.gamma = parameter(gamma_init, (num_channels,), "gamma", dtype, requires_grad=affine)
        self.beta = parameter(beta_init, (num_channels,), "beta", dtype, requires_grad=affine)

    def construct(self, x):
        return group_norm(x, self.num_groups, self.gamma, self.beta, self.eps)

    def extend_repr(self):
        return f"num_groups={self.num_groups}, num_channels={self.num_channels}"


class SyncBatchNorm(_BatchNorm):
    __doc__ = f"""Batch normalisation over the batches of all processes; in a single process that of `BatchNorm2d`.

    ``process_groups``: lists of the processes that share their statistics; ValueError for other groups than [[0]].
    Takes 2 to 5 dimensions.

    {_BatchNorm.__doc__}
    >>> from msgrad import Tensor, nn
    >>> print(nn.SyncBatchNorm(1, eps=1e-12)(Tensor([[5.0]])))
    [[5.]]
    """

    ranks = (2, 3, 4, 5)

    def __init__(
        self, num_features, eps=1e-5, momentum=0.9, affine=True, gamma_init="ones", beta_init="zeros",
        moving_mean_init="zeros", moving_var_init="ones", use_batch_statistics=None, process_groups=None,
        dtype=mstype.float32,
    ):  # fmt: skip
        if process_groups is not None:
            check_type(process_groups, list, "process_groups", "SyncBatchNorm")
            if process_groups != [[0]]:
                raise ValueError(
                    f"For 'SyncBatchNorm', there is one process, number 0, but got 'process_groups' {process_groups}."
                )
        super().__init__(
            num_features, eps, momentum, affine, gamma_init, beta_init, moving_mean_init, moving_var_init,
            use_batch_statistics, "NCHW", dtype,
        )  # fmt: skip


def _statistics_repr(cell, momentum):
    return (
        f"num_features={cell.num_features}, eps={cell.eps}, momentum={momentum}, gamma={cell.gamma}, "
        f"beta={cell.beta}, moving_mean={cell.moving_mean}, moving_variance={cell.moving_variance}"
    )


class _InstanceNorm(Cell):
    """(x - mean) / sqrt(variance + eps) * gamma + beta, with the moments of each channel of each sample.

    While training, moving moments follow the means over the batch: moving = (1 - momentum) moving + momentum batch.
    They do not count in the result. MindSpore's CPU build cannot call these layers.

    Args:
        num_features: channels.
        eps: a float added to the variance.
        momentum: a float in [0, 1].
        affine: whether gamma and beta are trained.
        gamma_init, beta_init: Tensors, Initializers, their names or numbers.
        dtype: of the Parameters.

    Raises:
        TypeError: for arguments of another type.
        ValueError: for numbers out of range, and inputs of other channels or rank.
    """

    rank: int

    def __init__(
        self, num_features, eps=1e-5, momentum=0.1, affine=True, gamma_init="ones", beta_init="zeros",
        dtype=mstype.float32,
    ):  # fmt: skip
        super().__init__()
        who = type(self).__name__
        check_type(num_features, int, "num_features", who)
        check_type(eps, float, "eps", who)
        check_type(momentum, float, "momentum", who)
        if num_features < 1:
            raise ValueError(f"For '{who}', the 'num_features' must be at least 1, but got {num_features}.")
        if not 0 <= momentum <= 1:
            raise ValueError(f"For '{who}', the 'momentum' must be in [0, 1], but got {momentum}.")
        check_bool(affine, "affine", who)
        check_dtype(dtype)
        self.num_features = num_features
        self.eps = eps
        self.moving_mean = parameter("zeros", (num_features,), "mean", dtype, requires_grad=False)
        self.moving_variance = parameter("ones", (num_features,), "variance", dtype, requires_grad=False)
        self.gamma = parameter(gamma_init, (num_features,), "gamma", dtype, requires_grad=affine)
        self.beta = parameter(beta_init, (num_features,), "beta", dtype, requires_grad=affine)
        self.momentum = momentum

    def construct(self, x):
        check_rank(x, self.rank, "input", type(self).__name__)
        return instance_norm_step(
            x, self.moving_mean, self.moving_variance, self.gamma, self.beta, self.momentum, self.eps, self.training
        )

    def extend_repr(self):
        return _statistics_repr(self, self.momentum)


class InstanceNorm1d(_InstanceNorm):
    __doc__ = f"""Normalises each channel of each sample of (N, C, L).

    {_InstanceNorm.__doc__}
    >>> from msgrad import Tensor, nn
    >>> print(nn.InstanceNorm1d(1, eps=1e-12)(Tensor([[[1.0, 3.0]]])))
    [[[-1.  1.]]]
    """

    rank = 3


class InstanceNorm2d(_InstanceNorm):
    __doc__ = f"""Normalises each channel of each sample of (N, C, H, W).

    {_InstanceNorm.__doc__}
    >>> from msgrad import Tensor, nn
    >>> print(nn.InstanceNorm2d(1, eps=1e-12)(Tensor([[[[1.0, 3.0]]]])))
    [[[[-1.  1.]]]]
    """

    rank = 4


class InstanceNorm3d(_InstanceNorm):
    __doc__ = f"""Normalises each channel of each sample of (N, C, D, H, W).

    {_InstanceNorm.__doc__}
    >>> from msgrad import Tensor, nn
    >>> print(nn.InstanceNorm3d(1, eps=1e-12)(Tensor([[[[[1.0, 3.0]]]]])))
    [[[[[-1.  1.]]]]]
    """

    rank = 5
