"""What changes the colours of numpy images: functions on arrays (height, width[, channels])."""

from __future__ import annotations

import numpy as np

from msgrad.dataset.vision._libraries import run
from msgrad.dataset.vision.base import need_image, with_channels

_F32 = np.float32
_RGB2GRAY, _RGB2HSV_FULL, _RGB2HSV, _HSV2RGB = 7, 67, 41, 55  # OpenCV's numbers


def _opaque(image: np.ndarray, other: np.ndarray, alpha: float) -> np.ndarray:
    """image * alpha + other * (1 - alpha), alpha cut to a float."""
    share = float(_F32(alpha))
    return run("addWeighted", other, 1 - share, image, share, 0)


def adjust_brightness(image: np.ndarray, factor: float, who: str = "AdjustBrightness") -> np.ndarray:
    """Every channel times the factor."""
    need_image(image, who, channels=(1, 3))
    factor = _F32(factor)
    if image.dtype == np.uint8:
        table = np.clip(np.rint(np.arange(256, dtype=_F32) * factor), 0, 255).astype(np.uint8)
        return table[image]
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
        mean = int(mean + 0.5)
    return _opaque(image, np.full_like(image, mean), factor)


def adjust_saturation(image: np.ndarray, factor: float, who: str = "AdjustSaturation") -> np.ndarray:
    """Between the image and its greys."""
    need_image(image, who, ranks=(3,), channels=(3,), types="uint8 uint16 float32")
    grey = run("cvtColor", image, _RGB2GRAY)
    return _opaque(image, np.repeat(grey[..., None], 3, 2), factor)


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
    hsv = run("cvtColor", image, _RGB2HSV_FULL)
    hsv[..., 0] += np.uint8(int(shift * 255) % 256)
    return _hsv_to_rgb(hsv)


_BLOCK = 16


def _hsv_to_rgb(hsv: np.ndarray) -> np.ndarray:
    """uint8 HSV (the circle is 255) to RGB, rounded as OpenCV's baseline build does.

    It works in blocks of 16 pixels of a row, which are cut down; the rest of the row is rounded. OpenCV's builds for
    newer processors round all of them, so this cannot be left to OpenCV.
    """
    hue, one = hsv[..., 0].astype(_F32) * _F32(6 / 255), _F32(1)
    saturation, value = (hsv[..., i].astype(_F32) * _F32(1 / 255) for i in (1, 2))
    sector = np.floor(hue)
    part = hue - sector
    low = value * (one - saturation)
    falling = value * (one - saturation * part)
    rising = value * (one - saturation * (one - part))
    sector = sector.astype(np.intp) % 6
    rgb = np.empty(hsv.shape, _F32)
    np.choose(sector, [value, falling, low, low, rising, value], out=rgb[..., 0])
    np.choose(sector, [rising, value, value, falling, low, low], out=rgb[..., 1])
    np.choose(sector, [low, low, rising, value, value, falling], out=rgb[..., 2])
    rgb *= _F32(255)
    width = hsv.shape[1]
    whole = width // _BLOCK * _BLOCK
    np.rint(rgb[:, whole:], out=rgb[:, whole:])
    return np.clip(rgb, 0, 255, out=rgb).astype(np.uint8)  # which cuts the fractions of the blocks


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
    return _by_channel(image, lambda channel: _stretch(channel, cutoff, ignore)[channel])


def _by_channel(image, function):
    if image.ndim == 2:
        return function(image)
    return np.stack([function(np.ascontiguousarray(image[..., i])) for i in range(image.shape[-1])], -1)


def _stretch(channel: np.ndarray, cutoff: float, ignore: list[int]) -> np.ndarray:
    counts = np.bincount(channel.reshape(-1), minlength=256)
    counts[ignore] = 0
    if cutoff:
        cut = int(_F32(counts.sum()) * _F32(cutoff) / _F32(100))
        for order in (range(256), range(255, -1, -1)):
            left = cut
            for level in order:
                taken = min(left, counts[level])
                counts[level] -= taken
                left -= taken
                if left <= 0:
                    break
    used = np.flatnonzero(counts)
    if len(used) < 2:
        return np.arange(256, dtype=np.uint8)
    scale = _F32(255) / _F32(used[-1] - used[0])
    offset = _F32(-used[0]) * scale
    return np.clip(np.trunc(np.arange(256).astype(_F32) * scale + offset), 0, 255).astype(np.uint8)


def equalize(image: np.ndarray, who: str = "Equalize") -> np.ndarray:
    """Each channel's histogram made even."""
    need_image(image, who, channels=(1, 3), types="uint8")
    return _by_channel(image, lambda channel: run("equalizeHist", channel))


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
    grey = run("cvtColor", image, _RGB2GRAY)
    return run("addWeighted", image, factor, np.repeat(grey[..., None], 3, 2), 1 - factor, 0)


def add_light(image: np.ndarray, light: np.ndarray) -> np.ndarray:
    """The image with 255 * light added to the channels."""
    bright = image.astype(_F32) + (light * 255).astype(_F32)
    return np.clip(np.rint(bright) if image.dtype.kind in "ui" else bright, 0, 255).astype(image.dtype)
