"""The half normal distribution."""

import math

from msgrad.common import dtype as mstype
from msgrad.nn.probability.distribution.parametric import ParametricDistribution
from msgrad.ops import exp, square, where, zeros_like


class HalfNormal(ParametricDistribution):
    """The density of a normal distribution twice over where the value is at least 0, and 0 below.

    That is a distribution where ``mean`` is 0; for others MindSpore has the same formula.

    Args:
        mean, sd: numbers, lists, arrays or Tensors whose shapes broadcast to each other; None if each call gives them.
        seed, dtype, name: as for `Normal`.

    Raises:
        TypeError: for a dtype that is not floating, and for parameters of different dtypes.
        ValueError: unless sd > 0.

    >>> from msgrad.nn.probability.distribution import HalfNormal
    >>> print(HalfNormal(0.0, 1.0).prob(Tensor([-1.0, 0.0])))
    [0.        0.7978846]
    """

    family = "HalfNormal"
    attribute = "_{}_value"

    def __init__(self, mean=None, sd=None, seed=None, dtype=mstype.float32, name="HalfNormal"):
        super().__init__({"mean": mean, "sd": sd}, seed, dtype, name)
        self._check_positive("sd")

    _cross_entropy = None

    def _prob(self, value, mean=None, sd=None):
        value = self._value(value)
        mean, sd = self._check_param_type(mean, sd)
        density = exp(-square((value - mean) / sd) / 2) / sd * math.sqrt(2 / math.pi)
        return where(value < 0, zeros_like(density), density)
