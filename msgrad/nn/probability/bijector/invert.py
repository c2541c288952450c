"""A bijector the other way round."""

from msgrad._checkparam import check_type
from msgrad.nn.probability.bijector.bijector import Bijector


class Invert(Bijector):
    """The inverse of another bijector.

    Args:
        bijector: the other.
        name: a name for messages; "Invert" and the name of the other for "".

    Raises:
        TypeError: for another thing than a bijector, and unless the name is a str.

    >>> from msgrad.nn.probability.bijector import Exp, Invert
    >>> print(Invert(Exp()).forward(Tensor([1.0])))
    [0.]
    """

    def __init__(self, bijector, name=""):
        check_type(bijector, Bijector, "bijector", "Invert")
        check_type(name, str, "name", "Invert")
        name = name or f"Invert{bijector.name}"
        super().__init__(
            bijector.is_constant_jacobian, bijector.is_injective, name, bijector.dtype,
            {"bijector": bijector, "name": name},
        )  # fmt: skip
        self._bijector = bijector
        self._batch_shape = bijector.batch_shape
        self._is_scalar_batch = bijector.is_scalar_batch

    bijector = property(lambda self: self._bijector, doc="The other bijector.")

    def forward(self, x):
        """The inverse of the other at x."""
        return self.bijector.inverse(x)

    def inverse(self, y):
        """The other at y."""
        return self.bijector.forward(y)

    def forward_log_jacobian(self, x):
        """The logarithm of the size of the derivative of the other's inverse at x."""
        return self.bijector.inverse_log_jacobian(x)

    def inverse_log_jacobian(self, y):
        """The logarithm of the size of the other's derivative at y."""
        return self.bijector.forward_log_jacobian(y)
