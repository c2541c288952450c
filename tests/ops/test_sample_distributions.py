"""Samples that are equal to MindSpore's in distribution only: moments, Kolmogorov-Smirnov and chi-squared, seeded."""

import mindspore as ms
import numpy as np
import pytest
from mindspore import Tensor, ops
from mindspore.nn.probability import distribution
from scipy import stats

N = 20_000
LIKELY = 1e-3  # what a right sampler falls below in 1 of 1000 seeds


@pytest.fixture(autouse=True)
def seed():
    ms.set_seed(17)


def shape(*sizes):
    return Tensor(sizes, ms.int32)


def chi_squared(drawn, chances):
    counts = np.bincount(drawn, minlength=len(chances))
    used = np.asarray(chances) > 0
    assert counts[~used].sum() == 0
    return stats.chisquare(counts[used], counts.sum() * np.asarray(chances)[used] / np.sum(chances)).pvalue


CONTINUOUS = {
    "gamma": (lambda: ops.gamma((N,), Tensor([2.5]), Tensor([2.0])), stats.gamma(2.5, scale=1 / 2)),
    "random_gamma": (lambda: ops.random_gamma(shape(N), Tensor([0.7])), stats.gamma(0.7)),
    "rrelu": (lambda: ops.rrelu(Tensor(np.full(N, -1.0), ms.float32), 0.1, 0.9), stats.uniform(-0.9, 0.8)),
    "Cauchy": (lambda: ops.Cauchy([N], 1.0, 2.0)(), stats.cauchy(1, 2)),
    "LogNormalReverse": (lambda: ops.LogNormalReverse(0.5, 0.7)(Tensor(np.zeros(N), ms.float32)),
                         stats.lognorm(0.7, scale=np.exp(0.5))),
    "TruncatedNormal": (lambda: ops.TruncatedNormal()((N,)), stats.truncnorm(-2, 2)),
    "StandardNormal": (lambda: ops.StandardNormal()((N,)), stats.norm()),
    "StandardLaplace": (lambda: ops.StandardLaplace()((N,)), stats.laplace()),
    "UniformReal": (lambda: ops.UniformReal()((N,)), stats.uniform()),
    "Beta distribution": (lambda: distribution.Beta([2.0], [0.7]).sample((N,)), stats.beta(2, 0.7)),
    "Gamma distribution": (lambda: distribution.Gamma([1.5], [3.0]).sample((N,)), stats.gamma(1.5, scale=1 / 3)),
    "Gumbel distribution": (lambda: distribution.Gumbel(1.0, 2.0).sample((N,)), stats.gumbel_r(1, 2)),
}  # fmt: skip


@pytest.mark.parametrize("name", CONTINUOUS)
def test_continuous(name):
    draw, expected = CONTINUOUS[name]
    first, second = (draw().asnumpy().astype(np.float64).reshape(-1) for _ in range(2))
    assert stats.kstest(first, expected.cdf).pvalue > LIKELY
    assert (first != second).mean() > 0.99
    if np.isfinite(expected.var()):
        deviation = expected.std() / np.sqrt(N)
        assert abs(first.mean() - expected.mean()) < 4 * deviation


UNIFORM = np.full(20, 1 / 20)
LOGARITHMIC = np.log((np.arange(20) + 2) / (np.arange(20) + 1))
POISSON = stats.poisson(5).pmf(np.arange(14))
CLASSES = Tensor([[1], [3]])
DISCRETE = {
    "poisson": (lambda: ops.poisson((N,), Tensor([5.0])), POISSON),
    "random_poisson": (lambda: ops.random_poisson(shape(N), Tensor([5.0]), dtype=ms.int32), POISSON),
    "Poisson distribution": (lambda: distribution.Poisson([5.0]).sample((N,)).astype(ms.int32), POISSON),
    "random_categorical": (lambda: ops.random_categorical(Tensor([[0.0, 1.0, 2.0]]), N), np.exp([0, 1, 2])),
    "multinomial_with_replacement": (
        lambda: ops.multinomial_with_replacement(Tensor([0.2, 0.3, 0.0, 0.5]), 3, 4, N, True), [2, 3, 0, 5]),
    "uniform_candidate_sampler": (
        lambda: ops.uniform_candidate_sampler(CLASSES, 1, N, False, 20)[0], UNIFORM),
    "log_uniform_candidate_sampler": (
        lambda: ops.log_uniform_candidate_sampler(CLASSES, 1, N, False, 20)[0], LOGARITHMIC),
    "UniformInt": (lambda: ops.UniformInt()((N,), Tensor(0, ms.int32), Tensor(20, ms.int32)), UNIFORM),
}  # fmt: skip


@pytest.mark.parametrize("name", DISCRETE)
def test_discrete(name):
    draw, chances = DISCRETE[name]
    drawn = draw().asnumpy().reshape(-1)
    drawn = drawn[drawn < len(chances)]  # of poisson a tail is left out
    assert len(drawn) > 0.99 * N
    assert chi_squared(drawn.astype(np.int64), chances) > LIKELY


def test_choice_with_mask_takes_each_place_as_often():
    mask = Tensor(np.arange(12) % 3 != 0)
    places = [ops.choice_with_mask(mask, 4)[0].asnumpy()[:, 0] for _ in range(500)]
    assert all(len(set(p.tolist())) == 4 for p in places)
    assert chi_squared(np.concatenate(places), np.arange(12) % 3 != 0) > LIKELY


def test_samplers_of_different_classes():
    for sampler in (ops.uniform_candidate_sampler, ops.log_uniform_candidate_sampler):
        drawn = sampler(CLASSES, 1, 15, True, 20)[0].tolist()
        assert len(set(drawn)) == 15 and set(drawn) <= set(range(20))


@pytest.mark.parametrize(
    "draw",
    [lambda: ops.randperm(6, seed=-1), lambda: ops.RandomShuffle()(Tensor(np.arange(6)))],
    ids=["randperm", "shuffle"],
)
def test_permutations(draw):
    first = np.array([draw().asnumpy()[0] for _ in range(600)], np.int64)
    assert chi_squared(first, np.ones(6)) > LIKELY
