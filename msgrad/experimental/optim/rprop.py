"""Rprop: steps that follow the signs of the gradients only."""

from __future__ import annotations

from typing import Any

from msgrad.experimental.optim.optimizer import Optimizer, above
from msgrad.nn.optim.checks import check_float
from msgrad.nn.optim.rprop import rprop_step


class Rprop(Optimizer):
    """Resilient propagation (Riedmiller & Braun 1993).

    Each element has a step size of its own, at first lr. It grows by etas[1] where the gradient keeps its sign, and
    shrinks by etas[0] where the sign changes, in which case the element rests for one step.

    Args:
        params: see `Optimizer`.
        lr: above 0.
        etas: the two factors, a float between 0 and 1 and a number above 1.
        step_sizes: the smallest and the largest step.
        maximize: the parameters move the other way.

    Raises:
        TypeError, ValueError: for arguments of another type or out of range.
    """

    def __init__(
        self,
        params: Any,
        lr: float = 1e-2,
        etas: tuple[float, float] = (0.5, 1.2),
        step_sizes: tuple[float, float] = (1e-6, 50),
        *,
        maximize: bool = False,
    ) -> None:
        above(self.cls_name, lr=lr)
        for name, pair in (("etas", etas), ("step_sizes", step_sizes)):
            if not isinstance(pair, list | tuple):
                raise TypeError(f"For 'Rprop', the '{name}' must be a tuple, but got {type(pair).__name__}.")
            if len(pair) != 2:
                raise ValueError(f"For 'Rprop', the '{name}' must be a tuple of two numbers, but got {pair}.")
        check_float(etas[0], "etas[0]", "Rprop", above=0.0)
        if not etas[0] < 1 < etas[1]:
            raise ValueError(f"For 'Rprop', the 'etas' must be below and above 1, but got {etas}.")
        super().__init__(params, {"lr": lr, "etas": etas, "step_sizes": step_sizes, "maximize": maximize})
        self._add_slots("prev")
        self._add_slots("step_size")
        self._add_step()

    def _step_of_group(self, group: dict[str, Any], gradients: tuple, places: slice) -> None:
        coefficients = (*map(float, (*group["etas"], *group["step_sizes"])), self.step_t)
        self._update(rprop_step, group, gradients, (self.prev[places], self.step_size[places]), coefficients)
