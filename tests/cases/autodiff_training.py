"""Training steps: forward, backward, optimizer, several times over."""

import mindspore as ms
import numpy as np
from mindspore import Parameter, Tensor, grad, nn, ops, value_and_grad

from . import case, case_table

X = [[1.0, 2.0], [-3.0, 0.5]]
Y = [[1.0], [2.0]]


def dense(*rows, bias=None, **arguments):
    weight = Tensor(rows, ms.float32)
    bias_init = "zeros" if bias is None else Tensor(bias, ms.float32)
    return nn.Dense(weight.shape[1], weight.shape[0], weight_init=weight, bias_init=bias_init, **arguments)


class TwoLayers(nn.Cell):
    def __init__(self):
        super().__init__()
        self.first = dense([0.5, -1.0], [1.0, 2.0], [0.0, 1.0], bias=[0.1, 0.2, -0.3])
        self.second = dense([1.0, -2.0, 0.5], bias=[0.5])

    def construct(self, x):
        return self.second(ops.relu(self.first(x)))


OPTIMIZERS = {
    "sgd": (nn.SGD, {"learning_rate": 0.1}),
    "sgd_momentum": (nn.SGD, {"learning_rate": 0.05, "momentum": 0.9, "nesterov": True}),
    "sgd_decay": (nn.SGD, {"learning_rate": 0.05, "momentum": 0.9, "dampening": 0.1, "weight_decay": 0.01}),
    "momentum": (nn.Momentum, {"learning_rate": 0.05, "momentum": 0.9}),
    "adam": (nn.Adam, {"learning_rate": 0.1}),
    "adam_decay": (nn.AdamWeightDecay, {"learning_rate": 0.1, "weight_decay": 0.1}),
    "schedule": (nn.Momentum, {"learning_rate": [0.1, 0.05, 0.02, 0.01, 0.005], "momentum": 0.5}),
}


@case_table(OPTIMIZERS)
def train(optimizer_type, arguments):
    rng = np.random.default_rng(0)
    x = rng.normal(size=(8, 2)).astype(np.float32)
    y = (x @ np.array([[1.0], [-2.0]], np.float32)) + 0.5
    net, loss = TwoLayers(), nn.MSELoss()
    optimizer = optimizer_type(net.trainable_params(), **arguments)
    step = value_and_grad(lambda a, b: loss(net(a), b), None, optimizer.parameters)
    losses = []
    for _ in range(5):
        value, gradients = step(Tensor(x), Tensor(y))
        optimizer(gradients)
        losses.append(value)
    return losses, list(net.trainable_params())


@case
def train_a_classifier():
    rng = np.random.default_rng(1)
    x = rng.normal(size=(12, 2)).astype(np.float32)
    labels = (x[:, 0] > x[:, 1]).astype(np.int32)
    net = nn.SequentialCell(
        dense([0.5, -1.0], [1.0, 2.0], [0.0, 1.0]), nn.ReLU(), dense([1.0, -2.0, 0.5], [0.0, 1.0, 2.0])
    )
    optimizer = nn.Adam(net.trainable_params(), learning_rate=0.05)
    loss = nn.CrossEntropyLoss()

    def forward(data, label):
        scores = net(data)
        return loss(scores, label), scores

    step = value_and_grad(forward, None, optimizer.parameters, has_aux=True)
    history = []
    for epoch in range(6):
        (value, scores), gradients = step(Tensor(x), Tensor(labels))
        optimizer(gradients)
        correct = (scores.argmax(1) == Tensor(labels)).sum()
        print(f"epoch {epoch}: correct {correct}")
        history.append(value)
    return history, list(net.trainable_params())


@case
def train_with_batch_norm():
    rng = np.random.default_rng(2)
    x, y = rng.normal(size=(2, 6, 2)).astype(np.float32), rng.normal(size=(2, 6, 1)).astype(np.float32)
    net = nn.SequentialCell(dense([1.0, 2.0], [3.0, 4.0]), nn.BatchNorm1d(2), nn.ReLU(), dense([1.0, -1.0]))
    net.set_train()
    optimizer = nn.SGD(net.trainable_params(), learning_rate=0.1)
    step = value_and_grad(lambda a, b: ((net(a) - b) ** 2).mean(), None, optimizer.parameters)
    losses = []
    for a, b in zip(x, y, strict=True):
        value, gradients = step(Tensor(a), Tensor(b))
        optimizer(gradients)
        losses.append(value)
    net.set_train(False)
    return losses, list(net.get_parameters()), net(Tensor(x[0]))


@case
def gradient_accumulation():
    net = TwoLayers()
    step = grad(lambda a, b: ((net(a) - b) ** 2).sum(), None, net.trainable_params())
    total = [ops.zeros_like(p) for p in net.trainable_params()]
    for row, target in zip(X, Y, strict=True):
        total = [t + g for t, g in zip(total, step(Tensor([row]), Tensor([target])), strict=True)]
    return total, step(Tensor(X), Tensor(Y))


@case
def clip_by_global_norm():
    net = TwoLayers()
    gradients = grad(net, None, net.trainable_params())(Tensor(X))
    return ops.clip_by_global_norm(gradients, 1.0)


def training(net, optimizer):
    step = value_and_grad(lambda x, y: ((net(x) - y) ** 2).mean(), None, optimizer.parameters)

    def train():
        loss, gradients = step(Tensor(X), Tensor(Y))
        optimizer(gradients)
        return loss

    return train


@case
def optimizer_state_and_names():
    net = TwoLayers()
    optimizer = nn.Adam(net.trainable_params(), learning_rate=0.1)
    train = training(net, optimizer)
    train()
    train()
    return {p.name: p.asnumpy().tolist() for p in optimizer.get_parameters()}


@case
def two_optimizers_one_net():
    net = TwoLayers()
    first = nn.SGD(net.first.trainable_params(), learning_rate=0.1)
    second = nn.Adam(net.second.trainable_params(), learning_rate=0.05)
    parameters = [*first.parameters, *second.parameters]
    step = value_and_grad(lambda x, y: ((net(x) - y) ** 2).mean(), None, parameters)
    losses = []
    for _ in range(3):
        loss, gradients = step(Tensor(X), Tensor(Y))
        first(gradients[:2])
        second(gradients[2:])
        losses.append(loss)
    return losses, list(net.get_parameters())


@case
def parameters_exchanged_between_steps():
    net, target = TwoLayers(), TwoLayers()
    train = training(net, nn.SGD(net.trainable_params(), learning_rate=0.1))
    losses = []
    for _ in range(3):
        losses.append(train())
        for p, q in zip(net.get_parameters(), target.get_parameters(), strict=True):
            q.set_data(q * 0.5 + p * 0.5)
    return losses, list(target.get_parameters())


@case
def early_stop_by_loss():
    w = Parameter(Tensor([3.0]), name="w")
    optimizer = nn.SGD([w], learning_rate=0.2)
    step = value_and_grad(lambda: (w * w).sum(), None, [w])
    count = 0
    while True:
        loss, gradients = step()
        if loss < 0.5:
            break
        optimizer(gradients)
        count += 1
    return count, loss, w
