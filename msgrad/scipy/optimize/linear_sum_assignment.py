"""Assignments of least cost, found on the host by SciPy."""

from __future__ import annotations

import sys

import numpy as np

from msgrad._checkparam import check_bool
from msgrad._names import missing_name_getattr
from msgrad.common import dtype as mstype
from msgrad.common.tensor import Tensor
from msgrad.ops.function._arguments import concrete, dtype_of

__all__ = ["linear_sum_assignment"]


_NO_LIMIT = Tensor(sys.maxsize)


def linear_sum_assignment(
    cost_matrix: Tensor, maximize: bool, dimension_limit: Tensor = _NO_LIMIT
) -> tuple[Tensor, Tensor]:
    """Pairs of a row and a column, each at most once, whose costs have the least sum. What is pending runs.

    Args:
        cost_matrix: the costs, shape (M, N), real numbers or bools.
        maximize: whether to look for the greatest sum.
        dimension_limit: so many columns count (int64).

    Returns:
        the rows and the columns, int64, of length min(M, N), with -1 at the end where columns are left out.

    Raises TypeError for other types and dtypes, ValueError unless the costs have 2 axes, RuntimeError where no pairs
    have a finite sum, or no column counts.

    >>> [x.tolist() for x in linear_sum_assignment(Tensor([[4.0, 1.0], [2.0, 8.0]]), False)]
    [[0, 1], [1, 0]]
    """
    from scipy import optimize

    who = "linear_sum_assignment"
    for argument, value in (("cost_matrix", cost_matrix), ("dimension_limit", dimension_limit)):
        if not isinstance(value, Tensor):
            raise TypeError(f"For '{who}', the '{argument}' must be a Tensor, but got {type(value).__name__}.")
    check_bool(maximize, "maximize", who)
    if dtype_of(cost_matrix).kind not in "biuf":
        raise TypeError(f"For '{who}', the 'cost_matrix' must hold real numbers, but got {cost_matrix.dtype}.")
    if dimension_limit.dtype != mstype.int64 or dimension_limit.size != 1:
        raise TypeError(f"For '{who}', the 'dimension_limit' must be an int64 number, but got {dimension_limit!r}.")
    if cost_matrix.ndim != 2:
        raise ValueError(f"For '{who}', the 'cost_matrix' must have 2 dimensions, but got shape {cost_matrix.shape}.")
    limit = int(concrete(dimension_limit, who).reshape(()))
    if limit < 1 and cost_matrix.size:
        raise RuntimeError(f"For '{who}', the 'dimension_limit' must be above 0, but got {limit}.")
    costs = concrete(cost_matrix, who).astype(np.float64)[:, :limit]
    try:
        pairs = optimize.linear_sum_assignment(costs, maximize)
    except ValueError as error:
        raise RuntimeError(f"For '{who}', {error} (the costs must be numbers, and finite in enough places).") from None
    out = np.full((2, min(cost_matrix.shape)), -1, np.int64)
    out[:, : pairs[0].size] = pairs
    return Tensor(out[0]), Tensor(out[1])


__getattr__ = missing_name_getattr(__name__)
