"""LARS: a rate for each layer, around another optimizer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax.numpy as jnp

from msgrad._checkparam import check_bool, check_type
from msgrad.common import dtype as mstype
from msgrad.common.parameter import Parameter
from msgrad.common.tensor import Tensor
from msgrad.engine.operator import operator
from msgrad.nn.optim.optimizer import Optimizer, opt_init_args_register

__all__ = ["LARS"]


@operator("parameters", "gradients", "rates", "decays", "scale", "coefficient", "epsilon")
def lars_gradients(parameters, gradients, rates, decays, scale, coefficient, epsilon, plan, flags, use_clip):
    """The gradients, scaled; where a flag is True with weight decay added and multiplied by the layer's trust."""
    made = []
    for (rate, decay, _), flag, parameter, gradient in zip(plan, flags, parameters, gradients, strict=True):
        gradient = gradient.astype(parameter.dtype) * scale.astype(parameter.dtype)
        if flag:
            decay = 0 if decay is None else (decays[decay] * scale).astype(parameter.dtype)
            size, slope = jnp.linalg.norm(parameter.ravel()), jnp.linalg.norm(gradient.ravel())
            trust = coefficient * size / (slope + decay * size + epsilon)
            if use_clip:
                trust = jnp.minimum(trust / rates[rate], 1)
            gradient = trust.astype(parameter.dtype) * (gradient + decay * parameter)
        made.append(gradient)
    return tuple(made)


lars_gradients.tuple_outputs = True


class LARS(Optimizer):
    """Layer-wise adaptive rates (You et al. 2017) around another optimizer, which gets for each parameter w the
    gradient coefficient |w| / (|g| + weight_decay |w| + epsilon) (g + weight_decay w). MindSpore's CPU build has no
    kernel.

    The weight decay and the loss scale are those of the optimizer, which no longer applies them itself.

    Args:
        optimizer: the optimizer that makes the steps.
        epsilon, coefficient: floats.
        use_clip: whether the first factor is divided by the rate and then at most 1.
        lars_filter: says of a Parameter whether this holds for it; the gradients of others are passed on as they are,
            without weight decay.

    Raises:
        TypeError: for arguments of another type.
        ValueError: with ``use_clip``, if the rates both depend on the step and differ between groups.

    >>> from mindspore import Parameter, Tensor, nn
    >>> w = Parameter(Tensor([3.0, 4.0]), name="w")
    >>> optimizer = nn.LARS(nn.SGD([w], 1.0), coefficient=0.1)
    >>> _ = optimizer((Tensor([0.0, 2.0]),))
    >>> print(w.asnumpy().round(3))
    [3.  3.5]
    """

    @opt_init_args_register
    def __init__(
        self,
        optimizer: Optimizer,
        epsilon: float = 1e-05,
        coefficient: float = 0.001,
        use_clip: bool = False,
        lars_filter: Callable[[Parameter], bool] = lambda x: "LayerNorm" not in x.name and "bias" not in x.name,
    ) -> None:
        super().__init__(0.0, [Parameter(Tensor(0.0), name="fake_param")])
        check_type(optimizer, Optimizer, "optimizer", "LARS")
        check_type(epsilon, float, "epsilon", "LARS")
        check_type(coefficient, float, "coefficient", "LARS")
        self.use_clip = check_bool(use_clip, "use_clip", "LARS")
        if use_clip and optimizer.is_group_lr and optimizer.dynamic_lr:
            raise ValueError(
                "For 'LARS', with 'use_clip' the rates must not both depend on the step and differ between groups."
            )
        self.opt = optimizer
        self.global_step = optimizer.global_step
        self.parameters = optimizer.parameters
        self.lars_flag = tuple([bool(lars_filter(parameter)) for parameter in optimizer.parameters])
        self.learning_rate = Parameter(Tensor(0.0, mstype.float32), name="fake_lr")
        self.weight_decay = optimizer.weight_decay
        self.decay_flags = optimizer.decay_flags
        self.is_group = optimizer.is_group
        self.loss_scale = optimizer.loss_scale
        self.reciprocal_scale = optimizer.reciprocal_scale
        self._wanted = (optimizer._plan, optimizer._decays)
        self._numbers = (Tensor(coefficient, mstype.float32), Tensor(epsilon, mstype.float32))
        optimizer._plan = tuple([(rate, None, centralize) for rate, _, centralize in optimizer._plan])
        optimizer.decay_flags = (False,) * len(optimizer.parameters)
        optimizer.exec_weight_decay = optimizer.need_scale = optimizer.dynamic_weight_decay = False
        optimizer._key = None

    def construct(self, gradients: Any) -> Any:
        """One step."""
        gradients = self.opt._checked(gradients)
        plan, decays = self._wanted
        rates = self.opt._current_rates() if self.use_clip else ()
        decays = tuple([self._decay_value(decay) for decay in decays])
        changed = lars_gradients(
            tuple(self.parameters), gradients, rates, decays, self.reciprocal_scale, *self._numbers, plan,
            self.lars_flag, self.use_clip,
        )  # fmt: skip
        return self.opt(changed)
