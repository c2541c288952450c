"""The primitives behind `msgrad.scipy`."""

from __future__ import annotations

from typing import Any

from msgrad._names import missing_name_getattr
from msgrad.common.tensor import Tensor
from msgrad.ops import function as F
from msgrad.ops.function.decomposition_func import _eig
from msgrad.ops.primitive import define, is_bool
from msgrad.scipy import linalg
from msgrad.scipy.optimize.linear_sum_assignment import linear_sum_assignment


def _factors(self: Any, a: Any) -> tuple:
    """The factors in one matrix, the exchanged rows, and the permutation as a matrix."""
    factors, pivots = linalg.lu_factor(a)
    return factors, pivots, linalg.lu(a)[0]


def _eigen(self: Any, a: Any) -> tuple:
    """Eigenvalues, and their vectors, or a 0 in their place."""
    if self.compute_v:
        return F.eig(a)
    values = _eig(a, False)
    return values, Tensor(0, values.dtype)


Eig = define("Eig", _eigen, {"compute_v": is_bool}, compute_v=True)
LU = define("LU", _factors)
LinearSumAssignment = define(
    "LinearSumAssignment",
    lambda self, cost_matrix, dimension_limit, maximize: linear_sum_assignment(cost_matrix, maximize, dimension_limit),
)
SolveTriangular = define(
    "SolveTriangular",
    lambda self, a, b: linalg.solve_triangular(a, b, self.trans, self.lower, self.unit_diagonal),
    {"lower": is_bool, "unit_diagonal": is_bool}, lower=False, unit_diagonal=False, trans="N",
)  # fmt: skip

__all__ = ["LU", "Eig", "LinearSumAssignment", "SolveTriangular"]
__getattr__ = missing_name_getattr(__name__)
