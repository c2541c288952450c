"""The Poisson distribution."""

from msgrad.common import dtype as mstype
from msgrad.nn.probability.distribution.parametric import ParametricDistribution
from msgrad.nn.probability.parameters import NUMBERS, check_no_scalar
from msgrad.ops import cast, floor, igammac, lgamma, log, poisson, where


class Poisson(ParametricDistribution):
    """The distribution of probability rate**k exp(-rate) / k! for whole numbers k of at least 0.

    Args:
        rate: a list, array or Tensor; None if each call gives it.
        seed, dtype, name: as for `Bernoulli`. Values are rounded towards 0 where the dtype is one of whole numbers.

    Raises:
        TypeError: for a dtype that is not one of numbers, and for a plain number as rate.
        ValueError: unless rate > 0.

    >>> from msgrad.nn.probability.distribution import Poisson
    >>> print(Poisson([2.0]).var(), Poisson([2.5]).mode())
    [2.] [2.]
    """

    family = "Poisson"
    kinds = NUMBERS
    labels = ("rate",)
    _cross_entropy = None

    def __init__(self, rate=None, seed=None, dtype=mstype.float32, name="Poisson"):
        check_no_scalar(rate, "rate", name)
        super().__init__({"rate": rate}, seed, dtype, name)
        self._check_positive("rate")

    rate = property(lambda self: self._rate, doc="The mean.")

    def _mean(self, rate=None):
        return self._check_param_type(rate)

    _var = _mean

    def _mode(self, rate=None):
        return cast(floor(self._check_param_type(rate)), self.dtype)

    def _count(self, value):
        return cast(self._value(value), self.parameter_type)

    def _log_prob(self, value, rate=None):
        count, rate = self._count(value), self._check_param_type(rate)
        valid = count >= 0
        count = where(valid, count, 0.0)
        return where(valid, count * log(rate) - rate - lgamma(count + 1.0), -float("inf"))

    def _cdf(self, value, rate=None):
        count, rate = self._count(value), self._check_param_type(rate)
        valid = count >= 0
        return where(valid, igammac(where(valid, count, 0.0) + 1.0, rate), 0.0)

    def _sample(self, shape=(), rate=None):
        rate = self._check_param_type(rate)
        return cast(poisson(self._shape(shape), rate, self.seed), self.dtype)
