"""FTRL: follow the regularized leader."""

from __future__ import annotations

import warnings
from typing import Any

import jax.numpy as jnp

from msgrad._checkparam import check_bool
from msgrad.common import dtype as mstype
from msgrad.common.tensor import Tensor
from msgrad.nn.optim.checks import check_float
from msgrad.nn.optim.optimizer import Optimizer, opt_init_args_register, update_rule

__all__ = ["FTRL"]


@update_rule()
def ftrl_step(parameter, gradient, rate, slots, coefficients, shared, flags):
    """One step of FTRL."""
    (moment, linear), (power, l1, l2) = slots, coefficients
    new_moment = moment + gradient * gradient
    new_root, root = new_moment**-power, moment**-power
    linear = linear + gradient - (new_root - root) / rate * parameter
    quadratic = new_root / rate + 2 * l2
    moved = (l1 - linear) / quadratic
    return jnp.where(jnp.abs(linear) > l1, moved, 0), new_moment, linear


class FTRL(Optimizer):
    """FTRL-Proximal (McMahan et al. 2013).

    With a' = a + g^2 and p = -lr_power: z = z + g - (a'^p - a^p) / lr w, and the parameter becomes
    (l1 - z) / (a'^p / lr + 2 l2) where |z| > l1, else 0. The paper has sign(z) l1 in the place of l1; the figures here
    are those of MindSpore's CPU kernel, and a warning says so where ``l1`` is not 0.

    Args:
        params, loss_scale, weight_decay: see `Optimizer`; groups must have no rates of their own.
        initial_accum: the first value of a, a float of at least 0.
        learning_rate: a float above 0.
        lr_power: a float of at most 0.
        l1, l2: strength of the penalties, floats of at least 0.
        use_locking: nothing here: no other step can run at the same time.

    Raises:
        TypeError, ValueError: as `Optimizer`; or for other values than these.
    """

    _spares_normalization = False

    @opt_init_args_register
    def __init__(
        self,
        params: Any,
        initial_accum: float = 0.1,
        learning_rate: float = 0.001,
        lr_power: float = -0.5,
        l1: float = 0.0,
        l2: float = 0.0,
        use_locking: bool = False,
        loss_scale: float = 1.0,
        weight_decay: Any = 0.0,
    ) -> None:
        super().__init__(learning_rate, params, weight_decay, loss_scale)
        who = self.cls_name
        if self.dynamic_lr or self.is_group_lr:
            raise ValueError("For 'FTRL', the 'learning_rate' must be one float for all steps and groups.")
        check_float(initial_accum, "initial_accum", who, at_least=0.0)
        check_float(learning_rate, "learning_rate", who, above=0.0)
        check_float(lr_power, "lr_power", who, at_most=0.0)
        check_float(l1, "l1", who, at_least=0.0)
        check_float(l2, "l2", who, at_least=0.0)
        check_bool(use_locking, "use_locking", who)
        if l1 > 0:
            warnings.warn(
                "For 'FTRL', the 'l1' enters without the sign of the paper, as on MindSpore's CPU.", stacklevel=3
            )
        self.moments = self.parameters.clone(prefix="moments", init=initial_accum)
        self.linear = self.parameters.clone(prefix="linear", init="zeros")
        self._coefficients = tuple([Tensor(value, mstype.float32) for value in (lr_power, l1, l2)])

    def construct(self, gradients: Any) -> tuple[bool, ...]:
        """One step."""
        return self._update(ftrl_step, gradients, (self.moments, self.linear), self._coefficients)
