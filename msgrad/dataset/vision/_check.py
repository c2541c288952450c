"""Checks of the arguments of image transforms."""

from __future__ import annotations

from typing import Any

from msgrad.dataset.transforms._check import (
    FLOAT_MAX,
    INT32_MAX,
    NUMBER,
    check_kind,
    check_number,
    check_range,
    check_size,
    check_square,
    check_transforms,
)
from msgrad.dataset.vision.utils import Border, Inter

__all__ = [
    "FLOAT_MAX",
    "INT32_MAX",
    "NUMBER",
    "check_border",
    "check_degrees",
    "check_factor",
    "check_fill",
    "check_inter",
    "check_kind",
    "check_magnitude_range",
    "check_number",
    "check_padding",
    "check_prob",
    "check_range",
    "check_scale_ratio",
    "check_size",
    "check_square",
    "check_transforms",
]


def check_inter(value: Any, who: str, argument: str = "interpolation") -> Inter:
    return check_kind(value, Inter, argument, who)


def check_border(value: Any, who: str) -> Border:
    return check_kind(value, Border, "padding_mode", who)


def check_prob(value: Any, who: str) -> float:
    return check_range(value, 0, 1, "prob", who)


def check_factor(value: Any, argument: str, who: str) -> float:
    """A number from 0 to 16777216."""
    return check_range(value, 0, FLOAT_MAX, argument, who)


def check_fill(value: Any, who: str, argument: str = "fill_value") -> tuple[int, int, int]:
    """A number from 0 to 255, or one for each of three channels."""
    if isinstance(value, tuple):
        if len(value) != 3:
            raise TypeError(f"For '{who}', the '{argument}' must be an int or a tuple of three, but got {value}.")
    elif isinstance(value, int) and not isinstance(value, bool):
        value = (value,) * 3
    else:
        raise TypeError(f"For '{who}', the '{argument}' must be an int or a tuple of three, but got {value!r}.")
    for item in value:
        check_range(item, 0, 255, argument, who, kinds=int)
    return value


def check_padding(value: Any, who: str) -> tuple[int, int, int, int]:
    """How much to add at the left, the top, the right and the bottom; also one int or two.

    Of two numbers the first is for left and right, the second for top and bottom.
    """
    check_kind(value, (int, tuple, list), "padding", who)
    items = (value,) if isinstance(value, int) else tuple(value)
    if len(items) not in (1, 2, 4) or (len(items) == 1 and not isinstance(value, int)):
        raise ValueError(f"For '{who}', the 'padding' must be an int or a sequence of 2 or 4, but got {value}.")
    for item in items:
        check_range(item, 0, INT32_MAX, "padding", who, kinds=int)
    if len(items) == 1:
        return items * 4
    return items * 2 if len(items) == 2 else items


def check_degrees(value: Any, who: str) -> tuple[float, float]:
    """An angle, for all up to it in both directions, or the two ends of a range."""
    if isinstance(value, NUMBER) and not isinstance(value, bool):
        check_range(value, 0, float("inf"), "degrees", who)
        return (-value, value)
    if isinstance(value, list | tuple):
        if len(value) != 2:
            raise TypeError(f"For '{who}', the 'degrees' must be a number or two, but got {value}.")
        for item in value:
            check_kind(item, NUMBER, "degrees", who)
        if value[0] > value[1]:
            raise ValueError(f"For '{who}', the 'degrees' must be in order, but got {value}.")
        return tuple(value)
    raise TypeError(f"For '{who}', the 'degrees' must be a number or two, but got {value!r}.")


def check_magnitude_range(value: Any, low: float, high: float, argument: str, who: str, kinds: Any = (tuple,)) -> tuple:
    """Two numbers (low, high) in order, within bounds."""
    check_kind(value, kinds, argument, who)
    if len(value) != 2:
        raise TypeError(f"For '{who}', the '{argument}' must have two numbers, but got {value}.")
    for item in value:
        check_range(item, low, high, argument, who)
    if value[0] > value[1]:
        raise ValueError(f"For '{who}', the '{argument}' must be in order, but got {value}.")
    return tuple(value)


def check_scale_ratio(scale: Any, ratio: Any, who: str) -> None:
    """Two ranges: of areas, as parts of the image's, and of width / height."""
    for name, value in (("scale", scale), ("ratio", ratio)):
        check_kind(value, (list, tuple), name, who)
        if len(value) != 2:
            raise TypeError(f"For '{who}', the '{name}' must have two numbers, but got {value}.")
        for item in value:
            check_range(item, 0, FLOAT_MAX, name, who)
        if value[0] > value[1]:
            raise ValueError(f"For '{who}', the '{name}' must be in order, but got {value}.")
        if value[1] == 0 or (name == "ratio" and value[0] == 0):
            raise ValueError(f"For '{who}', the '{name}' must be above 0, but got {value}.")
