"""Tensor's methods that reduce axes, and those of arithmetic whose arguments differ from the functions'."""

from __future__ import annotations

from msgrad.common.tensor import Tensor
from msgrad.ops import function as F
from msgrad.ops._methods import data_type, method, one_of
from msgrad.ops.function._arguments import as_dtype, as_static
from msgrad.ops.function.reduce_func import _mean, _sum
from msgrad.ops.function.scan_func import _cumsum

# -- reductions --


@method
def sum(self, axis=None, dtype=None, keepdims=False, initial=None, *, dim=None, keepdim=False):
    """The sum over ``axis`` (or ``dim``), plus ``initial``."""
    axis = as_static(one_of(axis, dim, "axis and dim", "sum"))
    out = _sum(self, axis, keepdims or keepdim, as_dtype(data_type(dtype, "sum"), "sum"), "axis")
    return out if initial is None else F.add(out, initial)


@method
def mean(self, axis=None, keep_dims=False, *, dim=None, keepdim=False, dtype=None):
    """The mean over ``axis`` (or ``dim``)."""
    axis = one_of(axis, dim, "axis and dim", "mean")
    return _mean(self, as_static(axis), keep_dims or keepdim, as_dtype(data_type(dtype, "mean"), "mean"))


@method
def prod(self, axis=None, keep_dims=False, dtype=None, *, dim=None, keepdim=False):
    """The product over ``axis`` (or ``dim``)."""
    return F.prod(self, one_of(axis, dim, "axis and dim", "prod"), keep_dims or keepdim, data_type(dtype, "prod"))


@method
def all(self, axis=None, keep_dims=False, *, dim=None, keepdim=False):
    """True where all elements over ``axis`` (or ``dim``) are true."""
    return F.all(self, one_of(axis, dim, "axis and dim", "all"), keep_dims or keepdim)


@method
def any(self, axis=None, keep_dims=False, *, dim=None, keepdim=False):
    """True where some element over ``axis`` (or ``dim``) is true."""
    return F.any(self, one_of(axis, dim, "axis and dim", "any"), keep_dims or keepdim)


def _extreme(self, dim, keepdim, axis, keepdims, initial, where, return_indices, reduce, with_index):
    if dim is not None:
        return with_index(self, dim, keepdim)
    if return_indices:
        return with_index(self, axis, keepdims or keepdim, initial=initial, where=where)
    if isinstance(axis, int) and initial is None and where is True:
        return with_index(self, axis, keepdims or keepdim)[0]
    return reduce(self, axis, keepdims or keepdim, initial=initial, where=where)


@method
def max(self, dim=None, keepdim=False, *, axis=None, keepdims=False, initial=None, where=True, return_indices=False):
    """The greatest element: of all; with ``dim`` also its index; with ``axis`` only with ``return_indices``.

    A gradient goes to the first greatest element along one axis, and is shared by equal ones otherwise.
    """
    return _extreme(self, dim, keepdim, axis, keepdims, initial, where, return_indices, F.amax, F.max)


@method
def min(self, dim=None, keepdim=False, *, axis=None, keepdims=False, initial=None, where=True, return_indices=False):
    """The smallest element; arguments as `max`."""
    return _extreme(self, dim, keepdim, axis, keepdims, initial, where, return_indices, F.amin, F.min)


@method
def argmax(self, axis=None, keepdims=False, *, dim=None, keepdim=False):
    """The index (int64) of the greatest element over ``axis`` (or ``dim``)."""
    return F.argmax(self, one_of(axis, dim, "axis and dim", "argmax"), keepdims or keepdim)


@method
def argmin(self, axis=None, keepdims=False, *, dim=None, keepdim=False):
    """The index (int32) of the smallest element over ``axis`` (or ``dim``)."""
    return F.argmin(self, one_of(axis, dim, "axis and dim", "argmin"), keepdims or keepdim)


@method
def argmax_with_value(self, axis=0, keep_dims=False):
    """The greatest element over ``axis``, and its index; for None as `ops.max` of all elements."""
    return F.max(self, axis, keep_dims and axis is not None)


@method
def argmin_with_value(self, axis=0, keep_dims=False):
    """The smallest element over ``axis``, and its index; for None as `ops.min` of all elements."""
    return F.min(self, axis, keep_dims and axis is not None)


@method
def var(self, axis=None, ddof=0, keepdims=False, *, dim=None, correction=None, keepdim=False):
    """The variance over ``axis`` (or ``dim``)."""
    ddof = ddof if correction is None else correction
    return F.var(self, one_of(axis, dim, "axis and dim", "var"), ddof, keepdims or keepdim)


@method
def std(self, axis=None, ddof=0, keepdims=False, *, dim=None, correction=None, keepdim=False):
    """The standard deviation over ``axis`` (or ``dim``)."""
    ddof = ddof if correction is None else correction
    return F.std(self, one_of(axis, dim, "axis and dim", "std"), ddof, keepdims or keepdim)


@method
def ptp(self, axis=None, keepdims=False):
    """The greatest element minus the smallest, over ``axis``."""
    return F.sub(F.amax(self, axis, keepdims), F.amin(self, axis, keepdims))


@method
def cumsum(self, axis=None, dtype=None, *, dim=None):
    """The sums up to each element along ``axis`` (or ``dim``), by default of the flattened Tensor."""
    axis = as_static(one_of(axis, dim, "axis and dim", "cumsum"))
    x, axis = (F.ravel(self), 0) if axis is None else (self, axis)
    return _cumsum(x, axis, as_dtype(data_type(dtype, "cumsum"), "cumsum"))


@method
def diff(self, n=1, axis=-1, prepend=None, append=None):
    """The differences of neighbours along ``axis``, taken ``n`` times."""
    return F.diff(self, n, axis, prepend, append)


@method
def trace(self, offset=0, axis1=0, axis2=1, dtype=None):
    """The sum over a diagonal of two axes."""
    return sum(F.diagonal(self, offset, axis1, axis2), -1, dtype if dtype is not None else self.dtype)


@method
def allclose(self, other, rtol=1e-05, atol=1e-08, equal_nan=False):
    """True where all elements are close, as in `ops.isclose`: a Python bool."""
    return bool(F.all(F.isclose(self, other, rtol, atol, equal_nan)))


@method
def median(self, axis=-1, keepdims=False, *, dim=None, keepdim=False):
    """The lower median over ``axis`` (or ``dim``), and its index."""
    return F.median(self, axis if dim is None else dim, keepdims or keepdim)


# -- arithmetic --


def scaled(other, alpha):
    """``alpha * other``; of two numbers a number, which adapts to the Tensor that it meets."""
    if alpha == 1:
        return other
    return F.mul(other, alpha) if isinstance(other, Tensor) else other * alpha


@method
def add(self, other, *, alpha=1):
    """The Tensor plus ``alpha * other``."""
    return F.add(self, scaled(other, alpha))


@method
def sub(self, other=None, *, y=None, alpha=1):
    """The Tensor minus ``alpha * other`` (or ``y``)."""
    return F.sub(self, scaled(other, alpha)) if y is None else F.sub(self, y)
