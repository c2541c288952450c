"""ReduceLROnPlateau: rates that fall where training no longer gets anywhere."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
import numpy as np

from msgrad._checkparam import check_one_of
from msgrad.common.parameter import Parameter
from msgrad.common.tensor import Tensor
from msgrad.engine import cut
from msgrad.engine.operator import operator
from msgrad.experimental.optim.lr_scheduler.scheduler import (
    check_optimizer,
    epoch_parameter,
    for_each_group,
    next_epoch,
    set_rates,
)


@operator("rates", "floors", "metric", "best", "wait", "rest", "factor", "threshold", "patience", "cooldown", "eps")
def rates_on_plateau(
    rates, floors, metric, best, wait, rest, factor, threshold, patience, cooldown, eps, mode, threshold_mode
):
    """The new best metric, the epochs without improvement, those left to rest, and the rates."""
    metric, sign = metric.astype(jnp.float32).reshape(best.shape), 1 if mode == "max" else -1
    bound = best * (1 + sign * threshold) if threshold_mode == "rel" else best + sign * threshold
    better = metric > bound if mode == "max" else metric < bound
    wait = jnp.where(better, 0, wait + 1)
    resting = rest > 0
    wait = jnp.where(resting, 0, wait)
    reduced = wait > patience
    rest = jnp.where(reduced, cooldown, jnp.where(resting, rest - 1, rest))
    new = []
    for rate, floor in zip(rates, floors, strict=True):
        lower = jnp.maximum(rate * factor, floor)
        new.append(jnp.where(reduced & (rate > lower + eps), lower, rate))
    return jnp.where(better, metric, best), jnp.where(reduced, 0, wait), rest, *new


class ReduceLROnPlateau:
    """Multiplies the rates by ``factor`` when a metric has not become better for ``patience`` epochs.

    Args:
        optimizer: of `mindspore.experimental.optim`.
        mode: "min" where less is better, or "max".
        factor: below 1.
        patience: the epochs without improvement that are tolerated.
        threshold: by how much the metric must be better to count.
        threshold_mode: "rel": better than best (1 - threshold), with "max" best (1 + threshold); "abs": than
            best - threshold, or best + threshold.
        cooldown: the epochs after a fall that do not count.
        min_lr: the smallest rate; a list where the groups have different ones.
        eps: changes of the rate that are not larger are not made.

    Raises:
        TypeError: for an optimizer of another kind.
        ValueError: for values out of range or lists of another length.

    >>> from mindspore import Parameter, Tensor
    >>> from mindspore.experimental import optim
    >>> optimizer = optim.SGD([Parameter(Tensor([1.0]), name="p")], lr=1.0)
    >>> scheduler = optim.lr_scheduler.ReduceLROnPlateau(optimizer, factor=0.5, patience=1)
    >>> for loss in (3.0, 3.0, 3.0):
    ...     _ = scheduler.step(Tensor(loss))
    >>> print(float(scheduler.get_last_lr()[0]))
    0.5
    """

    def __init__(
        self,
        optimizer: Any,
        mode: str = "min",
        factor: float = 0.1,
        patience: int = 10,
        threshold: float = 1e-4,
        threshold_mode: str = "rel",
        cooldown: int = 0,
        min_lr: Any = 0,
        eps: float = 1e-8,
    ) -> None:
        who = "ReduceLROnPlateau"
        if factor >= 1:
            raise ValueError(f"For '{who}', the 'factor' must be below 1, but got {factor}.")
        check_optimizer(optimizer, who)
        check_one_of(mode, ("min", "max"), "mode", who)
        check_one_of(threshold_mode, ("rel", "abs"), "threshold_mode", who)
        self.optimizer = optimizer
        self.min_lrs = [Tensor(np.float32(rate)) for rate in for_each_group(min_lr, optimizer, "min_lr", who)]
        self.mode = mode
        self.factor = factor
        self.patience = patience
        self.threshold = threshold
        self.threshold_mode = threshold_mode
        self.cooldown = cooldown
        self.eps = eps
        self.mode_worse = float("inf" if mode == "min" else "-inf")
        self.last_epoch = epoch_parameter(0, self, np.int32)
        self.best = Parameter(Tensor(np.float32(self.mode_worse)), name="best")
        self.cooldown_counter = Parameter(Tensor(np.float32(0)), name="cooldown_counter")
        self.wait = Parameter(Tensor(np.float32(0)), name="wait")
        self._last_lr = list(optimizer.lrs)

    def step(self, metrics: Any) -> bool:
        """Takes the metric of an epoch, a number or a Tensor of one element, and sets the rates."""
        self.last_epoch.assign_value(next_epoch(self.last_epoch, 1))
        state = (self.best, self.wait, self.cooldown_counter)
        numbers = (self.factor, self.threshold, self.patience, self.cooldown, self.eps)
        rates, floors = tuple(self._last_lr), tuple(self.min_lrs)
        moved = rates_on_plateau(rates, floors, metrics, *state, *map(float, numbers), self.mode, self.threshold_mode)
        for parameter, value in zip(state, moved, strict=False):
            parameter.assign_value(value)
        set_rates(self.optimizer, self._last_lr, list(moved[3:]))
        cut("end of a learning rate scheduler's step")
        return True

    def in_cooldown(self) -> bool:
        """Whether epochs do not count at the moment."""
        return bool(self.cooldown_counter > 0)

    def get_last_lr(self) -> list[Tensor]:
        """The rates of the groups now."""
        return [rate.value() for rate in self._last_lr]
