"""`mindspore.boost`: the accumulation of gradients. The algorithms for faster training on Ascend are absent."""

from msgrad._names import missing_name_getattr
from msgrad.boost import grad_accumulation
from msgrad.boost.grad_accumulation import GradientAccumulation

__all__ = ["GradientAccumulation"]

__getattr__ = missing_name_getattr(__name__)
