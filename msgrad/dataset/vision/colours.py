"""Transforms that change colours."""

from __future__ import annotations

import numpy as np

from msgrad.dataset.transforms.base import PyTensorOperation
from msgrad.dataset.vision import _check, colour, on_pil
from msgrad.dataset.vision._libraries import run
from msgrad.dataset.vision.base import ImageTensorOperation, PilOperation, need_image
from msgrad.dataset.vision.utils import ConvertMode


class AdjustBrightness(ImageTensorOperation):
    """All channels times a factor.

    >>> AdjustBrightness(2.0)(np.array([[[10, 100, 200]]], np.uint8))
    array([[[ 20, 200, 255]]], dtype=uint8)
    """

    def __init__(self, brightness_factor):
        self.factor = _check.check_factor(brightness_factor, "brightness_factor", "AdjustBrightness")

    def compute(self, image):
        return colour.adjust_brightness(image, self.factor)

    def _execute_py(self, image):
        return on_pil.enhance(image, "Brightness", self.factor, "AdjustBrightness")


class AdjustContrast(ImageTensorOperation):
    """0 gives the mean grey, 1 the image, more a stronger contrast."""

    def __init__(self, contrast_factor):
        self.factor = _check.check_factor(contrast_factor, "contrast_factor", "AdjustContrast")

    def compute(self, image):
        return colour.adjust_contrast(image, self.factor)

    def _execute_py(self, image):
        return on_pil.enhance(image, "Contrast", self.factor, "AdjustContrast")


class AdjustSaturation(ImageTensorOperation):
    """0 gives greys, 1 the image, more stronger colours."""

    def __init__(self, saturation_factor):
        self.factor = _check.check_factor(saturation_factor, "saturation_factor", "AdjustSaturation")

    def compute(self, image):
        return colour.adjust_saturation(image, self.factor)

    def _execute_py(self, image):
        return on_pil.enhance(image, "Color", self.factor, "AdjustSaturation")


class AdjustSharpness(ImageTensorOperation):
    """0 gives a smoothed image, 1 the image, more a sharper one."""

    def __init__(self, sharpness_factor):
        self.factor = _check.check_factor(sharpness_factor, "sharpness_factor", "AdjustSharpness")

    def compute(self, image):
        return colour.adjust_sharpness(image, self.factor)


class AdjustHue(ImageTensorOperation):
    """Turns the hue by a part of the circle, from -0.5 to 0.5."""

    def __init__(self, hue_factor):
        self.factor = _check.check_range(hue_factor, -0.5, 0.5, "hue_factor", "AdjustHue")

    def compute(self, image):
        return colour.adjust_hue(image, self.factor)

    def _execute_py(self, image):
        return on_pil.adjust_hue(image, self.factor)


class AdjustGamma(ImageTensorOperation):
    """gain * image ** gamma, where 1 is full light."""

    def __init__(self, gamma, gain=1):
        self.gamma = _check.check_factor(gamma, "gamma", "AdjustGamma")
        self.gain = _check.check_number(gain, "gain", "AdjustGamma")

    def compute(self, image):
        return colour.adjust_gamma(image, self.gamma, self.gain)

    def _execute_py(self, image):
        return on_pil.adjust_gamma(image, self.gamma, self.gain)


def check_ignore(ignore, who):
    """A list of levels from 0 to 255."""
    if ignore is None:
        return []
    _check.check_kind(ignore, (list, tuple, int), "ignore", who)
    items = [ignore] if isinstance(ignore, int) else list(ignore)
    for item in items:
        _check.check_range(item, 0, 255, "ignore", who, kinds=int)
    return items


class AutoContrast(ImageTensorOperation):
    """Stretches each channel to 0..255, without `cutoff` per cent of pixels at both ends and the levels in `ignore`."""

    def __init__(self, cutoff=0.0, ignore=None):
        _check.check_range(cutoff, 0, 50, "cutoff", "AutoContrast")
        if cutoff >= 50:
            raise ValueError(f"For 'AutoContrast', the 'cutoff' must be in [0, 50), but got {cutoff}.")
        self.cutoff, self.ignore = cutoff, check_ignore(ignore, "AutoContrast")

    def compute(self, image):
        return colour.auto_contrast(image, self.cutoff, self.ignore)

    def _execute_py(self, image):
        return on_pil.image_ops(image, "autocontrast", "AutoContrast", self.cutoff, self.ignore)


class Equalize(ImageTensorOperation):
    """Makes the histogram of each channel even."""

    def compute(self, image):
        return colour.equalize(image)

    def _execute_py(self, image):
        return on_pil.image_ops(image, "equalize", "Equalize")


class Invert(ImageTensorOperation):
    """255 minus the image.

    >>> Invert()(np.array([[[0, 100, 255]]], np.uint8))
    array([[[255, 155,   0]]], dtype=uint8)
    """

    def compute(self, image):
        return colour.invert(image)

    def _execute_py(self, image):
        return on_pil.image_ops(image, "invert", "Invert")


class Posterize(ImageTensorOperation):
    """Only the upper `bits` of each channel."""

    def __init__(self, bits):
        self.bits = _check.check_range(bits, 0, 8, "bits", "Posterize", kinds=int)

    def compute(self, image):
        return colour.posterize(image, self.bits)


def check_threshold(threshold, who, kinds=(int, tuple, list)):
    """A level, for both ends, or the two ends of a range, in 0..255."""
    _check.check_kind(threshold, (float, *kinds), "threshold", who)
    items = tuple(threshold) if isinstance(threshold, list | tuple) else (threshold, threshold)
    if len(items) != 2:
        raise TypeError(f"For '{who}', the 'threshold' must be a number or two, but got {threshold}.")
    for item in items:
        _check.check_range(item, 0, 255, "threshold", who)
    if items[0] > items[1]:
        raise ValueError(f"For '{who}', the 'threshold' must be in order, but got {threshold}.")
    return items


class Solarize(ImageTensorOperation):
    """Inverts the levels in a range, or all from a level on."""

    def __init__(self, threshold):
        self.threshold = check_threshold(threshold, "Solarize")

    def compute(self, image):
        return colour.solarize(image, *self.threshold)


class GaussianBlur(ImageTensorOperation):
    """A Gauss filter of an odd size, one or (width, height), with one standard deviation or two."""

    def __init__(self, kernel_size, sigma=None):
        _check.check_kind(kernel_size, (int, list, tuple), "kernel_size", "GaussianBlur")
        kernel = (kernel_size,) * 2 if isinstance(kernel_size, int) else tuple(kernel_size)
        if len(kernel) != 2:
            raise TypeError(f"For 'GaussianBlur', the 'kernel_size' must be one number or two, but got {kernel_size}.")
        for length in kernel:
            _check.check_range(length, 1, _check.FLOAT_MAX, "kernel_size", "GaussianBlur", kinds=int)
            if length % 2 == 0:
                raise ValueError(f"For 'GaussianBlur', the 'kernel_size' must be odd, but got {kernel_size}.")
        sigma = 0 if sigma is None else sigma
        _check.check_kind(sigma, (int, float, list, tuple), "sigma", "GaussianBlur")
        widths = tuple(sigma) if isinstance(sigma, list | tuple) else (sigma,) * 2
        if len(widths) != 2:
            raise TypeError(f"For 'GaussianBlur', the 'sigma' must be one number or two, but got {sigma}.")
        for width in widths:
            _check.check_factor(width, "sigma", "GaussianBlur")
        self.kernel, self.sigma = kernel, widths

    def compute(self, image):
        return colour.gaussian_blur(image, self.kernel, self.sigma)


class Grayscale(PilOperation):
    """A grey PIL image, of one channel or of three."""

    def __init__(self, num_output_channels=1):
        _check.check_kind(num_output_channels, int, "num_output_channels", "Grayscale")
        if num_output_channels not in (1, 3):
            raise ValueError(
                f"For 'Grayscale', the 'num_output_channels' must be 1 or 3, but got {num_output_channels}."
            )
        self.channels = num_output_channels

    def _execute_py(self, image):
        return on_pil.grayscale(image, self.channels)


class ConvertColor(ImageTensorOperation):
    """From one order of colours to another."""

    def __init__(self, convert_mode):
        self.convert_mode = _check.check_kind(convert_mode, ConvertMode, "convert_mode", "ConvertColor")

    def compute(self, image):
        need_image(image, "ConvertColor")
        return run("cvtColor", image, int(self.convert_mode))


class RgbToHsv(PyTensorOperation):
    """RGB to hue, saturation and value (all in [0, 1] for images in [0, 1]), as float64.

    Of arrays (channels, height, width), or (height, width, channels) with `is_hwc`, also of batches.
    """

    columns = 1

    def __init__(self, is_hwc=False):
        self.is_hwc = _check.check_kind(is_hwc, bool, "is_hwc", type(self).__name__)

    def _execute_py(self, image):
        who = type(self).__name__
        if not isinstance(image, np.ndarray):
            raise TypeError(f"For '{who}', the image must be a numpy array, but got {type(image)}.")
        axis = -1 if self.is_hwc else -3
        if image.ndim not in (3, 4) or image.shape[axis] != 3:
            raise TypeError(
                f"For '{who}', the image must have 3 channels, but got {image.shape}, is_hwc={self.is_hwc}."
            )
        return np.stack(self.convert(*np.moveaxis(image, axis, 0)), axis)

    @staticmethod
    def convert(red, green, blue):
        red, green, blue = (np.asarray(channel, np.float64) for channel in (red, green, blue))
        high, low = np.maximum(np.maximum(red, green), blue), np.minimum(np.minimum(red, green), blue)
        spread = high - low
        with np.errstate(divide="ignore", invalid="ignore"):
            saturation = np.where(spread == 0, 0.0, spread / high)
            r, g, b = ((high - channel) / spread for channel in (red, green, blue))
            hue = np.where(red == high, b - g, np.where(green == high, 2.0 + r - b, 4.0 + g - r))
        return np.where(spread == 0, 0.0, hue / 6.0 % 1.0), saturation, high


class HsvToRgb(RgbToHsv):
    """Hue, saturation and value to RGB, as float64."""

    @staticmethod
    def convert(hue, saturation, value):
        hue, saturation, value = (np.asarray(channel, np.float64) for channel in (hue, saturation, value))
        sector = np.trunc(hue * 6.0)
        part = hue * 6.0 - sector
        p, q = value * (1.0 - saturation), value * (1.0 - saturation * part)
        t = value * (1.0 - saturation * (1.0 - part))
        choice = sector.astype(np.int64) % 6
        return (
            np.choose(choice, [value, q, p, p, t, value]),
            np.choose(choice, [t, value, value, q, p, p]),
            np.choose(choice, [p, p, t, value, value, q]),
        )


class LinearTransformation(PyTensorOperation):
    """(flattened image - mean_vector) @ transformation_matrix, in the image's shape: whitening."""

    columns = 1

    def __init__(self, transformation_matrix, mean_vector):
        _check.check_kind(transformation_matrix, np.ndarray, "transformation_matrix", "LinearTransformation")
        _check.check_kind(mean_vector, np.ndarray, "mean_vector", "LinearTransformation")
        shape = transformation_matrix.shape
        if len(shape) != 2 or shape[0] != shape[1]:
            raise ValueError(
                f"For 'LinearTransformation', the 'transformation_matrix' must be square, but got the shape {shape}."
            )
        if len(mean_vector) != shape[0]:
            raise ValueError(
                f"For 'LinearTransformation', the 'mean_vector' must be as long as the matrix is wide, "
                f"but got {len(mean_vector)} and {shape}."
            )
        self.matrix, self.mean = transformation_matrix, mean_vector

    def _execute_py(self, image):
        if not isinstance(image, np.ndarray):
            raise TypeError(f"For 'LinearTransformation', the image must be a numpy array, but got {type(image)}.")
        if image.size != len(self.mean):
            raise ValueError(
                f"For 'LinearTransformation', the image must have as many numbers as the 'mean_vector', "
                f"but got {image.shape} and {len(self.mean)}."
            )
        return np.dot(image.reshape(1, -1) - self.mean, self.matrix).reshape(image.shape)
