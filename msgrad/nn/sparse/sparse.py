"""Sparse matrices as dense ones, and their products with dense ones."""

from __future__ import annotations

from typing import Any

from msgrad._names import missing_name_getattr
from msgrad.common.sparse_tensor import COOTensor, SparseTensor
from msgrad.common.tensor import Tensor
from msgrad.nn.cell import Cell
from msgrad.ops.operations import sparse_ops

__all__ = ["SparseTensorDenseMatmul", "SparseToDense"]


class SparseToDense(Cell):
    """A COOTensor as a dense Tensor. TypeError for all else.

    >>> x = mindspore.COOTensor(Tensor([[0, 1]]), Tensor([5.0]), (2, 2))
    >>> nn.SparseToDense()(x).tolist()
    [[0.0, 5.0], [0.0, 0.0]]
    """

    def __init__(self) -> None:
        super().__init__()
        self.sparse_to_dense = sparse_ops.SparseToDense()

    def construct(self, sparse_tensor: COOTensor) -> Tensor:
        if not isinstance(sparse_tensor, COOTensor | SparseTensor):
            kind = type(sparse_tensor).__name__
            raise TypeError(f"For 'SparseToDense', the argument must be a COOTensor, but got {kind}.")
        return self.sparse_to_dense(sparse_tensor.indices, sparse_tensor.values, sparse_tensor.shape)


class SparseTensorDenseMatmul(Cell):
    """The product of a sparse matrix, given by its parts, and a dense one.

    Args:
        adjoint_st: whether the sparse matrix is transposed (and conjugated) first.
        adjoint_dt: whether the dense one is.

    Raises TypeError for flags that are no bools and for two dtypes, ValueError for shapes that do not fit.

    >>> net = nn.SparseTensorDenseMatmul()
    >>> net(Tensor([[0, 1]]), Tensor([5.0]), (2, 2), Tensor([[1.0], [2.0]])).tolist()
    [[10.0], [0.0]]
    """

    def __init__(self, adjoint_st: bool = False, adjoint_dt: bool = False) -> None:
        super().__init__()
        self.adj_st, self.adj_dt = adjoint_st, adjoint_dt
        self.sparse_dense_matmul = sparse_ops.SparseTensorDenseMatmul(adjoint_st, adjoint_dt)

    def construct(self, indices: Tensor, values: Tensor, sparse_shape: Any, dense: Tensor) -> Tensor:
        return self.sparse_dense_matmul(indices, values, sparse_shape, dense)


__getattr__ = missing_name_getattr(__name__)
