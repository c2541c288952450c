"""Gradients of several devices."""

from __future__ import annotations

from typing import Any

from msgrad.common.parallel_context import check_alone
from msgrad.nn.cell import Cell

__all__ = ["DistributedGradReducer", "PipelineGradReducer"]


class DistributedGradReducer(Cell):
    """Gradients summed over all devices: of one device, the gradients themselves.

    Args:
        parameters: what the gradients are of.
        mean, fusion_type, group: how devices would be joined; of one device the sum is the mean.
        degree: the number of devices, 1 or None.

    Raises:
        NotImplementedError: for another ``degree``.

    >>> from msgrad import Tensor, nn
    >>> net = nn.Dense(2, 1)
    >>> nn.DistributedGradReducer(net.trainable_params())((Tensor([1.0]),))
    (Tensor(shape=[1], dtype=Float32, value= [ 1.00000000e+00]),)
    """

    def __init__(
        self,
        parameters: Any,
        mean: bool | None = None,
        degree: int | None = None,
        fusion_type: int = 1,
        group: str = "hccl_world_group",
    ) -> None:
        super().__init__(auto_prefix=False)
        check_alone("DistributedGradReducer")
        if degree not in (None, 1):
            raise NotImplementedError(
                f"For 'DistributedGradReducer', there is one device, so that 'degree' must be 1, but got {degree}."
            )

    def construct(self, grads):
        return grads


class PipelineGradReducer(Cell):
    """Not supported: there is one device and one stage.

    Raises:
        NotImplementedError: always.
    """

    def __init__(self, parameters: Any, scale_sense: float = 1.0, opt_shard: Any = None) -> None:
        raise NotImplementedError(
            "For 'PipelineGradReducer', pipelines over several devices are not supported: train with TrainOneStepCell."
        )
