"""Images of another size: interpolation along axes, sampling at given places, and channels turned into pixels.

Along an axis, interpolation is a small matrix that depends on shapes alone, or a repetition where each element comes
several times; so forward and backward are matrix products and sums, not gathers and scatters.
"""

from __future__ import annotations

import functools
import itertools
import math

import jax.numpy as jnp
import numpy as np

from msgrad._checkparam import check_bool, check_one_of, check_positive_int, check_type, float_tensors
from msgrad.engine.handle import Handle
from msgrad.engine.operator import operator
from msgrad.ops.function._arguments import as_static

__all__ = [
    "affine_grid", "channel_shuffle", "grid_sample", "interpolate", "pixel_shuffle", "pixel_unshuffle", "upsample",
]  # fmt: skip

_RANKS = {
    "nearest": (3, 4, 5), "nearest-exact": (3, 4), "linear": (3,), "bilinear": (4,), "trilinear": (5,), "bicubic": (4,),
    "area": (3, 4, 5),
}  # fmt: skip
_SMOOTH = ("linear", "bilinear", "trilinear", "bicubic")


# ---- interpolation ----------------------------------------------------------------------------------------------
def _places(n, out, step, align_corners):
    """Where along an axis of ``n`` elements each of ``out`` elements lies, in float64."""
    if align_corners:
        return np.arange(out) * ((n - 1) / (out - 1) if out > 1 else 0.0)
    return (np.arange(out) + 0.5) * step - 0.5


def _taps_linear(n, out, step, align_corners):
    places = np.maximum(_places(n, out, step, align_corners), 0)
    first = np.minimum(places.astype(int), n - 1)
    share = places - first
    return ((first, 1 - share), (np.minimum(first + 1, n - 1), share))


def _taps_cubic(n, out, step, align_corners):
    """MindSpore has two kinds: elements outside count as those at the edge, or not at all."""
    places = _places(n, out, step, align_corners)
    first = np.floor(places).astype(int)
    columns = [first + k for k in range(-1, 3)]
    share = np.rint((places - first) * 1024) / 1024  # MindSpore reads the curve off a table with as many places
    weights = cubic_weights(share, -0.75 if align_corners else -0.5)
    if not align_corners:
        weights = [w * ((c >= 0) & (c < n)) for c, w in zip(columns, weights, strict=True)]
        weights = [w / sum(weights) for w in weights]
    return tuple((np.clip(c, 0, n - 1), w) for c, w in zip(columns, weights, strict=True))


def cubic_weights(t, a=-0.75):
    """The weights of the four neighbours at distance 1 + t, t, 1 - t, 2 - t in cubic convolution."""

    def near(x):
        return ((a + 2) * x - (a + 3)) * x * x + 1

    def far(x):
        return ((a * x - 5 * a) * x + 8 * a) * x - 4 * a

    return far(1 + t), near(t), near(1 - t), far(2 - t)


def _matrix(n, out, mode, step, align_corners):
    """The (out, n) matrix of an interpolation along one axis."""
    matrix = np.zeros((out, n))
    if mode == "area":
        for i, row in enumerate(matrix):
            start, stop = i * n // out, -(-(i + 1) * n // out)
            row[start:stop] = 1 / (stop - start)
        return matrix
    taps = _taps_cubic if mode == "bicubic" else _taps_linear
    if mode == "linear" and out == 1:
        align_corners = True  # MindSpore takes the first element then
    for columns, weights in taps(n, out, step, align_corners):
        np.add.at(matrix, (np.arange(out), columns), weights)
    return matrix


def _nearest_source(n, out, mode, step):
    """The element of the axis that each output takes; in float32, as MindSpore computes it."""
    index = np.arange(out, dtype=np.float32) + np.float32(0.5 if mode == "nearest-exact" else 0)
    return np.minimum((index * np.float32(step)).astype(int), n - 1)


@operator("input", name="interpolate", promote=float_tensors("interpolate"))
def _interpolate(input, sizes, steps, mode, align_corners):
    for k, (out, step) in enumerate(zip(sizes, steps, strict=True)):
        axis = input.ndim - len(sizes) + k
        n = input.shape[axis]
        if mode.startswith("nearest"):
            source = _nearest_source(n, out, mode, step)
            if out % n == 0 and (source == np.arange(out) // (out // n)).all():
                input = jnp.repeat(input, out // n, axis)
            else:
                input = jnp.take(input, source, axis)
        else:
            matrix = jnp.asarray(_matrix(n, out, mode, step, align_corners), input.dtype)
            input = jnp.moveaxis(jnp.tensordot(input, matrix, axes=((axis,), (1,))), -1, axis)
    return input


def interpolate(input, size=None, scale_factor=None, mode="nearest", align_corners=None, recompute_scale_factor=None):
    """An image of another size: input (N, C, L), (N, C, H, W) or (N, C, D, H, W).

    Args:
        size: an int for all axes, or a tuple or list of ints.
        scale_factor: in its place a float for all axes, or several.
        mode: 'nearest', 'linear' (3 axes), 'bilinear' and 'bicubic' (4), 'trilinear' (5), 'area', or 'nearest-exact'
            (3 and 4).
            MindSpore refuses a ``scale_factor`` for most of them unless it is recomputed.
        align_corners: for the linear and cubic modes, whether first and last elements stay where they are, instead of
            the edges of the image.
        recompute_scale_factor: whether the ratio of the sizes counts instead of the given ``scale_factor``.

    Raises:
        TypeError: for arguments of another type.
        ValueError: for an unknown mode, one that does not go with the shape or with ``align_corners``, sizes below 1,
            and unless exactly one of ``size`` and ``scale_factor`` is given.

    >>> from msgrad import Tensor, ops
    >>> print(ops.interpolate(Tensor([[[1.0, 2.0]]]), 4))
    [[[1. 1. 2. 2.]]]
    """
    who = "interpolate"
    check_type(input, Handle, "input", who)
    check_one_of(mode, tuple(_RANKS), "mode", who)
    if input.ndim not in _RANKS[mode]:
        raise ValueError(f"For '{who}', the mode '{mode}' takes inputs of {_RANKS[mode]} axes, but got {input.shape}.")
    if align_corners is not None:
        check_bool(align_corners, "align_corners", who)
        if mode not in _SMOOTH:
            raise ValueError(f"For '{who}', 'align_corners' goes with the modes {_SMOOTH} only, but got '{mode}'.")
    if recompute_scale_factor is not None:
        check_bool(recompute_scale_factor, "recompute_scale_factor", who)
    if (size is None) == (scale_factor is None):
        raise ValueError(f"For '{who}', exactly one of 'size' and 'scale_factor' must be given.")
    given = tuple(input.shape[2:])
    if size is not None:
        if recompute_scale_factor:
            raise ValueError(f"For '{who}', 'recompute_scale_factor' goes with a 'scale_factor' only.")
        sizes = _one_for_each(size, int, "size", len(given))
        steps = tuple(n / out for n, out in zip(given, sizes, strict=True))
    else:
        factors = _one_for_each(scale_factor, (float, int), "scale_factor", len(given))
        sizes = tuple(math.floor(n * factor) for n, factor in zip(given, factors, strict=True))
        steps = tuple(1 / factor for factor in factors)
        if recompute_scale_factor:
            steps = tuple(n / max(out, 1) for n, out in zip(given, sizes, strict=True))
    if min(sizes) < 1:
        raise ValueError(f"For '{who}', all sizes of the output must be above 0, but got {sizes}.")
    return _interpolate(input, sizes, steps, mode, bool(align_corners))


def _one_for_each(value, kinds, argument, count):
    """A positive number for all axes, or a tuple or list with one for each, as a tuple."""
    value = as_static(value)
    items = value if isinstance(value, tuple) else (value,) * count
    for item in items:
        check_type(item, kinds, argument, "interpolate")
        if item <= 0:
            raise ValueError(f"For 'interpolate', the '{argument}' must be above 0, but got {value}.")
    if len(items) != count:
        raise ValueError(f"For 'interpolate', the '{argument}' must have {count} numbers, but got {value}.")
    return items


def upsample(input, size=None, scale_factor=None, mode="nearest", align_corners=None, recompute_scale_factor=None):
    """Another name of `interpolate`.

    >>> from msgrad import Tensor, ops
    >>> print(ops.upsample(Tensor([[[1.0, 2.0]]]), 4))
    [[[1. 1. 2. 2.]]]
    """
    return interpolate(input, size, scale_factor, mode, align_corners, recompute_scale_factor)


# ---- sampling ---------------------------------------------------------------------------------------------------
def _reflect(x, low, high):
    """Folds numbers into [low, high], as by mirrors at both ends."""
    span = high - low
    if span <= 0:
        return jnp.zeros_like(x)
    x = jnp.abs(x - low) % (2 * span)
    return jnp.minimum(x, 2 * span - x) + low


def _place(x, n, padding_mode, align_corners):
    """Coordinates in [-1, 1] as places along an axis of ``n`` elements."""
    x = (x + 1) / 2 * (n - 1) if align_corners else ((x + 1) * n - 1) / 2
    return _inside(x, n, padding_mode, align_corners)


def _inside(x, n, padding_mode, align_corners):
    if padding_mode == "reflection":
        x = _reflect(x, 0, n - 1) if align_corners else _reflect(x, -0.5, n - 0.5)
    return x if padding_mode == "zeros" else jnp.clip(x, 0, n - 1)


def _pick(input, indices):
    """input[..., indices] (N, C, places), zero where an index is outside; indices: one (N, places) for each axis."""
    sizes = input.shape[2:]
    flat = input.reshape(*input.shape[:2], -1)
    inside, offset = True, 0
    for index, n in zip(indices, sizes, strict=True):
        inside = inside & (index >= 0) & (index < n)
        offset = offset * n + jnp.clip(index, 0, n - 1)
    return jnp.where(inside[:, None], jnp.take_along_axis(flat, offset[:, None], 2), 0)


@operator("input", "grid", name="grid_sample")
def _grid_sample(input, grid, mode, padding_mode, align_corners):
    if not jnp.issubdtype(input.dtype, jnp.floating) or grid.dtype != input.dtype:
        raise TypeError(
            f"For 'grid_sample', 'input' and 'grid' must have one floating dtype, but got {input.dtype}, {grid.dtype}."
        )
    dims = input.ndim - 2
    if input.ndim not in (4, 5) or grid.ndim != input.ndim or grid.shape[-1] != dims or len(grid) != len(input):
        raise ValueError(
            f"For 'grid_sample', input (N, C, H, W) and grid (N, H, W, 2), or input (N, C, D, H, W) and grid "
            f"(N, D, H, W, 3) are expected, but got {input.shape} and {grid.shape}."
        )
    sizes, outputs = input.shape[2:], grid.shape[1:-1]
    coordinates = [grid[..., dims - 1 - k].reshape(len(grid), -1) for k in range(dims)]
    if mode == "bicubic":
        if dims != 2:
            raise ValueError("For 'grid_sample', the mode 'bicubic' takes inputs (N, C, H, W) only.")
        places = [_place(x, n, "zeros", align_corners) for x, n in zip(coordinates, sizes, strict=True)]
    else:
        places = [_place(x, n, padding_mode, align_corners) for x, n in zip(coordinates, sizes, strict=True)]
    if mode == "nearest":
        taps = [[(jnp.round(p).astype(int), 1)] for p in places]
    elif mode == "bilinear":
        taps = [_two_taps(p) for p in places]
    else:
        taps = [_four_taps(p, n, padding_mode, align_corners) for p, n in zip(places, sizes, strict=True)]
    out = 0
    for corner in itertools.product(*taps):
        weight = functools.reduce(lambda a, b: a * b, [w for _, w in corner])
        picked = _pick(input, [index for index, _ in corner])
        out = out + (picked if mode == "nearest" else picked * weight[:, None])
    return out.reshape(*input.shape[:2], *outputs)


def _two_taps(place):
    first = jnp.floor(place)
    share = place - first
    return [(first.astype(int), 1 - share), (first.astype(int) + 1, share)]


def _four_taps(place, n, padding_mode, align_corners):
    first = jnp.floor(place)
    return [
        (_inside(first + k - 1, n, padding_mode, align_corners).astype(int), w)
        for k, w in enumerate(cubic_weights(place - first))
    ]


def grid_sample(input, grid, mode="bilinear", padding_mode="zeros", align_corners=None):
    """The values of images at given places.

    Args:
        input: (N, C, H, W) or (N, C, D, H, W).
        grid: (N, H', W', 2) with x and y, or (N, D', H', W', 3) with x, y and z, in [-1, 1] from edge to edge.
        mode: 'bilinear', 'nearest' or 'bicubic' (4 axes only; MindSpore's CPU build refuses it).
        padding_mode: what is outside: 'zeros', 'border' or 'reflection'.
        align_corners: whether -1 and 1 are the middles of the first and last elements instead of their edges.

    Raises:
        TypeError: unless both have one floating dtype, or for an ``align_corners`` that is no bool.
        ValueError: for other modes and shapes.

    >>> from msgrad import Tensor, ops
    >>> print(ops.grid_sample(Tensor([[[[1.0, 3.0]]]]), Tensor([[[[0.0, 0.0]]]])))
    [[[[2.]]]]
    """
    check_one_of(mode, ("bilinear", "nearest", "bicubic"), "mode", "grid_sample")
    check_one_of(padding_mode, ("zeros", "border", "reflection"), "padding_mode", "grid_sample")
    if align_corners is not None:
        check_bool(align_corners, "align_corners", "grid_sample")
    return _grid_sample(input, grid, mode, padding_mode, bool(align_corners))


@operator("theta", name="affine_grid", promote=float_tensors("affine_grid"))
def _affine_grid(theta, size, align_corners):
    dims = len(size) - 2
    if theta.ndim != 3 or theta.shape != (size[0], dims, dims + 1):
        raise ValueError(
            f"For 'affine_grid', the 'theta' must have shape {(size[0], dims, dims + 1)}, but got {theta.shape}."
        )
    axes = []
    for n in reversed(size[2:]):
        edge = np.linspace(-1, 1, n) if n > 1 else np.zeros(n)
        axes.append(edge if align_corners else (2 * np.arange(n) + 1) / n - 1)
    mesh = np.meshgrid(*reversed(axes), indexing="ij")[::-1]
    base = np.stack([*mesh, np.ones_like(mesh[0])], -1).reshape(-1, dims + 1)
    out = jnp.asarray(base, theta.dtype) @ theta.transpose(0, 2, 1)
    return out.reshape(size[0], *size[2:], dims)


def affine_grid(theta, size, align_corners=False):
    """The grid for `grid_sample` that an affine map gives: theta (N, 2, 3) or (N, 3, 4).

    Args:
        size: the shape (N, C, H, W) or (N, C, D, H, W) of the images to be made, a tuple.
        align_corners: as for `grid_sample`.

    Raises TypeError for arguments of another type, ValueError for shapes that do not fit.

    >>> from msgrad import Tensor, ops
    >>> print(ops.affine_grid(Tensor([[[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]]), (1, 1, 1, 2), True))
    [[[[-1.  0.]
       [ 1.  0.]]]]
    """
    check_type(theta, Handle, "theta", "affine_grid")
    check_type(size, tuple, "size", "affine_grid")
    check_bool(align_corners, "align_corners", "affine_grid")
    if len(size) not in (4, 5):
        raise ValueError(f"For 'affine_grid', the 'size' must have 4 or 5 numbers, but got {size}.")
    for n in size:
        check_positive_int(n, "size", "affine_grid")
    return _affine_grid(theta, size, align_corners)


# ---- channels and pixels ----------------------------------------------------------------------------------------
@operator("input", name="pixel_shuffle")
def _pixel_shuffle(input, upscale_factor):
    r = upscale_factor
    *lead, channels, h, w = input.shape
    blocks = input.reshape(*lead, channels // (r * r), r, r, h, w)
    n = len(lead) + 1
    return blocks.transpose(*range(n), n + 2, n, n + 3, n + 1).reshape(*lead, channels // (r * r), h * r, w * r)


@operator("input", name="pixel_unshuffle")
def _pixel_unshuffle(input, downscale_factor):
    r = downscale_factor
    *lead, channels, h, w = input.shape
    blocks = input.reshape(*lead, channels, h // r, r, w // r, r)
    n = len(lead) + 1
    return blocks.transpose(*range(n), n + 1, n + 3, n, n + 2).reshape(*lead, channels * r * r, h // r, w // r)


def _check_image(x, factor, argument, who):
    check_positive_int(factor, argument, who)
    if x.ndim < 3:
        raise ValueError(f"For '{who}', the 'input' must have at least 3 axes, but got shape {tuple(x.shape)}.")


def pixel_shuffle(input, upscale_factor):
    """(..., C r r, H, W) as (..., C, H r, W r) with r = ``upscale_factor``.

    Raises TypeError unless the factor is an int, ValueError where r r does not divide the channels.

    >>> from msgrad import ops
    >>> print(ops.pixel_shuffle(ops.ones((1, 8, 2, 3)), 2).shape)
    (1, 2, 4, 6)
    """
    _check_image(input, upscale_factor, "upscale_factor", "pixel_shuffle")
    if input.shape[-3] % upscale_factor**2:
        raise ValueError(
            f"For 'pixel_shuffle', the channels must be a multiple of {upscale_factor**2}, but got {input.shape[-3]}."
        )
    return _pixel_shuffle(input, upscale_factor)


def pixel_unshuffle(input, downscale_factor):
    """(..., C, H r, W r) as (..., C r r, H, W) with r = ``downscale_factor``.

    Raises TypeError unless the factor is an int, ValueError where it does not divide height and width.

    >>> from msgrad import ops
    >>> print(ops.pixel_unshuffle(ops.ones((1, 2, 4, 6)), 2).shape)
    (1, 8, 2, 3)
    """
    _check_image(input, downscale_factor, "downscale_factor", "pixel_unshuffle")
    if input.shape[-1] % downscale_factor or input.shape[-2] % downscale_factor:
        raise ValueError(
            f"For 'pixel_unshuffle', height and width must be multiples of {downscale_factor}, "
            f"but got {tuple(input.shape[-2:])}."
        )
    return _pixel_unshuffle(input, downscale_factor)


@operator("x", name="channel_shuffle")
def _channel_shuffle(x, groups):
    n, channels, *rest = x.shape
    return x.reshape(n, groups, channels // groups, *rest).swapaxes(1, 2).reshape(x.shape)


def channel_shuffle(x, groups):
    """The channels (axis 1) of ``groups`` groups in turn: 0, n, 2n, ..., 1, n + 1, ... with n channels a group.

    Raises TypeError unless ``groups`` is an int, ValueError where it does not divide the channels.

    >>> from msgrad import ops
    >>> print(ops.channel_shuffle(ops.arange(4).reshape(1, 4, 1, 1), 2).reshape(4))
    [0 2 1 3]
    """
    check_positive_int(groups, "groups", "channel_shuffle")
    if x.ndim < 2 or x.shape[1] % groups:
        raise ValueError(
            f"For 'channel_shuffle', the 'groups' must divide the channels, but got {groups} and {tuple(x.shape)}."
        )
    return _channel_shuffle(x, groups)
