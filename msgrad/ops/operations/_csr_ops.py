"""Primitives of matrices by compressed rows, given by their parts: pointers, columns, values and a shape."""

from __future__ import annotations

from msgrad._names import missing_name_getattr
from msgrad.common.sparse_tensor import CSRTensor
from msgrad.ops import function as F
from msgrad.ops.primitive import Primitive, define

COO2CSR = define("COO2CSR", lambda self, row_indices, height: F.coo2csr(row_indices, height))
CSR2COO = define("CSR2COO", lambda self, indptr, nnz: F.csr2coo(indptr, nnz))
CSRGather = define(
    "CSRGather", lambda self, indptr, indices, dense, sparse_shape: F.csr_gather(indptr, indices, dense, sparse_shape)
)


def _of_parts(name, function):
    """A primitive that takes the parts of a CSRTensor and another argument."""

    def call(self, indptr, indices, values, shape, other):
        out = function(CSRTensor(indptr, indices, values, shape), other)
        return out.values if isinstance(out, CSRTensor) else out

    return define(name, call)


CSRMul = _of_parts("CSRMul", F.csr_mul)
CSRDiv = _of_parts("CSRDiv", F.csr_div)
CSRMV = _of_parts("CSRMV", F.csr_mv)
CSRMM = _of_parts("CSRMM", lambda matrix, dense: matrix.mm(dense))
CSRReduceSum = _of_parts("CSRReduceSum", F.csr_reduce_sum)

__all__ = [n for n, c in globals().items() if isinstance(c, type) and issubclass(c, Primitive) and c is not Primitive]
__getattr__ = missing_name_getattr(__name__)
