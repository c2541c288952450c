"""AdaMax: Adam with the infinity norm."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
import numpy as np

from msgrad.common import dtype as mstype
from msgrad.common.parameter import Parameter
from msgrad.common.tensor import Tensor
from msgrad.nn.optim.adam import advance_powers
from msgrad.nn.optim.checks import check_betas
from msgrad.nn.optim.optimizer import Optimizer, opt_init_args_register, update_rule

__all__ = ["AdaMax"]


@update_rule(advance=advance_powers)
def adamax_step(parameter, gradient, rate, slots, coefficients, shared, flags):
    """One step of AdaMax."""
    (m, v), (beta1, beta2, epsilon), (power1,) = slots, coefficients, shared
    m = beta1 * m + (1 - beta1) * gradient
    v = jnp.maximum(beta2 * v, jnp.abs(gradient))
    return parameter - rate / (1 - power1) * m / (v + epsilon), m, v


class AdaMax(Optimizer):
    """AdaMax (Kingma & Ba 2014, section 7.1).

    m = beta1 m + (1 - beta1) g, v = max(beta2 v, |g|), and the parameter moves by -lr / (1 - beta1^t) * m / (v + eps)
    in step t.

    Args:
        params, learning_rate, weight_decay, loss_scale: see `Optimizer`.
        beta1, beta2: decay rates of the two moments, floats between 0 and 1.
        eps: a float above 0.

    Raises:
        TypeError, ValueError: as `Optimizer`; or if a beta or ``eps`` is no float or out of range.
    """

    @opt_init_args_register
    def __init__(
        self,
        params: Any,
        learning_rate: Any = 0.001,
        beta1: float = 0.9,
        beta2: float = 0.999,
        eps: float = 1e-08,
        weight_decay: Any = 0.0,
        loss_scale: float = 1.0,
    ) -> None:
        super().__init__(learning_rate, params, weight_decay, loss_scale)
        check_betas(beta1, beta2, eps, self.cls_name)
        self.beta1 = Tensor(beta1, mstype.float32)
        self.beta2 = Tensor(beta2, mstype.float32)
        self.eps = Tensor(eps, mstype.float32)
        self.beta1_power = Parameter(Tensor(np.ones(1, np.float32)), name="beta1_power")
        self.moment1 = self.parameters.clone(prefix="moment1", init="zeros")
        self.moment2 = self.parameters.clone(prefix="moment2", init="zeros")

    def construct(self, gradients: Any) -> tuple[bool, ...]:
        """One step."""
        coefficients = (self.beta1, self.beta2, self.eps)
        return self._update(adamax_step, gradients, (self.moment1, self.moment2), coefficients, (self.beta1_power,))
