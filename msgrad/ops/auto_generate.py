"""Operators and primitives under the name of the module that MindSpore generates for its compiler's own use."""

from msgrad._lazy import lazy_getattr
from msgrad.ops.function import math_func


def mean_ext(input, dim=None, keepdim=False, dtype=None):
    """The mean over ``dim``; see `math_func.mean_ext`, which has other names for the arguments.

    >>> ops.auto_generate.mean_ext(Tensor([[1, 2], [3, 4]]), 0, False, mindspore.float32).tolist()
    [2.0, 3.0]
    """
    return math_func.mean_ext(input, dim, keepdim, dtype)


__getattr__ = lazy_getattr(
    __name__,
    ["msgrad.ops.function", "msgrad.ops.plain", "msgrad.ops.operations", "msgrad.ops.operations.generated_ops"],
)
