"""Initial values of weights: `initializer("normal", shape, dtype)` and the classes behind the names.

An initializer fills a numpy array in place. The random ones take one number from numpy's global generator (which
`set_seed` seeds) as the seed of a Philox stream, so that weights come out bit for bit as MindSpore's on CPU. Numbers
are drawn in float32 and then cast to the array's dtype.

A class of one's own derives from `Initializer`, fills the array in `_initialize(self, arr)`, and may get names for
`initializer` by the decorator `_register("name", ...)`.
"""

import math
import numbers

import numpy as np

from msgrad.common import dtype as mstype
from msgrad.engine import random as _random
from msgrad.engine.philox_draws import philox_normal, philox_truncated_normal, philox_uniform

__all__ = [
    "Constant",
    "Dirac",
    "HeNormal",
    "HeUniform",
    "Identity",
    "Initializer",
    "Normal",
    "One",
    "Orthogonal",
    "Sparse",
    "TruncatedNormal",
    "Uniform",
    "VarianceScaling",
    "XavierNormal",
    "XavierUniform",
    "Zero",
    "initializer",
]

_INITIALIZER_ALIAS: dict = {}  # name in lower case -> class


class Initializer:
    """Base of all initializers. `init(arr)` fills the numpy array `arr` in place.

    >>> class Seven(Initializer):
    ...     def _initialize(self, arr):
    ...         arr[:] = 7
    >>> initial_array(Seven(), (2,), mstype.float32)
    array([7., 7.], dtype=float32)
    """

    def __init__(self, **kwargs):
        self._kwargs = kwargs
        self._seed = None

    @property
    def seed(self):
        """A pair of seeds for operators that draw by themselves; setting it sets the first of the two, less one."""
        if self._seed is not None:
            return self._seed + 1, 0
        return _random.next_seeds("init", _random.get_seed() or 0)

    @seed.setter
    def seed(self, value):
        self._seed = value

    def _initialize(self, arr):
        raise NotImplementedError(f"{type(self).__name__} must override '_initialize(self, arr)'.")

    def __call__(self, arr):
        return self._initialize(arr)


def _register(*aliases):
    """A class decorator: the names by which `initializer` finds the class, beside its own. Names are never replaced."""

    def register(cls):
        for name in (cls.__name__.lower(), *aliases):
            _INITIALIZER_ALIAS.setdefault(name, cls)
        return cls

    return register


def initial_array(init, shape, dtype):
    """A new numpy array of that shape and data type, filled by the Initializer `init`."""
    array = np.zeros(shape, mstype.to_numpy(dtype))
    init(array)
    return array


def initializer(init, shape=None, dtype=mstype.float32):
    """A Tensor with initial values.

    init: an Initializer, its name in any case ("normal", "zeros", "xavier_uniform", ...), a number, or a Tensor,
    which is given back. shape: int, tuple or list of positive ints; with a Tensor it may be left out.

    The values are drawn by the Tensor's `init_data()`, or when a Parameter takes the Tensor.

    Raises TypeError where `init` is none of these, ValueError for an unknown name, a shape that is not positive, or
    one that is not the Tensor's.
    """
    from msgrad.common.tensor import Tensor

    if not isinstance(init, (Tensor, numbers.Number, str, Initializer)):
        raise TypeError(
            f"For 'initializer', the type of the argument 'init' should be Tensor, number, string or Initializer, "
            f"but got {type(init)}."
        )
    if isinstance(shape, (list, numbers.Number)):
        shape = tuple(shape) if isinstance(shape, list) else (shape,)
    if isinstance(init, Tensor):
        if shape is not None and init.shape != shape:
            raise ValueError(
                f"For 'initializer', the argument 'shape' should be the shape {init.shape} of 'init', but got {shape}."
            )
        return init
    if shape is not None and not all(isinstance(n, int) and n > 0 for n in shape):
        raise ValueError(
            f"For 'initializer', the argument 'shape' should be made of positive integers, but got {shape}."
        )
    if isinstance(init, str):
        cls = _INITIALIZER_ALIAS.get(init.lower())
        if cls is None:
            raise ValueError(
                f"For 'initializer', there is no initializer of the name '{init}'; the names are "
                f"{', '.join(sorted(_INITIALIZER_ALIAS))}."
            )
        init = cls()
    elif isinstance(init, numbers.Number):
        init = Constant(init)
    return Tensor(shape=init.shape if shape is None else shape, dtype=dtype, init=init)


def _numpy_seed():
    return int(np.random.randint(low=1, high=1 << 63, dtype=np.int64))


def _init_random_uniform(a, b, shape):
    """Uniform float32 numbers in [a, b)."""
    return philox_uniform(_numpy_seed(), math.prod(shape), a, b).reshape(shape)


def _init_random_normal(mean, sigma, shape):
    """Normal float32 numbers; ValueError for a negative sigma."""
    _check_sigma(sigma)
    return philox_normal(_numpy_seed(), math.prod(shape), mean, sigma).reshape(shape)


def _init_truncated_normal(a, b, mean, sigma, shape):
    """Normal float32 numbers cut to [a, b]; ValueError for a negative sigma."""
    _check_sigma(sigma)
    return philox_truncated_normal(_numpy_seed(), math.prod(shape), a, b, mean, sigma).reshape(shape)


def _check_sigma(sigma):
    if sigma < 0:
        raise ValueError(f"The standard deviation 'sigma' must not be negative, but got {sigma}.")


def _assignment(arr, num):
    """Fill `arr` with an array of its shape or a number."""
    if isinstance(num, np.ndarray):
        arr[...] = num
    else:
        arr.fill(num)
    return arr


def _calculate_fan_in_and_fan_out(shape):
    """Inputs and outputs that one unit of a weight of shape (outputs, inputs, *kernel) is connected to.

    >>> _calculate_fan_in_and_fan_out((6, 3, 5, 5))
    (75, 150)
    """
    if len(shape) < 2:
        raise ValueError(
            f"'fan_in' and 'fan_out' can not be computed for tensor with fewer than 2 dimensions, "
            f"but got dimensions {len(shape)}."
        )
    kernel = math.prod(shape[2:])
    return shape[1] * kernel, shape[0] * kernel


def _calculate_in_and_out(arr):
    return _calculate_fan_in_and_fan_out(arr.shape)


def _calculate_correct_fan(shape, mode):
    """The fan of `mode`, "fan_in" or "fan_out"; ValueError for another mode."""
    fans = dict(zip(("fan_in", "fan_out"), _calculate_fan_in_and_fan_out(shape), strict=True))
    if mode.lower() not in fans:
        raise ValueError(f"'mode' {mode} not supported, please use one of {list(fans)}.")
    return fans[mode.lower()]


_UNIT_GAIN = {"sigmoid", "linear"} | {f"conv{t}{n}d" for t in ("", "_transpose") for n in (1, 2, 3)}


def _calculate_gain(nonlinearity, param=None):
    """What an activation asks of the standard deviation of the weights before it (He et al., 2015).

    param: the negative slope of "leaky_relu", 0.01 where it is None. ValueError for another activation.
    """
    if nonlinearity in _UNIT_GAIN:
        return 1
    if nonlinearity == "tanh":
        return 5.0 / 3
    if nonlinearity == "relu":
        return math.sqrt(2.0)
    if nonlinearity != "leaky_relu":
        raise ValueError(
            f"The argument 'nonlinearity' should be one of 'sigmoid', 'tanh', 'relu' or 'leaky_relu', "
            f"but got {nonlinearity}."
        )
    slope = 0.01 if param is None else param
    if isinstance(slope, bool) or not isinstance(slope, (int, float)):
        raise ValueError(f"The 'negative_slope' of 'leaky_relu' should be an int or float, but got {slope!r}.")
    return math.sqrt(2.0 / (1 + slope**2))


def _check_dimensions(name, arr, allowed):
    if arr.ndim not in allowed:
        raise ValueError(
            f"For {name} initializer, the dimension of the initialized tensor should be "
            f"{' or '.join(map(str, allowed))}, but got {arr.ndim}."
        )


@_register("zeros")
class Zero(Initializer):
    """Zeros."""

    def _initialize(self, arr):
        arr.fill(0)


@_register("ones")
class One(Initializer):
    """Ones."""

    def _initialize(self, arr):
        arr.fill(1)


class Constant(Initializer):
    """One number everywhere."""

    def __init__(self, value):
        super().__init__(value=value)
        self.value = value

    def _initialize(self, arr):
        arr.fill(self.value)


@_register()
class Uniform(Initializer):
    """Uniform in [-scale, scale)."""

    def __init__(self, scale=0.07):
        super().__init__(scale=scale)
        self.scale = scale

    def _initialize(self, arr):
        arr[...] = _init_random_uniform(-self.scale, self.scale, arr.shape)


@_register()
class Normal(Initializer):
    """Normal with that mean and standard deviation `sigma`."""

    def __init__(self, sigma=0.01, mean=0.0):
        super().__init__(sigma=sigma, mean=mean)
        self.sigma = sigma
        self.mean = mean

    def _initialize(self, arr):
        arr[...] = _init_random_normal(self.mean, self.sigma, arr.shape)


@_register()
class TruncatedNormal(Initializer):
    """Normal, cut to [a, b]; the bounds are values, not multiples of sigma."""

    def __init__(self, sigma=0.01, mean=0.0, a=-2.0, b=2.0):
        super().__init__(sigma=sigma, mean=mean, a=a, b=b)
        self.sigma = sigma
        self.mean = mean
        self.a = a
        self.b = b

    def _initialize(self, arr):
        arr[...] = _init_truncated_normal(self.a, self.b, self.mean, self.sigma, arr.shape)


@_register("xavier_normal")
class XavierNormal(Initializer):
    """Normal with standard deviation gain * sqrt(2 / (fan_in + fan_out)) (Glorot and Bengio, 2010)."""

    def __init__(self, gain=1):
        super().__init__(gain=gain)
        self.gain = gain

    def _initialize(self, arr):
        std = self.gain * math.sqrt(2.0 / sum(_calculate_fan_in_and_fan_out(arr.shape)))
        arr[...] = _init_random_normal(0, std, arr.shape)


@_register("xavier_uniform")
class XavierUniform(Initializer):
    """Uniform within gain * sqrt(6 / (fan_in + fan_out)) of zero (Glorot and Bengio, 2010)."""

    def __init__(self, gain=1):
        super().__init__(gain=gain)
        self.gain = gain

    def _initialize(self, arr):
        bound = self.gain * math.sqrt(6.0 / sum(_calculate_fan_in_and_fan_out(arr.shape)))
        arr[...] = _init_random_uniform(-bound, bound, arr.shape)


class _He(Initializer):
    def __init__(self, negative_slope=0, mode="fan_in", nonlinearity="leaky_relu"):
        super().__init__(negative_slope=negative_slope, mode=mode, nonlinearity=nonlinearity)
        self.negative_slope = negative_slope
        self.mode = mode
        self.nonlinearity = nonlinearity

    def _std(self, shape):
        fan = _calculate_correct_fan(shape, self.mode)
        return _calculate_gain(self.nonlinearity, self.negative_slope) / math.sqrt(fan)


@_register("he_uniform")
class HeUniform(_He):
    """Uniform within gain * sqrt(3 / fan) of zero (He et al., 2015).

    negative_slope: of "leaky_relu". mode: "fan_in" or "fan_out". nonlinearity: the activation that follows.
    """

    def _initialize(self, arr):
        bound = math.sqrt(3.0) * self._std(arr.shape)
        arr[...] = _init_random_uniform(-bound, bound, arr.shape)


@_register("he_normal")
class HeNormal(_He):
    """Normal with standard deviation gain / sqrt(fan) (He et al., 2015). Arguments as `HeUniform`."""

    def _initialize(self, arr):
        arr[...] = _init_random_normal(0, self._std(arr.shape), arr.shape)


@_register()
class VarianceScaling(Initializer):
    """Variance scale / n, with n the fan of `mode`: "fan_in", "fan_out" or "fan_avg" (their mean), at least 1.

    distribution: "untruncated_normal", "uniform" or "truncated_normal". MindSpore 2.10 draws the last from the
    uniform distribution as well, and so does this one: the numbers are MindSpore's.

    Raises ValueError for a scale of 0 or below and for other names.
    """

    def __init__(self, scale=1.0, mode="fan_in", distribution="truncated_normal"):
        super().__init__(scale=scale, mode=mode, distribution=distribution)
        if scale <= 0:
            raise ValueError(f"For VarianceScaling, the argument 'scale' must be above 0, but got {scale}.")
        for argument, value, allowed in (
            ("mode", mode, ["fan_in", "fan_out", "fan_avg"]),
            ("distribution", distribution, ["uniform", "truncated_normal", "untruncated_normal"]),
        ):
            if value not in allowed:
                raise ValueError(
                    f"For VarianceScaling, the argument '{argument}' must be in {allowed}, but got {value}."
                )
        self.scale = scale
        self.mode = mode
        self.distribution = distribution

    def _initialize(self, arr):
        fan_in, fan_out = _calculate_fan_in_and_fan_out(arr.shape)
        n = {"fan_in": fan_in, "fan_out": fan_out, "fan_avg": (fan_in + fan_out) / 2}[self.mode]
        variance = self.scale / max(1.0, n)
        if self.distribution == "untruncated_normal":
            arr[...] = _init_random_normal(0, math.sqrt(variance), arr.shape)
        else:
            bound = math.sqrt(3.0 * variance)
            arr[...] = _init_random_uniform(-bound, bound, arr.shape)


@_register()
class Identity(Initializer):
    """Ones on the diagonal of a 2-D array; ValueError for other dimensions."""

    def _initialize(self, arr):
        _check_dimensions("Identity", arr, (2,))
        arr[...] = np.eye(*arr.shape)


@_register()
class Sparse(Initializer):
    """Normal with standard deviation `sigma`, but for a share `sparsity` of each column of a 2-D array: zeros."""

    def __init__(self, sparsity, sigma=0.01):
        super().__init__()
        self.sparsity = sparsity
        self.sigma = sigma

    def _initialize(self, arr):
        _check_dimensions("Sparse", arr, (2,))
        rows, columns = arr.shape
        arr[...] = _init_random_normal(0, self.sigma, arr.shape)
        zeros = math.ceil(self.sparsity * rows)
        for column in range(columns):
            arr[np.random.permutation(rows)[:zeros], column] = 0


@_register()
class Dirac(Initializer):
    """A convolution weight (3 to 5 dimensions) that hands its input channels on, in each of `groups` groups.

    Raises ValueError for other dimensions, and where the first dimension is no multiple of `groups`.
    """

    def __init__(self, groups=1):
        super().__init__()
        self.groups = groups

    def _initialize(self, arr):
        _check_dimensions("Dirac", arr, (3, 4, 5))
        if arr.shape[0] % self.groups:
            raise ValueError(
                f"For Dirac initializer, the first dimension must be divisible by 'groups', "
                f"but got {arr.shape[0]} and {self.groups}."
            )
        arr.fill(0)
        channels = arr.shape[0] // self.groups
        centre = tuple(n // 2 for n in arr.shape[2:])
        for group in range(self.groups):
            for channel in range(min(channels, arr.shape[1])):
                arr[(group * channels + channel, channel, *centre)] = 1


@_register()
class Orthogonal(Initializer):
    """gain times a matrix of orthonormal rows or columns, from the QR factors of a normal one (Saxe et al., 2014).

    Dimensions after the first count as columns. Raises ValueError for fewer than two dimensions.
    """

    def __init__(self, gain=1.0):
        super().__init__(gain=gain)
        self.gain = gain

    def _initialize(self, arr):
        if arr.ndim < 2:
            raise ValueError(
                f"For Orthogonal initializer, the dimension of the initialized tensor should be no less than 2, "
                f"but got {arr.ndim}."
            )
        rows, columns = arr.shape[0], math.prod(arr.shape[1:])
        normal = _init_random_normal(0, 1, (rows, columns))
        q, r = np.linalg.qr(normal.T if rows < columns else normal)
        q *= np.sign(np.diag(r))  # makes the factors unique, so that q is uniformly distributed
        arr[...] = (q.T if rows < columns else q).reshape(arr.shape) * self.gain
