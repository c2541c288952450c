"""Adamax: Adam with the infinity norm."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp

from msgrad.experimental.optim.optimizer import Optimizer, above, at_least, check_betas
from msgrad.nn.optim.optimizer import update_rule


@update_rule()
def adamax_step_with_floor(parameter, gradient, rate, slots, coefficients, shared, flags):
    """One step of Adamax; eps is added to the size of the gradient and not, as in `nn.AdaMax`, to the norm."""
    (m, norm), (beta1, beta2, epsilon, step) = slots, coefficients
    m = m * beta1 + gradient * (1 - beta1)
    norm = jnp.maximum(norm * beta2, jnp.abs(gradient) + epsilon)
    return parameter - rate / (1 - beta1 ** (step.reshape(()) + 1)) * m / norm, m, norm


class Adamax(Optimizer):
    """Adamax (Kingma & Ba 2014, section 7.1).

    m = beta1 m + (1 - beta1) g, u = max(beta2 u, |g| + eps), and the parameter moves by -lr / (1 - beta1^t) m / u in
    step t.

    Args:
        params: see `Optimizer`.
        lr, eps: above 0.
        betas: two floats in [0, 1).
        weight_decay: times the parameter is added to the gradient.
        maximize: the parameters move the other way.

    Raises:
        TypeError, ValueError: for arguments of another type or out of range.
    """

    def __init__(
        self,
        params: Any,
        lr: float = 2e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0.0,
        *,
        maximize: bool = False,
    ) -> None:
        above(self.cls_name, lr=lr, eps=eps)
        at_least(self.cls_name, weight_decay=weight_decay)
        check_betas(self.cls_name, betas)
        super().__init__(
            params, {"lr": lr, "betas": betas, "eps": eps, "weight_decay": weight_decay, "maximize": maximize}
        )
        self._add_step()
        self._add_slots("exp_avg")
        self._add_slots("exp_inf")

    def _step_of_group(self, group: dict[str, Any], gradients: tuple, places: slice) -> None:
        coefficients = (*map(float, group["betas"]), float(group["eps"]), self.step_t)
        slots = (self.exp_avg[places], self.exp_inf[places])
        self._update(adamax_step_with_floor, group, gradients, slots, coefficients)
