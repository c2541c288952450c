"""Loss Cells. ``reduction`` is 'mean', 'sum' or 'none' throughout; ValueError for others."""

from __future__ import annotations

from msgrad._checkparam import check_bool, check_one_of, check_type
from msgrad.common.tensor import Tensor
from msgrad.nn.cell import Cell
from msgrad.ops.function import loss as F
from msgrad.ops.function.ctc_func import ctc_loss
from msgrad.ops.function.exponential_func import sqrt
from msgrad.ops.function.loss import REDUCTIONS
from msgrad.ops.function.shape_func import expand_dims

__all__ = [
    "BCELoss", "BCEWithLogitsLoss", "CTCLoss", "CosineEmbeddingLoss", "CrossEntropyLoss", "DiceLoss", "GaussianNLLLoss",
    "HingeEmbeddingLoss", "HuberLoss", "KLDivLoss", "L1Loss", "LossBase", "MAELoss", "MSELoss", "MarginRankingLoss",
    "MultiLabelSoftMarginLoss", "MultiMarginLoss", "NLLLoss", "PoissonNLLLoss", "RMSELoss", "SmoothL1Loss",
    "SoftMarginLoss", "SoftmaxCrossEntropyWithLogits", "TripletMarginLoss", "TripletMarginWithDistanceLoss",
]  # fmt: skip


class LossBase(Cell):
    """What losses share: the reduction. A subclass's ``construct`` ends with ``return self.get_loss(errors, weights)``.

    >>> from msgrad import Tensor, nn
    >>> class Distance(nn.LossBase):
    ...     def construct(self, logits, labels):
    ...         return self.get_loss(logits - labels)
    >>> print(Distance("sum")(Tensor([3.0, 4.0]), Tensor([1.0, 1.0])))
    5.0
    """

    def __init__(self, reduction="mean"):
        super().__init__()
        check_one_of(reduction, REDUCTIONS, "reduction", type(self).__name__)
        self.reduction = reduction
        self.reduce = reduction != "none"
        self.average = reduction == "mean"

    def get_axis(self, x):
        """All axes of ``x``."""
        return tuple(range(len(x.shape)))

    def get_loss(self, x, weights=1.0):
        """``x * weights``, reduced."""
        return F.weighted(x, weights, self.reduction)

    def construct(self, logits, labels):
        raise NotImplementedError(f"For '{type(self).__name__}', the method 'construct' is not defined.")


class L1Loss(LossBase):
    """|logits - labels|, reduced.

    >>> from msgrad import Tensor, nn
    >>> print(nn.L1Loss()(Tensor([1.0, 4.0]), Tensor([1.0, 2.0])))
    1.0
    """

    def construct(self, logits, labels):
        return F.l1_loss(logits, labels, self.reduction)


class MAELoss(LossBase):
    """Mean absolute error: |logits - labels|, reduced.

    >>> from msgrad import Tensor, nn
    >>> print(nn.MAELoss()(Tensor([1.0, 4.0]), Tensor([1.0, 2.0])))
    1.0
    """

    def construct(self, logits, label):
        return F.l1_loss(logits, label, self.reduction)


class MSELoss(LossBase):
    """(logits - labels)^2, reduced.

    >>> from msgrad import Tensor, nn
    >>> print(nn.MSELoss()(Tensor([1.0, 4.0]), Tensor([1.0, 2.0])))
    2.0
    """

    def construct(self, logits, labels):
        return F.mse_loss(logits, labels, self.reduction)


class RMSELoss(LossBase):
    """The root of the mean squared error.

    >>> from msgrad import Tensor, nn
    >>> print(nn.RMSELoss()(Tensor([1.0, 3.0]), Tensor([3.0, 1.0])))
    2.0
    """

    def __init__(self):
        super().__init__()
        self.MSELoss = MSELoss()

    def construct(self, logits, label):
        return sqrt(self.MSELoss(logits, label))


class SmoothL1Loss(LossBase):
    """d^2 / (2 beta) where the distance d is below ``beta``, else d - beta / 2. RuntimeError for beta <= 0.

    >>> from msgrad import Tensor, nn
    >>> print(nn.SmoothL1Loss()(Tensor([1.0, 4.0]), Tensor([0.0, 0.0])))
    [0.5 3.5]
    """

    def __init__(self, beta=1.0, reduction="none"):
        super().__init__(reduction)
        self.beta = beta

    def construct(self, logits, labels):
        return F.smooth_l1_loss(logits, labels, self.beta, self.reduction)


class HuberLoss(LossBase):
    """d^2 / 2 where the distance d is at most ``delta``, else delta (d - delta / 2). ValueError for delta <= 0.

    >>> from msgrad import Tensor, nn
    >>> print(nn.HuberLoss('none')(Tensor([1.0, 4.0]), Tensor([0.0, 0.0])))
    [0.5 3.5]
    """

    def __init__(self, reduction="mean", delta=1.0):
        super().__init__(reduction)
        self.delta = delta

    def construct(self, logits, labels):
        return F.huber_loss(logits, labels, self.reduction, self.delta)


class BCELoss(LossBase):
    """Binary cross entropy of probabilities, times ``weight`` (None: 1); see `ops.binary_cross_entropy`.

    >>> from msgrad import Tensor, nn
    >>> print(nn.BCELoss()(Tensor([0.5]), Tensor([1.0])).shape)
    ()
    """

    def __init__(self, weight=None, reduction="mean"):
        super().__init__(reduction)
        self.weight = weight

    def construct(self, logits, labels):
        return F.binary_cross_entropy(logits, labels, self.weight, self.reduction)


class BCEWithLogitsLoss(LossBase):
    """Binary cross entropy of sigmoid(logits); see `ops.binary_cross_entropy_with_logits`.

    A wrong ``reduction``, ``weight`` or ``pos_weight`` raises when called, as in MindSpore.

    >>> from msgrad import Tensor, nn
    >>> print(nn.BCEWithLogitsLoss()(Tensor([100.0]), Tensor([1.0])))
    0.0
    """

    def __init__(self, reduction="mean", weight=None, pos_weight=None):
        super().__init__()
        self.reduction = reduction
        self.weight = weight
        self.pos_weight = pos_weight

    def construct(self, logits, labels):
        return F.binary_cross_entropy_with_logits(logits, labels, self.weight, self.pos_weight, self.reduction)


class CrossEntropyLoss(LossBase):
    """Negative log of softmax(logits) at the labels: class indices, or probabilities; see `ops.cross_entropy`.

    Args:
        weight: None, or a Tensor with a weight for each class.
        ignore_index: a class index that counts nothing.
        reduction: 'mean', 'sum' or 'none'.
        label_smoothing: the share of each label that all classes get alike, in [0, 1].

    >>> from msgrad import Tensor, nn
    >>> print(nn.CrossEntropyLoss()(Tensor([[0.0, 100.0]]), Tensor([1])))
    0.0
    """

    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        super().__init__(reduction)
        if weight is not None:
            check_type(weight, Tensor, "weight", "CrossEntropyLoss")
        check_type(ignore_index, int, "ignore_index", "CrossEntropyLoss")
        check_type(label_smoothing, float, "label_smoothing", "CrossEntropyLoss")
        if not 0 <= label_smoothing <= 1:
            raise ValueError(
                f"For 'CrossEntropyLoss', the 'label_smoothing' must be in [0, 1], but got {label_smoothing}."
            )
        self.weight = weight
        self.ignore_index = ignore_index
        self.label_smoothing = label_smoothing

    def construct(self, logits, labels):
        return F.cross_entropy(logits, labels, self.weight, self.ignore_index, self.reduction, self.label_smoothing)


class NLLLoss(LossBase):
    """Negative log-probability of the labels; see `ops.nll_loss`.

    >>> from msgrad import Tensor, nn
    >>> print(nn.NLLLoss()(Tensor([[-1.0, -3.0]]), Tensor([1])))
    3.0
    """

    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        super().__init__(reduction)
        check_type(ignore_index, int, "ignore_index", "NLLLoss")
        self.weight = weight
        self.ignore_index = ignore_index

    def construct(self, logits, labels):
        return F.nll_loss(logits, labels, self.weight, self.ignore_index, self.reduction)


class SoftmaxCrossEntropyWithLogits(LossBase):
    """Negative log of softmax(logits) (N, C) at class indices (N,) if ``sparse``, else at probabilities (N, C).

    As in MindSpore no gradient flows to the probabilities.

    >>> from msgrad import Tensor, nn
    >>> print(nn.SoftmaxCrossEntropyWithLogits(sparse=True)(Tensor([[0.0, 0.0]]), Tensor([1])))
    [0.6931472]
    """

    def __init__(self, sparse=False, reduction="none"):
        super().__init__(reduction)
        self.sparse = check_bool(sparse, "sparse", "SoftmaxCrossEntropyWithLogits")

    def construct(self, logits, labels):
        return F.softmax_cross_entropy_with_logits(logits, labels, self.sparse, self.reduction)


class KLDivLoss(LossBase):
    """labels (log(labels) - logits), reduced, also by 'batchmean'; see `ops.kl_div`. Checked when called.

    >>> from msgrad import Tensor, nn
    >>> print(nn.KLDivLoss()(Tensor([0.0, 3.0]), Tensor([1.0, 0.0])))
    0.0
    """

    def __init__(self, reduction="mean"):
        super().__init__()
        self.reduction = reduction

    def construct(self, logits, labels):
        return F.kl_div(logits, labels, self.reduction)


class CosineEmbeddingLoss(LossBase):
    """1 - cos where the label is 1, max(0, cos - margin) where it is -1; see `ops.cosine_embedding_loss`.

    >>> from msgrad import Tensor, nn
    >>> print(nn.CosineEmbeddingLoss()(Tensor([[0.0, 1.0]]), Tensor([[0.0, 2.0]]), Tensor([1])))
    0.0
    """

    def __init__(self, margin=0.0, reduction="mean"):
        super().__init__(reduction)
        check_type(margin, float, "margin", "CosineEmbeddingLoss")
        if not -1 <= margin <= 1:
            raise ValueError(f"For 'CosineEmbeddingLoss', the 'margin' must be in [-1, 1], but got {margin}.")
        self.margin = margin

    def construct(self, logits_x1, logits_x2, labels):
        return F.cosine_embedding_loss(logits_x1, logits_x2, labels, self.margin, self.reduction)


class SoftMarginLoss(LossBase):
    """log(1 + exp(-labels * logits)), reduced. A wrong ``reduction`` raises when called.

    >>> from msgrad import Tensor, nn
    >>> print(nn.SoftMarginLoss()(Tensor([200.0]), Tensor([1.0])))
    0.0
    """

    def __init__(self, reduction="mean"):
        super().__init__()
        self.reduction = reduction

    def construct(self, logits, labels):
        return F.soft_margin_loss(logits, labels, self.reduction)


class MarginRankingLoss(LossBase):
    """max(0, margin - target (input1 - input2)), reduced. TypeError, when called, unless ``margin`` is a float.

    >>> from msgrad import Tensor, nn
    >>> print(nn.MarginRankingLoss()(Tensor([1.0]), Tensor([3.0]), Tensor([1.0])))
    2.0
    """

    def __init__(self, margin=0.0, reduction="mean"):
        super().__init__(reduction)
        self.margin = margin

    def construct(self, input1, input2, target):
        return F.margin_ranking_loss(input1, input2, target, self.margin, self.reduction)


class HingeEmbeddingLoss(LossBase):
    """logits where labels are 1, max(0, margin - logits) where they are -1, reduced.

    >>> from msgrad import Tensor, nn
    >>> print(nn.HingeEmbeddingLoss()(Tensor([0.25]), Tensor([-1.0])))
    0.75
    """

    def __init__(self, margin=1.0, reduction="mean"):
        super().__init__(reduction)
        self.margin = margin

    def construct(self, logits, labels):
        return F.hinge_embedding_loss(logits, labels, self.margin, self.reduction)


class TripletMarginLoss(LossBase):
    """max(0, d(x, positive) - d(x, negative) + margin); see `ops.triplet_margin_loss`. Checked when called.

    >>> from msgrad import Tensor, nn
    >>> x = Tensor([[0.0, 0.0]])
    >>> print(nn.TripletMarginLoss(margin=2.0)(x, x, x))
    2.0
    """

    def __init__(self, p=2, swap=False, eps=1e-6, reduction="mean", margin=1.0):
        super().__init__()
        self.p = p
        self.swap = swap
        self.eps = eps
        self.reduction = reduction
        self.margin = margin

    def construct(self, x, positive, negative):
        return F.triplet_margin_loss(x, positive, negative, self.margin, self.p, self.eps, self.swap, self.reduction)


class MultiMarginLoss(LossBase):
    """max(0, margin - x[t] + x[i])^p over the other classes i; see `ops.multi_margin_loss`.

    >>> from msgrad import Tensor, nn
    >>> print(nn.MultiMarginLoss()(Tensor([[0.0, 0.0]]), Tensor([1])))
    0.5
    """

    def __init__(self, p=1, margin=1.0, reduction="mean", weight=None):
        super().__init__(reduction)
        self.p = p
        self.margin = margin
        self.weight = weight

    def construct(self, x, target, weight=None):
        weight = self.weight if weight is None else weight
        return F.multi_margin_loss(x, target, self.p, self.margin, weight, self.reduction)


class MultiLabelSoftMarginLoss(LossBase):
    """Mean over the classes of the binary cross entropy of sigmoid(x) and target, times ``weight``.

    >>> from msgrad import Tensor, nn
    >>> print(nn.MultiLabelSoftMarginLoss()(Tensor([[200.0]]), Tensor([[1.0]])))
    0.0
    """

    def __init__(self, weight=None, reduction="mean"):
        super().__init__(reduction)
        self.weight = weight

    def construct(self, x, target):
        return F.multilabel_soft_margin_loss(x, target, self.weight, self.reduction)


class GaussianNLLLoss(LossBase):
    """Negative log-likelihood of labels under normal distributions; see `ops.gaussian_nll_loss`.

    >>> from msgrad import Tensor, nn
    >>> print(nn.GaussianNLLLoss()(Tensor([3.0]), Tensor([1.0]), Tensor([1.0])))
    2.0
    """

    def __init__(self, *, full=False, eps=1e-6, reduction="mean"):
        super().__init__(reduction)
        check_type(eps, float, "eps", "GaussianNLLLoss")
        if eps <= 0:
            raise ValueError(f"For 'GaussianNLLLoss', the 'eps' must be above 0, but got {eps}.")
        self.full = check_bool(full, "full", "GaussianNLLLoss")
        self.eps = eps

    def construct(self, logits, labels, var):
        return F.gaussian_nll_loss(logits, labels, var, self.full, self.eps, self.reduction)


class PoissonNLLLoss(LossBase):
    """Negative log-likelihood of counts under Poisson distributions.

    exp(x) - t x, or x - t log(x + eps) without ``log_input``; ``full`` adds Stirling's log(t!) for t above 1.

    >>> from msgrad import Tensor, nn
    >>> print(nn.PoissonNLLLoss()(Tensor([0.0]), Tensor([3.0])))
    1.0
    """

    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        super().__init__(reduction)
        self.log_input = log_input
        self.full = full
        self.eps = eps

    def construct(self, input, target):
        return F.poisson_nll_loss(input, target, bool(self.log_input), bool(self.full), self.eps, self.reduction)


class DiceLoss(LossBase):
    """1 - (2 sum(x t) + smooth) / (sum(x^2) + sum(t^2) + smooth); ``smooth`` must be a float above 0.

    >>> from msgrad import Tensor, nn
    >>> print(nn.DiceLoss()(Tensor([[1.0]]), Tensor([[1.0]])))
    0.0
    """

    def __init__(self, smooth=1e-5):
        super().__init__()
        check_type(smooth, float, "smooth", "DiceLoss")
        if smooth <= 0:
            raise ValueError(f"For 'DiceLoss', the 'smooth' must be above 0, but got {smooth}.")
        self.smooth = smooth

    def construct(self, logits, label):
        return F.dice_loss(logits, label, self.smooth)


class CTCLoss(LossBase):
    """-log of the probability of label sequences; see `ops.ctc_loss` for the arguments and errors of the call.

    ``log_probs`` may also be (T, C), with ``targets`` of one sequence.

    >>> from msgrad import Tensor, nn, ops
    >>> scores = ops.log_softmax(ops.zeros((3, 1, 2)))
    >>> print(f"{nn.CTCLoss()(scores, Tensor([[1]]), (3,), (1,)).item():.4f}")
    0.2877
    """

    def __init__(self, blank=0, reduction="mean", zero_infinity=False):
        super(LossBase, self).__init__()
        self.blank = blank
        self.reduction = reduction
        self.zero_infinity = zero_infinity

    def construct(self, log_probs, targets, input_lengths, target_lengths):
        single = log_probs.ndim == 2
        if single:
            log_probs, targets = expand_dims(log_probs, 1), expand_dims(targets, 0)
        loss, _ = ctc_loss(
            log_probs, targets, input_lengths, target_lengths, self.blank, self.reduction, self.zero_infinity
        )
        return loss[0] if single and self.reduction == "none" else loss


class TripletMarginWithDistanceLoss(LossBase):
    """max(d(x, positive) - d(x, negative) + margin, 0), reduced, for a distance function of one's own.

    Args:
        distance_function: of two Tensors; by default the Euclidean distance over the last axis.
        swap: whether the distance of positive and negative counts instead where it is smaller than the negative one.
        margin: a number above 0.

    >>> from msgrad import Tensor, nn
    >>> loss = nn.TripletMarginWithDistanceLoss(lambda a, b: (a - b).abs().sum(-1))
    >>> print(loss(Tensor([[0.0]]), Tensor([[3.0]]), Tensor([[1.0]])))
    3.0
    """

    def __init__(self, distance_function=None, swap=False, reduction="mean", margin=1.0):
        super().__init__(reduction)
        check_bool(swap, "swap", "TripletMarginWithDistanceLoss")
        check_type(margin, (int, float), "margin", "TripletMarginWithDistanceLoss")
        self.distance_function = distance_function
        self.swap = swap
        self.margin = margin

    def _distance(self, a, b):
        if self.distance_function is not None:
            return self.distance_function(a, b)
        return sqrt((a - b).square().sum(-1))

    def construct(self, x, positive, negative):
        far = self._distance(x, negative)
        if self.swap:
            far = far.minimum(self._distance(positive, negative))
        return self.get_loss((self._distance(x, positive) - far + self.margin).clamp(min=0.0))
