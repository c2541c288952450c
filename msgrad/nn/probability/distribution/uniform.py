"""The continuous uniform distribution."""

from msgrad.common import dtype as mstype
from msgrad.nn.probability.distribution.parametric import ParametricDistribution
from msgrad.nn.probability.parameters import known
from msgrad.ops import cast, full_like, log, ones_like, square, where, zeros_like
from msgrad.ops.function.random_func import _draw_uniform


class Uniform(ParametricDistribution):
    """The uniform distribution between ``low`` and ``high``.

    Args:
        low, high: numbers, lists, arrays or Tensors whose shapes broadcast to each other; None if each call gives them.
        seed, dtype, name: as for `Normal`.

    Raises:
        TypeError: for a dtype that is not floating, and for parameters of different dtypes.
        ValueError: unless low < high.

    >>> from msgrad.nn.probability.distribution import Uniform
    >>> uniform = Uniform(1.0, 5.0)
    >>> print(uniform.mean(), uniform.cdf(Tensor([0.0, 2.0])), uniform.prob(Tensor([0.0, 2.0])))
    3.0 [0.   0.25] [0.   0.25]
    """

    family = "Uniform"
    labels = ("low", "high")

    def __init__(self, low=None, high=None, seed=None, dtype=mstype.float32, name="Uniform"):
        super().__init__({"low": low, "high": high}, seed, dtype, name)
        bounds = [None if bound is None else known(bound) for bound in (self._low, self._high)]
        if all(bound is not None for bound in bounds) and (bounds[0] >= bounds[1]).any():
            raise ValueError(f"For '{name}', the 'low' must be less than the 'high', but got {low} and {high}.")

    low = property(lambda self: self._low, doc="The lower bound.")
    high = property(lambda self: self._high, doc="The upper bound.")

    def _width(self, low, high):
        low, high = self._check_param_type(low, high)
        return high - low

    def _mean(self, low=None, high=None):
        low, high = self._check_param_type(low, high)
        return (low + high) / 2

    def _var(self, low=None, high=None):
        return square(self._width(low, high)) / 12

    def _entropy(self, low=None, high=None):
        return log(self._width(low, high))

    def _prob(self, value, low=None, high=None):
        value = self._value(value)
        low, high = self._check_param_type(low, high)
        density = ones_like(value) / (high - low)
        return where((value >= low).logical_and(value <= high), density, zeros_like(density))

    def _cdf(self, value, low=None, high=None):
        value = self._value(value)
        low, high = self._check_param_type(low, high)
        share = (value - low) / (high - low)
        share = where(value < low, zeros_like(share), share)
        return where(value >= high, ones_like(share), share)

    def _kl_loss(self, dist, low_b, high_b, low=None, high=None):
        low_b, high_b = self._other(dist, low_b=low_b, high_b=high_b)
        low, high = self._check_param_type(low, high)
        divergence = log(high_b - low_b) - log(high - low)
        inside = (low >= low_b).logical_and(high <= high_b)
        return where(inside, divergence, full_like(divergence, float("inf")))

    def _sample(self, shape=(), low=None, high=None):
        low, high = self._check_param_type(low, high)
        draws = _draw_uniform("uniform", self.seed, self._shape(shape) + low.shape)
        return cast(draws * (high - low) + low, self.dtype)
