"""The generator behind random transforms: C++'s `std::mt19937` and the distributions of its standard library.

A transform that draws from it gives the numbers that MindSpore's does for the same seed.
"""

from __future__ import annotations

import math
import os

import numpy as np

UNSEEDED = 5489  # what `config.get_seed` says before a seed is set

_BLOCK = 64
_F32 = np.float32


class Mt19937:
    """A stream of 32-bit words and what the distributions make of them.

    >>> stream = Mt19937(5489)
    >>> stream(), stream()
    (3499211612, 581869302)
    >>> Mt19937(1).uniform_int(0, 9)
    4
    """

    def __init__(self, seed: int):
        self._generator = np.random.MT19937()
        self._generator._legacy_seeding(seed & 0xFFFFFFFF)
        self._words: list[int] = []

    def __call__(self) -> int:
        """The next word."""
        if not self._words:
            self._words = self._generator.random_raw(_BLOCK)[::-1].tolist()
        return self._words.pop()

    def canonical_double(self) -> float:
        """A double in [0, 1), of two words."""
        low, high = self(), self()
        value = (low + high * 4294967296.0) / 18446744073709551616.0
        return value if value < 1 else math.nextafter(1.0, 0.0)

    def canonical_float(self) -> np.float32:
        """A float in [0, 1), of one word."""
        value = _F32(self()) / _F32(4294967296.0)
        return value if value < 1 else np.nextafter(_F32(1), _F32(0))

    def bernoulli(self, probability: float) -> bool:
        """True with the given probability."""
        return self.canonical_double() < probability

    def uniform_int(self, low: int, high: int) -> int:
        """A whole number in [low, high], both included."""
        size = high - low + 1
        if size == 1 << 32:
            return low + self()
        scaling = 0xFFFFFFFF // size
        end = size * scaling
        while (word := self()) >= end:
            pass
        return low + word // scaling

    def uniform_float(self, low: float, high: float) -> np.float32:
        """A float in [low, high)."""
        start, end = _F32(low), _F32(high)
        return self.canonical_float() * (end - start) + start

    def uniform_double(self, low: float, high: float) -> float:
        """A double in [low, high)."""
        return self.canonical_double() * (high - low) + low

    def shuffle(self, items: list) -> None:
        """`std::shuffle`, in place: two places from one word as long as that fits."""
        n = len(items)
        if n < 2:
            return
        i = 1
        if 0xFFFFFFFF // n >= n:
            if n % 2 == 0:
                j = self.uniform_int(0, 1)
                items[1], items[j] = items[j], items[1]
                i = 2
            for k in range(i, n, 2):
                first, second = divmod(self.uniform_int(0, (k + 1) * (k + 2) - 1), k + 2)
                items[k], items[first] = items[first], items[k]
                items[k + 1], items[second] = items[second], items[k + 1]
        else:
            for i in range(1, n):
                j = self.uniform_int(0, i)
                items[i], items[j] = items[j], items[i]

    def sample(self, population: int, count: int) -> list[int]:
        """`count` of the numbers below `population`, without repetition and in order: `std::sample`'s selection."""
        chosen, place, left = [], 0, population
        while count and left >= 2:  # two decisions from one word
            for draw in divmod(self.uniform_int(0, left * (left - 1) - 1), left - 1):
                left -= 1
                if draw < count:
                    chosen.append(place)
                    count -= 1
                place += 1
                if not count:
                    break
        if count:
            self.uniform_int(0, left - 1)  # the last one is drawn as well, though it is certain
            chosen.append(place)
        return chosen


class NormalDistribution:
    """`std::normal_distribution<float>`: Marsaglia's polar method, which makes two numbers at a time."""

    def __init__(self, mean: float, deviation: float):
        self._mean, self._deviation = _F32(mean), _F32(deviation)
        self._saved: np.float32 | None = None

    def __call__(self, stream: Mt19937) -> np.float32:
        if self._saved is not None:
            value, self._saved = self._saved, None
        else:
            while True:
                x = _F32(2) * stream.canonical_float() - _F32(1)
                y = _F32(2) * stream.canonical_float() - _F32(1)
                square = x * x + y * y
                if 0 < square <= 1:
                    break
            factor = np.sqrt(_F32(-2) * _F32(math.log(float(square))) / square)
            self._saved, value = x * factor, y * factor
        return value * self._deviation + self._mean


class GammaDistribution:
    """`std::gamma_distribution<float>` of scale 1: Marsaglia and Tsang's method."""

    def __init__(self, alpha: float):
        self._alpha = _F32(alpha)
        self._raised = self._alpha + _F32(1) if self._alpha < 1 else self._alpha
        self._normal = NormalDistribution(0.0, 1.0)

    def __call__(self, stream: Mt19937) -> np.float32:
        a = self._raised - _F32(1) / _F32(3)
        b = _F32(1) / np.sqrt(_F32(9) * a)
        while True:
            v = _F32(0)
            while v <= 0:
                n = self._normal(stream)
                v = _F32(1) + b * n
            v = v * v * v
            u = stream.canonical_float()
            if u <= 1 - 0.0331 * float(n) ** 4 or math.log(u) <= 0.5 * n * n + a * (1 - v + math.log(v)):
                break
        if self._alpha == self._raised:
            return a * v
        u = _F32(0)
        while u == 0:
            u = stream.canonical_float()
        return _F32(u ** (_F32(1) / self._alpha)) * a * v


def seed_in_use() -> int:
    """The seed that streams start from now: the data sets' own, or some number where none is set."""
    from msgrad.dataset import config

    seed = config.get_seed()
    # not from numpy's generator: initial weights are drawn from that
    return int.from_bytes(os.urandom(4), "little") if seed == UNSEEDED else seed
