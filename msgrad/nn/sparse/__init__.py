"""Layers of sparse matrices."""

from msgrad._names import missing_name_getattr
from msgrad.nn.sparse.sparse import SparseTensorDenseMatmul, SparseToDense

__all__ = ["SparseTensorDenseMatmul", "SparseToDense"]
__getattr__ = missing_name_getattr(__name__)
