"""The operators as classes: `ops.Concat(axis=1)` is an object that is called with Tensors, as `ops.concat` is.

Each is a few words around the function. Where the two say things differently (a transposition in the constructor, a
result beside another one), it says what the function is asked for.

>>> ops.ReduceSum(keep_dims=True)(Tensor([[1.0, 2.0], [3.0, 4.0]]), 1).tolist()
[[3.0], [7.0]]
>>> relu = ops.ReLU()
>>> relu, relu(Tensor([-1.0, 2.0])).tolist()
(Prim[ReLU], [0.0, 2.0])
"""

from msgrad._names import missing_name_getattr
from msgrad.ops.operations import array_ops, control_ops, math_ops, nn_ops
from msgrad.ops.operations.array_ops import *  # noqa: F403
from msgrad.ops.operations.control_ops import *  # noqa: F403
from msgrad.ops.operations.math_ops import *  # noqa: F403
from msgrad.ops.operations.nn_ops import *  # noqa: F403

__all__ = [*array_ops.__all__, *control_ops.__all__, *math_ops.__all__, *nn_ops.__all__]

__getattr__ = missing_name_getattr(__name__)
