"""Accumulation of gradients as `mindspore.boost` has it; `make_boost.py` asks the real MindSpore for the figures."""

import mindspore as ms
import numpy as np
from mindspore import Parameter, Tensor, boost, nn
from mindspore.boost.grad_accumulation import gradient_accumulation_op, gradient_clear_op


def _setup(steps, kind, **arguments):
    ms.set_seed(1)
    parameters = [Parameter(Tensor([1.0, 2.0]), name="w"), Parameter(Tensor([[3.0]]), name="b")]
    return parameters, boost.GradientAccumulation(steps, kind(parameters, **arguments))


def accumulation(steps, kind, calls, **arguments):
    """The Parameters, the sums and the counter after each call."""
    parameters, cell = _setup(steps, kind, **arguments)
    seen = []
    for i in range(calls):
        loss = cell(Tensor(float(i)), (Tensor([1.0, -2.0]) * (i + 1), Tensor([[0.5]]) * i))
        state = [*parameters, *cell._grad_accumulation, cell._accumulation_step]
        seen.append([loss.asnumpy().tolist(), *[np.asarray(p.asnumpy()).tolist() for p in state]])
    return seen


def operators():
    p = Parameter(Tensor([1.0, 2.0]), name="p")
    gradient_accumulation_op(4, p, Tensor([2.0, 8.0]))
    added = p.asnumpy().tolist()
    gradient_clear_op(p)
    return [added, p.asnumpy().tolist()]


CASES = {
    "sgd of two": lambda: accumulation(2, nn.SGD, 5, learning_rate=0.1),
    "momentum of three": lambda: accumulation(3, nn.Momentum, 7, learning_rate=0.1, momentum=0.9),
    "adam of one": lambda: accumulation(1, nn.Adam, 3, learning_rate=0.1),
    "names": lambda: [p.name for p in _setup(2, nn.SGD, learning_rate=0.1)[1].get_parameters()],
    "operators": operators,
}
