"""ProximalAdagrad: Adagrad with L1 and L2 penalties."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp

from msgrad._checkparam import check_bool
from msgrad.common import dtype as mstype
from msgrad.common.tensor import Tensor
from msgrad.nn.optim.checks import check_float
from msgrad.nn.optim.optimizer import Optimizer, opt_init_args_register, update_rule

__all__ = ["ProximalAdagrad"]


@update_rule()
def proximal_adagrad_step(parameter, gradient, rate, slots, coefficients, shared, flags):
    """One step of ProximalAdagrad."""
    (accum,), (l1, l2) = slots, coefficients
    accum = accum + gradient * gradient
    rate = rate / jnp.sqrt(accum)
    moved = parameter - rate * gradient
    shrunk = jnp.sign(moved) * jnp.maximum(jnp.abs(moved) - rate * l1, 0)
    return shrunk / (1 + rate * l2), accum


class ProximalAdagrad(Optimizer):
    """Adagrad with a proximal step (Duchi & Singer 2009).

    a = a + g^2, r = lr / sqrt(a), p = w - r g, and the parameter becomes sign(p) max(|p| - r l1, 0) / (1 + r l2).

    Args:
        params, learning_rate, loss_scale, weight_decay: see `Optimizer`.
        accum: the first value of a, a float of at least 0.
        l1, l2: strength of the penalties, floats of at least 0.
        use_locking: nothing here: no other step can run at the same time.

    Raises:
        TypeError, ValueError: as `Optimizer`; or for other values than these.
    """

    @opt_init_args_register
    def __init__(
        self,
        params: Any,
        accum: float = 0.1,
        learning_rate: Any = 0.001,
        l1: float = 0.0,
        l2: float = 0.0,
        use_locking: bool = False,
        loss_scale: float = 1.0,
        weight_decay: Any = 0.0,
    ) -> None:
        super().__init__(learning_rate, params, weight_decay, loss_scale)
        for name, value in (("accum", accum), ("l1", l1), ("l2", l2)):
            check_float(value, name, self.cls_name, at_least=0.0)
        check_bool(use_locking, "use_locking", self.cls_name)
        self.accum = self.parameters.clone(prefix="accum", init=accum)
        self.l1 = Tensor(l1, mstype.float32)
        self.l2 = Tensor(l2, mstype.float32)

    def construct(self, gradients: Any) -> tuple[bool, ...]:
        """One step."""
        return self._update(proximal_adagrad_step, gradients, (self.accum,), (self.l1, self.l2))
