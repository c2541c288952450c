"""Devices of the kind Ascend."""

from msgrad._names import missing_name_getattr
from msgrad.device_context._settings import device_functions

__all__ = ["device_count", "is_available"]

device_count, is_available = device_functions("Ascend")

__getattr__ = missing_name_getattr(__name__)
