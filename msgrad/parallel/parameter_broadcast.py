"""Parameters sent from one process to others."""

from __future__ import annotations

from msgrad._checkparam import check_type
from msgrad._names import missing_name_getattr
from msgrad.common.world import world
from msgrad.nn.cell import Cell

__all__ = ["parameter_broadcast"]


def parameter_broadcast(net: Cell, layout: dict, cur_rank: int = 0, initial_rank: int = 0) -> None:
    """Writes the Parameters of the processes that have them into those of the others: of one process, it has them.

    Args:
        net: the network.
        layout: how the Parameters lie over the processes.
        cur_rank: the rank of this process, 0.
        initial_rank: the first rank, 0.

    Raises:
        TypeError: for arguments of other types.
        ValueError: for other ranks.
    """
    check_type(net, Cell, "net", "parameter_broadcast")
    check_type(layout, dict, "layout", "parameter_broadcast")
    for value, name in ((cur_rank, "cur_rank"), (initial_rank, "initial_rank")):
        if check_type(value, int, name, "parameter_broadcast") != world.rank:
            raise ValueError(
                f"For 'parameter_broadcast', the '{name}' must be {world.rank}, the only rank, but got {value}."
            )


__getattr__ = missing_name_getattr(__name__)
