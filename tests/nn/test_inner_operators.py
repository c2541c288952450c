"""Subclasses of layers and optimizers that call what MindSpore's keep as attributes, against the layers themselves."""

import mindspore as ms
import numpy as np
import pytest
from mindspore import Parameter, Tensor, nn, ops
from mindspore.ops import functional as F

X = np.random.default_rng(3).normal(size=(2, 3, 6, 6)).astype(np.float32)


class Dense(nn.Dense):
    def construct(self, x):
        shape = self.shape_op(x)
        out = self.bias_add(self.matmul(self.reshape(x, (-1, shape[-1])), self.weight), self.bias)
        return self.reshape(out, (*shape[:-1], -1))


class Conv2d(nn.Conv2d):
    def construct(self, x):
        return self.bias_add(self.conv2d(x, self.weight), self.bias)


class LayerNorm(nn.LayerNorm):
    def construct(self, x):
        return self.layer_norm(x, self.gamma, self.beta)[0]


class BatchNorm2d(nn.BatchNorm2d):
    def construct(self, x):
        operator = self.bn_train if self.training else self.bn_infer
        return operator(x, self.gamma, self.beta, self.moving_mean, self.moving_variance)[0]


class MaxPool2d(nn.MaxPool2d):
    def construct(self, x):
        return self.max_pool(x)


class Sequence(nn.SequentialCell):
    def construct(self, x):
        for cell in self.cell_list:
            x = cell(x)
        return x


LAYERS = {
    "Dense": (Dense, nn.Dense, (6, 4), {}),
    "Conv2d": (Conv2d, nn.Conv2d, (3, 4, 3), {"has_bias": True, "stride": 2, "pad_mode": "pad", "padding": 1}),
    "Conv2d same": (Conv2d, nn.Conv2d, (3, 6, (3, 2)), {"has_bias": True, "group": 3, "dilation": 2}),
    "LayerNorm": (LayerNorm, nn.LayerNorm, ((6, 6),), {"begin_norm_axis": -2, "begin_params_axis": -2}),
    "BatchNorm2d": (BatchNorm2d, nn.BatchNorm2d, (3,), {"momentum": 0.8}),
    "MaxPool2d": (MaxPool2d, nn.MaxPool2d, (2, 2), {"pad_mode": "same"}),
}


@pytest.mark.parametrize("training", [False, True])
@pytest.mark.parametrize("name", LAYERS)
def test_layer(name, training):
    outs = []
    for kind in LAYERS[name][:2]:
        ms.set_seed(1)
        cell = kind(*LAYERS[name][2], **LAYERS[name][3])
        out = cell.set_train(training)(Tensor(X))
        outs.append([out.asnumpy(), *[p.asnumpy() for p in cell.get_parameters()]])
    for a, b in zip(*outs, strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-5, atol=1e-6)


def test_inner_operators_under_jit_are_recorded_once():
    cell = LayerNorm((6,))
    jitted = ms.jit(cell.construct)
    first = jitted(Tensor(X)).asnumpy()
    np.testing.assert_array_equal(jitted(Tensor(X)).asnumpy(), first)
    np.testing.assert_allclose(first, nn.LayerNorm((6,))(Tensor(X)).asnumpy(), rtol=1e-5, atol=1e-6)


def test_a_sequence_walks_its_cells():
    x = Tensor(X)
    assert (Sequence(nn.ReLU(), nn.ReLU6())(x) == ops.relu6(x)).all()


def test_a_loss_of_ones_own():
    class Loss(nn.LossBase):
        def construct(self, x, y):
            return self.reduce_mean(self.cast((x - y) * (x - y), ms.float32), ())

    x, y = Tensor(X), Tensor(X[::-1].copy())
    np.testing.assert_allclose(Loss()(x, y).asnumpy(), nn.MSELoss()(x, y).asnumpy(), rtol=1e-6)


_step = ops.MultitypeFuncGraph("step")


@_step.register("Number", "Tensor", "Tensor", "Tensor")
def _take_step(momentum, accumulated, parameter, gradient):
    new = ops.assign(accumulated, accumulated * momentum + gradient)
    return ops.depend(True, ops.assign_sub(parameter, new * 0.1))


def test_an_optimizer_of_ones_own():
    class Own(nn.Optimizer):
        def __init__(self, parameters):
            super().__init__(0.1, parameters)
            self.accumulated = self.parameters.clone(prefix="accumulated", init="zeros")

        def construct(self, gradients):
            step = F.partial(_step, 0.9)
            return self.hyper_map(step, self.accumulated, self.parameters, gradients)

    def run(kind, *rest):
        parameters = [Parameter(Tensor(X[0, 0]), name="a"), Parameter(Tensor(X[1, 0]), name="b")]
        optimizer = kind(parameters, *rest)
        for scale in (1.0, 2.0, -1.0):
            optimizer((parameters[0] * scale, parameters[1] + scale))
        return [p.asnumpy() for p in parameters]

    for a, b in zip(run(Own), run(nn.Momentum, 0.1, 0.9), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-5, atol=1e-6)


def test_rates_of_groups_are_a_tuple():
    """Though one of them has the name of the attribute."""
    a, b = (Parameter(Tensor([1.0]), name=name) for name in "ab")
    optimizer = nn.Momentum([{"params": [a]}, {"params": [b], "lr": 0.01}, {"order_params": [a, b]}], 0.1, 0.9)
    assert [p.name for p in optimizer.learning_rate] == ["learning_rate", "learning_rate_group_1"]
    assert optimizer.get_lr() is optimizer.learning_rate


def test_what_nobody_has_is_still_an_error():
    with pytest.raises(AttributeError, match="has no attribute 'conv4d'"):
        nn.Conv2d(1, 1, 1).conv4d  # noqa: B018
