"""Automatic augmentation: transforms whose steps and strengths are drawn, without a policy that was learned."""

from __future__ import annotations

import math

import numpy as np

from msgrad.dataset.transforms.base import Drawing
from msgrad.dataset.vision import _check, colour, geometry
from msgrad.dataset.vision.base import ImageTensorOperation, need_image
from msgrad.dataset.vision.utils import Inter

_F32 = np.float32

STEPS = (
    "auto_contrast",
    "brightness",
    "color",
    "contrast",
    "equalize",
    "identity",
    "posterize",
    "rotate",
    "sharpness",
    "shear_x",
    "shear_y",
    "solarize",
    "translate_x",
    "translate_y",
)

ADJUST = {
    "brightness": colour.adjust_brightness,
    "color": colour.adjust_saturation,
    "contrast": colour.adjust_contrast,
    "sharpness": colour.adjust_sharpness,
}


class _Automatic(Drawing, ImageTensorOperation):
    """Steps on uint8 images (height, width, 3), each with a strength between -1 and 1."""

    # The strongest: angles in degrees, shear as a slope, pixels
    most_colour = 0.9
    most_rotation = 30.0
    most_shear = 0.3
    bits_lost = 4

    def _check_common(self, num_magnitude_bins, interpolation, fill_value):
        who = type(self).__name__
        self.bins = _check.check_range(num_magnitude_bins, 2, _check.FLOAT_MAX, "num_magnitude_bins", who, kinds=int)
        self.interpolation = _check.check_inter(interpolation, who)
        self.fill_value = _check.check_fill(fill_value, who)

    def _most_translation(self, length):
        return 150.0 / 331.0 * length

    def _draw_step(self, stream):
        """A step and a sign, with MindSpore's odds: the first step and the plus come twice as often as the others."""
        return STEPS[stream.uniform_int(0, len(STEPS)) % len(STEPS)]

    def _draw_sign(self, stream):
        return -1.0 if stream.uniform_int(0, 2) == 1 else 1.0

    def _apply(self, image, step, magnitude, sign):
        """The image after a step of the strength magnitude / (bins - 1)."""
        part = magnitude / (self.bins - 1)
        signed = sign * part
        if step in ADJUST:
            return ADJUST[step](image, float(_F32(1) + _F32(sign * self.most_colour * part)))
        if step == "rotate":
            red, green, blue = self.fill_value
            fill = (red, blue, green)  # MindSpore mixes up the order of the colours here
            return geometry.rotate(image, self.most_rotation * signed, self.interpolation, False, None, fill)
        if step in ("shear_x", "shear_y", "translate_x", "translate_y"):
            place = "xy".index(step[-1])
            shear, move = [0.0, 0.0], [0.0, 0.0]
            if step.startswith("shear"):
                shear[place] = math.degrees(self.most_shear * signed)
            else:
                # MindSpore takes the pixels for parts of the image's size here, so that the image goes out of sight.
                length = image.shape[1 - place]
                move[place] = int(self._most_translation(length) * signed) / length
            return geometry.affine(image, 0.0, move, 1.0, shear, self.interpolation, self.fill_value)
        if step == "posterize":
            return colour.posterize(image, 8 - round(magnitude / ((self.bins - 1) / self.bits_lost)))
        if step == "solarize":
            return colour.solarize(image, 255.0 - 255.0 * part, 255)
        if step == "auto_contrast":
            return colour.auto_contrast(image, 0.0, [])
        return colour.equalize(image) if step == "equalize" else image


class RandAugment(_Automatic):
    """A number of random steps of one strength, from 0 to below the number of bins."""

    def __init__(self, num_ops=2, magnitude=9, num_magnitude_bins=31, interpolation=Inter.NEAREST, fill_value=0):
        self.num_ops = _check.check_range(num_ops, 0, _check.FLOAT_MAX, "num_ops", "RandAugment", kinds=int)
        self._check_common(num_magnitude_bins, interpolation, fill_value)
        _check.check_range(magnitude, 0, _check.FLOAT_MAX, "magnitude", "RandAugment", kinds=int)
        if magnitude >= num_magnitude_bins:
            raise ValueError(
                f"For 'RandAugment', the 'magnitude' must be below 'num_magnitude_bins', "
                f"but got {magnitude} and {num_magnitude_bins}."
            )
        self.magnitude = magnitude

    def compute(self, image):
        need_image(image, "RandAugment", ranks=(3,), channels=(3,), types="uint8")
        stream = self.stream
        for _ in range(self.num_ops):
            step = self._draw_step(stream)
            image = self._apply(image, step, self.magnitude, self._draw_sign(stream))
        return image


class TrivialAugmentWide(_Automatic):
    """One random step of a random strength."""

    most_colour = 0.99
    most_rotation = 135.0
    most_shear = 0.99
    bits_lost = 6

    def __init__(self, num_magnitude_bins=31, interpolation=Inter.NEAREST, fill_value=0):
        self._check_common(num_magnitude_bins, interpolation, fill_value)

    def _most_translation(self, length):
        return 32.0

    def compute(self, image):
        need_image(image, "TrivialAugmentWide", ranks=(3,), channels=(3,), types="uint8")
        stream = self.stream
        step = self._draw_step(stream)
        magnitude, sign = stream.uniform_int(0, self.bins), self._draw_sign(stream)
        # MindSpore draws from one number too many, and leaves the image alone then
        return image if magnitude == self.bins else self._apply(image, step, magnitude, sign)
