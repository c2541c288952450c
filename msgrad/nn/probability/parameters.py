"""What distributions and bijectors take as parameters, made Tensors of one dtype, and checks of it."""

from __future__ import annotations

import numpy as np

from msgrad.common import dtype as mstype
from msgrad.common.parameter import Parameter
from msgrad.common.tensor import Tensor
from msgrad.engine.ambient import ambient
from msgrad.engine.values import CONCRETE
from msgrad.ops.function._arguments import concrete, dtype_of

FLOATS = (mstype.float16, mstype.float32, mstype.float64, mstype.bfloat16)
NUMBERS = (
    mstype.uint8, mstype.uint16, mstype.uint32, mstype.uint64, mstype.int8, mstype.int16, mstype.int32, mstype.int64,
    *FLOATS,
)  # fmt: skip


def check_kind(dtype, allowed, argument, who):
    """TypeError unless the dtype is one of ``allowed``."""
    if dtype not in allowed:
        raise TypeError(f"For '{who}', the '{argument}' must be one of {list(allowed)}, but got {dtype!r}.")
    return dtype


def check_tensor(value, argument, who):
    """TypeError unless it is a Tensor."""
    if not isinstance(value, Tensor):
        raise TypeError(f"For '{who}', the '{argument}' must be a Tensor or Parameter, but got {type(value).__name__}.")
    return value


def as_tensor(value, dtype, argument, who):
    """An int, float, list or array as a Tensor of that dtype; a Parameter stays itself. TypeError for anything else."""
    if isinstance(value, Tensor):
        return value if isinstance(value, Parameter) or value.dtype == dtype else value.astype(dtype)
    if isinstance(value, bool) or not isinstance(value, int | float | list | np.ndarray | np.number):
        raise TypeError(
            f"For '{who}', the '{argument}' must be an int, a float, a list, an array or a Tensor, "
            f"but got {value!r} of type {type(value).__name__}."
        )
    return Tensor(value, dtype)


def parameter_dtype(parameters, dtype, who):
    """The dtype in which a distribution keeps its parameters: that of the arrays among them, which must all have the
    same (TypeError), but float32 for integers and float64; ``dtype`` itself where there is none, or float32 where that
    is no floating one.
    """
    kinds = {}
    for argument, value in parameters.items():
        if isinstance(value, Tensor | np.ndarray):
            kinds[argument] = mstype.from_numpy(dtype_of(value))
    if len(set(kinds.values())) > 1:
        raise TypeError(f"For '{who}', the parameters must all have the same dtype, but got {kinds}.")
    found = next(iter(kinds.values()), None)
    if found is None:
        return dtype if dtype in FLOATS else mstype.float32
    return found if found in (mstype.float16, mstype.bfloat16) else mstype.float32


def known(value):
    """The numbers of a Tensor as an array; None inside transformations and recorded functions, where there are none."""
    if ambient.recorder is not None or value._result().kind != CONCRETE:
        return None
    return concrete(value, "parameters of a distribution are checked")


def check_positive(value, argument, who):
    """ValueError unless all numbers of a Tensor, as far as they are known, are above 0."""
    numbers = None if value is None else known(value)
    if numbers is not None and (numbers <= 0).any():
        raise ValueError(f"For '{who}', the '{argument}' must be greater than zero, but got {numbers.tolist()}.")


def common_shape(who, **shapes):
    """The shape that all broadcast to. ValueError where they do not."""
    try:
        return np.broadcast_shapes(*shapes.values())
    except ValueError:
        text = ", ".join(f"{name} {shape}" for name, shape in shapes.items())
        raise ValueError(f"For '{who}', the shapes must broadcast to each other, but got {text}.") from None


def check_probabilities(value, argument, who):
    """ValueError unless all numbers of a Tensor, as far as they are known, are above 0 and below 1."""
    check_positive(value, argument, who)
    numbers = None if value is None else known(value)
    if numbers is not None and (numbers >= 1).any():
        raise ValueError(f"For '{who}', the '{argument}' must be less than one, but got {numbers.tolist()}.")


def check_no_scalar(value, argument, who):
    """TypeError for a plain number."""
    if isinstance(value, int | float):
        raise TypeError(f"For '{who}', the '{argument}' must be a list, an array or a Tensor, but got {value!r}.")
