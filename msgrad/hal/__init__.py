"""Devices, their memory and streams, as `mindspore.hal` has them (older names of `mindspore.runtime`'s)."""

from msgrad._lazy import lazy_getattr
from msgrad.hal import device, memory
from msgrad.hal.device import *  # noqa: F403
from msgrad.hal.memory import *  # noqa: F403
from msgrad.runtime import stream
from msgrad.runtime.stream import *  # noqa: F403

__all__ = [*device.__all__, *memory.__all__, *stream.__all__]
__getattr__ = lazy_getattr(__name__, [], ["contiguous_tensors_handle"])
