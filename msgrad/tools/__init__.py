"""Tests of hardware, as `mindspore.tools` has them."""

from msgrad._names import missing_name_getattr
from msgrad.utils.detection import get_sdc_detect_result, sdc_detect_start, sdc_detect_stop, stress_detect

__all__ = ["get_sdc_detect_result", "sdc_detect_start", "sdc_detect_stop", "stress_detect"]
__getattr__ = missing_name_getattr(__name__)
