"""One statement of a network's code, as a node of its graph."""

from __future__ import annotations

import ast
from enum import Enum
from types import BuiltinFunctionType, FunctionType
from typing import TYPE_CHECKING, Any

from msgrad._checkparam import check_type
from msgrad._names import missing_name_getattr
from msgrad.engine.operator import Operator
from msgrad.nn.cell import Cell
from msgrad.ops.primitive import Primitive
from msgrad.rewrite.scoped_value import ScopedValue, expression_of, value_of

if TYPE_CHECKING:
    from msgrad.rewrite.symbol_tree import SymbolTree

__all__ = ["Node", "NodeType"]


class NodeType(Enum):
    """What a node does."""

    Unknown = 0
    CallCell = 1
    CallPrimitive = 2
    CallModule = 3
    CallFunction = 4
    CallMethod = 5
    Python = 6
    Input = 7
    Output = 8
    Tree = 9
    CellContainer = 10
    MathOps = 11
    ControlFlow = 12


class _Slot:
    """A place in the code where a value stands."""

    def __init__(self, owner: Any, field: str, index: int | None = None) -> None:
        self._owner, self._field, self._index = owner, field, index

    @property
    def value(self) -> ScopedValue:
        """The value that stands there."""
        found = getattr(self._owner, self._field)
        return value_of(found if self._index is None else found[self._index])

    @value.setter
    def value(self, value: ScopedValue) -> None:
        if self._index is None:
            setattr(self._owner, self._field, expression_of(value))
        else:
            getattr(self._owner, self._field)[self._index] = expression_of(value)


def _slots(owner: Any, *fields: str) -> list[_Slot]:
    made = []
    for field in fields:
        held = getattr(owner, field)
        made += [_Slot(owner, field, i) for i in range(len(held))] if isinstance(held, list) else [_Slot(owner, field)]
    return made


def argument_slots(statement: ast.AST) -> tuple[list[_Slot], dict[str | None, _Slot]]:
    """Where the arguments and keyword arguments of a statement's operation stand."""
    value = getattr(statement, "value", None)
    if isinstance(statement, ast.Return):
        return (_slots(statement, "value") if value is not None else []), {}
    if isinstance(statement, ast.For):
        return _slots(statement, "iter"), {}
    if isinstance(statement, ast.If | ast.While):
        return _slots(statement, "test"), {}
    if not isinstance(statement, ast.Assign):
        return [], {}
    if isinstance(value, ast.Call):
        return _slots(value, "args"), {keyword.arg: _Slot(keyword, "value") for keyword in value.keywords}
    if isinstance(value, ast.BinOp):
        return _slots(value, "left", "right"), {}
    if isinstance(value, ast.Compare):
        return _slots(value, "left", "comparators"), {}
    if isinstance(value, ast.BoolOp):
        return _slots(value, "values"), {}
    if isinstance(value, ast.UnaryOp):
        return _slots(value, "operand"), {}
    if isinstance(value, ast.Tuple | ast.List):
        return _slots(value, "elts"), {}
    if isinstance(value, ast.Dict) and all(isinstance(key, ast.Constant) for key in value.keys):
        return [], {key.value: slot for key, slot in zip(value.keys, _slots(value, "values"), strict=True)}  # type: ignore[union-attr]
    if isinstance(value, ast.Name | ast.Attribute | ast.Constant | ast.Subscript):
        return _slots(statement, "value"), {}
    return [], {}


class Node:
    """One statement of a network's code: what it calls, with which arguments, and what the results are called.

    Nodes of a network come from `SymbolTree.nodes`; new ones are made by `create_call_cell` and its like.
    """

    def __init__(
        self, kind: NodeType, statement: ast.AST | None, name: str, instance: Any = None, tree: SymbolTree | None = None
    ) -> None:
        self._kind = kind
        self._statement = statement
        self._name = name
        self._instance = instance
        self._sub_tree = tree  # of a Cell that has code of its own
        self._tree: SymbolTree | None = None  # that it belongs to
        self._argument: ast.arg | None = None
        self._default: ScopedValue | None = None
        self._attributes: dict[str, Any] = {}
        self.bodies: list[tuple[list[Node], list[ast.stmt]]] = []  # of branches and loops

    # -- new ones ----------------------------------------------------------------------------------------------

    @staticmethod
    def create_call_cell(
        cell: Any, targets: Any, args: Any = None, kwargs: Any = None, name: str = "", is_sub_net: bool = False
    ) -> Node:
        """A node that calls a Cell or primitive.

        Args:
            cell: what is called. In the network that the node is put into it is an attribute.
            targets: what the results are called: names, or `ScopedValue` objects.
            args: the arguments, `ScopedValue` objects.
            kwargs: the keyword arguments, the same.
            name: the node's name, and that of the attribute. Default: "", for the name of the class.
            is_sub_net: whether the Cell's own code is to be looked at and changed as well.

        Raises:
            TypeError: for arguments of other types.
        """
        check_type(cell, (Cell, Primitive, Operator), "cell", "Node")
        check_type(name, str, "name", "Node")
        check_type(is_sub_net, bool, "is_sub_net", "Node")
        tree = None
        kind = NodeType.CallCell if isinstance(cell, Cell) else NodeType.CallPrimitive
        if is_sub_net and isinstance(cell, Cell):
            from msgrad.rewrite.symbol_tree import SymbolTree

            kind, tree = NodeType.Tree, SymbolTree.create(cell)
        statement = _call(f"self.{name or '_'}", targets, args, kwargs)
        return Node(kind, statement, name, cell, tree)

    @staticmethod
    def create_call_function(function: Any, targets: Any, args: Any = None, kwargs: Any = None) -> Node:
        """A node that calls a function. Arguments and errors as of `create_call_cell`."""
        callables = (FunctionType, type, BuiltinFunctionType, Operator)
        if not isinstance(function, callables):
            raise TypeError(
                "For 'create_call_function', the 'function' must be a function or class, "
                f"but got {function!r} of type {type(function).__name__}."
            )
        name = function.__name__
        return Node(NodeType.CallFunction, _call(name, targets, args, kwargs), name, function)

    @staticmethod
    def create_input(param_name: str, default: ScopedValue | None = None) -> Node:
        """A further argument of the network, with a default. TypeError for arguments of other types."""
        check_type(param_name, str, "param_name", "Node")
        if default is not None:
            check_type(default, ScopedValue, "default", "Node")
        node = Node(NodeType.Input, None, f"input_{param_name}")
        node._argument, node._default = ast.arg(param_name), default
        return node

    # -- what it is --------------------------------------------------------------------------------------------

    def get_handler(self) -> Node:
        """The node itself: there is no other object behind it."""
        return self

    def get_name(self) -> str:
        """Its name, which no other node of its tree has."""
        return self._name

    def get_node_type(self) -> NodeType:
        """What it does."""
        return self._kind

    def get_instance(self) -> Any:
        """The Cell, primitive or function that it calls, or None."""
        return self._instance

    def get_instance_type(self) -> Any:
        """The class of the Cell or primitive that it calls, the function itself, or the type of None."""
        instance = self._instance
        return instance if isinstance(instance, FunctionType | Operator) else type(instance)

    def get_targets(self) -> list[ScopedValue]:
        """What its results are called."""
        if self._argument is not None:
            return [ScopedValue.create_naming_value(self._argument.arg)]
        if not isinstance(self._statement, ast.Assign) or self._kind == NodeType.Python:
            return []
        target = self._statement.targets[0]
        return [value_of(item) for item in (target.elts if isinstance(target, ast.Tuple | ast.List) else [target])]

    def _argument_slots(self) -> tuple[list[_Slot], dict[str | None, _Slot]]:
        value = getattr(self._statement, "value", None)
        nothing = self._kind == NodeType.CellContainer and isinstance(value, ast.Attribute)
        if nothing or self._kind == NodeType.Python or self._statement is None:
            return [], {}
        return argument_slots(self._statement)

    def get_args(self) -> list[ScopedValue]:
        """Its arguments."""
        if self._default is not None:
            return [self._default]
        return [slot.value for slot in self._argument_slots()[0]]

    def get_kwargs(self) -> dict[str, ScopedValue]:
        """Its keyword arguments."""
        return {key: slot.value for key, slot in self._argument_slots()[1].items()}  # type: ignore[misc]

    def get_attributes(self) -> dict[str, Any]:
        """The attributes of what it calls, and those that were set."""
        found = dict(vars(self._instance)) if isinstance(self._instance, Cell | Primitive) else {}
        return {name: value for name, value in found.items() if not name.startswith("_")} | self._attributes

    def get_attribute(self, key: str) -> Any:
        """One of them, or None."""
        return self.get_attributes().get(check_type(key, str, "key", "Node"))

    def set_attribute(self, key: str, value: Any) -> None:
        """Notes something of the node, for `get_attribute`; what it calls is not changed. TypeError unless a str."""
        self._attributes[check_type(key, str, "key", "Node")] = value

    def get_symbol_tree(self) -> SymbolTree | None:
        """The tree that it belongs to, None before it was put into one."""
        return self._tree

    def get_sub_tree(self) -> SymbolTree:
        """The tree of the Cell that it calls. TypeError unless it is a node of the type Tree."""
        if self._sub_tree is None:
            raise TypeError(f"For 'get_sub_tree', the node must be of the type NodeType.Tree, but got {self._kind}.")
        return self._sub_tree

    # -- what it hangs together with ---------------------------------------------------------------------------

    def get_arg_providers(self) -> dict[int, tuple[Node, int]]:
        """For each argument, by number (keyword arguments last), the node that gives it, and which of its results."""
        return self._links()[0].get(self, {})

    def get_target_users(self, index: int = -1) -> Any:
        """For each result, by number, the nodes that use it, and as which of their arguments; or those of one."""
        check_type(index, int, "index", "Node")
        found = self._links()[1].get(self, {})
        return found if index == -1 else found.get(index, [])

    def get_inputs(self) -> list[Node]:
        """The nodes that give its arguments, in their order."""
        return [node for node, _ in self.get_arg_providers().values()]

    def get_users(self) -> list[Node]:
        """The nodes that use its results."""
        found: dict[Node, None] = {}
        for users in self.get_target_users().values():
            found.update(dict.fromkeys(node for node, _ in users))
        return list(found)

    def _links(self) -> tuple[dict, dict]:
        return ({}, {}) if self._tree is None else self._tree.links(self)

    # -- changing it -------------------------------------------------------------------------------------------

    def set_arg(self, index: int, arg: ScopedValue | str) -> None:
        """Puts another value in the place of an argument.

        Raises:
            TypeError: for arguments of other types.
            ValueError: if there is no such argument.
        """
        check_type(index, int, "index", "Node")
        check_type(arg, (ScopedValue, str), "arg", "Node")
        slots = list(self._argument_slots()[0]) + list(self._argument_slots()[1].values())
        if not 0 <= index < len(slots):
            raise ValueError(f"For 'Node', the 'index' must be in [0, {len(slots)}), but got {index}.")
        if isinstance(arg, str):
            scope, _, name = arg.rpartition(".")
            arg = ScopedValue.create_naming_value(name, scope)
        slots[index].value = arg

    def set_arg_by_node(self, arg_idx: int, src_node: Node, out_idx: int | None = None) -> None:
        """Puts a result of another node in the place of an argument.

        Args:
            arg_idx: the number of the argument.
            src_node: the other node.
            out_idx: which of its results. Default: None, for the only one.

        Raises:
            TypeError: for arguments of other types.
            ValueError: if there is no such argument or result.
            RuntimeError: where ``out_idx`` is missing and the node has more than one result.
        """
        check_type(src_node, Node, "src_node", "Node")
        targets = src_node.get_targets()
        if out_idx is None:
            if len(targets) != 1:
                raise RuntimeError(f"For 'set_arg_by_node', 'out_idx' must say which of {len(targets)} results.")
            out_idx = 0
        if not 0 <= check_type(out_idx, int, "out_idx", "Node") < len(targets):
            raise ValueError(f"For 'set_arg_by_node', the 'out_idx' must be in [0, {len(targets)}), but got {out_idx}.")
        self.set_arg(arg_idx, targets[out_idx])


def _call(function: str, targets: Any, args: Any, kwargs: Any) -> ast.Assign:
    """``targets = function(*args, **kwargs)``."""
    made: list[ast.expr] = []
    for target in check_type(targets, (list, tuple), "targets", "Node"):
        check_type(target, (ScopedValue, str), "targets", "Node")
        made.append(ast.parse(str(target), mode="eval").body)
    if not made:
        raise ValueError("For 'Node', the 'targets' must name at least one result.")
    args = check_type([] if args is None else args, (list, tuple), "args", "Node")
    kwargs = check_type({} if kwargs is None else kwargs, dict, "kwargs", "Node")
    for value in [*args, *kwargs.values()]:
        check_type(value, ScopedValue, "args", "Node")
    keywords = [ast.keyword(check_type(key, str, "kwargs", "Node"), expression_of(v)) for key, v in kwargs.items()]
    call = ast.Call(ast.parse(function, mode="eval").body, [expression_of(value) for value in args], keywords)
    return ast.Assign([made[0] if len(made) == 1 else ast.Tuple(made, ast.Store())], call)


def rename_function(node: Node, name: str) -> None:
    """Has the statement of a node that calls something call it by another name."""
    call: ast.Call = node._statement.value  # type: ignore[union-attr, assignment]
    call.func = ast.parse(name, mode="eval").body


__getattr__ = missing_name_getattr(__name__)
