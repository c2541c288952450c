"""The settings of `set_auto_parallel_context` as an object, which older scripts use."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from msgrad._checkparam import check_type
from msgrad.common.parallel_context import (
    get_auto_parallel_context,
    reset_auto_parallel_context,
    set_auto_parallel_context,
)


class _AutoParallelContext:
    """``get_NAME()`` and ``set_NAME(value)`` for each setting, and where gradients are joined for sending.

    >>> from mindspore.parallel._auto_parallel_context import auto_parallel_context
    >>> auto_parallel_context().get_device_num()
    1
    """

    def __init__(self) -> None:
        self._splits: dict[tuple[str, str], list[int]] = {}

    def __getattr__(self, name: str) -> Callable:
        verb, _, setting = name.partition("_")
        if verb == "get" and setting:
            get_auto_parallel_context(setting)  # raises for what there is not
            return partial(get_auto_parallel_context, setting)
        if verb == "set" and setting:
            return lambda value: set_auto_parallel_context(**{setting: value})
        raise AttributeError(f"msgrad's auto_parallel_context() has no {name!r}.", name=name, obj=self)

    def reset(self) -> None:
        """All settings as in a fresh process."""
        self._splits.clear()
        reset_auto_parallel_context()

    def _set_split(self, kind: str, values: Any, group: str) -> None:
        who = f"set_all_reduce_fusion_split_{kind}"
        for value in check_type(values, list, kind, who):
            check_type(value, int, kind, who)
        if not values:
            raise ValueError(f"For '{who}', the '{kind}' must not be empty.")
        if kind == "indices" and len(set(values)) != len(values):
            raise ValueError(f"For '{who}', the 'indices' must all be different, but got {values}.")
        self._splits[kind, check_type(group, str, "group", who)] = list(values)

    def set_all_reduce_fusion_split_indices(self, indices: list[int], group: str = "hccl_world_groupsum1") -> None:
        """The numbers of the gradients after which a new message begins; kept, since one device sends none."""
        self._set_split("indices", indices, group)

    def get_all_reduce_fusion_split_indices(self, group: str = "hccl_world_groupsum1") -> list[int]:
        """What was set."""
        return self._splits.get(("indices", group), [])

    def set_all_reduce_fusion_split_sizes(self, sizes: list[int], group: str = "hccl_world_groupsum1") -> None:
        """The sizes of messages of gradients; kept, since one device sends none."""
        self._set_split("sizes", sizes, group)

    def get_all_reduce_fusion_split_sizes(self, group: str = "hccl_world_groupsum1") -> list[int]:
        """What was set."""
        return self._splits.get(("sizes", group), [])


_context = _AutoParallelContext()


def auto_parallel_context() -> _AutoParallelContext:
    """The object."""
    return _context


_set_auto_parallel_context = set_auto_parallel_context
_get_auto_parallel_context = get_auto_parallel_context


def _reset_auto_parallel_context() -> None:
    _context.reset()
