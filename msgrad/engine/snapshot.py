"""What a block of Python code could change besides its variables: the containers and attributes that it can reach."""

from __future__ import annotations

import sys
import types
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from msgrad.engine.handle import Handle

_ATOMS = (str, bytes, int, float, complex, bool, type(None), type, types.ModuleType, type(...), slice, range)
_LIBRARIES = frozenset({"msgrad", "mindspore", "jax", "jaxlib", "numpy", "scipy", "malt", "torch", "builtins"})
_MANY = 100_000
"""Not more objects than this are looked at: what lies deeper is taken to stay as it is."""


def is_library(name: str | None) -> bool:
    """Whether a module is none of the user's own."""
    root = (name or "").partition(".")[0]
    return root in _LIBRARIES or (root in sys.stdlib_module_names and root != "__main__")


class Snapshot:
    """The contents of all lists, dicts, sets and objects that some functions can reach."""

    def __init__(self, functions: Sequence[Callable]) -> None:
        self.known: dict[int, Any] = {}
        self._contents: dict[int, Any] = {}
        stack: list[Any] = list(functions)
        while stack and len(self.known) < _MANY:
            item = stack.pop()
            if isinstance(item, _ATOMS) or id(item) in self.known:
                continue
            self.known[id(item)] = item
            stack += self._visit(item)

    def _visit(self, item: Any) -> list[Any]:
        if isinstance(item, Handle):
            return []
        if isinstance(item, types.FunctionType):
            return [] if is_library(item.__module__) else list(_reached(item))
        if isinstance(item, types.MethodType):
            return [item.__self__, item.__func__]
        if isinstance(item, types.CellType):
            return []
        if isinstance(item, list | set):
            self._contents[id(item)] = type(item)(item) if type(item) in (list, set) else list(item)
            return list(item)
        if isinstance(item, dict):
            self._contents[id(item)] = dict(item)
            return list(item.values())
        if isinstance(item, tuple | frozenset):
            return list(item)
        if isinstance(item, np.ndarray):
            if item.nbytes <= 1 << 16 and item.dtype.kind in "biufc":
                self._contents[id(item)] = item.copy()
            return []
        own = getattr(item, "__dict__", None)
        if type(own) is not dict or (
            not (users := not is_library(type(item).__module__)) and not hasattr(item, "construct")
        ):
            return []
        if users:  # what a library's object keeps for itself is no effect
            self._contents[id(item)] = dict(own)
        return list(own.values())

    def content(self, container: Any) -> Any:
        """What is compared of a container now: its items, or an object's attributes."""
        if isinstance(container, list | set | dict | np.ndarray):
            return dict(container) if isinstance(container, OrderedDict) else container
        return container.__dict__

    def changed(self) -> list[Any]:
        """The containers that are not what they were."""
        return [self.known[key] for key, before in self._contents.items() if self._differs(self.known[key], before)]

    def _differs(self, container: Any, before: Any) -> bool:
        now = self.content(container)
        if isinstance(now, np.ndarray):
            return not np.array_equal(now, before, equal_nan=now.dtype.kind in "fc")
        if len(now) != len(before):
            return True
        if isinstance(now, dict):
            return any(a is not b or x is not y for (a, x), (b, y) in zip(now.items(), before.items(), strict=True))
        if isinstance(now, set):
            return now != before
        return any(x is not y for x, y in zip(now, before, strict=True))

    def restore(self) -> None:
        """Everything becomes what it was."""
        for container in self.changed():
            put(container, self._contents[id(container)])


def put(container: Any, content: Any) -> None:
    """Replaces what a container holds."""
    if isinstance(container, np.ndarray):
        container[...] = content
    elif isinstance(container, list):
        container[:] = content
    elif isinstance(container, set | dict):
        container.clear()
        container.update(content)
    else:
        container.__dict__.clear()
        container.__dict__.update(content)


def _reached(function: types.FunctionType) -> Iterator[Any]:
    """What a function's code can name: its closure, its globals, its defaults."""
    for cell in function.__closure__ or ():
        try:
            yield cell.cell_contents
        except ValueError:  # not yet bound
            continue
    yield from function.__defaults__ or ()
    codes = [function.__code__]
    while codes:
        code = codes.pop()
        codes += [c for c in code.co_consts if isinstance(c, types.CodeType)]
        for name in code.co_names:
            if name in function.__globals__:
                yield function.__globals__[name]
