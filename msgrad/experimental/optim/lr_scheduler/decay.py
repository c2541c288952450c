"""Schedulers whose rates fall, or are multiplied by what the user says.

Each has two forms: what becomes of the last rate when the epoch is the next one, and where there is one a closed form,
for an epoch that is given.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import jax.numpy as jnp

from msgrad._checkparam import check_type
from msgrad.common.tensor import Tensor
from msgrad.engine.operator import operator
from msgrad.engine.recorder import to_call
from msgrad.experimental.optim.lr_scheduler.scheduler import LRScheduler, for_each_group


@operator("rate", "epoch", "gamma")
def step_rate(rate, epoch, gamma, step_size):
    """The rate times gamma after every ``step_size`` epochs."""
    return jnp.where((epoch != 0) & (epoch % step_size == 0), rate * gamma, rate)


@operator("base", "epoch", "gamma")
def step_rate_of(base, epoch, gamma, step_size):
    """base gamma^(epoch // step_size)"""
    return base * gamma ** (epoch // step_size)


class StepLR(LRScheduler):
    """Multiplies the rates by ``gamma`` after every ``step_size`` epochs.

    Args:
        optimizer, last_epoch: see `LRScheduler`.
        step_size: an int.
        gamma: a float.

    Raises:
        TypeError: for values of other types.

    >>> from mindspore import Parameter, Tensor
    >>> from mindspore.experimental import optim
    >>> optimizer = optim.SGD([Parameter(Tensor([1.0]), name="p")], lr=1.0)
    >>> scheduler = optim.lr_scheduler.StepLR(optimizer, step_size=2, gamma=0.5)
    >>> for _ in range(4):
    ...     print(float(scheduler.get_last_lr()[0]), end=" ")
    ...     _ = scheduler.step()
    1.0 1.0 0.5 0.5
    """

    def __init__(self, optimizer: Any, step_size: int, gamma: float = 0.1, last_epoch: int = -1) -> None:
        check_type(step_size, (int, bool), "step_size", "StepLR")
        check_type(gamma, float, "gamma", "StepLR")
        self.step_size = step_size
        self.gamma = gamma
        super().__init__(optimizer, last_epoch)

    def get_lr(self) -> list[Tensor]:
        """As `LRScheduler.get_lr`."""
        return [step_rate(rate, self.last_epoch, self.gamma, self.step_size) for rate in self._last_lr]

    def _get_closed_form_lr(self) -> list[Tensor]:
        return [step_rate_of(rate, self.last_epoch, self.gamma, self.step_size) for rate in self.base_lrs]


@operator("rate", "epoch", "factors")
def rate_of_milestones(rate, epoch, factors, milestones):
    """The rate times the factor of the milestone that the epoch is."""
    for milestone, factor in zip(milestones, factors, strict=True):
        rate = jnp.where(epoch == milestone, rate * factor, rate)
    return rate


@operator("base", "epoch", "factors")
def rate_after_milestones(base, epoch, factors, milestones):
    """The rate times the factors of all milestones that have passed."""
    for milestone, factor in zip(milestones, factors, strict=True):
        base = jnp.where(epoch >= milestone, base * factor, base)
    return base


class MultiStepLR(LRScheduler):
    """Multiplies the rates by ``gamma`` at each of the epochs in ``milestones``, where one is listed twice, by its
    square.

    Args:
        optimizer, last_epoch: see `LRScheduler`.
        milestones: a list of ints.
        gamma: a number.

    Raises:
        TypeError: for values of other types.
    """

    def __init__(self, optimizer: Any, milestones: list[int], gamma: float = 0.1, last_epoch: int = -1) -> None:
        check_type(milestones, list, "milestones", "MultiStepLR")
        for milestone in milestones:
            check_type(milestone, (int, bool), "milestones", "MultiStepLR")
        check_type(gamma, (int, float), "gamma", "MultiStepLR")
        self.milestones = Counter(milestones)
        self.gamma = gamma
        self._factors = tuple([float(gamma) ** count for count in self.milestones.values()])
        super().__init__(optimizer, last_epoch)

    def get_lr(self) -> list[Tensor]:
        """As `LRScheduler.get_lr`."""
        milestones = tuple(self.milestones)
        return [rate_of_milestones(rate, self.last_epoch, self._factors, milestones) for rate in self._last_lr]

    def _get_closed_form_lr(self) -> list[Tensor]:
        milestones = tuple(self.milestones)
        return [rate_after_milestones(rate, self.last_epoch, self._factors, milestones) for rate in self.base_lrs]


@operator("rate", "epoch", "gamma")
def exponential_rate(rate, epoch, gamma):
    """The rate times gamma."""
    return jnp.where(epoch == 0, rate, rate * gamma)


@operator("base", "epoch", "gamma")
def exponential_rate_of(base, epoch, gamma):
    """base gamma^epoch"""
    return base * gamma**epoch


class ExponentialLR(LRScheduler):
    """Multiplies the rates by ``gamma`` after every epoch.

    Args:
        optimizer, last_epoch: see `LRScheduler`.
        gamma: a float.

    Raises:
        TypeError: if ``gamma`` is no float.
    """

    def __init__(self, optimizer: Any, gamma: float, last_epoch: int = -1) -> None:
        check_type(gamma, float, "gamma", "ExponentialLR")
        self.gamma = gamma
        super().__init__(optimizer, last_epoch)

    def get_lr(self) -> list[Tensor]:
        """As `LRScheduler.get_lr`."""
        return [exponential_rate(rate, self.last_epoch, self.gamma) for rate in self._last_lr]

    def _get_closed_form_lr(self) -> list[Tensor]:
        return [exponential_rate_of(rate, self.last_epoch, self.gamma) for rate in self.base_lrs]


@operator("rate", "epoch", "start", "end")
def linear_rate(rate, epoch, start, end, total):
    """The rate of the next epoch of a linear change."""
    rise = end - start
    factor = 1 + rise / (total * start + (epoch - 1) * rise)
    return jnp.where(epoch == 0, rate * start, jnp.where(epoch > total, rate, rate * factor))


@operator("base", "epoch", "start", "end")
def linear_rate_of(base, epoch, start, end, total):
    """base (start + (end - start) min(total, epoch) / total)"""
    return base * (start + (end - start) * jnp.minimum(total, epoch) / total)


class LinearLR(LRScheduler):
    """The first rates times a factor that changes linearly from ``start_factor`` to ``end_factor`` in ``total_iters``
    epochs.

    Args:
        optimizer, last_epoch: see `LRScheduler`.
        start_factor: above 0, at most 1.
        end_factor: from 0 to 1.
        total_iters: an int.

    Raises:
        TypeError: if ``total_iters`` is no int.
        ValueError: for factors out of range.
    """

    def __init__(
        self,
        optimizer: Any,
        start_factor: float = 1.0 / 3,
        end_factor: float = 1.0,
        total_iters: int = 5,
        last_epoch: int = -1,
    ) -> None:
        if not 0 < start_factor <= 1:
            raise ValueError(
                f"For 'LinearLR', the 'start_factor' must be above 0 and at most 1, but got {start_factor}."
            )
        if not 0 <= end_factor <= 1:
            raise ValueError(f"For 'LinearLR', the 'end_factor' must be from 0 to 1, but got {end_factor}.")
        check_type(total_iters, (int, bool), "total_iters", "LinearLR")
        self.start_factor = start_factor
        self.end_factor = end_factor
        self.total_iters = total_iters
        super().__init__(optimizer, last_epoch)

    def _of(self, rule: Callable, rates: list) -> list[Tensor]:
        start, end = float(self.start_factor), float(self.end_factor)
        return [rule(rate, self.last_epoch, start, end, self.total_iters) for rate in rates]

    def get_lr(self) -> list[Tensor]:
        """As `LRScheduler.get_lr`."""
        return self._of(linear_rate, self._last_lr)

    def _get_closed_form_lr(self) -> list[Tensor]:
        return self._of(linear_rate_of, self.base_lrs)


@operator("rate", "epoch", "power")
def polynomial_rate(rate, epoch, power, total):
    """The rate of the next epoch of a polynomial decay."""
    inside = (epoch != 0) & (epoch <= total)
    epoch = jnp.where(inside, epoch, 0)
    factor = ((1 - epoch / total) / (1 - (epoch - 1) / total)) ** power
    return jnp.where(inside, rate * factor, rate)


@operator("base", "epoch", "power")
def polynomial_rate_of(base, epoch, power, total):
    """base (1 - min(total, epoch) / total)^power"""
    return base * (1 - jnp.minimum(total, epoch) / total) ** power


class PolynomialLR(LRScheduler):
    """The first rates times (1 - epoch / total_iters)^power, until they are 0.

    Args:
        optimizer, last_epoch: see `LRScheduler`.
        total_iters: an int.
        power: a float of at least 0.

    Raises:
        TypeError: for values of other types.
        ValueError: if ``power`` is below 0.
    """

    def __init__(self, optimizer: Any, total_iters: int = 5, power: float = 1.0, last_epoch: int = -1) -> None:
        check_type(power, float, "power", "PolynomialLR")
        if power < 0:
            raise ValueError(f"For 'PolynomialLR', the 'power' must be at least 0, but got {power}.")
        check_type(total_iters, (int, bool), "total_iters", "PolynomialLR")
        self.total_iters = total_iters
        self.power = power
        super().__init__(optimizer, last_epoch)

    def get_lr(self) -> list[Tensor]:
        """As `LRScheduler.get_lr`."""
        return [polynomial_rate(rate, self.last_epoch, self.power, self.total_iters) for rate in self._last_lr]

    def _get_closed_form_lr(self) -> list[Tensor]:
        return [polynomial_rate_of(rate, self.last_epoch, self.power, self.total_iters) for rate in self.base_lrs]


@operator("rate", "epoch", "factor")
def held_rate(rate, epoch, factor, total):
    """The rate times the factor at first, and divided by it again at the end."""
    return jnp.where(epoch == 0, rate * factor, jnp.where(epoch == total, rate / factor, rate))


@operator("base", "epoch", "factor")
def held_rate_of(base, epoch, factor, total):
    """The rate times the factor before the end."""
    return base * (factor + (epoch >= total) * (1 - factor))


class ConstantLR(LRScheduler):
    """The first rates times ``factor`` for ``total_iters`` epochs, then the rates themselves.

    Args:
        optimizer, last_epoch: see `LRScheduler`.
        factor: from 0 to 1.
        total_iters: an int.

    Raises:
        TypeError: if ``total_iters`` is no int.
        ValueError: if ``factor`` is out of range.
    """

    def __init__(self, optimizer: Any, factor: float = 1.0 / 3, total_iters: int = 5, last_epoch: int = -1) -> None:
        if not 0 <= factor <= 1:
            raise ValueError(f"For 'ConstantLR', the 'factor' must be from 0 to 1, but got {factor}.")
        check_type(total_iters, (int, bool), "total_iters", "ConstantLR")
        self.factor = factor
        self.total_iters = total_iters
        super().__init__(optimizer, last_epoch)

    def get_lr(self) -> list[Tensor]:
        """As `LRScheduler.get_lr`."""
        return [held_rate(rate, self.last_epoch, float(self.factor), self.total_iters) for rate in self._last_lr]

    def _get_closed_form_lr(self) -> list[Tensor]:
        return [held_rate_of(rate, self.last_epoch, float(self.factor), self.total_iters) for rate in self.base_lrs]


class LambdaLR(LRScheduler):
    """The first rates times what a function gives for the epoch.

    Args:
        optimizer, last_epoch: see `LRScheduler`.
        lr_lambda: a function of the epoch, or a list of one for each group. The epoch is a float32 Tensor.

    Raises:
        ValueError: for a list of another length.

    >>> from mindspore import Parameter, Tensor
    >>> from mindspore.experimental import optim
    >>> optimizer = optim.SGD([Parameter(Tensor([1.0]), name="p")], lr=1.0)
    >>> scheduler = optim.lr_scheduler.LambdaLR(optimizer, lambda epoch: 0.5 ** epoch)
    >>> _ = scheduler.step()
    >>> print(float(optimizer.param_groups[0]["lr"]))
    0.5
    """

    def __init__(self, optimizer: Any, lr_lambda: Callable | list[Callable], last_epoch: int = -1) -> None:
        self.lr_lambdas = for_each_group(lr_lambda, optimizer, "lr_lambda", type(self).__name__)
        super().__init__(optimizer, last_epoch)

    def get_lr(self) -> list[Tensor]:
        """As `LRScheduler.get_lr`."""
        pairs = zip(self.lr_lambdas, self.base_lrs, strict=True)
        return [rate * to_call(factor)(self.last_epoch) for factor, rate in pairs]


@operator("rate", "epoch", "factor")
def multiplied_rate(rate, epoch, factor):
    """The rate times the factor, but not at first."""
    return jnp.where(epoch > 0, rate * factor, rate)


class MultiplicativeLR(LRScheduler):
    """Multiplies the rates after each epoch by what a function gives for it.

    Args and Raises: as `LambdaLR`.
    """

    def __init__(self, optimizer: Any, lr_lambda: Callable | list[Callable], last_epoch: int = -1) -> None:
        self.lr_lambdas = for_each_group(lr_lambda, optimizer, "lr_lambda", type(self).__name__)
        super().__init__(optimizer, last_epoch)

    def get_lr(self) -> list[Tensor]:
        """As `LRScheduler.get_lr`."""
        epoch, pairs = self.last_epoch, zip(self.lr_lambdas, self._last_lr, strict=True)
        return [multiplied_rate(rate, epoch, to_call(factor)(epoch)) for factor, rate in pairs]
