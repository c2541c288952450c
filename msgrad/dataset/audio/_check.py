"""Checks of the arguments of transforms of sound."""

from __future__ import annotations

from typing import Any

from msgrad.dataset.transforms._check import INT32_MAX, check_kind

NUMBER = (int, float)


def kind(value: Any, kinds: Any, argument: str, who: str) -> Any:
    """TypeError unless an instance."""
    return check_kind(value, kinds, argument, who)


def number(value: Any, argument: str, who: str, low: float | None = None, high: float | None = None,
           above: bool = False) -> Any:  # fmt: skip
    """TypeError unless a number, ValueError unless low <= value <= high (low < value with ``above``)."""
    check_kind(value, NUMBER, argument, who)
    if (low is not None and (value <= low if above else value < low)) or (high is not None and value > high):
        bounds = f"{'above' if above else 'at least'} {low}"
        if high is not None:
            bounds = f"in {'(' if above else '['}{low}, {high}]"
        raise ValueError(f"For '{who}', the '{argument}' must be {bounds}, but got {value}.")
    return value


def integer(value: Any, argument: str, who: str, low: int = 0) -> int:
    """TypeError unless an int, ValueError unless in [low, 2**31)."""
    check_kind(value, int, argument, who)
    if not low <= value <= INT32_MAX:
        raise ValueError(f"For '{who}', the '{argument}' must be in [{low}, {INT32_MAX}], but got {value}.")
    return value


def positive_int(value: Any, argument: str, who: str) -> int:
    """The same from 1 on."""
    return integer(value, argument, who, 1)


def not_zero(value: Any, argument: str, who: str) -> Any:
    """TypeError unless a number, ValueError where it is 0."""
    check_kind(value, NUMBER, argument, who)
    if value == 0:
        raise ValueError(f"For '{who}', the '{argument}' must not be 0.")
    return value
