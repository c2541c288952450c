"""What exact random numbers cost: msgrad's draws beside `jax.random`'s, in turns in one process.

    python benchmarks/draws.py [--size N] [--turns N]

The fastest of many turns, in milliseconds, and the ratio to the JAX function that stands beside it, compiled by itself.
"""

import argparse
import time

import jax
import jax.numpy as jnp
import numpy as np

import msgrad
from msgrad import Tensor, nn, ops


def contenders(size):
    """Name -> (what it is compared with, a call that ends when the numbers are there)."""
    x = Tensor(np.ones(size), msgrad.float32)
    key, layer = jax.random.key(0), nn.Dropout(p=0.5).set_train()
    dropout = lambda x: ops.dropout(x, 0.5)  # noqa: E731
    jitted = {"nn.Dropout": msgrad.jit(lambda x: layer(x)), "ops.dropout": msgrad.jit(dropout)}
    bernoulli = jax.jit(lambda key: jax.random.bernoulli(key, 0.5, (size,)))
    normal = jax.jit(lambda key: jax.random.normal(key, (size,), jnp.float32))
    uniform = jax.jit(lambda key: jax.random.uniform(key, (size,), jnp.float32))

    def cheap(draw):
        msgrad.exact_draws(False)
        try:
            wait(draw(size))
        finally:
            msgrad.exact_draws()

    wait = lambda tensor: tensor.jax().block_until_ready()  # noqa: E731
    return {
        "jax.random.bernoulli": (None, lambda: bernoulli(key).block_until_ready()),
        "nn.Dropout": ("jax.random.bernoulli", lambda: wait(layer(x))),
        "nn.Dropout, jitted": ("jax.random.bernoulli", lambda: wait(jitted["nn.Dropout"](x))),
        "ops.dropout": ("jax.random.bernoulli", lambda: wait(dropout(x))),
        "ops.dropout, jitted": ("jax.random.bernoulli", lambda: wait(jitted["ops.dropout"](x))),
        "jax.random.normal": (None, lambda: normal(key).block_until_ready()),
        "ops.randn": ("jax.random.normal", lambda: wait(ops.randn(size))),
        "ops.randn, not exact": ("jax.random.normal", lambda: cheap(ops.randn)),
        "jax.random.uniform": (None, lambda: uniform(key).block_until_ready()),
        "ops.rand": ("jax.random.uniform", lambda: wait(ops.rand(size))),
        "ops.rand, not exact": ("jax.random.uniform", lambda: cheap(ops.rand)),
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--turns", type=int, default=60)
    options = parser.parse_args()
    msgrad.set_seed(1)
    calls = contenders(options.size)
    best = dict.fromkeys(calls, float("inf"))
    for turn in range(options.turns + 3):
        for name, (_, call) in calls.items():
            start = time.perf_counter()
            call()
            if turn >= 3:  # the first ones compile
                best[name] = min(best[name], time.perf_counter() - start)
    for name, (other, _) in calls.items():
        ratio = f"  {best[name] / best[other]:.2f}" if other else ""
        print(f"{name:22s}{1e3 * best[name]:8.2f}{ratio}")


if __name__ == "__main__":
    main()
