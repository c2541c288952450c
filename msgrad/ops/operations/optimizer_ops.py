"""Primitives that take a step of an optimizer: they change the Parameters that come first.

A rule is a function of the arrays and gives the new values of the first ones. Sparse primitives get the gradients of
some rows, which they add up where a row comes twice, and change these rows only.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax.numpy as jnp
import numpy as np

from msgrad.common.tensor import Tensor
from msgrad.engine.operator import operator
from msgrad.ops.function._arguments import dtype_of, shape_of
from msgrad.ops.function.creation_func import cast_to
from msgrad.ops.primitive import REQUIRED, Primitive, define, is_bool, is_number

RULES: dict[str, Callable[..., tuple]] = {}
"""The rules by the names of the dense primitives."""


def _rule(function: Callable[..., tuple]) -> Callable[..., tuple]:
    RULES[function.__name__.removesuffix("_rule")] = function
    return function


@operator("arrays", differentiable=False)
def optimizer_step(arrays, rule, options, count):
    """The new values of the first ``count`` arrays; numbers take part in the dtype of the first one."""
    dtype = arrays[0].dtype
    work = np.float32 if dtype.itemsize < 4 else dtype
    arrays = [a.astype(work) if jnp.issubdtype(a.dtype, jnp.floating) or a.ndim == 0 else a for a in arrays]
    return tuple([new.astype(dtype) for new in RULES[rule](*arrays, **dict(options))[:count]])


@operator("arrays", "grad", "indices", differentiable=False)
def optimizer_rows_step(arrays, grad, indices, rule, options, count, place, everywhere):
    """`optimizer_step` with a gradient of some rows, which goes to the place ``place`` among the arguments;
    ``everywhere``
    says that the others have the gradient 0 instead of staying as they are."""
    var = arrays[0]
    if grad.shape[1:] != var.shape[1:] or indices.shape != grad.shape[:1]:
        raise ValueError(
            f"'grad' must have the shape {('n', *var.shape[1:])} and 'indices' the shape ('n',), but got {grad.shape} "
            f"and {indices.shape}."
        )
    whole = jnp.zeros(var.shape, grad.dtype).at[indices].add(grad)
    touched = jnp.zeros(var.shape[0], bool).at[indices].set(True).reshape(-1, *[1] * (var.ndim - 1))
    out = optimizer_step.body((*arrays[:place], whole, *arrays[place:]), rule, options, count)
    if everywhere:
        return out
    return tuple([jnp.where(touched, new, old) for new, old in zip(out, arrays, strict=False)])


def _take(variables: tuple, values: Any, who: str) -> tuple:
    """Gives the variables their values."""
    values = values if isinstance(values, tuple) else (values,)
    for variable, value in zip(variables, values, strict=True):
        variable._assign(cast_to(value, dtype_of(variable)))
    return values


def _check_variables(variables: tuple, who: str) -> None:
    for variable in variables:
        if not isinstance(variable, Tensor):
            raise TypeError(f"For '{who}', a Parameter must come first, but got {type(variable).__name__}.")


def _dense(
    name: str,
    count: int,
    signature: str,
    returns: int | None = None,
    checks: Any = None,
    rule: str = "",
    /,
    **options: Any,
) -> type[Primitive]:
    """A primitive that changes the first ``count`` of its inputs and gives ``returns`` of them (by default all)."""
    names = signature.split()
    used = [o for o in options if o != "use_locking"]
    returns = count if returns is None else returns
    rule = rule or name

    def call(self: Any, *inputs: Any) -> Any:
        if len(inputs) != len(names):
            raise TypeError(f"For '{name}', there must be {len(names)} inputs ({signature}), but got {len(inputs)}.")
        _check_variables(inputs[:count], name)
        for argument, x in zip(names[1:], inputs[1:], strict=True):
            if shape_of(x) not in ((), (1,), shape_of(inputs[0])):
                raise ValueError(
                    f"For '{name}', the '{argument}' must be a number or have the shape {shape_of(inputs[0])}, but got "
                    f"{shape_of(x)}."
                )
        step = tuple([(o, getattr(self, o)) for o in used])
        values = _take(inputs[:count], optimizer_step(tuple(inputs), rule, step, count), name)
        return values[:returns] if returns > 1 else values[0]

    return define(name, call, checks or {"use_locking": is_bool}, {"side_effect_mem": True}, **options)


def _sparse(
    name: str,
    count: int,
    signature: str,
    rule: str,
    fixed: str = "",
    returns: int | None = None,
    everywhere: bool = False,
    /,
    **options: Any,
) -> type[Primitive]:
    """A primitive with 'grad' and 'indices' among its inputs. ``fixed`` are arguments of the constructor that the rule
    takes as inputs, before or after the gradient as its signature says."""
    names = signature.split()
    place = names.index("grad")
    held = fixed.split()
    used = [o for o in options if o not in ("use_locking", *held)]
    returns = count if returns is None else returns
    before = name in ("SparseApplyAdagrad", "SparseApplyAdagradV2")

    def call(self: Any, *inputs: Any) -> Any:
        if len(inputs) != len(names):
            raise TypeError(f"For '{name}', there must be {len(names)} inputs ({signature}), but got {len(inputs)}.")
        _check_variables(inputs[:count], name)
        rest = [x for argument, x in zip(names, inputs, strict=True) if argument not in ("grad", "indices")]
        numbers = [float(getattr(self, argument)) for argument in held]
        rest = [*rest, *numbers]
        where = place + len(numbers) if before else place
        step = tuple([(o, getattr(self, o)) for o in used])
        grad, indices = inputs[place], inputs[names.index("indices")]
        if dtype_of(indices).kind not in "iu":
            raise TypeError(f"For '{name}', the 'indices' must hold integers, but got {dtype_of(indices)}.")
        out = optimizer_rows_step(tuple(rest), grad, indices, rule, step, count, where, everywhere)
        values = _take(inputs[:count], out, name)
        return values[:returns] if returns > 1 else values[0]

    checks = {o: is_bool if isinstance(v, bool) else is_number for o, v in options.items()}
    return define(name, call, checks, {"side_effect_mem": True}, **options)


# -- the rules --


@_rule
def Adam_rule(var, m, v, beta1_power, beta2_power, lr, beta1, beta2, epsilon, grad, use_nesterov=False):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad * grad
    rate = lr * jnp.sqrt(1 - beta2_power) / (1 - beta1_power)
    ahead = beta1 * m + (1 - beta1) * grad if use_nesterov else m
    return var - rate * ahead / (jnp.sqrt(v) + epsilon), m, v


@_rule
def AdamNoUpdateParam_rule(m, v, beta1_power, beta2_power, lr, beta1, beta2, epsilon, grad, use_nesterov=False):
    step, m, v = Adam_rule(0, m, v, beta1_power, beta2_power, lr, beta1, beta2, epsilon, grad, use_nesterov)
    return m, v, step


@_rule
def AdamWeightDecay_rule(var, m, v, lr, beta1, beta2, epsilon, decay, grad):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad * grad
    return var - lr * (m / (jnp.sqrt(v) + epsilon) + decay * var), m, v


@_rule
def ApplyAdaMax_rule(var, m, v, beta1_power, lr, beta1, beta2, epsilon, grad):
    m = beta1 * m + (1 - beta1) * grad
    v = jnp.maximum(beta2 * v, jnp.abs(grad))
    return var - lr / (1 - beta1_power) * m / (v + epsilon), m, v


@_rule
def ApplyAdadelta_rule(var, accum, accum_update, lr, rho, epsilon, grad):
    accum = rho * accum + (1 - rho) * grad * grad
    update = jnp.sqrt(accum_update + epsilon) / jnp.sqrt(accum + epsilon) * grad
    return var - lr * update, accum, rho * accum_update + (1 - rho) * update * update


@_rule
def SparseAdadelta_rule(var, accum, accum_update, lr, rho, grad, epsilon):
    return ApplyAdadelta_rule(var, accum, accum_update, lr, rho, epsilon, grad)


@_rule
def ApplyAdagrad_rule(var, accum, lr, grad, update_slots=True):
    accum = accum + grad * grad if update_slots else accum
    return var - lr * grad / jnp.sqrt(accum), accum


@_rule
def ApplyAdagradV2_rule(var, accum, lr, grad, epsilon, update_slots=True):
    accum = accum + grad * grad if update_slots else accum
    return var - lr * grad / (jnp.sqrt(accum) + epsilon), accum


@_rule
def ApplyAdagradDA_rule(var, gradient_accumulator, gradient_squared_accumulator, grad, lr, l1, l2, global_step):
    total = gradient_accumulator + grad
    squares = gradient_squared_accumulator + grad * grad
    kept = jnp.sign(total) * jnp.maximum(jnp.abs(total) - l1 * global_step, 0)
    return -lr * kept / (l2 * global_step * lr + jnp.sqrt(squares)), total, squares


@_rule
def ApplyAdamWithAmsgrad_rule(
    var, m, v, vhat, beta1_power, beta2_power, lr, grad, beta1=0.9, beta2=0.999, epsilon=1e-8
):  # fmt: skip
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad * grad
    vhat = jnp.maximum(vhat, v)
    rate = lr * jnp.sqrt(1 - beta2_power) / (1 - beta1_power)
    return var - rate * m / (jnp.sqrt(vhat) + epsilon), m, v, vhat


@_rule
def ApplyAdamWithAmsgradV2_rule(var, m, v, vhat, beta1_power, beta2_power, lr, beta1, beta2, epsilon, grad):
    return ApplyAdamWithAmsgrad_rule(var, m, v, vhat, beta1_power, beta2_power, lr, grad, beta1, beta2, epsilon)


@_rule
def ApplyAddSign_rule(var, m, lr, alpha, sign_decay, beta, grad):
    m = beta * m + (1 - beta) * grad
    return var - lr * (alpha + sign_decay * jnp.sign(grad) * jnp.sign(m)) * grad, m


@_rule
def ApplyPowerSign_rule(var, m, lr, logbase, sign_decay, beta, grad):
    m = beta * m + (1 - beta) * grad
    return var - lr * jnp.exp(logbase * sign_decay * jnp.sign(grad) * jnp.sign(m)) * grad, m


@_rule
def ApplyCenteredRMSProp_rule(
    var, mean_gradient, mean_square, moment, grad, learning_rate, decay, momentum, epsilon
):  # fmt: skip
    mean = decay * mean_gradient + (1 - decay) * grad
    square = decay * mean_square + (1 - decay) * grad * grad
    moment = momentum * moment + learning_rate * grad / jnp.sqrt(square - mean * mean + epsilon)
    return var - moment, mean, square, moment


@_rule
def ApplyRMSProp_rule(var, mean_square, moment, learning_rate, grad, decay, momentum, epsilon):
    square = decay * mean_square + (1 - decay) * grad * grad
    moment = momentum * moment + learning_rate * grad / jnp.sqrt(square + epsilon)
    return var - moment, square, moment


@_rule
def ApplyFtrl_rule(var, accum, linear, grad, lr, l1, l2, lr_power):
    total = accum + grad * grad
    power, last = jnp.power(total, -lr_power), jnp.power(accum, -lr_power)
    linear = linear + grad - (power - last) / lr * var
    quadratic = power / lr + 2 * l2
    return jnp.where(jnp.abs(linear) > l1, (jnp.sign(linear) * l1 - linear) / quadratic, 0), total, linear


@_rule
def ApplyFtrlV2_rule(var, accum, linear, grad, lr, l1, l2, l2_shrinkage, lr_power):
    shrunk = grad + 2 * l2_shrinkage * var
    total = accum + grad * grad
    power, last = jnp.power(total, -lr_power), jnp.power(accum, -lr_power)
    linear = linear + shrunk - (power - last) / lr * var
    quadratic = power / lr + 2 * l2
    return jnp.where(jnp.abs(linear) > l1, (jnp.sign(linear) * l1 - linear) / quadratic, 0), total, linear


@_rule
def ApplyGradientDescent_rule(var, alpha, delta):
    return (var - alpha * delta,)


def _shrunk(x, rate, l1, l2):
    return jnp.sign(x) * jnp.maximum(jnp.abs(x) - rate * l1, 0) / (1 + rate * l2)


@_rule
def ApplyProximalGradientDescent_rule(var, alpha, l1, l2, delta):
    return (_shrunk(var - alpha * delta, alpha, l1, l2),)


@_rule
def ApplyProximalAdagrad_rule(var, accum, lr, l1, l2, grad):
    accum = accum + grad * grad
    rate = lr / jnp.sqrt(accum)
    return _shrunk(var - rate * grad, rate, l1, l2), accum


@_rule
def ApplyMomentum_rule(
    variable, accumulation, learning_rate, gradient, momentum, use_nesterov=False, gradient_scale=1.0
):  # fmt: skip
    gradient = gradient * gradient_scale
    total = momentum * accumulation + gradient
    ahead = gradient + momentum * total if use_nesterov else total
    return variable - learning_rate * ahead, total


@_rule
def ApplyKerasMomentum_rule(var, accum, lr, grad, momentum, use_nesterov=False):
    accum = momentum * accum - lr * grad
    return var + (momentum * accum - lr * grad if use_nesterov else accum), accum


@_rule
def SGD_rule(
    parameters, accum, stat, gradient, learning_rate, momentum, dampening=0.0, weight_decay=0.0, nesterov=False
):  # fmt: skip
    gradient = gradient + weight_decay * parameters
    total = jnp.where(stat > 0, gradient, momentum * accum + (1 - dampening) * gradient)
    ahead = gradient + momentum * total if nesterov else total
    step = jnp.where(momentum > 0, ahead, gradient)
    return parameters - learning_rate * step, jnp.where(momentum > 0, total, accum), jnp.where(stat > 0, 0, stat)


# -- the primitives --

_ADAM = "beta1_power beta2_power lr beta1 beta2 epsilon grad"
Adam = _dense("Adam", 3, f"var m v {_ADAM}", None, None, use_locking=False, use_nesterov=False)
AdamWeightDecay = _dense("AdamWeightDecay", 3, "var m v lr beta1 beta2 epsilon decay gradient", use_locking=False)
ApplyAdaMax = _dense("ApplyAdaMax", 3, "var m v beta1_power lr beta1 beta2 epsilon grad", None, {})
ApplyAdadelta = _dense("ApplyAdadelta", 3, "var accum accum_update lr rho epsilon grad", None, {})
_SLOTS = {"update_slots": is_bool}
ApplyAdagrad = _dense("ApplyAdagrad", 2, "var accum lr grad", None, _SLOTS, update_slots=True)
ApplyAdagradDA = _dense(
    "ApplyAdagradDA", 3, "var gradient_accumulator gradient_squared_accumulator grad lr l1 l2 global_step", 1,
    use_locking=False,
)  # fmt: skip
ApplyAdagradV2 = _dense(
    "ApplyAdagradV2", 2, "var accum lr grad", None, {**_SLOTS, "epsilon": is_number}, epsilon=REQUIRED,
    update_slots=True,
)  # fmt: skip
ApplyAdamWithAmsgrad = _dense(
    "ApplyAdamWithAmsgrad", 4, "var m v vhat beta1_power beta2_power lr grad", None,
    {"beta1": is_number, "beta2": is_number, "epsilon": is_number, "use_locking": is_bool},
    beta1=0.9, beta2=0.999, epsilon=1e-08, use_locking=False,
)  # fmt: skip
ApplyAdamWithAmsgradV2 = _dense(
    "ApplyAdamWithAmsgradV2", 4, "var m v vhat beta1_power beta2_power lr beta1 beta2 epsilon grad", use_locking=False
)
ApplyAddSign = _dense("ApplyAddSign", 2, "var m lr alpha sign_decay beta grad", None, {})
ApplyCenteredRMSProp = _dense(
    "ApplyCenteredRMSProp", 4,
    "var mean_gradient mean_square moment grad learning_rate decay momentum epsilon", 1, use_locking=False,
)  # fmt: skip
ApplyFtrl = _dense("ApplyFtrl", 3, "var accum linear grad lr l1 l2 lr_power", 1, use_locking=False)
ApplyGradientDescent = _dense("ApplyGradientDescent", 1, "var alpha delta", None, {})
ApplyKerasMomentum = _dense(
    "ApplyKerasMomentum", 2, "var accum lr grad momentum", None, {"use_locking": is_bool, "use_nesterov": is_bool},
    use_locking=False, use_nesterov=False,
)  # fmt: skip
ApplyMomentum = _dense(
    "ApplyMomentum", 2, "variable accumulation learning_rate gradient momentum", 1,
    {"use_nesterov": is_bool, "use_locking": is_bool, "gradient_scale": is_number},
    use_nesterov=False, use_locking=False, gradient_scale=1.0,
)  # fmt: skip
ApplyPowerSign = _dense("ApplyPowerSign", 2, "var m lr logbase sign_decay beta grad", None, {})
ApplyProximalAdagrad = _dense("ApplyProximalAdagrad", 2, "var accum lr l1 l2 grad", use_locking=False)
ApplyProximalGradientDescent = _dense("ApplyProximalGradientDescent", 1, "var alpha l1 l2 delta", None, {})
ApplyRMSProp = _dense(
    "ApplyRMSProp", 3, "var mean_square moment learning_rate grad decay momentum epsilon", 1, use_locking=False
)


def _sgd(self: Any, parameters: Any, gradient: Any, learning_rate: Any, accum: Any, momentum: Any, stat: Any) -> Any:
    _check_variables((parameters, accum, stat), "SGD")
    options = (("dampening", self.dampening), ("weight_decay", self.weight_decay), ("nesterov", self.nesterov))
    arrays = (parameters, accum, stat, gradient, learning_rate, momentum)
    return _take(arrays[:3], optimizer_step(arrays, "SGD", options, 3), "SGD")[0]


SGD = define(
    "SGD", _sgd, {"nesterov": is_bool, "dampening": is_number, "weight_decay": is_number}, {"side_effect_mem": True},
    dampening=0.0, weight_decay=0.0, nesterov=False,
)  # fmt: skip


def _adam_step(self: Any, m: Any, v: Any, *rest: Any) -> Any:
    _check_variables((m, v), "AdamNoUpdateParam")
    if len(rest) != 7:
        raise TypeError(f"For 'AdamNoUpdateParam', there must be 9 inputs (m v {_ADAM}), but got {2 + len(rest)}.")
    options = (("use_nesterov", self.use_nesterov),)
    new_m, new_v, step = optimizer_step((m, v, *rest), "AdamNoUpdateParam", options, 3)
    _take((m, v), (new_m, new_v), "AdamNoUpdateParam")
    return step


AdamNoUpdateParam = define(
    "AdamNoUpdateParam", _adam_step, {"use_locking": is_bool, "use_nesterov": is_bool}, {"side_effect_mem": True},
    use_locking=False, use_nesterov=False,
)  # fmt: skip

FusedSparseAdam = _sparse(
    "FusedSparseAdam", 3, f"var m v {_ADAM} indices", "Adam", "", None, True, use_locking=False, use_nesterov=False
)
FusedSparseFtrl = _sparse(
    "FusedSparseFtrl", 3, "var accum linear grad indices", "ApplyFtrl", "lr l1 l2 lr_power", None,
    lr=REQUIRED, l1=REQUIRED, l2=REQUIRED, lr_power=REQUIRED, use_locking=False,
)  # fmt: skip
FusedSparseLazyAdam = _sparse(
    "FusedSparseLazyAdam", 3, f"var m v {_ADAM} indices", "Adam", "", None, use_locking=False, use_nesterov=False
)
FusedSparseProximalAdagrad = _sparse(
    "FusedSparseProximalAdagrad",
    2,
    "var accum lr l1 l2 grad indices",
    "ApplyProximalAdagrad",
    "",
    None,
    use_locking=False,
)
SparseApplyAdadelta = _sparse(
    "SparseApplyAdadelta", 3, "var accum accum_update lr rho grad indices", "SparseAdadelta", "epsilon",
    epsilon=REQUIRED, use_locking=False,
)  # fmt: skip
SparseApplyAdagrad = _sparse(
    "SparseApplyAdagrad", 2, "var accum grad indices", "ApplyAdagrad", "lr", lr=REQUIRED, update_slots=True,
    use_locking=False,
)  # fmt: skip
SparseApplyAdagradV2 = _sparse(
    "SparseApplyAdagradV2", 2, "var accum grad indices", "ApplyAdagradV2", "lr", lr=REQUIRED, epsilon=REQUIRED,
    use_locking=False, update_slots=True,
)  # fmt: skip
SparseApplyFtrl = _sparse(
    "SparseApplyFtrl", 3, "var accum linear grad indices", "ApplyFtrl", "lr l1 l2 lr_power",
    lr=REQUIRED, l1=REQUIRED, l2=REQUIRED, lr_power=REQUIRED, use_locking=False,
)  # fmt: skip
SparseApplyFtrlV2 = _sparse(
    "SparseApplyFtrlV2", 3, "var accum linear grad indices", "ApplyFtrlV2", "lr l1 l2 l2_shrinkage lr_power",
    lr=REQUIRED, l1=REQUIRED, l2=REQUIRED, l2_shrinkage=REQUIRED, lr_power=REQUIRED, use_locking=False,
)  # fmt: skip
SparseApplyMomentum = _sparse(
    "SparseApplyMomentum", 2, "var accum lr grad indices momentum", "ApplyMomentum", "", 1, use_locking=False,
    use_nesterov=False,
)  # fmt: skip
SparseApplyProximalAdagrad = _sparse(
    "SparseApplyProximalAdagrad", 2, "var accum lr l1 l2 grad indices", "ApplyProximalAdagrad", use_locking=False
)
SparseApplyProximalGradientDescent = _sparse(
    "SparseApplyProximalGradientDescent", 1, "var alpha l1 l2 grad indices", "ApplyProximalGradientDescent",
    use_locking=False,
)  # fmt: skip
SparseApplyRMSProp = _sparse(
    "SparseApplyRMSProp", 3, "var ms mom lr grad indices", "ApplyRMSProp", "rho momentum epsilon",
    rho=REQUIRED, momentum=REQUIRED, epsilon=REQUIRED, use_locking=False,
)  # fmt: skip

__all__ = [n for n, c in globals().items() if isinstance(c, type) and issubclass(c, Primitive) and c is not Primitive]
