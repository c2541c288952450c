"""What a recorded function has read of Python's state: if it is another now, the recording no longer holds.

Noticed are: attributes of the object whose method was jitted and of all Cells that were called (training flags,
``requires_grad``, hooks and sub-Cells included), and the globals and closure variables of the functions recorded.
Compared are numbers, strings and tuples of them by value, all else by identity: what changes inside a list or
another object is not noticed.
"""

from __future__ import annotations

from collections.abc import Callable
from types import CellType, FunctionType, MethodType, ModuleType
from typing import Any

from msgrad.common.hook import hooks_of
from msgrad.common.parameter import Parameter
from msgrad.common.tensor import Tensor
from msgrad.engine.snapshot import is_library

_PLAIN = (bool, int, float, complex, str, bytes, type(None))
_MEMBERS = ("_params", "_cells", "_buffers", "_parameter_tuples")
_CACHES = ("_recordings", "_known_step", "_key", "_plain_call")  # what msgrad keeps in objects
_ABSENT = object()


def _stamp(value: Any) -> Any:
    """What stands for a value in a comparison."""
    if isinstance(value, _PLAIN):
        return type(value), value
    if type(value) is tuple and all(isinstance(item, _PLAIN) for item in value):
        return value
    return id(value)


def attributes(item: Any) -> dict[str, Any]:
    """The attributes of an object that count."""
    own = getattr(item, "__dict__", None) or {}
    return {name: value for name, value in own.items() if name not in _CACHES}


def parameter_stamp(parameter: Parameter) -> tuple:
    return id(parameter), parameter.requires_grad, tuple([id(hook) for hook in hooks_of(parameter)])


def object_stamp(item: Any, slots: frozenset[str] = frozenset()) -> list:
    """What an object looks like; attributes among ``slots`` hold a Tensor, whichever it is."""
    found: list[Any] = []
    for name, value in attributes(item).items():
        if name in _MEMBERS:
            for key, member in value.items():
                found.append((key, parameter_stamp(member) if isinstance(member, Parameter) else id(member)))
        elif name == "_hooks":
            found.append((name, [id(hook) for hooks in (value or {}).values() for hook in hooks]))
        elif name in slots and isinstance(value, Tensor):
            found.append((name, Tensor))
        else:
            found.append((name, _stamp(value)))
    return found


class Watched:
    """One object, as it was when the recording began."""

    __slots__ = ("counted", "item", "slots", "stamp", "values")

    def __init__(self, item: Any) -> None:
        self.item = item
        self.values = {name: _copy(value) for name, value in attributes(item).items()}
        self.stamp = object_stamp(item)
        self.counted = hasattr(item, "cells_and_names")  # a Cell, whose changes are counted
        self.slots: frozenset[str] = frozenset()

    def changes(self) -> list[str]:
        """The names of attributes that are others now."""
        now = attributes(self.item)
        names = list(dict.fromkeys([*self.values, *now]))
        return [name for name in names if not _same(self.values.get(name, _ABSENT), now.get(name, _ABSENT))]

    def set_slots(self, names: list[str]) -> None:
        """These attributes hold Tensors that the function replaces: inputs and outputs, not constants."""
        self.slots = frozenset(names)
        if names:
            before = {k: v for k, v in self.values.items() if isinstance(v, Tensor)}
            self.stamp = [(n, Tensor) if n in self.slots and n in before else (n, s) for n, s in self.stamp]
            self.stamp += [(n, Tensor) for n in names if n not in before and n not in dict(self.stamp)]

    def still(self) -> bool:
        """Whether the object looks as it did."""
        return object_stamp(self.item, self.slots) == self.stamp


def _copy(value: Any) -> Any:
    """A shallow copy of a collection, so that a change inside it is seen."""
    return type(value)(value) if type(value) in (list, dict, set) else value


def _same(before: Any, now: Any) -> bool:
    if before is now:
        return True
    if isinstance(before, _PLAIN) or isinstance(now, _PLAIN):
        return _stamp(before) == _stamp(now)
    if type(before) is not type(now):
        return False
    if isinstance(before, list | tuple):
        return len(before) == len(now) and all(_same(a, b) for a, b in zip(before, now, strict=True))
    if isinstance(before, dict):
        return before.keys() == now.keys() and all(_same(value, now[key]) for key, value in before.items())
    if isinstance(before, set):
        return before == now
    return False


class Names:
    """The globals and closure variables that a function's code names, as they were when the recording began.

    What is in ``seen`` already, which other functions name as well, is left out.
    """

    __slots__ = ("cells", "collections", "contents", "copies", "globals", "names", "values")

    def __init__(self, function: FunctionType, seen: set) -> None:
        self.globals = function.__globals__
        names = [] if is_library(function.__module__) else _global_names(function.__code__)
        self.names = [n for n in names if n in self.globals and (id(self.globals), n) not in seen]
        self.values = [self.globals[name] for name in self.names]
        self.cells: list[CellType] = [cell for cell in function.__closure__ or () if id(cell) not in seen]
        seen.update([(id(self.globals), name) for name in self.names], map(id, self.cells))
        self.contents = [_content(cell) for cell in self.cells]
        self.copies = [_copy(value) for value in (*self.values, *self.contents)]
        held = zip((*self.values, *self.contents), self.copies, strict=True)
        self.collections = [(value, copy) for value, copy in held if copy is not value]

    def still(self) -> bool:
        """Whether they have all stayed what they were."""
        get = self.globals.get
        for name, value in zip(self.names, self.values, strict=False):
            if get(name) is not value and not _same(value, get(name, _ABSENT)):
                return False
        for cell, value in zip(self.cells, self.contents, strict=False):
            try:
                now = cell.cell_contents
            except ValueError:
                now = _ABSENT
            if now is not value and not _same(value, now):
                return False
        for value, copy in self.collections:  # noqa: SIM110 (this runs at every call)
            if not _same(copy, value):
                return False
        return True

    def objects(self) -> list[Any]:
        """The objects of the user's own classes among them."""
        return [v for v in (*self.values, *self.contents) if is_users_object(v)]

    def functions(self) -> list[FunctionType]:
        """The functions among them that may in turn name variables of the user's."""
        found = [function_of(v) for v in (*self.values, *self.contents) if callable(v)]
        return [f for f in found if f is not None and (f.__closure__ or not is_library(f.__module__))]

    def change(self) -> str | None:
        """The name of one that the function itself has changed: bound anew, or a collection with other contents."""
        free = [f"closure variable {i}" for i in range(len(self.cells))]
        now = [self.globals.get(name, _ABSENT) for name in self.names] + [_content(cell) for cell in self.cells]
        for name, copy, value in zip([*self.names, *free], self.copies, now, strict=True):
            if not _same(copy, value):
                return name
        return None


def functions_of(item: Any) -> list[FunctionType]:
    """The user's functions that an object may call by itself: its class's methods, and the hooks of a Cell."""
    found: list[Any] = []
    for cls in type(item).__mro__:
        if not is_library(cls.__module__):
            found += vars(cls).values()
    hooks = getattr(item, "__dict__", {}).get("_hooks")
    if isinstance(hooks, dict):
        found += [hook.function for entries in hooks.values() for (hook,) in entries]
    return [f for f in map(function_of, found) if f is not None]


def is_users_object(item: Any) -> bool:
    """Whether an object has attributes of its own and belongs to no library."""
    return (
        isinstance(getattr(item, "__dict__", None), dict)
        and not isinstance(item, type | ModuleType | FunctionType | Tensor)
        and not is_library(type(item).__module__)
    )


def _global_names(code: Any) -> list[str]:
    names = list(code.co_names)
    for constant in code.co_consts:
        if hasattr(constant, "co_names"):
            names += _global_names(constant)
    return list(dict.fromkeys(names))


def _content(cell: CellType) -> Any:
    try:
        return cell.cell_contents
    except ValueError:  # not bound yet
        return _ABSENT


def function_of(fn: Callable) -> FunctionType | None:
    """The Python function that a callable runs, where it is one."""
    if isinstance(fn, MethodType):
        fn = fn.__func__
    fn = getattr(fn, "__wrapped__", fn) if not isinstance(fn, FunctionType) else fn
    return fn if isinstance(fn, FunctionType) else None
