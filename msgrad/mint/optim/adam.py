"""Adam and AdamW."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
import numpy as np

from msgrad._checkparam import check_bool, check_type
from msgrad.common.parameter import Parameter, ParameterTuple
from msgrad.common.tensor import Tensor
from msgrad.engine.operator import operator
from msgrad.mint.optim.optimizer import Optimizer
from msgrad.ops.function import add

__all__ = ["Adam", "AdamW"]


@operator("parameters", "gradients", "slots", "rate", "step", name="mint_adam")
def adam_of_group(parameters, gradients, slots, rate, step, betas, eps, decay, decoupled, maximize):
    """One step of Adam (Kingma & Ba 2014) for every parameter of a group. A third slot, the running maximum of the
    second moment, takes its place (Reddi et al. 2018). Decay is added to the gradient, or, where it is ``decoupled``,
    taken from the parameter (Loshchilov & Hutter 2019)."""
    (beta1, beta2), step = betas, step.reshape(())
    bias1, bias2 = 1 - jnp.float32(beta1) ** step, 1 - jnp.float32(beta2) ** step
    updated = []
    for p, g, m, v, *largest in zip(parameters, gradients, *slots, strict=True):
        new = p.astype(jnp.promote_types(p.dtype, jnp.float32))
        g = g.astype(new.dtype) * (-1 if maximize else 1)
        if decoupled:
            new = new * (1 - rate * decay)
        elif decay:
            g = g + decay * new
        m = m + (g - m) * (1 - beta1)
        v = beta2 * v + (1 - beta2) * g * g
        largest = [jnp.maximum(top, v) for top in largest]
        root = jnp.sqrt(largest[0] if largest else v) / jnp.sqrt(bias2) + eps
        new = new - rate / bias1 * m / root
        updated.append([x.astype(old.dtype) for x, old in zip((new, m, v, *largest), (p, m, v, *largest), strict=True)])
    return tuple([x for column in zip(*updated, strict=True) for x in column])


class _AdamBase(Optimizer):
    decoupled: bool

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
        self.exp_avg = self.parameters.clone(prefix="exp_avg", init="zeros")
        self.exp_avg_sq = self.parameters.clone(prefix="exp_avg_sq", init="zeros")
        for group in self.param_groups:
            if group["amsgrad"]:
                group["max_exp_avg_sq"] = ParameterTuple(group["params"]).clone("max_exp_avg_sq", "zeros")
        self.state_step = Parameter(Tensor(np.zeros(1, np.float32)), name="state_step")

    def _before_step(self) -> None:
        self.state_step.assign_value(add(self.state_step, 1))

    def _step_of_group(self, number: int, group: dict[str, Any], gradients: tuple, places: slice) -> None:
        slots = (self.exp_avg[places], self.exp_avg_sq[places])
        if group["amsgrad"]:
            slots = (*slots, group["max_exp_avg_sq"])
        self._apply(
            adam_of_group, group, gradients, slots, self.state_step, tuple(group["betas"]), group["eps"],
            group["weight_decay"], self.decoupled, group["maximize"],
        )  # fmt: skip


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

    decoupled = False

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

    decoupled = True

    def __init__(
        self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01, amsgrad=False, *, maximize=False
    ):
        super().__init__(params, lr, betas, eps, weight_decay, amsgrad, maximize)
