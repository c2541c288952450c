"""The name that transforms of PIL images had before MindSpore 2.0; `mindspore.dataset.vision` has them now.

What is left of PIL images after `ToTensor` are arrays (channels, height, width).
"""

from msgrad.dataset.transforms.base import PyTensorOperation
from msgrad.dataset.transforms.compound import not_random
from msgrad.dataset.vision import (
    HWC2CHW,
    AdjustGamma,
    AutoContrast,
    Border,
    CenterCrop,
    Equalize,
    FiveCrop,
    Grayscale,
    HsvToRgb,
    Inter,
    Invert,
    LinearTransformation,
    MixUp,
    Pad,
    RandomAdjustSharpness,
    RandomAffine,
    RandomAutoContrast,
    RandomColor,
    RandomColorAdjust,
    RandomCrop,
    RandomEqualize,
    RandomErasing,
    RandomGrayscale,
    RandomHorizontalFlip,
    RandomInvert,
    RandomLighting,
    RandomPerspective,
    RandomPosterize,
    RandomResizedCrop,
    RandomRotation,
    RandomSharpness,
    RandomSolarize,
    RandomVerticalFlip,
    Resize,
    RgbToHsv,
    TenCrop,
    ToNumpy,
    ToPIL,
    ToTensor,
    ToType,
    UniformAugment,
)
from msgrad.dataset.vision import CutOut as _CutOut
from msgrad.dataset.vision import Decode as _Decode
from msgrad.dataset.vision import Normalize as _Normalize
from msgrad.dataset.vision import NormalizePad as _NormalizePad


class Decode(_Decode):
    """`vision.Decode` to a PIL image."""

    def __init__(self):
        super().__init__(to_pil=True)


class Normalize(_Normalize):
    """`vision.Normalize` of arrays (channels, height, width)."""

    def __init__(self, mean, std):
        super().__init__(mean, std, is_hwc=False)


class NormalizePad(_NormalizePad):
    """`vision.NormalizePad` of arrays (channels, height, width)."""

    def __init__(self, mean, std, dtype="float32"):
        super().__init__(mean, std, dtype, is_hwc=False)


class CutOut(_CutOut):
    """`vision.CutOut` of arrays (channels, height, width)."""

    def __init__(self, length, num_patches=1):
        super().__init__(length, num_patches, is_hwc=False)


Cutout = CutOut  # its name in MindSpore 1.0

__all__ = [
    "AdjustGamma", "AutoContrast", "Border", "CenterCrop", "CutOut", "Cutout", "Decode", "Equalize", "FiveCrop",
    "Grayscale", "HWC2CHW", "HsvToRgb", "Inter", "Invert", "LinearTransformation", "MixUp", "Normalize",
    "NormalizePad", "Pad", "PyTensorOperation", "RandomAdjustSharpness", "RandomAffine", "RandomAutoContrast",
    "RandomColor", "RandomColorAdjust", "RandomCrop", "RandomEqualize", "RandomErasing", "RandomGrayscale",
    "RandomHorizontalFlip", "RandomInvert", "RandomLighting", "RandomPerspective", "RandomPosterize",
    "RandomResizedCrop", "RandomRotation", "RandomSharpness", "RandomSolarize", "RandomVerticalFlip", "Resize",
    "RgbToHsv", "TenCrop", "ToNumpy", "ToPIL", "ToTensor", "ToType", "UniformAugment", "not_random",
]  # fmt: skip
