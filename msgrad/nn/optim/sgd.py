"""SGD: stochastic gradient descent, with momentum."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp

from msgrad._checkparam import check_bool
from msgrad.common import dtype as mstype
from msgrad.common.parameter import Parameter
from msgrad.common.tensor import Tensor
from msgrad.nn.optim.optimizer import Optimizer, opt_init_args_register, update_rule

__all__ = ["SGD"]


@update_rule()
def sgd_step(parameter, gradient, rate, slots, coefficients, shared, flags):
    """One step of SGD. ``stat`` is 1 until the first step, whose accumulation is the bare gradient."""
    if not slots:  # no momentum
        return (parameter - rate * gradient,)
    (accum, stat), (momentum, dampening), (nesterov,) = slots, coefficients, flags
    accum = jnp.where(stat > 0, gradient, momentum * accum + (1 - dampening) * gradient)
    gradient = gradient + momentum * accum if nesterov else accum
    return parameter - rate * gradient, accum, jnp.zeros_like(stat)


class SGD(Optimizer):
    """Stochastic gradient descent.

    With gradient g, momentum m and dampening d: v = m v + (1 - d) g (in the first step v = g), and the parameter
    moves by -lr v, with ``nesterov`` by -lr (g + m v).

    Args:
        params, learning_rate, weight_decay, loss_scale: see `Optimizer`; the weight decay must be a number.
        momentum: at least 0.
        dampening: at least 0.
        nesterov: needs a momentum above 0 and no dampening.

    Raises:
        TypeError, ValueError: as `Optimizer`; or if ``momentum`` or ``dampening`` is no number or below 0, or
            ``nesterov`` is no bool or does not go with them.

    >>> from mindspore import Parameter, Tensor, nn
    >>> w = Parameter(Tensor([1.0, 2.0]), name="w")
    >>> nn.SGD([w], learning_rate=0.5)((Tensor([1.0, 1.0]),))
    (True,)
    >>> print(w.value())
    [0.5 1.5]
    """

    _allows_dynamic_weight_decay = False

    @opt_init_args_register
    def __init__(
        self,
        params: Any,
        learning_rate: Any = 0.1,
        momentum: float = 0.0,
        dampening: float = 0.0,
        weight_decay: float = 0.0,
        nesterov: bool = False,
        loss_scale: float = 1.0,
    ) -> None:
        super().__init__(learning_rate, params, weight_decay, loss_scale)
        for name, value in (("momentum", momentum), ("dampening", dampening)):
            if isinstance(value, bool) or not isinstance(value, int | float):
                raise TypeError(f"For 'SGD', the '{name}' must be a float, but got {value!r}.")
            if value < 0:
                raise ValueError(f"For 'SGD', the '{name}' must be at least 0, but got {value}.")
        check_bool(nesterov, "nesterov", self.cls_name)
        if nesterov and (momentum <= 0 or dampening != 0):
            raise ValueError(
                "For 'SGD', 'nesterov' needs a 'momentum' above 0 and a 'dampening' of 0, "
                f"but got {momentum} and {dampening}."
            )
        self.dampening = float(dampening)
        self.nesterov = nesterov
        self.momentum = Parameter(Tensor(float(momentum), mstype.float32), name="momentum")
        self.accum = self.parameters.clone(prefix="accum", init="zeros")
        self.stat = self.parameters.clone(prefix="stat", init="ones")
        self._dampening = Tensor(self.dampening, mstype.float32)
        self._slots = (self.accum, self.stat) if momentum > 0 else ()

    def construct(self, gradients: Any) -> tuple[bool, ...]:
        """One step."""
        return self._update(sgd_step, gradients, self._slots, (self.momentum, self._dampening), flags=(self.nesterov,))
