"""Adam and AdamW."""

from __future__ import annotations

from typing import Any

import numpy as np

from msgrad._checkparam import check_bool, check_type
from msgrad.common.parameter import ParameterTuple
from msgrad.experimental.optim.adam import adamw_step, corrected_adam_step
from msgrad.experimental.optim.optimizer import Optimizer

__all__ = ["Adam", "AdamW"]


class _AdamBase(Optimizer):
    _step_name = "state_step"
    _rule: Any

    def __init__(
        self, params: Any, lr: float, betas: tuple, eps: float, weight_decay: float, amsgrad: bool, maximize: bool
    ) -> None:
        who = type(self).__name__
        for name, value in (("lr", lr), ("eps", eps), ("weight_decay", weight_decay)):
            check_type(value, float, name, who)
            if value < 0:
                raise ValueError(f"For '{who}', the '{name}' must not be negative, but got {value}.")
        for i, beta in enumerate(betas):
            check_type(beta, float, f"betas[{i}]", who)
            if not 0 <= beta < 1:
                raise ValueError(f"For '{who}', the 'betas[{i}]' must be in [0, 1), but got {beta}.")
        check_bool(amsgrad, "amsgrad", who)
        check_bool(maximize, "maximize", who)
        defaults = {
            "lr": lr, "betas": tuple(betas), "eps": eps, "weight_decay": weight_decay, "amsgrad": amsgrad,
            "maximize": maximize,
        }  # fmt: skip
        super().__init__(params, defaults)
        self._add_slots("exp_avg")
        self._add_slots("exp_avg_sq")
        self._add_step((1,), np.float32)

    def add_param_group(self, param_group: dict[str, Any]) -> None:
        """Adds a group; the settings that it does not have are the defaults."""
        super().add_param_group(param_group)
        if param_group["amsgrad"]:
            param_group["max_exp_avg_sq"] = ParameterTuple(param_group["params"]).clone("max_exp_avg_sq", "zeros")

    def _step_of_group(self, group: dict[str, Any], gradients: tuple, places: slice) -> None:
        slots = (self.exp_avg[places], self.exp_avg_sq[places])
        if group["amsgrad"]:
            slots = (*slots, group["max_exp_avg_sq"])
        coefficients = (*group["betas"], group["eps"], self.state_step)
        self._update(self._rule, group, gradients, slots, coefficients)


class Adam(_AdamBase):
    """Adam (Kingma & Ba 2014).

    m = beta1 m + (1 - beta1) g, v = beta2 v + (1 - beta2) g^2, and in step t the parameter moves by
    -lr m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + eps).

    Args:
        params: Parameters, or dictionaries of groups: see `param_groups`.
        lr, betas, eps: floats; betas in [0, 1), the others not negative.
        weight_decay: times the parameter is added to the gradient.
        amsgrad: the greatest v so far takes the place of v.
        maximize: the parameters move the other way.

    Raises TypeError for arguments of another type, ValueError for numbers out of range.

    >>> p = Parameter(Tensor([1.0]), name="p")
    >>> mint.optim.Adam([p], lr=0.5)((Tensor([3.0]),))
    True
    >>> print(p.asnumpy().round(3))
    [0.5]
    """

    _rule = corrected_adam_step

    def __init__(
        self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0, amsgrad=False, *, maximize=False
    ):
        super().__init__(params, lr, betas, eps, weight_decay, amsgrad, maximize)


class AdamW(_AdamBase):
    """Adam with weight decay apart from the gradient (Loshchilov & Hutter 2019): the parameter is first multiplied by
    1 - lr * weight_decay. Arguments as for `Adam`.

    >>> p = Parameter(Tensor([1.0]), name="p")
    >>> mint.optim.AdamW([p], lr=0.5, weight_decay=0.5)((Tensor([3.0]),))
    True
    >>> print(p.asnumpy().round(3))
    [0.25]
    """

    _rule = adamw_step

    def __init__(
        self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01, amsgrad=False, *, maximize=False
    ):
        super().__init__(params, lr, betas, eps, weight_decay, amsgrad, maximize)
