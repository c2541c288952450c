"""Functions that make and rearrange Tensors: MindSpore's module name, over the families' own modules."""

from msgrad._lazy import lazy_getattr


def new_ones(input, size, *, dtype=None):
    """Ones of a shape, of the Tensor's dtype or another one.

    >>> ops.function.array_func.new_ones(Tensor([1, 2]), (1, 2)).tolist()
    [[1, 1]]
    """
    return input.new_ones(size, dtype=dtype)


def new_zeros(input, size, *, dtype=None):
    """Zeros of a shape, of the Tensor's dtype or another one.

    >>> ops.function.array_func.new_zeros(Tensor([1, 2]), (1, 2)).tolist()
    [[0, 0]]
    """
    return input.new_zeros(size, dtype=dtype)


__getattr__ = lazy_getattr(__name__, ["msgrad.ops.function"])
