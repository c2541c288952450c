"""LazyAdam: Adam with MindSpore's arguments for sparse gradients."""

from __future__ import annotations

from typing import Any

from msgrad._checkparam import check_type
from msgrad.nn.optim.adam import AdamBase
from msgrad.nn.optim.optimizer import opt_init_args_register

__all__ = ["LazyAdam"]


class LazyAdam(AdamBase):
    """Adam that leaves the rows alone that a sparse gradient does not have. Gradients here are dense, and for these
    it is `Adam`.

    Args:
        params, learning_rate, loss_scale: see `Optimizer`.
        beta1, beta2, eps, use_locking, use_nesterov: see `Adam`.
        weight_decay: a float.

    Raises:
        TypeError, ValueError: as `Adam`; or if ``weight_decay`` is no float.
    """

    _power_shape = (1,)

    @opt_init_args_register
    def __init__(
        self,
        params: Any,
        learning_rate: Any = 1e-3,
        beta1: float = 0.9,
        beta2: float = 0.999,
        eps: float = 1e-8,
        use_locking: bool = False,
        use_nesterov: bool = False,
        weight_decay: float = 0.0,
        loss_scale: float = 1.0,
    ) -> None:
        super().__init__(learning_rate, params, weight_decay, loss_scale)
        check_type(weight_decay, float, "weight_decay", self.cls_name)
        self._set_up(beta1, beta2, eps, use_locking, use_nesterov)
