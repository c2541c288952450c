"""A step of AdaFactor as a primitive."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
import numpy as np

from msgrad._checkparam import check_type
from msgrad.common.tensor import Tensor
from msgrad.engine.operator import operator
from msgrad.ops.function._arguments import dtype_of, shape_of
from msgrad.ops.function.adafactor_func import adafactor
from msgrad.ops.function.creation_func import cast_to
from msgrad.ops.primitive import define, is_bool


@operator("variables", "gradient", "epsilon", "numbers", differentiable=False)
def fused_adafactor(variables, gradient, epsilon, numbers, decays, has_first, scaled):
    """`adafactor` of a parameter, its first moment and its three second moments, all in float32."""
    clip, beta1, beta2, decay, rate = [jnp.asarray(n, np.float32).reshape(()) for n in numbers]
    epsilon = [jnp.asarray(e, np.float32).reshape(-1) for e in epsilon]
    eps1, eps2 = epsilon if len(epsilon) == 2 else epsilon[0]
    wide, first, *moments = [v.astype(np.float32) for v in variables]
    new, momentum, *moments = adafactor(
        wide, gradient.astype(np.float32), rate, first if has_first else None, moments,
        (eps1.reshape(()), eps2.reshape(()), clip, beta1, beta2), decay if decays else None, scaled,
    )  # fmt: skip
    out = (new, momentum if has_first else first, *moments)
    return tuple([value.astype(old.dtype) for value, old in zip(out, variables, strict=True)])


def _call(
    self: Any, epsilon: Any, clip_threshold: Any, beta1: Any, beta2: Any, weight_decay: Any, learning_rate: Any,
    gradient: Any, param: Any, exp_avg: Any, exp_avg_sq_row: Any, exp_avg_sq_col: Any, exp_avg_sq: Any,
) -> Any:  # fmt: skip
    """Changes ``param`` and the moments, and gives a tuple of the new ``param`` (MindSpore: of memory without numbers).

    epsilon: a pair of numbers. For vectors ``exp_avg_sq`` is used, for all else ``exp_avg_sq_row`` (without the last
    axis) and ``exp_avg_sq_col`` (without the last axis but one).

    Raises TypeError for variables that are no Tensors, RuntimeError for shapes that do not fit.
    """
    variables = (param, exp_avg, exp_avg_sq_row, exp_avg_sq_col, exp_avg_sq)
    names = ("param", "exp_avg", "exp_avg_sq_row", "exp_avg_sq_col", "exp_avg_sq")
    for variable, argument in zip((gradient, *variables), ("gradient", *names), strict=True):
        check_type(variable, Tensor, argument, self.name)
    shape = shape_of(param)
    expected = {"gradient": shape, "exp_avg": shape}
    if len(shape) > 1:
        expected |= {"exp_avg_sq_row": shape[:-1], "exp_avg_sq_col": shape[:-2] + shape[-1:]}
    else:
        expected["exp_avg_sq"] = shape
    given = dict(zip(("gradient", *names), (gradient, *variables), strict=True))
    for argument, wanted in expected.items():
        if argument == "exp_avg" and not self.enable_first_moment:
            continue
        if shape_of(given[argument]) != wanted:
            raise RuntimeError(
                f"For '{self.name}', the '{argument}' must have the shape {wanted} with a 'param' of {shape}, but got "
                f"{shape_of(given[argument])}."
            )
    epsilon = epsilon if isinstance(epsilon, tuple | list) else (epsilon,)
    numbers = (clip_threshold, beta1, beta2, weight_decay, learning_rate)
    flags = (self.enable_weight_decay, self.enable_first_moment, self.enable_scale_parameter)
    values = fused_adafactor(variables, gradient, tuple(epsilon), numbers, *flags)
    for variable, value in zip(variables, values, strict=True):
        variable._assign(cast_to(value, dtype_of(variable)))
    return (values[0],)


FusedAdaFactor = define(
    "FusedAdaFactor", _call,
    {"enable_scale_parameter": is_bool, "enable_first_moment": is_bool, "enable_weight_decay": is_bool},
    {"side_effect_mem": True}, enable_scale_parameter=False, enable_first_moment=False, enable_weight_decay=False,
)  # fmt: skip

__all__ = ["FusedAdaFactor"]
