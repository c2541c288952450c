"""Arrays shared with other libraries, by DLPack."""

from __future__ import annotations

from typing import Any

from msgrad._checkparam import check_type
from msgrad._names import missing_name_getattr
from msgrad.common.tensor import Tensor

__all__ = ["from_dlpack", "to_dlpack"]


def to_dlpack(tensor: Tensor) -> Any:
    """A DLPack capsule of a Tensor's elements. TypeError unless it is a Tensor.

    >>> from mindspore.utils.dlpack import from_dlpack, to_dlpack
    >>> from_dlpack(to_dlpack(Tensor([1.0, 2.0]))).tolist()
    [1.0, 2.0]
    """
    return check_type(tensor, Tensor, "tensor", "to_dlpack").to_dlpack()


def from_dlpack(dlpack: Any) -> Tensor:
    """A Tensor of a DLPack capsule, or of an object that gives one. Raises what JAX does for others."""
    return Tensor.from_dlpack(dlpack)


__getattr__ = missing_name_getattr(__name__)
