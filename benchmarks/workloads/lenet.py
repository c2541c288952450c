"""LeNet-5 on images of 32 x 32."""

from workloads import images

TITLE = "LeNet-5, 32 x 32, batch 64"
OPTIMIZER, RATE = "momentum", 0.01
SHAPES = [
    ("weight", (6, 1, 5, 5)), ("weight", (16, 6, 5, 5)), ("weight", (120, 400)), ("zero", (120,)),
    ("weight", (84, 120)), ("zero", (84,)), ("weight", (10, 84)), ("zero", (10,)),
]  # fmt: skip


def data():
    return images(64, 1, 32)


def mindspore_net():
    from mindspore import nn

    return nn.SequentialCell(
        nn.Conv2d(1, 6, 5, pad_mode="valid"), nn.ReLU(), nn.MaxPool2d(2, 2),
        nn.Conv2d(6, 16, 5, pad_mode="valid"), nn.ReLU(), nn.MaxPool2d(2, 2),
        nn.Flatten(), nn.Dense(400, 120), nn.ReLU(), nn.Dense(120, 84), nn.ReLU(), nn.Dense(84, 10),
    )  # fmt: skip


def torch_net():
    from torch import nn

    return nn.Sequential(
        nn.Conv2d(1, 6, 5, bias=False), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 5, bias=False), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10),
    )  # fmt: skip


def jax_input(x):
    return x.transpose(0, 2, 3, 1)


def jax_weights(arrays):
    from workloads.jax_layers import channels_last

    return channels_last(arrays)


def jax_state():
    return []


def _flatten(x):
    """As channels first, so that the weights of the dense layers mean the same."""
    return x.transpose(0, 3, 1, 2).reshape(x.shape[0], -1)


def jax_forward(weights, state, x):
    import jax
    import jax.numpy as jnp
    from jax import lax

    from workloads.jax_layers import conv

    def pool(x):
        return lax.reduce_window(x, -jnp.inf, lax.max, (1, 2, 2, 1), (1, 2, 2, 1), "VALID")

    c1, c2, w1, b1, w2, b2, w3, b3 = weights
    x = pool(jax.nn.relu(conv(x, c1)))
    x = _flatten(pool(jax.nn.relu(conv(x, c2))))
    x = jax.nn.relu(x @ w1.T + b1)
    x = jax.nn.relu(x @ w2.T + b2)
    return x @ w3.T + b3, state


def flax_net(take):
    from flax import nnx

    from workloads.flax_layers import conv, dense

    def pool(x):
        return nnx.max_pool(x, (2, 2), (2, 2))

    return nnx.Sequential(
        conv(take, 1, 6, 5), nnx.relu, pool, conv(take, 6, 16, 5), nnx.relu, pool, _flatten,
        dense(take, 400, 120), nnx.relu, dense(take, 120, 84), nnx.relu, dense(take, 84, 10),
    )  # fmt: skip
