"""Tensors joined into one piece of memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgrad import ops
from msgrad._checkparam import check_bool, check_type
from msgrad._names import missing_name_getattr
from msgrad.common.tensor import Tensor

__all__ = ["ContiguousTensorsHandle", "combine_tensor_list_contiguous"]


class ContiguousTensorsHandle:
    """The elements of some Tensors, one behind another, to be read and cut.

    Arrays of JAX are values, not places in memory: the elements are those of the Tensors when the handle was made.

    Args:
        tensor_list: a list of Tensors.
        enable_mem_align: whether each Tensor would begin at a multiple of 512 bytes: there are no addresses to see.

    Raises:
        TypeError: for arguments of other types.
        ValueError: for an empty list, or Tensors of different dtypes.

    >>> from mindspore.hal.contiguous_tensors_handle import ContiguousTensorsHandle
    >>> handle = ContiguousTensorsHandle([Tensor([1.0, 2.0]), Tensor([3.0])])
    >>> handle[1:3].tolist()
    [2.0, 3.0]
    """

    def __init__(self, tensor_list: Sequence[Tensor], enable_mem_align: bool = True) -> None:
        who = "ContiguousTensorsHandle"
        for item in check_type(tensor_list, (list, tuple), "tensor_list", who):
            check_type(item, Tensor, "tensor_list", who)
        check_bool(enable_mem_align, "enable_mem_align", who)
        if not tensor_list or len({item.dtype for item in tensor_list}) != 1:
            raise ValueError(f"For '{who}', the 'tensor_list' must have Tensors of one dtype, and at least one.")
        self._joined = ops.cat([item.reshape(-1) for item in tensor_list])

    def __getitem__(self, index: int | slice) -> Tensor:
        """The elements of a slice, or one, as a Tensor of one axis."""
        return self._joined[index] if isinstance(index, slice) else self._joined[index].reshape(1)

    def __str__(self) -> str:
        return str(self._joined)

    def slice_by_tensor_index(self, start: Any = None, end: Any = None) -> Tensor:
        """The elements from one number up to another."""
        return self._joined[start:end]


def combine_tensor_list_contiguous(
    tensor_list: Sequence[Tensor], enable_mem_align: bool = True
) -> ContiguousTensorsHandle:
    """A `ContiguousTensorsHandle` of some Tensors."""
    return ContiguousTensorsHandle(tensor_list, enable_mem_align)


__getattr__ = missing_name_getattr(__name__)
