"""The Gumbel distribution."""

import math

import numpy as np

from msgrad.common import dtype as mstype
from msgrad.nn.probability.bijector.gumbel_cdf import GumbelCDF
from msgrad.nn.probability.bijector.invert import Invert
from msgrad.nn.probability.distribution.transformed_distribution import TransformedDistribution
from msgrad.nn.probability.distribution.uniform import Uniform
from msgrad.nn.probability.parameters import FLOATS, check_kind, check_tensor
from msgrad.ops import broadcast_to, cast, exp, expm1, lgamma, log


class Gumbel(TransformedDistribution):
    """The distribution whose cdf is exp(-exp(-(x - loc) / scale)).

    Args:
        loc, scale: floats, lists, arrays or Tensors of one dtype, whose shapes broadcast to each other.
        seed: kept; samples are left to `set_seed`, as MindSpore does.
        dtype: of the values, a floating one.
        name: a name for messages.

    Raises:
        TypeError: for a dtype that is not floating, for parameters that are not floating or of different dtypes.
        ValueError: unless scale > 0.

    >>> from msgrad.nn.probability.distribution import Gumbel
    >>> print(Gumbel(1.0, 2.0).mode(), Gumbel(0.0, 1.0).log_cdf(Tensor([0.0])))
    1.0 [-1.]
    """

    def __init__(self, loc, scale, seed=0, dtype=mstype.float32, name="Gumbel"):
        check_kind(dtype, FLOATS, "dtype", type(self).__name__)
        bijector = GumbelCDF(loc, scale)
        super().__init__(Invert(bijector), Uniform(0.0, 1.0, dtype=dtype), seed, name)
        self.parameter_type = dtype
        self._gumbel_bijector = bijector
        self._reset_parameters()
        self._loc = self._add_parameter(loc, "loc")
        self._scale = self._add_parameter(scale, "scale")

    loc = property(lambda self: self._loc, doc="The mode.")
    scale = property(lambda self: self._scale, doc="The scale.")

    def extend_repr(self):
        if self.is_scalar_batch:
            return f"loc = {self.loc}, scale = {self.scale}"
        return f"batch_shape = {self.broadcast_shape}"

    def _get_dist_type(self):
        return "Gumbel"

    def _get_dist_args(self, loc=None, scale=None):
        given = {"loc": loc, "scale": scale}
        return tuple(
            default if given[name] is None else self._check_value(given[name], name)
            for name, default in zip(self.parameter_names, self.default_parameters, strict=True)
        )

    def _mean(self):
        return self._mode() + self._all(self.scale) * np.euler_gamma

    def _mode(self):
        return self._all(self.loc)

    def _sd(self):
        return self._all(self.scale) * (math.pi / math.sqrt(6))

    def _entropy(self):
        return 1.0 + log(self._all(self.scale)) + np.euler_gamma

    def _all(self, parameter):
        """A parameter in the shape of the distribution and its dtype."""
        return broadcast_to(cast(parameter, self.parameter_type), self.broadcast_shape)

    def _standardized(self, value):
        value = cast(self._check_value(value, "value"), self.dtype)
        return (value - self.loc) / self.scale

    def _log_prob(self, value):
        z = self._standardized(value)
        return -(z + exp(-z)) - log(self.scale)

    def _cdf(self, value):
        return exp(-exp(-self._standardized(value)))

    _log_cdf = _survival_function = _log_survival = _prob = None  # from the cdf and the logarithm of the density

    def _kl_loss(self, dist, loc_b, scale_b):
        if dist != "Gumbel":
            raise ValueError(f"For '{self.name}', the 'dist' must be 'Gumbel', but got {dist!r}.")
        b = {"loc_b": loc_b, "scale_b": scale_b}
        loc_b, scale_b = (cast(check_tensor(x, name, self.name), self.parameter_type) for name, x in b.items())
        ratio, shift = self.scale / scale_b, (loc_b - self.loc) / scale_b
        return -log(ratio) - shift + np.euler_gamma * (ratio - 1.0) + expm1(shift + lgamma(ratio + 1.0))

    def _cross_entropy(self, dist, loc_b, scale_b):
        return self._entropy() + self._kl_loss(dist, loc_b, scale_b)

    def _sample(self, shape=()):
        draws = self.distribution.sample(shape + self.broadcast_shape if isinstance(shape, tuple) else shape)
        return cast(self.bijector.forward(draws), self.dtype)
