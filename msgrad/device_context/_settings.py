"""Settings of single kinds of devices.

What they steer lies in compilers and libraries that JAX does not use, so that no result depends on them: as MindSpore
does where the device is another one, they are checked and kept. JAX's own settings are those of `jax.config`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgrad._checkparam import check_type

settings: dict[str, Any] = {}


def device_functions(kind: str) -> tuple[Callable[[], int], Callable[[], bool]]:
    """``device_count`` and ``is_available`` of a kind of devices."""

    def device_count() -> int:
        """How many devices of the kind there are. RuntimeError where there are none."""
        from msgrad.hal.device import device_count, is_available

        if not is_available(kind):
            raise RuntimeError(f"Device_target {kind} not exist.")
        return device_count(kind)

    def is_available() -> bool:
        """Whether there are devices of the kind."""
        from msgrad.hal.device import is_available

        return is_available(kind)

    return device_count, is_available


def choice(name: str, *allowed: Any) -> Callable[[Any], None]:
    """A setting that is one of some words. ValueError for others."""

    def set_choice(mode: Any) -> None:
        if not any(mode is item or (isinstance(mode, str) and mode == item) for item in allowed):
            raise ValueError(f"For 'mindspore.{name}', the argument must be in {list(allowed)}, but got {mode!r}.")
        settings[name] = mode

    set_choice.__name__ = set_choice.__qualname__ = name.rpartition(".")[2]
    set_choice.__doc__ = (
        f"Checks and keeps one of {', '.join(map(repr, allowed))}, see the package. ValueError for others."
    )
    return set_choice


def keep(name: str, value: Any, kind: type, argument: str) -> None:
    """Keeps a value. TypeError unless it is of the kind."""
    settings[name] = check_type(value, kind, argument, name)
