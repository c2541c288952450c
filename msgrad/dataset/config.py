"""Settings of the data pipelines: `mindspore.dataset.config`."""

from __future__ import annotations

import json
import os
import random
import warnings
from enum import IntEnum
from typing import Any

import numpy as np

from msgrad._checkparam import check_bool, check_type
from msgrad._names import missing_name_getattr
from msgrad.common import seed as _global_seed
from msgrad.dataset.random_state import UNSEEDED

__all__ = [
    "load", "set_seed", "get_seed", "set_prefetch_size", "get_prefetch_size", "set_num_parallel_workers",
    "get_num_parallel_workers", "set_numa_enable", "get_numa_enable", "set_monitor_sampling_interval",
    "get_monitor_sampling_interval", "set_callback_timeout", "get_callback_timeout", "set_auto_num_workers",
    "get_auto_num_workers", "set_enable_shared_mem", "get_enable_shared_mem", "set_enable_autotune",
    "get_enable_autotune", "set_autotune_interval", "get_autotune_interval", "set_auto_offload", "get_auto_offload",
    "set_enable_watchdog", "get_enable_watchdog", "set_fast_recovery", "get_fast_recovery", "set_debug_mode",
    "get_debug_mode", "set_error_samples_mode", "get_error_samples_mode", "ErrorSamplesMode",
    "set_multiprocessing_timeout_interval", "get_multiprocessing_timeout_interval", "set_iterator_mode",
    "get_iterator_mode", "set_dynamic_shape", "get_dynamic_shape", "set_sending_batches", "set_video_backend",
    "get_video_backend", "set_multiprocessing_start_method", "get_multiprocessing_start_method",
]  # fmt: skip

INT32_MAX = 2**31 - 1
UINT32_MAX = 2**32 - 1


class ErrorSamplesMode(IntEnum):
    """What a pipeline does with a row that `map` fails on: raise, put another row in its place, leave it out."""

    RETURN = 0
    REPLACE = 1
    SKIP = 2


_defaults: dict[str, Any] = {
    "seed": UNSEEDED,
    "prefetch_size": 16,
    "num_parallel_workers": min(8, os.cpu_count() or 1),
    "monitor_sampling_interval": 1000,
    "callback_timeout": 60,
    "autotune_interval": 0,
    "fast_recovery": True,
    "enable_watchdog": True,
    "enable_shared_mem": True,
    "error_samples_mode": ErrorSamplesMode.RETURN,
    "multiprocessing_timeout_interval": 300,
    "auto_num_workers": False,
    "enable_autotune": False,
    "auto_offload": False,
    "numa_enable": False,
    "debug_mode": False,
    "do_copy": False,
    "parallel_convert": False,
    "start_method": "fork",
    "dynamic_shape": False,
    "sending_batches": 0,
    "video_backend": "CPU",
    "debug_hooks": (),
}
_settings = dict(_defaults)


def _int(value: Any, name: str, low: int, high: int = INT32_MAX) -> int:
    check_type(value, int, name, f"set_{name}")
    if not low <= value <= high:
        raise ValueError(f"For 'set_{name}', the value must be in [{low}, {high}], but got {value}.")
    return value


def _hint(value: Any, name: str, why: str) -> None:
    """Keeps what changes no result, and says that it has no effect here."""
    if check_bool(value, name, f"set_{name}"):
        warnings.warn(f"'set_{name}' has no effect here: {why}", stacklevel=3)
    _settings[name] = value


def set_seed(seed: int) -> None:
    """Seeds the order of samples and the random transforms, and also Python's and numpy's global generators.

    Raises TypeError unless `seed` is an int, ValueError unless it is in [0, 2**32).

    >>> set_seed(7)
    >>> get_seed()
    7
    """
    _settings["seed"] = _int(seed, "seed", 0, UINT32_MAX)
    random.seed(seed)
    np.random.seed(seed)


def _follow(seed: int) -> None:
    _settings["seed"] = seed


def get_seed() -> int:
    """The seed of the pipelines; 5489 where none is set, and then each pipeline draws another one."""
    return _settings["seed"]


def set_prefetch_size(size: int) -> None:
    """How many rows (batches, after `batch`) the background thread of an iterator may be ahead."""
    _settings["prefetch_size"] = _int(size, "prefetch_size", 1)


def get_prefetch_size() -> int:
    """How many rows an iterator may be ahead."""
    return _settings["prefetch_size"]


def set_num_parallel_workers(num: int) -> None:
    """The number of workers of operations that are not given one."""
    _settings["num_parallel_workers"] = _int(num, "num_parallel_workers", 1)


def get_num_parallel_workers() -> int:
    """The number of workers of operations that are not given one."""
    return _settings["num_parallel_workers"]


def set_monitor_sampling_interval(interval: int) -> None:
    """The interval of MindSpore's monitor in milliseconds; kept, and nothing here samples."""
    _settings["monitor_sampling_interval"] = _int(interval, "monitor_sampling_interval", 1)


def get_monitor_sampling_interval() -> int:
    """The interval of MindSpore's monitor in milliseconds."""
    return _settings["monitor_sampling_interval"]


def set_callback_timeout(timeout: int) -> None:
    """How many seconds a `WaitedDSCallback` waits for the training."""
    _settings["callback_timeout"] = _int(timeout, "callback_timeout", 1)


def get_callback_timeout() -> int:
    """How many seconds a `WaitedDSCallback` waits for the training."""
    return _settings["callback_timeout"]


def set_multiprocessing_timeout_interval(interval: int) -> None:
    """After how many seconds without an answer a worker process counts as stuck."""
    _settings["multiprocessing_timeout_interval"] = _int(interval, "multiprocessing_timeout_interval", 1)


def get_multiprocessing_timeout_interval() -> int:
    """After how many seconds without an answer a worker process counts as stuck."""
    return _settings["multiprocessing_timeout_interval"]


def set_multiprocessing_start_method(start_method: str = "fork") -> None:
    """How worker processes start: 'fork' or 'spawn'. With 'spawn' functions must be picklable."""
    check_type(start_method, str, "start_method", "set_multiprocessing_start_method")
    if start_method not in ("fork", "spawn"):
        raise ValueError(
            f"For 'set_multiprocessing_start_method', expected 'fork' or 'spawn', but got {start_method!r}."
        )
    _settings["start_method"] = start_method


def get_multiprocessing_start_method() -> str:
    """How worker processes start."""
    return _settings["start_method"]


def set_auto_num_workers(enable: bool) -> None:
    """Kept, with a warning: the number of workers is what it is set to."""
    _hint(enable, "auto_num_workers", "set 'num_parallel_workers' instead.")


def get_auto_num_workers() -> bool:
    """What was set."""
    return _settings["auto_num_workers"]


def set_enable_shared_mem(enable: bool) -> None:
    """Kept: worker processes here pass rows through pipes."""
    _settings["enable_shared_mem"] = check_bool(enable, "enable", "set_enable_shared_mem")


def get_enable_shared_mem() -> bool:
    """What was set."""
    return _settings["enable_shared_mem"]


def set_enable_autotune(enable: bool, filepath_prefix: str | None = None) -> None:
    """Kept, with a warning: there is no autotuning."""
    _hint(enable, "enable_autotune", "set 'num_parallel_workers' and 'prefetch_size' by hand.")


def get_enable_autotune() -> bool:
    """What was set."""
    return _settings["enable_autotune"]


def set_autotune_interval(interval: int) -> None:
    """Kept for the sake of scripts that set it."""
    _settings["autotune_interval"] = _int(interval, "autotune_interval", 0)


def get_autotune_interval() -> int:
    """What was set."""
    return _settings["autotune_interval"]


def set_auto_offload(offload: bool) -> None:
    """Kept, with a warning: transforms run on the host."""
    _hint(offload, "auto_offload", "transforms run on the host.")


def get_auto_offload() -> bool:
    """What was set."""
    return _settings["auto_offload"]


def set_enable_watchdog(enable: bool) -> None:
    """Kept: a worker process that dies is always noticed."""
    _settings["enable_watchdog"] = check_bool(enable, "enable", "set_enable_watchdog")


def get_enable_watchdog() -> bool:
    """What was set."""
    return _settings["enable_watchdog"]


def set_fast_recovery(fast_recovery: bool) -> None:
    """Kept: how a pipeline is brought to an earlier step."""
    _settings["fast_recovery"] = check_bool(fast_recovery, "fast_recovery", "set_fast_recovery")


def get_fast_recovery() -> bool:
    """What was set."""
    return _settings["fast_recovery"]


def set_numa_enable(numa_enable: bool) -> None:
    """Kept, with a warning: memory is not bound to nodes."""
    _hint(numa_enable, "numa_enable", "start Python under numactl instead.")


def get_numa_enable() -> bool:
    """What was set."""
    return _settings["numa_enable"]


def set_debug_mode(debug_mode_flag: bool, debug_hook_list: list | None = None) -> None:
    """In debug mode a pipeline runs in the caller's own thread, one row at a time, so that debuggers can follow it.

    Each `DebugHook` of the list sees what goes into each `map` and what each of its operations gives.
    """
    from msgrad.dataset.debug import DebugHook

    check_type(debug_mode_flag, bool, "debug_mode_flag", "set_debug_mode")
    hooks = [] if debug_hook_list is None else check_type(debug_hook_list, list, "debug_hook_list", "set_debug_mode")
    for hook in hooks:
        check_type(hook, DebugHook, "debug_hook_list", "set_debug_mode")
    _settings["debug_hooks"] = tuple(hooks)
    _settings["debug_mode"] = debug_mode_flag


def get_debug_mode() -> bool:
    """Whether pipelines run in the caller's own thread."""
    return _settings["debug_mode"]


def debug_hooks() -> tuple:
    """The hooks that `set_debug_mode` was given."""
    return _settings["debug_hooks"] if _settings["debug_mode"] else ()


def set_error_samples_mode(error_samples_mode: ErrorSamplesMode) -> None:
    """What `map` does with rows that its operations fail on."""
    _settings["error_samples_mode"] = check_type(
        error_samples_mode, ErrorSamplesMode, "error_samples_mode", "set_error_samples_mode"
    )


def get_error_samples_mode() -> ErrorSamplesMode:
    """What `map` does with rows that its operations fail on."""
    return _settings["error_samples_mode"]


def set_iterator_mode(do_copy: bool = False, parallel_convert: bool = False) -> None:
    """How iterators hand out Tensors; here both ways give the same Tensors."""
    _settings["do_copy"] = check_type(do_copy, bool, "do_copy", "set_iterator_mode")
    _settings["parallel_convert"] = check_type(parallel_convert, bool, "parallel_convert", "set_iterator_mode")


def get_iterator_mode() -> dict[str, bool]:
    """What `set_iterator_mode` set."""
    return {"do_copy": _settings["do_copy"], "parallel_convert": _settings["parallel_convert"]}


def set_dynamic_shape(is_dynamic: bool) -> None:
    """Kept: batches may always differ in shape here."""
    _settings["dynamic_shape"] = check_bool(is_dynamic, "is_dynamic", "set_dynamic_shape")


def get_dynamic_shape() -> bool:
    """What was set."""
    return _settings["dynamic_shape"]


def set_sending_batches(batch_num: int) -> None:
    """Kept, with a warning: no batches are sent ahead of the steps that take them; 0 is for no limit."""
    check_type(batch_num, int, "batch_num", "set_sending_batches")
    if batch_num:
        warnings.warn(
            "'set_sending_batches' has no effect here: 'set_prefetch_size' limits how far a pipeline is ahead.",
            stacklevel=2,
        )
    _settings["sending_batches"] = batch_num


def set_video_backend(backend: str) -> None:
    """Kept: which device decodes videos, 'CPU' or 'Ascend'."""
    check_type(backend, str, "backend", "set_video_backend")
    if backend not in ("CPU", "Ascend"):
        raise ValueError(f"For 'set_video_backend', the 'backend' must be 'CPU' or 'Ascend', but got {backend!r}.")
    if backend == "Ascend":
        raise RuntimeError("For 'set_video_backend', there is no 'Ascend' here: 'CPU' is what decodes.")
    _settings["video_backend"] = backend


def get_video_backend() -> str:
    """Which device decodes videos."""
    return _settings["video_backend"]


def load(file: str) -> None:
    """Takes settings from a JSON file: an object of ``numParallelWorkers``, ``seed``, ``monitorSamplingInterval``, ...

    Raises RuntimeError where the file cannot be read.
    """
    try:
        with open(file, encoding="utf-8") as stream:
            content = json.load(stream)
    except (OSError, ValueError) as error:
        raise RuntimeError(f"For 'load', the file '{file}' cannot be read: {error}.") from None
    setters = {
        "numParallelWorkers": set_num_parallel_workers,
        "seed": set_seed,
        "monitorSamplingInterval": set_monitor_sampling_interval,
        "prefetchSize": set_prefetch_size,
    }
    for name, value in content.items():
        if name in setters:
            setters[name](value)


def reset() -> None:
    """All as at the start (for tests)."""
    _settings.update(_defaults)


_global_seed.follow(_follow)  # `mindspore.set_seed` seeds the pipelines, too

__getattr__ = missing_name_getattr(__name__)
