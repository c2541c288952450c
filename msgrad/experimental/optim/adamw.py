"""AdamW with groups of parameters."""

from __future__ import annotations

from typing import Any

from msgrad.experimental.optim.adam import AdamBase, adamw_step


class AdamW(AdamBase):
    """Adam with weight decay apart from the gradient (Loshchilov & Hutter 2019).

    The parameter is first multiplied by 1 - lr weight_decay. Then, with m = beta1 m + (1 - beta1) g and
    v = beta2 v + (1 - beta2) g^2, it moves by -lr m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + eps) in step t.

    Args:
        params: see `Optimizer`.
        lr, eps, weight_decay: at least 0.
        betas: two numbers in [0, 1).
        amsgrad: the greatest v so far takes the place of v (Reddi et al. 2018).
        maximize: the parameters move the other way.

    Raises:
        TypeError, ValueError: for arguments of another type or out of range.
    """

    def __init__(
        self,
        params: Any,
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 1e-2,
        amsgrad: bool = False,
        *,
        maximize: bool = False,
    ) -> None:
        super().__init__(params, lr, betas, eps, weight_decay, amsgrad, maximize)

    def _step_of_group(self, group: dict[str, Any], gradients: tuple, places: slice) -> None:
        slots, coefficients = self._slots_of(group, places), self._coefficients_of(group)
        self._update(adamw_step, group, gradients, slots, coefficients)
