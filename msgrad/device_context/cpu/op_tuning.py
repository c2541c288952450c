"""How operators run on a CPU."""

from __future__ import annotations

from msgrad._checkparam import check_positive_int
from msgrad._names import missing_name_getattr
from msgrad.device_context._settings import settings

__all__ = ["threads_num"]


def threads_num(num: int) -> None:
    """How many threads an operator runs in. XLA's threads are as many as there are processors when it starts, so that
    the number is checked and kept; bind the process to fewer processors by `runtime.set_cpu_affinity`.

    Raises:
        TypeError: unless it is an int.
        ValueError: unless it is above 0.
        RuntimeError: when it is called a second time.
    """
    check_positive_int(num, "num", "threads_num")
    if "cpu.threads_num" in settings:
        raise RuntimeError("The 'threads_num' can not be set repeatedly.")
    settings["cpu.threads_num"] = num


__getattr__ = missing_name_getattr(__name__)
