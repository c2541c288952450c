"""Random transforms that change colours. Numpy images draw from the transform's stream, PIL ones from `random`."""

from __future__ import annotations

import random as python_random

import numpy as np

from msgrad.dataset.random_state import NormalDistribution
from msgrad.dataset.transforms.base import Drawing
from msgrad.dataset.vision import _check, colour, on_pil
from msgrad.dataset.vision.base import ImageTensorOperation, PilOperation, need_image, need_pil
from msgrad.dataset.vision.colours import check_ignore, check_threshold

_F32 = np.float32


def _check_range_about_one(value, argument, who):
    """A number d for [max(1 - d, 0), 1 + d], or the two ends."""
    if isinstance(value, _check.NUMBER) and not isinstance(value, bool):
        _check.check_range(value, 0, _check.FLOAT_MAX, argument, who)
        return (max(0, 1 - value), 1 + value)
    return _check.check_magnitude_range(value, 0, _check.FLOAT_MAX, argument, who, (list, tuple))


def _check_hue(value, who):
    """A number d for [-d, d], or the two ends, within [-0.5, 0.5]."""
    if isinstance(value, _check.NUMBER) and not isinstance(value, bool):
        _check.check_range(value, 0, 0.5, "hue", who)
        return (-value, value)
    return _check.check_magnitude_range(value, -0.5, 0.5, "hue", who, (list, tuple))


class RandomColorAdjust(Drawing, ImageTensorOperation):
    """Random brightness, contrast, saturation and hue, each a range or a deviation from leaving it as it is."""

    def __init__(self, brightness=(1, 1), contrast=(1, 1), saturation=(1, 1), hue=(0, 0)):
        who = "RandomColorAdjust"
        self.brightness = _check_range_about_one(brightness, "brightness", who)
        self.contrast = _check_range_about_one(contrast, "contrast", who)
        self.saturation = _check_range_about_one(saturation, "saturation", who)
        self.hue = _check_hue(hue, who)

    def compute(self, image):
        who = "RandomColorAdjust"
        need_image(image, who, ranks=(3,), channels=(3,))
        stream = self.stream
        order = ["brightness", "contrast", "saturation", "hue"]
        stream.shuffle(order)
        for kind in order:
            low, high = getattr(self, kind)
            neutral = 0 if kind == "hue" else 1
            if low == high == neutral:
                continue
            amount = low if low == high else float(stream.uniform_float(low, high))
            image = getattr(colour, f"adjust_{kind}")(image, amount, who)
        return image

    def _execute_py(self, image):
        who = "RandomColorAdjust"
        need_pil(image, who)
        kinds = {"Brightness": self.brightness, "Contrast": self.contrast, "Color": self.saturation}
        steps = []
        for kind, ends in kinds.items():
            steps.append((kind, python_random.uniform(*ends)))
        steps.append(("hue", python_random.uniform(*self.hue)))
        python_random.shuffle(steps)
        for kind, amount in steps:
            image = on_pil.adjust_hue(image, amount, who) if kind == "hue" else on_pil.enhance(image, kind, amount, who)
        return image


class RandomColor(Drawing, ImageTensorOperation):
    """Between grey (0) and more colour (above 1), by a factor from a range."""

    def __init__(self, degrees=(0.1, 1.9)):
        self.degrees = _check.check_magnitude_range(
            degrees, 0, _check.FLOAT_MAX, "degrees", "RandomColor", (list, tuple)
        )

    def compute(self, image):
        need_image(image, "RandomColor", ranks=(3,), channels=(3,))
        factor = float(self.stream.uniform_float(*self.degrees))
        return image if factor == 1 else colour.blend_with_grey(image, factor)

    def _execute_py(self, image):
        need_pil(image, "RandomColor")
        return on_pil.enhance(image, "Color", python_random.uniform(*self.degrees), "RandomColor")


class RandomSharpness(Drawing, ImageTensorOperation):
    """Between smoothed (0) and sharper (above 1), by a factor from a range."""

    def __init__(self, degrees=(0.1, 1.9)):
        self.degrees = _check.check_magnitude_range(
            degrees, 0, _check.FLOAT_MAX, "degrees", "RandomSharpness", (list, tuple)
        )

    def compute(self, image):
        return colour.adjust_sharpness(image, float(self.stream.uniform_float(*self.degrees)), "RandomSharpness")

    def _execute_py(self, image):
        need_pil(image, "RandomSharpness")
        return on_pil.enhance(image, "Sharpness", python_random.uniform(*self.degrees), "RandomSharpness")


class RandomPosterize(Drawing, ImageTensorOperation):
    """`Posterize` with a number of bits from a range."""

    def __init__(self, bits=(8, 8)):
        _check.check_kind(bits, (int, list, tuple), "bits", "RandomPosterize")
        ends = (bits, bits) if isinstance(bits, int) else tuple(bits)
        if len(ends) != 2:
            raise TypeError(f"For 'RandomPosterize', the 'bits' must be an int or two, but got {bits}.")
        for end in ends:
            _check.check_range(end, 1, 8, "bits", "RandomPosterize", kinds=int)
        if ends[0] > ends[1]:
            raise ValueError(f"For 'RandomPosterize', the 'bits' must be in order, but got {bits}.")
        self.bits = ends

    def compute(self, image):
        low, high = self.bits
        bits = low if low == high else self.stream.uniform_int(low, high)
        return colour.posterize(image, bits, "RandomPosterize")


class RandomSolarize(Drawing, ImageTensorOperation):
    """`Solarize` with two levels from a range."""

    def __init__(self, threshold=(0, 255)):
        _check.check_kind(threshold, tuple, "threshold", "RandomSolarize")
        self.threshold = check_threshold(threshold, "RandomSolarize")

    def compute(self, image):
        stream = self.stream
        low, high = sorted(stream.uniform_int(*self.threshold) for _ in range(2))
        return colour.solarize(image, low, high, "RandomSolarize")


class _WithProbability(Drawing, ImageTensorOperation):
    """Applies `change` with a probability."""

    def compute(self, image):
        self.check(image)
        return self.change(image) if self.stream.bernoulli(self.prob) else image

    def check(self, image):
        pass

    def change(self, image):
        raise NotImplementedError


class RandomEqualize(_WithProbability):
    """`Equalize` with a probability."""

    def __init__(self, prob=0.5):
        self.prob = _check.check_prob(prob, "RandomEqualize")

    def check(self, image):
        need_image(image, "RandomEqualize", channels=(1, 3), types="uint8")

    def change(self, image):
        return colour.equalize(image, "RandomEqualize")


class RandomInvert(_WithProbability):
    """`Invert` with a probability."""

    def __init__(self, prob=0.5):
        self.prob = _check.check_prob(prob, "RandomInvert")

    def check(self, image):
        need_image(image, "RandomInvert", ranks=(3,))

    def change(self, image):
        return colour.invert(image, "RandomInvert")


class RandomAutoContrast(_WithProbability):
    """`AutoContrast` with a probability."""

    def __init__(self, cutoff=0.0, ignore=None, prob=0.5):
        _check.check_range(cutoff, 0, 50, "cutoff", "RandomAutoContrast")
        if cutoff >= 50:
            raise ValueError(f"For 'RandomAutoContrast', the 'cutoff' must be in [0, 50), but got {cutoff}.")
        self.cutoff, self.ignore = cutoff, check_ignore(ignore, "RandomAutoContrast")
        self.prob = _check.check_prob(prob, "RandomAutoContrast")

    def change(self, image):
        return colour.auto_contrast(image, self.cutoff, self.ignore, "RandomAutoContrast")


class RandomAdjustSharpness(_WithProbability):
    """`AdjustSharpness` with a probability."""

    def __init__(self, degree, prob=0.5):
        self.degree = _check.check_factor(degree, "degree", "RandomAdjustSharpness")
        self.prob = _check.check_prob(prob, "RandomAdjustSharpness")

    def change(self, image):
        return colour.adjust_sharpness(image, self.degree, "RandomAdjustSharpness")


class RandomGrayscale(PilOperation):
    """A grey PIL image of as many channels, with a probability."""

    random = True

    def __init__(self, prob=0.1):
        self.prob = _check.check_prob(prob, "RandomGrayscale")

    def _execute_py(self, image):
        if not hasattr(image, "getbands"):
            raise AttributeError(f"For 'RandomGrayscale', the input must be a PIL image, but got {type(image)}.")
        channels = 1 if image.mode == "L" else 3
        return on_pil.grayscale(image, channels) if python_random.random() < self.prob else image


# The main directions of colour in photographs (ImageNet's), and how far colours spread along them
_EIGENVECTORS = np.array([[-0.5675, 0.7192, 0.4009], [-0.5808, -0.0045, -0.8140], [-0.5836, -0.6948, 0.4203]])
_EIGENVALUES = np.array([0.2175, 0.0188, 0.0045])


class RandomLighting(Drawing, ImageTensorOperation):
    """Adds colour noise as AlexNet's training did, of a standard deviation alpha."""

    def __init__(self, alpha=0.05):
        self.alpha = _check.check_factor(alpha, "alpha", "RandomLighting")
        self._normal = NormalDistribution(0.0, alpha)

    def compute(self, image):
        need_image(image, "RandomLighting", ranks=(3,), channels=(3,))
        stream = self.stream
        if self._stream is None:
            self._normal = NormalDistribution(0.0, self.alpha)
        amounts = [float(self._normal(stream)) for _ in range(3)]
        return colour.add_light(image, _light(np.array(amounts)))

    def _execute_py(self, image):
        need_pil(image, "RandomLighting")
        light = _light(np.random.normal(0.0, self.alpha, 3))
        return on_pil.add_light(image, light)


def _light(amounts):
    return _EIGENVECTORS @ (amounts * _EIGENVALUES)
