"""What processes exchange, as primitives."""

from __future__ import annotations

from typing import Any

from msgrad._checkparam import check_type
from msgrad.common.tensor import Tensor
from msgrad.common.world import HCCL_WORLD_COMM_GROUP, WORLD_GROUPS, GlobalComm, world
from msgrad.ops.function import comm_func as C
from msgrad.ops.primitive import REQUIRED, Primitive, define, is_bool, is_int, is_str


class ReduceOp:
    """How a collective combines what the processes have.

    >>> ops.ReduceOp.SUM
    'sum'
    """

    SUM = "sum"
    MAX = "max"
    MIN = "min"
    PROD = "prod"
    AVG = "avg"


_GROUP = HCCL_WORLD_COMM_GROUP


def _group(value: Any, argument: str, who: str) -> str:
    """The name of a group; that of all processes as the communication calls it once it was joined."""
    check_type(value, str, argument, who)
    return GlobalComm.WORLD_COMM_GROUP if value in WORLD_GROUPS and world.initialized else value


def _ints(value: Any, argument: str, who: str) -> Any:
    for item in check_type(value, (list, tuple), argument, who):
        check_type(item, int, argument, who)
    return value


def _all_reduce(self: Any, input_x: Any) -> Any:
    C.check_reduction(self.op, self.name, ValueError)
    return C.all_reduced(input_x, self.op, self.group, self.name)


def _all_gather(self: Any, input_x: Any) -> Any:
    return C.gathered(input_x, self.group, self.name)


def _reduce_scatter(self: Any, input_x: Any) -> Any:
    C.check_reduction(self.op, self.name, ValueError)
    return C.scattered(input_x, self.group, self.name)


def _broadcast(self: Any, input_x: Any) -> Any:
    if not isinstance(input_x, tuple | list):
        raise TypeError(
            f"For 'Broadcast', the 'input_x' must be a tuple of Tensors, but got {type(input_x).__name__}: "
            "call it with (input_x,)."
        )
    return tuple([C.broadcasted(x, self.root_rank, self.group, self.name, "root_rank") for x in input_x])


def _reduce(self: Any, input_x: Any) -> Any:
    C.check_member(self.dest_rank, "dest_rank", self.group, self.name)
    return _all_reduce(self, input_x)


def _collective_gather(self: Any, input_x: Any) -> Any:
    C.check_member(self.dest_rank, "dest_rank", self.group, self.name)
    return C.gathered(input_x, self.group, self.name)


def _collective_scatter(self: Any, input_x: Any) -> Any:
    C.check_member(self.src_rank, "src_rank", self.group, self.name)
    return C.scattered(input_x, self.group, self.name)


def _all_to_all(self: Any, input_x: Any) -> Any:
    number = len(C.members_of(self.group, self.name))
    if self.split_count != number:
        raise ValueError(
            f"For 'AlltoAll', the 'split_count' must be {number}, the size of the group, but got {self.split_count}."
        )
    for axis in (self.split_dim, self.concat_dim):
        if not 0 <= axis < C.check_tensor(input_x, self.name, "input_x").ndim:
            raise IndexError(
                f"For 'AlltoAll', 'split_dim' and 'concat_dim' must be axes of the Tensor, which has {input_x.ndim}, "
                f"but got {axis}."
            )
    return C.exchanged([input_x], self.group, self.name)[0]


def _barrier(self: Any) -> None:
    C.members_of(self.group, self.name)


def _send(self: Any, input_data: Any) -> Any:
    C.check_tensor(input_data, self.name, "input_data")
    C.refuse_peer(self.dest_rank, "dest_rank", self.group, self.name)


def _receive(self: Any, x: Any = None) -> Any:
    C.refuse_peer(self.src_rank, "src_rank", self.group, self.name)


_REDUCE = {"op": is_str, "group": _group}
_ALONE = {"rank_size": 1, "rank_id": 0}
_TO_PEER = {"sr_tag": is_int, "group": is_str, "group_back": is_str}

AllReduce = define(
    "AllReduce", _all_reduce, _REDUCE, {"fusion": 0, "index": 0, "no_eliminate": True}, op=ReduceOp.SUM, group=_GROUP
)
AllGather = define(
    "AllGather", _all_gather, {"group": _group},
    {"rank_size": 1, "fusion": 0, "mean_flag": False, "no_eliminate": True}, group=_GROUP,
)  # fmt: skip
ReduceScatter = define(
    "ReduceScatter", _reduce_scatter, _REDUCE, {"rank_size": 1, "fusion": 0, "no_eliminate": True}, op=ReduceOp.SUM,
    group=_GROUP,
)  # fmt: skip
Broadcast = define(
    "Broadcast", _broadcast, {"root_rank": is_int, "group": _group}, {"no_eliminate": True}, root_rank=REQUIRED,
    group=_GROUP,
)  # fmt: skip
Reduce = define("Reduce", _reduce, {"dest_rank": is_int, **_REDUCE}, dest_rank=REQUIRED, op=ReduceOp.SUM, group=_GROUP)
CollectiveGather = define(
    "CollectiveGather", _collective_gather, {"dest_rank": is_int, "group": _group}, _ALONE, dest_rank=REQUIRED,
    group=_GROUP,
)  # fmt: skip
CollectiveScatter = define(
    "CollectiveScatter", _collective_scatter, {"src_rank": is_int, "group": _group}, {"rank_id": 0, "rank_size": 1},
    src_rank=0, group=_GROUP,
)  # fmt: skip
AlltoAll = define(
    "AlltoAll", _all_to_all, {"split_count": is_int, "split_dim": is_int, "concat_dim": is_int, "group": _group},
    {"no_eliminate": True, "rank_size": 1}, split_count=REQUIRED, split_dim=REQUIRED, concat_dim=REQUIRED, group=_GROUP,
)  # fmt: skip
Barrier = define("Barrier", _barrier, {"group": is_str}, {"side_effect_mem": True}, group=_GROUP)
Send = define(
    "Send", _send, {"dest_rank": is_int, **_TO_PEER}, {"no_eliminate": True}, sr_tag=REQUIRED, dest_rank=REQUIRED,
    group=_GROUP, group_back=_GROUP,
)  # fmt: skip
Receive = define(
    "Receive", _receive, {"src_rank": is_int, **_TO_PEER}, {"no_eliminate": True}, sr_tag=REQUIRED, src_rank=REQUIRED,
    shape=REQUIRED, dtype=REQUIRED, group=_GROUP, group_back=_GROUP,
)  # fmt: skip


# -- parts of other lengths: flat Tensors, and how many elements go where --


def _lengths(value: Any, argument: str, who: str) -> tuple[int, ...]:
    """Numbers of elements, given as a list, a tuple or a Tensor."""
    if isinstance(value, Tensor):
        value = value.asnumpy().ravel().tolist()
    return tuple(_ints(value, argument, who))


def _whole(self: Any, x: Any, lengths: Any, argument: str) -> Tensor:
    """The flat Tensor, if the lengths of one rank's part say that it is all of it."""
    number = len(C.members_of(self.group, self.name))
    C.check_tensor(x, self.name, "input_x")
    lengths = _lengths(lengths, argument, self.name)
    if len(lengths) != number or sum(lengths) != x.size:
        raise ValueError(
            f"For '{self.name}', the '{argument}' must have {number} numbers, one for each rank, that sum up to "
            f"{x.size}, the size of the Tensor, but got {list(lengths)}."
        )
    return x.reshape(-1)


def _all_gather_v(self: Any, input_x: Any, output_split_sizes: Any) -> Any:
    return C.gathered(_whole(self, input_x, output_split_sizes, "output_split_sizes"), self.group, self.name)


def _reduce_scatter_v(self: Any, input_x: Any, input_split_sizes: Any) -> Any:
    C.check_reduction(self.op, self.name, ValueError)
    return C.scattered(_whole(self, input_x, input_split_sizes, "input_split_sizes"), self.group, self.name)


def _blocks(self: Any, lengths: Any, argument: str) -> tuple[int, ...]:
    return tuple([length * self.block_size for length in _lengths(lengths, argument, self.name)])


def _all_to_all_v(self: Any, input_x: Any, send_numel_list: Any, recv_numel_list: Any) -> Any:
    _whole(self, input_x, _blocks(self, recv_numel_list, "recv_numel_list"), "recv_numel_list")
    flat = _whole(self, input_x, _blocks(self, send_numel_list, "send_numel_list"), "send_numel_list")
    return C.exchanged([flat], self.group, self.name)[0]


def _all_to_all_vc(self: Any, input_x: Any, send_count_matrix: Any) -> Any:
    flat = _whole(self, input_x, _blocks(self, send_count_matrix, "send_count_matrix"), "send_count_matrix")
    return C.exchanged([flat], self.group, self.name)[0]


_BLOCKS = {"group": _group, "block_size": is_int}

AllGatherV = define(
    "AllGatherV", _all_gather_v, {"group": _group}, {"rank_size": 1, "mean_flag": False, "rank_id": 0}, group=_GROUP
)
ReduceScatterV = define("ReduceScatterV", _reduce_scatter_v, _REDUCE, _ALONE, op=ReduceOp.SUM, group=_GROUP)
AlltoAllV = define("AlltoAllV", _all_to_all_v, _BLOCKS, group=_GROUP, block_size=1)
AlltoAllVC = define(
    "AlltoAllVC", _all_to_all_vc, {**_BLOCKS, "transpose": is_bool}, _ALONE, group=_GROUP, block_size=1, transpose=False
)


# -- exchange with neighbours --


def _neighbours(self: Any, tensor: Any) -> Any:
    """Sends a Tensor to each of some ranks and receives one of each of others: to and from itself, the same ones."""
    for ranks, argument in ((self.send_rank_ids, "send_rank_ids"), (self.recv_rank_ids, "recv_rank_ids")):
        for rank in ranks:
            C.check_member(rank, argument, self.group, self.name)
    return tuple(C.exchanged(check_type(tensor, (tuple, list), "tensor", self.name), self.group, self.name))


def _edges(self: Any, tensor: Any) -> Any:
    """Exchanges the edges of images with neighbours; without any (ranks of -1) the images stay as they are."""
    C.members_of(self.group, self.name)
    if any(rank != -1 for rank in (*self.send_rank_ids, *self.recv_rank_ids)):
        raise RuntimeError(
            f"For 'NeighborExchangeV2', a process alone has no neighbours: give -1 for each of the ranks, but got "
            f"send_rank_ids {list(self.send_rank_ids)} and recv_rank_ids {list(self.recv_rank_ids)}."
        )
    return C.gathered(tensor, self.group, self.name)


def _batch(self: Any, *tensors: Any) -> Any:
    for op, rank in zip(self.op_types, self.remote_ranks, strict=True):
        if op not in ("isend", "irecv"):
            raise ValueError(f"For 'BatchISendIRecv', the 'op_types' must be 'isend' or 'irecv', but got {op!r}.")
        C.refuse_peer(rank, "remote_ranks", self.group, self.name)


_EXCHANGED = {"send_rank_ids": _ints, "recv_rank_ids": _ints, "group": _group}

NeighborExchange = define(
    "NeighborExchange", _neighbours, _EXCHANGED, {"no_eliminate": True}, send_rank_ids=REQUIRED, recv_rank_ids=REQUIRED,
    recv_shapes=REQUIRED, send_shapes=REQUIRED, recv_type=REQUIRED, group=_GROUP,
)  # fmt: skip
NeighborExchangeV2 = define(
    "NeighborExchangeV2", _edges, {**_EXCHANGED, "send_lens": _ints, "recv_lens": _ints}, {"no_eliminate": True},
    send_rank_ids=REQUIRED, send_lens=REQUIRED, recv_rank_ids=REQUIRED, recv_lens=REQUIRED, data_format=REQUIRED,
    group=_GROUP,
)  # fmt: skip
BatchISendIRecv = define(
    "BatchISendIRecv", _batch, {"remote_ranks": _ints, "group": is_str}, {"no_eliminate": True}, op_types=REQUIRED,
    remote_ranks=REQUIRED, receive_shapes=None, receive_dtypes=None, group=_GROUP,
)  # fmt: skip

__all__ = [n for n, c in globals().items() if isinstance(c, type) and issubclass(c, Primitive) and c is not Primitive]
__all__ += ["ReduceOp"]
