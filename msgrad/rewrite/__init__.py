"""The code of networks as graphs that can be changed, as `mindspore.rewrite` has it.

>>> from mindspore import nn
>>> from mindspore.rewrite import Node, ScopedValue, SymbolTree
>>> tree = SymbolTree.create(nn.Dense(2, 2, weight_init="ones", activation="relu"))
>>> network = tree.get_network()
>>> network(Tensor([[1.0, -3.0]])).tolist()
[[0.0, 0.0]]
"""

from msgrad._names import missing_name_getattr
from msgrad.rewrite.node import Node, NodeType
from msgrad.rewrite.pattern_engine import PatternEngine, PatternNode, Replacement, VarNode
from msgrad.rewrite.scoped_value import ScopedValue, ValueType
from msgrad.rewrite.symbol_tree import SymbolTree

__all__ = [
    "Node",
    "NodeType",
    "PatternEngine",
    "PatternNode",
    "Replacement",
    "ScopedValue",
    "SymbolTree",
    "ValueType",
    "VarNode",
]
__getattr__ = missing_name_getattr(__name__)
