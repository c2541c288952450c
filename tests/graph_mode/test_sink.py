"""Many steps in one program: data_sink, and dataset_sink_mode of Model."""

import numpy as np
import pytest

import msgrad
from msgrad import JitConfig, Model, Parameter, Tensor, dataset, nn, value_and_grad
from msgrad.graph_mode.sink import call_many
from msgrad.train import Callback

X = np.random.default_rng(0).standard_normal((96, 4)).astype(np.float32)
Y = X.sum(1, keepdims=True)


def batches():
    return dataset.NumpySlicesDataset((X, Y), ["x", "y"], shuffle=False).batch(4)


def regression():
    msgrad.set_seed(0)
    net = nn.Dense(4, 1)
    optimizer = nn.Momentum(net.trainable_params(), 0.02, 0.9)
    gradient = value_and_grad(lambda x, y: ((net(x) - y) ** 2).mean(), None, optimizer.parameters)

    def step(x, y):
        loss, gradients = gradient(x, y)
        optimizer(gradients)
        return loss

    return net, step


@pytest.mark.parametrize("size", [1, 3, 24, 30])
def test_data_sink_makes_the_same_steps(size):
    net, step = regression()
    process = msgrad.data_sink(step, batches(), sink_size=size, jit_config=JitConfig())
    losses = [process().item() for _ in range(4)]
    plain, step = regression()
    rows = [row for _ in range(-(-4 * size // 24)) for row in batches().create_tuple_iterator()][: 4 * size]
    expected = [step(*row).item() for row in rows][size - 1 :: size]
    np.testing.assert_allclose(losses, expected, rtol=1e-5, atol=1e-9)
    np.testing.assert_allclose(net.weight.asnumpy(), plain.weight.asnumpy(), rtol=1e-5)


@pytest.mark.parametrize(
    "arguments, error",
    [
        ((3, None), TypeError),
        ((abs, 3), TypeError),
        ((abs, "batches", 0), ValueError),
        ((abs, "batches", -1), ValueError),
        ((abs, "batches", "a"), TypeError),
        ((abs, "batches", 1, 3), TypeError),
    ],
)
def test_data_sink_checks(arguments, error):
    arguments = [batches() if a == "batches" else a for a in arguments]
    with pytest.raises(error, match=r"For .data_sink"):
        msgrad.data_sink(*arguments)


def test_calls_of_several_shapes_run_one_by_one():
    total = Parameter(Tensor([0.0]), name="total")

    def add(x):
        total.set_data(total + x.sum())
        return total.value()

    calls = [(Tensor(np.ones(n, np.float32)),) for n in (2, 2, 3, 2)]
    assert [call_many(add, calls).tolist() for _ in range(2)] == [[9], [18]]


def test_what_is_no_program_runs_one_by_one():
    seen = []

    def step(x):
        seen.append(float(x))
        return x * 2

    with pytest.warns(RuntimeWarning, match="cannot make one program"):
        out = [call_many(step, [(Tensor(float(k)),) for k in range(3)]).item() for _ in range(2)]
    assert (out, seen) == ([4, 4], [0, 1, 2] * 2)


class Steps(Callback):
    def __init__(self):
        super().__init__()
        self.seen = []

    def on_train_step_end(self, run_context):
        self.seen.append(run_context.original_args().cur_step_num)


@pytest.mark.parametrize("callbacks, runs", [([], 24 + 2), ([Steps()], 72)])
def test_model_sinks_its_steps(callbacks, runs):
    """24 steps an epoch: the first records, each other epoch is one program, unless somebody looks at the steps."""
    ends = []
    for sink in (False, True):
        net, _ = regression()
        model = Model(net, nn.MSELoss(), nn.Momentum(net.trainable_params(), 0.02, 0.9))
        before = msgrad.profile().program_runs
        model.train(3, batches(), callbacks=callbacks, dataset_sink_mode=sink)
        ends.append(net.weight.asnumpy())
        if sink:
            assert msgrad.profile().program_runs - before == runs
    np.testing.assert_allclose(*ends, rtol=1e-5)
    for callback in callbacks:
        assert callback.seen == [*range(1, 73)] * 2
