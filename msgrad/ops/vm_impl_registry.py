"""A register of Python functions by the names of primitives, as MindSpore's own tests use it."""

from __future__ import annotations

from collections import UserDict
from collections.abc import Callable
from typing import Any


class VmImplRegistry(UserDict):
    """Functions by names: ``register(name)`` is a decorator that enters one."""

    def register(self, prim: Any) -> Callable:
        """A decorator that enters a function under a name, or under the name of a primitive or its class."""
        name = prim if isinstance(prim, str) else getattr(prim, "name", None) or prim.__name__

        def enter(function: Callable) -> Callable:
            self[name] = function
            return function

        return enter


vm_impl_registry = VmImplRegistry()


def get_vm_impl_fn(prim: Any) -> Callable | None:
    """The function of a name or primitive: what the one that was registered returns. None where there is none."""
    name = prim if isinstance(prim, str) else getattr(prim, "name", None) or prim.__name__
    made = vm_impl_registry.get(name)
    return None if made is None else made(prim)
