"""The code of networks as graphs: the same code, nodes and errors as of the real MindSpore."""

import json
from pathlib import Path

import numpy as np
import pytest

import msgrad
from msgrad import Tensor, nn, ops
from msgrad.rewrite import Node, PatternEngine, Replacement, ScopedValue, SymbolTree
from tests.golden import rewrite_cases

msgrad.install()
RECORDS = json.loads((Path(__file__).parents[1] / "golden" / "rewrite.json").read_text())


@pytest.fixture(scope="module")
def module(tmp_path_factory):
    return rewrite_cases.networks(tmp_path_factory.mktemp("networks"))


def test_statements(module):
    for number, expected in enumerate(RECORDS["statements"]):
        assert rewrite_cases.statement(module, number) == expected, rewrite_cases.STATEMENTS[number]


def test_changes(module):
    for (what, mine), (_, theirs) in zip(rewrite_cases.changes(module), RECORDS["changes"], strict=True):
        if what == "network":
            assert mine[0] == theirs[0]
        if what in ("network", "changed network", "other result", "network with it"):
            mine, theirs = (np.array(v[1] if isinstance(v[0], str) else v) for v in (mine, theirs))
            np.testing.assert_allclose(mine, theirs, rtol=1e-5, err_msg=what)
        else:
            assert json.loads(json.dumps(mine)) == theirs, what


def test_values(module):
    for (line, mine), (_, theirs) in zip(rewrite_cases.values(module), RECORDS["values"], strict=True):
        assert mine == theirs, line


class Net(nn.Cell):
    def __init__(self):
        super().__init__()
        self.dense = nn.Dense(2, 2, weight_init="ones", bias_init="zeros")
        self.norm = nn.BatchNorm1d(2)
        self.relu = nn.ReLU()

    def construct(self, x, scale=2.0):
        x = self.relu(self.norm(self.dense(x)))
        if x.shape[0] > 1:
            x = ops.tanh(x) + 1
        return x * scale


X = np.array([[1.0, -2.0], [3.0, 0.5]], np.float32)


def test_network_is_the_same_where_nothing_was_changed():
    net = Net()
    made = SymbolTree.create(net).get_network()
    assert made is not net and isinstance(made, Net)
    np.testing.assert_array_equal(made(Tensor(X)).asnumpy(), net(Tensor(X)).asnumpy())
    assert [p.name for p in made.trainable_params()] == [p.name for p in net.trainable_params()]
    assert all(a is b for a, b in zip(made.trainable_params(), net.trainable_params(), strict=True))
    jitted = msgrad.jit(made)(Tensor(X))
    np.testing.assert_allclose(jitted.asnumpy(), net(Tensor(X)).asnumpy(), rtol=1e-6)
    gradient = msgrad.grad(lambda x: made(x).sum())(Tensor(X))
    np.testing.assert_allclose(gradient.asnumpy(), msgrad.grad(lambda x: net(x).sum())(Tensor(X)).asnumpy(), rtol=1e-6)


def test_original_network_is_not_changed():
    net = Net()
    tree = SymbolTree.create(net)
    before = repr(net), net(Tensor(X)).asnumpy()
    node = tree.get_node("relu")
    tree.replace(node, [Node.create_call_cell(nn.Sigmoid(), node.get_targets(), node.get_args(), name="sigmoid")])
    made = tree.get_network()
    assert "sigmoid" in repr(made) and repr(net) == before[0]
    np.testing.assert_array_equal(net(Tensor(X)).asnumpy(), before[1])
    inner = 1 / (1 + np.exp(-(X.sum(1, keepdims=True) / np.sqrt(1 + 1e-5))))
    np.testing.assert_allclose(made(Tensor(X)).asnumpy(), np.repeat((np.tanh(inner) + 1) * 2, 2, 1), rtol=1e-5)


def test_functions_and_inputs():
    tree = SymbolTree.create(Net())
    value = ScopedValue.create_naming_value
    tree.insert(tree.after("input_scale"), Node.create_input("shift", ScopedValue.create_variable_value(1.0)))
    output = tree.get_node("return")
    call = Node.create_call_function(ops.add, ["shifted"], [output.get_args()[0], value("shift")])
    tree.insert(tree.before(output), call)
    output.set_arg_by_node(0, call)
    assert "from mindspore.ops import add" in tree.get_code()
    assert [user.get_name() for user in call.get_users()] == ["return"]
    made, net = tree.get_network(), Net()
    np.testing.assert_allclose(made(Tensor(X), 3.0, 5.0).asnumpy(), net(Tensor(X), 3.0).asnumpy() + 5, rtol=1e-6)
    inner = tree.get_node("if_node")
    assert [n.get_name() for n in tree.all_nodes()].index("tanh") > 0 and inner.get_node_type().name == "ControlFlow"
    tree.insert(tree.after("tanh"), Node.create_call_function(abs, ["tanh_var"], [value("tanh_var")]))
    tree.get_network()(Tensor(X))


def test_patterns():
    class Fused(Replacement):
        def build(self, pattern, is_chain_pattern, matched):
            first = next(node for node in matched.values() if isinstance(node.get_instance(), nn.BatchNorm1d))
            last = next(node for node in matched.values() if isinstance(node.get_instance(), nn.ReLU))
            return [Node.create_call_cell(nn.Tanh(), last.get_targets(), first.get_args(), name="fused")]

    net = Net()
    tree = SymbolTree.create(net)
    assert PatternEngine([nn.BatchNorm1d, nn.ReLU]).apply(tree)
    assert not PatternEngine([nn.ReLU, nn.BatchNorm1d]).apply(tree)
    assert PatternEngine([nn.BatchNorm1d, nn.ReLU], Fused()).apply(tree)
    names = [node.get_name() for node in tree.nodes()]
    assert "fused" in names and "norm" not in names and "relu" not in names
    inner = np.tanh(X.sum(1, keepdims=True))
    np.testing.assert_allclose(
        tree.get_network()(Tensor(X)).asnumpy(), np.repeat((np.tanh(inner) + 1) * 2, 2, 1), rtol=1e-5
    )


def test_table_and_file(tmp_path, capsys):
    tree = SymbolTree.create(Net())
    tree.print_node_tabulate()
    printed = capsys.readouterr().out
    assert "NodeType.CallCell" in printed and "dense_var = self.dense(x)" in printed
    with pytest.raises(RuntimeError, match="set_saved_file_name"):
        tree.save_network_to_file()
    tree.set_saved_file_name(str(tmp_path / "saved"))
    tree.save_network_to_file()
    assert (tmp_path / "saved.py").read_text() == tree.get_code()


def test_refused():
    tree, other = SymbolTree.create(Net()), SymbolTree.create(Net())
    with pytest.raises(RuntimeError, match="does not belong"):
        tree.before(other.get_node("relu"))
    with pytest.raises(RuntimeError, match="cannot be erased"):
        tree.erase("input_x")
    with pytest.raises(ValueError, match="must not be empty"):
        tree.replace(tree.get_node("relu"), [])
    with pytest.raises(NotImplementedError, match="flatten_static_if_control_flow"):
        tree.flatten_static_if_control_flow()
    space = {}
    exec("from msgrad import nn\nclass Unread(nn.Cell):\n    def construct(self, x):\n        return x", space)
    with pytest.raises(RuntimeError, match=r"source of Unread\.construct"):
        SymbolTree.create(space["Unread"]())
