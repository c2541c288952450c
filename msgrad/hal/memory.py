"""How much memory is used, by the older names of `runtime.memory`, which take a kind of device."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgrad._names import missing_name_getattr
from msgrad.common.context import default_device
from msgrad.hal.device import device_count
from msgrad.runtime import memory
from msgrad.runtime.memory import empty_cache

__all__ = [
    "empty_cache",
    "max_memory_allocated",
    "max_memory_reserved",
    "memory_allocated",
    "memory_reserved",
    "memory_stats",
    "memory_summary",
    "reset_max_memory_allocated",
    "reset_max_memory_reserved",
    "reset_peak_memory_stats",
]


def _with_kind(function: Callable[[], Any]) -> Callable[..., Any]:
    def asked(device_target: str | None = None) -> Any:
        if device_target is not None:
            device_count(device_target)  # raises where there is none
            if device_target != default_device():
                raise ValueError(
                    f"For '{function.__name__}', memory is only counted on the device that computes, "
                    f"{default_device()}, but got {device_target!r}."
                )
        return function()

    asked.__name__ = asked.__qualname__ = function.__name__
    asked.__doc__ = f"As `runtime.{function.__name__}`. ValueError for another kind of device than that which computes."
    return asked


max_memory_allocated = _with_kind(memory.max_memory_allocated)
max_memory_reserved = _with_kind(memory.max_memory_reserved)
memory_allocated = _with_kind(memory.memory_allocated)
memory_reserved = _with_kind(memory.memory_reserved)
memory_summary = _with_kind(memory.memory_summary)
reset_max_memory_allocated = _with_kind(memory.reset_max_memory_allocated)
reset_max_memory_reserved = _with_kind(memory.reset_max_memory_reserved)
reset_peak_memory_stats = _with_kind(memory.reset_peak_memory_stats)
memory_stats = _with_kind(memory.memory_stats)

__getattr__ = missing_name_getattr(__name__)
