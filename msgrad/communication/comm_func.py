"""Exchanges that give new Tensors, as `mindspore.communication.comm_func` has them (deprecated there).

>>> from mindspore.communication import comm_func, init
>>> init()
>>> total, handle = comm_func.all_reduce(Tensor([1.0, 2.0]))
>>> total.tolist(), handle
([1.0, 2.0], None)
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from msgrad._checkparam import check_bool, check_type
from msgrad._names import missing_name_getattr
from msgrad.common.tensor import Tensor
from msgrad.common.world import HCCL_WORLD_COMM_GROUP, GlobalComm
from msgrad.ops import communication
from msgrad.ops.communication import all_to_all_v_c
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
    scattered,
)

__all__ = [
    "all_reduce",
    "all_gather_into_tensor",
    "all_to_all_with_output_shape",
    "all_to_all_single_with_output_shape",
    "barrier",
    "broadcast",
    "gather_into_tensor",
    "isend",
    "irecv",
    "reduce_scatter_tensor",
    "reduce",
    "scatter_tensor",
    "send",
    "recv",
    "P2POp",
    "batch_isend_irecv",
    "all_to_all_v_c",
]

_WORLD = HCCL_WORLD_COMM_GROUP
_Pair = tuple[Any, CommHandle | None]


def _pair(result: Any, async_op: Any, who: str) -> _Pair:
    return result, CommHandle() if check_bool(async_op, "async_op", who) else None


def all_reduce(tensor: Tensor, op: str = "sum", group: str = _WORLD, async_op: bool = False) -> _Pair:
    """The elements of all members' Tensors, combined.

    Args:
        tensor: this process's Tensor.
        op: "sum", "prod", "max", "min" or "avg".
        group: the group; all processes by default.
        async_op: whether to give a handle with ``wait()`` as well, else None.

    Raises:
        TypeError: for arguments of other types, and other words for ``op``.
        RuntimeError: before `init`, or if there is no such group.
    """
    return _pair(all_reduced(tensor, op, group, "all_reduce"), async_op, "all_reduce")


def all_gather_into_tensor(tensor: Tensor, group: str = _WORLD, async_op: bool = False) -> _Pair:
    """All members' Tensors, joined along the first axis."""
    return _pair(gathered(tensor, group, "all_gather_into_tensor"), async_op, "all_gather_into_tensor")


def reduce_scatter_tensor(tensor: Tensor, op: str = "sum", group: str = _WORLD, async_op: bool = False) -> _Pair:
    """This member's part, along the first axis, of the combination of all members' Tensors."""
    check_reduction(op, "reduce_scatter_tensor")
    return _pair(scattered(tensor, group, "reduce_scatter_tensor"), async_op, "reduce_scatter_tensor")


def _shape(value: Any, who: str) -> tuple[int, ...]:
    if isinstance(value, Tensor):
        return value.shape
    if not isinstance(value, tuple):
        raise TypeError(f"For '{who}', a shape must be a Tensor or a tuple, but got {type(value).__name__}.")
    return value


def _of_shape(result: Tensor, shape: Any, who: str) -> Tensor:
    shape = _shape(shape, who)
    if math.prod(shape) != result.size:
        raise ValueError(
            f"For '{who}', the output must have {result.size} elements, as many as come in, but got shape {shape}."
        )
    return result.reshape(shape)


def all_to_all_with_output_shape(
    output_shape_list: Any, input_tensor_list: Any, group: str | None = None, async_op: bool = False
) -> _Pair:
    """Sends one Tensor to each member and gives what comes from each, in given shapes (Tensors stand for theirs)."""
    who = "all_to_all_with_output_shape"
    for value, argument in ((output_shape_list, "output_shape_list"), (input_tensor_list, "input_tensor_list")):
        check_type(value, (list, tuple), argument, who)
    for shape in output_shape_list:
        _shape(shape, who)
    results = exchanged(input_tensor_list, group or GlobalComm.WORLD_COMM_GROUP, who)
    if len(output_shape_list) != len(results):
        raise ValueError(f"For '{who}', there must be {len(results)} shapes, but got {len(output_shape_list)}.")
    pairs = zip(results, output_shape_list, strict=True)
    return _pair(tuple([_of_shape(result, shape, who) for result, shape in pairs]), async_op, who)


def all_to_all_single_with_output_shape(
    output_shape: Any, tensor: Tensor, output_split_sizes: Any = None, input_split_sizes: Any = None,
    group: str | None = None, async_op: bool = False,
) -> _Pair:  # fmt: skip
    """As `all_to_all_with_output_shape`, with the Tensors as parts of one along the first axis."""
    who = "all_to_all_single_with_output_shape"
    group = group or GlobalComm.WORLD_COMM_GROUP
    _shape(output_shape, who)
    rows = check_tensor(tensor, who).shape[0] if tensor.ndim else 0
    for sizes in (output_split_sizes, input_split_sizes):
        if sizes is not None and list(check_type(sizes, (list, tuple), "split sizes", who)) != [rows]:
            raise ValueError(f"For '{who}', the split sizes of a group of one must be [{rows}], but got {list(sizes)}.")
    return _pair(_of_shape(exchanged([tensor], group, who)[0], output_shape, who), async_op, who)


def barrier(group: str = _WORLD) -> None:
    """Waits until all members are here."""
    members_of(group, "barrier")


def broadcast(tensor: Tensor, src: int = 0, group: str = _WORLD) -> Tensor:
    """The Tensor of the process of rank ``src``."""
    return broadcasted(tensor, src, group, "broadcast")


def gather_into_tensor(tensor: Tensor, dst: int = 0, group: str = _WORLD) -> Tensor:
    """All members' Tensors, joined along the first axis, for the process of rank ``dst``."""
    check_member(dst, "dst", group, "gather_into_tensor")
    return gathered(tensor, group, "gather_into_tensor")


def scatter_tensor(tensor: Tensor, src: int = 0, group: str = _WORLD) -> Tensor:
    """This member's part, along the first axis, of the Tensor of the process of rank ``src``."""
    check_member(src, "src", group, "scatter_tensor")
    return scattered(tensor, group, "scatter_tensor")


def reduce(tensor: Tensor, dst: int, op: str = "sum", group: str = _WORLD) -> Tensor:
    """The elements of all members' Tensors, combined, for the process of rank ``dst``."""
    check_member(dst, "dst", group, "reduce")
    return all_reduced(tensor, op, group, "reduce")


def isend(tensor: Tensor, dst: int = 0, group: str = _WORLD, tag: int = 0) -> Any:
    """Sends a Tensor to another process, of which there is none: raises as `ops.communication.isend`."""
    return communication.isend(tensor, dst, group, tag)


def send(tensor: Tensor, dst: int = 0, group: str = _WORLD, tag: int = 0) -> Any:
    """As `isend`, which does not wait."""
    return communication.send(tensor, dst, group, tag)


def irecv(tensor: Tensor, src: int = 0, group: str = _WORLD, tag: int = 0) -> Any:
    """Receives a Tensor from another process, of which there is none: raises as `ops.communication.irecv`."""
    return communication.irecv(tensor, src, group, tag)


def recv(tensor: Tensor, src: int = 0, group: str = _WORLD, tag: int = 0) -> Any:
    """As `irecv`, which does not wait."""
    return communication.recv(tensor, src, group, tag)


class P2POp:
    """One exchange of `batch_isend_irecv`; see `ops.communication.P2POp`.

    Raises:
        ValueError: for another ``op`` than "isend", "irecv" and the functions.
        TypeError: if ``tensor`` is no Tensor or shape, or ``peer`` no int.
        NotImplementedError: for another ``tag`` than 0.
    """

    def __init__(
        self, op: str | Callable, tensor: Any, peer: int, group: str | None = None, tag: int = 0, *,
        recv_dtype: Any = None,
    ) -> None:  # fmt: skip
        name = getattr(op, "__name__", op)
        if name not in ("isend", "irecv"):
            raise ValueError(f"For 'P2POp', the 'op' must be isend or irecv, but got {op!r}.")
        if tag != 0:
            raise NotImplementedError(f"For 'P2POp', the 'tag' must be 0, but got {tag!r}.")
        self.op, self.tensor = name, check_type(tensor, (Tensor, tuple), "tensor", "P2POp")
        self.peer, self.group, self.tag = check_type(peer, int, "peer", "P2POp"), group, tag
        self.recv_dtype = recv_dtype


def batch_isend_irecv(p2p_op_list: list[P2POp]) -> Any:
    """Sends and receives several Tensors, each as `isend` or `irecv`. TypeError unless it is a list of `P2POp`."""
    if not check_type(p2p_op_list, list, "p2p_op_list", "batch_isend_irecv"):
        raise TypeError("For 'batch_isend_irecv', the 'p2p_op_list' must not be empty.")
    for item in p2p_op_list:
        check_type(item, P2POp, "p2p_op_list", "batch_isend_irecv")
        shown = item.tensor if isinstance(item.tensor, Tensor) else Tensor(0)
        (isend if item.op == "isend" else irecv)(shown, item.peer, item.group or GlobalComm.WORLD_COMM_GROUP)


__getattr__ = missing_name_getattr(__name__)
