"""Sorting, searching, and what is made by them: the greatest elements, unique elements, counts."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
from jax import lax

from msgrad.engine.handle import wrap
from msgrad.engine.operator import operator
from msgrad.engine.values import leaf
from msgrad.ops.function._arguments import (
    as_int,
    as_static,
    check_array,
    concrete,
    dtype_of,
    normalize_axis,
    shape_of,
)
from msgrad.ops.function.select_func import _take_flat

__all__ = """
    sort argsort msort topk top_k searchsorted bucketize unique unique_consecutive bincount histc sequence_mask
    reverse_sequence
""".split()

INT32, INT64 = np.dtype(np.int32), np.dtype(np.int64)


@operator("input", name="sort")
def _sort(input, axis, descending, dtype):
    check_array(input)
    axis = normalize_axis(axis, input.ndim)
    if input.ndim == 0:
        return input, jnp.zeros((), dtype)
    order = jnp.argsort(lax.stop_gradient(input), axis, descending=descending, stable=True)
    return jnp.take_along_axis(input, order, axis), order.astype(dtype)


def sort(input_x, axis=-1, descending=False):
    """The elements in ascending or descending order along ``axis``, and where they were (int32). Equal ones keep
    their order.

    >>> [x.tolist() for x in ops.sort(Tensor([3, 1, 2]))]
    [[1, 2, 3], [1, 2, 0]]
    """
    return _sort(input_x, as_static(axis), _flag(descending, "descending", "sort"), INT32)


def argsort(input, axis=-1, descending=False):
    """The indices (int32) of the elements in ascending or descending order along ``axis``.

    >>> ops.argsort(Tensor([3, 1, 2])).tolist()
    [1, 2, 0]
    """
    return _sort(input, as_static(axis), _flag(descending, "descending", "argsort"), INT32)[1]


def msort(input):
    """The elements in ascending order along the first axis.

    >>> ops.msort(Tensor([3, 1, 2])).tolist()
    [1, 2, 3]
    """
    return _sort(input, 0, False, INT32)[0]


def _flag(value, argument, who):
    if not isinstance(value, bool):
        raise TypeError(f"For '{who}', the argument '{argument}' must be a bool, but got {type(value).__name__}.")
    return value


@operator("input", name="topk")
def _topk(input, k, dim, largest, dtype):
    check_array(input)
    axis = normalize_axis(dim, input.ndim, "dim")
    if not 0 <= k <= input.shape[axis]:
        raise ValueError(f"the argument 'k' must be within [0, {input.shape[axis]}], but got {k}.")
    order = jnp.argsort(lax.stop_gradient(input), axis, descending=largest, stable=True)
    order = lax.slice_in_dim(order, 0, k, axis=axis)
    return jnp.take_along_axis(input, order, axis), order.astype(dtype)


def topk(input, k, dim=None, largest=True, sorted=True):
    """The ``k`` greatest (or smallest) elements along ``dim`` (by default the last axis), in order, and their indices
    (int32). Of equal ones the first come first. ``sorted=False`` leaves the order open, so it is the same.

    Raises ValueError where there are fewer than ``k`` elements.

    >>> [x.tolist() for x in ops.topk(Tensor([3, 1, 2]), 2)]
    [[3, 2], [0, 2]]
    """
    dim = -1 if dim is None else as_static(dim)
    k = as_int(k, "k", "topk")
    _flag(sorted, "sorted", "topk")
    return _topk(input, k, dim, _flag(largest, "largest", "topk"), INT32)


def top_k(input_x, k, sorted=True):
    """`topk` of the last axis.

    >>> [x.tolist() for x in ops.top_k(Tensor([3, 1, 2]), 2)]
    [[3, 2], [0, 2]]
    """
    return topk(input_x, k, None, True, sorted)


@operator("sorted_sequence", "values", name="searchsorted")
def _searchsorted(sorted_sequence, values, right, dtype):
    side = "right" if right else "left"
    if sorted_sequence.ndim == 1:
        return jnp.searchsorted(sorted_sequence, values, side).astype(dtype)
    if sorted_sequence.shape[:-1] != values.shape[:-1]:
        raise ValueError(
            f"the first sizes of 'sorted_sequence' and 'values' must be equal, but got {sorted_sequence.shape} and "
            f"{values.shape}."
        )
    rows = sorted_sequence.reshape(-1, sorted_sequence.shape[-1])
    wanted = values.reshape(-1, values.shape[-1])
    return (
        jnp.stack([jnp.searchsorted(r, v, side) for r, v in zip(rows, wanted, strict=True)])
        .reshape(values.shape)
        .astype(dtype)
    )


def searchsorted(sorted_sequence, values, *, out_int32=False, right=False, side=None, sorter=None):
    """Where each value would have to stand in a sorted sequence (its last axis): before equal elements, or after them
    with ``right`` or the side 'right'. int64, or int32. ``sorter`` has the indices that sort the sequence.

    >>> ops.searchsorted(Tensor([1, 3, 5]), Tensor([3, 4])).tolist()
    [1, 2]
    """
    if side not in (None, "left", "right"):
        raise ValueError(f"For 'searchsorted', the argument 'side' must be 'left' or 'right', but got {side!r}.")
    if side == "left" and right:
        raise ValueError("For 'searchsorted', the side 'left' contradicts right=True.")
    if sorter is not None:
        sorted_sequence = sorted_sequence.gather_elements(-1, sorter)
    dtype = INT32 if _flag(out_int32, "out_int32", "searchsorted") else INT64
    return _searchsorted(sorted_sequence, values, side == "right" or _flag(right, "right", "searchsorted"), dtype)


def bucketize(input, boundaries, *, right=False):
    """The number (int32) of the interval between sorted boundaries that each element lies in; with ``right``, an
    element equal to a boundary lies above it.

    >>> ops.bucketize(Tensor([0.5, 2.0]), [1.0, 2.0, 3.0]).tolist()
    [0, 1]
    """
    return _searchsorted(np.array(as_static(boundaries), np.float32), input, right, INT32)


def unique(input):
    """The different elements in order of first sight (what is pending runs), and for each element its number among them
    (int32).

    >>> [x.tolist() for x in ops.unique(Tensor([5, 2, 5]))]
    [[5, 2], [0, 1, 0]]
    """
    data = concrete(input, "unique").ravel()
    _, first, inverse = np.unique(data, return_index=True, return_inverse=True)
    order = np.argsort(first, kind="stable")
    number = np.empty_like(order)
    number[order] = np.arange(order.size)
    return _take_flat(input, first[order]), wrap(leaf(number[inverse].reshape(shape_of(input)).astype(INT32)))


@operator("input", "starts")
def _take_axis(input, starts, axis):
    return jnp.take(input, starts, axis)


def unique_consecutive(input, return_inverse=False, return_counts=False, dim=None):
    """The elements that differ from the one before (what is pending runs): of the flattened Tensor, or whole slices
    along ``dim``. With it, if asked for, for each element its number among them, and how often each comes, both
    int64.

    >>> ops.unique_consecutive(Tensor([1, 1, 2, 1])).tolist()
    [1, 2, 1]
    """
    data = concrete(input, "unique_consecutive")
    dim = as_static(dim)
    rows = data.reshape(-1, 1)
    if dim is not None:
        axis = normalize_axis(dim, data.ndim, "dim")
        rows = np.moveaxis(data, axis, 0).reshape(data.shape[axis], -1)
    new = np.ones(len(rows), bool)
    new[1:] = (rows[1:] != rows[:-1]).any(1)
    starts = np.flatnonzero(new)
    out = [_take_flat(input, starts) if dim is None else _take_axis(input, starts, axis)]
    if return_inverse:
        inverse = np.cumsum(new) - 1
        out.append(wrap(leaf((inverse.reshape(data.shape) if dim is None else inverse).astype(INT64))))
    if return_counts:
        out.append(wrap(leaf(np.diff(starts, append=len(rows)).astype(INT64))))
    return tuple(out) if len(out) > 1 else out[0]


def unique_sorted(input, return_inverse=False, return_counts=False, dim=None):
    """As `unique_consecutive`, but each element or slice comes once in all, in ascending order."""
    data = concrete(input, "unique")
    dim = as_static(dim)
    axis = None if dim is None else normalize_axis(dim, data.ndim, "dim")
    _, first, inverse, counts = np.unique(
        data, return_index=True, return_inverse=True, return_counts=True, axis=axis, equal_nan=False
    )
    out = [_take_flat(input, first) if axis is None else _take_axis(input, first, axis)]
    if return_inverse:
        out.append(wrap(leaf(inverse.reshape(data.shape if axis is None else -1).astype(INT64))))
    if return_counts:
        out.append(wrap(leaf(counts.astype(INT64))))
    return tuple(out) if len(out) > 1 else out[0]


@operator("input", "weights", name="bincount")
def _bincount(input, weights, length):
    return jnp.bincount(input, weights, length=length).astype(np.float32)


def bincount(input, weights=None, minlength=0):
    """How often each number from 0 on comes in a vector of them (what is pending runs), or the sum of its weights:
    float32.

    >>> ops.bincount(Tensor([0, 2, 2])).tolist()
    [1.0, 0.0, 2.0]
    """
    if dtype_of(input).kind not in "iu":
        raise TypeError(
            f"For 'bincount', the argument 'input' must be a Tensor of integers, but got {dtype_of(input)}."
        )
    data = concrete(input, "bincount")
    if data.ndim != 1 or (data.size and data.min() < 0):
        raise ValueError("For 'bincount', the argument 'input' must be a vector of numbers that are not negative.")
    return _bincount(
        input, weights, max(int(data.max()) + 1 if data.size else 0, as_int(minlength, "minlength", "bincount"))
    )


@operator("input", "low", "high", name="histc")
def _histc(input, low, high, bins):
    low, high = low.astype(np.float64), high.astype(np.float64)
    number = jnp.floor((input.ravel() - low) / (high - low) * bins)
    number = jnp.where((input.ravel() >= low) & (input.ravel() <= high), jnp.minimum(number, bins - 1), bins)
    return jnp.zeros(bins + 1, input.dtype).at[number.astype(np.int32)].add(1)[:bins]


def histc(input, bins=100, min=0.0, max=0.0):
    """How many elements lie in each of ``bins`` equal intervals from ``min`` to ``max``; where both are equal,
    between the smallest and the greatest element.

    >>> ops.histc(Tensor([1.0, 2.0, 1.0]), 2, 0.0, 2.0).tolist()
    [0.0, 3.0]
    """
    bins = as_int(bins, "bins", "histc")
    if bins <= 0:
        raise ValueError(f"For 'histc', the argument 'bins' must be above 0, but got {bins}.")
    if min > max:
        raise ValueError(f"For 'histc', 'min' must not be above 'max', but got {min} and {max}.")
    if min == max:
        min, max = input.amin(), input.amax()
    return _histc(input, min, max, bins)


@operator("lengths")
def _sequence_mask(lengths, maxlen):
    return lax.iota(lengths.dtype, maxlen) < lengths[..., None]


def sequence_mask(lengths, maxlen=None):
    """True at the first ``length`` places of a new last axis, for each length; as long as the greatest (what is pending
    runs), or ``maxlen``.

    >>> ops.sequence_mask(Tensor([1, 2])).tolist()
    [[True, False], [True, True]]
    """
    maxlen = (
        int(concrete(lengths, "sequence_mask").max()) if maxlen is None else as_int(maxlen, "maxlen", "sequence_mask")
    )
    return _sequence_mask(lengths, maxlen)


@operator("x", "seq_lengths")
def reverse_sequence(x, seq_lengths, seq_dim, batch_dim=0):
    """The first ``length`` elements along ``seq_dim`` in the opposite order, for each slice along ``batch_dim``.

    >>> ops.reverse_sequence(Tensor([[1, 2, 3]]), Tensor([2]), 1).tolist()
    [[2, 1, 3]]
    """
    seq_dim, batch_dim = normalize_axis(seq_dim, x.ndim, "seq_dim"), normalize_axis(batch_dim, x.ndim, "batch_dim")
    if seq_dim == batch_dim:
        raise ValueError(f"'seq_dim' and 'batch_dim' must be two axes, but got {seq_dim} twice.")
    if seq_lengths.shape != (x.shape[batch_dim],):
        raise ValueError(f"'seq_lengths' must have the shape {(x.shape[batch_dim],)}, but got {seq_lengths.shape}.")
    lengths = seq_lengths.reshape([-1 if i == batch_dim else 1 for i in range(x.ndim)])
    place = lax.broadcasted_iota(lengths.dtype, x.shape, seq_dim)
    return jnp.take_along_axis(x, jnp.where(place < lengths, lengths - 1 - place, place), seq_dim)
