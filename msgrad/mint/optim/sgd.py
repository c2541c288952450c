"""Stochastic gradient descent."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
import numpy as np

from msgrad._checkparam import check_bool
from msgrad.common.parameter import Parameter
from msgrad.common.tensor import Tensor
from msgrad.engine.operator import operator
from msgrad.mint.optim.optimizer import Optimizer
from msgrad.ops.function import add

__all__ = ["SGD"]


@operator("parameters", "gradients", "slots", "rate", "step", name="mint_sgd")
def sgd_of_group(parameters, gradients, slots, rate, step, momentum, dampening, decay, nesterov, maximize):
    """One step of gradient descent for every parameter of a group. In the first step the gradient itself becomes the
    momentum."""
    updated = []
    first = step.reshape(()) <= 1
    for p, g, buffer in zip(parameters, gradients, *slots, strict=True):
        g = g.astype(p.dtype) * (-1 if maximize else 1)
        if decay:
            g = g + decay * p
        if momentum:
            buffer = jnp.where(first, g, momentum * buffer + (1 - dampening) * g)
            g = g + momentum * buffer if nesterov else buffer
        updated.append(((p - rate * g).astype(p.dtype), buffer.astype(p.dtype)))
    return tuple([x for column in zip(*updated, strict=True) for x in column])


class SGD(Optimizer):
    """Stochastic gradient descent: the parameter moves by -lr g, or with momentum by -lr v, v = momentum v +
    (1 - dampening) g; in the first step v = g.

    Args:
        params: Parameters, or dictionaries of groups.
        lr, momentum, weight_decay: numbers that are not negative; weight_decay times the parameter is added to the
            gradient.
        dampening: the share of the gradient that does not go into v.
        nesterov: moves by -lr (g + momentum v); only with a momentum and without dampening.
        maximize: the parameters move the other way.

    Raises TypeError for arguments of another type, ValueError for numbers out of range.

    >>> p = Parameter(Tensor([1.0]), name="p")
    >>> mint.optim.SGD([p], lr=0.5)((Tensor([1.0]),))
    True
    >>> print(p.asnumpy())
    [0.5]
    """

    def __init__(
        self, params, lr, momentum=0, dampening=0, weight_decay=0, nesterov=False, *, maximize=False
    ):  # fmt: skip
        for name, value in (("lr", lr), ("momentum", momentum), ("weight_decay", weight_decay)):
            if isinstance(value, bool) or not isinstance(value, int | float):
                raise TypeError(f"For 'SGD', the '{name}' must be a number, but got {type(value).__name__}.")
            if value < 0:
                raise ValueError(f"For 'SGD', the '{name}' must not be negative, but got {value}.")
        check_bool(nesterov, "nesterov", "SGD")
        check_bool(maximize, "maximize", "SGD")
        if nesterov and (momentum <= 0 or dampening != 0):
            raise ValueError(
                "For 'SGD', 'nesterov' needs a 'momentum' above 0 and a 'dampening' of 0, "
                f"but got {momentum} and {dampening}."
            )
        defaults = {
            "lr": lr, "momentum": momentum, "weight_decay": float(weight_decay), "dampening": dampening,
            "nesterov": nesterov, "maximize": maximize,
        }  # fmt: skip
        super().__init__(params, defaults)
        self.momentum_buf = self.parameters.clone(prefix="momentum_buf", init="zeros")
        self.step_t = Parameter(Tensor(np.array(0, np.int32)), name="step_t")

    def _before_step(self) -> None:
        self.step_t.assign_value(add(self.step_t, 1))

    def _step_of_group(self, number: int, group: dict[str, Any], gradients: tuple, places: slice) -> None:
        self._apply(
            sgd_of_group, group, gradients, (self.momentum_buf[places],), self.step_t, group["momentum"],
            group["dampening"], group["weight_decay"], group["nesterov"], group["maximize"],
        )  # fmt: skip
