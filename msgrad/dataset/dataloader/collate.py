"""From samples to batches: `default_collate`, `default_convert`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np


def _tensor(array: Any) -> Any:
    from msgrad.common.tensor import Tensor

    return Tensor(array)


def default_collate(batch: list) -> Any:
    """A batch of samples: numbers, arrays and Tensors stacked to Tensors; str and bytes as lists.

    Mappings keep their keys, tuples and lists become lists of batches, named tuples stay such.

    Raises:
        TypeError: for samples of other types.
        RuntimeError: for sequences of different lengths.
        ValueError: for arrays of different shapes.

    >>> default_collate([{"data": 1, "name": "a"}, {"data": 2, "name": "b"}])
    {'data': Tensor(shape=[2], dtype=Int64, value= [1, 2]), 'name': ['a', 'b']}
    """
    return collated(batch, _tensor)


def collated(batch: Sequence, made: Callable[[Any], Any]) -> Any:
    """The batch, with `made` of each of its arrays."""
    first = batch[0]
    if isinstance(first, str | bytes):
        return batch
    if isinstance(first, np.ndarray | np.generic) or hasattr(first, "asnumpy"):
        arrays = [item.asnumpy() if hasattr(item, "asnumpy") else np.asarray(item) for item in batch]
        if arrays[0].dtype.kind in "USO":
            raise TypeError(f"For 'default_collate', arrays of dtype {arrays[0].dtype} cannot be collated.")
        if any(array.shape != arrays[0].shape for array in arrays):
            shapes = [array.shape for array in arrays]
            raise ValueError(f"For 'default_collate', arrays must be of one shape, but got {shapes}.")
        return made(np.stack(arrays))
    if isinstance(first, float):
        return made(np.array(batch, np.float64))
    if isinstance(first, int):
        array = np.array(batch)
        return made(array.astype(np.float32) if array.dtype.kind == "f" else array)  # as a Tensor of the list has it
    if isinstance(first, Mapping):
        return _like(first, {key: collated([item[key] for item in batch], made) for key in first})
    if isinstance(first, Sequence):
        if any(len(item) != len(first) for item in batch):
            raise RuntimeError(
                f"For 'default_collate', samples must be of equal size, but got the sizes "
                f"{[len(item) for item in batch]}."
            )
        columns = [collated(column, made) for column in zip(*batch, strict=True)]
        return type(first)(*columns) if hasattr(first, "_fields") else columns
    raise TypeError(
        f"For 'default_collate', samples must be numbers, arrays, Tensors, str, bytes, mappings or sequences of such, "
        f"but got {type(first).__name__}: a 'collate_fn' may handle it."
    )


def default_convert(data: Any) -> Any:
    """Arrays and numpy's numbers as Tensors, also inside mappings and sequences; all else as it is.

    >>> import numpy as np
    >>> default_convert([np.array([1, 2]), "a", 3])
    [Tensor(shape=[2], dtype=Int64, value= [1, 2]), 'a', 3]
    """
    return converted(data, _tensor)


def converted(data: Any, made: Callable[[Any], Any]) -> Any:
    """The same, with `made` of each array."""
    if isinstance(data, np.ndarray | np.generic):
        return data if data.dtype.kind in "USO" else made(np.asarray(data))
    if isinstance(data, Mapping):
        return _like(data, {key: converted(value, made) for key, value in data.items()})
    if isinstance(data, Sequence) and not isinstance(data, str | bytes):
        items = [converted(item, made) for item in data]
        return type(data)(*items) if hasattr(data, "_fields") else items
    return data


def _like(mapping: Mapping, items: dict) -> Any:
    """The items in a mapping of the same type, if that can be made of a dict."""
    if type(mapping) is dict:
        return items
    try:
        return type(mapping)(items)  # type: ignore[call-arg]
    except TypeError:
        return items
