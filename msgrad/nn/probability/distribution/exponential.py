"""The exponential distribution."""

from msgrad.common import dtype as mstype
from msgrad.nn.probability.distribution.parametric import ParametricDistribution
from msgrad.ops import cast, exp, log, where, zeros_like


class Exponential(ParametricDistribution):
    """The distribution of density rate exp(-rate x) for x of at least 0.

    Args:
        rate: a number, list, array or Tensor; None if each call gives it.
        seed, dtype, name: as for `Normal`.

    Raises:
        TypeError: for a dtype that is not floating.
        ValueError: unless rate > 0.

    >>> from msgrad.nn.probability.distribution import Exponential
    >>> print(Exponential(0.5).mean(), Exponential(0.5).log_survival(Tensor([4.0])))
    2.0 [-2.]
    """

    family = "Exponential"
    labels = ("rate",)

    def __init__(self, rate=None, seed=None, dtype=mstype.float32, name="Exponential"):
        super().__init__({"rate": rate}, seed, dtype, name)
        self._check_positive("rate")

    rate = property(lambda self: self._rate, doc="The inverse of the mean.")

    def _mean(self, rate=None):
        return 1.0 / self._check_param_type(rate)

    _sd = _mean

    def _mode(self, rate=None):
        return zeros_like(self._check_param_type(rate), dtype=self.dtype)

    def _entropy(self, rate=None):
        return 1.0 - log(self._check_param_type(rate))

    def _log_prob(self, value, rate=None):
        value, rate = self._value(value), self._check_param_type(rate)
        return where(value < 0, -float("inf"), log(rate) - rate * value)

    def _cdf(self, value, rate=None):
        value, rate = self._value(value), self._check_param_type(rate)
        return where(value < 0, 0.0, 1.0 - exp(-rate * value))

    def _log_survival(self, value, rate=None):
        value, rate = self._value(value), self._check_param_type(rate)
        return where(value < 0, 0.0, -rate * value)

    def _kl_loss(self, dist, rate_b, rate=None):
        rate_b = self._other(dist, rate_b=rate_b)
        rate = self._check_param_type(rate)
        return log(rate) - log(rate_b) + rate_b / rate - 1.0

    def _sample(self, shape=(), rate=None):
        rate = self._check_param_type(rate)
        return cast(-log(self._uniform(shape, rate)) / rate, self.dtype)
