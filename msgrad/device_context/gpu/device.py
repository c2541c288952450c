"""Devices of the kind GPU."""

from msgrad._names import missing_name_getattr
from msgrad.device_context._settings import device_functions

__all__ = ["device_count", "is_available"]

device_count, is_available = device_functions("GPU")

__getattr__ = missing_name_getattr(__name__)
