"""Adagrad: gradients divided by the root of the sum of their squares."""

from __future__ import annotations

import warnings
from typing import Any

import jax.numpy as jnp

from msgrad._checkparam import check_bool
from msgrad.common import dtype as mstype
from msgrad.common.tensor import Tensor
from msgrad.nn.optim.checks import check_float
from msgrad.nn.optim.optimizer import Optimizer, opt_init_args_register, update_rule

__all__ = ["Adagrad"]


@update_rule()
def adagrad_step(parameter, gradient, rate, slots, coefficients, shared, flags):
    """One step of Adagrad."""
    (accum,), (epsilon,) = slots, coefficients
    accum = accum + gradient * gradient
    return parameter - rate * gradient / (jnp.sqrt(accum) + epsilon), accum


class Adagrad(Optimizer):
    """Adagrad (Duchi et al. 2011).

    a = a + g^2, and the parameter moves by -lr g / sqrt(a).

    Args:
        params, learning_rate, loss_scale, weight_decay: see `Optimizer`.
        accum: the first value of a, a float of at least 0.
        update_slots: False has no influence, and a warning: MindSpore's CPU kernel lets a grow all the same, and the
            figures here are its.

    Raises:
        TypeError, ValueError: as `Optimizer`; or if ``accum`` is no float or below 0, or ``update_slots`` no bool.
    """

    @opt_init_args_register
    def __init__(
        self,
        params: Any,
        accum: float = 0.1,
        learning_rate: Any = 0.001,
        update_slots: bool = True,
        loss_scale: float = 1.0,
        weight_decay: Any = 0.0,
    ) -> None:
        super().__init__(learning_rate, params, weight_decay, loss_scale)
        check_float(accum, "accum", self.cls_name, at_least=0.0)
        self.update_slots = check_bool(update_slots, "update_slots", self.cls_name)
        if not update_slots:
            warnings.warn("For 'Adagrad', 'update_slots=False' has no influence, as on MindSpore's CPU.", stacklevel=3)
        self.accum = self.parameters.clone(prefix="accum", init=accum)
        self._no_epsilon = Tensor(0.0, mstype.float32)

    def construct(self, gradients: Any) -> tuple[bool, ...]:
        """One step."""
        return self._update(adagrad_step, gradients, (self.accum,), (self._no_epsilon,))
