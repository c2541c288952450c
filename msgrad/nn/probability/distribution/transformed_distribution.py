"""The distribution of a transformed random variable."""

from msgrad._checkparam import check_type
from msgrad.nn.probability.bijector.bijector import Bijector
from msgrad.nn.probability.distribution.distribution import Distribution
from msgrad.nn.probability.parameters import FLOATS, check_kind, common_shape
from msgrad.ops import exp


class TransformedDistribution(Distribution):
    """The distribution of g(X), where the bijector is g, which increases, and X has the distribution given.

    Parameters that follow the value in a call are those of the distribution of X.

    Args:
        bijector: a `Bijector`.
        distribution: a `Distribution`, whose values must be floating.
        seed: kept; samples are drawn by the distribution of X, with its own seed.
        name: a name for messages.

    Raises:
        TypeError: for others than a bijector and a distribution, and for values that are not floating.
        ValueError: where their shapes do not broadcast, and by `mean` unless the transformation is linear.

    >>> from msgrad.nn.probability import bijector, distribution
    >>> normal = distribution.Normal(0.0, 1.0)
    >>> print(distribution.TransformedDistribution(bijector.ScalarAffine(2.0, 1.0), normal).mean())
    1.0
    """

    def __init__(self, bijector, distribution, seed=None, name="transformed_distribution"):
        who = "TransformedDistribution"
        check_type(bijector, Bijector, "bijector", who)
        check_type(distribution, Distribution, "distribution", who)
        check_type(name, str, "name", who)
        check_kind(distribution.dtype, FLOATS, "dtype", who)
        arguments = {"bijector": bijector, "distribution": distribution, "seed": seed, "name": name}
        super().__init__(seed, distribution.dtype, name, arguments)
        self._bijector = bijector
        self._distribution = distribution
        self.default_parameters = distribution.default_parameters
        self.parameter_names = distribution.parameter_names
        self.parameter_type = distribution.parameter_type
        self._is_linear_transformation = bijector.is_constant_jacobian
        self._batch_shape = distribution.batch_shape
        self._is_scalar_batch = distribution.is_scalar_batch and bijector.is_scalar_batch
        self._broadcast_shape = distribution.broadcast_shape
        if self._broadcast_shape is not None:
            self._broadcast_shape = common_shape(
                name, bijector=bijector.batch_shape, distribution=distribution.broadcast_shape
            )

    bijector = property(lambda self: self._bijector, doc="The transformation.")
    distribution = property(lambda self: self._distribution, doc="The distribution of X.")
    is_linear_transformation = property(
        lambda self: self._is_linear_transformation, doc="Whether the transformation is linear."
    )

    def _cdf(self, value, *args, **kwargs):
        return self.distribution.cdf(self.bijector.inverse(value), *args, **kwargs)

    def _log_cdf(self, value, *args, **kwargs):
        return self.distribution.log_cdf(self.bijector.inverse(value), *args, **kwargs)

    def _survival_function(self, value, *args, **kwargs):
        return self.distribution.survival_function(self.bijector.inverse(value), *args, **kwargs)

    def _log_survival(self, value, *args, **kwargs):
        return self.distribution.log_survival(self.bijector.inverse(value), *args, **kwargs)

    def _log_prob(self, value, *args, **kwargs):
        density = self.distribution.log_prob(self.bijector.inverse(value), *args, **kwargs)
        return density + self.bijector.inverse_log_jacobian(value)

    def _prob(self, value, *args, **kwargs):
        density = self.distribution.prob(self.bijector.inverse(value), *args, **kwargs)
        return density * exp(self.bijector.inverse_log_jacobian(value))

    def _mean(self, *args, **kwargs):
        if not self.is_linear_transformation:
            raise ValueError(f"For '{self.name}', the mean is known for linear transformations only.")
        return self.bijector.forward(self.distribution.mean(*args, **kwargs))

    def _sample(self, *args, **kwargs):
        return self.bijector.forward(self.distribution.sample(*args, **kwargs))
