"""Activation layers: each is a function of `mint.nn.functional` with its arguments kept."""

from __future__ import annotations

from msgrad.common import dtype as mstype
from msgrad.common.parameter import Parameter
from msgrad.mint.nn import functional as F
from msgrad.nn.cell import Cell
from msgrad.nn.layer.activation import HShrink, HSigmoid, HSwish, ReLU, SoftShrink
from msgrad.ops.function import full

__all__ = [
    "ELU", "GELU", "GLU", "Hardshrink", "Hardsigmoid", "Hardswish", "Hardtanh", "LogSigmoid", "LogSoftmax", "Mish",
    "PReLU", "ReLU", "ReLU6", "SELU", "SiLU", "Sigmoid", "Softmax", "Softshrink", "Tanh", "Threshold",
]  # fmt: skip

Hardshrink, Hardsigmoid, Hardswish, Softshrink = HShrink, HSigmoid, HSwish, SoftShrink


class ELU(Cell):
    """x above 0, else ``alpha * (exp(x) - 1)``; with ``inplace`` the input itself takes the result.

    >>> mint.nn.ELU()(Tensor([2.0])).tolist()
    [2.0]
    """

    def __init__(self, alpha=1.0, inplace=False):
        super().__init__()
        self.alpha = alpha
        self.inplace = inplace

    def construct(self, input):
        return F.elu(input, self.alpha, self.inplace)


class GELU(Cell):
    """The Gaussian error linear unit; 'tanh' approximates it.

    >>> mint.nn.GELU()(Tensor([0.0])).tolist()
    [0.0]
    """

    def __init__(self, approximate="none"):
        super().__init__()
        self.approximate = approximate

    def construct(self, input):
        return F.gelu(input, approximate=self.approximate)


class GLU(Cell):
    """The first half along ``dim`` times the sigmoid of the second.

    >>> mint.nn.GLU()(Tensor([2.0, 0.0])).tolist()
    [1.0]
    """

    def __init__(self, dim=-1):
        super().__init__()
        self.dim = dim

    def construct(self, input):
        return F.glu(input, self.dim)


class Hardtanh(Cell):
    """Not below ``min_val`` and not above ``max_val``; with ``inplace`` the input itself takes the result.

    >>> mint.nn.Hardtanh()(Tensor([2.0])).tolist()
    [1.0]
    """

    def __init__(self, min_val=-1.0, max_val=1.0, inplace=False):
        super().__init__()
        self.min_val = min_val
        self.max_val = max_val
        self.inplace = inplace

    def construct(self, input):
        return F.hardtanh(input, self.min_val, self.max_val, self.inplace)


class LogSigmoid(Cell):
    """The logarithm of the sigmoid.

    >>> mint.nn.LogSigmoid()(Tensor([100.0])).shape
    (1,)
    """

    def __init__(self):
        super().__init__()

    def construct(self, input):
        return F.logsigmoid(input)


class LogSoftmaxExt(Cell):
    """The logarithm of the softmax along ``dim``; see `mint.nn.functional.log_softmax` for None.

    >>> mint.nn.LogSoftmax(0)(Tensor([5.0])).tolist()
    [0.0]
    """

    def __init__(self, dim=None):
        super().__init__()
        self.dim = dim

    def construct(self, input):
        return F.log_softmax(input, self.dim)


class Mish(Cell):
    """x tanh(log(1 + exp(x))).

    >>> mint.nn.Mish()(Tensor([0.0])).tolist()
    [0.0]
    """

    def __init__(self):
        super().__init__()

    def construct(self, input):
        return F.mish(input)


class PReLUExt(Cell):
    """x above 0, else ``weight * x``: one weight for all channels or one for each, which starts as ``init``.

    >>> mint.nn.PReLU()(Tensor([-2.0])).tolist()
    [-0.5]
    """

    def __init__(self, num_parameters=1, init=0.25, dtype=None):
        super().__init__()
        dtype = mstype.float32 if dtype is None else dtype
        self.weight = Parameter(full((num_parameters,), init, dtype=dtype), name="weight")

    def construct(self, input):
        return F.prelu(input, self.weight)


class ReLU6(Cell):
    """min(max(x, 0), 6); with ``inplace`` the input itself takes the result.

    >>> mint.nn.ReLU6()(Tensor([8.0])).tolist()
    [6.0]
    """

    def __init__(self, inplace=False):
        super().__init__()
        self.inplace = inplace

    def construct(self, input):
        return F.relu6(input, self.inplace)


class SELU(Cell):
    """The scaled exponential linear unit.

    >>> mint.nn.SELU()(Tensor([0.0])).tolist()
    [0.0]
    """

    def __init__(self):
        super().__init__()

    def construct(self, input):
        return F.selu(input)


class SiLU(Cell):
    """x / (1 + exp(-x)); with ``inplace`` the input itself takes the result.

    >>> mint.nn.SiLU()(Tensor([0.0])).tolist()
    [0.0]
    """

    def __init__(self, inplace=False):
        super().__init__()
        self.inplace = inplace

    def construct(self, x):
        return F.silu(x, self.inplace)


class Sigmoid(Cell):
    """1 / (1 + exp(-x)).

    >>> mint.nn.Sigmoid()(Tensor([0.0])).tolist()
    [0.5]
    """

    def __init__(self):
        super().__init__()

    def construct(self, input):
        return F.sigmoid(input)


class SoftmaxExt(Cell):
    """exp(x) / sum(exp(x)) along ``dim``; see `mint.nn.functional.softmax` for None.

    >>> mint.nn.Softmax(0)(Tensor([1.0, 1.0])).tolist()
    [0.5, 0.5]
    """

    def __init__(self, dim=None):
        super().__init__()
        self.dim = dim

    def construct(self, input):
        return F.softmax(input, self.dim)


class Tanh(Cell):
    """The hyperbolic tangent.

    >>> mint.nn.Tanh()(Tensor([0.0])).tolist()
    [0.0]
    """

    def __init__(self):
        super().__init__()

    def construct(self, input):
        return F.tanh(input)


class Threshold(Cell):
    """x above ``threshold``, else ``value``; with ``inplace`` the input itself takes the result.

    >>> mint.nn.Threshold(1.0, 5.0)(Tensor([0.0, 2.0])).tolist()
    [5.0, 2.0]
    """

    def __init__(self, threshold, value, inplace=False):
        super().__init__()
        self.threshold = threshold
        self.value = value
        self.inplace = inplace

    def construct(self, input):
        return F.threshold(input, self.threshold, self.value, self.inplace)


LogSoftmax, PReLU, Softmax = LogSoftmaxExt, PReLUExt, SoftmaxExt
