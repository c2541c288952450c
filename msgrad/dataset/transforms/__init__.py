"""`mindspore.dataset.transforms`: transforms of any data."""

from msgrad._lazy import lazy_getattr
from msgrad.dataset.transforms.arrays import (
    Concatenate,
    Duplicate,
    Fill,
    Mask,
    OneHot,
    PadEnd,
    Plugin,
    Relational,
    Slice,
    TypeCast,
    Unique,
)
from msgrad.dataset.transforms.base import Implementation, PyTensorOperation, TensorOperation
from msgrad.dataset.transforms.compound import (
    Compose,
    CompoundOperation,
    RandomApply,
    RandomChoice,
    RandomOrder,
    not_random,
)

__all__ = [
    "Compose",
    "Concatenate",
    "Duplicate",
    "Fill",
    "Mask",
    "OneHot",
    "PadEnd",
    "Plugin",
    "RandomApply",
    "RandomChoice",
    "RandomOrder",
    "Relational",
    "Slice",
    "TypeCast",
    "Unique",
    "not_random",
]

__getattr__ = lazy_getattr(__name__, (), ("c_transforms", "py_transforms"))  # names of older code
