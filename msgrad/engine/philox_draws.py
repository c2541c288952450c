"""Uniform, normal and truncated normal float32 arrays drawn on the host from Philox4x32-10, seeded by 64 bits.

Each number is a fixed function of its own 32-bit word (the normal: of its pair of words), computed in float64 and
rounded once, so an array comes out the same however it is cut into pieces.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import numpy as np

from msgrad.engine.random import philox4x32

_CHUNK_BLOCKS = 1 << 14  # 4 words each; keeps the working arrays in the cache
_SMALLEST_UNIFORM = float(np.float32(1e-7))  # keeps the logarithm finite
_TWO_PI = 2 * float(np.float32(3.1415926))
_SQRT2 = float(np.float32(math.sqrt(2)))  # in single precision: the streams reproduced here have it so


def philox_uniform(seed: int, n: int, low: float, high: float) -> np.ndarray:
    """n numbers in [low, high): low + (high - low) * word / 2**32."""
    low, high = _single(low), _single(high)
    return _filled(seed, n, lambda words: (high - low) * (words / 2.0**32) + low)


def philox_normal(seed: int, n: int, mean: float, sigma: float) -> np.ndarray:
    """n normal numbers by the method of Box and Muller, cosine first; 23 bits of each word are used."""
    mean, sigma = _single(mean), _single(sigma)

    def box_muller(words):
        # 23 bits as the fraction of a float in [1, 2)
        fraction = (words & np.uint32(0x7FFFFF) | np.uint32(127 << 23)).view(np.float32) - np.float32(1)
        fraction = np.maximum(fraction.astype(np.float64), _SMALLEST_UNIFORM)
        radius, angle = np.sqrt(-2 * np.log(fraction[0::2])) * sigma, _TWO_PI * fraction[1::2]
        out = np.empty(len(words))
        np.multiply(radius, np.cos(angle), out=out[0::2])
        np.multiply(radius, np.sin(angle), out=out[1::2])
        out += mean
        return out

    return _filled(seed, n, box_muller)


def philox_truncated_normal(seed: int, n: int, low: float, high: float, mean: float, sigma: float) -> np.ndarray:
    """n normal numbers cut to [low, high], by the inverse of the distribution function."""
    low, high, mean, sigma = map(_single, (low, high, mean, sigma))
    cdf_low, cdf_high = (0.5 * math.erfc((mean - x) / sigma / _SQRT2) for x in (low, high))

    def inverse_cdf(words):
        p = cdf_low + words / 2.0**32 * (cdf_high - cdf_low)
        return mean - sigma * _SQRT2 * inverse_erfc(2 * p)

    return _filled(seed, n, inverse_cdf)


def _single(x: float) -> float:
    return float(np.float32(x))


def _words(seed: int, n: int) -> Iterator[tuple[int, np.ndarray]]:
    low, high = seed & 0xFFFFFFFF, seed >> 32
    blocks = -(-n // 4)
    for start in range(0, blocks, _CHUNK_BLOCKS):
        counter = (start & 0xFFFFFFFF, start >> 32, low, high)
        yield 4 * start, philox4x32(counter, (low, high), min(_CHUNK_BLOCKS, blocks - start)).reshape(-1)


def _filled(seed: int, n: int, draw: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    out = np.empty(n, np.float32)
    for start, words in _words(seed, n):
        part = out[start : start + len(words)]
        part[:] = draw(words)[: len(part)]
    return out


# Rational approximations to the inverse error function, as the Boost library publishes them, good to float64. With
# q = 1 - erf: for q >= 0.5 in 1 - q, for q >= 0.25 in q, and below in x = sqrt(-log q), by ranges of x. Each has a
# constant and the coefficients of numerator and denominator, lowest power first.
_CENTRE = (
    0.0891314744949340820313,
    (-0.000508781949658280665617, -0.00836874819741736770379, 0.0334806625409744615033, -0.0126926147662974029034)
    + (-0.0365637971411762664006, 0.0219878681111168899165, 0.00822687874676915743155, -0.00538772965071242932965),
    (1.0, -0.970005043303290640362, -1.56574558234175846809, 1.56221558398423026363, 0.662328840472002992063)
    + (-0.71228902341542847553, -0.0527396382340099713954, 0.0795283687341571680018, -0.00233393759374190016776)
    + (0.000886216390456424707504,),
)
_SHOULDER = (
    2.249481201171875,
    (-0.202433508355938759655, 0.105264680699391713268, 8.37050328343119927838, 17.6447298408374015486)
    + (-18.8510648058714251895, -44.6382324441786960818, 17.445385985570866523, 21.1294655448340526258)
    + (-3.67192254707729348546,),
    (1.0, 6.24264124854247537712, 3.9713437953343869095, -28.6608180499800029974, -20.1432634680485188801)
    + (48.5609213108739935468, 10.8268667355460159008, -22.6436933413139721736, 1.72114765761200282724),
)
_TAILS = (
    (
        (0.0, 3.0, 1.125),  # x from, x up to, origin
        0.807220458984375,
        (-0.131102781679951906451, -0.163794047193317060787, 0.117030156341995252019, 0.387079738972604337464)
        + (0.337785538912035898924, 0.142869534408157156766, 0.0290157910005329060432, 0.00214558995388805277169)
        + (-0.679465575181126350155e-6, 0.285225331782217055858e-7, -0.681149956853776992068e-9),
        (1.0, 3.46625407242567245975, 5.38168345707006855425, 4.77846592945843778382, 2.59301921623620271374)
        + (0.848854343457902036425, 0.152264338295331783612, 0.01105924229346489121),
    ),
    (
        (3.0, 6.0, 3.0),
        0.93995571136474609375,
        (-0.0350353787183177984712, -0.00222426529213427927281, 0.0185573306514231072324, 0.00950804701325919603619)
        + (0.00187123492819559223345, 0.000157544617424960554631, 0.460469890584317994083e-5)
        + (-0.230404776911882601748e-9, 0.266339227425782031962e-11),
        (1.0, 1.3653349817554063097, 0.762059164553623404043, 0.220091105764131249824, 0.0341589143670947727934)
        + (0.00263861676657015992959, 0.764675292302794483503e-4),
    ),
    (
        (6.0, 18.0, 6.0),
        0.98362827301025390625,
        (-0.0167431005076633737133, -0.00112951438745580278863, 0.00105628862152492910091, 0.000209386317487588078668)
        + (0.149624783758342370182e-4, 0.449696789927706453732e-6, 0.462596163522878599135e-8)
        + (-0.281128735628831791805e-13, 0.99055709973310326855e-16),
        (1.0, 0.591429344886417493481, 0.138151865749083321638, 0.0160746087093676504695)
        + (0.000964011807005165528527, 0.275335474764726041141e-4, 0.282243172016108031869e-6),
    ),
    (
        (18.0, math.inf, 18.0),  # x stays below 28 in float64
        0.99714565277099609375,
        (-0.0024978212791898131227, -0.779190719229053954292e-5, 0.254723037413027451751e-4)
        + (0.162397777342510920873e-5, 0.396341011304801168516e-7, 0.411632831190944208473e-9)
        + (0.145596286718675035587e-11, -0.116765012397184275695e-17),
        (1.0, 0.207123112214422517181, 0.0169410838120975906478, 0.000690538265622684595676)
        + (0.145007359818232637924e-4, 0.144437756628144157666e-6, 0.509761276599778486139e-9),
    ),
)


def inverse_erfc(z: np.ndarray) -> np.ndarray:
    """x with erfc(x) = z, for float64 z in [0, 2]; infinite at the ends.

    >>> float(inverse_erfc(np.array([0.5]))[0])
    0.4769362762044699
    """
    q = np.minimum(z, 2 - z)
    out = np.empty_like(q)
    centre, tail = q >= 0.5, q < 0.25

    y, *ratio = _CENTRE
    p = 1 - q[centre]
    g = p * (p + 10)
    out[centre] = g * y + g * _quotient(ratio, p)

    y, *ratio = _SHOULDER
    shoulder = ~(centre | tail)
    r = q[shoulder]
    out[shoulder] = np.sqrt(-2 * np.log(r)) / (y + _quotient(ratio, r - 0.25))

    with np.errstate(divide="ignore"):
        x = np.sqrt(-np.log(q[tail]))
    values = x.copy()  # the infinite ones stay
    for (above, below, origin), y, *ratio in _TAILS:
        here = (x >= above) & (x < below)
        values[here] = y * x[here] + _quotient(ratio, x[here] - origin) * x[here]
    out[tail] = values
    return np.copysign(out, 1 - z)


def _quotient(ratio: list, x: np.ndarray) -> np.ndarray:
    numerator, denominator = ratio
    top, bottom = np.zeros_like(x), np.zeros_like(x)
    for c in reversed(numerator):
        top = top * x + c
    for c in reversed(denominator):
        bottom = bottom * x + c
    return top / bottom
