"""RMSprop: gradients divided by the root of their running mean square."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp

from msgrad.experimental.optim.optimizer import Optimizer, above, at_least
from msgrad.nn.optim.optimizer import update_rule


@update_rule()
def rmsprop_step_of_rate(parameter, gradient, rate, slots, coefficients, shared, flags):
    """One step of RMSprop, where the rate multiplies the momentum and not, as in `nn.RMSProp`, what goes into it."""
    (centered, has_momentum), (alpha, epsilon, momentum) = flags, coefficients
    square, *others = slots
    square = square * alpha + (1 - alpha) * gradient * gradient
    variance = square
    if centered:
        others[0] = others[0] * alpha + gradient * (1 - alpha)
        variance = square - others[0] * others[0]
    root = jnp.sqrt(variance) + epsilon
    if has_momentum:
        others[-1] = others[-1] * momentum + gradient / root
        return parameter - others[-1] * rate, square, *others
    return parameter - rate * gradient / root, square, *others


class RMSprop(Optimizer):
    """RMSprop (Hinton, lecture 6e of Neural Networks for Machine Learning, 2012).

    s = alpha s + (1 - alpha) g^2 (from 0 on), and the parameter moves by -lr g / (sqrt(s) + eps); with a momentum
    by -lr v, v = momentum v + g / (sqrt(s) + eps). With ``centered``, the square of the running mean of g is
    subtracted from s in the root.

    Args:
        params: see `Optimizer`.
        lr, eps: above 0.
        alpha, momentum: at least 0.
        weight_decay: times the parameter is added to the gradient.
        centered: whether to divide by the variance.
        maximize: the parameters move the other way.

    Raises:
        TypeError, ValueError: for arguments of another type or out of range.
    """

    _step_name = None

    def __init__(
        self,
        params: Any,
        lr: float = 1e-2,
        alpha: float = 0.99,
        eps: float = 1e-8,
        weight_decay: float = 0.0,
        momentum: float = 0.0,
        centered: bool = False,
        maximize: bool = False,
    ) -> None:
        above(self.cls_name, lr=lr, eps=eps)
        at_least(self.cls_name, alpha=alpha, momentum=momentum, weight_decay=weight_decay)
        defaults = {
            "lr": lr,
            "momentum": momentum,
            "alpha": alpha,
            "eps": eps,
            "centered": centered,
            "weight_decay": weight_decay,
            "maximize": maximize,
        }
        super().__init__(params, defaults)
        self._add_slots("mean_grad")
        self._add_slots("mean_square")
        self._add_slots("moment")

    def _step_of_group(self, group: dict[str, Any], gradients: tuple, places: slice) -> None:
        centered, has_momentum = bool(group["centered"]), group["momentum"] > 0
        slots = [self.mean_square[places]]
        if centered:
            slots.append(self.mean_grad[places])
        if has_momentum:
            slots.append(self.moment[places])
        coefficients = tuple([float(group[name]) for name in ("alpha", "eps", "momentum")])
        self._update(rmsprop_step_of_rate, group, gradients, tuple(slots), coefficients, (centered, has_momentum))
