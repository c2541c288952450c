"""ROC curves, and the area under a curve."""

from __future__ import annotations

from typing import Any

import numpy as np

from msgrad._checkparam import check_type
from msgrad.train.metrics.metric import Metric, rearrange_inputs

__all__ = ["ROC", "auc"]


class ROC(Metric):
    """The curve of true positive rate over false positive rate, as the threshold falls.

    Args:
        class_num: the number of classes; None for one probability for each sample.
        pos_label: which label is the positive one (1 by default); None with several classes.

    Raises:
        TypeError: if an argument is neither None nor an int.

    >>> import numpy as np
    >>> from mindspore import Tensor, train
    >>> metric = train.ROC(pos_label=1)
    >>> metric.update(Tensor([0.1, 0.6, 0.4, 0.8]), Tensor([0, 0, 1, 1]))
    >>> fpr, tpr, thresholds = metric.eval()
    >>> print(fpr, tpr)
    [0.  0.  0.5 0.5 1. ] [0.  0.5 0.5 1.  1. ]
    """

    def __init__(self, class_num: int | None = None, pos_label: int | None = None) -> None:
        super().__init__()
        for name, value in (("class_num", class_num), ("pos_label", pos_label)):
            if value is not None:
                check_type(value, int, name, "ROC")
        self.class_num, self.pos_label = class_num, pos_label
        self.clear()

    def clear(self) -> None:
        self.y_pred: Any = None
        self.y: Any = None

    @rearrange_inputs
    def update(self, *inputs: Any) -> None:
        """Takes probabilities [N, ...] or, for several classes, [N, C, ...], and labels [N, ...]; they replace those
        before."""
        y_pred, y = [self._convert_data(x) for x in self._check_count(inputs, "predictions", "labels")]
        if y_pred.ndim == y.ndim + 1:
            if self.class_num is None or self.class_num != y_pred.shape[1]:
                raise ValueError(
                    f"For 'ROC.update', the predictions have {y_pred.shape[1]} classes, "
                    f"but the 'class_num' is {self.class_num}."
                )
            if self.pos_label is not None:
                raise ValueError(
                    f"For 'ROC.update', with several classes the 'pos_label' must be None, but got {self.pos_label}."
                )
            y_pred = np.moveaxis(y_pred, 1, -1).reshape(-1, self.class_num)
        elif y_pred.ndim == y.ndim:
            y_pred = y_pred.reshape(-1)
        if y_pred.shape[0] != y.size:
            raise ValueError(f"For 'ROC.update', there are {y.size} labels for predictions of shape {y_pred.shape}.")
        self.y_pred, self.y = y_pred, y.reshape(-1)

    def eval(self) -> tuple:
        """False positive rates, true positive rates and thresholds; with several classes a list of each."""
        self._check_seen(self.y is not None)
        if self.y_pred.ndim == 1:
            return _curve(self.y_pred, self.y, 1 if self.pos_label is None else self.pos_label)
        curves = [_curve(self.y_pred[:, c], self.y, c) for c in range(self.y_pred.shape[1])]
        return tuple(map(list, zip(*curves, strict=True)))


def _curve(scores: np.ndarray, labels: np.ndarray, positive: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    order = np.argsort(scores, kind="mergesort")[::-1]
    scores, hits = scores[order], labels[order] == positive
    last_of_equals = np.append(np.nonzero(np.diff(scores))[0], hits.size - 1)
    true = np.cumsum(hits)[last_of_equals]
    false = 1 + last_of_equals - true
    for name, counts in (("positive", true), ("negative", false)):
        if counts[-1] <= 0:
            raise ValueError(f"For 'ROC.eval', there are no {name} samples among the labels of class {positive}.")
    thresholds = scores[last_of_equals]
    thresholds = np.insert(thresholds, 0, thresholds[0] + 1)
    return np.insert(false / false[-1], 0, 0.0), np.insert(true / true[-1], 0, 0.0), thresholds


def auc(x: np.ndarray, y: np.ndarray, reorder: bool = False) -> Any:
    """The area under a curve by the trapezoidal rule.

    Args:
        x: a 1-d numpy array that rises or falls, such as false positive rates.
        y: as many values.
        reorder: sorts the points by ``x`` first.

    Raises:
        TypeError: if ``x`` or ``y`` is no numpy array.
        ValueError: if they are not 1-d, of different length or of fewer than two points, or ``x`` goes up and down.

    >>> import numpy as np
    >>> print(auc(np.array([0.0, 0.5, 1.0]), np.array([0.0, 1.0, 1.0])))
    0.75
    """
    for name, values in (("x", x), ("y", y)):
        if not isinstance(values, np.ndarray):
            raise TypeError(f"For 'auc', the '{name}' must be a numpy array, but got {type(values).__name__}.")
    if x.ndim != 1 or x.shape != y.shape or x.size < 2:
        raise ValueError(
            "For 'auc', 'x' and 'y' must be 1-d, of the same length of at least 2, "
            f"but got shapes {x.shape} and {y.shape}."
        )
    direction = 1
    if reorder:
        order = np.lexsort((y, x))
        x, y = x[order], y[order]
    elif (np.diff(x) < 0).any():
        if not (np.diff(x) <= 0).all():
            raise ValueError("For 'auc', the 'x' must rise or fall throughout; 'reorder=True' sorts the points.")
        direction = -1
    return direction * np.trapezoid(y, x)
