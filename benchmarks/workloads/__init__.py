"""The nets that are measured, each written once for every contender.

A workload is a module with

- ``TITLE``, ``OPTIMIZER`` ("momentum" or "adam"), ``RATE``,
- ``data()``: a batch (inputs, labels) of numpy arrays,
- ``SHAPES``: the trainable parameters in the order in which MindSpore and PyTorch define them,
- ``mindspore_net()``, ``torch_net()``: the net in these frameworks' ordinary style,
- ``jax_weights(arrays)``, ``jax_state()`` and ``jax_forward(weights, state, x) -> (logits, state)``: by hand,
- ``jax_input(x)``: how the batch is laid out for JAX (channels last, where there are images),
- ``flax_net(take)``: a flax nnx module; ``take()`` gives the next parameter in the order of ``SHAPES``.

Nothing but numpy is imported by importing them.
"""

from __future__ import annotations

import importlib

import numpy as np

NAMES = ["mlp", "lenet", "resnet18", "mobilenet", "lstm", "transformer"]


def load(name):
    return importlib.import_module(f"workloads.{name}")


def initial(workload):
    """The initial parameters, the same for all: uniform weights by fan-in, zero biases, scales of one."""
    rng = np.random.default_rng(1)
    arrays = []
    for kind, shape in workload.SHAPES:
        if kind == "one":
            array = np.ones(shape)
        elif kind == "zero":
            array = np.zeros(shape)
        elif kind == "table":
            array = 0.1 * rng.standard_normal(shape)
        else:
            bound = 1 / np.sqrt(np.prod(shape[1:]))
            array = rng.uniform(-bound, bound, shape)
        arrays.append(array.astype(np.float32))
    return arrays


def images(batch, channels, size):
    rng = np.random.default_rng(0)
    x = rng.standard_normal((batch, channels, size, size)).astype(np.float32)
    return x, rng.integers(0, 10, batch).astype(np.int32)


def tokens(batch, length, vocabulary):
    rng = np.random.default_rng(0)
    return (
        rng.integers(0, vocabulary, (batch, length)).astype(np.int32),
        rng.integers(0, 10, batch).astype(np.int32),
    )
