"""The state of the communication, under MindSpore's path."""

from msgrad._names import missing_name_getattr
from msgrad.common.world import GlobalComm

__all__ = ["GlobalComm"]
__getattr__ = missing_name_getattr(__name__)
