"""Transforms of whole batches of images and their labels: MixUp and CutMix."""

from __future__ import annotations

import math

import numpy as np

from msgrad.dataset.random_state import GammaDistribution
from msgrad.dataset.transforms.base import Drawing, PyTensorOperation
from msgrad.dataset.vision import _check
from msgrad.dataset.vision.base import ImageTensorOperation
from msgrad.dataset.vision.utils import ImageBatchFormat

_F32 = np.float32


def _need_batch(images, labels, who):
    """RuntimeError unless images have 4 dimensions and labels 2 or 3, and there are as many of both."""
    if images.ndim != 4 or labels.ndim not in (2, 3) or len(images) != len(labels):
        raise RuntimeError(
            f"For '{who}', the inputs must be a batch of images and one of one-hot labels (batch, classes) or "
            f"(batch, labels, classes), but got the shapes {images.shape} and {labels.shape}."
        )


def _draw_share(alpha, stream):
    """A float of the distribution Beta(alpha, alpha)."""
    first, second = (GammaDistribution(alpha)(stream) for _ in range(2))
    return _F32(first / (first + second))


class _OfBatches(Drawing, ImageTensorOperation):
    columns = 2

    def __call__(self, *columns):
        self.check_columns(columns)
        return super().__call__(*columns)


class MixUpBatch(_OfBatches):
    """Mixes each image and its label with another one of the batch, by a share drawn from Beta(alpha, alpha)."""

    def __init__(self, alpha=1.0):
        self.alpha = _check.check_range(alpha, 0, _check.FLOAT_MAX, "alpha", "MixUpBatch", above=True)

    def compute(self, images, labels):
        _need_batch(images, labels, "MixUpBatch")
        stream = self.stream
        share = _draw_share(self.alpha, stream)
        order = list(range(len(images)))
        stream.shuffle(order)
        labels = labels.astype(_F32)
        mixed = images.astype(_F32) * share + images[order].astype(_F32) * (1 - share)
        mixed = np.rint(mixed) if images.dtype.kind in "iu" else mixed
        return mixed.astype(images.dtype), labels * share + labels[order] * (1 - share)


class CutMixBatch(_OfBatches):
    """Puts a part of another image of the batch into each image, with a probability, and mixes the labels by area.

    The part's area is drawn from Beta(alpha, alpha). Draws are distributed as MindSpore's, not the same numbers.
    """

    def __init__(self, image_batch_format, alpha=1.0, prob=1.0):
        self.image_batch_format = _check.check_kind(
            image_batch_format, ImageBatchFormat, "image_batch_format", "CutMixBatch"
        )
        self.alpha = _check.check_range(alpha, 0, _check.FLOAT_MAX, "alpha", "CutMixBatch", above=True)
        self.prob = _check.check_prob(prob, "CutMixBatch")

    def compute(self, images, labels):
        _need_batch(images, labels, "CutMixBatch")
        last = self.image_batch_format == ImageBatchFormat.NHWC
        channels = images.shape[-1 if last else 1]
        if channels not in (1, 3):
            raise RuntimeError(
                f"For 'CutMixBatch', the images must have 1 or 3 channels, but got the shape {images.shape} "
                f"as {self.image_batch_format.name}."
            )
        height, width = images.shape[1:3] if last else images.shape[2:]
        stream = self.stream
        order = list(range(len(images)))
        stream.shuffle(order)
        mixed, weights = images.copy(), np.ones(len(images), _F32)
        for i, other in enumerate(order):
            if stream.canonical_double() >= self.prob:
                continue
            rows, columns = self._box(height, width, stream)
            place = (i, rows, columns) if last else (i, slice(None), rows, columns)
            mixed[place] = images[(other, *place[1:])]
            weights[i] -= (rows.stop - rows.start) * (columns.stop - columns.start) / (height * width)
        labels = labels.astype(_F32)
        weights = weights.reshape(-1, *[1] * (labels.ndim - 1))
        return mixed, labels * weights + labels[order] * (1 - weights)

    def _box(self, height, width, stream):
        side = math.sqrt(1 - float(_draw_share(self.alpha, stream)))
        x, y = stream.uniform_int(0, width), stream.uniform_int(0, height)
        half_width, half_height = int(width * side) // 2, int(height * side) // 2
        return (
            slice(max(y - half_height, 0), min(y + half_height, height)),
            slice(max(x - half_width, 0), min(x + half_width, width)),
        )


class MixUp(PyTensorOperation):
    """Mixes a batch of images and their one-hot labels with others, by shares drawn from Beta(alpha, alpha).

    With `is_single` the others are the next ones of the batch, else what came out of the call before.
    Draws from numpy's global generator.
    """

    columns = 2
    random = True

    def __init__(self, batch_size, alpha, is_single=True):
        self.batch_size = _check.check_range(batch_size, 1, _check.FLOAT_MAX, "batch_size", "MixUp", kinds=int)
        self.alpha = _check.check_range(alpha, 0, _check.FLOAT_MAX, "alpha", "MixUp", above=True)
        self.is_single = _check.check_kind(is_single, bool, "is_single", "MixUp")
        self._before = None

    def _execute_py(self, images, labels):
        images, labels = np.asarray(images), np.asarray(labels)
        _need_batch(images, labels, "MixUp")
        share = np.random.beta(self.alpha, self.alpha, self.batch_size)
        if self.is_single:
            others = np.roll(images, -1, 0), np.roll(labels, -1, 0)
        else:
            others = self._before or (images, labels)
        self._before = tuple(self._mixed(pair, share) for pair in zip((images, labels), others, strict=True))
        return self._before

    @staticmethod
    def _mixed(pair, share):
        share = np.reshape(share, (-1, *[1] * (pair[0].ndim - 1)))
        return pair[0] * share + pair[1] * (1 - share)
