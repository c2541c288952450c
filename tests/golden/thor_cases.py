"""Cases for THOR: its layers, steps of the optimizer with given statistics, training, conversions and bad arguments.

`make_thor.py` runs them on the real MindSpore, `tests/nn/test_thor.py` on msgrad. MindSpore's CPU build lacks three
operators of THOR's; `make_thor.py` puts numpy in their place, by the argument ``prepare``.
"""

import mindspore as ms
import numpy as np
from mindspore import Tensor, nn

_IMAGES = ("randn", (2, 2, 5, 6))
_IDS = np.array([[0, 1, 1], [4, 3, 1]], np.int32)

# name: (layer, input)
LAYERS = {
    "dense": (lambda: nn.DenseThor(3, 4), ("randn", (5, 3))),
    "dense without bias": (lambda: nn.DenseThor(3, 4, "ones", has_bias=False, activation="relu"), ("randn", (1, 3))),
    "dense in float16": (lambda: nn.DenseThor(3, 2, bias_init="ones").to_float(ms.float16), ("randn", (4, 3))),
    "convolution": (lambda: nn.Conv2dThor(2, 3, (2, 3)), _IMAGES),
    "strides": (lambda: nn.Conv2dThor(2, 3, 3, stride=2, pad_mode="valid", has_bias=True, bias_init="ones"), _IMAGES),
    "padded": (lambda: nn.Conv2dThor(2, 1, 2, stride=(1, 2), pad_mode="pad", padding=(1, 0, 2, 1)), _IMAGES),
    "embedding": (lambda: nn.EmbeddingThor(5, 2), _IDS),
    "embedding, int64": (lambda: nn.EmbeddingThor(5, 2, embedding_table="ones"), _IDS.astype(np.int64)[0]),
    "one hot": (lambda: nn.EmbeddingThor(5, 2, True), _IDS),
    "lookup": (lambda: nn.EmbeddingLookupThor(5, 2, target="DEVICE", sparse=False), _IDS),
    "lookup of a Tensor": (lambda: nn.EmbeddingLookupThor(
        5, 2, Tensor(np.arange(10).reshape(5, 2) / 8, ms.float32), "DEVICE", sparse=False), _IDS[0]),
}  # fmt: skip
# On a CPU, MindSpore keeps no statistics; and the gradient that it gives has a row for each index.
FORWARD_ONLY = {"lookup on a CPU": (lambda: nn.EmbeddingLookupThor(5, 2), _IDS)}


def _input(made):
    if isinstance(made, tuple):
        return Tensor(np.random.RandomState(1).randn(*made[1]), ms.float32)
    return Tensor(made)


def numbers(value):
    """dtype, shape and elements"""
    array = value.asnumpy()
    return [str(value.dtype), list(array.shape), [float(f"{v:.9g}") for v in array.astype(np.float64).ravel()]]


def layer(name, prepare=lambda net: None):
    """What a layer computes, the gradients, and its Parameters afterwards."""
    forward_only = name in FORWARD_ONLY
    ms.set_seed(3)
    build, made = {**LAYERS, **FORWARD_ONLY}[name]
    net, x = build(), _input(made)
    prepare(net)
    figures = {"names": [[path, p.name, p.requires_grad] for path, p in net.parameters_and_names()]}
    figures["before"] = [numbers(p) for p in net.get_parameters()]
    out = net(x)
    figures["out"] = numbers(out)
    if not forward_only:
        factor = Tensor(np.random.RandomState(2).randn(*out.shape), out.dtype)
        found = ms.grad(lambda a: (net(a) * factor).sum(), None, weights=net.trainable_params())(x)
        figures["gradients"] = [numbers(g) for g in found]
    figures["after"] = [numbers(p) for p in net.get_parameters()]
    net.thor = False
    figures["still"] = numbers(net(x * 2 if isinstance(made, tuple) else x))
    figures["unchanged"] = [numbers(p) for p in net.get_parameters()] == figures["after"]
    return figures


# -- the optimizer -------------------------------------------------------------------------------------------------


class Dense(nn.Cell):
    """An embedding, dense layers and a normalization."""

    def __init__(self):
        super().__init__()
        self.table = nn.Embedding(5, 3)
        self.first = nn.Dense(3, 4)
        self.norm = nn.LayerNorm([4])
        self.relu = nn.ReLU()
        self.last = nn.Dense(4, 2)

    def construct(self, x):
        return self.last(self.relu(self.norm(self.first(self.table(x)))))


class Convolutions(nn.Cell):
    """Convolutions and a batch normalization."""

    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(2, 3, 2, has_bias=True, bias_init="zeros")  # MindSpore loses another bias
        self.norm = nn.BatchNorm2d(3)
        self.second = nn.Conv2d(3, 2, 3, stride=2, pad_mode="pad", padding=1)
        self.last = nn.Dense(6, 2, has_bias=False)


class Large(nn.Cell):
    """Matrices of more than 128 rows."""

    def __init__(self):
        super().__init__()
        self.first = nn.Dense(131, 130, has_bias=False)
        self.second = nn.Conv2d(15, 2, 3)
        self.table = nn.Embedding(3, 129)


# name: (network, steps with new statistics or without, arguments of thor)
STEPS = {
    "plain": (Dense, (True, True, False, True), {}),
    "batch size": (Dense, (True,), {"batch_size": 8}),
    "loss scale": (Dense, (True, False), {"loss_scale": 8.0, "batch_size": 3}),
    "weight decay": (Dense, (True, True), {"weight_decay": 0.1}),
    "decay filter": (
        Dense, (True,), {"weight_decay": 0.2, "loss_scale": 4.0, "decay_filter": lambda p: "bias" not in p.name}
    ),
    "clipped": (Dense, (True, True), {"enable_clip_grad": True, "weight_decay": 0.1}),
    "nesterov": (Dense, (True, True), {"use_nesterov": True}),
    "one rate": (Dense, (True, False), {"learning_rate": Tensor(0.05, ms.float32), "split_indices": [0]}),
    "convolutions": (Convolutions, (True, True, False), {"loss_scale": 2.0}),
    "large": (Large, (True,), {}),
}  # fmt: skip


def optimizer_for(net, arguments):
    """THOR with rates and dampings that fall, unless the arguments say otherwise."""
    falling = {
        "learning_rate": Tensor(np.linspace(0.1, 0.05, 20), ms.float32),
        "damping": Tensor(np.linspace(0.3, 0.1, 20), ms.float32),
        "momentum": 0.9,
        "batch_size": 4,
        "frequency": 3,
    }
    return nn.thor(net, **{**falling, **arguments})


def steps(name, prepare=lambda net, optimizer: None):
    """The optimizer's Parameters after steps with given statistics and gradients."""
    build, plan, arguments = STEPS[name]
    ms.set_seed(5)
    net = build()
    optimizer = optimizer_for(net, arguments)
    prepare(net, optimizer)
    rng = np.random.RandomState(7)
    listed = list(optimizer.get_parameters())
    figures = {
        "type": type(optimizer).__name__,
        "names": sorted([p.name, list(p.shape), str(p.dtype), p.requires_grad] for p in listed),
        "steps": [],
    }
    for second_order in plan:
        optimizer.thor = second_order
        for p in net.get_parameters():
            if "matrix" in p.name:
                values = rng.rand(*p.shape)
                p.set_data(Tensor(values @ values.T if p.ndim == 2 else values, ms.float32))
            if "normalizer" in p.name:
                p.set_data(Tensor(rng.randint(2, 9, p.shape), ms.float32))
        result = optimizer(tuple(Tensor(rng.randn(*p.shape), ms.float32) for p in optimizer.parameters))
        shown = [p for p in listed if p.size < 1000]
        figures["steps"].append({p.name: numbers(p)[2] for p in shown})
        figures["sums"] = {p.name: [float(p.asnumpy().sum()), float(np.abs(p.asnumpy()).sum())] for p in listed}
    figures["returns"] = list(result)
    return figures


def training(prepare=lambda net, optimizer: None, count=20):
    """The losses of ``count`` steps."""
    ms.set_seed(5)
    net = Dense()
    optimizer = optimizer_for(net, {"batch_size": 6})
    prepare(net, optimizer)
    loss = nn.SoftmaxCrossEntropyWithLogits(sparse=True, reduction="mean")
    x, y = Tensor(np.array([0, 1, 2, 3, 4, 0], np.int32)), Tensor(np.array([0, 1, 1, 0, 1, 0], np.int32))
    step = ms.value_and_grad(lambda a, b: loss(net(a).astype(ms.float32), b), None, optimizer.parameters)
    losses = []
    for _ in range(count):
        value, gradients = step(x, y)
        optimizer(gradients)
        losses.append(float(value.asnumpy()))
    return losses


# -- conversions and bad arguments -----------------------------------------------------------------------------------


class Mixed(nn.Cell):
    """Layers that are converted, in containers, and such as are not."""

    def __init__(self):
        super().__init__()
        self.row = nn.SequentialCell(nn.Dense(2, 3), nn.Conv2d(1, 2, 3, stride=2), nn.Dropout(p=0.5))
        self.column = nn.CellList([nn.Embedding(3, 2), nn.Dense(2, 2, activation="relu")])
        self.frozen = nn.Dense(2, 2, has_bias=False)
        self.frozen.weight.requires_grad = False
        self.norm = nn.BatchNorm2d(3)


def conversion():
    """The printed form of a converted network, its Parameters, and whether the weights stayed."""
    net = Mixed()
    before = {p.name: p.asnumpy().copy() for p in net.get_parameters()}
    result = ms.train.ConvertNetUtils().convert_to_thor_net(net)
    kept = all((p.asnumpy() == before[p.name]).all() for p in net.get_parameters() if p.name in before)
    names = [[path, p.name, list(p.shape), p.requires_grad] for path, p in net.parameters_and_names()]
    return {"result": result, "types": [type(c).__name__ for _, c in net.cells_and_names()], "names": names,
            "kept": kept, "repr": str(net.row), "float16": bool(net.row[0].fp16)}  # fmt: skip


def models():
    """The types of converted Models, with THOR and with another optimizer."""
    net, loss = nn.SequentialCell(nn.Dense(2, 1)), nn.MSELoss()
    optimizer = optimizer_for(net, {})
    model = ms.Model(net, loss, optimizer)
    convert = ms.ConvertModelUtils.convert_to_thor_model
    other = nn.SGD(net.trainable_params(), 0.1)
    return [type(convert(model, net, loss, optimizer)).__name__, convert(model, net, loss, other) is model,
            convert(model, net) is model]  # fmt: skip


def _thor(**arguments):
    return lambda: optimizer_for(nn.SequentialCell(nn.Dense(2, 1)), arguments)


_ONES = Tensor(np.ones((2, 2)), ms.float32)
BAD = {
    "in_channels": lambda: nn.DenseThor(0, 1),
    "in_channels of type float": lambda: nn.DenseThor(2.0, 1),
    "has_bias": lambda: nn.DenseThor(2, 1, has_bias=1),
    "weight_init": lambda: nn.DenseThor(2, 1, weight_init=_ONES),
    "bias_init": lambda: nn.DenseThor(2, 1, bias_init=Tensor(np.ones(2), ms.float32)),
    "width": lambda: nn.DenseThor(3, 1)(_ONES),
    "dtype": lambda: nn.DenseThor(2, 1)(_ONES.astype(ms.float16)),
    "rank": lambda: nn.DenseThor(2, 1)(_ONES[0]),
    "convolution of nothing": lambda: nn.Conv2dThor(0, 1, 1),
    "kernel_size": lambda: nn.Conv2dThor(2, 1, "a"),
    "kernel_size of one": lambda: nn.Conv2dThor(2, 1, (1,)),
    "pad_mode": lambda: nn.Conv2dThor(2, 1, 1, pad_mode="x"),
    "padding without": lambda: nn.Conv2dThor(2, 1, 1, padding=1),
    "padding of type str": lambda: nn.Conv2dThor(2, 1, 1, padding="1"),
    "padding of two": lambda: nn.Conv2dThor(2, 1, 1, pad_mode="pad", padding=(1, 2)),
    "group": lambda: nn.Conv2dThor(3, 1, 1, group=2),
    "has_bias of a convolution": lambda: nn.Conv2dThor(2, 1, 1, has_bias=1),
    "vocab_size": lambda: nn.EmbeddingThor(2.0, 2),
    "use_one_hot": lambda: nn.EmbeddingThor(2, 2, 1),
    "padding_idx": lambda: nn.EmbeddingThor(2, 2, padding_idx="a"),
    "float ids": lambda: nn.EmbeddingThor(2, 2)(_ONES),
    "lookup of nothing": lambda: nn.EmbeddingLookupThor(0, 2),
    "sparse": lambda: nn.EmbeddingLookupThor(2, 2, sparse=1),
    "target": lambda: nn.EmbeddingLookupThor(2, 2, target="GPU"),
    "dense on a CPU": lambda: nn.EmbeddingLookupThor(2, 2, sparse=False),
    "max_norm": lambda: nn.EmbeddingLookupThor(2, 2, max_norm=1),
    "max_norm below 0": lambda: nn.EmbeddingLookupThor(2, 2, max_norm=-1.0),
    "learning_rate": _thor(learning_rate=0.1),
    "momentum": _thor(momentum=1),
    "momentum below 0": _thor(momentum=-1.0),
    "weight_decay": _thor(weight_decay="a"),
    "weight_decay below 0": _thor(weight_decay=-1.0),
    "loss_scale": _thor(loss_scale=0.0),
    "use_nesterov": _thor(use_nesterov=1),
    "frequency": _thor(frequency=1),
    "frequency of type float": _thor(frequency=2.0),
    "decay_filter": _thor(decay_filter=3),
    "without parameters": lambda: optimizer_for(nn.ReLU(), {}),
}


def raised(name):
    """The type of the exception; None where there is none."""
    try:
        BAD[name]()
    except Exception as error:
        return type(error).__name__
    return None
