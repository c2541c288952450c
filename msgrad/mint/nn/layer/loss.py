"""Losses: each is a function of `mint.nn.functional` with its arguments kept.

``reduction`` is 'mean', 'sum' or 'none': ValueError for others, at the latest when the loss is called.
"""

from __future__ import annotations

from msgrad._checkparam import check_one_of
from msgrad.mint.nn import functional as F
from msgrad.nn.cell import Cell
from msgrad.nn.loss import SoftMarginLoss
from msgrad.ops.function.loss import REDUCTIONS

__all__ = [
    "BCELoss", "BCEWithLogitsLoss", "CosineEmbeddingLoss", "CrossEntropyLoss", "KLDivLoss", "L1Loss", "MSELoss",
    "NLLLoss", "SmoothL1Loss", "SoftMarginLoss",
]  # fmt: skip


class L1LossExt(Cell):
    """|input - target|, reduced.

    >>> mint.nn.L1Loss()(Tensor([1.0, 4.0]), Tensor([1.0, 2.0])).tolist()
    1.0
    """

    def __init__(self, reduction="mean"):
        super().__init__()
        self.reduction = check_one_of(reduction, REDUCTIONS, "reduction", type(self).__name__)

    def construct(self, input, target):
        return F.l1_loss(input, target, self.reduction)


L1Loss = L1LossExt


class MSELoss(Cell):
    """(input - target)^2, reduced.

    >>> mint.nn.MSELoss()(Tensor([1.0, 4.0]), Tensor([1.0, 2.0])).tolist()
    2.0
    """

    def __init__(self, reduction="mean"):
        super().__init__()
        self.reduction = reduction

    def construct(self, input, target):
        return F.mse_loss(input, target, self.reduction)


class SmoothL1Loss(Cell):
    """d^2 / (2 beta) where the distance d is below ``beta``, else d - beta / 2, reduced.

    >>> mint.nn.SmoothL1Loss("none")(Tensor([1.0, 4.0]), Tensor([0.0, 0.0])).tolist()
    [0.5, 3.5]
    """

    def __init__(self, reduction="mean", beta=1.0):
        super().__init__()
        self.reduction = reduction
        self.beta = beta

    def construct(self, input, target):
        return F.smooth_l1_loss(input, target, self.reduction, self.beta)


class BCELoss(Cell):
    """Binary cross entropy of probabilities and targets, times ``weight``, reduced.

    >>> mint.nn.BCELoss()(Tensor([1.0]), Tensor([1.0])).shape
    ()
    """

    def __init__(self, weight=None, reduction="mean"):
        super().__init__()
        self.reduction = check_one_of(reduction, REDUCTIONS, "reduction", "BCELoss")
        self.weight = weight

    def construct(self, input, target):
        return F.binary_cross_entropy(input, target, self.weight, self.reduction)


class BCEWithLogitsLoss(Cell):
    """Binary cross entropy of sigmoid(input) and the target, times ``weight``, reduced; ``pos_weight`` multiplies the
    part of the positive class.

    >>> mint.nn.BCEWithLogitsLoss()(Tensor([100.0]), Tensor([1.0])).tolist()
    0.0
    """

    def __init__(self, weight=None, reduction="mean", pos_weight=None):
        super().__init__()
        self.reduction = check_one_of(reduction, REDUCTIONS, "reduction", "BCEWithLogitsLoss")
        self.weight = weight
        self.pos_weight = pos_weight

    def construct(self, input, target):
        return F.binary_cross_entropy_with_logits(input, target, self.weight, self.reduction, self.pos_weight)


class CosineEmbeddingLoss(Cell):
    """One minus the cosine of pairs whose target is 1, and what the cosine is above ``margin`` where it is -1.

    >>> mint.nn.CosineEmbeddingLoss()(Tensor([[1.0]]), Tensor([[2.0]]), Tensor([1])).shape
    ()
    """

    def __init__(self, margin=0.0, reduction="mean"):
        super().__init__()
        self.margin = margin
        self.reduction = reduction

    def construct(self, input1, input2, target):
        return F.cosine_embedding_loss(input1, input2, target, self.margin, self.reduction)


class CrossEntropyLoss(Cell):
    """Negative log of softmax(input) at the target: class indices, or probabilities of the input's own shape. See
    `mint.nn.functional.cross_entropy`.

    >>> mint.nn.CrossEntropyLoss()(Tensor([[0.0, 100.0]]), Tensor([1])).tolist()
    0.0
    """

    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        super().__init__()
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction
        self.label_smoothing = label_smoothing

    def construct(self, input, target):
        return F.cross_entropy(
            input, target, self.weight, self.ignore_index, self.reduction, self.label_smoothing
        )  # fmt: skip


class NLLLoss(Cell):
    """-weight[t] input[n, t] for log-probabilities and class indices t, reduced.

    >>> mint.nn.NLLLoss()(Tensor([[-1.0, -3.0]]), Tensor([1])).tolist()
    3.0
    """

    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        super().__init__()
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction

    def construct(self, input, target):
        return F.nll_loss(input, target, self.weight, self.ignore_index, self.reduction)


class KLDivLoss(Cell):
    """The Kullback-Leibler divergence for log-probabilities ``input``, reduced, also by 'batchmean'; with
    ``log_target`` the target holds logarithms, too.

    >>> mint.nn.KLDivLoss()(Tensor([0.0, 3.0]), Tensor([1.0, 0.0])).tolist()
    0.0
    """

    def __init__(self, reduction="mean", log_target=False):
        super().__init__()
        self.reduction = reduction
        self.log_target = log_target

    def construct(self, input, target):
        return F.kl_div(input, target, self.reduction, self.log_target)
