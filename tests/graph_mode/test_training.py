"""Training steps jitted, un-jitted, through the converter and `jax.jit`, and many in one program: the same numbers."""

import jax
import numpy as np
import pytest

import msgrad
from msgrad import Tensor, jit, nn, value_and_grad
from msgrad.functional import functionalize
from msgrad.graph_mode.sink import call_many

STEPS = 100
RNG = np.random.default_rng(0)
X = RNG.standard_normal((STEPS, 16, 12)).astype(np.float32)
Y = RNG.integers(0, 5, (STEPS, 16)).astype(np.int32)


def network(drop=0.3):
    msgrad.set_seed(0)
    net = nn.SequentialCell(
        nn.Dense(12, 24, has_bias=False),
        nn.BatchNorm1d(24),
        nn.Tanh(),
        nn.Dropout(p=drop),
        nn.Dense(24, 5),
    )
    return net.set_train()


OPTIMIZERS = {
    "Momentum": lambda ps: nn.Momentum(ps, 0.05, 0.9, weight_decay=1e-3),
    "Adam": lambda ps: nn.Adam(ps, nn.exponential_decay_lr(0.01, 0.9, 200, 20, 10)),
    "AdamWeightDecay": lambda ps: nn.AdamWeightDecay(ps, nn.cosine_decay_lr(0.0, 0.01, 200, 100, 2), weight_decay=0.01),
}


def training(net, optimizer):
    loss_fn = nn.CrossEntropyLoss()
    gradient = value_and_grad(lambda x, y: loss_fn(net(x), y), None, optimizer.parameters)

    def step(x, y):
        loss, gradients = gradient(x, y)
        optimizer(gradients)
        return loss

    return step


def state_of(net, optimizer):
    held = {**net.parameters_dict(), **{f"optimizer.{p.name}": p for p in optimizer.get_parameters()}}
    return {name: p.asnumpy() for name, p in held.items()}


def assert_same(one, other):
    assert list(one) == list(other)
    for name in one:
        np.testing.assert_allclose(one[name], other[name], rtol=2e-4, atol=2e-6, err_msg=name)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_jitted_and_un_jitted_after_100_steps(name):
    ends = []
    for wrap in (lambda f: f, jit):
        net = network()
        optimizer = OPTIMIZERS[name](net.trainable_params())
        step = wrap(training(net, optimizer))
        before = msgrad.profile().programs_compiled, msgrad.profile().functions_recorded
        losses = [step(Tensor(X[i]), Tensor(Y[i])).item() for i in range(STEPS)]
        assert msgrad.profile().programs_compiled - before[0] <= 2
        ends.append((losses, state_of(net, optimizer)))
    np.testing.assert_allclose(ends[0][0], ends[1][0], rtol=1e-4)
    assert_same(ends[0][1], ends[1][1])


def test_many_steps_in_one_program():
    ends = []
    for many in (False, True):
        net = network()
        optimizer = OPTIMIZERS["Momentum"](net.trainable_params())
        step = jit(training(net, optimizer))
        batches = [(Tensor(X[i]), Tensor(Y[i])) for i in range(STEPS)]
        if many:
            runs = msgrad.profile().program_runs
            for i in range(0, STEPS, 20):
                loss = call_many(step, batches[i : i + 20])
            assert msgrad.profile().program_runs - runs == 20 + 4
        else:
            for batch in batches:
                loss = step(*batch)
        ends.append((loss.item(), state_of(net, optimizer)))
    assert ends[0][0] == pytest.approx(ends[1][0], rel=1e-4)
    assert_same(ends[0][1], ends[1][1])


def test_jitted_and_converted_after_100_steps():
    """Without dropout, whose masks come from a JAX key in a converted Cell; with it the same shares are dropped."""
    net = network(drop=0.0)
    optimizer = nn.SGD(net.trainable_params(), 0.05)
    step = jit(training(net, optimizer))
    pure = network(drop=0.0)
    apply, params, state = functionalize(pure)
    loss_fn = nn.CrossEntropyLoss()

    @jax.jit
    def pure_step(params, state, x, y):
        def loss(params, state):
            out, state = apply(params, state, x)
            return loss_fn(Tensor(out), Tensor(y)).jax(), state

        (value, state), gradients = jax.value_and_grad(loss, has_aux=True)(params, state)
        return value, jax.tree.map(lambda p, g: p - 0.05 * g, params, gradients), state

    for i in range(STEPS):
        loss = step(Tensor(X[i]), Tensor(Y[i]))
        value, params, state = pure_step(params, state, X[i], Y[i])
    assert float(value) == pytest.approx(loss.item(), rel=1e-4)
    for name, parameter in net.parameters_dict().items():
        if name in params:
            np.testing.assert_allclose(params[name], parameter.asnumpy(), rtol=2e-4, atol=2e-6, err_msg=name)


def test_a_step_is_compiled_once_whatever_the_learning_rate():
    net = network()
    optimizer = nn.Adam(net.trainable_params(), 0.01)
    step = jit(training(net, optimizer))
    before = msgrad.profile().programs_compiled, msgrad.profile().functions_recorded
    for i in range(6):
        step(Tensor(X[i]), Tensor(Y[i]))
        optimizer.learning_rate.set_data(Tensor(0.01 / (i + 1), msgrad.float32))
    assert (msgrad.profile().programs_compiled - before[0], msgrad.profile().functions_recorded - before[1]) == (1, 1)
