"""Cells of derivatives along a direction."""

from __future__ import annotations

from typing import Any

from msgrad.autodiff import jvp, vjp
from msgrad.nn.cell import Cell

__all__ = ["Jvp", "Vjp"]


class Jvp(Cell):
    """The output of a function or Cell and its derivative along a direction; see `mindspore.jvp`.

    It is called with the inputs and then the direction: for one input a Tensor, for several a tuple of them.

    >>> from msgrad import Tensor, nn
    >>> print(nn.Jvp(nn.ReLU())(Tensor([2.0]), Tensor([3.0]))[1])
    [3.]
    """

    def __init__(self, fn: Any) -> None:
        super().__init__()
        self.fn = fn

    def construct(self, *args: Any) -> tuple:
        *inputs, direction = args
        return jvp(self.fn, tuple(inputs), direction)


class Vjp(Cell):
    """The output of a function or Cell and the gradients of its inputs, given those of the output; see `mindspore.vjp`.

    It is called with the inputs and then the gradients of the output: for one output a Tensor, for several a tuple of
    them. The gradients come as a Tensor for one input, and else in a tuple.

    >>> from msgrad import Tensor, nn
    >>> print(nn.Vjp(nn.ReLU())(Tensor([2.0]), Tensor([3.0]))[1])
    [3.]
    """

    def __init__(self, fn: Any) -> None:
        super().__init__()
        self.fn = fn

    def construct(self, *args: Any) -> tuple:
        *inputs, gradients = args
        out, pull = vjp(self.fn, *inputs)
        found = pull(*gradients) if isinstance(gradients, tuple) else pull(gradients)
        return out, found[0] if len(found) == 1 else found
