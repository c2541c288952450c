"""The Laplace distribution."""

import math

from msgrad.common import dtype as mstype
from msgrad.nn.probability.distribution.parametric import ParametricDistribution
from msgrad.ops import abs, log


class Laplace(ParametricDistribution):
    """The distribution of density exp(-|x - mean| / sd) / (2 sd).

    Args:
        mean, sd: centre and scale: numbers, lists, arrays or Tensors whose shapes broadcast to each other; None if each
            call gives them.
        seed, dtype, name: as for `Normal`.

    Raises:
        TypeError: for a dtype that is not floating, and for parameters of different dtypes.
        ValueError: unless sd > 0.

    >>> from msgrad.nn.probability.distribution import Laplace
    >>> print(Laplace(0.0, 0.5).prob(Tensor([0.0])))
    [1.]
    """

    family = "Laplace"
    attribute = "_{}_value"

    def __init__(self, mean=None, sd=None, seed=None, dtype=mstype.float32, name="Laplace"):
        super().__init__({"mean": mean, "sd": sd}, seed, dtype, name)
        self._check_positive("sd")

    _cross_entropy = None

    def _log_prob(self, value, mean=None, sd=None):
        value = self._value(value)
        mean, sd = self._check_param_type(mean, sd)
        return -abs(value - mean) / sd - log(sd) - math.log(2)
