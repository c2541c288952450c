"""RAdam: Adam whose rate is rectified in the first steps."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp

from msgrad.experimental.optim.optimizer import Optimizer, above, at_least, check_betas
from msgrad.nn.optim.optimizer import update_rule


@update_rule()
def radam_step(parameter, gradient, rate, slots, coefficients, shared, flags):
    """One step of RAdam."""
    (m, v), (beta1, beta2, epsilon, step) = slots, coefficients
    step = step.reshape(()) + 1
    power = beta2**step
    m = m * beta1 + gradient * (1 - beta1)
    v = v * beta2 + gradient * gradient * (1 - beta2)
    moved = m / (1 - beta1**step) * rate
    limit = 2 / (1 - beta2) - 1
    length = limit - 2 * step * power / (1 - power)
    enough = length > 5
    used = jnp.where(enough, length, limit)  # keeps the root real where it is not used
    rectifier = jnp.sqrt((used - 4) * (used - 2) * limit / ((limit - 4) * (limit - 2) * used))
    adapted = moved * (jnp.sqrt(1 - power) / (jnp.sqrt(v) + epsilon)) * rectifier
    return parameter - jnp.where(enough, adapted, moved), m, v


class RAdam(Optimizer):
    """RAdam (Liu et al. 2020).

    With m and v as in `Adam` and rho_t = rho - 2 t beta2^t / (1 - beta2^t), rho = 2 / (1 - beta2) - 1, the parameter
    moves in step t by -lr m / (1 - beta1^t), and where rho_t > 5 by that times r sqrt(1 - beta2^t) / (sqrt(v) + eps),
    r^2 = (rho_t - 4) (rho_t - 2) rho / ((rho - 4) (rho - 2) rho_t).

    Args:
        params: see `Optimizer`.
        lr, eps: above 0.
        betas: two floats in [0, 1).
        weight_decay: times the parameter is added to the gradient.

    Raises:
        TypeError, ValueError: for arguments of another type or out of range.
    """

    def __init__(
        self,
        params: Any,
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0.0,
    ) -> None:
        above(self.cls_name, lr=lr, eps=eps)
        at_least(self.cls_name, weight_decay=weight_decay)
        check_betas(self.cls_name, betas)
        super().__init__(params, {"lr": lr, "betas": betas, "eps": eps, "weight_decay": weight_decay})
        self._add_step()
        self._add_slots("exp_avg")
        self._add_slots("exp_avg_sq")

    def _step_of_group(self, group: dict[str, Any], gradients: tuple, places: slice) -> None:
        coefficients = (*map(float, group["betas"]), float(group["eps"]), self.step_t)
        slots = (self.exp_avg[places], self.exp_avg_sq[places])
        self._update(radam_step, group, gradients, slots, coefficients)
