"""Random arrays: the numbers of MindSpore's CPU kernels after `set_seed`, bit for bit.

Each function counts its calls by itself, apart from those of `mindspore.ops`, and takes the global seed as the seed of
its operator as well. In the draws of a `Generator`, and inside `msgrad.functional`, as `mindspore.ops`.
"""

from __future__ import annotations

from msgrad.common import dtype as mstype
from msgrad.common.seed import get_seed
from msgrad.numpy._arguments import numpy_type, shape_from, whole
from msgrad.ops.function.random_func import _draw_integers, _draw_normal, _draw_uniform

__all__ = ["rand", "randint", "randn"]


def _float_type(dtype, who):
    kind = numpy_type(dtype, who)
    if kind.kind != "f":
        raise ValueError(f"For '{who}', the argument 'dtype' must be a floating one, but got {dtype}.")
    return kind


def _shape(shape, who):
    """The shape in ``f()``, which is (1,), ``f(2, 3)``, ``f((2, 3))`` and ``f([2, 3])``."""
    if len(shape) == 1:
        return shape_from(shape[0], who)
    return shape_from(shape, who) if shape else (1,)


def rand(*shape, dtype=mstype.float32):
    """Numbers drawn uniformly from [0, 1), of a floating ``dtype``; of shape (1,) where none is given.

    Raises TypeError for a shape that holds something else than ints, ValueError for negative sizes and for a dtype that
    is not a floating one.

    >>> rand(2, 3).shape, rand((2,), dtype="float16").dtype
    ((2, 3), mindspore.float16)
    """
    kind = _float_type(dtype, "rand")
    return _draw_uniform("UniformReal", get_seed(), _shape(shape, "rand"), dtype=kind)


def randn(*shape, dtype=mstype.float32):
    """Numbers of the standard normal distribution; arguments as `rand`.

    >>> randn(2, 3).shape
    (2, 3)
    """
    kind = _float_type(dtype, "randn")
    return _draw_normal("StandardNormal", get_seed(), _shape(shape, "randn"), dtype=kind)


def randint(minval, maxval=None, shape=None, dtype=mstype.int32):
    """Integers drawn uniformly from [minval, maxval), or from [0, minval) where only one bound is given; of shape (1,)
    where none is given.

    Raises TypeError for what is no int, ValueError for bounds with nothing between them, for negative sizes, and for a
    dtype that is not a signed integer one.

    >>> randint(3, 4, (2,)).tolist()
    [3, 3]
    """
    minval = whole(minval, "minval", "randint")
    low, high = (0, minval) if maxval is None else (minval, whole(maxval, "maxval", "randint"))
    if low >= high:
        raise ValueError(f"For 'randint', the lower bound must be below the upper one, but got {low} and {high}.")
    kind = numpy_type(dtype, "randint")
    if kind.kind != "i":
        raise ValueError(f"For 'randint', the argument 'dtype' must be a signed integer one, but got {dtype}.")
    shape = (1,) if shape is None else shape_from(shape, "randint")
    return _draw_integers("UniformInt", get_seed(), shape, low, high, kind)
