"""Values in the code of a network: names, with the scope that they lie in, and constants."""

from __future__ import annotations

import ast
from enum import Enum
from typing import Any

from msgrad._checkparam import check_type
from msgrad._names import missing_name_getattr

__all__ = ["ScopedValue", "ValueType"]


class ValueType(Enum):
    """What a `ScopedValue` holds."""

    ConstantValue = 0
    TupleValue = 20
    ListValue = 21
    DictValue = 22
    NamingValue = 40
    CustomObjValue = 41
    UnsupportedValue = 50


class ScopedValue:
    """A name or a constant.

    Args:
        arg_type: what it holds.
        scope: where the name lies, such as "self".
        value: the name or the constant.

    >>> from mindspore.rewrite import ScopedValue
    >>> ScopedValue.create_naming_value("conv", "self"), ScopedValue.create_variable_value(2)
    (self.conv, 2)
    """

    def __init__(self, arg_type: ValueType, scope: str = "", value: Any = None) -> None:
        self.type = check_type(arg_type, ValueType, "arg_type", "ScopedValue")
        self.scope = check_type(scope, str, "scope", "ScopedValue")
        self.value = value

    @classmethod
    def create_variable_value(cls, value: Any) -> ScopedValue:
        """A constant; tuples, lists and dicts of values too."""
        if isinstance(value, tuple | list):
            kind = ValueType.TupleValue if isinstance(value, tuple) else ValueType.ListValue
            return cls(kind, "", type(value)(cls.create_variable_value(item) for item in value))
        if isinstance(value, dict):
            return cls(ValueType.DictValue, "", {key: cls.create_variable_value(v) for key, v in value.items()})
        if value is None or isinstance(value, bool | int | float | complex | str | bytes):
            return cls(ValueType.ConstantValue, "", value)
        return cls(ValueType.CustomObjValue, "", value)

    @classmethod
    def create_naming_value(cls, name: str, scope: str = "") -> ScopedValue:
        """A name. TypeError unless both are strs."""
        check_type(name, str, "name", "ScopedValue")
        return cls(ValueType.NamingValue, scope, name)

    @staticmethod
    def create_name_values(names: Any, scopes: Any = None) -> list[ScopedValue]:
        """Names, each in its scope.

        Raises:
            TypeError: unless both are lists or tuples of strs.
            ValueError: unless they are equally long.
        """
        for value, argument in ((names, "names"), (scopes if scopes is not None else (), "scopes")):
            for item in check_type(value, (list, tuple), argument, "ScopedValue"):
                check_type(item, str, argument, "ScopedValue")
        if scopes is None:
            scopes = [""] * len(names)
        if len(names) != len(scopes):
            raise ValueError(
                f"For 'ScopedValue', 'names' and 'scopes' must be equally long, but got {names} and {scopes}."
            )
        return [ScopedValue.create_naming_value(name, scope) for name, scope in zip(names, scopes, strict=True)]

    @property
    def name(self) -> str | None:
        """The name, if it is a local one."""
        return self.value if self.type == ValueType.NamingValue and not self.scope else None

    def __str__(self) -> str:
        if self.type == ValueType.NamingValue:
            return f"{self.scope}.{self.value}" if self.scope else str(self.value)
        if self.type == ValueType.ConstantValue:
            return str(self.value)
        return f"Illegal ValueType: {self.type}"

    __repr__ = __str__

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ScopedValue):
            return False
        return (self.type, self.scope) == (other.type, other.scope) and bool(self.value == other.value)

    def __hash__(self) -> int:
        return hash((self.type, self.scope, repr(self.value)))


def value_of(expression: ast.expr) -> ScopedValue:
    """What an expression is as a value; other than names and constants are unsupported values that keep it."""
    if isinstance(expression, ast.Constant):
        return ScopedValue(ValueType.ConstantValue, "", expression.value)
    if isinstance(expression, ast.Name):
        return ScopedValue.create_naming_value(expression.id)
    if isinstance(expression, ast.Attribute):
        scope = value_of(expression.value)
        if scope.type == ValueType.NamingValue:
            return ScopedValue.create_naming_value(expression.attr, str(scope))
    return ScopedValue(ValueType.UnsupportedValue, "", expression)


def expression_of(value: ScopedValue) -> ast.expr:
    """The expression that gives a value. TypeError for objects that have none."""
    if value.type == ValueType.UnsupportedValue and isinstance(value.value, ast.expr):
        return value.value
    if value.type == ValueType.NamingValue:
        return ast.parse(str(value), mode="eval").body
    if value.type == ValueType.ConstantValue:
        return ast.Constant(value.value)
    if value.type in (ValueType.TupleValue, ValueType.ListValue):
        made = ast.Tuple if value.type == ValueType.TupleValue else ast.List
        return made([expression_of(item) for item in value.value], ast.Load())
    if value.type == ValueType.DictValue:
        keys: list[ast.expr | None] = [ast.Constant(key) for key in value.value]
        return ast.Dict(keys, [expression_of(item) for item in value.value.values()])
    raise TypeError(f"A value of the {value.type} cannot be written as code: {value.value!r}.")


__getattr__ = missing_name_getattr(__name__)
