"""Tensors of the bytes of other objects, and Tensors that change places."""

from __future__ import annotations

from typing import Any

import numpy as np

from msgrad._checkparam import check_type
from msgrad._names import missing_name_getattr
from msgrad.common import dtype as mstype
from msgrad.common.tensor import Tensor

__all__ = ["frombuffer", "swap_tensors"]


def frombuffer(buffer: Any, dtype: Any, count: int = -1, offset: int = 0) -> Tensor:
    """A Tensor of one axis of an object's bytes, copied.

    Args:
        buffer: an object with the buffer interface, such as bytes.
        dtype: what the bytes are.
        count: how many elements are read, -1 for all.
        offset: how many bytes are passed over.

    Raises:
        TypeError: for arguments of other types.
        RuntimeError: if the object has no bytes, or not so many.

    >>> import mindspore
    >>> mindspore.frombuffer(b"abcd", dtype=mindspore.uint8, offset=1).tolist()
    [98, 99, 100]
    """
    check_type(count, int, "count", "frombuffer")
    check_type(offset, int, "offset", "frombuffer")
    try:
        found = np.frombuffer(memoryview(buffer), mstype.to_numpy(dtype), count, offset)
    except (TypeError, ValueError) as error:
        raise RuntimeError(
            f"For 'frombuffer', the 'buffer' must have the buffer interface and bytes for whole elements of {dtype}, "
            f"but got {type(buffer).__name__}: {error}."
        ) from error
    return Tensor(found.copy())


def swap_tensors(t1: Tensor, t2: Tensor) -> None:
    """Has two Tensors change their data, shapes and dtypes. TypeError unless they are Tensors.

    >>> import mindspore
    >>> a, b = Tensor([1.0]), Tensor([2.0])
    >>> mindspore.swap_tensors(a, b)
    >>> a.tolist(), b.tolist()
    ([2.0], [1.0])
    """
    for tensor, name in ((t1, "t1"), (t2, "t2")):
        check_type(tensor, Tensor, name, "swap_tensors")
    if t1 is not t2:
        first = t1.copy()
        t1.assign_value(t2.copy())
        t2.assign_value(first)


__getattr__ = missing_name_getattr(__name__)
