"""Discrete Fourier transforms: complex, of real numbers (rfft), and of what is symmetric (hfft), over one axis or
more."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np

from msgrad.common import dtype as mstype
from msgrad.engine.operator import operator
from msgrad.engine.recorder import constant
from msgrad.ops.function._arguments import as_dtype, as_int, as_static, normalize_axis, shape_of

__all__ = """
    fft ifft rfft irfft hfft ihfft fft2 ifft2 rfft2 irfft2 hfft2 ihfft2 fftn ifftn rfftn irfftn hfftn ihfftn
    fftfreq rfftfreq fftshift ifftshift
""".split()

_NORMS = ("backward", "forward", "ortho")
_OPPOSITE = {"backward": "forward", "forward": "backward", "ortho": "ortho"}


def _fitted(x, sizes, axes):
    """``x`` cut off, or padded with zeros at the end, to some sizes along some axes."""
    for size, axis in zip(sizes, axes, strict=True):
        n = x.shape[axis]
        if size < n:
            x = jnp.take(x, np.arange(size), axis)
        elif size > n:
            x = jnp.pad(x, [(0, size - n) if i == axis else (0, 0) for i in range(x.ndim)])
    return x


def _precise(x):
    """Floats of 32 or 64 bits: others count as float32."""
    return x if x.dtype in (np.float32, np.float64, np.complex64, np.complex128) else x.astype(np.float32)


@operator("input", name="fft", autocast=False)
def _transform(input, kind, sizes, axes, norm):
    if input.dtype.kind not in "ifcV" or input.dtype == np.bool_:
        raise TypeError(
            f"the argument 'input' must hold signed integers, floats or complex numbers, but got {input.dtype}."
        )
    x = _precise(input)
    if kind in ("rfft", "ihfft") and jnp.iscomplexobj(x):
        raise TypeError(f"the argument 'input' must hold real numbers, but got {x.dtype}.")
    half = kind in ("irfft", "hfft")
    given = tuple([s // 2 + 1 if half and i == len(sizes) - 1 else s for i, s in enumerate(sizes)])
    x = _fitted(x, given, axes)
    if kind == "fft":
        return jnp.fft.fftn(x, axes=axes, norm=norm)
    if kind == "ifft":
        return jnp.fft.ifftn(x, axes=axes, norm=norm)
    if kind == "rfft":
        return jnp.fft.rfftn(x, axes=axes, norm=norm)
    if kind == "irfft":
        return jnp.fft.irfftn(x, sizes, axes=axes, norm=norm)
    if kind == "hfft":  # the last axis is symmetric: the inverse of rfft with the sign of the angle turned round
        return jnp.fft.irfftn(jnp.conj(x), sizes, axes=axes, norm=_OPPOSITE[norm])
    return jnp.conj(jnp.fft.rfftn(x, axes=axes, norm=_OPPOSITE[norm]))


def _over_axes(kind, input, s, dim, norm, who):
    """A transform over axes, after looking at the arguments."""
    shape = shape_of(input)
    norm = "backward" if norm is None else norm
    if not isinstance(norm, str):
        raise TypeError(f"For '{who}', the argument 'norm' must be a str, but got {type(norm).__name__}.")
    if norm not in _NORMS:
        raise ValueError(f"For '{who}', the argument 'norm' must be one of {', '.join(_NORMS)}, but got {norm!r}.")
    s, dim = as_static(s), as_static(dim)
    if dim is None:
        dim = tuple(range(len(shape))) if s is None else tuple(range(len(shape) - len(s), len(shape)))
    if not isinstance(dim, tuple) or (s is not None and not isinstance(s, tuple)):
        raise TypeError(f"For '{who}', the arguments 's' and 'dim' must be tuples, but got {s!r} and {dim!r}.")
    axes = tuple([normalize_axis(axis, len(shape), "dim") for axis in dim])
    if len(set(axes)) != len(axes):
        raise ValueError(f"For '{who}', the argument 'dim' must not name an axis twice, but got {dim}.")
    half = kind in ("irfft", "hfft")
    if s is None:
        s = tuple([2 * (shape[a] - 1) if half and i == len(axes) - 1 else shape[a] for i, a in enumerate(axes)])
    if len(s) != len(axes):
        raise ValueError(f"For '{who}', the arguments 's' and 'dim' must be of one length, but got {s} and {dim}.")
    sizes = tuple([shape[a] if n == -1 else n for n, a in zip(s, axes, strict=True)])
    for n in sizes:
        if isinstance(n, bool) or not isinstance(n, int):
            raise TypeError(f"For '{who}', the sizes must be ints, but got {n!r}.")
        if n < 1:
            raise ValueError(f"For '{who}', the sizes must be above 0, but got {s}.")
    return _transform(input, kind, sizes, axes, norm)


_WORDS = {
    "fft": "The discrete Fourier transform",
    "ifft": "The inverse of the discrete Fourier transform",
    "rfft": "The first half of the discrete Fourier transform of real numbers",
    "irfft": "The real numbers whose `rfft` this is",
    "hfft": "The discrete Fourier transform, which is real, of a signal of which the first half is given, the rest "
    "being the conjugate of it mirrored",
    "ihfft": "The first half of the signal whose `hfft` this is",
}


def _family(kind):
    """The transform over one axis, over two and over several."""

    def one(input, n=None, dim=-1, norm=None):
        n = as_static(n)
        return _over_axes(kind, input, None if n is None else (n,), (as_int(dim, "dim", kind),), norm, kind)

    def two(input, s=None, dim=(-2, -1), norm=None):
        return _over_axes(kind, input, s, dim, norm, f"{kind}2")

    def many(input, s=None, dim=None, norm=None):
        return _over_axes(kind, input, s, dim, norm, f"{kind}n")

    one.__name__, two.__name__, many.__name__ = kind, f"{kind}2", f"{kind}n"
    for fn, where, sizes in ((one, "along one axis", "n"), (two, "over two axes", "s"), (many, "over some axes", "s")):
        fn.__qualname__ = fn.__name__
        fn.__doc__ = f"""{_WORDS[kind]}, {where}.

        ``{sizes}`` cuts off, or pads with zeros, to that many elements along the axes first. ``norm`` says where the
        sum is divided: 'backward' (the default) in the inverse only, 'forward' in the transform only, 'ortho' by the
        root of the size in both. float32 and all but float64 give complex64 or float32. Raises ValueError for sizes
        below 1, axes out of range, axes that come twice and another norm, TypeError for arguments of other types.
        """
    return one, two, many


fft, fft2, fftn = _family("fft")
ifft, ifft2, ifftn = _family("ifft")
rfft, rfft2, rfftn = _family("rfft")
irfft, irfft2, irfftn = _family("irfft")
hfft, hfft2, hfftn = _family("hfft")
ihfft, ihfft2, ihfftn = _family("ihfft")


def _frequencies(make, n, d, dtype, who):
    values = make(as_int(n, "n", who), as_static(d))
    return constant(values.astype(as_dtype(mstype.float32 if dtype is None else dtype, who)))


def fftfreq(n, d=1.0, dtype=None):
    """The frequency that each element of a transform of ``n`` samples, ``d`` apart, stands for; float32 by default.

    >>> ops.fftfreq(4).tolist()
    [0.0, 0.25, -0.5, -0.25]
    """
    return _frequencies(np.fft.fftfreq, n, d, dtype, "fftfreq")


def rfftfreq(n, d=1.0, dtype=None):
    """The frequencies of `rfft`: those that are not negative.

    >>> ops.rfftfreq(4).tolist()
    [0.0, 0.25, 0.5]
    """
    return _frequencies(np.fft.rfftfreq, n, d, dtype, "rfftfreq")


@operator("input", name="fftshift", autocast=False)
def _shift(input, axes, inverse):
    return (jnp.fft.ifftshift if inverse else jnp.fft.fftshift)(input, axes)


def _shift_axes(input, dim):
    dim = as_static(dim)
    dim = tuple(range(len(shape_of(input)))) if dim is None else dim if isinstance(dim, tuple) else (dim,)
    return tuple([normalize_axis(axis, len(shape_of(input)), "dim") for axis in dim])


def fftshift(input, dim=None):
    """The elements turned round along some axes (by default all), so that frequency 0 comes to the middle.

    >>> ops.fftshift(Tensor([0, 1, -2, -1])).tolist()
    [-2, -1, 0, 1]
    """
    return _shift(input, _shift_axes(input, dim), False)


def ifftshift(input, dim=None):
    """What undoes `fftshift`.

    >>> ops.ifftshift(Tensor([-2, -1, 0, 1])).tolist()
    [0, 1, -2, -1]
    """
    return _shift(input, _shift_axes(input, dim), True)
