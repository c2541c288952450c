"""Triangles, diagonals and bands of matrices."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np

from msgrad.engine.operator import operator
from msgrad.ops.function._arguments import check_array, normalize_axis
from msgrad.ops.function.shape_func import _diagonal_back

__all__ = """
    tril triu diag diagflat diag_embed diagonal_scatter matrix_band_part
""".split()


@operator("input")
def tril(input, diagonal=0):
    """The lower triangle of matrices, up to a diagonal; zeros elsewhere. ValueError for fewer than two axes.

    >>> ops.tril(Tensor([[1, 2], [3, 4]])).tolist()
    [[1, 0], [3, 4]]
    """
    return jnp.tril(_matrices(input), diagonal)


@operator("input")
def triu(input, diagonal=0):
    """The upper triangle of matrices, from a diagonal on; zeros elsewhere. ValueError for fewer than two axes.

    >>> ops.triu(Tensor([[1, 2], [3, 4]])).tolist()
    [[1, 2], [0, 4]]
    """
    return jnp.triu(_matrices(input), diagonal)


def _matrices(input):
    check_array(input)
    if input.ndim < 2:
        raise ValueError(f"the argument 'input' must have at least 2 axes, but got the shape {input.shape}.")
    return input


@operator("input")
def diag(input):
    """Zeros of twice as many axes, with the elements on the diagonal: of a vector, a diagonal matrix.

    >>> ops.diag(Tensor([1, 2])).tolist()
    [[1, 0], [0, 2]]
    """
    check_array(input)
    return jnp.diag(input.ravel()).reshape(input.shape * 2)


@operator("input")
def diagflat(input, offset=0):
    """A matrix with the elements of the flattened Tensor on a diagonal.

    >>> ops.diagflat(Tensor([[1], [2]])).tolist()
    [[1, 0], [0, 2]]
    """
    check_array(input)
    return jnp.diagflat(input, offset)


@operator("input")
def diag_embed(input, offset=0, dim1=-2, dim2=-1):
    """Matrices in the axes ``dim1`` and ``dim2``, with the last axis of ``input`` on a diagonal, and zeros elsewhere.

    >>> ops.diag_embed(Tensor([1, 2])).tolist()
    [[1, 0], [0, 2]]
    """
    check_array(input)
    n = input.shape[-1] + abs(offset)
    i, j = normalize_axis(dim1, input.ndim + 1, "dim1"), normalize_axis(dim2, input.ndim + 1, "dim2")
    if i == j:
        raise ValueError(f"'dim1' and 'dim2' must be two axes, but got {dim1} and {dim2}.")
    places = np.arange(input.shape[-1])
    out = jnp.zeros((*input.shape[:-1], n, n), input.dtype)
    out = out.at[..., places - min(offset, 0), places + max(offset, 0)].set(input)
    return jnp.moveaxis(out, (-2, -1), (i, j))


@operator("input", "src")
def diagonal_scatter(input, src, offset=0, dim1=0, dim2=1):
    """``input`` with ``src`` written over a diagonal.

    >>> ops.diagonal_scatter(Tensor([[1, 2], [3, 4]]), Tensor([8, 9])).tolist()
    [[8, 2], [3, 9]]
    """
    return _diagonal_back(src.astype(input.dtype), input, offset, dim1, dim2)


@operator("x")
def matrix_band_part(x, lower, upper):
    """Matrices with zeros but on ``lower`` diagonals below the main one and ``upper`` above it; -1 keeps all.

    >>> ops.matrix_band_part(Tensor([[1, 2], [3, 4]]), 0, -1).tolist()
    [[1, 2], [0, 4]]
    """
    rows, columns = x.shape[-2:]
    out = x if lower < 0 else jnp.triu(x, -min(lower, rows))
    return out if upper < 0 else jnp.tril(out, min(upper, columns))
