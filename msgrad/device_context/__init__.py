"""Settings of single kinds of devices, as `mindspore.device_context` has them; see `_settings`."""

from msgrad._names import missing_name_getattr
from msgrad.device_context import ascend, cpu, gpu

__all__ = ["ascend", "cpu", "gpu"]
__getattr__ = missing_name_getattr(__name__)
