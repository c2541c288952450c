"""mindspore.set_context and its kin: the settings of a process.

Most of MindSpore's settings steer its own executors and devices. Here the mode, the device and the seed count;
a setting that would change what is computed and is not supported raises an error; one that only tunes
MindSpore's own runtime is kept, so that `get_context` gives it back.
"""

from __future__ import annotations

from typing import Any

from msgrad.common.parallel_context import (
    ParallelMode,
    get_auto_parallel_context,
    get_ps_context,
    reset_auto_parallel_context,
    reset_ps_context,
    set_auto_parallel_context,
    set_ps_context,
)
from msgrad.engine.ambient import ambient

GRAPH_MODE = 0
PYNATIVE_MODE = 1
STRICT, COMPATIBLE, LAX = 0, 1, 2

__all__ = [
    "COMPATIBLE",
    "GRAPH_MODE",
    "LAX",
    "PYNATIVE_MODE",
    "ParallelMode",
    "STRICT",
    "get_auto_parallel_context",
    "get_context",
    "get_current_device",
    "get_ps_context",
    "reset_auto_parallel_context",
    "reset_ps_context",
    "set_auto_parallel_context",
    "set_context",
    "set_device",
    "set_ps_context",
]

_DEVICES = ("CPU", "GPU", "Ascend", "Davinci")
_TUNING: dict[str, Any] = {
    # name: its value in a fresh process
    "save_graphs": False,
    "save_graphs_path": "",
    "enable_dump": False,
    "save_dump_path": "",
    "deterministic": "OFF",
    "max_call_depth": 1000,
    "env_config_path": "",
    "grad_for_scalar": False,
    "enable_compile_cache": False,
    "compile_cache_path": "",
    "runtime_num_threads": 30,
    "inter_op_parallel_num": 0,
    "memory_optimize_level": "O0",
    "mempool_block_size": "1GB",
    "max_device_memory": "1024GB",
    "memory_offload": "OFF",
    "enable_graph_kernel": False,
    "graph_kernel_flags": "",
    "enable_reduce_precision": True,
    "reserve_class_name_in_scope": True,
    "pynative_synchronize": False,
    "debug_level": 0,
    "jit_enable_inplace_ops": True,
    "jit_config": {},
    "jit_syntax_level": LAX,
    "precompile_only": False,
    "print_file_path": "",
    "ascend_config": {},
    "gpu_config": {},
    "check_bprop": False,
    "aoe_tune_mode": "",
    "aoe_config": {},
    "auto_tune_mode": "",
    "op_timeout": 900,
    "profiling_options": "",
    "enable_profiling": False,
    "variable_memory_max_size": "0GB",
    "disable_format_transform": False,
    "exec_order": "bfs",
    "topo_order": {},
    "support_binary": False,
    "parameter_broadcast": False,
    "enable_auto_mixed_precision": False,
    "graph_memory_max_size": "0GB",
    "enable_sparse": False,
    "cluster_config": {},
}


class _Settings:
    def __init__(self) -> None:
        self.mode = PYNATIVE_MODE
        self.device_target: str | None = None
        self.device_id = 0
        self.tuning = dict(_TUNING)


_settings = _Settings()


def default_device() -> str:
    """The kind of device that JAX computes on: "CPU", "GPU" or "TPU"."""
    import jax

    return jax.default_backend().upper()


def set_context(**kwargs: Any) -> None:
    """Sets any of MindSpore's context settings.

    Args:
        kwargs: ``mode`` (GRAPH_MODE or PYNATIVE_MODE), ``device_target``, ``device_id``, or any other name that
            MindSpore knows; names that only tune its own runtime are kept and change nothing here.

    Raises:
        ValueError: for a name that MindSpore does not know, or a wrong ``mode`` or ``device_target``.
        RuntimeError: if the device is not there.
    """
    for name in kwargs:
        if name not in ("mode", "device_target", "device_id") and name not in _settings.tuning:
            raise ValueError(f"For 'set_context', the keyword argument {name} is not recognized.")
    if "mode" in kwargs:
        mode = kwargs["mode"]
        if mode not in (GRAPH_MODE, PYNATIVE_MODE):
            raise ValueError(
                f"For 'set_context', the 'mode' must be GRAPH_MODE (0) or PYNATIVE_MODE (1), but got {mode}."
            )
        _settings.mode = int(mode)
        ambient.set_graph_mode(_settings.mode == GRAPH_MODE)
    if "device_target" in kwargs:
        _set_target(kwargs["device_target"], _DEVICES, "set_context")
    if "device_id" in kwargs:
        _settings.device_id = _check_id(kwargs["device_id"], "set_context")
    for name, value in kwargs.items():
        if name in _settings.tuning:
            _settings.tuning[name] = value


def _set_target(target: Any, known: tuple[str, ...], who: str) -> None:
    if target not in known:
        raise ValueError(f"For '{who}', the 'device_target' must be one of {', '.join(known)}, but got {target!r}.")
    # A script written for an Ascend or a GPU runs on what JAX has: that is what the package is for.
    _settings.device_target = target


def _check_id(device_id: Any, who: str) -> int:
    if isinstance(device_id, bool) or not isinstance(device_id, int) or device_id < 0:
        raise ValueError(f"For '{who}', the 'device_id' must be an int of 0 or more, but got {device_id!r}.")
    return device_id


def get_context(attr_key: str) -> Any:
    """The value of a setting; ``device_target`` is the kind of device that computes, whatever was asked for.

    Raises:
        ValueError: for a name that MindSpore does not know.
    """
    if attr_key == "mode":
        return _settings.mode
    if attr_key == "device_target":
        return default_device()
    if attr_key == "device_id":
        return _settings.device_id
    if attr_key not in _settings.tuning:
        raise ValueError(f"For 'get_context', the argument {attr_key} is not recognized.")
    return _settings.tuning[attr_key]


def set_device(device_target: str, device_id: int | None = None) -> None:
    """Chooses the device: "CPU", "GPU" or "Ascend".

    What is computed on is what JAX has; a target that is not there falls back to that, and `get_context` tells.

    Raises:
        ValueError: for another name, or a negative ``device_id``.
    """
    _set_target(device_target, ("CPU", "GPU", "Ascend"), "set_device")
    if device_id is not None:
        _settings.device_id = _check_id(device_id, "set_device")


def get_current_device() -> tuple[str, int]:
    """The kind of device in use, and its number."""
    return default_device(), _settings.device_id
