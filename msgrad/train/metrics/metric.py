"""Metric: the base of all metrics, which gather figures batch by batch and give one at the end."""

from __future__ import annotations

import functools
from abc import ABCMeta, abstractmethod
from collections.abc import Callable
from typing import Any

import numpy as np

from msgrad.common.tensor import Tensor

__all__ = ["EvaluationBase", "Metric", "rearrange_inputs"]


def rearrange_inputs(func: Callable) -> Callable:
    """Decorates the ``update`` of a metric: of its inputs, those that `Metric.set_indexes` named come, in that order.

    >>> from mindspore.train import Metric, rearrange_inputs
    >>> class Last(Metric):
    ...     def clear(self):
    ...         self.seen = None
    ...     @rearrange_inputs
    ...     def update(self, *inputs):
    ...         self.seen = inputs
    ...     def eval(self):
    ...         return self.seen
    >>> metric = Last().set_indexes([2, 0])
    >>> metric.update(1, 2, 3)
    >>> metric.eval()
    (3, 1)
    """

    @functools.wraps(func)
    def update(self: Any, *inputs: Any) -> Any:
        indexes = self.indexes
        if indexes is not None:
            inputs = tuple([inputs[i] for i in indexes])
        return func(self, *inputs)

    return update


class Metric(metaclass=ABCMeta):
    """The base of all metrics. A subclass defines ``clear``, ``update`` and ``eval``.

    >>> from mindspore.train import Metric
    >>> class Count(Metric):
    ...     def __init__(self):
    ...         super().__init__()
    ...         self.clear()
    ...     def clear(self):
    ...         self.rows = 0
    ...     def update(self, *inputs):
    ...         self.rows += len(inputs[0])
    ...     def eval(self):
    ...         return self.rows
    >>> metric = Count()
    >>> metric.update([1, 2, 3])
    >>> metric.eval()
    3
    """

    def __init__(self) -> None:
        self._indexes: list[int] | None = None

    def _convert_data(self, data: Any) -> np.ndarray:
        """A Tensor, list or array as a numpy array."""
        if isinstance(data, Tensor):
            array = data.asnumpy()
            return array.astype(np.float32) if array.dtype.kind == "V" else array  # numpy cannot compute in bfloat16
        if isinstance(data, list):
            return np.array(data)
        if isinstance(data, np.ndarray):
            return data
        raise TypeError(
            f"For '{type(self).__name__}', the inputs must be Tensors, lists or numpy arrays, "
            f"but got {type(data).__name__}."
        )

    def _check_onehot_data(self, data: np.ndarray) -> bool:
        """True for rows of which each has a single 1 among zeros."""
        if data.ndim > 1 and np.equal(data**2, data).all():
            return bool((data.sum(axis=1) == 1).all())
        return False

    def _check_binary_data(self, data: np.ndarray) -> bool:
        """True where there are only zeros and ones."""
        return bool(np.equal(data**2, data).all())

    def _check_count(self, inputs: tuple, *names: str) -> tuple:
        """ValueError unless there is one input for each name."""
        if len(inputs) != len(names):
            raise ValueError(
                f"For '{type(self).__name__}.update', {len(names)} inputs are expected ({', '.join(names)}), "
                f"but got {len(inputs)}."
            )
        return inputs

    def _check_seen(self, number: Any) -> None:
        """RuntimeError where nothing has been counted."""
        if not number:
            raise RuntimeError(
                f"For '{type(self).__name__}.eval', there are no samples: call 'update' with some before 'eval'."
            )

    @property
    def indexes(self) -> list[int] | None:
        """Which inputs ``update`` takes, None for all."""
        return getattr(self, "_indexes", None)

    def set_indexes(self, indexes: list[int]) -> Metric:
        """Chooses which of its inputs ``update`` takes, and their order; returns the metric.

        Raises:
            ValueError: if ``indexes`` is no list of ints.
        """
        if not isinstance(indexes, list) or not all(isinstance(i, int) for i in indexes):
            raise ValueError(f"For 'set_indexes', the 'indexes' must be a list of ints, but got {indexes!r}.")
        self._indexes = indexes
        return self

    @abstractmethod
    def clear(self) -> None:
        """Forgets all that was gathered."""

    @abstractmethod
    def eval(self) -> Any:
        """The figure for all that was gathered."""

    @abstractmethod
    def update(self, *inputs: Any) -> None:
        """Takes the inputs of one batch."""


class EvaluationBase(Metric):
    """The base of metrics that compare predicted classes with true ones.

    Args:
        eval_type: "classification" (one class of several) or "multilabel" (each class yes or no).

    Raises:
        TypeError: for another ``eval_type``.
    """

    def __init__(self, eval_type: str) -> None:
        super().__init__()
        if eval_type not in ("classification", "multilabel"):
            raise TypeError(
                f"For '{type(self).__name__}', the 'eval_type' must be 'classification' or 'multilabel', "
                f"but got {eval_type!r}."
            )
        self._type = eval_type
        self._class_num = 0

    def _check_shape(self, y_pred: np.ndarray, y: np.ndarray) -> None:
        """ValueError unless predictions and labels fit each other."""
        if self._type == "classification":
            fits = y_pred.ndim == y.ndim + 1 or (y_pred.ndim == y.ndim and y_pred.shape == y.shape)
            fits = fits and y_pred.shape[0] == y.shape[0] and y_pred.shape[2:] == y.shape[y.ndim - y_pred.ndim + 2 :]
        else:
            fits = y_pred.ndim > 1 and y_pred.shape == y.shape
        if not fits:
            raise ValueError(
                f"For '{type(self).__name__}.update', with eval_type '{self._type}' predictions of shape "
                f"{y_pred.shape} do not fit labels of shape {y.shape}."
            )

    def _check_value(self, y_pred: np.ndarray, y: np.ndarray) -> None:
        """ValueError where labels of several classes are other than zeros and ones."""
        if self._type == "multilabel" and not (self._check_binary_data(y_pred) and self._check_binary_data(y)):
            raise ValueError(
                f"For '{type(self).__name__}.update', with eval_type 'multilabel' predictions and labels must be "
                "zeros and ones."
            )

    def _classes(self, inputs: tuple) -> tuple[np.ndarray, np.ndarray]:
        """Predictions and labels, checked; labels of "classification" as class numbers."""
        y_pred, y = [self._convert_data(x) for x in self._check_count(inputs, "predictions", "labels")]
        if self._type == "classification" and y_pred.ndim == y.ndim and self._check_onehot_data(y):
            y = y.argmax(axis=1)
        self._check_shape(y_pred, y)
        self._check_value(y_pred, y)
        classes = y_pred.shape[1]
        if self._class_num == 0:
            self._class_num = classes
        elif classes != self._class_num:
            raise ValueError(
                f"For '{type(self).__name__}.update', the predictions before had {self._class_num} classes, "
                f"but these have {classes}."
            )
        if self._type == "classification" and y.size and y.max() >= classes:
            raise ValueError(
                f"For '{type(self).__name__}.update', the labels must be below the number of classes {classes}, "
                f"but got {y.max()}."
            )
        return y_pred, y


def rows_of_labels(y: np.ndarray) -> np.ndarray:
    """Labels [N, C, ...] of several classes as rows of C."""
    return np.moveaxis(y, 1, -1).reshape(-1, y.shape[1])


def one_hot(labels: np.ndarray, classes: int) -> np.ndarray:
    """Class numbers, whatever their shape, as rows of zeros with a single one."""
    return np.eye(classes)[labels.astype(np.int64).reshape(-1)]
