"""Callbacks that watch a figure from epoch to epoch: EarlyStopping and ReduceLROnPlateau; and LearningRateScheduler."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from msgrad._checkparam import check_bool, check_non_negative_int, check_type
from msgrad.common.parameter import Parameter
from msgrad.common.tensor import Tensor
from msgrad.train.callback.callback import Callback, RunContext, single_loss

__all__ = ["EarlyStopping", "LearningRateScheduler", "ReduceLROnPlateau"]


class _Watcher(Callback):
    """The base of callbacks that do something when a figure has not improved for some epochs."""

    def __init__(self, monitor: str, min_delta: float, patience: int, verbose: bool, mode: str) -> None:
        who = type(self).__name__
        self.monitor = check_type(monitor, str, "monitor", who)
        self.min_delta = abs(check_type(min_delta, (float, int), "min_delta", who))
        self.patience = check_non_negative_int(patience, "patience", who)
        self.verbose = check_bool(verbose, "verbose", who)
        check_type(mode, str, "mode", who)
        if mode not in ("auto", "min", "max"):
            raise ValueError(f"For '{who}', the 'mode' must be 'auto', 'min' or 'max', but got {mode!r}.")
        self.mode = mode
        # "auto": a larger accuracy is better, a smaller loss
        self._larger = mode == "max" or (mode == "auto" and "acc" in monitor)
        self.wait = 0
        self.best: Any = -np.inf if self._larger else np.inf

    def is_improvement(self, current: Any, best: Any) -> bool:
        """Whether ``current`` is better than ``best`` by more than ``min_delta``."""
        return bool(current > best + self.min_delta if self._larger else current < best - self.min_delta)

    def _current(self, params: Any) -> Any:
        """The figure of this epoch; None, with a warning, where there is no such figure."""
        figures = {}
        if self.monitor == "loss":
            loss = single_loss(params.get("net_outputs"))
            figures["loss"] = np.mean(loss.asnumpy()) if isinstance(loss, Tensor) else loss
        figures.update(params.get("eval_results") or {})
        if self.monitor not in figures:
            warnings.warn(
                f"{type(self).__name__} watches '{self.monitor}', which there is not; there is "
                f"{', '.join(sorted({'loss', *figures}))}.",
                stacklevel=2,
            )
        return figures.get(self.monitor)


class EarlyStopping(_Watcher):
    """Ends training when a figure has not improved for some epochs.

    Args:
        monitor: "eval_loss", "loss" or the name of a metric.
        min_delta: by how much better counts as an improvement.
        patience: how many epochs without improvement are allowed.
        verbose: prints when it ends training.
        mode: "min" or "max"; "auto" is "max" for names with "acc".
        baseline: what has to be reached first.
        restore_best_weights: puts back the weights of the best epoch.

    Raises:
        TypeError, ValueError: for other arguments.

    >>> from mindspore import train
    >>> callback = train.EarlyStopping(monitor="acc", patience=3)
    """

    def __init__(
        self,
        monitor: str = "eval_loss",
        min_delta: float = 0,
        patience: int = 0,
        verbose: bool = False,
        mode: str = "auto",
        baseline: float | None = None,
        restore_best_weights: bool = False,
    ) -> None:
        super().__init__(monitor, min_delta, patience, verbose, mode)
        if baseline is not None:
            check_type(baseline, (float, int), "baseline", "EarlyStopping")
        self.baseline = baseline
        self.restore_best_weights = check_bool(restore_best_weights, "restore_best_weights", "EarlyStopping")
        self.stopped_epoch = 0
        self.best_weights_param_dict: dict[str, Tensor] | None = None

    def on_train_begin(self, run_context: RunContext) -> None:
        self.wait = self.stopped_epoch = 0
        self.best = -np.inf if self._larger else np.inf
        if self.baseline is not None:
            self.best = self.baseline
        self.best_weights_param_dict = None

    def on_train_epoch_end(self, run_context: RunContext) -> None:
        params = run_context.original_args()
        current = self._current(params)
        if current is None:
            return
        network = params.train_network
        if self.restore_best_weights and self.best_weights_param_dict is None:
            self.best_weights_param_dict = _weights(network)
        self.wait += 1
        if self.is_improvement(current, self.best):
            self.best = current
            if self.restore_best_weights:
                self.best_weights_param_dict = _weights(network)
            if self.baseline is None or self.is_improvement(current, self.baseline):
                self.wait = 0
        if self.wait >= self.patience:
            self.stopped_epoch = params.cur_epoch_num
            run_context.request_stop()
            if self.restore_best_weights and self.best_weights_param_dict is not None:
                if self.verbose:
                    print("Restoring model weights from the end of the best epoch.")
                for parameter in network.get_parameters():
                    parameter.set_data(self.best_weights_param_dict[parameter.name])

    def on_train_end(self, run_context: RunContext) -> None:
        if self.stopped_epoch > 0 and self.verbose:
            print(f"Epoch {self.stopped_epoch:05d}: early stopping")


def _weights(network: Any) -> dict[str, Tensor]:
    return {p.name: p.value() for p in network.get_parameters()}


class ReduceLROnPlateau(_Watcher):
    """Lowers the learning rate when a figure has not improved for some epochs.

    Args:
        monitor, min_delta, verbose, mode: as in `EarlyStopping`.
        factor: what the rate is multiplied by, between 0 and 1.
        patience: how many epochs without improvement are allowed.
        cooldown: how many epochs after a change do not count.
        min_lr: the smallest rate.

    Raises:
        TypeError, ValueError: for other arguments; ValueError in training where the rate is a list, a schedule or in
            groups.

    >>> from mindspore import train
    >>> callback = train.ReduceLROnPlateau(monitor="acc", patience=3)
    """

    def __init__(
        self,
        monitor: str = "eval_loss",
        factor: float = 0.1,
        patience: int = 10,
        verbose: bool = False,
        mode: str = "auto",
        min_delta: float = 1e-4,
        cooldown: int = 0,
        min_lr: float = 0,
    ) -> None:
        super().__init__(monitor, min_delta, patience, verbose, mode)
        self.factor = check_type(factor, float, "factor", "ReduceLROnPlateau")
        if not 0 < factor < 1:
            raise ValueError(f"For 'ReduceLROnPlateau', the 'factor' must be between 0 and 1, but got {factor}.")
        self.cooldown = check_non_negative_int(cooldown, "cooldown", "ReduceLROnPlateau")
        self.min_lr = check_type(min_lr, (float, int), "min_lr", "ReduceLROnPlateau")
        self.cooldown_counter = 0

    def on_train_begin(self, run_context: RunContext) -> None:
        self.wait = self.cooldown_counter = 0
        self.best = -np.inf if self._larger else np.inf

    def on_train_epoch_end(self, run_context: RunContext) -> None:
        params = run_context.original_args()
        rate = rate_parameter(params, "ReduceLROnPlateau")
        current = self._current(params)
        if current is None:
            return
        if self.cooldown_counter > 0:
            self.cooldown_counter -= 1
            self.wait = 0
        if self.is_improvement(current, self.best):
            self.best = current
            self.wait = 0
        elif self.cooldown_counter == 0:
            self.wait += 1
            if self.wait >= self.patience:
                old = rate.asnumpy()[()]
                if old > np.float32(self.min_lr):
                    new = max(old * np.float32(self.factor), np.float32(self.min_lr))
                    rate.set_data(Tensor(new))
                    if self.verbose:
                        print(f"Epoch {params.cur_epoch_num:05d}: ReduceLROnPlateau reducing learning rate to {new!s}.")
                self.cooldown_counter = self.cooldown
                self.wait = 0


def rate_parameter(params: Any, who: str) -> Parameter:
    """The one learning rate of the optimizer. ValueError where it changes by itself or differs among groups."""
    optimizer = params.optimizer if params.get("optimizer") is not None else params.network.optimizer
    if optimizer.dynamic_lr or optimizer.is_group_lr or not isinstance(optimizer.learning_rate, Parameter):
        raise ValueError(
            f"For '{who}', the optimizer must have one constant learning rate, but it has a list, a schedule or one "
            "for each group."
        )
    return optimizer.learning_rate


class LearningRateScheduler(Callback):
    """Sets the learning rate after every step to ``learning_rate_function(rate, step number)``.

    Args:
        learning_rate_function: gives the new rate.

    Raises:
        TypeError: if it cannot be called.

    >>> from mindspore import train
    >>> callback = train.LearningRateScheduler(lambda rate, step: rate * 0.99)
    """

    def __init__(self, learning_rate_function: Callable) -> None:
        if not callable(learning_rate_function):
            raise TypeError(
                "For 'LearningRateScheduler', the 'learning_rate_function' must be a function, "
                f"but got {type(learning_rate_function).__name__}."
            )
        self.learning_rate_function = learning_rate_function

    def step_end(self, run_context: RunContext) -> None:
        params = run_context.original_args()
        if params.get("mode", "train") != "train":
            return
        rate = rate_parameter(params, "LearningRateScheduler")
        old = rate.asnumpy().copy()
        new = self.learning_rate_function(old, params.cur_step_num)
        if isinstance(new, str) or np.ndim(new):
            raise TypeError(f"For 'LearningRateScheduler', the function must return a number, but got {new!r}.")
        rate.set_data(Tensor(np.float32(new)))
