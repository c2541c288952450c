"""FlopsUtilizationCollector: the operations of a step, as the real one counts them: 6400 and 16896 here."""

import mindspore as ms
import mindspore.dataset as ds
import numpy as np
import pytest
from mindspore import nn, train


@pytest.fixture
def graph_mode():
    ms.set_context(mode=ms.GRAPH_MODE)
    yield
    ms.set_context(mode=ms.PYNATIVE_MODE)


def model(net):
    optimizer = nn.Momentum(net.trainable_params(), 0.01, 0.9)
    return train.Model(net, nn.SoftmaxCrossEntropyWithLogits(sparse=True, reduction="mean"), optimizer)


def data(*shape):
    columns = {"x": np.ones((64, *shape), np.float32), "y": np.arange(64, dtype=np.int32) % 5}
    return ds.NumpySlicesDataset(columns).batch(32)


def test_a_dense_layer(graph_mode, capsys):
    """32 rows times a matrix 10 x 5, and the gradient of the matrix: 2 * 2 * 32 * 10 * 5."""
    model(nn.Dense(10, 5)).train(2, data(10), callbacks=[train.FlopsUtilizationCollector(2, computility=1e7)])
    first, *times = capsys.readouterr().out.splitlines()
    assert first == (
        "Full model flops is 6400.0, Full hardware flops is 6400.0, "
        "Shard model flops is 6400.0, Shard hardware flops is 6400.0."
    )
    assert len(times) == 2 and all(line.startswith("Train per step time: ") and "% hfu:" in line for line in times)


def test_a_shard(graph_mode, capsys):
    net = nn.SequentialCell(nn.Conv2d(1, 2, 3, pad_mode="valid"), nn.Flatten(), nn.Dense(8, 5))
    collector = train.FlopsUtilizationCollector(2, full_flops=False)
    model(net).train(1, data(1, 4, 4), callbacks=[collector])
    assert capsys.readouterr().out.startswith("Shard model flops is ")
    convolution, dense = 2 * 32 * 4 * 9 * 2, 2 * 32 * 8 * 5
    assert collector.flops == 2 * convolution + 3 * dense  # forward, and the gradients of weights and of hidden values


def test_refused():
    with pytest.raises(ValueError, match="the step must be one program"):
        model(nn.Dense(10, 5)).train(1, data(10), callbacks=[train.FlopsUtilizationCollector(2)])
    with pytest.raises(ValueError, match="'data_size' must be an int above 0"):
        train.FlopsUtilizationCollector(0)
    with pytest.raises(TypeError, match="'full_flops' must be a bool"):
        train.FlopsUtilizationCollector(2, full_flops=1)
    with pytest.raises(NotImplementedError, match="enable_ma_collector"):
        train.FlopsUtilizationCollector(2, enable_ma_collector=True)


def test_fault_tolerance_needs_a_cluster():
    """ValueError as the real one's without its switches."""
    with pytest.raises(ValueError, match="'ckpt_save_path' or 'ckpt_save_fn' must be given"):
        train.TrainFaultTolerance()
    with pytest.raises(ValueError, match="fault tolerance of Ascend clusters"):
        train.TrainFaultTolerance("checkpoints")
