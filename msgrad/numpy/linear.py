"""Products of vectors and matrices, norms, convolutions."""

from __future__ import annotations

import functools
import itertools
import math

import jax.numpy as jnp

from msgrad.engine.operator import operator
from msgrad.numpy._arguments import (
    FLOAT16,
    FLOAT32,
    FLOAT64,
    array,
    axes_of,
    axis_of,
    broadcast_shape,
    cast,
    in_common,
    real,
    shape_of,
    tensor,
    vector,
    whole,
)
from msgrad.ops import function as F
from msgrad.ops.function._arguments import as_static, binary, dtype_of
from msgrad.ops.function.creation_func import cast_to

__all__ = """
    dot inner outer matmul tensordot kron cross multi_dot norm matrix_power convolve correlate
""".split()


# -- products --


def dot(a, b):
    """The sums of products over the last axis of one Tensor and the last but one of the other (the only one of a
    vector); times a number, where one has no axis. ValueError where the sizes do not fit.

    >>> dot(Tensor([[1, 2]]), Tensor([[3], [4]])).tolist()
    [[11]]
    """
    return F.dot(tensor(a, "dot"), tensor(b, "dot"))


def inner(a, b):
    """The sums of products over the last axes of two Tensors. ValueError where their sizes differ.

    >>> inner(Tensor([1, 2]), Tensor([3, 4])).tolist()
    11
    """
    sizes = [shape_of(tensor(x, "inner"))[-1:] for x in (a, b)]
    if all(sizes) and sizes[0] != sizes[1]:
        raise ValueError(f"For 'inner', the last sizes must be equal, but got shapes {shape_of(a)} and {shape_of(b)}.")
    return F.inner(a, b)


def outer(a, b):
    """All products of an element of one Tensor with one of the other, both flattened.

    >>> outer(Tensor([1, 2]), Tensor([3, 4])).tolist()
    [[3, 4], [6, 8]]
    """
    return F.outer(F.ravel(tensor(a, "outer")), F.ravel(tensor(b, "outer")))


def matmul(x1, x2, dtype=None):
    """The product of matrices in the last two axes of two Tensors; the other axes broadcast. Cast to ``dtype``.

    RuntimeError where the sizes do not fit, ValueError for Tensors without an axis.

    >>> matmul(Tensor([[1, 2]]), Tensor([[3], [4]])).tolist()
    [[11]]
    """
    return cast(F.matmul(tensor(x1, "matmul"), tensor(x2, "matmul")), dtype, "matmul")


def tensordot(a, b, axes=2):
    """The sums of products over pairs of axes of two Tensors: so many last ones of ``a`` and first ones of ``b``, or
    those in two lists. TypeError for other ``axes``, ValueError where the axes or sizes do not fit.

    >>> tensordot(Tensor([[1, 2]]), Tensor([[3], [4]]), 1).tolist()
    [[11]]
    """
    first, second = shape_of(tensor(a, "tensordot")), shape_of(tensor(b, "tensordot"))
    axes = as_static(axes)
    if isinstance(axes, bool) or not isinstance(axes, int | tuple):
        raise TypeError(f"For 'tensordot', the argument 'axes' must be an int or a tuple or list, but got {axes!r}.")
    if isinstance(axes, int):
        if not 0 <= axes <= min(len(first), len(second)):
            raise ValueError(f"For 'tensordot', {axes} axes cannot be taken of shapes {first} and {second}.")
        pairs = tuple(range(len(first) - axes, len(first))), tuple(range(axes))
    else:
        if len(axes) != 2:
            raise ValueError(f"For 'tensordot', the argument 'axes' must have two items, but got {axes}.")
        pairs = _axes_or_none(axes[0], first), _axes_or_none(axes[1], second)
    sizes = [tuple(s[i] for i in p) for s, p in zip((first, second), pairs, strict=True)]
    if sizes[0] != sizes[1]:
        raise ValueError(f"For 'tensordot', the axes {axes} of shapes {first} and {second} do not fit together.")
    return F.tensor_dot(*in_common(a, b), pairs)


def _axes_or_none(axes, shape):
    return () if axes == () else axes_of(axes, len(shape), "tensordot", "axes")


def kron(a, b):
    """The Kronecker product: the second array, times each element of the first in its place.

    >>> kron([1, 2], [1, 1]).tolist()
    [1, 1, 2, 2]
    """
    return F.kron(array(a, "kron"), array(b, "kron"))


@operator("a", "b", promote=binary("arithmetic"), name="numpy_cross")
def _cross(a, b, axisa, axisb, axisc):
    return jnp.cross(a, b, axisa, axisb, axisc)


def cross(a, b, axisa=-1, axisb=-1, axisc=-1, axis=None):
    """The cross products of vectors of two or three numbers, which lie along ``axisa`` and ``axisb``; they come to lie
    along ``axisc``. ``axis`` stands for all three. Of two vectors of two numbers each the third number of the product.

    TypeError for axes that are no ints, ValueError for axes out of range and for vectors of other lengths.

    >>> cross([1, 2, 3], [4, 5, 6]).tolist()
    [-3, 6, -3]
    """
    a, b = array(a, "cross"), array(b, "cross")
    if axis is not None:
        axisa = axisb = axisc = axis
    axisa = axis_of(axisa, len(shape_of(a)), "cross", "axisa")
    axisb = axis_of(axisb, len(shape_of(b)), "cross", "axisb")
    lengths = shape_of(a)[axisa], shape_of(b)[axisb]
    if not {*lengths} <= {2, 3}:
        raise ValueError(f"For 'cross', the vectors must have two or three numbers, but got {lengths}.")
    others = [s[:i] + s[i + 1 :] for s, i in ((shape_of(a), axisa), (shape_of(b), axisb))]
    ndim = len(broadcast_shape("cross", *others)) + 1
    axisc = axis_of(axisc, ndim, "cross", "axisc") if 3 in lengths else 0
    return _cross(a, b, axisa, axisb, axisc)


def multi_dot(arrays):
    """The matrix product of two or more arrays, in the order that takes the fewest multiplications. All are matrices,
    but the first can be a row and the last a column. ValueError for other numbers of axes, fewer arrays, and sizes that
    do not fit.

    >>> multi_dot([[[1, 2]], [[3], [4]], [[5]]]).tolist()
    [[55]]
    """
    if not isinstance(arrays, tuple | list):
        raise TypeError(f"For 'multi_dot', the argument must be a tuple or list of arrays, but got {arrays!r}.")
    items = [array(x, "multi_dot") for x in arrays]
    if len(items) < 2:
        raise ValueError(f"For 'multi_dot', there must be at least two arrays, but got {len(items)}.")
    row, column = (len(shape_of(x)) == 1 for x in (items[0], items[-1]))
    items[0] = F.expand_dims(items[0], 0) if row else items[0]
    items[-1] = F.expand_dims(items[-1], 1) if column else items[-1]
    shapes = [shape_of(x) for x in items]
    fitting = all(len(s) == 2 for s in shapes)
    if not fitting or any(a[1] != b[0] for a, b in itertools.pairwise(shapes)):
        raise ValueError(f"For 'multi_dot', the shapes {', '.join(map(str, shapes))} do not fit as matrices.")
    out = _product(items, _cuts([s[0] for s in shapes] + [shapes[-1][1]]), 0, len(items) - 1)
    return F.reshape(out, shape_of(out)[row : 2 - column])


def _cuts(sizes):
    """Where to cut each chain of matrices, so that its product takes the fewest multiplications."""

    @functools.cache
    def best(i, j):
        if i == j:
            return 0, i
        return min((best(i, k)[0] + best(k + 1, j)[0] + sizes[i] * sizes[k + 1] * sizes[j + 1], k) for k in range(i, j))

    return lambda i, j: best(i, j)[1]


def _product(items, cut, i, j):
    if i == j:
        return items[i]
    k = cut(i, j)
    return F.matmul(_product(items, cut, i, k), _product(items, cut, k + 1, j))


def matrix_power(a, n):
    """The product of ``n`` copies of the matrices in the last two axes, of their inverses where ``n`` is negative.

    TypeError unless ``n`` is an int, ValueError unless the matrices are square.

    >>> matrix_power([[1, 1], [0, 1]], 3).tolist()
    [[1, 3], [0, 1]]
    """
    a, n = array(a, "matrix_power"), whole(n, "n", "matrix_power")
    shape = shape_of(a)
    if len(shape) < 2 or shape[-1] != shape[-2]:
        raise ValueError(f"For 'matrix_power', the last two axes must be square matrices, but got shape {shape}.")
    return F.matrix_power(a, n)


# -- norms --


def norm(x, ord=None, axis=None, keepdims=False):
    """The norm of order ``ord`` of the vectors along an axis or the matrices in two: by default of all elements, and
    without an order the root of the sum of squares. In float32, of float64 in float64.

    For vectors any number, inf and -inf are orders, for matrices 'fro', 'nuc', inf, -inf, 1, -1, 2 and -2 as in
    `mindspore.ops.norm`. ValueError for another one, for axes out of range, and for an order without axes where the
    array has more than two.

    >>> norm([3, 4]).tolist(), norm([[3, 4], [5, -6]], 1).tolist()
    (5.0, 10.0)
    """
    x = real(array(x, "norm"))
    x = cast_to(x, FLOAT32) if dtype_of(x) == FLOAT16 else x
    ndim = len(shape_of(x))
    if ord is None and axis is None:
        return F.vector_norm(x, 2, None, bool(keepdims))
    if axis is None and ndim > 2:
        raise ValueError(f"For 'norm', the 'axis' must be given with an order for an array of {ndim} dimensions.")
    axes = axes_of(axis, ndim, "norm")
    if len(axes) > 2:
        raise ValueError(f"For 'norm', the argument 'axis' must name one or two axes, but got {axis}.")
    if len(axes) == 2:
        if ord not in (None, "fro", "nuc", math.inf, -math.inf, 1, -1, 2, -2):
            raise ValueError(f"For 'norm', {ord!r} is no order of a norm of matrices.")
        return F.matrix_norm(x, "fro" if ord is None else ord, axes, bool(keepdims))
    if isinstance(ord, str):
        raise ValueError(f"For 'norm', {ord!r} is no order of a norm of vectors.")
    return F.vector_norm(x, 2 if ord is None else ord, axes, bool(keepdims))


# -- convolutions --


@operator("a", "v", promote=binary("arithmetic"), name="numpy_convolve")
def _convolve(a, v, mode):
    kind = a.dtype
    if kind.kind == "b":
        a, v = a.astype(jnp.int32), v.astype(jnp.int32)
    return jnp.convolve(a, v, mode, precision="highest").astype(kind)


def _sequences(a, v, mode, who):
    a, v = (F.atleast_1d(array(x, who)) for x in (a, v))
    for x, name in ((a, "a"), (v, "v")):
        if not shape_of(vector(x, who, name))[0]:
            raise ValueError(f"For '{who}', the argument '{name}' must not be empty.")
    if mode not in ("full", "same", "valid"):
        raise ValueError(f"For '{who}', the argument 'mode' must be 'full', 'same' or 'valid', but got {mode!r}.")
    return a, v


def convolve(a, v, mode="full"):
    """The convolution of two vectors: the sums of products at each overlap ('full'), at as many places as the longer
    has ('same'), or where the two overlap wholly ('valid'). ValueError for another mode, empty arrays and more than one
    axis.

    >>> convolve([1, 2, 3], [0, 1, 0.5]).tolist()
    [0.0, 1.0, 2.5, 4.0, 1.5]
    """
    return _convolve(*_sequences(a, v, mode, "convolve"), mode)


@operator("a", "v", name="numpy_correlate")
def _correlate(a, v, mode):
    return jnp.correlate(a, v, mode, precision="highest")


def correlate(a, v, mode="valid"):
    """The cross-correlation of two vectors of one dtype, the sums of ``a[n + k] * v[n]``: at the places of `convolve`.
    Of integers in float32, of int64 in float64. TypeError for different dtypes; errors otherwise as `convolve`.

    >>> correlate([1, 2, 3], [0, 1, 0]).tolist()
    [2.0]
    """
    a, v = _sequences(a, v, mode, "correlate")
    if dtype_of(a) != dtype_of(v):
        raise TypeError(f"For 'correlate', both arrays must have one dtype, but got {dtype_of(a)} and {dtype_of(v)}.")
    if dtype_of(a).kind in "biu":
        kind = FLOAT64 if dtype_of(a).itemsize == 8 else FLOAT32
        a, v = cast_to(a, kind), cast_to(v, kind)
    return _correlate(a, v, mode)
