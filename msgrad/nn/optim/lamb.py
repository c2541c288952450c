"""Lamb: Adam with a rate for each layer."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp

from msgrad.common import dtype as mstype
from msgrad.common.tensor import Tensor
from msgrad.nn.optim.checks import check_betas
from msgrad.nn.optim.optimizer import Optimizer, opt_init_args_register, update_rule

__all__ = ["Lamb"]


@update_rule(decoupled=True)
def lamb_step(parameter, gradient, rate, slots, coefficients, shared, flags, decay):
    """One step of Lamb."""
    (m, v), (beta1, beta2, epsilon, step) = slots, coefficients
    step = step.reshape(()).astype(jnp.float32) + 1
    m = beta1 * m + (1 - beta1) * gradient
    v = beta2 * v + (1 - beta2) * gradient * gradient
    direction = m / (1 - beta1**step) / (jnp.sqrt(v / (1 - beta2**step)) + epsilon)
    if decay is not None:
        direction = direction + decay * parameter
    of_parameter, of_direction = jnp.linalg.norm(parameter.ravel()), jnp.linalg.norm(direction.ravel())
    trusted = (of_parameter > 0) & (of_direction > 0)
    ratio = jnp.where(trusted, of_parameter / jnp.where(trusted, of_direction, 1), 1)
    return parameter - rate * ratio * direction, m, v


class Lamb(Optimizer):
    """Lamb (You et al. 2019), with the norm itself as its scaling function.

    m and v as in Adam, d = m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + eps) + weight_decay w in step t, and the
    parameter w moves by -lr |w| / |d| d (by -lr d where a norm is 0).

    Args:
        params, learning_rate, weight_decay: see `Optimizer`.
        beta1, beta2: decay rates of the two moments, floats between 0 and 1.
        eps: a float above 0.

    Raises:
        TypeError, ValueError: as `Optimizer`; or if a beta or ``eps`` is no float or out of range.
    """

    @opt_init_args_register
    def __init__(
        self,
        params: Any,
        learning_rate: Any,
        beta1: float = 0.9,
        beta2: float = 0.999,
        eps: float = 1e-6,
        weight_decay: Any = 0.0,
    ) -> None:
        super().__init__(learning_rate, params, weight_decay)
        check_betas(beta1, beta2, eps, self.cls_name)
        self.beta1 = Tensor(beta1, mstype.float32)
        self.beta2 = Tensor(beta2, mstype.float32)
        self.eps = Tensor(eps, mstype.float32)
        self.moments1 = self.parameters.clone(prefix="lamb_m", init="zeros")
        self.moments2 = self.parameters.clone(prefix="lamb_v", init="zeros")

    def construct(self, gradients: Any) -> tuple[bool, ...]:
        """One step."""
        coefficients = (self.beta1, self.beta2, self.eps, self.global_step)
        return self._update(lamb_step, gradients, (self.moments1, self.moments2), coefficients)
