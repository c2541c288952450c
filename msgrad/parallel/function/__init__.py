"""Tensors laid over devices."""

from __future__ import annotations

from msgrad import ops
from msgrad._checkparam import check_type
from msgrad._names import missing_name_getattr
from msgrad.common.tensor import Tensor
from msgrad.parallel.shard import Layout

__all__ = ["reshard"]


def reshard(tensor: Tensor, layout: Layout) -> Tensor:
    """A Tensor in another layout: of one device, with all of it there, the same elements in a new Tensor.

    Raises:
        TypeError: unless they are a Tensor and a `Layout`.
        ValueError: if the layout has not an entry for each axis.

    >>> from mindspore.parallel import Layout
    >>> from mindspore.parallel.function import reshard
    >>> reshard(Tensor([[1.0, 2.0]]), Layout((1, 1), ("a", "b"))("a", "b")).tolist()
    [[1.0, 2.0]]
    """
    check_type(tensor, Tensor, "tensor", "reshard")
    axes = check_type(layout, Layout, "layout", "reshard").to_dict()["tensor_map"]
    if len(axes) != tensor.ndim:
        raise ValueError(f"For 'reshard', the 'layout' must name {tensor.ndim} axes, but got {len(axes)}.")
    return ops.deepcopy(tensor)


__getattr__ = missing_name_getattr(__name__)
