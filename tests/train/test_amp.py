"""Mixed precision against the real MindSpore: dtypes within networks at each level, losses, scalers."""

import json
import pathlib

import amp_cases
import numpy as np
import pytest

import msgrad
from msgrad import Tensor, amp, nn, ops, train

GOLDEN = json.loads((pathlib.Path(__file__).parents[1] / "golden" / "amp.json").read_text())
REFUSED = {"TypeError", "RuntimeError"}  # operators that the real one's CPU build lacks for the dtypes
DIFFERENT = {
    # one operator here, of which the sum of squares is in float32
    "function std": {"auto Float16": "Float32"},
    # the real one leaves these in float32 where their input is
    "layer LSTM": {"O2 Float32": "Float16", "O3 Float32": "Float16"},
    "layer GRU": {"O2 Float32": "Float16", "O3 Float32": "Float16"},
}


@pytest.mark.parametrize("kind, name", amp_cases.names(msgrad))
def test_dtypes(kind, name):
    case = f"{kind} {name}"
    ours, theirs = amp_cases.run_case(msgrad, kind, name), GOLDEN["dtypes"][case]
    allowed = DIFFERENT.get(case, {})
    for level, dtype in theirs.items():
        if dtype not in REFUSED:
            assert ours[level] == allowed.get(level, dtype), f"{level}: {ours} {theirs}"


def test_training():
    figures = amp_cases.run_training(msgrad)
    for level, theirs in GOLDEN["training"].items():
        ours = figures[level]
        np.testing.assert_allclose(ours["losses"], theirs["losses"], 2e-5 if level == "O0" else 5e-3, 2e-4)
        assert ours["output"] == theirs["output"]
        assert ours["parameters"] == theirs["parameters"]
        assert ours["gradients"] == theirs["gradients"]
        assert ours["class"] == theirs["class"]


def test_scalers():
    ours, theirs = amp_cases.run_scalers(msgrad), GOLDEN["scalers"]
    present = {c.__name__ for c in [*vars(nn).values(), *vars(ops).values()] if isinstance(c, type)}
    assert ours.pop("white") == [name for name in theirs.pop("white") if name in present]
    assert ours == theirs


def test_custom_lists():
    for name, ours in amp_cases.run_customs(msgrad).items():
        theirs = GOLDEN["customs"][name]
        assert ours["dtype"] == theirs["dtype"]
        np.testing.assert_allclose(ours["values"], theirs["values"], 2e-3, 1e-3)


def test_a_network_of_o1_and_the_one_it_was_made_of():
    assert json.loads(json.dumps(amp_cases.run_twins(msgrad))) == GOLDEN["twins"]


def test_low_precision_is_used():
    """The layers of O1 do round to float16, whatever dtype they give."""
    net = amp.auto_mixed_precision(nn.Dense(1, 1, weight_init="ones", has_bias=False), "O1")
    out = net(Tensor(np.array([[1.0001]], np.float32)))
    assert (out.asnumpy(), out.dtype) == (1.0, msgrad.float32)


def test_a_primitive_of_a_network_at_o1():
    class Net(nn.Cell):
        def __init__(self):
            super().__init__()
            self.matmul = ops.MatMul()

        def construct(self, x):
            return self.matmul(x, x)

    out = amp.auto_mixed_precision(Net(), "O1")(Tensor(np.array([[1.0001]], np.float32)))
    assert (out.asnumpy(), out.dtype) == (1.0, msgrad.float32)


def test_names_of_parameters_stay():
    net = nn.SequentialCell(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2))
    before = [p.name for p in net.get_parameters()]
    assert [p.name for p in amp.auto_mixed_precision(net, "O2").get_parameters()] == before


def _step(scale, rate=0.5):
    net = nn.Dense(1, 1, weight_init="ones", has_bias=False)
    whole = nn.WithLossCell(net, nn.MSELoss())
    return net, nn.TrainOneStepWithLossScaleCell(whole, nn.SGD(net.trainable_params(), rate), scale)


def test_a_step_with_loss_scale_is_one_without():
    x, y = Tensor([[1.0]]), Tensor([[3.0]])
    net, step = _step(nn.DynamicLossScaleUpdateCell(1024, 2, 2))
    plain = nn.Dense(1, 1, weight_init="ones", has_bias=False)
    plain_step = nn.TrainOneStepCell(nn.WithLossCell(plain, nn.MSELoss()), nn.SGD(plain.trainable_params(), 0.5))
    for expected in (1024.0, 1024.0, 2048.0):
        loss, overflow, scale = step(x, y)
        assert loss.asnumpy() == plain_step(x, y).asnumpy()
        assert not bool(overflow)
        assert scale.asnumpy() == expected
        np.testing.assert_allclose(net.weight.asnumpy(), plain.weight.asnumpy(), 1e-6)


def test_a_step_that_overflows_changes_nothing_but_the_scale():
    net, step = _step(nn.DynamicLossScaleUpdateCell(1024, 2, 2))
    _, overflow, _ = step(Tensor([[np.float32(1e30)]]), Tensor([[3.0]]))
    assert bool(overflow)
    assert net.weight.asnumpy() == 1.0
    assert step.scale_sense.asnumpy() == 512.0
    assert step.optimizer.global_step.asnumpy() == 0


def test_a_fixed_scale_can_be_set():
    _, step = _step(Tensor(8.0))
    step.set_sense_scale(Tensor(4.0))
    assert step(Tensor([[1.0]]), Tensor([[3.0]]))[2].asnumpy() == 4.0


@pytest.mark.parametrize("level", ["O0", "O1", "O2", "O3", "auto"])
def test_model_at_every_level(level):
    from msgrad import dataset

    rng = np.random.RandomState(0)
    x = rng.rand(16, 3).astype(np.float32)
    rows = dataset.NumpySlicesDataset({"x": x, "y": x.sum(1, keepdims=True)}, shuffle=False).batch(4)
    net = nn.SequentialCell(nn.Dense(3, 4, "ones"), nn.ReLU(), nn.Dense(4, 1, "ones"))
    model = train.Model(net, nn.MSELoss(), nn.SGD(net.trainable_params(), 0.01), metrics={"mse"}, amp_level=level)
    before = model.eval(rows)["mse"]
    model.train(12, rows)  # at some levels the loss scale begins too high, and the first steps are skipped
    assert model.eval(rows)["mse"] < before / 10
    assert {str(p.dtype) for p in net.get_parameters()} == {"Float32"}


def test_model_with_a_dynamic_loss_scale():
    from msgrad import dataset

    rows = dataset.NumpySlicesDataset({"x": np.ones((8, 1), np.float32), "y": np.ones((8, 1), np.float32)}).batch(2)
    net = nn.Dense(1, 1, weight_init="zeros", has_bias=False)
    manager = amp.DynamicLossScaleManager(2.0**10, 2, 2)
    model = train.Model(net, nn.MSELoss(), nn.SGD(net.trainable_params(), 0.25), loss_scale_manager=manager)
    model.train(1, rows)
    assert net.weight.asnumpy() == 1 - 0.5**4
    assert manager.get_loss_scale() == model.train_network.scale_sense.asnumpy() == 2.0**12


def test_errors_of_what_is_not_supported():
    net = nn.Dense(1, 1)
    for make in (
        lambda: train.Model(net, boost_level="O1"),
        lambda: nn.GetNextSingleOp([msgrad.float32], [(1,)], "queue"),
        lambda: nn.PipelineCell(net, 2, stage_config={"a": 1}),
        lambda: nn.PipelineGradReducer(net.trainable_params()),
        lambda: nn.DistributedGradReducer(net.trainable_params(), degree=2),
        lambda: train.OnRequestExit(),
        lambda: train.connect_network_with_dataset(net, None),
    ):
        with pytest.raises(NotImplementedError):
            make()
