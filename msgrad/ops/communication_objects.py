"""Exchanges of Python objects between processes, and the store where processes find each other.

MindSpore pickles what it sends, so that the receiver has an object of its own; the same is done here, for a process
alone, lest it share what it would not share with others.
"""

from __future__ import annotations

import pickle
from datetime import timedelta
from typing import Any, NoReturn

from msgrad._checkparam import check_type
from msgrad.common.world import GlobalComm
from msgrad.ops.function.comm_func import check_member, members_of, refuse_peer

__all__ = [
    "TCPStore",
    "all_gather_object",
    "broadcast_object_list",
    "gather_object",
    "recv_object_list",
    "scatter_object_list",
    "send_object_list",
]


def _name(group: str | None, who: str) -> str:
    return GlobalComm.WORLD_COMM_GROUP if group is None else check_type(group, str, "group", who)


def _sent(obj: Any) -> Any:
    return pickle.loads(pickle.dumps(obj))


def _check_list(objects: Any, number: int, argument: str, who: str) -> None:
    check_type(objects, list, argument, who)
    if len(objects) != number:
        raise TypeError(
            f"For '{who}', the '{argument}' must have an item for each of {number} ranks, not {len(objects)}."
        )


def all_gather_object(object_list: list, obj: Any, group: str | None = None) -> None:
    """Writes the object of each member into a list. TypeError where the list is shorter or longer.

    >>> from mindspore.ops import communication as dist
    >>> dist.init_process_group()
    >>> objects = [None]
    >>> dist.all_gather_object(objects, {"rank": 0})
    >>> objects
    [{'rank': 0}]
    """
    members = members_of(_name(group, "all_gather_object"), "all_gather_object")
    _check_list(object_list, len(members), "object_list", "all_gather_object")
    object_list[0] = _sent(obj)


def gather_object(obj: Any, object_gather_list: list | None = None, dst: int = 0, group: str | None = None) -> None:
    """As `all_gather_object`, but only the process of rank ``dst`` gets them."""
    group = _name(group, "gather_object")
    check_member(dst, "dst", group, "gather_object")
    _check_list(object_gather_list, len(members_of(group, "gather_object")), "object_gather_list", "gather_object")
    object_gather_list[0] = _sent(obj)  # type: ignore[index]


def broadcast_object_list(object_list: list, src: int = 0, group: str | None = None, device: str | None = None) -> None:
    """Writes the objects in the list of the process of rank ``src`` into those of the others."""
    check_type(object_list, list, "object_list", "broadcast_object_list")
    check_member(src, "src", _name(group, "broadcast_object_list"), "broadcast_object_list")


def scatter_object_list(
    scatter_object_output_list: list, scatter_object_input_list: list, src: int = 0, group: str | None = None
) -> None:
    """Writes each object in the list of the process of rank ``src`` into the first place of one member's list."""
    who = "scatter_object_list"
    group = _name(group, who)
    check_member(src, "src", group, who)
    _check_list(scatter_object_input_list, len(members_of(group, who)), "scatter_object_input_list", who)
    if not check_type(scatter_object_output_list, list, "scatter_object_output_list", who):
        raise TypeError(f"For '{who}', the 'scatter_object_output_list' must not be empty.")
    scatter_object_output_list[0] = _sent(scatter_object_input_list[0])


def send_object_list(object_list: list, dst: int, group: str | None = None, device: str | None = None) -> NoReturn:
    """Sends objects to another process, of which there is none. Raises as `isend`."""
    check_type(object_list, list, "object_list", "send_object_list")
    refuse_peer(dst, "dst", _name(group, "send_object_list"), "send_object_list")


def recv_object_list(object_list: list, src: int = 0, group: str | None = None, device: str | None = None) -> NoReturn:
    """Receives objects from another process, of which there is none. Raises as `isend`."""
    check_type(object_list, list, "object_list", "recv_object_list")
    refuse_peer(src, "src", _name(group, "recv_object_list"), "recv_object_list")


class TCPStore:
    """Keys and values that the processes of a job share, of a job of one process: nothing listens at the port.

    Args:
        host_name, port: where the process with ``is_master=True`` would listen.
        world_size: the number of processes, 1 or None.
        is_master: whether this process holds the values.
        timeout, wait_for_workers, multi_tenant, master_listen_fd, use_libuv: of no meaning to one process.

    Raises:
        TypeError: for arguments of other types.
        NotImplementedError: for more processes, and where another one would hold the values.

    >>> from mindspore.ops.communication import TCPStore
    >>> store = TCPStore("127.0.0.1", 1234, 1, is_master=True)
    >>> store.set("key", "value"), store.get("key"), store.add("steps", 2), store.delete_key("key")
    (None, b'value', 2, True)
    """

    def __init__(
        self, host_name: str, port: int, world_size: int | None = None, is_master: bool = False,
        timeout: timedelta = timedelta(seconds=300), wait_for_workers: bool = True, multi_tenant: bool = False,
        master_listen_fd: int | None = None, use_libuv: bool = True,
    ) -> None:  # fmt: skip
        check_type(host_name, str, "host_name", "TCPStore")
        check_type(port, int, "port", "TCPStore")
        if world_size not in (None, 1) or not check_type(is_master, bool, "is_master", "TCPStore"):
            raise NotImplementedError(
                "For 'TCPStore', there is one process, which holds the values itself: give world_size=1 and "
                f"is_master=True, but got {world_size!r} and {is_master!r}."
            )
        self._values: dict[str, bytes] = {}

    def set(self, key: str, value: str | bytes) -> None:
        """Keeps a value under a key."""
        check_type(key, str, "key", "TCPStore.set")
        check_type(value, (str, bytes), "value", "TCPStore.set")
        self._values[key] = value.encode() if isinstance(value, str) else value

    def get(self, key: str) -> bytes:
        """The value under a key, empty bytes where there is none."""
        return self._values.get(check_type(key, str, "key", "TCPStore.get"), b"")

    def add(self, key: str, amount: int) -> int:
        """Adds to the number under a key, 0 at first, and gives the sum."""
        check_type(amount, int, "amount", "TCPStore.add")
        number = int(self.get(key) or b"0") + amount
        self._values[key] = str(number).encode()
        return number

    def delete_key(self, key: str) -> bool:
        """Forgets a key, and says whether there was one."""
        return self._values.pop(check_type(key, str, "key", "TCPStore.delete_key"), None) is not None
