"""Dense maps, look-up of rows, one-hot vectors."""

from __future__ import annotations

import jax.numpy as jnp
from jax import lax

from msgrad._checkparam import check_axis, check_type, float_tensors
from msgrad.engine.operator import operator

__all__ = [
    "bias_add", "bidense", "cosine_similarity", "dense", "embedding", "one_hot",
]  # fmt: skip


def _check_same_dtype(who, *arrays):
    dtypes = {a.dtype for a in arrays if a is not None}
    if len(dtypes) > 1:
        raise TypeError(
            f"For '{who}', all arguments must have one dtype, but got {', '.join(map(str, sorted(dtypes, key=str)))}."
        )


@operator("input", "weight", "bias")
def dense(input, weight, bias=None):
    """input @ weight.T + bias: input (..., in), weight (out, in) or (in,), bias (out,).

    Raises ValueError where the inner lengths differ, TypeError where the dtypes do.

    >>> from msgrad import Tensor, ops
    >>> print(ops.dense(Tensor([[1.0, 2.0]]), Tensor([[3.0, 4.0]])))
    [[11.]]
    """
    _check_same_dtype("dense", input, weight, bias)
    if weight.ndim not in (1, 2) or input.ndim < 1 or input.shape[-1] != weight.shape[-1]:
        raise ValueError(
            f"For 'dense', the last axes of 'input' and 'weight' must be equal, "
            f"but got {input.shape} and {weight.shape}."
        )
    out = jnp.matmul(input, weight.T)
    return out if bias is None else out + bias


@operator("input1", "input2", "weight", "bias")
def bidense(input1, input2, weight, bias=None):
    """input1 W_k input2 + b_k for every output k: inputs (..., n) and (..., m), weight (out, n, m), bias (out,).

    >>> from msgrad import Tensor, ops
    >>> print(ops.bidense(Tensor([[2.0]]), Tensor([[3.0]]), Tensor([[[4.0]]])))
    [[24.]]
    """
    if weight.ndim != 3 or (input1.shape[-1], input2.shape[-1]) != weight.shape[1:]:
        raise ValueError(
            f"For 'bidense', the 'weight' must have shape (out, {input1.shape[-1]}, {input2.shape[-1]}), "
            f"but got {weight.shape}."
        )
    out = jnp.einsum("...n,onm,...m->...o", input1, weight, input2)
    return out if bias is None else out + bias


@operator("input_x", "bias")
def bias_add(input_x, bias):
    """input_x plus bias along axis 1. Raises ValueError where their lengths there differ.

    >>> from msgrad import Tensor, ops
    >>> print(ops.bias_add(Tensor([[1.0, 2.0]]), Tensor([10.0, 20.0])))
    [[11. 22.]]
    """
    _check_same_dtype("bias_add", input_x, bias)
    if input_x.ndim < 2 or bias.shape != input_x.shape[1:2]:
        raise ValueError(
            f"For 'bias_add', the 'bias' must have the length of the input's axis 1, "
            f"but got {bias.shape} and {input_x.shape}."
        )
    return input_x + bias.reshape((-1,) + (1,) * (input_x.ndim - 2))


@operator("indices", "on_value", "off_value")
def one_hot(indices, depth, on_value=1, off_value=0, axis=-1):
    """``on_value`` where the index is met, else ``off_value``, along a new axis of length ``depth``.

    Indices outside [0, depth) meet nothing. Raises TypeError unless the indices are whole numbers and depth an int,
    ValueError for a depth below 0 or an axis that the result has not.

    >>> from msgrad import Tensor, ops
    >>> print(ops.one_hot(Tensor([1, 0]), 3))
    [[0 1 0]
     [1 0 0]]
    """
    if not jnp.issubdtype(indices.dtype, jnp.integer):
        raise TypeError(f"For 'one_hot', the 'indices' must be whole numbers, but got {indices.dtype}.")
    check_type(depth, int, "depth", "one_hot")
    if depth < 0:
        raise ValueError(f"For 'one_hot', the 'depth' must be at least 0, but got {depth}.")
    check_type(axis, int, "axis", "one_hot")
    if not -1 <= axis <= indices.ndim:
        raise ValueError(f"For 'one_hot', the 'axis' must be in [-1, {indices.ndim}], but got {axis}.")
    _check_same_dtype("one_hot", on_value, off_value)
    axis = check_axis(axis, indices.ndim + 1, "one_hot")
    classes = jnp.arange(depth, dtype=indices.dtype).reshape((-1,) + (1,) * (indices.ndim - axis))
    return jnp.where(jnp.expand_dims(indices, axis) == classes, on_value, off_value)


def take_rows(table, indices):
    """table[indices] along axis 0. A row of NaN (0 for whole numbers) marks an index outside [0, rows)."""
    wanted = jnp.where(indices < 0, table.shape[0], indices)  # a negative index is outside, too
    fill = jnp.nan if jnp.issubdtype(table.dtype, jnp.inexact) else 0
    return jnp.take(table, wanted, axis=0, mode="fill", fill_value=fill)


@operator("table", "indices", name="embedding_lookup")
def embedding_lookup(table, indices, use_one_hot):
    """The rows of a table at the indices, or the table times one-hot vectors."""
    if not jnp.issubdtype(indices.dtype, jnp.integer):
        raise TypeError(f"For 'Embedding', the indices must be whole numbers, but got {indices.dtype}.")
    if use_one_hot:
        return (indices[..., None] == jnp.arange(table.shape[0], dtype=indices.dtype)).astype(table.dtype) @ table
    return take_rows(table, indices)


@operator("table", "indices")
def rows_or_zero(table, indices, offset):
    """The rows of a table at the indices less ``offset``, zeros where these are outside of it."""
    places = indices - offset
    inside = (places >= 0) & (places < table.shape[0])
    rows = jnp.take(table, jnp.where(inside, places, 0), 0)
    return jnp.where(inside.reshape(*inside.shape, *[1] * (table.ndim - 1)), rows, 0)


@operator("input", "weight", name="embedding")
def _embedding(input, weight, padding_idx, scale_grad_by_freq):
    rows = take_rows(weight, input)
    if padding_idx is None and not scale_grad_by_freq:
        return rows
    share = jnp.ones(weight.shape[0], weight.dtype)
    if scale_grad_by_freq:
        share = share / jnp.maximum(jnp.zeros_like(share).at[input].add(1), 1)
    if padding_idx is not None:
        share = share.at[padding_idx].set(0)
    fixed = lax.stop_gradient(rows)
    return fixed + (rows - fixed) * share[input][..., None]  # the value of rows, with their gradient times the share


@operator("input", "weight", name="embedding_renorm", differentiable=False)
def _embedding_renorm(input, weight, max_norm, norm_type):
    norms = jnp.sum(jnp.abs(weight) ** norm_type, axis=1, keepdims=True) ** (1.0 / norm_type)
    looked_up = jnp.zeros((weight.shape[0], 1), bool).at[input.reshape(-1)].set(True)
    return jnp.where(looked_up & (norms > max_norm), weight * (max_norm / (norms + 1e-7)), weight)


def embedding(input, weight, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False):
    """The rows of weight (rows, width) at the indices ``input``, of any shape.

    Args:
        padding_idx: a row which gets no gradient.
        max_norm: rows looked up that have a larger ``norm_type`` norm are first scaled down to it, in ``weight``.
        scale_grad_by_freq: a row's gradient is divided by how often it is looked up.

    Raises TypeError unless the indices are whole numbers, ValueError for a ``padding_idx`` outside the rows.
    An index outside [0, rows) gives NaN.

    >>> from msgrad import Tensor, ops
    >>> print(ops.embedding(Tensor([1, 1]), Tensor([[1.0], [2.0]])))
    [[2.]
     [2.]]
    """
    if not jnp.issubdtype(jnp.dtype(str(input.dtype).lower()), jnp.integer):
        raise TypeError(f"For 'embedding', the 'input' must hold whole numbers, but got {input.dtype}.")
    rows = weight.shape[0]
    if padding_idx is not None:
        check_type(padding_idx, int, "padding_idx", "embedding")
        if not -rows <= padding_idx < rows:
            raise ValueError(f"For 'embedding', the 'padding_idx' must be in [{-rows}, {rows}), but got {padding_idx}.")
    if max_norm is not None:
        weight.assign_value(_embedding_renorm(input, weight, float(max_norm), float(norm_type)))
    return _embedding(input, weight, padding_idx, bool(scale_grad_by_freq))


@operator("x1", "x2", promote=float_tensors("cosine_similarity"))
def cosine_similarity(x1, x2, dim=1, eps=1e-8):
    """sum(x1 x2) / max(|x1| |x2|, eps) along ``dim``.

    >>> from msgrad import Tensor, ops
    >>> print(ops.cosine_similarity(Tensor([[0.0, 2.0]]), Tensor([[0.0, 3.0]])))
    [1.]
    """
    dim = check_axis(dim, max(x1.ndim, x2.ndim), "cosine_similarity", "dim")
    x1, x2 = jnp.broadcast_arrays(x1, x2)
    squares = jnp.sum(x1 * x1, dim) * jnp.sum(x2 * x2, dim)
    return jnp.sum(x1 * x2, dim) / jnp.sqrt(jnp.maximum(squares, eps * eps))
