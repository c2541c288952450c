"""`imshow_det_bbox`: an image with boxes, labels and masks drawn on it."""

from __future__ import annotations

from typing import Any

import numpy as np

from msgrad.dataset.vision._libraries import opencv


def imshow_det_bbox(
    image: np.ndarray,
    bboxes: np.ndarray,
    labels: np.ndarray,
    segm: np.ndarray | None = None,
    class_names: Any = None,
    score_threshold: float = 0,
    bbox_color: tuple = (0, 255, 0),
    text_color: tuple = (203, 192, 255),
    mask_color: tuple = (128, 0, 128),
    thickness: int = 2,
    font_size: float = 0.8,
    show: bool = True,
    win_name: str = "win",
    wait_time: int = 2000,
    out_file: str | None = None,
) -> np.ndarray:
    """The image (RGB, channels first or last) in BGR with boxes drawn on it; shown in a window, or written to a file.

    Args:
        image: uint8.
        bboxes: rows of x, y, width, height and perhaps a score.
        labels: the class of each box.
        segm: masks, one for each box, that are laid over.
        class_names: names of the classes by number.
        score_threshold: leave out boxes with lower scores.
        bbox_color, text_color, mask_color: blue, green, red.
        thickness, font_size: of lines and text.
        show: open a window, which needs a build of OpenCV with windows.
        win_name, wait_time: of the window; milliseconds.
        out_file: write the image to this file.

    Raises:
        AssertionError: for images and boxes of other shapes.
        RuntimeError: where OpenCV has no windows.
    """
    cv2 = opencv()
    if image.ndim != 3 or (image.shape[0] not in (1, 3) and image.shape[2] not in (1, 3)):
        raise AssertionError(f"For 'imshow_det_bbox', the image must be CHW or HWC, but got {image.shape}.")
    if bboxes.ndim != 2 or bboxes.shape[1] not in (4, 5):
        raise AssertionError(f"For 'imshow_det_bbox', the bboxes must be rows of 4 or 5, but got {bboxes.shape}.")
    if len(bboxes) != len(labels):
        raise AssertionError(f"For 'imshow_det_bbox', there are {len(bboxes)} bboxes, but {len(labels)} labels.")
    if image.shape[2] not in (1, 3):
        image = image.transpose(1, 2, 0)
    drawn = np.ascontiguousarray(np.repeat(image, 3, 2) if image.shape[2] == 1 else image[..., ::-1])
    for number, (box, label) in enumerate(zip(bboxes, np.asarray(labels).reshape(-1).tolist(), strict=True)):
        score = float(box[4]) if len(box) == 5 else None
        if score is not None and score < score_threshold:
            continue
        if segm is not None:
            mask = np.asarray(segm[number]).astype(bool)
            drawn[mask] = drawn[mask] // 2 + np.array(mask_color, np.uint8) // 2
        x, y, width, height = (int(value) for value in box[:4])
        cv2.rectangle(drawn, (x, y), (x + width, y + height), bbox_color, thickness)
        text = f"class {label}" if class_names is None else str(class_names[label])
        if score is not None:
            text += f": {score:.2f}"
        cv2.putText(drawn, text, (x, max(y - 2, 0)), cv2.FONT_HERSHEY_SIMPLEX, font_size, text_color, thickness)
    if out_file is not None:
        cv2.imwrite(out_file, drawn)
    if show:
        try:
            cv2.imshow(win_name, drawn)
            cv2.waitKey(wait_time)
        except cv2.error as error:
            raise RuntimeError(f"For 'imshow_det_bbox', this OpenCV has no windows, pass show=False: {error}") from None
    return drawn
