"""A classifier of token sequences: embedding, one LSTM, the last output."""

from workloads import tokens

TITLE = "LSTM classifier, 50 steps, 128 units, batch 32"
OPTIMIZER, RATE = "adam", 1e-3
VOCABULARY, LENGTH, UNITS = 2000, 50, 128
SHAPES = [
    ("table", (VOCABULARY, UNITS)), ("weight", (4 * UNITS, UNITS)), ("weight", (4 * UNITS, UNITS)),
    ("zero", (4 * UNITS,)), ("zero", (4 * UNITS,)), ("weight", (10, UNITS)), ("zero", (10,)),
]  # fmt: skip


def data():
    return tokens(32, LENGTH, VOCABULARY)


def mindspore_net():
    from mindspore import nn

    class Classifier(nn.Cell):
        def __init__(self):
            super().__init__()
            self.embedding = nn.Embedding(VOCABULARY, UNITS)
            self.lstm = nn.LSTM(UNITS, UNITS, batch_first=True)
            self.head = nn.Dense(UNITS, 10)

        def construct(self, x):
            out, _ = self.lstm(self.embedding(x))
            return self.head(out[:, -1])

    return Classifier()


def torch_net():
    from torch import nn

    class Classifier(nn.Module):
        def __init__(self):
            super().__init__()
            self.embedding = nn.Embedding(VOCABULARY, UNITS)
            self.lstm = nn.LSTM(UNITS, UNITS, batch_first=True)
            self.head = nn.Linear(UNITS, 10)

        def forward(self, x):
            out, _ = self.lstm(self.embedding(x))
            return self.head(out[:, -1])

    return Classifier()


def jax_input(x):
    return x


def jax_weights(arrays):
    return arrays


def jax_state():
    return []


def jax_forward(weights, state, x):
    import jax
    import jax.numpy as jnp
    from jax import lax

    table, w_in, w_hidden, b_in, b_hidden, w, b = weights
    gates_in = jnp.swapaxes(table[x], 0, 1) @ w_in.T + (b_in + b_hidden)  # one product for all steps

    def step(carry, gate_in):
        h, c = carry
        i, f, g, o = jnp.split(gate_in + h @ w_hidden.T, 4, -1)
        c = jax.nn.sigmoid(f) * c + jax.nn.sigmoid(i) * jnp.tanh(g)
        return (jax.nn.sigmoid(o) * jnp.tanh(c), c), None

    zeros = jnp.zeros((x.shape[0], UNITS), table.dtype)
    (h, _), _ = lax.scan(step, (zeros, zeros), gates_in)
    return h @ w.T + b, state


def flax_net(take):
    import jax.numpy as jnp
    from flax import nnx

    from workloads.flax_layers import dense, embedding

    class Classifier(nnx.Module):
        def __init__(self):
            self.embedding = embedding(take, VOCABULARY, UNITS)
            cell = nnx.OptimizedLSTMCell(UNITS, UNITS, rngs=nnx.Rngs(0))
            cell.dense_i.kernel[...] = jnp.asarray(take().T)
            cell.dense_h.kernel[...] = jnp.asarray(take().T)
            take()  # it has one bias where the others have two
            cell.dense_h.bias[...] = jnp.asarray(take())
            self.lstm = nnx.RNN(cell)
            self.head = dense(take, UNITS, 10)

        def __call__(self, x):
            return self.head(self.lstm(self.embedding(x))[:, -1])

    return Classifier()
