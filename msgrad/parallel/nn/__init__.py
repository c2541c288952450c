"""Cells that cut batches in parts, as `mindspore.parallel.nn` has them; those of `mindspore.nn`, under newer names."""

from msgrad._names import missing_name_getattr
from msgrad.parallel.nn.parallel_cell_wrapper import GradAccumulation, MicroBatchInterleaved, Pipeline, PipelineCell
from msgrad.parallel.nn.parallel_grad_reducer import PipelineGradReducer

__all__ = ["GradAccumulation", "MicroBatchInterleaved", "Pipeline", "PipelineCell", "PipelineGradReducer"]
__getattr__ = missing_name_getattr(__name__)
