"""Checkpoints that both frameworks write and read: what is saved how, and what loading into a Cell does."""

import warnings

import mindspore
import numpy as np
from mindspore import Parameter, Tensor, nn

KEY = b"0123456789abcdef"
DTYPES = (
    "int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 bool_ bfloat16 complex64 complex128"
).split()


def parameter(values, dtype="float32", name="p"):
    return Parameter(Tensor(np.array(values), getattr(mindspore, dtype)), name=name)


class Net(nn.Cell):
    """Names, order, shared and unnamed Parameters, and those that are not trained."""

    def __init__(self):
        super().__init__()
        self.fc = nn.Dense(3, 2)
        self.bn = nn.BatchNorm1d(2)
        self.own = Parameter(Tensor(np.array([5], np.int32)), name="other_name", requires_grad=False)
        self.layers = nn.CellList([nn.Dense(2, 2, has_bias=False)])
        self.again = self.layers[0]
        self.register_buffer("buffer", Tensor(np.array([7.0], np.float32)))
        for number, one in enumerate(self.get_parameters()):
            values = np.arange(one.size).reshape(one.shape) * 0.25 - number
            one.set_data(Tensor(values.astype(np.float32)).astype(one.dtype))

    def construct(self, x):
        return self.again(self.bn(self.fc(x)))


def scalars():
    return {"i": 3, "negative": -(1 << 40), "f": 0.1, "b": True, "text": "größe 😀", "empty": "", "t": Tensor([1, 2])}


# name -> (what is saved, further arguments of save_checkpoint)
FILES = {
    **{f"dtype_{name}": (lambda name=name: {"p": parameter([[0, 1], [1, 1]], name)}, {}) for name in DTYPES},
    "scalar": (lambda: {"p": parameter(2.5)}, {}),
    "many_dims": (lambda: {"p": parameter(np.arange(16).reshape(1, 2, 1, 2, 1, 4))}, {}),
    "long": (lambda: {"p": parameter(np.arange(20000))}, {}),
    "names": (lambda: {name: parameter([1], name=name) for name in ("b", "a.x", "ä", "n" * 200)}, {}),
    "cell": (Net, {}),
    "optimizer": (lambda: nn.Momentum(Net().trainable_params(), 0.1, 0.9), {}),
    "list": (lambda: [{"name": "p", "data": parameter([1, 2])}, {"name": "q", "data": Tensor(3)}], {}),
    "strings": (lambda: {"s": "text", "t": ""}, {}),
    "append": (Net, {"append_dict": scalars()}),
    "append_replaces": (Net, {"append_dict": {"fc.bias": 1}}),
    "choice": (Net, {"choice_func": lambda name: name.startswith("fc"), "append_dict": {"epoch": 1}}),
    "crc": (Net, {"crc_check": True}),
    "not_integrated": (Net, {"integrated_save": False}),
    "no_redundancy": (Net, {"remove_redundancy": True}),
}
ENCRYPTED = ("AES-GCM", "AES-CBC", "SM4-CBC")


def saved(case, path, **more):
    thing, arguments = FILES[case]
    mindspore.save_checkpoint(thing(), path, **arguments, **more)


class One(nn.Cell):
    def __init__(self, values, dtype):
        super().__init__()
        self.p = parameter(values, dtype)


LOADED = "float16 float32 float64 bfloat16 int8 int32 int64 uint8 uint32 bool_ complex64".split()


def loading(cell, entries, **arguments):
    """What load_param_into_net returned, and the Cell's values afterwards; or the kind of error."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            left = mindspore.load_param_into_net(cell, entries, **arguments)
        except (TypeError, ValueError, RuntimeError) as error:
            return {"error": type(error).__name__}
    values = {}
    for one in cell.get_parameters():
        data = one if one.dtype in (mindspore.complex64,) else one.astype(mindspore.float32)
        values[one.name] = [str(one.dtype), list(one.shape), abs(data.asnumpy()).tolist()]
    return {"left": [list(names) for names in left], "values": values}


def named(**entries):
    return {name.replace("__", "."): parameter(values, name=name) for name, values in entries.items()}


BIAS, WEIGHT = [5, 6], [[1, 2, 3], [4, 5, 6]]


def prefixed(prefix, **entries):
    return {prefix + name: value for name, value in named(**entries).items()}


LOADS = {
    **{
        f"{'strict_' if strict else ''}{source}_to_{target}": lambda s=source, t=target, strict=strict: loading(
            One([0, 0], t), {"p": parameter([1, 1], s)}, strict_load=strict
        )
        for strict in (False, True)
        for source in LOADED
        for target in LOADED
    },
    "wraps": lambda: loading(One([0, 0], "int8"), {"p": parameter([1000, 3], "int32")}),
    "nothing": lambda: loading(nn.Dense(3, 2), {}) and None,
    "all": lambda: loading(nn.Dense(3, 2), named(weight=WEIGHT, bias=BIAS)),
    "unknown": lambda: loading(nn.Dense(3, 2), named(weight=WEIGHT, bias=BIAS, zz=[1])),
    "strings_are_passed_over": lambda: loading(nn.Dense(3, 2), {**named(weight=WEIGHT, bias=BIAS), "s": "text"}),
    "other_shape": lambda: loading(nn.Dense(3, 2), named(weight=BIAS)),
    "fewer_axes": lambda: loading(One([1.0], "float32"), {"p": parameter(1.0)}),
    "leading_axis": lambda: loading(One(BIAS, "float32"), {"p": parameter([BIAS])}),
    "prefix": lambda: loading(nn.Dense(3, 2), prefixed("net.", weight=WEIGHT, bias=BIAS)),
    "prefix_and_more": lambda: loading(nn.Dense(3, 2), prefixed("a.b.", weight=WEIGHT, bias=BIAS, lr=[1])),
    "prefix_strict": lambda: loading(One(BIAS, "float32"), {"net.p": parameter([8, 9])}, strict_load=True),
    "two_prefixes": lambda: loading(nn.Dense(3, 2), {**prefixed("a.", weight=WEIGHT), **prefixed("b.", bias=BIAS)}),
    "prefix_of_the_rest": lambda: loading(
        nn.Dense(3, 2), {**named(weight=WEIGHT), **prefixed("net.", weight=[[0] * 3] * 2, bias=BIAS)}
    ),
    "prefix_without_dot": lambda: loading(One(BIAS, "float32"), {"xp": parameter([8, 9])}),
    "first_prefix": lambda: loading(One(BIAS, "float32"), {"a.p": parameter([8, 9]), "a.b.p": parameter([1, 2])}),
    "prefix_other_shape": lambda: loading(One(BIAS, "float32"), {"a.p": parameter([8, 9, 10])}),
    "no_cell": lambda: loading(3, {}),
    "no_dict": lambda: loading(nn.Dense(3, 2), 3),
    "tensor": lambda: loading(nn.Dense(3, 2), {"bias": Tensor(np.float32(BIAS))}),
    "array": lambda: loading(nn.Dense(3, 2), {"bias": np.float32(BIAS)}),
    "strict_no_bool": lambda: loading(nn.Dense(3, 2), {}, strict_load=1),
    "redundancy_no_bool": lambda: loading(nn.Dense(3, 2), {}, remove_redundancy=1),
}
