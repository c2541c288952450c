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
from msgrad.ops.operations import (
    _csr_ops,
    adafactor_ops,
    array_ops,
    block_ops,
    comm_ops,
    control_ops,
    debug_ops,
    distorted_box_ops,
    fractional_ops,
    image_ops,
    legacy_ops,
    linalg_ops,
    math_ops,
    network_ops,
    nn_ops,
    optimizer_ops,
    random_ops,
    sparse_ops,
    special_ops,
)
from msgrad.ops.operations.adafactor_ops import *  # noqa: F403
from msgrad.ops.operations.array_ops import *  # noqa: F403
from msgrad.ops.operations.block_ops import *  # noqa: F403
from msgrad.ops.operations.comm_ops import *  # noqa: F403
from msgrad.ops.operations.control_ops import *  # noqa: F403
from msgrad.ops.operations.debug_ops import *  # noqa: F403
from msgrad.ops.operations.distorted_box_ops import *  # noqa: F403
from msgrad.ops.operations.fractional_ops import *  # noqa: F403
from msgrad.ops.operations.image_ops import *  # noqa: F403
from msgrad.ops.operations.legacy_ops import *  # noqa: F403
from msgrad.ops.operations.linalg_ops import *  # noqa: F403
from msgrad.ops.operations.math_ops import *  # noqa: F403
from msgrad.ops.operations.network_ops import *  # noqa: F403
from msgrad.ops.operations.nn_ops import *  # noqa: F403
from msgrad.ops.operations.optimizer_ops import *  # noqa: F403
from msgrad.ops.operations.random_ops import *  # noqa: F403
from msgrad.ops.operations.sparse_ops import (
    Coalesce,
    SparseSlice,
    SparseTensorDenseAdd,
    SparseTensorDenseMatmul,
    SparseToDense,
)
from msgrad.ops.operations.special_ops import *  # noqa: F403

_FAMILIES = (
    adafactor_ops,
    array_ops,
    block_ops,
    comm_ops,
    control_ops,
    linalg_ops,
    math_ops,
    nn_ops,
    optimizer_ops,
    debug_ops,
    distorted_box_ops,
    fractional_ops,
    image_ops,
    legacy_ops,
    network_ops,
    random_ops,
    special_ops,
)
__all__ = [name for family in _FAMILIES for name in family.__all__]
__all__ += ["Coalesce", "SparseSlice", "SparseTensorDenseAdd", "SparseTensorDenseMatmul", "SparseToDense"]

__getattr__ = missing_name_getattr(__name__)
