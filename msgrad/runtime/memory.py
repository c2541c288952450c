"""How much memory of the device is used, as JAX tells it.

JAX tells it of GPUs and TPUs. The CPU's allocator keeps no statistics; all numbers are 0 there, as in MindSpore.
"""

from __future__ import annotations

import re
from typing import Any, NoReturn

from msgrad._checkparam import check_type
from msgrad._names import missing_name_getattr
from msgrad.engine import cut

__all__ = [
    "MemPool",
    "PluggableAllocator",
    "empty_cache",
    "max_memory_allocated",
    "max_memory_reserved",
    "memory_allocated",
    "memory_replay",
    "memory_reserved",
    "memory_stats",
    "memory_summary",
    "reset_max_memory_allocated",
    "reset_max_memory_reserved",
    "reset_peak_memory_stats",
    "set_memory",
    "use_mem_pool",
]


def _statistics() -> dict[str, int]:
    """JAX's statistics of the device that computes, after what is pending; empty where it keeps none."""
    import jax

    cut("memory statistics")
    return jax.local_devices()[0].memory_stats() or {}


def memory_allocated() -> int:
    """The bytes that arrays take up now."""
    return _statistics().get("bytes_in_use", 0)


def max_memory_allocated() -> int:
    """The most bytes that arrays have taken up at a time."""
    return _statistics().get("peak_bytes_in_use", 0)


def memory_reserved() -> int:
    """The bytes that the process has taken from the device, for arrays of now and later."""
    found = _statistics()
    return found.get("pool_bytes") or found.get("bytes_reserved") or found.get("bytes_in_use", 0)


def max_memory_reserved() -> int:
    """The most bytes that the process has taken from the device at a time."""
    found = _statistics()
    return found.get("peak_pool_bytes") or found.get("peak_bytes_reserved") or found.get("peak_bytes_in_use", 0)


def memory_stats() -> dict[str, Any]:
    """All of these, by MindSpore's names. JAX says nothing of single blocks: they are not listed.

    >>> from mindspore import runtime
    >>> sorted(runtime.memory_stats())[:2]
    ['common_mem_pool_stats', 'max_allocated_memory']
    """
    allocated, reserved = memory_allocated(), memory_reserved()
    return {
        "total_reserved_memory": reserved,
        "total_allocated_memory": allocated,
        "total_idle_memory": reserved - allocated,
        "total_eager_free_memory": 0,
        "max_reserved_memory": max_memory_reserved(),
        "max_allocated_memory": max_memory_allocated(),
        "common_mem_pool_stats": {"block_unit_size": 0, "block_counts": 0, "blocks_info": {}},
        "persistent_mem_pool_stats": {"block_counts": 0, "block_unit_size": 0, "blocks_info": {}},
    }


def _readable(size: int) -> str:
    amount, unit = float(size), "B"
    for larger in ("KB", "MB", "GB"):
        if amount < 1024:
            break
        amount, unit = amount / 1024, larger
    return f"{int(amount):6d} {unit}"


def memory_summary() -> str:
    """These as a table to print."""
    found = memory_stats()
    rows = [
        ("Reserved memory", "total_reserved_memory"),
        ("Allocated memory", "total_allocated_memory"),
        ("Idle memory", "total_idle_memory"),
        ("Eager free memory", "total_eager_free_memory"),
        ("Max reserved memory", "max_reserved_memory"),
        ("Max allocated memory", "max_allocated_memory"),
    ]
    double, single = "|" + "=" * 45 + "|", "|" + "-" * 45 + "|"
    lines = [double, "|" + "Memory summary".center(45) + "|", double, f"| {'Metric':<20} | {'Data':<20} |"]
    for title, name in rows:
        lines += [single, f"| {title:<20} | {_readable(found[name]):<20} |"]
    return "\n".join([*lines, double, ""])


def empty_cache() -> None:
    """Gives memory that is kept for later back to the device; JAX alone decides what it keeps, so nothing changes."""
    cut("memory statistics")


def _reset(who: str) -> None:
    if _statistics():
        raise NotImplementedError(
            f"For '{who}', JAX's allocator cannot forget its peak: read it before and after instead."
        )


def reset_max_memory_allocated() -> None:
    """Forgets the peak of `max_memory_allocated`. NotImplementedError on devices of which JAX keeps one."""
    _reset("reset_max_memory_allocated")


def reset_max_memory_reserved() -> None:
    """Forgets the peak of `max_memory_reserved`. NotImplementedError on devices of which JAX keeps one."""
    _reset("reset_max_memory_reserved")


def reset_peak_memory_stats() -> None:
    """Forgets both peaks. NotImplementedError on devices of which JAX keeps them."""
    _reset("reset_peak_memory_stats")


_set = False


def set_memory(
    init_size: str = "2GB",
    increase_size: str = "2GB",
    max_size: str = "1024GB",
    optimize_level: str = "O0",
    huge_page_reserve_size: str = "0GB",
) -> None:
    """How much memory the process takes from the device at first, then, and at most.

    JAX reads that from its environment when the process starts, so that nothing can be changed here: the arguments
    are checked, and results do not depend on them. The variables are XLA_PYTHON_CLIENT_MEM_FRACTION and
    XLA_PYTHON_CLIENT_PREALLOCATE.

    Args:
        init_size, increase_size, max_size, huge_page_reserve_size: such as "2GB", above 0 (the last one at least 0).
        optimize_level: "O0" or "O1".

    Raises:
        TypeError: for arguments of other types.
        ValueError: for sizes or levels of another form.
        RuntimeError: when it is called a second time.
    """
    global _set
    sizes = {"init_size": init_size, "increase_size": increase_size, "max_size": max_size}
    for name, value in {**sizes, "huge_page_reserve_size": huge_page_reserve_size}.items():
        check_type(value, str, name, "set_memory")
    check_type(optimize_level, str, "optimize_level", "set_memory")
    if _set:
        raise RuntimeError("The 'set_memory' can not be set repeatedly.")
    for name, value in {**sizes, "huge_page_reserve_size": huge_page_reserve_size}.items():
        found = re.fullmatch(r"[1-9]\d*(?:\.\d*)?GB|0\.\d+GB|0+(?:\.0*)?GB", value)
        if not found or (name in sizes and float(value[:-2]) == 0):
            raise ValueError(f"For 'set_memory', the '{name}' must be a size such as '2GB', but got {value!r}.")
    if optimize_level not in ("O0", "O1"):
        raise ValueError(f"For 'set_memory', the 'optimize_level' must be 'O0' or 'O1', but got {optimize_level!r}.")
    _set = True


_OF_JAX = "memory is JAX's to allocate: choose how by XLA_PYTHON_CLIENT_ALLOCATOR before the process starts"


def memory_replay(file_path: str) -> NoReturn:
    """Not supported; raises NotImplementedError."""
    raise NotImplementedError(f"For 'memory_replay', {_OF_JAX}.")


def use_mem_pool(pool: Any) -> NoReturn:
    """Not supported; raises NotImplementedError."""
    raise NotImplementedError(f"For 'use_mem_pool', {_OF_JAX}.")


class PluggableAllocator:
    """Not supported; raises NotImplementedError."""

    def __init__(self, path_to_so_file: str, alloc_fn_name: str, free_fn_name: str) -> None:
        raise NotImplementedError(f"For 'PluggableAllocator', {_OF_JAX}.")


class MemPool:
    """Not supported; raises NotImplementedError."""

    def __init__(self, allocator: Any) -> None:
        raise NotImplementedError(f"For 'MemPool', {_OF_JAX}.")


__getattr__ = missing_name_getattr(__name__)
