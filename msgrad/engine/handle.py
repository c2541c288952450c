"""Handles: the mutable names of immutable values.

A Tensor is a handle. Assigning in place binds the handle to a new value. A handle that came out of indexing
or reshaping is a *view*: it remembers its base and how it came from it, so that what is written into either
is seen in both.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Any

from msgrad.engine.ambient import ambient
from msgrad.engine.values import Result, Value, value_of


class Handle:
    """Holds a value, and knows where it is shared.

    ``_alias`` is None, a View, or another object with ``refresh`` and ``write``.
    """

    __slots__ = ("__dict__", "__weakref__", "_alias", "_value")

    _value: Value
    _alias: Any

    def _result(self) -> Result:
        """The result that this handle now stands for."""
        if self._alias is not None:
            self._alias.refresh(self)
        if ambient.recorder is not None:
            ambient.recorder.read(self)
        return self._value.result

    def _bind(self, source: Handle) -> None:
        """Makes this handle stand for what ``source`` stands for; views and bases follow."""
        source._result()
        if ambient.recorder is not None:
            ambient.recorder.bind(self)
        if self._alias is not None:
            self._alias.write(self, source._value)
        else:
            self._value.result.successor = weakref.ref(source._value.result)
            self._value = source._value

    def _bind_result(self, result: Result) -> None:
        """As `_bind`, for a bare result."""
        if ambient.recorder is not None:
            ambient.recorder.bind(self)
        if self._alias is not None:
            self._alias.write(self, value_of(result))
        else:
            self._value.result.successor = weakref.ref(result)
            self._value = value_of(result)


_handle_class: type[Handle] = Handle


def set_handle_class(cls: type[Handle]) -> None:
    """Names the class whose instances operators return (the layer above calls this once)."""
    global _handle_class
    _handle_class = cls


def wrap(result: Result) -> Handle:
    """A new handle for a result."""
    handle = _handle_class.__new__(_handle_class)
    handle._value = value_of(result)
    handle._alias = None
    return handle


class View:
    """How a handle came from its base: ``forward(base)`` reads it, ``scatter(base, update)`` writes it back."""

    __slots__ = ("base", "contiguous", "forward", "scatter", "seen")

    def __init__(
        self, base: Handle, forward: Callable[[Handle], Handle], scatter: Callable[[Handle, Handle], Handle]
    ) -> None:
        self.base = base
        self.forward = forward
        self.scatter = scatter
        self.seen = base._value
        self.contiguous = True  # whether its elements would lie in the base in row-major order, without gaps

    def refresh(self, handle: Handle) -> None:
        """Reads the base again where it has been bound to another value since."""
        self.base._result()
        if self.base._value is not self.seen:
            if ambient.recorder is not None:
                ambient.recorder.refreshed.append((handle, handle._value, self, self.seen))
            handle._value = self.forward(self.base)._value
            self.seen = self.base._value

    def write(self, handle: Handle, value: Value) -> None:
        """Writes a new value of the view through to its base."""
        update = wrap(value.result)
        self.base._bind(self.scatter(self.base, update))
        handle._value = value
        self.seen = self.base._value


class Bundle:
    """An object made of handles and of fixed facts, such as a sparse Tensor: transforms and recordings look into it.

    ``_handles`` names the attributes that hold the handles; all other attributes are the facts, which can be hashed.
    """

    _handles: tuple[str, ...] = ()

    def _parts(self) -> tuple[Any, ...]:
        """The handles, in the order of their names."""
        return tuple([getattr(self, name) for name in self._handles])

    def _facts(self) -> tuple[tuple[str, Any], ...]:
        """The other attributes with their names."""
        return tuple([(name, value) for name, value in self.__dict__.items() if name not in self._handles])

    @classmethod
    def _made(cls, facts: Any, parts: Any) -> Bundle:
        """One of the same facts around other handles (or what stands in their places)."""
        made = cls.__new__(cls)
        made.__dict__.update(zip(cls._handles, parts, strict=True))
        made.__dict__.update(facts)
        return made

    def _mapped(self, function: Callable[[Any], Any]) -> Bundle:
        """The same with a function of each of its handles in their places."""
        return self._made(self._facts(), [function(part) for part in self._parts()])


def is_contiguous(handle: Handle) -> bool:
    """False for a view that, in row-major memory, would skip elements or take them in another order."""
    alias = handle._alias
    while isinstance(alias, View):
        if not alias.contiguous:
            return False
        alias = alias.base._alias
    return True
