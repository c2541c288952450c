"""Checks of Python arguments, with MindSpore's exception types and a message that names who, what, expected and got."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import jax.numpy as jnp
import numpy as np


def _kind(value: Any) -> str:
    return type(value).__name__


def check_type(value: Any, kinds: type | tuple[type, ...], argument: str, who: str) -> Any:
    """TypeError unless ``value`` is an instance of ``kinds``; a bool is no int."""
    kinds = kinds if isinstance(kinds, tuple) else (kinds,)
    if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
        names = " or ".join(k.__name__ for k in kinds)
        raise TypeError(
            f"For '{who}', the type of '{argument}' must be {names}, but got {value!r} of type {_kind(value)}."
        )
    return value


def check_bool(value: Any, argument: str = "argument", who: str = "a check") -> bool:
    """TypeError unless ``value`` is a bool."""
    if not isinstance(value, bool):
        raise TypeError(f"For '{who}', the '{argument}' must be a bool, but got {_kind(value)}.")
    return value


def check_positive_int(value: Any, argument: str = "argument", who: str = "a check") -> int:
    """TypeError unless ``value`` is an int, ValueError unless it is above 0."""
    check_type(value, int, argument, who)
    if value <= 0:
        raise ValueError(f"For '{who}', the '{argument}' must be an int above 0, but got {value}.")
    return value


def check_non_negative_int(value: Any, argument: str = "argument", who: str = "a check") -> int:
    """TypeError unless ``value`` is an int, ValueError where it is below 0."""
    check_type(value, int, argument, who)
    if value < 0:
        raise ValueError(f"For '{who}', the '{argument}' must be an int of at least 0, but got {value}.")
    return value


def check_one_of(value: Any, allowed: Sequence[Any], argument: str, who: str) -> Any:
    """ValueError unless ``value`` is one of ``allowed``."""
    if value not in allowed:
        raise ValueError(f"For '{who}', the '{argument}' must be in {list(allowed)}, but got {value!r}.")
    return value


def check_pair(value: Any, argument: str, who: str, length: int = 2) -> tuple[int, ...]:
    """An int for all dimensions, or a tuple with one for each: the tuple. Each must be above 0."""
    if isinstance(value, bool) or not isinstance(value, int | tuple):
        raise TypeError(
            f"For '{who}', the '{argument}' must be an int or a tuple of {length} ints, "
            f"but got {value!r} of type {_kind(value)}."
        )
    items = value if isinstance(value, tuple) else (value,) * length
    if len(items) != length:
        raise TypeError(f"For '{who}', the '{argument}' must be an int or a tuple of {length} ints, but got {value}.")
    for item in items:
        check_positive_int(item, argument, who)
    return items


def check_axis(axis: Any, ndim: int, who: str, argument: str = "axis") -> int:
    """The axis counted from the front. TypeError unless it is an int, ValueError where the array has no such axis."""
    check_type(axis, int, argument, who)
    if not -ndim <= axis < ndim:
        raise ValueError(f"For '{who}', the '{argument}' must be in [{-ndim}, {ndim}), but got {axis}.")
    return axis % ndim


def check_rank(array: Any, ranks: int | tuple[int, ...], argument: str, who: str) -> None:
    """ValueError unless the array has one of these numbers of dimensions, TypeError for what is no array."""
    if not hasattr(array, "ndim"):
        raise TypeError(f"For '{who}', the '{argument}' must be a Tensor, but got {_kind(array)}.")
    ranks = ranks if isinstance(ranks, tuple) else (ranks,)
    if array.ndim not in ranks:
        expected = " or ".join(map(str, ranks))
        raise ValueError(f"For '{who}', the '{argument}' must have {expected} dimensions, but got shape {array.shape}.")


def float_tensors(who: str, *integers: str) -> Callable[[Sequence[Any]], Sequence[np.dtype]]:
    """A promotion rule that changes nothing, and raises TypeError for numbers in place of Tensors and for other dtypes
    than floating and complex ones; with "int" among ``integers`` whole numbers pass as well, with "bool" truth values.
    """

    def promote(kinds: Sequence[Any]) -> Sequence[np.dtype]:
        """Floating Tensors, of some operators integers as well; each keeps its dtype."""
        for kind in kinds:
            if isinstance(kind, type):
                raise TypeError(f"For '{who}', the input must be a Tensor, but got {kind.__name__}.")
            floating = jnp.issubdtype(kind, jnp.inexact)
            if not (floating or ("int" in integers and kind.kind in "iu") or ("bool" in integers and kind.kind == "b")):
                raise TypeError(f"For '{who}', the dtype of the input must be a floating one, but got {kind}.")
        return kinds

    return promote


def __getattr__(name: str) -> Any:
    """MindSpore's own checks, of other signatures, which scripts import by this module's path."""
    from msgrad import _validator

    if not name.startswith("__") and hasattr(_validator, name):
        return getattr(_validator, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}", name=name)


def check_float(
    value: Any,
    argument: str,
    who: str,
    at_least: float | None = None,
    above: float | None = None,
    at_most: float | None = None,
) -> float:
    """TypeError unless ``value`` is a float, ValueError where it is out of bounds."""
    check_type(value, float, argument, who)
    bounds = []
    if at_least is not None:
        bounds.append((value >= at_least, f"at least {at_least}"))
    if above is not None:
        bounds.append((value > above, f"above {above}"))
    if at_most is not None:
        bounds.append((value <= at_most, f"at most {at_most}"))
    if not all(holds for holds, _ in bounds):
        wanted = " and ".join(words for _, words in bounds)
        raise ValueError(f"For '{who}', the '{argument}' must be {wanted}, but got {value}.")
    return value
