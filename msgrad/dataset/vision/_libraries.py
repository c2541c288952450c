"""Pillow and OpenCV, imported when they are first needed."""

from __future__ import annotations

import functools
import importlib
import sys
from typing import Any


def _load(module: str, package: str) -> Any:
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise ImportError(
            f"Image transforms need {package}, which is not installed: pip install 'msgrad[vision]'", name=module
        ) from error


@functools.cache
def pillow(part: str = "Image") -> Any:
    """`PIL.Image`, or another module of Pillow."""
    return _load(f"PIL.{part}", "Pillow")


@functools.cache
def opencv() -> Any:
    """`cv2`. For numbers use `run` or take care of Intel's IPP.

    Unless somebody has imported it before, it is told to use no threads of its own: a pipeline's workers are the
    threads, images are small, and worker processes that are forked would wait for threads that they do not have.
    """
    ours = "cv2" not in sys.modules
    cv2 = _load("cv2", "OpenCV (opencv-python-headless)")
    if ours:
        cv2.setNumThreads(1)
    return cv2


@functools.cache
def opencv_if_there() -> Any:
    """`cv2`, or None where it is not installed."""
    try:
        return opencv()
    except ImportError:
        return None


def run(function: str, *args: Any, **options: Any) -> Any:
    """Calls a function of OpenCV's; its errors become RuntimeError.

    Without Intel's IPP, whose results differ in the last bit from OpenCV's own (which are MindSpore's).
    """
    cv2 = opencv()
    used = cv2.ipp.useIPP()  # a setting of the thread
    cv2.ipp.setUseIPP(False)
    try:
        return getattr(cv2, function)(*args, **options)
    except cv2.error as error:
        raise RuntimeError(f"OpenCV's {function} refuses this input: {error.err or error}") from error
    finally:
        cv2.ipp.setUseIPP(used)


def is_pil(value: Any) -> bool:
    """Whether the value is a PIL image; it cannot be one before somebody imported Pillow."""
    module = sys.modules.get("PIL.Image")
    return module is not None and isinstance(value, module.Image)
