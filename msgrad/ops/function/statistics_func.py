"""Order statistics that leave out nan, ranks, and tests of what a Tensor holds."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
from jax import lax

from msgrad._checkparam import check_bool, check_type
from msgrad.engine.handle import Handle, wrap
from msgrad.engine.operator import operator
from msgrad.engine.values import leaf
from msgrad.ops.function._arguments import as_int, as_static, concrete, dtype_of, normalize_axis, shape_of
from msgrad.ops.function.join_func import concat
from msgrad.ops.function.select_func import _take_flat

__all__ = "nanmedian quantile nanquantile intopk is_nonzero population_count unique_with_pad".split()


@operator("input")
def _nanmedian(input, axis, keepdims):
    axis = normalize_axis(axis, input.ndim)
    x = input[None] if input.ndim == 0 else input
    order = jnp.argsort(lax.stop_gradient(x), axis, stable=True)  # nan comes last
    count = jnp.sum(~jnp.isnan(x), axis, keepdims=True)
    index = jnp.take_along_axis(order, jnp.maximum(count - 1, 0) // 2, axis)
    value = jnp.take_along_axis(x, index, axis)
    if input.ndim == 0 or not keepdims:
        index, value = jnp.squeeze(index, axis), jnp.squeeze(value, axis)
    return value, index.astype(np.int64)


def nanmedian(input, axis=-1, keepdims=False):
    """The lower median of the numbers that are not nan over one axis, and its index; nan where there are none.

    >>> [t.tolist() for t in ops.nanmedian(Tensor([3.0, float("nan"), 2.0]))]
    [2.0, 2]
    """
    return _nanmedian(input, as_int(axis, "axis", "nanmedian"), check_bool(keepdims, "keepdims", "nanmedian"))


@operator("input", "q")
def _quantile(input, q, axis, keepdims, ignore_nan):
    q = q.astype(input.dtype)
    function = jnp.nanquantile if ignore_nan else jnp.quantile
    out = function(input, q, axis=axis, keepdims=keepdims)
    return jnp.where(jnp.any((q < 0) | (q > 1)), jnp.nan, out)


def _quantiles(input, q, axis, keepdims, ignore_nan, who):
    if dtype_of(input).kind != "f" or dtype_of(input).itemsize < 4:
        raise TypeError(f"For '{who}', the 'input' must be of float32 or float64, but got {dtype_of(input)}.")
    check_type(q, (float, Handle), "q", who)
    if len(shape_of(q)) > 1:
        raise ValueError(f"For '{who}', the 'q' must have at most one axis, but got the shape {shape_of(q)}.")
    if isinstance(q, float) and not 0 <= q <= 1:
        raise ValueError(f"For '{who}', the 'q' must be in [0, 1], but got {q}.")
    axis = as_static(axis)
    if axis is not None:
        axis = normalize_axis(axis, len(shape_of(input)))
    return _quantile(input, q, axis, check_bool(keepdims, "keepdims", who), ignore_nan)


def quantile(input, q, axis=None, keepdims=False):
    """The numbers below which the parts ``q`` (a float, or a vector of them: a first axis more) of the elements lie,
    all or over one axis, with linear interpolation. Of an axis with nan, nan.

    >>> ops.quantile(Tensor([1.0, 2.0, 3.0]), 0.25).tolist()
    1.5
    """
    return _quantiles(input, q, axis, keepdims, False, "quantile")


def nanquantile(input, q, axis=None, keepdims=False):
    """`quantile` of the elements that are not nan.

    >>> ops.nanquantile(Tensor([1.0, float("nan"), 3.0]), 0.5).tolist()
    2.0
    """
    return _quantiles(input, q, axis, keepdims, True, "nanquantile")


@operator("x1", "x2", differentiable=False)
def _in_top(x1, x2, k):
    wanted = jnp.take_along_axis(x1, x2[:, None], 1, mode="fill", fill_value=jnp.nan)
    return (jnp.sum(x1 > wanted, 1) < k) & jnp.isfinite(wanted[:, 0])


def intopk(x1, x2, k):
    """Whether the element of each row at the index in ``x2`` is among the ``k`` greatest of the row; equal ones count
    as one rank.

    >>> ops.intopk(Tensor([[1.0, 3.0, 2.0]]), Tensor([2], mindspore.int32), 2).tolist()
    [True]
    """
    if len(shape_of(x1)) != 2 or shape_of(x2) != shape_of(x1)[:1]:
        raise ValueError(f"For 'intopk', the shapes must be (N, M) and (N,), but got {shape_of(x1)}, {shape_of(x2)}.")
    if dtype_of(x1).kind != "f" or dtype_of(x2).kind not in "iu":
        raise TypeError(f"For 'intopk', 'x1' must hold floats and 'x2' integers: {dtype_of(x1)} and {dtype_of(x2)}.")
    return _in_top(x1, x2, as_int(k, "k", "intopk"))


def is_nonzero(input):
    """Whether the one element of a Tensor is not 0, as a bool (what is pending runs). ValueError for more elements.

    >>> ops.is_nonzero(Tensor([[3.5]]))
    True
    """
    if not isinstance(input, Handle):
        raise TypeError(f"For 'is_nonzero', the 'input' must be a Tensor, but got {type(input).__name__}.")
    if int(np.prod(shape_of(input))) != 1:
        raise ValueError(f"For 'is_nonzero', the 'input' must have one element, but got the shape {shape_of(input)}.")
    return bool(input)


@operator("input_x", differentiable=False)
def population_count(input_x):
    """The number of bits that are 1, as uint8. TypeError for other dtypes than integers.

    >>> ops.population_count(Tensor([0, 1, 3], mindspore.int16)).tolist()
    [0, 1, 2]
    """
    if not jnp.issubdtype(input_x.dtype, jnp.integer):
        raise TypeError(f"the argument 'input_x' must hold integers, but got {input_x.dtype}.")
    return lax.population_count(input_x).astype(np.uint8)


def unique_with_pad(x, pad_num):
    """The different elements of a vector in order of first sight, followed by ``pad_num`` up to its length; and for
    each element its number among them. What is pending runs.

    >>> [t.tolist() for t in ops.unique_with_pad(Tensor([5, 2, 5]), 0)]
    [[5, 2, 0], [0, 1, 0]]
    """
    data = concrete(x, "unique_with_pad")
    if data.ndim != 1:
        raise ValueError(f"For 'unique_with_pad', the 'x' must have one axis, but got the shape {data.shape}.")
    _, first, inverse = np.unique(data, return_index=True, return_inverse=True)
    order = np.argsort(first, kind="stable")
    number = np.empty_like(order)
    number[order] = np.arange(order.size)
    rest = wrap(leaf(np.full(data.size - order.size, as_static(pad_num), data.dtype)))
    found = concat((_take_flat(x, first[order]), rest))
    return found, wrap(leaf(number[inverse].reshape(data.shape).astype(data.dtype)))
