"""Optimizers around optimizers that only make sense on several devices: they say so."""

from __future__ import annotations

import os
from typing import Any

from msgrad._checkparam import check_type
from msgrad.nn.cell import Cell
from msgrad.nn.optim.optimizer import Optimizer

__all__ = ["AdaSumByDeltaWeightWrapCell", "AdaSumByGradWrapCell", "OptTFTWrapper"]


class _AdaSum(Cell):
    def __init__(self, optimizer: Any) -> None:
        super().__init__(auto_prefix=False)
        check_type(optimizer, Optimizer, "optimizer", self.cls_name)
        raise RuntimeError(
            f"For '{self.cls_name}', several devices that train in parallel are needed, as in MindSpore; "
            "on one device use the optimizer itself."
        )


class AdaSumByGradWrapCell(_AdaSum):
    """Adds up the gradients of several devices by AdaSum (Maleki et al. 2021). RuntimeError on one device."""


class AdaSumByDeltaWeightWrapCell(_AdaSum):
    """Adds up the steps of several devices by AdaSum (Maleki et al. 2021). RuntimeError on one device."""


class OptTFTWrapper(Optimizer):
    """Reports an optimizer's state to the fault tolerance of Ascend clusters (MindIO TFT). ValueError here."""

    def __init__(self, opt: Any, **kwargs: Any) -> None:
        check_type(opt, Optimizer, "opt", "OptTFTWrapper")
        switch = os.environ.get("MS_ENABLE_TFT")
        raise ValueError(
            f"For 'OptTFTWrapper', the fault tolerance of Ascend clusters is needed (MS_ENABLE_TFT is {switch!r}): "
            "use the optimizer itself."
        )
