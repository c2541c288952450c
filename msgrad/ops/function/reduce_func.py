"""Reductions over axes. ``axis`` is an int, a tuple or list of ints, or None or () for all axes.

An axis out of range raises ValueError, one that is no int TypeError.
"""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from msgrad.common import dtype as mstype
from msgrad.engine.operator import operator
from msgrad.ops.function._arguments import (
    as_dtype,
    as_static,
    check_array,
    inexact,
    normalize_axes,
    normalize_axis,
)

__all__ = """
    sum reduce_sum mean reduce_mean prod nansum nanmean count_nonzero all any amax amin reduce_max reduce_min
    aminmax max min argmax argmin var std var_mean std_mean cov median logsumexp
""".split()


def _axes(x, axis, argument="axis"):
    check_array(x)
    return normalize_axes(axis, x.ndim, argument)


# -- sums and means --


@operator("input")
def _sum(input, axis, keepdims, dtype, argument):
    axes = _axes(input, axis, argument)
    if dtype is None and not jnp.issubdtype(input.dtype, jnp.inexact):
        dtype = np.dtype(np.int64)
    return jnp.sum(input, axes, dtype=dtype or input.dtype, keepdims=keepdims)


def sum(input, dim=None, keepdim=False, *, dtype=None):
    """The sum over ``dim``: of integers and bools in int64, else in the dtype of ``input``, or in ``dtype``.

    >>> ops.sum(Tensor([[1.0, 2.0], [3.0, 4.0]]), dim=1).tolist()
    [3.0, 7.0]
    """
    return _sum(input, as_static(dim), keepdim, as_dtype(dtype, "sum"), "dim")


@operator("x")
def _same_dtype_sum(x, axis, keep_dims):
    return jnp.sum(x, _axes(x, axis), dtype=x.dtype, keepdims=keep_dims)


def reduce_sum(x, axis=()):
    """The sum over ``axis``, in the dtype of ``x``.

    >>> ops.reduce_sum(Tensor([[1, 2], [3, 4]]), 0).tolist()
    [4, 6]
    """
    return _same_dtype_sum(x, as_static(axis), False)


@operator("x")
def _mean(x, axis, keep_dims, dtype):
    axes = _axes(x, axis)
    if dtype is not None:
        x = x.astype(dtype)
    if x.dtype == bool:
        raise RuntimeError("the mean of bools is not defined; cast the Tensor to a float first.")
    if jnp.issubdtype(x.dtype, jnp.inexact):
        return jnp.mean(x, axes, keepdims=keep_dims)
    count = int(np.prod([x.shape[a] for a in axes], dtype=np.int64))
    total = jnp.sum(x, axes, dtype=np.int64, keepdims=keep_dims)
    return lax.div(total, jnp.full_like(total, count or 1)).astype(x.dtype)


def mean(x, axis=None, keep_dims=False):
    """The mean over ``axis``, in the dtype of ``x``: that of integers is rounded towards zero. RuntimeError for bools.

    >>> ops.mean(Tensor([[1.0, 2.0], [3.0, 4.0]]), 1).tolist()
    [1.5, 3.5]
    """
    return _mean(x, as_static(axis), keep_dims, None)


def reduce_mean(x, axis=()):
    """The mean over ``axis``.

    >>> ops.reduce_mean(Tensor([[1.0, 2.0], [3.0, 4.0]]), 0).tolist()
    [2.0, 3.0]
    """
    return _mean(x, as_static(axis), False, None)


@operator("input")
def _prod(input, axis, keep_dims, dtype):
    axes = _axes(input, axis)
    if dtype is None and not jnp.issubdtype(input.dtype, jnp.inexact):
        dtype = np.dtype(np.int64)
    return jnp.prod(input, axes, dtype=dtype or input.dtype, keepdims=keep_dims)


def prod(input, axis=None, keep_dims=False, dtype=None):
    """The product over ``axis``: of integers and bools in int64, else in the dtype of ``input``, or in ``dtype``.

    >>> ops.prod(Tensor([[1.0, 2.0], [3.0, 4.0]]), 1).tolist()
    [2.0, 12.0]
    """
    return _prod(input, as_static(axis), keep_dims, as_dtype(dtype, "prod"))


def nansum(input, axis=None, keepdims=False, *, dtype=None):
    """The sum, with nan counted as 0.

    >>> ops.nansum(Tensor([1.0, float("nan")])).tolist()
    1.0
    """
    return _sum(_without_nan(input), as_static(axis), keepdims, as_dtype(dtype, "nansum"), "axis")


@operator("input")
def _without_nan(input):
    check_array(input)
    return jnp.where(jnp.isnan(inexact(input)), 0, input)


@operator("input")
def _nanmean(input, axis, keepdims, dtype):
    return jnp.nanmean(input, _axes(input, axis), dtype=dtype, keepdims=keepdims)


def nanmean(input, axis=None, keepdims=False, *, dtype=None):
    """The mean of what is not nan.

    >>> ops.nanmean(Tensor([1.0, 3.0, float("nan")])).tolist()
    2.0
    """
    return _nanmean(input, as_static(axis), keepdims, as_dtype(dtype, "nanmean"))


@operator("x")
def _count_nonzero(x, axis, keep_dims, dtype):
    return jnp.sum(x != 0, _axes(x, axis), dtype=dtype, keepdims=keep_dims)


def count_nonzero(x, axis=(), keep_dims=False, dtype=mstype.int32):
    """The number of elements that are not 0.

    >>> ops.count_nonzero(Tensor([0.0, 2.0, 3.0])).tolist()
    2
    """
    return _count_nonzero(x, as_static(axis), keep_dims, as_dtype(dtype, "count_nonzero"))


# -- logic --


@operator("input")
def _all(input, axis, keep_dims):
    return jnp.all(input != 0, _axes(input, axis), keepdims=keep_dims)


def all(input, axis=None, keep_dims=False):
    """True where all elements are true.

    >>> ops.all(Tensor([[True, False], [True, True]]), 1).tolist()
    [False, True]
    """
    return _all(input, as_static(axis), keep_dims)


@operator("input")
def _any(input, axis, keep_dims):
    return jnp.any(input != 0, _axes(input, axis), keepdims=keep_dims)


def any(input, axis=None, keep_dims=False):
    """True where some element is true.

    >>> ops.any(Tensor([[True, False], [False, False]]), 1).tolist()
    [True, False]
    """
    return _any(input, as_static(axis), keep_dims)


# -- greatest and smallest --
#
# amax, amin: the gradient is shared equally by all the greatest elements. With indices: it goes to the first one.


def _extreme(body_name, x, axes, keepdims, initial=None, where=None):
    if initial is not None:
        initial = jnp.asarray(initial, x.dtype)
    if where is not None and initial is None:
        raise ValueError("'initial' must be given together with 'where'.")
    body = jnp.max if body_name == "max" else jnp.min
    where_ = {} if where is None else {"where": jnp.broadcast_to(where, x.shape)}
    return body(x, axes, keepdims=keepdims, initial=initial, **where_)


@operator("input", "initial", "where")
def _amax(input, axis, keepdims, initial=None, where=None):
    return _extreme("max", input, _axes(input, axis), keepdims, initial, where)


@operator("input", "initial", "where")
def _amin(input, axis, keepdims, initial=None, where=None):
    return _extreme("min", input, _axes(input, axis), keepdims, initial, where)


def amax(input, axis=None, keepdims=False, *, initial=None, where=None):
    """The greatest element over ``axis``. ``where`` (a Tensor of bools, with ``initial``) leaves out elements, and
    ``initial`` is the least that can come out. Equal greatest elements share the gradient.

    >>> ops.amax(Tensor([[1.0, 2.0], [4.0, 3.0]]), 1).tolist()
    [2.0, 4.0]
    """
    return _amax(input, as_static(axis), keepdims, initial, _mask(where))


def amin(input, axis=None, keepdims=False, *, initial=None, where=None):
    """The smallest element over ``axis``; arguments and gradient as `amax`.

    >>> ops.amin(Tensor([[1.0, 2.0], [4.0, 3.0]]), 1).tolist()
    [1.0, 3.0]
    """
    return _amin(input, as_static(axis), keepdims, initial, _mask(where))


def _mask(where):
    return None if where is None or where is True else where


def reduce_max(x, axis=()):
    """The greatest element over ``axis``.

    >>> ops.reduce_max(Tensor([[1.0, 2.0], [4.0, 3.0]]), 0).tolist()
    [4.0, 3.0]
    """
    return _amax(x, as_static(axis), False)


def reduce_min(x, axis=()):
    """The smallest element over ``axis``.

    >>> ops.reduce_min(Tensor([[1.0, 2.0], [4.0, 3.0]]), 0).tolist()
    [1.0, 2.0]
    """
    return _amin(x, as_static(axis), False)


def aminmax(input, *, axis=0, keepdims=False):
    """The least and the greatest elements over one axis, or over all for None. NaN counts only where it comes first.
    Over an axis the first among equal elements has the gradient, over all they share it.

    >>> [t.tolist() for t in ops.aminmax(Tensor([[1.0, 2.0], [4.0, 3.0]]), axis=1)]
    [[1.0, 3.0], [2.0, 4.0]]
    """
    input = _disregard_nan(input, as_static(axis))
    if axis is None:
        return amin(input, axis, keepdims), amax(input, axis, keepdims)
    return min(input, axis, keepdims)[0], max(input, axis, keepdims)[0]


@operator("input", name="aminmax")
def _disregard_nan(input, axis):
    """NaN replaced by the first element of its row."""
    if not jnp.issubdtype(input.dtype, jnp.floating) or not input.size:
        return input
    axes = _axes(input, axis)
    first = input[tuple([slice(1) if i in axes else slice(None) for i in range(input.ndim)])]
    return jnp.where(jnp.isnan(input), first, input)


@operator("input")
def _with_index(input, axis, keepdims, greatest):
    check_array(input)
    if isinstance(axis, tuple):
        raise TypeError(f"the argument 'axis' must be an int, but got {axis}.")
    if input.ndim == 0:
        normalize_axis(axis, 0)
        return input, jnp.zeros((), np.int64)
    axis = normalize_axis(axis, input.ndim)
    index = (jnp.argmax if greatest else jnp.argmin)(lax.stop_gradient(input), axis, keepdims=True)
    value = jnp.take_along_axis(input, index, axis)
    if not keepdims:
        index, value = jnp.squeeze(index, axis), jnp.squeeze(value, axis)
    return value, index.astype(np.int64)


def _value_and_index(input, axis, keepdims, initial, where, greatest):
    reduce = amax if greatest else amin
    if axis is None or (isinstance(axis, tuple | list) and not axis):
        return reduce(input, axis, keepdims, initial=initial, where=where), _zero_index()
    if initial is not None or _mask(where) is not None:
        # elements that are left out take the initial value, so that the index is that of one that is not
        input = _bounded(input, initial, _mask(where), greatest)
    return _with_index(input, as_static(axis), keepdims, greatest)


@operator("input", "initial", "where")
def _bounded(input, initial, where, greatest):
    if initial is None:
        raise ValueError("'initial' must be given together with 'where'.")
    bound = (jnp.maximum if greatest else jnp.minimum)(input, jnp.asarray(initial, input.dtype))
    return bound if where is None else jnp.where(where, bound, jnp.asarray(initial, input.dtype))


@operator()
def _zero_index():
    return jnp.zeros((), np.int64)


def max(input, axis=None, keepdims=False, *, initial=None, where=None):
    """The greatest elements over ``axis``, and their (first) indices, int64. For ``axis`` None the greatest of all,
    with 0 for its index. The gradient goes to the indexed element; without an axis, equal ones share it.

    >>> [t.tolist() for t in ops.max(Tensor([[1.0, 2.0], [4.0, 3.0]]), 1)]
    [[2.0, 4.0], [1, 0]]
    """
    return _value_and_index(input, axis, keepdims, initial, where, True)


def min(input, axis=None, keepdims=False, *, initial=None, where=None):
    """The smallest elements over ``axis``, and their (first) indices, int64; otherwise as `max`.

    >>> [t.tolist() for t in ops.min(Tensor([[1.0, 2.0], [4.0, 3.0]]), 1)]
    [[1.0, 3.0], [0, 1]]
    """
    return _value_and_index(input, axis, keepdims, initial, where, False)


@operator("input")
def _arg(input, axis, keepdims, greatest, dtype, argument):
    check_array(input)
    body = jnp.argmax if greatest else jnp.argmin
    if axis is not None:
        axis = normalize_axis(axis, input.ndim, argument)
        if input.ndim == 0:
            return jnp.zeros((), dtype)
    return body(lax.stop_gradient(input), axis, keepdims=keepdims).astype(dtype)


def argmax(input, dim=None, keepdim=False):
    """The index of the (first) greatest element, int64: over ``dim``, or for None in the flattened Tensor.

    >>> ops.argmax(Tensor([[1.0, 2.0], [4.0, 3.0]]), 1).tolist()
    [1, 0]
    """
    return _arg(input, as_static(dim), keepdim, True, np.dtype(np.int64), "dim")


def argmin(input, axis=None, keepdims=False):
    """The index of the (first) smallest element, int32: over ``axis``, or for None in the flattened Tensor.

    >>> ops.argmin(Tensor([[1.0, 2.0], [4.0, 3.0]]), 1).tolist()
    [0, 1]
    """
    return _arg(input, as_static(axis), keepdims, False, np.dtype(np.int32), "axis")


# -- spread --


@operator("input")
def _var(input, axis, ddof, keepdims, root):
    try:
        axes = _axes(input, axis)
    except RuntimeError as error:
        raise ValueError(str(error)) from None
    out = jnp.var(inexact(input), axes, ddof=ddof, keepdims=keepdims)
    return jnp.sqrt(out) if root else out


def _ddof(ddof, who):
    if not isinstance(ddof, bool | int):
        raise TypeError(f"For '{who}', the argument 'ddof' must be an int or bool, but got {type(ddof).__name__}.")
    return int(ddof)


def var(input, axis=None, ddof=0, keepdims=False):
    """The variance over ``axis``: the sum of squares of the distances from the mean, over the count minus ``ddof``.

    >>> ops.var(Tensor([1.0, 3.0])).tolist()
    1.0
    """
    return _var(input, as_static(axis), _ddof(ddof, "var"), keepdims, False)


def std(input, axis=None, ddof=0, keepdims=False):
    """The standard deviation over ``axis``: the square root of `var`.

    >>> ops.std(Tensor([1.0, 3.0])).tolist()
    1.0
    """
    return _var(input, as_static(axis), _ddof(ddof, "std"), keepdims, True)


def var_mean(input, axis=None, ddof=0, keepdims=False):
    """`var` and `mean`.

    >>> [t.tolist() for t in ops.var_mean(Tensor([1.0, 3.0]))]
    [1.0, 2.0]
    """
    return var(input, axis, ddof, keepdims), mean(input, axis, keepdims)


def std_mean(input, axis=None, ddof=0, keepdims=False):
    """`std` and `mean`.

    >>> [t.tolist() for t in ops.std_mean(Tensor([1.0, 3.0]))]
    [1.0, 2.0]
    """
    return std(input, axis, ddof, keepdims), mean(input, axis, keepdims)


@operator("input", "fweights", "aweights")
def _cov(input, correction, fweights, aweights):
    check_array(input)
    return jnp.cov(input, ddof=correction, fweights=fweights, aweights=aweights)


def cov(input, *, correction=1, fweights=None, aweights=None):
    """The matrix of covariances of the rows of ``input``.

    >>> ops.cov(Tensor([[1.0, 3.0], [2.0, 6.0]])).tolist()
    [[2.0, 4.0], [4.0, 8.0]]
    """
    return _cov(input, correction, fweights, aweights)


@operator("input")
def _median(input, axis, keepdims):
    check_array(input)
    axis = normalize_axis(axis, input.ndim)
    if input.ndim == 0:
        return input, jnp.zeros((), np.int64)
    order = jnp.argsort(lax.stop_gradient(input), axis, stable=True)
    index = lax.index_in_dim(order, (input.shape[axis] - 1) // 2, axis)
    value = jnp.take_along_axis(input, index, axis)
    if not keepdims:
        index, value = jnp.squeeze(index, axis), jnp.squeeze(value, axis)
    return value, index.astype(np.int64)


def median(input, axis=-1, keepdims=False):
    """The lower median over one axis, and its index.

    >>> [t.tolist() for t in ops.median(Tensor([3.0, 1.0, 2.0]))]
    [2.0, 2]
    """
    return _median(input, as_static(axis), keepdims)


@operator("input")
def _logsumexp(input, dim, keepdim):
    return jax.scipy.special.logsumexp(inexact(input), _axes(input, dim, "dim"), keepdims=keepdim)


def logsumexp(input, dim, keepdim=False):
    """The logarithm of the sum of the exponentials over ``dim``.

    >>> ops.logsumexp(Tensor([0.0, float("-inf")]), 0).tolist()
    0.0
    """
    return _logsumexp(input, as_static(dim), keepdim)
