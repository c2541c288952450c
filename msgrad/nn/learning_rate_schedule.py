"""Learning rates as Cells: functions of the step, computed as part of the training step."""

from __future__ import annotations

import math
from typing import Any

import jax.numpy as jnp

from msgrad._checkparam import check_bool, check_positive_int, check_type
from msgrad.engine import operator
from msgrad.nn.cell import Cell

__all__ = [
    "ExponentialDecayLR",
    "NaturalExpDecayLR",
    "InverseDecayLR",
    "CosineDecayLR",
    "PolynomialDecayLR",
    "WarmUpLR",
]


@operator("learning_rate", "decay_rate", "decay_steps", "global_step")
def exponential_decay(learning_rate, decay_rate, decay_steps, global_step, is_stair):
    """learning_rate * decay_rate ** (step / decay_steps)"""
    return learning_rate * decay_rate ** _quotient(global_step, decay_steps, is_stair)


@operator("learning_rate", "decay_rate", "decay_steps", "global_step")
def natural_exp_decay(learning_rate, decay_rate, decay_steps, global_step, is_stair):
    """learning_rate * exp(-decay_rate * step), with is_stair for the last multiple of decay_steps"""
    steps = _quotient(global_step, decay_steps, True) * _float(decay_steps) if is_stair else _float(global_step)
    return learning_rate * jnp.exp(-decay_rate * steps)


@operator("learning_rate", "decay_rate", "decay_steps", "global_step")
def inverse_decay(learning_rate, decay_rate, decay_steps, global_step, is_stair):
    """learning_rate / (1 + decay_rate * step / decay_steps)"""
    return learning_rate / (1 + decay_rate * _quotient(global_step, decay_steps, is_stair))


@operator("min_lr", "half", "decay_steps", "global_step")
def cosine_decay(min_lr, half, decay_steps, global_step):
    """min_lr + half * (1 + cos(pi * step / decay_steps)), where half is half of max_lr - min_lr"""
    done = _quotient(jnp.minimum(global_step, decay_steps), decay_steps, False)
    return min_lr + half * (1 + jnp.cos(math.pi * done))


@operator("difference", "end_learning_rate", "decay_steps", "power", "global_step")
def polynomial_decay(difference, end_learning_rate, decay_steps, power, global_step, update_decay_steps):
    """difference * (1 - step / decay_steps) ** power + end_learning_rate"""
    steps = _float(decay_steps)
    if update_decay_steps:
        steps = steps * jnp.maximum(jnp.ceil(_float(global_step) / steps), 1)
    left = 1 - jnp.minimum(_float(global_step), steps) / steps
    return difference * left**power + end_learning_rate


@operator("learning_rate", "warmup_steps", "global_step")
def warm_up(learning_rate, warmup_steps, global_step):
    """learning_rate * min(step, warmup_steps) / warmup_steps"""
    return learning_rate * _quotient(jnp.minimum(global_step, warmup_steps), warmup_steps, False)


def _float(steps):
    return steps.astype(jnp.float32)


def _quotient(steps, decay_steps, is_stair):
    quotient = _float(steps) / _float(decay_steps)
    return jnp.floor(quotient) if is_stair else quotient


def _check_rate(value: float, argument: str, who: str, or_zero: bool = False) -> None:
    check_type(value, float, argument, who)
    if value < 0.0 or (value == 0.0 and not or_zero):
        raise ValueError(
            f"For '{who}', the '{argument}' must be a float {'of at least' if or_zero else 'above'} 0, but got {value}."
        )


class LearningRateSchedule(Cell):
    """Base of the schedules: ``construct(global_step)`` gives the rate. ``global_step`` is an int32 Tensor.

    >>> from mindspore import nn
    >>> class Halving(nn.learning_rate_schedule.LearningRateSchedule):
    ...     def construct(self, global_step):
    ...         return 0.1 * 0.5**global_step
    """

    def construct(self, global_step: Any) -> Any:
        """The rate of a step."""
        raise NotImplementedError(f"For '{type(self).__name__}', the method 'construct' must be defined.")


class _Decay(LearningRateSchedule):
    """What the three decays by a rate have in common."""

    def __init__(self, learning_rate: float, decay_rate: float, decay_steps: int, is_stair: bool = False) -> None:
        super().__init__()
        who = self.cls_name
        _check_rate(learning_rate, "learning_rate", who, or_zero=True)
        _check_rate(decay_rate, "decay_rate", who)
        self.learning_rate = learning_rate
        self.decay_rate = decay_rate
        self.decay_steps = check_positive_int(decay_steps, "decay_steps", who)
        self.is_stair = check_bool(is_stair, "is_stair", who)


class ExponentialDecayLR(_Decay):
    """``learning_rate * decay_rate ** (step / decay_steps)``; with ``is_stair`` the exponent is rounded down.

    Raises:
        TypeError: if a rate is no float, ``decay_steps`` no int or ``is_stair`` no bool.
        ValueError: if ``learning_rate`` is below 0, or ``decay_rate`` or ``decay_steps`` is not above 0.

    >>> from mindspore import Tensor, nn
    >>> print(nn.ExponentialDecayLR(0.5, 0.5, decay_steps=2)(Tensor(4)))
    0.125
    """

    def construct(self, global_step: Any) -> Any:
        """The rate of a step."""
        return exponential_decay(self.learning_rate, self.decay_rate, self.decay_steps, global_step, self.is_stair)


class NaturalExpDecayLR(_Decay):
    """``learning_rate * exp(-decay_rate * step)``; with ``is_stair`` the step is rounded down to a multiple of
    ``decay_steps``, which has no other influence.

    Raises:
        TypeError: if a rate is no float, ``decay_steps`` no int or ``is_stair`` no bool.
        ValueError: if ``learning_rate`` is below 0, or ``decay_rate`` or ``decay_steps`` is not above 0.
    """

    def construct(self, global_step: Any) -> Any:
        """The rate of a step."""
        return natural_exp_decay(self.learning_rate, self.decay_rate, self.decay_steps, global_step, self.is_stair)


class InverseDecayLR(_Decay):
    """``learning_rate / (1 + decay_rate * step / decay_steps)``; with ``is_stair`` the quotient is rounded down.

    Raises:
        TypeError: if a rate is no float, ``decay_steps`` no int or ``is_stair`` no bool.
        ValueError: if ``learning_rate`` is below 0, or ``decay_rate`` or ``decay_steps`` is not above 0.
    """

    def construct(self, global_step: Any) -> Any:
        """The rate of a step."""
        return inverse_decay(self.learning_rate, self.decay_rate, self.decay_steps, global_step, self.is_stair)


class CosineDecayLR(LearningRateSchedule):
    """Half a cosine wave from ``max_lr`` down to ``min_lr`` over ``decay_steps`` steps, then ``min_lr``.

    Raises:
        TypeError: if a rate is no float or ``decay_steps`` no int.
        ValueError: if ``min_lr`` is below 0 or not below ``max_lr``, or ``decay_steps`` is not above 0.
    """

    def __init__(self, min_lr: float, max_lr: float, decay_steps: int) -> None:
        super().__init__()
        who = self.cls_name
        _check_rate(min_lr, "min_lr", who, or_zero=True)
        _check_rate(max_lr, "max_lr", who)
        if min_lr >= max_lr:
            raise ValueError(f"For '{who}', the 'max_lr' must be above 'min_lr', but got {max_lr} and {min_lr}.")
        self.min_lr = min_lr
        self.max_lr = max_lr
        self.decay_steps = check_positive_int(decay_steps, "decay_steps", who)

    def construct(self, global_step: Any) -> Any:
        """The rate of a step."""
        return cosine_decay(self.min_lr, 0.5 * (self.max_lr - self.min_lr), self.decay_steps, global_step)


class PolynomialDecayLR(LearningRateSchedule):
    """From ``learning_rate`` to ``end_learning_rate`` as ``(1 - step / decay_steps) ** power``, then constant.

    With ``update_decay_steps`` the decay starts anew over twice, three times, ... as many steps instead.

    Raises:
        TypeError: if a rate or ``power`` is no float, ``decay_steps`` no int or ``update_decay_steps`` no bool.
        ValueError: if a rate is below 0, or ``power`` or ``decay_steps`` is not above 0.
    """

    def __init__(
        self,
        learning_rate: float,
        end_learning_rate: float,
        decay_steps: int,
        power: float,
        update_decay_steps: bool = False,
    ) -> None:
        super().__init__()
        who = self.cls_name
        _check_rate(learning_rate, "learning_rate", who)
        _check_rate(end_learning_rate, "end_learning_rate", who, or_zero=True)
        _check_rate(power, "power", who)
        self.start_learning_rate = learning_rate
        self.end_learning_rate = end_learning_rate
        self.decay_steps = check_positive_int(decay_steps, "decay_steps", who)
        self.power = power
        self.update_decay_steps = check_bool(update_decay_steps, "update_decay_steps", who)

    def construct(self, global_step: Any) -> Any:
        """The rate of a step."""
        difference = self.start_learning_rate - self.end_learning_rate
        return polynomial_decay(
            difference, self.end_learning_rate, self.decay_steps, self.power, global_step, self.update_decay_steps
        )


class WarmUpLR(LearningRateSchedule):
    """Rises from 0 in equal steps to ``learning_rate`` at step ``warmup_steps``, then constant.

    Raises:
        TypeError: if ``learning_rate`` is no float or ``warmup_steps`` no int.
        ValueError: if ``learning_rate`` is below 0 or ``warmup_steps`` is not above 0.
    """

    def __init__(self, learning_rate: float, warmup_steps: int) -> None:
        super().__init__()
        _check_rate(learning_rate, "learning_rate", self.cls_name, or_zero=True)
        self.learning_rate = learning_rate
        self.warmup_steps = check_positive_int(warmup_steps, "warmup_steps", self.cls_name)

    def construct(self, global_step: Any) -> Any:
        """The rate of a step."""
        return warm_up(self.learning_rate, self.warmup_steps, global_step)
