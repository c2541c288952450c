"""Stochastic gradient descent with groups of parameters."""

from __future__ import annotations

from typing import Any

from msgrad._checkparam import check_bool, check_type
from msgrad.common.tensor import Tensor
from msgrad.experimental.optim.optimizer import Optimizer, at_least
from msgrad.nn.optim.sgd import sgd_step


def check_sgd(
    who: str, lr: Any, momentum: Any, dampening: Any, nesterov: Any, maximize: Any, kinds: tuple = (int, float)
) -> None:
    """TypeError and ValueError for what are no settings of gradient descent."""
    check_type(lr, kinds, "lr", who)
    check_type(momentum, (int, float), "momentum", who)
    at_least(who, lr=lr, momentum=momentum)
    check_type(dampening, (int, float), "dampening", who)
    check_bool(nesterov, "nesterov", who)
    check_bool(maximize, "maximize", who)
    if nesterov and (momentum <= 0 or dampening != 0):
        raise ValueError(
            f"For '{who}', 'nesterov' needs a 'momentum' above 0 and a 'dampening' of 0, "
            f"but got {momentum} and {dampening}."
        )


class SGD(Optimizer):
    """Stochastic gradient descent: the parameter moves by -lr g, or with momentum by -lr v, v = momentum v +
    (1 - dampening) g; in the first step v = g.

    Args:
        params: see `Optimizer`.
        lr, momentum, weight_decay: numbers of at least 0; weight_decay times the parameter is added to the gradient.
        dampening: the share of the gradient that does not go into v.
        nesterov: moves by -lr (g + momentum v); only with a momentum and without dampening.
        maximize: the parameters move the other way.

    Raises:
        TypeError, ValueError: for arguments of another type or out of range.

    >>> from mindspore import Parameter, Tensor
    >>> from mindspore.experimental import optim
    >>> p = Parameter(Tensor([1.0]), name="p")
    >>> optimizer = optim.SGD([p], lr=0.5)
    >>> optimizer.param_groups[0]["lr"] = 0.25
    >>> optimizer((Tensor([1.0]),))
    True
    >>> print(p.asnumpy())
    [0.75]
    """

    _step_name = None

    def __init__(
        self,
        params: Any,
        lr: float,
        momentum: float = 0,
        dampening: float = 0,
        weight_decay: float = 0.0,
        nesterov: bool = False,
        *,
        maximize: bool = False,
    ) -> None:
        check_sgd(self.cls_name, lr, momentum, dampening, nesterov, maximize, (int, float, Tensor))
        defaults = {
            "lr": lr,
            "momentum": float(momentum),
            "dampening": float(dampening),
            "weight_decay": weight_decay,
            "nesterov": nesterov,
            "maximize": maximize,
            "grad_centralization": False,
        }
        super().__init__(params, defaults)
        self._add_slots("accum")
        self._add_slots("stat", init="ones")

    def _step_of_group(self, group: dict[str, Any], gradients: tuple, places: slice) -> None:
        momentum = float(group["momentum"])
        slots = (self.accum[places], self.stat[places]) if momentum > 0 else ()
        coefficients = (momentum, float(group["dampening"]))
        self._update(sgd_step, group, gradients, slots, coefficients, (group["nesterov"],))
