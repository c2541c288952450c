"""Settings of the kind Ascend."""

from msgrad._names import missing_name_getattr
from msgrad.device_context.ascend import op_debug, op_precision, op_tuning
from msgrad.device_context.ascend.device import device_count, is_available

__all__ = ["device_count", "is_available"]
__getattr__ = missing_name_getattr(__name__)
