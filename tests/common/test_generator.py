"""Generators as objects against the real MindSpore (tests/golden/make_generator.py), and the methods that use them."""

import json
import pathlib

import make_generator
import mindspore as ms
import numpy as np
import pytest
from mindspore import Tensor, mint
from scipy import stats

from msgrad.common import generator as module

FIGURES = json.loads(pathlib.Path(make_generator.__file__).with_name("generator.json").read_text())


@pytest.fixture(autouse=True)
def default_generator():
    yield
    module.default_generator._set(0, 0)
    ms.set_seed(0)


def test_golden():
    assert make_generator.outcomes(ms) == FIGURES


def zeros(n=20_000, dtype=ms.float32):
    return Tensor(np.zeros(n), dtype)


DRAWS = {
    "uniform_": (lambda g: zeros().uniform_(-1, 3, generator=g), stats.uniform(-1, 4)),
    "uniform": (lambda g: zeros().uniform(-1.0, 3.0, g), stats.uniform(-1, 4)),
    "normal_": (lambda g: zeros().normal_(1, 2, generator=g), stats.norm(1, 2)),
    "exponential_": (lambda g: zeros().exponential_(2, generator=g), stats.expon(scale=1 / 2)),
    "log_normal": (lambda g: zeros().log_normal(0.5, 0.7), stats.lognorm(0.7, scale=np.exp(0.5))),
}


@pytest.mark.parametrize("name", DRAWS)
def test_distributions(name):
    draw, expected = DRAWS[name]
    ms.set_seed(5)
    got = draw(ms.Generator().manual_seed(1)).asnumpy().astype(np.float64)
    assert stats.kstest(got, expected.cdf).pvalue > 1e-3


@pytest.mark.parametrize(
    ("dtype", "to", "high"), [("int8", None, 127), ("int64", 6, 5), ("float32", 10, 9), ("bool_", None, 1)]
)
def test_random_fills_with_integers(dtype, to, high):
    got = zeros(50_000, getattr(ms, dtype)).random_(0, to, generator=ms.Generator()).asnumpy().astype(np.int64)
    assert (got.min(), got.max()) == (0, high)
    counts = np.bincount(got)
    assert stats.chisquare(counts).pvalue > 1e-3


@pytest.mark.parametrize("dtype", ["int32", "int64", "float16", "float64"])
def test_random_without_a_bound_reaches_far(dtype):
    got = zeros(1000, getattr(ms, dtype)).random_(generator=ms.Generator()).asnumpy().astype(np.float64)
    bound = {"int32": 2**31, "int64": 2**63, "float16": 2**11 + 1, "float64": 2**53 + 1}[dtype]
    assert got.min() >= 0 and 0.9 * bound < got.max() <= bound


def test_bernoulli():
    p = Tensor(np.repeat([0.1, 0.9], 20_000), ms.float32)
    for got in (p.bernoulli(generator=ms.Generator()), zeros(40_000).bernoulli_(p, generator=ms.Generator())):
        np.testing.assert_allclose(got.asnumpy().reshape(2, -1).mean(1), [0.1, 0.9], atol=0.01)


def test_methods_that_are_functions():
    ms.set_seed(3)
    weights = Tensor([[0.1, 0.9]], ms.float32)
    got = [weights.multinomial(5), weights.random_categorical(5)]
    ms.set_seed(3)
    want = [ms.ops.multinomial(weights, 5), ms.ops.random_categorical(weights, 5)]
    assert [x.tolist() for x in got] == [x.tolist() for x in want]


def test_a_state_brings_the_draws_back():
    generator = ms.Generator().manual_seed(3)
    state = generator.get_state()
    first = [zeros(5).normal_(generator=generator).tolist() for _ in range(2)]
    generator.set_state(state)
    assert [zeros(5).normal_(generator=generator).tolist() for _ in range(2)] == first and first[0] != first[1]


def test_the_default_generator_and_set_seed():
    def draw():
        return zeros(5).uniform_().tolist()

    ms.set_seed(1)
    by_seed = draw()
    ms.manual_seed(1)
    by_generator = [draw(), draw()]
    ms.manual_seed(1)
    assert [draw(), draw()] == by_generator
    ms.set_seed(1)
    assert draw() == by_seed != by_generator[0]


MINT = {
    "rand": lambda g: mint.rand(5, generator=g),
    "randn": lambda g: mint.randn(5, generator=g),
    "randint": lambda g: mint.randint(0, 10**6, (5,), generator=g),
    "randperm": lambda g: mint.randperm(50, generator=g),
    "normal": lambda g: mint.normal(0.0, 1.0, (5,), generator=g),
    "bernoulli": lambda g: mint.bernoulli(Tensor(np.full(64, 0.5), ms.float32), generator=g),
    "multinomial": lambda g: mint.multinomial(Tensor(np.ones(50), ms.float32), 20, True, generator=g),
}


@pytest.mark.parametrize("name", MINT)
def test_mint_draws_from_generators(name):
    draw, generator = MINT[name], ms.Generator()
    runs = [[draw(generator.manual_seed(4)).tolist(), draw(generator).tolist()] for _ in range(2)]
    assert runs[0] == runs[1] and runs[0][0] != runs[0][1]
    ms.manual_seed(4)
    assert [draw(None).tolist(), draw(None).tolist()] == runs[0]


def test_jitted_functions_ask_the_generator_at_each_run():
    generator = ms.Generator()

    @ms.jit
    def draw(x):
        return (x + 1).normal_(generator=generator) + (x + 1).exponential_(generator=generator)

    generator.manual_seed(2)
    first = [draw(zeros(4)).tolist() for _ in range(3)]
    generator.manual_seed(2)
    assert [draw(zeros(4)).tolist() for _ in range(3)] == first
    assert first[0] != first[1] != first[2]


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (lambda: zeros(2).uniform_(2, 1), ValueError),
        (lambda: zeros(2).normal_(0, -1), ValueError),
        (lambda: zeros(2).exponential_(0), ValueError),
        (lambda: zeros(2).random_(3, 3), ValueError),
        (lambda: zeros(2, ms.int32).uniform_(), TypeError),
        (lambda: zeros(2).normal_(generator=3), TypeError),
    ],
)
def test_errors(call, error):
    with pytest.raises(error, match=r"For '\w+', "):
        call()
