"""The code of a network as a graph that can be looked at, changed, and made a network again."""

from __future__ import annotations

import ast
import copy
import inspect
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from msgrad._checkparam import check_type
from msgrad._names import missing_name_getattr
from msgrad.nn.cell import Cell
from msgrad.rewrite import code
from msgrad.rewrite.build import Builder, is_container
from msgrad.rewrite.flatten import Flattener
from msgrad.rewrite.node import Node, NodeType, rename_function
from msgrad.rewrite.scoped_value import expression_of

__all__ = ["SymbolTree"]


class Position:
    """A place before or behind a node."""

    def __init__(self, symbol_tree: SymbolTree, node: Node, before_node: bool) -> None:
        self.symbol_tree, self.node, self.before_node = symbol_tree, node, before_node


class _Names:
    """Names that are used, and new ones like them."""

    def __init__(self, used: set[str]) -> None:
        self._used = used

    def unique(self, name: str) -> str:
        """The name, or with the first number behind it that makes it a new one."""
        found, number = name, 0
        while found in self._used:
            number += 1
            found = f"{name}_{number}"
        self._used.add(found)
        return found


class SymbolTree:
    """The graph of a network's `construct`.

    >>> from mindspore import nn
    >>> from mindspore.rewrite import Node, ScopedValue, SymbolTree
    >>> tree = SymbolTree.create(nn.ReLU())
    >>> [node.get_name() for node in tree.nodes()][-1]
    'return'
    """

    def __init__(self, network: Cell) -> None:
        self._network = network
        function = inspect.unwrap(type(network).construct)
        try:
            source = textwrap.dedent(inspect.getsource(function))
        except (OSError, TypeError) as error:
            raise RuntimeError(
                f"For 'SymbolTree', the source of {type(network).__name__}.construct cannot be read: put it in a file."
            ) from error
        self._function: ast.FunctionDef = ast.parse(source).body[0]  # type: ignore[assignment]
        if not isinstance(self._function, ast.FunctionDef):
            raise RuntimeError(f"For 'SymbolTree', {type(network).__name__}.construct must be defined by def.")
        self._function.decorator_list = []
        walked = list(ast.walk(self._function))
        used = {n.id for n in walked if isinstance(n, ast.Name)} | {n.arg for n in walked if isinstance(n, ast.arg)}
        self._variables, self._node_names = _Names(used), _Names(set())
        self._file_name: str | None = None
        self._added: dict[str, Any] = {}  # Cells and functions of nodes that were put in, by name
        self._sub_trees: dict[int, SymbolTree] = {}  # by the Cells' identity: one that is called twice has one
        builder = Builder(network, self._node_names.unique, self._tree_of)
        flattener = Flattener(self._variables.unique, lambda e: is_container(builder.held_by(e)))
        self._function.body = flattener.body(self._function.body)
        self._nodes = builder.inputs(self._function.args) + builder.body(self._function.body)
        for node in self._own_nodes():
            node._tree = self

    def _tree_of(self, cell: Cell) -> SymbolTree:
        if id(cell) not in self._sub_trees:
            self._sub_trees[id(cell)] = SymbolTree(cell)
        return self._sub_trees[id(cell)]

    @classmethod
    def create(cls, network: Cell) -> SymbolTree:
        """The graph of a network. TypeError unless it is a Cell, RuntimeError where its source is not to be read."""
        return cls(check_type(network, Cell, "network", "SymbolTree"))

    # -- looking -----------------------------------------------------------------------------------------------

    def get_handler(self) -> SymbolTree:
        """The tree itself: there is no other object behind it."""
        return self

    def get_origin_network(self) -> Cell:
        """The network that the tree was made of. It is never changed."""
        return self._network

    def nodes(self, all_nodes: bool = False) -> Iterator[Node]:
        """The nodes in the order of the code; with ``all_nodes`` those in branches, loops and sub trees too."""
        check_type(all_nodes, bool, "all_nodes", "SymbolTree")
        return iter(list(self.all_nodes()) if all_nodes else list(self._nodes))

    def all_nodes(self, subtree_nodes: bool = True) -> Iterator[Node]:
        """The nodes, and those in branches and loops; in sub trees too, unless ``subtree_nodes`` is False."""
        for node in self._own_nodes():
            yield node
            if subtree_nodes and node._sub_tree is not None:
                yield from node._sub_tree.all_nodes()

    def _own_nodes(self, nodes: list[Node] | None = None) -> Iterator[Node]:
        for node in self._nodes if nodes is None else nodes:
            yield node
            for inner, _ in node.bodies:
                yield from self._own_nodes(inner)

    def get_node(self, node_name: str) -> Node | None:
        """The node of a name, None where there is none. TypeError unless it is a str."""
        check_type(node_name, str, "node_name", "SymbolTree")
        return next((node for node in self._own_nodes() if node.get_name() == node_name), None)

    def get_inputs(self) -> list[Node]:
        """The nodes of the arguments."""
        return [node for node in self._nodes if node.get_node_type() == NodeType.Input]

    def unique_name(self, name: str = "output") -> str:
        """A name like this one that the code does not use. TypeError unless it is a str."""
        return self._variables.unique(check_type(name, str, "name", "SymbolTree"))

    def links(self, node: Node) -> tuple[dict, dict]:
        """For all nodes beside one: which give its arguments, and which use its results."""
        providers: dict[Node, dict] = {}
        users: dict[Node, dict] = {}
        giving: dict[str, tuple[Node, int]] = {}
        for here in self._place(node)[0]:
            values = [] if here.get_node_type() == NodeType.Input else [*here.get_args(), *here.get_kwargs().values()]
            for number, value in enumerate(values):
                if value.name in giving:
                    giver, result = giving[value.name]
                    providers.setdefault(here, {})[number] = (giver, result)
                    users.setdefault(giver, {}).setdefault(result, []).append((here, number))
            for result, target in enumerate(here.get_targets()):
                if target.name is not None:
                    giving[target.name] = here, result
        return providers, users

    def _place(self, node: Node) -> tuple[list[Node], list[ast.stmt]]:
        """The nodes beside a node, and the statements. RuntimeError where it belongs to another tree."""
        waiting = [(self._nodes, self._function.body)]
        while waiting:
            nodes, statements = waiting.pop()
            if any(node is here for here in nodes):
                return nodes, statements
            waiting += [body for here in nodes for body in here.bodies]
        raise RuntimeError(f"The node {node.get_name()!r} does not belong to this SymbolTree.")

    def _node(self, node: Any) -> Node:
        check_type(node, (Node, str), "node", "SymbolTree")
        if isinstance(node, Node):
            self._place(node)
            return node
        found = self.get_node(node)
        if found is None:
            raise RuntimeError(f"The node {node!r} does not belong to this SymbolTree.")
        return found

    # -- changing ----------------------------------------------------------------------------------------------

    def before(self, node: Node | str) -> Position:
        """The place before a node, or that of a name. TypeError for others, RuntimeError where there is none."""
        return Position(self, self._node(node), True)

    def after(self, node: Node | str) -> Position:
        """The place behind a node, or that of a name. TypeError for others, RuntimeError where there is none."""
        return Position(self, self._node(node), False)

    def insert(self, position: Position, node: Node) -> Node:
        """Puts a new node into a place.

        Args:
            position: what `before` or `after` gives.
            node: what `Node.create_call_cell` and its like give.

        Returns:
            the node.

        Raises:
            TypeError: for arguments of other types.
            RuntimeError: if the place or the node belongs to another tree.
        """
        check_type(position, Position, "position", "SymbolTree")
        check_type(node, Node, "node", "SymbolTree")
        if position.symbol_tree is not self or node._tree is not None:
            raise RuntimeError("For 'SymbolTree', the position must be of this tree and the node of none.")
        if node.get_node_type() == NodeType.Input:
            return self._insert_input(node, position)
        nodes, statements = self._place(position.node)
        own = position.node._statement
        if own is None:  # behind an argument: before the first statement
            place = 0
            number = next((i for i, n in enumerate(nodes) if n._statement is not None), len(nodes))
        else:
            place = next(i for i, s in enumerate(statements) if s is own) + (not position.before_node)
            number = next(i for i, n in enumerate(nodes) if n is position.node) + (not position.before_node)
        self._adopt(node)
        statements.insert(place, node._statement)  # type: ignore[arg-type]
        nodes.insert(number, node)
        return node

    def _adopt(self, node: Node) -> None:
        node._name = self._node_names.unique(node.get_name() or type(node.get_instance()).__name__.lower())
        node._tree = self
        if node.get_node_type() == NodeType.CallFunction:
            function = node.get_instance()
            name = code.known_as(function, self._network, self._added)
            rename_function(node, name)
            self._added.setdefault(name, function)
        else:
            name = node._name
            while hasattr(self._network, name):
                name = self._node_names.unique(node._name)
            node._name = name
            rename_function(node, f"self.{name}")
            self._added[name] = node.get_instance()
        for target in node.get_targets():
            if target.name is not None:
                self._variables._used.add(target.name)

    def _insert_input(self, node: Node, position: Position) -> Node:
        node._name = self._node_names.unique(node.get_name())
        node._tree = self
        number = self._nodes.index(position.node) + (not position.before_node)
        arguments = self._function.args
        inputs = [n for n in self._nodes[:number] if n.get_node_type() == NodeType.Input]
        behind = len(arguments.args) - len(arguments.defaults)
        place = 1 + len(inputs)
        if node._default is None and place > behind:
            raise ValueError("For 'SymbolTree', an input without a default cannot stand behind one that has a default.")
        arguments.args.insert(place, node._argument)  # type: ignore[arg-type]
        if node._default is not None:
            if place < behind:
                raise ValueError("For 'SymbolTree', an input with a default cannot stand before one that has none.")
            arguments.defaults.insert(place - behind, expression_of(node._default))
        self._nodes.insert(number, node)
        return node

    def erase(self, node: Node | str) -> Node:
        """Takes a node out. What uses its results is not changed, and must not need them.

        Raises:
            TypeError: unless it is a node or a name.
            RuntimeError: if the tree has no such node, or it is an argument.
        """
        found = self._node(node)
        nodes, statements = self._place(found)
        if found._statement is None:
            raise RuntimeError(f"For 'SymbolTree', the input {found.get_name()!r} cannot be erased.")
        nodes[:] = [here for here in nodes if here._statement is not found._statement]
        statements[:] = [here for here in statements if here is not found._statement] or [ast.Pass()]
        found._tree = None
        self._added.pop(found.get_name(), None)
        return found

    def replace(self, old_node: Node, new_nodes: list[Node]) -> Node:
        """Puts new nodes, in their order, in the place of another one.

        Returns:
            the last of them.

        Raises:
            TypeError: for arguments of other types.
            ValueError: without any.
            RuntimeError: if the tree has no such node.
        """
        check_type(old_node, Node, "old_node", "SymbolTree")
        for node in check_type(new_nodes, list, "new_nodes", "SymbolTree"):
            check_type(node, Node, "new_nodes", "SymbolTree")
        if not new_nodes:
            raise ValueError("For 'SymbolTree', the 'new_nodes' must not be empty: call erase instead.")
        for node in new_nodes:
            self.insert(self.before(old_node), node)
        self.erase(old_node)
        return new_nodes[-1]

    def set_output(self, index: int, return_value: str) -> Node:
        """Gives the network another result.

        Args:
            index: which one of a tuple that is returned; 0 where one is.
            return_value: a name.

        Raises:
            TypeError: for arguments of other types.
            RuntimeError: if the network returns nothing.
            ValueError: if there is no such result.
        """
        check_type(index, int, "index", "SymbolTree")
        check_type(return_value, str, "return_value", "SymbolTree")
        output = next((n for n in reversed(self._nodes) if n.get_node_type() == NodeType.Output), None)
        if output is None:
            raise RuntimeError("For 'SymbolTree', the network has no return statement.")
        target = output
        for giver, _ in output.get_arg_providers().values():
            if isinstance(giver._statement, ast.Assign) and isinstance(giver._statement.value, ast.Tuple):
                target = giver
        target.set_arg(index, return_value)
        return output

    def flatten_static_if_control_flow(self) -> NoReturn:
        """Not supported; raises NotImplementedError."""
        raise NotImplementedError("'SymbolTree.flatten_static_if_control_flow' is not supported: change the network.")

    def flatten_nodes(self, node: Node, erase_nodes_after_return: bool = False) -> NoReturn:
        """Not supported; raises NotImplementedError."""
        raise NotImplementedError("'SymbolTree.flatten_nodes' is not supported: nodes are flat as far as they can be.")

    # -- code --------------------------------------------------------------------------------------------------

    def _trees(self) -> list[tuple[str, Node, SymbolTree]]:
        """What is to be put in place of sub Cells: how they are called, their node and tree."""
        found, seen = [], set()
        for node in self._own_nodes():
            if node._sub_tree is not None and isinstance(node._statement, ast.Assign):
                where = ast.unparse(node._statement.value.func)  # type: ignore[attr-defined]
                if where not in seen:
                    seen.add(where)
                    found.append((where, node, node._sub_tree))
        return found

    def is_changed(self) -> bool:
        """Whether nodes were put in, here or further in."""
        return bool(self._added) or any(tree.is_changed() for _, _, tree in self._trees())

    def get_code(self) -> str:
        """The code of a module with a class like the network's, of which `get_network` makes an object."""
        return code.module_of(self)

    def get_network(self) -> Cell:
        """A network that runs the code. It shares its Parameters with the one that the tree was made of."""
        names = {id(parameter): parameter.name for parameter in self._network.get_parameters()}
        space: dict[str, Any] = {"__name__": type(self._network).__module__}
        made = code.class_of(self, space)(_copied(self))
        for parameter in self._network.get_parameters():
            parameter.name = names[id(parameter)]
        made.set_train(self._network.training)
        return made

    def set_saved_file_name(self, file_name: str) -> None:
        """Where `save_network_to_file` writes. TypeError unless it is a str."""
        check_type(file_name, str, "file_name", "SymbolTree")
        self._file_name = file_name if file_name.endswith(".py") else f"{file_name}.py"

    def get_saved_file_name(self) -> str | None:
        """Where `save_network_to_file` writes, or None."""
        return self._file_name

    def save_network_to_file(self) -> None:
        """Writes the code into the file of `set_saved_file_name`. RuntimeError before that."""
        if self._file_name is None:
            raise RuntimeError("For 'save_network_to_file', call set_saved_file_name first.")
        Path(self._file_name).write_text(self.get_code(), "utf-8")

    # -- printing ----------------------------------------------------------------------------------------------

    def print_node_tabulate(self, all_nodes: bool = False) -> None:
        """Prints the nodes as a table. TypeError unless ``all_nodes`` is a bool."""
        check_type(all_nodes, bool, "all_nodes", "SymbolTree")
        print(code.table_of(self, all_nodes))

    def dump(self) -> None:
        """Prints the nodes as lines."""
        print(f"SymbolTree of {type(self._network).__name__}.construct")
        for node in self._nodes:
            targets, args = (", ".join(map(str, found)) for found in (node.get_targets(), node.get_args()))
            print(f"  {targets or None} = {node.get_name()}({args})")


def _copied(tree: SymbolTree) -> Cell:
    """A network like the original one, whose own attributes can change, with the Cells that were put in."""
    made = _copied_cell(tree._network)
    for name, value in tree._added.items():
        if isinstance(value, Cell):
            made._cells[name] = value
        elif not callable(value) or not hasattr(value, "__name__"):
            object.__setattr__(made, name, value)
    for where, _, sub in tree._trees():
        name = where.removeprefix("self.")
        if name in made._cells:
            made._cells[name] = _copied(sub)
    return made


def _copied_cell(cell: Cell) -> Cell:
    made = copy.copy(cell)
    for name, value in cell.__dict__.items():
        if isinstance(value, dict):
            made.__dict__[name] = copy.copy(value)
    return made


__getattr__ = missing_name_getattr(__name__)
