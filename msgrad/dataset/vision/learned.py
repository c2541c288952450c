"""`AutoAugment`: policies that were learned (Cubuk et al., https://arxiv.org/abs/1805.09501, appendix)."""

from __future__ import annotations

from functools import cache

import numpy as np

from msgrad.dataset.vision import _check, colour
from msgrad.dataset.vision.automatic import ADJUST, _Automatic
from msgrad.dataset.vision.base import need_image
from msgrad.dataset.vision.utils import AutoAugmentPolicy, Inter

_F32 = np.float32

# A line a sub-policy: two steps, each with its probability and, if it has one, its magnitude from 0 to 9
_POLICIES = {
    AutoAugmentPolicy.IMAGENET: """
        posterize 0.4 8, rotate 0.6 9
        solarize 0.6 5, auto_contrast 0.6
        equalize 0.8, equalize 0.6
        posterize 0.6 7, posterize 0.6 6
        equalize 0.4, solarize 0.2 4
        equalize 0.4, rotate 0.8 8
        solarize 0.6 3, equalize 0.6
        posterize 0.8 5, equalize 1.0
        rotate 0.2 3, solarize 0.6 8
        equalize 0.6, posterize 0.4 6
        rotate 0.8 8, color 0.4 0
        rotate 0.4 9, equalize 0.6
        equalize 0.0, equalize 0.8
        invert 0.6, equalize 1.0
        color 0.6 4, contrast 1.0 8
        rotate 0.8 8, color 1.0 2
        color 0.8 8, solarize 0.8 7
        sharpness 0.4 7, invert 0.6
        shear_x 0.6 5, equalize 1.0
        color 0.4 0, equalize 0.6
        equalize 0.4, solarize 0.2 4
        solarize 0.6 5, auto_contrast 0.6
        invert 0.6, equalize 1.0
        color 0.6 4, contrast 1.0 8
        equalize 0.8, equalize 0.6
    """,
    AutoAugmentPolicy.CIFAR10: """
        invert 0.1, contrast 0.2 6
        rotate 0.7 2, translate_x 0.3 9
        sharpness 0.8 1, sharpness 0.9 3
        shear_y 0.5 8, translate_y 0.7 9
        auto_contrast 0.5, equalize 0.9
        shear_y 0.2 7, posterize 0.3 7
        color 0.4 3, brightness 0.6 7
        sharpness 0.3 9, brightness 0.7 9
        equalize 0.6, equalize 0.5
        contrast 0.6 7, sharpness 0.6 5
        color 0.7 7, translate_x 0.5 8
        equalize 0.3, auto_contrast 0.4
        translate_y 0.4 3, sharpness 0.2 6
        brightness 0.9 6, color 0.2 8
        solarize 0.5 2, invert 0.0
        equalize 0.2, auto_contrast 0.6
        equalize 0.2, equalize 0.6
        color 0.9 9, equalize 0.6
        auto_contrast 0.8, solarize 0.2 8
        brightness 0.1 3, color 0.7 0
        solarize 0.4 5, auto_contrast 0.9
        translate_y 0.9 9, translate_y 0.7 9
        auto_contrast 0.9, solarize 0.8 3
        equalize 0.8, invert 0.1
        translate_y 0.7 9, auto_contrast 0.9
    """,
    AutoAugmentPolicy.SVHN: """
        shear_x 0.9 4, invert 0.2
        shear_y 0.9 8, invert 0.7
        equalize 0.6, solarize 0.6 6
        invert 0.9, equalize 0.6
        equalize 0.6, rotate 0.9 3
        shear_x 0.9 4, auto_contrast 0.8
        shear_y 0.9 8, invert 0.4
        shear_y 0.9 5, solarize 0.2 6
        invert 0.9, auto_contrast 0.8
        equalize 0.6, rotate 0.9 3
        shear_x 0.9 4, solarize 0.3 3
        shear_y 0.8 8, invert 0.7
        equalize 0.9, translate_y 0.6 6
        invert 0.9, equalize 0.6
        contrast 0.3 3, rotate 0.8 4
        invert 0.8, translate_y 0.0 2
        shear_y 0.7 6, solarize 0.4 8
        invert 0.6, rotate 0.8 4
        shear_y 0.3 7, translate_x 0.9 3
        shear_x 0.1 6, invert 0.6
        solarize 0.7 2, translate_y 0.6 7
        shear_y 0.8 4, invert 0.8
        shear_x 0.7 9, translate_y 0.8 3
        shear_y 0.8 5, auto_contrast 0.7
        shear_x 0.7 2, invert 0.1
    """,
}


@cache
def _steps(policy: AutoAugmentPolicy) -> list[list[tuple[str, float, int]]]:
    """Of each sub-policy the steps: name, probability, magnitude."""
    lines = _POLICIES[policy].strip().splitlines()
    parts = [[step.split() for step in line.split(",")] for line in lines]
    return [[(name, float(odds), int(*rest)) for name, odds, *rest in steps] for steps in parts]


class AutoAugment(_Automatic):
    """Two steps of a random sub-policy, on images (height, width, 3).

    Args:
        policy: the data that the policy was learned for.
        interpolation: of what turns, shears and moves.
        fill_value: the colour of what comes from outside of the image.

    Raises:
        TypeError, ValueError: for wrong arguments.
        RuntimeError: for another image.
    """

    bins = 10

    def __init__(self, policy=AutoAugmentPolicy.IMAGENET, interpolation=Inter.NEAREST, fill_value=0):
        self.policy = _check.check_kind(policy, AutoAugmentPolicy, "policy", "AutoAugment")
        self.interpolation = _check.check_inter(interpolation, "AutoAugment")
        self.fill_value = _check.check_fill(fill_value, "AutoAugment")

    def compute(self, image):
        need_image(image, "AutoAugment", ranks=(3,), channels=(3,))
        for step, magnitude, sign in self._drawn(self.stream):
            image = self._apply(image, step, magnitude, sign)
        return image

    def _drawn(self, stream):
        """The steps to do: name, magnitude, sign."""
        policies = _steps(self.policy)
        chosen = policies[stream.uniform_int(0, len(policies) - 1)]
        odds = [stream.uniform_float(0, 1) for _ in chosen]
        signs = [stream.uniform_int(0, 1) for _ in chosen]
        return [
            (step, magnitude, 1.0 if sign else -1.0)
            for (step, probability, magnitude), odd, sign in zip(chosen, odds, signs, strict=True)
            if odd <= probability
        ]

    def _apply(self, image, step, magnitude, sign):
        """The image after a step; strengths are whole numbers of steps of float32."""
        if step == "invert":
            return colour.invert(image)
        if step == "solarize":
            return colour.solarize(image, 256 - 256 * magnitude / 9, 255)
        if step in ADJUST:
            strength = _F32(magnitude) * (_F32(self.most_colour) / _F32(9))
            return ADJUST[step](image, float(_F32(1) + _F32(sign) * strength))
        return super()._apply(image, step, magnitude, sign)
