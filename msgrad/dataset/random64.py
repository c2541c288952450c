"""C++'s `std::mt19937_64`, which `Dataset.shuffle` draws from."""

from __future__ import annotations

import numpy as np

_N, _M = 312, 156
_UPPER, _LOWER = np.uint64(0xFFFFFFFF80000000), np.uint64(0x7FFFFFFF)
_MATRIX = np.uint64(0xB5026F5AA96619E9)
_MASK = (1 << 64) - 1


class Mt19937_64:
    """A stream of 64-bit words.

    >>> Mt19937_64(5489)()
    14514284786278117030
    """

    def __init__(self, seed: int) -> None:
        state = [seed & _MASK]
        for i in range(1, _N):
            state.append((6364136223846793005 * (state[-1] ^ (state[-1] >> 62)) + i) & _MASK)
        self._state = np.array(state, np.uint64)
        self._words: list[int] = []

    def __call__(self) -> int:
        """The next word."""
        if not self._words:
            self._words = self._block()[::-1].tolist()
        return self._words.pop()

    def _block(self) -> np.ndarray:
        old = self._state
        new = np.empty_like(old)
        new[:_M] = _twist(old[:_M], old[1 : _M + 1], old[_M:])
        following = np.append(old[_M + 1 :], new[0])
        new[_M:] = _twist(old[_M:], following, new[:_M])
        self._state = new
        words = new ^ ((new >> np.uint64(29)) & np.uint64(0x5555555555555555))
        words ^= (words << np.uint64(17)) & np.uint64(0x71D67FFFEDA60000)
        words ^= (words << np.uint64(37)) & np.uint64(0xFFF7EEE000000000)
        return words ^ (words >> np.uint64(43))


def _twist(this: np.ndarray, following: np.ndarray, far: np.ndarray) -> np.ndarray:
    mixed = (this & _UPPER) | (following & _LOWER)
    return far ^ (mixed >> np.uint64(1)) ^ np.where(mixed & np.uint64(1), _MATRIX, np.uint64(0))
