"""Linear transformations, number by number."""

from msgrad.nn.probability.bijector.parametric import ParametricBijector
from msgrad.ops import abs, log


class ScalarAffine(ParametricBijector):
    """Y = scale X + shift.

    Args:
        scale, shift: floats, lists, arrays or Tensors of floats of one dtype, whose shapes broadcast to each other.
        name: a name for messages.

    Raises:
        TypeError: for parameters that are not floating or of different dtypes.

    >>> from msgrad.nn.probability.bijector import ScalarAffine
    >>> print(ScalarAffine(2.0, 1.0).forward(Tensor([1.0, 2.0])))
    [3. 5.]
    """

    def __init__(self, scale=1.0, shift=0.0, name="ScalarAffine"):
        super().__init__({"scale": scale, "shift": shift}, name, is_constant_jacobian=True)

    scale = property(lambda self: self._tensors["scale"], doc="The factor.")
    shift = property(lambda self: self._tensors["shift"], doc="What is added.")

    def _forward(self, x):
        scale, shift = self._of(x)
        return scale * x + shift

    def _inverse(self, y):
        scale, shift = self._of(y)
        return (y - shift) / scale

    def _forward_log_jacobian(self, x):
        return log(abs(self._of(x)[0]))

    def _inverse_log_jacobian(self, y):
        return -self._forward_log_jacobian(y)
