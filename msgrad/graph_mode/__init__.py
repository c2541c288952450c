"""MindSpore's graph mode: functions that are recorded once and then run as one compiled program."""

from msgrad.graph_mode.jit import jit, jit_class, ms_function
from msgrad.graph_mode.sink import JitConfig, data_sink
