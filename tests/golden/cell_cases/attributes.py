"""Attributes of a Cell: what may be assigned to what, and when."""

import mindspore as ms
import numpy as np
from mindspore import ParameterTuple, Tensor, nn

from cell_cases.base import Add, Net, case, names, paths, raised, weight


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
