"""ASGD: gradient descent with an average of the parameters."""

from __future__ import annotations

from typing import Any

from msgrad._checkparam import check_type
from msgrad.experimental.optim.optimizer import Optimizer, above, at_least
from msgrad.nn.optim.asgd import asgd_step


class ASGD(Optimizer):
    """Averaged stochastic gradient descent (Polyak & Juditsky 1992).

    In step t, w = (1 - lambd eta) w - eta g and the average ax = ax + mu (w - ax); then
    eta = lr / (1 + lambd lr t)^alpha and mu = 1 / max(1, t - t0). The average is in ``ax``.

    Args:
        params: see `Optimizer`.
        lr: above 0.
        lambd, t0: floats.
        alpha: a number.
        weight_decay: times the parameter is added to the gradient.
        maximize: the parameters move the other way.

    Raises:
        TypeError, ValueError: for arguments of another type or out of range.
    """

    def __init__(
        self,
        params: Any,
        lr: float = 1e-2,
        lambd: float = 1e-4,
        alpha: float = 0.75,
        t0: float = 1e6,
        weight_decay: float = 0.0,
        maximize: bool = False,
    ) -> None:
        above(self.cls_name, lr=lr)
        at_least(self.cls_name, weight_decay=weight_decay)
        check_type(lambd, float, "lambd", self.cls_name)
        check_type(alpha, (int, float), "alpha", self.cls_name)
        check_type(t0, float, "t0", self.cls_name)
        defaults = {
            "lr": lr,
            "lambd": lambd,
            "alpha": alpha,
            "t0": t0,
            "weight_decay": weight_decay,
            "maximize": maximize,
        }
        super().__init__(params, defaults)
        self._add_scalars("mu", 1.0)
        self._add_scalars("eta", 0.0)
        self._add_slots("ax")
        self._add_step()

    def _step_of_group(self, group: dict[str, Any], gradients: tuple, places: slice) -> None:
        coefficients = (*[float(group[name]) for name in ("lambd", "alpha", "t0")], self.step_t)
        slots = (self.mu[places], self.eta[places], self.ax[places])
        self._update(asgd_step, group, gradients, slots, coefficients)
