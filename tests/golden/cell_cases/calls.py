"""Calling, printing and copying a Cell."""

import copy
from collections import OrderedDict

import mindspore as ms
from mindspore import Tensor, nn

from cell_cases.base import X23, Add, Bare, Nested, Net, case, paths, raised, weight

# ---- calling


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


# ---- printing


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


# ---- copies


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
