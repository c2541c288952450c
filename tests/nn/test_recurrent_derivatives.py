"""The recurrent operators' own derivatives against JAX's of plain loops, in float64, in both modes and twice."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from jax.test_util import check_grads

from msgrad.ops.function.recurrent_func import gru_layer, lstm_layer, rnn_layer

STEPS, BATCH, INPUTS, HIDDEN = 4, 2, 3, 2


def arrays(gates, states, bias):
    rng = np.random.RandomState(gates)
    rows = gates * HIDDEN
    shapes = [(STEPS, BATCH, INPUTS), *[(BATCH, HIDDEN)] * states, (rows, INPUTS), (rows, HIDDEN)]
    shapes += [(rows,), (rows,)] if bias else []
    return [rng.normal(size=shape) for shape in shapes]


def plain(kind, x, *rest, reverse=False):
    """The textbook's loop."""
    states, weights = rest[: 1 + (kind == "lstm")], rest[1 + (kind == "lstm") :]
    w_ih, w_hh, b_ih, b_hh = (*weights, 0, 0)[:4]
    outputs = []
    for x_t in x[::-1] if reverse else x:
        a, b = x_t @ w_ih.T + b_ih, states[0] @ w_hh.T + b_hh
        if kind == "lstm":
            i, f, n, o = jnp.split(a + b, 4, 1)
            c = jax.nn.sigmoid(f) * states[1] + jax.nn.sigmoid(i) * jnp.tanh(n)
            states = (jax.nn.sigmoid(o) * jnp.tanh(c), c)
        elif kind == "gru":
            (x_r, x_z, x_n), (h_r, h_z, h_n) = jnp.split(a, 3, 1), jnp.split(b, 3, 1)
            n, z = jnp.tanh(x_n + jax.nn.sigmoid(x_r + h_r) * h_n), jax.nn.sigmoid(x_z + h_z)
            states = ((1 - z) * n + z * states[0],)
        else:
            states = (jnp.tanh(a + b) if kind == "rnn" else jax.nn.relu(a + b),)
        outputs.append(states[0])
    return jnp.stack(outputs[::-1] if reverse else outputs), *states


def ours(kind, x, *rest, reverse=False):
    count = 1 + (kind == "lstm")
    weights = (*rest[count:], None, None)[:4]
    if kind == "lstm":
        return lstm_layer.body(x, *rest[:count], *weights, None, reverse, "LSTM")
    if kind == "gru":
        return gru_layer.body(x, *rest[:count], *weights, None, reverse, "GRU")
    return rnn_layer.body(x, *rest[:count], *weights, None, kind == "relu", reverse, "RNN")


KINDS = {"rnn": (1, 1), "relu": (1, 1), "lstm": (4, 2), "gru": (3, 1)}


@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize("bias", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_derivatives(kind, bias, reverse):
    with jax.enable_x64(True):
        given = arrays(*KINDS[kind], bias)
        tangents = [np.cos(a) for a in given]

        def loss(run, *given):
            return sum((jnp.sin(k + out)).sum() for k, out in enumerate(run(kind, *given, reverse=reverse)))

        def both(run):
            def value(*given):
                return loss(run, *given)

            gradient = jax.grad(value, tuple(range(len(given))))
            return jax.jvp(value, given, tangents), gradient(*given), jax.jvp(gradient, given, tangents)[1]

        for a, b in zip(jax.tree.leaves(jax.jit(both, static_argnums=0)(ours)),
                        jax.tree.leaves(jax.jit(both, static_argnums=0)(plain)), strict=True):  # fmt: skip
            np.testing.assert_allclose(a, b, rtol=1e-9, atol=1e-9)


def test_derivatives_of_many_sequences():
    """An LSTM multiplies the inputs within the loop then."""
    with jax.enable_x64(True):
        rng = np.random.RandomState(0)
        shapes = [(3, 16, 2), (16, 2), (16, 2), (8, 2), (8, 2), (8,), (8,)]
        given = [rng.normal(size=shape) for shape in shapes]

        def gradient(run):
            def loss(*given):
                return sum((jnp.sin(k + out)).sum() for k, out in enumerate(run("lstm", *given)))

            return jax.jit(jax.value_and_grad(loss, tuple(range(len(given)))))(*given)

        for a, b in zip(jax.tree.leaves(gradient(ours)), jax.tree.leaves(gradient(plain)), strict=True):
            np.testing.assert_allclose(a, b, rtol=1e-9, atol=1e-9)


def test_derivatives_of_sequences_of_different_lengths():
    with jax.enable_x64(True):
        given = arrays(4, 2, True)
        length = np.array([3, 0])

        def run(*given):
            return lstm_layer.body(*given, length, True, "LSTM")

        check_grads(jax.jit(run), given, order=1)
        out, h, c = run(*given)
        assert (out[:, 1] == 0).all() and (out[3] == 0).all()
        np.testing.assert_array_equal(h[1], given[1][1])
        np.testing.assert_array_equal(c[1], given[2][1])
