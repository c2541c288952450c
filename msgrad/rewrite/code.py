"""The code that a tree stands for, as text and as a class, and the table of its nodes."""

from __future__ import annotations

import ast
import inspect
import os
from typing import TYPE_CHECKING, Any

from msgrad.nn.cell import Cell

if TYPE_CHECKING:
    from msgrad.rewrite.symbol_tree import SymbolTree

_HEAD = """import sys
import mindspore
from mindspore import nn
from mindspore.nn import Cell
from mindspore.ops import functional as F
#
"""
_CLASS = """class {name}({base}, nn.Cell):

    def __init__(self, obj):
        nn.Cell.__init__(self)
        for key, value in obj.__dict__.items():
            setattr(self, key, value)
"""


def _globals(network: Cell) -> dict[str, Any]:
    """What the network's code finds by its names: those of its module, and variables of functions around it."""
    function = inspect.unwrap(type(network).construct)
    around = inspect.getclosurevars(function).nonlocals
    return {**function.__globals__, **around, type(network).__name__: type(network)}


def known_as(function: Any, network: Cell, added: dict[str, Any]) -> str:
    """The name by which a function is called in the network's code: its own, or one like it that is not taken."""
    known = {**_globals(network), **added}
    name, number = function.__name__, 0
    while known.get(name, function) is not function:
        number += 1
        name = f"{function.__name__}_{number}"
    return name


def _used(tree: SymbolTree) -> dict[str, Any]:
    """What the tree's code needs to find by its names."""
    known = {**_globals(tree._network), **tree._added}
    names = [n.id for n in ast.walk(tree._function) if isinstance(n, ast.Name)]
    return {name: known[name] for name in dict.fromkeys(names) if name in known and name != "self"}


def _class_text(tree: SymbolTree, name: str, names: dict[int, str]) -> str:
    base = type(tree._network).__name__
    lines = [_CLASS.format(name=name, base=base)]
    for added, value in tree._added.items():
        if not hasattr(value, "__name__"):
            lines.append(f"        self.{added} = obj.{added}\n")
    for where, node, sub in tree._trees():
        if where not in {f"self.{added}" for added in tree._added} or node._sub_tree is not None:
            lines.append(f"        {where} = {names[id(sub)]}({where})\n")
    function = ast.fix_missing_locations(tree._function)
    body = "".join(f"    {line}\n" if line else "\n" for line in ast.unparse(function).splitlines())
    return "".join(lines) + "\n" + body


def _all_trees(tree: SymbolTree) -> list[SymbolTree]:
    """A tree and those in it, the innermost first."""
    found = [inner for _, _, sub in tree._trees() for inner in _all_trees(sub)]
    return [*found, tree]


def _class_names(trees: list[SymbolTree]) -> dict[int, str]:
    """A name for the class of each tree."""
    names: dict[int, str] = {}
    for tree in reversed(trees):
        wanted = f"{type(tree._network).__name__}Opt"
        number = sum(name.partition("Opt")[0] + "Opt" == wanted for name in names.values())
        names[id(tree)] = f"{wanted}_{number}" if number else wanted
    return names


def _import(name: str, value: Any, module: str) -> str:
    if module == "__main__":
        return f"{name} = getattr(sys.modules['__main__'], '{name}')"
    return f"from {module} import {name}"


def _import_of_function(name: str, function: Any) -> str:
    module = getattr(function, "__module__", None) or "mindspore.ops"
    module = "mindspore.ops" if module.startswith("msgrad.") else module
    return f"from {module} import {function.__name__}{'' if name == function.__name__ else f' as {name}'}\n"


def module_of(tree: SymbolTree) -> str:
    """The text of a module with the classes of a tree and those in it."""
    trees = _all_trees(tree)
    names = _class_names(trees)
    text = [_HEAD]
    for part in trees:
        network = type(part._network)
        folder = os.path.dirname(os.path.abspath(inspect.getfile(network.construct)))
        text.append(f"#\nsys.path.insert(0, '{folder}')\n")
        text.append(_import(network.__name__, network, network.__module__) + "\n")
        for name, value in _used(part).items():
            if name in part._added:
                text.append(_import_of_function(name, value))
            elif name != network.__name__:
                text.append(_import(name, value, network.__module__) + "\n")
        text.append("\n" + _class_text(part, names[id(part)], names))
    return "".join(text) + "#\n"


def class_of(tree: SymbolTree, space: dict[str, Any]) -> type[Cell]:
    """The class of the code, made from objects rather than by imports: it does not matter where they were defined."""
    from msgrad import nn

    trees = _all_trees(tree)
    names = _class_names(trees)
    classes: dict[str, Any] = {}
    for part in trees:
        here = {**_globals(part._network), **part._added, **classes, **space, "nn": nn}
        user = _globals(part._network).get("nn", nn)
        name = names[id(part)]
        made: dict[str, Any] = {}
        text = _class_text(part, name, names)
        file = f"<{name}.construct, rewritten>"
        _remember(file, text)
        exec(compile(text, file, "exec"), here, made)
        here["nn"] = user  # what the user's code calls nn
        classes[name] = made[name]
    return classes[names[id(tree)]]


def _remember(file: str, text: str) -> None:
    """Has tracebacks and `inspect.getsource` find the text."""
    import linecache

    linecache.cache[file] = (len(text), None, text.splitlines(True), file)


def table_of(tree: SymbolTree, all_nodes: bool) -> str:
    """The nodes as a table: type, name, code, what gives the arguments, and what uses the results."""
    head = ["node type", "name", "codes", "arg providers", "target users"]
    rows = [head]
    for node in tree.nodes(all_nodes):
        argument = node._argument
        statement = node._statement
        text = argument.arg if argument is not None else ""
        if statement is not None:
            text = ast.unparse(ast.fix_missing_locations(statement))
        gives = [[i, (giver.get_name(), result)] for i, (giver, result) in node.get_arg_providers().items()]
        users = [
            [result, [(user.get_name(), i) for user, i in found]] for result, found in node.get_target_users().items()
        ]
        first = text.splitlines()[0] if text else ""
        rows.append([str(node.get_node_type()), node.get_name(), first, str(gives), str(users)])
    widths = [max(len(row[i]) for row in rows) for i in range(len(head))]
    rows.insert(1, ["-" * width for width in widths])
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    title = f" {type(tree._network).__name__} "
    return "\n".join([title.center(len(max(lines, key=len)), "="), *lines, "=" * len(max(lines, key=len))])
