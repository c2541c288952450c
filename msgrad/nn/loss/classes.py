"""Losses of many classes: focal, dice, sampled softmax, and margins between the labels and all else."""

from __future__ import annotations

from msgrad._checkparam import check_one_of, check_type
from msgrad.common import dtype as mstype
from msgrad.common.tensor import Tensor
from msgrad.nn.cell import Cell
from msgrad.nn.layer.activation import LogSoftmax, get_activation
from msgrad.nn.loss.loss import DiceLoss, LossBase
from msgrad.ops.function.activation import softmax
from msgrad.ops.function.exponential_func import exp, log
from msgrad.ops.function.join_func import cat
from msgrad.ops.function.linalg_func import matmul
from msgrad.ops.function.loss import REDUCTIONS, multilabel_margin
from msgrad.ops.function.sample_func import uniform_candidate_sampler
from msgrad.ops.function.select_func import gather_elements

__all__ = ["FocalLoss", "MultiClassDiceLoss", "MultilabelMarginLoss", "SampledSoftmaxLoss"]


def _check_tensors(who, **tensors):
    for name, tensor in tensors.items():
        check_type(tensor, Tensor, name, who)


class FocalLoss(LossBase):
    """-(1 - p)^gamma log p, where p is the softmax of the logits (N, C) or (N, C, H, W) over axis 1 (Lin et al. 2017).

    Labels (N, 1, ...) are class indices: the losses, averaged over the pixels of each image, are (N,). Labels of the
    logits' shape are weights of the classes, and the losses (N, C).

    Args:
        weight: a Tensor of one factor for each class, or None.
        gamma: a float; the larger, the less well classified pixels count.
        reduction: "mean", "sum" or "none".

    Raises:
        TypeError: for arguments of another type, and labels that are not int32, int64, float16 or float32.
        ValueError: for a weight that is not 1-D, another reduction, and shapes that do not fit.

    >>> from msgrad import Tensor, nn
    >>> print(f"{nn.FocalLoss(gamma=0.0)(Tensor([[0.0, 0.0]]), Tensor([[1]])).item():.4f}")
    0.6931
    """

    def __init__(self, weight=None, gamma=2.0, reduction="mean"):
        super().__init__(reduction)
        self.gamma = check_type(gamma, float, "gamma", "FocalLoss")
        if weight is not None:
            check_type(weight, Tensor, "weight", "FocalLoss")
            if weight.ndim != 1:
                raise ValueError(f"For 'FocalLoss', the 'weight' must have 1 dimension, but got shape {weight.shape}.")
        self.weight = weight
        self.logsoftmax = LogSoftmax(1)

    def construct(self, logits, labels):
        _check_tensors("FocalLoss", logits=logits, labels=labels)
        for name, tensor in (("logits", logits), ("labels", labels)):
            if not 2 <= tensor.ndim <= 4:
                raise ValueError(f"For 'FocalLoss', the '{name}' must have 2 to 4 dimensions, but got {tensor.shape}.")
        if labels.shape[1] not in (1, logits.shape[1]):
            raise ValueError(
                f"For 'FocalLoss', the 'labels' must have 1 or {logits.shape[1]} along axis 1, as the 'logits' have, "
                f"but got shape {labels.shape}."
            )
        if labels.dtype not in (mstype.int32, mstype.int64, mstype.float16, mstype.float32):
            raise TypeError(
                f"For 'FocalLoss', the 'labels' must be int32, int64, float16 or float32, but got {labels.dtype}."
            )
        logits = logits.reshape(*logits.shape[:2], -1)
        labels = labels.reshape(*labels.shape[:2], -1)
        scores = self.logsoftmax(logits)
        factors = None if self.weight is None else self.weight.reshape(1, -1, 1).broadcast_to(scores.shape)
        if labels.shape[1] == 1:
            index = labels.astype(mstype.int32)
            scores = gather_elements(scores, 1, index)
            factors = None if factors is None else gather_elements(factors, 1, index)
        losses = -((1 - exp(scores)) ** self.gamma) * (scores if factors is None else scores * factors)
        if labels.shape[1] == 1:
            return self.get_loss(losses.mean((1, 2)))
        return self.get_loss((losses * labels).mean(-1))


class MultiClassDiceLoss(LossBase):
    """The mean over the classes, along axis 1, of the `DiceLoss` of each.

    Args:
        weights: a Tensor (C, n) of factors of the classes' losses, or None.
        ignore_indiex: a class that does not count, or None.
        activation: what the logits go through first: "softmax", "logsoftmax", "relu", "relu6", "tanh", "sigmoid", a
            Cell, or None.

    Raises:
        TypeError: for arguments of another type.
        ValueError: for another activation, weights that are not (C, n), and logits and labels of one dimension or of
            two shapes.

    >>> from msgrad import Tensor, nn
    >>> loss = nn.MultiClassDiceLoss(activation=None)
    >>> print(loss(Tensor([[1.0, 0.0]]), Tensor([[1.0, 0.0]])))
    0.0
    """

    def __init__(self, weights=None, ignore_indiex=None, activation="softmax"):
        super().__init__()
        who = "MultiClassDiceLoss"
        self.binarydiceloss = DiceLoss(smooth=1e-5)
        if weights is not None:
            check_type(weights, Tensor, "weights", who)
            if weights.ndim != 2:
                raise ValueError(f"For '{who}', the 'weights' must have 2 dimensions, but got shape {weights.shape}.")
        if ignore_indiex is not None:
            check_type(ignore_indiex, int, "ignore_indiex", who)
        if isinstance(activation, str):
            names = ("softmax", "logsoftmax", "relu", "relu6", "tanh", "sigmoid")
            activation = get_activation(check_one_of(activation, names, "activation", who))
        elif activation is not None and not isinstance(activation, Cell):
            raise TypeError(
                f"For '{who}', the 'activation' must be a str or Cell, but got {type(activation).__name__}."
            )
        self.weights = weights
        self.ignore_indiex = ignore_indiex
        self.activation = activation

    def construct(self, logits, label):
        who = "MultiClassDiceLoss"
        _check_tensors(who, logits=logits, label=label)
        if logits.shape != label.shape or logits.ndim < 2:
            raise ValueError(
                f"For '{who}', 'logits' and 'label' must have one shape of at least 2 dimensions, "
                f"but got {logits.shape} and {label.shape}."
            )
        classes = label.shape[1]
        if self.weights is not None and self.weights.shape[0] != classes:
            raise ValueError(
                f"For '{who}', the 'weights' must have a row for each of {classes} classes, "
                f"but got shape {self.weights.shape}."
            )
        if self.activation is not None:
            logits = self.activation(logits)
        total = 0
        for i in range(classes):
            if i != self.ignore_indiex:
                loss = self.binarydiceloss(logits[:, i], label[:, i])
                total = total + (loss if self.weights is None else loss * self.weights[i])
        return total / classes


class MultilabelMarginLoss(LossBase):
    """The sum of max(0, 1 - (x[j] - x[i])) / C over the labels j and the other classes i. MindSpore's CPU build has no
    kernel.

    x: (C,) or (N, C); target: of its shape, int32, with the labels first and -1 behind them. TypeError and ValueError
    for others, ValueError for another reduction.

    >>> import mindspore as ms
    >>> from msgrad import Tensor, nn
    >>> print(nn.MultilabelMarginLoss()(Tensor([1.0, 0.5]), Tensor([0, -1], ms.int32)))
    0.25
    """

    def __init__(self, reduction="mean"):
        super().__init__()
        self.reduction = check_one_of(reduction, REDUCTIONS, "reduction", "MultilabelMarginLoss")

    def construct(self, x, target):
        _check_tensors("MultilabelMarginLoss", x=x, target=target)
        return multilabel_margin(x, target, self.reduction)[0]


class SampledSoftmaxLoss(LossBase):
    """Cross entropy of softmax over the true classes and some that are drawn, for many classes (Jean et al. 2014).

    It is called with ``(weights, biases, labels, logits)``: (num_classes, dim), (num_classes,), (N, num_true) and
    (N, dim), and gives the losses (N,).

    Args:
        num_sampled, num_classes, num_true: how many are drawn, of how many, and how many labels there are.
        sampled_values: the classes drawn, how often each true and each drawn class is to be expected; drawn anew at
            each call where it is None.
        remove_accidental_hits: whether no true class is to be drawn.
        seed: of the drawing.
        reduction: without influence, in MindSpore as well: the losses are not reduced.

    Raises:
        TypeError: for ``sampled_values`` of another type, inputs that are no Tensors, and labels that are not int32 or
            int64.
        ValueError: for numbers out of range, other than three ``sampled_values``, or another reduction.

    >>> from msgrad import Tensor, nn, ops
    >>> drawn = (Tensor([2]), ops.ones((1, 1)), ops.ones(1))
    >>> loss = nn.SampledSoftmaxLoss(1, 3, sampled_values=drawn)
    >>> loss(ops.zeros((3, 2)), ops.zeros(3), Tensor([[0]]), ops.ones((1, 2))).asnumpy().round(3).tolist()
    [0.693...]
    """

    def __init__(
        self, num_sampled, num_classes, num_true=1, sampled_values=None, remove_accidental_hits=True, seed=0,
        reduction="none",
    ):  # fmt: skip
        super().__init__(reduction)
        who = "SampledSoftmaxLoss"
        if not 1 <= num_true <= num_classes:
            raise ValueError(f"For '{who}', the 'num_true' must be in [1, {num_classes}], but got {num_true}.")
        if seed < 0:
            raise ValueError(f"For '{who}', the 'seed' must be at least 0, but got {seed}.")
        if num_sampled > num_classes:
            raise ValueError(f"For '{who}', the 'num_sampled' must be at most {num_classes}, but got {num_sampled}.")
        if sampled_values is not None:
            check_type(sampled_values, (list, tuple), "sampled_values", who)
            if len(sampled_values) != 3:
                raise ValueError(
                    f"For '{who}', the 'sampled_values' must be three Tensors, but got {len(sampled_values)}."
                )
        self.num_sampled = num_sampled
        self.num_classes = num_classes
        self.num_true = num_true
        self.sampled_values = sampled_values
        self.remove_accidental_hits = remove_accidental_hits
        self.seed = seed

    def construct(self, weights, biases, labels, logits):
        who = "SampledSoftmaxLoss"
        _check_tensors(who, weights=weights, biases=biases, labels=labels, logits=logits)
        if labels.dtype not in (mstype.int32, mstype.int64):
            raise TypeError(f"For '{who}', the 'labels' must be int32 or int64, but got {labels.dtype}.")
        labels = labels.reshape(-1, self.num_true).astype(mstype.int32)
        drawn = self.sampled_values
        if drawn is None:
            drawn = uniform_candidate_sampler(
                labels, self.num_true, self.num_sampled, True, self.num_classes, self.seed, self.remove_accidental_hits
            )
        sampled, expected_true, expected_sampled = drawn
        sampled = sampled.astype(mstype.int32)
        scores = (logits.expand_dims(1) * weights[labels]).sum(-1) + biases[labels] - log(expected_true)
        others = matmul(logits, weights[sampled].swapaxes(0, 1)) + biases[sampled] - log(expected_sampled)
        chances = softmax(cat((scores, others), 1), 1)[:, : self.num_true]
        return -log(chances + 1e-20).mean(1)
