"""Memory, streams and the start of work on the device, as `mindspore.runtime` has them, on JAX's."""

from msgrad._names import missing_name_getattr
from msgrad.runtime import executor, memory, stream, stream_limit
from msgrad.runtime.executor import *  # noqa: F403
from msgrad.runtime.memory import *  # noqa: F403
from msgrad.runtime.stream import *  # noqa: F403
from msgrad.runtime.stream_limit import *  # noqa: F403

__all__ = [*executor.__all__, *memory.__all__, *stream.__all__, *stream_limit.__all__]
__getattr__ = missing_name_getattr(__name__)
