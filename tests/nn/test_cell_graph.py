"""Cells in graph mode: expected inputs, compiler options, recomputation."""

import jax
import numpy as np
import pytest

import msgrad
from msgrad import JitConfig, Tensor, jit, nn, value_and_grad


def ones(*shape, dtype=np.float32):
    return Tensor(np.ones(shape, dtype))


@pytest.fixture
def graph_mode():
    msgrad.set_context(mode=msgrad.GRAPH_MODE)
    yield
    msgrad.set_context(mode=msgrad.PYNATIVE_MODE)


def test_set_inputs_in_graph_mode(graph_mode):
    net = nn.Dense(2, 3)
    net.set_inputs(Tensor(shape=[None, 2], dtype=msgrad.float32))
    assert net.get_inputs()[0].shape == (-1, 2)
    assert [net(ones(n, 2)).shape for n in (4, 5)] == [(4, 3), (5, 3)]
    with pytest.raises(TypeError, match=r"dtype Float32.*got Float16"):
        net(ones(4, 2, dtype=np.float16))
    with pytest.raises(ValueError, match=r"shape \(-1, 2\).*got \(4, 3\)"):
        net(ones(4, 3))
    with pytest.raises(ValueError, match="1 inputs, but the call has 2"):
        net(ones(4, 2), ones(4, 2))


def test_set_inputs_un_jitted():
    net = nn.Dense(2, 3)
    assert net.get_inputs() is None
    net.set_inputs(Tensor(shape=[None, 3], dtype=msgrad.float32))
    assert net(ones(4, 2)).shape == (4, 3)
    with pytest.raises(ValueError, match="set_inputs"):
        net.set_inputs(ones(1), x=ones(1))


@pytest.mark.parametrize(
    "options", [{"jit_level": "x"}, {"exc_mode": 1}, {"jit_syntax_level": "?"}, {"debug_level": ""}]
)
def test_jit_config_checks(options):
    with pytest.raises(ValueError, match="JitConfig"):
        JitConfig(**options)


def test_set_jit_config():
    net = nn.Dense(2, 3)
    assert net.jit_config_dict == {}
    net.set_jit_config(JitConfig(jit_level="O1", anything=3))
    assert (net.jit_config_dict["jit_level"], net.jit_config_dict["anything"]) == ("O1", 3)
    with pytest.raises(TypeError, match="set_jit_config"):
        net.set_jit_config(3)


def network():
    msgrad.set_seed(0)
    block = nn.SequentialCell(nn.Dense(4, 8), nn.BatchNorm1d(8), nn.Tanh(), nn.Dropout(p=0.5), nn.Dense(8, 4))
    return nn.SequentialCell(block, nn.Dense(4, 2)).set_train()


@pytest.mark.parametrize("wrap", [lambda f: f, jit], ids=["un-jitted", "jit"])
def test_recompute_gives_the_same(wrap):
    ends = []
    for recompute in (False, True):
        net = network()
        if recompute:
            net[0].recompute(output_recompute=True, mp_comm_recompute=False)
        optimizer = nn.SGD(net.trainable_params(), 0.1)
        gradient = value_and_grad(lambda x, net=net: (net(x) ** 2).mean(), None, optimizer.parameters)

        def step(x, gradient=gradient, optimizer=optimizer):
            loss, gradients = gradient(x)
            optimizer(gradients)
            return loss

        step = wrap(step)
        rng = np.random.default_rng(0)
        losses = [step(Tensor(rng.standard_normal((6, 4)).astype(np.float32))).item() for _ in range(5)]
        ends.append((losses, [p.asnumpy() for p in net.get_parameters()]))
    np.testing.assert_allclose(ends[0][0], ends[1][0], rtol=1e-5)
    for one, other in zip(ends[0][1], ends[1][1], strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-6)


def test_recompute_is_jax_checkpoint(monkeypatch):
    wrapped = []
    real = jax.checkpoint
    monkeypatch.setattr(jax, "checkpoint", lambda f: wrapped.append(len(f.instructions)) or real(f))
    net = nn.SequentialCell(nn.SequentialCell(nn.Dense(4, 5), nn.Tanh()), nn.Dense(5, 1))
    net[0].recompute()
    net(ones(3, 4)).asnumpy()
    assert wrapped == []
    value_and_grad(lambda x: net(x).sum())(ones(3, 4))[1].asnumpy()
    assert wrapped and wrapped[0] >= 2


@pytest.mark.parametrize(
    "options, error",
    [({"context_fn": print}, NotImplementedError), ({"early_stop": 1}, TypeError), ({"x": True}, TypeError)],
)
def test_recompute_checks(options, error):
    with pytest.raises(error, match="For 'recompute'"):
        nn.Dense(2, 2).recompute(**options)


def test_recompute_refuses_hooks_inside():
    net = network()
    net[0][0].register_backward_hook(lambda *_: None)
    net[0].recompute()
    with pytest.raises(RuntimeError, match="recomputed"):
        value_and_grad(lambda x: net(x).sum(), None, net.trainable_params())(ones(3, 4))
