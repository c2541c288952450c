"""What changes the colours of numpy images: functions on arrays (height, width[, channels])."""

from __future__ import annotations

import functools

import numpy as np

from msgrad.dataset.vision._libraries import run
from msgrad.dataset.vision.base import need_image, with_channels
from msgrad.dataset.vision.bytes import looked_up, looked_up_by_channel

_F32 = np.float32
_RGB2GRAY, _GRAY2RGB, _RGB2HSV_FULL, _RGB2HSV, _HSV2RGB = 7, 8, 67, 41, 55  # OpenCV's numbers
_NEAREST = 0  # of interpolations


def _opaque(image: np.ndarray, other: np.ndarray, alpha: float) -> np.ndarray:
    """image * alpha + other * (1 - alpha), alpha cut to a float."""
    share = float(_F32(alpha))
    return run("addWeighted", other, 1 - share, image, share, 0)


def adjust_brightness(image: np.ndarray, factor: float, who: str = "AdjustBrightness") -> np.ndarray:
    """Every channel times the factor."""
    need_image(image, who, channels=(1, 3))
    factor = _F32(factor)
    if image.dtype == np.uint8:
        return with_channels(lambda array: run("convertScaleAbs", array, alpha=float(factor)), image)
    if image.dtype == bool:
        return (image * factor) >= 0.5
    if image.dtype.kind == "f":
        return (image.astype(np.float64) * float(factor)).astype(image.dtype)
    limits = np.iinfo(image.dtype)
    wide = image * (factor if image.dtype.itemsize < 4 else float(factor))
    return np.clip(np.rint(wide), limits.min, limits.max).astype(image.dtype)


def adjust_contrast(image: np.ndarray, factor: float, who: str = "AdjustContrast") -> np.ndarray:
    """Between the image and its mean grey."""
    need_image(image, who, ranks=(3,), channels=(3,), types="uint8 uint16 float32")
    mean = run("mean", run("cvtColor", image, _RGB2GRAY))[0]
    if image.dtype != _F32:
        mean = round(mean)  # halves to even
    return _opaque(image, np.full_like(image, mean), factor)


def adjust_saturation(image: np.ndarray, factor: float, who: str = "AdjustSaturation") -> np.ndarray:
    """Between the image and its greys."""
    need_image(image, who, ranks=(3,), channels=(3,), types="uint8 uint16 float32")
    return _opaque(image, _greys(image), factor)


def _greys(image: np.ndarray) -> np.ndarray:
    """The greys of an image, three times."""
    return run("cvtColor", run("cvtColor", image, _RGB2GRAY), _GRAY2RGB)


def adjust_sharpness(image: np.ndarray, factor: float, who: str = "AdjustSharpness") -> np.ndarray:
    """Between the image and a smoothed one; the outermost pixels stay."""
    need_image(image, who)
    array = image.view(np.uint8) if image.dtype == bool else image
    kernel = np.array([[1, 1, 1], [1, 5, 1], [1, 1, 1]], _F32) / 13
    smooth = array.copy()
    inner = (slice(1, -1), slice(1, -1))
    smooth[inner] = with_channels(lambda pixels: run("filter2D", pixels, -1, kernel), array)[inner]
    alpha = float(_F32(factor))
    return with_channels(lambda pixels: run("addWeighted", pixels, alpha, smooth, 1 - alpha, 0), array)


def adjust_hue(image: np.ndarray, shift: float, who: str = "AdjustHue") -> np.ndarray:
    """The hue turned by a part of the circle."""
    need_image(image, who, ranks=(3,), channels=(3,), types="uint8 float32")
    if image.dtype == _F32:
        # MindSpore's own result for floats is noise (it writes bytes into them).
        hsv = run("cvtColor", image, _RGB2HSV)
        hsv[..., 0] = np.mod(hsv[..., 0] + _F32(shift * 360), 360)
        return run("cvtColor", hsv, _HSV2RGB)
    return _hsv_to_rgb(run("cvtColor", image, _RGB2HSV_FULL), int(shift * 255) % 256)


_BLOCK = 32


@functools.cache
def _tints() -> np.ndarray:
    """Red, green and blue of the value 1 by hue (its circle is 255) and saturation (1 is 255), as (256, 256, 3)."""
    hue = np.arange(256).astype(_F32) * _F32(6 / 255)
    sector = np.floor(hue)
    falling = hue - sector
    rising = _F32(1) - falling
    none, whole = np.zeros_like(hue), np.ones_like(hue)
    shares = (  # of the saturation, by which each colour is less than 1, in each sixth of the circle
        [none, falling, whole, whole, rising, none],
        [rising, none, none, falling, whole, whole],
        [whole, whole, rising, none, none, falling],
    )
    less = np.stack([np.choose(sector.astype(np.intp) % 6, share) for share in shares], -1).astype(np.float64)
    saturation = np.arange(256).astype(_F32) * _F32(1 / 255)
    # rounded once, as the processor's fused multiply-add does
    return (1 - saturation.astype(np.float64)[None, :, None] * less[:, None, :]).astype(_F32)


def _hsv_to_rgb(hsv: np.ndarray, shift: int) -> np.ndarray:
    """uint8 HSV with the hue shifted (its circle is 255) to RGB, rounded as MindSpore's OpenCV does on AVX2.

    It works in blocks of 32 pixels of a row, which are cut down; the rest of the row is rounded. Newer builds of OpenCV
    round all of them, so this cannot be left to OpenCV.
    """
    hue, saturation, value = run("split", hsv)
    hue += np.uint8(shift)
    none = np.zeros_like(hue)
    places = run("merge", [saturation, none, hue, none]).view("<i2")  # (column, row) of the table
    rgb = run("remap", _tints(), places, None, _NEAREST)
    rgb *= run("cvtColor", looked_up(np.arange(256).astype(_F32) * _F32(1 / 255), value), _GRAY2RGB)
    rgb *= _F32(255)
    whole = hsv.shape[1] // _BLOCK * _BLOCK
    if whole < hsv.shape[1]:
        np.rint(rgb[:, whole:], out=rgb[:, whole:])
    return rgb.astype(np.uint8)  # which cuts the fractions of the blocks


def adjust_gamma(image: np.ndarray, gamma: float, gain: float, who: str = "AdjustGamma") -> np.ndarray:
    """gain * image ** gamma, of an image of which 255 (for floats 1) is full light."""
    if image.dtype.kind not in "buif":
        raise RuntimeError(f"For '{who}', the image must be of numbers, but got the type {image.dtype}.")
    if image.ndim < 2 or (image.ndim > 2 and image.shape[-1] not in (1, 3)):
        raise RuntimeError(
            f"For '{who}', the image must be (height, width) or (..., height, width, 1 or 3 channels), "
            f"but got {image.shape}."
        )
    gamma, gain = _F32(gamma), _F32(gain)
    if image.dtype.kind == "f":
        light = (image.astype(_F32) * gain).astype(np.float64)
        with np.errstate(invalid="ignore"):
            return np.clip(np.power(light, float(gamma)).astype(_F32), 0, 1)
    with np.errstate(invalid="ignore"):
        light = image.astype(_F32) / _F32(255)
        bright = np.power(light.astype(np.float64), float(gamma)).astype(_F32) * gain
        level = np.floor(np.minimum(bright * _F32(255.999), _F32(255)))
    return level.astype(np.int64).astype(image.dtype)


def auto_contrast(image: np.ndarray, cutoff: float, ignore: list[int], who: str = "AutoContrast") -> np.ndarray:
    """Each channel stretched to all of 0 to 255, without a part of its pixels at both ends."""
    need_image(image, who, channels=(1, 3), types="uint8")
    channels = 1 if image.ndim == 2 else image.shape[2]
    counts = [run("calcHist", [image], [channel], None, [256], [0, 256]).reshape(-1) for channel in range(channels)]
    tables = _stretching(np.stack(counts).astype(np.int64), cutoff, ignore)
    return looked_up(tables[0], image) if image.ndim == 2 else looked_up_by_channel(tables.T, image)


def _stretching(counts: np.ndarray, cutoff: float, ignore: list[int]) -> np.ndarray:
    """The tables that stretch each channel, of how often each level is in it."""
    counts[:, ignore] = 0
    if cutoff:
        for channel in counts:
            _cut_ends(channel, int(_F32(channel.sum()) * _F32(cutoff) / _F32(100)))
    used = counts > 0
    low = used.argmax(1).astype(_F32)[:, None]
    high = _F32(255) - used[:, ::-1].argmax(1).astype(_F32)[:, None]
    levels = np.arange(256).astype(_F32)
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = _F32(255) / (high - low)
        tables = np.clip(np.trunc(levels * scale + -low * scale), 0, 255)
    return np.where(used.sum(1)[:, None] < 2, levels, tables).astype(np.uint8)


def _cut_ends(counts: np.ndarray, cut: int) -> None:
    """Takes so many pixels away at each end."""
    for order in (range(256), range(255, -1, -1)):
        left = cut
        for level in order:
            taken = min(left, counts[level])
            counts[level] -= taken
            left -= taken
            if left <= 0:
                break


def equalize(image: np.ndarray, who: str = "Equalize") -> np.ndarray:
    """Each channel's histogram made even."""
    need_image(image, who, channels=(1, 3), types="uint8")
    if image.ndim == 2:
        return run("equalizeHist", image)
    channels = [run("equalizeHist", channel) for channel in run("split", image)]
    return with_channels(lambda _: run("merge", channels), image)


def invert(image: np.ndarray, who: str = "Invert") -> np.ndarray:
    """255 minus the image."""
    need_image(image, who, ranks=(3,), channels=(3,))
    return (255 - image).astype(image.dtype)


def posterize(image: np.ndarray, bits: int, who: str = "Posterize") -> np.ndarray:
    """Only the upper bits of each channel."""
    need_image(image, who, channels=(1, 3), types="int8 uint8")
    return image & np.array((0xFF << (8 - bits)) & 0xFF, np.uint8).astype(image.dtype)


def solarize(image: np.ndarray, low: float, high: float, who: str = "Solarize") -> np.ndarray:
    """Inverts what lies from low to high, or from low on where both are equal."""
    need_image(image[(0,) * (image.ndim - 3)] if image.ndim > 3 else image, who, channels=(1, 3))
    if image.dtype == np.uint8:
        return looked_up(_solarized(np.arange(256, dtype=np.uint8), low, high), image)
    return _solarized(image, low, high)


def _solarized(image: np.ndarray, low: float, high: float) -> np.ndarray:
    hit = image >= low if low == high else (image >= low) & (image <= high)
    return np.where(hit, (255 - image).astype(image.dtype), image)


def gaussian_blur(image: np.ndarray, kernel: tuple[int, int], sigma: tuple[float, float]) -> np.ndarray:
    """The image under a Gauss filter (width, height)."""
    need_image(image, "GaussianBlur")
    default = float(_F32(kernel[0]) * _F32(0.15) + _F32(0.35))  # of the width, for both
    sigma = tuple(width if width > 0 else default for width in sigma)
    return with_channels(lambda array: run("GaussianBlur", array, kernel, sigma[0], sigmaY=sigma[1]), image)


def blend_with_grey(image: np.ndarray, factor: float) -> np.ndarray:
    """image * factor + its greys * (1 - factor)."""
    return run("addWeighted", image, factor, _greys(image), 1 - factor, 0)


def add_light(image: np.ndarray, light: np.ndarray) -> np.ndarray:
    """The image with 255 * light added to the channels."""
    if image.dtype == np.uint8:
        return looked_up_by_channel(_lit(np.arange(256, dtype=np.uint8)[:, None], light), image)
    return _lit(image, light)


def _lit(image: np.ndarray, light: np.ndarray) -> np.ndarray:
    bright = image.astype(_F32) + (light * 255).astype(_F32)
    return np.clip(np.rint(bright) if image.dtype.kind in "ui" else bright, 0, 255).astype(image.dtype)
