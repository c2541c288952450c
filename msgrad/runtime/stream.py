"""Streams of work on the device, and events in them.

JAX has one queue of work on each device, and what is put into it runs in order. So there is one stream, of which all
`Stream` objects are names, and what waits for another stream or an event has nothing to wait for. What asks whether
work is done, or when, waits until it is.
"""

from __future__ import annotations

import time
from types import TracebackType
from typing import Any

from msgrad._checkparam import check_bool, check_type
from msgrad._names import missing_name_getattr
from msgrad.common.context import get_current_device
from msgrad.engine import cut

__all__ = [
    "Event",
    "Stream",
    "StreamCtx",
    "communication_stream",
    "current_stream",
    "default_stream",
    "set_cur_stream",
    "synchronize",
]


def synchronize() -> None:
    """Runs what is pending and waits until the device has done it."""
    import jax

    cut("synchronize")
    jax.block_until_ready(jax.live_arrays())
    jax.effects_barrier()


class Event:
    """A point in the work.

    Args:
        enable_timing: whether `elapsed_time` is to be asked for.
        blocking: of no meaning, since all that wait block.

    Raises:
        TypeError: if one of them is no bool.

    >>> from mindspore import runtime
    >>> start, end = runtime.Event(enable_timing=True), runtime.Event(enable_timing=True)
    >>> start.record()
    >>> end.record()
    >>> start.elapsed_time(end) >= 0
    True
    """

    def __init__(self, enable_timing: bool = False, blocking: bool = False) -> None:
        self._timing = check_bool(enable_timing, "enable_timing", "Event")
        self._blocking = check_bool(blocking, "blocking", "Event")
        self._time: float | None = None

    def __repr__(self) -> str:
        created = int(self._time is not None)
        return f"Event(enable_timing={self._timing:d}, blocking:{self._blocking:d}, is_created:{created}, event:0)"

    def record(self, stream: Stream | None = None) -> None:
        """Puts the point behind all work so far. TypeError unless ``stream`` is a `Stream` or None."""
        _check_stream(stream or _STREAM, "record")
        if self._timing:
            synchronize()
        self._time = time.perf_counter()

    def wait(self, stream: Stream | None = None) -> None:
        """Has later work wait for the point, as it does anyway. TypeError unless ``stream`` is a `Stream` or None."""
        _check_stream(stream or _STREAM, "wait")

    def synchronize(self) -> None:
        """Waits until the work before the point is done."""
        if self._time is not None:
            synchronize()

    def query(self) -> bool:
        """Waits until the work before the point is done, and says so."""
        self.synchronize()
        return True

    def elapsed_time(self, end_event: Event) -> float:
        """The milliseconds from this point to another one.

        Raises:
            TypeError: unless that is an `Event`.
            RuntimeError: where one was not recorded, or is without ``enable_timing``.
        """
        check_type(end_event, Event, "end_event", "Event.elapsed_time")
        for event in (self, end_event):
            if event._time is None or not event._timing:
                raise RuntimeError(
                    "For 'Event.elapsed_time', both events must be made with enable_timing=True and recorded, "
                    f"but got {event}."
                )
        return (end_event._time - self._time) * 1000.0  # type: ignore[operator]


class Stream:
    """A queue of work on the device: there is one, and this is a name for it.

    Args:
        priority: an int, of no meaning to the only one.

    Raises:
        TypeError: if that is none.
        NotImplementedError: for other arguments.

    >>> from mindspore import runtime
    >>> runtime.Stream() == runtime.current_stream()
    True
    """

    def __init__(self, priority: int = 0, **kwargs: Any) -> None:
        check_type(priority, int, "priority", "Stream")
        if kwargs:
            raise NotImplementedError(f"For 'Stream', {', '.join(kwargs)} are not supported: leave them out.")
        self.init_finished = True

    @property
    def device_name(self) -> str:
        """The kind of device."""
        return get_current_device()[0]

    @property
    def device_id(self) -> int:
        """The number of the device."""
        return get_current_device()[1]

    @property
    def id(self) -> int:
        """The number of the stream."""
        return 0

    def stream_id(self) -> int:
        """The number of the stream."""
        return 0

    def __repr__(self) -> str:
        return f"Stream(device_name={self.device_name}, device_id:{self.device_id}, stream id:0)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Stream)

    def __hash__(self) -> int:
        return hash(Stream)

    def record_event(self, event: Event | None = None) -> Event:
        """An event, or a new one, recorded. TypeError unless it is an `Event` or None."""
        event = Event() if event is None else check_type(event, Event, "event", "record_event")
        event.record(self)
        return event

    def wait_event(self, event: Event) -> None:
        """Has later work wait for an event, as it does anyway. TypeError unless it is one."""
        check_type(event, Event, "event", "wait_event")

    def wait_stream(self, stream: Stream) -> None:
        """Has later work wait for that of another stream, as it does anyway. TypeError unless it is one."""
        _check_stream(stream, "wait_stream")

    def synchronize(self) -> None:
        """Waits until all work is done."""
        synchronize()

    def query(self) -> bool:
        """Waits until all work is done, and says so."""
        synchronize()
        return True


def _check_stream(stream: Any, who: str) -> Stream:
    if not isinstance(stream, Stream):
        raise TypeError(f"For '{who}', the 'stream' must be a Stream, but got {type(stream).__name__}.")
    return stream


_STREAM = Stream()


def current_stream() -> Stream:
    """The stream that work is put into."""
    return _STREAM


def default_stream() -> Stream:
    """The stream of a fresh process."""
    return _STREAM


def communication_stream() -> Stream:
    """The stream that processes exchange Tensors in."""
    return _STREAM


def set_cur_stream(stream: Stream) -> None:
    """Says which stream later work is put into: there is one. TypeError unless it is a `Stream`."""
    _check_stream(stream, "set_cur_stream")


class StreamCtx:
    """``with StreamCtx(stream):`` puts the work into a stream, of which there is one.

    Raises:
        TypeError: unless it is a `Stream` or None.
    """

    def __init__(self, ctx_stream: Stream | None) -> None:
        self.stream = None if ctx_stream is None else _check_stream(ctx_stream, "StreamCtx")

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass


__getattr__ = missing_name_getattr(__name__)
