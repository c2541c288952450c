"""What MindSpore has in `mindspore.utils`: arrays shared with other libraries, and tests of hardware."""

from msgrad._names import missing_name_getattr
from msgrad.utils import dryrun
from msgrad.utils.detection import get_sdc_detect_result, sdc_detect_start, sdc_detect_stop, stress_detect
from msgrad.utils.dlpack import from_dlpack, to_dlpack
from msgrad.utils.ms_dispatch import MsDispatchMode

__all__ = [
    "MsDispatchMode",
    "dryrun",
    "from_dlpack",
    "get_sdc_detect_result",
    "sdc_detect_start",
    "sdc_detect_stop",
    "stress_detect",
    "to_dlpack",
]
__getattr__ = missing_name_getattr(__name__)
