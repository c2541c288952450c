"""Adam and its relatives: AdamWeightDecay, AdamOffload."""

from __future__ import annotations

import warnings
from typing import Any

import jax.numpy as jnp
import numpy as np

from msgrad._checkparam import check_bool
from msgrad.common import dtype as mstype
from msgrad.common.parameter import Parameter
from msgrad.common.tensor import Tensor
from msgrad.nn.optim.checks import check_betas
from msgrad.nn.optim.optimizer import Optimizer, opt_init_args_register, update_rule

__all__ = ["Adam", "AdamWeightDecay", "AdamOffload"]


def advance_powers(shared, coefficients):
    """The powers of beta1 and beta2 of the next step."""
    return tuple(power * beta for power, beta in zip(shared, coefficients, strict=False))


@update_rule(advance=advance_powers)
def adam_step(parameter, gradient, rate, slots, coefficients, shared, flags):
    """One step of Adam (Kingma & Ba 2014, in the form with the corrected rate at the end of their section 2).

    With a third slot, its running maximum takes the place of the second moment (Reddi et al. 2018).
    """
    (m, v, *largest), (beta1, beta2, epsilon), (power1, power2), (nesterov,) = slots, coefficients, shared, flags
    rate = rate * jnp.sqrt(1 - power2) / (1 - power1)
    m = m + (gradient - m) * (1 - beta1)
    v = v + (gradient * gradient - v) * (1 - beta2)
    largest = [jnp.maximum(vhat, v) for vhat in largest]
    direction = m * beta1 + (1 - beta1) * gradient if nesterov and not largest else m
    parameter = parameter - rate * direction / (jnp.sqrt(largest[0] if largest else v) + epsilon)
    return parameter, m, v, *largest


@update_rule(decoupled=True)
def adam_weight_decay_step(parameter, gradient, rate, slots, coefficients, shared, flags, decay):
    """One step of Adam without correction of the moments, with weight decay apart from the gradient."""
    m, v = slots
    beta1, beta2, epsilon = [c.astype(parameter.dtype) for c in coefficients]
    m = beta1 * m + (1 - beta1) * gradient
    v = beta2 * v + (1 - beta2) * gradient * gradient
    direction = m / (jnp.sqrt(v) + epsilon)
    if decay is not None:
        direction = direction + decay * parameter
    return parameter - rate * direction, m, v


class AdamBase(Optimizer):
    """What Adam, AdamOffload and LazyAdam have in common: two moments, and powers of beta that correct them."""

    _power_shape: tuple[int, ...] = ()

    def _set_up(self, beta1: float, beta2: float, eps: float, use_locking: bool, use_nesterov: bool) -> None:
        check_betas(beta1, beta2, eps, self.cls_name)
        self.use_locking = check_bool(use_locking, "use_locking", self.cls_name)
        self.use_nesterov = check_bool(use_nesterov, "use_nesterov", self.cls_name)
        self.beta1 = Tensor(beta1, mstype.float32)
        self.beta2 = Tensor(beta2, mstype.float32)
        self.eps = Tensor(eps, mstype.float32)
        ones = np.ones(self._power_shape, np.float32)
        self.beta1_power = Parameter(Tensor(ones), name="beta1_power")
        self.beta2_power = Parameter(Tensor(ones), name="beta2_power")
        self.moment1 = self.parameters.clone(prefix="moment1", init="zeros")
        self.moment2 = self.parameters.clone(prefix="moment2", init="zeros")
        self._slots: tuple = (self.moment1, self.moment2)

    def construct(self, gradients: Any) -> tuple[bool, ...]:
        """One step."""
        return self._update(
            adam_step,
            gradients,
            self._slots,
            (self.beta1, self.beta2, self.eps),
            (self.beta1_power, self.beta2_power),
            (self.use_nesterov,),
        )


class Adam(AdamBase):
    """Adam (Kingma & Ba 2014).

    m = beta1 m + (1 - beta1) g, v = beta2 v + (1 - beta2) g^2, and the parameter moves by
    -lr sqrt(1 - beta2^t) / (1 - beta1^t) * m / (sqrt(v) + eps) in step t.

    Args:
        params, learning_rate, weight_decay, loss_scale: see `Optimizer`.
        beta1, beta2: decay rates of the two moments, floats between 0 and 1.
        eps: a float above 0.
        use_locking: nothing here: no other step can run at the same time.
        use_nesterov: whether to look ahead: beta1 m + (1 - beta1) g in the place of m. With ``use_amsgrad`` it has no
            influence, as in MindSpore, and a warning says so.
        use_amsgrad: whether the largest v so far takes the place of v (Reddi et al. 2018).
        use_lazy, use_offload: say where and on which rows MindSpore computes; the step is that of dense gradients
            on the device of the parameters either way. Neither goes with ``use_amsgrad`` or with the other.

    Raises:
        TypeError, ValueError: as `Optimizer`; or for other values than these.
        KeyError: for other arguments.

    >>> from mindspore import Parameter, Tensor, nn
    >>> w = Parameter(Tensor([1.0, 2.0]), name="w")
    >>> optimizer = nn.Adam([w], learning_rate=0.5)
    >>> optimizer((Tensor([1.0, -1.0]),))
    (True,)
    >>> print(w.asnumpy().round(5))
    [0.5 2.5]
    """

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
        weight_decay: Any = 0.0,
        loss_scale: float = 1.0,
        use_amsgrad: bool = False,
        **kwargs: bool,
    ) -> None:
        super().__init__(learning_rate, params, weight_decay, loss_scale)
        unknown = set(kwargs) - {"use_lazy", "use_offload"}
        if unknown:
            raise KeyError(
                f"For 'Adam', there are no arguments {sorted(unknown)}; 'use_lazy' and 'use_offload' there are."
            )
        self._set_up(beta1, beta2, eps, use_locking, use_nesterov)
        self.use_amsgrad = check_bool(use_amsgrad, "use_amsgrad", self.cls_name)
        self.use_lazy = check_bool(kwargs.get("use_lazy", False), "use_lazy", self.cls_name)
        self.use_offload = check_bool(kwargs.get("use_offload", False), "use_offload", self.cls_name)
        if self.use_amsgrad + self.use_lazy + self.use_offload > 1:
            raise ValueError("For 'Adam', only one of 'use_amsgrad', 'use_lazy' and 'use_offload' may be True.")
        if use_amsgrad:
            self.vhat = self.parameters.clone(prefix="vhat", init="zeros")
            self._slots = (self.moment1, self.moment2, self.vhat)
            if use_nesterov:
                warnings.warn("For 'Adam', 'use_nesterov' has no influence together with 'use_amsgrad'.", stacklevel=3)


class AdamOffload(AdamBase):
    """Adam, for MindSpore's way of computing the step on the host. Here it runs where the parameters are.

    Args and Raises: as `Adam`, without ``use_amsgrad``.
    """

    _power_shape = (1,)

    def __init__(
        self,
        params: Any,
        learning_rate: Any = 1e-3,
        beta1: float = 0.9,
        beta2: float = 0.999,
        eps: float = 1e-8,
        use_locking: bool = False,
        use_nesterov: bool = False,
        weight_decay: Any = 0.0,
        loss_scale: float = 1.0,
    ) -> None:
        super().__init__(learning_rate, params, weight_decay, loss_scale)
        self._set_up(beta1, beta2, eps, use_locking, use_nesterov)


class AdamWeightDecay(Optimizer):
    """Adam with weight decay apart from the moments (Loshchilov & Hutter 2017), and without their correction.

    m = beta1 m + (1 - beta1) g, v = beta2 v + (1 - beta2) g^2, and the parameter w moves by
    -lr (m / (sqrt(v) + eps) + weight_decay w).

    Args:
        params, learning_rate, weight_decay: see `Optimizer`.
        beta1, beta2: decay rates of the two moments, floats between 0 and 1.
        eps: a float above 0.

    Raises:
        TypeError, ValueError: as `Optimizer`; or if a beta or ``eps`` is no float or out of range.

    >>> from mindspore import Parameter, Tensor, nn
    >>> w = Parameter(Tensor([1.0, 2.0]), name="w")
    >>> nn.AdamWeightDecay([w], learning_rate=0.5, weight_decay=0.1)((Tensor([0.0, 0.0]),))
    (True,)
    >>> print(w.value())
    [0.95 1.9 ]
    """

    def __init__(
        self,
        params: Any,
        learning_rate: Any = 1e-3,
        beta1: float = 0.9,
        beta2: float = 0.999,
        eps: float = 1e-6,
        weight_decay: Any = 0.0,
    ) -> None:
        super().__init__(learning_rate, params, weight_decay)
        check_betas(beta1, beta2, eps, self.cls_name)
        self.beta1 = Tensor([beta1], mstype.float32)
        self.beta2 = Tensor([beta2], mstype.float32)
        self.eps = Tensor([eps], mstype.float32)
        self.moments1 = self.parameters.clone(prefix="adam_m", init="zeros")
        self.moments2 = self.parameters.clone(prefix="adam_v", init="zeros")

    def construct(self, gradients: Any) -> tuple[bool, ...]:
        """One step."""
        return self._update(
            adam_weight_decay_step, gradients, (self.moments1, self.moments2), (self.beta1, self.beta2, self.eps)
        )
