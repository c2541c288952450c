"""Running sums, products and extremes along an axis, and differences of neighbours."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
from jax import lax

from msgrad.engine.operator import operator
from msgrad.ops.function._arguments import as_dtype, as_static, check_array, inexact, normalize_axis

__all__ = """
    cumsum cumprod cummax cummin logcumsumexp diff trapz
""".split()


def _axis(x, axis, argument="axis"):
    check_array(x)
    return normalize_axis(axis, x.ndim, argument)


@operator("x")
def _cumsum(x, axis, dtype):
    axis = _axis(x, axis)
    if dtype is not None:
        x = x.astype(dtype)
    if x.dtype == bool:
        raise TypeError("the argument 'x' must be a Tensor of numbers, but got bool.")
    return jnp.cumsum(x, axis, dtype=x.dtype)


def cumsum(x, axis, dtype=None):
    """The sums of the elements up to each, along ``axis``; in the dtype of ``x``, or in ``dtype``. TypeError for bools.

    >>> ops.cumsum(Tensor([1.0, 2.0, 3.0]), 0).tolist()
    [1.0, 3.0, 6.0]
    """
    return _cumsum(x, as_static(axis), as_dtype(dtype, "cumsum"))


@operator("input")
def _cumprod(input, dim, dtype):
    axis = _axis(input, dim, "dim")
    return jnp.cumprod(input if dtype is None else input.astype(dtype), axis, dtype=dtype or input.dtype)


def cumprod(input, dim, dtype=None):
    """The products of the elements up to each, along ``dim``.

    >>> ops.cumprod(Tensor([1.0, 2.0, 3.0]), 0).tolist()
    [1.0, 2.0, 6.0]
    """
    return _cumprod(input, as_static(dim), as_dtype(dtype, "cumprod"))


def _running(input, axis, wins, dtype):
    """The extremes so far and the place of each: among equal ones, the last. NaN wins."""
    index = lax.broadcasted_iota(dtype, input.shape, axis)

    def later(a, b):
        take = wins(b[0], a[0]) | (b[0] != b[0])
        return jnp.where(take, b[0], a[0]), jnp.where(take, b[1], a[1])

    _, index = lax.associative_scan(later, (lax.stop_gradient(input), index), axis=axis)
    return jnp.take_along_axis(input, index, axis), index


@operator("input")
def cummax(input, axis):
    """The greatest element up to each along ``axis``, and its index (int64; the last among equal ones).

    >>> [t.tolist() for t in ops.cummax(Tensor([1.0, 3.0, 2.0]), 0)]
    [[1.0, 3.0, 3.0], [0, 1, 1]]
    """
    return _running(input, _axis(input, axis), jnp.greater_equal, np.int64)


@operator("input")
def cummin(input, axis):
    """The smallest element up to each along ``axis``, and its index (int32; the last among equal ones).

    >>> [t.tolist() for t in ops.cummin(Tensor([3.0, 1.0, 2.0]), 0)]
    [[3.0, 1.0, 1.0], [0, 1, 1]]
    """
    return _running(input, _axis(input, axis), jnp.less_equal, np.int32)


@operator("input")
def logcumsumexp(input, axis):
    """The logarithm of the sums of the exponentials up to each element along ``axis``.

    >>> ops.logcumsumexp(Tensor([0.0]), 0).tolist()
    [0.0]
    """
    return lax.cumlogsumexp(inexact(input), _axis(input, axis))


@operator("x", "prepend", "append")
def diff(x, n=1, axis=-1, prepend=None, append=None):
    """The differences of neighbours along ``axis``, taken ``n`` times; ``prepend`` and ``append`` are joined on before.

    >>> ops.diff(Tensor([1.0, 4.0, 9.0])).tolist()
    [3.0, 5.0]
    """
    return jnp.diff(x, n, _axis(x, axis), prepend, append)


@operator("y", "x", "dx")
def _trapz(y, x, dx, dim):
    axis = _axis(y, dim, "dim")
    y = inexact(y)
    steps = jnp.asarray(dx, y.dtype) if x is None else jnp.diff(x, axis=axis if x.ndim > 1 else 0)
    if x is not None and x.ndim == 1:
        steps = steps.reshape([-1 if i == axis else 1 for i in range(y.ndim)])
    left = lax.slice_in_dim(y, 0, y.shape[axis] - 1, axis=axis)
    right = lax.slice_in_dim(y, 1, y.shape[axis], axis=axis)
    return jnp.sum((left + right) / 2 * steps, axis).astype(y.dtype)


def trapz(y, x=None, *, dx=1.0, dim=-1):
    """The integral along ``dim`` by the trapezoidal rule, at the places ``x``, or ``dx`` apart.

    >>> ops.trapz(Tensor([1.0, 2.0, 3.0])).tolist()
    4.0
    """
    return _trapz(y, x, dx, dim)
