"""The normal distribution."""

import math

from msgrad.common import dtype as mstype
from msgrad.nn.probability.distribution.parametric import ParametricDistribution
from msgrad.ops import cast, erf, expm1, log, normal, square


class Normal(ParametricDistribution):
    """The normal distribution of mean ``mean`` and standard deviation ``sd``.

    Args:
        mean, sd: numbers, lists, arrays or Tensors whose shapes broadcast to each other; None if each call gives them.
        seed: of the samples; None leaves them to `set_seed`.
        dtype: of the values, a floating one.
        name: a name for messages.

    Raises:
        TypeError: for a dtype that is not floating, and for parameters of different dtypes.
        ValueError: unless sd > 0.

    >>> from msgrad.nn.probability.distribution import Normal
    >>> normal = Normal(0.0, 1.0)
    >>> print(normal.cdf(Tensor([0.0])), normal.mean(Tensor([3.0])))
    [0.5] [3.]
    """

    family = "Normal"
    labels = ("mean", "standard deviation")
    attribute = "_{}_value"

    def __init__(self, mean=None, sd=None, seed=None, dtype=mstype.float32, name="Normal"):
        super().__init__({"mean": mean, "sd": sd}, seed, dtype, name)
        self._check_positive("sd")

    def _mean(self, mean=None, sd=None):
        return self._check_param_type(mean, sd)[0]

    _mode = _mean

    def _sd(self, mean=None, sd=None):
        return self._check_param_type(mean, sd)[1]

    def _entropy(self, mean=None, sd=None):
        return log(self._sd(mean, sd)) + 0.5 * math.log(2 * math.pi * math.e)

    def _log_prob(self, value, mean=None, sd=None):
        value = self._value(value)
        mean, sd = self._check_param_type(mean, sd)
        return -square((value - mean) / sd) / 2 - log(sd) - 0.5 * math.log(2 * math.pi)

    def _cdf(self, value, mean=None, sd=None):
        value = self._value(value)
        mean, sd = self._check_param_type(mean, sd)
        return 0.5 * (1.0 + erf((value - mean) / sd / math.sqrt(2)))

    def _kl_loss(self, dist, mean_b, sd_b, mean=None, sd=None):
        mean_b, sd_b = self._other(dist, mean_b=mean_b, sd_b=sd_b)
        mean, sd = self._check_param_type(mean, sd)
        log_ratio = log(sd) - log(sd_b)
        return 0.5 * square((mean - mean_b) / sd_b) + 0.5 * expm1(2 * log_ratio) - log_ratio

    def _sample(self, shape=(), mean=None, sd=None):
        mean, sd = self._check_param_type(mean, sd)
        return cast(normal(self._shape(shape) + mean.shape, mean, sd, self.seed), self.dtype)
