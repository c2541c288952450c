"""Writing elements at indices: scatter, and sums over segments."""

from __future__ import annotations

import functools

import jax
import jax.numpy as jnp
import numpy as np

from msgrad.engine.handle import Handle
from msgrad.engine.operator import operator
from msgrad.ops.function._arguments import as_int, as_shape, dtype_of, normalize_axis, shape_of
from msgrad.ops.function.creation_func import _constant
from msgrad.ops.function.select_func import _check_indices, _check_known

__all__ = """
    tensor_scatter_update tensor_scatter_add tensor_scatter_sub tensor_scatter_mul tensor_scatter_div
    tensor_scatter_max tensor_scatter_min scatter_nd scatter tensor_scatter_elements index_fill index_add
    select_scatter slice_scatter unsorted_segment_sum unsorted_segment_max unsorted_segment_min
    unsorted_segment_prod scatter_update scatter_add scatter_mul scatter_div scatter_max scatter_min
    scatter_nd_update scatter_nd_add scatter_nd_sub scatter_nd_mul scatter_nd_div scatter_nd_max scatter_nd_min
""".split()

# -- writing at indices --


def _combine(name):
    """The function that writes at an index: set, add, sub, mul, div, max or min."""

    def write(input, index, updates):
        if name == "sub":
            return input.at[index].add(-updates)
        if name not in ("mul", "div"):
            return getattr(input.at[index], name)(updates)
        if not jnp.issubdtype(input.dtype, jnp.inexact):
            return getattr(input.at[index], {"div": "divide", "mul": "multiply"}[name])(updates)
        return input * _product(1 / updates if name == "div" else updates, index, input.shape)

    return write


@functools.partial(jax.custom_jvp, nondiff_argnums=(2,))
def _product(factors, index, shape):
    """The product of the factors at each place, 1 where there are none."""
    return jnp.ones(shape, factors.dtype).at[index].multiply(factors)


@_product.defjvp
def _product_jvp(shape, primals, tangents):
    # JAX has this derivative only where no place comes twice
    factors, index = primals
    out = _product(factors, index, shape)
    alone = jnp.zeros(shape, np.int32).at[index].add(1)[index] == 1
    others = jnp.where(alone, 1, out[index] / factors)  # nan where one of several factors is 0
    return out, jnp.zeros_like(out).at[index].add(others * tangents[0])


@operator("input_x", "indices", "updates", name="tensor_scatter")
def _scatter_nd(input_x, indices, updates, how):
    _check_indices(indices, "indices")
    depth = indices.shape[-1]
    expected = indices.shape[:-1] + input_x.shape[depth:]
    if depth > input_x.ndim or updates.shape != expected:
        raise ValueError(
            f"the shape of 'updates' must be {expected}, but got {updates.shape}, for 'input_x' of {input_x.shape} and "
            f"'indices' of {indices.shape}."
        )
    return _combine(how)(input_x, tuple(jnp.moveaxis(indices, -1, 0)), updates.astype(input_x.dtype))


def tensor_scatter_update(input_x, indices, updates):
    """``input_x`` with ``updates`` at the places whose first indices are the rows of ``indices``; where a place comes
    twice, the last update counts.

    >>> ops.tensor_scatter_update(Tensor([1, 2]), Tensor([[1]]), Tensor([9])).tolist()
    [1, 9]
    """
    return _scatter_nd(input_x, indices, updates, "set")


def tensor_scatter_add(input_x, indices, updates):
    """``input_x`` with ``updates`` added at the rows of ``indices``; all count where a place comes twice.

    >>> ops.tensor_scatter_add(Tensor([1, 2]), Tensor([[1], [1]]), Tensor([9, 9])).tolist()
    [1, 20]
    """
    return _scatter_nd(input_x, indices, updates, "add")


def tensor_scatter_sub(input_x, indices, updates):
    """``input_x`` with ``updates`` subtracted at the rows of ``indices``.

    >>> ops.tensor_scatter_sub(Tensor([1, 2]), Tensor([[1]]), Tensor([9])).tolist()
    [1, -7]
    """
    return _scatter_nd(input_x, indices, updates, "sub")


def tensor_scatter_mul(input_x, indices, updates):
    """``input_x`` multiplied by ``updates`` at the rows of ``indices``.

    >>> ops.tensor_scatter_mul(Tensor([1, 2]), Tensor([[1]]), Tensor([9])).tolist()
    [1, 18]
    """
    return _scatter_nd(input_x, indices, updates, "mul")


def tensor_scatter_div(input_x, indices, updates):
    """``input_x`` divided by ``updates`` at the rows of ``indices``.

    >>> ops.tensor_scatter_div(Tensor([1.0, 2.0]), Tensor([[1]]), Tensor([4.0])).tolist()
    [1.0, 0.5]
    """
    return _scatter_nd(input_x, indices, updates, "div")


def tensor_scatter_max(input_x, indices, updates):
    """The greater of ``input_x`` and ``updates`` at the rows of ``indices``.

    >>> ops.tensor_scatter_max(Tensor([1, 2]), Tensor([[1]]), Tensor([9])).tolist()
    [1, 9]
    """
    return _scatter_nd(input_x, indices, updates, "max")


def tensor_scatter_min(input_x, indices, updates):
    """The smaller of ``input_x`` and ``updates`` at the rows of ``indices``.

    >>> ops.tensor_scatter_min(Tensor([1, 2]), Tensor([[1]]), Tensor([0])).tolist()
    [1, 0]
    """
    return _scatter_nd(input_x, indices, updates, "min")


def scatter_nd(indices, updates, shape):
    """Zeros of a shape with ``updates`` added at the rows of ``indices``.

    >>> ops.scatter_nd(Tensor([[1], [1]]), Tensor([2, 3]), (3,)).tolist()
    [0, 5, 0]
    """
    return _scatter_nd(_constant(0, as_shape(shape, "scatter_nd"), dtype_of(updates)), indices, updates, "add")


@operator("input", "index", "src", name="scatter")
def _scatter(input, axis, index, src, how):
    _check_indices(index, "index")
    axis = normalize_axis(axis, input.ndim)
    if input.ndim != index.ndim:
        raise ValueError(f"'input' and 'index' must have as many axes, but got {input.shape} and {index.shape}.")
    places = list(jnp.meshgrid(*[jnp.arange(n) for n in index.shape], indexing="ij"))
    places[axis] = index
    src = jnp.broadcast_to(src, index.shape) if src.ndim == 0 else src[tuple([slice(n) for n in index.shape])]
    if src.shape != index.shape:
        raise ValueError(f"the updates must not be smaller than the index, {index.shape}, but got {src.shape}.")
    return _combine(how)(input, tuple(places), src.astype(input.dtype))


def scatter(input, axis, index, src):
    """``input`` with the elements of ``src`` written in the same places but for ``axis``, where the index says.

    >>> ops.scatter(Tensor([[1, 2, 3]]), 1, Tensor([[2]]), Tensor([[9]])).tolist()
    [[1, 2, 9]]
    """
    return _scatter(input, as_int(axis, "axis", "scatter"), index, src, "set")


def tensor_scatter_elements(input_x, indices, updates, axis=0, reduction="none"):
    """`scatter`, or with the reduction 'add' adding. ValueError for other reductions.

    >>> ops.tensor_scatter_elements(Tensor([1, 2]), Tensor([1, 1]), Tensor([3, 4]), 0, "add").tolist()
    [1, 9]
    """
    if reduction not in ("none", "add"):
        raise ValueError(f"For 'tensor_scatter_elements', 'reduction' must be 'none' or 'add', but got {reduction!r}.")
    how = "set" if reduction == "none" else "add"
    return _scatter(input_x, as_int(axis, "axis", "tensor_scatter_elements"), indices, updates, how)


@operator("input", "index", "value")
def _write_slices(input, axis, index, value, how):
    _check_indices(index, "index")
    axis = normalize_axis(axis, input.ndim)
    return _combine(how)(input, (slice(None),) * axis + (index,), value.astype(input.dtype))


def index_fill(x, axis, index, value):
    """``x`` with one number in the slices along ``axis`` at the indices.

    >>> ops.index_fill(Tensor([1, 2, 3]), 0, Tensor([0, 2]), 9).tolist()
    [9, 2, 9]
    """
    return _write_slices(x, as_int(axis, "axis", "index_fill"), index, value, "set")


def index_add(x, indices, y, axis, use_lock=True, check_index_bound=True):
    """``x`` with the slices of ``y`` added to those along ``axis`` at the indices; ``x``, a Parameter, takes that
    value.

    ``use_lock`` and ``check_index_bound`` choose among kernels of MindSpore: here all updates count, and indices are
    checked.

    >>> ops.index_add(Parameter(Tensor([1, 2])), Tensor([0]), Tensor([5]), 0).tolist()
    [6, 2]
    """
    axis = normalize_axis(as_int(axis, "axis", "index_add"), len(shape_of(x)))
    _check_known(indices, shape_of(x)[axis], "index_add")
    out = _write_slices(x, axis, indices, y, "add")
    x._assign(out)
    return out


@operator("input", "src")
def select_scatter(input, src, axis, index):
    """``input`` with ``src`` written over the slice at one index along ``axis``.

    >>> ops.select_scatter(Tensor([[1, 2], [3, 4]]), Tensor([8, 9]), 0, 1).tolist()
    [[1, 2], [8, 9]]
    """
    axis = normalize_axis(axis, input.ndim)
    return input.at[(slice(None),) * axis + (index,)].set(src.astype(input.dtype))


@operator("input", "src")
def slice_scatter(input, src, axis=0, start=None, end=None, step=1):
    """``input`` with ``src`` written over the part from ``start`` to ``end`` along ``axis``.

    >>> ops.slice_scatter(Tensor([1, 2, 3]), Tensor([8, 9]), 0, 1).tolist()
    [1, 8, 9]
    """
    axis = normalize_axis(axis, input.ndim)
    return input.at[(slice(None),) * axis + (slice(start, end, step),)].set(src.astype(input.dtype))


@functools.partial(jax.custom_jvp, nondiff_argnums=(2,))
def segment_product(x, ids, count):
    """The products of the slices of ``x`` with one number in a vector, 1 where there are none."""
    return jax.ops.segment_prod(x, ids, count)


@segment_product.defjvp
def _segment_product_jvp(count, primals, tangents):
    # JAX has no gradient where an index comes twice. The factor of an element is the product of the others: in a slice
    # with one zero that of all but the zero, and where that is another element, times it, for the sake of higher
    # derivatives.
    (x, ids), (tangent, _) = primals, tangents
    zero = x == 0
    others = segment_product(jnp.where(zero, 1, x), ids, count)[ids]
    zeros = jax.ops.segment_sum(zero.astype(np.int32), ids, count)[ids]
    sum_of_zeros = jax.ops.segment_sum(jnp.where(zero, x, 0), ids, count)[ids]
    rest = others / jnp.where(zero, 1, x)
    nonzero = jnp.where(zeros == 0, rest, jnp.where(zeros == 1, rest * sum_of_zeros, 0))
    at_zero = jnp.where(zeros == 1, rest, jnp.where(zeros == 2, rest * (sum_of_zeros - x), 0))
    factor = jnp.where(zero, at_zero, nonzero)
    return segment_product(x, ids, count), jax.ops.segment_sum(factor * tangent, ids, count)


@operator("x", "segment_ids")
def _segments(x, segment_ids, num_segments, how):
    _check_indices(segment_ids, "segment_ids")
    if x.shape[: segment_ids.ndim] != segment_ids.shape:
        raise ValueError(f"'segment_ids' must have the first sizes of {x.shape}, but got {segment_ids.shape}.")
    flat = x.reshape(-1, *x.shape[segment_ids.ndim :])
    reduce = {"sum": jax.ops.segment_sum, "max": jax.ops.segment_max, "min": jax.ops.segment_min}
    out = reduce.get(how, segment_product)(flat, segment_ids.ravel(), num_segments)
    if how in ("max", "min") and jnp.issubdtype(x.dtype, jnp.floating):  # the extreme number where there are none
        limits = jnp.finfo(x.dtype)
        return jnp.maximum(out, limits.min) if how == "max" else jnp.minimum(out, limits.max)
    return out


def unsorted_segment_sum(input_x, segment_ids, num_segments):
    """The sums of the slices with the same number in ``segment_ids``.

    >>> ops.unsorted_segment_sum(Tensor([1, 2, 3]), Tensor([0, 1, 0]), 2).tolist()
    [4, 2]
    """
    return _segments(input_x, segment_ids, as_int(num_segments, "num_segments", "unsorted_segment_sum"), "sum")


def unsorted_segment_max(x, segment_ids, num_segments):
    """The greatest elements of the slices with the same number; the least number of the dtype where there are none.

    >>> ops.unsorted_segment_max(Tensor([1, 2, 3]), Tensor([0, 1, 0]), 2).tolist()
    [3, 2]
    """
    return _segments(x, segment_ids, as_int(num_segments, "num_segments", "unsorted_segment_max"), "max")


def unsorted_segment_min(x, segment_ids, num_segments):
    """The smallest elements of the slices with the same number; the greatest number of the dtype where there are none.

    >>> ops.unsorted_segment_min(Tensor([1, 2, 3]), Tensor([0, 1, 0]), 2).tolist()
    [1, 2]
    """
    return _segments(x, segment_ids, as_int(num_segments, "num_segments", "unsorted_segment_min"), "min")


def unsorted_segment_prod(x, segment_ids, num_segments):
    """The products of the slices with the same number; 1 where there are none.

    >>> ops.unsorted_segment_prod(Tensor([1, 2, 3]), Tensor([0, 1, 0]), 2).tolist()
    [3, 2]
    """
    return _segments(x, segment_ids, as_int(num_segments, "num_segments", "unsorted_segment_prod"), "prod")


# -- writing into Parameters --


def _on_parameter(name, how, by_rows):
    """A function that writes at indices of a Parameter, which takes the new value."""
    verbs = {
        "set": "written over",
        "add": "added to",
        "sub": "subtracted from",
        "mul": "multiplied into",
        "div": "divided into",
        "max": "put, where they are greater, in the place of",
        "min": "put, where they are smaller, in the place of",
    }

    def scatter_into(input_x, indices, updates, use_locking=False):
        if not isinstance(input_x, Handle):
            raise TypeError(f"For '{name}', 'input_x' must be a Parameter, but got {type(input_x).__name__}.")
        if by_rows:
            out = _scatter_nd(input_x, indices, updates, how)
        else:
            _check_known(indices, shape_of(input_x)[0], name)
            out = _write_slices(input_x, 0, indices, updates, how)
        input_x._assign(out)
        return out

    scatter_into.__name__ = scatter_into.__qualname__ = name
    where = "at the rows of ``indices``" if by_rows else "along the first axis at the indices"
    scatter_into.__doc__ = f"""``updates`` {verbs[how]} the elements {where} of a Parameter, which takes that value.

    Returns it as a Tensor. Where a place comes twice, all updates count (the last one when they overwrite), so
    ``use_locking``, which guards that in MindSpore's kernels, makes no difference.
    """
    return scatter_into


scatter_update = _on_parameter("scatter_update", "set", by_rows=False)
scatter_add = _on_parameter("scatter_add", "add", by_rows=False)
scatter_mul = _on_parameter("scatter_mul", "mul", by_rows=False)
scatter_div = _on_parameter("scatter_div", "div", by_rows=False)
scatter_max = _on_parameter("scatter_max", "max", by_rows=False)
scatter_min = _on_parameter("scatter_min", "min", by_rows=False)
scatter_nd_update = _on_parameter("scatter_nd_update", "set", by_rows=True)
scatter_nd_add = _on_parameter("scatter_nd_add", "add", by_rows=True)
scatter_nd_sub = _on_parameter("scatter_nd_sub", "sub", by_rows=True)
scatter_nd_mul = _on_parameter("scatter_nd_mul", "mul", by_rows=True)
scatter_nd_div = _on_parameter("scatter_nd_div", "div", by_rows=True)
scatter_nd_max = _on_parameter("scatter_nd_max", "max", by_rows=True)
scatter_nd_min = _on_parameter("scatter_nd_min", "min", by_rows=True)
