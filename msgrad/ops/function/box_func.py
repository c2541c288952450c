"""Boxes in images: their overlap, their coding, suppression of those that overlap, and parts of images cut out."""

from __future__ import annotations

import functools

import jax
import jax.numpy as jnp
import numpy as np

from msgrad._checkparam import check_one_of, check_type
from msgrad.engine.operator import operator
from msgrad.ops.function._arguments import as_static, dtype_of, shape_of

__all__ = ["bounding_box_decode", "bounding_box_encode", "check_valid", "crop_and_resize", "iou"]


def _check_boxes(*named):
    for x, name in named:
        if x.ndim != 2 or x.shape[1] != 4:
            raise ValueError(f"the argument '{name}' must have the shape (N, 4), but got {x.shape}.")
        if not jnp.issubdtype(x.dtype, jnp.floating):
            raise TypeError(f"the argument '{name}' must hold floats, but got {x.dtype}.")


@operator("anchor_boxes", "gt_boxes", name="iou")
def _iou(anchor_boxes, gt_boxes, mode):
    """As in MindSpore, without a derivative."""
    _check_boxes((anchor_boxes, "anchor_boxes"), (gt_boxes, "gt_boxes"))
    anchor_boxes, gt_boxes = jax.lax.stop_gradient(anchor_boxes), jax.lax.stop_gradient(gt_boxes)
    a, b = anchor_boxes[None], gt_boxes[:, None]
    area = lambda x: (x[..., 2] - x[..., 0] + 1) * (x[..., 3] - x[..., 1] + 1)  # noqa: E731
    sizes = [jnp.minimum(a[..., 2 + i], b[..., 2 + i]) - jnp.maximum(a[..., i], b[..., i]) + 1 for i in (0, 1)]
    common = jnp.maximum(sizes[0], 0) * jnp.maximum(sizes[1], 0)
    return common / (area(a) + area(b) - common if mode == "iou" else area(b) + 0 * common)


def iou(anchor_boxes, gt_boxes, mode="iou"):
    """The common area of each of ``gt_boxes`` with each of ``anchor_boxes`` (both (x0, y0, x1, y1), the pixels x1, y1
    being inside), over the area of the union or, with the mode 'iof', of the true box: (true boxes, anchors).

    TypeError for other dtypes than floats, ValueError for other shapes than (N, 4), KeyError
    for other modes.

    >>> ops.iou(Tensor([[0.0, 0.0, 1.0, 1.0]]), Tensor([[0.0, 0.0, 1.0, 0.0]])).tolist()
    [[0.5]]
    """
    if mode not in ("iou", "iof"):
        raise KeyError(f"For 'iou', the argument 'mode' must be 'iou' or 'iof', but got {mode!r}.")
    return _iou(anchor_boxes, gt_boxes, mode)


def _four(values, argument, who):
    """Four floats, also from one."""
    check_type(values, (tuple, list, float), argument, who)
    values = (values,) * 4 if isinstance(values, float) else tuple(values)
    if len(values) != 4:
        raise ValueError(f"For '{who}', the argument '{argument}' must be 4 floats, but got {values}.")
    return tuple([check_type(value, float, argument, who) for value in values])


def _corners(boxes):
    """Centres and sizes of boxes, the far pixels being inside."""
    x0, y0, x1, y1 = (boxes[:, i] for i in range(4))
    return (x0 + x1) / 2, (y0 + y1) / 2, x1 - x0 + 1, y1 - y0 + 1


@operator("anchor_box", "groundtruth_box", name="bounding_box_encode")
def _encode(anchor_box, groundtruth_box, means, stds):
    _check_boxes((anchor_box, "anchor_box"), (groundtruth_box, "groundtruth_box"))
    if anchor_box.shape != groundtruth_box.shape:
        raise ValueError(f"both must have one shape, but got {anchor_box.shape} and {groundtruth_box.shape}.")
    px, py, pw, ph = _corners(anchor_box)
    gx, gy, gw, gh = _corners(groundtruth_box)
    deltas = jnp.stack([(gx - px) / pw, (gy - py) / ph, jnp.log(gw / pw), jnp.log(gh / ph)], 1)
    return (deltas - jnp.asarray(means, deltas.dtype)) / jnp.asarray(stds, deltas.dtype)


def bounding_box_encode(anchor_box, groundtruth_box, means=(0.0, 0.0, 0.0, 0.0), stds=(1.0, 1.0, 1.0, 1.0)):
    """How each true box differs from its anchor: shift of the centre over the anchor's size, and logarithm of the
    sizes' quotient, minus ``means``, over ``stds``.

    >>> ops.bounding_box_encode(Tensor([[0.0, 0.0, 1.0, 1.0]]), Tensor([[0.0, 0.0, 1.0, 1.0]])).tolist()
    [[0.0, 0.0, 0.0, 0.0]]
    """
    who = "bounding_box_encode"
    return _encode(anchor_box, groundtruth_box, _four(means, "means", who), _four(stds, "stds", who))


@operator("anchor_box", "deltas", name="bounding_box_decode")
def _decode(anchor_box, deltas, max_shape, means, stds, wh_ratio_clip):
    _check_boxes((anchor_box, "anchor_box"), (deltas, "deltas"))
    if anchor_box.shape != deltas.shape:
        raise ValueError(f"both must have one shape, but got {anchor_box.shape} and {deltas.shape}.")
    deltas = deltas * jnp.asarray(stds, deltas.dtype) + jnp.asarray(means, deltas.dtype)
    px, py, pw, ph = _corners(anchor_box)
    most = float(abs(np.log(wh_ratio_clip)))
    gw, gh = (size * jnp.exp(jnp.clip(deltas[:, i], -most, most)) for size, i in ((pw, 2), (ph, 3)))
    gx, gy = px + pw * deltas[:, 0], py + ph * deltas[:, 1]
    height, width = max_shape
    sides = []
    for centre, size, end in ((gx, gw, width), (gy, gh, height)):
        sides.append((jnp.clip(centre - size / 2 + 0.5, 0, end), jnp.clip(centre + size / 2 - 0.5, 0, end)))
    return jnp.stack([sides[0][0], sides[1][0], sides[0][1], sides[1][1]], 1)


def bounding_box_decode(
    anchor_box, deltas, max_shape, means=(0.0, 0.0, 0.0, 0.0), stds=(1.0, 1.0, 1.0, 1.0), wh_ratio_clip=0.016
):
    """The boxes that `bounding_box_encode` has coded, within an image of ``max_shape`` (height, width). A side is at
    most 1 / ``wh_ratio_clip`` times as long as the anchor's.

    >>> ops.bounding_box_decode(Tensor([[0.0, 0.0, 1.0, 1.0]]), Tensor([[0.0, 0.0, 0.0, 0.0]]), (9, 9)).tolist()
    [[0.0, 0.0, 1.0, 1.0]]
    """
    who = "bounding_box_decode"
    check_type(max_shape, (tuple, list), "max_shape", who)
    max_shape = as_static(tuple(max_shape))
    if len(max_shape) != 2:
        raise ValueError(f"For '{who}', the argument 'max_shape' must be 2 ints, but got {max_shape}.")
    check_type(wh_ratio_clip, float, "wh_ratio_clip", who)
    return _decode(anchor_box, deltas, max_shape, _four(means, "means", who), _four(stds, "stds", who), wh_ratio_clip)


@operator("bboxes", "img_metas")
def check_valid(bboxes, img_metas):
    """Whether boxes (x0, y0, x1, y1) lie within an image: ``img_metas`` has its height, width and a scale of both.

    >>> ops.check_valid(Tensor([[0.0, 0.0, 3.0, 3.0], [0.0, 0.0, 9.0, 9.0]]), Tensor([5.0, 5.0, 1.0])).tolist()
    [True, False]
    """
    if bboxes.dtype != img_metas.dtype:
        raise TypeError(f"both Tensors must have one dtype, but got {bboxes.dtype} and {img_metas.dtype}.")
    if bboxes.ndim != 2 or bboxes.shape[1] != 4 or img_metas.shape != (3,):
        raise ValueError(f"the shapes must be (N, 4) and (3,), but got {bboxes.shape} and {img_metas.shape}.")
    height, width = img_metas[0] * img_metas[2] - 1, img_metas[1] * img_metas[2] - 1
    return (bboxes[:, 0] >= 0) & (bboxes[:, 1] >= 0) & (bboxes[:, 2] <= width) & (bboxes[:, 3] <= height)


@operator("bboxes", differentiable=False)
def suppress_with_mask(bboxes, iou_threshold):
    """Boxes (x0, y0, x1, y1, score) in falling order of score, their places in it, and which of them
    overlap none of higher score that is kept by more than a threshold."""
    if bboxes.ndim != 2 or bboxes.shape[1] != 5:
        raise ValueError(f"the argument 'bboxes' must have the shape (N, 5), but got {bboxes.shape}.")
    order = jnp.argsort(-bboxes[:, 4], stable=True)
    boxes = bboxes[order]
    x0, y0, x1, y1 = (boxes[:, i] for i in range(4))
    area = (x1 - x0) * (y1 - y0)
    width = jnp.maximum(jnp.minimum(x1[:, None], x1) - jnp.maximum(x0[:, None], x0), 0)
    height = jnp.maximum(jnp.minimum(y1[:, None], y1) - jnp.maximum(y0[:, None], y0), 0)
    common = width * height
    overlaps = common / (area[:, None] + area - common) > iou_threshold
    later = jnp.arange(len(boxes))
    keep = lambda i, kept: kept & ~(kept[i] & overlaps[i] & (later > i))  # noqa: E731
    kept = jax.lax.fori_loop(0, len(boxes), keep, jnp.ones(len(boxes), bool))
    return boxes, jnp.arange(len(boxes), dtype=np.int32), kept


def _sample(image, y, x):
    """The bilinear samples of (C, H, W) at places y and x, as MindSpore's ROIAlign takes them: nothing far outside."""
    height, width = image.shape[1:]
    inside = (y >= -1) & (y <= height) & (x >= -1) & (x <= width)
    y, x = jnp.clip(y, 0, height - 1), jnp.clip(x, 0, width - 1)
    top, left = jnp.floor(y).astype(int), jnp.floor(x).astype(int)
    bottom, right = jnp.minimum(top + 1, height - 1), jnp.minimum(left + 1, width - 1)
    down, along = (y - top).astype(image.dtype), (x - left).astype(image.dtype)
    upper = image[:, top, left] * (1 - along) + image[:, top, right] * along
    lower = image[:, bottom, left] * (1 - along) + image[:, bottom, right] * along
    return jnp.where(inside, upper * (1 - down) + lower * down, 0)


@operator("features", "rois")
def roi_align(features, rois, pooled_height, pooled_width, spatial_scale, sample_num, roi_end_mode):
    """Means of bilinear samples in each cell of a grid over regions (batch index, x0, y0, x1, y1) of feature maps."""
    if features.ndim != 4 or rois.ndim != 2 or rois.shape[1] != 5:
        raise ValueError(f"the shapes must be (N, C, H, W) and (regions, 5), but got {features.shape}, {rois.shape}.")
    if features.dtype != rois.dtype:
        raise TypeError(f"both Tensors must have one dtype, but got {features.dtype} and {rois.dtype}.")
    if sample_num <= 0:
        raise ValueError("'sample_num' must be above 0: a number that depends on the regions is not supported.")
    grid = (pooled_height, pooled_width)

    def one(roi):
        image = features[roi[0].astype(int)]
        starts = (roi[2] * spatial_scale, roi[1] * spatial_scale)
        ends = ((roi[4] + roi_end_mode) * spatial_scale, (roi[3] + roi_end_mode) * spatial_scale)
        places = []
        for start, end, cells in zip(starts, ends, grid, strict=True):
            cell = jnp.maximum(end - start, 0.0 if roi_end_mode == 1 else 1.0) / cells
            steps = (jnp.arange(cells * sample_num) + 0.5) / sample_num
            places.append(start + steps.astype(features.dtype) * cell)
        y, x = jnp.meshgrid(*places, indexing="ij")
        samples = _sample(image, y, x)
        blocks = samples.reshape(-1, pooled_height, sample_num, pooled_width, sample_num)
        return blocks.mean((2, 4)).astype(features.dtype)

    return jax.vmap(one)(rois)


@operator("image", "boxes", "box_indices", name="crop_and_resize")
def _crop(image, boxes, box_indices, crop_size, method, extrapolation_value):
    height, width = image.shape[1:3]

    def places(first, last, size, n):
        if n == 1:
            return (0.5 * (first + last) * (size - 1))[None]
        return first * (size - 1) + jnp.arange(n) * ((last - first) * (size - 1) / (n - 1))

    def one(box, index):
        picture = image[index].astype(np.float32)
        y = places(box[0], box[2], height, crop_size[0])[:, None]
        x = places(box[1], box[3], width, crop_size[1])[None]
        inside = (y >= 0) & (y <= height - 1) & (x >= 0) & (x <= width - 1)
        at = functools.partial(_at, picture, height, width)
        if method == "nearest":
            out = at(jnp.floor(y + 0.5), jnp.floor(x + 0.5))
        elif method == "bilinear":
            down, along = (y - jnp.floor(y))[..., None], (x - jnp.floor(x))[..., None]
            upper = at(jnp.floor(y), jnp.floor(x)) * (1 - along) + at(jnp.floor(y), jnp.ceil(x)) * along
            lower = at(jnp.ceil(y), jnp.floor(x)) * (1 - along) + at(jnp.ceil(y), jnp.ceil(x)) * along
            out = upper * (1 - down) + lower * down
        else:
            raise ValueError(f"the method {method!r} is not supported: use 'bilinear' or 'nearest'.")
        return jnp.where(inside[..., None], out, np.float32(extrapolation_value))

    return jax.vmap(one)(boxes, box_indices)


def _at(picture, height, width, y, x):
    return picture[jnp.clip(y.astype(int), 0, height - 1), jnp.clip(x.astype(int), 0, width - 1)]


def crop_and_resize(image, boxes, box_indices, crop_size, method="bilinear", extrapolation_value=0.0):
    """The parts of images (N, H, W, C) within boxes (y0, x0, y1, x1), which count from 0 to 1, of the image that
    ``box_indices`` gives for each, resized to ``crop_size`` (height, width): float32. What lies outside the image is
    ``extrapolation_value``.

    TypeError for arguments of other types, ValueError for shapes that do not fit and another method than 'bilinear'
    and 'nearest'.

    >>> image = Tensor(np.arange(4.0).reshape(1, 2, 2, 1), mindspore.float32)
    >>> crop = ops.crop_and_resize(image, Tensor([[0.0, 0.0, 1.0, 1.0]]), Tensor([0], mindspore.int32), (3, 3))
    >>> crop.reshape(-1).tolist()
    [0.0, 0.5, 1.0, 1.0, 1.5, 2.0, 2.0, 2.5, 3.0]
    """
    who = "crop_and_resize"
    check_one_of(method, ("bilinear", "nearest", "bilinear_v2"), "method", who)
    check_type(extrapolation_value, float, "extrapolation_value", who)
    check_type(crop_size, tuple, "crop_size", who)
    crop_size = as_static(crop_size)
    shapes = [shape_of(x) for x in (image, boxes, box_indices)]
    if [len(s) for s in shapes] != [4, 2, 1] or shapes[1][1] != 4 or shapes[1][0] != shapes[2][0]:
        raise ValueError(
            f"For '{who}', 'image', 'boxes' and 'box_indices' must have the shapes (N, H, W, C), (boxes, 4) and "
            f"(boxes,), but got {shapes}."
        )
    if dtype_of(boxes) != np.float32 or dtype_of(box_indices) != np.int32:
        raise TypeError(
            f"For '{who}', 'boxes' must be of float32 and 'box_indices' of int32, but got {dtype_of(boxes)} and "
            f"{dtype_of(box_indices)}."
        )
    if len(crop_size) != 2 or min(crop_size) < 1:
        raise ValueError(f"For '{who}', the 'crop_size' must be 2 ints above 0, but got {crop_size}.")
    return _crop(image, boxes, box_indices, crop_size, method, extrapolation_value)
