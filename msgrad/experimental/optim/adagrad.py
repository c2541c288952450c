"""Adagrad: gradients divided by the root of the sum of their squares."""

from __future__ import annotations

from typing import Any

from msgrad.engine.operator import operator
from msgrad.experimental.optim.optimizer import Optimizer, above, at_least
from msgrad.nn.optim.ada_grad import adagrad_step


@operator("rate", "step", "decay")
def falling_rate(rate, step, decay):
    """rate / (1 + step decay)"""
    return rate / (1 + step * decay)


class Adagrad(Optimizer):
    """Adagrad (Duchi et al. 2011).

    a = a + g^2, and in step t (from 0 on) the parameter moves by -lr / (1 + t lr_decay) g / (sqrt(a) + eps).
    MindSpore's CPU kernel leaves parameters alone that are not float32; here these move as well.

    Args:
        params: see `Optimizer`.
        lr, eps: above 0.
        lr_decay: how fast the rate falls, at least 0.
        weight_decay: times the parameter is added to the gradient.
        initial_accumulator_value: the first value of a, at least 0.
        maximize: the parameters move the other way.

    Raises:
        TypeError, ValueError: for arguments of another type or out of range.
    """

    def __init__(
        self,
        params: Any,
        lr: float = 1e-2,
        lr_decay: float = 0.0,
        weight_decay: float = 0.0,
        initial_accumulator_value: float = 0.0,
        eps: float = 1e-10,
        *,
        maximize: bool = False,
    ) -> None:
        above(self.cls_name, lr=lr, eps=eps)
        at_least(
            self.cls_name,
            lr_decay=lr_decay,
            weight_decay=weight_decay,
            initial_accumulator_value=initial_accumulator_value,
        )
        defaults = {
            "lr": lr,
            "lr_decay": lr_decay,
            "eps": eps,
            "weight_decay": weight_decay,
            "initial_accumulator_value": initial_accumulator_value,
            "maximize": maximize,
        }
        super().__init__(params, defaults)
        self._add_slots("accum", init=initial_accumulator_value)
        self._add_step()

    def _step_of_group(self, group: dict[str, Any], gradients: tuple, places: slice) -> None:
        rate = falling_rate(group["lr"], self.step_t, group["lr_decay"])
        self._update(adagrad_step, group, gradients, (self.accum[places],), (float(group["eps"]),), rate=rate)
