"""Listing parameters and cells; inserting them by name."""

from mindspore import Tensor, nn

from cell_cases.base import Add, Nested, Net, case, names, paths, raised, weight

# ---- lists of parameters and cells


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


# ---- inserting


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
        list(net.name_cells()),
    ]
