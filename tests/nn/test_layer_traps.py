"""Layers with state, random layers, what MindSpore's CPU build cannot run, and the formulations chosen by shape."""

import jax
import jax.numpy as jnp
import mindspore as ms
import numpy as np
import pytest
from jax import lax
from mindspore import Parameter, Tensor, nn, ops

import msgrad
from msgrad.ops.function import pooling as P


@pytest.fixture(params=["operator", "program", "auto"])
def executor(request):
    with msgrad.executor(request.param):
        yield request.param


def normal(*shape, seed=0):
    return np.random.RandomState(seed).normal(size=shape).astype(np.float32)


# ---- state -------------------------------------------------------------------------------------------------------
def test_running_statistics_move_within_grad(executor):
    net = nn.BatchNorm1d(2, momentum=0.5).set_train()
    x = normal(6, 2)
    for step in range(1, 4):
        ms.grad(lambda t: (net(t) ** 2).sum())(Tensor(x))
        share = 0.5**step
        np.testing.assert_allclose(net.moving_mean.asnumpy(), (1 - share) * x.mean(0), rtol=1e-5)
        np.testing.assert_allclose(net.moving_variance.asnumpy(), share + (1 - share) * x.var(0, ddof=1), rtol=1e-5)


def test_evaluation_leaves_the_statistics(executor):
    net = nn.BatchNorm1d(2)
    net(Tensor(normal(6, 2)))
    assert net.moving_mean.asnumpy().tolist() == [0, 0]


def test_batch_norm_without_training_flag_uses_the_moving_ones(executor):
    x = normal(6, 2)
    np.testing.assert_allclose(nn.BatchNorm1d(2)(Tensor(x)).asnumpy(), x / np.sqrt(1 + 1e-5), rtol=1e-5)


def test_failed_batch_norm_leaves_the_statistics(executor):
    net = nn.BatchNorm1d(2).set_train()
    with pytest.raises(ValueError, match="channels"):
        net(Tensor(normal(6, 3)))
    assert net.moving_mean.asnumpy().tolist() == [0, 0]


def test_half_precision_keeps_the_statistics_whole(executor):
    net = nn.BatchNorm1d(2).to_float(ms.float16).set_train()
    x = normal(6, 2)
    assert net(Tensor(x)).dtype == ms.float16
    assert net.moving_mean.dtype == net.moving_variance.dtype == ms.float32
    np.testing.assert_allclose(net.moving_mean.asnumpy(), 0.1 * x.astype(np.float16).mean(0, np.float32), rtol=1e-5)


# ---- random ------------------------------------------------------------------------------------------------------
def test_dropout_layers_run_on_and_start_again(executor):
    ms.set_seed(3)
    first, second = nn.Dropout(p=0.5).set_train(), nn.Dropout(p=0.5).set_train()
    x = Tensor(np.ones(50, np.float32))
    a, b, c = first(x).asnumpy(), first(x).asnumpy(), second(x).asnumpy()
    assert (a != b).any() and (a != c).any()
    ms.set_seed(3)
    again = nn.Dropout(p=0.5).set_train()
    np.testing.assert_array_equal(again(x).asnumpy(), a)
    np.testing.assert_array_equal(again(x).asnumpy(), b)


def test_new_dropout_masks_compile_nothing():
    net = nn.Dropout(p=0.5).set_train()
    x = Tensor(np.ones(50, np.float32))
    with msgrad.executor("program"):
        for _ in range(3):
            net(x).asnumpy()
            ops.dropout(x, p=0.5).asnumpy()
        before = msgrad.profile().programs_compiled
        masks = [(net(x).asnumpy(), ops.dropout(x, p=0.5).asnumpy()) for _ in range(20)]
    assert msgrad.profile().programs_compiled == before
    assert len({m.tobytes() for pair in masks for m in pair}) == 40


@pytest.mark.parametrize(
    ("layer", "shape"), [(nn.Dropout1d, (40, 50, 3)), (nn.Dropout2d, (40, 50, 3, 2)), (nn.Dropout3d, (40, 50, 1, 3, 2))]
)
def test_whole_channels_are_dropped(layer, shape):
    out = layer(0.3).set_train()(Tensor(np.ones(shape, np.float32))).asnumpy().reshape(2000, -1)
    assert (out == out[:, :1]).all()
    np.testing.assert_allclose(np.unique(out), [0, 1 / 0.7], rtol=1e-6)
    assert abs((out[:, 0] == 0).mean() - 0.3) < 0.05


def test_a_lifted_network_draws_what_the_cell_draws():
    """As a pure function, dropout's generator and the running statistics are state that goes in and comes out."""

    def network():
        ms.set_seed(1)
        return nn.SequentialCell(nn.Dense(4, 6), nn.BatchNorm1d(6), nn.Dropout(p=0.5)).set_train()

    x = normal(5, 4)
    apply, params, state = msgrad.functional.functionalize(network())
    apply = jax.jit(apply)
    first, state = apply(params, state, x)
    second, state = apply(params, state, x)
    cell = network()
    for lifted in (first, second):
        np.testing.assert_allclose(lifted, cell(Tensor(x)).asnumpy(), rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(state["tensors"]["1.moving_mean"], cell[1].moving_mean.asnumpy(), rtol=1e-5)


# ---- what the CPU build of MindSpore lacks -----------------------------------------------------------------------
def test_layer_norm_function(executor):
    x, weight, bias = normal(2, 3, 4), normal(3, 4, seed=1), normal(3, 4, seed=2)
    flat = x.reshape(2, -1)
    expected = (flat - flat.mean(1, keepdims=True)) / np.sqrt(flat.var(1, keepdims=True) + 0.01)
    out = ops.layer_norm(Tensor(x), (3, 4), Tensor(weight), Tensor(bias), 0.01)
    np.testing.assert_allclose(out.asnumpy(), expected.reshape(x.shape) * weight + bias, rtol=1e-4, atol=1e-6)


def test_rms_norm_function(executor):
    x, gamma = normal(2, 4), normal(4, seed=1)
    out, rstd = ops.rms_norm(Tensor(x), Tensor(gamma), 0.01)
    expected = 1 / np.sqrt((x**2).mean(1, keepdims=True) + 0.01)
    np.testing.assert_allclose(rstd.asnumpy(), expected, rtol=1e-5)
    np.testing.assert_allclose(out.asnumpy(), x * expected * gamma, rtol=1e-5)


def test_embedding_function(executor):
    table, ids = normal(5, 3), np.array([[0, 4], [4, 2]])
    np.testing.assert_array_equal(ops.embedding(Tensor(ids), Tensor(table)).asnumpy(), table[ids])
    weight = Parameter(Tensor(table), name="w")
    out = ops.embedding(Tensor(ids), weight, max_norm=0.5).asnumpy()
    assert np.linalg.norm(out, axis=-1).max() <= 0.5 + 1e-5
    np.testing.assert_array_equal(weight.asnumpy()[[1, 3]], table[[1, 3]])  # not looked up
    np.testing.assert_allclose(weight.asnumpy()[ids], out)


def test_soft_margin_and_triplet_losses(executor):
    a, b, c = normal(4, 3), normal(4, 3, seed=1), normal(4, 3, seed=2)
    sign = np.sign(b)
    out = ops.soft_margin_loss(Tensor(a), Tensor(sign), "none").asnumpy()
    np.testing.assert_allclose(out, np.log1p(np.exp(-sign * a)), rtol=1e-5)

    def distance(x, y):
        return np.linalg.norm(x - y + 1e-6, axis=1)

    far = np.minimum(distance(a, c), distance(b, c))
    out = nn.TripletMarginLoss(swap=True, reduction="none", margin=0.5)(Tensor(a), Tensor(b), Tensor(c)).asnumpy()
    np.testing.assert_allclose(out, np.maximum(distance(a, b) - far + 0.5, 0), rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("index", [-1, 3, 1000])
def test_an_index_outside_the_table_is_loud(index, executor):
    assert np.isnan(nn.Embedding(3, 2)(Tensor(np.array([index, 0]))).asnumpy()[0]).all()


def test_a_class_outside_is_loud(executor):
    scores = Tensor(normal(2, 3))
    assert np.isnan(nn.CrossEntropyLoss()(scores, Tensor(np.array([1, 3], np.int32))).asnumpy())
    last = nn.CrossEntropyLoss()(scores, Tensor(np.array([1, -1], np.int32))).asnumpy()
    np.testing.assert_allclose(last, nn.CrossEntropyLoss()(scores, Tensor(np.array([1, 2], np.int32))).asnumpy())


def test_relu_in_place(executor):
    x = Tensor([-1.0, 2.0])
    assert ops.relu(x, inplace=True) is x
    assert x.asnumpy().tolist() == [0, 2]


# ---- formulations ------------------------------------------------------------------------------------------------
def test_pooling_agrees_with_reduce_window():
    x = jnp.asarray(normal(2, 3, 9, 8))
    for window, stride in [((2, 2), (2, 2)), ((3, 2), (1, 3)), ((4, 5), (2, 1))]:
        ours = P._reduce_windows((x,), window, stride, (1, 1), P._larger)[0]
        expected = lax.reduce_window(x, -jnp.inf, lax.max, (1, 1, *window), (1, 1, *stride), "VALID")
        np.testing.assert_array_equal(ours, expected)


def test_the_first_of_equal_maxima_gets_the_gradient():
    x = jnp.array([[1.0, 3.0], [3.0, 3.0]])[None, None]
    gradient = jax.grad(lambda v: P._reduce_windows((v,), (2, 2), (2, 2), (1, 1), P._larger)[0].sum())(x)
    assert gradient[0, 0].tolist() == [[0, 1], [0, 0]]


def test_nan_wins_in_max_pooling():
    assert np.isnan(nn.MaxPool2d(2, 2)(Tensor(np.array([[[[np.nan, 1], [2, 3]]]], np.float32))).asnumpy()).all()


def test_backward_hook_of_an_embedding():
    """Its inputs are whole numbers, without a gradient; MindSpore's hook hears None for them."""
    net, heard = ms.nn.SequentialCell(ms.nn.Embedding(5, 2), ms.nn.Dense(2, 1)), []
    net[0].register_backward_hook(lambda cell, before, after: heard.append((before, after[0].shape)))
    gradients = ms.grad(lambda x: net(x).sum(), None, net.trainable_params())(ms.Tensor([1, 2], ms.int32))
    assert gradients[0].shape == (5, 2)
    gradients[0].asnumpy()
    assert heard == [((None,), (2, 2))]
