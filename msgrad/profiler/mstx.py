"""Marks in what is recorded."""

from __future__ import annotations

from typing import Any

from msgrad._checkparam import check_type
from msgrad._names import missing_name_getattr

__all__ = ["Mstx"]


class Mstx:
    """Marks, and ranges of time, that are seen in what `profile` records.

    >>> from mindspore.profiler import mstx
    >>> number = mstx.range_start("a step")
    >>> mstx.range_end(number)
    """

    _open: dict[int, Any] = {}  # noqa: RUF012
    _number = 0

    @staticmethod
    def mark(message: str, stream: Any = None, domain: str = "default") -> None:
        """A mark. TypeError unless ``message`` and ``domain`` are strs."""
        Mstx.range_end(Mstx.range_start(message, stream, domain), domain)

    @staticmethod
    def range_start(message: str, stream: Any = None, domain: str = "default") -> int:
        """Begins a range, and returns its number, above 0. TypeError unless ``message`` and ``domain`` are strs."""
        import jax

        check_type(message, str, "message", "mstx")
        check_type(domain, str, "domain", "mstx")
        Mstx._number += 1
        annotation = jax.profiler.TraceAnnotation(message if domain == "default" else f"{domain}: {message}")
        annotation.__enter__()
        Mstx._open[Mstx._number] = annotation
        return Mstx._number

    @staticmethod
    def range_end(range_id: int, domain: str = "default") -> None:
        """Ends a range. TypeError unless ``range_id`` is an int; numbers of no range are passed over."""
        annotation = Mstx._open.pop(check_type(range_id, int, "range_id", "mstx"), None)
        if annotation is not None:
            annotation.__exit__(None, None, None)


__getattr__ = missing_name_getattr(__name__)
