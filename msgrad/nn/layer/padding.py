"""Padding layers."""

from __future__ import annotations

from msgrad._checkparam import check_one_of, check_rank, check_type
from msgrad.nn.cell import Cell
from msgrad.ops.function.pad_func import pad, pad_by_mode

__all__ = [
    "ConstantPad1d", "ConstantPad2d", "ConstantPad3d", "Pad", "ReflectionPad1d", "ReflectionPad2d", "ReflectionPad3d",
    "ReplicationPad1d", "ReplicationPad2d", "ReplicationPad3d", "ZeroPad2d",
]  # fmt: skip


class Pad(Cell):
    """More elements at both ends of every axis.

    Args:
        paddings: a tuple with a pair (before, after) for each axis, of at most 4 axes.
        mode: 'CONSTANT' for zeros, 'REFLECT' for a mirror image without the edge, 'SYMMETRIC' for one with it.

    Raises TypeError unless ``paddings`` is a tuple, ValueError for another mode, pairs of another length or more than
    there is to mirror.

    >>> from msgrad import Tensor, nn
    >>> print(nn.Pad(((1, 0),))(Tensor([1.0, 2.0])))
    [0. 1. 2.]
    """

    def __init__(self, paddings, mode="CONSTANT"):
        super().__init__()
        check_type(paddings, tuple, "paddings", "Pad")
        self.mode = check_one_of(mode, ("CONSTANT", "REFLECT", "SYMMETRIC"), "mode", "Pad")
        for pair in paddings:
            check_type(pair, (tuple, list), "paddings", "Pad")
            if len(pair) != 2:
                raise ValueError(f"For 'Pad', the 'paddings' must be pairs (before, after), but got {paddings}.")
        if len(paddings) > 4:
            raise ValueError(f"For 'Pad', at most 4 axes can be padded, but got {len(paddings)} pairs.")
        self.paddings = paddings

    def construct(self, x):
        return pad_by_mode(x, tuple(map(tuple, self.paddings)), self.mode)


class _PadNd(Cell):
    """Padding of the last ``dims`` axes: an int for all sides, or two for each axis, from the last axis on."""

    dims: int
    mode: str

    def __init__(self, padding, value=None):
        super().__init__()
        who = type(self).__name__
        check_type(padding, (int, tuple), "padding", who)
        items = padding if isinstance(padding, tuple) else (padding,) * (2 * self.dims)
        self._check(items, who)
        self.padding = items
        self.value = value

    def _check(self, items, who):
        if len(items) % 2 or len(items) > 2 * self.dims:
            raise ValueError(f"For '{who}', the 'padding' must have {2 * self.dims} ints, but got {items}.")

    def construct(self, x):
        return pad(x, self.padding, self.mode, self.value)


class _ConstantPad(_PadNd):
    mode = "constant"

    def __init__(self, padding, value):
        check_type(value, (int, float, bool), "value", type(self).__name__)
        super().__init__(padding, value)


class ConstantPad1d(_ConstantPad):
    """``value`` at the ends of the last axis: ``padding`` is an int or (left, right); negative ones take away.

    >>> from msgrad import Tensor, nn
    >>> print(nn.ConstantPad1d((1, 0), 5.0)(Tensor([[1.0, 2.0]])))
    [[5. 1. 2.]]
    """

    dims = 1


class ConstantPad2d(_ConstantPad):
    """``value`` around the last two axes: ``padding`` is an int or (left, right, top, bottom).

    >>> from msgrad import Tensor, nn
    >>> print(nn.ConstantPad2d((1, 0, 0, 1), 5.0)(Tensor([[1.0, 2.0]])))
    [[5. 1. 2.]
     [5. 5. 5.]]
    """

    dims = 2


class ConstantPad3d(_ConstantPad):
    """``value`` around the last three axes: ``padding`` is an int or (left, right, top, bottom, front, back).

    >>> from msgrad import nn, ops
    >>> print(nn.ConstantPad3d(1, 0.5)(ops.ones((1, 2, 3))).shape)
    (3, 4, 5)
    """

    dims = 3


class ZeroPad2d(_ConstantPad):
    """Zeros around the last two axes: ``padding`` is an int or (left, right, top, bottom).

    >>> from msgrad import Tensor, nn
    >>> print(nn.ZeroPad2d((1, 0, 0, 0))(Tensor([[1.0, 2.0]])))
    [[0. 1. 2.]]
    """

    dims = 2

    def __init__(self, padding):
        super().__init__(padding, 0)


class _ReflectionPad(_PadNd):
    mode = "reflect"

    def _check(self, items, who):
        super()._check(items, who)
        for item in items:
            check_type(item, int, "padding", who)
            if item < 0:
                raise ValueError(f"For '{who}', the 'padding' must not be negative, but got {items}.")


class ReflectionPad1d(_ReflectionPad):
    """Mirror images, without the edge, at the ends of the last axis: ``padding`` is an int or (left, right).

    >>> from msgrad import Tensor, nn
    >>> print(nn.ReflectionPad1d(1)(Tensor([[1.0, 2.0, 3.0]])))
    [[2. 1. 2. 3. 2.]]
    """

    dims = 1


class ReflectionPad2d(_ReflectionPad):
    """Mirror images, without the edge, around the last two axes: an int or (left, right, top, bottom).

    >>> from msgrad import nn, ops
    >>> print(nn.ReflectionPad2d(1)(ops.ones((1, 2, 3))).shape)
    (1, 4, 5)
    """

    dims = 2


class ReflectionPad3d(_ReflectionPad):
    """Mirror images, without the edge, around the last three axes: an int or (left, right, top, bottom, front, back).

    >>> from msgrad import nn, ops
    >>> print(nn.ReflectionPad3d(1)(ops.ones((1, 2, 2, 3))).shape)
    (1, 4, 4, 5)
    """

    dims = 3


class _ReplicationPad(_PadNd):
    mode = "replicate"

    def construct(self, x):
        check_rank(x, (self.dims + 1, self.dims + 2), "input", type(self).__name__)
        return super().construct(x)


class ReplicationPad1d(_ReplicationPad):
    """The edges again at the ends of the last axis: ``padding`` is an int or (left, right).

    >>> from msgrad import Tensor, nn
    >>> print(nn.ReplicationPad1d(1)(Tensor([[1.0, 2.0]])))
    [[1. 1. 2. 2.]]
    """

    dims = 1


class ReplicationPad2d(_ReplicationPad):
    """The edges again around the last two axes: ``padding`` is an int or (left, right, top, bottom).

    >>> from msgrad import nn, ops
    >>> print(nn.ReplicationPad2d(1)(ops.ones((1, 2, 3))).shape)
    (1, 4, 5)
    """

    dims = 2


class ReplicationPad3d(_ReplicationPad):
    """The edges again around the last three axes: an int or (left, right, top, bottom, front, back).

    >>> from msgrad import nn, ops
    >>> print(nn.ReplicationPad3d(1)(ops.ones((1, 2, 2, 3))).shape)
    (1, 4, 4, 5)
    """

    dims = 3
