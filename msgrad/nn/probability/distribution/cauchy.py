"""The Cauchy distribution."""

import math

from msgrad.common import dtype as mstype
from msgrad.nn.probability.distribution.parametric import ParametricDistribution
from msgrad.ops import atan, cast, log, log1p, square, tan


class Cauchy(ParametricDistribution):
    """The distribution of density scale / (pi (scale**2 + (x - loc)**2)), which has no mean and no variance.

    Args:
        loc, scale: numbers, lists, arrays or Tensors whose shapes broadcast to each other; None if each call gives
            them.
        seed, dtype, name: as for `Normal`.

    Raises:
        TypeError: for a dtype that is not floating, and for parameters of different dtypes.
        ValueError: unless scale > 0, and by `mean`, `sd` and `var`.

    >>> from msgrad.nn.probability.distribution import Cauchy
    >>> print(Cauchy(0.0, 1.0).cdf(Tensor([0.0, 1.0])))
    [0.5  0.75]
    """

    family = "Cauchy"
    labels = ("location", "scale")

    def __init__(self, loc=None, scale=None, seed=None, dtype=mstype.float32, name="Cauchy"):
        super().__init__({"loc": loc, "scale": scale}, seed, dtype, name)
        self._check_positive("scale")

    loc = property(lambda self: self._loc, doc="The centre.")
    scale = property(lambda self: self._scale, doc="Half the width at half the height.")

    def _undefined(self, *args, **kwargs):
        raise ValueError(f"For '{self.name}', the mean, the standard deviation and the variance are undefined.")

    _mean = _sd = _var = _undefined

    def _mode(self, loc=None, scale=None):
        return self._check_param_type(loc, scale)[0]

    def _entropy(self, loc=None, scale=None):
        return math.log(4 * math.pi) + log(self._check_param_type(loc, scale)[1])

    def _standardized(self, value, loc, scale):
        value = self._value(value)
        loc, scale = self._check_param_type(loc, scale)
        return (value - loc) / scale, scale

    def _log_prob(self, value, loc=None, scale=None):
        z, scale = self._standardized(value, loc, scale)
        return -math.log(math.pi) - log(scale) - log1p(square(z))

    def _cdf(self, value, loc=None, scale=None):
        return atan(self._standardized(value, loc, scale)[0]) / math.pi + 0.5

    def _log_cdf(self, value, loc=None, scale=None):
        return log1p(2.0 / math.pi * atan(self._standardized(value, loc, scale)[0])) - math.log(2)

    def _kl_loss(self, dist, loc_b, scale_b, loc_a=None, scale_a=None):
        # Chyzak and Nielsen, "A closed-form formula for the Kullback-Leibler divergence between Cauchy
        # distributions", 2019
        loc_b, scale_b = self._other(dist, loc_b=loc_b, scale_b=scale_b)
        loc_a, scale_a = self._check_param_type(loc_a, scale_a)
        return log(square(scale_a + scale_b) + square(loc_a - loc_b)) - log(4.0 * scale_a * scale_b)

    def _sample(self, shape=(), loc=None, scale=None):
        loc, scale = self._check_param_type(loc, scale)
        return cast(loc + scale * tan(math.pi * (self._uniform(shape, loc) - 0.5)), self.dtype)
