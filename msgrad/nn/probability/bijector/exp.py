"""The exponential function as a bijector."""

from msgrad.nn.probability.bijector.power_transform import PowerTransform


class Exp(PowerTransform):
    """Y = exp(X).

    Args:
        name: a name for messages.

    Raises:
        TypeError: unless the name is a str.

    >>> from msgrad.nn.probability.bijector import Exp
    >>> print(Exp().inverse(Tensor([1.0])))
    [0.]
    """

    def __init__(self, name="Exp"):
        super().__init__(0.0, name)

    def extend_repr(self):
        return "exp"
