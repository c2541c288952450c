"""Finding errors on an Ascend."""

from __future__ import annotations

from typing import Any

from msgrad._checkparam import check_positive_int
from msgrad._names import missing_name_getattr
from msgrad.device_context._settings import choice, keep, settings

__all__ = ["aclinit_config", "debug_option", "execute_timeout"]

debug_option = choice("device_context.ascend.op_debug.debug_option", "oom", None)


def execute_timeout(op_timeout: int) -> None:
    """How many seconds an operator may take. TypeError unless an int, ValueError unless above 0."""
    settings["execute_timeout"] = check_positive_int(op_timeout, "op_timeout", "execute_timeout")


def aclinit_config(config: dict[str, Any]) -> None:
    """Options of the device's library. TypeError unless it is a dict."""
    keep("aclinit_config", config, dict, "config")


__getattr__ = missing_name_getattr(__name__)
