"""The global seed: `set_seed` and `get_seed`; and the choice between exact and cheap draws."""

import random
from collections.abc import Callable

import numpy as np

from msgrad._checkparam import check_bool, check_non_negative_int
from msgrad.engine import random as _random

__all__ = ["exact_draws", "get_seed", "set_seed"]

_followers: list[Callable[[int], None]] = []


def follow(follower: Callable[[int], None]) -> None:
    """Calls `follower` with every seed that is set from now on, and with the present one, if there is one."""
    _followers.append(follower)
    if get_seed() is not None:
        follower(get_seed())


def set_seed(seed):
    """Seed everything random: numpy's and Python's global generators, initial weights, random operators, data sets.

    The operators' counters start again, so the same calls after the same seed give the same numbers.

    Raises TypeError unless `seed` is an int, ValueError unless it is in [0, 2**32).

    >>> set_seed(1234)
    >>> get_seed()
    1234
    """
    check_non_negative_int(seed, "seed", "set_seed")
    np.random.seed(seed)  # refuses what is above 2**32 - 1
    random.seed(seed)
    _random.set_seed(seed)
    for follower in _followers:
        follower(seed)


def get_seed():
    """The seed that `set_seed` set last, None before."""
    return _random.get_seed()


def exact_draws(exact=True):
    """Choose what random operators (`ops.rand`, `randn`, `randint`, `laplace` and their relatives) draw: MindSpore's
    own numbers, as at first, which are made on the host one after the other; or, after ``exact_draws(False)``, others
    of the same distribution, by `jax.random` on the device. Both follow `set_seed`. Dropout, initial weights and data
    sets are exact always: that costs nothing.

    A function under `jit` keeps what was chosen when it was recorded. Raises TypeError unless `exact` is a bool.

    >>> exact_draws(False)
    >>> exact_draws()
    """
    check_bool(exact, "exact", "exact_draws")
    _random.set_exact(exact)
