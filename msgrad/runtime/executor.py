"""How work is started.

What MindSpore's own executor would do with these settings is JAX's to decide. They are checked; results do not depend
on them.
"""

from __future__ import annotations

from typing import Any

from msgrad._checkparam import check_bool, check_positive_int, check_type
from msgrad._names import missing_name_getattr
from msgrad.engine.execute import set_executor

__all__ = [
    "dispatch_threads_num",
    "launch_blocking",
    "set_cpu_affinity",
    "set_kernel_launch_capture",
    "set_kernel_launch_group",
]

_set: set[str] = set()


def _once(who: str) -> None:
    if who in _set:
        raise RuntimeError(f"The '{who}' can not be set repeatedly.")
    _set.add(who)


def launch_blocking() -> None:
    """Has each operator run by itself from now on, and its errors raised there: as `msgrad.executor("operator")`."""
    set_executor("operator")


def dispatch_threads_num(threads_num: int) -> None:
    """How many threads start work: JAX has one.

    Raises:
        TypeError: unless it is an int.
        ValueError: unless it is above 0.
        RuntimeError: when it is called a second time.
    """
    check_positive_int(threads_num, "threads_num", "dispatch_threads_num")
    _once("dispatch_threads_num")


def set_kernel_launch_group(thread_num: int = 2, kernel_group_num: int = 8) -> None:
    """Has threads start groups of kernels: all kernels of a program are started at once.

    Raises:
        TypeError: unless both are ints.
        ValueError: unless they are above 0, the second one a multiple of the first.
        RuntimeError: when it is called a second time.
    """
    check_positive_int(thread_num, "thread_num", "set_kernel_launch_group")
    check_positive_int(kernel_group_num, "kernel_group_num", "set_kernel_launch_group")
    if kernel_group_num % thread_num:
        raise ValueError(
            f"For 'set_kernel_launch_group', the 'kernel_group_num' must be a multiple of the 'thread_num', "
            f"but got {kernel_group_num} and {thread_num}."
        )
    _once("set_kernel_launch_group")


def set_kernel_launch_capture(enable_capture_graph: bool, op_capture_skip: list[str] | None = None) -> None:
    """Has the starting of kernels recorded and replayed: a compiled program is one in any case.

    TypeError for arguments of other types.
    """
    check_bool(enable_capture_graph, "enable_capture_graph", "set_kernel_launch_capture")
    if op_capture_skip is not None:
        for name in check_type(op_capture_skip, list, "op_capture_skip", "set_kernel_launch_capture"):
            check_type(name, str, "op_capture_skip", "set_kernel_launch_capture")


def set_cpu_affinity(
    enable_affinity: bool,
    affinity_cpu_list: list[str] | None = None,
    module_to_cpu_dict: Any = None,
    bind_file: Any = None,
) -> None:
    """Binds the process to processors.

    Args:
        enable_affinity: whether to; True without a list leaves the choice to the system.
        affinity_cpu_list: ranges of numbers of processors, such as ``["0-3", "8-11"]``.
        module_to_cpu_dict, bind_file: of threads that MindSpore has and JAX has not.

    Raises:
        TypeError: for arguments of other types.
        ValueError: for ranges of another form.
        NotImplementedError: for the last two, and where the system cannot bind processes.
        RuntimeError: when it is called a second time.
    """
    import os

    who = "set_cpu_affinity"
    check_bool(enable_affinity, "enable_affinity", who)
    if module_to_cpu_dict is not None or bind_file is not None:
        raise NotImplementedError(
            f"For '{who}', 'module_to_cpu_dict' and 'bind_file' are of threads that do not exist here: give "
            "'affinity_cpu_list'."
        )
    processors: set[int] = set()
    for item in [] if affinity_cpu_list is None else check_type(affinity_cpu_list, list, "affinity_cpu_list", who):
        first, _, last = check_type(item, str, "affinity_cpu_list", who).partition("-")
        if not first.isdigit() or not last.isdigit() or int(first) > int(last):
            raise ValueError(f"For '{who}', the 'affinity_cpu_list' must have ranges such as '0-3', but got {item!r}.")
        processors.update(range(int(first), int(last) + 1))
    _once(who)
    if enable_affinity and processors:
        if not hasattr(os, "sched_setaffinity"):
            raise NotImplementedError(f"For '{who}', this system cannot bind processes to processors.")
        os.sched_setaffinity(0, processors)


__getattr__ = missing_name_getattr(__name__)
