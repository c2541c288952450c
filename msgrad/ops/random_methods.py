"""Tensor's methods that draw random numbers, in place or of the Tensor's shape.

MindSpore's CPU build refuses those with a ``generator``, so there are no figures to be equal to: these draw from the
same distributions.
"""

from __future__ import annotations

import numpy as np

from msgrad.common import dtype as mstype
from msgrad.common.generator import drawing_from
from msgrad.ops import function as F
from msgrad.ops._methods import method
from msgrad.ops.function._arguments import as_static, dtype_of, shape_of
from msgrad.ops.function.random_func import _below, _draw_normal, _draw_uniform
from msgrad.ops.function.sample_func import draw_on_host
from msgrad.ops.inplace_methods import _take

_FLOATS = ("float16", "float32", "float64", "bfloat16")


def _check_float(x, who):
    if dtype_of(x).name not in _FLOATS:
        raise TypeError(f"For '{who}', the Tensor must be of a floating dtype, but got {dtype_of(x)}.")


def _uniform(x, low, high, generator, who):
    _check_float(x, who)
    low, high = as_static(low), as_static(high)
    if low > high:
        raise ValueError(f"For '{who}', 'from_' must not be above 'to', but got {low} and {high}.")
    with drawing_from(generator, who):
        draws = _draw_uniform(who, None, shape_of(x))
    return F.cast(draws * float(high - low) + float(low), x.dtype)


@method
def uniform_(self, from_=0, to=1, *, generator=None):
    """Fills the Tensor with numbers drawn uniformly from [from_, to)."""
    return _take(self, _uniform(self, from_, to, generator, "uniform_"), "uniform_")


@method
def uniform(self, from_=0.0, to=1.0, generator=None):
    """Numbers drawn uniformly from [from_, to), in the Tensor's shape and dtype."""
    return _uniform(self, from_, to, generator, "uniform")


@method
def normal_(self, mean=0, std=1, *, generator=None):
    """Fills the Tensor with numbers of a normal distribution."""
    _check_float(self, "normal_")
    mean, std = as_static(mean), as_static(std)
    if std < 0:
        raise ValueError(f"For 'normal_', the 'std' must not be negative, but got {std}.")
    with drawing_from(generator, "normal_"):
        draws = _draw_normal("normal_", None, shape_of(self))
    return _take(self, draws * float(std) + float(mean), "normal_")


@method
def exponential_(self, lambd=1, *, generator=None):
    """Fills the Tensor with numbers of the exponential distribution of the rate ``lambd``."""
    _check_float(self, "exponential_")
    rate, shape = as_static(lambd), shape_of(self)
    if rate <= 0:
        raise ValueError(f"For 'exponential_', the 'lambd' must be above 0, but got {rate}.")
    with drawing_from(generator, "exponential_"):
        draws = draw_on_host("exponential_", 0, lambda g: g.exponential(1 / rate, shape), dtype_of(self))
    return _take(self, draws, "exponential_")


@method
def random_(self, from_=0, to=None, *, generator=None):
    """Fills the Tensor with integers drawn uniformly from [from_, to); without ``to`` up to the largest that the dtype
    holds with all integers below it.
    """
    kind, shape = dtype_of(self), shape_of(self)
    low, high = as_static(from_), as_static(to)
    if high is None:
        if kind.kind in "iu":
            high = np.iinfo(kind).max + 1
        else:
            high = 2 if kind.kind == "b" else 2 ** {"float16": 11, "bfloat16": 8, "float32": 24}.get(kind.name, 53) + 1
    if low >= high:
        raise ValueError(f"For 'random_', 'from_' must be below 'to', but got {low} and {high}.")
    with drawing_from(generator, "random_"):
        drawn = draw_on_host("random_", 0, lambda g: g.integers(low, high - 1, shape, np.int64, endpoint=True), kind)
    return _take(self, drawn, "random_")


@method
def bernoulli_(self, p=0.5, *, generator=None):
    """Fills the Tensor with ones, with the probability p (a number, or a Tensor for each element), and zeros."""
    with drawing_from(generator, "bernoulli_"):
        draws = _draw_uniform("bernoulli_", None, shape_of(self))
    return _take(self, _below(draws, p, dtype_of(self)), "bernoulli_")


@method
def bernoulli(self, *, generator=None):
    """Ones with the probabilities that the Tensor holds, and zeros."""
    _check_float(self, "bernoulli")
    with drawing_from(generator, "bernoulli"):
        draws = _draw_uniform("bernoulli", None, shape_of(self))
    return _below(draws, self, dtype_of(self))


@method
def multinomial(self, num_samples, replacement=True, seed=None):
    """`mindspore.ops.multinomial` of the Tensor."""
    return F.multinomial(self, num_samples, replacement, seed)


@method
def random_categorical(self, num_sample, seed=0, dtype=mstype.int64):
    """`mindspore.ops.random_categorical` of the Tensor."""
    return F.random_categorical(self, num_sample, seed, dtype)


@method
def log_normal(self, mean=1.0, std=2.0):
    """exp of numbers of a normal distribution, in the Tensor's shape and dtype."""
    _check_float(self, "log_normal")
    draws = _draw_normal("log_normal", None, shape_of(self))
    return F.cast(F.exp(draws * float(std) + float(mean)), self.dtype)
