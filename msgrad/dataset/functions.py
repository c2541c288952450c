"""Functions on whole pipelines."""

from __future__ import annotations

from typing import Any

import numpy as np

from msgrad.dataset.operations import ZipDataset
from msgrad.dataset.tree import Dataset

_zip = zip


def zip(datasets: tuple[Dataset, ...]) -> Dataset:
    """The columns of several data sets side by side, as long as the shortest.

    Raises:
        TypeError: unless it is a tuple of data sets.
        ValueError: if it is empty.

    >>> from msgrad.dataset import NumpySlicesDataset
    >>> both = zip((NumpySlicesDataset([1, 2], ["a"], shuffle=False), NumpySlicesDataset([3, 4], ["b"], shuffle=False)))
    >>> [[value.item() for value in row] for row in both]
    [[1, 3], [2, 4]]
    """
    if not isinstance(datasets, tuple):
        raise TypeError(f"For 'zip', the 'datasets' must be a tuple, but got {type(datasets).__name__}.")
    if not datasets:
        raise ValueError("For 'zip', the 'datasets' must not be empty.")
    return ZipDataset(datasets)


def compare(pipeline1: Dataset, pipeline2: Dataset) -> bool:
    """Whether two pipelines are built of the same operations with the same arguments."""
    for pipeline in (pipeline1, pipeline2):
        if not isinstance(pipeline, Dataset):
            raise TypeError(f"For 'compare', expected a Dataset, but got {type(pipeline).__name__}.")
    return _equal(pipeline1, pipeline2)


def _equal(a: Any, b: Any) -> bool:
    if type(a) is not type(b):
        return False
    if isinstance(a, np.ndarray):
        return np.array_equal(a, b)
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(_equal(x, y) for x, y in _zip(a, b, strict=True))
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(_equal(a[key], b[key]) for key in a)
    if type(a).__module__.startswith("msgrad.dataset"):
        skipped = ("parent", "_loaded", "_entries", "_dataset_size", "_stream")
        x, y = ({key: value for key, value in vars(item).items() if key not in skipped} for item in (a, b))
        return _equal(x, y)
    return bool(a == b)


def serialize(dataset: Dataset, json_filepath: str = "") -> dict:
    """Not supported: a pipeline is a program."""
    raise NotImplementedError(
        "'serialize' is not supported: keep the Python function that builds the pipeline instead."
    )


def deserialize(input_dict: Any = None, json_filepath: Any = None) -> Dataset:
    """Not supported: a pipeline is a program."""
    raise NotImplementedError(
        "'deserialize' is not supported: call the Python function that builds the pipeline instead."
    )


def show(dataset: Dataset, indentation: int = 2) -> None:
    """Prints the operations of a pipeline, from the last to the sources."""
    _show(dataset, 0, indentation)


def _show(dataset: Dataset, depth: int, indentation: int) -> None:
    print(" " * (depth * indentation) + type(dataset).__name__)
    for child in dataset.children:
        _show(child, depth + 1, indentation)


def sync_wait_for_dataset(rank_id: int, rank_size: int, current_epoch: int) -> None:
    """Not supported: there is no remote storage to wait for."""
    raise NotImplementedError("'sync_wait_for_dataset' is not supported: there is no remote storage to wait for.")
