"""Modules that are imported when something in them is first used, since importing msgrad is to be quick."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from typing import Any

from msgrad._names import missing_name_getattr


class LazyModule:
    """Stands for a module.

    >>> LazyModule("math").floor(2.5)
    2
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        return getattr(importlib.import_module(self._name), name)


def lazy_getattr(package: str, sources: Sequence[str], submodules: Sequence[str] = ()) -> Callable[[str], Any]:
    """A package's ``__getattr__`` that finds the public names of other modules in it, and its own submodules.

    Args:
        package: the package.
        sources: modules whose public names count as the package's.
        submodules: submodules that are imported when they are asked for.

    Returns:
        the function; for a name that nobody has it raises as `missing_name_getattr` says.
    """
    missing = missing_name_getattr(package)
    own = {f"{package}.{name}" for name in submodules} | {s for s in sources if s.startswith(f"{package}.")}

    def __getattr__(name: str) -> Any:
        module = sys.modules[package]
        if name == "__all__":  # for ``from package import *``
            found = {n for n in vars(module) if not n.startswith("_")}
            return sorted(found.union(*[_public(importlib.import_module(source)) for source in sources]))
        if name.startswith("_"):
            return missing(name)
        if f"{package}.{name}" in own and find_spec(f"{package}.{name}") is not None:
            return importlib.import_module(f"{package}.{name}")
        for source in sources:
            held = importlib.import_module(source)
            if name in _public(held):
                value = getattr(held, name)
                setattr(module, name, value)
                return value
        return missing(name)

    return __getattr__


def _public(module: Any) -> set[str]:
    names = getattr(module, "__all__", None)
    return set(names) if names is not None else {name for name in vars(module) if not name.startswith("_")}
