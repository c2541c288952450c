"""How many of an Ascend's cores may be used. No device of JAX's has such cores, so that a limit restricts nothing: it
is checked and kept for those who ask."""

from __future__ import annotations

from types import TracebackType
from typing import Any

from msgrad._checkparam import check_type
from msgrad._names import missing_name_getattr
from msgrad.runtime.stream import Stream

__all__ = [
    "StreamLimitCtx",
    "get_device_limit",
    "get_stream_limit",
    "reset_stream_limit",
    "set_device_limit",
    "set_stream_limit",
]

_NONE = {"cube_core_num": 0, "vector_core_num": 0}
_device, _stream = dict(_NONE), dict(_NONE)


def _limits(cube_num: Any, vector_num: Any, who: str) -> dict[str, int]:
    """The limits that were given; -1 is for none."""
    found = {"cube_core_num": cube_num, "vector_core_num": vector_num}
    for name, value in found.items():
        check_type(value, int, name.replace("core_", ""), who)
    return {name: value for name, value in found.items() if value != -1}


def get_device_limit(device: int) -> dict[str, int]:
    """The numbers of cores of both kinds that may be used on a device: what was set, or 0, as there are none.

    TypeError unless ``device`` is an int.
    """
    check_type(device, int, "device", "get_device_limit")
    return dict(_device)


def set_device_limit(device: int, cube_num: int = -1, vector_num: int = -1) -> None:
    """Limits the cores that may be used on a device. TypeError for arguments of other types."""
    check_type(device, int, "device", "set_device_limit")
    _device.update(_limits(cube_num, vector_num, "set_device_limit"))


def get_stream_limit(stream: Stream) -> dict[str, int]:
    """The numbers of cores of both kinds that a stream may use: what was set, or 0. TypeError unless it is a stream."""
    check_type(stream, Stream, "stream", "get_stream_limit")
    return dict(_stream)


def set_stream_limit(stream: Stream, cube_num: int = -1, vector_num: int = -1) -> None:
    """Limits the cores that a stream may use. TypeError for arguments of other types."""
    check_type(stream, Stream, "stream", "set_stream_limit")
    _stream.update(_limits(cube_num, vector_num, "set_stream_limit"))


def reset_stream_limit(stream: Stream) -> None:
    """Takes the limit of a stream away. TypeError unless it is a stream."""
    check_type(stream, Stream, "stream", "reset_stream_limit")
    _stream.update(_NONE)


class StreamLimitCtx:
    """``with StreamLimitCtx(stream, ...):`` limits the cores that a stream may use. TypeError as `set_stream_limit`."""

    def __init__(self, stream: Stream, cube_num: int = -1, vector_num: int = -1) -> None:
        self._stream = check_type(stream, Stream, "stream", "StreamLimitCtx")
        self._limits = _limits(cube_num, vector_num, "StreamLimitCtx")

    def __enter__(self) -> None:
        self._before = dict(_stream)
        _stream.update(self._limits)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        _stream.update(self._before)


__getattr__ = missing_name_getattr(__name__)
