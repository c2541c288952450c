"""Networks on parts of their batches."""

from msgrad._names import missing_name_getattr
from msgrad.nn.wrap.cell_wrapper import GradAccumulationCell, MicroBatchInterleaved, PipelineCell

__all__ = ["GradAccumulation", "MicroBatchInterleaved", "Pipeline", "PipelineCell"]


class GradAccumulation(GradAccumulationCell):
    """A network on each of ``micro_size`` parts of the batch, the results added.

    >>> from mindspore import nn
    >>> from mindspore.parallel.nn import GradAccumulation
    >>> print(GradAccumulation(nn.Identity(), 2)(Tensor([[1.0], [2.0]])))
    [[3.]]
    """


class Pipeline(PipelineCell):
    """As `GradAccumulation`: a pipeline of one stage, see `PipelineCell`."""


__getattr__ = missing_name_getattr(__name__)
