"""The geometric distribution."""

from msgrad.common import dtype as mstype
from msgrad.nn.probability.distribution.parametric import ParametricDistribution
from msgrad.nn.probability.parameters import NUMBERS, check_probabilities
from msgrad.ops import cast, exp, floor, full, log, where


class Geometric(ParametricDistribution):
    """The number of failures before the first success, where each trial succeeds with probability ``probs``.

    Values that are no whole numbers count as the whole number below.

    Args:
        probs: a number, list, array or Tensor; None if each call gives it (as ``probs1``).
        seed, dtype, name: as for `Bernoulli`.

    Raises:
        TypeError: for a dtype that is not one of numbers.
        ValueError: unless 0 < probs < 1.

    >>> from msgrad.nn.probability.distribution import Geometric
    >>> print(Geometric(0.5).mean(), Geometric(0.5).cdf(Tensor([0, 1])))
    1.0 [0.5  0.75]
    """

    family = "Geometric"
    kinds = NUMBERS
    labels = ("probs",)

    def __init__(self, probs=None, seed=None, dtype=mstype.int32, name="Geometric"):
        super().__init__({"probs": probs}, seed, dtype, name)
        check_probabilities(self._probs, "probs", name)

    probs = property(lambda self: self._probs, doc="The probability of success.")

    def _get_dist_args(self, probs1=None):
        return super()._get_dist_args(probs1)

    def _mean(self, probs1=None):
        probs1 = self._check_param_type(probs1)
        return (1.0 - probs1) / probs1

    def _mode(self, probs1=None):
        return full(self._check_param_type(probs1).shape, 0, dtype=self.dtype)

    def _var(self, probs1=None):
        probs1 = self._check_param_type(probs1)
        return (1.0 - probs1) / (probs1 * probs1)

    def _entropy(self, probs1=None):
        probs1 = self._check_param_type(probs1)
        probs0 = 1.0 - probs1
        return -(probs0 * log(probs0) + probs1 * log(probs1)) / probs1

    def _failures(self, value):
        return floor(cast(self._check_value(value, "value"), self.parameter_type))

    def _prob(self, value, probs1=None):
        value, probs1 = self._failures(value), self._check_param_type(probs1)
        return where(value < 0, 0.0, exp(log(1.0 - probs1) * value) * probs1)

    def _cdf(self, value, probs1=None):
        value, probs1 = self._failures(value), self._check_param_type(probs1)
        return where(value < 0, 0.0, 1.0 - (1.0 - probs1) ** (value + 1.0))

    def _kl_loss(self, dist, probs1_b, probs1=None):
        b = self._other(dist, probs1_b=probs1_b)
        a = self._check_param_type(probs1)
        return log(a / b) + (1.0 - a) / a * log((1.0 - a) / (1.0 - b))

    def _sample(self, shape=(), probs1=None):
        probs1 = self._check_param_type(probs1)
        return cast(floor(log(self._uniform(shape, probs1)) / log(1.0 - probs1)), self.dtype)
