"""The name that transforms of numpy images had before MindSpore 2.0; `mindspore.dataset.vision` has them now."""

from msgrad.dataset.transforms.base import TensorOperation
from msgrad.dataset.vision import (
    HWC2CHW,
    AdjustGamma,
    AutoAugment,
    AutoAugmentPolicy,
    AutoContrast,
    Border,
    BoundingBoxAugment,
    CenterCrop,
    ConvertColor,
    ConvertMode,
    Crop,
    CutMixBatch,
    CutOut,
    Equalize,
    GaussianBlur,
    HorizontalFlip,
    ImageBatchFormat,
    ImageTensorOperation,
    Inter,
    Invert,
    MixUpBatch,
    Pad,
    RandomAdjustSharpness,
    RandomAffine,
    RandomAutoContrast,
    RandomColor,
    RandomColorAdjust,
    RandomCrop,
    RandomCropDecodeResize,
    RandomCropWithBBox,
    RandomEqualize,
    RandomHorizontalFlip,
    RandomHorizontalFlipWithBBox,
    RandomInvert,
    RandomLighting,
    RandomPosterize,
    RandomResize,
    RandomResizedCrop,
    RandomResizedCropWithBBox,
    RandomResizeWithBBox,
    RandomRotation,
    RandomSelectSubpolicy,
    RandomSharpness,
    RandomSolarize,
    RandomVerticalFlip,
    RandomVerticalFlipWithBBox,
    Rescale,
    Resize,
    ResizeWithBBox,
    Rotate,
    SliceMode,
    SlicePatches,
    UniformAugment,
    VerticalFlip,
)
from msgrad.dataset.vision import Decode as _Decode
from msgrad.dataset.vision import Normalize as _Normalize
from msgrad.dataset.vision import NormalizePad as _NormalizePad


class Decode(_Decode):
    """`vision.Decode` to an array; `rgb` may only be True."""

    def __init__(self, rgb=True):
        if rgb is not True:
            raise ValueError(
                f"For 'Decode', the 'rgb' must be True, but got {rgb!r}: ConvertColor(ConvertMode.COLOR_RGB2BGR) turns "
                "the colours round."
            )
        super().__init__()


class Normalize(_Normalize):
    """`vision.Normalize` of images (height, width, channels)."""

    def __init__(self, mean, std):
        super().__init__(mean, std, is_hwc=True)


class NormalizePad(_NormalizePad):
    """`vision.NormalizePad` of images (height, width, channels)."""

    def __init__(self, mean, std, dtype="float32"):
        super().__init__(mean, std, dtype, is_hwc=True)


__all__ = [
    "AdjustGamma", "AutoAugment", "AutoAugmentPolicy", "AutoContrast", "Border", "BoundingBoxAugment", "CenterCrop",
    "ConvertColor", "ConvertMode", "Crop", "CutMixBatch", "CutOut", "Decode", "Equalize", "GaussianBlur", "HWC2CHW",
    "HorizontalFlip", "ImageBatchFormat", "ImageTensorOperation", "Inter", "Invert", "MixUpBatch", "Normalize",
    "NormalizePad", "Pad", "RandomAdjustSharpness", "RandomAffine", "RandomAutoContrast", "RandomColor",
    "RandomColorAdjust", "RandomCrop", "RandomCropDecodeResize", "RandomCropWithBBox", "RandomEqualize",
    "RandomHorizontalFlip", "RandomHorizontalFlipWithBBox", "RandomInvert", "RandomLighting", "RandomPosterize",
    "RandomResize", "RandomResizeWithBBox", "RandomResizedCrop", "RandomResizedCropWithBBox", "RandomRotation",
    "RandomSelectSubpolicy", "RandomSharpness", "RandomSolarize", "RandomVerticalFlip", "RandomVerticalFlipWithBBox",
    "Rescale", "Resize", "ResizeWithBBox", "Rotate", "SliceMode", "SlicePatches", "TensorOperation", "UniformAugment",
    "VerticalFlip",
]  # fmt: skip
