"""Schedulers that change the learning rates of an optimizer's groups, as `mindspore.experimental.optim.lr_scheduler`
has them."""

from msgrad._names import missing_name_getattr
from msgrad.experimental.optim.lr_scheduler.cyclic import CosineAnnealingLR, CosineAnnealingWarmRestarts, CyclicLR
from msgrad.experimental.optim.lr_scheduler.decay import (
    ConstantLR,
    ExponentialLR,
    LambdaLR,
    LinearLR,
    MultiplicativeLR,
    MultiStepLR,
    PolynomialLR,
    StepLR,
)
from msgrad.experimental.optim.lr_scheduler.plateau import ReduceLROnPlateau
from msgrad.experimental.optim.lr_scheduler.scheduler import LRScheduler, SequentialLR

__all__ = [
    "ConstantLR",
    "CosineAnnealingLR",
    "CosineAnnealingWarmRestarts",
    "CyclicLR",
    "ExponentialLR",
    "LRScheduler",
    "LambdaLR",
    "LinearLR",
    "MultiStepLR",
    "MultiplicativeLR",
    "PolynomialLR",
    "ReduceLROnPlateau",
    "SequentialLR",
    "StepLR",
]
__getattr__ = missing_name_getattr(__name__)
