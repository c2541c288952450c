"""Uniform, integer and normal arrays and permutations drawn on the host, as GNU's C++ standard library draws them.

Each function starts a generator of its own from a seed, or goes on with a `Running` one: mt19937 (whose states numpy's
`RandomState` has), or minstd_rand0. The arithmetic is that of libstdc++ and of glibc's `logf`, so the numbers are the
same to the bit.
"""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Iterator

import numpy as np

from msgrad.engine import random
from msgrad.engine.random import minstd_start, minstd_states

_LARGEST_WORD = 0xFFFFFFFF
_LARGEST_MINSTD = 2**31 - 3  # minstd_rand0 gives 1 .. 2**31 - 2; this counts from 0
_BELOW_ONE = np.nextafter(np.float32(1), np.float32(0))


class Running:
    """A generator, started from a seed, that runs on from draw to draw."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    @functools.cached_property
    def mt19937(self) -> np.random.RandomState:
        return np.random.RandomState(self.seed & _LARGEST_WORD)

    @functools.cached_property
    def minstd(self) -> Minstd:
        return Minstd(self.seed)


class Minstd:
    """minstd_rand0 with the state that it is in."""

    def __init__(self, seed: int) -> None:
        self.state = minstd_start(seed)

    def advance(self, n: int) -> int:
        """The state before n more draws."""
        before, self.state = self.state, random.minstd_jump(self.state, n)
        return before

    def draw(self, n: int) -> np.ndarray:
        """The next n states."""
        return minstd_states(self.advance(n), n)

    @functools.cached_property
    def words(self) -> Iterator[int]:
        """One state after the other, counted from 0."""
        return (state - 1 for _ in itertools.count() for state in self.draw(1024).tolist())


def running(seed: int | Running) -> Running:
    """A generator that was started from a seed, or runs on."""
    return seed if isinstance(seed, Running) else Running(seed)


def mt19937_uniform(seed: int | Running, n: int) -> np.ndarray:
    """n float32 numbers in [0, 1]: numbers of 53 bits, made of two words each, rounded to float32.

    >>> mt19937_uniform(5489, 2)
    array([0.135477  , 0.83500856], dtype=float32)
    """
    return random.mt19937_uniform(running(seed).mt19937, (n,)).astype(np.float32)


def mt19937_integers(seed: int | Running, n: int, low: int, high: int) -> np.ndarray:
    """n int64 numbers from low to high, both included, with high - low below 2**32 - 1.

    A word is divided by the largest factor that gives numbers in range; words beyond the last whole piece are
    rejected.
    """
    size = high - low + 1
    scale = _LARGEST_WORD // size
    generator = running(seed).mt19937
    words = np.empty(0, np.uint32)
    while len(words) < n:
        more = np.frombuffer(generator.bytes(4 * (n - len(words))), "<u4")
        words = np.concatenate([words, more[more < scale * size]])
    return low + (words // scale).astype(np.int64)


def mt19937_permutation(seed: int, n: int) -> np.ndarray:
    """The numbers 0 .. n - 1 in the order that `std::shuffle` leaves them in, as int64."""
    generator = np.random.RandomState(seed & _LARGEST_WORD)
    words = (word for _ in itertools.count() for word in np.frombuffer(generator.bytes(4096), "<u4").tolist())
    return _permutation(words, _LARGEST_WORD, n)


def minstd_permutation(seed: int | Running, n: int) -> np.ndarray:
    """The numbers 0 .. n - 1 in the order that `std::shuffle` with minstd_rand0 leaves them in, as int64.

    >>> minstd_permutation(42, 0)
    array([], dtype=int64)
    """
    return _permutation(running(seed).minstd.words, _LARGEST_MINSTD, n)


def _permutation(words: Iterator[int], largest: int, n: int) -> np.ndarray:
    """A shuffle with words of 0 .. largest. While n**2 fits a word, one draw gives two positions."""
    order = list(range(n))

    def below(size: int) -> int:
        scale = largest // size
        return next(word for word in words if word < scale * size) // scale

    def swap(i: int, j: int) -> None:
        order[i], order[j] = order[j], order[i]

    if n < 2 or largest // n < n:
        for i in range(1, n):
            swap(i, below(i + 1))
    else:
        if n % 2 == 0:
            swap(1, below(2))
        for i in range(2 - n % 2, n, 2):
            first, second = divmod(below((i + 1) * (i + 2)), i + 2)
            swap(i, first)
            swap(i + 1, second)
    return np.array(order, np.int64)


def minstd_uniform(seed: int | Running, n: int) -> np.ndarray:
    """n float32 numbers in [0, 1) of minstd_rand0, one draw each."""
    return _canonical(running(seed).minstd.draw(n))


def _canonical(states: np.ndarray) -> np.ndarray:
    return np.minimum((states - 1).astype(np.float32) * np.float32(2.0**-31), _BELOW_ONE)


def minstd_double(seed: int | Running, n: int) -> np.ndarray:
    """n float64 numbers in [0, 1) of 53 bits, made of two draws each.

    >>> minstd_double(1, 2).round(4)
    array([0.1315, 0.4587])
    """
    return _canonical_double(running(seed).minstd.draw(2 * n))


def _canonical_double(states: np.ndarray) -> np.ndarray:
    words, size = (states - np.uint64(1)).astype(np.float64), float(_LARGEST_MINSTD + 1)
    return np.minimum((words[0::2] + words[1::2] * size) / (size * size), np.nextafter(1.0, 0.0))


def minstd_below(seed: int | Running, size: int) -> Iterator[int]:
    """One number of 0 .. size - 1 after the other, with size of at most 2**31 - 2.

    >>> list(itertools.islice(minstd_below(1, 10), 5))
    [0, 1, 7, 4, 5]
    """
    scale = _LARGEST_MINSTD // size
    return (word // scale for word in running(seed).minstd.words if word < scale * size)


def minstd_truncated_normal(seed: int | Running, n: int, bound: float) -> np.ndarray:
    """n standard normal float64 numbers by the polar method, the second of each pair first, without those beyond
    ``bound``. Of a pair that is not used up the rest is lost.
    """
    generator, found = running(seed).minstd, np.empty(0)
    while len(found) < n:
        count = n - len(found) + 16
        x, y = (2 * u - 1 for u in _canonical_double(minstd_states(generator.state, 4 * count)).reshape(-1, 2).T)
        square = x * x + y * y
        inside = np.flatnonzero((square <= 1) & (square != 0))
        scale = np.sqrt(-2 * np.array([math.log(s) for s in square[inside]]) / square[inside])
        normal = np.stack([y[inside] * scale, x[inside] * scale], axis=1).reshape(-1)
        good = np.flatnonzero(np.abs(normal) < bound)[: n - len(found)]
        found = np.concatenate([found, normal[good]])
        pairs = int(inside[good[-1] // 2]) + 1 if len(found) == n and n else count
        generator.advance(4 * pairs)
    return found


def minstd_bernoulli(seed: int | Running, n: int, p: float) -> np.ndarray:
    """n bools, each true with probability p: of numbers of 53 bits, made of two draws each.

    >>> minstd_bernoulli(1, 5, 0.5).tolist()
    [True, True, True, False, False]
    """
    return minstd_double(seed, n) < p


def minstd_laplace(seed: int | Running, n: int) -> np.ndarray:
    """n float32 numbers of the Laplace distribution of mean 0 and scale 1, by the inverse of its distribution.

    >>> minstd_laplace(42, 0)
    array([], dtype=float32)
    """
    lowest = np.nextafter(np.float32(-0.5), np.float32(0))  # keeps the logarithm finite
    centred = minstd_uniform(seed, n) * (np.float32(0.5) - lowest) + lowest
    size = -_logf(np.float32(1) - np.float32(2) * np.abs(centred))
    return np.copysign(size, centred)


def minstd_normal(seed: int | Running, n: int) -> np.ndarray:
    """n standard normal float32 numbers by Marsaglia's polar method (1964), the second of each pair first.

    Of an odd number, the second of the last pair is lost.
    """
    generator, pairs = running(seed).minstd, (n + 1) // 2
    # pi / 4 of the points fall into the circle
    count = pairs + pairs // 2 + 64
    while True:
        uniform = _canonical(minstd_states(generator.state, 2 * count))
        x, y = (np.float32(2) * u - np.float32(1) for u in (uniform[0::2], uniform[1::2]))
        square = x * x + y * y
        inside = np.flatnonzero((square <= 1) & (square != 0))[:pairs]
        if len(inside) == pairs:
            break
        count *= 2
    generator.advance(2 * (int(inside[-1]) + 1) if pairs else 0)
    x, y, square = x[inside], y[inside], square[inside]
    scale = np.sqrt(np.float32(-2) * _logf(square) / square)
    return np.stack([y * scale, x * scale], axis=1).reshape(-1)[:n]


# Arm's single precision logarithm (Optimized Routines, 2017), which glibc uses: x = 2**k z with z near 1; log z is
# log c, of the middle c of one of 16 intervals, plus a polynomial in r = z / c - 1. As (1 / c, log c):
_LOG_TABLE = """
1.661ec79f8f3bep+0 -1.57bf7808caadep-2  1.571ed4aaf883dp+0 -1.2bef0a7c06ddbp-2
1.49539f0f010bp+0  -1.01eae7f513a67p-2  1.3c995b0b80385p+0 -1.b31d8a68224e9p-3
1.30d190c8864a5p+0 -1.6574f0ac07758p-3  1.25e227b0b8eap+0  -1.1aa2bc79c81p-3
1.1bb4a4a1a343fp+0 -1.a4e76ce8c0e5ep-4  1.12358f08ae5bap+0 -1.1973c5a611cccp-4
1.0953f419900a7p+0 -1.252f438e10c1ep-5  1p+0               0p+0
1.e608cfd9a47acp-1 1.aa5aa5df25984p-5   1.ca4b31f026aap-1  1.c5e53aa362eb4p-4
1.b2036576afce6p-1 1.526e57720db08p-3   1.9c2d163a1aa2dp-1 1.bc2860d22477p-3
1.886e6037841edp-1 1.1058bc8a07ee1p-2   1.767dcf5534862p-1 1.4043057b6ee09p-2
"""
_INVERSE, _LOG = np.array([float.fromhex(x) for x in _LOG_TABLE.split()]).reshape(16, 2).T
_CUBIC = tuple(map(float.fromhex, ("-0x1.00ea348b88334p-2", "0x1.5575b0be00b6ap-2", "-0x1.ffffef20a4123p-2")))


def _logf(x: np.ndarray) -> np.ndarray:
    """The natural logarithm of positive, normal float32 numbers, to the bit."""
    bits = x.view(np.uint32)
    offset = bits - np.uint32(0x3F330000)
    interval, k = offset >> 19 & 15, offset.view(np.int32) >> 23
    r = (bits - (offset & np.uint32(0xFF800000))).view(np.float32) * _INVERSE[interval] - 1
    a, b, c = _CUBIC
    square = r * r
    return ((a * square + (b * r + c)) * square + (_LOG[interval] + k * math.log(2) + r)).astype(np.float32)
