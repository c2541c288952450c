"""Stubs of `mindspore` for editors and type checkers: `python -m msgrad.stubs [FOLDER]`.

Code that imports `mindspore` runs on msgrad, but an editor finds no package by that name, and no methods of Tensor that
are attached when msgrad is imported. This writes what the registry finds as ``FOLDER/mindspore/**/*.pyi``: signatures
and first lines of the docstrings. Pyright and Pylance look into the folder ``typings`` of a project by themselves,
which is the default; for mypy set ``MYPYPATH=typings``.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import inspect
import keyword
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from msgrad import _names, registry
from msgrad.common.tensor import Tensor

_HEAD = """# Written by `python -m msgrad.stubs`.
# mypy: ignore-errors
from typing import Any
"""
_ANYTHING = "def __getattr__(name: str) -> Any: ..."
_POSITIONAL = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
_PLAIN = (type(None), bool, int, float, str)
_NAMED = {Tensor: "Tensor", bool: "bool", int: "int", float: "float", str: "str", None: "None"}


def write(folder: Path) -> list[Path]:
    """Writes the stubs below ``folder`` and gives the files."""
    stubs = _Stubs([m for m in registry.modules() if m.removeprefix("mindspore.") not in registry.CLASSES])
    written = []
    for module, text in stubs.texts().items():
        path = folder.joinpath(*module.split("."), "__init__.pyi")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        written.append(path)
    return written


class _Stubs:
    """The lines of each module. Every class stands in the first module that has it; others import it from there."""

    def __init__(self, modules: list[str]) -> None:
        self.members = {m: {e.name.removeprefix(f"{m}."): e.value for e in registry.entries(m)} for m in modules}
        self.homes: dict[int, tuple[str, str]] = {}
        for module, members in self.members.items():
            for name, value in members.items():
                if inspect.isclass(value):
                    self.homes.setdefault(id(value), (module, name))

    def lines(self, module: str) -> Iterator[str]:
        waiting = {n: v for n, v in self.members[module].items() if v is not None and not keyword.iskeyword(n)}
        written: set[str] = set()
        while waiting:  # bases first
            name = next(iter(waiting))
            base = self.base(waiting[name])
            while base and base[0] == module and base[1] in waiting and base[1] != name:
                name = base[1]
                base = self.base(waiting[name])
            yield from self.define(module, name, waiting.pop(name))
            written.add(name)

    def define(self, module: str, name: str, value: Any) -> list[str]:
        if isinstance(value, ModuleType):
            return []
        if not inspect.isclass(value):
            return function(name, value) if callable(value) else [f"{name}: {_NAMED.get(type(value), 'Any')}"]
        home = self.homes[id(value)]
        if home != (module, name):
            return [f"{name} = {home[1]}"] if home[0] == module else [f"from {home[0]} import {home[1]} as {name}"]
        base = self.base(value)
        bases = "" if base is None else f"({base[1] if base[0] == module else '.'.join(base)})"
        imports = [f"import {base[0]}"] if base is not None and base[0] != module else []
        return [*imports, f"class {name}{bases}:", *_docstring(value), *self.class_body(value)]

    def base(self, value: Any) -> tuple[str, str] | None:
        """Where the nearest public base of a class stands."""
        mro = value.__mro__[1:] if inspect.isclass(value) else ()
        return next((self.homes[id(base)] for base in mro if id(base) in self.homes), None)

    def class_body(self, value: type) -> Iterator[str]:
        """The public methods and properties down to the nearest public base, the constructor, and how it is called."""
        own: dict[str, Any] = {}
        for base in value.__mro__:
            if (id(base) in self.homes and base is not value) or not base.__module__.startswith("msgrad"):
                break
            own = {**vars(base), **own}
        if "construct" in own:
            own["__call__"] = own["construct"]
        for name in sorted(n for n in own if not n.startswith("_") or n in ("__init__", "__call__")):
            member = own[name]
            if keyword.iskeyword(name):
                continue
            if isinstance(member, property):
                yield from ("    @property", f"    def {name}(self) -> {_result(member.fget)}: ...")
            elif isinstance(member, staticmethod):
                yield from ("    @staticmethod", *_indented(function(name, member.__func__)))
            elif isinstance(member, classmethod):
                yield from ("    @classmethod", *_indented(function(name, member.__func__, method=True)))
            elif callable(member):
                yield from _indented(function(name, member, method=True))
            else:
                yield f"    {name}: Any"
        if value is Tensor:
            yield from [f"    def __{name}__(self, *other: Any) -> Tensor: ..." for name in _OPERATORS]
        yield "    ..."

    def texts(self) -> dict[str, str]:
        """Every module's text; packages between them import what lies in them."""
        everything = sorted({*self.members, *_inner_modules()})
        texts = {}
        for module in everything:
            inner = [m.rpartition(".")[2] for m in everything if m.rpartition(".")[0] == module]
            imports = [f"from {module} import {name} as {name}" for name in inner]
            if module != "mindspore":
                imports.append("from mindspore import Tensor as Tensor")
            lines = [*self.lines(module)] if module in self.members else []
            if module == "mindspore" or module not in self.members:
                lines.append(_ANYTHING)
            texts[module] = "\n".join([_HEAD, *imports, "", *lines]) + "\n"
        return texts


_OPERATORS = """
    add radd sub rsub mul rmul truediv rtruediv floordiv rfloordiv mod rmod pow rpow matmul neg pos abs invert
    and or xor lshift rshift eq ne lt le gt ge getitem
""".split()


def _inner_modules() -> list[str]:
    """The modules of MindSpore's that msgrad has, public or not."""
    found = []
    for module in _names.modules():
        with contextlib.suppress(ImportError):
            if importlib.util.find_spec("msgrad" + module.removeprefix("mindspore")) is not None:
                found.append(module)
    return found


def function(name: str, value: Any, method: bool = False) -> list[str]:
    """A function's signature and the first line of its docstring."""
    try:
        parameters = list(inspect.signature(value).parameters.values())
    except (TypeError, ValueError):
        parameters = [inspect.Parameter("args", inspect.Parameter.VAR_POSITIONAL)]
    shown = ", ".join(_parameters(parameters, method))
    return [f"def {name}({shown}) -> {_result(value)}:", *_docstring(value), "    ..."]


def _parameters(parameters: list[inspect.Parameter], method: bool) -> Iterator[str]:
    if method:
        yield "self"
        parameters = parameters[1:] if parameters and parameters[0].kind in _POSITIONAL else parameters
    starred = slash = False
    for parameter in parameters:
        if slash and parameter.kind is not inspect.Parameter.POSITIONAL_ONLY:
            yield "/"
        slash = parameter.kind is inspect.Parameter.POSITIONAL_ONLY
        if parameter.kind is inspect.Parameter.VAR_POSITIONAL:
            starred = True
            yield f"*{parameter.name}"
        elif parameter.kind is inspect.Parameter.VAR_KEYWORD:
            yield f"**{parameter.name}"
        else:
            if parameter.kind is inspect.Parameter.KEYWORD_ONLY and not starred:
                starred = True
                yield "*"
            yield parameter.name + _default(parameter.default)
    if slash:
        yield "/"


def _default(value: Any) -> str:
    if value is inspect.Parameter.empty:
        return ""
    plain = type(value) in _PLAIN or (type(value) is tuple and all(type(item) in _PLAIN for item in value))
    return f"={value!r}" if plain and str(value) not in ("inf", "-inf", "nan") else "=..."


def _result(value: Any) -> str:
    if registry.operators_behind(value):
        return _result_by_trying(value)
    annotation = getattr(value, "__annotations__", {}).get("return", inspect.Parameter.empty)
    known = {**_NAMED, **{text: text for text in _NAMED.values()}}
    return known.get(annotation, "Any") if annotation.__hash__ else "Any"


def _result_by_trying(value: Any) -> str:
    """Whether a Tensor or a tuple of Tensors comes out, found by giving the function matrices."""
    try:
        parameters = inspect.signature(value).parameters.values()
        needed = [p for p in parameters if p.default is inspect.Parameter.empty and p.kind in _POSITIONAL]
        out = value(*[Tensor([[2.0, 0.5], [0.5, 1.0]]) for _ in needed])
    except Exception:  # it takes other arrays, or needs other arguments as well
        return "Any"
    if isinstance(out, tuple) and out and all(isinstance(item, Tensor) for item in out):
        return f"tuple[{', '.join(['Tensor'] * len(out))}]"
    return _NAMED.get(type(out), "Any")


def _docstring(value: Any) -> list[str]:
    lines = (getattr(value, "__doc__", None) or "").strip().splitlines()
    text = lines[0].strip().replace("\\", "\\\\").replace('"""', "'''") if lines else ""
    return [f'    """{text} """'] if text else []


def _indented(lines: list[str]) -> list[str]:
    return [f"    {line}" for line in lines]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m msgrad.stubs", description=__doc__)
    parser.add_argument(
        "folder", nargs="?", type=Path, default=Path("typings"), help="where to write (default: typings)"
    )
    files = write(parser.parse_args().folder)
    print(f"{len(files)} files written, {files[0].parent}")


if __name__ == "__main__":
    main()
