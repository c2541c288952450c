"""What the cases of the optimizers have in common: the network, the gradients, and how figures are written down.

`make_optimizers.py` runs the cases on the real MindSpore, `tests/nn/optim/test_optimizers.py` on msgrad.
"""

import mindspore as ms
import numpy as np
from mindspore import Parameter, Tensor, nn

STEPS = 10
CASES = {}
PLAIN = {}


def case(name, build, steps=STEPS):
    """Register a training run: `build(net)` returns the optimizer for the parameters of `net`."""
    if name in CASES:
        raise ValueError(f"two cases named {name}")
    CASES[name] = (build, steps)


def plain_case(fn):
    """Register a function whose result is compared as plain JSON."""
    PLAIN[fn.__name__] = fn
    return fn


def raised(fn):
    """The name of the exception that `fn()` raises, or its result."""
    try:
        return fn()
    except Exception as error:
        return f"!{type(error).__name__}"


class Net(nn.Cell):
    """Four parameters whose names matter to filters of weight decay."""

    def __init__(self, dtype=ms.float32):
        super().__init__()
        rng = np.random.RandomState(7)
        self.weight = Parameter(Tensor(rng.randn(2, 3), dtype), name="fc.weight")
        self.bias = Parameter(Tensor(rng.randn(2), dtype), name="fc.bias")
        self.gamma = Parameter(Tensor(rng.randn(3), dtype), name="norm.gamma")
        self.beta = Parameter(Tensor(rng.randn(3), dtype), name="norm.beta")

    def params(self):
        """All parameters, as an optimizer takes them."""
        return self.trainable_params()


def gradients(params, step):
    """The fixed gradients of one step, in the order of `params`."""
    rng = np.random.RandomState(100 + step)
    made = {name: rng.randn(*shape) for name, shape in SHAPES.items()}
    return tuple(Tensor(made[p.name], p.dtype) for p in params)


SHAPES = {"fc.weight": (2, 3), "fc.bias": (2,), "norm.gamma": (3,), "norm.beta": (3,)}


def numbers(value):
    """A Tensor's elements as a flat list; nine digits tell every float32 from its neighbours."""
    array = value.asnumpy()
    return [float(f"{v:.9g}") if array.dtype.kind == "f" else int(v) for v in array.ravel()]


def run(name):
    """Run one case: names and dtypes of the optimizer's parameters, their values after each step, and what a step returns."""
    build, steps = CASES[name]
    net = Net(ms.float16) if name.endswith("float16") else Net()
    optimizer = build(net)
    listed = list(optimizer.get_parameters())
    figures = {"parameters": [[p.name, list(p.shape), str(p.dtype)] for p in listed], "steps": []}
    for step in range(steps):
        result = optimizer(gradients(optimizer.parameters, step))
        figures["steps"].append([numbers(p) for p in listed])
    figures["returns"] = result if isinstance(result, bool) else list(result)
    return figures
