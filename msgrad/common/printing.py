"""How Tensors and Parameters print. Pure functions of numpy arrays and names.

`str` of a Tensor is numpy's text; `repr` has a layout of its own:

- floats take a fixed width: 8 digits in 15 columns, for float16 4 digits in 11; bool takes 5 columns;
- integers and bfloat16 are padded to the widest number shown; complex numbers are not padded;
- a row of more than 1000 numbers is cut to its first and last three; in an array of two or more dimensions every
  axis is cut so from 7 entries on;
- an uncut row of a 1-D array breaks after 24 numbers, floats and bools after 12.
"""

from typing import Any

import ml_dtypes
import numpy as np

_BFLOAT16 = np.dtype(ml_dtypes.bfloat16)
_EDGE = 3  # entries shown at either end of an axis that is cut
_LONGEST_AXIS = 2 * _EDGE
_LONGEST_ROW = 1000


def tensor_str(array):
    """`str` of a Tensor.

    >>> tensor_str(np.array([1.5, 2], np.float32))
    '[1.5 2. ]'
    """
    if array.dtype == _BFLOAT16:
        wide = array.astype(np.float32)
        return np.array2string(wide, formatter={"float_kind": lambda x: f"{x:f}"}) if array.ndim else f"{wide:f}"
    if not array.ndim and array.dtype in (np.float16, np.float32):
        return _shortest(array[()], trim="0")
    if not array.ndim and array.dtype == np.complex64:
        real, imag = _shortest(array.real[()], trim="-"), _shortest(array.imag[()], trim="-", sign=True)
        # like Python's complex: a real part of plain zero is left out
        return f"{imag.lstrip('+')}j" if real == "0" else f"({real}{imag}j)"
    return str(array)


def tensor_repr(array, dtype_name, shape=None, numpy_memory=False):
    """`repr` of a Tensor of that data type name; `shape` where it is to be printed other than the array's own.

    numpy_memory: for a Tensor that still is the numpy array it came from (`Tensor.from_numpy`, `init_data`), whose
    values print as numpy prints them.

    >>> tensor_repr(np.array([1.5, 2], np.float32), "Float32")
    'Tensor(shape=[2], dtype=Float32, value= [ 1.50000000e+00,  2.00000000e+00])'
    """
    shape = array.shape if shape is None else shape
    value = _numpy_value(array) if numpy_memory else _value(array)
    return f"Tensor(shape={list(shape)}, dtype={dtype_name}, value={value})"


def parameter_repr(name, shape, dtype_name, requires_grad):
    """`str` and `repr` of a Parameter.

    >>> parameter_repr("w", (2, 3), "Float32", True)
    'Parameter (name=w, shape=(2, 3), dtype=Float32, requires_grad=True)'
    """
    return f"Parameter (name={name}, shape={tuple(shape)}, dtype={dtype_name}, requires_grad={requires_grad})"


def _shortest(x, **layout):
    """The fewest digits that give the number back, with an exponent from 1e16 on.

    numpy's own `str` of a small float, but for the numpy versions that use an exponent much earlier.
    """
    if np.isfinite(x) and x != 0 and not 1e-4 <= abs(float(x)) < 1e16:
        layout["trim"] = "-"
        return np.format_float_scientific(x, exp_digits=2, **layout)
    return np.format_float_positional(x, **layout)


def _numpy_value(array):
    if not array.ndim:
        return " " + tensor_str(array)
    lead = " " if array.ndim == 1 else "\n"
    formatter: Any = {"float_kind": lambda x: f"{x:f}"} if array.dtype == _BFLOAT16 else None
    shown = array.astype(np.float32) if formatter else array
    return lead + np.array2string(shown, separator=", ", formatter=formatter)


def _value(array):
    if not array.ndim:
        return " " + _general(array.item() if array.dtype != _BFLOAT16 else float(array))
    lead = " " if array.ndim == 1 else "\n"
    if not array.size:
        return lead
    longest = _LONGEST_ROW if array.ndim == 1 else _LONGEST_AXIS
    cut = [n > longest for n in array.shape]
    shown = array[np.ix_(*(_ends(n) if c else np.arange(n) for n, c in zip(array.shape, cut, strict=True)))]
    texts = np.array(_aligned(shown), object).reshape(shown.shape)
    return lead + _nested(texts, cut, 12 if _fixed_width(array.dtype) else 24, depth=1)


def _ends(n):
    return np.r_[:_EDGE, n - _EDGE : n]


def _nested(texts, cut, per_line, depth):
    if texts.ndim > 1:
        rows = [_nested(row, cut[1:], per_line, depth + 1) for row in texts]
        newline = "\n" + " " * depth
        if cut[0]:
            rows[_EDGE] = "..." + newline + rows[_EDGE]
        return "[" + f",{newline}".join(rows) + "]"
    if cut[0]:
        return f"[{', '.join(texts[:_EDGE])} ... {', '.join(texts[_EDGE:])}]"
    lines = [", ".join(texts[i : i + per_line]) for i in range(0, len(texts), per_line)]
    # a full line always ends in a line break, the last one as well
    return "[" + ", \n ".join(lines) + ("\n " if len(texts) % per_line == 0 else "") + "]"


def _fixed_width(dtype):
    return dtype.kind == "b" or (dtype.kind == "f" and dtype.itemsize > 1)


def _aligned(array):
    """The texts of all numbers, padded."""
    kind, numbers = array.dtype.kind, array.ravel()
    if kind == "b":
        return [f"{x!s:>5}" for x in numbers.tolist()]
    if _fixed_width(array.dtype):
        digits = 4 if array.dtype.itemsize == 2 else 8
        return [f"{x:{digits + 7}.{digits}e}" for x in numbers.tolist()]
    if kind == "c":
        return [_general(x) for x in numbers.tolist()]
    if kind in "US":
        return [repr(x) for x in numbers.tolist()]
    texts = [_general(x) for x in (numbers if kind in "iu" else numbers.astype(np.float64)).tolist()]
    width = max(map(len, texts))
    return [text.rjust(width) for text in texts]


def _general(x):
    """A number with at most 6 significant digits."""
    if isinstance(x, complex):
        return f"{x.real:g}{x.imag:+g}j"
    return f"{x:g}" if isinstance(x, float) else str(x)
