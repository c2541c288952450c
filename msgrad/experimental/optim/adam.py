"""Adam with groups of parameters, and what it shares with AdamW."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp

from msgrad.experimental.optim.optimizer import Optimizer, at_least, check_betas
from msgrad.nn.optim.adam import adam_step
from msgrad.nn.optim.optimizer import update_rule


@update_rule()
def adam_step_of_number(parameter, gradient, rate, slots, coefficients, shared, flags):
    """One step of Adam whose powers of beta come from the number of steps done."""
    *coefficients, step = coefficients
    powers = tuple([beta ** (step.reshape(()) + 1) for beta in coefficients[:2]])
    return adam_step.rule(parameter, gradient, rate, slots, coefficients, powers, flags)


@update_rule()
def corrected_adam_step(parameter, gradient, rate, slots, coefficients, shared, flags):
    """One step of Adam in the form of Kingma & Ba's algorithm 1, where eps is added to the root of the corrected second
    moment. A third slot, the running maximum of the second moment, takes its place (Reddi et al. 2018)."""
    (m, v, *largest), (beta1, beta2, epsilon, step) = slots, coefficients
    step = step.reshape(()) + 1
    m = m * beta1 + gradient * (1 - beta1)
    v = v * beta2 + gradient * gradient * (1 - beta2)
    largest = [jnp.maximum(top, v) for top in largest]
    root = jnp.sqrt(largest[0] if largest else v) / jnp.sqrt(1 - beta2**step) + epsilon
    return parameter - m / root * (rate / (1 - beta1**step)), m, v, *largest


@update_rule(decoupled=True)
def adamw_step(parameter, gradient, rate, slots, coefficients, shared, flags, decay):
    """One step of Adam with weight decay apart from the gradient (Loshchilov & Hutter 2019)."""
    if decay is not None:
        parameter = parameter * (1 - rate * decay)
    return corrected_adam_step.rule(parameter, gradient, rate, slots, coefficients, shared, flags)


class AdamBase(Optimizer):
    """The arguments and the state of Adam and AdamW."""

    _step_name = "state_step"

    def __init__(
        self, params: Any, lr: Any, betas: tuple, eps: float, weight_decay: float, amsgrad: bool, maximize: bool
    ) -> None:
        at_least(self.cls_name, lr=lr, eps=eps, weight_decay=weight_decay)
        check_betas(self.cls_name, betas, floats=False)
        defaults = {
            "lr": lr,
            "betas": betas,
            "eps": eps,
            "weight_decay": weight_decay,
            "amsgrad": amsgrad,
            "maximize": maximize,
        }
        super().__init__(params, defaults)
        self._add_slots("exp_avg")
        self._add_slots("exp_avg_sq")
        self._add_slots("max_exp_avg_sq")
        self._add_step()

    def _slots_of(self, group: dict[str, Any], places: slice) -> tuple:
        slots = (self.exp_avg[places], self.exp_avg_sq[places])
        return (*slots, self.max_exp_avg_sq[places]) if group["amsgrad"] else slots

    def _coefficients_of(self, group: dict[str, Any]) -> tuple:
        return (*map(float, group["betas"]), float(group["eps"]), self.state_step)


class Adam(AdamBase):
    """Adam (Kingma & Ba 2014, in the form with the corrected rate at the end of their section 2).

    m = beta1 m + (1 - beta1) g, v = beta2 v + (1 - beta2) g^2, and in step t the parameter moves by
    -lr sqrt(1 - beta2^t) / (1 - beta1^t) m / (sqrt(v) + eps).

    Args:
        params: see `Optimizer`.
        lr, eps, weight_decay: at least 0; weight_decay times the parameter is added to the gradient.
        betas: two numbers in [0, 1).
        amsgrad: the greatest v so far takes the place of v (Reddi et al. 2018). MindSpore's has no influence.
        maximize: the parameters move the other way.

    Raises:
        TypeError, ValueError: for arguments of another type or out of range.

    >>> from mindspore import Parameter, Tensor
    >>> from mindspore.experimental import optim
    >>> p = Parameter(Tensor([1.0]), name="p")
    >>> optimizer = optim.Adam([p], lr=0.5)
    >>> optimizer((Tensor([3.0]),))
    True
    >>> print(p.asnumpy().round(3))
    [0.5]
    """

    def __init__(
        self,
        params: Any,
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0.0,
        amsgrad: bool = False,
        *,
        maximize: bool = False,
    ) -> None:
        super().__init__(params, lr, betas, eps, weight_decay, amsgrad, maximize)

    def _step_of_group(self, group: dict[str, Any], gradients: tuple, places: slice) -> None:
        slots, coefficients = self._slots_of(group, places), self._coefficients_of(group)
        self._update(adam_step_of_number, group, gradients, slots, coefficients, flags=(False,))
