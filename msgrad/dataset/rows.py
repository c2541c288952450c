"""Values of columns: what a row may hold, and how rows become a batch.

A row is a tuple of columns, each a numpy array or a dict of such (to any depth).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from msgrad.dataset.errors import RowError, pipeline_error, shape_text


def as_column(value: Any) -> Any:
    """What a source or a function gave for a column, as an array (or a dict).

    Raises:
        RowError: for what cannot be one.
    """
    if type(value) is np.ndarray:
        if value.dtype.kind not in "OMm":
            return value
        raise RowError(f"an array of dtype {value.dtype} cannot be a column: expected numbers, bools or strings.")
    if isinstance(value, dict):
        return {key: item if isinstance(item, dict) else as_column(item) for key, item in value.items()}
    if value is None:
        raise RowError("None cannot be a column: expected a numpy array, a number, a string or a dict.")
    if hasattr(value, "asnumpy"):
        return value.asnumpy()
    if hasattr(value, "getbands"):  # a PIL image
        return np.asarray(value)
    if isinstance(value, bool | int | float | str | bytes | np.generic | np.ndarray | list | tuple):
        try:
            array = np.asarray(value)
        except ValueError as error:
            raise RowError(f"the list {value!r} has no regular shape ({error}).") from None
        if array.dtype.kind not in "OMm":
            return array
        if isinstance(value, list | tuple) and any(hasattr(item, "asnumpy") for item in value):
            return np.stack([as_column(item) for item in value])
    raise RowError(
        f"{value!r} of type {type(value).__name__} cannot be a column: expected a numpy array, a number, a "
        "string or a dict."
    )


def stacked(values: Sequence[Any], column: int | str) -> Any:
    """The values of one column as a batch.

    Raises:
        RuntimeError: where shapes or dtypes differ.
    """
    first = values[0]
    if isinstance(first, dict):
        return {key: stacked([_item(value, key, column) for value in values], key) for key in first}
    shape = first.shape
    for value in values:
        if value.shape != shape:
            raise pipeline_error(
                f"Cannot batch tensors with different shapes in column {column}. First element had shape "
                f"{shape_text(shape)} and this element had shape {shape_text(value.shape)}"
            )
        if value.dtype != first.dtype and (value.dtype.kind not in "US" or first.dtype.kind != value.dtype.kind):
            raise pipeline_error(
                f"Cannot batch tensors of different types in column {column}. First element had type {first.dtype} and "
                f"this element had type {value.dtype}"
            )
    return np.stack(values) if len(values) > 1 else first[None].copy()


def _item(value: Any, key: Any, column: Any) -> Any:
    if not isinstance(value, dict) or key not in value:
        raise pipeline_error(f"Cannot batch dicts with different keys in column {column}: '{key}' is missing in one.")
    return value[key]


def padded(
    values: Sequence[np.ndarray], shape: Sequence[int | None] | None, fill: Any, column: str
) -> list[np.ndarray]:
    """The values, each brought to one shape: cut or filled up at the end of each axis. None: the longest of the batch.

    Raises:
        RuntimeError: where the number of axes differs.
    """
    ranks = {value.ndim for value in values}
    if len(ranks) > 1 or (shape is not None and len(shape) not in ranks):
        raise pipeline_error(
            f"Cannot pad column '{column}': expected {len(shape) if shape is not None else 'one number of'} "
            "axes, but got "
            f"rows of {sorted(ranks)} axes."
        )
    longest = [max(lengths) for lengths in zip(*[value.shape for value in values], strict=True)]
    wanted = tuple(
        most if length is None else length for most, length in zip(longest, shape or [None] * len(longest), strict=True)
    )
    results = []
    for value in values:
        if value.shape == wanted:
            results.append(value)
            continue
        if value.dtype.kind in "US":
            text = "" if fill is None else str(fill)
            whole = np.full(wanted, text, dtype=f"U{max(value.dtype.itemsize // 4, len(text), 1)}")
        else:
            whole = np.full(wanted, 0 if fill is None else np.array(fill).astype(value.dtype), dtype=value.dtype)
        part = tuple(slice(0, min(a, b)) for a, b in zip(wanted, value.shape, strict=True))
        whole[part] = value[part]
        results.append(whole)
    return results
