"""Which devices there are."""

from __future__ import annotations

from typing import Any

from msgrad._checkparam import check_type
from msgrad._names import missing_name_getattr
from msgrad.common.context import default_device

__all__ = [
    "device_count",
    "get_arch_list",
    "get_device_capability",
    "get_device_name",
    "get_device_properties",
    "is_available",
    "is_initialized",
]

_KINDS = ("CPU", "GPU", "Ascend")


def _kind(device_target: Any, who: str) -> str:
    if check_type(device_target, str, "device_target", who) not in (*_KINDS, default_device()):
        raise ValueError(f"For '{who}', the 'device_target' must be one of {list(_KINDS)}, but got {device_target}.")
    return device_target


def _devices(device_target: Any, who: str) -> list[Any]:
    """JAX's devices of a kind, by default that which computes; none where there is none."""
    import jax

    kind = default_device() if device_target is None else _kind(device_target, who)
    try:
        return jax.local_devices(backend=kind.lower())
    except RuntimeError:
        return []


def _present(device_target: Any, who: str) -> list[Any]:
    found = _devices(device_target, who)
    if not found:
        raise ValueError(f"{device_target} backend is not available, as hal.is_available says: JAX has no such device.")
    return found


def is_available(device_target: str) -> bool:
    """Whether there are devices of a kind: "CPU", "GPU" or "Ascend".

    Raises:
        TypeError: if it is no str.
        ValueError: for another word.

    >>> from mindspore import hal
    >>> hal.is_available("CPU"), hal.is_available("Ascend")
    (True, False)
    """
    return bool(_devices(_kind(device_target, "hal.is_available"), "hal.is_available"))


def is_initialized(device_target: str) -> bool:
    """Whether devices of a kind have been used. Raises as `is_available`."""
    from jax._src import xla_bridge

    _kind(device_target, "hal.is_initialized")
    return xla_bridge.backends_are_initialized() and device_target == default_device()


def device_count(device_target: str | None = None) -> int:
    """The number of devices of a kind, by default that which computes.

    Raises:
        TypeError: if it is no str.
        ValueError: for another word, and where there are none.
    """
    return len(_present(device_target, "hal.device_count"))


def get_device_name(device_id: int, device_target: str | None = None) -> str:
    """The name of a device. ValueError where there is none of that number; else raises as `device_count`."""
    check_type(device_id, int, "device_id", "hal.get_device_name")
    found = _present(device_target, "hal.get_device_name")
    if not 0 <= device_id < len(found):
        raise ValueError(f"The argument 'device_id' must be less than device count: {len(found)}, but got {device_id}.")
    name = found[device_id].device_kind
    return name.upper() if name == "cpu" else name


def get_device_capability(device_id: int, device_target: str | None = None) -> tuple[int, int] | None:
    """The compute capability of a GPU, such as (9, 0); None of other devices. Raises as `get_device_name`."""
    get_device_name(device_id, device_target)
    found = getattr(_present(device_target, "hal.get_device_capability")[device_id], "compute_capability", None)
    if not isinstance(found, str):
        return None
    major, _, minor = found.partition(".")
    return int(major), int(minor)


def get_device_properties(device_id: int, device_target: str | None = None) -> None:
    """None: JAX tells no more than `get_device_name` and `memory_stats`. Raises as `get_device_name`."""
    get_device_name(device_id, device_target)


def get_arch_list(device_target: str | None = None) -> None:
    """None: JAX compiles for the devices that are there. Raises as `device_count`."""
    _present(device_target, "hal.get_arch_list")


__getattr__ = missing_name_getattr(__name__)
