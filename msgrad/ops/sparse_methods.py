"""The methods and operators of the sparse Tensors, attached to their classes."""

from __future__ import annotations

from typing import Any

from msgrad.common.sparse_tensor import COOTensor, CSRTensor
from msgrad.common.tensor import Tensor
from msgrad.ops import function as F
from msgrad.ops.function import sparse_func
from msgrad.ops.function._arguments import dtype_of
from msgrad.ops.function.creation_func import cast_to
from msgrad.ops.function.sparse_unary_func import with_values


def _astype(self, dtype):
    """The same with values of another data type (also by its name, or a numpy dtype)."""
    return with_values(self, self.values.astype(dtype))


def _to_tuple(self):
    """The parts and the shape, as a tuple."""
    return (*self._parts(), self.shape)


def _unsupported(self: Any, other: Any, verb: str) -> TypeError:
    kind = type(self).__name__
    return TypeError(f"For '{kind}', {verb} {type(other).__name__} is not supported.")


# -- COOTensor --


def _coo_abs(self):
    """The absolute values, at the same places."""
    return F.coo_abs(self)


def _coo_add(self, other, thresh):
    """The sum with another COOTensor, as `ops.coo_add`."""
    return F.coo_add(self, other, thresh)


def _dense_operand(self: COOTensor, other: Tensor, verb: str) -> Tensor:
    if other.shape != self.shape:
        raise ValueError(f"For 'COOTensor', {verb} a Tensor, both must have one shape, but got {self.shape} and "
                         f"{other.shape}.")  # fmt: skip
    return other


def _same_dtype(self: COOTensor, other: Tensor, verb: str) -> Tensor:
    if other.dtype != self.dtype:
        raise TypeError(f"For 'COOTensor', {verb} a Tensor, both must have one dtype, but got {self.dtype} and "
                        f"{other.dtype}.")  # fmt: skip
    return _dense_operand(self, other, verb)


def _plus(self, other):
    if isinstance(other, COOTensor):
        return F.coo_add(self, other, cast_to(Tensor(0), dtype_of(self.values)))
    if isinstance(other, Tensor):
        return self.to_dense() + _same_dtype(self, other, "adding")
    raise _unsupported(self, other, "adding")


def _minus(self, other):
    if isinstance(other, COOTensor):
        return _plus(self, F.coo_neg(other))
    if isinstance(other, Tensor):
        return self.to_dense() - _same_dtype(self, other, "subtracting")
    raise _unsupported(self, other, "subtracting")


def _minus_from(self, other):
    return (
        _same_dtype(self, other, "subtracting from") - self.to_dense() if isinstance(other, Tensor) else NotImplemented
    )


def _at_places(self: COOTensor, other: Any, verb: str) -> Tensor:
    if not isinstance(other, Tensor):
        raise _unsupported(self, other, verb)
    return _dense_operand(self, other, verb)[sparse_func.columns_of(self.indices)]


def _times(self, other):
    return with_values(self, self.values * _at_places(self, other, "multiplying by"))


def _over(self, other):
    return with_values(self, self.values / _at_places(self, other, "dividing by"))


def _reflected(method: Any) -> Any:
    """The method for a Tensor on the left; all else there is refused by Python."""

    def reflected(self, other):
        return method(self, other) if isinstance(other, Tensor) else NotImplemented

    return reflected


# -- CSRTensor --


def _csr_abs(self):
    """The absolute values, at the same places."""
    return F.csr_abs(self)


def _csr_add(self, b, alpha, beta):
    """``alpha * self + beta * b``, as `ops.csr_add`."""
    return F.csr_add(self, b, alpha, beta)


def _mv(self, dense_vector):
    """The product with a column, as `ops.csr_mv`."""
    return F.csr_mv(self, dense_vector)


def _mm(self, matrix):
    """The product with a dense matrix (a Tensor) or a CSRTensor (a CSRTensor)."""
    return sparse_func.csr_times(self, matrix)


def _sum(self, axis):
    """The sums of the rows, as `ops.csr_reduce_sum`."""
    return F.csr_reduce_sum(self, axis)


def _combined(self: CSRTensor, other: Any, factor: float, verb: str) -> CSRTensor:
    if not isinstance(other, CSRTensor):
        raise _unsupported(self, other, verb)
    one, factors = (cast_to(Tensor(n), dtype_of(self.values)) for n in (1, factor))
    return F.csr_add(self, other, one, factors)


METHODS: dict[type, dict[str, Any]] = {
    COOTensor: {
        "abs": _coo_abs,
        "add": _coo_add,
        "to_dense": sparse_func.coo_to_dense,
        "to_csr": sparse_func.coo_to_csr,
        "coalesce": sparse_func.coo_coalesced,
        "__neg__": F.coo_neg,
        "__add__": _plus,
        "__sub__": _minus,
        "__mul__": _times,
        "__truediv__": _over,
        "__radd__": _reflected(_plus),
        "__rsub__": _minus_from,
        "__rmul__": _reflected(_times),
    },
    CSRTensor: {
        "abs": _csr_abs,
        "add": _csr_add,
        "mv": _mv,
        "mm": _mm,
        "sum": _sum,
        "to_dense": F.csr_to_dense,
        "to_coo": F.csr_to_coo,
        "__neg__": F.csr_neg,
        "__add__": lambda self, other: _combined(self, other, 1, "adding"),
        "__sub__": lambda self, other: _combined(self, other, -1, "subtracting"),
        "__mul__": F.csr_mul,
        "__truediv__": F.csr_div,
        "__rmul__": _reflected(F.csr_mul),
    },
}


def attach() -> None:
    """Gives the sparse Tensors their methods and operators, and Tensor the conversions to them."""
    for kind, methods in METHODS.items():
        for name, function in (methods | {"astype": _astype, "to_tuple": _to_tuple}).items():
            setattr(kind, name, function)
    Tensor.to_coo, Tensor.to_csr = F.dense_to_sparse_coo, F.dense_to_sparse_csr
