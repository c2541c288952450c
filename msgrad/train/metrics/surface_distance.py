"""Metrics of segmented images: how far apart are the outlines of what was predicted and what is true."""

from __future__ import annotations

from typing import Any

import numpy as np

from msgrad._checkparam import check_bool
from msgrad.train.metrics.metric import Metric, rearrange_inputs

__all__ = ["Dice", "HausdorffDistance", "MeanSurfaceDistance", "RootMeanSquareDistance"]

_DISTANCES = ("euclidean", "chessboard", "taxicab")


class Dice(Metric):
    """The Dice coefficients 2 |A ∩ B| / (|A|² + |B|²) of all updates, added and divided by the number of samples.

    Args:
        smooth: a float that is added below the line, so that empty images give a number.

    Raises:
        TypeError: if ``smooth`` is no float.

    >>> from mindspore import Tensor, train
    >>> metric = train.Dice(smooth=1e-5)
    >>> metric.update(Tensor([[1.0, 0.0, 1.0]]), Tensor([[1.0, 1.0, 0.0]]))
    >>> print(round(metric.eval(), 4))
    0.5
    """

    def __init__(self, smooth: float = 1e-5) -> None:
        super().__init__()
        if not isinstance(smooth, float):
            raise TypeError(f"For 'Dice', the 'smooth' must be a float, but got {type(smooth).__name__}.")
        self.smooth = smooth
        self.clear()

    def clear(self) -> None:
        self._dice_coeff_sum = 0.0
        self._samples_num = 0

    @rearrange_inputs
    def update(self, *inputs: Any) -> None:
        """Takes predictions and true values of one shape."""
        y_pred, y = [self._convert_data(x) for x in self._check_count(inputs, "predictions", "true values")]
        if y_pred.shape != y.shape:
            raise ValueError(
                "For 'Dice.update', predictions and true values must have one shape, "
                f"but got {y_pred.shape} and {y.shape}."
            )
        both = np.dot(y_pred.ravel(), y.ravel())
        either = np.dot(y_pred.ravel(), y_pred.ravel()) + np.dot(y.ravel(), y.ravel())
        self._dice_coeff_sum += 2 * float(both) / float(either + self.smooth)
        self._samples_num += y.shape[0]

    def eval(self) -> float:
        self._check_seen(self._samples_num)
        return self._dice_coeff_sum / float(self._samples_num)


class _Outlines(Metric):
    """The base of metrics of outlines: ``update`` keeps those of a label in the prediction and in the truth."""

    def __init__(self, distance_metric: str, flag: Any, flag_name: str) -> None:
        super().__init__()
        who = type(self).__name__
        if distance_metric not in _DISTANCES:
            raise ValueError(
                f"For '{who}', the 'distance_metric' must be in {_DISTANCES}, but got {distance_metric!r}."
            )
        self.distance_metric = distance_metric
        check_bool(flag, flag_name, who)
        self.crop = True
        self.clear()

    def clear(self) -> None:
        self._outlines: tuple[np.ndarray, np.ndarray] | None = None

    @rearrange_inputs
    def update(self, *inputs: Any) -> None:
        """Takes a predicted and a true image of labels, and the label that counts; they replace those before."""
        who = f"{type(self).__name__}.update"
        y_pred, y, label = self._check_count(inputs, "prediction", "truth", "label")
        y_pred, y = self._convert_data(y_pred), self._convert_data(y)
        if isinstance(label, bool) or not isinstance(label, int | float | np.number):
            raise ValueError(f"For '{who}', the label must be an int or float, but got {type(label).__name__}.")
        if not y_pred.size or y_pred.shape != y.shape:
            raise ValueError(
                f"For '{who}', prediction and truth must have one shape and not be empty, "
                f"but got {y_pred.shape} and {y.shape}."
            )
        masks = np.stack([y_pred == label, y == label])
        if not masks.any():
            raise ValueError(f"For '{who}', the label {label} is in neither image.")
        if self.crop:  # to where there is anything: it is the same distances, sooner
            occupied = np.nonzero(masks.any(axis=0))
            masks = masks[(slice(None), *[slice(i.min(), i.max() + 1) for i in occupied])]
        from scipy.ndimage import binary_erosion  # late: it takes a while to import

        self._outlines = tuple([mask ^ binary_erosion(mask) for mask in masks])  # type: ignore[assignment]

    def _distances(self, start: int, end: int) -> np.ndarray:
        """For each point of one outline (0: prediction, 1: truth), how far the other is."""
        assert self._outlines is not None
        of, to = self._outlines[start], self._outlines[end]
        if not to.any():
            return np.full(of.sum(), np.inf)
        from scipy import ndimage

        if self.distance_metric == "euclidean":
            far = ndimage.distance_transform_edt(~to)
        else:
            far = ndimage.distance_transform_cdt(~to, metric=self.distance_metric)
        return far[of]

    def _checked(self) -> None:
        self._check_seen(self._outlines is not None)


def _mean_of_means(there: np.ndarray, back: np.ndarray) -> Any:
    """The mean of both directions, each of which counts the same; infinite where an outline is missing."""
    return (there.mean() + back.mean()) / 2 if there.size and back.size else np.inf


class HausdorffDistance(_Outlines):
    """The largest distance of a point of one outline from the other outline.

    Args:
        distance_metric: "euclidean", "chessboard" or "taxicab".
        percentile: in place of the largest distance, this percentile of them (0 to 100, a float).
        directed: only from the prediction to the truth.
        crop: whether images are cut to where there is anything before distances are taken; the result is the same.

    Raises:
        TypeError, ValueError: for other arguments.

    >>> import numpy as np
    >>> from mindspore import Tensor, train
    >>> metric = train.HausdorffDistance()
    >>> metric.update(np.array([[1, 0, 0], [1, 0, 0]]), np.array([[1, 1, 0], [1, 0, 0]]), 1)
    >>> print(metric.eval())
    1.0
    """

    def __init__(
        self,
        distance_metric: str = "euclidean",
        percentile: float | None = None,
        directed: bool = False,
        crop: bool = True,
    ) -> None:
        super().__init__(distance_metric, directed, "directed")
        if percentile is not None:
            if not isinstance(percentile, float):
                raise TypeError(
                    f"For 'HausdorffDistance', the 'percentile' must be a float, but got {type(percentile).__name__}."
                )
            if not 0 <= percentile <= 100:
                raise ValueError(
                    f"For 'HausdorffDistance', the 'percentile' must be from 0 to 100, but got {percentile}."
                )
        self.percentile, self.directed = percentile, directed
        self.crop = check_bool(crop, "crop", "HausdorffDistance")

    def eval(self) -> Any:
        self._checked()
        there = self._directed(0, 1)
        return there if self.directed else max(there, self._directed(1, 0))

    def _directed(self, start: int, end: int) -> Any:
        distances = self._distances(start, end)
        if not distances.size:
            return np.inf
        return distances.max() if self.percentile is None else np.percentile(distances, self.percentile)


class MeanSurfaceDistance(_Outlines):
    """The mean distance of the points of the predicted outline from the true one.

    Args:
        symmetric: also counts the points of the true outline.
        distance_metric: "euclidean", "chessboard" or "taxicab".

    Raises:
        TypeError, ValueError: for other arguments.

    >>> import numpy as np
    >>> from mindspore import train
    >>> metric = train.MeanSurfaceDistance(symmetric=True)
    >>> metric.update(np.array([[1, 0, 0], [1, 0, 0]]), np.array([[1, 1, 0], [1, 0, 0]]), 1)
    >>> print(round(float(metric.eval()), 4))
    0.1667
    """

    def __init__(self, symmetric: bool = False, distance_metric: str = "euclidean") -> None:
        super().__init__(distance_metric, symmetric, "symmetric")
        self.symmetric = symmetric

    def eval(self) -> Any:
        self._checked()
        there = self._distances(0, 1)
        if not self.symmetric:
            return there.mean() if there.size else np.inf
        return _mean_of_means(there, self._distances(1, 0))


class RootMeanSquareDistance(_Outlines):
    """The root of the mean square of the distances of the points of the predicted outline from the true one.

    Args:
        symmetric: also counts the points of the true outline. Without it the root is not taken, as in MindSpore.
        distance_metric: "euclidean", "chessboard" or "taxicab".

    Raises:
        TypeError, ValueError: for other arguments.

    >>> import numpy as np
    >>> from mindspore import train
    >>> metric = train.RootMeanSquareDistance(symmetric=True)
    >>> metric.update(np.array([[1, 0, 0], [1, 0, 0]]), np.array([[1, 1, 0], [1, 0, 0]]), 1)
    >>> print(round(float(metric.eval()), 4))
    0.4082
    """

    def __init__(self, symmetric: bool = False, distance_metric: str = "euclidean") -> None:
        super().__init__(distance_metric, symmetric, "symmetric")
        self.symmetric = symmetric

    def eval(self) -> Any:
        self._checked()
        there = self._distances(0, 1)
        if not self.symmetric:
            return (there**2).mean() if there.size else np.inf
        return np.sqrt(_mean_of_means(there**2, self._distances(1, 0) ** 2))
