"""The name that transforms in Python had before MindSpore 2.0; `mindspore.dataset.transforms` has them now."""

from msgrad.dataset.transforms import Compose, OneHot, RandomApply, RandomChoice, RandomOrder
from msgrad.dataset.transforms.base import PyTensorOperation
from msgrad.dataset.transforms.compound import not_random

OneHotOp = OneHot

__all__ = [
    "Compose", "OneHotOp", "PyTensorOperation", "RandomApply", "RandomChoice", "RandomOrder", "not_random",
]  # fmt: skip
