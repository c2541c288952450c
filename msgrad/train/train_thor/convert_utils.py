"""Makes a Model one for the optimizer THOR."""

from __future__ import annotations

from typing import Any

from msgrad.nn.cell import Cell
from msgrad.nn.optim.thor import ThorGpu
from msgrad.train.loss_scale_manager import LossScaleManager
from msgrad.train.model import Model
from msgrad.train.train_thor.model_thor import ModelThor

__all__ = ["ConvertModelUtils"]


class ConvertModelUtils:
    """Converts a `Model` to one for the optimizer `thor`."""

    @staticmethod
    def convert_to_thor_model(
        model: Model,
        network: Cell,
        loss_fn: Any = None,
        optimizer: Any = None,
        metrics: Any = None,
        amp_level: str = "O0",
        loss_scale_manager: LossScaleManager | None = None,
        keep_batchnorm_fp32: bool = False,
    ) -> Model:
        """A Model that trains with the optimizer `thor`, whose ``frequency`` it minds; ``model`` itself where the
        optimizer is another one.

        Args:
            model: the Model.
            network, loss_fn, optimizer, metrics, amp_level, loss_scale_manager, keep_batchnorm_fp32: what the new one
                is made of, as of `Model`.

        Raises:
            TypeError, ValueError: as `Model`.

        >>> from mindspore import Tensor, nn, train
        >>> net, loss = nn.SequentialCell(nn.Dense(2, 1)), nn.MSELoss()
        >>> optimizer = nn.thor(net, Tensor(0.1), Tensor(0.1), 0.9, frequency=2)
        >>> model = train.Model(net, loss, optimizer)
        >>> model = train.ConvertModelUtils.convert_to_thor_model(model, net, loss, optimizer)
        >>> type(model).__name__
        'ModelThor'
        """
        if not isinstance(optimizer, ThorGpu):
            return model
        return ModelThor(
            network,
            loss_fn,
            optimizer,
            metrics,
            amp_level=amp_level,
            loss_scale_manager=loss_scale_manager,
            keep_batchnorm_fp32=keep_batchnorm_fp32,
        )
