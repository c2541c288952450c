"""Nodes of the statements of a network's code."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from msgrad.nn.cell import Cell
from msgrad.nn.layer.container import CellDict, CellList, SequentialCell
from msgrad.ops.primitive import Primitive
from msgrad.rewrite.flatten import name_of_operation
from msgrad.rewrite.node import Node, NodeType

if TYPE_CHECKING:
    from msgrad.rewrite.symbol_tree import SymbolTree

_CONTAINERS = (CellDict, CellList, SequentialCell)
_OPERATIONS = {ast.BinOp: "binop", ast.BoolOp: "boolop", ast.UnaryOp: "unaryop", ast.Compare: "compare"}
_ASSIGNED = {
    ast.Tuple: "tuple",
    ast.List: "list",
    ast.Dict: "dict",
    ast.Subscript: "subscript_var",
    ast.Name: "name_assign",
    ast.Attribute: "attribute_assign",
    ast.Constant: "constant_assign",
}
_BRANCHES = {ast.If: "if_node", ast.For: "for_node", ast.While: "while_node"}


def is_container(value: Any) -> bool:
    """Whether it is a Cell that only holds others."""
    return type(value) in _CONTAINERS


def has_own_code(cell: Any) -> bool:
    """Whether it is a Cell of the user's, whose code can be looked at."""
    module = type(cell).__module__.partition(".")[0]
    return isinstance(cell, Cell) and module not in ("mindspore", "msgrad")


def _is_plain(value: ast.Dict) -> bool:
    """Whether it is a dict of names and constants."""
    simple = (ast.Constant, ast.Name, ast.Attribute)
    return all(
        isinstance(k, ast.Constant) and isinstance(v, simple) for k, v in zip(value.keys, value.values, strict=True)
    )


class Builder:
    """Makes nodes of statements.

    Args:
        network: the network whose code it is.
        unique: gives a node's name that no other node of the tree has.
        sub_tree: gives the tree of a Cell that has code of its own.
    """

    def __init__(self, network: Cell, unique: Callable[[str], str], sub_tree: Callable[[Cell], SymbolTree]) -> None:
        self._network, self._unique, self._sub_tree = network, unique, sub_tree

    def inputs(self, arguments: ast.arguments) -> list[Node]:
        """The nodes of the arguments, but self."""
        positional = [*arguments.posonlyargs, *arguments.args][1:]
        defaults = [None] * (len(positional) - len(arguments.defaults)) + list(arguments.defaults)
        made = []
        for argument, _default in zip(positional, defaults, strict=False):
            node = Node(NodeType.Input, None, self._unique(f"input_{argument.arg}"))
            node._argument = argument
            made.append(node)
        further = [arguments.vararg, *arguments.kwonlyargs, arguments.kwarg]
        made += [Node(NodeType.Python, None, self._unique("arg")) for argument in further if argument is not None]
        return made

    def body(self, statements: list[ast.stmt]) -> list[Node]:
        """The nodes of some statements."""
        return [node for statement in statements for node in self._statement(statement)]

    def _statement(self, statement: ast.stmt) -> list[Node]:
        if isinstance(statement, ast.Return):
            return [Node(NodeType.Output, statement, self._unique("return"))]
        if type(statement) in _BRANCHES:
            return self._branch(statement)
        if isinstance(statement, ast.Assign):
            return [self._assignment(statement, statement.value)]
        return [self._python(statement)]

    def _python(self, statement: ast.stmt) -> Node:
        return Node(NodeType.Python, statement, self._unique(type(statement).__name__))

    def _branch(self, statement: Any) -> list[Node]:
        node = Node(NodeType.ControlFlow, statement, self._unique(_BRANCHES[type(statement)]))
        node.bodies.append((self.body(statement.body), statement.body))
        if not statement.orelse:
            return [node]
        other = Node(NodeType.ControlFlow, statement, self._unique("else_node"))
        other.bodies.append((self.body(statement.orelse), statement.orelse))
        return [node, other]

    def _assignment(self, statement: ast.Assign, value: ast.expr) -> Node:
        if isinstance(value, ast.Call):
            return self._call(statement, value)
        kind = _OPERATIONS.get(type(value))
        if isinstance(value, ast.Compare):
            operation = "_".join(type(op).__name__.lower() for op in value.ops)
            return Node(NodeType.MathOps, statement, self._unique(f"compare_{operation}"))
        if kind is not None:
            return Node(NodeType.MathOps, statement, self._unique(f"{kind}_{name_of_operation(value)}"))
        if isinstance(value, ast.Attribute):
            held = self.held_by(value)
            if is_container(held):
                return Node(NodeType.CellContainer, statement, self._unique(ast.unparse(value)), held)
        name = _ASSIGNED.get(type(value))
        if name is None or (isinstance(value, ast.Dict) and not _is_plain(value)):
            return self._python(statement)
        return Node(NodeType.CallMethod, statement, self._unique(name))

    def _call(self, statement: ast.Assign, call: ast.Call) -> Node:
        name = self._unique(name_of_operation(call))
        held = self.held_by(call.func)
        if isinstance(held, Primitive):
            return Node(NodeType.CallPrimitive, statement, name, held)
        if is_container(held):
            return Node(NodeType.CellContainer, statement, name, held)
        if has_own_code(held):
            return Node(NodeType.Tree, statement, name, held, self._sub_tree(held))
        if isinstance(held, Cell):
            return Node(NodeType.CallCell, statement, name, held)
        function = held if held is not None else self._function(call.func)
        return Node(NodeType.CallFunction, statement, name, function)

    def held_by(self, expression: ast.expr) -> Any:
        """What ``self.name`` is, None for other expressions and names."""
        if (
            isinstance(expression, ast.Attribute)
            and isinstance(expression.value, ast.Name)
            and expression.value.id == "self"
        ):
            return getattr(self._network, expression.attr, None)
        return None

    def _function(self, expression: ast.expr) -> Any:
        """A function of the module that the code is of, None for others."""
        names = ast.unparse(expression).split(".")
        found = inspect.unwrap(type(self._network).construct).__globals__.get(names[0])
        for name in names[1:]:
            found = getattr(found, name, None)
        return found if callable(found) else None
