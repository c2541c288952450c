"""Gradients of several steps, added up before the optimizer takes one."""

from __future__ import annotations

from typing import Any

from msgrad import ops
from msgrad._checkparam import check_positive_int, check_type
from msgrad.common import dtype as mstype
from msgrad.common.parameter import Parameter
from msgrad.common.tensor import Tensor
from msgrad.nn.cell import Cell
from msgrad.nn.optim.optimizer import Optimizer

__all__ = ["GradientAccumulation", "gradient_accumulation_op", "gradient_clear_op"]

gradient_accumulation_op = ops.MultitypeFuncGraph("gradient_accumulation_op")
"""``(steps, accumulated, gradient)``: adds a gradient, divided by the number of steps, to a Parameter."""

gradient_clear_op = ops.MultitypeFuncGraph("gradient_clear_op")
"""``(accumulated)``: sets a Parameter to 0."""


@gradient_accumulation_op.register("Number", "Tensor", "Tensor")
def _accumulate(steps: float, accumulated: Parameter, gradient: Tensor) -> Tensor:
    return ops.assign_add(accumulated, gradient / steps)


@gradient_clear_op.register("Tensor")
def _clear(accumulated: Parameter) -> Tensor:
    return ops.assign(accumulated, ops.zeros_like(accumulated))


class GradientAccumulation(Cell):
    """Calls the optimizer once in ``max_accumulation_step`` calls, with the mean of the gradients of these calls.

    Args:
        max_accumulation_step: how many calls make a step.
        optimizer: the optimizer.

    Inputs:
        loss: returned as it is. grads: the gradients of the optimizer's Parameters.

    Raises:
        TypeError: unless the step is an int and the optimizer an optimizer.
        ValueError: unless the step is above 0.

    >>> from msgrad.boost import GradientAccumulation
    >>> w = Parameter(Tensor([1.0]), name="w")
    >>> accumulation = GradientAccumulation(2, nn.SGD([w], 0.1))
    >>> for gradient in (1.0, 3.0):
    ...     loss = accumulation(Tensor(0.5), (Tensor([gradient]),))
    >>> print(w.asnumpy())
    [0.8]
    """

    def __init__(self, max_accumulation_step: int, optimizer: Any) -> None:
        super().__init__()
        who = "GradientAccumulation"
        self._max_accumulation_step = check_positive_int(max_accumulation_step, "max_accumulation_step", who)
        self.optimizer = check_type(optimizer, Optimizer, "optimizer", who)
        self.weights = optimizer.parameters
        self.hyper_map = ops.HyperMap()
        self._grad_accumulation = self.weights.clone(prefix="grad_accumulation", init="zeros")
        self._accumulation_step = Parameter(Tensor(0, mstype.int32), name="accumulation_step")

    def construct(self, loss: Any, grads: Any) -> Any:
        """One call."""
        add = ops.partial(gradient_accumulation_op, self._max_accumulation_step)
        loss = ops.depend(loss, self.hyper_map(add, self._grad_accumulation, grads))
        self._accumulation_step += 1
        if self._accumulation_step >= self._max_accumulation_step:
            loss = ops.depend(loss, self.optimizer(self._grad_accumulation))
            loss = ops.depend(loss, self.hyper_map(gradient_clear_op, self._grad_accumulation))
            loss = ops.depend(loss, ops.assign(self._accumulation_step, 0))
        return loss
