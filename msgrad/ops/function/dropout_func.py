"""Dropout. The numbers drawn are those of MindSpore's CPU kernels, bit for bit."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np

from msgrad._checkparam import check_bool, check_type, float_tensors
from msgrad.engine import random
from msgrad.engine.operator import operator
from msgrad.engine.recorder import drawn

__all__ = [
    "dropout", "dropout1d", "dropout2d", "dropout3d",
]  # fmt: skip


def _apply(x, keep, mask):
    return jnp.where(mask, x / jnp.asarray(keep, x.dtype), jnp.zeros_like(x))


def _number_of_seeds_first(who):
    floats = float_tensors(who)

    def promote(kinds):
        floats(kinds[:1])
        return kinds

    return promote


@operator("x", "state", promote=_number_of_seeds_first("dropout"), name="dropout")
def _dropout(x, state, keep):
    return _apply(x, keep, random.minstd_uniform(state, x.shape) < np.float32(keep))


@operator("x", "state", promote=_number_of_seeds_first("dropout"), name="dropout_step")
def dropout_step(x, state, keep):
    """Keeps each element with probability ``keep``, scaled by 1 / keep. Also gives the generator's next state.

    state: 0-d uint64, the state of minstd_rand0; it moves on by one draw an element.
    """
    mask = random.minstd_uniform(state, x.shape) < np.float32(keep)
    return _apply(x, keep, mask), random.minstd_advance(state, x.size)


@operator("x", "state", promote=_number_of_seeds_first("dropout"), name="dropout_channels")
def _dropout_channels(x, state, keep, lead):
    """Drops whole slices: one draw for each index of the first ``lead`` axes."""
    draws = random.minstd_uniform(state, x.shape[:lead]) < np.float32(keep)
    return _apply(x, keep, draws.reshape(draws.shape + (1,) * (x.ndim - lead)))


def start_state(seed):
    """A kernel's 64-bit seed as the state that its generator starts from."""
    return np.asarray(random.minstd_start(seed), np.uint64)


def _start(name, seed=0):
    """The state from which this call of a kernel draws: another one at each call, of a recorded function too."""
    return random.start_state(name, seed) if random.is_traced() else drawn(lambda: random.start_state(name, seed))


def check_probability(p, who):
    """TypeError unless ``p`` is a number, ValueError unless it is in [0, 1]."""
    check_type(p, (int, float), "p", who)
    if not 0 <= p <= 1:
        raise ValueError(f"For '{who}', the 'p' must be in [0, 1], but got {p}.")


def dropout(input, p=0.5, training=True, seed=None):
    """Sets each element to 0 with probability p and divides the others by 1 - p; the identity without ``training``.

    After `set_seed` the same calls drop the same elements; ``seed`` makes a stream of its own.
    Raises RuntimeError for p outside [0, 1), TypeError for whole numbers.

    >>> from msgrad import Tensor, ops
    >>> print(ops.dropout(Tensor([1.0, 2.0]), training=False))
    [1. 2.]
    """
    check_bool(training, "training", "dropout")
    check_type(p, (int, float), "p", "dropout")
    if not training:
        return input
    if not 0 <= p < 1:
        raise RuntimeError(f"For 'dropout', the 'p' must be in [0, 1), but got {p}.")
    if seed is not None:
        check_type(seed, int, "seed", "dropout")
    return _dropout(input, _start("dropout", seed or 0), 1 - p)


def _dropout_whole(input, p, training, ranks, who):
    check_bool(training, "training", who)
    check_probability(p, who)
    if input.ndim not in ranks:
        expected = " or ".join(map(str, ranks))
        raise ValueError(f"For '{who}', the input must have {expected} dimensions, but got shape {tuple(input.shape)}.")
    if not training or p == 0:
        return input
    state = _start(who)
    return _dropout_channels(input, state, 1 - p, 2 if input.ndim == max(ranks) else 1)


def dropout1d(input, p=0.5, training=True):
    """Drops whole channels of (N, C, L) or (C, L), each with probability p; the others are divided by 1 - p.

    >>> from msgrad import Tensor, ops
    >>> print(ops.dropout1d(Tensor([[1.0, 2.0]]), training=False))
    [[1. 2.]]
    """
    return _dropout_whole(input, p, training, (2, 3), "dropout1d")


def dropout2d(input, p=0.5, training=True):
    """Drops whole channels of (N, C, H, W), each with probability p; the others are divided by 1 - p.

    >>> from msgrad import Tensor, ops
    >>> print(ops.dropout2d(Tensor([[[[1.0, 2.0]]]]), training=False))
    [[[[1. 2.]]]]
    """
    return _dropout_whole(input, p, training, (4,), "dropout2d")


def dropout3d(input, p=0.5, training=True):
    """Drops whole channels of (N, C, D, H, W), each with probability p; the others are divided by 1 - p.

    >>> from msgrad import Tensor, ops
    >>> print(ops.dropout3d(Tensor([[[[[1.0, 2.0]]]]]), training=False))
    [[[[[1. 2.]]]]]
    """
    return _dropout_whole(input, p, training, (5,), "dropout3d")
