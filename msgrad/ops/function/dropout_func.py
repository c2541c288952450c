"""Dropout. The numbers drawn are those of MindSpore's CPU kernels, bit for bit.

A generator belongs to a kernel: to a call of `dropout`, to all calls of a layer on one shape, to each call in a jitted
function. `dropout1d` and its relatives share one between all calls on one shape, which no seed touches: it starts from
the same state in every process, and here once more after `set_seed`.
"""

from __future__ import annotations

import math

import jax
import jax.numpy as jnp
import numpy as np

from msgrad._checkparam import check_bool, check_type, float_tensors
from msgrad.engine import host_draws, random
from msgrad.engine.ambient import ambient
from msgrad.engine.capture import Capture
from msgrad.engine.handle import wrap
from msgrad.engine.operator import leaf_of_jax, operator
from msgrad.engine.recorder import drawn
from msgrad.ops.function._arguments import check_array

__all__ = [
    "dropout", "dropout1d", "dropout2d", "dropout3d",
]  # fmt: skip


def _apply(x, keep, mask):
    wide = jnp.promote_types(x.dtype, np.float32)  # as MindSpore: half precision rounds once
    scaled = x.astype(wide) / jnp.asarray(keep, wide)
    return jnp.where(mask, scaled.astype(x.dtype), jnp.zeros_like(x))


def _number_of_seeds_first(who):
    floats = float_tensors(who)

    def promote(kinds):
        """Floating Tensors, beside the state of a generator."""
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


@operator("x", "mask", promote=_number_of_seeds_first("dropout"), name="dropout_channels")
def _dropout_channels(x, mask, keep):
    """Drops whole slices: the mask has an element for each index of the first axes."""
    return _apply(x, keep, mask.reshape(mask.shape + (1,) * (x.ndim - mask.ndim)))


def start_state(seed):
    """A kernel's 64-bit seed as the state that its generator starts from."""
    return np.asarray(random.minstd_start(seed), np.uint64)


def start(name, size, seed=0):
    """The state from which a call of a kernel draws ``size`` numbers: a new one un-jitted; under `jit` each call has a
    generator that runs on from run to run.
    """
    if random.is_traced():
        return random.start_state(name, seed)
    if ambient.recorder is None:
        return drawn(lambda: random.start_state(name, seed))
    return advancing(host_draws.Running(random.next_kernel_seed(name, seed)), size)


def advancing(generator, size):
    """The state from which a running generator draws ``size`` numbers, in each run of a recorded function."""
    return drawn(lambda: np.asarray(generator.minstd.advance(size), np.uint64))


class LayerDropout:
    """The generators of a layer: one for each shape and dtype, and one for each call in a jitted function. All start
    from the layer's seed.
    """

    __slots__ = ("_generators", "_seed")

    def __init__(self, seed):
        self._seed = seed
        self._generators = {}

    @staticmethod
    def is_state():
        """Whether the state has to be a Tensor's value: in pure functions, and in branches and loops on the device."""
        return random.is_traced() or isinstance(ambient.recorder, Capture)

    def __call__(self, x, keep):
        generator = host_draws.Running(self._seed)
        if ambient.recorder is None:
            generator = self._generators.setdefault((tuple(x.shape), x.dtype), generator)
        return _dropout(x, advancing(generator, x.size), keep)


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
    check_array(input)
    if not training:
        return input
    if not 0 <= p < 1:
        raise RuntimeError(f"For 'dropout', the 'p' must be in [0, 1), but got {p}.")
    if seed is not None:
        check_type(seed, int, "seed", "dropout")
    return _dropout(input, start("dropout", input.size, seed or 0), 1 - p)


def _dropout_whole(input, p, training, ranks, who):
    check_bool(training, "training", who)
    check_probability(p, who)
    if input.ndim not in ranks:
        expected = " or ".join(map(str, ranks))
        raise ValueError(f"For '{who}', the input must have {expected} dimensions, but got shape {tuple(input.shape)}.")
    if not training or p == 0:
        return input
    shape = tuple(input.shape[: 2 if input.ndim == max(ranks) else 1])
    return _dropout_channels(input, mask_of_channels(input, shape, 1 - p, who), 1 - p)


def mask_of_channels(x, shape, keep, who):
    """Which of the first indices of a Tensor are kept: bools of this shape."""
    key = random.draw_key()
    if key is not None:
        return wrap(leaf_of_jax(jax.random.bernoulli(key, keep, shape)))
    generator = host_draws.Running(1)
    if ambient.recorder is None:
        generator = random.keep((who, tuple(x.shape), x.dtype, keep), lambda: generator)
    return drawn(lambda: host_draws.minstd_bernoulli(generator, math.prod(shape), keep).reshape(shape))


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
