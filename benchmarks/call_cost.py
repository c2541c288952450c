"""What one call of a jitted step costs beside its arithmetic: many small parameters, against a plain `jax.jit` call."""

from __future__ import annotations

import time

import numpy as np

PARAMETERS, SIZE, RATE = 400, 16, 0.01


def _jax_step():
    import jax
    import jax.numpy as jnp

    def loss_fn(weights, x):
        return sum(jnp.sum(w * x) for w in weights)

    def update(weights, x):
        loss, grads = jax.value_and_grad(loss_fn)(weights, x)
        return loss, [w - RATE * g for w, g in zip(weights, grads, strict=True)]

    compiled = jax.jit(update, donate_argnums=0)
    held = [[jnp.ones(SIZE) for _ in range(PARAMETERS)]]
    x = jnp.ones(SIZE)

    def step():
        loss, held[0] = compiled(held[0], x)
        return loss

    return step


def _msgrad_step():
    import msgrad

    msgrad.install()
    import mindspore as ms
    from mindspore import Parameter, Tensor, nn

    class Net(nn.Cell):
        def __init__(self):
            super().__init__()
            self.weights = ms.ParameterTuple(
                [Parameter(Tensor(np.ones(SIZE, np.float32)), name=f"w{i}") for i in range(PARAMETERS)]
            )

        def construct(self, x):
            total = 0
            for w in self.weights:
                total = total + (w * x).sum()
            return total

    net = Net()
    optimizer = nn.SGD(net.trainable_params(), RATE)
    grad_fn = ms.value_and_grad(net, None, optimizer.parameters)

    @ms.jit
    def train_step(x):
        loss, grads = grad_fn(x)
        optimizer(grads)
        return loss

    x = Tensor(np.ones(SIZE, np.float32))
    return lambda: train_step(x)


def measure(rounds=40, calls=20):
    from contenders import number

    steps = {"msgrad_jit_us": _msgrad_step(), "jax_us": _jax_step()}
    best = dict.fromkeys(steps, float("inf"))
    for step in steps.values():
        for _ in range(5):
            number(step())
    for _ in range(rounds):
        for kind, step in steps.items():
            for _ in range(calls):
                start = time.perf_counter()
                number(step())
                best[kind] = min(best[kind], 1e6 * (time.perf_counter() - start))
    return {"parameters": PARAMETERS, **best, "ratio": best["msgrad_jit_us"] / best["jax_us"]}
