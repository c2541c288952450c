"""Cosine transforms: type 2 and its inverse, normalized so that they are orthogonal."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np

from msgrad._lazy import LazyModule
from msgrad._names import missing_name_getattr
from msgrad.common.tensor import Tensor
from msgrad.engine.operator import operator
from msgrad.ops.function._arguments import dtype_of

__all__ = ["dct", "dctn", "idct", "idctn"]

_fft = LazyModule("jax.scipy.fft")

_SINGLE = ("int16", "int32", "int64", "float16", "float32")  # computed as float32
_OWN = ("float64", "complex64", "complex128")


def _resized(x, size, axis):
    if size <= x.shape[axis]:
        return jnp.take(x, jnp.arange(size), axis)
    widths = [(0, 0)] * x.ndim
    widths[axis] = (0, size - x.shape[axis])
    return jnp.pad(x, widths)


def _along(x, axis, inverse):
    if jnp.iscomplexobj(x):
        return _along(x.real, axis, inverse) + 1j * _along(x.imag, axis, inverse)
    return (_fft.idct if inverse else _fft.dct)(x, type=2, axis=axis, norm="ortho")


@operator("x", name="cosine_transform")
def _transform(x, sizes, axes, inverse):
    x = x.astype(np.float32) if x.dtype.name in _SINGLE else x
    for size, axis in zip(sizes, axes, strict=True):
        x = _along(_resized(x, size, axis), axis, inverse)
    return x


def _checked(x, type, norm, who):
    if not isinstance(x, Tensor):
        raise TypeError(f"For '{who}', the 'x' must be a Tensor, but got {x.__class__.__name__}.")
    if dtype_of(x).name not in _SINGLE + _OWN:
        allowed = ", ".join(_SINGLE + _OWN)
        raise TypeError(f"For '{who}', the dtype of 'x' must be one of {allowed}, but got {x.dtype}.")
    if isinstance(type, bool) or not isinstance(type, int):
        raise TypeError(f"For '{who}', the 'type' must be an int, but got {type!r}.")
    if type != 2:
        raise ValueError(f"For '{who}', the 'type' must be 2, but got {type}.")
    if norm not in (None, "ortho"):
        raise ValueError(f"For '{who}', the 'norm' must be 'ortho' or None, but got {norm!r}.")
    if not x.ndim:
        raise ValueError(f"For '{who}', the 'x' must have at least 1 dimension.")


def _ints(values, argument, who):
    if not isinstance(values, list | tuple) or any(isinstance(v, bool) or not isinstance(v, int) for v in values):
        raise TypeError(f"For '{who}', the '{argument}' must be a tuple of ints, but got {values!r}.")
    return tuple(values)


def _transformed(x, sizes, axes, inverse, who):
    for axis in axes:
        if not -x.ndim <= axis < x.ndim:
            raise ValueError(f"For '{who}', an axis must be in the range [{-x.ndim}, {x.ndim}), but got {axis}.")
    axes = tuple([axis % x.ndim for axis in axes])
    if len(set(axes)) < len(axes):
        raise ValueError(f"For '{who}', no axis must be named twice, but got {axes}.")
    sizes = tuple([x.shape[axis] for axis in axes]) if sizes is None else sizes
    if len(sizes) != len(axes):
        raise ValueError(f"For '{who}', there must be as many sizes as axes, but got {sizes} and {axes}.")
    if min(sizes, default=1) < 1:
        raise ValueError(f"For '{who}', the lengths must be above 0, but got {sizes}.")
    return _transform(x, sizes, axes, inverse)


def _one(x, type, n, axis, norm, inverse):
    who = "idct" if inverse else "dct"
    _checked(x, type, norm, who)
    sizes = None if n is None else _ints((n,), "n", who)
    return _transformed(x, sizes, _ints((axis,), "axis", who), inverse, who)


def _several(x, type, s, axes, norm, inverse):
    who = "idctn" if inverse else "dctn"
    _checked(x, type, norm, who)
    sizes = None if s is None else _ints(s, "s", who)
    if axes is None:
        axes = range(x.ndim) if sizes is None else range(x.ndim - len(sizes), x.ndim)
    return _transformed(x, sizes, _ints(tuple(axes) if isinstance(axes, range) else axes, "axes", who), inverse, who)


def dct(x, type=2, n=None, axis=-1, norm=None):
    """The cosine transform of type 2 along an axis, orthogonal.

    Args:
        x: int16, int32, int64, float16 and float32 give float32; float64 and complex dtypes stay.
        type: 2.
        n: the length of the result: ``x`` is cut to it, or padded with zeros.
        axis: the axis.
        norm: None or "ortho", which are the same.

    Raises TypeError for other types and dtypes, ValueError for another ``type`` or ``norm``, an axis that is not there
    and a length below 1. (MindSpore's gradient is not its derivative.)

    >>> [round(v, 4) for v in dct(Tensor([1.0, 2.0])).tolist()]
    [2.1213, -0.7071]
    """
    return _one(x, type, n, axis, norm, False)


def idct(x, type=2, n=None, axis=-1, norm=None):
    """The inverse of `dct`. Arguments and errors are the same.

    >>> [round(v, 4) for v in idct(dct(Tensor([1.0, 2.0]))).tolist()]
    [1.0, 2.0]
    """
    return _one(x, type, n, axis, norm, True)


def dctn(x, type=2, s=None, axes=None, norm=None):
    """`dct` along several axes: by default all, or the last ones where ``s`` gives lengths. ValueError where an axis
    comes twice or there are not as many lengths as axes; other errors as `dct`.

    >>> dctn(Tensor([[1.0, 1.0], [1.0, 1.0]])).shape
    (2, 2)
    """
    return _several(x, type, s, axes, norm, False)


def idctn(x, type=2, s=None, axes=None, norm=None):
    """The inverse of `dctn`. Arguments and errors are the same.

    >>> round(float(idctn(dctn(Tensor([[1.0, 2.0], [3.0, 4.0]])))[1, 1]), 4)
    4.0
    """
    return _several(x, type, s, axes, norm, True)


__getattr__ = missing_name_getattr(__name__)
