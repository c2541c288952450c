"""Activation layers."""

from __future__ import annotations

from msgrad._checkparam import check_bool, check_positive_int, check_rank, check_type
from msgrad.common import dtype as mstype
from msgrad.common.initializer import initializer
from msgrad.common.parameter import Parameter
from msgrad.common.tensor import Tensor
from msgrad.nn.cell import Cell
from msgrad.ops.function import activation as F

__all__ = [
    "CELU", "ELU", "FastGelu", "GELU", "GLU", "HShrink", "HSigmoid", "HSwish", "Hardtanh", "LRN", "LeakyReLU",
    "LogSigmoid", "LogSoftmax", "Mish", "PReLU", "RReLU", "ReLU", "ReLU6", "SeLU", "SiLU", "Sigmoid", "SoftShrink",
    "Softmax", "Softmax2d", "Softmin", "Softsign", "Tanh", "Tanhshrink", "Threshold", "get_activation",
]  # fmt: skip


class ReLU(Cell):
    """max(x, 0).

    >>> from msgrad import Tensor, nn
    >>> print(nn.ReLU()(Tensor([-1.0, 2.0])))
    [0. 2.]
    """

    def __init__(self):
        super().__init__()

    def construct(self, x):
        return F.relu(x)


class ReLU6(Cell):
    """min(max(x, 0), 6).

    >>> from msgrad import Tensor, nn
    >>> print(nn.ReLU6()(Tensor([-1.0, 8.0])))
    [0. 6.]
    """

    def __init__(self):
        super().__init__()

    def construct(self, x):
        return F.relu6(x)


class RReLU(Cell):
    """x above 0, else x times a slope drawn from [lower, upper); see `ops.rrelu`.

    Raises TypeError unless both are numbers, ValueError where ``lower`` is above ``upper``.

    >>> from msgrad import Tensor, nn
    >>> print(nn.RReLU()(Tensor([1.0, 2.0])))
    [1. 2.]
    """

    def __init__(self, lower=1 / 8, upper=1 / 3):
        super().__init__()
        check_type(lower, (float, int), "lower", "RReLU")
        check_type(upper, (float, int), "upper", "RReLU")
        if lower > upper:
            raise ValueError(
                f"For 'RReLU', the 'upper' must be at least 'lower', but got upper {upper} and lower {lower}."
            )
        self.lower = lower
        self.upper = upper

    def construct(self, x):
        return F.rrelu(x, self.lower, self.upper)


class LeakyReLU(Cell):
    """x above 0, else ``alpha * x``. Raises TypeError, when called, unless ``alpha`` is a number.

    >>> from msgrad import Tensor, nn
    >>> print(nn.LeakyReLU(0.5)(Tensor([-1.0, 2.0])))
    [-0.5  2. ]
    """

    def __init__(self, alpha=0.2):
        super().__init__()
        self.alpha = alpha

    def construct(self, x):
        return F.leaky_relu(x, self.alpha)


class PReLU(Cell):
    """x above 0, else w * x with trained w, one for all or one for each channel (axis 1).

    Args:
        channel: how many weights, at least 1 (ValueError).
        w: their initial value: a float, a list of as many (ValueError) or a Tensor; TypeError for others.

    >>> from msgrad import Tensor, nn
    >>> print(nn.PReLU(w=0.5)(Tensor([[-1.0, 2.0]])))
    [[-0.5  2. ]]
    """

    def __init__(self, channel=1, w=0.25):
        super().__init__()
        check_positive_int(channel, "channel", "PReLU")
        if isinstance(w, float):
            data = initializer(w, [channel])
        elif isinstance(w, list):
            if len(w) != channel:
                raise ValueError(f"For 'PReLU', a list 'w' must have 'channel' {channel} numbers, but got {len(w)}.")
            if not all(isinstance(v, float) for v in w):
                raise ValueError(f"For 'PReLU', a list 'w' must hold floats, but got {w}.")
            data = Tensor(w, mstype.float32)
        elif isinstance(w, Tensor):
            if tuple(w.shape) != (channel,) and w.size != channel:
                raise ValueError(f"For 'PReLU', a Tensor 'w' must have shape ({channel},), but got {tuple(w.shape)}.")
            data = w
        else:
            raise TypeError(f"For 'PReLU', the 'w' must be a float, a list or a Tensor, but got {type(w).__name__}.")
        self.w = Parameter(data, name="a")

    def construct(self, x):
        return F.prelu(x, self.w)


class ELU(Cell):
    """x above 0, else exp(x) - 1. Raises ValueError, when called, for another ``alpha`` than 1.

    >>> from msgrad import Tensor, nn
    >>> print(nn.ELU()(Tensor([0.0, 2.0])))
    [0. 2.]
    """

    def __init__(self, alpha=1.0):
        super().__init__()
        self.alpha = alpha

    def construct(self, x):
        return F.elu(x, self.alpha)


class CELU(Cell):
    """max(0, x) + min(0, alpha (exp(x / alpha) - 1)). Raises ValueError, when called, for ``alpha`` 0.

    >>> from msgrad import Tensor, nn
    >>> print(nn.CELU()(Tensor([0.0, 2.0])))
    [0. 2.]
    """

    def __init__(self, alpha=1.0):
        super().__init__()
        self.alpha = alpha

    def construct(self, x):
        return F.celu(x, self.alpha)


class SeLU(Cell):
    """Scaled exponential linear unit; see `ops.selu`.

    >>> from msgrad import Tensor, nn
    >>> print(nn.SeLU()(Tensor([0.0])))
    [0.]
    """

    def __init__(self):
        super().__init__()

    def construct(self, input_x):
        return F.selu(input_x)


class GELU(Cell):
    """x times the normal distribution function: by the tanh formula, or exactly with ``approximate=False``.

    Raises TypeError unless ``approximate`` is a bool.

    >>> from msgrad import Tensor, nn
    >>> print(nn.GELU()(Tensor([0.0, 30.0])))
    [ 0. 30.]
    """

    def __init__(self, approximate=True):
        super().__init__()
        self.approximate = check_bool(approximate, "approximate", "GELU")

    def construct(self, x):
        return F.gelu(x, "tanh" if self.approximate else "none")


class FastGelu(Cell):
    """x * sigmoid(1.702 x).

    >>> from msgrad import Tensor, nn
    >>> print(nn.FastGelu()(Tensor([0.0])))
    [0.]
    """

    def __init__(self):
        super().__init__()

    def construct(self, x):
        return F.fast_gelu(x)


class GLU(Cell):
    """a * sigmoid(b) for the halves of the input along ``axis``.

    >>> from msgrad import Tensor, nn
    >>> print(nn.GLU()(Tensor([[1.0, 0.0]])))
    [[0.5]]
    """

    def __init__(self, axis=-1):
        super().__init__()
        self.axis = axis

    def construct(self, x):
        return F.glu(x, self.axis)


class SiLU(Cell):
    """x * sigmoid(x).

    >>> from msgrad import Tensor, nn
    >>> print(nn.SiLU()(Tensor([0.0])))
    [0.]
    """

    def __init__(self):
        super().__init__()

    def construct(self, x):
        return F.silu(x)


class Mish(Cell):
    """x * tanh(log(1 + exp(x))).

    >>> from msgrad import Tensor, nn
    >>> print(nn.Mish()(Tensor([0.0])))
    [0.]
    """

    def __init__(self):
        super().__init__()

    def construct(self, x):
        return F.mish(x)


class Sigmoid(Cell):
    """1 / (1 + exp(-x)).

    >>> from msgrad import Tensor, nn
    >>> print(nn.Sigmoid()(Tensor([0.0])))
    [0.5]
    """

    def __init__(self):
        super().__init__()

    def construct(self, x):
        return F.sigmoid(x)


class LogSigmoid(Cell):
    """log(sigmoid(x)).

    >>> from msgrad import Tensor, nn
    >>> print(nn.LogSigmoid()(Tensor([0.0])))
    [-0.6931472]
    """

    def __init__(self):
        super().__init__()

    def construct(self, x):
        return F.logsigmoid(x)


class Tanh(Cell):
    """The hyperbolic tangent.

    >>> from msgrad import Tensor, nn
    >>> print(nn.Tanh()(Tensor([0.0])))
    [0.]
    """

    def __init__(self):
        super().__init__()

    def construct(self, x):
        return F.tanh(x)


class Tanhshrink(Cell):
    """x - tanh(x).

    >>> from msgrad import Tensor, nn
    >>> print(nn.Tanhshrink()(Tensor([0.0])))
    [0.]
    """

    def __init__(self):
        super().__init__()

    def construct(self, x):
        return F.tanhshrink(x)


class Softmax(Cell):
    """exp(x) / sum(exp(x)) along ``axis``, an int or a tuple of ints (TypeError).

    >>> from msgrad import Tensor, nn
    >>> print(nn.Softmax()(Tensor([1.0, 1.0])))
    [0.5 0.5]
    """

    def __init__(self, axis=-1):
        super().__init__()
        check_type(axis, (int, tuple), "axis", "Softmax")
        self.axis = axis

    def construct(self, x):
        return F.softmax_over(x, self.axis)


class Softmax2d(Cell):
    """Softmax over the channels of (N, C, H, W) or (C, H, W) (else ValueError).

    >>> from msgrad import Tensor, nn
    >>> print(nn.Softmax2d()(Tensor([[[1.0]], [[1.0]]])).shape)
    (2, 1, 1)
    """

    def __init__(self):
        super().__init__()

    def construct(self, x):
        check_rank(x, (3, 4), "x", "Softmax2d")
        return F.softmax_over(x, -3)


class Softmin(Cell):
    """softmax(-x) along ``axis``, an int or a tuple of ints (TypeError).

    >>> from msgrad import Tensor, nn
    >>> print(nn.Softmin()(Tensor([1.0, 1.0])))
    [0.5 0.5]
    """

    def __init__(self, axis=-1):
        super().__init__()
        check_type(axis, (int, tuple), "axis", "Softmin")
        self.axis = axis

    def construct(self, x):
        return F.softmax_over(x, self.axis, sign=-1)


class LogSoftmax(Cell):
    """log(softmax(x)) along ``axis``.

    >>> from msgrad import Tensor, nn
    >>> print(nn.LogSoftmax()(Tensor([[5.0]])))
    [[0.]]
    """

    def __init__(self, axis=-1):
        super().__init__()
        self.axis = axis

    def construct(self, x):
        return F.log_softmax(x, self.axis)


class Softsign(Cell):
    """x / (1 + |x|).

    >>> from msgrad import Tensor, nn
    >>> print(nn.Softsign()(Tensor([1.0])))
    [0.5]
    """

    def __init__(self):
        super().__init__()

    def construct(self, x):
        return F.softsign(x)


class SoftShrink(Cell):
    """x moved towards 0 by ``lambd``, 0 within it; see `ops.softshrink`.

    >>> from msgrad import Tensor, nn
    >>> print(nn.SoftShrink()(Tensor([-2.0, 0.2])))
    [-1.5  0. ]
    """

    def __init__(self, lambd=0.5):
        super().__init__()
        self.lambd = check_type(lambd, (bool, int, float), "lambd", "SoftShrink")

    def construct(self, input_x):
        return F.softshrink(input_x, self.lambd)


class HShrink(Cell):
    """x where |x| is above ``lambd``, else 0.

    >>> from msgrad import Tensor, nn
    >>> print(nn.HShrink()(Tensor([-2.0, 0.2])))
    [-2.  0.]
    """

    def __init__(self, lambd=0.5):
        super().__init__()
        self.lambd = check_type(lambd, (bool, int, float), "lambd", "HShrink")

    def construct(self, input_x):
        return F.hardshrink(input_x, self.lambd)


class HSigmoid(Cell):
    """min(max((x + 3) / 6, 0), 1).

    >>> from msgrad import Tensor, nn
    >>> print(nn.HSigmoid()(Tensor([-4.0, 0.0])))
    [0.  0.5]
    """

    def __init__(self):
        super().__init__()

    def construct(self, input_x):
        return F.hardsigmoid(input_x)


class HSwish(Cell):
    """x * min(max(x + 3, 0), 6) / 6.

    >>> from msgrad import Tensor, nn
    >>> print(nn.HSwish()(Tensor([-4.0, 3.0])))
    [0. 3.]
    """

    def __init__(self):
        super().__init__()

    def construct(self, input_x):
        return F.hardswish(input_x)


class Hardtanh(Cell):
    """x clipped to [min_val, max_val]. Raises TypeError unless both are numbers, ValueError unless min_val is smaller.

    >>> from msgrad import Tensor, nn
    >>> print(nn.Hardtanh()(Tensor([-4.0, 0.5])))
    [-1.   0.5]
    """

    def __init__(self, min_val=-1.0, max_val=1.0):
        super().__init__()
        self.min_val = check_type(min_val, (float, int), "min_val", "Hardtanh")
        self.max_val = check_type(max_val, (float, int), "max_val", "Hardtanh")
        if min_val >= max_val:
            raise ValueError(f"For 'Hardtanh', 'min_val' must be below 'max_val', but got {min_val} and {max_val}.")

    def construct(self, x):
        return F.hardtanh(x, self.min_val, self.max_val)


class Threshold(Cell):
    """x where it is above ``threshold``, else ``value``.

    >>> from msgrad import Tensor, nn
    >>> print(nn.Threshold(0.0, 9.0)(Tensor([-4.0, 0.5])))
    [9.  0.5]
    """

    def __init__(self, threshold, value):
        super().__init__()
        self.threshold = threshold
        self.value = value

    def construct(self, input_x):
        return F.threshold(input_x, self.threshold, self.value)


class LRN(Cell):
    """Local response normalisation across channels; see `ops.lrn`.

    >>> from msgrad import Tensor, nn
    >>> print(nn.LRN(bias=3.0)(Tensor([[[[1.0]]]])))
    [[[[0.5]]]]
    """

    def __init__(self, depth_radius=5, bias=1.0, alpha=1.0, beta=0.5, norm_region="ACROSS_CHANNELS"):
        super().__init__()
        self._arguments = (depth_radius, bias, alpha, beta, norm_region)

    def construct(self, input_x):
        return F.lrn(input_x, *self._arguments)


_BY_NAME = {
    "softmin": Softmin, "softmax": Softmax, "softmax2d": Softmax2d, "logsoftmax": LogSoftmax, "relu": ReLU,
    "relu6": ReLU6, "rrelu": RReLU, "silu": SiLU, "tanh": Tanh, "tanhshrink": Tanhshrink, "hardtanh": Hardtanh,
    "gelu": GELU, "fast_gelu": FastGelu, "elu": ELU, "sigmoid": Sigmoid, "softsign": Softsign, "prelu": PReLU,
    "leakyrelu": LeakyReLU, "hswish": HSwish, "hsigmoid": HSigmoid, "logsigmoid": LogSigmoid,
    "hshrink": HShrink, "softshrink": SoftShrink, "threshold": Threshold, "mish": Mish,
}  # fmt: skip


def get_activation(name, prim_name=None):
    """A new activation layer by its name ("relu", "logsoftmax", ...), None for "". KeyError for names it has not.

    >>> from msgrad import nn
    >>> nn.get_activation("sigmoid")
    Sigmoid()
    """
    if name == "":
        return None
    if name not in _BY_NAME:
        who = f"For '{prim_name}', the" if prim_name else "The"
        raise KeyError(f"{who} 'name' must be in {list(_BY_NAME)}, but got {name}.")
    return _BY_NAME[name]()


def activation_of(activation, who):
    """The activation of a layer's argument: None, a name, or anything that can be called but a class."""
    if activation is None or isinstance(activation, str):
        return get_activation(activation) if activation else None
    if not callable(activation) or isinstance(activation, type):
        raise TypeError(
            f"For '{who}', the 'activation' must be a str, a Cell or a primitive, but got {type(activation).__name__}."
        )
    return activation
