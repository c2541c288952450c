"""Padding layers: ``padding`` is an int for all sides, or a tuple with two for each axis, from the last axis on."""

from __future__ import annotations

from msgrad.mint.nn import functional as F
from msgrad.nn.cell import Cell

__all__ = [
    "ConstantPad1d", "ConstantPad2d", "ConstantPad3d", "ReflectionPad1d", "ReflectionPad2d", "ReflectionPad3d",
    "ReplicationPad1d", "ReplicationPad2d", "ReplicationPad3d", "ZeroPad1d", "ZeroPad2d", "ZeroPad3d",
]  # fmt: skip


class _PadNd(Cell):
    """Padding of the last ``dims`` axes. Raises ValueError unless ``padding`` is an int or a tuple of 2 * dims ints."""

    dims: int
    mode = "constant"

    def __init__(self, padding, value=None):
        super().__init__()
        items = (padding,) * (2 * self.dims) if isinstance(padding, int) else padding
        if not isinstance(items, tuple | list) or len(items) != 2 * self.dims:
            raise ValueError(
                f"For '{type(self).__name__}', the 'padding' must be an int or a tuple of {2 * self.dims} ints, "
                f"but got {padding!r}."
            )
        self.padding = tuple(items)
        self.value = value

    def construct(self, input):
        return F.pad(input, self.padding, self.mode, self.value)


class _ConstantPad(_PadNd):
    def __init__(self, padding, value):
        super().__init__(padding, value)


class ConstantPad1d(_ConstantPad):
    """One number around the last axis.

    >>> mint.nn.ConstantPad1d(1, 5.0)(Tensor([[1.0]])).tolist()
    [[5.0, 1.0, 5.0]]
    """

    dims = 1


class ConstantPad2d(_ConstantPad):
    """One number around the last two axes.

    >>> mint.nn.ConstantPad2d((1, 0, 0, 0), 5.0)(Tensor([[[1.0]]])).tolist()
    [[[5.0, 1.0]]]
    """

    dims = 2


class ConstantPad3d(_ConstantPad):
    """One number around the last three axes.

    >>> mint.nn.ConstantPad3d((1, 0, 0, 0, 0, 0), 5.0)(Tensor([[[[1.0]]]])).tolist()
    [[[[5.0, 1.0]]]]
    """

    dims = 3


class _ZeroPad(_PadNd):
    def __init__(self, padding):
        super().__init__(padding, 0)


class ZeroPad1d(_ZeroPad):
    """Zeros around the last axis.

    >>> mint.nn.ZeroPad1d((1, 0))(Tensor([[1.0]])).tolist()
    [[0.0, 1.0]]
    """

    dims = 1


class ZeroPad2d(_ZeroPad):
    """Zeros around the last two axes.

    >>> mint.nn.ZeroPad2d((1, 0, 0, 0))(Tensor([[[1.0]]])).tolist()
    [[[0.0, 1.0]]]
    """

    dims = 2


class ZeroPad3d(_ZeroPad):
    """Zeros around the last three axes.

    >>> mint.nn.ZeroPad3d((1, 0, 0, 0, 0, 0))(Tensor([[[[1.0]]]])).tolist()
    [[[[0.0, 1.0]]]]
    """

    dims = 3


class _ReflectionPad(_PadNd):
    mode = "reflect"

    def __init__(self, padding):
        super().__init__(padding)


class ReflectionPad1d(_ReflectionPad):
    """A mirror image, without the edge, around the last axis.

    >>> mint.nn.ReflectionPad1d((1, 0))(Tensor([[1.0, 2.0]])).tolist()
    [[2.0, 1.0, 2.0]]
    """

    dims = 1


class ReflectionPad2d(_ReflectionPad):
    """A mirror image, without the edge, around the last two axes.

    >>> mint.nn.ReflectionPad2d((1, 0, 0, 0))(Tensor([[[1.0, 2.0]]])).tolist()
    [[[2.0, 1.0, 2.0]]]
    """

    dims = 2


class ReflectionPad3d(_ReflectionPad):
    """A mirror image, without the edge, around the last three axes.

    >>> mint.nn.ReflectionPad3d((1, 0, 0, 0, 0, 0))(Tensor([[[[1.0, 2.0]]]])).tolist()
    [[[[2.0, 1.0, 2.0]]]]
    """

    dims = 3


class _ReplicationPad(_ReflectionPad):
    mode = "replicate"


class ReplicationPad1d(_ReplicationPad):
    """The edge, again and again, around the last axis.

    >>> mint.nn.ReplicationPad1d((2, 0))(Tensor([[1.0, 2.0]])).tolist()
    [[1.0, 1.0, 1.0, 2.0]]
    """

    dims = 1


class ReplicationPad2d(_ReplicationPad):
    """The edge, again and again, around the last two axes.

    >>> mint.nn.ReplicationPad2d((1, 0, 0, 0))(Tensor([[[1.0, 2.0]]])).tolist()
    [[[1.0, 1.0, 2.0]]]
    """

    dims = 2


class ReplicationPad3d(_ReplicationPad):
    """The edge, again and again, around the last three axes.

    >>> mint.nn.ReplicationPad3d((1, 0, 0, 0, 0, 0))(Tensor([[[[1.0, 2.0]]]])).tolist()
    [[[[1.0, 1.0, 2.0]]]]
    """

    dims = 3
