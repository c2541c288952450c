"""Numbers at equal distances or in equal proportions, and the coordinates of grids."""

from __future__ import annotations

import math
from typing import Any

import jax.numpy as jnp
from jax import lax

from msgrad.common import dtype as mstype
from msgrad.engine.operator import operator
from msgrad.numpy._arguments import (
    FLOAT32,
    array,
    axis_of,
    broadcast_shape,
    flag,
    in_common,
    is_number,
    numpy_type,
    real,
    shape_from,
    shape_of,
    tensor,
    vector,
    whole,
)
from msgrad.numpy.creation import arange
from msgrad.ops import function as F
from msgrad.ops.function.creation_func import cast_to

__all__ = "linspace logspace geomspace meshgrid mgrid ogrid indices ix_".split()


# -- from one number to another --


@operator("start", "stop", name="numpy_linspace")
def _spaced(start, stop, num, divisions, axis):
    start, stop = jnp.broadcast_arrays(start, stop)
    step = (stop - start) / divisions if divisions else stop - start
    out = jnp.expand_dims(start, axis) + jnp.expand_dims(step, axis) * _along(num, axis, start.ndim + 1, start.dtype)
    if divisions == num - 1 and divisions:
        last = tuple([slice(-1, None) if i == axis else slice(None) for i in range(out.ndim)])
        out = out.at[last].set(jnp.expand_dims(stop, axis))
    return out


@operator("start", "stop", name="numpy_geomspace")
def _proportional(start, stop, num, divisions, axis):
    start, stop = jnp.broadcast_arrays(start, stop)
    exponents = _along(num, axis, start.ndim + 1, start.dtype) / max(divisions, 1)
    return jnp.expand_dims(start, axis) * jnp.expand_dims(stop / start, axis) ** exponents


def _along(num, axis, ndim, dtype):
    """0, 1, 2, ... along an axis."""
    return lax.iota(dtype, num).reshape([num if i == axis else 1 for i in range(ndim)])


def _range_arguments(start, stop, num, endpoint, dtype, axis, who):
    """Start and stop as Tensors, the number of distances between the first number and ``stop``, the axis."""
    start, stop = real(array(start, who)), real(array(stop, who))
    if whole(num, "num", who) < 1:
        raise ValueError(f"For '{who}', the argument 'num' must be above 0, but got {num}.")
    divisions = num - 1 if flag(endpoint, "endpoint", who) else num
    if dtype is not None:
        dtype = numpy_type(dtype, who)
    ndim = len(broadcast_shape(who, shape_of(start), shape_of(stop))) + 1
    return start, stop, divisions, dtype or FLOAT32, axis_of(axis, ndim, who)


def linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0):
    """``num`` numbers at equal distances from ``start`` to ``stop``, which is the last of them, or with ``endpoint``
    false would come next; in float32 or ``dtype``. With ``retstep``, and the distance (nan where there is none).

    Start and stop are numbers or arrays, which broadcast; the numbers lie along ``axis`` of the result. Raises
    TypeError for a ``num`` that is no int and flags that are no bools, ValueError for a ``num`` below 1 and an axis out
    of range.

    >>> linspace(0, 1, 5).tolist(), linspace([0, 10], 20, 3, axis=1).tolist()
    ([0.0, 0.25, 0.5, 0.75, 1.0], [[0.0, 10.0, 20.0], [10.0, 15.0, 20.0]])
    """
    start, stop, divisions, dtype, axis = _range_arguments(start, stop, num, endpoint, dtype, axis, "linspace")
    single = cast_to(start, FLOAT32), cast_to(stop, FLOAT32)
    out = cast_to(_spaced(*single, num, divisions, axis), dtype)
    if not flag(retstep, "retstep", "linspace"):
        return out
    return out, F.div(F.sub(stop, start), float(divisions)) if divisions else math.nan


def logspace(start, stop, num=50, endpoint=True, base=10.0, dtype=None, axis=0):
    """The powers of ``base`` whose exponents are `linspace`. TypeError for a ``base`` that is no number.

    >>> logspace(0, 2, 3, base=2).tolist()
    [1.0, 2.0, 4.0]
    """
    if not is_number(base):
        raise TypeError(f"For 'logspace', the argument 'base' must be a number, but got {base!r}.")
    start, stop, divisions, dtype, axis = _range_arguments(start, stop, num, endpoint, dtype, axis, "logspace")
    single = cast_to(start, FLOAT32), cast_to(stop, FLOAT32)
    return cast_to(F.pow(float(base), _spaced(*single, num, divisions, axis)), dtype)


def geomspace(start, stop, num=50, endpoint=True, dtype=None, axis=0):
    """``num`` numbers from ``start`` to ``stop``, each the same multiple of the one before; otherwise as `linspace`.

    >>> geomspace(1, 8, 4).tolist()
    [1.0, 2.0, 4.0, 8.0]
    """
    start, stop, divisions, dtype, axis = _range_arguments(start, stop, num, endpoint, dtype, axis, "geomspace")
    single = cast_to(start, FLOAT32), cast_to(stop, FLOAT32)
    return cast_to(_proportional(*single, num, divisions, axis), dtype)


# -- grids --


def meshgrid(*xi, sparse=False, indexing="xy"):
    """The coordinates of the points of a grid over Tensors, which are flattened: a list with an array for each.

    With 'ij' the axes are in the order of the Tensors, with 'xy' the first two swapped. With ``sparse`` the arrays have
    the size 1 along the axes that they do not depend on. TypeError for another ``indexing``.

    >>> [x.tolist() for x in meshgrid(Tensor([1, 2]), Tensor([3, 4, 5]), sparse=True)]
    [[[1, 2]], [[3], [4], [5]]]
    """
    vectors = [F.ravel(tensor(x, "meshgrid")) for x in xi]
    if indexing not in ("xy", "ij"):
        raise TypeError(f"For 'meshgrid', the argument 'indexing' must be 'xy' or 'ij', but got {indexing!r}.")
    if len(vectors) < 2:
        return vectors
    if not flag(sparse, "sparse", "meshgrid"):
        return list(F.meshgrid(*vectors, indexing=indexing))
    places = list(range(len(vectors)))
    if indexing == "xy":
        places[:2] = places[:2][::-1]
    return [_laid_along(x, place, len(vectors)) for x, place in zip(vectors, places, strict=True)]


def _laid_along(x, axis, ndim):
    """A vector as an array with the size 1 along all other axes."""
    return F.reshape(x, tuple([-1 if i == axis else 1 for i in range(ndim)]))


def indices(dimensions, dtype=mstype.int32, sparse=False):
    """The index along each axis of the elements of a grid: a list with an array for each axis; with ``sparse`` they
    have the size 1 along the other axes. TypeError unless ``dimensions`` is a tuple or list of ints.

    >>> [x.tolist() for x in indices((2, 2))]
    [[[0, 0], [1, 1]], [[0, 1], [0, 1]]]
    """
    if not isinstance(dimensions, tuple | list):
        raise TypeError(f"For 'indices', the argument 'dimensions' must be a tuple or list, but got {dimensions!r}.")
    sizes = shape_from(dimensions, "indices", "dimensions")
    return meshgrid(*[arange(n, dtype=dtype) for n in sizes], sparse=sparse, indexing="ij")


def ix_(*args):
    """Vectors, each along an axis of its own, so that as indices they pick all combinations. ValueError for a Tensor of
    another number of axes.

    >>> Tensor([[1, 2, 3], [4, 5, 6]])[ix_(Tensor([0, 1]), Tensor([0, 2]))].tolist()
    [[1, 3], [4, 6]]
    """
    vectors = [vector(tensor(x, "ix_"), "ix_", "argument") for x in args]
    return tuple([_laid_along(x, i, len(vectors)) for i, x in enumerate(vectors)])


class _Grid:
    """Makes coordinates of slices: ``start:stop:step``, or with an imaginary step ``nj``, n numbers with both ends."""

    def __init__(self, name: str, dense: bool) -> None:
        self._name = name
        self._dense = dense

    def __repr__(self) -> str:
        return f"mindspore.numpy.{self._name}"

    def __getitem__(self, key: Any) -> Any:
        keys = key if isinstance(key, tuple) else (key,)
        if not all(isinstance(k, slice) for k in keys):
            raise TypeError(f"For '{self._name}', the index must be a slice or several of them, but got {key!r}.")
        vectors = [self._numbers(k) for k in keys]
        if not isinstance(key, tuple):
            return vectors[0]
        grid = meshgrid(*vectors, sparse=not self._dense, indexing="ij")
        return F.stack(in_common(*grid)) if self._dense else grid

    def _numbers(self, key: slice) -> Any:
        start = 0 if key.start is None else key.start
        if isinstance(key.step, complex):
            return linspace(start, key.stop, int(abs(key.step)))
        return arange(start, key.stop, key.step)


mgrid = _Grid("mgrid", dense=True)
"""The coordinates of a dense grid, in one array: ``mgrid[0:2, 0:3]`` has the shape (2, 2, 3)."""

ogrid = _Grid("ogrid", dense=False)
"""The coordinates of an open grid, in a list: ``ogrid[0:2, 0:3]`` has the shapes (2, 1) and (1, 3)."""
