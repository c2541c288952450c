"""New arrays: from data, of one number, ranges, triangles and diagonals, windows.

``dtype`` is a `mindspore.dtype`, its name, a numpy dtype or a Python type (int is int32, float is float32); TypeError
for another one. A shape is an int or a tuple or list of ints: TypeError for anything else, ValueError for negative
sizes.
"""

from __future__ import annotations

import math

import numpy as np

from msgrad.common import dtype as mstype
from msgrad.engine.recorder import constant
from msgrad.numpy._arguments import (
    FLOAT32,
    INT32,
    broadcast_shape,
    data_type,
    dtype_of,
    flag,
    is_number,
    numpy_type,
    shape_from,
    shape_of,
    tensor,
    vector,
    whole,
)
from msgrad.numpy._arguments import (
    array as as_array,
)
from msgrad.ops import function as F
from msgrad.ops.function._arguments import as_static
from msgrad.ops.function.creation_func import _constant, cast_to
from msgrad.ops.function.creation_func import copy as _copy

__all__ = """
    array asarray asfarray copy ones zeros full empty empty_like ones_like zeros_like full_like arange eye identity
    tri tril triu tril_indices triu_indices tril_indices_from triu_indices_from diag diagflat diag_indices diagonal
    trace vander bartlett blackman hamming hanning
""".split()


# -- from data --


def array(obj, dtype=None, copy=True, ndmin=0):
    """A Tensor from a number, a list or tuple, or another Tensor: ints become int32, floats float32.

    It has at least ``ndmin`` axes, new ones in front. A Tensor of the right dtype is copied unless ``copy`` is false.
    Raises ValueError for lists of different lengths.

    >>> array([[1, 2]]).dtype, array(2.5, ndmin=1).shape
    (mindspore.int32, (1,))
    """
    out = asarray(obj, dtype)
    if out is obj and copy:
        out = _copy(out)
    missing = whole(ndmin, "ndmin", "array") - len(shape_of(out))
    return F.reshape(out, (1,) * missing + shape_of(out)) if missing > 0 else out


def asarray(a, dtype=None):
    """As `array`; a Tensor of the right dtype is returned as it is.

    >>> asarray([1.5, 2]).dtype
    mindspore.float32
    """
    out = as_array(a, "asarray")
    return out if dtype is None else cast_to(out, numpy_type(dtype, "asarray"))


def asfarray(a, dtype=mstype.float32):
    """As `asarray`, in a floating dtype: in float32 where ``dtype`` is not one. None keeps the dtype.

    >>> asfarray([1, 2]).tolist()
    [1.0, 2.0]
    """
    if dtype is None:
        return asarray(a)
    dtype = data_type(dtype, "asfarray")
    return asarray(a, dtype if numpy_type(dtype, "asfarray").kind == "f" else mstype.float32)


def copy(a):
    """A copy of a Tensor, or a Tensor of a number, list or tuple.

    >>> copy([1, 2]).tolist()
    [1, 2]
    """
    return array(a)


# -- of one number --


def ones(shape, dtype=mstype.float32):
    """An array of ones.

    >>> ones((2,)).tolist()
    [1.0, 1.0]
    """
    return _constant(1, shape_from(shape, "ones"), numpy_type(dtype, "ones"))


def zeros(shape, dtype=mstype.float32):
    """An array of zeros.

    >>> zeros(2, "int32").tolist()
    [0, 0]
    """
    return _constant(0, shape_from(shape, "zeros"), numpy_type(dtype, "zeros"))


def empty(shape, dtype=mstype.float32):
    """An array without particular contents: zeros.

    >>> empty((2, 3)).shape
    (2, 3)
    """
    return zeros(shape, dtype)


def full(shape, fill_value, dtype=None):
    """An array of one number, or of what broadcasts to the shape (ValueError where it does not).

    >>> full((2, 2), [1, 2]).tolist()
    [[1, 2], [1, 2]]
    """
    shape = shape_from(shape, "full")
    value = as_array(fill_value, "full")
    if broadcast_shape("full", shape, shape_of(value)) != shape:
        raise ValueError(f"For 'full', the 'fill_value' of shape {shape_of(value)} does not broadcast to {shape}.")
    value = value if dtype is None else cast_to(value, numpy_type(dtype, "full"))
    return F.broadcast_to(value, shape) if shape else value


def _like(prototype, dtype, shape, who):
    """The shape and numpy dtype of an array that is like another one."""
    prototype = as_array(prototype, who)
    shape = shape_of(prototype) if shape is None else shape_from(shape, who)
    return shape, dtype_of(prototype) if dtype is None else numpy_type(dtype, who)


def empty_like(prototype, dtype=None, shape=None):
    """An array of the shape and dtype of another one, without particular contents: zeros.

    >>> empty_like([1, 2]).shape
    (2,)
    """
    return _constant(0, *_like(prototype, dtype, shape, "empty_like"))


def ones_like(a, dtype=None, shape=None):
    """Ones in the shape and dtype of another array, unless others are given.

    >>> ones_like([5, 6]).tolist()
    [1, 1]
    """
    return _constant(1, *_like(a, dtype, shape, "ones_like"))


def zeros_like(a, dtype=None, shape=None):
    """Zeros in the shape and dtype of another array, unless others are given.

    >>> zeros_like([5, 6], dtype="float32").tolist()
    [0.0, 0.0]
    """
    return _constant(0, *_like(a, dtype, shape, "zeros_like"))


def full_like(a, fill_value, dtype=None, shape=None):
    """One number in the shape and dtype of another array, unless others are given; or, in its own dtype, an array that
    broadcasts to the shape.

    >>> full_like([5, 6], 2).tolist()
    [2, 2]
    """
    shape, kind = _like(a, dtype, shape, "full_like")
    if is_number(fill_value) or dtype is not None:
        return full(shape, fill_value, mstype.from_numpy(kind))
    return full(shape, fill_value)


# -- ranges --


def arange(start, stop=None, step=None, dtype=None):
    """The numbers from ``start`` (0 where only one end is given) up to ``stop``, which is not among them, ``step``
    apart: int32, or float32 where one of them is a float.

    Raises TypeError for what is no number, ZeroDivisionError for a step of 0, ValueError where there is no number.

    >>> arange(2, 8, 3).tolist(), arange(0.5, 2).tolist()
    ([2, 5], [0.5, 1.5])
    """
    if stop is None:
        start, stop = 0, start
    if step is None:
        step = 1
    given = (start, stop, step)
    start, stop, step = [_number(v, n) for v, n in zip(given, ("start", "stop", "step"), strict=True)]
    if step == 0:
        raise ZeroDivisionError("For 'arange', the argument 'step' must not be 0.")
    length = math.ceil((stop - start) / step)
    if length <= 0:
        raise ValueError(f"For 'arange', there is no number from {start} up to {stop} in steps of {step}.")
    if dtype is None:
        dtype = "int32" if all(isinstance(v, int) for v in given) else "float32"
    return constant((start + step * np.arange(length)).astype(numpy_type(dtype, "arange")))


def _number(value, argument):
    value = as_static(value)
    if not is_number(value):
        raise TypeError(f"For 'arange', the argument '{argument}' must be a number, but got {value!r}.")
    return value


# -- diagonals and triangles --


def eye(N, M=None, k=0, dtype=mstype.float32):
    """An array of N rows and M columns (None: N) with ones on the k-th diagonal and zeros elsewhere.

    Raises TypeError for what is no int, ValueError for negative sizes.

    >>> eye(2, 3, 1).tolist()
    [[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
    """
    N, k = whole(N, "N", "eye"), whole(k, "k", "eye")
    M = N if M is None else whole(M, "M", "eye")
    if N < 0 or M < 0:
        raise ValueError(f"For 'eye', the numbers of rows and columns must not be negative, but got {N} and {M}.")
    return constant(np.eye(N, M, k, dtype=numpy_type(dtype, "eye")))


def identity(n, dtype=mstype.float32):
    """A square array with ones on the diagonal and zeros elsewhere.

    >>> identity(2).tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    """
    return eye(n, dtype=dtype)


def tri(N, M=None, k=0, dtype=mstype.float32):
    """An array of N rows and M columns (None: N) with ones on and below the k-th diagonal and zeros elsewhere.

    >>> tri(2, 3).tolist()
    [[1.0, 0.0, 0.0], [1.0, 1.0, 0.0]]
    """
    N, k = whole(N, "N", "tri"), whole(k, "k", "tri")
    M = N if M is None else whole(M, "M", "tri")
    return constant(np.tri(N, M, k, dtype=numpy_type(dtype, "tri")))


def _triangle(function, m, k, who):
    m = as_array(m, who)
    if not shape_of(m):
        raise ValueError(f"For '{who}', the input must have at least one dimension, but got a number.")
    if len(shape_of(m)) == 1:
        m = F.broadcast_to(m, shape_of(m) * 2)
    return function(m, whole(k, "k", who))


def tril(m, k=0):
    """The lower triangle, up to the k-th diagonal, with zeros above; of a vector, of the matrix with it in each row.

    >>> tril([[1, 2], [3, 4]]).tolist()
    [[1, 0], [3, 4]]
    """
    return _triangle(F.tril, m, k, "tril")


def triu(m, k=0):
    """The upper triangle, from the k-th diagonal on, with zeros below; of a vector, of the matrix with it in each row.

    >>> triu([[1, 2], [3, 4]]).tolist()
    [[1, 2], [0, 4]]
    """
    return _triangle(F.triu, m, k, "triu")


def _triangle_indices(places, n, k, m, who):
    for value, name in ((n, "n"), (k, "k"), (m, "m")):
        if value is not None and not is_number(value):
            raise TypeError(f"For '{who}', the argument '{name}' must be a number, but got {value!r}.")
    n, m = math.ceil(n), None if m is None else math.ceil(m)
    return tuple([constant(p.astype(INT32)) for p in places(n, math.floor(k), m)])


def tril_indices(n, k=0, m=None):
    """The row and column numbers of the lower triangle, up to the k-th diagonal, of n rows and m columns: two int32
    vectors.

    >>> [x.tolist() for x in tril_indices(2)]
    [[0, 1, 1], [0, 0, 1]]
    """
    return _triangle_indices(np.tril_indices, n, k, m, "tril_indices")


def triu_indices(n, k=0, m=None):
    """The row and column numbers of the upper triangle, from the k-th diagonal on: two int32 vectors.

    >>> [x.tolist() for x in triu_indices(2)]
    [[0, 0, 1], [0, 1, 1]]
    """
    return _triangle_indices(np.triu_indices, n, k, m, "triu_indices")


def _matrix_shape(arr, who):
    shape = shape_of(as_array(arr, who))
    if len(shape) != 2:
        raise ValueError(f"For '{who}', the array must have two dimensions, but got shape {shape}.")
    return shape


def tril_indices_from(arr, k=0):
    """`tril_indices` for the shape of an array. ValueError unless it has two axes.

    >>> [x.tolist() for x in tril_indices_from([[5, 6], [7, 8]])]
    [[0, 1, 1], [0, 0, 1]]
    """
    n, m = _matrix_shape(arr, "tril_indices_from")
    return tril_indices(n, k, m)


def triu_indices_from(arr, k=0):
    """`triu_indices` for the shape of an array. ValueError unless it has two axes.

    >>> [x.tolist() for x in triu_indices_from([[5, 6], [7, 8]])]
    [[0, 0, 1], [0, 1, 1]]
    """
    n, m = _matrix_shape(arr, "triu_indices_from")
    return triu_indices(n, k, m)


def diag(v, k=0):
    """Of a vector the matrix with it on the k-th diagonal, of a matrix that diagonal. ValueError for other numbers of
    axes, TypeError for what is no Tensor.

    >>> diag(Tensor([1, 2])).tolist(), diag(Tensor([[1, 2], [3, 4]])).tolist()
    ([[1, 0], [0, 2]], [1, 4])
    """
    k = whole(k, "k", "diag")
    ndim = len(shape_of(tensor(v, "diag")))
    if ndim not in (1, 2):
        raise ValueError(f"For 'diag', the array must have one or two dimensions, but got shape {shape_of(v)}.")
    return F.diagflat(v, k) if ndim == 1 else F.diagonal(v, k)


def diagflat(v, k=0):
    """The matrix with the elements of the flattened Tensor on the k-th diagonal.

    >>> diagflat(Tensor([[1], [2]])).tolist()
    [[1, 0], [0, 2]]
    """
    return F.diagflat(tensor(v, "diagflat"), whole(k, "k", "diagflat"))


def diag_indices(n, ndim=2):
    """The indices of the main diagonal of an array of ``ndim`` axes of size n: one int32 vector for each axis.

    Raises TypeError for what is no int, ValueError for n below 1.

    >>> [x.tolist() for x in diag_indices(2)]
    [[0, 1], [0, 1]]
    """
    n, ndim = whole(n, "n", "diag_indices"), whole(ndim, "ndim", "diag_indices")
    return (arange(n),) * ndim


def diagonal(a, offset=0, axis1=0, axis2=1):
    """The elements (i, i + offset) of the axes ``axis1`` and ``axis2`` of a Tensor, as a new last axis. ValueError for
    axes out of range or equal.

    >>> diagonal(Tensor([[1, 2], [3, 4]])).tolist()
    [1, 4]
    """
    return F.diagonal(tensor(a, "diagonal"), offset, axis1, axis2)


def trace(a, offset=0, axis1=0, axis2=1, dtype=None):
    """The sum of a `diagonal`: of integers in int64, of bools whether one is true, cast to ``dtype``.

    Raises RuntimeError for fewer than two axes and for equal ones, ValueError for an axis out of range.

    >>> trace(Tensor([[1.0, 2.0], [3.0, 4.0]])).tolist()
    5.0
    """
    ndim = len(shape_of(tensor(a, "trace")))
    if ndim < 2:
        raise RuntimeError(f"For 'trace', the array must have at least two dimensions, but got shape {shape_of(a)}.")
    if axis1 == axis2:
        raise RuntimeError(f"For 'trace', the arguments 'axis1' and 'axis2' must differ, but both are {axis1}.")
    parts = F.diagonal(a, offset, axis1, axis2)
    out = F.any(parts, -1) if dtype_of(a).kind == "b" else F.sum(parts, -1)
    return out if dtype is None else cast_to(out, numpy_type(dtype, "trace"))


def vander(x, N=None, increasing=False):
    """The powers of the elements of a vector, one row for each: the powers from N - 1 (None: its length) down to 0, or
    up with ``increasing``.

    Raises TypeError for an N that is no int and an ``increasing`` that is no bool, ValueError unless ``x`` has one axis
    and N is above 0.

    >>> vander([2, 3]).tolist(), vander([2, 3], 3, increasing=True).tolist()
    ([[2, 1], [3, 1]], [[1, 2, 4], [1, 3, 9]])
    """
    x = vector(as_array(x, "vander"), "vander", "x")
    N = shape_of(x)[0] if N is None else whole(N, "N", "vander")
    if N <= 0:
        raise ValueError(f"For 'vander', the argument 'N' must be above 0, but got {N}.")
    powers = np.arange(N) if flag(increasing, "increasing", "vander") else np.arange(N)[::-1]
    return F.pow(F.expand_dims(x, -1), constant(powers.astype(dtype_of(x))))


# -- windows: float32 vectors, empty for a length below 1 --


def _window(function, M, who):
    if not isinstance(M, int):
        raise TypeError(f"For '{who}', the argument 'M' must be an int, but got {M!r}.")
    return constant(function(whole(M, "M", who)).astype(FLOAT32))


def bartlett(M):
    """The Bartlett window: a triangle from 0 over 1 to 0.

    >>> bartlett(3).tolist()
    [0.0, 1.0, 0.0]
    """
    return _window(np.bartlett, M, "bartlett")


def blackman(M):
    """The Blackman window: the first three terms of a sum of cosines.

    >>> blackman(1).tolist()
    [1.0]
    """
    return _window(np.blackman, M, "blackman")


def hamming(M):
    """The Hamming window, ``0.54 - 0.46 cos(2 pi n / (M - 1))``.

    >>> hamming(1).tolist()
    [1.0]
    """
    return _window(np.hamming, M, "hamming")


def hanning(M):
    """The Hann window, ``0.5 - 0.5 cos(2 pi n / (M - 1))``.

    >>> hanning(3).tolist()
    [0.0, 1.0, 0.0]
    """
    return _window(np.hanning, M, "hanning")
