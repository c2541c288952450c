"""ResNet-18 for images of 32 x 32: a 3 x 3 stem without pooling."""

from workloads import images

TITLE = "ResNet-18, 32 x 32, batch 32"
OPTIMIZER, RATE = "momentum", 0.01
STAGES = [
    (64, 64, 1),
    (64, 64, 1),
    (64, 128, 2),
    (128, 128, 1),
    (128, 256, 2),
    (256, 256, 1),
    (256, 512, 2),
    (512, 512, 1),
]


def _shapes():
    yield from _unit(3, 64, 3)
    for n, m, stride in STAGES:
        yield from _unit(n, m, 3)
        yield from _unit(m, m, 3)
        if stride > 1:
            yield from _unit(n, m, 1)
    yield from (("weight", (10, 512)), ("zero", (10,)))


def _unit(n, m, size):
    yield from (("weight", (m, n, size, size)), ("one", (m,)), ("zero", (m,)))


SHAPES = list(_shapes())


def data():
    return images(32, 3, 32)


def mindspore_net():
    from mindspore import nn, ops

    def unit(n, m, size, stride):
        return [
            nn.Conv2d(n, m, size, stride, pad_mode="pad", padding=size // 2, has_bias=False),
            nn.BatchNorm2d(m),
        ]

    class Block(nn.Cell):
        def __init__(self, n, m, stride):
            super().__init__()
            self.conv1, self.bn1 = unit(n, m, 3, stride)
            self.conv2, self.bn2 = unit(m, m, 3, 1)
            self.down = nn.SequentialCell(unit(n, m, 1, stride)) if stride > 1 else None
            self.relu = nn.ReLU()

        def construct(self, x):
            out = self.relu(self.bn1(self.conv1(x)))
            out = self.bn2(self.conv2(out))
            if self.down is not None:
                x = self.down(x)
            return self.relu(out + x)

    class ResNet(nn.Cell):
        def __init__(self):
            super().__init__()
            self.stem = nn.SequentialCell([*unit(3, 64, 3, 1), nn.ReLU()])
            self.blocks = nn.SequentialCell([Block(*stage) for stage in STAGES])
            self.head = nn.Dense(512, 10)

        def construct(self, x):
            x = self.blocks(self.stem(x))
            return self.head(ops.mean(x, (2, 3)))

    return ResNet()


def torch_net():
    import torch
    from torch import nn

    def unit(n, m, size, stride):
        return [nn.Conv2d(n, m, size, stride, size // 2, bias=False), nn.BatchNorm2d(m)]

    class Block(nn.Module):
        def __init__(self, n, m, stride):
            super().__init__()
            self.conv1, self.bn1 = unit(n, m, 3, stride)
            self.conv2, self.bn2 = unit(m, m, 3, 1)
            self.down = nn.Sequential(*unit(n, m, 1, stride)) if stride > 1 else None

        def forward(self, x):
            out = torch.relu(self.bn1(self.conv1(x)))
            out = self.bn2(self.conv2(out))
            return torch.relu(out + (x if self.down is None else self.down(x)))

    class Mean(nn.Module):
        def forward(self, x):
            return x.mean((2, 3))

    return nn.Sequential(
        *unit(3, 64, 3, 1), nn.ReLU(), *[Block(*stage) for stage in STAGES], Mean(), nn.Linear(512, 10)
    )


def jax_input(x):
    return x.transpose(0, 2, 3, 1)


def jax_weights(arrays):
    from workloads.jax_layers import channels_last

    return channels_last(arrays)


def jax_state():
    return _running([shape for kind, shape in SHAPES if kind == "one"])


def _running(shapes):
    import numpy as np

    return [(np.zeros(s, np.float32), np.ones(s, np.float32)) for s in shapes]


def jax_forward(weights, state, x):
    import jax

    from workloads.jax_layers import batch_norm, conv

    weights, state, moved = iter(weights), iter(state), []

    def unit(x, stride, size=3):
        x = conv(x, next(weights), stride, [(size // 2, size // 2)] * 2)
        x, running = batch_norm(x, next(weights), next(weights), next(state))
        moved.append(running)
        return x

    x = jax.nn.relu(unit(x, 1))
    for _, _, stride in STAGES:
        out = unit(jax.nn.relu(unit(x, stride)), 1)
        if stride > 1:
            x = unit(x, stride, 1)
        x = jax.nn.relu(out + x)
    return x.mean((1, 2)) @ next(weights).T + next(weights), moved


def flax_net(take):
    from flax import nnx

    from workloads.flax_layers import batch_norm, conv, dense

    def unit(n, m, size, stride):
        return nnx.Sequential(conv(take, n, m, size, stride, size // 2), batch_norm(take, m))

    class Block(nnx.Module):
        def __init__(self, n, m, stride):
            self.first, self.second = unit(n, m, 3, stride), unit(m, m, 3, 1)
            self.down = unit(n, m, 1, stride) if stride > 1 else None

        def __call__(self, x):
            out = self.second(nnx.relu(self.first(x)))
            return nnx.relu(out + (x if self.down is None else self.down(x)))

    return nnx.Sequential(
        unit(3, 64, 3, 1),
        nnx.relu,
        *[Block(*stage) for stage in STAGES],
        lambda x: x.mean((1, 2)),
        dense(take, 512, 10),
    )
