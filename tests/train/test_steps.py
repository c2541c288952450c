"""Training by Model is one program a step, and nothing is compiled after the first epochs."""

import numpy as np
import pytest
from mindspore import nn, train
from train_cases import model, rows

from msgrad import amp
from msgrad.engine.profile import counts


def _settled(run):
    """Programs and operators compiled in a last epoch, and runs of programs in it."""
    for _ in range(3):
        run()
    counts.reset()
    run()
    return counts.programs_compiled + counts.operators_compiled, counts.program_runs


def test_a_step_is_one_program():
    trained, data = model(), rows(16, 4)
    compiled, runs = _settled(lambda: trained.train(1, data))
    assert (compiled, runs) == (0, 4)


@pytest.mark.parametrize("level", ["O1", "O2", "O3", "auto"])
def test_mixed_precision_compiles_nothing_after_warm_up(level):
    trained, data = model(amp_level=level, loss_scale_manager=None), rows(16, 4)
    assert _settled(lambda: trained.train(1, data))[0] == 0


def test_a_loss_scale_that_changes_compiles_nothing():
    manager = amp.DynamicLossScaleManager(2.0**4, 2, 2)
    trained, data = model(loss_scale_manager=manager), rows(16, 4)
    assert _settled(lambda: trained.train(1, data))[0] == 0
    assert manager.get_loss_scale() == 2.0**12


def test_metrics_and_monitors_compile_nothing_after_warm_up(capsys):
    trained, data = model(), rows(16, 4)
    compiled, _ = _settled(lambda: trained.fit(1, data, data, callbacks=[train.LossMonitor(), train.TimeMonitor()]))
    assert compiled == 0
    assert "Eval result" in capsys.readouterr().out


def test_a_scaled_step_with_plain_numbers():
    """sens of TrainOneStepCell multiplies gradients, not what is returned."""
    from mindspore import Tensor

    net = nn.Dense(1, 1, weight_init="ones", has_bias=False)
    step = nn.TrainOneStepCell(nn.WithLossCell(net, nn.MSELoss()), nn.SGD(net.trainable_params(), 0.125), sens=2.0)
    assert step(Tensor([[1.0]]), Tensor([[3.0]])).asnumpy() == 4.0
    np.testing.assert_allclose(net.weight.asnumpy(), 1 + 2 * 0.125 * 4)


def test_older_paths_are_the_same_objects():
    from mindspore import Model, amp
    from mindspore.amp import DynamicLossScaler, LossScaleManager
    from mindspore.nn.wrap.loss_scale import DynamicLossScaleUpdateCell
    from mindspore.train.amp import auto_mixed_precision
    from mindspore.train.callback import LossMonitor
    from mindspore.train.loss_scale_manager import FixedLossScaleManager
    from mindspore.train.metrics import Accuracy
    from mindspore.train.model import Model as Same

    assert Model is Same is train.Model
    assert (LossMonitor, Accuracy) == (train.LossMonitor, train.Accuracy)
    assert nn.Accuracy is Accuracy
    assert auto_mixed_precision is amp.auto_mixed_precision
    assert DynamicLossScaleUpdateCell is nn.DynamicLossScaleUpdateCell
    assert issubclass(FixedLossScaleManager, LossScaleManager)
    assert DynamicLossScaler is amp.DynamicLossScaler
