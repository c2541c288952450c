"""Student's t distribution."""

import math

from msgrad.common import dtype as mstype
from msgrad.nn.probability.distribution.parametric import ParametricDistribution
from msgrad.ops import abs, lgamma, log, log1p, square


class StudentT(ParametricDistribution):
    """Student's distribution of ``df`` degrees of freedom, shifted by ``mean`` and stretched by ``sd``.

    Args:
        df, mean, sd: numbers, lists, arrays or Tensors whose shapes broadcast to each other; None if each call gives
            them.
        seed, dtype, name: as for `Normal`.

    Raises:
        TypeError: for a dtype that is not floating, and for parameters of different dtypes.
        ValueError: unless df > 0 and sd > 0.

    >>> from msgrad.nn.probability.distribution import StudentT
    >>> print(np.round(StudentT(2.0, 0.0, 1.0).prob(Tensor([0.0])).asnumpy(), 4))
    [0.3536]
    """

    family = "StudentT"
    attribute = "_{}_value"

    def __init__(self, df=None, mean=None, sd=None, seed=None, dtype=mstype.float32, name="StudentT"):
        super().__init__({"df": df, "mean": mean, "sd": sd}, seed, dtype, name)
        self._check_positive("df", "sd")

    _cross_entropy = None

    def _log_prob(self, value, df=None, mean=None, sd=None):
        value = self._value(value)
        df, mean, sd = self._check_param_type(df, mean, sd)
        half = 0.5 * (df + 1.0)
        norm = log(abs(sd)) + 0.5 * log(df) + 0.5 * math.log(math.pi) + lgamma(0.5 * df) - lgamma(half)
        return -half * log1p(square((value - mean) / sd) / df) - norm
