"""LRScheduler: the base of the schedulers; SequentialLR: several, one after another.

The rates are the Parameters in the optimizer's ``param_groups``, and the epoch is a Parameter as well. A step of a
scheduler is recorded as any operators are: nothing is looked at, so it may be part of a function under `jit`.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

import numpy as np

from msgrad._checkparam import check_type
from msgrad.common.parameter import Parameter
from msgrad.common.tensor import Tensor
from msgrad.engine import cut
from msgrad.engine.operator import operator
from msgrad.engine.recorder import to_call
from msgrad.experimental.optim.optimizer import Optimizer


@operator("epoch")
def next_epoch(epoch, by):
    """The epoch ``by`` further on."""
    return epoch + by


def epoch_parameter(epoch: float, owner: Any, dtype: Any = np.float32) -> Parameter:
    """A scheduler's count of epochs."""
    return Parameter(Tensor(np.array(epoch, dtype)), name=f"last_epoch_{type(owner).__name__}")


def set_rates(optimizer: Optimizer, parameters: list[Parameter], rates: list[Any]) -> None:
    """Gives the groups their rates, and their Parameters back where a number had taken a Parameter's place."""
    for group, parameter, rate in zip(optimizer.param_groups, parameters, rates, strict=True):
        if group["lr"] is not parameter:
            group["lr"] = parameter
        parameter.set_data(rate)


def check_optimizer(optimizer: Any, who: str) -> None:
    """TypeError for what is no optimizer with groups."""
    if not isinstance(optimizer, Optimizer):
        raise TypeError(
            f"For '{who}', the 'optimizer' must be one of mindspore.experimental.optim or mindspore.mint.optim, "
            f"but got {type(optimizer).__name__}."
        )


def for_each_group(value: Any, optimizer: Optimizer, name: str, who: str) -> list:
    """A list or tuple with something for each group; all else is for all groups."""
    count = len(optimizer.param_groups)
    if not isinstance(value, list | tuple):
        return [value] * count
    if len(value) != count:
        raise ValueError(f"For '{who}', the '{name}' must have one for each of {count} groups, but got {len(value)}.")
    return list(value)


class LRScheduler:
    """Base of the schedulers. One of one's own defines ``get_lr()``, which gives the rates of the groups for the
    epoch in ``last_epoch``; ``base_lrs`` has the rates that the groups began with.

    Args:
        optimizer: of `mindspore.experimental.optim`. When a scheduler is made, it makes its first step.
        last_epoch: the epoch to go on from, an int of at least -1. Unless it is -1, every group must have its first
            rate in "initial_lr".

    Raises:
        TypeError: for an optimizer of another kind, or if ``last_epoch`` is no int.
        ValueError: if ``last_epoch`` is below -1.
        KeyError: for a group without "initial_lr" that needs it.

    >>> from mindspore import Parameter, Tensor
    >>> from mindspore.experimental import optim
    >>> optimizer = optim.SGD([Parameter(Tensor([1.0]), name="p")], lr=1.0)
    >>> class Halving(optim.lr_scheduler.LRScheduler):
    ...     def get_lr(self):
    ...         return [rate * 0.5 ** self.last_epoch for rate in self.base_lrs]
    >>> scheduler = Halving(optimizer)
    >>> for _ in range(2):
    ...     _ = scheduler.step()
    >>> print(scheduler.get_last_lr())
    [Tensor(shape=[], dtype=Float32, value= 0.25)]
    """

    def __init__(self, optimizer: Any, last_epoch: int = -1) -> None:
        who = type(self).__name__
        check_optimizer(optimizer, who)
        check_type(last_epoch, int, "last_epoch", who)
        if last_epoch < -1:
            raise ValueError(f"For '{who}', the 'last_epoch' must be at least -1, but got {last_epoch}.")
        for number, group in enumerate(optimizer.param_groups):
            if last_epoch == -1:
                rate = group["lr"]
                group.setdefault(
                    "initial_lr", rate.value() if isinstance(rate, Parameter) else Tensor(np.float32(rate))
                )
            elif "initial_lr" not in group:
                raise KeyError(f"For '{who}', group {number} must have 'initial_lr', to go on from epoch {last_epoch}.")
        self.base_lrs = [group["initial_lr"] for group in optimizer.param_groups]
        self.optimizer = optimizer
        self._last_lr = list(optimizer.lrs)
        self.groups_num = len(optimizer.param_groups)
        self.last_epoch = epoch_parameter(last_epoch, self)
        self.step()

    def get_lr(self) -> list[Tensor]:
        """The rates of the groups for ``last_epoch``."""
        raise NotImplementedError(f"For '{type(self).__name__}', 'get_lr' must be defined.")

    def get_last_lr(self) -> list[Tensor]:
        """The rates of the groups now."""
        return [rate.value() for rate in self._last_lr]

    def step(self, epoch: Any = None) -> bool:
        """Goes on to the next epoch, or to the given one, and sets the rates."""
        if epoch is None:
            self.last_epoch.assign_value(next_epoch(self.last_epoch, 1))
            rates = to_call(self.get_lr)()
        else:
            self.last_epoch.set_data(epoch)
            rates = to_call(getattr(self, "_get_closed_form_lr", self.get_lr))()
        set_rates(self.optimizer, self._last_lr, rates)
        cut("end of a learning rate scheduler's step")
        return True


class SequentialLR:
    """Schedulers one after another: each in turn until the epoch of its milestone.

    Args:
        optimizer: that of all schedulers.
        schedulers: a list of schedulers.
        milestones: the epochs at which the next scheduler begins, rising; one fewer than there are schedulers.
        last_epoch: the epoch to go on from.

    Raises:
        ValueError: for a scheduler of another optimizer, or if there are too many or too few milestones.

    >>> from mindspore import Parameter, Tensor
    >>> from mindspore.experimental import optim
    >>> optimizer = optim.SGD([Parameter(Tensor([1.0]), name="p")], lr=1.0)
    >>> constant = optim.lr_scheduler.ConstantLR(optimizer, factor=0.5, total_iters=2)
    >>> falling = optim.lr_scheduler.ExponentialLR(optimizer, gamma=0.5)
    >>> scheduler = optim.lr_scheduler.SequentialLR(optimizer, [constant, falling], [1])
    >>> for _ in range(2):
    ...     print(float(scheduler.get_last_lr()[0]))
    ...     scheduler.step()
    0.5
    1.0
    """

    def __init__(self, optimizer: Any, schedulers: list, milestones: list[int], last_epoch: int = -1) -> None:
        for number, scheduler in enumerate(schedulers):
            if scheduler.optimizer is not optimizer:
                raise ValueError(f"For 'SequentialLR', the scheduler {number} must be one of its 'optimizer'.")
        if len(milestones) != len(schedulers) - 1:
            raise ValueError(
                f"For 'SequentialLR', {len(schedulers) - 1} 'milestones' are expected, one fewer than there are "
                f"schedulers, but got {len(milestones)}."
            )
        self._schedulers = schedulers
        self.milestones = milestones
        self.milestones_len = len(milestones)
        self.optimizer = optimizer
        self.last_epoch = epoch_parameter(last_epoch + 1, self)
        set_rates(optimizer, optimizer.lrs, [group["initial_lr"] for group in optimizer.param_groups])
        for scheduler in schedulers:  # takes the steps back that they made when they were made
            scheduler.last_epoch.assign_value(next_epoch(scheduler.last_epoch, -1))
        schedulers[0].step()
        self._last_lr = schedulers[0]._last_lr

    def step(self) -> None:
        """Goes on to the next epoch."""
        self.last_epoch.assign_value(next_epoch(self.last_epoch, 1))
        epoch = int(self.last_epoch)
        current = bisect_right(self.milestones, epoch)
        if current > 0 and self.milestones[current - 1] == epoch:
            self._schedulers[current].step(0)
        else:
            self._schedulers[current].step()

    def get_last_lr(self) -> list[Tensor]:
        """The rates of the groups now."""
        return [rate.value() for rate in self._last_lr]
