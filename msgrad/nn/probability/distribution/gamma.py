"""The gamma distribution."""

from msgrad.common import dtype as mstype
from msgrad.nn.layer.math import DiGamma
from msgrad.nn.probability.distribution.parametric import ParametricDistribution
from msgrad.nn.probability.parameters import check_no_scalar
from msgrad.ops import cast, gamma, igamma, lgamma, log, sqrt, square, where


class Gamma(ParametricDistribution):
    """The gamma distribution of shape ``concentration`` and inverse scale ``rate``.

    Args:
        concentration, rate: lists, arrays or Tensors whose shapes broadcast to each other; None if each call gives
            them.
        seed, dtype, name: as for `Normal`.

    Raises:
        TypeError: for a dtype that is not floating, for plain numbers and for parameters of different dtypes.
        ValueError: unless both are above 0.

    >>> from msgrad.nn.probability.distribution import Gamma
    >>> print(Gamma([3.0], [2.0]).mean(), Gamma([3.0], [2.0]).mode())
    [1.5] [1.]
    """

    family = "Gamma"
    labels = ("concentration", "rate")

    def __init__(self, concentration=None, rate=None, seed=None, dtype=mstype.float32, name="Gamma"):
        check_no_scalar(concentration, "concentration", name)
        check_no_scalar(rate, "rate", name)
        super().__init__({"concentration": concentration, "rate": rate}, seed, dtype, name)
        self._check_positive("concentration", "rate")
        self.digamma = DiGamma()

    concentration = property(lambda self: self._concentration, doc="The shape.")
    rate = property(lambda self: self._rate, doc="The inverse scale.")

    def _mean(self, concentration=None, rate=None):
        concentration, rate = self._check_param_type(concentration, rate)
        return concentration / rate

    def _var(self, concentration=None, rate=None):
        concentration, rate = self._check_param_type(concentration, rate)
        return concentration / square(rate)

    def _sd(self, concentration=None, rate=None):
        concentration, rate = self._check_param_type(concentration, rate)
        return sqrt(concentration) / rate

    def _mode(self, concentration=None, rate=None):
        concentration, rate = self._check_param_type(concentration, rate)
        return where(concentration > 1, (concentration - 1.0) / rate, float("nan"))

    def _entropy(self, concentration=None, rate=None):
        a, b = self._check_param_type(concentration, rate)
        return a - log(b) + lgamma(a) + (1.0 - a) * self.digamma(a)

    def _log_prob(self, value, concentration=None, rate=None):
        value = self._value(value)
        a, b = self._check_param_type(concentration, rate)
        return (a - 1.0) * log(value) - b * value + a * log(b) - lgamma(a)

    def _cdf(self, value, concentration=None, rate=None):
        value = self._value(value)
        concentration, rate = self._check_param_type(concentration, rate)
        return igamma(concentration, rate * value)

    def _kl_loss(self, dist, concentration_b, rate_b, concentration_a=None, rate_a=None):
        ab, bb = self._other(dist, concentration_b=concentration_b, rate_b=rate_b)
        aa, ba = self._check_param_type(concentration_a, rate_a)
        shapes = (aa - ab) * self.digamma(aa) + lgamma(ab) - lgamma(aa)
        return shapes + ab * log(ba) - ab * log(bb) + aa * (bb / ba - 1.0)

    def _sample(self, shape=(), concentration=None, rate=None):
        concentration, rate = self._check_param_type(concentration, rate)
        return cast(gamma(self._shape(shape), concentration, rate, self.seed), self.dtype)
