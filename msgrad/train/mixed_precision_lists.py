"""Which layers and operators mixed precision computes in the low dtype, and which it does not."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from msgrad.engine.autocast import OperatorPolicy

_LOW_LAYERS = (
    "Conv1d Conv2d Conv3d Conv1dTranspose Conv2dTranspose Conv3dTranspose Dense LSTMCell RNNCell GRUCell"
).split()
_LOW_PRIMITIVES = (
    "Conv2D Conv3D Conv2DTranspose Conv3DTranspose Conv2DBackpropInput MatMul BatchMatMul PReLU ReLU Ger"
).split()
_FLOAT32_LAYERS = "BatchNorm1d BatchNorm2d BatchNorm3d LayerNorm".split()

# Level "auto", by operators. Functions that MindSpore puts together of several operators are one operator here: they
# stand where the dtype of their result says.
_LOW = "convolution transposed_convolution matmul mm mv bmm dense einsum addmm baddbmm bidense prelu".split()
_FLOAT32 = (
    "pow float_power whole_power acos asin cosh erfinv exp exp2 expm1 log log2 log10 log1p reciprocal inv rsqrt sinh "
    "tan softplus logsigmoid logaddexp logsumexp layer_norm batch_norm_train batch_norm_infer group_norm kl_div "
    "smooth_l1_loss soft_margin_loss triplet_margin_loss multi_margin_loss binary_cross_entropy_with_logits "
    "cdist renorm prod softmax log_softmax cross_entropy nll_loss cumprod cumsum sum var"
).split()
_WIDEST = (
    "addcdiv addcmul cross dot grid_sample bias_add addn concat rnn_step lstm_step gru_step rnn_layer lstm_layer "
    "gru_layer attention_weights attention_output"
).split()


def get_white_list() -> list:
    """The layers and primitive classes that levels O1 and `custom_mixed_precision` compute in the low dtype: a copy.

    >>> from mindspore import amp, nn
    >>> nn.Conv2d in amp.get_white_list()
    True
    """
    from msgrad import nn, ops

    return [*_present(nn, _LOW_LAYERS), *_present(ops, _LOW_PRIMITIVES)]


def get_black_list() -> list:
    """The layers that level O2 keeps in float32: a copy.

    >>> from mindspore import amp, nn
    >>> nn.LayerNorm in amp.get_black_list()
    True
    """
    from msgrad import nn

    return _present(nn, _FLOAT32_LAYERS)


def _present(module: Any, names: list[str]) -> list:
    return [getattr(module, name) for name in names if hasattr(module, name)]


@cache
def operator_policy(low: np.dtype) -> OperatorPolicy:
    """The autocast of level "auto"."""
    return OperatorPolicy(low, frozenset(_LOW), frozenset(_FLOAT32), frozenset(_WIDEST))
