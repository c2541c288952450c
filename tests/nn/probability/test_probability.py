"""Distributions, bijectors and Bayesian layers against the real MindSpore's figures (golden/probability.json.gz)."""

import jax
import layer_cases
import mindspore as ms
import numpy as np
import probability_cases
import pytest
from layer_figures import check, load
from mindspore import Tensor, nn, ops
from mindspore.nn.probability import bijector, bnn_layers, distribution

import msgrad

FIGURES, VALUES, BAD = load("probability", probability_cases.CASES)


@pytest.mark.parametrize("case", VALUES, ids=layer_cases.name)
def test_golden(case):
    check(case, FIGURES)


@pytest.mark.parametrize("case", VALUES[5::12], ids=layer_cases.name)
def test_by_operator(case):
    with msgrad.executor("operator"):
        check(case, FIGURES)


@pytest.mark.parametrize("case", BAD, ids=layer_cases.name)
def test_bad_arguments(case):
    assert layer_cases.run(case) == FIGURES[layer_cases.name(case)]


def test_messages_name_what_is_wrong():
    normal = distribution.Normal(0.0, 1.0)
    for call, words in (
        (lambda: distribution.Normal(0.0, -1.0), ["'Normal'", "'sd'", "-1.0"]),
        (lambda: normal.prob(1.0), ["'Normal'", "'value'", "Tensor", "float"]),
        (lambda: distribution.Normal().mean(), ["'Normal'", "'mean'"]),
        (lambda: normal.kl_loss("Beta", Tensor([1.0]), Tensor([1.0])), ["'Normal'", "'dist'", "'Beta'"]),
        (lambda: distribution.Normal(0.0, 1.0, dtype=ms.int32), ["'Normal'", "'dtype'", "int32"]),
        (lambda: distribution.Beta([1.0], [1.0]).cdf(Tensor([0.5])), ["'cdf'", "'Beta'"]),
        (lambda: bijector.Exp().forward(Tensor([1])), ["'Exp'", "int64"]),
    ):
        with pytest.raises((TypeError, ValueError, NotImplementedError)) as caught:
            call()
        assert all(word in str(caught.value) for word in words), str(caught.value)


class Trained(nn.Cell):
    """A distribution whose parameters are trained."""

    def __init__(self):
        super().__init__()
        self.normal = distribution.Normal(ms.Parameter(Tensor([0.0])), ms.Parameter(Tensor([1.0])))

    def construct(self, x):
        return -self.normal.log_prob(x).mean()


def test_parameters_are_trained_as_well_jitted():
    x = Tensor(np.random.RandomState(0).normal(3, 2, 100), ms.float32)
    net = Trained()
    assert [p.name for p in net.trainable_params()] == ["normal._mean_value", "normal._sd_value"]
    step = nn.TrainOneStepCell(net, nn.Adam(net.trainable_params(), 0.1))
    jitted = ms.jit(step)
    for _ in range(150):
        jitted(x)
    mean, sd = (float(p.asnumpy()[0]) for p in net.trainable_params())
    assert abs(mean - x.asnumpy().mean()) < 0.05 and abs(sd - x.asnumpy().std()) < 0.05


def test_under_jit_and_vmap():
    gamma = distribution.Gamma([2.0], [3.0])
    x = Tensor(np.linspace(0.1, 2, 6).reshape(2, 3), ms.float32)
    expected = gamma.log_prob(x).asnumpy()
    np.testing.assert_allclose(ms.jit(gamma.log_prob)(x).asnumpy(), expected, rtol=1e-6)
    np.testing.assert_allclose(ops.vmap(gamma.log_prob)(x).asnumpy(), expected, rtol=1e-6)
    ms.set_seed(3)
    draw = ms.jit(lambda: distribution.Normal(0.0, 1.0).sample((3,)))
    first, second = draw().tolist(), draw().tolist()
    assert first != second


def test_a_bayesian_layer_in_a_pure_function():
    from msgrad import functional

    layer = bnn_layers.DenseReparam(3, 2)
    apply, params, state = functional.functionalize(layer)
    x = np.ones((1, 3), np.float32)
    first, moved = apply(params, state, x)
    again, _ = apply(params, state, x)
    second, _ = apply(params, moved, x)
    np.testing.assert_array_equal(first, again)
    assert (np.asarray(first) != np.asarray(second)).any()


class Sampling(nn.Cell):
    """Draws what the host draws."""

    def __init__(self):
        super().__init__()
        self.gamma, self.poisson = distribution.Gamma([2.0], [1.0]), distribution.Poisson([50.0])

    def construct(self):
        classes = ops.uniform_candidate_sampler(Tensor([[1]]), 1, 20, False, 1000)[0]
        categories = ops.random_categorical(Tensor(np.zeros((1, 100)), ms.float32), 20)[0]
        gamma = ops.random_gamma(Tensor([20], ms.int32), Tensor([2.0]))
        places = ops.choice_with_mask(Tensor(np.ones(100, bool)), 20)[0][:, 0]
        draws = (self.gamma.sample((20,)), self.poisson.sample((20,)), classes, categories, gamma, places)
        return ops.stack([x.reshape(20).astype(ms.float32) for x in draws])


def test_a_compiled_pure_function_draws_anew_on_the_host():
    from msgrad import functional

    apply, params, state = functional.functionalize(Sampling())
    run = jax.jit(apply)
    first, moved = run(params, state)
    again, _ = run(params, state)
    second, _ = run(params, moved)
    np.testing.assert_array_equal(first, again)
    assert (np.asarray(first) != np.asarray(second)).any(1).all()


def test_mode_of_bernoulli():
    # MindSpore's own raises a TypeError
    assert distribution.Bernoulli([0.3, 0.5, 0.7]).mode().tolist() == [0, 0, 1]


def test_probability_of_counts_that_are_negative():
    # MindSpore gives the lowest of int32 for the logarithm
    poisson = distribution.Poisson([0.7], dtype=ms.int32)
    assert poisson.log_prob(Tensor([-1])).tolist() == [-np.inf]


def test_loss_of_a_single_bayesian_layer():
    # MindSpore's passes over the divergence where the backbone itself is the layer
    net = bnn_layers.DenseReparam(2, 1)
    wrapped = bnn_layers.WithBNNLossCell(net, nn.MSELoss(), 0, 1)
    x = Tensor(np.ones((1, 2)), ms.float32)
    np.testing.assert_allclose(wrapped(x, x[:, :1]).asnumpy(), net.compute_kl_loss().asnumpy())


def test_own_distribution_and_bijector():
    class Line(distribution.Distribution):
        def __init__(self, a=None):
            super().__init__(None, ms.float32, "Line", {"param_dict": {"a": a}})
            self._a = self._add_parameter(a, "a")

        def _log_survival(self, value, a=None):
            return -value * self._check_param_type(a)

        def _var(self, a=None):
            return self._check_param_type(a) * 4

    class Triple(bijector.Bijector):
        def __init__(self):
            super().__init__(is_constant_jacobian=True, name="Triple", param={})

        def _forward(self, x):
            return 3 * x

        def _inverse(self, y):
            return y / 3

    line, x = Line(2.0), Tensor([0.5, 1.0])
    np.testing.assert_allclose(line.cdf(x).asnumpy(), 1 - np.exp([-1, -2]), rtol=1e-6)
    np.testing.assert_allclose(line.log_cdf(x, Tensor([1.0])).asnumpy(), np.log(1 - np.exp([-0.5, -1])), rtol=1e-6)
    np.testing.assert_allclose(line.sd().asnumpy(), np.sqrt(8), rtol=1e-6)
    assert line.batch_shape == () and line.is_scalar_batch and line.parameters == {"param_dict": {"a": 2.0}}
    with pytest.raises(NotImplementedError, match=r"'prob'.*'Line'"):
        line.prob(x)
    tripled = Triple()(distribution.Normal(1.0, 2.0))
    np.testing.assert_allclose(tripled.mean().asnumpy(), 3)
    np.testing.assert_allclose(
        tripled.cdf(x * 6).asnumpy(), distribution.Normal(3.0, 6.0).cdf(x * 6).asnumpy(), rtol=1e-6
    )
    with pytest.raises(NotImplementedError, match=r"'inverse_log_jacobian'.*'Triple'"):
        tripled.prob(x)


def test_further_functions_of_bijectors():
    affine = bijector.ScalarAffine([1.0, 2.0], 0.0)
    assert affine.shape_mapping((3, 1)) == (3, 2)
    with pytest.raises(NotImplementedError, match=r"forward.*'foo'"):
        affine("foo", Tensor([1.0]))
    assert bijector.Exp()(distribution.Normal(0.0, 1.0), name="q").name == "q"
