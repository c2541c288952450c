"""Products, distances and equations of matrices, as the top level of `mindspore.mint` has them."""

from __future__ import annotations

from msgrad.ops import function as F
from msgrad.ops.function._arguments import shape_of

__all__ = ["baddbmm", "bmm", "cdist", "mv", "triangular_solve", "vdot"]


def baddbmm(input, batch1, batch2, *, beta=1, alpha=1):
    """``beta * input + alpha *`` the products of the matrices of two batches.

    >>> mint.baddbmm(Tensor([[[1.0]]]), Tensor([[[2.0]]]), Tensor([[[3.0]]])).tolist()
    [[[7.0]]]
    """
    return F.baddbmm(input, batch1, batch2, beta, alpha)


def bmm(input, mat2):
    """The products of the matrices of two batches.

    >>> mint.bmm(Tensor([[[2.0]]]), Tensor([[[3.0]]])).tolist()
    [[[6.0]]]
    """
    return F.bmm(input, mat2)


def mv(input, vec):
    """A matrix times a vector.

    >>> mint.mv(Tensor([[1.0, 2.0]]), Tensor([3.0, 4.0])).tolist()
    [11.0]
    """
    return F.mv(input, vec)


def vdot(input, other):
    """The sum of the products of two vectors' elements, the first ones conjugated where they are complex.

    >>> mint.vdot(Tensor([1.0, 2.0]), Tensor([3.0, 4.0])).tolist()
    11.0
    """
    return F.vecdot(input, other)


_MODES = ("use_mm_for_euclid_dist_if_necessary", "use_mm_for_euclid_dist", "donot_use_mm_for_euclid_dist")


def cdist(x1, x2, p=2.0, compute_mode="use_mm_for_euclid_dist_if_necessary"):
    """The distances, by the norm of order ``p``, between each row of ``x1`` and each row of ``x2``.

    ``compute_mode`` says how, not what; it is checked (ValueError), and the distances are always computed directly.

    >>> mint.cdist(Tensor([[0.0, 0.0]]), Tensor([[3.0, 4.0]])).tolist()
    [[5.0]]
    """
    if compute_mode not in _MODES:
        raise ValueError(f"For 'cdist', the 'compute_mode' must be one of {_MODES}, but got {compute_mode!r}.")
    return F.cdist(x1, x2, p)


def triangular_solve(b, A, upper=True, transpose=False, unitriangular=False):
    """The solution x of A x = b, or with ``transpose`` of the transpose of A, for triangular matrices; and
    a copy of ``A``.

    ``unitriangular`` takes the diagonal for ones.

    >>> mint.triangular_solve(Tensor([[4.0]]), Tensor([[2.0]]))[0].tolist()
    [[2.0]]
    """
    if shape_of(A)[-1] != shape_of(A)[-2]:
        raise ValueError(f"For 'triangular_solve', the matrices 'A' must be square, but got {shape_of(A)}.")
    matrix = F.triu(A) if upper else F.tril(A)
    if unitriangular:
        matrix = matrix - F.mul(F.eye(shape_of(A)[-1], dtype=A.dtype), matrix) + F.eye(shape_of(A)[-1], dtype=A.dtype)
    if transpose:
        matrix = F.swapaxes(matrix, -1, -2)
    return F.matrix_triangular_solve(matrix, b, upper == transpose), A.copy()
