"""Blocks of elements moved between axes, rows written in place of others, and padding that mirrors."""

from __future__ import annotations

import itertools
import math

import jax
import jax.numpy as jnp
import numpy as np

from msgrad._checkparam import check_one_of
from msgrad.engine.handle import Handle
from msgrad.engine.operator import operator
from msgrad.ops.function._arguments import as_static, concrete, dtype_of, normalize_axis, shape_of
from msgrad.ops.function.pad_func import pad_by_mode
from msgrad.ops.function.scatter_func import _write_slices, segment_product
from msgrad.ops.function.select_func import gather

__all__ = """
    batch_to_space_nd col2im inplace_add inplace_index_add inplace_sub inplace_update mirror_pad padding
    space_to_batch_nd sparse_segment_mean
""".split()


# -- space, batch and depth --


def _block_shape(block, pairs, who, argument):
    """The sizes of a block and the pairs beside each axis, looked at."""
    block, pairs = as_static(block), as_static(pairs)
    if not isinstance(pairs, tuple) or not pairs or any(not isinstance(p, tuple) or len(p) != 2 for p in pairs):
        raise ValueError(f"For '{who}', the argument '{argument}' must be pairs of ints, but got {pairs}.")
    block = (block,) * len(pairs) if isinstance(block, int) else block
    if not isinstance(block, tuple) or not all(isinstance(n, int) and not isinstance(n, bool) for n in block):
        raise TypeError(f"For '{who}', the size of a block must be an int or ints, but got {block!r}.")
    if min(block) < 1 or len(block) != len(pairs) or min(n for p in pairs for n in p) < 0:
        raise ValueError(f"For '{who}', the block {block} and '{argument}' {pairs} do not go together.")
    return block, pairs


@operator("x", name="space_to_batch_nd")
def _space_to_batch(x, block, paddings):
    lead = x.ndim - len(block)
    x = jnp.pad(x, [(0, 0)] * lead + list(paddings))
    split = list(x.shape[:lead])
    for n, size in zip(block, x.shape[lead:], strict=True):
        if size % n:
            raise ValueError(f"the padded sizes {x.shape[lead:]} must be multiples of the block {block}.")
        split += [size // n, n]
    inner = [lead + 2 * i + 1 for i in range(len(block))]
    outer = [lead + 2 * i for i in range(len(block))]
    out = x.reshape(split).transpose(*inner, *range(lead), *outer)
    return out.reshape(math.prod(block) * x.shape[0], *x.shape[1:lead], *[split[i] for i in outer])


def space_to_batch_nd(input_x, block_size, paddings):
    """Blocks of the last axes, padded with zeros, taken apart into the batch: the elements in the same place of each
    block make one image. ValueError where the padded sizes are no multiples of the block.

    >>> ops.space_to_batch_nd(Tensor([[[[1.0, 2.0], [3.0, 4.0]]]]), [2, 2], [[0, 0], [0, 0]]).reshape(-1).tolist()
    [1.0, 2.0, 3.0, 4.0]
    """
    block, paddings = _block_shape(block_size, paddings, "space_to_batch_nd", "paddings")
    if len(shape_of(input_x)) <= len(block):
        raise ValueError(f"For 'space_to_batch_nd', 'input_x' needs more axes than {shape_of(input_x)}.")
    return _space_to_batch(input_x, block, paddings)


@operator("x", name="batch_to_space_nd")
def _batch_to_space(x, block, crops):
    count, lead = math.prod(block), x.ndim - len(block)
    if x.shape[0] % count:
        raise ValueError(f"the first size, {x.shape[0]}, must be a multiple of {count}.")
    spread = x.reshape(*block, x.shape[0] // count, *x.shape[1:])
    order = [len(block) + i for i in range(lead)]
    for i in range(len(block)):
        order += [len(block) + lead + i, i]
    sizes = [n * b for n, b in zip(x.shape[lead:], block, strict=True)]
    out = spread.transpose(order).reshape(x.shape[0] // count, *x.shape[1:lead], *sizes)
    cut = tuple([slice(a, n - b) for (a, b), n in zip(crops, sizes, strict=True)])
    return out[(slice(None),) * lead + cut]


def batch_to_space_nd(input_x, block_shape, crops):
    """What undoes `space_to_batch_nd`: images of the batch put together to one, of which ``crops`` are cut off.

    >>> x = Tensor(np.arange(4.0).reshape(4, 1, 1, 1))
    >>> ops.batch_to_space_nd(x, [2, 2], [[0, 0], [0, 0]]).tolist()
    [[[[0.0, 1.0], [2.0, 3.0]]]]
    """
    block, crops = _block_shape(block_shape, crops, "batch_to_space_nd", "crops")
    return _batch_to_space(input_x, block, crops)


@operator("x")
def space_to_depth(x, block_size):
    """Blocks of (N, C, H, W) as channels: those in the same place of each block come together."""
    n, c, h, w = x.shape
    b = block_size
    if h % b or w % b:
        raise ValueError(f"the height and width must be multiples of {b}, but got the shape {x.shape}.")
    out = x.reshape(n, c, h // b, b, w // b, b).transpose(0, 3, 5, 1, 2, 4)
    return out.reshape(n, c * b * b, h // b, w // b)


@operator("x")
def depth_to_space(x, block_size):
    """What undoes `space_to_depth`."""
    n, c, h, w = x.shape
    b = block_size
    if c % (b * b):
        raise ValueError(f"the number of channels must be a multiple of {b * b}, but got the shape {x.shape}.")
    out = x.reshape(n, b, b, c // (b * b), h, w).transpose(0, 3, 4, 1, 5, 2)
    return out.reshape(n, c // (b * b), h * b, w * b)


def _two(value, argument, who):
    value = as_static(value)
    value = (value, value) if isinstance(value, int) else value
    if not isinstance(value, tuple) or len(value) != 2 or not all(isinstance(n, int) for n in value):
        raise ValueError(f"For '{who}', the argument '{argument}' must be one or two ints, but got {value!r}.")
    return value


@operator("x", name="im2col")
def im2col(x, kernel, dilation, padding, stride):
    """The windows of (N, C, H, W): (N, C, places in a window, windows)."""
    sizes = [
        (n + 2 * p - d * (k - 1) - 1) // s + 1
        for n, k, d, p, s in zip(x.shape[2:], kernel, dilation, padding, stride, strict=True)
    ]
    x = jnp.pad(x, [(0, 0), (0, 0), *[(p, p) for p in padding]])
    parts = []
    for i, j in itertools.product(*map(range, kernel)):
        rows = slice(i * dilation[0], i * dilation[0] + sizes[0] * stride[0], stride[0])
        columns = slice(j * dilation[1], j * dilation[1] + sizes[1] * stride[1], stride[1])
        parts.append(x[:, :, rows, columns][:, :, : sizes[0], : sizes[1]].reshape(*x.shape[:2], -1))
    return jnp.stack(parts, 2)


@operator("x", name="col2im")
def _col2im(x, output, kernel, dilation, padding, stride):
    image = jax.ShapeDtypeStruct((*x.shape[:2], *output), x.dtype)
    expected = jax.eval_shape(lambda y: im2col.body(y, kernel, dilation, padding, stride), image).shape
    if x.shape != expected:
        raise ValueError(f"the shape must be {expected} for an output of {output}, but got {x.shape}.")
    return jax.linear_transpose(lambda y: im2col.body(y, kernel, dilation, padding, stride), image)(x)[0]


def col2im(input_x, output_size, kernel_size, dilation, padding_value, stride):
    """Images put together from their windows (N, C, places in a window, windows): what overlaps is added.

    >>> x = Tensor(np.ones((1, 1, 1, 4), np.float32))
    >>> ops.col2im(x, Tensor([2, 2], mindspore.int32), [1, 1], [1, 1], [0, 0], [1, 1]).tolist()
    [[[[1.0, 1.0], [1.0, 1.0]]]]
    """
    who = "col2im"
    pairs = ((output_size, "output_size"), (kernel_size, "kernel_size"), (dilation, "dilation"),
             (padding_value, "padding_value"), (stride, "stride"))  # fmt: skip
    return _col2im(input_x, *[_two(value, argument, who) for value, argument in pairs])


# -- rows in place of others --


def _rows(name, how, verb):
    def function(x, v, indices):
        size = shape_of(x)[0]
        places = as_static(indices)
        places = places if isinstance(places, tuple) else (places,)
        for n in places:
            if isinstance(n, bool) or not isinstance(n, int):
                raise TypeError(f"For '{name}', the 'indices' must be ints, but got {n!r}.")
            if not 0 <= n < size:
                raise ValueError(f"For '{name}', the 'indices' must be in [0, {size}), but got {n}.")
        if shape_of(v) != (len(places), *shape_of(x)[1:]):
            raise ValueError(
                f"For '{name}', the 'v' must have the shape {(len(places), *shape_of(x)[1:])}, but got {shape_of(v)}."
            )
        if dtype_of(x) != dtype_of(v):
            raise TypeError(f"For '{name}', both must have one dtype, but got {dtype_of(x)} and {dtype_of(v)}.")
        return _write_slices(x, 0, np.array(places), v, how)

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"""The Tensor ``x`` with the rows of ``v`` {verb} those at the indices (an int or several).

    ``x`` stays as it is. TypeError for two dtypes, ValueError for indices out of range and shapes that do not fit.
    """
    return function


inplace_add = _rows("inplace_add", "add", "added to")
inplace_sub = _rows("inplace_sub", "sub", "subtracted from")
inplace_update = _rows("inplace_update", "set", "in the place of")


def inplace_index_add(var, indices, updates, axis):
    """``var``, a Parameter, with the slices of ``updates`` added to those at the indices along ``axis``; it takes that
    value.

    >>> ops.inplace_index_add(Parameter(Tensor([1.0, 2.0])), Tensor([0], mindspore.int32), Tensor([3.0]), 0).tolist()
    [4.0, 2.0]
    """
    if not isinstance(var, Handle):
        raise TypeError(f"For 'inplace_index_add', the 'var' must be a Parameter, but got {type(var).__name__}.")
    out = _write_slices(var, normalize_axis(as_static(axis), len(shape_of(var))), indices, updates, "add")
    var._assign(out)
    return out


# -- padding --


def mirror_pad(input_x, paddings, mode):
    """The Tensor with its elements mirrored beyond its edges; ``paddings`` has a pair for each axis. "SYMMETRIC"
    mirrors the edge, too, "REFLECT" does not. ValueError for other modes and for paddings beyond the size.

    >>> ops.mirror_pad(Tensor([1, 2, 3]), Tensor([[2, 0]]), "REFLECT").tolist()
    [3, 2, 1, 2, 3]
    """
    check_one_of(mode, ("REFLECT", "SYMMETRIC"), "mode", "mirror_pad")
    paddings = as_static(paddings)
    ndim = len(shape_of(input_x))
    if not isinstance(paddings, tuple) or len(paddings) != ndim or any(len(p) != 2 or min(p) < 0 for p in paddings):
        raise ValueError(f"For 'mirror_pad', the 'paddings' must be {ndim} pairs of sizes, but got {paddings}.")
    return pad_by_mode(input_x, paddings, mode)


@operator("x")
def _padding(x, size):
    return jnp.pad(x, [(0, 0)] * (x.ndim - 1) + [(0, size - 1)])


def padding(x, pad_dim_size=8):
    """The Tensor, whose last size must be 1, with zeros up to a last size of ``pad_dim_size``.

    >>> ops.padding(Tensor([[8.0], [9.0]]), 2).tolist()
    [[8.0, 0.0], [9.0, 0.0]]
    """
    if isinstance(pad_dim_size, bool) or not isinstance(pad_dim_size, int) or pad_dim_size < 1:
        raise ValueError(f"For 'padding', the 'pad_dim_size' must be an int above 0, but got {pad_dim_size!r}.")
    if len(shape_of(x)) < 2 or shape_of(x)[-1] != 1:
        raise ValueError(f"For 'padding', the last of two or more sizes of 'x' must be 1, but got {shape_of(x)}.")
    return _padding(x, pad_dim_size)


# -- segments whose count depends on the numbers --


def segments(x, segment_ids, how, who):
    """Sums (or means, products, extremes) of the slices with one number in a vector in rising order; where a number is
    missing 0, or 1 for products. How many there are depends on the last number, so what is pending runs."""
    ids = concrete(segment_ids, who)
    if dtype_of(segment_ids).kind not in "iu":
        raise TypeError(f"For '{who}', the 'segment_ids' must hold integers, but got {dtype_of(segment_ids)}.")
    if ids.shape != shape_of(x)[:1]:
        raise ValueError(f"For '{who}', the 'segment_ids' must have {shape_of(x)[:1]} numbers, but got {ids.shape}.")
    if (np.diff(ids) < 0).any() or (ids < 0).any():
        raise ValueError(f"For '{who}', the 'segment_ids' must rise and not be negative.")
    return _segments(x, segment_ids, int(ids[-1]) + 1 if ids.size else 0, how)


@operator("x", "ids", name="counted_segments")
def _segments(x, ids, count, how):
    reduce = {"sum": jax.ops.segment_sum, "mean": jax.ops.segment_sum, "prod": segment_product,
              "max": jax.ops.segment_max, "min": jax.ops.segment_min}[how]  # fmt: skip
    out = reduce(x, ids, count)
    sizes = jnp.zeros(count, np.int32).at[ids].add(1).reshape(count, *[1] * (x.ndim - 1))
    if how == "mean":
        out = out / jnp.maximum(sizes, 1).astype(x.dtype)
    return jnp.where(sizes == 0, 1 if how == "prod" else 0, out).astype(x.dtype)


def sparse_segment_mean(x, indices, segment_ids):
    """The means of the slices of ``x`` at ``indices`` that have one number in ``segment_ids``, which must rise; zeros
    where a number is missing. What is pending runs.

    >>> ids = Tensor([0, 0], mindspore.int32)
    >>> ops.sparse_segment_mean(Tensor([[1.0], [3.0]]), Tensor([0, 1], mindspore.int32), ids).tolist()
    [[2.0]]
    """
    return segments(gather(x, indices, 0), segment_ids, "mean", "sparse_segment_mean")
