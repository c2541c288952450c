"""What scripts ask about the division of the work, under MindSpore's private names."""

from __future__ import annotations

from typing import Any

from msgrad.common.parallel_context import ParallelMode, get_auto_parallel_context
from msgrad.communication.management import get_group_size, get_rank

_AUTOMATIC = (ParallelMode.SEMI_AUTO_PARALLEL, ParallelMode.AUTO_PARALLEL)


def _get_parallel_mode() -> str:
    """The way to divide the work, one of `ParallelMode`."""
    return get_auto_parallel_context("parallel_mode")


def _is_in_auto_parallel_mode() -> bool:
    return _get_parallel_mode() in _AUTOMATIC


def _is_in_data_parallel_mode() -> bool:
    return _get_parallel_mode() == ParallelMode.DATA_PARALLEL


def _is_in_hybrid_parallel_mode() -> bool:
    return _get_parallel_mode() == ParallelMode.HYBRID_PARALLEL


def _get_gradients_mean() -> bool:
    """Whether gradients are averaged rather than summed over devices."""
    return get_auto_parallel_context("gradients_mean")


def _get_full_batch() -> bool:
    """Whether each device has the whole batch."""
    return get_auto_parallel_context("full_batch")


def _get_pipeline_stages() -> int:
    return get_auto_parallel_context("pipeline_stages")


def _get_enable_parallel_optimizer() -> bool:
    return get_auto_parallel_context("enable_parallel_optimizer")


def _get_parameter_broadcast() -> bool:
    return get_auto_parallel_context("parameter_broadcast")


def _get_device_num() -> int:
    """The number of devices that was set, or else of processes; 1 where the work is not to be divided."""
    if _get_parallel_mode() == ParallelMode.STAND_ALONE:
        return 1
    number = get_auto_parallel_context("device_num")
    return number if number != 1 else get_group_size()


def _get_stage_device_num() -> int:
    return _get_device_num() // _get_pipeline_stages()


def _get_global_rank() -> int:
    """The rank that was set, or else of this process; 0 where the work is not to be divided."""
    if _get_parallel_mode() == ParallelMode.STAND_ALONE:
        return 0
    rank = get_auto_parallel_context("global_rank")
    return rank if rank != 0 else get_rank()


def _need_to_full() -> bool:
    """Whether a data set gives parts of a batch that must be joined: never, of one process."""
    return False


def _grads_divided_by_device_num_if_recomputation(grads: Any) -> Any:
    """Gradients after a recomputation over several devices: of one, as they are."""
    return grads
