"""Diagonals of matrices: matrices made of them, taken out of them, and matrices of which only a band is kept.

Of several diagonals, the shorter ones stand at the right or left of their rows (``align``: the first word for those
above the main diagonal, the second for those below), and the rest of the row is padding. The highest diagonal comes
first.
"""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np

from msgrad.engine.operator import operator
from msgrad.ops.function._arguments import as_static, shape_of, together

__all__ = ["matrix_band_part", "matrix_diag", "matrix_diag_part", "matrix_set_diag"]

_ALIGNS = ("LEFT_RIGHT", "RIGHT_LEFT", "LEFT_LEFT", "RIGHT_RIGHT")


def _diagonals(k, who):
    """The lowest and the highest diagonal that ``k`` names."""
    k = as_static(k)
    k = k if isinstance(k, tuple) else (k,)
    if not 1 <= len(k) <= 2 or not all(isinstance(n, int) and not isinstance(n, bool) for n in k):
        raise ValueError(f"For '{who}', the argument 'k' must be one or two ints, but got {k}.")
    if k[0] > k[-1]:
        raise ValueError(f"For '{who}', the first diagonal of 'k' must not be above the second, but got {k}.")
    return k[0], k[-1]


def _check_align(align, who):
    if align not in _ALIGNS:
        raise ValueError(f"For '{who}', the argument 'align' must be one of {', '.join(_ALIGNS)}, but got {align!r}.")


def _check_within(low, high, rows, columns, who):
    if not (-rows < low <= high < columns) and not (rows == columns == 0):
        raise ValueError(
            f"For '{who}', the diagonals 'k' must lie in a matrix of {rows} x {columns}, but got {low} to {high}."
        )


def _places(low, high, rows, columns, align):
    """For packed diagonals (one in a row): row and column in the matrix of each place, and whether it holds one."""
    counts = {d: min(rows + min(d, 0), columns - max(d, 0)) for d in range(low, high + 1)}
    width = max(counts.values())
    row, column = np.zeros((len(counts), width), int), np.zeros((len(counts), width), int)
    held = np.zeros((len(counts), width), bool)
    above, below = align.split("_")
    for i, d in enumerate(range(high, low - 1, -1)):
        side = above if d >= 0 else below
        start = width - counts[d] if side == "RIGHT" else 0
        part = slice(start, start + counts[d])
        n = np.arange(counts[d])
        row[i, part], column[i, part], held[i, part] = n + max(-d, 0), n + max(d, 0), True
    return row, column, held


@operator("x", "padding_value", name="matrix_diag_part")
def _part(x, padding_value, low, high, align):
    row, column, held = _places(low, high, *x.shape[-2:], align)
    out = jnp.where(held, x[..., row, column], padding_value.astype(x.dtype))
    return out[..., 0, :] if low == high else out


def matrix_diag_part(x, k, padding_value, align="RIGHT_LEFT"):
    """The diagonal ``k`` of matrices (0 is the main one), or all from the first to the second number of a pair ``k``,
    packed in rows with ``padding_value`` where one is shorter.

    Raises ValueError for diagonals outside the matrices and another ``align``.

    >>> ops.matrix_diag_part(Tensor([[1, 2], [3, 4]]), Tensor([0, 1]), Tensor(9)).tolist()
    [[9, 2], [1, 4]]
    """
    who = "matrix_diag_part"
    low, high = _diagonals(k, who)
    _check_align(align, who)
    shape = shape_of(x)
    if len(shape) < 2:
        raise ValueError(f"For '{who}', the argument 'x' must have at least 2 axes, but got the shape {shape}.")
    _check_within(low, high, *shape[-2:], who)
    return _part(x, padding_value, low, high, align)


@operator("x", "padding_value", name="matrix_diag")
def _diag(x, padding_value, low, high, rows, columns, align):
    packed = x[..., None, :] if low == high else x
    row, column, held = _places(low, high, rows, columns, align)
    base = jnp.full((*packed.shape[:-2], rows, columns), padding_value.astype(x.dtype))
    return base.at[..., row[held], column[held]].set(packed[..., held])


def matrix_diag(x, k=0, num_rows=-1, num_cols=-1, padding_value=0, align="RIGHT_LEFT"):
    """Matrices with the diagonals that `matrix_diag_part` would give, and ``padding_value`` elsewhere. Sizes of -1 are
    the smallest that hold the diagonals.

    Raises ValueError for sizes that do not fit the diagonals and another ``align``.

    >>> ops.matrix_diag(Tensor([1, 2]), Tensor(1)).tolist()
    [[0, 1, 0], [0, 0, 2], [0, 0, 0]]
    """
    who = "matrix_diag"
    low, high = _diagonals(k, who)
    _check_align(align, who)
    shape = shape_of(x)
    if not shape or (low != high and (len(shape) < 2 or shape[-2] != high - low + 1)):
        raise ValueError(f"For '{who}', 'x' of the shape {shape} does not hold the diagonals {low} to {high}.")
    rows, columns = as_static(num_rows), as_static(num_cols)
    least_rows, least_columns = shape[-1] - min(high, 0), shape[-1] + max(low, 0)
    if rows == -1 and columns == -1:
        rows = columns = max(least_rows, least_columns)
    elif rows == -1:
        rows = least_rows
    elif columns == -1:
        columns = least_columns
    _check_within(low, high, rows, columns, who)
    if max(min(rows + min(d, 0), columns - max(d, 0)) for d in range(low, high + 1)) != shape[-1]:
        raise ValueError(f"For '{who}', diagonals of {shape[-1]} do not fit a matrix of {rows} x {columns}.")
    return _diag(x, padding_value, low, high, rows, columns, align)


@operator("x", "diagonal", promote=together, name="matrix_set_diag")
def _set(x, diagonal, low, high, align):
    packed = diagonal[..., None, :] if low == high else diagonal
    row, column, held = _places(low, high, *x.shape[-2:], align)
    if packed.shape != (*x.shape[:-2], *held.shape):
        raise ValueError(
            f"'diagonal' must have the shape {(*x.shape[:-2], *held.shape)} (for one diagonal without the last axis "
            f"but one), but got {diagonal.shape}."
        )
    return x.at[..., row[held], column[held]].set(packed[..., held])


def matrix_set_diag(x, diagonal, k=0, align="RIGHT_LEFT"):
    """Matrices with the diagonals ``k`` replaced by those in ``diagonal``, which are packed as `matrix_diag_part` gives
    them. ValueError where the shapes do not fit, and for another ``align``.

    >>> ops.matrix_set_diag(Tensor([[7, 7], [7, 7]]), Tensor([1, 2]), Tensor(0)).tolist()
    [[1, 7], [7, 2]]
    """
    who = "matrix_set_diag"
    low, high = _diagonals(k, who)
    _check_align(align, who)
    shape = shape_of(x)
    if len(shape) < 2:
        raise ValueError(f"For '{who}', the argument 'x' must have at least 2 axes, but got the shape {shape}.")
    _check_within(low, high, *shape[-2:], who)
    return _set(x, diagonal, low, high, align)


@operator("x")
def _band(x, lower, upper):
    rows, columns = np.ogrid[: x.shape[-2], : x.shape[-1]]
    kept = ((lower < 0) | (rows - columns <= lower)) & ((upper < 0) | (columns - rows <= upper))
    return jnp.where(kept, x, jnp.zeros_like(x))


def matrix_band_part(x, lower, upper):
    """Matrices with zeros but on the main diagonal, ``lower`` diagonals below and ``upper`` above it (all, for negative
    numbers).

    >>> ops.function.matrix_band_part(Tensor([[1, 2, 3], [4, 5, 6]]), 0, 1).tolist()
    [[1, 2, 0], [0, 5, 6]]
    """
    lower, upper = as_static(lower), as_static(upper)
    shape = shape_of(x)
    if len(shape) < 2:
        raise ValueError(f"For 'matrix_band_part', 'x' must have at least 2 axes, but got the shape {shape}.")
    for value, name in ((lower, "lower"), (upper, "upper")):
        if isinstance(value, bool) or not isinstance(value, int):
            raise TypeError(f"For 'matrix_band_part', the argument '{name}' must be an int, but got {value!r}.")
    return _band(x, lower, upper)
