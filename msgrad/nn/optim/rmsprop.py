"""RMSProp: gradients divided by the root of their running mean square."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp

from msgrad._checkparam import check_bool
from msgrad.common import dtype as mstype
from msgrad.common.tensor import Tensor
from msgrad.nn.optim.checks import check_float
from msgrad.nn.optim.optimizer import Optimizer, opt_init_args_register, update_rule

__all__ = ["RMSProp"]


@update_rule()
def rmsprop_step(parameter, gradient, rate, slots, coefficients, shared, flags):
    """One step of RMSProp; with a slot for the mean gradient the centered one."""
    (*mean, mean_square, moment), (decay, momentum, epsilon) = slots, coefficients
    mean_square = decay * mean_square + (1 - decay) * gradient * gradient
    mean = [decay * m + (1 - decay) * gradient for m in mean]
    variance = mean_square - mean[0] * mean[0] if mean else mean_square
    moment = momentum * moment + rate * gradient / jnp.sqrt(variance + epsilon)
    return parameter - moment, *mean, mean_square, moment


class RMSProp(Optimizer):
    """RMSProp (Hinton, lecture 6e of Neural Networks for Machine Learning, 2012).

    s = decay s + (1 - decay) g^2 (from 1 on), v = momentum v + lr g / sqrt(s + epsilon), and the parameter moves by -v.
    With ``centered``, the square of the running mean of g is subtracted from s in the root.

    Args:
        params, learning_rate, loss_scale, weight_decay: see `Optimizer`.
        decay, momentum: floats of at least 0.
        epsilon: a float above 0.
        use_locking: nothing here: no other step can run at the same time.
        centered: whether to divide by the variance.

    Raises:
        TypeError, ValueError: as `Optimizer`; or for other values than these.
    """

    @opt_init_args_register
    def __init__(
        self,
        params: Any,
        learning_rate: Any = 0.1,
        decay: float = 0.9,
        momentum: float = 0.0,
        epsilon: float = 1e-10,
        use_locking: bool = False,
        centered: bool = False,
        loss_scale: float = 1.0,
        weight_decay: Any = 0.0,
    ) -> None:
        super().__init__(learning_rate, params, weight_decay, loss_scale)
        who = self.cls_name
        check_float(decay, "decay", who, at_least=0.0)
        check_float(momentum, "momentum", who, at_least=0.0)
        check_float(epsilon, "epsilon", who, above=0.0)
        check_bool(use_locking, "use_locking", who)
        self.centered = check_bool(centered, "centered", who)
        if centered:
            self.mg = self.parameters.clone(prefix="mean_grad", init="zeros")
        self.ms = self.parameters.clone(prefix="mean_square", init="ones")
        self.moment = self.parameters.clone(prefix="moment", init="zeros")
        self._slots = (self.mg, self.ms, self.moment) if centered else (self.ms, self.moment)
        self._coefficients = tuple([Tensor(value, mstype.float32) for value in (decay, momentum, epsilon)])

    def construct(self, gradients: Any) -> tuple[bool, ...]:
        """One step."""
        return self._update(rmsprop_step, gradients, self._slots, self._coefficients)
