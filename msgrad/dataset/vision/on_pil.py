"""What is done to PIL images: functions on them, by Pillow."""

from __future__ import annotations

import math
import random as python_random

import numpy as np

from msgrad.dataset.vision._libraries import pillow
from msgrad.dataset.vision.base import need_pil
from msgrad.dataset.vision.utils import Border, Inter

_INTER = {Inter.NEAREST: 0, Inter.ANTIALIAS: 1, Inter.BILINEAR: 2, Inter.BICUBIC: 3}  # Pillow's numbers


def pil_inter(inter, who):
    """TypeError for interpolations that Pillow does not have."""
    if inter not in _INTER:
        raise TypeError(f"For '{who}', PIL images cannot be interpolated by {inter!r}.")
    return _INTER[inter]


def resize(image, size, inter, who="Resize"):
    """(height, width), or one number for the shorter side."""
    need_pil(image, who)
    resample = pil_inter(inter, who)
    if len(size) == 1:
        width, height = image.size
        short = size[0]
        if min(width, height) == short:
            return image
        size = (short, int(short * width / height)) if width > height else (int(short * height / width), short)
    return image.resize(size[::-1], resample)


def crop(image, top, left, height, width):
    return image.crop((left, top, left + width, top + height))


def center_crop(image, size, who="CenterCrop"):
    """Where the image is too small, what is outside of it is 0."""
    need_pil(image, who)
    width, height = image.size
    top, left = round((height - size[0]) / 2.0), round((width - size[1]) / 2.0)
    return crop(image, top, left, *size)


def pad(image, edges, fill, border, who="Pad"):
    """(left, top, right, bottom) added."""
    need_pil(image, who)
    left, top, right, bottom = edges
    if border == Border.CONSTANT:
        colour = fill[0] if len(image.getbands()) == 1 else fill
        return pillow("ImageOps").expand(image, border=edges, fill=colour)
    array = np.asarray(image)
    widths = ((top, bottom), (left, right)) + ((0, 0),) * (array.ndim - 2)
    return pillow().fromarray(np.pad(array, widths, border.value))


def rotate(image, degrees, inter, expand, center, fill, who="Rotate"):
    need_pil(image, who)
    return image.rotate(degrees, pil_inter(inter, who), expand, center, fillcolor=fill)


def enhance(image, kind, factor, who):
    """Pillow's `ImageEnhance`: Brightness, Color, Contrast or Sharpness."""
    need_pil(image, who)
    return getattr(pillow("ImageEnhance"), kind)(image).enhance(factor)


def adjust_hue(image, shift, who="AdjustHue"):
    need_pil(image, who)
    mode = image.mode
    if mode in {"L", "1", "I", "F"}:
        return image
    hue, saturation, value = image.convert("HSV").split()
    turned = np.array(hue, dtype=np.uint8)
    turned += np.uint8(int(shift * 255) % 256)
    return pillow().merge("HSV", (pillow().fromarray(turned), saturation, value)).convert(mode)


def adjust_gamma(image, gamma, gain, who="AdjustGamma"):
    need_pil(image, who)
    mode = image.mode
    if mode == "RGBA":
        return image  # as in MindSpore
    table = [int((255 + 1 - 1e-3) * gain * pow(level / 255.0, gamma)) for level in range(256)] * 3
    return image.convert("RGB").point(table).convert(mode)


def image_ops(image, function, who, *args):
    """Pillow's `ImageOps`."""
    need_pil(image, who)
    return getattr(pillow("ImageOps"), function)(image, *args)


def grayscale(image, channels, who="Grayscale"):
    """One channel, or three of the same."""
    need_pil(image, who)
    grey = image.convert("L")
    return grey if channels == 1 else pillow().merge("RGB", (grey,) * 3)


def perspective(image, start, end, inter, who="Perspective"):
    """The four corner points `start` (x, y) go to `end`."""
    need_pil(image, who)
    resample = pil_inter(inter, who)
    rows = []
    for (x, y), (u, v) in zip(end, start, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
    right = np.array(start, np.float64).reshape(8)
    solution = np.linalg.lstsq(np.array(rows, np.float64), right, rcond=None)[0]
    return image.transform(image.size, pillow().Transform.PERSPECTIVE, solution.tolist(), resample)


def random_affine(image, degrees, reach, scale, shear, inter, fill, who="RandomAffine"):
    """The image turned, moved by up to `reach` (parts of width and height), scaled and sheared, drawn from `random`."""
    draw = python_random.uniform
    resample = pil_inter(inter, who)
    angle = math.radians(draw(*degrees))
    far = [part * length for part, length in zip(reach, image.size, strict=True)]
    move_x, move_y = (round(draw(-end, end)) for end in far)
    factor = draw(*scale)
    lean_x, lean_y = (angle + math.radians(draw(*ends)) for ends in (shear[:2], shear[2:]))
    determinant = math.cos(lean_x) * math.cos(lean_y) + math.sin(lean_x) * math.sin(lean_y)
    a, b = (function(lean_x) / determinant / factor for function in (math.cos, math.sin))
    c, d = -math.sin(lean_y) / determinant / factor, math.cos(lean_y) / determinant / factor
    centre_x, centre_y = image.size[0] * 0.5 + 0.5, image.size[1] * 0.5 + 0.5
    x, y = -centre_x - move_x, -centre_y - move_y
    matrix = [a, b, a * x + b * y + centre_x, c, d, c * x + d * y + centre_y]
    colour = fill[0] if len(image.getbands()) == 1 else fill
    return image.transform(image.size, pillow().Transform.AFFINE, matrix, resample, fillcolor=colour)


def add_light(image, light):
    """The image in RGB with 255 * light added to the channels."""
    array = np.asarray(image.convert("RGB"), np.float64)
    bright = np.clip(array + np.asarray(light) * 255, 0, 255)
    return pillow().fromarray(bright.astype(np.uint8))
