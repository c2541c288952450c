"""Adadelta: steps in the units of the parameter."""

from __future__ import annotations

from typing import Any

from msgrad.experimental.optim.optimizer import Optimizer, above, at_least
from msgrad.nn.optim.adadelta import adadelta_step
from msgrad.nn.optim.checks import check_float


class Adadelta(Optimizer):
    """Adadelta (Zeiler 2012).

    a = rho a + (1 - rho) g^2, u = sqrt(b + eps) / sqrt(a + eps) g, b = rho b + (1 - rho) u^2, and the parameter moves
    by -lr u.

    Args:
        params: see `Optimizer`.
        lr, eps: above 0.
        rho: a float from 0 to 1.
        weight_decay: times the parameter is added to the gradient.
        maximize: the parameters move the other way.

    Raises:
        TypeError, ValueError: for arguments of another type or out of range.
    """

    _step_name = None

    def __init__(
        self,
        params: Any,
        lr: float = 1.0,
        rho: float = 0.9,
        eps: float = 1e-6,
        weight_decay: float = 0.0,
        *,
        maximize: bool = False,
    ) -> None:
        above(self.cls_name, lr=lr, eps=eps)
        at_least(self.cls_name, weight_decay=weight_decay)
        check_float(rho, "rho", self.cls_name, at_least=0.0, at_most=1.0)
        super().__init__(params, {"lr": lr, "rho": rho, "eps": eps, "weight_decay": weight_decay, "maximize": maximize})
        self._add_slots("accum")
        self._add_slots("accum_update")

    def _step_of_group(self, group: dict[str, Any], gradients: tuple, places: slice) -> None:
        slots = (self.accum[places], self.accum_update[places])
        self._update(adadelta_step, group, gradients, slots, (float(group["rho"]), float(group["eps"])))
