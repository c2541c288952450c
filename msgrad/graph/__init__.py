"""Graphs and their compilation, as `mindspore.graph` has it.

MindSpore's graphs can be changed by plugins, which are of its own compiler: they are refused, or said not to be there.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NoReturn

from msgrad._checkparam import check_type
from msgrad._names import missing_name_getattr
from msgrad.common.symbol import Symbol
from msgrad.graph.inline import (
    enable_dynamic,
    flops_collection,
    ms_memory_recycle,
    set_recursion_limit,
)
from msgrad.graph_mode import JitConfig, jit, jit_class

__all__ = [
    "CustomPassType",
    "JitConfig",
    "Symbol",
    "enable_dynamic",
    "flops_collection",
    "jit",
    "jit_class",
    "ms_memory_recycle",
    "register_custom_backend",
    "register_custom_pass",
    "register_op_infer",
    "register_op_wrapper",
    "set_recursion_limit",
]


class CustomPassType(IntEnum):
    """What a plugin of the compiler works on."""

    PATTERN = 0
    FULL_GRAPH = 1


def register_custom_pass(
    pass_name: str, plugin_so_path: str, device: str = "all", pass_type: CustomPassType = CustomPassType.PATTERN
) -> bool:
    """Whether a plugin of MindSpore's compiler was taken: False, since that compiler is not there.

    TypeError for arguments of other types.
    """
    for value, name in ((pass_name, "pass_name"), (plugin_so_path, "plugin_so_path"), (device, "device")):
        check_type(value, str, name, "register_custom_pass")
    return False


def register_custom_backend(backend_name: str, backend_path: str) -> bool:
    """Whether a plugin of MindSpore's was taken as a backend: False. TypeError for arguments of other types."""
    check_type(backend_name, str, "backend_name", "register_custom_backend")
    check_type(backend_path, str, "backend_path", "register_custom_backend")
    return False


def _refuse(who: str) -> NoReturn:
    raise NotImplementedError(
        f"For '{who}', operators are JAX functions and not to be replaced by their names: call a function of your own."
    )


def register_op_infer(op_name: str, infer_name: str) -> NoReturn:
    """Not supported; raises NotImplementedError."""
    _refuse("register_op_infer")


def register_op_wrapper(op_name: str) -> NoReturn:
    """Not supported; raises NotImplementedError."""
    _refuse("register_op_wrapper")


__getattr__ = missing_name_getattr(__name__)
