"""What a Cell does, as small functions. `make_cells.py` runs them on the real MindSpore, `tests/nn/test_cell.py` on msgrad.

Each case is a function without arguments; what it returns is turned into plain JSON by `plain`. An exception that a case
provokes is recorded by its type (`raised`); its wording is ours and is not compared.
"""

import copy
import re
from collections import OrderedDict

import numpy as np

import mindspore as ms
from mindspore import Parameter, ParameterTuple, Tensor, nn, ops

CASES = {}


def case(fn):
    """Register `fn` under its own name."""
    CASES[fn.__name__] = fn
    return fn


def raised(fn):
    """The name of the exception that `fn()` raises, or its result in plain form when it raises none."""
    try:
        return plain(fn())
    except Exception as error:
        return f"!{type(error).__name__}"


def plain(value):
    """`value` as JSON: parameters by name and shape, tensors by dtype and numbers, cells by class name."""
    if isinstance(value, Parameter):
        return f"Parameter {anonymous(value.name)} {tuple(value.shape)} {value.dtype}{'' if value.requires_grad else ' frozen'}"
    if isinstance(value, Tensor):
        return f"Tensor {value.dtype} {value.asnumpy().tolist()}"
    if isinstance(value, nn.Cell):
        return f"Cell {type(value).__name__}"
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    return f"{type(value).__name__}"


def anonymous(name):
    """`name` without the running number that parameters without a name of their own have."""
    return re.sub(r"Parameter#\d+", "Parameter#N", name)


def names(cell):
    """Names of all parameters, in order."""
    return [p.name for p in cell.get_parameters()]


def paths(cell):
    """(path, name) of all parameters, in order."""
    return [[path, p.name] for path, p in cell.parameters_and_names()]


def weight(*shape, name=None, **kwargs):
    """A float32 Parameter of ones."""
    return Parameter(Tensor(np.ones(shape or (2,), np.float32)), **({"name": name} if name else {}), **kwargs)


class Net(nn.Cell):
    """Two dense layers and a parameter of its own."""

    def __init__(self):
        super().__init__()
        self.fc1 = nn.Dense(3, 2)
        self.fc2 = nn.Dense(2, 1, has_bias=False)
        self.scale = weight(1, name="scale")

    def construct(self, x):
        return self.fc2(self.fc1(x)) * self.scale


class Nested(nn.Cell):
    """A network that holds a network and a sequence."""

    def __init__(self):
        super().__init__()
        self.seq = nn.SequentialCell(nn.Dense(2, 2), nn.ReLU(), nn.Dense(2, 2))
        self.net = Net()
        self.own = weight(4)

    def construct(self, x):
        return self.net(self.seq(x))


class Add(nn.Cell):
    """Adds a constant; has no parameters."""

    def __init__(self, constant=1.0):
        super().__init__()
        self.constant = constant

    def construct(self, x):
        return x + self.constant


class Bare(nn.Cell):
    """A Cell without construct."""


X23 = np.arange(6, dtype=np.float32).reshape(2, 3)


# ---------------------------------------------------------------------------------------------- attributes


@case
def attribute_parameter_before_init():
    class C(nn.Cell):
        def __init__(self):
            self.w = weight()
            super().__init__()

    return raised(lambda: paths(C()))


@case
def attribute_cell_before_init():
    class C(nn.Cell):
        def __init__(self):
            self.d = nn.Dense(1, 1)
            super().__init__()

    return raised(lambda: paths(C()))


@case
def attribute_plain_before_init():
    class C(nn.Cell):
        def __init__(self):
            self.k = 3
            super().__init__()

    return raised(lambda: C().k)


@case
def attribute_tensor_before_init():
    class C(nn.Cell):
        def __init__(self):
            self.k = Tensor(3)
            super().__init__()

    return raised(lambda: C().k)


@case
def attribute_parametertuple_before_init():
    class C(nn.Cell):
        def __init__(self):
            self.k = ParameterTuple([weight(name="a"), weight(name="b")])
            super().__init__()

    return raised(lambda: paths(C()))


@case
def attribute_missing():
    return raised(lambda: Net().nothing)


@case
def attribute_tensor_to_parameter():
    net = Net()
    before = net.scale
    net.scale = Tensor([5.0], ms.float32)
    return [net.scale is before, net.scale, net.scale.asnumpy().tolist()]


@case
def attribute_tensor_of_other_shape_to_parameter():
    net = Net()
    return raised(
        lambda: [setattr(net, "scale", Tensor([5.0, 6.0], ms.float32)), net.scale, net.scale.asnumpy().tolist()]
    )


@case
def attribute_tensor_of_other_dtype_to_parameter():
    net = Net()
    return raised(lambda: [setattr(net, "scale", Tensor([5], ms.int32)), net.scale, net.scale.asnumpy().tolist()])


@case
def attribute_none_to_parameter():
    net = Net()
    return raised(lambda: [setattr(net, "scale", None), net.scale, names(net)])


@case
def attribute_number_to_parameter():
    net = Net()
    return raised(lambda: [setattr(net, "scale", 3.0), net.scale, names(net)])


@case
def attribute_string_to_parameter():
    net = Net()
    return raised(lambda: [setattr(net, "scale", "abc"), net.scale, names(net)])


@case
def attribute_numpy_to_parameter():
    net = Net()
    return raised(lambda: [setattr(net, "scale", np.ones(1, np.float32)), names(net)])


@case
def attribute_cell_to_parameter():
    net = Net()
    return raised(lambda: [setattr(net, "scale", nn.Dense(1, 1)), names(net)])


@case
def attribute_parameter_to_parameter():
    net = Net()
    net.scale = weight(3, name="other")
    return [names(net), net.scale, net.scale.asnumpy().tolist()]


@case
def attribute_cell_to_cell():
    net = Net()
    net.fc1 = nn.Dense(3, 4)
    return [paths(net), net.fc1.weight]


@case
def attribute_none_to_cell():
    net = Net()
    return raised(lambda: [setattr(net, "fc1", None), net.fc1, names(net), list(net.name_cells())])


@case
def attribute_number_to_cell():
    net = Net()
    return raised(lambda: [setattr(net, "fc1", 3), net.fc1, names(net)])


@case
def attribute_function_to_cell():
    net = Net()
    return raised(lambda: [setattr(net, "fc1", lambda x: x), names(net)])


@case
def attribute_parameter_to_cell():
    net = Net()
    return raised(lambda: [setattr(net, "fc1", weight(name="w")), names(net)])


@case
def attribute_tensor_to_cell():
    net = Net()
    return raised(lambda: [setattr(net, "fc1", Tensor(1.0)), names(net)])


@case
def attribute_none_then_parameter():
    net = Add()
    net.w = None
    net.w = weight()
    return [names(net), net.w]


@case
def attribute_none_then_cell():
    net = Add()
    net.d = None
    net.d = nn.Dense(1, 1)
    return names(net)


@case
def attribute_number_then_parameter():
    net = Add()
    net.w = 3
    net.w = weight()
    return raised(lambda: [names(net), net.w])


@case
def attribute_number_then_cell():
    net = Add()
    net.d = 3
    net.d = nn.Dense(1, 1)
    return raised(lambda: [names(net), net.d])


@case
def attribute_tensor_then_parameter():
    net = Add()
    net.w = Tensor(3)
    net.w = weight()
    return raised(lambda: [names(net), net.w])


@case
def attribute_parameter_then_tensor_then_number():
    net = Add()
    net.t = Tensor(3)
    net.t = 5
    return raised(lambda: [names(net), net.t])


@case
def attribute_list_of_parameters():
    net = Add()
    return raised(lambda: [setattr(net, "ws", [weight(name="a"), weight(name="b")]), paths(net), type(net.ws).__name__])


@case
def attribute_tuple_of_parameters():
    net = Add()
    return raised(lambda: [setattr(net, "ws", (weight(name="a"), weight(name="b"))), paths(net), type(net.ws).__name__])


@case
def attribute_tuple_of_unnamed_parameters():
    net = Add()
    return raised(lambda: [setattr(net, "ws", (weight(), weight())), paths(net), type(net.ws).__name__])


@case
def attribute_list_of_parameters_and_numbers():
    net = Add()
    return raised(lambda: [setattr(net, "ws", [weight(name="a"), 2]), paths(net), type(net.ws).__name__])


@case
def attribute_parametertuple():
    net = Add()
    net.ws = ParameterTuple([weight(name="a"), weight(name="b")])
    return [paths(net), type(net.ws).__name__, net.ws]


@case
def attribute_parametertuple_of_other_cell():
    net = Net()
    holder = Add()
    holder.ws = ParameterTuple(net.trainable_params())
    return [paths(holder), paths(net)]


@case
def attribute_parametertuple_of_own_parameters():
    net = Net()
    net.ws = ParameterTuple(net.trainable_params())
    return [paths(net), names(net)]


@case
def attribute_parametertuple_unnamed():
    return raised(lambda: ParameterTuple([weight(), weight()]))


@case
def attribute_parametertuple_to_parametertuple():
    net = Add()
    net.ws = ParameterTuple([weight(name="a")])
    net.ws = ParameterTuple([weight(name="b")])
    return raised(lambda: paths(net))


@case
def attribute_list_of_cells():
    net = Add()
    net.layers = [nn.Dense(1, 1), nn.Dense(1, 2)]
    return [
        paths(net),
        type(net.layers).__name__,
        list(net.name_cells()),
        [p.name for p in net.layers[0].get_parameters()],
    ]


@case
def attribute_tuple_of_cells():
    net = Add()
    net.layers = (nn.Dense(1, 1), nn.Dense(1, 2))
    return [paths(net), type(net.layers).__name__, list(net.name_cells())]


@case
def attribute_dict_of_cells():
    net = Add()
    net.layers = {"a": nn.Dense(1, 1)}
    return [paths(net), type(net.layers).__name__]


@case
def attribute_celllist():
    net = Add()
    net.layers = nn.CellList([nn.Dense(1, 1), nn.Dense(1, 2)])
    return [paths(net), [c.cls_name for c in net.layers]]


@case
def attribute_celllist_appended_afterwards():
    net = Add()
    net.layers = nn.CellList()
    net.layers.append(nn.Dense(1, 1))
    net.layers.append(nn.Dense(1, 1))
    return paths(net)


@case
def attribute_celldict():
    net = Add()
    net.layers = nn.CellDict({"a": nn.Dense(1, 1), "b": nn.Dense(1, 1)})
    return paths(net)


@case
def attribute_delete():
    net = Net()
    del net.scale
    del net.fc1
    return [
        paths(net),
        raised(lambda: net.scale),
        raised(lambda: net.fc1),
        hasattr(net, "fc2"),
        raised(lambda: delattr(net, "nothing")),
    ]


@case
def attribute_delete_then_set():
    net = Net()
    del net.scale
    net.scale = 3.0
    del net.fc1
    net.fc1 = Tensor([1.0])
    return [net.scale, net.fc1, names(net)]


@case
def attribute_in_dict():
    net = Net()
    return [
        sorted(k for k in ("fc1", "scale", "constant") if k in net.__dict__),
        hasattr(net, "scale"),
        getattr(net, "zz", 7),
    ]


@case
def attribute_parameter_in_plain_list_is_not_seen_later():
    net = Add()
    net.ws = []
    net.ws.append(weight(name="late"))
    return paths(net)


@case
def attribute_own_cell_cycle():
    net = Add()
    net.child = Add()
    net.child.parent_list = [net]
    return list(net.name_cells())


@case
def attribute_property_of_subclass():
    class C(nn.Cell):
        def __init__(self):
            super().__init__()
            self._k = 1

        @property
        def k(self):
            return self._k

        @k.setter
        def k(self, v):
            self._k = v * 10

    c = C()
    c.k = 4
    return c.k


# ---------------------------------------------------------------------------------------------- names


@case
def names_net():
    return [paths(Net()), names(Net())]


@case
def names_nested():
    return [paths(Nested()), names(Nested())]


@case
def names_unnamed_parameter():
    net = Add()
    w = weight()
    before = anonymous(w.name)
    net.w = w
    return [before, w.name, paths(net)]


@case
def names_given_name_stays():
    net = Add()
    net.w = weight(name="given")
    outer = Add()
    outer.inner = net
    return [paths(outer), net.w.name]


@case
def names_unnamed_in_child():
    inner = Add()
    inner.w = weight()
    outer = Add()
    outer.inner = inner
    top = Add()
    top.outer = outer
    return [paths(top), inner.param_prefix, outer.param_prefix, top.param_prefix]


@case
def names_parameter_set_after_child_attached():
    outer = Add()
    outer.inner = Add()
    outer.inner.w = weight()
    outer.inner.g = weight(name="given")
    return paths(outer)


@case
def names_sequential():
    return paths(nn.SequentialCell(nn.Dense(1, 1), nn.ReLU(), nn.Dense(1, 1)))


@case
def names_sequential_list():
    return paths(nn.SequentialCell([nn.Dense(1, 1), nn.ReLU(), nn.Dense(1, 1)]))


@case
def names_sequential_ordereddict():
    return paths(
        nn.SequentialCell(OrderedDict([("first", nn.Dense(1, 1)), ("act", nn.ReLU()), ("last", nn.Dense(1, 1))]))
    )


@case
def names_sequential_in_sequential():
    return paths(
        nn.SequentialCell(nn.SequentialCell(nn.Dense(1, 1)), nn.SequentialCell(nn.Dense(1, 1), nn.BatchNorm1d(1)))
    )


@case
def names_sequential_in_net():
    net = Add()
    net.body = nn.SequentialCell(nn.Dense(1, 1), nn.SequentialCell(nn.Dense(1, 1)))
    return paths(net)


@case
def names_celllist():
    return paths(nn.CellList([nn.Dense(1, 1), nn.Dense(1, 1)]))


@case
def names_celllist_of_nets():
    return paths(nn.CellList([Net(), Net()]))


@case
def names_given_in_sequential():
    a, b = Add(), Add()
    a.w = weight(name="given")
    b.w = weight(name="given")
    return paths(nn.SequentialCell(a, b))


@case
def names_same_cell_twice_in_sequential():
    d = nn.Dense(1, 1)
    seq = nn.SequentialCell(d, nn.ReLU(), d)
    return [paths(seq), len(seq), len(list(seq.get_parameters()))]


@case
def names_tied_cell():
    net = Add()
    net.a = nn.Dense(1, 1)
    net.b = net.a
    return [paths(net), names(net), len(net.trainable_params())]


@case
def names_tied_parameter():
    net = Add()
    net.a = nn.Dense(2, 2)
    net.b = nn.Dense(2, 2)
    net.b.weight = net.a.weight
    return [paths(net), net.b.weight is net.a.weight, len(net.trainable_params())]


@case
def names_layers():
    net = Add()
    net.conv = nn.Conv2d(1, 2, 3, has_bias=True)
    net.bn = nn.BatchNorm2d(2)
    net.ln = nn.LayerNorm((2,))
    net.emb = nn.Embedding(3, 2)
    return paths(net)


@case
def names_prefix_argument():
    return [
        [path for path, _ in Net().parameters_and_names("pre")],
        [path for path, _ in Nested().parameters_and_names("pre", expand=False)],
    ]


@case
def names_auto_prefix_false():
    class C(nn.Cell):
        def __init__(self):
            super().__init__(auto_prefix=False)
            self.fc = nn.Dense(1, 1)
            self.w = weight()

    net = C()
    outer = Add()
    first = [paths(net), net.fc.param_prefix]
    outer.inner = net
    return [first, paths(outer)]


@case
def names_reattach_renames():
    d = nn.Dense(1, 1)
    one, two = Add(), Add()
    one.d = d
    first = paths(one)
    two.e = d
    return [first, paths(one), paths(two)]


@case
def names_duplicate_given():
    class C(nn.Cell):
        def __init__(self):
            super().__init__()
            self.a = weight(name="same")
            self.b = weight(name="same")

    return raised(lambda: paths(C()))


@case
def names_check_names():
    net = Add()
    net.a = weight(name="same")
    child = Add()
    child.w = weight(name="same")
    net.child = child
    twice = Add()
    twice.a, twice.b = weight(name="same"), weight(name="same")
    return [raised(net.check_names), paths(net), raised(twice.check_names), list(twice.parameters_dict())]


@case
def names_update_parameters_name():
    net = Nested()
    net.update_parameters_name("pre.")
    shallow = Nested()
    shallow.update_parameters_name("pre.", recurse=False)
    return [paths(net), paths(shallow), net.seq.param_prefix, raised(lambda: net.update_parameters_name(3))]


@case
def names_check_names_and_refresh():
    net = Nested()
    net.check_names_and_refresh_name()
    return [paths(net), names(net)]


@case
def names_param_prefix():
    net = Nested()
    return [[path, cell.param_prefix] for path, cell in net.cells_and_names()]


@case
def names_update_cell_prefix():
    net = Nested()
    net.update_cell_prefix()
    return [[path, cell.param_prefix] for path, cell in net.cells_and_names()]


@case
def names_update_cell_type():
    net = Net()
    net.update_cell_type("special")
    return [net.cell_type, Net().cell_type if hasattr(Net(), "cell_type") else "none"]


@case
def names_cls_name():
    return [Net().cls_name, nn.Dense(1, 1).cls_name, nn.SequentialCell().cls_name, nn.CellList().cls_name]


# ---------------------------------------------------------------------------------------------- lists of parameters and cells


@case
def list_trainable():
    net = Nested()
    net.own.requires_grad = False
    net.net.fc1.bias.requires_grad = False
    return [
        net.trainable_params(),
        net.untrainable_params(),
        net.trainable_params(recurse=False),
        net.untrainable_params(recurse=False),
    ]


@case
def list_trainable_types():
    net = Net()
    return [
        type(net.trainable_params()).__name__,
        type(net.get_parameters()).__name__,
        type(net.parameters_and_names()).__name__,
    ]


@case
def list_trainable_twice_without_names():
    net = Add()
    net.a, net.b = weight(name="same"), weight(name="same")
    return raised(lambda: len(net.trainable_params()))


@case
def list_get_parameters_expand():
    net = Nested()
    return [list(net.get_parameters()), list(net.get_parameters(expand=False))]


@case
def list_get_parameters_positional():
    return raised(lambda: names(Net()) == [p.name for p in Net().get_parameters(True)])


@case
def list_parameters_and_names():
    net = Nested()
    return [
        [name for name, _ in net.parameters_and_names(expand=False)],
        [name for name, _ in net.parameters_and_names("a.b")],
    ]


@case
def list_parameters_dict():
    net = Nested()
    return [type(net.parameters_dict()).__name__, net.parameters_dict(), net.parameters_dict(recurse=False)]


@case
def list_parameters_broadcast_dict():
    return raised(lambda: list(Net().parameters_broadcast_dict()))


@case
def list_cells():
    net = Nested()
    return [type(net.cells()).__name__, list(net.cells()), list(nn.Dense(1, 1).cells())]


@case
def list_cells_and_names():
    net = Nested()
    return [
        [[name, cell] for name, cell in net.cells_and_names()],
        [name for name, _ in net.cells_and_names(name_prefix="pre")],
    ]


@case
def list_cells_and_names_shared():
    net = Add()
    net.a = nn.Dense(1, 1)
    net.b = net.a
    return [[name for name, _ in net.cells_and_names()], list(net.name_cells()), len(list(net.cells()))]


@case
def list_cells_and_names_two_instances_are_apart():
    return len(list(nn.SequentialCell(nn.ReLU(), nn.ReLU(), nn.ReLU()).cells_and_names()))


@case
def list_name_cells():
    net = Nested()
    return [type(net.name_cells()).__name__, net.name_cells()]


@case
def list_name_cells_with_none():
    net = Add()
    net.a = nn.ReLU()
    net.a = None
    net.b = nn.ReLU()
    return [net.name_cells(), [name for name, _ in net.cells_and_names()], net.cells()]


@case
def list_get_sub_cell():
    net = Nested()
    return [
        net.get_sub_cell(""),
        net.get_sub_cell("net.fc1"),
        net.get_sub_cell("seq.1"),
        raised(lambda: net.get_sub_cell("net.zz")),
        raised(lambda: net.get_sub_cell("net.scale")),
    ]


# ---------------------------------------------------------------------------------------------- inserting


@case
def insert_param():
    net = Add()
    net.insert_param_to_cell("w", weight())
    net.insert_param_to_cell("g", weight(name="given"))
    return [paths(net), net.w]


@case
def insert_param_errors():
    net = Net()
    return [
        raised(lambda: net.insert_param_to_cell("", weight())),
        raised(lambda: net.insert_param_to_cell(3, weight())),
        raised(lambda: net.insert_param_to_cell("a.b", weight())),
        raised(lambda: net.insert_param_to_cell("fc1", weight())),
        raised(lambda: net.insert_param_to_cell("construct", weight())),
        raised(lambda: net.insert_param_to_cell("x", Tensor(1.0))),
        raised(lambda: net.insert_param_to_cell("x", 1.0)),
        raised(lambda: net.insert_param_to_cell("x", None)),
        raised(lambda: net.insert_param_to_cell("scale", weight(5, name="new"))),
        names(net),
    ]


@case
def insert_param_with_dot():
    net = Add()
    net.insert_param_to_cell("a.b", weight(), check_name_contain_dot=False)
    return [paths(net), getattr(net, "a.b")]


@case
def insert_child():
    net = Add()
    net.insert_child_to_cell("child", nn.Dense(1, 1))
    return [paths(net), net.child, names(net.child)]


@case
def insert_child_errors():
    net = Net()
    return [
        raised(lambda: net.insert_child_to_cell("", nn.ReLU())),
        raised(lambda: net.insert_child_to_cell(3, nn.ReLU())),
        raised(lambda: net.insert_child_to_cell("a.b", nn.ReLU())),
        raised(lambda: net.insert_child_to_cell("fc1", nn.ReLU())),
        raised(lambda: net.insert_child_to_cell("scale", nn.ReLU())),
        raised(lambda: net.insert_child_to_cell("construct", nn.ReLU())),
        raised(lambda: net.insert_child_to_cell("x", 3)),
        raised(lambda: net.insert_child_to_cell("y", None)),
        [name for name in net.name_cells()],
    ]


# ---------------------------------------------------------------------------------------------- flags and modes


@case
def mode_set_train():
    net = Nested()
    before = [cell.training for _, cell in net.cells_and_names()]
    same = net.set_train() is net
    during = [cell.training for _, cell in net.cells_and_names()]
    net.set_train(False)
    return [
        before,
        same,
        during,
        [cell.training for _, cell in net.cells_and_names()],
        net.phase,
        net.set_train().phase,
    ]


@case
def mode_set_train_number():
    net = Net()
    net.set_train(1)
    return [plain(net.training), plain(net.phase), raised(lambda: net.set_train("no").training)]


@case
def mode_training_of_later_child():
    net = Add().set_train()
    net.child = nn.Dropout(p=0.5)
    return [net.training, net.child.training]


@case
def mode_training_assigned():
    net = Nested()
    net.training = True
    return [cell.training for _, cell in net.cells_and_names()]


@case
def mode_set_grad():
    net = Nested()
    before = [cell.requires_grad for _, cell in net.cells_and_names()]
    same = net.set_grad() is net
    return [
        before,
        same,
        [cell.requires_grad for _, cell in net.cells_and_names()],
        len(net.trainable_params()),
        net.set_grad(False).requires_grad,
    ]


@case
def mode_flags():
    net = Nested()
    net.add_flags(a=1, b=[2])
    net.add_flags_recursive(deep=True)
    child = dict(net.net.get_flags())
    return [
        {k: v for k, v in net.get_flags().items() if k in "ab deep"},
        {k: v for k, v in child.items() if k in "ab deep"},
        net.a,
        net.net.deep,
    ]


@case
def mode_flags_argument():
    class C(nn.Cell):
        def __init__(self):
            super().__init__(flags={"mine": 3})

    return [C().mine, C().get_flags().get("mine")]


@case
def mode_apply():
    seen = []
    net = Nested()
    same = net.apply(lambda cell: seen.append(type(cell).__name__)) is net
    return [seen, same]


@case
def mode_apply_init():
    def fill(cell):
        if isinstance(cell, nn.Dense):
            cell.weight.set_data(Tensor(np.full(cell.weight.shape, 2, np.float32)))

    net = Net().apply(fill)
    return [net.fc1.weight.asnumpy().tolist(), net(Tensor(X23)).shape]


@case
def mode_set_broadcast_flag():
    return Net().set_broadcast_flag().get_flags().get("broadcast_flag")


@case
def mode_set_inputs():
    net = Add()
    net.set_inputs(Tensor(shape=[None, 3], dtype=ms.float32))
    inputs = net.get_inputs()
    return [
        type(inputs).__name__,
        len(inputs),
        list(inputs[0].shape),
        str(inputs[0].dtype),
        raised(lambda: Add().get_inputs()),
        net(Tensor(X23)),
    ]


@case
def mode_set_inputs_errors():
    return [
        raised(lambda: Add().set_inputs(Tensor(X23), Tensor(X23))),
        raised(lambda: Add().set_inputs(x=Tensor(X23))),
        raised(lambda: Add().set_inputs(y=Tensor(X23))),
        raised(lambda: Add().set_inputs()),
    ]


@case
def mode_set_jit_config():
    net = Add()
    net.set_jit_config(ms.JitConfig(jit_level="O0"))
    return net(Tensor(X23))


@case
def mode_recompute():
    net = Net()
    net.recompute()
    return [raised(lambda: net(Tensor(X23)).shape)]


@case
def mode_init_parameters_data():
    net = Net()
    result = net.init_parameters_data()
    return [type(result).__name__, len(result), raised(lambda: net.init_parameters_data(3))]


@case
def mode_param_init_lazily():
    from mindspore.common.initializer import initializer

    net = Add()
    net.w = Parameter(initializer("ones", [2, 2], ms.float32), name="w")
    return [net.w.asnumpy().tolist(), net.w.has_init]


# ---------------------------------------------------------------------------------------------- to_float


class Dtypes(nn.Cell):
    """The dtype that each of several operators gives for x."""

    def construct(self, x):
        ints = Tensor([1, 2])
        results = {
            "x": x,
            "x + 1": x + 1,
            "x * 2.5": x * 2.5,
            "mean": x.mean(),
            "exp": ops.exp(x),
            "concat": ops.concat((x, x)),
            "where": ops.where(x > 1, x, x),
            "gather": ops.gather(x, Tensor([0]), 0),
            "stop_gradient": ops.stop_gradient(x),
            "tensor + tensor": Tensor([1.0]) + Tensor([2.0]),
            "float64": Tensor(np.ones(2)) + Tensor(np.ones(2)),
            "int * float": ints * Tensor([1.5, 2.0]),
            "astype": x.astype(ms.float32),
            "index": x[0],
            "reshape": x.reshape(3, 2),
            "T": x.T,
            "expand_dims": x.expand_dims(0),
            "split": ops.split(x, 1)[0],
            "ones_like": ops.ones_like(x),
            "zeros": ops.zeros((2,), ms.float32),
            "new": Tensor([1.5]),
            "greater": x > 1,
            "argmax": ops.argmax(x),
            "sum of ints": ints.sum(),
            "grad": ms.grad(lambda y: (y * y).sum())(x),
        }
        return {name: str(value.dtype) for name, value in results.items()}


@case
def float_operators_under_float16():
    net = Dtypes()
    return [net.to_float(ms.float16) is net, net(Tensor(X23))]


@case
def float_operators_under_float32():
    return Dtypes().to_float(ms.float32)(Tensor(X23.astype(np.float16)))


@case
def float_layer_alone():
    out = []
    for data in (X23, X23.astype(np.float16), X23.astype(np.float64)):
        out.append(str(Add().to_float(ms.float16)(Tensor(data)).dtype))
    return out


@case
def float_ends_with_the_call():
    return [str(Add().to_float(ms.float16)(Tensor(X23)).dtype), str((Tensor(X23) + 1).dtype)]


@case
def float_recursive():
    net = Nested().to_float(ms.float16)
    return [cell.get_flags() for _, cell in net.cells_and_names()]


@case
def float_later_child():
    net = Add().to_float(ms.float16)
    net.child = Add()
    return [str(net.child(Tensor(X23)).dtype), net.child.get_flags()]


@case
def float_inner_overrides():
    net = nn.SequentialCell(Add(), Add())
    net.to_float(ms.float16)
    net[1].to_float(ms.float32)
    return str(net(Tensor(X23)).dtype)


@case
def float_gradients_have_the_dtype_of_the_weights():
    net = nn.Dense(3, 2).to_float(ms.float16)
    value, (gx, gw) = ms.value_and_grad(lambda x: net(x).sum(), 0, net.trainable_params())(Tensor(X23))
    return [str(value.dtype), str(gx.dtype), [str(g.dtype) for g in gw]]


@case
def float_bad_types():
    return [raised(lambda d=d: Add().to_float(d)) for d in (ms.int32, ms.float64, "float16", None)]


@case
def float_flags():
    net = Add().to_float(ms.float16)
    return [net.get_flags(), net.fp16, net.fp32]


# ---------------------------------------------------------------------------------------------- calling


@case
def call_arguments():
    class C(nn.Cell):
        def construct(self, x, y=2, *rest, z=3):
            return [x, y, list(rest), z]

    c = C()
    return [c(1), c(1, 5), c(1, 5, 6, 7, z=8), c(x=1), raised(lambda: c()), raised(lambda: c(1, w=2))]


@case
def call_too_many():
    t = Tensor(X23)
    return [
        raised(lambda: Add()(t, t)),
        raised(lambda: Add()()),
        raised(lambda: Add()(y=t)),
        raised(lambda: Add()(t, x=t)),
    ]


@case
def call_without_construct():
    return [raised(lambda: Bare()(Tensor(1.0))), raised(lambda: Bare()())]


@case
def call_without_super_init():
    class C(nn.Cell):
        def __init__(self):
            self.k = 1

        def construct(self, x):
            return x

    return raised(lambda: C()(Tensor(1.0)))


@case
def call_non_tensors():
    class C(nn.Cell):
        def construct(self, *args):
            return list(args)

    return C()(1, 2.5, "s", None, True, [1, 2], (3,), {"a": 1})


@case
def call_numpy():
    return [raised(lambda: Add()(X23)), raised(lambda: Add()(3)), raised(lambda: Add()(3.5))]


@case
def call_returns_structures():
    class C(nn.Cell):
        def construct(self, x):
            return {"a": x, "b": [x, None], "c": (1, "s")}

    return C()(Tensor([1.0]))


@case
def call_sets_attribute():
    class C(nn.Cell):
        def __init__(self):
            super().__init__()
            self.count = 0
            self.w = weight()

        def construct(self, x):
            self.count += 1
            self.w = self.w + x
            return self.w

    c = C()
    c(Tensor([1.0, 1.0]))
    c(Tensor([1.0, 1.0]))
    return [c.count, c.w, c.w.asnumpy().tolist()]


@case
def call_bool_hash_eq():
    a, b = nn.Dense(1, 1), nn.Dense(1, 1)
    return [
        bool(a),
        a == a,
        a == b,
        len({a, b, a}),
        hash(a) == hash(a),
        bool(nn.SequentialCell()),
        bool(nn.CellList()),
        bool(Bare()),
    ]


@case
def call_is_callable_type():
    return [callable(Net()), isinstance(Net(), nn.Cell), Net().has_bprop]


@case
def call_keyword_only():
    class C(nn.Cell):
        def construct(self, *, a, b=2):
            return [a, b]

    return [C()(a=1), raised(lambda: C()(1))]


# ---------------------------------------------------------------------------------------------- printing


class WithExtra(nn.Cell):
    """Prints something of its own."""

    def __init__(self, child=False):
        super().__init__()
        if child:
            self.child = nn.ReLU()

    def extend_repr(self):
        return "alpha=1, beta=2"


@case
def repr_cells():
    seq = nn.SequentialCell(nn.Dense(2, 2), nn.SequentialCell(nn.ReLU(), Net()), WithExtra(), WithExtra(True))
    return [repr(Net()), str(Nested()), repr(seq), repr(Bare()), repr(WithExtra()), repr(WithExtra(True))]


@case
def repr_containers():
    return [
        repr(nn.SequentialCell()),
        repr(nn.CellList()),
        repr(nn.CellList([nn.ReLU(), Net()])),
        repr(nn.CellDict({"a": nn.ReLU(), "b": Net()})),
        repr(nn.CellDict()),
        repr(nn.SequentialCell(OrderedDict([("one", nn.ReLU()), ("two", nn.Dense(1, 1))]))),
    ]


@case
def repr_with_none_child():
    net = Net()
    net.fc1 = None
    return repr(net)


@case
def repr_multiline_extra():
    class C(nn.Cell):
        def __init__(self):
            super().__init__()
            self.r = nn.ReLU()

        def extend_repr(self):
            return "a=1,\nb=2"

    return [repr(C()), repr(nn.SequentialCell(C()))]


# ---------------------------------------------------------------------------------------------- copies


@case
def copy_deepcopy():
    net = Net()
    twin = copy.deepcopy(net)
    twin.scale.set_data(Tensor([9.0], ms.float32))
    return [
        paths(twin),
        net.scale.asnumpy().tolist(),
        twin.scale.asnumpy().tolist(),
        twin.fc1 is net.fc1,
        twin(Tensor(X23)).shape,
    ]


@case
def copy_copy():
    return raised(lambda: copy.copy(Net()).fc1.weight)


@case
def copy_parameter_sharing_in_deepcopy():
    net = Add()
    net.a = nn.Dense(2, 2)
    net.b = nn.Dense(2, 2)
    net.b.weight = net.a.weight
    twin = copy.deepcopy(net)
    return [twin.a.weight is twin.b.weight, paths(twin)]


# ---------------------------------------------------------------------------------------------- containers


def dense():
    """A small layer whose parameters show in the names."""
    return nn.Dense(1, 1, has_bias=False)


@case
def sequential_construction_errors():
    return [
        raised(lambda: nn.SequentialCell(3)),
        raised(lambda: nn.SequentialCell([3])),
        raised(lambda: nn.SequentialCell({"a": nn.ReLU()})),
        raised(lambda: nn.SequentialCell((nn.ReLU(),))),
        raised(lambda: nn.SequentialCell(None)),
        raised(lambda: nn.SequentialCell(nn.ReLU(), 3)),
    ]


@case
def sequential_call():
    seq = nn.SequentialCell(Add(1.0), Add(2.0))
    return [seq(Tensor(X23)), raised(lambda: nn.SequentialCell()(Tensor(X23))), raised(lambda: seq(Tensor(X23), 1))]


@case
def sequential_append():
    seq = nn.SequentialCell([dense()])
    result = seq.append(dense())
    seq.append(Net())
    return [plain(result), paths(seq), len(seq), raised(lambda: seq.append(3)), raised(lambda: seq.append(None))]


@case
def sequential_append_given_name():
    seq = nn.SequentialCell([dense()])
    given = Add()
    given.w = weight(name="given")
    seq.append(given)
    return paths(seq)


@case
def sequential_append_takes_the_name_of_the_parent():
    net = Add()
    net.body = nn.SequentialCell(dense())
    net.body.append(dense())
    return paths(net)


@case
def sequential_append_ordereddict():
    seq = nn.SequentialCell(OrderedDict([("first", dense())]))
    seq.append(dense())
    return [paths(seq), list(seq.name_cells())]


@case
def sequential_index():
    seq = nn.SequentialCell(nn.ReLU(), dense(), nn.Tanh())
    items = [
        seq[0],
        seq[1],
        seq[-1],
        raised(lambda: seq[3]),
        raised(lambda: seq[-4]),
        raised(lambda: seq["a"]),
        raised(lambda: seq[1.5]),
    ]
    return items


@case
def sequential_slice():
    seq = nn.SequentialCell(dense(), nn.ReLU(), dense(), nn.Tanh())
    cut = seq[1:]
    return [
        cut,
        paths(cut),
        [list(seq[s].name_cells()) for s in (slice(0, 2), slice(None, None, 2), slice(-2, None), slice(9, 10))],
        paths(seq),
        repr(seq[::2]),
    ]


@case
def sequential_setitem():
    seq = nn.SequentialCell(dense(), nn.ReLU(), dense())
    seq[0] = nn.Dense(1, 3)
    seq[-1] = Net()
    return [
        paths(seq),
        raised(lambda: seq.__setitem__(9, nn.ReLU())),
        raised(lambda: seq.__setitem__(0, 3)),
        raised(lambda: seq.__setitem__("0", nn.ReLU())),
    ]


@case
def sequential_delitem():
    seq = nn.SequentialCell(dense(), nn.ReLU(), dense(), nn.Tanh(), Net())
    del seq[0]
    first = [paths(seq), list(seq.name_cells()), len(seq)]
    del seq[-1]
    second = [paths(seq), list(seq.name_cells())]
    seq.append(dense())
    return [first, second, paths(seq), raised(lambda: seq.__delitem__(9))]


@case
def sequential_delitem_slice():
    seq = nn.SequentialCell(dense(), nn.ReLU(), dense(), nn.Tanh())
    del seq[1:3]
    return [paths(seq), list(seq.name_cells()), seq]


@case
def sequential_iterate():
    seq = nn.SequentialCell(nn.ReLU(), dense())
    return [raised(lambda: list(seq)), len(seq), raised(lambda: seq[0] in seq), list(seq.cells())]


@case
def sequential_attribute():
    seq = nn.SequentialCell(nn.ReLU(), dense())
    seq.extra = dense()
    return raised(lambda: [paths(seq), len(seq), list(seq.name_cells()), seq(Tensor([[1.0]])).shape])


@case
def sequential_set_grad():
    seq = nn.SequentialCell(dense(), nn.SequentialCell(dense()))
    same = seq.set_grad() is seq
    return [same, [cell.requires_grad for _, cell in seq.cells_and_names()]]


@case
def sequential_insert_is_missing():
    seq = nn.SequentialCell(nn.ReLU())
    return [raised(lambda: seq.insert(0, nn.ReLU())), raised(lambda: seq.extend([nn.ReLU()]))]


@case
def celllist_construction_errors():
    return [
        raised(lambda: nn.CellList(3)),
        raised(lambda: nn.CellList([3])),
        raised(lambda: len(nn.CellList(nn.ReLU(), nn.ReLU()))),
        raised(lambda: len(nn.CellList((nn.ReLU(), nn.ReLU())))),
        raised(lambda: len(nn.CellList(nn.CellList([nn.ReLU()])))),
        raised(lambda: len(nn.CellList(c for c in [nn.ReLU()]))),
        raised(lambda: nn.CellList([None])),
        raised(lambda: nn.CellList([nn.ReLU()], auto_prefix=False)),
        raised(lambda: nn.CellList([nn.ReLU()], zz=1)),
    ]


@case
def celllist_auto_prefix_false():
    return paths(nn.CellList([dense(), dense()], auto_prefix=False))


@case
def celllist_append():
    cells = nn.CellList([dense()])
    result = cells.append(dense())
    return [plain(result), paths(cells), len(cells), raised(lambda: cells.append(3))]


@case
def celllist_insert():
    cells = nn.CellList([dense(), dense()])
    cells.insert(0, Net())
    first = paths(cells)
    cells.insert(-1, dense())
    cells.insert(len(cells), nn.ReLU())
    return [
        first,
        paths(cells),
        cells.name_cells(),
        raised(lambda: cells.insert(99, nn.ReLU())),
        raised(lambda: cells.insert(0, 3)),
        raised(lambda: cells.insert("a", nn.ReLU())),
    ]


@case
def celllist_extend():
    cells = nn.CellList([dense()])
    result = cells.extend([dense(), nn.ReLU()])
    cells += [dense()]
    return [
        plain(result),
        paths(cells),
        len(cells),
        raised(lambda: cells.extend(3)),
        raised(lambda: cells.extend([3])),
        raised(lambda: cells.extend((nn.ReLU(),)) and len(cells)),
        raised(lambda: cells.extend(nn.CellList([nn.ReLU()])) and len(cells)),
    ]


@case
def celllist_index():
    cells = nn.CellList([nn.ReLU(), dense(), nn.Tanh()])
    return [
        cells[0],
        cells[-1],
        raised(lambda: cells[3]),
        raised(lambda: cells[-4]),
        raised(lambda: cells["a"]),
        raised(lambda: cells[1.5]),
    ]


@case
def celllist_slice():
    cells = nn.CellList([dense(), nn.ReLU(), dense(), nn.Tanh()])
    cut = cells[1:]
    return [cut, paths(cut), list(cut.name_cells()), list(cells[::2].name_cells()), len(cells[9:]), paths(cells)]


@case
def celllist_setitem():
    cells = nn.CellList([dense(), nn.ReLU()])
    cells[0] = Net()
    cells[-1] = dense()
    return [
        paths(cells),
        raised(lambda: cells.__setitem__(9, nn.ReLU())),
        raised(lambda: cells.__setitem__("a", nn.ReLU())),
    ]


@case
def celllist_delitem():
    cells = nn.CellList([dense(), nn.ReLU(), dense(), Net()])
    del cells[0]
    first = [paths(cells), list(cells.name_cells())]
    del cells[-1]
    del cells[0:1]
    return [first, paths(cells), list(cells.name_cells()), raised(lambda: cells.__delitem__(9))]


@case
def celllist_iterate():
    cells = nn.CellList([nn.ReLU(), dense()])
    return [
        list(cells),
        [c is d for c, d in zip(cells, cells.cells(), strict=True)],
        cells[0] in cells,
        nn.ReLU() in cells,
        list(reversed(cells)),
    ]


@case
def celllist_pop_is_missing():
    return [raised(lambda: nn.CellList([nn.ReLU()]).pop()), raised(lambda: nn.CellList([nn.ReLU()]).index)]


@case
def celllist_call():
    return raised(lambda: nn.CellList([nn.ReLU()])(Tensor(1.0)))


@case
def celllist_nested():
    net = Add()
    net.blocks = nn.CellList([nn.CellList([dense(), dense()]), nn.CellList([dense()])])
    return paths(net)


@case
def celllist_set_grad():
    cells = nn.CellList([dense(), nn.SequentialCell(dense())])
    same = cells.set_grad() is cells
    return [same, [cell.requires_grad for _, cell in cells.cells_and_names()]]


@case
def celldict_basics():
    cells = nn.CellDict({"a": dense(), "b": nn.ReLU()})
    cells["c"] = Net()
    cells["a"] = nn.Dense(1, 2)
    return [paths(cells), len(cells), list(cells), "a" in cells, "z" in cells, cells["b"], bool(nn.CellDict())]


@case
def celldict_views():
    cells = nn.CellDict([("a", nn.ReLU()), ("b", dense())])
    return [
        list(cells.keys()),
        list(cells.values()),
        list(cells.items()),
        type(cells.keys()).__name__,
        type(cells.items()).__name__,
    ]


@case
def celldict_ordereddict():
    return paths(nn.CellDict(OrderedDict([("z", dense()), ("a", dense())])))


@case
def celldict_pop_clear_del():
    cells = nn.CellDict({"a": dense(), "b": nn.ReLU(), "c": nn.Tanh()})
    popped = cells.pop("a")
    del cells["b"]
    left = list(cells.keys())
    result = cells.clear()
    return [
        plain(popped),
        names(popped),
        left,
        plain(result),
        len(cells),
        raised(lambda: cells.pop("z")),
        raised(lambda: cells["z"]),
        raised(lambda: cells.__delitem__("z")),
    ]


@case
def celldict_update():
    cells = nn.CellDict({"a": dense()})
    cells.update({"b": dense()})
    cells.update([["c", dense()], ("d", nn.ReLU())])
    cells.update(nn.CellDict({"e": dense()}))
    cells.update(OrderedDict([("a", nn.Dense(1, 4))]))
    return [paths(cells), list(cells), plain(cells.update({}))]


@case
def celldict_errors():
    cells = nn.CellDict({"a": nn.ReLU()})
    return [
        raised(lambda: cells.__setitem__(3, nn.ReLU())),
        raised(lambda: cells.__setitem__("x", 3)),
        raised(lambda: cells.__setitem__("", nn.ReLU())),
        raised(lambda: cells.__setitem__("a.b", nn.ReLU())),
        raised(lambda: cells.__setitem__("keys", nn.ReLU())),
        raised(lambda: cells.__setitem__("x", None)),
        raised(lambda: cells.update(3)),
        raised(lambda: cells.update([1])),
        raised(lambda: cells.update([("k",)])),
        raised(lambda: cells.update({"a": 3})),
        raised(lambda: cells(1)),
        raised(lambda: nn.CellDict(3)),
        raised(lambda: len(nn.CellDict({"a": nn.ReLU()}, {"b": nn.ReLU()}))),
    ]


@case
def celldict_in_net():
    net = Add()
    net.heads = nn.CellDict({"x": dense()})
    net.heads["y"] = dense()
    return paths(net)
