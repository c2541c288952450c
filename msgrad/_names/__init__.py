"""What MindSpore 2.10 has, by name: only to say of a name that is missing here whether it is missing there as well.

The names lie in `mindspore_2_10.txt`: on each line a module and its public names (tests/golden/make_names.py makes
it). The file is read when a name is first missed, not before.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import NoReturn


def missing_name_getattr(module: str) -> Callable[[str], NoReturn]:
    """A module-level `__getattr__` whose AttributeError says whether MindSpore has the name.

    Every public package of msgrad ends with ``__getattr__ = missing_name_getattr(__name__)``.
    """

    def __getattr__(name: str) -> NoReturn:
        if name.startswith("__"):  # Python itself asks for these (__path__, __wrapped__, ...)
            message = f"module {module!r} has no attribute {name!r}"
        else:
            message = explain(module, name)
        raise AttributeError(message, name=name, obj=sys.modules[module])

    return __getattr__


def explain(module: str, name: str) -> str:
    """Says of a name that is missing from a module of msgrad whether MindSpore has it.

    >>> explain("msgrad.nn", "Dance")
    "mindspore.nn has no 'Dance': neither MindSpore 2.10 nor msgrad has that name"
    """
    theirs = _theirs(module)
    if name in (_names(theirs) or ()) or _names(f"{theirs}.{name}") is not None:
        return f"msgrad does not have {theirs}.{name} (yet), though MindSpore 2.10 does"
    if _names(theirs) is not None:
        return f"{theirs} has no {name!r}: neither MindSpore 2.10 nor msgrad has that name"
    return f"msgrad's {module} has no {name!r}"


def missing_attribute(kind: str, name: str, otherwise: str) -> AttributeError:
    """The error of a class's `__getattr__`: says so where MindSpore's class has the attribute, and else `otherwise`.

    >>> missing_attribute("Tensor", "dance", "'Tensor' object has no attribute 'dance'")
    AttributeError("'Tensor' object has no attribute 'dance'")
    """
    if not name.startswith("_") and name in (_names(kind) or ()):
        otherwise = f"msgrad does not have mindspore.{kind}.{name} (yet), though MindSpore 2.10 does"
    return AttributeError(otherwise, name=name)


def explain_module(module: str) -> str:
    """Says of a module of MindSpore that msgrad does not have whether MindSpore has it.

    >>> explain_module("mindspore.dance")
    "No module named 'mindspore.dance': neither MindSpore 2.10 nor msgrad has it"
    """
    if _names(_theirs(module)) is not None:
        return f"msgrad does not have {_theirs(module)} (yet), though MindSpore 2.10 does"
    return f"No module named {module!r}: neither MindSpore 2.10 nor msgrad has it"


def _theirs(module: str) -> str:
    return "mindspore" + module.removeprefix("msgrad").removeprefix("mindspore")


def modules() -> list[str]:
    """All modules of MindSpore.

    >>> "mindspore.ops.operations" in modules()
    True
    """
    names = [line.partition(":")[0] for line in _text().splitlines()]
    return [name for name in names if name.startswith("mindspore")]


@cache
def home(name: str, package: str) -> str | None:
    """The module in one of MindSpore's packages that a class is defined in; None where there is none.

    >>> home("MnistDataset", "mindspore.dataset")
    'mindspore.dataset.engine.datasets_vision'
    """
    inside = [module for module in modules() if module.startswith(f"{package}.") and name in (_names(module) or ())]
    return max(inside, key=len, default=None)  # packages show what their modules define


@cache
def _names(module: str) -> frozenset[str] | None:
    """The public names of a module (or one of a few classes) of MindSpore, None where it has no such module."""
    start = _text().find(f"\n{module}:")
    return None if start < 0 else frozenset(_text()[start : _text().index("\n", start + 1)].split()[1:])


@cache
def _text() -> str:
    return "\n" + files(__name__).joinpath("mindspore_2_10.txt").read_text("utf-8")
