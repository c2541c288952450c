"""How operators are compiled for an Ascend."""

from __future__ import annotations

from msgrad._checkparam import check_bool, check_type
from msgrad._names import missing_name_getattr
from msgrad.device_context._settings import choice, settings

__all__ = ["aclnn_cache", "aoe_job_type", "aoe_tune_mode", "op_compile"]

op_compile = choice("device_context.ascend.op_tuning.op_compile", True, False)
aoe_tune_mode = choice("device_context.ascend.op_tuning.aoe_tune_mode", "online", "offline")
aoe_job_type = choice("device_context.ascend.op_tuning.aoe_job_type", "1", "2")


def aclnn_cache(enable_global_cache: bool = False, cache_queue_length: int = 10000) -> None:
    """How many compiled operators are kept. TypeError for arguments of other types."""
    check_bool(enable_global_cache, "enable_global_cache", "aclnn_cache")
    settings["aclnn_cache"] = (
        enable_global_cache,
        check_type(cache_queue_length, int, "cache_queue_length", "aclnn_cache"),
    )


__getattr__ = missing_name_getattr(__name__)
