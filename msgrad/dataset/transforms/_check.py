"""Checks of arguments that transforms share. Types and ranges are MindSpore's, and so are the exception types."""

from __future__ import annotations

import numbers
from typing import Any

INT32_MAX = 2147483647
INT64_MAX = 9223372036854775807
FLOAT_MAX = 16777216  # all whole numbers up to this one are floats

NUMBER = (int, float)


def check_kind(value: Any, kinds: Any, argument: str, who: str) -> Any:
    """TypeError unless the value is an instance of the kinds; a bool is an int only where bool is named."""
    kinds = kinds if isinstance(kinds, tuple) else (kinds,)
    if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds and object not in kinds):
        names = " or ".join(kind.__name__ for kind in kinds)
        raise TypeError(
            f"For '{who}', the '{argument}' must be of type {names}, but got {value!r} of type {type(value).__name__}."
        )
    return value


def check_range(
    value: Any, low: Any, high: Any, argument: str, who: str, *, above: bool = False, kinds: Any = NUMBER
) -> Any:
    """TypeError unless a number of the kinds, ValueError unless low <= value <= high (low < value with `above`)."""
    check_kind(value, kinds, argument, who)
    if not ((low < value if above else low <= value) and value <= high):
        raise ValueError(
            f"For '{who}', the '{argument}' must be in {'(' if above else '['}{low}, {high}], but got {value}."
        )
    return value


def check_number(value: Any, argument: str, who: str) -> Any:
    """TypeError unless a number that is no bool, ValueError outside of what a float holds exactly."""
    check_kind(value, numbers.Number, argument, who)
    return check_range(value, -FLOAT_MAX, FLOAT_MAX, argument, who)


def check_size(value: Any, argument: str, who: str, *, high: int = FLOAT_MAX) -> tuple[int, ...]:
    """An int or a pair (height, width) of ints above 0, as a tuple of one or two."""
    if isinstance(value, list | tuple):
        if len(value) != 2:
            raise TypeError(f"For '{who}', the '{argument}' must be an int or a pair of ints, but got {value!r}.")
        items = tuple(value)
    elif isinstance(value, int):
        items = (int(value),)
    else:
        raise TypeError(
            f"For '{who}', the '{argument}' must be an int or a pair of ints, "
            f"but got {value!r} of type {type(value).__name__}."
        )
    for item in items:
        check_kind(item, (int, bool), argument, who)
        check_range(int(item), 1, high, argument, who)
    return items


def check_square(value: Any, argument: str, who: str) -> tuple[int, int]:
    """The same, where one int stands for both."""
    items = check_size(value, argument, who)
    return items if len(items) == 2 else items * 2


def check_transforms(value: Any, who: str, kinds: Any = list) -> list[Any]:
    """A list of callables that is not empty."""
    check_kind(value, kinds, "transforms", who)
    if not value:
        raise ValueError(f"For '{who}', the 'transforms' must not be empty.")
    for i, transform in enumerate(value):
        if not callable(transform):
            raise TypeError(f"For '{who}', transforms[{i}] must be a transform or a function, but got {transform!r}.")
        if isinstance(transform, type):
            raise TypeError(
                f"For '{who}', transforms[{i}] is the class {transform.__name__}; an object of it is meant."
            )
    return list(value)
