"""A Transformer encoder (4 layers, width 256, 4 heads) over token sequences, mean over the sequence, a classifier."""

from workloads import tokens

TITLE = "Transformer encoder, 4 layers, width 256, 64 tokens, batch 16"
OPTIMIZER, RATE = "adam", 1e-4
VOCABULARY, LENGTH, BATCH, WIDTH, HEADS, INNER, LAYERS = 2000, 64, 16, 256, 4, 1024, 4
HEAD = WIDTH // HEADS
_LAYER = [
    ("weight", (3 * WIDTH, WIDTH)), ("zero", (3 * WIDTH,)), ("weight", (WIDTH, WIDTH)), ("zero", (WIDTH,)),
    ("one", (WIDTH,)), ("zero", (WIDTH,)), ("weight", (INNER, WIDTH)), ("zero", (INNER,)),
    ("weight", (WIDTH, INNER)), ("zero", (WIDTH,)), ("one", (WIDTH,)), ("zero", (WIDTH,)),
]  # fmt: skip
SHAPES = [("table", (VOCABULARY, WIDTH)), *_LAYER * LAYERS, ("weight", (10, WIDTH)), ("zero", (10,))]


def data():
    return tokens(BATCH, LENGTH, VOCABULARY)


def mindspore_net():
    from mindspore import nn, ops

    class Layer(nn.Cell):
        def __init__(self):
            super().__init__()
            self.project = nn.Dense(WIDTH, 3 * WIDTH)
            self.out = nn.Dense(WIDTH, WIDTH)
            self.norm1 = nn.LayerNorm((WIDTH,), epsilon=1e-5)
            self.up = nn.Dense(WIDTH, INNER)
            self.down = nn.Dense(INNER, WIDTH)
            self.norm2 = nn.LayerNorm((WIDTH,), epsilon=1e-5)
            self.relu = nn.ReLU()

        def attend(self, x):
            heads = self.project(x).reshape(BATCH, LENGTH, 3, HEADS, HEAD).transpose(2, 0, 3, 1, 4)
            q, k, v = heads[0], heads[1], heads[2]
            scores = ops.matmul(q, k.swapaxes(-1, -2)) * HEAD**-0.5
            mixed = ops.matmul(ops.softmax(scores, -1), v)
            return self.out(mixed.transpose(0, 2, 1, 3).reshape(BATCH, LENGTH, WIDTH))

        def construct(self, x):
            x = self.norm1(x + self.attend(x))
            return self.norm2(x + self.down(self.relu(self.up(x))))

    class Encoder(nn.Cell):
        def __init__(self):
            super().__init__()
            self.embedding = nn.Embedding(VOCABULARY, WIDTH)
            self.layers = nn.SequentialCell([Layer() for _ in range(LAYERS)])
            self.head = nn.Dense(WIDTH, 10)

        def construct(self, x):
            return self.head(ops.mean(self.layers(self.embedding(x)), 1))

    return Encoder()


def torch_net():
    import torch
    from torch import nn

    class Layer(nn.Module):
        def __init__(self):
            super().__init__()
            self.project = nn.Linear(WIDTH, 3 * WIDTH)
            self.out = nn.Linear(WIDTH, WIDTH)
            self.norm1 = nn.LayerNorm(WIDTH)
            self.up = nn.Linear(WIDTH, INNER)
            self.down = nn.Linear(INNER, WIDTH)
            self.norm2 = nn.LayerNorm(WIDTH)

        def attend(self, x):
            heads = self.project(x).reshape(BATCH, LENGTH, 3, HEADS, HEAD).permute(2, 0, 3, 1, 4)
            mixed = nn.functional.scaled_dot_product_attention(*heads)
            return self.out(mixed.transpose(1, 2).reshape(BATCH, LENGTH, WIDTH))

        def forward(self, x):
            x = self.norm1(x + self.attend(x))
            return self.norm2(x + self.down(torch.relu(self.up(x))))

    class Encoder(nn.Module):
        def __init__(self):
            super().__init__()
            self.embedding = nn.Embedding(VOCABULARY, WIDTH)
            self.layers = nn.Sequential(*[Layer() for _ in range(LAYERS)])
            self.head = nn.Linear(WIDTH, 10)

        def forward(self, x):
            return self.head(self.layers(self.embedding(x)).mean(1))

    return Encoder()


def jax_input(x):
    return x


def jax_weights(arrays):
    return arrays


def jax_state():
    return []


def _attention(heads):
    import jax
    import jax.numpy as jnp

    q, k, v = heads
    scores = jnp.einsum("bhqd,bhkd->bhqk", q, k) * HEAD**-0.5
    return jnp.einsum("bhqk,bhkd->bhqd", jax.nn.softmax(scores), v)


def _split(x):
    return x.reshape(BATCH, LENGTH, 3, HEADS, HEAD).transpose(2, 0, 3, 1, 4)


def _join(x):
    return x.transpose(0, 2, 1, 3).reshape(BATCH, LENGTH, WIDTH)


def jax_forward(weights, state, x):
    import jax

    from workloads.jax_layers import layer_norm

    weights = iter(weights)

    def dense(x):
        return x @ next(weights).T + next(weights)

    x = next(weights)[x]
    for _ in range(LAYERS):
        x = layer_norm(x + dense(_join(_attention(_split(dense(x))))), next(weights), next(weights))
        x = layer_norm(x + dense(jax.nn.relu(dense(x))), next(weights), next(weights))
    return dense(x.mean(1)), state


def flax_net(take):
    from flax import nnx

    from workloads.flax_layers import dense, embedding, layer_norm

    class Layer(nnx.Module):
        def __init__(self):
            self.project, self.out = dense(take, WIDTH, 3 * WIDTH), dense(take, WIDTH, WIDTH)
            self.norm1 = layer_norm(take, WIDTH)
            self.up, self.down = dense(take, WIDTH, INNER), dense(take, INNER, WIDTH)
            self.norm2 = layer_norm(take, WIDTH)

        def __call__(self, x):
            x = self.norm1(x + self.out(_join(_attention(_split(self.project(x))))))
            return self.norm2(x + self.down(nnx.relu(self.up(x))))

    return nnx.Sequential(
        embedding(take, VOCABULARY, WIDTH),
        *[Layer() for _ in range(LAYERS)],
        lambda x: x.mean(1),
        dense(take, WIDTH, 10),
    )
