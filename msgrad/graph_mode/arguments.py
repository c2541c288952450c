"""The arguments of a jitted call: what of them shapes the program, and which Tensors it takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from msgrad.common.dtype import Type
from msgrad.common.hook import hooks_of
from msgrad.common.mutable import NUMBERS, is_mutable
from msgrad.common.parameter import Parameter
from msgrad.common.tensor import Tensor
from msgrad.engine.graph import array_of
from msgrad.engine.handle import Bundle
from msgrad.engine.values import Value, leaf

_PLAIN = (bool, int, float, complex, str, bytes, type(None), Type, type(...), np.dtype, np.generic)


class Pinned:
    """An object that counts by its identity. Holding it keeps the identity from being used again."""

    __slots__ = ("item",)

    def __init__(self, item: Any) -> None:
        self.item = item

    def __hash__(self) -> int:
        return id(self.item)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Pinned) and self.item is other.item


def signature_key(argument: Any, tensors: list[Tensor], lift_numbers: bool = False) -> Any:
    """What identifies an argument in the key of a call; its Tensors are added to ``tensors``.

    A Tensor counts by shape and dtype, a number or string by type and value (in what is `mutable`, by type alone: it
    becomes a Tensor), a list, tuple or dict by its elements, a numpy array by its contents, and anything else (a
    Parameter, a Cell, a function) by identity.
    """
    kind = type(argument)
    if kind is Tensor and "_hooks" not in argument.__dict__:
        tensors.append(argument)
        return argument._result().aval
    if isinstance(argument, Tensor) and not isinstance(argument, Parameter):
        tensors.append(argument)
        return kind, argument._result().aval, *[Pinned(hook) for hook in hooks_of(argument)]
    lift_numbers = lift_numbers or is_mutable(argument)
    if isinstance(argument, list | tuple):
        return kind, *[signature_key(item, tensors, lift_numbers) for item in argument]
    if isinstance(argument, dict):
        return kind, *[(name, signature_key(item, tensors, lift_numbers)) for name, item in argument.items()]
    if lift_numbers and isinstance(argument, int | float):
        tensors.append(_number(argument))
        return kind, tensors[-1]._result().aval
    if isinstance(argument, Bundle):
        return kind, argument._facts(), *[signature_key(part, tensors) for part in argument._parts()]
    if isinstance(argument, np.ndarray):
        return kind, argument.shape, argument.dtype.str, argument.tobytes()
    if isinstance(argument, _PLAIN):
        return kind, argument
    return Pinned(argument)


def _number(argument: Any) -> Tensor:
    plain = next(kind for kind in (bool, int, float) if isinstance(argument, kind))
    return Tensor(bool(argument) if type(argument) is NUMBERS[2] else plain(argument))


def replaced(argument: Any, tensors: Iterator[Tensor], lift_numbers: bool = False) -> Any:
    """The argument with what `signature_key` found, in its order, replaced."""
    if isinstance(argument, Parameter):
        return argument
    if isinstance(argument, Tensor):
        return next(tensors)
    lift_numbers = lift_numbers or is_mutable(argument)
    if isinstance(argument, tuple) and hasattr(argument, "_fields"):
        return type(argument)(*[replaced(item, tensors, lift_numbers) for item in argument])
    if isinstance(argument, list | tuple):
        return type(argument)([replaced(item, tensors, lift_numbers) for item in argument])
    if isinstance(argument, dict):
        return type(argument)([(name, replaced(item, tensors, lift_numbers)) for name, item in argument.items()])
    if isinstance(argument, Bundle):
        return argument._mapped(lambda part: replaced(part, tensors))
    if lift_numbers and isinstance(argument, int | float):
        return next(tensors)
    return argument


def fresh_handle(tensor: Tensor) -> Tensor:
    """Another handle of a Tensor's data: what the function writes into its argument, the caller does not see."""
    made = Tensor.__new__(type(tensor))
    made._value, made._alias = Value(leaf(array_of(tensor._result(), "a jitted function needed it"))), None
    if tensor.__dict__:
        made.__dict__.update(tensor.__dict__)
    return made
