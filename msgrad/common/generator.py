"""Generators of random numbers as objects, and the default one: `manual_seed`, `get_rng_state` and their relatives.

What takes a ``generator`` draws from it, or without one from the default generator once that was seeded; until then,
and again after `set_seed`, from the streams that `set_seed` seeds.
"""

import contextlib
import secrets
import threading

import numpy as np

from msgrad.common.seed import follow
from msgrad.common.tensor import Tensor
from msgrad.engine import random

__all__ = [
    "Generator", "default_generator", "get_rng_state", "initial_seed", "manual_seed", "seed", "set_rng_state",
]  # fmt: skip


class Generator:
    """A seed, and an offset that moves on at every draw.

    >>> import msgrad
    >>> generator = msgrad.Generator().manual_seed(5)
    >>> state = generator.get_state()
    >>> first = Tensor([0.0, 0.0]).uniform_(generator=generator).tolist()
    >>> generator.set_state(state)
    >>> first == Tensor([0.0, 0.0]).uniform_(generator=generator).tolist()
    True
    """

    def __init__(self):
        self._lock = threading.Lock()
        self._seed = self._offset = 0
        self._in_charge = False  # of the default one: whether it was seeded after `set_seed` was called last

    def _set(self, seed, offset):
        with self._lock:
            self._seed, self._offset, self._in_charge = seed, offset, True
        return self

    def manual_seed(self, seed):
        """Start anew from an int, of which the low 64 bits count. Gives the generator. TypeError for others."""
        if not isinstance(seed, int):
            raise TypeError(f"For 'manual_seed', the 'seed' must be an int, but got {type(seed).__name__}.")
        return self._set(int(np.array(seed % 2**64, np.uint64).view(np.int64)), 0)

    def seed(self):
        """Start anew from a random seed, and give it."""
        self._set(secrets.randbits(32), 0)
        return self._seed

    def initial_seed(self):
        """The seed that the generator was started from, 0 at first."""
        return self._seed

    def get_state(self):
        """The state, a Tensor of 16 uint8: seed and offset, little-endian."""
        return Tensor(np.frombuffer(np.array([self._seed, self._offset], "<i8").tobytes(), np.uint8).copy())

    def set_state(self, state):
        """Set the state to one that `get_state` gave. RuntimeError for what cannot be one."""
        array = state.asnumpy() if isinstance(state, Tensor) else None
        if array is None or array.dtype != np.uint8 or array.shape != (16,):
            got = type(state).__name__ if array is None else f"{array.dtype} of shape {array.shape}"
            raise RuntimeError(f"For 'set_state', the 'state' must be a Tensor of 16 uint8, but got {got}.")
        seed, offset = np.frombuffer(array.tobytes(), "<i8").tolist()
        self._set(seed, offset)

    def _next_kernel_seed(self):
        with self._lock:
            self._offset += 1
            return random.mixed(self._seed % 2**64, self._offset)


default_generator = Generator()


def _leave_to_set_seed(_):
    default_generator._in_charge = False


follow(_leave_to_set_seed)


def drawing_from(generator, who):
    """A context: inside, random operators draw from a generator, or for None from the default one if it was seeded."""
    if generator is None:
        generator = default_generator if default_generator._in_charge else None
    elif not isinstance(generator, Generator):
        raise TypeError(f"For '{who}', the 'generator' must be a Generator, but got {type(generator).__name__}.")
    return contextlib.nullcontext() if generator is None else random.seeds_from(generator._next_kernel_seed)


def manual_seed(seed):
    """Start the default generator anew from an int, and give it.

    >>> import msgrad
    >>> msgrad.manual_seed(5).initial_seed()
    5
    >>> msgrad.set_seed(1)  # what has no generator draws from its streams again
    """
    return default_generator.manual_seed(seed)


def seed():
    """Start the default generator anew from a random seed, and give it."""
    return default_generator.seed()


def initial_seed():
    """The seed that the default generator was started from.

    >>> import msgrad
    >>> type(msgrad.initial_seed())
    <class 'int'>
    """
    return default_generator.initial_seed()


def get_rng_state():
    """The state of the default generator, a Tensor of 16 uint8.

    >>> import msgrad
    >>> msgrad.get_rng_state().shape
    (16,)
    """
    return default_generator.get_state()


def set_rng_state(state):
    """Set the state of the default generator to one that `get_rng_state` gave."""
    default_generator.set_state(state)
