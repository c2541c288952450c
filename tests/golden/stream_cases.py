"""Draws whose generators run on: dropout on several shapes and dtypes, and random operators in jitted functions.

Each case gives what it draws in three calls, as lists.
"""

import mindspore as ms
import numpy as np
from mindspore import Tensor, nn, ops

SEED = 3
CASES = {}


def case(make):
    """``make()`` gives what is called three times."""
    CASES[make.__name__] = make
    return make


def ones(*shape, dtype=ms.float32):
    return Tensor(np.ones(shape), dtype)


def shape(*sizes):
    return Tensor(sizes, ms.int32)


WEIGHTS = Tensor([0.1, 0.2, 0.3, 0.4], ms.float32)
NUMBERS = Tensor([1, 2, 3, 4, 5])
THREE = ones(3)
MASK = Tensor(np.arange(24).reshape(4, 6) % 3 != 0)
CLASSES = Tensor([[1], [3]], ms.int64)
ALPHAS = Tensor([0.3, 1.0, 2.5, 40.0], ms.float32)


def layer(kind, p=0.3):
    return kind(p=p).set_train()


@case
def dropout_layer_on_two_shapes():
    drop = layer(nn.Dropout)
    return lambda: (drop(ones(2, 8)), drop(ones(3, 8)), drop(ones(2, 8)))


@case
def dropout_layer_on_two_dtypes():
    drop = layer(nn.Dropout)
    return lambda: (drop(ones(16)), drop(ones(16, dtype=ms.float16)), drop(ones(16)))


@case
def dropout_layer_in_a_gradient():
    drop = layer(nn.Dropout)

    def loss(x):
        return (drop(x) + drop(x)).sum()

    return lambda: ms.grad(loss)(ones(2, 8))


@case
def two_dropout_layers():
    first, second = layer(nn.Dropout), layer(nn.Dropout)
    return lambda: (first(ones(16)), second(ones(16)))


@case
def dropout_layer_jitted():
    drop = layer(nn.Dropout)

    def draw(x, y):
        return drop(x), drop(x), drop(y)

    draw = ms.jit(draw)
    return lambda: draw(ones(16), ones(4, 4))


@case
def dropout_layer_jitted_and_un_jitted():
    drop = layer(nn.Dropout)

    def draw(x):
        return drop(x)

    jitted = ms.jit(draw)
    return lambda: (drop(ones(16)), jitted(ones(16)), drop(ones(16)))


@case
def dropout_jitted():
    def draw(x):
        return ops.dropout(x, 0.3), ops.dropout(x, 0.3)

    draw = ms.jit(draw)
    return lambda: draw(ones(16))


def _of_channels(name, layer_name, *shape):
    def make():
        drop, function = layer(getattr(nn, layer_name)), getattr(ops, name)
        return lambda: (drop(ones(*shape)), function(ones(*shape), 0.3), function(ones(*shape), 0.4))

    def make_jitted():
        drop, function = layer(getattr(nn, layer_name)), getattr(ops, name)

        def draw(x):
            return drop(x), function(x, 0.3)

        draw = ms.jit(draw)
        return lambda: draw(ones(*shape))

    CASES[name], CASES[f"{name}_jitted"] = make, make_jitted


_of_channels("dropout1d", "Dropout1d", 5, 6, 1)
_of_channels("dropout2d", "Dropout2d", 5, 6, 1, 1)
_of_channels("dropout3d", "Dropout3d", 5, 6, 1, 1, 1)


def _jitted(name, draw):
    def make():
        jitted = ms.jit(draw)
        return lambda: jitted(THREE)

    CASES[f"{name}_jitted"] = make


def rand(x):
    return ops.rand(3), ops.rand(2), ops.rand_like(x), ops.rand(3, seed=5)


def randn(x):
    return ops.randn(3), ops.randn(4), ops.randn_like(x), ops.standard_normal((3,))


def integers(x):
    return ops.randint(0, 1000, (3,)), ops.randint(0, 2_000_000_000, (5,)), ops.randperm(5)


def bounds(x):
    return ops.uniform((3,), Tensor(1.0), Tensor(3.0)), ops.normal((3,), 1.0, 2.0), ops.standard_laplace((3,))


def choices(x):
    return ops.multinomial(WEIGHTS, 3), ops.multinomial(WEIGHTS, 3, False), ops.shuffle(NUMBERS)


for _draw in (rand, randn, integers, bounds, choices):
    _jitted(_draw.__name__, _draw)


@case
def primitives_with_seeds():
    normal, laplace, uniform = ops.StandardNormal(3, 4), ops.StandardLaplace(3, 4), ops.UniformReal(0, 5)
    integers, shuffle, choose = ops.UniformInt(3, 4), ops.RandomShuffle(3, 4), ops.Multinomial(3, 4)
    return lambda: (
        normal((3,)), normal((2,)), laplace((3,)), uniform((2,)), shuffle(NUMBERS), choose(WEIGHTS, 4),
        integers((3,), Tensor(0, ms.int32), Tensor(100, ms.int32)),
    )  # fmt: skip


@case
def dropout_primitives():
    drop, drop2d, drop3d = ops.Dropout(0.5, 3, 4), ops.Dropout2D(0.5), ops.Dropout3D(0.6)
    return lambda: (
        drop(ones(10))[0], *drop2d(ones(3, 5, 1, 1)), drop3d(ones(3, 5, 1, 1, 1))[0], ops.dropout2d(ones(3, 5, 1, 1), 0.5),
    )  # fmt: skip


@case
def gamma():
    seeded, single = ops.RandomGamma(3, 4), Tensor([0.7], ms.float64)
    return lambda: (
        ops.random_gamma(shape(6), ALPHAS), ops.random_gamma(shape(2, 3), ALPHAS, seed=3), seeded(shape(5), ALPHAS),
        ops.random_gamma(shape(40), single).astype(ms.float32), seeded(shape(3), Tensor([[1.5], [2.0]], ms.float16)),
    )  # fmt: skip


@case
def places_of_a_mask():
    seeded = ops.RandomChoiceWithMask(4, 3, 5)
    return lambda: (
        *ops.choice_with_mask(MASK, 4), *ops.choice_with_mask(MASK, 20, seed=3), *seeded(MASK),
        *ops.choice_with_mask(Tensor([False, False]), 2), seeded(Tensor([True, True, True, True, True]))[0],
    )  # fmt: skip


@case
def categories():
    logits = Tensor([[0.0, 1.0, 2.0], [1.0, 0.5, 1.0]], ms.float32)
    return lambda: (
        ops.random_categorical(logits, 7, seed=3), ops.RandomCategorical(ms.int32)(logits, 5, 4),
        logits.random_categorical(6, 5), ops.random_categorical(logits.astype(ms.float64), 4, seed=2, dtype=ms.int16),
    )  # fmt: skip


@case
def bernoulli_with_a_seed():
    chances = Tensor([0.1, 0.5, 0.9, 0.3], ms.float32)
    return lambda: (
        ops.bernoulli(ones(20), 0.3, seed=3), ops.bernoulli(Tensor([1, 2, 3, 4]), chances, seed=7),
        ops.Bernoulli(5)(ones(12), Tensor(0.6)),
    )  # fmt: skip


@case
def multinomial_with_seed_and_offset():
    rows = Tensor([[0.1, 0.2, 0.3, 0.4], [4.0, 3.0, 2.0, 1.0]], ms.float32)
    return lambda: (
        ops.multinomial_with_replacement(WEIGHTS, 2, 5, 9, True), ops.multinomial_with_replacement(rows, 3, 0, 6, True),
        ops.multinomial_with_replacement(rows, 0, 4, 4, False), ops.multinomial_with_replacement(WEIGHTS, 7, 1, 2),
    )  # fmt: skip


@case
def uniform_candidates():
    seeded = ops.UniformCandidateSampler(1, 6, True, 20, 9)
    return lambda: (
        *ops.uniform_candidate_sampler(CLASSES, 1, 6, False, 20, seed=3),
        *ops.uniform_candidate_sampler(Tensor([[1, 2]], ms.int32), 2, 8, True, 10, seed=5), seeded(CLASSES)[0],
        *ops.uniform_candidate_sampler(CLASSES, 1, 6, True, 20, 4, True),
        *ops.uniform_candidate_sampler(CLASSES, 1, 5, False, 5, 3, True),
        *ops.uniform_candidate_sampler(CLASSES, 1, 6, True, 20, 5, True),
        *ops.uniform_candidate_sampler(CLASSES, 1, 9, True, 10, 4, True),
    )  # fmt: skip


@case
def truncated_normals():
    plain, double = ops.TruncatedNormal(ms.float32, 3, 4), ops.TruncatedNormal(ms.float64, 0, 5)
    return lambda: (plain(shape(3, 7)), double(shape(2, 2)), plain(shape(5, 1, 6)), plain(shape(1, 2)))


def outcome(name):
    """What a case draws in three calls."""
    ms.set_seed(SEED)
    draw, got = CASES[name](), []
    for _ in range(3):
        drawn = draw()
        drawn = drawn if isinstance(drawn, tuple) else (drawn,)
        got.append([x.asnumpy().reshape(-1).tolist() for x in drawn])
    return got
