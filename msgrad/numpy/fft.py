"""`mindspore.numpy.fft`: the transforms of `mindspore.ops`, with numpy's names for the arguments."""

from __future__ import annotations

from msgrad._names import missing_name_getattr
from msgrad.numpy._arguments import tensor
from msgrad.ops import function as F

__all__ = """
    fft ifft rfft irfft hfft ihfft fft2 ifft2 rfft2 irfft2 hfft2 ihfft2 fftn ifftn rfftn irfftn hfftn ihfftn
    fftfreq rfftfreq fftshift ifftshift
""".split()


def _over_one(function):
    def over_one(a, n=None, axis=-1, norm=None):
        return function(tensor(a, function.__name__), n, axis, norm)

    return _named(over_one, function)


def _over_two(function):
    def over_two(a, s=None, axes=(-2, -1), norm=None):
        return function(tensor(a, function.__name__), s, axes, norm)

    return _named(over_two, function)


def _over_some(function):
    def over_some(a, s=None, axes=None, norm=None):
        return function(tensor(a, function.__name__), s, axes, norm)

    return _named(over_some, function)


def _named(made, function):
    made.__name__ = made.__qualname__ = function.__name__
    made.__doc__ = function.__doc__
    return made


fft, ifft, rfft, irfft = (_over_one(f) for f in (F.fft, F.ifft, F.rfft, F.irfft))
hfft, ihfft = (_over_one(f) for f in (F.hfft, F.ihfft))
fft2, ifft2, rfft2, irfft2 = (_over_two(f) for f in (F.fft2, F.ifft2, F.rfft2, F.irfft2))
hfft2, ihfft2 = (_over_two(f) for f in (F.hfft2, F.ihfft2))
fftn, ifftn, rfftn, irfftn = (_over_some(f) for f in (F.fftn, F.ifftn, F.rfftn, F.irfftn))
fftfreq, rfftfreq = F.fftfreq, F.rfftfreq
hfftn, ihfftn = (_over_some(f) for f in (F.hfftn, F.ihfftn))


def fftshift(x, axes=None):
    """The elements turned round along some axes (by default all), so that frequency 0 comes to the middle.

    >>> fftshift(Tensor([0, 1, -2, -1])).tolist()
    [-2, -1, 0, 1]
    """
    return F.fftshift(tensor(x, "fftshift"), axes)


def ifftshift(x, axes=None):
    """What undoes `fftshift`.

    >>> ifftshift(Tensor([-2, -1, 0, 1])).tolist()
    [0, 1, -2, -1]
    """
    return F.ifftshift(tensor(x, "ifftshift"), axes)


__getattr__ = missing_name_getattr(__name__)
