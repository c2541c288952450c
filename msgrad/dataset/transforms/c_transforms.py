"""The name that transforms of any data had before MindSpore 2.0; `mindspore.dataset.transforms` has them now."""

from msgrad.dataset.transforms import (
    Compose,
    Concatenate,
    Duplicate,
    Fill,
    Mask,
    OneHot,
    PadEnd,
    RandomApply,
    RandomChoice,
    Relational,
    Slice,
    TypeCast,
    Unique,
)
from msgrad.dataset.transforms.base import TensorOperation

__all__ = [
    "Compose", "Concatenate", "Duplicate", "Fill", "Mask", "OneHot", "PadEnd", "RandomApply", "RandomChoice",
    "Relational", "Slice", "TensorOperation", "TypeCast", "Unique",
]  # fmt: skip
