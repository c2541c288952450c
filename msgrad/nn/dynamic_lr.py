"""Learning rates as Python lists, one for each step of a training."""

from __future__ import annotations

import math
from collections.abc import Callable

from msgrad._checkparam import check_bool, check_positive_int, check_type

__all__ = [
    "piecewise_constant_lr",
    "exponential_decay_lr",
    "natural_exp_decay_lr",
    "inverse_decay_lr",
    "cosine_decay_lr",
    "polynomial_decay_lr",
    "warmup_lr",
]


def _check_float(value: float, argument: str, who: str, above: float = 0.0, or_equal: bool = False) -> None:
    """TypeError unless ``value`` is a float, ValueError unless it is above (or at) ``above``."""
    check_type(value, float, argument, who)
    if value < above or (value == above and not or_equal):
        raise ValueError(
            f"For '{who}', the '{argument}' must be a float {'of at least' if or_equal else 'above'} {above}, "
            f"but got {value}."
        )


def _each_step(rate: Callable[[int], float], total_step: int, step_per_epoch: int, who: str) -> list[float]:
    """``rate(epoch)`` for every step, where ``epoch`` counts the epochs that are over."""
    check_positive_int(total_step, "total_step", who)
    check_positive_int(step_per_epoch, "step_per_epoch", who)
    return [rate(step // step_per_epoch) for step in range(total_step)]


def _check_decay(learning_rate: float, decay_rate: float, decay_epoch: int, is_stair: bool, who: str) -> None:
    _check_float(learning_rate, "learning_rate", who)
    _check_float(decay_rate, "decay_rate", who)
    check_positive_int(decay_epoch, "decay_epoch", who)
    check_bool(is_stair, "is_stair", who)


def piecewise_constant_lr(
    milestone: list[int] | tuple[int, ...], learning_rates: list[float] | tuple[float, ...]
) -> list:
    """Constant rates between milestones.

    Args:
        milestone: the steps at which each piece ends, rising; the list has as many entries as the last one says.
        learning_rates: the rate of each piece.

    Raises:
        TypeError: if a milestone is no int or a rate no float.
        ValueError: if the lengths differ or the milestones do not rise from above 0.

    >>> piecewise_constant_lr([2, 5], [0.1, 0.05])
    [0.1, 0.1, 0.05, 0.05, 0.05]
    """
    who = "piecewise_constant_lr"
    check_type(milestone, (list, tuple), "milestone", who)
    check_type(learning_rates, (list, tuple), "learning_rates", who)
    if len(milestone) != len(learning_rates):
        raise ValueError(
            f"For '{who}', 'milestone' and 'learning_rates' must have the same length, "
            f"but got {len(milestone)} and {len(learning_rates)}."
        )
    rates: list[float] = []
    for end, rate in zip(milestone, learning_rates, strict=True):
        check_positive_int(end, "milestone", who)
        check_type(rate, float, "learning_rates", who)
        if end < len(rates):
            raise ValueError(f"For '{who}', the 'milestone' must rise, but got {list(milestone)}.")
        rates += [rate] * (end - len(rates))
    return rates


def exponential_decay_lr(
    learning_rate: float,
    decay_rate: float,
    total_step: int,
    step_per_epoch: int,
    decay_epoch: int,
    is_stair: bool = False,
) -> list[float]:
    """``learning_rate * decay_rate ** (epoch / decay_epoch)``; with ``is_stair`` the exponent is rounded down.

    Raises:
        TypeError: if a rate is no float, a count no int, or ``is_stair`` no bool.
        ValueError: if a rate or a count is not above 0.

    >>> exponential_decay_lr(0.1, 0.5, total_step=4, step_per_epoch=2, decay_epoch=1)
    [0.1, 0.1, 0.05, 0.05]
    """
    _check_decay(learning_rate, decay_rate, decay_epoch, is_stair, "exponential_decay_lr")

    def rate(epoch: int) -> float:
        exponent = epoch // decay_epoch if is_stair else epoch / decay_epoch
        return learning_rate * decay_rate**exponent

    return _each_step(rate, total_step, step_per_epoch, "exponential_decay_lr")


def natural_exp_decay_lr(
    learning_rate: float,
    decay_rate: float,
    total_step: int,
    step_per_epoch: int,
    decay_epoch: int,
    is_stair: bool = False,
) -> list[float]:
    """``learning_rate * exp(-decay_rate * epoch)``; with ``is_stair`` the epoch is rounded down to a multiple of
    ``decay_epoch``, which has no other influence.

    Raises:
        TypeError: if a rate is no float, a count no int, or ``is_stair`` no bool.
        ValueError: if a rate or a count is not above 0.
    """
    _check_decay(learning_rate, decay_rate, decay_epoch, is_stair, "natural_exp_decay_lr")

    def rate(epoch: int) -> float:
        if is_stair:
            epoch = epoch // decay_epoch * decay_epoch
        return learning_rate * math.e ** (-decay_rate * epoch)

    return _each_step(rate, total_step, step_per_epoch, "natural_exp_decay_lr")


def inverse_decay_lr(
    learning_rate: float,
    decay_rate: float,
    total_step: int,
    step_per_epoch: int,
    decay_epoch: int,
    is_stair: bool = False,
) -> list[float]:
    """``learning_rate / (1 + decay_rate * epoch / decay_epoch)``; with ``is_stair`` the quotient is rounded down.

    Raises:
        TypeError: if a rate is no float, a count no int, or ``is_stair`` no bool.
        ValueError: if a rate or a count is not above 0.
    """
    _check_decay(learning_rate, decay_rate, decay_epoch, is_stair, "inverse_decay_lr")

    def rate(epoch: int) -> float:
        quotient = epoch // decay_epoch if is_stair else epoch / decay_epoch
        return learning_rate / (1 + decay_rate * quotient)

    return _each_step(rate, total_step, step_per_epoch, "inverse_decay_lr")


def cosine_decay_lr(
    min_lr: float, max_lr: float, total_step: int, step_per_epoch: int, decay_epoch: int
) -> list[float]:
    """Half a cosine wave from ``max_lr`` down to ``min_lr`` over ``decay_epoch`` epochs, then ``min_lr``.

    Raises:
        TypeError: if a rate is no float or a count no int.
        ValueError: if ``min_lr`` is below 0 or not below ``max_lr``, or a count is not above 0.

    >>> [round(rate, 3) for rate in cosine_decay_lr(0.0, 1.0, total_step=3, step_per_epoch=1, decay_epoch=2)]
    [1.0, 0.5, 0.0]
    """
    who = "cosine_decay_lr"
    _check_float(min_lr, "min_lr", who, or_equal=True)
    _check_float(max_lr, "max_lr", who)
    if min_lr >= max_lr:
        raise ValueError(f"For '{who}', the 'max_lr' must be above 'min_lr', but got {max_lr} and {min_lr}.")
    check_positive_int(decay_epoch, "decay_epoch", who)

    def rate(epoch: int) -> float:
        phase = math.pi * min(epoch, decay_epoch) / decay_epoch
        return min_lr + 0.5 * (max_lr - min_lr) * (1 + math.cos(phase))

    return _each_step(rate, total_step, step_per_epoch, who)


def polynomial_decay_lr(
    learning_rate: float,
    end_learning_rate: float,
    total_step: int,
    step_per_epoch: int,
    decay_epoch: int,
    power: float,
    update_decay_epoch: bool = False,
) -> list[float]:
    """From ``learning_rate`` to ``end_learning_rate`` as ``(1 - epoch / decay_epoch) ** power``, then constant.

    With ``update_decay_epoch`` the decay starts anew over twice, three times, ... as many epochs instead.

    Raises:
        TypeError: if a rate or ``power`` is no float, a count no int, or ``update_decay_epoch`` no bool.
        ValueError: if ``learning_rate``, ``power`` or a count is not above 0, or ``end_learning_rate`` is below 0.
    """
    who = "polynomial_decay_lr"
    _check_float(learning_rate, "learning_rate", who)
    _check_float(end_learning_rate, "end_learning_rate", who, or_equal=True)
    _check_float(power, "power", who)
    check_positive_int(decay_epoch, "decay_epoch", who)
    check_bool(update_decay_epoch, "update_decay_epoch", who)

    def rate(epoch: int) -> float:
        span = decay_epoch * max(1, math.ceil(epoch / decay_epoch)) if update_decay_epoch else decay_epoch
        left = 1 - min(epoch, span) / span
        return (learning_rate - end_learning_rate) * left**power + end_learning_rate

    return _each_step(rate, total_step, step_per_epoch, who)


def warmup_lr(learning_rate: float, total_step: int, step_per_epoch: int, warmup_epoch: int) -> list[float]:
    """Rises from 0 by the same amount each epoch, to ``learning_rate`` after ``warmup_epoch`` epochs.

    Raises:
        TypeError: if ``learning_rate`` is no float or a count no int.
        ValueError: if ``learning_rate`` or a count is not above 0.

    >>> warmup_lr(0.5, total_step=3, step_per_epoch=1, warmup_epoch=2)
    [0.0, 0.25, 0.5]
    """
    who = "warmup_lr"
    _check_float(learning_rate, "learning_rate", who)
    check_positive_int(warmup_epoch, "warmup_epoch", who)
    return _each_step(
        lambda epoch: learning_rate * min(epoch, warmup_epoch) / warmup_epoch, total_step, step_per_epoch, who
    )
