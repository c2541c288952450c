"""Special functions: `mindspore.mint.special`."""

from __future__ import annotations

from msgrad._names import missing_name_getattr
from msgrad.mint.nn.functional import log_softmax
from msgrad.ops import function as F
from msgrad.ops.function import erfc, exp2, expm1, log1p, sinc

__all__ = ["erfc", "exp2", "expm1", "log1p", "log_softmax", "round", "sinc"]


def round(input):
    """The nearest whole numbers; halves go to the even one.

    >>> mint.special.round(Tensor([0.5, 1.5])).tolist()
    [0.0, 2.0]
    """
    return F.round(input)


__getattr__ = missing_name_getattr(__name__)
