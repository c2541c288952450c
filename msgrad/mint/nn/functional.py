"""`mindspore.mint.nn.functional`: the functions of `mindspore.ops` with the signatures that mint gives them."""

from __future__ import annotations

import numpy as np

from msgrad._checkparam import check_bool, check_type
from msgrad._names import missing_name_getattr
from msgrad.common.tensor import Tensor
from msgrad.mint.nn.convolutions import conv1d, conv2d, conv3d, conv_transpose2d
from msgrad.mint.shapes import flatten
from msgrad.ops import function as F
from msgrad.ops.function import (
    adaptive_avg_pool2d,
    adaptive_avg_pool3d,
    adaptive_max_pool2d,
    cosine_embedding_loss,
    cross_entropy,
    embedding,
    grid_sample,
    group_norm,
    hardshrink,
    hardsigmoid,
    hardswish,
    interpolate,
    l1_loss,
    layer_norm,
    mse_loss,
    pixel_shuffle,
    prelu,
    relu,
    sigmoid,
    soft_margin_loss,
    softplus,
    softshrink,
    tanh,
)
from msgrad.ops.function._arguments import concrete, shape_of
from msgrad.ops.function.activation import elu_of
from msgrad.ops.function.linear import dense
from msgrad.ops.function.normalization import batch_norm_infer, batch_norm_step, batch_norm_train
from msgrad.ops.function.pooling import avg_pool_padded
from msgrad.ops.inplace_methods import _take

__all__ = [
    "adaptive_avg_pool1d", "adaptive_avg_pool2d", "adaptive_avg_pool3d", "adaptive_max_pool1d", "adaptive_max_pool2d",
    "avg_pool1d", "avg_pool2d", "avg_pool3d", "batch_norm", "binary_cross_entropy",
    "binary_cross_entropy_with_logits", "conv1d", "conv2d", "conv3d", "conv_transpose2d", "cosine_embedding_loss",
    "cross_entropy", "dropout", "dropout2d", "elu", "elu_", "embedding", "flatten", "fold", "gelu", "glu",
    "grid_sample", "group_norm", "hardshrink", "hardsigmoid", "hardswish", "hardtanh", "hardtanh_", "interpolate",
    "kl_div", "l1_loss", "layer_norm", "leaky_relu", "linear", "log_softmax", "logsigmoid", "max_pool2d",
    "max_unpool2d", "mish", "mse_loss", "nll_loss", "normalize", "one_hot", "pad", "pixel_shuffle", "prelu", "relu",
    "relu6", "relu_", "selu", "sigmoid", "sigmoid_", "silu", "smooth_l1_loss", "soft_margin_loss", "softmax",
    "softplus", "softshrink", "tanh", "threshold", "threshold_", "unfold", "upsample",
]  # fmt: skip


# -- activations --


def _maybe_in_place(input, out, inplace, who):
    """The result, or with ``inplace`` the input itself, which takes it."""
    return _take(input, out, who) if check_bool(inplace, "inplace", who) else out


def elu(input, alpha=1.0, inplace=False):
    """``x`` where it is above 0, else ``alpha * (exp(x) - 1)``.

    >>> mint.nn.functional.elu(Tensor([0.0, 2.0])).tolist()
    [0.0, 2.0]
    """
    return _maybe_in_place(input, elu_of(input, alpha), inplace, "elu")


def elu_(input, alpha=1.0):
    """`elu`, in place.

    >>> mint.nn.functional.elu_(Tensor([0.0, 2.0])).tolist()
    [0.0, 2.0]
    """
    return elu(input, alpha, True)


def gelu(input, *, approximate="none"):
    """x times the cumulative distribution function of the normal distribution; 'tanh' approximates that.

    >>> mint.nn.functional.gelu(Tensor([0.0])).tolist()
    [0.0]
    """
    return F.gelu(input, approximate)


def glu(input, dim=-1):
    """The first half along ``dim`` times the sigmoid of the second.

    >>> mint.nn.functional.glu(Tensor([2.0, 0.0])).tolist()
    [1.0]
    """
    return F.glu(input, dim)


def hardtanh(input, min_val=-1.0, max_val=1.0, inplace=False):
    """``input``, not below ``min_val`` and not above ``max_val``.

    >>> mint.nn.functional.hardtanh(Tensor([-2.0, 0.5])).tolist()
    [-1.0, 0.5]
    """
    return _maybe_in_place(input, F.hardtanh(input, min_val, max_val), inplace, "hardtanh")


def hardtanh_(input, min_val=-1, max_val=1):
    """`hardtanh`, in place.

    >>> mint.nn.functional.hardtanh_(Tensor([-2.0, 0.5])).tolist()
    [-1.0, 0.5]
    """
    return hardtanh(input, min_val, max_val, True)


def leaky_relu(input, negative_slope=0.01):
    """``input`` where it is above 0, else ``negative_slope * input``.

    >>> mint.nn.functional.leaky_relu(Tensor([-2.0, 1.0]), 0.5).tolist()
    [-1.0, 1.0]
    """
    return F.leaky_relu(input, negative_slope)


def logsigmoid(input):
    """The logarithm of the sigmoid.

    >>> mint.nn.functional.logsigmoid(Tensor([100.0])).shape
    (1,)
    """
    return F.logsigmoid(input)


def mish(input):
    """x tanh(log(1 + exp(x))).

    >>> mint.nn.functional.mish(Tensor([0.0])).tolist()
    [0.0]
    """
    return F.mish(input)


def relu6(input, inplace=False):
    """min(max(x, 0), 6).

    >>> mint.nn.functional.relu6(Tensor([-1.0, 8.0])).tolist()
    [0.0, 6.0]
    """
    return _maybe_in_place(input, F.relu6(input), inplace, "relu6")


def relu_(input):
    """max(x, 0), in place.

    >>> mint.nn.functional.relu_(Tensor([-1.0, 2.0])).tolist()
    [0.0, 2.0]
    """
    return _take(input, relu(input), "relu_")


def selu(input):
    """The scaled exponential linear unit: see `ops.selu`.

    >>> mint.nn.functional.selu(Tensor([0.0])).tolist()
    [0.0]
    """
    return F.selu(input)


def sigmoid_(input):
    """1 / (1 + exp(-x)), in place.

    >>> mint.nn.functional.sigmoid_(Tensor([0.0])).tolist()
    [0.5]
    """
    return _take(input, sigmoid(input), "sigmoid_")


def silu(input, inplace=False):
    """x / (1 + exp(-x)).

    >>> mint.nn.functional.silu(Tensor([0.0])).tolist()
    [0.0]
    """
    return _maybe_in_place(input, F.silu(input), inplace, "silu")


def _softmax_axis(dim, ndim):
    """The axis where none is given: the first of 0, 1 and 3 axes, else the second."""
    return (0 if ndim in (0, 1, 3) else 1) if dim is None else dim


def softmax(input, dim=None, dtype=None):
    """exp(x) / sum(exp(x)) along ``dim``, by default the first of 0, 1 and 3 axes, else the second; with ``dtype`` the
    input is cast first.

    >>> mint.nn.functional.softmax(Tensor([1.0, 1.0]), 0).tolist()
    [0.5, 0.5]
    """
    return F.softmax(input, _softmax_axis(dim, len(shape_of(input))), dtype=dtype)


def log_softmax(input, dim=None, *, dtype=None):
    """The logarithm of `softmax`.

    >>> mint.nn.functional.log_softmax(Tensor([5.0]), 0).tolist()
    [0.0]
    """
    input = input if dtype is None else F.cast(input, dtype)
    return F.log_softmax(input, _softmax_axis(dim, len(shape_of(input))))


def threshold(input, threshold, value, inplace=False):
    """``input`` where it is above ``threshold``, else ``value``.

    >>> mint.nn.functional.threshold(Tensor([0.0, 2.0]), 1.0, 5.0).tolist()
    [5.0, 2.0]
    """
    return _maybe_in_place(input, F.threshold(input, threshold, value), inplace, "threshold")


def threshold_(input, threshold, value):
    """`threshold`, in place.

    >>> mint.nn.functional.threshold_(Tensor([0.0, 2.0]), 1.0, 5.0).tolist()
    [5.0, 2.0]
    """
    return _take(input, F.threshold(input, threshold, value), "threshold_")


# -- dense layers, dropout, one-hot vectors --


def linear(input, weight, bias=None):
    """input @ weight.T + bias.

    >>> mint.nn.functional.linear(Tensor([[1.0, 2.0]]), Tensor([[3.0, 4.0]])).tolist()
    [[11.0]]
    """
    return dense(input, weight, bias)


def dropout(input, p=0.5, training=True, inplace=False):
    """Sets each element to 0 with probability p in [0, 1] and divides the others by 1 - p; the identity without
    ``training``.

    >>> mint.nn.functional.dropout(Tensor([1.0, 2.0]), training=False).tolist()
    [1.0, 2.0]
    """
    check_type(p, (int, float), "p", "dropout")
    if not 0 <= p <= 1:
        raise ValueError(f"For 'dropout', the 'p' must be in [0, 1], but got {p}.")
    out = F.zeros_like(input) if p == 1 and training else F.dropout(input, p if p < 1 else 0.5, training)
    return _maybe_in_place(input, out, inplace, "dropout")


def dropout2d(input, p=0.5, training=True, inplace=False):
    """Drops whole channels of (N, C, H, W), each with probability p; the others are divided by 1 - p.

    >>> mint.nn.functional.dropout2d(Tensor([[[[1.0, 2.0]]]]), training=False).tolist()
    [[[[1.0, 2.0]]]]
    """
    return _maybe_in_place(input, F.dropout2d(input, p, training), inplace, "dropout2d")


def fold(input, output_size, kernel_size, dilation=1, padding=0, stride=1):
    """Images (N, C, *output_size): each pixel is the sum of what the patches (N, C * patch, patches) have there;
    the transpose of `unfold`. All sizes are ints or pairs.

    >>> mint.nn.functional.fold(Tensor([[[1.0, 2.0]]]), (1, 2), 1).tolist()
    [[[[1.0, 2.0]]]]
    """
    sizes = (output_size,) * 2 if isinstance(output_size, int) else tuple(output_size)
    columns = len(shape_of(input)) == 2
    x = F.unsqueeze(input, 0) if columns else input
    window = kernel_size[0] * kernel_size[1] if isinstance(kernel_size, tuple | list) else kernel_size**2
    x = F.reshape(x, (shape_of(x)[0], -1, window, shape_of(x)[-1]))
    out = F.fold(x, Tensor(np.array(sizes, np.int64)), kernel_size, dilation, padding, stride)
    return F.squeeze(out, 0) if columns else out


def unfold(input, kernel_size, dilation=1, padding=0, stride=1):
    """The patches of images (N, C, H, W) as columns (N, C * patch, patches). All sizes are ints or pairs.

    >>> mint.nn.functional.unfold(Tensor([[[[1.0, 2.0]]]]), (1, 2)).tolist()
    [[[1.0], [2.0]]]
    """
    single = len(shape_of(input)) == 3
    out = F.unfold(F.unsqueeze(input, 0) if single else input, kernel_size, dilation, padding, stride)
    return F.squeeze(out, 0) if single else out


def one_hot(tensor, num_classes=-1):
    """Vectors with 1 at the index and 0 elsewhere, int64; as long as the greatest index and 1 (what is pending runs),
    or ``num_classes``.

    >>> mint.nn.functional.one_hot(Tensor([1, 0])).tolist()
    [[0, 1], [1, 0]]
    """
    if num_classes == -1:
        numbers = concrete(tensor, "the greatest class was needed")
        num_classes = int(numbers.max()) + 1 if numbers.size else 0
    return F.one_hot(tensor, num_classes, np.int64(1), np.int64(0))


def normalize(input, p=2.0, dim=1, eps=1e-12):
    """Divided by the norm of order ``p`` of the vectors along ``dim``, or by ``eps`` where that is smaller.

    >>> [round(x, 3) for x in mint.nn.functional.normalize(Tensor([3.0, 4.0]), dim=0).tolist()]
    [0.6, 0.8]
    """
    return F.div(input, F.clamp(F.vector_norm(input, p, dim, True), eps))


def pad(input, pad, mode="constant", value=None):
    """More elements at the ends of the last axes, two numbers for each, from the last axis on: see `ops.pad`.

    >>> mint.nn.functional.pad(Tensor([1, 2]), (1, 2)).tolist()
    [0, 1, 2, 0, 0]
    """
    return F.pad(input, pad, mode, value)


# -- pooling --


def adaptive_avg_pool1d(input, output_size):
    """Means over so many spans of the last axis of (N, C, L) or (C, L), which may overlap.

    >>> mint.nn.functional.adaptive_avg_pool1d(Tensor([[[1.0, 2.0, 4.0]]]), 2).tolist()
    [[[1.5, 3.0]]]
    """
    size = output_size[0] if isinstance(output_size, tuple | list) else output_size
    return F.squeeze(F.adaptive_avg_pool2d(F.unsqueeze(input, -2), (1, size)), -2)


def adaptive_max_pool1d(input, output_size, return_indices=False):
    """Maxima over so many spans of the last axis of (N, C, L) or (C, L); with ``return_indices`` also where they were.

    >>> mint.nn.functional.adaptive_max_pool1d(Tensor([[[1.0, 2.0, 3.0, 4.0]]]), 2).tolist()
    [[[2.0, 4.0]]]
    """
    check_bool(return_indices, "return_indices", "adaptive_max_pool1d")
    size = output_size[0] if isinstance(output_size, tuple | list) else output_size
    out = F.adaptive_max_pool2d(F.unsqueeze(input, -2), (1, size), return_indices)
    return tuple([F.squeeze(x, -2) for x in out]) if return_indices else F.squeeze(out, -2)


def _avg_pool(input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override, dims):
    who = f"avg_pool{dims}d"
    if len(shape_of(input)) not in (dims + 1, dims + 2):
        raise ValueError(f"For '{who}', the input must have {dims + 1} or {dims + 2} axes, not {shape_of(input)}.")
    if divisor_override == 0:
        raise ValueError(f"For '{who}', the 'divisor_override' must not be 0.")
    stride = kernel_size if stride is None or stride == () else stride
    return avg_pool_padded(
        input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override, dims, who
    )


def avg_pool1d(input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True):
    """Means over windows of the last axis of (N, C, L) or (C, L); the stride is the window's size by default.

    >>> mint.nn.functional.avg_pool1d(Tensor([[[1.0, 3.0]]]), 2).tolist()
    [[[2.0]]]
    """
    return _avg_pool(input, kernel_size, stride, padding, ceil_mode, count_include_pad, None, 1)


def avg_pool2d(
    input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, divisor_override=None
):
    """Means over windows of the last two axes; the stride is the window's size by default.

    >>> mint.nn.functional.avg_pool2d(Tensor([[[[1.0, 2.0], [3.0, 4.0]]]]), 2).tolist()
    [[[[2.5]]]]
    """
    return _avg_pool(input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override, 2)


def avg_pool3d(
    input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, divisor_override=None
):
    """Means over windows of the last three axes; the stride is the window's size by default.

    >>> mint.nn.functional.avg_pool3d(Tensor([[[[[1.0, 3.0]]]]]), (1, 1, 2)).tolist()
    [[[[[2.0]]]]]
    """
    return _avg_pool(input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override, 3)


def max_pool2d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
    """Maxima over windows of the last two axes of (N, C, H, W) or (C, H, W); see `ops.max_pool2d`.

    >>> mint.nn.functional.max_pool2d(Tensor([[[[1.0, 2.0], [3.0, 4.0]]]]), 2).tolist()
    [[[[4.0]]]]
    """
    single = len(shape_of(input)) == 3
    x = F.unsqueeze(input, 0) if single else input
    out = F.max_pool2d(x, kernel_size, stride, padding, dilation, return_indices, ceil_mode)
    if not single:
        return out
    return tuple([F.squeeze(x, 0) for x in out]) if return_indices else F.squeeze(out, 0)


def max_unpool2d(input, indices, kernel_size, stride=None, padding=0, output_size=None):
    """The maxima where they were before max pooling, and zeros elsewhere; see `ops.max_unpool2d`.

    >>> mint.nn.functional.max_unpool2d(Tensor([[[5.0]]]), Tensor([[[2]]]), 2).tolist()
    [[[0.0, 0.0], [5.0, 0.0]]]
    """
    return F.max_unpool2d(input, indices, kernel_size, stride, padding, output_size)


def upsample(input, size=None, scale_factor=None, mode="nearest", align_corners=None):
    """`interpolate`.

    >>> mint.nn.functional.upsample(Tensor([[[1.0, 2.0]]]), size=4).tolist()
    [[[1.0, 1.0, 2.0, 2.0]]]
    """
    return interpolate(input, size, scale_factor, mode, align_corners)


# -- normalisation --


def batch_norm(input, running_mean, running_var, weight=None, bias=None, training=False, momentum=0.1, eps=1e-5):
    """(x - mean) / sqrt(variance + eps) * weight + bias for each channel (axis 1).

    With ``training`` mean and variance are the batch's, and the running ones, where they are given, move towards them:
    running = (1 - momentum) running + momentum batch (variance unbiased). Without it they are the running ones.

    >>> one = Tensor([1.0])
    >>> mint.nn.functional.batch_norm(Tensor([[5.0]]), one, one, eps=0.0001).shape
    (1, 1)
    """
    check_bool(training, "training", "batch_norm")
    weight = F.ones(input.shape[1], input.dtype) if weight is None else weight
    bias = F.zeros(input.shape[1], input.dtype) if bias is None else bias
    if not training:
        return batch_norm_infer(input, running_mean, running_var, weight, bias, eps)
    if running_mean is None or running_var is None:
        return batch_norm_train(input, weight, bias, eps)[0]
    return batch_norm_step(input, running_mean, running_var, weight, bias, momentum, eps)


# -- losses --


def binary_cross_entropy(input, target, weight=None, reduction="mean"):
    """-weight (t log x + (1 - t) log(1 - x)) for probabilities x and targets t, reduced.

    >>> mint.nn.functional.binary_cross_entropy(Tensor([0.5]), Tensor([1.0])).shape
    ()
    """
    return F.binary_cross_entropy(input, target, weight, reduction)


def binary_cross_entropy_with_logits(input, target, weight=None, reduction="mean", pos_weight=None):
    """Binary cross entropy of sigmoid(input) and ``target``, without overflow, times ``weight``, reduced.

    >>> mint.nn.functional.binary_cross_entropy_with_logits(Tensor([100.0]), Tensor([1.0])).tolist()
    0.0
    """
    return F.binary_cross_entropy_with_logits(input, target, weight, pos_weight, reduction)


def kl_div(input, target, reduction="mean", log_target=False):
    """target (log(target) - input) for log-probabilities ``input``, reduced; 'batchmean' divides the sum by the batch's
    size. With ``log_target`` the target holds logarithms, too.

    >>> mint.nn.functional.kl_div(Tensor([0.0, 3.0]), Tensor([1.0, 0.0])).tolist()
    0.0
    """
    check_bool(log_target, "log_target", "kl_div")
    if reduction not in ("none", "mean", "sum", "batchmean"):
        raise ValueError(
            f"For 'kl_div', the 'reduction' must be 'none', 'mean', 'sum' or 'batchmean', not {reduction!r}."
        )
    if log_target:
        loss = F.mul(F.exp(target), F.sub(target, input))
    else:
        loss = F.sub(F.xlogy(target, F.where(F.gt(target, 0), target, 1)), F.mul(target, input))
    if reduction == "none":
        return loss
    if reduction == "mean":
        return F.mean(loss)
    total = F.sum(loss)
    return total if reduction == "sum" else F.div(total, shape_of(input)[0])


def nll_loss(input, target, weight=None, ignore_index=-100, reduction="mean"):
    """-weight[t] input[n, t] for log-probabilities ``input`` (N, C, ...) and class indices ``target`` (N, ...).

    >>> mint.nn.functional.nll_loss(Tensor([[-1.0, -3.0]]), Tensor([1])).tolist()
    3.0
    """
    return F.nll_loss(input, target, weight, ignore_index, reduction)


def smooth_l1_loss(input, target, reduction="mean", beta=1.0):
    """d^2 / (2 beta) where the distance d is below ``beta``, else d - beta / 2; `l1_loss` for beta 0.

    >>> mint.nn.functional.smooth_l1_loss(Tensor([1.0, 4.0]), Tensor([0.0, 0.0]), "none").tolist()
    [0.5, 3.5]
    """
    if beta == 0:
        return l1_loss(input, target, reduction)
    return F.smooth_l1_loss(input, target, beta, reduction)


__getattr__ = missing_name_getattr(__name__)
