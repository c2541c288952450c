"""Metrics of classes: accuracy, precision, recall, F-scores, and whether the true class is among the best guesses."""

from __future__ import annotations

from typing import Any

import numpy as np

from msgrad._checkparam import check_bool
from msgrad.train.metrics.metric import EvaluationBase, Metric, one_hot, rearrange_inputs, rows_of_labels

__all__ = [
    "F1",
    "Accuracy",
    "Fbeta",
    "Precision",
    "Recall",
    "Top1CategoricalAccuracy",
    "Top5CategoricalAccuracy",
    "TopKCategoricalAccuracy",
]

_TINY = 1e-20  # keeps classes that nobody predicted, or that do not occur, at 0


class Accuracy(EvaluationBase):
    """The share of samples whose class is predicted right; of "multilabel", those with all classes right.

    Args:
        eval_type: "classification" (predictions [N, C, ...], labels [N, ...] or one-hot [N, C, ...]) or "multilabel"
            (both [N, C, ...], zeros and ones).

    >>> import numpy as np
    >>> from mindspore import Tensor, train
    >>> metric = train.Accuracy()
    >>> metric.clear()
    >>> metric.update(Tensor([[0.2, 0.8], [0.6, 0.4]]), Tensor([1, 1]))
    >>> print(metric.eval())
    0.5
    """

    def __init__(self, eval_type: str = "classification") -> None:
        super().__init__(eval_type)
        self.clear()

    def clear(self) -> None:
        self._correct_num = 0
        self._total_num = 0
        self._class_num = 0

    @rearrange_inputs
    def update(self, *inputs: Any) -> None:
        """Takes predictions and labels."""
        y_pred, y = self._classes(inputs)
        if self._type == "classification":
            right = y_pred.argmax(axis=1) == y
        else:
            right = (rows_of_labels(y_pred) == rows_of_labels(y)).all(axis=1)
        self._correct_num += right.sum()
        self._total_num += right.size

    def eval(self) -> Any:
        self._check_seen(self._total_num)
        return self._correct_num / self._total_num


class _Rates(EvaluationBase):
    """True positives among others, for each class; for each row of "multilabel"."""

    def __init__(self, eval_type: str = "classification") -> None:
        super().__init__(eval_type)
        self.clear()

    def clear(self) -> None:
        self._class_num = 0
        self._true_positives: Any = 0
        self._among: Any = 0

    @staticmethod
    def _population(predicted: np.ndarray, true: np.ndarray) -> np.ndarray:
        raise NotImplementedError

    @rearrange_inputs
    def update(self, *inputs: Any) -> None:
        """Takes predictions and labels, in the shapes of `Accuracy`."""
        y_pred, y = self._classes(inputs)
        if self._type == "classification":
            predicted, true = one_hot(y_pred.argmax(axis=1), self._class_num), one_hot(y, self._class_num)
            axis = 0
        else:
            predicted, true = rows_of_labels(y_pred), rows_of_labels(y)
            axis = 1
        positives, among = (predicted * true).sum(axis=axis), self._population(predicted, true).sum(axis=axis)
        if axis == 1:
            self._true_positives = np.append(self._true_positives, positives) if self._seen() else positives
            self._among = np.append(self._among, among) if np.ndim(self._among) else among
        else:
            self._true_positives = self._true_positives + positives
            self._among = self._among + among

    def _seen(self) -> bool:
        return np.ndim(self._true_positives) > 0

    def eval(self, average: bool = False) -> Any:
        """The figure of each class (of each row of "multilabel") as an array, or their mean with ``average``."""
        self._check_seen(self._seen())
        check_bool(average, "average", type(self).__name__)
        result = self._true_positives / (self._among + _TINY)
        return result.mean() if average else result


class Precision(_Rates):
    """For each class, the share of right predictions among those of the class.

    Args:
        eval_type: as in `Accuracy`.

    >>> from mindspore import Tensor, train
    >>> metric = train.Precision()
    >>> metric.update(Tensor([[0.2, 0.8], [0.6, 0.4], [0.3, 0.7]]), Tensor([1, 0, 0]))
    >>> print(metric.eval())
    [1.  0.5]
    """

    @staticmethod
    def _population(predicted: np.ndarray, true: np.ndarray) -> np.ndarray:
        return predicted


class Recall(_Rates):
    """For each class, the share of right predictions among the samples of the class.

    Args:
        eval_type: as in `Accuracy`.

    >>> from mindspore import Tensor, train
    >>> metric = train.Recall()
    >>> metric.update(Tensor([[0.2, 0.8], [0.6, 0.4], [0.3, 0.7]]), Tensor([1, 0, 0]))
    >>> print(metric.eval())
    [0.5 1. ]
    """

    @staticmethod
    def _population(predicted: np.ndarray, true: np.ndarray) -> np.ndarray:
        return true


class Fbeta(EvaluationBase):
    """For each class, the weighted harmonic mean of precision and recall: (1 + b²) p r / (b² p + r).

    Args:
        beta: the weight b of recall, above 0.

    Raises:
        ValueError: if ``beta`` is not above 0.

    >>> from mindspore import Tensor, train
    >>> metric = train.Fbeta(1)
    >>> metric.update(Tensor([[0.2, 0.8], [0.6, 0.4], [0.3, 0.7]]), Tensor([1, 0, 0]))
    >>> print(metric.eval())
    [0.66666667 0.66666667]
    """

    def __init__(self, beta: float) -> None:
        super().__init__("classification")
        if isinstance(beta, bool) or not isinstance(beta, int | float):
            raise TypeError(f"For 'Fbeta', the 'beta' must be an int or a float, but got {type(beta).__name__}.")
        if beta <= 0:
            raise ValueError(f"For 'Fbeta', the 'beta' must be above 0, but got {beta}.")
        self.beta = beta
        self.clear()

    def clear(self) -> None:
        self._class_num = 0
        self._true_positives: Any = 0
        self._actual_positives: Any = 0
        self._positives: Any = 0

    @rearrange_inputs
    def update(self, *inputs: Any) -> None:
        """Takes predictions [N, C] and labels [N], or [N, C] one-hot."""
        y_pred, y = self._classes(inputs)
        predicted, true = one_hot(y_pred.argmax(axis=1), self._class_num), one_hot(y, self._class_num)
        self._true_positives += (predicted * true).sum(axis=0)
        self._actual_positives += true.sum(axis=0)
        self._positives += predicted.sum(axis=0)

    def eval(self, average: bool = False) -> Any:
        """The figure of each class as an array, or their mean with ``average``."""
        check_bool(average, "average", type(self).__name__)
        self._check_seen(self._class_num)
        square = self.beta**2
        fbeta = (1 + square) * self._true_positives / (square * self._actual_positives + self._positives + _TINY)
        return fbeta.mean() if average else fbeta


class F1(Fbeta):
    """`Fbeta` with beta 1: the harmonic mean of precision and recall of each class.

    >>> from mindspore import Tensor, train
    >>> metric = train.F1()
    >>> metric.update(Tensor([[0.2, 0.8], [0.6, 0.4]]), Tensor([1, 0]))
    >>> print(metric.eval())
    [1. 1.]
    """

    def __init__(self) -> None:
        super().__init__(1.0)


class TopKCategoricalAccuracy(Metric):
    """The share of samples whose true class is among the k that are predicted to be likeliest.

    Args:
        k: how many, at least 1.

    Raises:
        TypeError: if ``k`` is no int.
        ValueError: if ``k`` is below 1.

    >>> from mindspore import Tensor, train
    >>> metric = train.TopKCategoricalAccuracy(2)
    >>> metric.update(Tensor([[0.1, 0.3, 0.6], [0.5, 0.3, 0.2]]), Tensor([1, 2]))
    >>> print(metric.eval())
    0.5
    """

    def __init__(self, k: int) -> None:
        super().__init__()
        if not isinstance(k, int):
            raise TypeError(f"For '{type(self).__name__}', the 'k' must be an int, but got {type(k).__name__}.")
        if k < 1:
            raise ValueError(f"For '{type(self).__name__}', the 'k' must be at least 1, but got {k}.")
        self.k = k
        self.clear()

    def clear(self) -> None:
        self._correct_num: Any = 0
        self._samples_num = 0

    @rearrange_inputs
    def update(self, *inputs: Any) -> None:
        """Takes predictions [N, C] and labels [N], or [N, C] one-hot."""
        y_pred, y = [self._convert_data(x) for x in self._check_count(inputs, "predictions", "labels")]
        if y_pred.ndim == y.ndim and self._check_onehot_data(y):
            y = y.argmax(axis=1)
        if y_pred.ndim != 2 or y.size != y_pred.shape[0] or self.k > y_pred.shape[1]:
            raise ValueError(
                f"For '{type(self).__name__}.update', predictions [N, C] with C at least {self.k} and labels [N] are "
                f"expected, but got shapes {y_pred.shape} and {y.shape}."
            )
        best = np.argsort(-y_pred, axis=1)[:, : self.k]
        self._correct_num += (best == y.reshape(-1, 1)).any(axis=1).sum()
        self._samples_num += y.size

    def eval(self) -> Any:
        self._check_seen(self._samples_num)
        return self._correct_num / self._samples_num


class Top1CategoricalAccuracy(TopKCategoricalAccuracy):
    """`TopKCategoricalAccuracy` with k = 1.

    >>> from mindspore import Tensor, train
    >>> metric = train.Top1CategoricalAccuracy()
    >>> metric.update(Tensor([[0.1, 0.3, 0.6], [0.5, 0.3, 0.2]]), Tensor([1, 0]))
    >>> print(metric.eval())
    0.5
    """

    def __init__(self) -> None:
        super().__init__(1)


class Top5CategoricalAccuracy(TopKCategoricalAccuracy):
    """`TopKCategoricalAccuracy` with k = 5.

    >>> from mindspore import Tensor, train
    >>> metric = train.Top5CategoricalAccuracy()
    >>> metric.update(Tensor([[0.1, 0.3, 0.6, 0.4, 0.0, 0.9]]), Tensor([0]))
    >>> print(metric.eval())
    1.0
    """

    def __init__(self) -> None:
        super().__init__(5)
