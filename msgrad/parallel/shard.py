"""How Tensors and functions lie over devices."""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from copy import copy
from typing import Any

from msgrad._checkparam import check_type
from msgrad._names import missing_name_getattr
from msgrad.nn.cell import Cell

__all__ = ["Layout", "set_op_strategy_config", "shard", "sync_pipeline_shared_parameters"]

_VIRTUAL = "interleaved_parallel"


class Layout:
    """A grid of devices with named axes; called with names, the axes of a Tensor that lies over it.

    Args:
        device_matrix: the lengths of the grid's axes.
        alias_name: their names, all different; "interleaved_parallel" may be the last one.
        rank_list: the ranks of the devices, row by row. Default: None, for 0, 1, ...

    Raises:
        TypeError: for arguments of other types.
        ValueError: for other numbers of names or ranks, names that come twice, and the name "None".

    >>> from mindspore.parallel import Layout
    >>> layout = Layout((2, 2, 2), ("dp", "sp", "mp"))
    >>> layout("dp", ("sp", "mp"), "None").to_dict()["tensor_map"]
    (2, (1, 0), -1)
    """

    def __init__(self, device_matrix: tuple[int, ...], alias_name: tuple[str, ...], rank_list: Any = None) -> None:
        for value, name, kind in ((device_matrix, "device_matrix", int), (alias_name, "alias_name", str)):
            check_type(value, tuple, name, "Layout")
            for item in value:
                check_type(item, kind, f"elements of {name}", "Layout")
        if len(device_matrix) != len(alias_name):
            raise ValueError(
                f"For 'Layout', 'device_matrix' and 'alias_name' must be equally long, but got {device_matrix} and "
                f"{alias_name}."
            )
        if len(set(alias_name)) != len(alias_name) or "None" in alias_name:
            raise ValueError(
                f"For 'Layout', the names in 'alias_name' must be different and none of them 'None', which means that "
                f"an axis is not cut, but got {alias_name}."
            )
        if _VIRTUAL in alias_name[:-1]:
            raise ValueError(f"For 'Layout', '{_VIRTUAL}' must be the last name in 'alias_name', but got {alias_name}.")
        number = math.prod(device_matrix)
        if rank_list is None:
            rank_list = list(range(number))
        elif len(check_type(rank_list, list, "rank_list", "Layout")) != number:
            raise ValueError(f"For 'Layout', the 'rank_list' must have {number} ranks, but got {rank_list}.")
        self._device_shape = device_matrix
        self._alias_name = alias_name
        self._rank_list = rank_list
        self._tensor_map: tuple | None = None

    def __call__(self, *tensor_map: str | tuple[str, ...]) -> Layout:
        """The layout of a Tensor: for each of its axes a name, a tuple of names, or "None".

        Raises ValueError for names that the grid has not, or that come twice.
        """
        used: list[str] = []
        made = copy(self)
        made._tensor_map = tuple(
            [
                tuple([self._number(name, used) for name in item])
                if isinstance(item, tuple)
                else self._number(item, used)
                for item in tensor_map
            ]
        )
        return made

    def _number(self, name: Any, used: list[str]) -> int:
        """The axis of the grid, counted from the back; -1 for "None"."""
        if name == "None":
            return -1
        if name not in self._alias_name:
            raise ValueError(f"For 'Layout', the axis {name} is not found in {self._alias_name}.")
        if name in used:
            raise ValueError(f"For 'Layout', the axis {name} is set more than once in {self._alias_name}.")
        used.append(name)
        return len(self._alias_name) - 1 - self._alias_name.index(name)

    def to_dict(self) -> dict[str, Any]:
        """The layout of a Tensor as a dict. ValueError before the layout was called."""
        if self._tensor_map is None:
            raise ValueError("For 'Layout.to_dict', the layout must be called with names of axes first.")
        return {
            "device_matrix": self._device_shape,
            "tensor_map": self._tensor_map,
            "interleaved_parallel": _VIRTUAL in self._alias_name,
            "alias_name": self._alias_name,
            "rank_list": self._rank_list,
        }


def shard(fn: Callable, in_strategy: Any, out_strategy: Any = None, parameter_plan: Any = None) -> Callable:
    """A function or Cell over devices: of one device, itself, whatever the strategies are.

    Args:
        fn: the function or Cell.
        in_strategy, out_strategy, parameter_plan: how Tensors would be cut.

    Raises:
        TypeError: if ``fn`` cannot be called.

    >>> from mindspore import nn, parallel
    >>> net = nn.Dense(2, 1)
    >>> parallel.shard(net, in_strategy=((1, 1),)) is net
    True
    """
    if not callable(fn):
        raise TypeError(f"For 'shard', the 'fn' must be a function or Cell, but got {type(fn).__name__}.")
    return fn


def sync_pipeline_shared_parameters(net: Cell) -> None:
    """Parameters that several stages of a pipeline share made equal: of one stage, they are one Parameter already.

    TypeError unless ``net`` is a Cell.
    """
    check_type(net, Cell, "net", "sync_pipeline_shared_parameters")


def set_op_strategy_config(mode: str = "SAVE", path: str = "") -> None:
    """Not supported: a search for strategies, of which one device has none to save or load.

    Raises:
        KeyError: for another mode than "SAVE" and "LOAD", a path that is not absolute, or of no .json file.
        NotImplementedError: otherwise.
    """
    if mode not in ("SAVE", "LOAD") or not os.path.isabs(path) or not path.endswith(".json"):
        raise KeyError(
            "For 'set_op_strategy_config', the 'mode' must be SAVE or LOAD and the 'path' the absolute one of a .json "
            f"file, but got {mode!r} and {path!r}."
        )
    raise NotImplementedError(
        "For 'set_op_strategy_config', one device has no strategies to save or load: leave the call out."
    )


__getattr__ = missing_name_getattr(__name__)
