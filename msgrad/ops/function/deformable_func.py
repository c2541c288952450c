"""Convolution at places that are data themselves (Dai et al. 2017; Zhu et al. 2019)."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np

from msgrad._checkparam import check_bool, check_non_negative_int, check_positive_int, check_rank, check_type
from msgrad.engine.handle import Handle
from msgrad.engine.operator import operator

__all__ = ["deformable_conv2d"]


def _sampled(x, y_places, x_places):
    """x (N, D, C, H, W) at places (N, D, P), interpolated between four neighbours; outside there is 0."""
    height, width = x.shape[3:]
    flat = x.reshape(*x.shape[:3], height * width)
    top, left = jnp.floor(y_places), jnp.floor(x_places)
    out = 0
    for row, row_weight in ((top, top + 1 - y_places), (top + 1, y_places - top)):
        for column, column_weight in ((left, left + 1 - x_places), (left + 1, x_places - left)):
            inside = (row >= 0) & (row < height) & (column >= 0) & (column < width)
            place = jnp.clip(row, 0, height - 1) * width + jnp.clip(column, 0, width - 1)
            values = jnp.take_along_axis(flat, place.astype(np.int32)[:, :, None], 3)
            out = out + values * jnp.where(inside, row_weight * column_weight, 0)[:, :, None]
    return out


@operator("x", "weight", "offsets", "bias", name="deformable_conv2d")
def _deformable_conv2d(x, weight, offsets, bias, strides, padding, dilations, groups, parts):
    (n, channels, height, width), (filters, _, kh, kw), (oh, ow) = x.shape, weight.shape, offsets.shape[2:]
    dtype, work = x.dtype, jnp.promote_types(x.dtype, np.float32)
    x, weight, offsets = x.astype(work), weight.astype(work), offsets.astype(work)
    shift_x, shift_y, mask = offsets.reshape(n, 3, parts, kh, kw, oh, ow).transpose(1, 0, 2, 3, 4, 5, 6)
    rows = np.arange(kh)[:, None] * dilations[0] + np.arange(oh) * strides[0] - padding[0]
    columns = np.arange(kw)[:, None] * dilations[1] + np.arange(ow) * strides[1] - padding[2]
    y_places = (shift_y + rows[:, None, :, None]).reshape(n, parts, -1)
    x_places = (shift_x + columns[None, :, None, :]).reshape(n, parts, -1)
    values = _sampled(x.reshape(n, parts, channels // parts, height, width), y_places, x_places)
    values = (values * mask.reshape(n, parts, 1, -1)).reshape(n, groups, channels // groups, kh, kw, oh, ow)
    weight = weight.reshape(groups, filters // groups, channels // groups, kh, kw)
    out = jnp.einsum("ngcklhw,gfckl->ngfhw", values, weight).reshape(n, filters, oh, ow)
    return (out if bias is None else out + bias.astype(work)[:, None, None]).astype(dtype)


def _four(value, argument, who, of_image):
    """The numbers of a 4-tuple for both axes, or for the four sides."""
    check_type(value, tuple, argument, who)
    if len(value) != 4:
        raise ValueError(f"For '{who}', the '{argument}' must be four ints, but got {value}.")
    for item in value:
        check_positive_int(item, argument, who) if of_image else check_non_negative_int(item, argument, who)
    if of_image and value[:2] != (1, 1):
        raise ValueError(f"For '{who}', the first two of '{argument}' must be 1, but got {value}.")
    return value[2:] if of_image else value


def deformable_conv2d(
    x, weight, offsets, kernel_size, strides, padding, bias=None, dilations=(1, 1, 1, 1), groups=1,
    deformable_groups=1, modulated=True,
):  # fmt: skip
    """Convolution whose every tap reads at a place of its own, between the pixels, and is multiplied by a mask.

    Args:
        x: (N, C, H, W), float16 or float32.
        weight: (F, C / groups, KH, KW) of the same dtype.
        offsets: (N, 3 G KH KW, OH, OW): how far to the right and how far down each tap is moved, and its mask, for
            each of the G ``deformable_groups`` of channels.
        kernel_size: (KH, KW).
        strides, dilations: four ints, the first two of them 1.
        padding: zeros above, below, left and right.
        bias: (F,) or None.
        modulated: True; convolution without masks is that with masks of 1.

    Returns:
        (N, F, OH, OW), with OH = floor((H + above + below - (KH - 1) dilation - 1) / stride) + 1.

    Raises:
        TypeError: for arguments of another type or dtype.
        ValueError: for shapes that do not fit, numbers out of range, and ``modulated`` False.
        RuntimeError: for a weight whose channels do not fit ``groups``.

    >>> from msgrad import ops
    >>> out = ops.deformable_conv2d(
    ...     ops.ones((1, 1, 3, 3)), ops.ones((1, 1, 2, 2)), ops.ones((1, 12, 2, 2)), (2, 2), (1, 1, 1, 1), (0, 0, 0, 0)
    ... )
    >>> out.tolist()
    [[[[4.0, 2.0], [2.0, 1.0]]]]
    """
    who = "deformable_conv2d"
    arrays = (("x", x), ("weight", weight), ("offsets", offsets))
    for argument, array in arrays:
        check_type(array, Handle, argument, who)
    for argument, array in arrays:
        if str(array.dtype) not in ("Float16", "Float32") or array.dtype != x.dtype:
            raise TypeError(
                f"For '{who}', the '{argument}' must be float16 or float32 and all of one dtype, but got {array.dtype}."
            )
        check_rank(array, 4, argument, who)
    if not check_bool(modulated, "modulated", who):
        raise ValueError(f"For '{who}', the 'modulated' must be True, but got False: give masks of 1 instead.")
    check_type(kernel_size, tuple, "kernel_size", who)
    for item in kernel_size:
        check_positive_int(item, "kernel_size", who)
    steps, spread = _four(strides, "strides", who, True), _four(dilations, "dilations", who, True)
    sides = _four(padding, "padding", who, False)
    check_positive_int(groups, "groups", who)
    check_positive_int(deformable_groups, "deformable_groups", who)
    (batch, channels, *sizes), filters = tuple(x.shape), weight.shape[0]
    if channels % deformable_groups:
        raise ValueError(
            f"For '{who}', the channels of 'x' must be divisible by 'deformable_groups', but got {channels} and "
            f"{deformable_groups}."
        )
    if tuple(weight.shape[2:]) != kernel_size:
        raise ValueError(
            f"For '{who}', the 'weight' must have a window of 'kernel_size', but got {tuple(weight.shape)} and "
            f"{kernel_size}."
        )
    if weight.shape[1] * groups != channels or filters % groups:
        raise RuntimeError(
            f"For '{who}', the 'weight' must have {channels} / groups channels and filters divisible by groups, but "
            f"got {tuple(weight.shape)} and {groups} groups."
        )
    out = [
        (size + before + after - (k - 1) * d - 1) // s + 1
        for size, before, after, k, d, s in zip(sizes, sides[::2], sides[1::2], kernel_size, spread, steps, strict=True)
    ]
    expected = (batch, 3 * deformable_groups * kernel_size[0] * kernel_size[1], *out)
    if tuple(offsets.shape) != expected:
        raise ValueError(f"For '{who}', the 'offsets' must have shape {expected}, but got {tuple(offsets.shape)}.")
    return _deformable_conv2d(x, weight, offsets, bias, steps, sides, spread, groups, deformable_groups)
