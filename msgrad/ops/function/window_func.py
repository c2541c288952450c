"""Windows of signals, and the short-time Fourier transform."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np

from msgrad._checkparam import check_bool, check_one_of, check_positive_int
from msgrad.common import dtype as mstype
from msgrad.engine.handle import Handle
from msgrad.engine.operator import operator
from msgrad.engine.recorder import constant
from msgrad.ops.function._arguments import as_dtype, as_int, as_static, dtype_of, shape_of

__all__ = ["bartlett_window", "blackman_window", "hamming_window", "hann_window", "kaiser_window", "stft"]


def _window(length, periodic, dtype, who, shape, default=mstype.float32):
    """The samples of a window: ``shape`` gives them for places from 0 to 1."""
    length = as_int(length, "window_length", who)
    check_bool(periodic, "periodic", who)
    if length < 0:
        raise ValueError(f"For '{who}', the argument 'window_length' must not be negative, but got {length}.")
    dtype = as_dtype(default if dtype is None else dtype, who)
    if dtype.kind not in "fV":
        raise TypeError(f"For '{who}', the argument 'dtype' must be a floating one, but got {dtype}.")
    if length <= 1:
        return constant(np.ones(length, dtype))
    places = np.arange(length) / (length if periodic else length - 1)
    return constant(shape(places).astype(dtype))


def _check_tensor(length, who):
    if not isinstance(length, Handle):
        raise TypeError(f"For '{who}', the argument 'window_length' must be a Tensor, but got {type(length).__name__}.")


def bartlett_window(window_length, periodic=True, *, dtype=None):
    """A window that rises and falls in straight lines; periodic ones leave out the last sample. float32 by default.

    TypeError unless the length is a Tensor.

    >>> ops.bartlett_window(Tensor(4)).tolist()
    [0.0, 0.5, 1.0, 0.5]
    """
    _check_tensor(window_length, "bartlett_window")
    return _window(window_length, periodic, dtype, "bartlett_window", lambda t: 1 - np.abs(2 * t - 1))


def blackman_window(window_length, periodic=True, *, dtype=None):
    """Blackman's window of three cosines; periodic ones leave out the last sample. float32 by default.

    >>> np.round(ops.blackman_window(Tensor(4)).asnumpy(), 2).tolist()
    [-0.0, 0.34..., 1.0, 0.34...]
    """

    _check_tensor(window_length, "blackman_window")

    def shape(t):
        return 0.42 - 0.5 * np.cos(2 * np.pi * t) + 0.08 * np.cos(4 * np.pi * t)

    return _window(window_length, periodic, dtype, "blackman_window", shape)


def hamming_window(window_length, periodic=True, alpha=0.54, beta=0.46, *, dtype=None):
    """alpha - beta * cos: Hamming's window by default; periodic ones leave out the last sample. float32 by default.

    >>> np.round(ops.hamming_window(4).asnumpy(), 2).tolist()
    [0.07..., 0.54..., 1.0, 0.54...]
    """
    for value, name in ((alpha, "alpha"), (beta, "beta")):
        if not isinstance(value, float):
            raise TypeError(f"For 'hamming_window', the argument '{name}' must be a float, but got {value!r}.")
    shape = lambda t: alpha - beta * np.cos(2 * np.pi * t)  # noqa: E731
    return _window(window_length, periodic, dtype, "hamming_window", shape)


def hann_window(window_length, periodic=True, *, dtype=None):
    """Hann's window of one cosine; periodic ones leave out the last sample. float64 by default.

    >>> np.round(ops.hann_window(4).asnumpy(), 2).tolist()
    [0.0, 0.5, 1.0, 0.5]
    """
    shape = lambda t: 0.5 - 0.5 * np.cos(2 * np.pi * t)  # noqa: E731
    return _window(window_length, periodic, dtype, "hann_window", shape, mstype.float64)


def kaiser_window(window_length, periodic=True, beta=12.0, *, dtype=None):
    """Kaiser's window; the greater ``beta``, the narrower it is. float64 by default.

    >>> np.round(ops.kaiser_window(4, beta=2.0).asnumpy(), 2).tolist()
    [0.44, 0.83, 1.0, 0.83]
    """
    beta = as_static(beta)
    shape = lambda t: np.i0(beta * np.sqrt(np.maximum(1 - (2 * t - 1) ** 2, 0))) / np.i0(beta)  # noqa: E731
    return _window(window_length, periodic, dtype, "kaiser_window", shape, mstype.float64)


@operator("x", "window", name="stft")
def _stft(x, window, n_fft, hop, normalized, onesided, as_complex):
    left = (n_fft - window.shape[0]) // 2
    window = jnp.pad(window.astype(x.dtype), (left, n_fft - window.shape[0] - left))
    count = 1 + (x.shape[-1] - n_fft) // hop
    frames = x[..., np.arange(count)[:, None] * hop + np.arange(n_fft)] * window
    half = onesided and not jnp.iscomplexobj(frames)
    out = jnp.fft.rfft(frames) if half else jnp.fft.fft(frames)
    out = jnp.swapaxes(out, -1, -2)
    if normalized:
        out = out / np.asarray(np.sqrt(n_fft), jnp.real(out).dtype)
    return out if as_complex else jnp.stack([jnp.real(out), jnp.imag(out)], -1)


def stft(
    x, n_fft, hop_length=None, win_length=None, window=None, center=True, pad_mode="REFLECT", normalized=False,
    onesided=None, return_complex=None,
):  # fmt: skip
    """The Fourier transforms of the overlapping pieces of signals in the last axis: (..., frequencies, pieces), complex
    numbers or, unless ``return_complex``, their parts in a last axis of two.

    A piece has ``n_fft`` samples, and starts ``hop_length`` (by default a quarter of that) after the one before; it is
    multiplied by ``window`` (ones by default, of ``win_length`` samples, which stands in its middle). With ``center``
    the signal is padded at both ends ("REFLECT" or "CONSTANT"), so that pieces are around the samples.

    Raises TypeError and ValueError for arguments of another kind or out of range.

    >>> ops.stft(Tensor(np.ones(16, np.float32)), 8).shape
    (5, 9, 2)
    """
    who = "stft"
    check_positive_int(n_fft, "n_fft", who)
    hop = n_fft // 4 if hop_length is None else check_positive_int(hop_length, "hop_length", who)
    length = n_fft if win_length is None else check_positive_int(win_length, "win_length", who)
    if length > n_fft:
        raise ValueError(f"For '{who}', the 'win_length' must be at most {n_fft}, but got {length}.")
    shape = shape_of(x)
    if len(shape) not in (1, 2):
        raise ValueError(f"For '{who}', the 'x' must have 1 or 2 axes, but got the shape {shape}.")
    is_complex = dtype_of(x).kind == "c"
    if window is None:
        window = np.ones(length, np.float32)
    if shape_of(window) != (length,):
        raise ValueError(
            f"For '{who}', the 'window' must have {length} elements, but got the shape {shape_of(window)}."
        )
    onesided = not is_complex if onesided is None else check_bool(onesided, "onesided", who)
    as_complex = is_complex if return_complex is None else check_bool(return_complex, "return_complex", who)
    if check_bool(center, "center", who):
        check_one_of(pad_mode, ("REFLECT", "CONSTANT", "reflect", "constant"), "pad_mode", who)
        x = _padded(x, n_fft // 2, pad_mode.lower())
    if shape_of(x)[-1] < n_fft:
        raise ValueError(f"For '{who}', the 'n_fft' must be at most {shape_of(x)[-1]}, but got {n_fft}.")
    return _stft(x, window, n_fft, hop, check_bool(normalized, "normalized", who), onesided, as_complex)


@operator("x")
def _padded(x, size, mode):
    return jnp.pad(x, [(0, 0)] * (x.ndim - 1) + [(size, size)], mode=mode)
