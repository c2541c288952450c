"""Schedulers whose rates rise and fall: along a cosine, with restarts, or between two bounds."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import jax.numpy as jnp
import numpy as np

from msgrad._checkparam import check_type
from msgrad.common.parameter import Parameter
from msgrad.common.tensor import Tensor
from msgrad.engine import cut
from msgrad.engine.operator import operator
from msgrad.engine.recorder import to_call
from msgrad.experimental.optim.lr_scheduler.scheduler import LRScheduler, check_optimizer, for_each_group, set_rates


@operator("rate", "base", "epoch", "floor")
def cosine_rate(rate, base, epoch, floor, period):
    """The rate of the next epoch on a cosine."""
    turns = (epoch - 1 - period) % (2 * period) == 0
    now, before = 1 + jnp.cos(math.pi * epoch / period), 1 + jnp.cos(math.pi * (epoch - 1) / period)
    follows = now / jnp.where(turns, 1, before) * (rate - floor) + floor
    risen = rate + (base - floor) * (1 - jnp.cos(jnp.float32(math.pi / period))) / 2
    return jnp.where(epoch == 0, rate, jnp.where(turns, risen, follows))


@operator("base", "epoch", "floor", "period")
def cosine_rate_of(base, epoch, floor, period):
    """floor + (base - floor) (1 + cos(pi epoch / period)) / 2"""
    return floor + (base - floor) * (1 + jnp.cos(jnp.float32(math.pi) * epoch / period)) / 2


class CosineAnnealingLR(LRScheduler):
    """Rates between the first ones and ``eta_min`` on a cosine (Loshchilov & Hutter 2017, without restarts):
    eta_min + (base - eta_min) (1 + cos(pi epoch / T_max)) / 2.

    Args:
        optimizer, last_epoch: see `LRScheduler`.
        T_max: half a period, an int.
        eta_min: a number.

    Raises:
        TypeError: for values of other types.
    """

    def __init__(self, optimizer: Any, T_max: int, eta_min: float = 0.0, last_epoch: int = -1) -> None:
        check_type(eta_min, (int, float), "eta_min", "CosineAnnealingLR")
        check_type(T_max, (int, bool), "T_max", "CosineAnnealingLR")
        self.T_max = T_max
        self.eta_min = eta_min
        super().__init__(optimizer, last_epoch)

    def get_lr(self) -> list[Tensor]:
        """As `LRScheduler.get_lr`."""
        pairs = zip(self._last_lr, self.base_lrs, strict=True)
        return [cosine_rate(rate, base, self.last_epoch, float(self.eta_min), self.T_max) for rate, base in pairs]

    def _get_closed_form_lr(self) -> list[Tensor]:
        return [cosine_rate_of(base, self.last_epoch, float(self.eta_min), self.T_max) for base in self.base_lrs]


@operator("epoch", "period", "position", "first")
def next_position(epoch, period, position, first, growth):
    """Epoch, period and position in it of the next epoch."""
    begun, position = epoch >= 0, position + 1
    over = position >= period
    new_period = jnp.where(over, period * growth, period)
    new_position = jnp.where(over, position - period, position)
    return jnp.floor(epoch + 1), jnp.where(begun, new_period, first), jnp.where(begun, new_position, 0)


@operator("epoch", "period", "first")
def position_of(epoch, period, first, growth):
    """Epoch, period and position in it of an epoch that may have a fraction."""
    epoch = epoch.astype(jnp.float32)
    late = epoch >= first
    if growth == 1:
        return jnp.floor(epoch), jnp.where(late, period, first), jnp.where(late, epoch % first, epoch)
    done = jnp.floor(jnp.log(epoch / first * (growth - 1) + 1) / math.log(growth))
    scale = jnp.where(late, growth**done, 1)
    return jnp.floor(epoch), first * scale, epoch - first * (scale - 1) / (growth - 1)


class CosineAnnealingWarmRestarts(LRScheduler):
    """Rates that fall on a cosine from the first ones to ``eta_min``, again and again (Loshchilov & Hutter 2017):
    eta_min + (base - eta_min) (1 + cos(pi T_cur / T_i)) / 2, where T_cur counts the epochs since the last restart.

    Args:
        optimizer, last_epoch: see `LRScheduler`.
        T_0: the epochs until the first restart, an int above 0.
        T_mult: what the period T_i is multiplied by at each restart, an int of at least 1.
        eta_min: a number.

    Raises:
        TypeError: if ``eta_min`` is no number.
        ValueError: for another T_0 or T_mult, or (by ``step``) for an epoch below 0.
    """

    def __init__(self, optimizer: Any, T_0: int, T_mult: int = 1, eta_min: float = 0, last_epoch: int = -1) -> None:
        for name, value in (("T_0", T_0), ("T_mult", T_mult)):
            if not isinstance(value, int) or value < 1:
                raise ValueError(
                    f"For 'CosineAnnealingWarmRestarts', the '{name}' must be an int above 0, but got {value!r}."
                )
        check_type(eta_min, (int, float), "eta_min", "CosineAnnealingWarmRestarts")
        self.T_0 = Parameter(Tensor(np.float32(T_0)), name="T_0")
        self.T_i = Parameter(Tensor(np.float32(T_0)), name="T_i")
        self.T_cur = Parameter(Tensor(np.float32(last_epoch)), name="T_cur")
        self.T_mult = T_mult
        self.eta_min = eta_min
        super().__init__(optimizer, last_epoch)

    def get_lr(self) -> list[Tensor]:
        """As `LRScheduler.get_lr`."""
        return [cosine_rate_of(base, self.T_cur, float(self.eta_min), self.T_i) for base in self.base_lrs]

    def step(self, epoch: Any = None) -> None:  # type: ignore[override]
        """Goes on to the next epoch, or to the given one, which may have a fraction, and sets the rates."""
        if epoch is None:
            moved = next_position(self.last_epoch, self.T_i, self.T_cur, self.T_0, self.T_mult)
        else:
            if not isinstance(epoch, Tensor) and epoch < 0:
                raise ValueError(f"For 'CosineAnnealingWarmRestarts', the 'epoch' must be at least 0, but got {epoch}.")
            moved = position_of(epoch, self.T_i, self.T_0, self.T_mult)
        for parameter, value in zip((self.last_epoch, self.T_i, self.T_cur), moved, strict=True):
            parameter.set_data(value)
        set_rates(self.optimizer, self._last_lr, to_call(self.get_lr)())
        cut("end of a learning rate scheduler's step")


@operator("epoch", "period", "turn")
def place_in_cycle(epoch, period, turn):
    """The number of the cycle, from 1 on, and how far its triangle has risen."""
    cycle = jnp.floor(1 + epoch / period)
    x = 1 + epoch / period - cycle
    return cycle, jnp.where(x <= turn, x / turn, (x - 1) / (turn - 1))


class CyclicLR(LRScheduler):
    """Rates that rise from ``base_lr`` to ``max_lr`` and fall back, again and again (Smith 2017).

    Args:
        optimizer, last_epoch: see `LRScheduler`.
        base_lr, max_lr: the bounds; lists where the groups have different ones.
        step_size_up, step_size_down: the epochs of a rise and of a fall; a fall is as long as a rise by default.
        mode: "triangular"; "triangular2": each cycle has half the height of the last; or "exp_range": the height is
            multiplied by ``gamma`` at each epoch.
        gamma: for "exp_range".
        scale_fn: a function in the place of these, which gives the factor of the height.
        scale_mode: what ``scale_fn`` gets: "cycle", the number of the cycle, from 1 on, or else the epoch.

    Raises:
        ValueError: for lists of another length, or another mode where there is no ``scale_fn``.
    """

    def __init__(
        self,
        optimizer: Any,
        base_lr: Any,
        max_lr: Any,
        step_size_up: int = 2000,
        step_size_down: int | None = None,
        mode: str = "triangular",
        gamma: float = 1.0,
        scale_fn: Callable | None = None,
        scale_mode: str = "cycle",
        last_epoch: int = -1,
    ) -> None:
        check_optimizer(optimizer, "CyclicLR")
        base_lrs = for_each_group(base_lr, optimizer, "base_lr", "CyclicLR")
        self.max_lrs = [Tensor(np.float32(rate)) for rate in for_each_group(max_lr, optimizer, "max_lr", "CyclicLR")]
        if scale_fn is None and mode not in ("triangular", "triangular2", "exp_range"):
            raise ValueError(
                "For 'CyclicLR', the 'mode' must be 'triangular', 'triangular2' or 'exp_range' where there is no "
                f"'scale_fn', but got {mode!r}."
            )
        if last_epoch == -1:
            set_rates(optimizer, optimizer.lrs, [float(rate) for rate in base_lrs])
        up = float(step_size_up)
        down = up if step_size_down is None else float(step_size_down)
        self.total_step_size = up + down
        self.step_up_ratio = up / self.total_step_size
        self.mode = mode
        self.gamma = gamma
        self._scale_fn = scale_fn
        if scale_fn is None:
            scale_mode = "iterations" if mode == "exp_range" else "cycle"
        self.scale_mode = scale_mode
        super().__init__(optimizer, last_epoch)
        self.base_lrs = [Tensor(np.float32(rate)) for rate in base_lrs]

    def scale_fn(self, x: Any) -> Any:
        """The factor of the height."""
        if self._scale_fn is not None:
            return to_call(self._scale_fn)(x)
        if self.mode == "triangular":
            return 1.0
        return 1 / 2.0 ** (x - 1) if self.mode == "triangular2" else self.gamma**x

    def get_lr(self) -> list[Tensor]:
        """As `LRScheduler.get_lr`."""
        cycle, risen = place_in_cycle(self.last_epoch, self.total_step_size, self.step_up_ratio)
        scale = self.scale_fn(cycle if self.scale_mode == "cycle" else self.last_epoch)
        pairs = zip(self.base_lrs, self.max_lrs, strict=True)
        return [base + (largest - base) * risen * scale for base, largest in pairs]
