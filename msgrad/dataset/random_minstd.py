"""C++'s `std::minstd_rand0`, which MindRecord data sets are shuffled with."""

from __future__ import annotations

_MODULUS = 2147483647
_RANGE = _MODULUS - 2  # between the smallest and the largest word


class MinStd0:
    """A stream of words from 1 to 2**31 - 2.

    >>> stream = MinStd0(1)
    >>> stream(), stream()
    (16807, 282475249)
    """

    def __init__(self, seed: int) -> None:
        self._state = seed % _MODULUS or 1

    def __call__(self) -> int:
        """The next word."""
        self._state = self._state * 16807 % _MODULUS
        return self._state

    def uniform_int(self, low: int, high: int) -> int:
        """A whole number in [low, high], both included."""
        size = high - low + 1
        scaling = _RANGE // size
        while (word := self() - 1) >= size * scaling:
            pass
        return low + word // scaling

    def shuffled(self, items: list) -> list:
        """The items in the order of `std::shuffle`: two places from one word as long as that fits."""
        made, n = list(items), len(items)
        if n < 2:
            return made
        if _RANGE // n < n:
            for i in range(1, n):
                j = self.uniform_int(0, i)
                made[i], made[j] = made[j], made[i]
            return made
        start = 1
        if n % 2 == 0:
            j = self.uniform_int(0, 1)
            made[1], made[j] = made[j], made[1]
            start = 2
        for i in range(start, n, 2):
            first, second = divmod(self.uniform_int(0, (i + 1) * (i + 2) - 1), i + 2)
            made[i], made[first] = made[first], made[i]
            made[i + 1], made[second] = made[second], made[i + 1]
        return made
