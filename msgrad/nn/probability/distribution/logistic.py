"""The logistic distribution."""

import math

from msgrad.common import dtype as mstype
from msgrad.nn.probability.distribution.parametric import ParametricDistribution
from msgrad.ops import cast, log, log1p, sigmoid, softplus


class Logistic(ParametricDistribution):
    """The distribution whose cdf is the sigmoid of (x - loc) / scale.

    Args:
        loc, scale: numbers, lists, arrays or Tensors whose shapes broadcast to each other; None if each call gives
            them.
        seed, dtype, name: as for `Normal`.

    Raises:
        TypeError: for a dtype that is not floating, and for parameters of different dtypes.
        ValueError: unless scale > 0.

    >>> from msgrad.nn.probability.distribution import Logistic
    >>> print(Logistic(0.0, 1.0).cdf(Tensor([0.0])), Logistic(0.0, 1.0).entropy())
    [0.5] 2.0
    """

    family = "Logistic"
    labels = ("location", "scale")
    _cross_entropy = None

    def __init__(self, loc=None, scale=None, seed=None, dtype=mstype.float32, name="Logistic"):
        super().__init__({"loc": loc, "scale": scale}, seed, dtype, name)
        self._check_positive("scale")

    loc = property(lambda self: self._loc, doc="The mean.")
    scale = property(lambda self: self._scale, doc="The scale.")

    def _mean(self, loc=None, scale=None):
        return self._check_param_type(loc, scale)[0]

    _mode = _mean

    def _sd(self, loc=None, scale=None):
        return self._check_param_type(loc, scale)[1] * (math.pi / math.sqrt(3))

    def _entropy(self, loc=None, scale=None):
        return log(self._check_param_type(loc, scale)[1]) + 2.0

    def _standardized(self, value, loc, scale):
        value = self._value(value)
        loc, scale = self._check_param_type(loc, scale)
        return (value - loc) / scale, scale

    def _log_prob(self, value, loc=None, scale=None):
        z, scale = self._standardized(value, loc, scale)
        return -z - 2.0 * softplus(-z) - log(scale)

    def _cdf(self, value, loc=None, scale=None):
        return sigmoid(self._standardized(value, loc, scale)[0])

    def _log_cdf(self, value, loc=None, scale=None):
        return -softplus(-self._standardized(value, loc, scale)[0])

    def _survival_function(self, value, loc=None, scale=None):
        return sigmoid(-self._standardized(value, loc, scale)[0])

    def _log_survival(self, value, loc=None, scale=None):
        return -softplus(self._standardized(value, loc, scale)[0])

    def _sample(self, shape=(), loc=None, scale=None):
        loc, scale = self._check_param_type(loc, scale)
        draws = self._uniform(shape, loc)
        return cast(loc + scale * (log(draws) - log1p(-draws)), self.dtype)
