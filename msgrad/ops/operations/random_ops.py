"""Primitives that draw random numbers.

Those of MindSpore's kernels whose generators are known draw the same numbers after `set_seed`; the others are of the
same distributions, reproducible by `set_seed`.
"""

from __future__ import annotations

import contextlib
import math
from typing import Any

import numpy as np

from msgrad._checkparam import check_non_negative_int
from msgrad.common import dtype as mstype
from msgrad.engine import host_draws, random
from msgrad.engine.philox_samples import Philox
from msgrad.engine.recorder import drawn
from msgrad.ops import function as F
from msgrad.ops.function._arguments import as_static, dtype_of, shape_of
from msgrad.ops.function.random_func import (
    _below,
    _draw_integers,
    _draw_laplace,
    _draw_normal,
    _draw_uniform,
    bernoulli_draws,
    seeds,
)
from msgrad.ops.function.sample_func import draw_on_host, gamma_numbers, uniform_candidates
from msgrad.ops.primitive import REQUIRED, Primitive, define, is_bool, is_int, is_number


def _seed(value: Any, argument: str, who: str) -> int:
    return check_non_negative_int(value, argument, who)


_SEEDS = {"seed": _seed, "seed2": _seed}


def _seed_of(self: Any) -> int:
    return self.seed2 or self.seed


def _own_generator(self: Any, *key: Any) -> Any:
    """A context: inside, a primitive that was made with seeds draws from a generator of its own for this key (a
    shape), which runs on from call to call whatever the global seed.
    """
    if not (self.seed or self.seed2):
        return contextlib.nullcontext()
    generator = _kept(self, key, lambda: host_draws.Running(random.mixed(self.seed, self.seed2)))
    return random.seeds_from(lambda: generator)


def _kept(self: Any, key: Any, make: Any) -> Any:
    """What ``make`` gave for this key when a primitive was first called with it."""
    kept = self.__dict__.setdefault("_generators", {})
    if key not in kept:
        kept[key] = make()
    return kept[key]


def _shape(shape: Any, who: str) -> tuple[int, ...]:
    shape = as_static(shape)
    if not isinstance(shape, tuple):
        raise TypeError(f"For '{who}', the 'shape' must be a tuple of ints, but got {shape!r}.")
    return shape


def _of_shape(name: str, draw: Any) -> type[Primitive]:
    def call(self: Any, shape: Any) -> Any:
        shape = _shape(shape, name)
        with _own_generator(self, shape):
            return draw(name, 0, shape)

    return define(name, call, _SEEDS, seed=0, seed2=0)


StandardLaplace = _of_shape("StandardLaplace", _draw_laplace)
StandardNormal = _of_shape("StandardNormal", _draw_normal)
UniformReal = _of_shape("UniformReal", _draw_uniform)


def _uniform_int(self: Any, shape: Any, minval: Any, maxval: Any) -> Any:
    low, high = as_static(minval), as_static(maxval)
    shape = _shape(shape, self.name)
    with _own_generator(self, shape):
        return _draw_integers("UniformInt", 0, shape, low, high, np.dtype(np.int32))


UniformInt = define("UniformInt", _uniform_int, _SEEDS, seed=0, seed2=0)


def _gamma(self: Any, shape: Any, alpha: Any, beta: Any) -> Any:
    return F.gamma(_shape(shape, self.name), alpha, beta, _seed_of(self))


Gamma = define("Gamma", _gamma, _SEEDS, seed=0, seed2=0)
Poisson = define(
    "Poisson", lambda self, shape, mean: F.poisson(_shape(shape, self.name), mean, _seed_of(self)), _SEEDS, seed=0,
    seed2=0,
)  # fmt: skip


def _random_gamma(self: Any, shape: Any, alpha: Any) -> Any:
    if not (self.seed or self.seed2):
        return F.random_gamma(shape, alpha)
    generator = _kept(self, (as_static(shape), shape_of(alpha)), lambda: Philox(self.seed, self.seed2))
    return gamma_numbers(shape, alpha, lambda: generator)


RandomGamma = define("RandomGamma", _random_gamma, _SEEDS, seed=0, seed2=0)
RandomPoisson = define(
    "RandomPoisson", lambda self, shape, rate: F.random_poisson(shape, rate, _seed_of(self), self.dtype), _SEEDS,
    seed=0, seed2=0, dtype=mstype.int64,
)  # fmt: skip
RandomCategorical = define(
    "RandomCategorical",
    lambda self, logits, num_sample, seed=0: F.random_categorical(logits, num_sample, as_static(seed), self.dtype),
    dtype=mstype.int64,
)  # fmt: skip


def _choice_with_mask(self: Any, input_x: Any) -> Any:
    with _own_generator(self, shape_of(input_x)):
        return F.choice_with_mask(input_x, self.count)


RandomChoiceWithMask = define(
    "RandomChoiceWithMask", _choice_with_mask, {"count": is_int, **_SEEDS}, count=256, seed=0, seed2=0
)


def _shuffle(self: Any, x: Any) -> Any:
    with _own_generator(self, shape_of(x)):
        return F.shuffle(x)


def _multinomial(self: Any, x: Any, num_samples: Any) -> Any:
    with _own_generator(self, shape_of(x)):
        return F.cast(F.multinomial(x, as_static(num_samples), True), self.dtype)


RandomShuffle = define("RandomShuffle", _shuffle, _SEEDS, seed=0, seed2=0)
Multinomial = define("Multinomial", _multinomial, _SEEDS, seed=0, seed2=0, dtype=mstype.int32)
MultinomialWithReplacement = define(
    "MultinomialWithReplacement",
    lambda self, x, seed, offset: F.multinomial_with_replacement(x, seed, offset, self.numsamples, self.replacement),
    {"numsamples": is_int, "replacement": is_bool}, numsamples=REQUIRED, replacement=False,
)  # fmt: skip


def _bernoulli(self: Any, x: Any, p: Any) -> Any:
    return _below(bernoulli_draws("Bernoulli", self.seed, shape_of(x)), p, dtype_of(x))


Bernoulli = define("Bernoulli", _bernoulli, {"seed": is_int, "offset": is_int}, seed=-1, offset=0)


def _randperm(self: Any, n: Any) -> Any:
    n = as_static(n)
    n = n[0] if isinstance(n, tuple) else n
    if not 0 <= n <= self.max_length:
        raise ValueError(f"For 'Randperm', the 'n' must be in [0, {self.max_length}], but got {n}.")
    order = F.cast(F.randperm(n, seed=-1), self.dtype)
    rest = F.full((self.max_length - n,), self.pad, dtype=self.dtype)
    return F.concat((order, rest)) if n < self.max_length else order


Randperm = define(
    "Randperm", _randperm, {"max_length": is_int, "pad": is_int}, max_length=1, pad=-1, dtype=mstype.int32
)
RandpermV2 = define(
    "RandpermV2", lambda self, n: F.randperm(as_static(n), self.seed, self.offset, self.dtype),
    {"seed": is_int, "offset": is_int}, seed=0, offset=0, dtype=mstype.int64,
)  # fmt: skip


def _cauchy(self: Any) -> Any:
    draws = _draw_uniform("Cauchy", 0, tuple(self.size))
    return self.median + self.sigma * F.tan((draws - 0.5) * float(np.pi))


def _log_normal(self: Any, x: Any) -> Any:
    draws = _draw_normal("LogNormalReverse", 0, shape_of(x))
    return F.cast(F.exp(draws * self.std + self.mean), x.dtype)


def _truncated_normal(self: Any, shape: Any) -> Any:
    """Standard normal numbers, those beyond 2 drawn again."""
    shape, dtype = _shape(shape, self.name), mstype.to_numpy(self.dtype)
    with _own_generator(self, shape):
        next_seed = seeds(self.name, 0)
    return drawn(
        lambda: host_draws.minstd_truncated_normal(next_seed(), math.prod(shape), 2.0).reshape(shape).astype(dtype)
    )


def _parameterized(self: Any, shape: Any, mean: Any, stdevs: Any, min: Any, max: Any) -> Any:
    shape = _shape(shape, self.name)

    def column(x: Any) -> np.ndarray:
        rows = np.broadcast_to(np.asarray(as_static(x), float), (shape[0],))
        return rows.reshape(-1, *[1] * (len(shape) - 1))

    centre, spread, low, high = (column(x) for x in (mean, stdevs, min, max))
    if (low >= high).any() or (spread <= 0).any():
        raise ValueError(f"For '{self.name}', 'min' must be below 'max' and 'stdevs' above 0.")

    def make(generator: Any) -> np.ndarray:
        from scipy import special

        ends = [special.ndtr((end - centre) / spread) for end in (low, high)]
        found = special.ndtri(ends[0] + generator.random(shape) * (ends[1] - ends[0]))
        return np.clip(found * spread + centre, low, high)

    return draw_on_host(self.name, _seed_of(self), make, dtype_of(mean))


def _any_ints(self: Any, shape: Any) -> Any:
    shape, dtype = _shape(shape, self.name), mstype.to_numpy(self.dtype)
    least, most = np.iinfo(dtype).min, np.iinfo(dtype).max
    make = lambda g: g.integers(least, most, shape, dtype, endpoint=True)  # noqa: E731
    return draw_on_host(self.name, 0, make, dtype)


Cauchy = define("Cauchy", _cauchy, {"median": is_number, "sigma": is_number}, size=REQUIRED, median=0.0, sigma=1.0)
LogNormalReverse = define("LogNormalReverse", _log_normal, {"mean": is_number, "std": is_number}, mean=1.0, std=2.0)
NonDeterministicInts = define("NonDeterministicInts", _any_ints, dtype=mstype.int64)
ParameterizedTruncatedNormal = define("ParameterizedTruncatedNormal", _parameterized, _SEEDS, seed=0, seed2=0)
TruncatedNormal = define("TruncatedNormal", _truncated_normal, _SEEDS, dtype=mstype.float32, seed=0, seed2=0)


def _uniform_candidates(self: Any, true_classes: Any) -> Any:
    arguments = true_classes, self.num_true, self.num_sampled, self.unique, self.range_max
    if not self.seed:
        return F.uniform_candidate_sampler(*arguments, 0, self.remove_accidental_hits)
    generator = _kept(self, shape_of(true_classes), lambda: host_draws.Running(random.mixed(self.seed, 0)))
    return uniform_candidates(*arguments, lambda: generator, self.remove_accidental_hits)


UniformCandidateSampler = define(
    "UniformCandidateSampler",
    _uniform_candidates,
    num_true=REQUIRED, num_sampled=REQUIRED, unique=REQUIRED, range_max=REQUIRED, seed=0, remove_accidental_hits=False,
)  # fmt: skip
LogUniformCandidateSampler = define(
    "LogUniformCandidateSampler",
    lambda self, true_classes: F.log_uniform_candidate_sampler(
        true_classes, self.num_true, self.num_sampled, self.unique, self.range_max, self.seed
    ),
    num_true=1, num_sampled=5, unique=True, range_max=5, seed=0,
)  # fmt: skip

__all__ = [n for n, c in globals().items() if isinstance(c, type) and issubclass(c, Primitive) and c is not Primitive]
