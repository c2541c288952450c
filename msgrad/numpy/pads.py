"""Padding."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
import numpy as np

from msgrad.engine.operator import operator
from msgrad.numpy._arguments import array, shape_of
from msgrad.numpy.choices import apply_along_axis
from msgrad.ops.function._arguments import as_static

__all__ = ["pad"]

_STATISTICS = ("maximum", "mean", "median", "minimum")
_REFLECTIONS = ("reflect", "symmetric")
_MODES = ("constant", "edge", "linear_ramp", *_STATISTICS, *_REFLECTIONS, "wrap", "empty")


@operator("arr", name="numpy_pad")
def _pad(arr, widths, mode, options):
    options = dict(options)
    if mode in ("mean", "linear_ramp") and jnp.issubdtype(arr.dtype, jnp.integer):  # rounded towards zero
        return jnp.trunc(jnp.pad(arr.astype(np.float64), widths, mode, **options)).astype(arr.dtype)
    if mode == "empty":
        mode = "constant"
    return jnp.pad(arr, widths, mode, **options)


def _pairs(values: Any, ndim: int, argument: str, kinds: tuple[type, ...] = (int,)) -> tuple[tuple[Any, Any], ...]:
    """A pair (before, after) for each axis: out of a number or one in a tuple for all, a pair for all, or all pairs."""
    values = as_static(values)
    flat = np.array(values if isinstance(values, tuple) else (values,), object).ravel().tolist()
    if any(isinstance(v, bool) or not isinstance(v, kinds) for v in flat):
        names = " or ".join(kind.__name__ for kind in kinds)
        raise TypeError(f"For 'pad', the argument '{argument}' must be {names}, or hold them, but got {values!r}.")
    try:
        return tuple(map(tuple, np.broadcast_to(np.array(values), (ndim, 2)).tolist()))
    except ValueError:
        raise ValueError(
            f"For 'pad', the argument '{argument}' must broadcast to {(ndim, 2)}, but is {values}."
        ) from None


def pad(
    arr, pad_width, mode="constant", stat_length=None, constant_values=0, end_values=0, reflect_type="even", **kwargs
):
    """More elements at the ends of each axis.

    ``pad_width`` says how many, before and after: a number for all ends, a pair for all axes, or a pair for each axis.
    ``mode`` says what they are: 'constant' (``constant_values``), 'edge' (the outermost element), 'linear_ramp'
    (numbers at equal distances from it to ``end_values``), 'maximum', 'mean', 'median' or 'minimum' (of the
    ``stat_length`` outermost elements, None: of all), 'reflect' (a mirror image without the edge), 'symmetric' (with
    it; both with the ``reflect_type`` 'odd' taken from two times the edge), 'wrap' (what is at the other end), 'empty'
    (anything: zeros). The values are given as ``pad_width`` is. ``mode`` can be a function ``(vector, (before, after),
    axis, kwargs)``, called with each zero-padded vector along each axis, which returns the vector to put in its place.

    Raises TypeError for widths and lengths that are no ints and values that are no numbers, ValueError for negative
    widths, for what does not broadcast to (ndim, 2), another mode, and keywords without a function.

    >>> pad([1, 2], 1).tolist(), pad([1, 2, 3], (2, 0), "reflect").tolist()
    ([0, 1, 2, 0], [3, 2, 1, 2, 3])
    """
    arr = array(arr, "pad")
    ndim = len(shape_of(arr))
    widths = _pairs(pad_width, ndim, "pad_width") if ndim else ()
    if any(n < 0 for pair in widths for n in pair):
        raise ValueError(f"For 'pad', the argument 'pad_width' must not be negative, but got {pad_width}.")
    if not ndim:
        return arr
    if callable(mode):
        return _by_function(arr, widths, mode, kwargs)
    if mode not in _MODES or kwargs:
        wrong = f"the mode must be one of {', '.join(_MODES)}, but got {mode!r}"
        raise ValueError(f"For 'pad', {f'there are no arguments {sorted(kwargs)}' if kwargs else wrong}.")
    return _pad(arr, widths, mode, _options(mode, ndim, stat_length, constant_values, end_values, reflect_type))


def _options(mode, ndim, stat_length, constant_values, end_values, reflect_type):
    """The arguments that a mode looks at, as pairs of name and value."""
    numbers = (int, float)
    if mode == "constant":
        return (("constant_values", _pairs(constant_values, ndim, "constant_values", numbers)),)
    if mode == "linear_ramp":
        return (("end_values", _pairs(end_values, ndim, "end_values", numbers)),)
    if mode in _STATISTICS and stat_length is not None:
        lengths = _pairs(stat_length, ndim, "stat_length")
        if any(n <= 0 for pair in lengths for n in pair):
            raise ValueError(f"For 'pad', the argument 'stat_length' must be above 0, but got {stat_length}.")
        return (("stat_length", lengths),)
    if mode in _REFLECTIONS:
        if reflect_type not in ("even", "odd"):
            raise ValueError(
                f"For 'pad', the argument 'reflect_type' must be 'even' or 'odd', but got {reflect_type!r}."
            )
        return (("reflect_type", reflect_type),)
    return ()


def _by_function(arr, widths, function, kwargs):
    out = _pad(arr, widths, "constant", ())
    for axis, pair in enumerate(widths):
        out = apply_along_axis(lambda v, pair=pair, axis=axis: function(v, pair, axis, kwargs), axis, out)
    return out
