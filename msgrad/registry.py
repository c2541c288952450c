"""What msgrad has of MindSpore's public names, and which operators stand behind each.

An operator is written once; many of MindSpore's names lead to it (`ops.relu`, `Tensor.relu`, `mint.nn.functional.relu`,
`nn.ReLU`, the primitive `ops.ReLU`). Nothing is declared by hand here: the names are MindSpore's own lists
(`_names/public_2_10.txt`), and the operators behind a name are found by reading the code that it leads to. The tables
of the documentation, the stubs for editors (`msgrad.stubs`) and the check that every name has a test come from this.

>>> entry = find("mindspore.nn.ReLU")
>>> entry.kind, "relu" in entry.operators, entry.differentiable
('cell', True, True)
"""

from __future__ import annotations

import dis
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import CodeType, FunctionType, MethodType, ModuleType
from typing import Any

from msgrad.engine.operator import OPERATORS, Operator

CLASSES = ("Parameter", "Tensor", "nn.Cell", "ops.Primitive")
"""Classes whose attributes count as names."""

_SEARCHED = ("msgrad.ops", "msgrad.nn", "msgrad.mint", "msgrad.numpy", "msgrad.scipy", "msgrad.common.sparse")
"""Where the code behind a name is followed; what lies below (the engine, Tensor's own protocol) is not."""


@dataclass(frozen=True)
class Entry:
    """One public name of MindSpore's."""

    name: str
    """With its module: "mindspore.ops.relu", "mindspore.Tensor.relu"."""
    kind: str
    """function, primitive, cell, class, value, module; "absent" where msgrad lacks it."""
    operators: frozenset[str] = field(default=frozenset(), repr=False)
    """The names of the operators that it calls itself or through other functions."""
    value: Any = field(default=None, repr=False, compare=False)

    @property
    def present(self) -> bool:
        return self.kind != "absent"

    @property
    def differentiable(self) -> bool:
        """Whether any of its operators has a gradient."""
        return any(OPERATORS[name].differentiable for name in self.operators)


def modules() -> dict[str, list[str]]:
    """MindSpore's public modules, and classes named in CLASSES, with their public names.

    >>> "relu" in modules()["mindspore.ops"], "reshape" in modules()["mindspore.Tensor"]
    (True, True)
    """
    lines = files("msgrad._names").joinpath("public_2_10.txt").read_text("utf-8").splitlines()
    named = {line.partition(":")[0]: line.partition(":")[2].split() for line in lines}
    return {f"mindspore.{name}" if name in CLASSES else name: names for name, names in named.items()}


def entries(module: str) -> list[Entry]:
    """The public names of one of `modules`."""
    return [find(f"{module}.{name}") for name in modules()[module]]


@cache
def find(name: str) -> Entry:
    """What msgrad has under a full name of MindSpore's ("mindspore.ops.relu").

    >>> find("mindspore.ops.dance").present
    False
    """
    try:
        value = _value("msgrad" + name.removeprefix("mindspore"))
    except (ImportError, AttributeError):
        return Entry(name, "absent")
    return Entry(name, _kind(value), frozenset(operators_behind(value)), value)


def import_all() -> None:
    """Imports every module of msgrad, so that `OPERATORS` is complete."""
    package = importlib.import_module("msgrad")
    for module in pkgutil.walk_packages(package.__path__, "msgrad."):
        if not module.name.endswith((".pytest", "__main__")):
            importlib.import_module(module.name)


@cache
def names_of_operators() -> dict[str, list[str]]:
    """For each operator the public names that lead to it."""
    import_all()
    found: dict[str, list[str]] = {name: [] for name in OPERATORS}
    for module in modules():
        for entry in entries(module):
            for operator in entry.operators:
                found[operator].append(entry.name)
    return found


def _value(path: str) -> Any:
    """What stands at a dotted path, whose first parts are modules. ImportError or AttributeError where nothing does."""
    holder, _, name = path.rpartition(".")
    if not holder:
        return importlib.import_module(path)
    held = _value(holder)
    try:
        return getattr(held, name)
    except AttributeError:
        if isinstance(held, ModuleType):
            return importlib.import_module(path)
        return getattr(_instance(holder), name)


@cache
def _instance(path: str) -> Any:
    """An object of one of CLASSES: some of its attributes are made with it."""
    made = {"Parameter": ([0.0],), "Tensor": ([0.0],), "Primitive": ("Add",)}
    kind = _value(path)
    return kind(*made.get(kind.__name__, ()))


def _kind(value: Any) -> str:
    if isinstance(value, ModuleType):
        return "module"
    if inspect.isclass(value):
        bases = {base.__name__ for base in value.__mro__}
        return "cell" if "Cell" in bases else "primitive" if "Primitive" in bases else "class"
    return "function" if callable(value) else "value"


# -- the operators behind a function --


def operators_behind(thing: Any) -> set[str]:
    """The names of the operators that a function, method, Cell or primitive calls, itself or through others.

    Read from the byte code: what global names and closures stand for, not what Tensor's methods do.

    >>> from msgrad import ops
    >>> "relu" in operators_behind(ops.relu), "reshape" in operators_behind(ops.ravel)
    (True, True)
    """
    found: set[str] = set()
    seen: set[int] = set()
    waiting = [thing]
    while waiting:
        item = waiting.pop()
        if id(item) in seen:
            continue
        seen.add(id(item))
        if isinstance(item, Operator):
            found.add(item.name)
        else:
            waiting.extend(_callees(item))
    return {name for name in found if name in OPERATORS}


def _callees(item: Any) -> Iterator[Any]:
    if inspect.isclass(item):
        if _kind(item) in ("cell", "primitive"):
            for base in item.__mro__:
                if _is_searched(base) and base.__name__ not in ("Cell", "Primitive"):
                    yield from [member for name, member in vars(base).items() if name != "__init__"]
        return
    if isinstance(item, MethodType | property | staticmethod):
        yield item.fget if isinstance(item, property) else item.__func__
        return
    wrapped = getattr(item, "__wrapped__", None) or getattr(item, "func", None)  # decorators, functools.partial
    if callable(wrapped):
        yield wrapped
    if isinstance(item, FunctionType) and _is_searched(item):
        for cell in item.__closure__ or ():
            try:
                yield from _operators_or_functions(cell.cell_contents)
            except ValueError:  # a name that is bound later
                continue
        yield from _globals_read(item.__code__, item.__globals__)


def _is_searched(item: Any) -> bool:
    return str(item.__module__).startswith(_SEARCHED)


def _operators_or_functions(value: Any) -> Iterator[Any]:
    if isinstance(value, Operator | FunctionType | MethodType) or inspect.isclass(value):
        yield value


def _globals_read(code: CodeType, names: dict[str, Any]) -> Iterator[Any]:
    """What the global names in some code stand for, attributes of modules included."""
    value: Any = None
    for instruction in dis.get_instructions(code):
        if instruction.opname in ("LOAD_GLOBAL", "LOAD_NAME"):
            value = names.get(instruction.argval)
        elif instruction.opname in ("LOAD_ATTR", "LOAD_METHOD") and isinstance(value, ModuleType):
            value = vars(value).get(instruction.argval)
        else:
            value = None
        yield from _operators_or_functions(value)
        if isinstance(value, dict):  # a table of operators by name
            for member in value.values():
                yield from _operators_or_functions(member)
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _globals_read(constant, names)
