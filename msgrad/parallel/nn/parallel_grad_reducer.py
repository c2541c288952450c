"""Gradients of the stages of a pipeline."""

from msgrad._names import missing_name_getattr
from msgrad.nn.wrap.grad_reducer import PipelineGradReducer

__all__ = ["PipelineGradReducer"]
__getattr__ = missing_name_getattr(__name__)
