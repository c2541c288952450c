"""Further primitives of networks: pooling, transposed convolution, normalization, dropout, losses."""

from __future__ import annotations

import math
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from msgrad._checkparam import check_one_of, check_rank, check_type
from msgrad.autodiff import grad
from msgrad.common import dtype as mstype
from msgrad.engine import host_draws, random
from msgrad.engine.handle import Handle, wrap
from msgrad.engine.operator import operator
from msgrad.engine.values import leaf
from msgrad.ops import function as F
from msgrad.ops.function._arguments import as_static, concrete, dtype_of, shape_of
from msgrad.ops.function.convolution import transposed_convolution
from msgrad.ops.function.dropout_func import advancing, mask_of_channels, start
from msgrad.ops.function.loss import multilabel_margin
from msgrad.ops.function.normalization import batch_norm_infer, batch_norm_train, move_statistics
from msgrad.ops.function.pooling import avg_pool, max_pool, window_tuple
from msgrad.ops.function.unpooling import _fractional_max_pool, _unpool
from msgrad.ops.primitive import REQUIRED, Primitive, are_ints, define, is_bool, is_int, is_number, is_one_of

# -- pooling --


def _output_size(self: Any, x: Any, dims: int) -> tuple:
    """The sizes of the output; None keeps the input's."""
    size = as_static(self.output_size)
    size = size if isinstance(size, tuple) else (size,) * dims
    return tuple([n if s is None else s for s, n in zip(size, shape_of(x)[-dims:], strict=True)])


def _adaptive_size(dims: int) -> Any:
    def check(value: Any, argument: str, who: str) -> Any:
        check_type(value, (int, tuple), argument, who)
        if isinstance(value, tuple) and len(value) != dims:
            raise ValueError(f"For '{who}', the '{argument}' must have {dims} numbers, but got {value}.")
        return value

    return check


AdaptiveAvgPool2D = define(
    "AdaptiveAvgPool2D", lambda self, input_x: F.adaptive_avg_pool2d(input_x, _output_size(self, input_x, 2)),
    {"output_size": _adaptive_size(2)}, output_size=REQUIRED,
)  # fmt: skip
AdaptiveAvgPool3D = define(
    "AdaptiveAvgPool3D", lambda self, x: F.adaptive_avg_pool3d(x, _output_size(self, x, 3)),
    {"output_size": _adaptive_size(3)}, output_size=REQUIRED,
)  # fmt: skip
AdaptiveMaxPool2D = define(
    "AdaptiveMaxPool2D", lambda self, input: F.adaptive_max_pool2d(input, _output_size(self, input, 2), True),
    {"output_size": _adaptive_size(2)}, output_size=REQUIRED,
)  # fmt: skip


def _adaptive_max_pool3d(self: Any, x: Any, output_size: Any) -> Any:
    out, places = F.adaptive_max_pool3d(x, as_static(output_size), True)
    return out, F.cast(places, mstype.int32)


AdaptiveMaxPool3D = define("AdaptiveMaxPool3D", _adaptive_max_pool3d)


def _three(value: Any, argument: str, who: str) -> tuple:
    check_type(value, (int, tuple), argument, who)
    if isinstance(value, tuple) and len(value) == 5:
        value = value[2:]
    return window_tuple(value, 3, argument, who)


def _six(value: Any, argument: str, who: str) -> tuple:
    pads = are_ints(int, tuple)(value, argument, who)
    pads = pads * 6 if len(pads) == 1 else tuple([p for p in pads for _ in (0, 1)]) if len(pads) == 3 else pads
    if len(pads) != 6 or min(pads) < 0:
        raise ValueError(f"For '{who}', the '{argument}' must be 1, 3 or 6 sizes of padding, but got {value}.")
    return pads


def _pool_mode(value: Any, argument: str, who: str) -> str:
    return check_one_of(check_type(value, str, argument, who).upper(), ("VALID", "SAME", "PAD"), argument, who)


def _padding_of(self: Any, pads: tuple) -> Any:
    return tuple([pads[i : i + 2] for i in (0, 2, 4)]) if self.pad_mode == "PAD" else None


def _max_pool3d(self: Any, x: Any) -> Any:
    check_rank(x, 5, "x", self.name)
    mode, pads = self.pad_mode.lower(), _padding_of(self, self.pad_list)
    return max_pool(x, self.kernel_size, self.strides, (1,) * 3, mode, pads, bool(self.ceil_mode), False, self.name)


def _avg_pool3d(self: Any, x: Any) -> Any:
    check_rank(x, 5, "x", self.name)
    mode, pads = self.pad_mode.lower(), _padding_of(self, self.pad)
    divisor = self.divisor_override or None
    if mode == "same" and self.count_include_pad and divisor is None:
        divisor = math.prod(self.kernel_size)  # the padding counts
    return avg_pool(
        x, self.kernel_size, self.strides, mode, pads, self.ceil_mode, self.count_include_pad, divisor, self.name
    )


_POOL3D = {"kernel_size": _three, "strides": _three, "pad_mode": _pool_mode, "data_format": is_one_of("NCDHW")}
MaxPool3D = define(
    "MaxPool3D", _max_pool3d, {**_POOL3D, "pad_list": _six}, kernel_size=1, strides=1, pad_mode="VALID", pad_list=0,
    ceil_mode=None, data_format="NCDHW",
)  # fmt: skip
AvgPool3D = define(
    "AvgPool3D", _avg_pool3d,
    {**_POOL3D, "pad": _six, "ceil_mode": is_bool, "count_include_pad": is_bool, "divisor_override": is_int},
    kernel_size=1, strides=1, pad_mode="valid", pad=0, ceil_mode=False, count_include_pad=True, divisor_override=0,
    data_format="NCDHW",
)  # fmt: skip


def _max_pool_with_argmax(self: Any, x: Any) -> Any:
    check_rank(x, 4, "x", self.name)
    window, stride = (window_tuple(v, 2, "kernel_size", self.name) for v in (self.kernel_size, self.strides))
    out, places = max_pool(x, window, stride, (1, 1), self.pad_mode.lower(), None, False, True, self.name)
    _, channels, height, width = shape_of(x)
    first = np.arange(channels).reshape(-1, 1, 1) * height * width  # places count through all channels
    return out, F.cast(places + wrap(leaf(first)), mstype.int32)


MaxPoolWithArgmax = define(
    "MaxPoolWithArgmax", _max_pool_with_argmax, {"data_format": is_one_of("NCHW")}, kernel_size=1, strides=1,
    pad_mode="valid", data_format="NCHW",
)  # fmt: skip


def _padded_pool(dims: int, kernel: str) -> Any:
    def call(self: Any, x: Any) -> Any:
        check_rank(x, dims + 2, "x", self.name)
        sizes = getattr(self, kernel)
        pool = F.max_pool2d if dims == 2 else F.max_pool3d
        strides = sizes if self.strides is None else self.strides
        out, places = pool(x, sizes, strides, self.pads, self.dilation, return_indices=True, ceil_mode=self.ceil_mode)
        return out, F.cast(places, self.argmax_type)

    return call


MaxPoolWithArgmaxV2 = define(
    "MaxPoolWithArgmaxV2", _padded_pool(2, "kernel_size"), {"ceil_mode": is_bool}, kernel_size=REQUIRED, strides=None,
    pads=0, dilation=(1, 1), ceil_mode=False, argmax_type=mstype.int64,
)  # fmt: skip
MaxPool3DWithArgmax = define(
    "MaxPool3DWithArgmax", _padded_pool(3, "ksize"), {"ceil_mode": is_bool, "data_format": is_one_of("NCDHW")},
    ksize=REQUIRED, strides=REQUIRED, pads=REQUIRED, dilation=(1, 1, 1), ceil_mode=False, data_format="NCDHW",
    argmax_type=mstype.int64,
)  # fmt: skip


def _unpooled(dims: int) -> Any:
    def call(self: Any, x: Any, argmax: Any) -> Any:
        strides = self.ksize if self.strides == 0 else self.strides
        size = tuple(self.output_shape) or None
        return _unpool(x, argmax, self.ksize, strides, self.pads, size, dims, self.name)

    return call


MaxUnpool2D = define(
    "MaxUnpool2D", _unpooled(2), {"data_format": is_one_of("NCHW")}, ksize=REQUIRED, strides=0, pads=0, output_shape=(),
    data_format="NCHW",
)  # fmt: skip
MaxUnpool3D = define(
    "MaxUnpool3D", _unpooled(3), {"data_format": is_one_of("NCDHW")}, ksize=REQUIRED, strides=0, pads=0,
    output_shape=(), data_format="NCDHW",
)  # fmt: skip


def _fractional(dims: int) -> Any:
    def call(self: Any, input_x: Any, random_samples: Any) -> Any:
        window = window_tuple(self.ksize, dims, "ksize", self.name)
        sizes = window_tuple(self.output_shape, dims, "output_shape", self.name)
        return _fractional_max_pool(input_x, random_samples, window, sizes, True)

    return call


FractionalMaxPoolWithFixedKsize = define(
    "FractionalMaxPoolWithFixedKsize", _fractional(2), {"data_format": is_one_of("NCHW")}, ksize=REQUIRED,
    output_shape=REQUIRED, data_format="NCHW",
)  # fmt: skip
FractionalMaxPool3DWithFixedKsize = define(
    "FractionalMaxPool3DWithFixedKsize", _fractional(3), {"data_format": is_one_of("NCDHW")}, ksize=REQUIRED,
    output_shape=REQUIRED, data_format="NCDHW",
)  # fmt: skip

# -- convolution --


def _ints(dims: int) -> Any:
    def check(value: Any, argument: str, who: str) -> tuple:
        check_type(value, (int, tuple), argument, who)
        value = value[-dims:] if isinstance(value, tuple) and len(value) == dims + 2 else value
        return window_tuple(value, dims, argument, who, 0 if "pad" in argument else 1)

    return check


def _conv3d(self: Any, x: Any, weight: Any) -> Any:
    expected = (self.out_channel, *self.kernel_size)
    if (shape_of(weight)[0], *shape_of(weight)[2:]) != expected:
        raise ValueError(
            f"For 'Conv3D', the weight must have {expected[0]} output channels and windows of {expected[1:]}, "
            f"but got the shape {shape_of(weight)}."
        )
    return F.conv3d(x, weight, None, self.stride, self.pad_mode, self.pad, self.dilation, self.group)


_MODES = is_one_of("valid", "same", "pad")
_3D = {"kernel_size": _ints(3), "pad_mode": _MODES, "stride": _ints(3), "dilation": _ints(3), "group": is_int,
       "data_format": is_one_of("NCDHW")}  # fmt: skip
Conv3D = define(
    "Conv3D", _conv3d, {**_3D, "mode": is_one_of(1)}, out_channel=REQUIRED, kernel_size=REQUIRED, mode=1,
    pad_mode="valid", pad=0, stride=1, dilation=1, group=1, data_format="NCDHW",
)  # fmt: skip


def _conv3d_transpose(self: Any, dout: Any, weight: Any) -> Any:
    pads = are_ints(int, tuple)(self.pad, "pad", self.name)
    pads = pads * 6 if len(pads) == 1 else pads
    sides = tuple([pads[i : i + 2] for i in (0, 2, 4)])
    return transposed_convolution(
        dout,
        weight,
        None,
        self.stride,
        self.pad_mode,
        sides,
        self.output_padding,
        self.dilation,
        self.group,
        self.name,
    )


Conv3DTranspose = define(
    "Conv3DTranspose", _conv3d_transpose, {**_3D, "output_padding": _ints(3), "mode": is_one_of(1)},
    in_channel=REQUIRED, out_channel=REQUIRED, kernel_size=REQUIRED, mode=1, pad_mode="valid", pad=0, stride=1,
    dilation=1, group=1, output_padding=0, data_format="NCDHW",
)  # fmt: skip

# -- normalization --


def _batch_norm(self: Any, input_x: Any, scale: Any, bias: Any, mean: Any, variance: Any) -> Any:
    if not self.is_training:
        out = batch_norm_infer(input_x, F.stop_gradient(mean), F.stop_gradient(variance), scale, bias, self.epsilon)
        return out, mean, variance, mean, variance
    out, batch_mean, batch_variance = batch_norm_train(input_x, scale, bias, self.epsilon)
    new = move_statistics(mean, variance, batch_mean, batch_variance, self.momentum)
    for statistic, value in zip((mean, variance), new, strict=True):
        if isinstance(statistic, Handle):
            statistic._assign(value)
    return out, batch_mean, batch_variance, batch_mean, batch_variance


BatchNorm = define(
    "BatchNorm", _batch_norm,
    {"is_training": is_bool, "epsilon": is_number, "momentum": is_number, "data_format": is_one_of("NCHW")},
    is_training=False, epsilon=1e-5, momentum=0.1, data_format="NCHW",
)  # fmt: skip
LRN = define(
    "LRN",
    lambda self, x: F.lrn(x, self.depth_radius, self.bias, self.alpha, self.beta, self.norm_region),
    {"depth_radius": is_int, "bias": is_number, "alpha": is_number, "beta": is_number,
     "norm_region": is_one_of("ACROSS_CHANNELS")},
    depth_radius=5, bias=1.0, alpha=1.0, beta=0.5, norm_region="ACROSS_CHANNELS",
)  # fmt: skip
RmsNorm = define("RmsNorm", lambda self, x, gamma: F.rms_norm(x, gamma, self.epsilon), epsilon=1e-6)

# -- dropout --


@operator("x", "state", name="dropout_with_mask")
def _dropout_with_mask(x, state, keep):
    mask = random.minstd_uniform(state, x.shape) < np.float32(keep)
    return _masked(x, mask, keep), mask.astype(x.dtype)


@operator("x", "mask", name="dropout_channels_with_mask")
def _dropout_channels_with_mask(x, mask, keep):
    mask = jnp.broadcast_to(mask.reshape(mask.shape + (1,) * (x.ndim - mask.ndim)), x.shape)
    return _masked(x, mask, keep), mask


def _masked(x, mask, keep):
    return jnp.where(mask, x / jnp.asarray(keep, x.dtype), 0) if keep > 0 else jnp.zeros_like(x)


def _keep(value: Any, argument: str, who: str) -> float:
    is_number(value, argument, who)
    if not 0 <= value <= 1:
        raise ValueError(f"For '{who}', the '{argument}' must be in [0, 1], but got {value}.")
    return float(value)


def _dropout(self: Any, x: Any) -> Any:
    size = math.prod(shape_of(x))
    if not (self.Seed0 or self.Seed1):
        return _dropout_with_mask(x, start("dropout", size), self.keep_prob)
    generators = self.__dict__.setdefault("_generators", {})
    running = generators.setdefault(shape_of(x), host_draws.Running(random.mixed(self.Seed0, self.Seed1)))
    return _dropout_with_mask(x, advancing(running, size), self.keep_prob)


def _dropout_channels(name: str) -> Any:
    def call(self: Any, x: Any) -> Any:
        mask = mask_of_channels(x, shape_of(x)[:2], self.keep_prob, name)
        return _dropout_channels_with_mask(x, mask, self.keep_prob)

    return call


Dropout = define(
    "Dropout", _dropout, {"keep_prob": _keep, "Seed0": is_int, "Seed1": is_int},
    {"side_effect_hidden": True}, keep_prob=0.5,
    Seed0=0, Seed1=0,
)  # fmt: skip
Dropout2D = define("Dropout2D", _dropout_channels("dropout2d"), {"keep_prob": _keep}, keep_prob=0.5)
Dropout3D = define("Dropout3D", _dropout_channels("dropout3d"), {"keep_prob": _keep}, keep_prob=0.5)

# -- losses --

_REDUCTION = is_one_of("none", "mean", "sum")
MultiMarginLoss = define(
    "MultiMarginLoss",
    lambda self, x, target, weight=None: F.multi_margin_loss(
        x, target, self.p, self.margin, weight, self.reduction
    ),
    {"p": is_int, "margin": is_number, "reduction": _REDUCTION}, p=1, margin=1.0, reduction="mean",
)  # fmt: skip
SoftMarginLoss = define(
    "SoftMarginLoss", lambda self, input, target: F.soft_margin_loss(input, target, self.reduction),
    {"reduction": _REDUCTION}, reduction="mean",
)  # fmt: skip
TripletMarginLoss = define(
    "TripletMarginLoss",
    lambda self, x, positive, negative, margin: F.triplet_margin_loss(
        x, positive, negative, as_static(margin), self.p, self.eps, self.swap, self.reduction
    ),
    {"p": is_int, "swap": is_bool, "eps": is_number, "reduction": _REDUCTION}, p=2, swap=False, eps=1e-6,
    reduction="mean",
)  # fmt: skip


def _multilabel_margin_loss(self: Any, x: Any, target: Any) -> Any:
    return multilabel_margin(x, target, self.reduction)


MultilabelMarginLoss = define(
    "MultilabelMarginLoss", _multilabel_margin_loss, {"reduction": _REDUCTION}, reduction="mean"
)
CTCLossV2 = define(
    "CTCLossV2",
    lambda self, log_probs, targets, input_lengths, target_lengths: F.ctc_loss(
        log_probs, targets, input_lengths, target_lengths, self.blank, self.reduction, self.zero_infinity
    ),
    {"blank": is_int, "reduction": is_one_of("none"), "zero_infinity": is_bool}, blank=0, reduction="none",
    zero_infinity=False,
)  # fmt: skip


@operator("losses", "inputs", "scores", "sequence_length", name="ctc_loss_without_labels")
def _shortened(losses, inputs, scores, sequence_length, rows):
    """The losses with a second path for some rows: blanks up to the last step but one."""
    at = jnp.asarray(rows)
    last = sequence_length[at] - 1
    blank = lax.stop_gradient(scores[last, at, -1])
    slope = jax.nn.sigmoid(-blank) * inputs[last, at, -1]  # MindSpore's gradient of it
    return losses.at[at].add(slope - lax.stop_gradient(slope) - jax.nn.softplus(-blank))


def _ctc_loss(self: Any, x: Any, labels_indices: Any, labels_values: Any, sequence_length: Any) -> Any:
    """Labels come as a sparse matrix, so what is pending runs; the blank is the last class.

    A blank may stand at the end of the labels and does not count. Of sequences without other labels MindSpore adds up
    two paths: blanks all the time, and blanks up to the last step but one. That is followed.
    """
    if self.preprocess_collapse_repeated or not self.ctc_merge_repeated:
        raise NotImplementedError("For 'CTCLoss', only labels as they are and merged repetitions are supported.")
    check_rank(x, 3, "x", self.name)
    _, batch, classes = shape_of(x)
    places, values = concrete(labels_indices, self.name), concrete(labels_values, self.name)
    kept = values != classes - 1
    places, values = places[kept], values[kept]
    lengths = np.bincount(places[:, 0], minlength=batch)
    if (places[:, 1] >= lengths[places[:, 0]]).any():
        raise RuntimeError(f"For '{self.name}', no label may follow a blank, which is {classes - 1}.")
    if not self.ignore_longer_outputs_than_inputs and (lengths > concrete(sequence_length, self.name)).any():
        raise ValueError("For 'CTCLoss', there must not be more labels than steps in time.")
    targets = np.zeros((batch, max(int(lengths.max(initial=0)), 1)), np.int32)
    targets[tuple(places.T)] = values
    unlabelled = np.flatnonzero(lengths == 0)
    targets, lengths = wrap(leaf(targets)), wrap(leaf(lengths.astype(np.int32)))

    def losses(inputs: Any) -> Any:
        scores = F.log_softmax(inputs, -1)
        out = F.ctc_loss(scores, targets, F.cast(sequence_length, mstype.int32), lengths, classes - 1, "none")[0]
        return _shortened(out, inputs, scores, sequence_length, tuple(unlabelled.tolist())) if len(unlabelled) else out

    return losses(x), F.stop_gradient(grad(lambda inputs: F.sum(losses(inputs)))(F.stop_gradient(x)))


CTCLoss = define(
    "CTCLoss", _ctc_loss,
    {"preprocess_collapse_repeated": is_bool, "ctc_merge_repeated": is_bool,
     "ignore_longer_outputs_than_inputs": is_bool},
    preprocess_collapse_repeated=False, ctc_merge_repeated=True, ignore_longer_outputs_than_inputs=False,
)  # fmt: skip


def _greedy(self: Any, inputs: Any, sequence_length: Any) -> Any:
    return F.ctc_greedy_decoder(inputs, sequence_length, self.merge_repeated)


CTCGreedyDecoder = define("CTCGreedyDecoder", _greedy, {"merge_repeated": is_bool}, merge_repeated=True)


def _edit_distance(
    self: Any, hypothesis_indices: Any, hypothesis_values: Any, hypothesis_shape: Any, truth_indices: Any,
    truth_values: Any, truth_shape: Any,
) -> Any:  # fmt: skip
    """Levenshtein's distances of sequences in sparse arrays; on the host, so what is pending runs."""
    groups: list[dict] = [{}, {}]
    pairs = ((hypothesis_indices, hypothesis_values), (truth_indices, truth_values))
    for group, (indices, values) in zip(groups, pairs, strict=True):
        for place, value in zip(concrete(indices, self.name), concrete(values, self.name), strict=True):
            group.setdefault(tuple(place[:-1]), []).append(value)
    sizes = np.maximum(as_static(hypothesis_shape), as_static(truth_shape))[:-1]
    out = np.zeros(sizes, np.float32)
    for place in np.ndindex(*sizes):
        guess, truth = (group.get(place, []) for group in groups)
        row = list(range(len(truth) + 1))
        for i, a in enumerate(guess, 1):
            before, row[0] = row[0], i
            for j, b in enumerate(truth, 1):
                before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
        distance = float(row[-1])
        if self.normalize:
            distance = distance / len(truth) if truth else float("inf") if guess else 0.0
        out[place] = distance
    return wrap(leaf(out))


EditDistance = define("EditDistance", _edit_distance, {"normalize": is_bool}, normalize=True)
ConfusionMatrix = define(
    "ConfusionMatrix", lambda self, labels, predictions, weights=None: _confusion(self, labels, predictions, weights),
    {"num_classes": is_int}, num_classes=REQUIRED, dtype="int32",
)  # fmt: skip


@operator("labels", "predictions", "weights", differentiable=False, name="ConfusionMatrix")
def _counted(labels, predictions, weights, count, dtype):
    each = jnp.ones(labels.shape, dtype) if weights is None else weights.astype(dtype)
    return jnp.zeros((count, count), dtype).at[labels, predictions].add(each)


def _confusion(self: Any, labels: Any, predictions: Any, weights: Any) -> Any:
    for x, name in ((labels, "labels"), (predictions, "predictions")):
        if dtype_of(x).kind not in "iu":
            raise TypeError(f"For 'ConfusionMatrix', the '{name}' must hold integers, but got {dtype_of(x)}.")
    return _counted(labels, predictions, weights, self.num_classes, np.dtype(self.dtype))


Gelu = define("Gelu", lambda self, input: F.gelu(input, "tanh"))
FastGelu = define("FastGelu", lambda self, x: F.fast_gelu(x))

__all__ = [n for n, c in globals().items() if isinstance(c, type) and issubclass(c, Primitive) and c is not Primitive]
