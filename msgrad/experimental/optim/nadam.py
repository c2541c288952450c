"""NAdam: Adam with Nesterov's momentum."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp

from msgrad.experimental.optim.optimizer import Optimizer, above, at_least, check_betas
from msgrad.nn.optim.optimizer import update_rule


@update_rule()
def nadam_step(parameter, gradient, rate, slots, coefficients, shared, flags):
    """One step of NAdam."""
    (m, v, product), (beta1, beta2, epsilon, momentum_decay, step) = slots, coefficients
    step = step.reshape(()) + 1
    mu = beta1 * (1 - 0.5 * jnp.float32(0.96) ** (step * momentum_decay))
    next_mu = beta1 * (1 - 0.5 * jnp.float32(0.96) ** ((step + 1) * momentum_decay))
    product = product * mu
    m = m * beta1 + gradient * (1 - beta1)
    v = v * beta2 + gradient * gradient * (1 - beta2)
    root = jnp.sqrt(v / (1 - beta2**step)) + epsilon
    parameter = parameter - rate * (1 - mu) / (1 - product) * gradient / root
    return parameter - rate * next_mu / (1 - product * next_mu) * m / root, m, v, product


class NAdam(Optimizer):
    """NAdam (Dozat 2016).

    With m and v as in `Adam` and mu_t = beta1 (1 - 0.96^(t momentum_decay) / 2), the parameter moves in step t by
    -lr ((1 - mu_t) / (1 - mu_1 ... mu_t) g + mu_(t+1) / (1 - mu_1 ... mu_(t+1)) m) / (sqrt(v / (1 - beta2^t)) + eps).

    Args:
        params: see `Optimizer`.
        lr, eps: above 0.
        betas: two floats in [0, 1).
        weight_decay: times the parameter is added to the gradient.
        momentum_decay: at least 0.

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
        momentum_decay: float = 4e-3,
    ) -> None:
        above(self.cls_name, lr=lr, eps=eps)
        at_least(self.cls_name, weight_decay=weight_decay, momentum_decay=momentum_decay)
        check_betas(self.cls_name, betas)
        defaults = {
            "lr": lr,
            "betas": betas,
            "eps": eps,
            "weight_decay": weight_decay,
            "momentum_decay": momentum_decay,
        }
        super().__init__(params, defaults)
        self._add_step()
        self._add_slots("exp_avg")
        self._add_slots("exp_avg_sq")
        self._add_scalars("mu_product", 1.0)

    def _step_of_group(self, group: dict[str, Any], gradients: tuple, places: slice) -> None:
        numbers = (*group["betas"], group["eps"], group["momentum_decay"])
        coefficients = (*map(float, numbers), self.step_t)
        slots = (self.exp_avg[places], self.exp_avg_sq[places], self.mu_product[places])
        self._update(nadam_step, group, gradients, slots, coefficients)
