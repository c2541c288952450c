"""The log-normal distribution."""

import math

from msgrad.common import dtype as mstype
from msgrad.nn.probability.bijector.exp import Exp
from msgrad.nn.probability.distribution.normal import Normal
from msgrad.nn.probability.distribution.transformed_distribution import TransformedDistribution
from msgrad.ops import exp, expm1, log, square, where


class LogNormal(TransformedDistribution):
    """The distribution of exp(X), where X is normal of mean ``loc`` and standard deviation ``scale``.

    Args:
        loc, scale: numbers, lists, arrays or Tensors whose shapes broadcast to each other; None if each call gives
            them.
        seed: kept; samples are left to `set_seed`, as MindSpore does.
        dtype: of the values, a floating one.
        name: a name for messages.

    Raises:
        TypeError: for a dtype that is not floating, for parameters of different dtypes, and for values of whole
            numbers.
        ValueError: unless scale > 0.

    >>> from msgrad.nn.probability.distribution import LogNormal
    >>> print(LogNormal(0.0, 1.0).cdf(Tensor([0.0, 1.0])))
    [0.  0.5]
    """

    def __init__(self, loc=None, scale=None, seed=0, dtype=mstype.float32, name="LogNormal"):
        super().__init__(Exp(), Normal(loc, scale, dtype=dtype), seed, name)
        self.parameter_names = ["loc", "scale"]

    loc = property(lambda self: self._distribution._mean_value, doc="The mean of the logarithm.")
    scale = property(lambda self: self._distribution._sd_value, doc="The standard deviation of the logarithm.")

    def extend_repr(self):
        if self.is_scalar_batch:
            return f"loc = {self.loc}, scale = {self.scale}"
        return f"batch_shape = {self.broadcast_shape}"

    def _get_dist_type(self):
        return "LogNormal"

    def _get_dist_args(self, loc=None, scale=None):
        return self._distribution.get_dist_args(loc, scale)

    def _mean(self, loc=None, scale=None):
        loc, scale = self._check_param_type(loc, scale)
        return exp(loc + 0.5 * square(scale))

    def _mode(self, loc=None, scale=None):
        loc, scale = self._check_param_type(loc, scale)
        return exp(loc - square(scale))

    def _var(self, loc=None, scale=None):
        loc, scale = self._check_param_type(loc, scale)
        variance = square(scale)
        return expm1(variance) * exp(2.0 * loc + variance)

    def _entropy(self, loc=None, scale=None):
        loc, scale = self._check_param_type(loc, scale)
        return loc + log(scale) + 0.5 * math.log(2 * math.pi * math.e)

    def _cdf(self, value, loc=None, scale=None):
        inverse = self.bijector.inverse(value)
        loc, scale = self._check_param_type(loc, scale)
        return where(value <= 0, 0.0, self.distribution.cdf(inverse, loc, scale))

    _log_cdf = _survival_function = _log_survival = _prob = None  # from the cdf and the logarithm of the density

    def _kl_loss(self, dist, loc_b, scale_b, loc_a=None, scale_a=None):
        if dist != "LogNormal":
            raise ValueError(f"For '{self.name}', the 'dist' must be 'LogNormal', but got {dist!r}.")
        loc_a, scale_a = self._check_param_type(loc_a, scale_a)
        self._check_value(loc_b, "loc_b")
        self._check_value(scale_b, "scale_b")
        return self.distribution.kl_loss("Normal", loc_b, scale_b, loc_a, scale_a)

    def _cross_entropy(self, dist, loc_b, scale_b, loc_a=None, scale_a=None):
        return self._entropy(loc_a, scale_a) + self._kl_loss(dist, loc_b, scale_b, loc_a, scale_a)

    def _sample(self, shape=(), loc=None, scale=None):
        loc, scale = self._check_param_type(loc, scale)
        return super()._sample(shape, loc, scale)
