"""The Bernoulli distribution."""

from msgrad.common import dtype as mstype
from msgrad.nn.probability.distribution.parametric import ParametricDistribution
from msgrad.nn.probability.parameters import NUMBERS, check_probabilities
from msgrad.ops import cast, log, ones_like, where, zeros_like


class Bernoulli(ParametricDistribution):
    """1 with probability ``probs``, 0 otherwise.

    Args:
        probs: a number, list, array or Tensor; None if each call gives it (as ``probs1``).
        seed: of the samples; None leaves them to `set_seed`.
        dtype: of the values, any number type.
        name: a name for messages.

    Raises:
        TypeError: for a dtype that is not one of numbers.
        ValueError: unless 0 < probs < 1.

    >>> from msgrad.nn.probability.distribution import Bernoulli
    >>> print(Bernoulli(0.25).cdf(Tensor([-1, 0, 1])))
    [0.   0.75 1.  ]
    """

    family = "Bernoulli"
    kinds = NUMBERS
    labels = ("probs",)

    def __init__(self, probs=None, seed=None, dtype=mstype.int32, name="Bernoulli"):
        super().__init__({"probs": probs}, seed, dtype, name)
        check_probabilities(self._probs, "probs", name)

    probs = property(lambda self: self._probs, doc="The probability of 1.")

    def _get_dist_args(self, probs1=None):
        return super()._get_dist_args(probs1)

    def _mean(self, probs1=None):
        return self._check_param_type(probs1)

    def _mode(self, probs1=None):
        # MindSpore's own fails with a TypeError
        return cast(self._check_param_type(probs1) > 0.5, self.dtype)

    def _var(self, probs1=None):
        probs1 = self._check_param_type(probs1)
        return probs1 * (1.0 - probs1)

    def _entropy(self, probs1=None):
        probs1 = self._check_param_type(probs1)
        probs0 = 1.0 - probs1
        return -probs0 * log(probs0) - probs1 * log(probs1)

    def _log_prob(self, value, probs1=None):
        value = cast(self._check_value(value, "value"), self.parameter_type)
        probs1 = self._check_param_type(probs1)
        return log(probs1) * value + log(1.0 - probs1) * (1.0 - value)

    def _cdf(self, value, probs1=None):
        value = cast(self._check_value(value, "value"), self.parameter_type)
        probs0 = (1.0 - self._check_param_type(probs1)) * ones_like(value)
        return where(value < 0, zeros_like(probs0), where(value < 1, probs0, ones_like(probs0)))

    def _kl_loss(self, dist, probs1_b, probs1=None):
        b = self._other(dist, probs1_b=probs1_b)
        a = self._check_param_type(probs1)
        return a * (log(a) - log(b)) + (1.0 - a) * (log(1.0 - a) - log(1.0 - b))

    def _sample(self, shape=(), probs1=None):
        probs1 = self._check_param_type(probs1)
        return cast(self._uniform(shape, probs1) < probs1, self.dtype)
