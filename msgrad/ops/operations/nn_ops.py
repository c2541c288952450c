"""Primitives of networks: activations, convolution, pooling, normalization, losses."""

from __future__ import annotations

from typing import Any

from msgrad._checkparam import (
    check_non_negative_int,
    check_one_of,
    check_pair,
    check_positive_int,
    check_rank,
    check_type,
)
from msgrad._lazy import lazy_getattr
from msgrad.ops import function as F
from msgrad.ops.function.convolution import convolution
from msgrad.ops.function.normalization import normalize_trailing
from msgrad.ops.function.pooling import avg_pool, max_pool
from msgrad.ops.primitive import (
    Primitive,
    are_ints,
    define,
    is_bool,
    is_int,
    is_number,
    is_one_of,
)  # fmt: skip

# -- activations --

CeLU = define("CeLU", lambda self, x: F.celu(x, self.alpha), {"alpha": is_number}, alpha=1.0)
Elu = define("Elu", lambda self, input_x: F.elu(input_x, self.alpha), alpha=1.0)
FastGeLU = define("FastGeLU", lambda self, x: F.fast_gelu(x))
GeLU = define("GeLU", lambda self, input: F.gelu(input, "tanh"))
GLU = define("GLU", lambda self, x: F.glu(x, self.axis), {"axis": is_int}, axis=-1)
HShrink = define("HShrink", lambda self, input: F.hardshrink(input, self.lambd), {"lambd": is_number}, lambd=0.5)
HSigmoid = define("HSigmoid", lambda self, input: F.hardsigmoid(input))
HSwish = define("HSwish", lambda self, input: F.hardswish(input))
LogSoftmax = define("LogSoftmax", lambda self, logits: F.log_softmax(logits, self.axis), axis=-1)
Mish = define("Mish", lambda self, x: F.mish(x))
PReLU = define("PReLU", lambda self, input, weight: F.prelu(input, weight))
ReLU = define("ReLU", lambda self, input: F.relu(input))
ReLU6 = define("ReLU6", lambda self, x: F.relu6(x))
SeLU = define("SeLU", lambda self, input_x: F.selu(input_x))
Sigmoid = define("Sigmoid", lambda self, input: F.sigmoid(input))
SoftShrink = define("SoftShrink", lambda self, input: F.softshrink(input, self.lambd), {"lambd": is_number}, lambd=0.5)
Softplus = define("Softplus", lambda self, x: F.softplus(x))
Softsign = define("Softsign", lambda self, x: F.softsign(x))
Tanh = define("Tanh", lambda self, input: F.tanh(input))


def _softmax(self: Any, input: Any) -> Any:
    if len(self.axis) == 1:
        return F.softmax(input, self.axis[0])
    above = F.exp(F.sub(input, F.stop_gradient(F.amax(input, self.axis, True))))
    return F.div(above, F.sum(above, self.axis, True))


Softmax = define("Softmax", _softmax, {"axis": are_ints(int, tuple)}, axis=-1)

# -- maps --

BiasAdd = define(
    "BiasAdd", lambda self, input_x, bias: F.bias_add(input_x, bias), {"data_format": is_one_of("NCHW")},
    data_format="NCHW",
)  # fmt: skip
Dense = define("Dense", lambda self, input, weight, bias=None: F.dense(input, weight, bias))


def _two_dimensions(value: Any, argument: str, who: str) -> tuple[int, ...]:
    """An int or the two ints of height and width, also as the last two of four."""
    check_type(value, (int, tuple), argument, who)
    if isinstance(value, tuple) and len(value) == 4:
        value = value[2:]
    return check_pair(value, argument, who)


def _four_sides(pad: Any, who: str) -> tuple[int, ...]:
    """The padding at the top, the bottom, on the left and on the right."""
    check_type(pad, (int, tuple), "pad", who)
    sides = pad if isinstance(pad, tuple) else (pad,) * 4
    if len(sides) != 4:
        raise ValueError(f"For '{who}', the 'pad' must be an int or a tuple of 4 ints, but got {pad}.")
    return tuple([check_non_negative_int(side, "pad", who) for side in sides])


class Conv2D(Primitive):
    """Convolution of (N, C, H, W) with a weight of shape (out_channel, C / group, *kernel_size), as `ops.conv2d`.

    Raises ValueError for another mode than 1, another layout than "NCHW", a pad_mode other than "valid", "same" and
    "pad", padding without "pad", and a weight of another shape.
    """

    def __init__(
        self, out_channel, kernel_size, mode=1, pad_mode="valid", pad=0, stride=1, dilation=1, group=1,
        data_format="NCHW",
    ):  # fmt: skip
        super().__init__(who := "Conv2D")
        check_type(pad_mode, str, "pad_mode", who)
        self.add_prim_attr("out_channel", check_positive_int(out_channel, "out_channel", who))
        self.add_prim_attr("kernel_size", kernel_size)
        self._window = check_pair(kernel_size, "kernel_size", who)
        self.add_prim_attr("mode", check_one_of(mode, (1,), "mode", who))
        self.add_prim_attr("pad_mode", check_one_of(pad_mode.lower(), ("valid", "same", "pad"), "pad_mode", who))
        self.add_prim_attr("pad", _four_sides(pad, who))
        if pad_mode.lower() != "pad" and any(self.pad):
            raise ValueError(f"For '{who}', the 'pad' must be 0 unless 'pad_mode' is 'pad', but got {pad}.")
        self._stride = _two_dimensions(stride, "stride", who)
        self.add_prim_attr("stride", (1, 1, *self._stride))
        self._dilation = _two_dimensions(dilation, "dilation", who)
        self.add_prim_attr("dilation", (1, 1, *self._dilation))
        self.add_prim_attr("group", check_positive_int(group, "group", who))
        self.add_prim_attr("data_format", check_one_of(data_format, ("NCHW",), "data_format", who))
        self.add_prim_attr("groups", group)

    def __call__(self, x, w):
        expected = (self.out_channel, *self._window)
        check_rank(w, 4, "weight", "Conv2D")
        if (w.shape[0], *w.shape[2:]) != expected:
            raise RuntimeError(
                f"For 'Conv2D', the weight must have {expected[0]} output channels and windows of {expected[1:]}, "
                f"but got the shape {tuple(w.shape)}."
            )
        padding = (self.pad[:2], self.pad[2:])
        return convolution(x, w, None, self._stride, self.pad_mode, padding, self._dilation, self.group, self.name)


class _Pool(Primitive):
    """Windows over (N, C, H, W); ``pad_mode`` "valid" leaves incomplete ones out, "same" pads."""

    lead: tuple[int, ...]  # shown before the sizes

    def __init__(self, name, kernel_size, strides, pad_mode, data_format):
        super().__init__(name)
        check_type(pad_mode, str, "pad_mode", name)
        self._window = _two_dimensions(kernel_size, "kernel_size", name)
        self._stride = _two_dimensions(strides, "strides", name)
        self.add_prim_attr("kernel_size", (*self.lead, *self._window))
        self.add_prim_attr("strides", (*self.lead, *self._stride))
        self.add_prim_attr("pad_mode", check_one_of(pad_mode.upper(), ("VALID", "SAME"), "pad_mode", name))
        self.add_prim_attr("data_format", check_one_of(data_format, ("NCHW",), "data_format", name))


class MaxPool(_Pool):
    """The greatest element of each window of (N, C, H, W). ValueError for a pad_mode other than "valid" and "same"."""

    lead = (1, 1)

    def __init__(self, kernel_size=1, strides=1, pad_mode="valid", data_format="NCHW"):
        super().__init__("MaxPool", kernel_size, strides, pad_mode, data_format)

    def __call__(self, x):
        check_rank(x, 4, "x", self.name)
        return max_pool(x, self._window, self._stride, (1, 1), self.pad_mode.lower(), None, False, False, self.name)


class AvgPool(_Pool):
    """The mean of each window of (N, C, H, W); padding does not count. Errors as for `MaxPool`."""

    lead = ()

    def __init__(self, kernel_size=1, strides=1, pad_mode="VALID", data_format="NCHW"):
        super().__init__("AvgPool", kernel_size, strides, pad_mode, data_format)

    def __call__(self, x):
        check_rank(x, 4, "x", self.name)
        return avg_pool(x, self._window, self._stride, self.pad_mode.lower(), None, False, True, None, self.name)


# -- normalization --


def _layer_norm(self: Any, input_x: Any, gamma: Any, beta: Any) -> Any:
    out = normalize_trailing(input_x, gamma, beta, self.begin_norm_axis, self.begin_params_axis, self.epsilon)
    ndim = len(input_x.shape)
    axes = tuple(range(self.begin_norm_axis % ndim, ndim))
    x = F.stop_gradient(input_x)
    return out, F.mean(x, axes, True), F.var(x, axes, 0, True)


def _l2_normalize(self: Any, input_x: Any) -> Any:
    squares = F.sum(F.square(input_x), self.axis, True)
    return F.div(input_x, F.sqrt(F.maximum(squares, self.epsilon)))


LayerNorm = define("LayerNorm", _layer_norm, begin_norm_axis=1, begin_params_axis=1, epsilon=1e-7)


class L2Normalize(Primitive):
    """x / sqrt(max(sum(x^2), epsilon)), the sum being over ``axis``. TypeError unless that is an int, list or tuple."""

    def __init__(self, axis=0, epsilon=1e-4):
        super().__init__("L2Normalize")
        self.add_prim_attr("axis", list(are_ints(int, list, tuple)(axis, "axis", self.name)))
        self.add_prim_attr("epsilon", check_type(epsilon, (int, float), "epsilon", self.name))

    __call__ = _l2_normalize


# -- losses --

_mean_sum_none = is_one_of("mean", "sum", "none")


def _softmax_cross_entropy(self: Any, logits: Any, labels: Any) -> Any:
    if tuple(logits.shape) != tuple(labels.shape) or len(logits.shape) != 2:
        raise ValueError(
            f"For '{self.name}', 'logits' and 'labels' must have one shape, of two dimensions, but got "
            f"{tuple(logits.shape)} and {tuple(labels.shape)}."
        )
    if logits.dtype != labels.dtype:
        raise TypeError(
            f"For '{self.name}', 'logits' and 'labels' must have one dtype, but got {logits.dtype} and {labels.dtype}."
        )
    labels = F.stop_gradient(labels)
    scores = F.log_softmax(logits, 1)
    return F.neg(F.sum(F.mul(labels, scores), 1)), F.stop_gradient(F.sub(F.exp(scores), labels))


def _sigmoid_cross_entropy(self: Any, logits: Any, label: Any) -> Any:
    one = F.ones_like(logits)
    return F.binary_cross_entropy_with_logits(logits, F.stop_gradient(label), one, one, "none")


def _sparse_softmax_cross_entropy(self: Any, logits: Any, labels: Any) -> Any:
    if self.is_grad:
        hits = F.one_hot(labels, logits.shape[1])
        return F.div(F.sub(F.softmax(logits, 1), F.cast(hits, logits.dtype)), logits.shape[0])
    return F.cross_entropy(logits, labels)


def _nll_loss(self: Any, logits: Any, labels: Any, weight: Any) -> Any:
    weight = F.stop_gradient(weight)
    loss = F.nll_loss(logits, labels, weight, self.ignore_index, self.reduction)
    counted = F.cast(F.not_equal(labels, self.ignore_index), weight.dtype)
    picked = F.gather(weight, F.mul(labels, F.cast(counted, labels.dtype)), 0)
    return loss, F.sum(F.mul(picked, counted))


def _constant(weight: Any) -> Any:
    """A weight that gets no gradient."""
    return None if weight is None else F.stop_gradient(weight)


BCEWithLogitsLoss = define(
    "BCEWithLogitsLoss",
    lambda self, input, target, weight=None, posWeight=None: F.binary_cross_entropy_with_logits(
        input, target, _constant(weight), _constant(posWeight), self.reduction
    ),
    {"reduction": _mean_sum_none}, reduction="mean",
)  # fmt: skip
BinaryCrossEntropy = define(
    "BinaryCrossEntropy",
    lambda self, input, target, weight=None: F.binary_cross_entropy(
        input, target, _constant(weight), self.reduction
    ),
    {"reduction": _mean_sum_none}, reduction="mean",
)  # fmt: skip
KLDivLoss = define(
    "KLDivLoss", lambda self, logits, labels: F.kl_div(logits, labels, self.reduction),
    {"reduction": is_one_of("none", "mean", "batchmean", "sum")}, reduction="mean",
)  # fmt: skip
L2Loss = define("L2Loss", lambda self, input_x: F.div(F.sum(F.square(input_x)), 2))
NLLLoss = define("NLLLoss", _nll_loss, {"reduction": _mean_sum_none}, reduction="mean", ignore_index=-100)
SigmoidCrossEntropyWithLogits = define("SigmoidCrossEntropyWithLogits", _sigmoid_cross_entropy)
SmoothL1Loss = define(
    "SmoothL1Loss", lambda self, prediction, target: F.smooth_l1_loss(prediction, target, self.beta, self.reduction),
    {"beta": is_number, "reduction": _mean_sum_none}, beta=1.0, reduction="none",
)  # fmt: skip
SoftmaxCrossEntropyWithLogits = define("SoftmaxCrossEntropyWithLogits", _softmax_cross_entropy)
SparseSoftmaxCrossEntropyWithLogits = define(
    "SparseSoftmaxCrossEntropyWithLogits", _sparse_softmax_cross_entropy, {"is_grad": is_bool}, is_grad=False
)

__all__ = [n for n, c in globals().items() if isinstance(c, type) and issubclass(c, Primitive) and c is not Primitive]
__all__.remove("_Pool")

# MindSpore has all primitives of their kind in this module; here most lie in the families' own.
__getattr__ = lazy_getattr(__name__, ["msgrad.ops.operations", "msgrad.ops.operations.generated_ops"])
