"""Momentum: gradient descent with momentum."""

from __future__ import annotations

import warnings
from typing import Any

from msgrad._checkparam import check_bool, check_type
from msgrad.common import dtype as mstype
from msgrad.common.parameter import Parameter
from msgrad.common.tensor import Tensor
from msgrad.nn.optim.optimizer import Optimizer, opt_init_args_register, update_rule

__all__ = ["Momentum"]


@update_rule()
def momentum_step(parameter, gradient, rate, slots, coefficients, shared, flags):
    """One step of Momentum."""
    (moment,), (momentum,) = slots, coefficients
    moment = moment * momentum + gradient
    return parameter - rate * moment, moment


class Momentum(Optimizer):
    """Gradient descent with momentum.

    With gradient g and momentum m: v = m v + g, and the parameter moves by -lr v.

    Args:
        params, learning_rate, weight_decay, loss_scale: see `Optimizer`.
        momentum: a float of at least 0.
        use_nesterov: no influence, and a warning: MindSpore's CPU kernel has none either, and the figures here are its.
            `SGD` with ``nesterov`` looks ahead.

    Raises:
        TypeError, ValueError: as `Optimizer`; or if ``momentum`` is no float or below 0, or ``use_nesterov`` no bool.

    >>> from mindspore import Parameter, Tensor, nn
    >>> w = Parameter(Tensor([1.0, 2.0]), name="w")
    >>> optimizer = nn.Momentum([w], learning_rate=0.1, momentum=0.9)
    >>> for _ in range(2):
    ...     _ = optimizer((Tensor([1.0, 1.0]),))
    >>> print(w.asnumpy().round(5))
    [0.71 1.71]
    """

    @opt_init_args_register
    def __init__(
        self,
        params: Any,
        learning_rate: Any,
        momentum: float,
        weight_decay: Any = 0.0,
        loss_scale: float = 1.0,
        use_nesterov: bool = False,
    ) -> None:
        super().__init__(learning_rate, params, weight_decay, loss_scale)
        check_type(momentum, float, "momentum", self.cls_name)
        if momentum < 0:
            raise ValueError(f"For 'Momentum', the 'momentum' must be at least 0, but got {momentum}.")
        self.use_nesterov = check_bool(use_nesterov, "use_nesterov", self.cls_name)
        if use_nesterov:
            warnings.warn(
                "For 'Momentum', 'use_nesterov' has no influence, as on MindSpore's CPU; that of nn.SGD has.",
                stacklevel=3,
            )
        self.momentum = Parameter(Tensor(momentum, mstype.float32), name="momentum")
        self.moments = self.parameters.clone(prefix="moments", init="zeros")

    def construct(self, gradients: Any) -> tuple[bool, ...]:
        """One step."""
        return self._update(momentum_step, gradients, (self.moments,), (self.momentum,))
