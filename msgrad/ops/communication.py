"""Exchanges that write into the caller's Tensors, as `mindspore.ops.communication` and `mindspore.mint.distributed`
have them.

>>> from mindspore.ops import communication as dist
>>> dist.init_process_group()
>>> x = Tensor([1.0, 2.0])
>>> dist.all_reduce(x)
>>> x.tolist(), dist.get_rank(), dist.get_world_size()
([1.0, 2.0], 0, 1)
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Any

from msgrad._checkparam import check_bool, check_type
from msgrad._names import missing_name_getattr
from msgrad.common.tensor import Tensor
from msgrad.common.world import GlobalComm, world
from msgrad.ops.communication_objects import (
    TCPStore,
    all_gather_object,
    broadcast_object_list,
    gather_object,
    recv_object_list,
    scatter_object_list,
    send_object_list,
)
from msgrad.ops.function.comm_func import (
    CommHandle,
    all_reduced,
    broadcasted,
    check_member,
    check_reduction,
    check_tensor,
    exchanged,
    gathered,
    members_of,
    refuse_peer,
    scattered,
)

__all__ = [
    "P2POp",
    "TCPStore",
    "all_gather",
    "all_gather_into_tensor",
    "all_gather_into_tensor_uneven",
    "all_gather_object",
    "all_reduce",
    "all_to_all",
    "all_to_all_single",
    "all_to_all_v_c",
    "barrier",
    "batch_isend_irecv",
    "broadcast",
    "broadcast_object_list",
    "destroy_process_group",
    "gather",
    "gather_into_tensor",
    "gather_object",
    "get_backend",
    "get_global_rank",
    "get_group_rank",
    "get_process_group_ranks",
    "get_rank",
    "get_world_size",
    "init_process_group",
    "irecv",
    "is_available",
    "is_initialized",
    "isend",
    "new_group",
    "recv",
    "recv_object_list",
    "reduce",
    "reduce_scatter",
    "reduce_scatter_tensor",
    "reduce_scatter_tensor_uneven",
    "scatter",
    "scatter_object_list",
    "scatter_tensor",
    "send",
    "send_object_list",
    "set_comm_ops_inplace",
]


# -- processes and groups --


def init_process_group(
    backend: str = "hccl", init_method: str | None = None, timeout: Any = None, world_size: int = -1, rank: int = -1,
    store: Any = None, group_name: str = "", pg_options: Any = None, device_id: int | None = None,
) -> None:  # fmt: skip
    """Joins the processes; of one, nothing is to be waited for. On a real CPU build MindSpore refuses this.

    Args:
        backend: "hccl", the only one that MindSpore has here, or "mccl".
        init_method: the address where processes find each other: not needed by one.
        timeout: how long to wait for the others.
        world_size: the number of processes, 1 or -1 for unknown.
        rank: the number of this one, 0 or -1 for unknown.
        store, group_name, pg_options, device_id: as their defaults.

    Raises:
        ValueError: for another backend.
        NotImplementedError: for more processes, or arguments that are of Ascend's library.
    """
    who = "init_process_group"
    if backend not in ("hccl", "mccl"):
        raise ValueError(f"For '{who}', the 'backend' must be 'hccl' or 'mccl', but got {backend!r}.")
    if check_type(world_size, int, "world_size", who) not in (-1, world.size) or rank not in (-1, world.rank):
        raise NotImplementedError(
            f"For '{who}', there is one process, so that 'world_size' must be 1 and 'rank' 0, but got {world_size} and "
            f"{rank}: leave them out."
        )
    for value, name in ((store, "store"), (pg_options, "pg_options"), (device_id, "device_id")):
        if value is not None:
            raise NotImplementedError(f"For '{who}', '{name}' is not supported with one process: leave it out.")
    if group_name:
        raise NotImplementedError(f"For '{who}', 'group_name' is not supported: leave it out.")
    if not world.initialized:
        world.start(backend)


def destroy_process_group(group: str | None = None) -> None:
    """Forgets a group, or all of them.

    Raises:
        TypeError: if ``group`` is no str.
        RuntimeError: before `init_process_group`, or if there is no such group.
    """
    world.check_started()
    if group is None or check_type(group, str, "group", "destroy_process_group") == GlobalComm.WORLD_COMM_GROUP:
        world.stop()
        return
    world.members(group)
    del world.groups[group]


def is_available() -> bool:
    """Whether processes can be joined: always."""
    return True


def is_initialized() -> bool:
    """Whether they were."""
    return world.initialized


def _name(group: Any, who: str) -> str:
    return GlobalComm.WORLD_COMM_GROUP if group is None else check_type(group, str, "group", who)


def get_rank(group: str | None = None) -> int:
    """The rank of this process in a group, -1 where it is none of its members; 0 before `init_process_group`."""
    group = _name(group, "get_rank")
    if not world.initialized:
        return 0
    try:
        return world.members(group).index(world.rank)
    except RuntimeError:
        return -1


def get_world_size(group: str | None = None) -> int:
    """The number of processes in a group, -1 where there is no such group; 1 before `init_process_group`."""
    group = _name(group, "get_world_size")
    if not world.initialized:
        return 1
    try:
        return len(world.members(group))
    except RuntimeError:
        return -1


def get_backend(group: str | None = None) -> str:
    """The name of the library that a group communicates by. TypeError unless ``group`` is a str."""
    _name(group, "get_backend")
    return GlobalComm.BACKEND


def get_process_group_ranks(group: str | None = None) -> list[int]:
    """The ranks in a group. RuntimeError before `init_process_group`, or if there is no such group."""
    return list(members_of(_name(group, "get_process_group_ranks"), "get_process_group_ranks"))


def get_global_rank(group: str | None, group_rank: int) -> int:
    """The rank among all processes of the one with a rank in a group. RuntimeError where there is none."""
    members = members_of(_name(group, "get_global_rank"), "get_global_rank")
    if check_type(group_rank, int, "group_rank", "get_global_rank") not in range(len(members)):
        raise RuntimeError(f"For 'get_global_rank', the group has {len(members)} ranks, but got {group_rank}.")
    return members[group_rank]


def get_group_rank(group: str | None, global_rank: int) -> int:
    """The rank in a group of the process with a rank among all. RuntimeError where it is none of its members."""
    group = _name(group, "get_group_rank")
    return members_of(group, "get_group_rank").index(check_member(global_rank, "global_rank", group, "get_group_rank"))


def new_group(
    ranks: list[int] | None = None, timeout: Any = None, backend: str | None = None, pg_options: Any = None,
    use_local_synchronization: bool = False, group_desc: str | None = None,
) -> str:  # fmt: skip
    """Makes a group of processes.

    Args:
        ranks: those of its members. Default: None, for the group of all.
        timeout, use_local_synchronization, group_desc: of no meaning to one process.
        backend: "hccl", "mccl" or None.
        pg_options: None.

    Returns:
        its name.

    Raises:
        TypeError: if ``ranks`` is no list.
        ValueError: if it is empty or names a rank twice.
        RuntimeError: before `init_process_group`, or for ranks that no process has.
        NotImplementedError: for ``pg_options``.
    """
    world.check_started()
    if pg_options is not None:
        raise NotImplementedError("For 'new_group', 'pg_options' is of Ascend's library and not supported.")
    if backend not in (None, "hccl", "mccl"):
        raise ValueError(f"For 'new_group', the 'backend' must be 'hccl', 'mccl' or None, but got {backend!r}.")
    if ranks is None:
        return GlobalComm.WORLD_COMM_GROUP
    check_type(ranks, list, "ranks", "new_group")
    if not ranks or len(set(ranks)) != len(ranks):
        raise ValueError(f"For 'new_group', the 'ranks' must name ranks, each of them once, but got {ranks}.")
    digest = hashlib.sha1("-".join(map(str, ranks)).encode()).hexdigest()
    name = f"{backend or 'hccl'}_{len(world.groups) + 1}_{digest}"
    world.create(name, list(ranks))
    return name


# -- what they have together --

# Those of MindSpore that can give their results instead of writing them, and those that were told to.
_EITHER = {"all_gather_into_tensor", "all_reduce", "all_to_all", "all_to_all_single", "irecv", "recv"}
_EITHER |= {"reduce_scatter_tensor"}
_giving: set[str] = set()


def set_comm_ops_inplace(is_enable: bool, func_list: list[str] | None = None) -> None:
    """Says whether functions of this module write their results into Tensors (as at first), or give them.

    Args:
        is_enable: True to write them. Those that give them return a pair of the result and the handle.
        func_list: names of functions. Default: None, for all.

    Raises:
        TypeError: if ``is_enable`` is no bool, or ``func_list`` no list or tuple.
        ValueError: for a name of no function.
    """
    check_bool(is_enable, "is_enable", "set_comm_ops_inplace")
    if func_list is None:
        func_list = sorted(_EXCHANGES)
    for name in check_type(func_list, (list, tuple), "func_list", "set_comm_ops_inplace"):
        if name not in _EXCHANGES:
            raise ValueError(f"For 'set_comm_ops_inplace', the 'func_list' must name functions, but got {name!r}.")
        (_giving.discard if is_enable else _giving.add)(name)


def _handle(async_op: Any, who: str) -> CommHandle | None:
    return CommHandle() if check_bool(async_op, "async_op", who) else None


def _write(target: Any, result: Tensor, who: str, argument: str, error: type[Exception] = ValueError) -> None:
    """Writes a result into a Tensor of the same shape and dtype."""
    check_tensor(target, who, argument)
    if target.shape != result.shape or target.dtype != result.dtype:
        raise error(
            f"For '{who}', the '{argument}' must be of shape {result.shape} and {result.dtype}, "
            f"but got {target.shape} and {target.dtype}."
        )
    target.assign_value(result)


def _finish(
    who: str, results: Tensor | list[Tensor], targets: Any, argument: str, async_op: Any,
    error: type[Exception] = ValueError,
) -> Any:  # fmt: skip
    """Writes the results into their Tensors and gives the handle, or both as a pair."""
    handle = _handle(async_op, who)
    if who in _giving:
        if who not in _EITHER:
            raise ValueError(f"For '{who}', results can only be written into Tensors: set_comm_ops_inplace(True).")
        return (tuple(results) if isinstance(results, list) else results), handle
    if isinstance(results, list):
        for target, result in zip(targets, results, strict=True):
            _write(target, result, who, argument, error)
    else:
        _write(targets, results, who, argument, error)
    return handle


def _tensors(value: Any, number: int, argument: str, who: str) -> Sequence[Tensor]:
    """TypeError unless it is a list of so many Tensors."""
    check_type(value, (list, tuple), argument, who)
    for item in value:
        check_tensor(item, who, argument)
    if len(value) != number:
        raise TypeError(
            f"For '{who}', the '{argument}' must have a Tensor for each of {number} ranks, not {len(value)}."
        )
    return value


def all_reduce(tensor: Tensor, op: str = "sum", group: str | None = None, async_op: bool = False) -> Any:
    """Combines the elements of all members' Tensors, in place.

    Args:
        tensor: what is combined, and then holds the result.
        op: "sum", "prod", "max", "min" or "avg".
        group: the group; all processes by default.
        async_op: whether to give a handle with ``wait()``.

    Raises:
        TypeError: for arguments of other types, and other words for ``op``.
        RuntimeError: before `init_process_group`, or if there is no such group.
    """
    result = all_reduced(tensor, op, _name(group, "all_reduce"), "all_reduce")
    return _finish("all_reduce", result, tensor, "tensor", async_op)


def reduce(tensor: Tensor, dst: int, op: str = "sum", group: str | None = None, async_op: bool = False) -> Any:
    """As `all_reduce`, but only the process of rank ``dst`` gets the result."""
    group = _name(group, "reduce")
    check_member(dst, "dst", group, "reduce")
    return _finish("reduce", all_reduced(tensor, op, group, "reduce"), tensor, "tensor", async_op)


def broadcast(tensor: Tensor, src: int, group: str | None = None, async_op: bool = False) -> Any:
    """Writes the Tensor of the process of rank ``src`` into those of the others."""
    result = broadcasted(tensor, src, _name(group, "broadcast"), "broadcast")
    return _finish("broadcast", result, tensor, "tensor", async_op)


def all_gather_into_tensor(
    output_tensor: Tensor, input_tensor: Tensor, group: str | None = None, async_op: bool = False
) -> Any:
    """Joins all members' Tensors along the first axis. ValueError where the output has not that shape."""
    who = "all_gather_into_tensor"
    return _finish(who, gathered(input_tensor, _name(group, who), who), output_tensor, "output_tensor", async_op)


def gather_into_tensor(
    output_tensor: Tensor, input_tensor: Tensor, dst: int = 0, group: str | None = None, async_op: bool = False
) -> Any:
    """As `all_gather_into_tensor`, but only the process of rank ``dst`` gets the result."""
    who = "gather_into_tensor"
    group = _name(group, who)
    check_member(dst, "dst", group, who)
    return _finish(who, gathered(input_tensor, group, who), output_tensor, "output_tensor", async_op)


def _lengths(sizes: Any, x: Any, argument: str, group: str, who: str) -> None:
    """ValueError unless there is a length for each rank, which sum up to that of the first axis."""
    number = len(members_of(group, who))
    check_tensor(x, who)
    if sizes is None:
        return
    check_type(sizes, (list, tuple), argument, who)
    rows = x.shape[0] if x.ndim else 0
    if len(sizes) != number or sum(sizes) != rows:
        raise ValueError(
            f"For '{who}', the '{argument}' must have {number} numbers, one for each rank, that sum up to {rows}, the "
            f"length of the first axis, but got {list(sizes)}."
        )


def all_gather_into_tensor_uneven(
    output: Tensor, input: Tensor, output_split_sizes: list[int] | None = None, group: str | None = None,
    async_op: bool = False,
) -> Any:  # fmt: skip
    """As `all_gather_into_tensor`, of Tensors that may have first axes of other lengths, given for each rank."""
    who = "all_gather_into_tensor_uneven"
    group = _name(group, who)
    _lengths(output_split_sizes, input, "output_split_sizes", group, who)
    return _finish(who, gathered(input, group, who), output, "output", async_op)


def reduce_scatter_tensor(
    output: Tensor, input: Tensor, op: str = "sum", group: str | None = None, async_op: bool = False
) -> Any:
    """Combines all members' Tensors, of which each gets its part along the first axis.

    Raises ValueError where the axis cannot be cut, or the output has not the shape of a part.
    """
    who = "reduce_scatter_tensor"
    check_reduction(op, who)
    return _finish(who, scattered(input, _name(group, who), who), output, "output", async_op)


def reduce_scatter_tensor_uneven(
    output: Tensor, input: Tensor, input_split_sizes: list[int] | None = None, op: str = "sum",
    group: str | None = None, async_op: bool = False,
) -> Any:  # fmt: skip
    """As `reduce_scatter_tensor`, with parts of other lengths, given for each rank."""
    who = "reduce_scatter_tensor_uneven"
    group = _name(group, who)
    check_reduction(op, who)
    _lengths(input_split_sizes, input, "input_split_sizes", group, who)
    return _finish(who, scattered(input, group, who), output, "output", async_op)


def scatter_tensor(
    output_tensor: Tensor, input_tensor: Tensor, src: int = 0, group: str | None = None, async_op: bool = False
) -> Any:
    """Cuts the Tensor of the process of rank ``src`` along the first axis; each gets its part."""
    who = "scatter_tensor"
    group = _name(group, who)
    check_member(src, "src", group, who)
    return _finish(who, scattered(input_tensor, group, who), output_tensor, "output_tensor", async_op)


def all_gather(tensor_list: list[Tensor], tensor: Tensor, group: str | None = None, async_op: bool = False) -> Any:
    """Writes the Tensor of each member into one of a list. TypeError where the list is shorter or longer, or its
    Tensors are of other shapes or dtypes."""
    group = _name(group, "all_gather")
    _tensors(tensor_list, len(members_of(group, "all_gather")), "tensor_list", "all_gather")
    results = [gathered(tensor, group, "all_gather")]
    return _finish("all_gather", results, tensor_list, "tensor_list", async_op, TypeError)


def gather(
    tensor: Tensor, gather_list: list[Tensor], dst: int = 0, group: str | None = None, async_op: bool = False
) -> Any:
    """As `all_gather`, but only the process of rank ``dst`` gets the result."""
    group = _name(group, "gather")
    check_member(dst, "dst", group, "gather")
    _tensors(gather_list, len(members_of(group, "gather")), "gather_list", "gather")
    return _finish("gather", [gathered(tensor, group, "gather")], gather_list, "gather_list", async_op, TypeError)


def scatter(
    tensor: Tensor, scatter_list: list[Tensor], src: int = 0, group: str | None = None, async_op: bool = False
) -> Any:
    """Writes each Tensor in the list of the process of rank ``src`` into the Tensor of one member."""
    group = _name(group, "scatter")
    check_member(src, "src", group, "scatter")
    _tensors(scatter_list, len(members_of(group, "scatter")), "scatter_list", "scatter")
    return _finish("scatter", exchanged(scatter_list, group, "scatter")[0], tensor, "tensor", async_op, TypeError)


def reduce_scatter(
    output: Tensor, input_list: list[Tensor], op: str = "sum", group: str | None = None, async_op: bool = False
) -> Any:
    """Combines the Tensors that all members have for one of them, and writes it there."""
    who = "reduce_scatter"
    group = _name(group, who)
    check_reduction(op, who)
    _tensors(input_list, len(members_of(group, who)), "input_list", who)
    return _finish(who, exchanged(input_list, group, who)[0], output, "output", async_op, TypeError)


def all_to_all(
    output_tensor_list: list, input_tensor_list: list[Tensor], group: str | None = None, async_op: bool = False
) -> Any:
    """Sends one Tensor to each member and writes what comes from each into a list of others."""
    group = _name(group, "all_to_all")
    number = len(members_of(group, "all_to_all"))
    results = exchanged(_tensors(input_tensor_list, number, "input_tensor_list", "all_to_all"), group, "all_to_all")
    if "all_to_all" not in _giving:
        _tensors(output_tensor_list, number, "output_tensor_list", "all_to_all")
    return _finish("all_to_all", results, output_tensor_list, "output_tensor_list", async_op)


def all_to_all_single(
    output: Tensor, input: Tensor, output_split_sizes: Any = None, input_split_sizes: Any = None,
    group: str | None = None, async_op: bool = False,
) -> Any:  # fmt: skip
    """As `all_to_all`, with the Tensors as parts of one along the first axis, equal ones unless lengths are given."""
    who = "all_to_all_single"
    group = _name(group, who)
    _lengths(input_split_sizes, input, "input_split_sizes", group, who)
    _lengths(output_split_sizes, input, "output_split_sizes", group, who)
    return _finish(who, exchanged([input], group, who)[0], output, "output", async_op)


def all_to_all_v_c(
    output: Tensor, input: Tensor, send_count_matrix: list[int], group: str | None = None, async_op: bool = False
) -> Any:
    """As `all_to_all_single`, with the lengths of all parts of all ranks in one list."""
    group = _name(group, "all_to_all_v_c")
    _lengths(send_count_matrix, input, "send_count_matrix", group, "all_to_all_v_c")
    return _finish("all_to_all_v_c", exchanged([input], group, "all_to_all_v_c")[0], output, "output", async_op)


def barrier(group: str | None = None, async_op: bool = False, device_ids: Any = None) -> Any:
    """Waits until all members are here."""
    members_of(_name(group, "barrier"), "barrier")
    return _handle(async_op, "barrier")


# -- from one to another --


def isend(tensor: Tensor, dst: int = 0, group: str | None = None, tag: int = 0) -> Any:
    """Sends a Tensor to another process, of which there is none.

    Raises:
        TypeError: for arguments of other types.
        ValueError: where ``dst`` is this process.
        RuntimeError: where it is a rank that no process has.
    """
    check_tensor(tensor, "isend")
    refuse_peer(dst, "dst", _name(group, "isend"), "isend")


def send(tensor: Tensor, dst: int = 0, group: str | None = None, tag: int = 0) -> Any:
    """As `isend`, which does not wait."""
    check_tensor(tensor, "send")
    refuse_peer(dst, "dst", _name(group, "send"), "send")


def irecv(tensor: Tensor, src: int = 0, group: str | None = None, tag: int = 0) -> Any:
    """Receives a Tensor from another process, of which there is none. Raises as `isend`."""
    check_tensor(tensor, "irecv")
    refuse_peer(src, "src", _name(group, "irecv"), "irecv")


def recv(tensor: Tensor, src: int = 0, group: str | None = None, tag: int = 0) -> Any:
    """As `irecv`, which does not wait."""
    check_tensor(tensor, "recv")
    refuse_peer(src, "src", _name(group, "recv"), "recv")


class P2POp:
    """One exchange of `batch_isend_irecv`.

    Args:
        op: "isend", "irecv", or the function.
        tensor: what is sent, or what is written into.
        peer: the rank of the other process.
        group: the group; all processes by default.
        tag: 0.

    Raises:
        TypeError: for arguments of other types, and another ``op``.
        NotImplementedError: for another ``tag``.
    """

    def __init__(self, op: str | Callable, tensor: Tensor, peer: int, group: str | None = None, tag: int = 0) -> None:
        name = getattr(op, "__name__", op)
        if name not in ("isend", "irecv"):
            raise TypeError(f"For 'P2POp', the 'op' must be isend or irecv, but got {op!r}.")
        if tag != 0:
            raise NotImplementedError(f"For 'P2POp', the 'tag' must be 0, but got {tag!r}.")
        self.op, self.tensor = name, check_tensor(tensor, "P2POp")
        self.peer, self.group, self.tag = check_type(peer, int, "peer", "P2POp"), group, tag


def batch_isend_irecv(p2p_op_list: list[P2POp]) -> list[CommHandle]:
    """Sends and receives several Tensors, each as `isend` or `irecv`. TypeError unless it is a list of `P2POp`."""
    check_type(p2p_op_list, list, "p2p_op_list", "batch_isend_irecv")
    if not p2p_op_list:
        raise TypeError("For 'batch_isend_irecv', the 'p2p_op_list' must not be empty.")
    for item in p2p_op_list:
        check_type(item, P2POp, "p2p_op_list", "batch_isend_irecv")
    return [(isend if item.op == "isend" else irecv)(item.tensor, item.peer, item.group) for item in p2p_op_list]


_EXCHANGES = {name for name in __all__ if name[:3] in ("all", "red", "gat", "sca") and not name.endswith("object")}
_EXCHANGES |= {"barrier", "batch_isend_irecv", "broadcast", "irecv", "isend", "recv", "send"}
_EXCHANGES -= {"scatter_object_list"}

__getattr__ = missing_name_getattr(__name__)
