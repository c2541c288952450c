"""Linear algebra: `mindspore.mint.linalg`."""

from __future__ import annotations

from msgrad._names import missing_name_getattr
from msgrad.ops import function as F

__all__ = ["inv", "matrix_norm", "norm", "qr", "vector_norm"]


def inv(input):
    """The inverse of square matrices.

    >>> mint.linalg.inv(Tensor([[2.0]])).tolist()
    [[0.5]]
    """
    return F.inverse(input)


def norm(A, ord=None, dim=None, keepdim=False, *, dtype=None):
    """The norm of vectors (one axis in ``dim``) or matrices (two axes). Without an order, the root of the sum of
    squares.

    >>> mint.linalg.norm(Tensor([3.0, 4.0])).tolist()
    5.0
    """
    return F.norm(A, ord, dim, keepdim, dtype=dtype)


def matrix_norm(A, ord="fro", dim=(-2, -1), keepdim=False, *, dtype=None):
    """The norm of the matrices in two axes: orders as in `ops.matrix_norm`.

    >>> mint.linalg.matrix_norm(Tensor([[3.0, 4.0]])).tolist()
    5.0
    """
    return F.matrix_norm(A, ord, dim, keepdim, dtype=dtype)


def vector_norm(x, ord=2, dim=None, keepdim=False, *, dtype=None):
    """The norm of order ``ord`` of the vectors over ``dim``.

    >>> mint.linalg.vector_norm(Tensor([3.0, 4.0])).tolist()
    5.0
    """
    return F.vector_norm(x, ord, dim, keepdim, dtype=dtype)


def qr(A, mode="reduced"):
    """An orthogonal and an upper triangular matrix whose product is ``A``; 'complete' makes the first one square, 'r'
    leaves it empty.

    >>> q, r = mint.linalg.qr(Tensor([[3.0], [4.0]]))
    >>> q.shape, r.shape
    ((2, 1), (1, 1))
    """
    if mode not in ("reduced", "complete", "r"):
        raise ValueError(f"For 'qr', the 'mode' must be 'reduced', 'complete' or 'r', but got {mode!r}.")
    if mode == "r":
        return F.zeros((0,), A.dtype), F.qr(A, "reduced")[1]
    return F.qr(A, mode)


__getattr__ = missing_name_getattr(__name__)
