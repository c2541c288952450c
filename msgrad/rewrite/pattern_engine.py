"""Finds groups of nodes in a network's code, and puts others in their places."""

from __future__ import annotations

from collections import OrderedDict
from types import NoneType
from typing import Any

from msgrad._checkparam import check_type
from msgrad._names import missing_name_getattr
from msgrad.rewrite.node import Node
from msgrad.rewrite.symbol_tree import SymbolTree

__all__ = ["PatternEngine", "PatternNode", "Replacement", "VarNode"]


class PatternNode:
    """A node that is looked for: what it calls is of a class, and its inputs are others.

    Args:
        pattern_node_name: its name in the pattern.
        match_type: the class of what it calls.
        inputs: the nodes that give its arguments.
    """

    def __init__(self, pattern_node_name: str, match_type: type = NoneType, inputs: list | None = None) -> None:
        self._name = check_type(pattern_node_name, str, "pattern_node_name", "PatternNode")
        self._type = check_type(match_type, type, "match_type", "PatternNode")
        self._inputs: list[PatternNode] = []
        self.set_inputs([] if inputs is None else inputs)

    @staticmethod
    def from_node(node: Node) -> PatternNode:
        """A node like one of a network, without inputs."""
        check_type(node, Node, "node", "PatternNode")
        return PatternNode(node.get_name(), type(node.get_instance()))

    @staticmethod
    def create_pattern_from_node(node: Node) -> PatternNode:
        """A node like one of a network, with all its inputs."""
        made = PatternNode.from_node(node)
        made.set_inputs([PatternNode.create_pattern_from_node(giver) for giver in node.get_inputs()])
        return made

    @staticmethod
    def create_pattern_from_list(type_list: list[type]) -> PatternNode:
        """A chain of nodes, by the classes of what they call. ValueError for an empty list."""
        if not check_type(type_list, (list, tuple), "type_list", "PatternNode"):
            raise ValueError("For 'PatternNode', the 'type_list' must not be empty.")
        made: PatternNode = VarNode()
        for number, kind in enumerate(type_list):
            made = PatternNode(f"{number}-{check_type(kind, type, 'type_list', 'PatternNode').__name__}", kind, [made])
        return made

    def name(self) -> str:
        """Its name in the pattern."""
        return self._name

    def type(self) -> Any:
        """The class of what it calls."""
        return self._type

    def get_inputs(self) -> list[PatternNode]:
        """The nodes that give its arguments."""
        return self._inputs

    def set_inputs(self, inputs: list[PatternNode]) -> None:
        """Sets them. TypeError unless it is a list of `PatternNode`."""
        for node in check_type(inputs, (list, tuple), "inputs", "PatternNode"):
            check_type(node, PatternNode, "inputs", "PatternNode")
        self._inputs = list(inputs)

    def add_input(self, node: PatternNode) -> None:
        """Adds one. TypeError unless it is a `PatternNode`."""
        self._inputs.append(check_type(node, PatternNode, "node", "PatternNode"))

    def match(self, node: Node) -> bool:
        """Whether a node calls an object of the class."""
        return type(node.get_instance()) is self._type


class VarNode(PatternNode):
    """Stands for whatever gives an argument."""

    def __init__(self) -> None:
        super().__init__("placeholder")

    def match(self, node: Node) -> bool:
        """True."""
        return True


class Replacement:
    """Makes the nodes that are put in the place of those that were found; `build` is to be overridden."""

    def build(self, pattern: PatternNode, is_chain_pattern: bool, matched: OrderedDict) -> list[Node]:
        """The new nodes, in the order of the code.

        Args:
            pattern: what was looked for.
            is_chain_pattern: whether it is a chain.
            matched: the nodes that were found, by their names in the pattern.
        """
        raise NotImplementedError("For 'Replacement', 'build' must be overridden.")


class PatternEngine:
    """Looks for a pattern, and puts other nodes in its place.

    Args:
        pattern: a `PatternNode`, or a list of classes for a chain of calls.
        replacement: makes the new nodes. Default: None, to find only.

    Raises:
        TypeError: for arguments of other types.
    """

    def __init__(self, pattern: PatternNode | list[type], replacement: Replacement | None = None) -> None:
        check_type(pattern, (PatternNode, list), "pattern", "PatternEngine")
        if replacement is not None:
            check_type(replacement, Replacement, "replacement", "PatternEngine")
        self._is_chain = isinstance(pattern, list)
        self._pattern = PatternNode.create_pattern_from_list(pattern) if isinstance(pattern, list) else pattern
        self._replacement = replacement

    def pattern(self) -> PatternNode:
        """The pattern."""
        return self._pattern

    def apply(self, stree: SymbolTree) -> bool:
        """Changes a tree, and those of the Cells in it, and says whether the pattern was found.

        Raises:
            TypeError: unless it is a `SymbolTree`.
            RuntimeError: if a node within the pattern is used from outside, so that it cannot be replaced.
        """
        check_type(stree, SymbolTree, "stree", "PatternEngine")
        found = False
        for node in list(stree.all_nodes(subtree_nodes=False)):
            if node._sub_tree is not None:
                found |= self.apply(node.get_sub_tree())
        taken: set[Node] = set()
        for node in list(stree.all_nodes(subtree_nodes=False)):
            matched: OrderedDict[str, Node] = OrderedDict()
            if not self._matches(self._pattern, node, matched) or taken & set(matched.values()):
                continue
            inner = set(matched.values())
            if any(user not in inner for other in inner - {node} for user in other.get_users()):
                continue  # its result is needed
            found = True
            taken |= inner
            if self._replacement is None:
                continue
            new_nodes = self._replacement.build(self._pattern, self._is_chain, matched)
            if new_nodes:
                stree.replace(node, new_nodes)
                for other in inner - {node}:
                    stree.erase(other)
        return found

    def _matches(self, pattern: PatternNode, node: Node, matched: OrderedDict[str, Node]) -> bool:
        if isinstance(pattern, VarNode):
            return True
        if not pattern.match(node):
            return False
        inputs = node.get_inputs()
        needed = [item for item in pattern.get_inputs() if not isinstance(item, VarNode)]
        if needed and len(inputs) != len(pattern.get_inputs()):
            return False
        for item, giver in zip(pattern.get_inputs(), inputs, strict=False):
            if not self._matches(item, giver, matched):
                return False
        matched[pattern.name()] = node
        return True


__getattr__ = missing_name_getattr(__name__)
