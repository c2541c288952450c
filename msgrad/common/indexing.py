"""Index expressions: what stands between the brackets of ``x[...]``, taken apart.

`parse` makes of an index a *plan*, which is static (which axes are cut, by how much, where new ones come in), and the
numbers that the plan leaves open: the places where slices start and the ints, in one vector, and the arrays of indices.
So ``x[i]`` and ``x[i : i + 8]`` are one program for all ``i``.

The meaning is numpy's, with MindSpore's differences: a list that holds slices, None, Ellipsis, lists or Tensors is a
tuple; False is refused, True inserts an axis (one in all, and none beside arrays); what is out of range raises
IndexError, in a Tensor of indices RuntimeError when it is read and ValueError when it is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import jax
import numpy as np

from msgrad.common.tensor import Tensor
from msgrad.engine.graph import array_of
from msgrad.engine.handle import wrap

ALL, INT, NEW, ARRAY = "all", "int", "new", "array"
"""Items of a plan: an axis as it is, at one place, a new one, by an array of indices. A slice: (length, step)."""


class Index(NamedTuple):
    """An index expression, taken apart.

    Attributes:
        plan: one item for each axis of the array or new axis, in order.
        starts: the ints and the first places of slices, in order; None where there are none.
        arrays: the arrays of indices, in order.
        mask: the Tensor of bools, where the index is nothing but that and ``parse`` was told to keep it.
    """

    plan: tuple
    starts: np.ndarray | None
    arrays: tuple
    mask: Any = None

    @property
    def advanced(self) -> bool:
        """True where arrays of indices take part."""
        return bool(self.arrays)


class Bounds(NamedTuple):
    """The exception types for a Tensor of indices that is out of range, and what is done with them."""

    error: type[Exception]
    verb: str


GET, SET = Bounds(RuntimeError, "read"), Bounds(ValueError, "written")


def parse(index: Any, shape: tuple[int, ...], use: Bounds = GET, keep_mask: bool = False) -> Index:
    """Takes an index expression apart, for an array of that shape.

    Raises:
        IndexError: for an index of an unknown kind, too many of them, or one out of range.
        ValueError: for a slice with step 0, and a mask or Tensor of indices that does not fit.
        TypeError: for an int on a 0-d array, and lists of floats.
        RuntimeError: for slices with bounds that are not ints, and (when reading) a Tensor of indices out of range.
    """
    if type(index) is int and shape:  # the most frequent one
        place = np.array([_bounded(index, shape, 0)], np.int64)
        return Index((INT, *(ALL,) * (len(shape) - 1)), place, ())
    items = _items(index)
    if keep_mask and len(items) == 1 and isinstance(items[0], Tensor) and _is_mask(items[0]):
        _check_mask(items[0].shape, shape, 0, ValueError)
        return Index((), None, (), items[0])
    items = _expand_ellipsis(items, shape)
    plan: list[Any] = []
    starts: list[int] = []
    arrays: list[Any] = []
    axis = 0
    items = _merge_trues(items)
    for item in items:
        if item is None or item is True:
            plan.append(NEW)
        elif isinstance(item, slice):
            plan.append(_slice(item, shape, axis, starts))
            axis += 1
        elif isinstance(item, int):
            starts.append(_bounded(item, shape, axis))
            plan.append(INT)
            axis += 1
        else:
            found = _index_arrays(item, shape, axis, use)
            plan += [ARRAY] * len(found)
            arrays += found
            axis += len(found)
    plan += [ALL] * (len(shape) - axis)
    _check_broadcast(arrays)
    return Index(tuple(plan), np.array(starts, np.int64) if starts else None, tuple(arrays))


def _items(index: Any) -> list[Any]:
    """The parts of an index, each None, True, Ellipsis, a slice, int, numpy array or Tensor."""
    if isinstance(index, list) and any(_makes_tuple(item) for item in index):
        index = tuple(index)
    return [_item(part) for part in (index if isinstance(index, tuple) else (index,))]


def _makes_tuple(item: Any) -> bool:
    return item is None or item is Ellipsis or isinstance(item, slice | list | tuple | Tensor | np.ndarray)


def _item(part: Any) -> Any:
    if part is None or part is Ellipsis or isinstance(part, slice | Tensor):
        return part
    if isinstance(part, bool | np.bool_):
        if not part:
            raise IndexError("When a Tensor is indexed by a bool, only True is supported, but got False.")
        return True
    if isinstance(part, int | np.integer):
        return int(part)
    if isinstance(part, list | tuple):
        return _array_of_list(part)
    if isinstance(part, np.ndarray):
        return part
    if isinstance(part, jax.Array):
        return Tensor(part)
    raise IndexError(
        "An index must be an int, slice, Ellipsis, None, bool, Tensor, list, tuple or numpy array, "
        f"but got {part!r} of type {type(part).__name__}."
    )


def _array_of_list(part: Sequence[Any]) -> np.ndarray:
    if len(part) == 0:
        raise IndexError("When a Tensor is indexed by a list, the list cannot be empty.")
    try:
        array = np.array(_plain(part))
    except ValueError:
        raise IndexError(f"A list of indices must not be ragged, but got {part!r}.") from None
    if array.dtype.kind not in "biu":
        raise TypeError(f"A list of indices must hold ints or bools, but got {part!r}.")
    return array


def _plain(part: Any) -> Any:
    if isinstance(part, Tensor):
        return part._numpy("a Tensor in an index")
    return [_plain(item) for item in part] if isinstance(part, list | tuple) else part


def _width(item: Any) -> int:
    """How many axes of the array an item takes."""
    if item is None or item is True:
        return 0
    if isinstance(item, Tensor | np.ndarray) and _is_mask(item):
        return item.ndim
    return 1


def _is_mask(item: Any) -> bool:
    return (item._result().aval.dtype if isinstance(item, Tensor) else item.dtype).kind == "b"


def _expand_ellipsis(items: list[Any], shape: tuple[int, ...]) -> list[Any]:
    places = [i for i, item in enumerate(items) if item is Ellipsis]
    if len(places) > 1:
        raise IndexError("An index can only have a single Ellipsis.")
    taken = sum(_width(item) for item in items if item is not Ellipsis)
    if not shape and taken:
        first = next(item for item in items if _width(item))
        if isinstance(first, slice):
            raise ValueError("A 0-d Tensor has no axis for a slice.")
        raise TypeError("Cannot iterate over a scalar tensor.")
    if taken > len(shape):
        raise IndexError(f"too many indices for tensor of dimension {len(shape)}: got {taken}.")
    if not places:
        return items
    i = places[0]
    return items[:i] + [slice(None)] * (len(shape) - taken) + items[i + 1 :]


def _merge_trues(items: list[Any]) -> list[Any]:
    """Together all Trues make one new axis; beside arrays of indices, which they broadcast to, they make none."""
    if not any(item is True for item in items):
        return items
    trues = [i for i, item in enumerate(items) if item is True]
    if any(isinstance(item, Tensor | np.ndarray) for item in items):
        dropped = trues
    else:
        dropped = trues[1:]
    return [item for i, item in enumerate(items) if i not in dropped]


def _slice(item: slice, shape: tuple[int, ...], axis: int, starts: list[int]) -> Any:
    bounds = [_bound(value) for value in (item.start, item.stop, item.step)]
    if bounds[2] == 0:
        raise ValueError("For a slice, the step cannot be 0.")
    start, stop, step = slice(*bounds).indices(shape[axis])
    length = len(range(start, stop, step))
    if length == shape[axis] and step == 1:
        return ALL
    if length <= 1:
        step = 1  # so that all of them are one program
    # the lowest place that is read, or 0 for an empty slice
    starts.append(min(start, start + (length - 1) * step) if length else 0)
    return (length, step)


def _bound(value: Any) -> int | None:
    if value is None:
        return None
    if isinstance(value, int | np.integer | Tensor):
        return int(value.__index__())
    raise RuntimeError(f"The bounds of a slice must be ints, Tensors or None, but got {value!r}.")


def _bounded(place: int, shape: tuple[int, ...], axis: int) -> int:
    n = shape[axis]
    if not -n <= place < n:
        raise IndexError(f"index {place} is out of bounds for dimension {axis} with size {n}.")
    return place % n


def _index_arrays(item: Any, shape: tuple[int, ...], axis: int, use: Bounds) -> list[Any]:
    """The index arrays of an array or Tensor: one of ints, or for a mask the places where it is true."""
    if _is_mask(item):
        of_tensor = isinstance(item, Tensor)
        _check_mask(item.shape, shape, axis, ValueError if of_tensor else IndexError)
        mask = np.asarray(array_of(item._result(), "a mask in an index")) if of_tensor else item
        if mask.ndim == 0:
            raise IndexError("A 0-d mask cannot be an index; use None to insert an axis.")
        return list(np.nonzero(mask))
    dtype = item._result().aval.dtype if isinstance(item, Tensor) else item.dtype
    if dtype.kind not in "iu":
        raise IndexError(f"A Tensor that is an index must be of an int or bool dtype, but got {dtype}.")
    n = shape[axis]
    if isinstance(item, Tensor):
        result = item._result()
        if isinstance(result.array, np.ndarray):  # known without waiting for a device
            _check_range(result.array, n, use.error, f"a Tensor of indices is {use.verb} out of range")
        return [wrap(result)]  # not the handle itself, which may change
    _check_range(item, n, IndexError, "an index is out of range")
    return [item]


def _check_range(indices: np.ndarray, n: int, error: type[Exception], what: str) -> None:
    if indices.size and (indices.min() < -n or indices.max() >= n):
        bad = int(indices.max() if indices.max() >= n else indices.min())
        raise error(f"{what}: it should be in the range [{-n}, {n}), but got {bad}.")


def _check_mask(mask: tuple[int, ...], shape: tuple[int, ...], axis: int, error: type[Exception]) -> None:
    if mask != shape[axis : axis + len(mask)]:
        raise error(f"The shape of a mask must be that of the axes that it takes, {shape[axis:]}, but got {mask}.")


def _check_broadcast(arrays: list[Any]) -> None:
    if len(arrays) < 2:
        return
    shapes = [tuple(a.shape) for a in arrays]
    try:
        np.broadcast_shapes(*shapes)
    except ValueError:
        raise ValueError(f"Arrays of indices must broadcast to each other, but got the shapes {shapes}.") from None
