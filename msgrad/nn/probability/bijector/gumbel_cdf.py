"""The distribution function of Gumbel's distribution as a bijector."""

from msgrad.nn.probability.bijector.parametric import ParametricBijector
from msgrad.nn.probability.parameters import check_positive
from msgrad.ops import exp, log


class GumbelCDF(ParametricBijector):
    """Y = exp(-exp(-(X - loc) / scale)).

    Args:
        loc, scale: floats, lists, arrays or Tensors of floats of one dtype, whose shapes broadcast to each other.
        name: a name for messages.

    Raises:
        TypeError: for parameters that are not floating or of different dtypes.
        ValueError: unless scale > 0.

    >>> from msgrad.nn.probability.bijector import GumbelCDF
    >>> print(GumbelCDF().inverse(GumbelCDF().forward(Tensor([0.0]))))
    [0.]
    """

    def __init__(self, loc=0.0, scale=1.0, name="GumbelCDF"):
        super().__init__({"loc": loc, "scale": scale}, name)
        check_positive(self.scale, "scale", name)

    loc = property(lambda self: self._tensors["loc"], doc="The location.")
    scale = property(lambda self: self._tensors["scale"], doc="The scale.")

    def _forward(self, x):
        loc, scale = self._of(x)
        return exp(-exp(-(x - loc) / scale))

    def _inverse(self, y):
        loc, scale = self._of(y)
        return loc - scale * log(-log(y))

    def _forward_log_jacobian(self, x):
        loc, scale = self._of(x)
        z = (x - loc) / scale
        return -z - exp(-z) - log(scale)

    def _inverse_log_jacobian(self, y):
        return log(self._of(y)[1] / (-1.0 * y * log(y)))
