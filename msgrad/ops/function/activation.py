"""Activation functions. Each is one operator; at corners the gradient is the one-sided value that MindSpore takes."""

from __future__ import annotations

import math

import jax
import jax.numpy as jnp
import numpy as np

from msgrad._checkparam import check_axis, check_one_of, check_type, float_tensors
from msgrad.common import dtype as mstype
from msgrad.engine import random
from msgrad.engine.operator import operator
from msgrad.engine.recorder import drawn

__all__ = [
    "celu", "elu", "fast_gelu", "gelu", "glu", "hardshrink", "hardsigmoid", "hardswish", "hardtanh",
    "leaky_relu", "log_softmax", "logsigmoid", "lrn", "mish", "prelu", "relu", "relu6", "rrelu", "selu",
    "sigmoid", "silu", "softmax", "softmin", "softplus", "softshrink", "softsign", "tanh", "tanhshrink",
    "threshold",
]  # fmt: skip

_NUMBER = (int, float)


@operator("input", promote=float_tensors("relu", "int", "bool"), name="relu")
def _relu(input):
    return jnp.where(input > 0, input, jnp.zeros_like(input))


def relu(input, inplace=False):
    """max(input, 0), element by element; the gradient at 0 is 0. With ``inplace`` the input itself takes the result.

    >>> from msgrad import Tensor, ops
    >>> print(ops.relu(Tensor([-1.0, 0.0, 2.0])))
    [0. 0. 2.]
    """
    out = _relu(input)
    if inplace:
        input.assign_value(out)
        return input
    return out


@operator("x", promote=float_tensors("relu6", "int"))
def relu6(x):
    """min(max(x, 0), 6), element by element; the gradient is 0 at 0 and 1 at 6.

    >>> from msgrad import Tensor, ops
    >>> print(ops.relu6(Tensor([-1.0, 2.0, 8.0])))
    [0. 2. 6.]
    """
    return jnp.where(x > 0, jnp.where(x > 6, jnp.full_like(x, 6), x), jnp.zeros_like(x))


@operator("input", promote=float_tensors("leaky_relu", "int"))
def leaky_relu(input, alpha=0.2):
    """``input`` where it is above 0, else ``alpha * input`` (the larger of both; the smaller where alpha is above 1).

    >>> from msgrad import Tensor, ops
    >>> print(ops.leaky_relu(Tensor([-1.0, 2.0]), 0.5))
    [-0.5  2. ]
    """
    check_type(alpha, _NUMBER, "alpha", "leaky_relu")
    sloped = input * jnp.asarray(alpha, input.dtype)
    return jnp.maximum(sloped, input) if alpha <= 1 else jnp.minimum(sloped, input)


@operator("input", "weight", promote=float_tensors("prelu"))
def prelu(input, weight):
    """``input`` where it is above 0, else ``weight * input``; one weight, or one for each channel (axis 1).

    Raises ValueError where the number of weights is neither 1 nor that of the channels.

    >>> from msgrad import Tensor, ops
    >>> print(ops.prelu(Tensor([[-1.0, -1.0]]), Tensor([0.5, 0.25])))
    [[-0.5  -0.25]]
    """
    channels = input.shape[1] if input.ndim > 1 else 1
    if weight.ndim != 1 or weight.shape[0] not in (1, channels):
        raise ValueError(
            f"For 'prelu', the 'weight' must have shape (1,) or ({channels},), the channels, but got {weight.shape}."
        )
    if input.ndim > 1:
        weight = weight.reshape((1, -1) + (1,) * (input.ndim - 2))
    return jnp.where(input > 0, input, weight * input).astype(input.dtype)


def _expm1_below_zero(x):
    """exp(x) - 1 where x is below 0, else 0, with no overflow that could spoil a gradient."""
    return jnp.expm1(jnp.where(x < 0, x, jnp.zeros_like(x)))


@operator("input", promote=float_tensors("elu"), name="elu")
def elu_of(input, alpha):
    """``input`` where it is above 0, else ``alpha * (exp(x) - 1)``, for any alpha."""
    check_type(alpha, _NUMBER, "alpha", "elu")
    below = _expm1_below_zero(input)
    return jnp.where(input < 0, below if alpha == 1 else below * jnp.asarray(alpha, input.dtype), input)


def elu(input_x, alpha=1.0):
    """``x`` where it is above 0, else ``alpha * (exp(x) - 1)``. As in MindSpore, ``alpha`` must be 1.

    >>> from msgrad import Tensor, ops
    >>> print(ops.elu(Tensor([0.0, 2.0])))
    [0. 2.]
    """
    check_type(alpha, _NUMBER, "alpha", "elu")
    if alpha != 1:
        raise ValueError(f"For 'elu', the 'alpha' must be 1.0, but got {alpha}.")
    return elu_of(input_x, alpha)


@operator("x", promote=float_tensors("celu"))
def celu(x, alpha=1.0):
    """``max(0, x) + min(0, alpha * (exp(x / alpha) - 1))``. Raises ValueError for alpha 0.

    >>> from msgrad import Tensor, ops
    >>> print(ops.celu(Tensor([0.0, 2.0]), 0.5))
    [0. 2.]
    """
    check_type(alpha, _NUMBER, "alpha", "celu")
    if alpha == 0:
        raise ValueError("For 'celu', the 'alpha' must not be 0, but got 0.")
    below = jnp.expm1(jnp.where(x > 0, 0, x) / alpha)
    return jnp.where(x > 0, x, jnp.asarray(alpha * below, x.dtype))


_SELU_SCALE = 1.05070098
_SELU_ALPHA = 1.67326324


@operator("input_x", promote=float_tensors("selu"))
def selu(input_x):
    """scale * (x, or alpha * (exp(x) - 1) below 0), scale 1.05070098 and alpha 1.67326324 (Klambauer et al., 2017).

    >>> from msgrad import Tensor, ops
    >>> print(ops.selu(Tensor([0.0])))
    [0.]
    """
    inner = jnp.where(input_x > 0, input_x, _SELU_ALPHA * _expm1_below_zero(input_x))
    return jnp.asarray(_SELU_SCALE * inner, input_x.dtype)


@operator("input", promote=float_tensors("gelu"))
def gelu(input, approximate="none"):
    """x * Phi(x) with the normal distribution function Phi (Hendrycks and Gimpel, 2016).

    ``approximate``: 'none' uses erf, 'tanh' the formula ``x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3)))``.
    Any other value raises ValueError.

    >>> from msgrad import Tensor, ops
    >>> print(ops.gelu(Tensor([0.0, 30.0]), approximate='tanh'))
    [ 0. 30.]
    """
    check_one_of(approximate, ("none", "tanh"), "approximate", "gelu")
    return jax.nn.gelu(input, approximate=approximate == "tanh")


@operator("x", promote=float_tensors("fast_gelu"))
def fast_gelu(x):
    """x * sigmoid(1.702 x), a cheap stand-in for gelu.

    >>> from msgrad import Tensor, ops
    >>> print(ops.fast_gelu(Tensor([0.0])))
    [0.]
    """
    return x * jax.nn.sigmoid(1.702 * x)


@operator("x", promote=float_tensors("glu"))
def glu(x, axis=-1):
    """``a * sigmoid(b)`` for the two halves a, b of ``x`` along ``axis``. Raises ValueError for an odd length.

    >>> from msgrad import Tensor, ops
    >>> print(ops.glu(Tensor([[1.0, 0.0]])))
    [[0.5]]
    """
    axis = check_axis(axis, x.ndim, "glu")
    if x.shape[axis] % 2:
        raise ValueError(f"For 'glu', the length of axis {axis} must be even, but got shape {x.shape}.")
    a, b = jnp.split(x, 2, axis)
    return a * jax.nn.sigmoid(b)


@operator("input", promote=float_tensors("silu"))
def silu(input):
    """x * sigmoid(x).

    >>> from msgrad import Tensor, ops
    >>> print(ops.silu(Tensor([0.0])))
    [0.]
    """
    return jax.nn.silu(input)


@operator("x", promote=float_tensors("mish"))
def mish(x):
    """x * tanh(log(1 + exp(x))).

    >>> from msgrad import Tensor, ops
    >>> print(ops.mish(Tensor([0.0])))
    [0.]
    """
    return x * jnp.tanh(jax.nn.softplus(x))


@operator("input", promote=float_tensors("sigmoid"))
def sigmoid(input):
    """1 / (1 + exp(-x)).

    >>> from msgrad import Tensor, ops
    >>> print(ops.sigmoid(Tensor([0.0])))
    [0.5]
    """
    return jax.nn.sigmoid(input)


@operator("x", promote=float_tensors("logsigmoid"))
def logsigmoid(x):
    """log(1 / (1 + exp(-x))), without overflow.

    >>> from msgrad import Tensor, ops
    >>> print(ops.logsigmoid(Tensor([0.0])))
    [-0.6931472]
    """
    return jax.nn.log_sigmoid(x)


@operator("input", promote=float_tensors("tanh"))
def tanh(input):
    """The hyperbolic tangent.

    >>> from msgrad import Tensor, ops
    >>> print(ops.tanh(Tensor([0.0])))
    [0.]
    """
    return jnp.tanh(input)


@operator("input", name="softmax")
def softmax_over(input, axis=-1, dtype=None, sign=1):
    """softmax(sign * input) over one axis or several, computed in a numpy dtype."""
    if dtype is not None:
        input = input.astype(dtype)
    if not jnp.issubdtype(input.dtype, jnp.floating):
        raise TypeError(f"For 'softmax', the dtype of the input must be a floating one, but got {input.dtype}.")
    axes = axis if isinstance(axis, tuple) else (axis,)
    axes = tuple(check_axis(a, input.ndim, "softmax") for a in axes)
    return jax.nn.softmax(input if sign > 0 else -input, axes)


def _numpy_dtype(dtype):
    return None if dtype is None else mstype.to_numpy(dtype)


def softmax(input, axis=-1, *, dtype=None):
    """exp(x) / sum(exp(x)) along ``axis``; with ``dtype`` the input is cast first.

    Raises TypeError for an axis that is no int or for whole numbers, ValueError where there is no such axis.

    >>> from msgrad import Tensor, ops
    >>> print(ops.softmax(Tensor([1.0, 1.0])))
    [0.5 0.5]
    """
    check_type(axis, int, "axis", "softmax")
    return softmax_over(input, axis, _numpy_dtype(dtype))


def softmin(x, axis=-1, *, dtype=None):
    """softmax(-x) along ``axis``.

    >>> from msgrad import Tensor, ops
    >>> print(ops.softmin(Tensor([1.0, 1.0])))
    [0.5 0.5]
    """
    check_type(axis, int, "axis", "softmin")
    return softmax_over(x, axis, _numpy_dtype(dtype), -1)


@operator("logits", promote=float_tensors("log_softmax"))
def log_softmax(logits, axis=-1):
    """log(softmax(x)) along ``axis``, without overflow. Raises ValueError where there is no such axis.

    >>> from msgrad import Tensor, ops
    >>> print(ops.log_softmax(Tensor([[5.0]])))
    [[0.]]
    """
    return jax.nn.log_softmax(logits, check_axis(axis, logits.ndim, "log_softmax"))


@operator("input", promote=float_tensors("softplus"))
def softplus(input, beta=1, threshold=20):
    """log(1 + exp(beta x)) / beta; x itself where ``beta x`` is above ``threshold``.

    >>> from msgrad import Tensor, ops
    >>> print(ops.softplus(Tensor([30.0])))
    [30.]
    """
    check_type(beta, _NUMBER, "beta", "softplus")
    check_type(threshold, _NUMBER, "threshold", "softplus")
    scaled = input.astype(jnp.promote_types(input.dtype, jnp.float32)) * beta
    straight = scaled > threshold
    smooth = jnp.log1p(jnp.exp(jnp.where(straight, 0, scaled))) / beta
    return jnp.where(straight, input, smooth.astype(input.dtype))


@operator("x", promote=float_tensors("softsign", "int"))
def softsign(x):
    """x / (1 + |x|).

    >>> from msgrad import Tensor, ops
    >>> print(ops.softsign(Tensor([1.0])))
    [0.5]
    """
    return x / (1 + jnp.abs(x))


@operator("input", promote=float_tensors("softshrink"))
def softshrink(input, lambd=0.5):
    """x - lambd above lambd, x + lambd below -lambd, else 0.

    >>> from msgrad import Tensor, ops
    >>> print(ops.softshrink(Tensor([-2.0, 0.2])))
    [-1.5  0. ]
    """
    check_type(lambd, (*_NUMBER, bool), "lambd", "softshrink")
    zero = jnp.zeros_like(input)
    return jnp.where(input > lambd, input - lambd, jnp.where(input < -lambd, input + lambd, zero))


@operator("input", promote=float_tensors("hardshrink"))
def hardshrink(input, lambd=0.5):
    """x where |x| is above ``lambd``, else 0.

    >>> from msgrad import Tensor, ops
    >>> print(ops.hardshrink(Tensor([-2.0, 0.2])))
    [-2.  0.]
    """
    check_type(lambd, (*_NUMBER, bool), "lambd", "hardshrink")
    return jnp.where((input > lambd) | (input < -lambd), input, jnp.zeros_like(input))


@operator("input", promote=float_tensors("hardsigmoid", "int"))
def hardsigmoid(input):
    """min(max((x + 3) / 6, 0), 1).

    >>> from msgrad import Tensor, ops
    >>> print(ops.hardsigmoid(Tensor([-4.0, 0.0])))
    [0.  0.5]
    """
    middle = (input + 3) / 6
    return jnp.where(input > -3, jnp.where(input < 3, middle, 1), 0).astype(middle.dtype)


@operator("input", promote=float_tensors("hardswish", "int"))
def hardswish(input):
    """x * min(max(x + 3, 0), 6) / 6.

    >>> from msgrad import Tensor, ops
    >>> print(ops.hardswish(Tensor([-4.0, 3.0])))
    [0. 3.]
    """
    middle = input * (input + 3) / 6
    return jnp.where(input < -3, 0, jnp.where(input > 3, input, middle)).astype(middle.dtype)


@operator("input", promote=float_tensors("hardtanh", "int"))
def hardtanh(input, min_val=-1.0, max_val=1.0):
    """``input`` clipped to [min_val, max_val].

    >>> from msgrad import Tensor, ops
    >>> print(ops.hardtanh(Tensor([-4.0, 0.5])))
    [-1.   0.5]
    """
    check_type(min_val, _NUMBER, "min_val", "hardtanh")
    check_type(max_val, _NUMBER, "max_val", "hardtanh")
    low, high = jnp.asarray(min_val, input.dtype), jnp.asarray(max_val, input.dtype)
    return jnp.minimum(jnp.maximum(input, low), high)


@operator("input", promote=float_tensors("threshold", "int"))
def threshold(input, thr, value):
    """``input`` where it is above ``thr``, else ``value``.

    >>> from msgrad import Tensor, ops
    >>> print(ops.threshold(Tensor([-4.0, 0.5]), 0.0, 9.0))
    [9.  0.5]
    """
    check_type(thr, _NUMBER, "thr", "threshold")
    check_type(value, _NUMBER, "value", "threshold")
    return jnp.where(input > thr, input, jnp.asarray(value, input.dtype))


@operator("input", promote=float_tensors("tanhshrink"))
def tanhshrink(input):
    """x - tanh(x).

    >>> from msgrad import Tensor, ops
    >>> print(ops.tanhshrink(Tensor([0.0])))
    [0.]
    """
    return input - jnp.tanh(input)


@operator("input", "slope", promote=float_tensors("rrelu"), name="rrelu")
def _rrelu(input, slope):
    below = jnp.where(input < 0, slope.astype(input.dtype) * input, jnp.zeros_like(input))  # gradient 0 at 0
    return jnp.where(input > 0, input, below)


def rrelu(input, lower=0.125, upper=1.0 / 3):
    """x where it is above 0, else x times a slope, drawn for each element uniformly from [lower, upper).

    Raises ValueError where ``lower`` is above ``upper``.

    >>> from msgrad import Tensor, ops
    >>> print(ops.rrelu(Tensor([-4.0, 1.0]), 0.5, 0.5))
    [-2.  1.]
    """
    check_type(lower, _NUMBER, "lower", "rrelu")
    check_type(upper, _NUMBER, "upper", "rrelu")
    if lower > upper:
        raise ValueError(f"For 'rrelu', the 'upper' must be at least 'lower', but got lower {lower} and upper {upper}.")
    key, shape = random.draw_key(), tuple(input.shape)

    def slopes(draws):
        return (lower + (upper - lower) * draws).astype(np.float32)

    if key is None:
        slope = drawn(lambda: slopes(random.mt19937_uniform(random.next_kernel_seed("uniform"), shape)))
    else:  # inside a Cell as a pure function the randomness is an argument
        slope = slopes(jax.random.uniform(key, shape))
    return _rrelu(input, slope)


@operator("x", promote=float_tensors("lrn"))
def lrn(x, depth_radius=5, bias=1.0, alpha=1.0, beta=0.5, norm_region="ACROSS_CHANNELS"):
    """x / (bias + alpha * sum of squares over the 2 depth_radius + 1 nearest channels)^beta, for (N, C, H, W).

    Local response normalisation (Krizhevsky et al., 2012).

    >>> from msgrad import Tensor, ops
    >>> import numpy as np
    >>> print(ops.lrn(Tensor(np.ones((1, 1, 1, 1), np.float32)), bias=3.0))
    [[[[0.5]]]]
    """
    check_one_of(norm_region, ("ACROSS_CHANNELS",), "norm_region", "lrn")
    if x.ndim != 4:
        raise ValueError(f"For 'lrn', the 'x' must have 4 dimensions, but got shape {x.shape}.")
    check_type(depth_radius, int, "depth_radius", "lrn")
    padded = jnp.pad(jnp.square(x), ((0, 0), (depth_radius, depth_radius), (0, 0), (0, 0)))
    total = sum(padded[:, k : k + x.shape[1]] for k in range(2 * depth_radius + 1))
    denominator = bias + alpha * total
    power = jnp.sqrt(denominator) if math.isclose(beta, 0.5) else denominator**beta
    return (x / power).astype(x.dtype)
