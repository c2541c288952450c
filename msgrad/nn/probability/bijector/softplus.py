"""The softplus function as a bijector."""

from msgrad.nn.layer.activation import LogSigmoid
from msgrad.nn.probability.bijector.parametric import ParametricBijector
from msgrad.ops import exp, expm1, log, log1p, where


class Softplus(ParametricBijector):
    """Y = log(1 + exp(k X)) / k.

    Args:
        sharpness: k: a float, list, array or Tensor of floats.
        name: a name for messages.

    Raises:
        TypeError: for a sharpness that is not floating.

    >>> from msgrad.nn.probability.bijector import Softplus
    >>> print(Softplus(2.0).forward(Tensor([0.0])))
    [0.3465736]
    """

    def __init__(self, sharpness=1.0, name="Softplus"):
        super().__init__({"sharpness": sharpness}, name)
        self.log_sigmoid = LogSigmoid()

    sharpness = property(lambda self: self._tensors["sharpness"], doc="The sharpness of the bend.")

    def _forward(self, x):
        (k,) = self._of(x)
        return -self.log_sigmoid(-k * x) / k

    def _inverse(self, y):
        (k,) = self._of(y)
        return (k * y + self._log_of_slope(k * y)) / k

    def _forward_log_jacobian(self, x):
        (k,) = self._of(x)
        return self.log_sigmoid(k * x)

    def _inverse_log_jacobian(self, y):
        (k,) = self._of(y)
        return -self._log_of_slope(k * y)

    def _log_of_slope(self, z):
        """log(1 - exp(-z)), as Maechler has it (2012)."""
        small = z < 0.6931472
        return where(small, log(-expm1(where(small, -z, -1.0))), log1p(-exp(where(small, -1.0, -z))))
