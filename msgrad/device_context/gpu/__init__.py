"""Settings of the kind GPU."""

from msgrad._names import missing_name_getattr
from msgrad.device_context.gpu import op_precision, op_tuning
from msgrad.device_context.gpu.device import device_count, is_available

__all__ = ["device_count", "is_available"]
__getattr__ = missing_name_getattr(__name__)
