"""Managers of the loss scale, as `Model` takes them."""

from __future__ import annotations

from typing import Any

from msgrad._checkparam import check_positive_int
from msgrad.nn.wrap.loss_scale import DynamicLossScaleUpdateCell, FixedLossScaleUpdateCell

__all__ = ["DynamicLossScaleManager", "FixedLossScaleManager", "LossScaleManager"]


class LossScaleManager:
    """The base of loss scale managers.

    >>> from mindspore import train
    >>> isinstance(train.FixedLossScaleManager(8), train.LossScaleManager)
    True
    """

    def get_loss_scale(self) -> Any:
        """The loss scale."""

    def update_loss_scale(self, overflow: bool) -> None:
        """Is told whether a step overflowed."""

    def get_update_cell(self) -> Any:
        """A Cell that changes a loss scale, or None."""


class FixedLossScaleManager(LossScaleManager):
    """A loss scale that stays.

    Args:
        loss_scale: at least 1.
        drop_overflow_update: whether steps that overflow are skipped. Without it, gradients stay multiplied: the
            optimizer has to be given the same ``loss_scale``.

    Raises:
        TypeError, ValueError: for another ``loss_scale``.

    >>> from mindspore import train
    >>> train.FixedLossScaleManager(1024.0).get_loss_scale()
    1024.0
    """

    def __init__(self, loss_scale: float = 128.0, drop_overflow_update: bool = True) -> None:
        _check_number(loss_scale, "loss_scale", "FixedLossScaleManager")
        if loss_scale < 1:
            raise ValueError(f"For 'FixedLossScaleManager', the 'loss_scale' must be at least 1, but got {loss_scale}.")
        self._loss_scale = loss_scale
        self._drop_overflow_update = drop_overflow_update

    def get_loss_scale(self) -> float:
        return self._loss_scale

    def get_drop_overflow_update(self) -> bool:
        """Whether steps that overflow are skipped."""
        return self._drop_overflow_update

    def get_update_cell(self) -> Any:
        """A `FixedLossScaleUpdateCell`; None where overflow is not looked for."""
        return FixedLossScaleUpdateCell(self._loss_scale) if self._drop_overflow_update else None


class DynamicLossScaleManager(LossScaleManager):
    """A loss scale that shrinks when a step overflows, and grows after enough steps that did not.

    Args:
        init_loss_scale: the first one, at least 1.
        scale_factor: what it is multiplied or divided by.
        scale_window: after how many steps without overflow it grows.

    Raises:
        TypeError, ValueError: for other arguments.

    >>> from mindspore import train
    >>> manager = train.DynamicLossScaleManager(1024, 2, 100)
    >>> manager.update_loss_scale(True)
    >>> manager.get_loss_scale()
    512.0
    """

    def __init__(self, init_loss_scale: float = 2**24, scale_factor: float = 2, scale_window: int = 2000) -> None:
        who = "DynamicLossScaleManager"
        _check_number(init_loss_scale, "init_loss_scale", who)
        if init_loss_scale < 1:
            raise ValueError(f"For '{who}', the 'init_loss_scale' must be at least 1, but got {init_loss_scale}.")
        _check_number(scale_factor, "scale_factor", who)
        if scale_factor <= 0:
            raise ValueError(f"For '{who}', the 'scale_factor' must be above 0, but got {scale_factor}.")
        self.loss_scale = init_loss_scale
        self.scale_window = check_positive_int(scale_window, "scale_window", who)
        self.scale_factor = scale_factor
        self.increase_ratio, self.decrease_ratio = scale_factor, 1 / scale_factor
        self.cur_iter, self.last_overflow_iter = 1, 0

    def get_loss_scale(self) -> float:
        return self.loss_scale

    def update_loss_scale(self, overflow: bool) -> None:
        """Works out the next loss scale; never below 1."""
        if overflow:
            self.loss_scale = max(self.loss_scale * self.decrease_ratio, 1)
            self.last_overflow_iter = self.cur_iter
        elif self.cur_iter - self.last_overflow_iter >= self.scale_window:
            self.loss_scale *= self.increase_ratio
            self.last_overflow_iter = self.cur_iter
        self.cur_iter += 1

    def get_drop_overflow_update(self) -> bool:
        """True: steps that overflow are skipped."""
        return True

    def get_update_cell(self) -> Any:
        """A `DynamicLossScaleUpdateCell` with the same figures."""
        return DynamicLossScaleUpdateCell(self.loss_scale, self.scale_factor, self.scale_window)


def _check_number(value: Any, name: str, who: str) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"For '{who}', the '{name}' must be a number, but got {type(value).__name__}.")
