"""The processes that compute together: their number, which one this is, and the groups that they form.

One process is all there is, so the world has the size 1 and this process the rank 0. Everything that asks for ranks
or sizes asks here: more processes would be told of by this module, and their exchange by `ops.function.comm_func`.
"""

from __future__ import annotations

import os

HCCL_WORLD_COMM_GROUP = "hccl_world_group"
NCCL_WORLD_COMM_GROUP = "nccl_world_group"
MCCL_WORLD_COMM_GROUP = "mccl_world_group"
WORLD_GROUPS = (HCCL_WORLD_COMM_GROUP, NCCL_WORLD_COMM_GROUP, MCCL_WORLD_COMM_GROUP)

# What launchers (msrun, mpirun and rank tables) tell their processes about the number of processes.
_LAUNCHERS = ("MS_WORKER_NUM", "OMPI_COMM_WORLD_SIZE", "RANK_SIZE")


class GlobalComm:
    """Which library communicates, the group of all processes, and whether `init` was called.

    >>> GlobalComm.WORLD_COMM_GROUP in WORLD_GROUPS
    True
    """

    BACKEND = "hccl"
    WORLD_COMM_GROUP = HCCL_WORLD_COMM_GROUP
    INITED = False
    CHECK_ENVS = True


class World:
    """The group of all processes and the groups that were made of them, by name."""

    def __init__(self) -> None:
        self.groups: dict[str, list[int]] = {}

    @property
    def initialized(self) -> bool:
        """Whether the processes were joined."""
        return GlobalComm.INITED

    @property
    def rank(self) -> int:
        """The number of this process."""
        return 0

    @property
    def size(self) -> int:
        """How many processes there are."""
        return 1

    def start(self, backend: str) -> None:
        """Joins the processes, by a library. NotImplementedError where a launcher has started several."""
        for name in _LAUNCHERS:
            number = os.environ.get(name, "1")
            if number.isdigit() and int(number) > self.size:
                raise NotImplementedError(
                    f"For 'init', a launcher has started {number} processes ({name}={number}), but msgrad computes in "
                    "one process, and exchanges nothing between several: start one process, without a launcher."
                )
        GlobalComm.BACKEND = backend
        GlobalComm.WORLD_COMM_GROUP = f"{backend}_world_group"
        GlobalComm.INITED = True

    def stop(self) -> None:
        """Leaves the processes and forgets the groups. RuntimeError where `start` was not called."""
        self.check_started()
        GlobalComm.INITED = False
        self.groups.clear()

    def check_started(self) -> None:
        """RuntimeError unless the processes were joined."""
        if not self.initialized:
            raise RuntimeError(
                "Distributed Communication has not been inited: call mindspore.communication.init() first."
            )

    def create(self, group: str, ranks: list[int]) -> None:
        """Makes a group. RuntimeError for ranks that no process has."""
        absent = [rank for rank in ranks if rank >= self.size]
        if absent:
            raise RuntimeError(
                f"Failed to create communication group for {group} with rank ids {ranks}: there is one process, of "
                f"rank 0, and no rank {absent[0]}. Give rank_ids=[0]."
            )
        self.groups[group] = ranks

    def members(self, group: str) -> list[int]:
        """The ranks in a group, in their order. RuntimeError for a group that does not exist."""
        if group in WORLD_GROUPS:
            return list(range(self.size))
        if group not in self.groups:
            raise RuntimeError(f"The group {group} does not exist: create it by mindspore.communication.create_group.")
        return self.groups[group]


world = World()
