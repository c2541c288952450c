"""The strategies that a compilation has found for the Parameters of a network: of one device there are none."""

from __future__ import annotations

from typing import Any

from msgrad._checkparam import check_type
from msgrad._names import missing_name_getattr
from msgrad.nn.cell import Cell

__all__ = [
    "clear_strategy_metadata",
    "enable_save_strategy_online",
    "get_current_strategy_metadata",
    "get_strategy_metadata",
]


def enable_save_strategy_online() -> None:
    """Has strategies kept when networks are compiled. None is ever found on one device, so there is none to keep."""


def get_strategy_metadata(network: Cell, rank_id: int | None = None) -> dict[int, Any]:
    """The strategies of all ranks, or one, for a network: none. TypeError unless it is a Cell."""
    check_type(network, Cell, "network", "get_strategy_metadata")
    return {}


def get_current_strategy_metadata(network: Cell) -> dict[int, Any]:
    """The strategies of this rank for a network: none. TypeError unless it is a Cell."""
    return get_strategy_metadata(network)


def clear_strategy_metadata() -> None:
    """Forgets all strategies, of which there are none."""


__getattr__ = missing_name_getattr(__name__)
