"""A net of depthwise and pointwise convolutions, as MobileNet has them, for images of 32 x 32."""

from workloads import images
from workloads.resnet18 import _running, _unit

TITLE = "MobileNet-like, 32 x 32, batch 32"
OPTIMIZER, RATE = "momentum", 0.01
BLOCKS = [(32, 64, 1), (64, 128, 2), (128, 128, 1), (128, 256, 2), (256, 256, 1), (256, 512, 2), (512, 512, 1)]


def _shapes():
    yield from _unit(3, 32, 3)
    for n, m, _ in BLOCKS:
        yield from _unit(1, n, 3)
        yield from _unit(n, m, 1)
    yield from (("weight", (10, 512)), ("zero", (10,)))


SHAPES = list(_shapes())


def data():
    return images(32, 3, 32)


def mindspore_net():
    from mindspore import nn, ops

    def unit(n, m, size, stride=1, group=1):
        return [
            nn.Conv2d(n, m, size, stride, pad_mode="pad", padding=size // 2, group=group, has_bias=False),
            nn.BatchNorm2d(m),
            nn.ReLU(),
        ]

    class MobileNet(nn.Cell):
        def __init__(self):
            super().__init__()
            layers = unit(3, 32, 3)
            for n, m, stride in BLOCKS:
                layers += unit(n, n, 3, stride, n) + unit(n, m, 1)
            self.features = nn.SequentialCell(layers)
            self.head = nn.Dense(512, 10)

        def construct(self, x):
            return self.head(ops.mean(self.features(x), (2, 3)))

    return MobileNet()


def torch_net():
    from torch import nn

    def unit(n, m, size, stride=1, group=1):
        return [nn.Conv2d(n, m, size, stride, size // 2, groups=group, bias=False), nn.BatchNorm2d(m), nn.ReLU()]

    class Mean(nn.Module):
        def forward(self, x):
            return x.mean((2, 3))

    layers = unit(3, 32, 3)
    for n, m, stride in BLOCKS:
        layers += unit(n, n, 3, stride, n) + unit(n, m, 1)
    return nn.Sequential(*layers, Mean(), nn.Linear(512, 10))


def jax_input(x):
    return x.transpose(0, 2, 3, 1)


def jax_weights(arrays):
    from workloads.jax_layers import channels_last

    return channels_last(arrays)


def jax_state():
    return _running([shape for kind, shape in SHAPES if kind == "one"])


def jax_forward(weights, state, x):
    import jax

    from workloads.jax_layers import batch_norm, conv

    weights, state, moved = iter(weights), iter(state), []

    def unit(x, size, stride=1, groups=1):
        x = conv(x, next(weights), stride, [(size // 2, size // 2)] * 2, groups)
        x, running = batch_norm(x, next(weights), next(weights), next(state))
        moved.append(running)
        return jax.nn.relu(x)

    x = unit(x, 3)
    for n, _, stride in BLOCKS:
        x = unit(unit(x, 3, stride, n), 1)
    return x.mean((1, 2)) @ next(weights).T + next(weights), moved


def flax_net(take):
    from flax import nnx

    from workloads.flax_layers import batch_norm, conv, dense

    def unit(n, m, size, stride=1, groups=1):
        return [conv(take, n, m, size, stride, size // 2, groups), batch_norm(take, m), nnx.relu]

    layers = unit(3, 32, 3)
    for n, m, stride in BLOCKS:
        layers += unit(n, n, 3, stride, n) + unit(n, m, 1)
    return nnx.Sequential(*layers, lambda x: x.mean((1, 2)), dense(take, 512, 10))
