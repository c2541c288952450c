"""Reductions and running reductions over ``dim``: an int, a tuple of ints, or None for all axes."""

from __future__ import annotations

from msgrad.common import dtype as mstype
from msgrad.common.tensor import Tensor
from msgrad.ops import function as F
from msgrad.ops.function._arguments import as_dtype, as_int, as_static, dtype_of, shape_of
from msgrad.ops.function.reduce_func import _mean
from msgrad.ops.function.scan_func import _cumsum

__all__ = """
    all allclose amax amin any argmin bincount count_nonzero cummax cummin cumsum diff histc kthvalue
    logsumexp max mean median min nansum norm prod std std_mean trace var var_mean
""".split()


# -- logic --


def all(input, dim=None, keepdim=False):
    """True where all elements over ``dim`` are true.

    >>> mint.all(Tensor([[True, False], [True, True]]), dim=1).tolist()
    [False, True]
    """
    return F.all(input, dim, keepdim)


def any(input, dim=None, keepdim=False):
    """True where some element over ``dim`` is true.

    >>> mint.any(Tensor([[True, False], [False, False]]), dim=1).tolist()
    [True, False]
    """
    return F.any(input, dim, keepdim)


def allclose(input, other, rtol=1e-05, atol=1e-08, equal_nan=False):
    """True where all elements are close, as in `isclose`: a Python bool.

    >>> mint.allclose(Tensor([1.0]), Tensor([1.0]))
    True
    """
    return bool(F.all(F.isclose(input, other, rtol, atol, equal_nan)))


def count_nonzero(input, dim=None):
    """The number of elements over ``dim`` that are not 0, int64.

    >>> mint.count_nonzero(Tensor([0.0, 2.0, 3.0])).tolist()
    2
    """
    return F.count_nonzero(input, () if dim is None else dim, False, mstype.int64)


# -- sums --


def mean(input, dim=None, keepdim=False, *, dtype=None):
    """The mean over ``dim``, in the dtype of the input or in ``dtype``. RuntimeError for bools.

    >>> mint.mean(Tensor([[1.0, 2.0], [3.0, 4.0]]), dim=1).tolist()
    [1.5, 3.5]
    """
    return _mean(input, as_static(dim), keepdim, as_dtype(dtype, "mean"))


def prod(input, dim=None, keepdim=False, *, dtype=None):
    """The product over ``dim``: of integers and bools in int64, else in the input's dtype, or in ``dtype``.

    >>> mint.prod(Tensor([[1.0, 2.0], [3.0, 4.0]]), dim=1).tolist()
    [2.0, 12.0]
    """
    return F.prod(input, dim, keepdim, dtype)


def nansum(input, dim=None, keepdim=False, *, dtype=None):
    """The sum over ``dim``, with nan counted as 0.

    >>> mint.nansum(Tensor([1.0, float("nan")])).tolist()
    1.0
    """
    return F.nansum(input, dim, keepdim, dtype=dtype)


def logsumexp(input, dim, keepdim=False):
    """The logarithm of the sum of the exponentials over ``dim``.

    >>> mint.logsumexp(Tensor([0.0, float("-inf")]), 0).tolist()
    0.0
    """
    return F.logsumexp(input, dim, keepdim)


def norm(input, p="fro", dim=None, keepdim=False, *, dtype=None):
    """The norm of order ``p`` of the vectors over ``dim``, or of all elements; 'fro' is that of order 2.

    >>> mint.norm(Tensor([3.0, 4.0])).tolist(), mint.norm(Tensor([3.0, -4.0]), 1).tolist()
    (5.0, 7.0)
    """
    return F.vector_norm(input, 2 if p == "fro" else p, dim, keepdim, dtype=dtype)


# -- greatest and smallest --


def amax(input, dim=(), keepdim=False):
    """The greatest element over ``dim``. Equal greatest elements share the gradient.

    >>> mint.amax(Tensor([[1.0, 2.0], [4.0, 3.0]]), 1).tolist()
    [2.0, 4.0]
    """
    return F.amax(input, dim, keepdim)


def amin(input, dim=(), keepdim=False):
    """The smallest element over ``dim``. Equal smallest elements share the gradient.

    >>> mint.amin(Tensor([[1.0, 2.0], [4.0, 3.0]]), 1).tolist()
    [1.0, 3.0]
    """
    return F.amin(input, dim, keepdim)


def _extreme(who, of_two, of_all, with_index, input, args, named):
    """The three forms ``f(input)``, ``f(input, dim, keepdim=False)`` and ``f(input, other)``."""
    if not args and not named:
        return of_all(input)
    if "other" in named or (args and isinstance(args[0], Tensor)):
        return _two(who, of_two, input, *args, **named)
    return _one_axis(who, with_index, input, *args, **named)


def _two(who, of_two, input, other):
    return of_two(input, other)


def _one_axis(who, with_index, input, dim, keepdim=False):
    return with_index(input, as_int(dim, "dim", who), keepdim)


def max(input, *args, **kwargs):
    """``max(input)``: the greatest of all elements. ``max(input, dim, keepdim=False)``: the greatest over one axis, and
    their (first) indices, int64. ``max(input, other)``: `maximum`.

    >>> mint.max(Tensor([1.0, 3.0])).tolist()
    3.0
    >>> [x.tolist() for x in mint.max(Tensor([[1.0, 2.0], [4.0, 3.0]]), 1)]
    [[2.0, 4.0], [1, 0]]
    """
    return _extreme("max", F.maximum, F.amax, F.max, input, args, kwargs)


def min(input, *args, **kwargs):
    """``min(input)``: the smallest of all elements. ``min(input, dim, keepdim=False)``: the smallest over one axis, and
    their (first) indices, int64. ``min(input, other)``: `minimum`.

    >>> mint.min(Tensor([1.0, 3.0])).tolist()
    1.0
    """
    return _extreme("min", F.minimum, F.amin, F.min, input, args, kwargs)


def argmin(input, dim=None, keepdim=False):
    """The index of the (first) smallest element, int64: over ``dim``, or for None in the flattened Tensor.

    >>> mint.argmin(Tensor([[1.0, 2.0], [4.0, 3.0]]), 1).tolist()
    [0, 1]
    """
    return F.cast(F.argmin(input, dim, keepdim), mstype.int64)


def median(input, dim=None, keepdim=False):
    """The lower median of all elements; or over one axis, and its index, int64.

    >>> mint.median(Tensor([3.0, 1.0, 2.0])).tolist()
    2.0
    >>> [x.tolist() for x in mint.median(Tensor([3.0, 1.0, 2.0]), 0)]
    [2.0, 2]
    """
    return F.median(F.ravel(input), 0)[0] if dim is None else F.median(input, dim, keepdim)


def kthvalue(input, k, dim=-1, keepdim=False):
    """The ``k``-th smallest element over one axis, and its index, int64. ValueError unless 1 <= k <= the size.

    >>> [x.tolist() for x in mint.kthvalue(Tensor([3.0, 1.0, 2.0]), 2)]
    [2.0, 2]
    """
    size = input.shape[dim] if input.ndim else 1
    if not 1 <= k <= size:
        raise ValueError(f"For 'kthvalue', the argument 'k' must be in [1, {size}], but got {k}.")
    index = F.cast(F.argsort(input, dim), mstype.int64)
    index = F.narrow(index, dim, k - 1, 1) if input.ndim else index
    value = F.gather_elements(input, dim, index)
    return (value, index) if keepdim or not input.ndim else (F.squeeze(value, dim), F.squeeze(index, dim))


# -- spread: over the count minus the correction --


def var(input, dim=None, *, correction=1, keepdim=False):
    """The variance over ``dim``, by the count minus ``correction``.

    >>> mint.var(Tensor([1.0, 3.0])).tolist()
    2.0
    """
    return F.var(input, dim, correction, keepdim)


def std(input, dim=None, *, correction=1, keepdim=False):
    """The square root of `var`.

    >>> mint.std(Tensor([1.0, 3.0]), correction=0).tolist()
    1.0
    """
    return F.std(input, dim, correction, keepdim)


def var_mean(input, dim=None, *, correction=1, keepdim=False):
    """`var` and `mean`.

    >>> [x.tolist() for x in mint.var_mean(Tensor([1.0, 3.0]))]
    [2.0, 2.0]
    """
    return F.var_mean(input, dim, correction, keepdim)


def std_mean(input, dim=None, *, correction=1, keepdim=False):
    """`std` and `mean`.

    >>> [x.tolist() for x in mint.std_mean(Tensor([1.0, 3.0]), correction=0)]
    [1.0, 2.0]
    """
    return F.std_mean(input, dim, correction, keepdim)


# -- up to each element, and between neighbours --


def cummax(input, dim):
    """The greatest element up to each, along ``dim``, and their indices, int64.

    >>> [x.tolist() for x in mint.cummax(Tensor([1.0, 3.0, 2.0]), 0)]
    [[1.0, 3.0, 3.0], [0, 1, 1]]
    """
    values, index = F.cummax(input, dim)
    return values, F.cast(index, mstype.int64)


def cummin(input, dim):
    """The smallest element up to each, along ``dim``, and their indices, int64.

    >>> [x.tolist() for x in mint.cummin(Tensor([3.0, 1.0, 2.0]), 0)]
    [[3.0, 1.0, 1.0], [0, 1, 1]]
    """
    values, index = F.cummin(input, dim)
    return values, F.cast(index, mstype.int64)


def cumsum(input, dim, dtype=None):
    """The sums of the elements up to each, along ``dim``: of integers and bools in int64, or in ``dtype``.

    >>> mint.cumsum(Tensor([1.0, 2.0, 3.0]), 0).tolist()
    [1.0, 3.0, 6.0]
    """
    if dtype is None and dtype_of(input).kind in "iub":
        dtype = mstype.int64
    return _cumsum(input, as_static(dim), as_dtype(dtype, "cumsum"))


def diff(input, n=1, dim=-1, prepend=None, append=None):
    """The differences of neighbours along ``dim``, taken ``n`` times.

    >>> mint.diff(Tensor([1, 4, 9])).tolist()
    [3, 5]
    """
    return F.diff(input, n, dim, prepend, append)


def histc(input, bins=100, min=0, max=0):
    """How many elements lie in each of ``bins`` equal intervals from ``min`` to ``max``; where both are equal, between
    the smallest and the greatest element.

    >>> mint.histc(Tensor([1.0, 2.0, 1.0]), 2, 0, 2).tolist()
    [0.0, 3.0]
    """
    return F.histc(input, bins, float(min), float(max))


def bincount(input, weights=None, minlength=0):
    """How often each number from 0 on comes in a vector of them (what is pending runs), int64; or the sum of its
    weights, float32.

    >>> mint.bincount(Tensor([0, 2, 2])).tolist()
    [1, 0, 2]
    """
    out = F.bincount(input, weights, minlength)
    return F.cast(out, mstype.int64) if weights is None else out


# -- the diagonal --


def trace(input):
    """The sum of the diagonal of a matrix: of integers and bools in int64.

    >>> mint.trace(Tensor([[1, 2], [3, 4]])).tolist()
    5
    """
    if len(shape_of(input)) != 2:
        raise ValueError(f"For 'trace', the input must have 2 axes, but got the shape {shape_of(input)}.")
    return F.sum(F.diagonal(input))
