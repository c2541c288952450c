"""Ten thousand un-jitted training steps: nothing piles up."""

import gc
import resource

import numpy as np

import msgrad
from msgrad import Tensor, nn, value_and_grad


def resident():
    """Kilobytes in memory now, or at the most so far where the system does not tell."""
    gc.collect()
    try:
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def test_ten_thousand_steps():
    rng = np.random.default_rng(0)
    net = nn.SequentialCell(nn.Dense(8, 16), nn.Tanh(), nn.Dropout(p=0.2), nn.Dense(16, 3)).set_train()
    optimizer = nn.Adam(net.trainable_params(), learning_rate=1e-3)
    loss_fn = nn.CrossEntropyLoss()
    step = value_and_grad(lambda x, y: loss_fn(net(x), y), None, net.trainable_params())

    def run(n):
        for _ in range(n):
            x = Tensor(rng.standard_normal((32, 8)).astype(np.float32))
            y = Tensor(rng.integers(0, 3, 32).astype(np.int32))
            loss, gradients = step(x, y)
            optimizer(gradients)
        return float(loss)

    run(1000)
    counts = msgrad.profile()
    before, objects, compiled = resident(), len(gc.get_objects()), counts.programs_compiled + counts.operators_compiled
    run(9000)
    assert counts.programs_compiled + counts.operators_compiled == compiled
    assert len(gc.get_objects()) - objects < 1000
    assert resident() - before < 10_000
