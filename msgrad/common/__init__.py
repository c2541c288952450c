"""MindSpore's nouns: data types, Tensor, Parameter, initializers, seed and context."""

from msgrad._lazy import lazy_getattr
from msgrad.common import dtype, initializer, tensor_tree
from msgrad.common.dtype import *  # noqa: F403
from msgrad.common.parameter import Parameter, ParameterTuple
from msgrad.common.seed import get_seed, set_seed
from msgrad.common.sparse_tensor import COOTensor, CSRTensor, RowTensor, RowTensorInner, SparseTensor
from msgrad.common.tensor import Tensor, tensor

__all__ = ["Parameter", "ParameterTuple", "Tensor", "dtype", "get_seed", "initializer", "set_seed", "tensor"]
__all__ += ["COOTensor", "CSRTensor", "RowTensor", "RowTensorInner", "SparseTensor"]
# What MindSpore's `common` shows besides: it stands higher here, and is found when it is asked for.
__getattr__ = lazy_getattr(
    __name__,
    ["msgrad.common.generator", "msgrad.common.symbol", "msgrad.common.buffers", "msgrad.graph", "msgrad.graph.inline"],
    [],
)
