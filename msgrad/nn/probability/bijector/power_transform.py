"""The power transform."""

from msgrad.nn.probability.bijector.parametric import ParametricBijector
from msgrad.nn.probability.parameters import known
from msgrad.ops import exp, expm1, log, log1p, where


class PowerTransform(ParametricBijector):
    """Y = (1 + c X)**(1 / c), which is exp(X) where the power c is 0.

    Args:
        power: c: a float, list, array or Tensor of floats.
        name: a name for messages.

    Raises:
        TypeError: for a power that is not floating.
        ValueError: for a power below 0.

    >>> from msgrad.nn.probability.bijector import PowerTransform
    >>> print(PowerTransform(1.0).forward(Tensor([2.0])))
    [3.]
    """

    def __init__(self, power=0.0, name="PowerTransform"):
        super().__init__({"power": power}, name)
        numbers = known(self.power)
        if numbers is not None and (numbers < 0).any():
            raise ValueError(f"For '{name}', the 'power' must be at least 0, but got {power}.")

    power = property(lambda self: self._tensors["power"], doc="The power.")

    def _nonzero(self, value):
        """Whether the power is 0, and the power with 1 in the place of 0."""
        (power,) = self._of(value)
        return power == 0, where(power == 0, 1.0, power)

    def _forward(self, x):
        zero, power = self._nonzero(x)
        return exp(where(zero, x, log1p(x * power) / power))

    def _inverse(self, y):
        zero, power = self._nonzero(y)
        return where(zero, log(y), expm1(log(y) * power) / power)

    def _forward_log_jacobian(self, x):
        zero, power = self._nonzero(x)
        return where(zero, x, (1.0 / power - 1.0) * log1p(x * power))

    def _inverse_log_jacobian(self, y):
        (power,) = self._of(y)
        return (power - 1.0) * log(y)
