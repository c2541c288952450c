"""Samples of further distributions, drawn on the host: of the same distributions as MindSpore's, not the same numbers.

`set_seed` makes them reproducible; each function counts its calls by itself.
"""

from __future__ import annotations

import numpy as np

from msgrad._checkparam import check_bool, check_non_negative_int, check_positive_int
from msgrad.common import dtype as mstype
from msgrad.engine import random
from msgrad.engine.ambient import ambient
from msgrad.engine.handle import Handle
from msgrad.engine.recorder import drawn
from msgrad.ops.function._arguments import as_dtype, as_shape, as_static, concrete, dtype_of, shape_of
from msgrad.ops.function.select_func import take

__all__ = """
    choice_with_mask gamma log_uniform_candidate_sampler multinomial_with_replacement poisson random_categorical
    random_gamma random_poisson uniform_candidate_sampler
""".split()


def draw_on_host(name, seed, make, dtype):
    """A Tensor of what ``make`` gives for a generator of numpy's, seeded by this call of the kernel ``name``."""
    seed = check_non_negative_int(0 if seed is None else seed, "seed", name)
    next_seed = random.seeds(name, seed)

    def generator():
        return np.random.Generator(np.random.Philox(next_seed()))

    if ambient.recorder is not None and not random.has_generator():
        running = generator()  # under `jit` it runs on from run to run
        return drawn(lambda: np.asarray(make(running)).astype(dtype, copy=False))
    return drawn(lambda: np.asarray(make(generator())).astype(dtype, copy=False))


def _floats(x, who, argument):
    if not isinstance(x, Handle):
        raise TypeError(f"For '{who}', the argument '{argument}' must be a Tensor, but got {type(x).__name__}.")
    return concrete(x, who).astype(np.float64)


def gamma(shape, alpha, beta, seed=None):
    """Numbers of Gamma distributions of shape ``alpha`` and rate ``beta``, float32, in the shape ``shape`` (a tuple)
    followed by that which the two broadcast to. What is pending runs.

    >>> ops.gamma((2, 3), Tensor([1.0]), Tensor([2.0])).shape
    (2, 3, 1)
    """
    if not isinstance(shape, tuple):
        raise TypeError(f"For 'gamma', the argument 'shape' must be a tuple, but got {type(shape).__name__}.")
    a, b = _floats(alpha, "gamma", "alpha"), _floats(beta, "gamma", "beta")
    size = as_shape(shape, "gamma") + np.broadcast_shapes(a.shape, b.shape)
    return draw_on_host("gamma", seed, lambda g: g.gamma(a, size=size) / b, np.dtype(np.float32))


def poisson(shape, mean, seed=None):
    """Numbers of Poisson distributions, int32, in the shape ``shape`` (a tuple) followed by that of ``mean``. What is
    pending runs.

    >>> ops.poisson((2, 3), Tensor([1.0])).shape
    (2, 3, 1)
    """
    if not isinstance(shape, tuple):
        raise TypeError(f"For 'poisson', the argument 'shape' must be a tuple, but got {type(shape).__name__}.")
    rate = _floats(mean, "poisson", "mean")
    size = as_shape(shape, "poisson") + rate.shape
    return draw_on_host("poisson", seed, lambda g: g.poisson(rate, size), np.dtype(np.int32))


def random_gamma(shape, alpha, seed=None):
    """Numbers of Gamma distributions of shape ``alpha``, in the shape that the Tensor ``shape`` says, followed by
    that of ``alpha``, whose dtype they have. What is pending runs.

    >>> ops.random_gamma(Tensor([2, 3], mindspore.int32), Tensor([1.0])).shape
    (2, 3, 1)
    """
    size = _shape_tensor(shape, "random_gamma")
    a = _floats(alpha, "random_gamma", "alpha")
    return draw_on_host("random_gamma", seed, lambda g: g.standard_gamma(a, size + a.shape), dtype_of(alpha))


def random_poisson(shape, rate, seed=None, dtype=mstype.float32):
    """Numbers of Poisson distributions in the shape that the Tensor ``shape`` says, followed by that of ``rate``.
    What is pending runs.

    >>> ops.random_poisson(Tensor([2, 3], mindspore.int32), Tensor([1.0])).shape
    (2, 3, 1)
    """
    size = _shape_tensor(shape, "random_poisson")
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
    shares = np.cumsum(weights, 1) / weights.sum(1, keepdims=True)

    def make(generator):
        draws = generator.random((len(values), count))
        found = (draws[:, :, None] >= shares[:, None, :]).sum(2)
        return np.minimum(found, values.shape[1] - 1)

    return draw_on_host(who, seed, make, as_dtype(dtype, who))


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
    seeds = [as_static(seed), as_static(offset)]

    def make():
        generator = np.random.Generator(np.random.Philox(np.random.SeedSequence([s % 2**63 for s in seeds])))
        rows = np.atleast_2d(weights)
        found = [generator.choice(rows.shape[1], count, replacement, row / row.sum()) for row in rows]
        return np.array(found, np.int64).reshape(*weights.shape[:-1], count)

    return drawn(make)


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

    def make(generator):
        out = np.zeros((count, places.shape[1]))
        out[:taken] = generator.permutation(places)[:taken]
        return out

    found = draw_on_host(who, seed, make, np.dtype(np.int32))
    return found, drawn(lambda: np.arange(count) < taken)


def _candidates(who, true_classes, num_true, num_sampled, unique, range_max, seed, chances, dtype, spare=False):
    classes = concrete(true_classes, who)
    if dtype_of(true_classes).kind not in "iu":
        raise TypeError(f"For '{who}', the 'true_classes' must hold integers, but got {dtype_of(true_classes)}.")
    if classes.ndim != 2 or classes.shape[1] != num_true:
        raise ValueError(f"For '{who}', the 'true_classes' must have {num_true} columns, but got {classes.shape}.")
    for value, name in ((num_sampled, "num_sampled"), (range_max, "range_max")):
        check_positive_int(value, name, who)
    if check_bool(unique, "unique", who) and num_sampled > range_max:
        raise ValueError(f"For '{who}', of {range_max} classes no {num_sampled} different ones can be drawn.")
    others = np.setdiff1d(np.arange(range_max), classes) if spare else np.arange(range_max)
    spared = spare and len(others) >= (num_sampled if unique else 1)  # else, as in MindSpore, all may be drawn
    drawable = np.where(np.isin(np.arange(range_max), others), chances, 0) if spared else chances
    sampled = draw_on_host(
        who,
        seed,
        lambda g: g.choice(range_max, num_sampled, not unique, drawable / drawable.sum()),
        dtype_of(true_classes),
    )
    # how often a class is to be expected among the samples; spared ones, as if they could be drawn
    if spared:
        expected = np.minimum(num_sampled * chances / drawable.sum(), 1 if unique else np.inf)
    else:
        expected = -np.expm1(num_sampled * np.log1p(-chances)) if unique else num_sampled * chances
    table = drawn(lambda: expected.astype(dtype))
    return sampled, take(table, np.clip(classes, 0, range_max - 1)), take(table, sampled)


def uniform_candidate_sampler(
    true_classes, num_true, num_sampled, unique, range_max, seed=0, remove_accidental_hits=False
):  # fmt: skip
    """``num_sampled`` classes below ``range_max``, all as likely (different ones, with ``unique``); and how often
    each true and each drawn class is to be expected among them. What is pending runs.

    With ``remove_accidental_hits`` no true class is drawn, if there are enough others.

    >>> [t.shape for t in ops.uniform_candidate_sampler(Tensor([[1], [3]]), 1, 3, False, 4)]
    [(3,), (2, 1), (3,)]
    """
    who = "uniform_candidate_sampler"
    spare = check_bool(remove_accidental_hits, "remove_accidental_hits", who)
    chances = np.full(max(range_max, 1), 1 / max(range_max, 1))
    return _candidates(who, true_classes, num_true, num_sampled, unique, range_max, seed, chances, np.float32, spare)


def log_uniform_candidate_sampler(true_classes, num_true=1, num_sampled=5, unique=True, range_max=5, seed=0):
    """As `uniform_candidate_sampler`, with probabilities log((k + 2) / (k + 1)) / log(range_max + 1) for the class k.

    >>> [t.shape for t in ops.log_uniform_candidate_sampler(Tensor([[1], [3]]), 1, 3)]
    [(3,), (2, 1), (3,)]
    """
    who = "log_uniform_candidate_sampler"
    k = np.arange(max(range_max, 1))
    chances = np.log((k + 2) / (k + 1)) / np.log(len(k) + 1)
    return _candidates(
        who, true_classes, num_true, num_sampled, unique, range_max, seed, chances / chances.sum(), np.float32
    )
