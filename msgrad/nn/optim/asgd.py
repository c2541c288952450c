"""ASGD: gradient descent with an average of the parameters."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
import numpy as np

from msgrad.common import dtype as mstype
from msgrad.common.parameter import Parameter, ParameterTuple
from msgrad.common.tensor import Tensor
from msgrad.nn.optim.checks import check_float
from msgrad.nn.optim.optimizer import Optimizer, opt_init_args_register, update_rule

__all__ = ["ASGD"]


@update_rule()
def asgd_step(parameter, gradient, rate, slots, coefficients, shared, flags):
    """One step of ASGD."""
    (mu, eta, average), (lambd, alpha, t0, step) = slots, coefficients
    step = step.reshape(()).astype(jnp.float32) + 1
    eta = jnp.where(step == 1, rate, eta)
    parameter = parameter * (1 - lambd * eta) - eta * gradient
    average = average + (parameter - average) * mu
    eta = rate / (1 + lambd * rate * step) ** alpha
    mu = 1 / jnp.maximum(1, step - t0)
    return parameter, mu, eta, average


class ASGD(Optimizer):
    """Averaged stochastic gradient descent (Polyak & Juditsky 1992, with the rates of Bottou 2010).

    In step t, w = (1 - lambd eta) w - eta g and the average ax = ax + mu (w - ax); then
    eta = lr / (1 + lambd lr t)^alpha and mu = 1 / max(1, t - t0). The average is in ``ax``.

    Args:
        params, learning_rate, weight_decay: see `Optimizer`.
        lambd, alpha, t0: floats.

    Raises:
        TypeError, ValueError: as `Optimizer`; or if one of these is no float.
    """

    @opt_init_args_register
    def __init__(
        self,
        params: Any,
        learning_rate: Any = 0.1,
        lambd: float = 1e-4,
        alpha: float = 0.75,
        t0: float = 1e6,
        weight_decay: Any = 0.0,
    ) -> None:
        super().__init__(learning_rate, params, weight_decay)
        names = ("lambd", "alpha", "t0")
        self._coefficients = tuple(
            [
                Tensor(check_float(v, n, self.cls_name), mstype.float32)
                for n, v in zip(names, (lambd, alpha, t0), strict=True)
            ]
        )
        self.mu = self._scalars("mu_", 1.0)
        self.eta = self._scalars("eta_", 0.0)
        self.ax = self.parameters.clone(prefix="ax_", init="zeros")

    def _scalars(self, prefix: str, value: float) -> ParameterTuple:
        """A number for each parameter."""
        return ParameterTuple([Parameter(Tensor(np.float32(value)), name=prefix + p.name) for p in self.parameters])

    def construct(self, gradients: Any) -> bool:
        """One step."""
        coefficients = (*self._coefficients, self.global_step)
        self._update(asgd_step, gradients, (self.mu, self.eta, self.ax), coefficients)
        return True
