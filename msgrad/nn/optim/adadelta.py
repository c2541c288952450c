"""Adadelta: steps in the units of the parameter."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp

from msgrad.common import dtype as mstype
from msgrad.common.tensor import Tensor
from msgrad.nn.optim.checks import check_float
from msgrad.nn.optim.optimizer import Optimizer, opt_init_args_register, update_rule

__all__ = ["Adadelta"]


@update_rule()
def adadelta_step(parameter, gradient, rate, slots, coefficients, shared, flags):
    """One step of Adadelta."""
    (accum, accum_update), (rho, epsilon) = slots, coefficients
    accum = rho * accum + (1 - rho) * gradient * gradient
    update = jnp.sqrt(accum_update + epsilon) / jnp.sqrt(accum + epsilon) * gradient
    accum_update = rho * accum_update + (1 - rho) * update * update
    return parameter - rate * update, accum, accum_update


class Adadelta(Optimizer):
    """Adadelta (Zeiler 2012).

    a = rho a + (1 - rho) g^2, u = sqrt(b + epsilon) / sqrt(a + epsilon) g, b = rho b + (1 - rho) u^2, and the
    parameter moves by -lr u.

    Args:
        params, learning_rate, loss_scale, weight_decay: see `Optimizer`.
        rho: a float from 0 to 1.
        epsilon: a float of at least 0.

    Raises:
        TypeError, ValueError: as `Optimizer`; or if ``rho`` or ``epsilon`` is no float or out of range.
    """

    @opt_init_args_register
    def __init__(
        self,
        params: Any,
        learning_rate: Any = 1.0,
        rho: float = 0.9,
        epsilon: float = 1e-6,
        loss_scale: float = 1.0,
        weight_decay: Any = 0.0,
    ) -> None:
        super().__init__(learning_rate, params, weight_decay, loss_scale)
        self.rho = Tensor(check_float(rho, "rho", self.cls_name, at_least=0.0, at_most=1.0), mstype.float32)
        self.epsilon = Tensor(check_float(epsilon, "epsilon", self.cls_name, at_least=0.0), mstype.float32)
        self.accum = self.parameters.clone(prefix="accum", init="zeros")
        self.accum_update = self.parameters.clone(prefix="accum_update", init="zeros")

    def construct(self, gradients: Any) -> tuple[bool, ...]:
        """One step."""
        return self._update(adadelta_step, gradients, (self.accum, self.accum_update), (self.rho, self.epsilon))
