"""Optimizers of mint over 20 steps against their formulas in float64.

MindSpore's CPU build makes them, but their steps leave the parameters as they were, or raise: no figures to follow.
"""

import mindspore as ms
import numpy as np
import pytest
from mindspore import Parameter, Tensor, mint

from msgrad.engine.profile import counts

random = np.random.RandomState(2)
START = [random.uniform(-1, 1, shape) for shape in ((2, 3), (4,))]
GRADIENTS = [[random.uniform(-1, 1, p.shape) for p in START] for _ in range(20)]


def parameters():
    return [Parameter(Tensor(p.astype(np.float32)), name=f"p{i}") for i, p in enumerate(START)]


def train(optimizer):
    for gradients in GRADIENTS:
        assert optimizer(tuple(Tensor(g.astype(np.float32)) for g in gradients)) is True


def check(own, expected):
    for p, q in zip(own, expected, strict=True):
        np.testing.assert_allclose(p.asnumpy(), q, 2e-5, 2e-6)


def adam(start, gradients, lr, beta1, beta2, eps, decay, amsgrad, maximize, decoupled):
    p, m, v, top = start, 0.0, 0.0, 0.0
    for t, g in enumerate(gradients, 1):
        g = -g if maximize else g
        if decoupled:
            p = p - lr * decay * p
        else:
            g = g + decay * p
        m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g * g
        top = np.maximum(top, v)
        second = (top if amsgrad else v) / (1 - beta2**t)
        p = p - lr * (m / (1 - beta1**t)) / (np.sqrt(second) + eps)
    return p


@pytest.mark.parametrize("cls", [mint.optim.Adam, mint.optim.AdamW])
@pytest.mark.parametrize(
    ("decay", "amsgrad", "maximize"), [(0.0, False, False), (0.1, True, False), (0.1, False, True)]
)
def test_adam(cls, decay, amsgrad, maximize):
    own = parameters()
    train(cls(own, 0.02, (0.8, 0.95), 1e-6, decay, amsgrad, maximize=maximize))
    decoupled = cls is mint.optim.AdamW
    check(own, [
        adam(p, [g[i] for g in GRADIENTS], 0.02, 0.8, 0.95, 1e-6, decay, amsgrad, maximize, decoupled)
        for i, p in enumerate(START)
    ])  # fmt: skip


def sgd(start, gradients, lr, momentum, dampening, decay, nesterov, maximize):
    p, v = start, None
    for g in gradients:
        g = (-g if maximize else g) + decay * p
        if momentum:
            v = g if v is None else momentum * v + (1 - dampening) * g
            g = g + momentum * v if nesterov else v
        p = p - lr * g
    return p


@pytest.mark.parametrize(
    "settings",
    [(0, 0, 0, False, False), (0.9, 0, 0.1, False, False), (0.9, 0.3, 0, False, True), (0.8, 0, 0.05, True, False)],
)
def test_sgd(settings):
    own = parameters()
    *positional, maximize = settings
    train(mint.optim.SGD(own, 0.05, *positional, maximize=maximize))
    check(own, [sgd(p, [g[i] for g in GRADIENTS], 0.05, *settings) for i, p in enumerate(START)])


def test_groups_and_rates_that_change():
    own = parameters()
    optimizer = mint.optim.SGD([{"params": own[:1], "lr": 0.5}, {"params": own[1:]}], lr=0.1)
    assert [float(group["lr"].asnumpy()) for group in optimizer.param_groups] == pytest.approx([0.5, 0.1])
    gradients = tuple(Tensor(g.astype(np.float32)) for g in GRADIENTS[0])
    optimizer(gradients)
    optimizer.param_groups[0]["lr"] = 0.25  # a number takes the Parameter's place
    optimizer.param_groups[1]["lr"].set_data(Tensor(np.float32(1.0)))
    optimizer(gradients)
    check(own, [START[0] - 0.75 * GRADIENTS[0][0], START[1] - 1.1 * GRADIENTS[0][1]])


def test_parameters_that_it_holds():
    names = [p.name for p in mint.optim.Adam(parameters()).get_parameters()]
    assert names == ["p0", "p1", "exp_avg.p0", "exp_avg.p1", "exp_avg_sq.p0", "exp_avg_sq.p1", "state_step"]
    names = [p.name for p in mint.optim.SGD(parameters(), 0.1).get_parameters()]
    assert names == ["p0", "p1", "momentum_buf.p0", "momentum_buf.p1", "step_t"]


def test_printed_form():
    text = repr(mint.optim.Adam(parameters()))
    assert text == (
        "Adam (\nParameter Group 0\n    amsgrad: False\n    betas: (0.9, 0.999)\n    eps: 1e-08\n    lr: 0.001\n"
        "    maximize: False\n    weight_decay: 0.0\n)"
    )


@pytest.mark.parametrize("gradients", [(), (1, 2), tuple(Tensor([1.0]) for _ in range(2))])
def test_wrong_gradients(gradients):
    with pytest.raises((TypeError, ValueError, RuntimeError), match="gradient"):
        mint.optim.Adam(parameters())(gradients)


def test_training_a_network_compiles_nothing_after_the_first_steps():
    ms.set_seed(0)
    network = mint.nn.Linear(3, 1)
    optimizer = mint.optim.Adam(network.trainable_params(), lr=0.1)
    x = Tensor(random.uniform(-1, 1, (16, 3)).astype(np.float32))
    target = x.sum(1, keepdims=True)
    step = ms.value_and_grad(lambda x: mint.nn.functional.mse_loss(network(x), target), None, optimizer.parameters)
    losses = []
    for number in range(60):
        if number == 5:
            compiled = counts.programs_compiled, counts.operators_compiled
        loss, gradients = step(x)
        optimizer(gradients)
        optimizer.param_groups[0]["lr"] = 0.1 / (1 + 0.01 * number)
        losses.append(float(loss))
    assert (counts.programs_compiled, counts.operators_compiled) == compiled
    assert losses[-1] < 0.02 * losses[0]
