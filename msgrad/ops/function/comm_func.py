"""What processes exchange, as functions on Tensors; `ops.communication`, `communication.comm_func` and the primitives
are signatures on these.

`common.world` says who takes part. In a group of one, what all have together is what the one has: its sum, its
maximum, its part. Gradients pass as through a copy, which is what the adjoint exchange of one process is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NoReturn

from msgrad._checkparam import check_type
from msgrad.common.tensor import Tensor
from msgrad.common.world import world
from msgrad.engine.operator import operator

__all__: list[str] = []  # MindSpore has these under other signatures, see above

REDUCTIONS = ("sum", "prod", "min", "max", "avg")


class CommHandle:
    """The handle of an exchange that was asked for by ``async_op=True``."""

    def wait(self) -> None:
        """Returns at once: what is computed from the result comes after the exchange in any case."""


@operator("x", name="Collective", autocast=False)
def _alone(x):
    """What a group of one has together."""
    return x


def check_tensor(value: Any, who: str, argument: str = "tensor") -> Tensor:
    """TypeError unless it is a Tensor."""
    if not isinstance(value, Tensor):
        raise TypeError(f"For '{who}', the '{argument}' must be a Tensor, but got {type(value).__name__}.")
    return value


def check_reduction(op: Any, who: str, error: type[Exception] = TypeError) -> str:
    """TypeError (or another error) unless it is the name of a reduction."""
    check_type(op, str, "op", who)
    if op not in REDUCTIONS:
        raise error(f"For '{who}', the 'op' must be one of {', '.join(REDUCTIONS)}, but got {op!r}.")
    return op


def members_of(group: Any, who: str) -> list[int]:
    """The ranks in a group. TypeError unless ``group`` is a str, RuntimeError before `init` or where it is unknown."""
    check_type(group, str, "group", who)
    world.check_started()
    return world.members(group)


def check_member(rank: Any, argument: str, group: str, who: str) -> int:
    """TypeError unless ``rank`` is an int, RuntimeError where the group has no such rank."""
    check_type(rank, int, argument, who)
    members = members_of(group, who)
    if rank not in members:
        raise RuntimeError(
            f"For '{who}', the '{argument}' must be a rank of the group {group}, which are {members}, but got {rank}."
        )
    return rank


def all_reduced(tensor: Any, op: Any, group: str, who: str) -> Tensor:
    """The elements of all members' Tensors, combined."""
    check_tensor(tensor, who)
    check_reduction(op, who)
    members_of(group, who)
    return _alone(tensor)


def gathered(tensor: Any, group: str, who: str) -> Tensor:
    """All members' Tensors, joined along the first axis."""
    check_tensor(tensor, who)
    members_of(group, who)
    return _alone(tensor)


def scattered(tensor: Any, group: str, who: str) -> Tensor:
    """This member's part of a Tensor that is cut along the first axis.

    Raises ValueError where the axis cannot be cut in so many parts.
    """
    check_tensor(tensor, who)
    number = len(members_of(group, who))
    if tensor.ndim == 0 or tensor.shape[0] % number:
        raise ValueError(
            f"For '{who}', the first axis of the Tensor must be divisible by {number}, the size of the group, "
            f"but got shape {tensor.shape}."
        )
    return _alone(tensor)


def broadcasted(tensor: Any, root: Any, group: str, who: str, argument: str = "src") -> Tensor:
    """The Tensor of one member."""
    check_tensor(tensor, who)
    check_member(root, argument, group, who)
    return _alone(tensor)


def exchanged(tensors: Sequence[Any], group: str, who: str) -> list[Tensor]:
    """Of each member the Tensor that it has for this one, given those that this one has for each.

    Raises ValueError for another number of Tensors than members.
    """
    number = len(members_of(group, who))
    if len(tensors) != number:
        raise ValueError(f"For '{who}', there must be {number} Tensors, one for each rank, but got {len(tensors)}.")
    return [_alone(check_tensor(tensor, who)) for tensor in tensors]


def refuse_peer(peer: Any, argument: str, group: Any, who: str) -> NoReturn:
    """Of one process there is nobody to send to or receive from.

    Raises:
        TypeError: unless ``peer`` is an int.
        ValueError: for the process itself, as MindSpore does.
        RuntimeError: for ranks that the group does not have.
    """
    check_member(peer, argument, group, who)
    raise ValueError(
        f"For '{who}', the '{argument}' must be the rank of another process, but got {peer}, this one's own: "
        "keep the Tensor instead."
    )
