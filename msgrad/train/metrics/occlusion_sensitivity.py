"""OcclusionSensitivity: which parts of an image a classification rests on."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np

from msgrad._checkparam import check_positive_int, check_type
from msgrad.common.tensor import Tensor
from msgrad.train.metrics.metric import Metric, rearrange_inputs

__all__ = ["OcclusionSensitivity"]


class OcclusionSensitivity(Metric):
    """By how much the score of a class falls when a box around each point of an image is blotted out.

    Args:
        pad_val: what the box is filled with.
        margin: the box reaches from ``margin`` before a point to just before ``margin`` behind it, in every dimension
            but the first; an int, or one for each of those dimensions.
        n_batch: how many images the model is given at once.
        b_box: the first and last index of the points to look at, for each dimension but the first; -1 for all.

    Raises:
        TypeError, ValueError: for other arguments.

    >>> import numpy as np
    >>> from mindspore import Tensor, nn, train
    >>> metric = train.OcclusionSensitivity(margin=1)
    >>> metric.update(nn.Flatten(), Tensor(np.ones((1, 1, 2, 2), np.float32)), Tensor(3))
    >>> print(metric.eval())
    [[0. 0.]
     [0. 1.]]
    """

    def __init__(self, pad_val: float = 0.0, margin: Any = 2, n_batch: int = 128, b_box: Any = None) -> None:
        super().__init__()
        who = "OcclusionSensitivity"
        self.pad_val = check_type(pad_val, float, "pad_val", who)
        self.margin = margin if isinstance(margin, tuple | list) else check_positive_int(margin, "margin", who)
        self.n_batch = check_positive_int(n_batch, "n_batch", who)
        if b_box is not None:
            check_type(b_box, (list, tuple), "b_box", who)
        self.b_box = b_box
        self.clear()

    def clear(self) -> None:
        self._sensitivity: np.ndarray | None = None

    @rearrange_inputs
    def update(self, *inputs: Any) -> None:
        """Takes a model, one image [1, ...] and its class."""
        model, image, label = self._check_count(inputs, "model", "image", "label")
        image, label = self._convert_data(image), self._convert_data(label)
        if image.shape[0] != 1 or label.size != 1:
            raise RuntimeError(
                "For 'OcclusionSensitivity.update', one image [1, ...] and one class are expected, "
                f"but got shapes {image.shape} and {label.shape}."
            )
        shape = image.shape[1:]
        box = self._box(shape)
        margins = self.margin if isinstance(self.margin, tuple | list) else (self.margin,) * len(shape)
        if len(margins) != len(shape):
            raise ValueError(
                f"For 'OcclusionSensitivity', the 'margin' has {len(margins)} entries, "
                f"but the image {len(shape)} dimensions."
            )
        which = int(label.reshape(()))
        scores: list[np.ndarray] = []
        points = itertools.product(*box)
        while batch := list(itertools.islice(points, self.n_batch)):
            blotted = np.repeat(image, len(batch), axis=0)
            for one, point in zip(blotted, batch, strict=True):
                one[tuple([slice(max(0, i - m), i + m) for i, m in zip(point, margins, strict=True)])] = self.pad_val
            scores.append(self._convert_data(model(Tensor(blotted)))[:, which])
        whole = self._convert_data(model(Tensor(image)))[0, which]
        falls = (whole - np.concatenate(scores)).reshape([len(b) for b in box])
        self._sensitivity = falls[0] if falls.ndim > 1 and len(falls) == 1 else falls

    def _box(self, shape: tuple[int, ...]) -> list[range]:
        """The points to look at, in each dimension."""
        if self.b_box is None:
            return list(map(range, shape))
        if len(self.b_box) != 2 * len(shape):
            raise ValueError(
                f"For 'OcclusionSensitivity', the 'b_box' must have two entries for each of {len(shape)} dimensions, "
                f"but got {len(self.b_box)}."
            )
        box = []
        for size, low, high in zip(shape, self.b_box[::2], self.b_box[1::2], strict=True):
            low, high = max(low, 0), size - 1 if high < 0 else high
            if not low <= high < size:
                raise ValueError(
                    f"For 'OcclusionSensitivity', the 'b_box' {self.b_box} does not lie in an image {shape}."
                )
            box.append(range(low, high + 1))
        return box

    def eval(self) -> np.ndarray:
        self._check_seen(self._sensitivity is not None)
        return self._sensitivity  # type: ignore[return-value]
