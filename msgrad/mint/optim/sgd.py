"""Stochastic gradient descent."""

from __future__ import annotations

from typing import Any

from msgrad.experimental.optim.optimizer import Optimizer
from msgrad.experimental.optim.sgd import check_sgd
from msgrad.nn.optim.optimizer import update_rule
from msgrad.nn.optim.sgd import sgd_step

__all__ = ["SGD"]


@update_rule()
def sgd_step_of_number(parameter, gradient, rate, slots, coefficients, shared, flags):
    """One step of SGD, where the number of steps done says whether it is the first."""
    *coefficients, step = coefficients
    if slots:
        slots = (*slots, step.reshape(()) == 0)
    return sgd_step.rule(parameter, gradient, rate, slots, coefficients, shared, flags)[: max(1, len(slots))]


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
        check_sgd("SGD", lr, momentum, dampening, nesterov, maximize)
        defaults = {
            "lr": lr, "momentum": momentum, "weight_decay": weight_decay, "dampening": dampening,
            "nesterov": nesterov, "maximize": maximize,
        }  # fmt: skip
        super().__init__(params, defaults)
        self._add_slots("momentum_buf")
        self._add_step()

    def _step_of_group(self, group: dict[str, Any], gradients: tuple, places: slice) -> None:
        slots = (self.momentum_buf[places],) if group["momentum"] else ()
        coefficients = (float(group["momentum"]), float(group["dampening"]), self.step_t)
        self._update(sgd_step_of_number, group, gradients, slots, coefficients, (group["nesterov"],))
