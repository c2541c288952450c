"""Names and paths of parameters."""

from collections import OrderedDict

from mindspore import nn

from cell_cases.base import Add, Nested, Net, anonymous, case, names, paths, raised, weight


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
