"""The confusion matrix, and the many ratios that are made of its four cells."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from msgrad._checkparam import check_bool, check_type
from msgrad.train.metrics.metric import Metric, rearrange_inputs

__all__ = ["ConfusionMatrix", "ConfusionMatrixMetric"]


class ConfusionMatrix(Metric):
    """How often samples of each class (rows) were predicted to be of each class (columns).

    Args:
        num_classes: the number of classes.
        normalize: "no_norm" for counts; shares of each true class ("target"), of each predicted one ("prediction") or
            of all samples ("all").
        threshold: from which probability on a sample is of class 1, where predictions are one number for each.

    Raises:
        TypeError, ValueError: for other arguments.

    >>> import numpy as np
    >>> from mindspore import Tensor, train
    >>> metric = train.ConfusionMatrix(num_classes=2)
    >>> metric.update(Tensor([1, 0, 1, 0]), Tensor([1, 0, 0, 1]))
    >>> print(metric.eval())
    [[1. 1.]
     [1. 1.]]
    """

    def __init__(self, num_classes: int, normalize: str = "no_norm", threshold: float = 0.5) -> None:
        super().__init__()
        self.num_classes = check_type(num_classes, int, "num_classes", "ConfusionMatrix")
        self.threshold = check_type(threshold, float, "threshold", "ConfusionMatrix")
        allowed = ("target", "prediction", "all", "no_norm")
        if normalize not in allowed:
            raise ValueError(f"For 'ConfusionMatrix', the 'normalize' must be in {allowed}, but got {normalize!r}.")
        self.normalize = normalize
        self.clear()

    def clear(self) -> None:
        self.confusion_matrix = np.zeros((self.num_classes, self.num_classes))
        self._is_update = False

    @rearrange_inputs
    def update(self, *inputs: Any) -> None:
        """Takes predictions, [N, ...] or [N, C, ...], and classes [N, ...]."""
        y_pred, y = [self._convert_data(x) for x in self._check_count(inputs, "predictions", "labels")]
        if y_pred.ndim == y.ndim + 1:
            y_pred = y_pred.argmax(axis=1)
        elif y_pred.dtype.kind == "f":
            y_pred = y_pred >= self.threshold
        if y_pred.shape != y.shape:
            raise ValueError(
                "For 'ConfusionMatrix.update', predictions and labels must fit each other, "
                f"but got {y_pred.shape} and {y.shape}."
            )
        pairs = y.ravel().astype(np.int64), y_pred.ravel().astype(np.int64)
        if any(p.size and not 0 <= p.min() <= p.max() < self.num_classes for p in pairs):
            raise ValueError(f"For 'ConfusionMatrix.update', there are classes other than 0 to {self.num_classes - 1}.")
        np.add.at(self.confusion_matrix, pairs, 1)
        self._is_update = True

    def eval(self) -> np.ndarray:
        self._check_seen(self._is_update)
        matrix = self.confusion_matrix
        if self.normalize == "no_norm":
            return matrix
        axis = {"target": 1, "prediction": 0, "all": None}[self.normalize]
        total = matrix.sum(axis=axis, keepdims=True)
        return np.divide(matrix, total, out=np.zeros_like(matrix), where=total > 0)


class _Cells:
    """The four cells of the confusion matrix of one class: true and false positives and negatives."""

    def __init__(self, counts: np.ndarray) -> None:
        self.tp, self.fp, self.tn, self.fn = np.moveaxis(counts, -1, 0)
        self.p, self.n = self.tp + self.fn, self.fp + self.tn
        self.tpr, self.tnr = _ratio(self.tp, self.p), _ratio(self.tn, self.n)
        self.ppv, self.npv = _ratio(self.tp, self.tp + self.fp), _ratio(self.tn, self.tn + self.fn)


def _ratio(above: Any, below: Any) -> np.ndarray:
    below = np.asarray(below, np.float64)
    return np.divide(above, below, out=np.full(below.shape, np.nan), where=below != 0)


def _prevalence_threshold(c: _Cells) -> np.ndarray:
    return _ratio(np.sqrt(c.tpr * (1 - c.tnr)) + c.tnr - 1, c.tpr + c.tnr - 1)


def _matthews(c: _Cells) -> np.ndarray:
    below = (c.tp + c.fp) * (c.tp + c.fn) * (c.tn + c.fp) * (c.tn + c.fn)
    return _ratio(c.tp * c.tn - c.fp * c.fn, np.sqrt(below))


_FIGURES: dict[tuple[str, ...], Callable[[_Cells], np.ndarray]] = {
    ("sensitivity", "recall", "hit_rate", "true_positive_rate", "tpr"): lambda c: c.tpr,
    ("specificity", "selectivity", "true_negative_rate", "tnr"): lambda c: c.tnr,
    ("precision", "positive_predictive_value", "ppv"): lambda c: c.ppv,
    ("negative_predictive_value", "npv"): lambda c: c.npv,
    ("miss_rate", "false_negative_rate", "fnr"): lambda c: _ratio(c.fn, c.p),
    ("fall_out", "false_positive_rate", "fpr"): lambda c: _ratio(c.fp, c.n),
    ("false_discovery_rate", "fdr"): lambda c: _ratio(c.fp, c.fp + c.tp),
    ("false_omission_rate", "for"): lambda c: _ratio(c.fn, c.fn + c.tn),
    ("prevalence_threshold", "pt"): _prevalence_threshold,
    ("threat_score", "critical_success_index", "ts", "csi"): lambda c: _ratio(c.tp, c.tp + c.fn + c.fp),
    ("accuracy", "acc"): lambda c: _ratio(c.tp + c.tn, c.p + c.n),
    ("balanced_accuracy", "ba"): lambda c: (c.tpr + c.tnr) / 2,
    ("f1_score", "f1"): lambda c: _ratio(2 * c.tp, 2 * c.tp + c.fn + c.fp),
    ("matthews_correlation_coefficient", "mcc"): _matthews,
    ("fowlkes_mallows_index", "fm"): lambda c: np.sqrt(c.ppv * c.tpr),
    ("informedness", "bookmaker_informedness", "bm"): lambda c: c.tpr + c.tnr - 1,
    ("markedness", "deltap", "mk"): lambda c: c.ppv + c.npv - 1,
}
_BY_NAME = {name: figure for names, figure in _FIGURES.items() for name in names}
_DECREASES = ("none", "mean", "sum", "mean_batch", "sum_batch", "mean_channel", "sum_channel")


class ConfusionMatrixMetric(Metric):
    """A ratio of true and false positives and negatives: sensitivity, precision, F1 score and many more.

    Args:
        skip_channel: False leaves the first channel out, True counts it (so MindSpore does, whatever the name says).
        metric_name: "sensitivity", "specificity", "precision", "negative_predictive_value", "miss_rate", "fall_out",
            "false_discovery_rate", "false_omission_rate", "prevalence_threshold", "threat_score", "accuracy",
            "balanced_accuracy", "f1_score", "matthews_correlation_coefficient", "fowlkes_mallows_index",
            "informedness", "markedness", or one of their other names and abbreviations.
        calculation_method: True takes the ratio of each sample and channel, and then reduces those; False takes one
            ratio of all that was counted.
        decrease: how ratios are reduced: "none" [N, C], "mean", "sum", "mean_batch" and "sum_batch" [C],
            "mean_channel" and "sum_channel" [N]. NaN, which is 0 / 0, does not count.

    Raises:
        TypeError, ValueError: for other arguments.
        NotImplementedError: for another ``metric_name``, by ``eval``.

    >>> import numpy as np
    >>> from mindspore import train
    >>> metric = train.ConfusionMatrixMetric(metric_name="precision")
    >>> metric.update(np.array([[[1], [0]], [[1], [1]]]), np.array([[[1], [0]], [[0], [1]]]))
    >>> print(metric.eval().round(3))
    [0.667]
    """

    def __init__(
        self,
        skip_channel: bool = True,
        metric_name: str = "sensitivity",
        calculation_method: bool = False,
        decrease: str = "mean",
    ) -> None:
        super().__init__()
        who = "ConfusionMatrixMetric"
        self.skip_channel = check_bool(skip_channel, "skip_channel", who)
        self.metric_name = check_type(metric_name, str, "metric_name", who)
        self.calculation_method = check_bool(calculation_method, "calculation_method", who)
        if decrease not in _DECREASES:
            raise ValueError(f"For '{who}', the 'decrease' must be in {_DECREASES}, but got {decrease!r}.")
        self.decrease = decrease
        self.clear()

    def clear(self) -> None:
        self._total = np.zeros(4)
        self._reduced: list[np.ndarray] = []
        self._counts: list[Any] = []

    @rearrange_inputs
    def update(self, *inputs: Any) -> None:
        """Takes predictions and true values [N, C, ...] of zeros and ones."""
        y_pred, y = [self._convert_data(x) for x in self._check_count(inputs, "predictions", "true values")]
        if y_pred.ndim < 2 or y_pred.shape != y.shape:
            raise ValueError(
                "For 'ConfusionMatrixMetric.update', predictions and true values must have one shape [N, C, ...], "
                f"but got {y_pred.shape} and {y.shape}."
            )
        if not (self._check_binary_data(y_pred) and self._check_binary_data(y)):
            raise ValueError("For 'ConfusionMatrixMetric.update', predictions and true values must be zeros and ones.")
        if not self.skip_channel:
            y_pred, y = y_pred[:, 1:], y[:, 1:]
        y_pred, y = [x.reshape(*x.shape[:2], -1).astype(bool) for x in (y_pred, y)]
        cells = [y_pred & y, y_pred & ~y, ~y_pred & ~y, ~y_pred & y]
        counts = np.stack([c.sum(axis=2) for c in cells], axis=-1)
        if self.calculation_method:
            self._reduce(self._figure(counts))
        else:
            self._total += counts.sum(axis=(0, 1))

    def _figure(self, counts: np.ndarray) -> np.ndarray:
        name = self.metric_name.replace(" ", "_").lower()
        if name not in _BY_NAME:
            raise NotImplementedError(
                f"For 'ConfusionMatrixMetric', the 'metric_name' must be in {sorted(_BY_NAME)}, "
                f"but got {self.metric_name!r}."
            )
        return _BY_NAME[name](_Cells(counts))

    def _reduce(self, figures: np.ndarray) -> None:
        """Keeps the reduced figures of one batch, and how many they were made of."""
        counted = ~np.isnan(figures)
        figures = np.where(counted, figures, 0)
        how, _, axis = self.decrease.partition("_")
        if how == "none":
            self._reduced.append(np.where(counted, figures, np.nan))
        elif axis:
            over = 0 if axis == "batch" else 1
            number = counted.sum(axis=over)
            reduced = figures.sum(axis=over)
            self._reduced.append(reduced if how == "sum" else reduced / np.maximum(number, 1))
            self._counts.append(number)
        elif how == "sum":
            self._reduced.append(figures.sum())
            self._counts.append(counted.sum())
        else:
            number = counted.sum(axis=1)
            of_samples = figures.sum(axis=1) / np.maximum(number, 1)
            samples = (number > 0).sum()
            self._reduced.append(of_samples.sum() / max(samples, 1))
            self._counts.append(samples)

    def eval(self) -> Any:
        if not self.calculation_method:
            return self._figure(self._total[None])
        self._check_seen(self._reduced)
        if self.decrease == "none" or self.decrease.endswith("channel"):
            return np.concatenate(self._reduced)
        counts = np.stack(self._counts)
        result = _ratio((np.stack(self._reduced) * counts).sum(axis=0), counts.sum(axis=0))
        return result.item() if result.ndim == 0 else result
