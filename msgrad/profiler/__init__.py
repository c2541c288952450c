"""Recording what runs, as `mindspore.profiler` has it, by JAX's profiler."""

from msgrad._lazy import lazy_getattr
from msgrad.profiler.constant import AicoreMetrics, ExportType, HostSystem, ProfilerActivity, ProfilerLevel
from msgrad.profiler.mstx import Mstx as mstx
from msgrad.profiler.profiler import Profiler, _ExperimentalConfig, profile, tensorboard_trace_handler
from msgrad.profiler.schedule import ProfilerAction, schedule

__all__ = [
    "AicoreMetrics",
    "DynamicProfilerMonitor",
    "ExportType",
    "HostSystem",
    "Profiler",
    "ProfilerAction",
    "ProfilerActivity",
    "ProfilerLevel",
    "_ExperimentalConfig",
    "mstx",
    "profile",
    "schedule",
    "tensorboard_trace_handler",
]
__getattr__ = lazy_getattr(__name__, ["msgrad.profiler.dynamic_profiler"], ["profiler", "dynamic_profiler"])
