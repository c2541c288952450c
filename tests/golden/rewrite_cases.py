# ruff: noqa: E501
"""Statements of networks, and changes of their code; `make_rewrite.py` asks the real MindSpore what becomes of them.

`mindspore.rewrite` reads sources, so the networks are written into a module and imported from there. Calls of MindSpore's
own functions are left out: the real one writes their bodies into the code, which is of no use here.
"""

import importlib.util
import re
from pathlib import Path

STATEMENTS = """
a = self.c(input=self.d(x))
b = self.c(a - self.d(a) / 2 // 3 % 4 ** 5 @ a)
c = max(-x, ~x, +x, not x)
d = max(a[0], (a, b), [a, b], {'k': a})
d = max(a.shape, x if x else y, a == b)
d = max(a & b, a | b, a ^ b, a << 1, a >> 1)
d = max(x == 1, x != y, x < y, x >= 3, x in y, x is None)
d = max(x and y, x or y)
f = x.reshape(2, 3).sum()
g = self.c(self.s.relu(x))
h, i = self.c(x), self.d(x)
(j, k) = self.c(x)
l = m = self.c(self.d(x))
n: int = self.c(self.d(x))
self.z = self.c(x)
o = max(*a, **b)
p = 3
q = "s"
r = f"{x}"
self.c(self.d(x))
x = self.c(self.d(x))[0]
x = (self.c(self.d(x)), 1)
x = [self.c(x)]
x = {"a": self.c(x)}
x = self.c(x) + self.d(x)
x = x.shape[0] + len(x) * 2
x = self.c(x).shape
x = self.c(x + 1) if y else self.d(x)
x += self.c(self.d(x))
x[0] = self.c(self.d(x))
x = x[self.c(x)]
x = x
x = self.c
x = -self.c(x)
x = lambda v: self.c(self.d(v))
return self.c(x), self.d(x)
return x + 1
return x
return (x, y)
return self.c(self.d(x)) + 1
return None
return x.shape
return -x
return [x, self.c(x)]
pass
assert self.c(x) > 0, "a"
raise ValueError(self.c(x))
del x
if self.c(x) > 0: x = self.c(self.d(x))
if x.shape[0] == 3 and y: x = self.d(x)
if not self.c(x): x = 1
while self.c(x) > 0: x = self.c(self.d(x))
for i in range(len(x)): x = self.c(self.d(x))
for i, j in enumerate(self.c(x)): x = self.d(j)
with open('f') as g: x = self.c(self.d(x))
def inner(v): return self.c(self.d(v))
x = foo(self.c(x), k=self.d(x))
x = self.helper(self.c(x))
x = self.c(self.c(self.c(x)))
x = self.a(x, self.c(x))
print(self.c(x))
""".strip().splitlines()

HEAD = """
from mindspore import nn, ops

def foo(x, k=1):
    return x * k

class Sub(nn.Cell):
    def __init__(self):
        super().__init__()
        self.relu = nn.ReLU()
        self.k = 2

    def construct(self, x, y=None):
        x = self.relu(x)
        return x * self.k

class Twice(nn.Cell):
    def __init__(self):
        super().__init__()
        self.c = nn.ReLU()
        self.s = Sub()
        self.blocks = nn.CellList([nn.ReLU(), nn.Tanh()])

    def construct(self, x):
        '''doc'''
        x = self.s(x)
        if self.c:
            x = self.c(x)
        for block in self.blocks:
            x = block(x)
        return self.c(self.c(x))

class One(nn.Cell):
    def __init__(self):
        super().__init__()
        self.c = nn.ReLU()

    def construct(self, x):
        return self.c(x)
"""

NETWORK = """
class N{number}(nn.Cell):
    def __init__(self):
        super().__init__()
        self.c = nn.ReLU()
        self.d = nn.Tanh()
        self.s = Sub()
        self.a = ops.Add()

    def helper(self, v):
        return v

    def construct(self, x, y=1, a=0, b=0):
        {statement}
"""


def networks(folder):
    """The module with the networks, written into a folder."""
    file = Path(folder) / "rewritten_networks.py"
    file.write_text(HEAD + "".join(NETWORK.format(number=i, statement=s) for i, s in enumerate(STATEMENTS)))
    spec = importlib.util.spec_from_file_location("rewritten_networks", file)
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules["rewritten_networks"] = module
    spec.loader.exec_module(module)
    return module


def described(node):
    """What a node says of itself."""
    kwargs = {str(key): str(value) for key, value in node.get_kwargs().items()}
    targets, args = ([str(value) for value in values] for values in (node.get_targets(), node.get_args()))
    users, inputs = ([other.get_name() for other in others] for others in (node.get_users(), node.get_inputs()))
    return [node.get_name(), node.get_node_type().name, targets, args, kwargs, users, inputs]


def construct_of(tree):
    """The code of the last class of a tree's, without what the real one imports besides."""
    return tree.get_code().rpartition("class ")[2].rstrip("# \n")


def statement(module, number):
    """The code and the nodes of one statement."""
    from mindspore.rewrite import SymbolTree

    tree = SymbolTree.create(getattr(module, f"N{number}")())
    return {
        "code": construct_of(tree).rpartition("    def construct(")[2],
        "nodes": [described(n) for n in tree.nodes() if n.get_node_type().name != "Input"],
    }


def changes(module):
    """What becomes of networks that are changed: each a name and what is given."""
    from mindspore import Tensor, nn
    from mindspore.rewrite import Node, ScopedValue, SymbolTree

    def name(value, scope=""):
        return ScopedValue.create_naming_value(value, scope)

    x = Tensor([[-1.0, 2.0]])
    tree = SymbolTree.create(module.One())
    node = tree.get_node("c")
    tanh = Node.create_call_cell(nn.Tanh(), ["y"], [name("x")], name="tanh")
    yield "insert", tree.insert(tree.before(node), tanh).get_name()
    node.set_arg_by_node(0, tanh)
    yield "code", construct_of(tree)
    yield "users", [[described(n)[0], described(n)[5:]] for n in tree.nodes()]
    yield "network", [repr(tree.get_network()), tree.get_network()(x).asnumpy().tolist()]
    again = Node.create_call_cell(nn.Sigmoid(), ["w"], [name("x")], name="c")
    last = Node.create_call_cell(nn.Tanh(), ["c_var"], [name("w")], name="tanh")
    tree.replace(node, [again, last])
    yield "replaced", construct_of(tree)
    tree.erase("tanh")
    yield "erased", construct_of(tree).partition("construct")[2]
    yield "changed network", tree.get_network()(x).asnumpy().tolist()
    tree.get_node("return").set_arg(0, "w")
    yield "other result", tree.get_network()(x).asnumpy().tolist()
    yield "names", [tree.unique_name(n) for n in ("x", "x", "new", "c_var")]

    tree = SymbolTree.create(module.Twice())
    yield "nodes", [described(n)[:4] for n in tree.nodes()]
    sub = tree.get_node("s").get_sub_tree()
    yield "sub nodes", [described(n) for n in sub.nodes()]
    sub.insert(sub.after("relu"), Node.create_call_cell(nn.Tanh(), ["x"], [name("x")], name="tt"))
    yield "changed sub tree", construct_of(sub)
    yield "network with it", tree.get_network()(x).asnumpy().tolist()


VALUES = """
ScopedValue.create_variable_value(1), ScopedValue.create_variable_value("a"), ScopedValue.create_variable_value((1, 2))
ScopedValue.create_naming_value("x", "self"), ScopedValue.create_name_values(["a", "b"], ["self", ""])
ScopedValue.create_name_values(["a", "b"], ["self"])
ScopedValue.create_naming_value(3)
ScopedValue.create_naming_value("x") == ScopedValue.create_naming_value("x")
[(v.name, v.value) for v in ValueType], [(v.name, v.value) for v in NodeType]
SymbolTree.create(3)
tree.get_node("absent")
tree.get_node(3)
tree.before(3)
tree.erase(3)
tree.erase("absent")
tree.insert(3, node)
tree.insert(tree.after(node), 3)
tree.replace("c", [])
node.get_sub_tree()
node.set_arg(5, "y")
node.set_arg("a", "y")
node.get_instance_type().__name__, repr(node.get_instance()), node.get_attribute("training")
[(k, v[0].get_name(), v[1]) for k, v in node.get_arg_providers().items()]
[(u.get_name(), i) for u, i in node.get_target_users(0)]
node.set_attribute("mine", 3), node.get_attribute("mine")
Node.create_call_cell(nn.Tanh(), ["y"], [ScopedValue.create_naming_value("x")]).get_name()
Node.create_call_cell(nn.Tanh(), ["y"], ["x"])
Node.create_call_cell(3, ["y"])
Node.create_call_cell(nn.Tanh(), "y")
Node.create_call_function(len, ["y"], [ScopedValue.create_naming_value("x")]).get_node_type()
Node.create_call_function(3, ["y"])
Node.create_input("z").get_name()
"""


def values(module):
    """What calls give, or the type of the error."""
    import mindspore.rewrite
    from mindspore import nn

    space = {**vars(mindspore.rewrite), "nn": nn, "tree": mindspore.rewrite.SymbolTree.create(module.One())}
    space["node"] = space["tree"].get_node("c")
    for line in VALUES.strip().splitlines():
        try:
            yield line, re.sub(r"0x[0-9a-f]+", "0x", repr(eval(line, space)))
        except Exception as error:
            yield line, type(error).__name__
