"""The categorical distribution."""

import math

import numpy as np

from msgrad import ops
from msgrad.common import dtype as mstype
from msgrad.nn.probability.distribution.parametric import ParametricDistribution
from msgrad.nn.probability.parameters import NUMBERS, check_probabilities, known
from msgrad.ops import arange, cast, exp, expand_dims, log, log_softmax, sum, where


class Categorical(ParametricDistribution):
    """The distribution over the classes 0 .. k - 1 with the probabilities ``probs``, along its last axis.

    Values that are no whole numbers are rounded towards 0. Those that are no class have a `log_prob` of NaN.

    Args:
        probs: a list, array or Tensor; None if each call gives it.
        seed, dtype, name: as for `Bernoulli`.

    Raises:
        TypeError: for a dtype that is not one of numbers.
        ValueError: unless all are above 0 and below 1 and sum to 1 along the last axis, and for a single number.

    >>> from msgrad.nn.probability.distribution import Categorical
    >>> coin = Categorical([0.25, 0.75])
    >>> print(coin.mean(), coin.mode(), coin.cdf(Tensor([0, 1])))
    [0.75] 1 [0.25 1.  ]
    """

    family = "Categorical"
    kinds = NUMBERS
    labels = ("probs",)

    def __init__(self, probs=None, seed=None, dtype=mstype.int32, name="Categorical"):
        super().__init__({"probs": probs}, seed, dtype, name)
        if self._probs is None:
            return
        if self._probs.ndim == 0:
            raise ValueError(f"For '{name}', the 'probs' must have at least one axis, but got {probs}.")
        self._broadcast_shape = self._probs.shape[:-1]
        self._is_scalar_batch = self._probs.ndim == 1
        check_probabilities(self._probs, "probs", name)
        numbers = known(self._probs)
        if numbers is not None and not np.allclose(numbers.astype(np.float64).sum(-1), 1, rtol=0, atol=1e-3):
            raise ValueError(f"For '{name}', the 'probs' must sum to one along the last axis, but got {probs}.")

    probs = property(lambda self: self._probs, doc="The probabilities.")

    def _mean(self, probs=None):
        probs = self._check_param_type(probs)
        return sum(probs * arange(probs.shape[-1], dtype=mstype.float32), -1, True)

    def _mode(self, probs=None):
        return cast(ops.argmax(self._check_param_type(probs), -1), self.dtype)

    def _var(self, probs=None):
        probs = self._check_param_type(probs)
        classes = arange(probs.shape[-1], dtype=mstype.float32)
        return sum(probs * (classes * classes), -1, True) - self._mean(probs) ** 2

    def _entropy(self, probs=None):
        probs = self._check_param_type(probs)
        return -sum(probs * log(probs), -1)

    def _kl_loss(self, dist, probs_b, probs=None):
        # both made to sum to one, as MindSpore does here, but nowhere else
        b = log_softmax(log(self._other(dist, probs_b=probs_b)))
        own = log_softmax(log(self._check_param_type(probs)))
        return sum(exp(own) * (own - b), -1)

    def _against_classes(self, value, probs):
        """The values, with a last axis, the numbers of the classes and their probabilities."""
        value = cast(self._check_value(value, "value"), mstype.int32)
        probs = self._check_param_type(probs)
        return expand_dims(value, -1), arange(probs.shape[-1], dtype=mstype.int32), probs

    def _log_prob(self, value, probs=None):
        value, classes, probs = self._against_classes(value, probs)
        found = sum(where(value == classes, log(probs), 0.0), -1)
        value = value.squeeze(-1)
        return where((value >= 0).logical_and(value < len(classes)), found, float("nan"))

    def _cdf(self, value, probs=None):
        value, classes, probs = self._against_classes(value, probs)
        return sum(where(classes <= value, probs, 0.0), -1)

    def _sample(self, shape=(), probs=None):
        probs = self._check_param_type(probs)
        shape, batch = self._shape(shape), probs.shape[:-1]
        rows = ops.reshape(probs, (-1, probs.shape[-1]))
        drawn = ops.multinomial(rows, math.prod(shape), True, self.seed)
        return cast(ops.reshape(ops.swapaxes(drawn, 0, 1), shape + batch), self.dtype)
