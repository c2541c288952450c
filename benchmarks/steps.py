"""Training steps side by side: msgrad un-jitted against the same step hand-written in `jax.jit` with donation.

    python benchmarks/steps.py                     # a table, and benchmarks/results.json
    python benchmarks/steps.py --steps 200 --only lenet

The two are run in turns within one process, so that a noisy machine is noisy for both; the table has the
minimum and the median. First-step times are taken each in a fresh process with the persistent compilation cache off.
Where the real MindSpore is to be measured as well, name its Python: --mindspore PYTHON.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
BATCH = 64
RATE = 0.01


def data(name):
    rng = np.random.default_rng(0)
    shape = (BATCH, 784) if name == "mlp" else (BATCH, 1, 32, 32)
    return rng.standard_normal(shape).astype(np.float32), rng.integers(0, 10, BATCH).astype(np.int32)


# -- MindSpore code (runs on msgrad, and on MindSpore itself) --------------------------------------------------


def mindspore_step(name):
    """A function that runs one training step and returns the loss Tensor."""
    import mindspore as ms
    from mindspore import Tensor, nn

    ms.set_seed(0)
    if name == "mlp":
        net = nn.SequentialCell(nn.Dense(784, 512), nn.ReLU(), nn.Dense(512, 512), nn.ReLU(), nn.Dense(512, 10))
    else:
        net = nn.SequentialCell(
            nn.Conv2d(1, 6, 5, pad_mode="valid"),
            nn.ReLU(),
            nn.MaxPool2d(2, 2),
            nn.Conv2d(6, 16, 5, pad_mode="valid"),
            nn.ReLU(),
            nn.MaxPool2d(2, 2),
            nn.Flatten(),
            nn.Dense(400, 120),
            nn.ReLU(),
            nn.Dense(120, 84),
            nn.ReLU(),
            nn.Dense(84, 10),
        )
    net.set_train()
    loss_fn = nn.CrossEntropyLoss()
    optimizer = nn.SGD(net.trainable_params(), RATE)

    def forward(x, y):
        return loss_fn(net(x), y)

    grad_fn = ms.value_and_grad(forward, None, optimizer.parameters)
    x, y = data(name)
    x, y = Tensor(x), Tensor(y)

    def step():
        loss, grads = grad_fn(x, y)
        optimizer(grads)
        return loss

    return step


# -- the same, hand-written ------------------------------------------------------------------------------------


def jax_step(name):
    """A function that runs one training step, jitted and with donated parameters, and returns the loss."""
    import jax
    import jax.numpy as jnp
    from jax import lax

    rng = np.random.default_rng(0)

    def dense(n_in, n_out):
        bound = 1 / np.sqrt(n_in)
        return [
            jnp.asarray(rng.uniform(-bound, bound, (n_out, n_in)).astype(np.float32)),
            jnp.asarray(rng.uniform(-bound, bound, n_out).astype(np.float32)),
        ]

    def conv(n_in, n_out):
        bound = 1 / np.sqrt(25 * n_in)
        return [jnp.asarray(rng.uniform(-bound, bound, (n_out, n_in, 5, 5)).astype(np.float32))]

    if name == "mlp":
        params = [dense(784, 512), dense(512, 512), dense(512, 10)]
    else:
        params = [conv(1, 6), conv(6, 16), dense(400, 120), dense(120, 84), dense(84, 10)]

    def pool(x):
        return lax.reduce_window(x, -jnp.inf, lax.max, (1, 1, 2, 2), (1, 1, 2, 2), "VALID")

    def forward(params, x):
        layers = list(params)
        if name == "lenet":
            for (w,) in layers[:2]:
                x = pool(jax.nn.relu(lax.conv_general_dilated(x, w, (1, 1), "VALID")))
            x = x.reshape(x.shape[0], -1)
            layers = layers[2:]
        for w, b in layers[:-1]:
            x = jax.nn.relu(x @ w.T + b)
        w, b = layers[-1]
        return x @ w.T + b

    def loss_fn(params, x, y):
        log_p = jax.nn.log_softmax(forward(params, x))
        return -jnp.mean(jnp.take_along_axis(log_p, y[:, None], 1))

    def update(params, x, y, rate):
        loss, grads = jax.value_and_grad(loss_fn)(params, x, y)
        return loss, jax.tree.map(lambda p, g: p - rate * g, params, grads)

    compiled = jax.jit(update, donate_argnums=0)
    x, y = (jnp.asarray(a) for a in data(name))
    state = {"params": params}

    def step():
        loss, state["params"] = compiled(state["params"], x, y, RATE)
        return loss

    return step


# -- measuring -------------------------------------------------------------------------------------------------


def wait(loss):
    """Blocks until a step is done."""
    return float(loss.asnumpy()) if hasattr(loss, "asnumpy") else float(loss)


def timed(step, n):
    times = []
    for _ in range(n):
        start = time.perf_counter()
        wait(step())
        times.append(time.perf_counter() - start)
    return times


def first_step(kind, name):
    """Seconds of the first step (imports and set-up not counted), in a process of its own."""
    environment = dict(os.environ, MSGRAD_COMPILATION_CACHE="off", JAX_ENABLE_COMPILATION_CACHE="false")
    out = subprocess.run(
        [sys.executable, __file__, "--first", kind, name], capture_output=True, text=True, check=True, env=environment
    )
    return float(out.stdout.split()[-1])


def make_step(kind, name):
    if kind == "msgrad":
        import msgrad

        msgrad.install()
        return mindspore_step(name)
    return jax_step(name)


def recording_cost(name):
    """Microseconds that recording one operator takes, forward only, nothing run."""
    import msgrad
    from msgrad import Tensor, ops

    x = Tensor(np.ones((8, 8), np.float32))
    best = float("inf")
    for _ in range(30):
        y = x
        start = time.perf_counter()
        for _ in range(100):
            y = ops.add(y, x)
            y = ops.relu(y)
            y = y * x
        best = min(best, time.perf_counter() - start)
        msgrad.engine.cut("benchmark")
    return best / 300 * 1e6


LABELS = {"mindspore": "MindSpore 2.10, un-jitted", "msgrad": "msgrad, un-jitted", "jax": "hand-written jax.jit"}
TITLES = {"mlp": "MLP 784-512-512-10", "lenet": "LeNet-5"}


def plot(rows, file):
    """Bars of the milliseconds of a step, the least of many."""
    import matplotlib

    matplotlib.use("svg")
    import matplotlib.pyplot as plt

    fig, axes = plt.subplots(1, len(rows), figsize=(4.5 * len(rows), 1.9), squeeze=False)
    for ax, (name, row) in zip(axes[0], rows.items(), strict=True):
        kinds = [k for k in LABELS if f"{k}_min_ms" in row]
        times = [row[f"{k}_min_ms"] for k in kinds]
        bars = ax.barh([LABELS[k] for k in kinds], times, color=["#9aa5b1", "#2563eb", "#f59e0b"][-len(kinds) :])
        ax.bar_label(bars, labels=[f" {t:.2g} ms" for t in times])
        ax.set(title=f"{TITLES[name]}, batch {BATCH}", xlim=(0, 1.25 * max(times)))
        ax.title.set_fontsize(9)
        ax.spines[["top", "right"]].set_visible(False)
    fig.tight_layout()
    fig.savefig(file, metadata={"Date": None})


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steps", type=int, default=300)
    parser.add_argument("--repeats", type=int, default=5, help="first-step times: processes of each kind")
    parser.add_argument("--only", choices=["mlp", "lenet"])
    parser.add_argument("--mindspore", help="a Python that has the real MindSpore")
    parser.add_argument("--plot", metavar="FILE", help="draw the minima into this file (needs matplotlib)")
    parser.add_argument("--first", nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--real", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.first:
        kind, name = options.first
        step = make_step(kind, name)
        start = time.perf_counter()
        wait(step())
        print(time.perf_counter() - start)
        return
    if options.real:
        print(json.dumps(timed(mindspore_step(options.real), options.steps + 5)[5:]))
        return

    import msgrad

    table = {}
    for name in [options.only] if options.only else ["mlp", "lenet"]:
        steps = {kind: make_step(kind, name) for kind in ("msgrad", "jax")}
        times = {kind: [] for kind in steps}
        for step in steps.values():
            timed(step, 5)
        counts = msgrad.profile()
        counts.reset()
        for _ in range(options.steps // 10):  # in turns
            for kind, step in steps.items():
                times[kind] += timed(step, 10)
        row = {
            f"{kind}_{what}_ms": 1000 * f(t)
            for kind, t in times.items()
            for what, f in (("min", min), ("median", statistics.median))
        }
        row["ratio_min"] = row["msgrad_min_ms"] / row["jax_min_ms"]
        row["ratio_median"] = row["msgrad_median_ms"] / row["jax_median_ms"]
        row["operators_per_step"] = counts.operators_recorded / len(times["msgrad"])
        row["programs_compiled_after_warm_up"] = counts.programs_compiled
        firsts = {"msgrad": [], "jax": []}
        for _ in range(options.repeats):
            for kind, found in firsts.items():
                found.append(first_step(kind, name))
        for kind, found in firsts.items():
            row[f"{kind}_first_s"] = min(found)
        row["ratio_first"] = row["msgrad_first_s"] / row["jax_first_s"]
        if options.mindspore:
            command = [options.mindspore, __file__, "--real", name, "--steps", str(options.steps // 4)]
            environment = dict(os.environ, ONEDNN_MAX_CPU_ISA="AVX2")
            out = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
            real = json.loads(out.stdout.splitlines()[-1])
            row["mindspore_min_ms"], row["mindspore_median_ms"] = 1000 * min(real), 1000 * statistics.median(real)
        table[name] = row
    table["recording_us_per_operator"] = recording_cost("mlp")
    for name, row in table.items():
        if isinstance(row, dict):
            print(name)
            for key, value in row.items():
                print(f"  {key:36s}{value:10.3f}")
        else:
            print(f"{name:38s}{row:10.3f}")
    (HERE / "results.json").write_text(json.dumps(table, indent=1) + "\n")
    if options.plot:
        plot({name: row for name, row in table.items() if isinstance(row, dict)}, options.plot)


if __name__ == "__main__":
    main()
