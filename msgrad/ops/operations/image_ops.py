"""Primitives of boxes and images."""

from __future__ import annotations

import math
from typing import Any

import jax.numpy as jnp
import numpy as np
from jax import lax

from msgrad._checkparam import check_positive_int, check_rank
from msgrad.engine.handle import wrap
from msgrad.engine.operator import operator
from msgrad.engine.values import leaf
from msgrad.ops import function as F
from msgrad.ops.function._arguments import as_static, concrete, dtype_of, shape_of
from msgrad.ops.function.box_func import roi_align, suppress_with_mask
from msgrad.ops.function.resample_func import _interpolate
from msgrad.ops.primitive import REQUIRED, Primitive, define, is_bool, is_int, is_number, is_one_of

# -- boxes --


def _overlap_mode(value: Any, argument: str, who: str) -> str:
    if value not in ("iou", "iof"):
        raise KeyError(f"For '{who}', the '{argument}' must be 'iou' or 'iof', but got {value!r}.")
    return value


_MEANS, _STDS = (0.0, 0.0, 0.0, 0.0), (1.0, 1.0, 1.0, 1.0)
BoundingBoxDecode = define(
    "BoundingBoxDecode",
    lambda self, anchor_box, deltas: F.bounding_box_decode(
        anchor_box, deltas, self.max_shape, self.means, self.stds, self.wh_ratio_clip
    ),
    max_shape=REQUIRED, means=_MEANS, stds=_STDS, wh_ratio_clip=0.016,
)  # fmt: skip
BoundingBoxEncode = define(
    "BoundingBoxEncode",
    lambda self, anchor_box, groundtruth_box: F.bounding_box_encode(
        anchor_box, groundtruth_box, self.means, self.stds
    ),
    means=_MEANS, stds=_STDS,
)  # fmt: skip
CheckValid = define("CheckValid", lambda self, bboxes, img_metas: F.check_valid(bboxes, img_metas))
IOU = define(
    "IOU", lambda self, anchor_boxes, gt_boxes: F.iou(anchor_boxes, gt_boxes, self.mode),
    {"mode": _overlap_mode}, mode="iou",
)  # fmt: skip
CropAndResize = define(
    "CropAndResize",
    lambda self, x, boxes, box_index, crop_size: F.crop_and_resize(
        x, boxes, box_index, as_static(crop_size), self.method, float(self.extrapolation_value)
    ),
    {"method": is_one_of("bilinear", "nearest", "bilinear_v2"), "extrapolation_value": is_number},
    method="bilinear", extrapolation_value=0.0,
)  # fmt: skip
NMSWithMask = define(
    "NMSWithMask", lambda self, bboxes: suppress_with_mask(bboxes, float(self.iou_threshold)),
    {"iou_threshold": is_number}, iou_threshold=0.5,
)  # fmt: skip
ROIAlign = define(
    "ROIAlign",
    lambda self, features, rois: roi_align(
        features, rois, self.pooled_height, self.pooled_width, float(self.spatial_scale), self.sample_num,
        self.roi_end_mode,
    ),
    {"pooled_height": is_int, "pooled_width": is_int, "spatial_scale": is_number, "sample_num": is_int,
     "roi_end_mode": is_int},
    pooled_height=REQUIRED, pooled_width=REQUIRED, spatial_scale=REQUIRED, sample_num=2, roi_end_mode=1,
)  # fmt: skip


def _suppress(scores: np.ndarray, overlap: Any, most: int, threshold: float, least: float) -> np.ndarray:
    """The numbers of boxes in falling order of score, without those that overlap one that came before."""
    kept: list[int] = []
    for i in np.argsort(-scores, kind="stable"):
        if len(kept) == most or scores[i] <= least:
            break
        if all(overlap(i, j) <= threshold for j in kept):
            kept.append(int(i))
    return np.array(kept, np.int32)


def _suppress_overlaps(
    self: Any, overlaps: Any, scores: Any, max_output_size: Any, overlap_threshold: Any, score_threshold: Any
) -> Any:
    """How many boxes are left depends on the numbers, so what is pending runs."""
    table, values = concrete(overlaps, self.name), concrete(scores, self.name)
    if table.shape != (len(values), len(values)):
        raise ValueError(f"For '{self.name}', 'overlaps' must have {len(values)} rows and columns: {table.shape}.")
    most, threshold, least = (as_static(x) for x in (max_output_size, overlap_threshold, score_threshold))
    return wrap(leaf(_suppress(values, lambda i, j: table[i, j], most, threshold, least)))


def _overlap_of_boxes(boxes: np.ndarray) -> Any:
    """Intersection over union of two of the boxes (y0, x0, y1, x1), whose corners may be given in any order."""
    low, high = np.minimum(boxes[:, :2], boxes[:, 2:]), np.maximum(boxes[:, :2], boxes[:, 2:])
    area = np.prod(high - low, 1)

    def overlap(i: int, j: int) -> float:
        common = np.prod(np.maximum(np.minimum(high[i], high[j]) - np.maximum(low[i], low[j]), 0))
        return common / (area[i] + area[j] - common) if area[i] > 0 and area[j] > 0 else 0.0

    return overlap


def _suppress_v3(
    self: Any, boxes: Any, scores: Any, max_output_size: Any, iou_threshold: Any, score_threshold: Any
) -> Any:
    """How many boxes are left depends on the numbers, so what is pending runs."""
    corners, values = concrete(boxes, self.name), concrete(scores, self.name)
    most, threshold, least = (as_static(x) for x in (max_output_size, iou_threshold, score_threshold))
    return wrap(leaf(_suppress(values, _overlap_of_boxes(corners), most, threshold, least)))


NonMaxSuppressionV3 = define("NonMaxSuppressionV3", _suppress_v3)
NonMaxSuppressionWithOverlaps = define("NonMaxSuppressionWithOverlaps", _suppress_overlaps)


def _combined(
    self: Any, boxes: Any, scores: Any, max_output_size_per_class: Any, max_total_size: Any, iou_threshold: Any,
    score_threshold: Any,
) -> Any:  # fmt: skip
    """Suppression for each class of each image, then the best of all classes; padded with zeros. On the host, so what
    is
    pending runs."""
    corners, values = concrete(boxes, self.name), concrete(scores, self.name)
    per_class, total = as_static(max_output_size_per_class), as_static(max_total_size)
    threshold, least = as_static(iou_threshold), as_static(score_threshold)
    images, count, kinds = corners.shape[0], corners.shape[1], values.shape[2]
    if corners.ndim != 4 or corners.shape[2] not in (1, kinds) or corners.shape[3] != 4 or values.shape[1] != count:
        raise ValueError(
            f"For '{self.name}', 'boxes' must have the shape (N, boxes, 1 or classes, 4) and 'scores' (N, boxes, "
            f"classes), but got {corners.shape} and {values.shape}."
        )
    size = min(total, per_class * kinds) if self.pad_per_class else total
    out_boxes, out_scores = np.zeros((images, size, 4), np.float32), np.zeros((images, size), np.float32)
    out_kinds, valid = np.zeros((images, size), np.float32), np.zeros(images, np.int32)
    for n in range(images):
        found = []
        for kind in range(kinds):
            own = corners[n, :, min(kind, corners.shape[2] - 1)]
            kept = _suppress(values[n, :, kind], _overlap_of_boxes(own), per_class, threshold, least)
            found += [(values[n, i, kind], kind, own[i]) for i in kept]
        found.sort(key=lambda item: -item[0])
        valid[n] = min(len(found), size)
        for place, (score, kind, box) in enumerate(found[:size]):
            out_boxes[n, place] = np.clip(box, 0, 1) if self.clip_boxes else box
            out_scores[n, place], out_kinds[n, place] = score, kind
    return tuple([wrap(leaf(x)) for x in (out_boxes, out_scores, out_kinds, valid)])


CombinedNonMaxSuppression = define(
    "CombinedNonMaxSuppression", _combined, {"pad_per_class": is_bool, "clip_boxes": is_bool},
    pad_per_class=False, clip_boxes=True,
)  # fmt: skip

# -- resized --


@operator("x", name="resize")
def _resize(x, size, smooth, align_corners, half_pixel_centers):
    """(N, C, H, W) with bilinear or nearest samples along both axes, by MindSpore's three rules of where these lie."""
    for axis, out in zip((2, 3), size, strict=True):
        n = x.shape[axis]
        step = (n - 1) / (out - 1) if align_corners and out > 1 else n / out
        places = np.arange(out, dtype=np.float32)
        places = (places + 0.5) * np.float32(step) - 0.5 * smooth if half_pixel_centers else places * np.float32(step)
        if not smooth:
            source = np.floor(places + 0.5) if align_corners else np.floor(places)
            x = jnp.take(x, np.clip(source, 0, n - 1).astype(int), axis)
            continue
        places = np.clip(places, 0, n - 1)
        first = np.floor(places).astype(int)
        share = (places - first).astype(np.float32).reshape([-1 if i == axis else 1 for i in range(4)])
        low, high = jnp.take(x, first, axis), jnp.take(x, np.minimum(first + 1, n - 1), axis)
        x = low + (high - low) * jnp.asarray(share, x.dtype)
    return x


def _new_size(size: Any, who: str) -> tuple[int, int]:
    size = as_static(size)
    if not isinstance(size, tuple) or len(size) != 2:
        raise ValueError(f"For '{who}', the 'size' must be two ints, but got {size!r}.")
    for n in size:
        check_positive_int(n, "size", who)
    return size


def _check_corners(self: Any) -> None:
    if self.align_corners and self.half_pixel_centers:
        raise ValueError(f"For '{self.name}', 'align_corners' and 'half_pixel_centers' exclude each other.")


def _resized(smooth: bool) -> Any:
    def call(self: Any, image: Any, size: Any) -> Any:
        check_rank(image, 4, "image", self.name)
        _check_corners(self)
        return _resize(image, _new_size(size, self.name), smooth, self.align_corners, self.half_pixel_centers)

    return call


def _nearest(self: Any, input_x: Any) -> Any:
    check_rank(input_x, 4, "input_x", self.name)
    _check_corners(self)
    size = _new_size(tuple(self.size), self.name)
    return _resize(input_x, size, False, self.align_corners, self.half_pixel_centers)


_CORNERS = {"align_corners": is_bool, "half_pixel_centers": is_bool}
ResizeBilinearV2 = define("ResizeBilinearV2", _resized(True), _CORNERS, align_corners=False, half_pixel_centers=False)
ResizeNearestNeighborV2 = define(
    "ResizeNearestNeighborV2", _resized(False), _CORNERS, align_corners=False, half_pixel_centers=False
)
ResizeNearestNeighbor = define(
    "ResizeNearestNeighbor", _nearest, _CORNERS, size=REQUIRED, align_corners=False, half_pixel_centers=False
)


def _linear_1d(self: Any, x: Any, size: Any) -> Any:
    check_rank(x, 3, "x", self.name)
    size = as_static(size)
    return F.interpolate(x, size, mode="linear", align_corners=self.coordinate_transformation_mode == "align_corners")


ResizeLinear1D = define(
    "ResizeLinear1D", _linear_1d,
    {"coordinate_transformation_mode": is_one_of("align_corners", "half_pixel")},
    coordinate_transformation_mode="align_corners",
)  # fmt: skip


def _upsample(mode: str, dims: int) -> Any:
    def call(self: Any, x: Any, output_size: Any = None, scales: Any = None) -> Any:
        check_rank(x, dims + 2, "x", self.name)
        if (output_size is None) == (scales is None):
            raise ValueError(f"For '{self.name}', either 'output_size' or 'scales' must be given.")
        sizes = shape_of(x)[2:]
        if scales is None:
            new = tuple(as_static(output_size))
            steps = tuple([n / out for n, out in zip(sizes, new, strict=True)])
        else:
            scales = tuple(as_static(scales))
            new = tuple([math.floor(n * s) for n, s in zip(sizes, scales, strict=True)])
            steps = tuple([1 / s for s in scales])
        return _interpolate(x, new, steps, mode, getattr(self, "align_corners", False))

    return call


UpsampleNearest1D = define("UpsampleNearest1D", _upsample("nearest", 1))
UpsampleNearest2D = define("UpsampleNearest2D", _upsample("nearest", 2))
UpsampleNearest3D = define("UpsampleNearest3D", _upsample("nearest", 3))
UpsampleTrilinear3D = define(
    "UpsampleTrilinear3D", _upsample("trilinear", 3), {"align_corners": is_bool}, align_corners=False
)
AffineGrid = define(
    "AffineGrid", lambda self, theta, output_size: F.affine_grid(theta, as_static(output_size), self.align_corners),
    {"align_corners": is_bool}, align_corners=False,
)  # fmt: skip
_GRID_CHECKS = {
    "interpolation_mode": is_one_of("bilinear", "nearest", "bicubic"),
    "padding_mode": is_one_of("zeros", "border", "reflection"), "align_corners": is_bool,
}  # fmt: skip


def _sampler(name: str) -> type[Primitive]:
    return define(
        name,
        lambda self, input_x, grid: F.grid_sample(
            input_x, grid, self.interpolation_mode, self.padding_mode, self.align_corners
        ),
        _GRID_CHECKS, interpolation_mode="bilinear", padding_mode="zeros", align_corners=False,
    )  # fmt: skip


GridSampler2D = _sampler("GridSampler2D")
GridSampler3D = _sampler("GridSampler3D")
ChannelShuffle = define(
    "ChannelShuffle", lambda self, x: F.channel_shuffle(x, self.group), {"group": is_int}, group=REQUIRED
)

# -- colours --


def _hsv(rgb):
    high, low = jnp.max(rgb, -1), jnp.min(rgb, -1)
    span = high - low
    red, green, blue = (rgb[..., i] for i in range(3))
    safe = jnp.where(span > 0, span, 1)
    hue = jnp.where(
        high == red, (green - blue) / safe,
        jnp.where(high == green, (blue - red) / safe + 2, (red - green) / safe + 4),
    )  # fmt: skip
    hue = jnp.where(span > 0, hue / 6, 0)
    hue = jnp.where(hue < 0, hue + 1, hue)
    return hue, jnp.where(high > 0, span / jnp.where(high > 0, high, 1), 0), high


def _rgb(hue, saturation, value):
    angles = jnp.mod(jnp.asarray([5.0, 3.0, 1.0], hue.dtype) + hue[..., None] * 6, 6)
    share = jnp.clip(jnp.minimum(angles, 4 - angles), 0, 1)
    return value[..., None] * (1 - saturation[..., None] * share)


def _check_colours(x):
    if not x.ndim or x.shape[-1] != 3 or not jnp.issubdtype(x.dtype, jnp.floating):
        raise ValueError(f"the last axis must hold 3 colours as floats, but got the shape {x.shape} of {x.dtype}.")


@operator("images", name="RGBToHSV")
def _rgb_to_hsv(images):
    _check_colours(images)
    return jnp.stack(_hsv(images), -1)


@operator("images", name="HSVToRGB")
def _hsv_to_rgb(images):
    _check_colours(images)
    return _rgb(*[images[..., i] for i in range(3)])


@operator("images", "scale", name="AdjustSaturation")
def _adjust_saturation(images, scale):
    _check_colours(images)
    hue, saturation, value = _hsv(images)
    return _rgb(hue, jnp.clip(saturation * scale.astype(images.dtype), 0, 1), value)


@operator("images", "delta", name="AdjustHue")
def _adjust_hue(images, delta):
    _check_colours(images)
    hue, saturation, value = _hsv(images)
    return _rgb(jnp.mod(hue + delta.astype(images.dtype), 1), saturation, value)


AdjustHue = define("AdjustHue", lambda self, image, delta: _adjust_hue(image, delta))
AdjustSaturation = define("AdjustSaturation", lambda self, image, scale: _adjust_saturation(image, scale))
HSVToRGB = define("HSVToRGB", lambda self, x: _hsv_to_rgb(x))
RGBToHSV = define("RGBToHSV", lambda self, images: _rgb_to_hsv(images))


@operator("x", "offsets", name="ExtractGlimpse")
def _glimpse(x, offsets, size, centered, normalized):
    height, width = x.shape[1:3]
    pads = [size[0] + height, size[1] + width]
    padded = jnp.pad(x, [(0, 0), (pads[0], pads[0]), (pads[1], pads[1]), (0, 0)])
    parts = []
    for n in range(x.shape[0]):
        starts = []
        for offset, extent, length in zip(offsets[n], (height, width), size, strict=True):
            at = offset * extent if normalized else offset
            at = (at + extent) / 2 if centered else at
            starts.append(jnp.trunc(at - length / 2).astype(int))
        parts.append(lax.dynamic_slice(padded[n], (starts[0] + pads[0], starts[1] + pads[1], 0), (*size, x.shape[3])))
    return jnp.stack(parts)


def _extract_glimpse(self: Any, x: Any, size: Any, offsets: Any) -> Any:
    """Outside of the image are zeros; noise there is not supported, and whether it is needed is looked at, so what is
    pending runs."""
    if self.uniform_noise and self.noise != "uniform":
        raise ValueError(
            f"For 'ExtractGlimpse', 'noise' must be 'uniform' with uniform_noise=True, but got {self.noise}."
        )
    check_rank(x, 4, "x", self.name)
    if dtype_of(x) != np.float32:
        raise TypeError(f"For 'ExtractGlimpse', the 'x' must be of float32, but got {dtype_of(x)}.")
    options = (as_static(size), self.centered, self.normalized)
    if self.noise != "zero" and not concrete(_glimpse(F.ones_like(x), offsets, *options), self.name).all():
        instead = "ask for uniform_noise=False and noise='zero'"
        raise NotImplementedError(f"For 'ExtractGlimpse', noise outside of the image is not supported: {instead}.")
    return _glimpse(x, offsets, *options)


ExtractGlimpse = define(
    "ExtractGlimpse", _extract_glimpse, {"centered": is_bool, "normalized": is_bool, "uniform_noise": is_bool,
    "noise": is_one_of("uniform", "gaussian", "zero")},
    centered=True, normalized=True, uniform_noise=True, noise="uniform",
)  # fmt: skip

__all__ = [n for n, c in globals().items() if isinstance(c, type) and issubclass(c, Primitive) and c is not Primitive]
