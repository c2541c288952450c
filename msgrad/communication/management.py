"""Joining the processes, their ranks, and groups of them.

Unlike MindSpore, which wants a launcher for `init`, one process on its own is a world of one here.
"""

from __future__ import annotations

from typing import Any

from msgrad._checkparam import check_type
from msgrad._names import missing_name_getattr
from msgrad.common.world import (
    HCCL_WORLD_COMM_GROUP,
    MCCL_WORLD_COMM_GROUP,
    NCCL_WORLD_COMM_GROUP,
    WORLD_GROUPS,
    world,
)

__all__ = [
    "init",
    "release",
    "get_rank",
    "get_local_rank",
    "get_group_size",
    "get_local_rank_size",
    "get_world_rank_from_group_rank",
    "get_comm_name",
    "get_group_rank_from_world_rank",
    "create_group",
    "destroy_group",
    "get_process_group_ranks",
    "HCCL_WORLD_COMM_GROUP",
    "NCCL_WORLD_COMM_GROUP",
    "MCCL_WORLD_COMM_GROUP",
]

_BACKENDS = ("hccl", "nccl", "mccl")


def init(backend_name: str | None = None) -> None:
    """Joins the processes. Called again it changes nothing.

    Args:
        backend_name: "hccl", "nccl" or "mccl": of one process, each does the same. Default: None, for "mccl".

    Raises:
        TypeError: if the name is no str.
        RuntimeError: for another name.
        NotImplementedError: if a launcher (msrun, mpirun) has started several processes.
    """
    if backend_name is None:
        backend_name = "mccl"
    if not isinstance(backend_name, str):
        raise TypeError(
            "For 'init', the argument 'backend_name' must be a string, "
            f"but got {backend_name!r} of type {type(backend_name).__name__}."
        )
    if backend_name not in _BACKENDS:
        raise RuntimeError(
            "For 'init', the argument 'backend_name' must be one of 'hccl', 'nccl' and 'mccl', "
            f"but got {backend_name!r}."
        )
    if not world.initialized:
        world.start(backend_name)


def release() -> None:
    """Leaves the processes. RuntimeError where `init` was not called."""
    world.stop()


def _group(group: Any, who: str) -> str:
    """The checked name of a group."""
    if not isinstance(group, str):
        raise TypeError(f"For '{who}', the argument 'group' must be a str, but got {group!r} ({type(group).__name__}).")
    return group


def _members(group: Any, who: str) -> list[int]:
    world.check_started()
    return world.members(_group(group, who))


def get_rank(group: str = HCCL_WORLD_COMM_GROUP) -> int:
    """The rank of this process in a group; 0 before `init`.

    Raises:
        TypeError: if ``group`` is no str.
        RuntimeError: if there is no such group.
    """
    _group(group, "get_rank")
    return world.members(group).index(world.rank) if world.initialized else 0


def get_local_rank(group: str = HCCL_WORLD_COMM_GROUP) -> int:
    """The rank of this process among those of a group on this machine. Raises as `get_rank`."""
    return get_rank(group)


def get_group_size(group: str = HCCL_WORLD_COMM_GROUP) -> int:
    """The number of processes in a group; 1 before `init`. Raises as `get_rank`."""
    _group(group, "get_group_size")
    return len(world.members(group)) if world.initialized else 1


def get_local_rank_size(group: str = HCCL_WORLD_COMM_GROUP) -> int:
    """The number of processes of a group on this machine.

    Raises:
        TypeError: if ``group`` is no str.
        RuntimeError: before `init`, or if there is no such group.
    """
    return len(_members(group, "get_local_rank_size"))


def _rank_of(ranks: list[int], rank: Any, argument: str, group: str, who: str) -> int:
    check_type(rank, int, argument, who)
    if rank not in ranks:
        raise RuntimeError(f"For '{who}', the '{argument}' must be one of {ranks} in group {group}, but got {rank}.")
    return rank


def get_world_rank_from_group_rank(group: str, group_rank_id: int) -> int:
    """The rank among all processes of the one with a rank in a group.

    Raises:
        TypeError: if ``group`` is no str or ``group_rank_id`` no int.
        RuntimeError: before `init`, if there is no such group, or no such rank in it.
    """
    who = "get_world_rank_from_group_rank"
    members = _members(group, who)
    return members[_rank_of(list(range(len(members))), group_rank_id, "group_rank_id", group, who)]


def get_group_rank_from_world_rank(world_rank_id: int, group: str) -> int:
    """The rank in a group of the process with a rank among all. Raises as `get_world_rank_from_group_rank`."""
    who = "get_group_rank_from_world_rank"
    members = _members(group, who)
    return members.index(_rank_of(members, world_rank_id, "world_rank_id", group, who))


def get_process_group_ranks(group: str = HCCL_WORLD_COMM_GROUP) -> list[int]:
    """The ranks among all processes of those in a group. Raises as `get_local_rank_size`."""
    return list(_members(group, "get_process_group_ranks"))


def get_comm_name(group: str = HCCL_WORLD_COMM_GROUP) -> str:
    """The name that the communication library has for a group: empty, as of all libraries but Ascend's.

    Raises as `get_local_rank_size`.
    """
    _members(group, "get_comm_name")
    return ""


def create_group(group: str, rank_ids: list[int], options: Any = None) -> None:
    """Makes a group of processes.

    Args:
        group: its name.
        rank_ids: the ranks of its members.
        options: of Ascend's library; None.

    Raises:
        TypeError: if ``group`` is no str, or ``rank_ids`` no list of ints.
        ValueError: if ``rank_ids`` is empty or names a rank twice, or the group exists with other ranks.
        RuntimeError: before `init`, or for ranks that no process has.
        NotImplementedError: for ``options``.

    >>> from mindspore.communication import create_group, get_process_group_ranks, init
    >>> init()
    >>> create_group("mine", [0])
    >>> get_process_group_ranks("mine")
    [0]
    """
    world.check_started()
    _group(group, "create_group")
    if group in world.groups and world.groups[group] != rank_ids:
        raise ValueError(
            f"The group {group} has been created with the rank_ids {world.groups[group]}, but got {rank_ids!r}."
        )
    check_type(rank_ids, list, "rank_ids", "create_group")
    if not rank_ids:
        raise ValueError("For 'create_group', the 'rank_ids' must name at least one rank, but got [].")
    for rank in rank_ids:
        check_type(rank, int, "rank_ids", "create_group")
        if rank < 0:
            raise ValueError(f"For 'create_group', the 'rank_ids' must be ints of 0 or more, but got {rank_ids}.")
    if len(set(rank_ids)) != len(rank_ids):
        raise ValueError(f"For 'create_group', the 'rank_ids' of the group {group} name a rank twice: {rank_ids}.")
    if options is not None:
        raise NotImplementedError("For 'create_group', the 'options' are of Ascend's library and not supported.")
    world.create(group, list(rank_ids))


def destroy_group(group: str) -> None:
    """Forgets a group.

    Raises:
        TypeError: if ``group`` is no str.
        ValueError: for the group of all processes.
        RuntimeError: before `init`, or if there is no such group.
    """
    world.check_started()
    if _group(group, "destroy_group") in WORLD_GROUPS:
        raise ValueError("For 'destroy_group', the group of all processes cannot be destroyed: call release().")
    world.members(group)
    del world.groups[group]


__getattr__ = missing_name_getattr(__name__)
