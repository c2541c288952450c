"""Samples of further distributions, drawn on the host.

The numbers are those of MindSpore's CPU kernels where docs/random.md says so; others are of the same distributions, and
reproducible by `set_seed`. Each function counts its calls by itself.
"""

from __future__ import annotations

import itertools
import math

import jax
import jax.numpy as jnp
import numpy as np

from msgrad._checkparam import check_bool, check_non_negative_int, check_positive_int
from msgrad.common import dtype as mstype
from msgrad.engine import host_draws, random
from msgrad.engine.ambient import ambient
from msgrad.engine.handle import Handle, wrap
from msgrad.engine.operator import leaf_of_jax, operator
from msgrad.engine.philox_samples import Philox
from msgrad.engine.recorder import constant, drawn
from msgrad.ops.function._arguments import as_dtype, as_shape, as_static, concrete, dtype_of, shape_of
from msgrad.ops.function.creation_func import cast
from msgrad.ops.function.exponential_func import log
from msgrad.ops.function.random_func import seeds

__all__ = """
    choice_with_mask gamma log_uniform_candidate_sampler multinomial_with_replacement poisson random_categorical
    random_gamma random_poisson uniform_candidate_sampler
""".split()


def _drawn(make):
    """A Tensor of what ``make`` draws on the host, with seeds that it asks for; recorded functions draw at each call.

    Inside `msgrad.functional` the seed comes from the JAX key in the state, and the host is called back at each run.
    """
    key = random.draw_key()
    if key is None:
        return drawn(make)

    def on_host(words):
        seed = int(words[0]) << 32 | int(words[1])
        with random.seeds_from(lambda: seed):
            return make()

    like = on_host((0, 0))
    kind = jax.ShapeDtypeStruct(like.shape, like.dtype)
    return wrap(leaf_of_jax(jax.pure_callback(on_host, kind, jax.random.key_data(key), vmap_method="sequential")))


def draw_on_host(name, seed, make, dtype):
    """A Tensor of what ``make`` gives for a generator of numpy's, seeded by this call of the kernel ``name``."""
    seed = check_non_negative_int(0 if seed is None else seed, "seed", name)
    next_seed = random.seeds(name, seed)

    def generator():
        return np.random.Generator(np.random.Philox(next_seed()))

    if ambient.recorder is not None and not random.has_generator() and not random.is_traced():
        running = generator()  # under `jit` it runs on from run to run
        return _drawn(lambda: np.asarray(make(running)).astype(dtype, copy=False))
    return _drawn(lambda: np.asarray(make(generator())).astype(dtype, copy=False))


def _floats(x, who, argument):
    if not isinstance(x, Handle):
        raise TypeError(f"For '{who}', the argument '{argument}' must be a Tensor, but got {type(x).__name__}.")
    return concrete(x, who).astype(np.float64)


# Inside `msgrad.functional` parameters may be tracers, so that JAX draws.


@operator("key", "alpha")
def _gamma_from_key(key, alpha, size):
    wide = alpha.astype(jnp.promote_types(alpha.dtype, np.float32))
    return jax.random.gamma(jax.random.wrap_key_data(key), wide, size, wide.dtype)


@operator("key", "rate")
def _poisson_from_key(key, rate, size):
    return jax.random.poisson(jax.random.wrap_key_data(key), rate, size, np.int32)


def gamma(shape, alpha, beta, seed=None):
    """Numbers of Gamma distributions of shape ``alpha`` and rate ``beta``, float32, in the shape ``shape`` (a tuple)
    followed by that which the two broadcast to. What is pending runs.

    >>> ops.gamma((2, 3), Tensor([1.0]), Tensor([2.0])).shape
    (2, 3, 1)
    """
    if not isinstance(shape, tuple):
        raise TypeError(f"For 'gamma', the argument 'shape' must be a tuple, but got {type(shape).__name__}.")
    size = as_shape(shape, "gamma") + np.broadcast_shapes(shape_of(alpha), shape_of(beta))
    key = random.draw_key()
    if key is not None:
        return cast(_gamma_from_key(jax.random.key_data(key), alpha, size=size) / beta, mstype.float32)
    a, b = _floats(alpha, "gamma", "alpha"), _floats(beta, "gamma", "beta")
    return draw_on_host("gamma", seed, lambda g: g.gamma(a, size=size) / b, np.dtype(np.float32))


def poisson(shape, mean, seed=None):
    """Numbers of Poisson distributions, int32, in the shape ``shape`` (a tuple) followed by that of ``mean``. What is
    pending runs.

    >>> ops.poisson((2, 3), Tensor([1.0])).shape
    (2, 3, 1)
    """
    if not isinstance(shape, tuple):
        raise TypeError(f"For 'poisson', the argument 'shape' must be a tuple, but got {type(shape).__name__}.")
    size = as_shape(shape, "poisson") + shape_of(mean)
    key = random.draw_key()
    if key is not None:
        return _poisson_from_key(jax.random.key_data(key), mean, size=size)
    rate = _floats(mean, "poisson", "mean")
    return draw_on_host("poisson", seed, lambda g: g.poisson(rate, size), np.dtype(np.int32))


def random_gamma(shape, alpha, seed=None):
    """Numbers of Gamma distributions of shape ``alpha``, in the shape that the Tensor ``shape`` says, followed by
    that of ``alpha``, whose dtype they have. What is pending runs.

    >>> ops.random_gamma(Tensor([2, 3], mindspore.int32), Tensor([1.0])).shape
    (2, 3, 1)
    """
    seed = check_non_negative_int(0 if seed is None else seed, "seed", "random_gamma")
    return gamma_numbers(shape, alpha, _philox_generators("random_gamma", seed))


def gamma_numbers(shape, alpha, generator):
    """`random_gamma` of what ``generator()`` gives at each draw, a `Philox`."""
    size = _shape_tensor(shape, "random_gamma")
    key = random.draw_key()
    if key is not None:
        numbers = _gamma_from_key(jax.random.key_data(key), alpha, size=size + shape_of(alpha))
        return cast(numbers, alpha.dtype)
    a = _floats(alpha, "random_gamma", "alpha")

    def make():
        numbers = generator().gamma(a.reshape(-1), math.prod(size)).reshape(size + a.shape)
        return numbers.astype(dtype_of(alpha), copy=False)

    return _drawn(make)


def _philox_generators(name, op_seed):
    """What gives each draw of this call its generator: as `random_func.seeds`, but of both seeds, unmixed."""
    if random.has_generator():
        next_seed = random.seeds(name, op_seed)
        return lambda: Philox(next_seed())

    def start():
        if random.has_generator():
            return Philox(random.next_kernel_seed(name, op_seed))
        pair = random.next_seeds(name, op_seed)
        return Philox(*pair) if any(pair) else Philox(random.kernel_seed(0, 0))

    if ambient.recorder is None:
        return start
    running = start()
    return lambda: running


def random_poisson(shape, rate, seed=None, dtype=mstype.float32):
    """Numbers of Poisson distributions in the shape that the Tensor ``shape`` says, followed by that of ``rate``.
    What is pending runs.

    >>> ops.random_poisson(Tensor([2, 3], mindspore.int32), Tensor([1.0])).shape
    (2, 3, 1)
    """
    size = _shape_tensor(shape, "random_poisson")
    key = random.draw_key()
    if key is not None:
        return cast(_poisson_from_key(jax.random.key_data(key), rate, size=size + shape_of(rate)), dtype)
    mean = _floats(rate, "random_poisson", "rate")
    return draw_on_host(
        "random_poisson", seed, lambda g: g.poisson(mean, size + mean.shape), as_dtype(dtype, "poisson")
    )


def _shape_tensor(shape, who):
    if not isinstance(shape, Handle):
        raise TypeError(f"For '{who}', the argument 'shape' must be a Tensor, but got {type(shape).__name__}.")
    if dtype_of(shape).kind not in "iu" or len(shape_of(shape)) != 1:
        raise ValueError(f"For '{who}', the argument 'shape' must be a vector of integers, but got {shape}.")
    return as_shape(shape, who)


def random_categorical(logits, num_sample, seed=0, dtype=mstype.int64):
    """Indices drawn from each row with the probabilities of its softmax: (rows, num_sample). What is pending runs.

    >>> ops.random_categorical(Tensor([[0.0, 1000.0]]), 3).tolist()
    [[1, 1, 1]]
    """
    who = "random_categorical"
    values = _floats(logits, who, "logits")
    if values.ndim != 2:
        raise ValueError(f"For '{who}', the 'logits' must have 2 axes, but got the shape {values.shape}.")
    count = check_positive_int(as_static(num_sample), "num_sample", who)
    weights = np.exp(values - values.max(1, keepdims=True))
    sums = np.cumsum(weights, 1)
    seed = check_non_negative_int(as_static(seed), "seed", who)
    # with a seed each row has the same numbers, which the seed alone says
    next_seed = seeds(who, 0) if seed == 0 else None

    def make():
        if next_seed is None:
            draws = np.tile(host_draws.minstd_double(random.mixed(0, seed), count), (len(values), 1))
        else:
            draws = host_draws.minstd_double(next_seed(), len(values) * count).reshape(-1, count)
        found = (draws[:, :, None] * sums[:, None, -1:] >= sums[:, None, :]).sum(2)
        return np.minimum(found, values.shape[1] - 1).astype(as_dtype(dtype, who))

    return _drawn(make)


def multinomial_with_replacement(x, seed, offset, numsamples, replacement=False):
    """Indices drawn from the rows of ``x`` (or the one) with probabilities in proportion to its numbers: int64. Without
    ``replacement`` none comes twice. What is pending runs.

    ``seed`` and ``offset`` say which numbers are drawn: for equal ones the same.

    >>> ops.multinomial_with_replacement(Tensor([0.0, 1.0]), 2, 5, 3, True).tolist()
    [1, 1, 1]
    """
    who = "multinomial_with_replacement"
    weights = _floats(x, who, "x")
    count = check_positive_int(as_static(numsamples), "numsamples", who)
    if weights.ndim not in (1, 2) or (weights < 0).any() or (weights.sum(-1) <= 0).any():
        raise ValueError(f"For '{who}', each row of 'x' must hold weights that are not negative and not all 0.")
    if not check_bool(replacement, "replacement", who) and ((weights > 0).sum(-1) < count).any():
        raise ValueError(f"For '{who}', 'numsamples' must not be above the number of weights that are not 0.")
    pair = [as_static(s) % 2**64 for s in (seed, offset)]
    generator = (lambda: Philox(*pair)) if any(pair) else _philox_generators(who, 0)

    def make():
        rows = np.atleast_2d(weights)
        draws = generator().uniform(len(rows) * count).reshape(len(rows), count)
        found = [_choose(row, u, replacement) for row, u in zip(rows, draws, strict=True)]
        return np.array(found, np.int64).reshape(*weights.shape[:-1], count)

    return _drawn(make)


def _choose(weights, draws, replacement):
    """Indices with probabilities in proportion to the weights; without ``replacement`` a weight counts once."""
    weights, found = weights.copy(), []
    sums = np.cumsum(weights)
    for draw in draws.astype(np.float64):
        found.append(min(np.searchsorted(sums, draw * sums[-1], side="right"), np.flatnonzero(weights)[-1]))
        if not replacement:
            weights[found[-1]] = 0
            sums = np.cumsum(weights)
    return found


def choice_with_mask(input_x, count=256, seed=None):
    """The indices of ``count`` places, drawn at random, where a bool Tensor is true (int32, one row for each), and
    which of them are valid: where fewer are true, the others are 0. What is pending runs.

    >>> [t.tolist() for t in ops.choice_with_mask(Tensor([False, True]), 2)]
    [[[1], [0]], [True, False]]
    """
    who = "choice_with_mask"
    if not isinstance(input_x, Handle) or dtype_of(input_x).kind != "b":
        raise TypeError(f"For '{who}', the 'input_x' must be a Tensor of bools.")
    if not 1 <= len(shape_of(input_x)) <= 5:
        raise ValueError(f"For '{who}', the 'input_x' must have 1 to 5 axes, but got the shape {shape_of(input_x)}.")
    count = check_positive_int(count, "count", who)
    places = np.argwhere(concrete(input_x, who))
    taken = min(count, len(places))

    next_seed = seeds(who, check_non_negative_int(0 if seed is None else seed, "seed", who))

    def make():
        out = np.zeros((count, places.shape[1]), np.int32)
        out[:taken] = places[host_draws.minstd_permutation(next_seed(), len(places))[:taken]]
        return out

    return _drawn(make), constant(np.arange(count) < taken)


def _candidates(who, true_classes, num_true, num_sampled, unique, range_max, draws, chance, avoid=False):
    """Classes drawn, with how often each true and each drawn class is to be expected among them.

    draws: a function that gives, at each draw, one class after the other.
    chance: a function that gives the probability of each of some classes, which are float64.
    avoid: whether true classes are drawn again where all must differ, as far as there are enough others.
    """
    classes = concrete(true_classes, who)
    if dtype_of(true_classes).kind not in "iu":
        raise TypeError(f"For '{who}', the 'true_classes' must hold integers, but got {dtype_of(true_classes)}.")
    if classes.ndim != 2 or classes.shape[1] != num_true:
        raise ValueError(f"For '{who}', the 'true_classes' must have {num_true} columns, but got {classes.shape}.")
    for value, name in ((num_sampled, "num_sampled"), (range_max, "range_max")):
        check_positive_int(value, name, who)
    if check_bool(unique, "unique", who) and num_sampled > range_max:
        raise ValueError(f"For '{who}', of {range_max} classes no {num_sampled} different ones can be drawn.")
    avoided = set(classes.reshape(-1).tolist()) if avoid else set()
    if range_max - len(avoided) < num_sampled:
        avoided = set()

    def make():
        """The classes and the number of tries."""
        if not unique:
            return np.array([*itertools.islice(draws(), num_sampled), num_sampled], np.int64)
        found = {}
        for tries, value in enumerate(draws(), 1):
            if value not in avoided:
                found[value] = None
            if len(found) == num_sampled:
                return np.array([*found, tries], np.int64)
        raise AssertionError

    packed = _drawn(make)
    sampled, tries = packed[:-1], packed[-1]
    chances = chance(classes.astype(np.float64)), chance(cast(sampled, mstype.float64))
    expected = [_expected(c, tries, num_sampled) for c in chances]
    return cast(sampled, true_classes.dtype), *expected


@operator("chances", "tries")
def _expected(chances, tries, count):
    """How often something of these chances is to be expected in ``count`` draws, for which so many were tried."""
    at_least_once = -jnp.expm1(tries * jnp.log1p(-chances))
    return jnp.where(tries == count, count * chances, at_least_once).astype(np.float32)


def uniform_candidate_sampler(
    true_classes, num_true, num_sampled, unique, range_max, seed=0, remove_accidental_hits=False
):  # fmt: skip
    """``num_sampled`` classes below ``range_max``, all as likely (different ones, with ``unique``); and how often
    each true and each drawn class is to be expected among them. What is pending runs.

    With ``unique`` and ``remove_accidental_hits`` none of the true classes is drawn, if there are enough others.
    The same ``seed`` gives the same classes at each call; 0 leaves them to `set_seed`.

    >>> [t.shape for t in ops.uniform_candidate_sampler(Tensor([[1], [3]]), 1, 3, False, 4)]
    [(3,), (2, 1), (3,)]
    """
    who = "uniform_candidate_sampler"
    seed = check_non_negative_int(seed, "seed", who)
    next_seed = seeds(who, 0) if seed == 0 else lambda: random.mixed(seed, 0)
    return uniform_candidates(
        true_classes, num_true, num_sampled, unique, range_max, next_seed, remove_accidental_hits
    )  # fmt: skip


def uniform_candidates(true_classes, num_true, num_sampled, unique, range_max, next_seed, remove_accidental_hits):
    """`uniform_candidate_sampler` of what ``next_seed()`` gives at each draw, a seed or a running generator."""
    who = "uniform_candidate_sampler"
    check_positive_int(range_max, "range_max", who)
    return _candidates(
        who, true_classes, num_true, num_sampled, unique, range_max,
        lambda: host_draws.minstd_below(next_seed(), range_max), lambda x: x * 0.0 + 1 / range_max,
        check_bool(remove_accidental_hits, "remove_accidental_hits", who),
    )  # fmt: skip


def log_uniform_candidate_sampler(true_classes, num_true=1, num_sampled=5, unique=True, range_max=5, seed=0):
    """As `uniform_candidate_sampler`, with probabilities log((k + 2) / (k + 1)) / log(range_max + 1) for the class k.

    >>> [t.shape for t in ops.log_uniform_candidate_sampler(Tensor([[1], [3]]), 1, 3)]
    [(3,), (2, 1), (3,)]
    """
    who = "log_uniform_candidate_sampler"
    check_positive_int(range_max, "range_max", who)
    next_seed = seeds(who, check_non_negative_int(seed, "seed", who))
    total = math.log(range_max + 1)

    def draws():
        generator = host_draws.running(next_seed())
        uniform = (u for _ in itertools.count() for u in host_draws.minstd_double(generator, 256).tolist())
        return (int(math.exp(u * total)) - 1 for u in uniform)

    return _candidates(
        who, true_classes, num_true, num_sampled, unique, range_max, draws,
        lambda x: log((x + 2.0) / (x + 1.0)) / total,
    )  # fmt: skip
