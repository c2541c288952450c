"""Buffers, state dictionaries and moving a Cell to another dtype."""

import copy

import mindspore as ms
import numpy as np
from mindspore import Tensor, nn

from cell_cases.base import Add, Net, case, dense, paths, raised, weight


class WithBuffer(nn.Cell):
    """One parameter, one persistent and one passing buffer, one child."""

    def __init__(self):
        super().__init__()
        self.w = weight(2)
        self.register_buffer("mean", Tensor([1.0, 2.0]))
        self.register_buffer("steps", Tensor(3), persistent=False)
        self.register_buffer("empty", None)
        self.child = dense()

    def construct(self, x):
        return x + self.mean


@case
def buffer_lists():
    net = nn.SequentialCell(WithBuffer(), WithBuffer())
    return [
        list(net.buffers()),
        list(net.named_buffers()),
        list(net[0].named_buffers(prefix="pre")),
        list(net.named_buffers(recurse=False)),
        type(net.buffers()).__name__,
        paths(net),
    ]


@case
def buffer_get():
    net = nn.SequentialCell(WithBuffer())
    return [
        net.get_buffer("0.mean"),
        raised(lambda: net.get_buffer("0.zz")),
        raised(lambda: net.get_buffer("0.w")),
        raised(lambda: net.get_buffer("9.mean")),
        net[0].mean,
        net[0].empty,
    ]


@case
def buffer_register_errors():
    net = WithBuffer()
    return [
        raised(lambda: net.register_buffer(3, Tensor(1.0))),
        raised(lambda: net.register_buffer("", Tensor(1.0))),
        raised(lambda: net.register_buffer("a.b", Tensor(1.0))),
        raised(lambda: net.register_buffer("child", Tensor(1.0))),
        raised(lambda: net.register_buffer("w", Tensor(1.0))),
        raised(lambda: net.register_buffer("x", 3)),
        raised(lambda: net.register_buffer("mean", Tensor([5.0]))),
        net.mean,
    ]


@case
def buffer_assign():
    net = WithBuffer()
    results = [list(net.named_buffers()), net(Tensor([1.0, 1.0]))]
    net.mean = None
    del net.steps
    return [
        *results,
        list(net.named_buffers()),
        raised(lambda: net.steps),
        raised(lambda: setattr(net, "mean", 3)),
        raised(lambda: setattr(net, "mean", weight(2, name="p"))),
    ]


@case
def buffer_deepcopy():
    net = WithBuffer()
    twin = copy.deepcopy(net)
    return [net.mean is twin.mean, list(twin.named_buffers())]


@case
def state_dict_contents():
    net = nn.SequentialCell(WithBuffer(), dense())
    state = net.state_dict()
    for name in ("0.child.weight", "1.weight"):
        state[name] = list(state[name].shape)
    return [type(net.state_dict()).__name__, list(state), state["0.mean"], list(net.state_dict(prefix="pre."))]


@case
def state_dict_keep_vars():
    net = Net()
    return [
        type(net.state_dict()["scale"]).__name__,
        type(net.state_dict(keep_vars=True)["scale"]).__name__,
        net.state_dict(keep_vars=True)["scale"] is net.scale,
    ]


@case
def state_dict_load():
    net = Net()
    state = net.state_dict()
    state["scale"] = Tensor([9.0], ms.float32)
    result = net.load_state_dict(state)
    return [net.scale.asnumpy().tolist(), type(result).__name__, list(result.missing_keys), repr(result)]


@case
def state_dict_load_not_strict():
    net = Net()
    result = net.load_state_dict({"scale": Tensor([9.0], ms.float32), "zz": Tensor([1.0])}, strict=False)
    return [net.scale.asnumpy().tolist(), result.missing_keys, result.unexpected_keys]


@case
def state_dict_load_errors():
    net = Net()
    good = net.state_dict()
    missing = {k: v for k, v in good.items() if k != "scale"}
    return [
        raised(lambda: net.load_state_dict(missing)),
        raised(lambda: net.load_state_dict({**good, "zz": Tensor(1.0)})),
        raised(lambda: net.load_state_dict({**good, "scale": Tensor([1.0, 2.0])})),
        raised(lambda: net.load_state_dict(3)),
    ]


@case
def to_dtype():
    net = WithBuffer()
    same = net.to(ms.float16) is net
    return [same, net.w, net.mean, net.steps, net.child.weight]


@case
def to_errors():
    return [raised(lambda: Net().to(ms.int32)), raised(lambda: Net().to(3)), raised(lambda: Add().to(ms.float16))]


@case
def state_dict_numpy_value():
    net = Net()
    return raised(lambda: net.load_state_dict({"scale": np.ones(1, np.float32)}, strict=False).missing_keys)
