"""Functions of single bytes by a look at a table of 256: what OpenCV does many times as fast as numpy.

OpenCV is used where it is installed; the results are the same without.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from msgrad.dataset.vision._libraries import opencv_if_there

_CARRIERS = {1: np.uint8, 2: np.uint16, 4: np.int32, 8: np.float64}  # types by their size that OpenCV carries over


def looked_up(table: np.ndarray, image: np.ndarray) -> np.ndarray:
    """``table[image]`` of a uint8 image of any shape, for a table of 256 values of any type."""
    cv2 = opencv_if_there()
    if cv2 is None or image.size < 64:
        return table[image]
    result = np.empty(image.shape, table.dtype)
    if not image.flags.c_contiguous:
        image = np.ascontiguousarray(image)
    flat = (image.shape[0] if image.ndim > 1 else 1, -1)
    carrier = _CARRIERS[table.dtype.itemsize]
    cv2.LUT(image.reshape(flat), table.view(carrier), result.view(carrier).reshape(flat))
    return result


def scaled(image: np.ndarray, factor: np.float32) -> np.ndarray:
    """A uint8 image times a factor, in float32: the product of a byte is rounded once, whichever way it is made."""
    result = image.astype(np.float32)
    result *= factor
    return result


def looked_up_by_channel(tables: np.ndarray, image: np.ndarray) -> np.ndarray:
    """Each channel of a uint8 image (…, channels) by its own table, those given as (256, channels)."""
    cv2 = opencv_if_there()
    channels = tables.shape[-1]
    if cv2 is None or channels > 4:
        return tables[image, np.arange(channels)]
    if channels == 1:
        return looked_up(tables[:, 0].copy(), image)
    carrier = _CARRIERS[tables.dtype.itemsize]
    result = np.empty(image.shape, tables.dtype)
    flat = (-1, image.shape[-2], channels)
    cv2.LUT(
        np.ascontiguousarray(image).reshape(flat),
        np.ascontiguousarray(tables).view(carrier)[None],
        result.view(carrier).reshape(flat),
    )
    return result


class Together:
    """Transforms on whole columns that follow each other and make each number from one byte: one look at a table.

    The table is what the transforms themselves make of an image that has all bytes.
    """

    def __init__(self, steps: list) -> None:
        self.steps = steps
        self._tables: dict[tuple, np.ndarray | None] = {}

    def of_bytes(self, rows: np.ndarray) -> np.ndarray | None:
        """The rows of images after all steps; None where a table cannot do that."""
        if rows.dtype != np.uint8 or rows.ndim not in (3, 4) or not rows.size or opencv_if_there() is None:
            return None
        channels = rows.shape[3:]
        if channels and channels[0] not in (1, 3, 4):
            return None
        if channels not in self._tables:
            self._tables[channels] = self._table(channels)
        table = self._tables[channels]
        if table is None:
            return None
        if table.ndim == 3 or not channels:  # (1, 256, 1), or with a new axis (1, 1, 256, 1)
            made = looked_up(table.reshape(256), rows)
            return made if table.ndim == 3 else made[:, None]
        if table.shape[1] == 256:
            return looked_up_by_channel(table.reshape(256, -1), rows)
        return self._channels_first(table.reshape(-1, 256), rows)

    def _table(self, channels: tuple) -> np.ndarray | None:
        every = np.arange(256, dtype=np.uint8).reshape(1, 256, 1, *(1,) * len(channels))
        made: Any = np.broadcast_to(every, (1, 256, 1, *channels)).copy()
        try:
            for step in self.steps:
                made = step.apply_batch(made)
        except Exception:
            return None  # each step is to say itself what is wrong
        return made if made.dtype.kind in "biuf" else None

    @staticmethod
    def _channels_first(tables: np.ndarray, rows: np.ndarray) -> np.ndarray:
        cv2 = opencv_if_there()
        count, height, width, channels = rows.shape
        carrier = _CARRIERS[tables.dtype.itemsize]
        result = np.empty((count, channels, height, width), tables.dtype)
        places, tables = result.view(carrier), np.ascontiguousarray(tables).view(carrier)
        for row, place in zip(rows, places, strict=True):
            for channel, plane in enumerate(cv2.split(row)):
                cv2.LUT(plane, tables[channel], place[channel])
        return result


def together(steps: list[tuple[int, Any]]) -> list[tuple[int, Any]]:
    """The steps (number of the column, transform), with those on one column that can be joined in one `Together`."""
    joined: list[tuple[int, Any]] = []
    for place, step in steps:
        last = joined[-1] if joined else None
        if not getattr(step, "by_byte", False):
            joined.append((place, step))
        elif last is not None and last[0] == place and isinstance(last[1], Together):
            last[1].steps.append(step)
        else:
            joined.append((place, Together([step])))
    return joined
