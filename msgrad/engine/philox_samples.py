"""Samples from Philox4x32-10 with a key and an upper counter of 64 bits, drawn on the host.

The gamma numbers are those of the sampler that TensorFlow's CPU kernels have (and others took over from it): the j-th
number starts at the block 256 j, so each is a function of its own place.
"""

from __future__ import annotations

import math

import numpy as np

from msgrad.engine.random import philox4x32, philox4x32_at

_BLOCKS_APART = 256  # of one gamma number and the next
_WORD = 0xFFFFFFFF
_FRACTION = np.uint64(0xFFFFF)
_SMALLEST = 1e-7  # keeps the logarithm finite


class Philox:
    """A generator with a key and an upper counter, which runs on from draw to draw."""

    def __init__(self, key: int, high: int = 0) -> None:
        self.key = (key & _WORD, key >> 32)
        self.high = (high & _WORD, high >> 32)
        self.blocks = self.gammas = 0  # drawn

    def uniform(self, n: int) -> np.ndarray:
        """n float32 numbers in [0, 1), of 23 bits of a word each.

        >>> Philox(3, 4).uniform(2).round(4)
        array([0.9237, 0.3704], dtype=float32)
        """
        start = (self.blocks & _WORD, self.blocks >> 32)
        words = philox4x32((*start, *self.high), self.key, -(-n // 4)).reshape(-1)[:n]
        self.blocks += -(-n // 4)
        return (words & np.uint32(0x7FFFFF)).astype(np.float32) * np.float32(2.0**-23)

    def gamma(self, alphas: np.ndarray, n: int) -> np.ndarray:
        """n gamma numbers of scale 1 for each shape parameter, float64 (n, number of alphas)."""
        places = np.uint64(self.gammas) + np.arange(n * len(alphas), dtype=np.uint64).reshape(len(alphas), n)
        self.gammas += places.size
        return np.stack([_Gamma(self, float(a), at).numbers() for a, at in zip(alphas, places, strict=True)], axis=1)


class _Gamma:
    """Gamma numbers of one shape parameter: Marsaglia and Tsang, "A simple method for generating gamma variables",
    2000, all at once, those that are rejected again."""

    def __init__(self, generator: Philox, alpha: float, places: np.ndarray) -> None:
        self.generator, self.alpha = generator, alpha
        self.blocks = places * np.uint64(_BLOCKS_APART)  # of each number, the next that was not used
        self.uniforms = np.empty((len(places), 2))  # drawn in pairs, the second first
        self.left = np.zeros(len(places), int)

    def numbers(self) -> np.ndarray:
        alpha, every = self.alpha, np.arange(len(self.blocks))
        if alpha == 1:
            return -np.log1p(-self.uniform(every))
        d = alpha + (2 / 3 if alpha < 1 else -1 / 3)
        c = 1 / 3 / math.sqrt(d)
        out = np.empty(len(every))
        normals, second, rest = np.empty((len(every), 2)), True, every
        while len(rest):  # each turn is one normal number for all that are left
            if second:
                normals[rest] = self.normal_pairs(rest)
            x = normals[rest, int(second)]
            second = not second
            v = 1 + c * x
            positive = v > 0
            tried, x, v = rest[positive], x[positive], v[positive]
            v = v * v * v
            u = self.uniform(tried)
            with np.errstate(divide="ignore"):
                good = (u < 1 - 0.0331 * (x * x) * (x * x)) | (np.log(u) < 0.5 * x * x + d * (1 - v + np.log(v)))
            out[tried[good]] = d * v[good]
            rest = np.setdiff1d(rest, tried[good], assume_unique=True)
        return out * self.uniform(every) ** (1 / alpha) if alpha < 1 else out

    def words(self, which: np.ndarray) -> np.ndarray:
        """The next two 64-bit halves of a block for some of the numbers, as doubles in [0, 1)."""
        block = philox4x32_at(self.blocks[which], self.generator.high, self.generator.key).astype(np.uint64)
        self.blocks[which] += np.uint64(1)
        return ((block[:, 0::2] & _FRACTION) << np.uint64(32) | block[:, 1::2]) * 2.0**-52

    def uniform(self, which: np.ndarray) -> np.ndarray:
        """The next uniform number for some of the numbers."""
        empty = which[self.left[which] == 0]
        self.uniforms[empty], self.left[empty] = self.words(empty), 2
        self.left[which] -= 1
        return self.uniforms[which, self.left[which]]

    def normal_pairs(self, which: np.ndarray) -> np.ndarray:
        """The next two normal numbers for some of the numbers, by the method of Box and Muller, sine first."""
        u = self.words(which)
        radius, angle = np.sqrt(-2 * np.log(np.maximum(u[:, 0], _SMALLEST))), 2 * math.pi * u[:, 1]
        return np.stack([np.sin(angle) * radius, np.cos(angle) * radius], axis=1)
