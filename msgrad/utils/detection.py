"""Tests of an Ascend's hardware, which is not there."""

from __future__ import annotations

from typing import NoReturn

from msgrad._checkparam import check_one_of
from msgrad._names import missing_name_getattr

__all__ = ["get_sdc_detect_result", "sdc_detect_start", "sdc_detect_stop", "stress_detect"]


def stress_detect(detect_type: str = "aic") -> NoReturn:
    """Raises RuntimeError: there is no Ascend to test. ValueError for another kind of test than "aic" and "hccs"."""
    check_one_of(detect_type, ("aic", "hccs"), "detect_type", "stress_detect")
    raise RuntimeError("Stress detection is not supported: it tests an Ascend, and there is none.")


def sdc_detect_start() -> None:
    """Begins to look for silent errors of an Ascend: on other devices there is nothing to look at."""


def sdc_detect_stop() -> None:
    """Ends what `sdc_detect_start` began."""


def get_sdc_detect_result() -> bool:
    """Whether a silent error of an Ascend was found: none, on other devices."""
    return False


__getattr__ = missing_name_getattr(__name__)
