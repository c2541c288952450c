"""Settings of the kind CPU."""

from msgrad._names import missing_name_getattr
from msgrad.device_context.cpu import op_tuning
from msgrad.device_context.cpu.device import device_count, is_available
from msgrad.device_context.cpu.op_tuning import threads_num

__all__ = ["device_count", "is_available", "threads_num"]
__getattr__ = missing_name_getattr(__name__)
