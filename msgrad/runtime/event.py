"""Points in the work of the device."""

from msgrad._names import missing_name_getattr
from msgrad.runtime.stream import Event

__all__ = ["Event"]
__getattr__ = missing_name_getattr(__name__)
