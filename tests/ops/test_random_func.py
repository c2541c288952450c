"""The random operators against the real MindSpore (tests/golden/make_random_ops.py) and as distributions."""

import importlib.util
import json
import math
import pathlib

import jax
import mindspore as ms
import numpy as np
import pytest
from mindspore import Tensor, nn, ops

import msgrad
from msgrad import functional

GOLDEN_FOLDER = pathlib.Path(__file__).parents[1] / "golden"
CASES = json.loads((GOLDEN_FOLDER / "random_ops.json").read_text())
_spec = importlib.util.spec_from_file_location("make_random_ops", GOLDEN_FOLDER / "make_random_ops.py")
make_random_ops = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(make_random_ops)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['name']}-{case['seed']}")
def test_golden(case):
    got = make_random_ops.outcome(ms, case["seed"], case["calls"])
    assert got == case["got"]


class Noisy(nn.Cell):
    """Draws with every function that has a distribution of its own."""

    def construct(self, x):
        one = ops.ones_like(x)
        zero = ops.zeros_like(x)
        size = tuple(x.shape)
        draws = [
            ops.rand(*size),
            ops.randn_like(x),
            ops.standard_laplace(size),
            ops.normal(size, zero, one),
            ops.uniform(size, zero, one),
            ops.laplace(size, zero, one),
            ops.gumbel_softmax(x),
            ops.bernoulli(x, ops.full_like(x, 0.5)),
            ops.randint(0, 1000, size).astype(ms.float32),
            ops.multinomial(one, size[0]).astype(ms.float32),
            ops.multinomial(one, size[0], False).astype(ms.float32),
            ops.shuffle(ops.arange(size[0])).astype(ms.float32),
        ]
        return ops.stack(draws)


def test_a_compiled_pure_function_draws_anew():
    apply, params, state = functional.functionalize(Noisy(), seed=5)
    run = jax.jit(apply)
    x = np.zeros(64, np.float32)
    first, state_1 = run(params, state, x)
    again, _ = run(params, state, x)
    second, _ = run(params, state_1, x)
    np.testing.assert_array_equal(first, again)
    assert (np.asarray(first) != np.asarray(second)).any(1).all()
    assert run._cache_size() == 1
    for permutation in np.asarray(first)[-2:]:
        assert sorted(permutation) == list(range(64))


def test_draws_compile_nothing_anew():
    def step():
        return (ops.rand(8) + ops.randn(8) * ops.standard_laplace((8,))).asnumpy()

    counts = msgrad.profile()
    first = [step() for _ in range(4)]
    compiled = counts.programs_compiled + counts.operators_compiled
    later = [step() for _ in range(4)]
    assert counts.programs_compiled + counts.operators_compiled == compiled
    assert len({x.tobytes() for x in first + later}) == 8


def normal_cdf(x):
    return 0.5 * (1 + np.vectorize(math.erf)(x / math.sqrt(2)))


def laplace_cdf(x):
    return np.where(x < 0, np.exp(-np.abs(x)) / 2, 1 - np.exp(-np.abs(x)) / 2)


DISTRIBUTIONS = {
    "rand": (lambda n: ops.rand(n), lambda x: x),
    "randn": (lambda n: ops.randn(n), normal_cdf),
    "laplace": (lambda n: ops.standard_laplace((n,)), laplace_cdf),
}


class Drawing(nn.Cell):
    def __init__(self, draw):
        super().__init__()
        self.draw = draw

    def construct(self):
        return self.draw(20_000)


@pytest.mark.parametrize("pure", [False, True], ids=["streams", "key"])
@pytest.mark.parametrize("name", DISTRIBUTIONS)
def test_kolmogorov_smirnov(name, pure):
    draw, cdf = DISTRIBUTIONS[name]
    ms.set_seed(11)
    if pure:
        apply, params, state = functional.functionalize(Drawing(draw), seed=3)
        x = np.asarray(apply(params, state)[0])
    else:
        x = draw(20_000).asnumpy()
    expected = cdf(np.sort(x).astype(np.float64))
    steps = np.arange(len(x) + 1) / len(x)
    distance = max(np.max(steps[1:] - expected), np.max(expected - steps[:-1]))
    assert distance < 1.95 / math.sqrt(len(x))  # passed over by 1 in 1000


@pytest.mark.parametrize("dtype", [ms.float32, ms.int32, ms.bool_])
def test_bernoulli_is_one_with_probability_p(dtype):
    ms.set_seed(1)
    p = np.repeat(np.array([0.1, 0.5, 0.9], np.float32)[:, None], 10_000, 1)
    x = ops.bernoulli(ops.zeros(p.shape, dtype), Tensor(p)).asnumpy()
    np.testing.assert_allclose(x.mean(1), [0.1, 0.5, 0.9], atol=0.02)
    assert set(np.unique(x).tolist()) == {0, 1}
    y = ops.bernoulli(ops.zeros(p.shape, dtype), 0.5).asnumpy()
    assert (x[1] != y[1]).any()


@pytest.mark.parametrize("replacement", [True, False])
def test_multinomial_follows_the_weights(replacement):
    ms.set_seed(1)
    weights = np.tile(np.array([1, 2, 3, 4], np.float32), (20_000, 1))
    x = ops.multinomial(Tensor(weights), 2, replacement).asnumpy()
    np.testing.assert_allclose(np.bincount(x[:, 0]) / len(x), [0.1, 0.2, 0.3, 0.4], atol=0.015)
    assert replacement or (x[:, 0] != x[:, 1]).all()


def test_derivatives_flow_to_the_parameters():
    def total(mean, deviation):
        ms.set_seed(2)
        return ops.normal((3,), mean, deviation).sum()

    ms.set_seed(2)
    noise = ops.normal((3,), 0.0, 1.0).asnumpy()
    by_mean, by_deviation = ms.grad(total, (0, 1))(Tensor(1.0), Tensor(2.0))
    assert by_mean.asnumpy() == 3
    np.testing.assert_allclose(by_deviation.asnumpy(), noise.sum(), rtol=1e-6)


def test_hard_gumbel_softmax_has_the_derivatives_of_the_soft_one():
    weights = Tensor([1.0, 2.0, 3.0])

    def loss(logits, hard):
        ms.set_seed(3)
        return (ops.gumbel_softmax(logits, 0.7, hard) * weights).sum()

    logits = Tensor([0.1, 0.4, -0.2])
    soft, hard = (ms.grad(loss)(logits, hard).asnumpy() for hard in (False, True))
    np.testing.assert_allclose(hard, soft, rtol=1e-6)
    assert (soft != 0).all()


def test_randperm_without_a_seed_differs_from_call_to_call():
    a, b = (ops.randperm(64, seed=-1).asnumpy() for _ in range(2))
    assert (a != b).any()
    assert sorted(a.tolist()) == list(range(64))


@pytest.mark.parametrize(
    "call", [lambda: ops.rand(2, seed=-1), lambda: ops.randint(0, 3, 2), lambda: ops.uniform((2,), 0.0, 1.0)]
)
def test_errors_name_operator_and_argument(call):
    with pytest.raises((TypeError, ValueError), match=r"For '(rand|randint|uniform)', .*'(seed|size|minval)'.* got"):
        call()
