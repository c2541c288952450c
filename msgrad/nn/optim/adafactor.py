"""AdaFactor: second moments by rows and columns, and steps in the units of the parameter."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
import numpy as np

from msgrad._checkparam import check_bool, check_type
from msgrad.common import dtype as mstype
from msgrad.common.initializer import initializer
from msgrad.common.parameter import Parameter, ParameterTuple
from msgrad.common.tensor import Tensor
from msgrad.nn.optim.checks import check_float
from msgrad.nn.optim.optimizer import Optimizer, opt_init_args_register, update_rule
from msgrad.ops.function.adafactor_func import adafactor

__all__ = ["AdaFactor"]


@update_rule(advance=lambda shared, coefficients: (shared[0] + 1,), decoupled=True)
def adafactor_step(parameter, gradient, rate, slots, coefficients, shared, flags, decay):
    """One step of AdaFactor. Of the three second moments, those of rows and columns are used for matrices."""
    (*first, row, column, square), (eps1, eps2, clip, falling, beta1) = slots, coefficients
    (relative, warm_up, scaled), step = flags, shared[0].reshape(())
    gradient = gradient.astype(jnp.promote_types(gradient.dtype, jnp.float32))
    wide = parameter.astype(gradient.dtype)
    if relative:
        rate = jnp.minimum(1e-6 * step if warm_up else 1e-2, 1 / jnp.sqrt(step))
    first, moments = (first[0] if first else None), (row, column, square)
    numbers = (eps1, eps2, clip, beta1, 1 - step**-falling)
    wide, first, *moments = adafactor(wide, gradient, rate, first, moments, numbers, decay, scaled)
    return wide, *([] if first is None else [first]), *moments


class AdaFactor(Optimizer):
    """AdaFactor (Shazeer & Stern 2018).

    For matrices the second moment is kept as the means over rows r and columns c, v = r c / mean(r), with
    beta2 = 1 - t^-decay_rate in step t. The update g / sqrt(v) is divided by max(1, RMS / clip_threshold) and
    multiplied by the rate, and the parameter moves by minus its running mean.

    Args:
        params: see `Optimizer`.
        learning_rate: a number or schedule; None with ``relative_step``. With a schedule or list, ``scale_parameter``
            has no influence.
        eps: a pair of floats of at least 0: what is added to g^2, and the least RMS of a parameter.
        clip_threshold: a float of at least 0.
        decay_rate: a float in (0, 1).
        beta1: of the running mean of the updates, at least 0; 0 or None for none.
        weight_decay: a float in [0, 1), apart from the gradient and also for normalization layers.
        scale_parameter: whether the rate is multiplied by the RMS of the parameter.
        relative_step: the rate is min(0.01, 1 / sqrt(t)), with ``warmup_init`` min(1e-6 t, 1 / sqrt(t)).
        compression: whether the second moments of vectors are kept in float16.
        loss_scale: a float above 0, without influence: the step does not depend on the scale of the gradients.

    Raises:
        TypeError: for arguments of another type.
        ValueError: for numbers out of range, a rate together with ``relative_step`` or neither of them, and
            ``warmup_init`` without ``relative_step``.

    >>> from mindspore import Parameter, Tensor, nn
    >>> w = Parameter(Tensor([1.0, 2.0]), name="w")
    >>> optimizer = nn.AdaFactor([w], 0.5, scale_parameter=False, relative_step=False, beta1=0.0)
    >>> _ = optimizer((Tensor([3.0, -3.0]),))
    >>> print(w.asnumpy())
    [0.5 2.5]
    """

    _spares_normalization = False
    _allows_dynamic_weight_decay = False

    @opt_init_args_register
    def __init__(
        self,
        params: Any,
        learning_rate: Any = None,
        eps: tuple[float, float] = (1e-30, 1e-3),
        clip_threshold: float = 1.0,
        decay_rate: float = 0.8,
        beta1: float | None = 0.9,
        weight_decay: float = 0.0,
        scale_parameter: bool = True,
        relative_step: bool = True,
        warmup_init: bool = False,
        compression: bool = False,
        loss_scale: float = 1.0,
    ) -> None:
        who = "AdaFactor"
        if (learning_rate is None) != bool(relative_step):
            raise ValueError(
                f"For '{who}', either a 'learning_rate' or 'relative_step' must be given, "
                f"but got {learning_rate!r} and {relative_step!r}."
            )
        if warmup_init and not relative_step:
            raise ValueError(f"For '{who}', 'warmup_init' needs 'relative_step'.")
        is_number = learning_rate is None or isinstance(learning_rate, int | float)
        super().__init__(0.0 if learning_rate is None else learning_rate, params, weight_decay)
        check_type(eps, (list, tuple), "eps", who)
        if len(eps) != 2:
            raise ValueError(f"For '{who}', the 'eps' must be two floats, but got {eps}.")
        for value in eps:
            check_float(value, "eps", who, at_least=0.0)
        check_float(clip_threshold, "clip_threshold", who, at_least=0.0)
        check_float(decay_rate, "decay_rate", who, above=0.0)
        if decay_rate >= 1:
            raise ValueError(f"For '{who}', the 'decay_rate' must be below 1, but got {decay_rate}.")
        check_float(weight_decay, "weight_decay", who, at_least=0.0)
        if weight_decay >= 1:
            raise ValueError(f"For '{who}', the 'weight_decay' must be below 1, but got {weight_decay}.")
        check_float(float(loss_scale), "loss_scale", who, above=0.0)
        beta1 = 0.0 if beta1 is None else beta1
        check_type(beta1, (int, float), "beta1", who)
        check_float(float(beta1), "beta1", who, at_least=0.0)
        self.scale_parameter = check_bool(scale_parameter, "scale_parameter", who) and is_number
        self.relative_step = check_bool(relative_step, "relative_step", who)
        self.warmup_init = warmup_init
        self.compression = check_bool(compression, "compression", who)
        self.use_first_moment = beta1 > 0
        numbers = (*eps, clip_threshold, decay_rate, beta1)
        self._coefficients = tuple([Tensor(float(value), mstype.float32) for value in numbers])
        if self.use_first_moment:
            self.exp_avg = self.parameters.clone(prefix="exp_avg", init="zeros")
        # A single zero in the place of the moments that a parameter does not have.
        self.exp_avg_sq_row = self._moments("row", lambda shape: shape[:-1] if len(shape) > 1 else (1,))
        self.exp_avg_sq_col = self._moments("col", lambda shape: shape[:-2] + shape[-1:] if len(shape) > 1 else (1,))
        self.exp_avg_sq = self._moments("", lambda shape: shape if len(shape) < 2 else (1,), compression)
        self.step = Parameter(Tensor(np.zeros(1, np.float32)), name="afactor_step")

    def _moments(self, kind: str, shape_of: Any, narrow: bool = False) -> ParameterTuple:
        made = []
        for parameter in self.parameters:
            dtype = mstype.float16 if narrow and parameter.ndim < 2 else parameter.dtype
            name = "_".join(["exp_avg_sq", *([kind] if kind else []), parameter.name])
            made.append(Parameter(initializer(0, shape_of(parameter.shape) or (1,), dtype), name=name))
        return ParameterTuple(made)

    def construct(self, gradients: Any) -> tuple[bool, ...]:
        """One step."""
        slots = (self.exp_avg_sq_row, self.exp_avg_sq_col, self.exp_avg_sq)
        if self.use_first_moment:
            slots = (self.exp_avg, *slots)
        flags = (self.relative_step, bool(self.warmup_init), self.scale_parameter)
        return self._update(adafactor_step, gradients, slots, self._coefficients, (self.step,), flags)
