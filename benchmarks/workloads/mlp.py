"""A perceptron 784-512-512-10."""

import numpy as np

TITLE = "MLP 784-512-512-10, batch 64"
OPTIMIZER, RATE = "momentum", 0.01
WIDTHS = (784, 512, 512, 10)
SHAPES = [item for n, m in zip(WIDTHS, WIDTHS[1:]) for item in (("weight", (m, n)), ("zero", (m,)))]  # noqa: B905, RUF007


def data():
    rng = np.random.default_rng(0)
    return rng.standard_normal((64, 784)).astype(np.float32), rng.integers(0, 10, 64).astype(np.int32)


def mindspore_net():
    from mindspore import nn

    return nn.SequentialCell(nn.Dense(784, 512), nn.ReLU(), nn.Dense(512, 512), nn.ReLU(), nn.Dense(512, 10))


def torch_net():
    from torch import nn

    return nn.Sequential(nn.Linear(784, 512), nn.ReLU(), nn.Linear(512, 512), nn.ReLU(), nn.Linear(512, 10))


def jax_input(x):
    return x


def jax_weights(arrays):
    return arrays


def jax_state():
    return []


def jax_forward(weights, state, x):
    import jax

    w1, b1, w2, b2, w3, b3 = weights
    x = jax.nn.relu(x @ w1.T + b1)
    x = jax.nn.relu(x @ w2.T + b2)
    return x @ w3.T + b3, state


def flax_net(take):
    from flax import nnx

    from workloads.flax_layers import dense

    return nnx.Sequential(dense(take, 784, 512), nnx.relu, dense(take, 512, 512), nnx.relu, dense(take, 512, 10))
