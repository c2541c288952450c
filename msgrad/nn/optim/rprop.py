"""Rprop: steps that follow the signs of the gradients only."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp

from msgrad.common import dtype as mstype
from msgrad.common.tensor import Tensor
from msgrad.nn.optim.checks import check_float
from msgrad.nn.optim.optimizer import Optimizer, opt_init_args_register, update_rule

__all__ = ["Rprop"]


@update_rule()
def rprop_step(parameter, gradient, rate, slots, coefficients, shared, flags):
    """One step of Rprop."""
    (previous, size), (minus, plus, smallest, largest, step) = slots, coefficients
    size = jnp.where(step.reshape(()) == 0, rate, size)
    agreement = gradient * previous
    factor = jnp.where(agreement > 0, plus, jnp.where(agreement < 0, minus, 1))
    size = jnp.clip(size * factor, smallest, largest)
    gradient = jnp.where(agreement < 0, 0, gradient)
    return parameter - jnp.sign(gradient) * size, gradient, size


class Rprop(Optimizer):
    """Resilient propagation (Riedmiller & Braun 1993).

    Each element has a step size of its own, at first lr. It grows by etas[1] where the gradient keeps its sign, and
    shrinks by etas[0] where the sign changes, in which case the element rests for one step.

    Args:
        params, learning_rate, weight_decay: see `Optimizer`.
        etas: the two factors, a tuple of a float between 0 and 1 and one above 1.
        step_sizes: the smallest and the largest step, a tuple of two floats.

    Raises:
        TypeError, ValueError: as `Optimizer`; or for other values than these.
    """

    @opt_init_args_register
    def __init__(
        self,
        params: Any,
        learning_rate: Any = 0.1,
        etas: tuple[float, float] = (0.5, 1.2),
        step_sizes: tuple[float, float] = (1e-6, 50.0),
        weight_decay: Any = 0.0,
    ) -> None:
        super().__init__(learning_rate, params, weight_decay)
        for name, pair in (("etas", etas), ("step_sizes", step_sizes)):
            if not isinstance(pair, tuple):
                raise TypeError(f"For 'Rprop', the '{name}' must be a tuple, but got {type(pair).__name__}.")
            if len(pair) != 2:
                raise ValueError(f"For 'Rprop', the '{name}' must be a tuple of two floats, but got {pair}.")
            for value in pair:
                check_float(value, name, "Rprop")
        if not 0 < etas[0] < 1 < etas[1]:
            raise ValueError(f"For 'Rprop', the 'etas' must be in (0, 1) and above 1, but got {etas}.")
        if step_sizes[0] > step_sizes[1]:
            raise ValueError(f"For 'Rprop', the 'step_sizes' must not fall, but got {step_sizes}.")
        self._coefficients = tuple([Tensor(value, mstype.float32) for value in (*etas, *step_sizes)])
        self.prev = self.parameters.clone(prefix="prev", init="zeros")
        self.step_size = self.parameters.clone(prefix="step_size", init="zeros")

    def construct(self, gradients: Any) -> bool:
        """One step."""
        self._update(rprop_step, gradients, (self.prev, self.step_size), (*self._coefficients, self.global_step))
        return True
