"""Mathematical functions: MindSpore's module name, over the families' own modules."""

from msgrad._lazy import lazy_getattr
from msgrad.ops.function._arguments import as_dtype, as_static
from msgrad.ops.function.reduce_func import _mean


def mean_ext(input, axis=None, keep_dims=False, dtype=None):
    """The mean over ``axis``, in the dtype of the input or in ``dtype``. RuntimeError for bools.

    >>> ops.function.math_func.mean_ext(Tensor([[1.0, 2.0], [3.0, 4.0]]), 1, keep_dims=True).tolist()
    [[1.5], [3.5]]
    """
    return _mean(input, as_static(axis), keep_dims, as_dtype(dtype, "mean_ext"))


__getattr__ = lazy_getattr(__name__, ["msgrad.ops.function"])
