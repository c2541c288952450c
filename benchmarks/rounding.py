"""How far apart the rounding of msgrad and of MindSpore is, operator by operator.

    MINDSPORE_PYTHON benchmarks/rounding.py save real.npz
    python -m msgrad benchmarks/rounding.py save ours.npz
    python benchmarks/rounding.py compare real.npz ours.npz

The same script runs on both. Functions of one number are compared in units in the last place; sums of products, whose
terms cancel, by the largest difference over the largest result.
"""

import sys

import numpy as np

ELEMENTWISE = "exp log tanh sigmoid erf sqrt sin cos gelu softplus".split()


def results():
    from mindspore import Tensor, ops

    rng = np.random.default_rng(0)
    x = rng.uniform(0.01, 5, 100_000).astype(np.float32)
    out = {name: getattr(ops, name)(Tensor(x)) for name in ELEMENTWISE}
    normal = lambda *shape: Tensor(rng.standard_normal(shape).astype(np.float32))  # noqa: E731
    wide = normal(64, 10_000)
    out |= {"softmax": ops.softmax(wide), "sum": ops.sum(wide, 1), "mean": ops.mean(wide, 1), "var": ops.var(wide, 1)}
    out["matmul"] = ops.matmul(normal(64, 784), normal(784, 512))
    out["conv2d"] = ops.conv2d(normal(8, 16, 16, 16), normal(32, 16, 3, 3))
    return {name: value.asnumpy() for name, value in out.items()}


def compare(real, ours):
    for name in real:
        a, b = real[name], ours[name]
        if name in ELEMENTWISE or name == "softmax":
            units = np.abs(a.astype(np.float64) - b) / np.spacing(np.abs(a))
            print(f"{name:12s}{(units > 0).mean():8.1%} differ, by at most {units.max():.0f} units in the last place")
        else:
            print(f"{name:12s}{np.abs(a - b).max() / np.abs(a).max():10.1e} of the largest result")


if __name__ == "__main__":
    if sys.argv[1] == "save":
        np.savez(sys.argv[2], **results())
    else:
        compare(*map(np.load, sys.argv[2:4]))
