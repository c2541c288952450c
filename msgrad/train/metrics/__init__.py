"""Metrics: figures that are gathered batch by batch, in numpy."""

from __future__ import annotations

from typing import Any

from msgrad._names import missing_name_getattr
from msgrad.train.metrics.bleu_score import BleuScore
from msgrad.train.metrics.classification import (
    F1,
    Accuracy,
    Fbeta,
    Precision,
    Recall,
    Top1CategoricalAccuracy,
    Top5CategoricalAccuracy,
    TopKCategoricalAccuracy,
)
from msgrad.train.metrics.confusion_matrix import ConfusionMatrix, ConfusionMatrixMetric
from msgrad.train.metrics.error import MAE, MSE, CosineSimilarity, Loss, Perplexity
from msgrad.train.metrics.metric import EvaluationBase, Metric, rearrange_inputs
from msgrad.train.metrics.occlusion_sensitivity import OcclusionSensitivity
from msgrad.train.metrics.roc import ROC, auc
from msgrad.train.metrics.surface_distance import (
    Dice,
    HausdorffDistance,
    MeanSurfaceDistance,
    RootMeanSquareDistance,
)

__all__ = [
    "names",
    "get_metric_fn",
    "get_metrics",
    "Accuracy",
    "MAE",
    "MSE",
    "Metric",
    "rearrange_inputs",
    "Precision",
    "HausdorffDistance",
    "Recall",
    "Fbeta",
    "BleuScore",
    "CosineSimilarity",
    "OcclusionSensitivity",
    "F1",
    "Dice",
    "ROC",
    "auc",
    "TopKCategoricalAccuracy",
    "Top1CategoricalAccuracy",
    "Top5CategoricalAccuracy",
    "Loss",
    "MeanSurfaceDistance",
    "RootMeanSquareDistance",
    "Perplexity",
    "ConfusionMatrix",
    "ConfusionMatrixMetric",
]

_BY_NAME: dict[str, Any] = {
    "F1": F1,
    "acc": Accuracy,
    "accuracy": Accuracy,
    "auc": auc,
    "bleu_score": BleuScore,
    "confusion_matrix": ConfusionMatrix,
    "confusion_matrix_metric": ConfusionMatrixMetric,
    "cosine_similarity": CosineSimilarity,
    "dice": Dice,
    "hausdorff_distance": HausdorffDistance,
    "loss": Loss,
    "mae": MAE,
    "mean_surface_distance": MeanSurfaceDistance,
    "mse": MSE,
    "occlusion_sensitivity": OcclusionSensitivity,
    "perplexity": Perplexity,
    "precision": Precision,
    "recall": Recall,
    "roc": ROC,
    "root_mean_square_distance": RootMeanSquareDistance,
    "top_1_accuracy": Top1CategoricalAccuracy,
    "top_5_accuracy": Top5CategoricalAccuracy,
    "topk": TopKCategoricalAccuracy,
}


def names() -> list[str]:
    """The names of the metrics, as `get_metric_fn` and ``Model(metrics={...})`` take them.

    >>> from mindspore import train
    >>> train.names()[:3]
    ['F1', 'acc', 'accuracy']
    """
    return sorted(_BY_NAME)


def get_metric_fn(name: str, *args: Any, **kwargs: Any) -> Any:
    """The metric of a name, made with the other arguments.

    Raises:
        KeyError: for a name that is not in `names`.

    >>> from mindspore import train
    >>> type(train.get_metric_fn("acc", eval_type="multilabel")).__name__
    'Accuracy'
    """
    if name not in _BY_NAME:
        raise KeyError(f"For 'get_metric_fn', the name must be in {names()}, but got {name!r}.")
    return _BY_NAME[name](*args, **kwargs)


def get_metrics(metrics: Any) -> dict[str, Metric] | None:
    """Metrics by name: of a dict from names to Metrics, or of a set of names of `names`; None for None.

    Raises:
        TypeError: for anything else.
        KeyError: for a name that is not in `names`.

    >>> from mindspore import nn
    >>> [type(metric).__name__ for metric in nn.get_metrics({"acc"}).values()]
    ['Accuracy']
    """
    if metrics is None:
        return None
    if isinstance(metrics, dict):
        for name, metric in metrics.items():
            if not isinstance(name, str):
                raise TypeError(f"For 'Model', the names of 'metrics' must be strs, but got {type(name).__name__}.")
            if not isinstance(metric, Metric):
                raise TypeError(f"For 'Model', the metric '{name}' must be a Metric, but got {type(metric).__name__}.")
        return metrics
    if isinstance(metrics, set):
        return {name: get_metric_fn(name) for name in metrics}
    raise TypeError(
        "For 'Model', the 'metrics' must be None, a dict from names to Metrics or a set of names, "
        f"but got {type(metrics).__name__}."
    )


__getattr__ = missing_name_getattr(__name__)
