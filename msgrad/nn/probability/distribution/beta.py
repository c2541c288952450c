"""The beta distribution."""

from msgrad.common import dtype as mstype
from msgrad.nn.layer.math import DiGamma, LBeta
from msgrad.nn.probability.distribution.parametric import ParametricDistribution
from msgrad.nn.probability.parameters import check_no_scalar
from msgrad.ops import cast, gamma, log, log1p, ones_like, square, where


class Beta(ParametricDistribution):
    """The distribution of density x**(a - 1) (1 - x)**(b - 1) / B(a, b) between 0 and 1.

    Args:
        concentration1, concentration0: a and b: lists, arrays or Tensors whose shapes broadcast to each other; None if
            each call gives them.
        seed, dtype, name: as for `Normal`.

    Raises:
        TypeError: for a dtype that is not floating, for plain numbers and for parameters of different dtypes.
        ValueError: unless both are above 0.

    >>> from msgrad.nn.probability.distribution import Beta
    >>> print(Beta([3.0], [1.0]).mean(), Beta([3.0], [3.0]).mode())
    [0.75] [0.5]
    """

    family = "Beta"
    labels = ("concentration1", "concentration0")

    def __init__(self, concentration1=None, concentration0=None, seed=None, dtype=mstype.float32, name="Beta"):
        check_no_scalar(concentration1, "concentration1", name)
        check_no_scalar(concentration0, "concentration0", name)
        parameters = {"concentration1": concentration1, "concentration0": concentration0}
        super().__init__(parameters, seed, dtype, name)
        self._check_positive("concentration1", "concentration0")
        self.digamma = DiGamma()
        self.lbeta = LBeta()

    concentration1 = property(lambda self: self._concentration1, doc="a, the larger, the nearer to 1.")
    concentration0 = property(lambda self: self._concentration0, doc="b, the larger, the nearer to 0.")

    def _mean(self, concentration1=None, concentration0=None):
        a, b = self._check_param_type(concentration1, concentration0)
        return a / (a + b)

    def _var(self, concentration1=None, concentration0=None):
        a, b = self._check_param_type(concentration1, concentration0)
        return a * b / (square(a + b) * (a + b + 1.0))

    def _mode(self, concentration1=None, concentration0=None):
        a, b = self._check_param_type(concentration1, concentration0)
        return where((a > 1).logical_and(b > 1), (a - 1.0) / (a + b - 2.0), float("nan"))

    def _entropy(self, concentration1=None, concentration0=None):
        a, b = self._check_param_type(concentration1, concentration0)
        digamma = self.digamma
        sides = (a - 1.0) * digamma(a) + (b - 1.0) * digamma(b)
        return self.lbeta(a, b) - sides + (a + b - 2.0) * digamma(a + b)

    def _log_prob(self, value, concentration1=None, concentration0=None):
        value = self._value(value)
        a, b = self._check_param_type(concentration1, concentration0)
        return (a - 1.0) * log(value) + (b - 1.0) * log1p(-value) - self.lbeta(a, b)

    def _kl_loss(self, dist, concentration1_b, concentration0_b, concentration1_a=None, concentration0_a=None):
        a, b = self._other(dist, concentration1_b=concentration1_b, concentration0_b=concentration0_b)
        own_a, own_b = self._check_param_type(concentration1_a, concentration0_a)
        digamma, more = self.digamma, (own_a + own_b) - (a + b)
        sides = (a - own_a) * digamma(own_a) + (b - own_b) * digamma(own_b)
        return self.lbeta(a, b) - self.lbeta(own_a, own_b) - sides - more * digamma(own_a + own_b)

    def _sample(self, shape=(), concentration1=None, concentration0=None):
        a, b = self._check_param_type(concentration1, concentration0)
        shape = self._shape(shape)
        one, other = (gamma(shape, c, ones_like(c), self.seed) for c in (a, b))
        return cast(one / (one + other), self.dtype)
