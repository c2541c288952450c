"""Each contender as a function that makes, of a workload, one that runs a training step and returns the loss.

A step is forward, backward and optimizer. All start from the same parameters, on the same batch.
"""

from __future__ import annotations

import os

import numpy as np
import workloads

MOMENTUM, BETAS, EPS = 0.9, (0.9, 0.999), 1e-8


# ---- MindSpore code: runs on msgrad, and on MindSpore itself --------------------------------------------------------
def _mindspore(workload, jitted):
    import mindspore as ms
    from mindspore import Tensor, nn

    net = workload.mindspore_net()
    net.set_train()
    for parameter, array in zip(net.trainable_params(), workloads.initial(workload), strict=True):
        if tuple(parameter.shape) != array.shape:
            raise ValueError(f"parameter {parameter.name} has shape {parameter.shape}, expected {array.shape}")
        parameter.set_data(Tensor(array))
    loss_fn = nn.CrossEntropyLoss()
    if workload.OPTIMIZER == "adam":
        optimizer = nn.Adam(net.trainable_params(), workload.RATE, eps=EPS)
    else:
        optimizer = nn.Momentum(net.trainable_params(), workload.RATE, MOMENTUM)

    def forward(x, y):
        return loss_fn(net(x), y)

    grad_fn = ms.value_and_grad(forward, None, optimizer.parameters)

    def train_step(x, y):
        loss, grads = grad_fn(x, y)
        optimizer(grads)
        return loss

    if jitted:
        train_step = ms.jit(train_step)
    x, y = (Tensor(a) for a in workload.data())
    return lambda: train_step(x, y)


def _msgrad(workload, jitted):
    import msgrad

    msgrad.install()
    return _mindspore(workload, jitted)


# ---- the others ------------------------------------------------------------------------------------------------------
def _jax(workload, _):
    import jax
    import jax.numpy as jnp

    def loss_fn(weights, state, x, y):
        logits, state = workload.jax_forward(weights, state, x)
        log_p = jax.nn.log_softmax(logits)
        return -jnp.mean(jnp.take_along_axis(log_p, y[:, None], 1)), state

    def momentum(weights, grads, slots):
        slots = jax.tree.map(lambda m, g: MOMENTUM * m + g, slots, grads)
        return jax.tree.map(lambda w, m: w - workload.RATE * m, weights, slots), slots

    def adam(weights, grads, slots):
        first, second, count = slots
        count = count + 1
        first = jax.tree.map(lambda m, g: BETAS[0] * m + (1 - BETAS[0]) * g, first, grads)
        second = jax.tree.map(lambda v, g: BETAS[1] * v + (1 - BETAS[1]) * g * g, second, grads)
        rate = workload.RATE * jnp.sqrt(1 - BETAS[1] ** count) / (1 - BETAS[0] ** count)
        weights = jax.tree.map(lambda w, m, v: w - rate * m / (jnp.sqrt(v) + EPS), weights, first, second)
        return weights, (first, second, count)

    def update(weights, state, slots, x, y):
        (loss, state), grads = jax.value_and_grad(loss_fn, has_aux=True)(weights, state, x, y)
        weights, slots = (adam if workload.OPTIMIZER == "adam" else momentum)(weights, grads, slots)
        return loss, weights, state, slots

    compiled = jax.jit(update, donate_argnums=(0, 1, 2))
    weights = [jnp.array(a) for a in workload.jax_weights(workloads.initial(workload))]
    state = jax.tree.map(jnp.array, workload.jax_state())
    slots = [jnp.zeros_like(w) for w in weights]
    if workload.OPTIMIZER == "adam":
        slots = (slots, [jnp.zeros_like(w) for w in weights], jnp.zeros((), jnp.float32))
    x, y = workload.data()
    x, y = jnp.array(workload.jax_input(x)), jnp.array(y)
    held = [weights, state, slots]

    def step():
        loss, *held[:] = compiled(*held, x, y)
        return loss

    return step


def _flax(workload, _):
    import jax.numpy as jnp
    import optax
    from flax import nnx

    arrays = iter(workloads.initial(workload))
    net = workload.flax_net(lambda: next(arrays))
    transform = (
        optax.adam(workload.RATE, *BETAS, EPS) if workload.OPTIMIZER == "adam" else optax.sgd(workload.RATE, MOMENTUM)
    )
    optimizer = nnx.Optimizer(net, transform, wrt=nnx.Param)

    @nnx.jit
    def train_step(net, optimizer, x, y):
        def loss_fn(net):
            return optax.softmax_cross_entropy_with_integer_labels(net(x), y).mean()

        loss, grads = nnx.value_and_grad(loss_fn)(net)
        optimizer.update(net, grads)
        return loss

    x, y = workload.data()
    x, y = jnp.array(workload.jax_input(x)), jnp.array(y)
    return lambda: train_step(net, optimizer, x, y)


def _torch(workload, _):
    import torch

    net = workload.torch_net()
    net.train()
    with torch.no_grad():
        for parameter, array in zip(net.parameters(), workloads.initial(workload), strict=True):
            parameter.copy_(torch.from_numpy(array))
    if workload.OPTIMIZER == "adam":
        optimizer = torch.optim.Adam(net.parameters(), workload.RATE, BETAS, EPS)
    else:
        optimizer = torch.optim.SGD(net.parameters(), workload.RATE, MOMENTUM)
    loss_fn = torch.nn.CrossEntropyLoss()
    x, y = (torch.from_numpy(a) for a in workload.data())
    y = y.long()

    def step():
        optimizer.zero_grad()
        loss = loss_fn(net(x), y)
        loss.backward()
        optimizer.step()
        return loss

    return step


CONTENDERS = {
    # name: (label, what must be importable, how a step is made, jitted)
    "msgrad": ("msgrad, un-jitted", "msgrad", _msgrad, False),
    "msgrad-jit": ("msgrad, jit", "msgrad", _msgrad, True),
    "jax": ("hand-written jax.jit", "jax", _jax, True),
    "flax": ("flax nnx.jit", "flax", _flax, True),
    "torch": ("PyTorch eager", "torch", _torch, False),
    "mindspore": ("MindSpore, PyNative", "mindspore", _mindspore, False),
    "mindspore-jit": ("MindSpore, jit", "mindspore", _mindspore, True),
}


def step_of(contender, workload):
    _, _, make, jitted = CONTENDERS[contender]
    return make(workload, jitted)


def number(loss):
    """Waits for a loss and gives it as a Python number."""
    if hasattr(loss, "asnumpy"):
        return float(loss.asnumpy())
    return float(loss.detach()) if hasattr(loss, "detach") else float(np.asarray(loss))


def environment():
    """For a contender's process: no compiled programs from earlier runs, and MindSpore's fast kernels."""
    return dict(
        os.environ, MSGRAD_COMPILATION_CACHE="off", JAX_ENABLE_COMPILATION_CACHE="false", ONEDNN_MAX_CPU_ISA="AVX2"
    )
