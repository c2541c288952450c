"""MindSpore's own checks, which scripts import from `mindspore._checkparam`; once a class, Validator, had them.

Each returns what it checked. Those without numbers in their names take the relation as `EQ`, `LT`, ..., `INC_LEFT`.
"""

from __future__ import annotations

import math
import operator as op
from collections.abc import Callable, Iterable
from typing import Any

EQ, NE, LT, LE, GT, GE, INC_NEITHER, INC_LEFT, INC_RIGHT, INC_BOTH, IN, NOT_IN = range(1, 13)

_WITH_ONE = {EQ: ("equal", op.eq), NE: ("not equal", op.ne), LT: ("less than", op.lt), LE: ("at most", op.le)}
_WITH_ONE |= {GT: ("greater than", op.gt), GE: ("at least", op.ge)}
_RANGES = {INC_NEITHER: ("({}, {})", op.gt, op.lt), INC_LEFT: ("[{}, {})", op.ge, op.lt)}
_RANGES |= {INC_RIGHT: ("({}, {}]", op.gt, op.le), INC_BOTH: ("[{}, {}]", op.ge, op.le)}


class Rel:
    """The relations, as MindSpore 1 called them."""

    EQ, NE, LT, LE, GT, GE = EQ, NE, LT, LE, GT, GE
    INC_NEITHER, INC_LEFT, INC_RIGHT, INC_BOTH, IN, NOT_IN = INC_NEITHER, INC_LEFT, INC_RIGHT, INC_BOTH, IN, NOT_IN


def _said(arg_name: str | None, prim_name: str | None) -> str:
    return f"For '{prim_name}', the '{arg_name}'" if prim_name else f"The '{arg_name or 'argument'}'"


def _number(value: Any, kind: type, said: str) -> Any:
    if isinstance(value, bool) or not isinstance(value, kind):
        raise TypeError(f"{said} must be {kind.__name__}, but got {value!r} of type {type(value).__name__}.")
    if isinstance(value, float) and (math.isnan(value) or math.isinf(value)):
        raise ValueError(f"{said} must be a finite number, but got {value}.")
    return value


def _compare(value: Any, other: Any, rel: int, said: str) -> Any:
    words, holds = _WITH_ONE[rel]
    if not holds(value, other):
        raise ValueError(f"{said} must be {words} {other}, but got {value}.")
    return value


def check(
    arg_name: str, arg_value: Any, value_name: str, value: Any, rel: int = EQ, prim_name: str | None = None,
    excp_cls: type[Exception] = ValueError,
) -> Any:  # fmt: skip
    """A value that stands in a relation to another one, or that lies in or outside of others."""
    if rel in (IN, NOT_IN):
        if (arg_value in value) is not (rel == IN):
            raise excp_cls(f"{_said(arg_name, prim_name)} must{' not' * (rel == NOT_IN)} be in {value_name} {value}.")
    elif not _WITH_ONE[rel][1](arg_value, value):
        raise excp_cls(
            f"{_said(arg_name, prim_name)} must be {_WITH_ONE[rel][0]} {value_name} {value}, but got {arg_value}."
        )
    return arg_value


def check_int(arg_value: Any, value: int, rel: int, arg_name: str | None = None, prim_name: str | None = None) -> int:
    """An int that stands in a relation to another one."""
    said = _said(arg_name, prim_name)
    return _compare(_number(arg_value, int, said), value, rel, said)


def check_float(
    arg_value: Any, value: float, rel: int, arg_name: str | None = None, prim_name: str | None = None
) -> float:
    """A float that stands in a relation to a number."""
    said = _said(arg_name, prim_name)
    return _compare(_number(arg_value, float, said), value, rel, said)


def _in_range(value: Any, lower: Any, upper: Any, rel: int, said: str) -> Any:
    shown, above, below = _RANGES[rel]
    if not (above(value, lower) and below(value, upper)):
        raise ValueError(f"{said} must be in {shown.format(lower, upper)}, but got {value}.")
    return value


def check_int_range(
    arg_value: Any, lower_limit: int, upper_limit: int, rel: int, arg_name: str | None = None,
    prim_name: str | None = None,
) -> int:  # fmt: skip
    """An int in a range."""
    said = _said(arg_name, prim_name)
    return _in_range(_number(arg_value, int, said), lower_limit, upper_limit, rel, said)


def check_float_range(
    arg_value: Any, lower_limit: float, upper_limit: float, rel: int, arg_name: str | None = None,
    prim_name: str | None = None,
) -> float:  # fmt: skip
    """A float in a range."""
    said = _said(arg_name, prim_name)
    return _in_range(_number(arg_value, float, said), lower_limit, upper_limit, rel, said)


def check_number_range(
    arg_value: Any, lower_limit: Any, upper_limit: Any, rel: int, value_type: type, arg_name: str | None = None,
    prim_name: str | None = None,
) -> Any:  # fmt: skip
    """A number of a type in a range."""
    said = _said(arg_name, prim_name)
    return _in_range(_number(arg_value, value_type, said), lower_limit, upper_limit, rel, said)


def _signed(name: str, kind: type, rel: int) -> Callable[..., Any]:
    def checked(arg_value: Any, arg_name: str | None = None, prim_name: str | None = None) -> Any:
        said = _said(arg_name, prim_name)
        return _compare(_number(arg_value, kind, said), 0, rel, said)

    checked.__name__ = checked.__qualname__ = name
    checked.__doc__ = f"A number ({kind.__name__}) that is {_WITH_ONE[rel][0]} 0. TypeError or ValueError for others."
    return checked


check_negative_int = _signed("check_negative_int", int, LT)
check_non_negative_int = _signed("check_non_negative_int", int, GE)
check_non_positive_int = _signed("check_non_positive_int", int, LE)
check_positive_int = _signed("check_positive_int", int, GT)
check_negative_float = _signed("check_negative_float", float, LT)
check_non_negative_float = _signed("check_non_negative_float", float, GE)
check_non_positive_float = _signed("check_non_positive_float", float, LE)
check_positive_float = _signed("check_positive_float", float, GT)


def check_equal_int(arg_value: Any, value: int, arg_name: str | None = None, prim_name: str | None = None) -> int:
    """An int that is another one."""
    return check_int(arg_value, value, EQ, arg_name, prim_name)


def check_is_int(arg_value: Any, arg_name: str | None = None, prim_name: str | None = None) -> int:
    """An int. TypeError for others."""
    return _number(arg_value, int, _said(arg_name, prim_name))


def check_is_float(arg_value: Any, arg_name: str | None = None, prim_name: str | None = None) -> float:
    """A float. TypeError for others."""
    return check_value_type(arg_name or "argument", arg_value, [float], prim_name)


def check_bool(arg_value: Any, arg_name: str | None = None, prim_name: str | None = None) -> bool:
    """A bool. TypeError for others."""
    return check_value_type(arg_name or "argument", arg_value, [bool], prim_name)


def check_string(
    arg_value: Any, valid_values: Iterable[str], arg_name: str | None = None, prim_name: str | None = None
) -> str:
    """A str that is one of some. ValueError for others."""
    if not isinstance(arg_value, str) or arg_value not in list(valid_values):
        raise ValueError(f"{_said(arg_name, prim_name)} must be in {list(valid_values)}, but got {arg_value!r}.")
    return arg_value


def check_value_type(arg_name: str, arg_value: Any, valid_types: Any, prim_name: str | None = None) -> Any:
    """An object of one of some types; a bool is no int or float. TypeError for others."""
    kinds = tuple(valid_types) if isinstance(valid_types, list | tuple | set) else (valid_types,)
    if not isinstance(arg_value, kinds) or (isinstance(arg_value, bool) and bool not in kinds):
        names = " or ".join(kind.__name__ for kind in kinds)
        raise TypeError(
            f"{_said(arg_name, prim_name)} must be {names}, but got {arg_value!r} of type {type(arg_value).__name__}."
        )
    return arg_value


def check_isinstance(arg_name: str, arg_value: Any, classes: Any) -> Any:
    """An object of one of some classes. ValueError for others."""
    if not isinstance(arg_value, classes):
        raise ValueError(f"The '{arg_name}' must be an instance of {classes}, but got {type(arg_value).__name__}.")
    return arg_value


def check_subclass(
    arg_name: str, type_: Any, template_types: Any, prim_name: str, addition_error_info: str | None = None
) -> None:
    """A class, or data type, below others. TypeError for others."""
    from msgrad.common import dtype

    if not dtype._issubclass_(type_, template_types):
        raise TypeError(
            f"{_said(arg_name, prim_name)} must be a subclass of {template_types}, but got {type_}."
            f"{' ' + addition_error_info if addition_error_info else ''}"
        )


def check_and_canonicalize_axes(axes: Any, ndim: int) -> tuple[int, ...]:
    """Axes, counted from the front, as a tuple. ValueError for what there is not."""
    found = tuple(axes) if isinstance(axes, tuple | list) else (axes,)
    for axis in found:
        if not isinstance(axis, int) or not -ndim <= axis < ndim:
            raise ValueError(f"Axes must be ints in [{-ndim}, {ndim}), but got {axes}.")
    return tuple([axis % ndim if ndim else 0 for axis in found])


def check_axis_in_range(axis: int, ndim: int) -> int:
    """An axis, counted from the front. ValueError for what there is not."""
    return check_and_canonicalize_axes(axis, ndim)[0]


class Validator:
    """The checks as MindSpore 1 had them."""


for _name, _value in list(globals().items()):
    if _name.startswith("check") and callable(_value):
        setattr(Validator, _name, staticmethod(_value))
