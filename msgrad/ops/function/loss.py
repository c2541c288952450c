"""Loss functions. ``reduction`` is 'mean', 'sum' or 'none' throughout; anything else raises ValueError.

Each loss with its reduction is one operator. A class index outside [-classes, classes) gives NaN.
"""

from __future__ import annotations

import functools
import math

import jax
import jax.numpy as jnp
from jax import lax

from msgrad._checkparam import check_bool, check_one_of, check_type
from msgrad.common.promotion import FLOAT32, common_dtype
from msgrad.engine.operator import operator

__all__ = [
    "binary_cross_entropy", "binary_cross_entropy_with_logits", "cosine_embedding_loss", "cross_entropy",
    "gaussian_nll_loss", "hinge_embedding_loss", "huber_loss", "kl_div", "l1_loss", "margin_ranking_loss",
    "mse_loss", "multi_margin_loss", "multilabel_soft_margin_loss", "nll_loss", "smooth_l1_loss",
    "soft_margin_loss", "triplet_margin_loss",
]  # fmt: skip

REDUCTIONS = ("mean", "sum", "none")


def tensors(who, floating=0, same=0, real=False):
    """A promotion rule for Tensors alone: TypeError for numbers in their place.

    Args:
        who: the operator's name.
        floating: of so many first Tensors the dtypes must be floating (TypeError).
        same: so many first Tensors must have one dtype (TypeError).
        real: whole numbers take the widest floating dtype among the arguments, float32 where there is none; truth
            values are refused (TypeError).
    """

    def promote(kinds):
        """Tensors only; each keeps its dtype."""
        for kind in kinds:
            if isinstance(kind, type):
                raise TypeError(f"For '{who}', the arguments must be Tensors, but got {kind.__name__}.")
        for kind in kinds[:floating]:
            if not jnp.issubdtype(kind, jnp.floating):
                raise TypeError(f"For '{who}', the dtype of the arguments must be a floating one, but got {kind}.")
        if len(set(kinds[:same])) > 1:
            given = ", ".join(map(str, kinds[:same]))
            raise TypeError(f"For '{who}', the first {same} arguments must have the same dtype, but got {given}.")
        return _real(kinds, who) if real else kinds

    if real:
        promote.__doc__ = "Tensors only; whole numbers take a floating dtype beside them, else float32."
    return promote


def _real(kinds, who):
    if bool in kinds:
        raise TypeError(f"For '{who}', the dtype of the arguments must be one of numbers, but got bool.")
    floats = [kind for kind in kinds if jnp.issubdtype(kind, jnp.floating)]
    widest = functools.reduce(common_dtype, floats) if floats else FLOAT32
    return [kind if kind in floats else widest for kind in kinds]


def _reduce(loss, reduction, who):
    check_one_of(reduction, REDUCTIONS, "reduction", who)
    if reduction == "none":
        return loss
    return (jnp.mean(loss) if reduction == "mean" else jnp.sum(loss)).astype(loss.dtype)


def _check_broadcast(who, *arrays):
    try:
        jnp.broadcast_shapes(*[a.shape for a in arrays if a is not None])
    except ValueError:
        shapes = ", ".join(str(a.shape) for a in arrays if a is not None)
        raise ValueError(f"For '{who}', the shapes must broadcast to each other, but got {shapes}.") from None


def _check_equal_shapes(who, a, b):
    if a.shape != b.shape:
        raise ValueError(f"For '{who}', both arguments must have the same shape, but got {a.shape} and {b.shape}.")


@operator("x", "weights", name="weighted_loss")
def weighted(x, weights, reduction):
    """x * weights, reduced; computed in at least float32, given back in the dtype of x."""
    wide = x.astype(jnp.promote_types(x.dtype, jnp.float32))
    return _reduce(wide * weights, reduction, "get_loss").astype(x.dtype)


def _distance(difference):
    """|difference|, with gradient 0 at 0."""
    return difference * jnp.sign(difference)


# ---- differences -------------------------------------------------------------------------------------------------
@operator("input", "target", promote=tensors("l1_loss"))
def l1_loss(input, target, reduction="mean"):
    """|input - target|, reduced.

    >>> from msgrad import Tensor, ops
    >>> print(ops.l1_loss(Tensor([1.0, 4.0]), Tensor([1.0, 2.0])))
    1.0
    """
    _check_broadcast("l1_loss", input, target)
    return _reduce(_distance(input - target), reduction, "l1_loss")


@operator("input", "target", promote=tensors("mse_loss", real=True))
def mse_loss(input, target, reduction="mean"):
    """(input - target)^2, reduced.

    >>> from msgrad import Tensor, ops
    >>> print(ops.mse_loss(Tensor([1.0, 4.0]), Tensor([1.0, 2.0])))
    2.0
    """
    _check_broadcast("mse_loss", input, target)
    return _reduce(jnp.square(input - target), reduction, "mse_loss")


@operator("input", "target", promote=tensors("smooth_l1_loss", floating=2))
def smooth_l1_loss(input, target, beta=1.0, reduction="none"):
    """d^2 / (2 beta) where the distance d is below ``beta``, else d - beta / 2. RuntimeError unless beta is above 0.

    >>> from msgrad import Tensor, ops
    >>> print(ops.smooth_l1_loss(Tensor([1.0, 4.0]), Tensor([0.0, 0.0])))
    [0.5 3.5]
    """
    check_type(beta, (int, float), "beta", "smooth_l1_loss")
    if beta <= 0:
        raise RuntimeError(f"For 'smooth_l1_loss', the 'beta' must be above 0, but got {beta}.")
    _check_equal_shapes("smooth_l1_loss", input, target)
    difference = input - target
    distance = _distance(difference)
    return _reduce(
        jnp.where(distance < beta, 0.5 * jnp.square(difference) / beta, distance - 0.5 * beta),
        reduction,
        "smooth_l1_loss",
    )


@operator("input", "target", promote=tensors("huber_loss", real=True))
def huber_loss(input, target, reduction="mean", delta=1.0):
    """d^2 / 2 where the distance d is at most ``delta``, else delta (d - delta / 2). ValueError for delta <= 0.

    >>> from msgrad import Tensor, ops
    >>> print(ops.huber_loss(Tensor([1.0, 4.0]), Tensor([0.0, 0.0]), reduction='none'))
    [0.5 3.5]
    """
    check_type(delta, (int, float), "delta", "huber_loss")
    if delta <= 0:
        raise ValueError(f"For 'huber_loss', the 'delta' must be above 0, but got {delta}.")
    _check_broadcast("huber_loss", input, target)
    difference = input - target
    distance = _distance(difference)
    loss = jnp.where(distance <= delta, 0.5 * jnp.square(difference), delta * (distance - 0.5 * delta))
    return _reduce(loss, reduction, "huber_loss")


# ---- probabilities -----------------------------------------------------------------------------------------------
_BCE_FLOOR = 1e-12


@jax.custom_jvp
def _bce(x, t):
    one = jnp.ones_like(x)
    return -(t * jnp.log(jnp.maximum(x, _BCE_FLOOR)) + (one - t) * jnp.log(jnp.maximum(one - x, _BCE_FLOOR)))


# near 0 and 1 the slope is cut off in another way than the value
_bce.defjvps(
    lambda dx, _, x, t: dx * (x - t) / jnp.maximum(x * (1 - x), _BCE_FLOOR),
    lambda dt, _, x, t: dt * (jnp.log(1 - x) - jnp.log(x)),
)


@operator("logits", "labels", "weight", promote=tensors("binary_cross_entropy", floating=4))
def binary_cross_entropy(logits, labels, weight=None, reduction="mean"):
    """-weight (t log x + (1 - t) log(1 - x)) for probabilities x = ``logits`` and t = ``labels``, reduced.

    x and 1 - x count as at least 1e-12. Raises TypeError where the dtypes differ or are whole numbers, ValueError where
    the shapes differ or the weight does not broadcast to them.

    >>> from msgrad import Tensor, ops
    >>> print(ops.binary_cross_entropy(Tensor([1.0]), Tensor([1.0]), reduction='sum').shape)
    ()
    """
    if logits.dtype != labels.dtype:
        raise TypeError(
            f"For 'binary_cross_entropy', both arguments must have one dtype, "
            f"but got {logits.dtype} and {labels.dtype}."
        )
    _check_equal_shapes("binary_cross_entropy", logits, labels)
    loss = _bce(logits, labels)
    if weight is not None:
        _check_broadcast("binary_cross_entropy", logits, weight)
        loss = loss * weight
    return _reduce(loss.astype(logits.dtype), reduction, "binary_cross_entropy")


@operator("input", "target", "weight", "pos_weight", promote=tensors("binary_cross_entropy_with_logits", floating=4))
def binary_cross_entropy_with_logits(input, target, weight=None, pos_weight=None, reduction="mean"):
    """Binary cross entropy of sigmoid(input) and ``target``, without overflow, times ``weight``, reduced.

    ``pos_weight`` multiplies the part of the positive class. Both weights broadcast to the input's shape (ValueError).

    >>> from msgrad import Tensor, ops
    >>> print(ops.binary_cross_entropy_with_logits(Tensor([100.0]), Tensor([1.0])))
    0.0
    """
    who = "binary_cross_entropy_with_logits"
    _check_equal_shapes(who, input, target)
    _check_broadcast(who, input, weight)
    _check_broadcast(who, input, pos_weight)
    softplus = jax.nn.softplus(-input)  # -log(sigmoid(input))
    if pos_weight is not None:
        softplus = softplus * ((pos_weight - 1) * target + 1)
    loss = (1 - target) * input + softplus
    if weight is not None:
        loss = loss * weight
    return _reduce(loss, reduction, who)


@operator("logits", "labels", promote=tensors("kl_div", floating=4))
def kl_div(logits, labels, reduction="mean"):
    """labels (log(labels) - logits) for log-probabilities ``logits``; 'batchmean' divides the sum by the batch's size.

    Labels of 0 count nothing; no gradient flows to the labels (as in MindSpore).

    >>> from msgrad import Tensor, ops
    >>> print(ops.kl_div(Tensor([0.0, 3.0]), Tensor([1.0, 0.0])))
    0.0
    """
    check_one_of(reduction, (*REDUCTIONS, "batchmean"), "reduction", "kl_div")
    _check_equal_shapes("kl_div", logits, labels)
    labels = lax.stop_gradient(labels)
    positive = labels > 0
    loss = jnp.where(positive, labels * (jnp.log(jnp.where(positive, labels, 1)) - logits), 0).astype(logits.dtype)
    if reduction == "batchmean":
        return jnp.sum(loss) / logits.shape[0]
    return _reduce(loss, reduction, "kl_div")


# ---- classes -----------------------------------------------------------------------------------------------------
def _pick(scores, target):
    """scores[n, target[n, ...], ...]: by comparison, which XLA fuses with what comes before and after; NaN outside."""
    classes = scores.shape[1]
    target = jnp.where(target < 0, target + classes, target)
    hit = jnp.arange(classes, dtype=target.dtype).reshape((-1,) + (1,) * (scores.ndim - 2)) == target[:, None]
    picked = jnp.sum(jnp.where(hit, scores, 0), axis=1)
    return jnp.where((target < 0) | (target >= classes), jnp.nan, picked)


def _smoothed(loss, smooth, label_smoothing, classes):
    return (1 - label_smoothing) * loss + label_smoothing / classes * smooth


def _class_weight(weight, classes, dtype, who):
    if weight is None:
        return jnp.ones(classes, dtype)
    if weight.shape != (classes,):
        raise ValueError(f"For '{who}', the 'weight' must have shape {(classes,)}, but got {weight.shape}.")
    return weight


def _nll(scores, target, weight, ignore_index, reduction, label_smoothing, who):
    """Negative score of the target class; scores (N, C, ...) or (C,), target without the class axis."""
    check_one_of(reduction, REDUCTIONS, "reduction", who)
    if not jnp.issubdtype(target.dtype, jnp.integer):
        raise TypeError(f"For '{who}', the 'target' must hold class indices, whole numbers, but got {target.dtype}.")
    if scores.shape[:1] + scores.shape[2:] != target.shape and not (scores.ndim == 1 and target.ndim == 0):
        raise ValueError(
            f"For '{who}', the 'target' must have the shape of the input without its class axis, "
            f"but got input {scores.shape} and target {target.shape}."
        )
    single = scores.ndim == 1
    if single:
        scores, target = scores[None], target[None]
    classes = scores.shape[1]
    weight = _class_weight(weight, classes, scores.dtype, who)
    counted = target != ignore_index
    target = jnp.where(counted, target, 0)
    shape = (-1,) + (1,) * (scores.ndim - 2)
    share = _pick(jnp.broadcast_to(weight.reshape(shape), scores.shape), target) * counted
    loss = -_pick(scores, target) * share
    if label_smoothing:
        smooth = -jnp.sum(scores * weight.reshape(shape), axis=1) * counted
    if reduction == "none":
        loss = _smoothed(loss, smooth, label_smoothing, classes) if label_smoothing else loss
        return loss[0] if single else loss
    total = jnp.sum(loss)
    if label_smoothing:
        total = _smoothed(total, jnp.sum(smooth), label_smoothing, classes)
    if reduction == "sum":
        return total
    shares = jnp.sum(share)
    none = shares == 0  # every target is ignored: the mean is NaN, its gradient 0
    return total / jnp.where(none, 1, shares) + jnp.where(none, jnp.nan, 0)


def _check_class_arguments(ignore_index, label_smoothing, who):
    check_type(ignore_index, int, "ignore_index", who)
    check_type(label_smoothing, float, "label_smoothing", who)
    if not 0 <= label_smoothing <= 1:
        raise ValueError(f"For '{who}', the 'label_smoothing' must be in [0, 1], but got {label_smoothing}.")


@operator("inputs", "target", "weight", promote=tensors("nll_loss"))
def nll_loss(inputs, target, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """-weight[t] inputs[n, t] for log-probabilities ``inputs`` (N, C, ...) and class indices ``target`` (N, ...).

    'mean' divides the sum by the sum of the weights. A target of ``ignore_index`` counts nothing. ``label_smoothing``
    gives that share of each target to all classes alike.

    >>> from msgrad import Tensor, ops
    >>> print(ops.nll_loss(Tensor([[-1.0, -3.0]]), Tensor([1])))
    3.0
    """
    _check_class_arguments(ignore_index, label_smoothing, "nll_loss")
    return _nll(inputs, target, weight, ignore_index, reduction, label_smoothing, "nll_loss").astype(inputs.dtype)


@operator("input", "target", "weight", promote=tensors("cross_entropy"))
def cross_entropy(input, target, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """Negative log of softmax(input) at the target: class indices, or probabilities of the input's own shape.

    input: (C,), (N, C) or (N, C, ...). For class indices see `nll_loss`; for probabilities 'mean' divides the sum by
    the number of targets, and ``ignore_index`` plays no part.

    >>> from msgrad import Tensor, ops
    >>> print(ops.cross_entropy(Tensor([[0.0, 100.0]]), Tensor([1])))
    0.0
    """
    who = "cross_entropy"
    _check_class_arguments(ignore_index, label_smoothing, who)
    axis = 0 if input.ndim == 1 else 1
    if not jnp.issubdtype(input.dtype, jnp.floating):
        raise TypeError(f"For '{who}', the dtype of the 'input' must be a floating one, but got {input.dtype}.")
    scores = jax.nn.log_softmax(input, axis)
    if input.shape != target.shape:
        return _nll(scores, target, weight, ignore_index, reduction, label_smoothing, who).astype(input.dtype)
    check_one_of(reduction, REDUCTIONS, "reduction", who)
    classes = input.shape[axis]
    if label_smoothing:
        target = target * (1 - label_smoothing) + label_smoothing / classes
    weight = _class_weight(weight, classes, scores.dtype, who).reshape((-1,) + (1,) * (input.ndim - axis - 1))
    loss = -jnp.sum(scores * target * weight, axis)
    return _reduce(loss.astype(input.dtype), reduction, who)


@operator(
    "logits", "labels", promote=tensors("SoftmaxCrossEntropyWithLogits"), name="softmax_cross_entropy_with_logits"
)
def softmax_cross_entropy_with_logits(logits, labels, sparse, reduction):
    """Negative log of softmax(logits) (N, C) at class indices (N,) if ``sparse``, else weighed by probabilities (N, C).

    As in MindSpore no gradient flows to the probabilities, and that of the logits is softmax - probabilities even where
    these do not sum to 1.
    """
    who = "SoftmaxCrossEntropyWithLogits"
    if logits.ndim != 2:
        raise ValueError(f"For '{who}', the 'logits' must have shape (N, C), but got {logits.shape}.")
    scores = jax.nn.log_softmax(logits, -1)
    if sparse:
        if not jnp.issubdtype(labels.dtype, jnp.integer):
            raise TypeError(f"For '{who}', sparse 'labels' must be whole numbers, but got {labels.dtype}.")
        if labels.shape != logits.shape[:1]:
            raise ValueError(f"For '{who}', the 'labels' must have shape {logits.shape[:1]}, but got {labels.shape}.")
        loss = -_pick(scores, labels)
    else:
        if labels.dtype != logits.dtype:
            raise TypeError(
                f"For '{who}', 'logits' and 'labels' must have one dtype, but got {logits.dtype} and {labels.dtype}."
            )
        _check_equal_shapes(who, logits, labels)
        labels = lax.stop_gradient(labels)
        sloped = jax.nn.logsumexp(logits, -1) - jnp.sum(labels * logits, -1)  # for its gradient only
        loss = lax.stop_gradient(-jnp.sum(labels * scores, -1)) + (sloped - lax.stop_gradient(sloped))
    return _reduce(loss, reduction, who)


# ---- margins -----------------------------------------------------------------------------------------------------
@operator("input1", "input2", "target", promote=tensors("cosine_embedding_loss", same=2, real=True))
def cosine_embedding_loss(input1, input2, target, margin=0.0, reduction="mean"):
    """1 - cos(x1, x2) where target is 1, max(0, cos(x1, x2) - margin) where it is -1, along axis 1; reduced.

    Raises TypeError unless ``margin`` is a float, ValueError unless it is in [-1, 1] or where shapes do not fit.

    >>> from msgrad import Tensor, ops
    >>> print(ops.cosine_embedding_loss(Tensor([[0.0, 1.0]]), Tensor([[0.0, 2.0]]), Tensor([1.0])))
    0.0
    """
    who = "cosine_embedding_loss"
    check_type(margin, float, "margin", who)
    if not -1 <= margin <= 1:
        raise ValueError(f"For '{who}', the 'margin' must be in [-1, 1], but got {margin}.")
    _check_equal_shapes(who, input1, input2)
    if target.shape != input1.shape[:1] + input1.shape[2:]:
        raise ValueError(
            f"For '{who}', the 'target' must have the inputs' shape without axis 1, "
            f"but got {target.shape} and {input1.shape}."
        )
    eps = 1e-8
    product = jnp.sum(input1 * input2, 1)
    squares = (jnp.sum(input1 * input1, 1) + eps) * (jnp.sum(input2 * input2, 1) + eps)
    cosine = product / jnp.sqrt(squares)
    negative = jnp.where(cosine > margin, cosine - margin, 0)
    loss = jnp.where(target == 1, 1 - cosine, 0) + jnp.where(target == -1, negative, 0)
    return _reduce(loss.astype(input1.dtype), reduction, who)


@operator("input", "target", promote=tensors("soft_margin_loss", floating=4))
def soft_margin_loss(input, target, reduction="mean"):
    """log(1 + exp(-target * input)), reduced.

    >>> from msgrad import Tensor, ops
    >>> print(ops.soft_margin_loss(Tensor([200.0]), Tensor([1.0])))
    0.0
    """
    _check_equal_shapes("soft_margin_loss", input, target)
    return _reduce(jax.nn.softplus(-target * input), reduction, "soft_margin_loss")


@operator("input1", "input2", "target", promote=tensors("margin_ranking_loss", same=3, real=True))
def margin_ranking_loss(input1, input2, target, margin=0.0, reduction="mean"):
    """max(0, margin - target (input1 - input2)), reduced. Raises TypeError unless ``margin`` is a float.

    >>> from msgrad import Tensor, ops
    >>> print(ops.margin_ranking_loss(Tensor([1.0]), Tensor([3.0]), Tensor([1.0])))
    2.0
    """
    check_type(margin, float, "margin", "margin_ranking_loss")
    _check_broadcast("margin_ranking_loss", input1, input2, target)
    gap = margin - target * (input1 - input2)
    return _reduce(jnp.where(gap > 0, gap, jnp.zeros_like(gap)), reduction, "margin_ranking_loss")


@operator("inputs", "targets", promote=tensors("hinge_embedding_loss", floating=2))
def hinge_embedding_loss(inputs, targets, margin=1.0, reduction="mean"):
    """``inputs`` where targets are 1, max(0, margin - inputs) where they are -1, reduced.

    >>> from msgrad import Tensor, ops
    >>> print(ops.hinge_embedding_loss(Tensor([0.25]), Tensor([-1.0])))
    0.75
    """
    check_type(margin, (int, float), "margin", "hinge_embedding_loss")
    _check_broadcast("hinge_embedding_loss", inputs, targets)
    gap = margin - inputs
    far = jnp.where(gap > 0, gap, jnp.zeros_like(gap))
    loss = jnp.where(targets != -1, inputs, 0) + jnp.where(targets != 1, far, 0)
    return _reduce(loss, reduction, "hinge_embedding_loss")


@operator("anchor", "positive", "negative", promote=tensors("triplet_margin_loss", floating=3, same=3))
def triplet_margin_loss(anchor, positive, negative, margin=1.0, p=2, eps=1e-6, swap=False, reduction="mean"):
    """max(0, d(anchor, positive) - d(anchor, negative) + margin) with d the p-norm of the difference plus eps.

    With ``swap`` the second distance is the smaller of those from the negative to anchor and positive
    (Balntas et al., 2016).

    >>> from msgrad import Tensor, ops
    >>> x = Tensor([[0.0, 0.0]])
    >>> print(ops.triplet_margin_loss(x, x, x, margin=2.0))
    2.0
    """
    who = "triplet_margin_loss"
    check_type(margin, (int, float), "margin", who)
    check_type(p, int, "p", who)
    check_type(eps, float, "eps", who)
    check_bool(swap, "swap", who)
    _check_broadcast(who, anchor, positive, negative)

    def distance(a, b):
        return jnp.sum(jnp.abs(a - b + eps) ** p, -1) ** (1 / p)

    far = distance(anchor, negative)
    if swap:
        far = jnp.minimum(far, distance(positive, negative))
    gap = distance(anchor, positive) - far + margin
    return _reduce(jnp.where(gap > 0, gap, jnp.zeros_like(gap)), reduction, who)


@operator("input", "target", "weight", promote=tensors("multi_margin_loss", floating=1))
def multi_margin_loss(input, target, p=1, margin=1, weight=None, reduction="mean"):
    """Mean over the other classes i of weight[t] max(0, margin - x[t] + x[i])^p, for input (N, C) and indices (N,).

    >>> from msgrad import Tensor, ops
    >>> print(ops.multi_margin_loss(Tensor([[0.0, 0.0]]), Tensor([1])))
    0.5
    """
    who = "multi_margin_loss"
    check_type(p, int, "p", who)
    check_type(margin, (int, float), "margin", who)
    check_one_of(p, (1, 2), "p", who)
    check_one_of(reduction, REDUCTIONS, "reduction", who)
    if input.ndim != 2 or target.shape != input.shape[:1]:
        raise ValueError(f"For '{who}', the shapes must be (N, C) and (N,), but got {input.shape} and {target.shape}.")
    classes = input.shape[1]
    share = _class_weight(weight, classes, input.dtype, who)
    gap = margin - _pick(input, target)[:, None] + input
    other = jnp.arange(classes, dtype=target.dtype) != target[:, None]
    loss = jnp.where((gap > 0) & other, gap**p, 0) * _pick(jnp.broadcast_to(share, input.shape), target)[:, None]
    return _reduce((jnp.sum(loss, 1) / classes).astype(input.dtype), reduction, who)


@operator("input", "target", "weight", promote=tensors("multilabel_soft_margin_loss", floating=1))
def multilabel_soft_margin_loss(input, target, weight=None, reduction="mean"):
    """Mean over the classes (axis 1) of the binary cross entropy of sigmoid(input) and target, times ``weight``.

    >>> from msgrad import Tensor, ops
    >>> print(ops.multilabel_soft_margin_loss(Tensor([[200.0]]), Tensor([[1.0]])))
    0.0
    """
    who = "multilabel_soft_margin_loss"
    _check_equal_shapes(who, input, target)
    loss = target * jax.nn.softplus(-input) + (1 - target) * jax.nn.softplus(input)
    if weight is not None:
        _check_broadcast(who, loss, weight)
        loss = loss * weight
    return _reduce(jnp.mean(loss, 1), reduction, who)


# ---- likelihoods -------------------------------------------------------------------------------------------------
@operator("x", "target", "var", promote=tensors("gaussian_nll_loss", real=True))
def gaussian_nll_loss(x, target, var, full=False, eps=1e-6, reduction="mean"):
    """(log(v) + (x - target)^2 / v) / 2 with v = max(var, eps); plus log(2 pi) / 2 if ``full``.

    >>> from msgrad import Tensor, ops
    >>> print(ops.gaussian_nll_loss(Tensor([3.0]), Tensor([1.0]), Tensor([1.0])))
    2.0
    """
    who = "gaussian_nll_loss"
    check_bool(full, "full", who)
    if not isinstance(eps, float) or eps <= 0:
        raise ValueError(f"For '{who}', the 'eps' must be a float above 0, but got {eps!r}.")
    _check_broadcast(who, x, target, var)
    v = jnp.where(var > eps, var, jnp.asarray(eps, var.dtype))
    loss = 0.5 * (jnp.log(v) + jnp.square(x - target) / v)
    if full:
        loss = loss + 0.5 * math.log(2 * math.pi)
    return _reduce(loss, reduction, who)


@operator("input", "target", promote=tensors("PoissonNLLLoss"))
def poisson_nll_loss(input, target, log_input, full, eps, reduction):
    """exp(x) - t x, or x - t log(x + eps) without ``log_input``; ``full`` adds Stirling's log(t!) for t above 1."""
    who = "PoissonNLLLoss"
    _check_broadcast(who, input, target)
    loss = jnp.exp(input) - target * input if log_input else input - target * jnp.log(input + eps)
    if full:
        above = target > 1
        t = jnp.where(above, target, 2)
        loss = loss + jnp.where(above, t * jnp.log(t) - t + 0.5 * jnp.log(2 * math.pi * t), 0)
    return _reduce(loss, reduction, who)


@operator("logits", "label", promote=tensors("DiceLoss"))
def dice_loss(logits, label, smooth):
    """1 - (2 sum(x t) + smooth) / (sum(x^2) + sum(t^2) + smooth) (Milletari et al., 2016)."""
    _check_equal_shapes("DiceLoss", logits, label)
    overlap = 2 * jnp.sum(logits * label) + smooth
    return 1 - overlap / (jnp.sum(jnp.square(logits)) + jnp.sum(jnp.square(label)) + smooth)


@operator("x", "target", name="multilabel_margin_loss")
def multilabel_margin(x, target, reduction):
    """The losses, and which classes are labels; see `nn.MultilabelMarginLoss`."""
    who = "MultilabelMarginLoss"
    if target.dtype != jnp.int32:
        raise TypeError(f"For '{who}', the 'target' must be int32, but got {target.dtype}.")
    if x.ndim not in (1, 2) or x.shape != target.shape:
        raise ValueError(
            f"For '{who}', 'x' and 'target' must have one shape of 1 or 2 dimensions, "
            f"but got {x.shape} and {target.shape}."
        )
    rows, labels = jnp.atleast_2d(x), jnp.atleast_2d(target)
    count = rows.shape[1]
    listed = jnp.cumprod((labels >= 0).astype(jnp.int32), 1).astype(bool)  # labels up to the first negative one
    at = jnp.where(listed, labels, 0)
    is_target = jax.vmap(lambda a, on: jnp.zeros(count, jnp.int32).at[a].max(on.astype(jnp.int32)))(at, listed)
    wanted = jnp.take_along_axis(rows, at, 1)
    gaps = jnp.maximum(1 - (wanted[:, :, None] - rows[:, None, :]), 0)
    counted = listed[:, :, None] & (is_target[:, None, :] == 0)
    losses = jnp.sum(jnp.where(counted, gaps, 0), (1, 2)) / count
    losses = losses.reshape(x.shape[:-1])
    out = losses if reduction == "none" else jnp.mean(losses) if reduction == "mean" else jnp.sum(losses)
    return out.astype(x.dtype), is_target.reshape(x.shape)
