"""The nets that the cases of a Cell are about, and how results are written down. `make_cells.py` runs the cases on the
real MindSpore, `tests/nn/test_cell.py` on msgrad.

Each case is a function without arguments; what it returns is turned into plain JSON by `plain`. An exception that a
case provokes is recorded by its type (`raised`); its wording is ours and is not compared.
"""

import re

import numpy as np
from mindspore import Parameter, Tensor, nn

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
        frozen = "" if value.requires_grad else " frozen"
        return f"Parameter {anonymous(value.name)} {tuple(value.shape)} {value.dtype}{frozen}"
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


def dense():
    """A small layer whose parameters show in the names."""
    return nn.Dense(1, 1, has_bias=False)
