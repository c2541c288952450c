"""Metrics of numbers: the mean of losses, errors, cosine similarity and perplexity."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from msgrad._checkparam import check_bool, check_type
from msgrad.train.metrics.metric import Metric, rearrange_inputs

__all__ = ["MAE", "MSE", "CosineSimilarity", "Loss", "Perplexity"]


class Loss(Metric):
    """The mean of the losses of all batches.

    >>> from mindspore import Tensor, train
    >>> metric = train.Loss()
    >>> metric.update(Tensor(0.5))
    >>> metric.update(Tensor(1.5))
    >>> print(metric.eval())
    1.0
    """

    def __init__(self) -> None:
        super().__init__()
        self.clear()

    def clear(self) -> None:
        self._sum_loss: Any = 0
        self._total_num = 0

    @rearrange_inputs
    def update(self, *inputs: Any) -> None:
        """Takes the loss of a batch; of an array, its mean."""
        (loss,) = self._check_count(inputs, "loss")
        self._sum_loss += np.mean(self._convert_data(loss).reshape(-1), dtype=np.float64)
        self._total_num += 1

    def eval(self) -> Any:
        self._check_seen(self._total_num)
        return self._sum_loss / self._total_num


class _Error(Metric):
    """The sum of what each element is off, by the number of samples."""

    def __init__(self) -> None:
        super().__init__()
        self.clear()

    def clear(self) -> None:
        self._error_sum: Any = 0
        self._samples_num = 0

    @staticmethod
    def _measure(difference: np.ndarray) -> np.ndarray:
        raise NotImplementedError

    @rearrange_inputs
    def update(self, *inputs: Any) -> None:
        """Takes predictions and true values of one shape."""
        y_pred, y = [self._convert_data(x) for x in self._check_count(inputs, "predictions", "true values")]
        if y.size != y_pred.size:
            raise ValueError(
                f"For '{type(self).__name__}.update', predictions and true values must have one shape, "
                f"but got {y_pred.shape} and {y.shape}."
            )
        self._error_sum += np.float64(self._measure(y.reshape(y_pred.shape) - y_pred).sum())
        self._samples_num += y.shape[0]

    def eval(self) -> Any:
        self._check_seen(self._samples_num)
        return self._error_sum / self._samples_num


class MAE(_Error):
    """The sum of absolute errors by the number of samples (the mean absolute error where samples are numbers).

    >>> from mindspore import Tensor, train
    >>> metric = train.MAE()
    >>> metric.update(Tensor([1.0, 2.0]), Tensor([1.5, 1.0]))
    >>> print(metric.eval())
    0.75
    """

    @staticmethod
    def _measure(difference: np.ndarray) -> np.ndarray:
        return np.abs(difference)


class MSE(_Error):
    """The sum of squared errors by the number of samples (the mean squared error where samples are numbers).

    >>> from mindspore import Tensor, train
    >>> metric = train.MSE()
    >>> metric.update(Tensor([1.0, 2.0]), Tensor([1.5, 1.0]))
    >>> print(metric.eval())
    0.625
    """

    @staticmethod
    def _measure(difference: np.ndarray) -> np.ndarray:
        return np.power(difference, 2)


class CosineSimilarity(Metric):
    """Similarities of all pairs of rows of the last input.

    Args:
        similarity: "cosine", or "dot" for the plain product.
        reduction: "none", "sum" or "mean" over the last axis.
        zero_diagonal: whether the similarity of a row with itself counts as 0.

    Raises:
        TypeError, ValueError: for other arguments.

    >>> from mindspore import Tensor, train
    >>> metric = train.CosineSimilarity()
    >>> metric.update(Tensor([[1.0, 0.0], [3.0, 4.0]]))
    >>> print(metric.eval())
    [[0.  0.6]
     [0.6 0. ]]
    """

    def __init__(self, similarity: str = "cosine", reduction: str = "none", zero_diagonal: bool = True) -> None:
        super().__init__()
        for name, value, allowed in (
            ("similarity", similarity, ("dot", "cosine")),
            ("reduction", reduction, ("none", "sum", "mean")),
        ):
            if value not in allowed:
                raise ValueError(f"For 'CosineSimilarity', the '{name}' must be in {allowed}, but got {value!r}.")
        if not isinstance(zero_diagonal, bool):
            check_bool(zero_diagonal, "zero_diagonal", "CosineSimilarity")
        self.similarity, self.reduction, self.zero_diagonal = similarity, reduction, zero_diagonal
        self.clear()

    def clear(self) -> None:
        self.sqr_mtx_res: Any = None

    @rearrange_inputs
    def update(self, inputs: Any) -> None:
        """Takes rows [N, D], in place of those before."""
        rows = self._convert_data(inputs)
        if self.similarity == "cosine":
            rows = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        self.sqr_mtx_res = np.dot(rows, rows.T)

    def eval(self) -> Any:
        self._check_seen(self.sqr_mtx_res is not None)
        result = self.sqr_mtx_res.copy()
        if self.zero_diagonal:
            np.fill_diagonal(result, 0)
        if self.reduction == "none":
            return result
        return result.mean(axis=-1) if self.reduction == "mean" else result.sum(axis=-1)


class Perplexity(Metric):
    """exp of the mean of -log(probability of the true class).

    Args:
        ignore_label: samples of this class do not count; None for none.

    Raises:
        TypeError: if ``ignore_label`` is neither None nor an int.

    >>> from mindspore import Tensor, train
    >>> metric = train.Perplexity()
    >>> metric.update(Tensor([[0.5, 0.5], [0.75, 0.25]]), Tensor([1, 1]))
    >>> print(round(metric.eval(), 4))
    2.8284
    """

    def __init__(self, ignore_label: int | None = None) -> None:
        super().__init__()
        if ignore_label is not None:
            check_type(ignore_label, int, "ignore_label", "Perplexity")
        self.ignore_label = ignore_label
        self.clear()

    def clear(self) -> None:
        self._sum_metric = 0.0
        self._num_inst = 0

    @rearrange_inputs
    def update(self, *inputs: Any) -> None:
        """Takes probabilities [N, ..., C] and classes [N, ...]."""
        probabilities, labels = [self._convert_data(x) for x in self._check_count(inputs, "predictions", "labels")]
        if labels.size * probabilities.shape[-1] != probabilities.size or labels.ndim != probabilities.ndim - 1:
            raise RuntimeError(
                "For 'Perplexity.update', the labels must have the shape of the predictions but for the last axis, "
                f"but got {labels.shape} and {probabilities.shape}."
            )
        flat = labels.reshape(-1).astype(np.int64)
        chosen = probabilities.reshape(-1, probabilities.shape[-1])[np.arange(flat.size), flat]
        if self.ignore_label is not None:
            chosen = chosen[flat != self.ignore_label]
        self._sum_metric -= float(np.log(np.maximum(1e-10, chosen)).sum())
        self._num_inst += chosen.size

    def eval(self) -> float:
        self._check_seen(self._num_inst)
        return math.exp(self._sum_metric / self._num_inst)
