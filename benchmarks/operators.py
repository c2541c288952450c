"""Operators whose formulation is our own, forward and backward, against plain `lax` in the same process.

    python benchmarks/operators.py                        # a table, and benchmarks/operators.json
    python benchmarks/operators.py --only depthwise pool

Each is compiled by itself: the forward pass, the gradient for the input, and that for the filters where there are any.
The two formulations run in turns; the table has the minimum of many, in milliseconds, and the ratio plain / ours.
"""

from __future__ import annotations

import argparse
import functools
import json
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent)]

import jax  # noqa: E402
import jax.numpy as jnp  # noqa: E402
import numpy as np  # noqa: E402
from jax import lax  # noqa: E402

from msgrad.ops.function import conv_kernels, pooling  # noqa: E402

BATCH = 32
CONVOLUTIONS = {
    # name: channels in, out, size of the image, window, stride, groups
    "convolution 3x3, 3 to 64, 32x32": (3, 64, 32, 3, 1, 1),
    "convolution 3x3, 64 to 64, 32x32": (64, 64, 32, 3, 1, 1),
    "convolution 3x3, 64 to 128, 32x32, stride 2": (64, 128, 32, 3, 2, 1),
    "convolution 3x3, 128 to 128, 16x16": (128, 128, 16, 3, 1, 1),
    "convolution 3x3, 256 to 256, 8x8": (256, 256, 8, 3, 1, 1),
    "convolution 3x3, 512 to 512, 4x4": (512, 512, 4, 3, 1, 1),
    "convolution 1x1, 64 to 128, 32x32, stride 2": (64, 128, 32, 1, 2, 1),
    "pointwise 1x1, 128 to 128, 16x16": (128, 128, 16, 1, 1, 1),
    "depthwise 3x3, 32, 32x32": (32, 32, 32, 3, 1, 32),
    "depthwise 3x3, 64, 32x32, stride 2": (64, 64, 32, 3, 2, 64),
    "depthwise 3x3, 128, 16x16": (128, 128, 16, 3, 1, 128),
    "depthwise 3x3, 256, 8x8": (256, 256, 8, 3, 1, 256),
    "grouped 3x3, 64, 16x16, 4 groups": (64, 64, 16, 3, 1, 4),
}
POOLS = {
    # name: channels, size of the image, window, stride
    "max pool 2x2, 64, 32x32": (64, 32, 2, 2),
    "max pool 3x3, 64, 32x32, stride 2": (64, 32, 3, 2),
    "average pool 2x2, 64, 32x32": (64, 32, 2, 2),
}


def normal(*shape):
    return jnp.asarray(np.random.default_rng(0).standard_normal(shape).astype(np.float32))


def convolution(channels, filters, size, window, stride, groups):
    how = {
        "stride": (stride, stride),
        "pads": ((window // 2, window // 2),) * 2,
        "dilation": (1, 1),
        "groups": groups,
    }
    arrays = normal(BATCH, channels, size, size), normal(filters, channels // groups, window, window)
    ours = functools.partial(conv_kernels.convolve, **how)
    return ours, functools.partial(conv_kernels.convolve_plainly, **how), arrays


def pool(name, channels, size, window, stride):
    window, stride = (window, window), (stride, stride)
    combine = pooling._larger if name.startswith("max") else pooling._added
    start, reducer = (-jnp.inf, lax.max) if name.startswith("max") else (0.0, lax.add)

    def ours(x):
        return pooling._reduce_windows((x,), window, stride, (1, 1), combine)[0]

    def plain(x):
        return lax.reduce_window(x, start, reducer, (1, 1, *window), (1, 1, *stride), "VALID")

    return ours, plain, (normal(BATCH, channels, size, size),)


def passes(fn, arrays):
    """The passes as compiled functions without arguments, by name."""
    out = jax.jit(fn)(*arrays)
    found = {"forward": functools.partial(jax.jit(fn), *arrays)}
    for k, kind in enumerate(("input", "filters")[: len(arrays)]):

        def gradient(ct, *arrays, k=k):
            return jax.vjp(lambda a: fn(*arrays[:k], a, *arrays[k + 1 :]), arrays[k])[1](ct)[0]

        found[kind] = functools.partial(jax.jit(gradient), out, *arrays)
    return found


def milliseconds(first, second, seconds):
    """The least time of both functions, in turns."""
    best = [float("inf")] * 2
    for fn in (first, second):
        jax.block_until_ready(fn())
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        for i, fn in enumerate((first, second)):
            start = time.perf_counter()
            jax.block_until_ready(fn())
            best[i] = min(best[i], 1000 * (time.perf_counter() - start))
    return best


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", metavar="WORD", help="operators whose name has one of these words")
    parser.add_argument("--seconds", type=float, default=1.0, help="for each pass")
    parser.add_argument("--json", default=str(HERE / "operators.json"), metavar="FILE")
    options = parser.parse_args()
    results = {}
    print("| | " + " | ".join(f"{kind}: lax | ours | ratio" for kind in ("forward", "input", "filters")) + " |")
    print("|---|" + "---:|" * 9)
    for name in (*CONVOLUTIONS, *POOLS):
        if options.only and not any(word in name for word in options.only):
            continue
        made = convolution(*CONVOLUTIONS[name]) if name in CONVOLUTIONS else pool(name, *POOLS[name])
        ours, plain = (passes(fn, made[2]) for fn in made[:2])
        results[name] = row = {}
        for kind, fn in ours.items():
            mine, theirs = milliseconds(fn, plain[kind], options.seconds)
            row[kind] = {"lax_ms": theirs, "ours_ms": mine, "ratio": theirs / mine}
        cells = [f"{r['lax_ms']:.2f} | {r['ours_ms']:.2f} | {r['ratio']:.2f}" for r in row.values()]
        print(f"| {name} | " + " | ".join(cells) + " |", flush=True)
    Path(options.json).write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    main()
