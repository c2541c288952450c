"""Generators that run on, un-jitted and jitted, against the real MindSpore (tests/golden/make_streams.py)."""

import json
import pathlib

import mindspore as ms
import numpy as np
import pytest
import stream_cases
from mindspore import Tensor, nn, ops
from scipy import stats

FIGURES = json.loads(pathlib.Path(stream_cases.__file__).with_name("streams.json").read_text())


@pytest.mark.parametrize("name", stream_cases.CASES)
def test_golden(name):
    assert stream_cases.outcome(name) == FIGURES[name]


def test_dropout_of_channels_starts_again_with_the_seed():
    x = Tensor(np.ones((2, 20, 2)), ms.float32)

    def draws():
        ms.set_seed(1)
        return [ops.dropout1d(x, 0.5).tolist() for _ in range(2)]

    first = draws()
    assert first == draws() and first[0] != first[1]


def test_dropout_in_a_loop_on_the_device_moves_on():
    ms.set_seed(1)
    drop = nn.Dropout(p=0.5).set_train()

    @ms.jit
    def shares(x, n):
        total, i = x * 0, Tensor(0)
        while i < n:
            total = total + drop(x)
            i = i + 1
        return total

    totals = shares(Tensor(np.ones(200), ms.float32), Tensor(8)).asnumpy()
    assert len(np.unique(totals)) > 4 and abs(totals.mean() - 8) < 1


def test_attention_draws_anew_in_each_run_of_a_jitted_function():
    ms.set_seed(1)
    attention = nn.MultiheadAttention(4, 2, dropout=0.5).set_train()
    x = Tensor(np.random.default_rng(0).normal(size=(3, 2, 4)), ms.float32)
    run = ms.jit(lambda x: attention(x, x, x)[0])
    first, second = run(x).asnumpy(), run(x).asnumpy()
    assert (first != second).any()


@pytest.fixture
def cheap():
    ms.exact_draws(False)
    yield
    ms.exact_draws()


CHEAP = {
    "rand": lambda: ops.rand(3000),
    "randn": lambda: ops.randn(3000),
    "laplace": lambda: ops.standard_laplace((3000,)),
    "randint": lambda: ops.randint(0, 1000, (3000,)),
    "shuffle": lambda: ops.shuffle(ops.arange(3000)),
}


@pytest.mark.parametrize("name", CHEAP)
def test_cheap_draws(cheap, name):
    """Other numbers of the same distribution, which follow the seed and move on; exact ones are back after them."""
    ms.set_seed(5)
    first, second = CHEAP[name](), CHEAP[name]()
    ms.set_seed(5)
    assert np.array_equal(first.asnumpy(), CHEAP[name]().asnumpy())
    ms.exact_draws()
    ms.set_seed(5)
    exact = CHEAP[name]()
    assert first.dtype == exact.dtype and first.shape == exact.shape
    assert len({x.asnumpy().tobytes() for x in (first, second, exact)}) == 3
    for x in (first, second):
        if name == "shuffle":
            assert np.array_equal(np.sort(x.asnumpy()), np.sort(exact.asnumpy()))
        else:
            assert stats.ks_2samp(x.asnumpy(), exact.asnumpy()).pvalue > 1e-3


def test_cheap_draws_move_on_in_a_jitted_function(cheap):
    ms.set_seed(5)
    draw = ms.jit(lambda: (ops.randn(500), ops.randn(500)))
    got = [x.asnumpy() for _ in range(3) for x in draw()]
    assert len({x.tobytes() for x in got}) == 6
    assert stats.kstest(np.concatenate(got), "norm").pvalue > 1e-3
