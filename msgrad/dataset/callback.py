"""Callbacks of `map`."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

from msgrad._checkparam import check_type
from msgrad.dataset import config
from msgrad.dataset.run import Epoch
from msgrad.train.callback.callback import Callback

__all__ = ["DSCallback", "WaitedDSCallback"]

INT32_MAX = 2**31 - 1


class CallbackParam:
    """Where the pipeline is: epoch and step (a row), both from 1."""

    def __init__(self, epoch: int, step: int, total: int):
        self.cur_epoch_num, self.cur_step_num_in_epoch, self.cur_step_num = epoch, step, total


class DSCallback:
    """Something to do at the begin, and before and after every epoch and every `step_size`-th step of a `map`.

    A subclass has some of ``ds_begin``, ``ds_epoch_begin``, ``ds_epoch_end``, ``ds_step_begin``, ``ds_step_end``,
    each of which gets an object with ``cur_epoch_num``, ``cur_step_num_in_epoch`` and ``cur_step_num``.
    """

    def __init__(self, step_size: int = 1):
        check_type(step_size, int, "step_size", "DSCallback")
        if not 1 <= step_size <= INT32_MAX:
            raise ValueError(f"For 'DSCallback', the 'step_size' must be in [1, {INT32_MAX}], but got {step_size}.")
        self.step_size = step_size

    def ds_begin(self, ds_run_context: Any) -> None:
        """Before the first row."""

    def ds_epoch_begin(self, ds_run_context: Any) -> None:
        """Before each epoch."""

    def ds_epoch_end(self, ds_run_context: Any) -> None:
        """After each epoch."""

    def ds_step_begin(self, ds_run_context: Any) -> None:
        """Before a step."""

    def ds_step_end(self, ds_run_context: Any) -> None:
        """After a step."""


class WaitedDSCallback(Callback, DSCallback):
    """A callback whose steps and epochs wait until the training has come as far.

    It is given to `map` and to the training: a subclass has ``sync_epoch_begin(train_run_context, ds_run_context)`` or
    ``sync_step_begin(train_run_context, ds_run_context)``, called in the pipeline with what the training last told.
    """

    def __init__(self, step_size: int = 1):
        DSCallback.__init__(self, step_size)
        self.train_run_context: Any = None
        self._step_done, self._epoch_done = threading.Event(), threading.Event()
        self._ended = False

    def sync_epoch_begin(self, train_run_context: Any, ds_run_context: Any) -> None:
        """Before an epoch of the pipeline, after that of the training."""

    def sync_step_begin(self, train_run_context: Any, ds_run_context: Any) -> None:
        """Before a step of the pipeline, after that of the training."""

    def ds_epoch_begin(self, ds_run_context: Any) -> None:
        if type(self).sync_epoch_begin is not WaitedDSCallback.sync_epoch_begin and ds_run_context.cur_epoch_num > 1:
            self._wait(self._epoch_done)
            self.sync_epoch_begin(self.train_run_context, ds_run_context)

    def ds_step_begin(self, ds_run_context: Any) -> None:
        waits = type(self).sync_step_begin is not WaitedDSCallback.sync_step_begin
        if waits and ds_run_context.cur_step_num > self.step_size:
            self._wait(self._step_done)
            self.sync_step_begin(self.train_run_context, ds_run_context)

    def _wait(self, event: threading.Event) -> None:
        if self._ended:
            return
        if not event.wait(config.get_callback_timeout()):
            raise RuntimeError(
                f"{type(self).__name__} waited {config.get_callback_timeout()} s for the training: is it among "
                "the training's "
                "callbacks? config.set_callback_timeout sets the time."
            )
        event.clear()

    # what the training calls

    def epoch_end(self, run_context: Any) -> None:
        """An epoch of the training is done."""
        self.train_run_context = run_context.original_args()
        self._epoch_done.set()

    def step_end(self, run_context: Any) -> None:
        """A step of the training is done."""
        self.train_run_context = run_context.original_args()
        self._step_done.set()

    def end(self, run_context: Any) -> None:
        """The training is over: nobody waits any more."""
        self._ended = True
        self._step_done.set()
        self._epoch_done.set()


def check_callbacks(callbacks: Any, who: str) -> list[DSCallback]:
    """The list of callbacks; TypeError for anything else."""
    if callbacks is None:
        return []
    callbacks = list(callbacks) if isinstance(callbacks, list | tuple) else [callbacks]
    for callback in callbacks:
        if not isinstance(callback, DSCallback):
            raise TypeError(
                f"For '{who}', the 'callbacks' must be DSCallback objects, but got {type(callback).__name__}."
            )
    return callbacks


class Events:
    """Calls the callbacks around the rows."""

    def __init__(self, callbacks: list[DSCallback]):
        self.callbacks, self.epoch, self.total = callbacks, 0, 0

    def before(self, epoch: Epoch) -> Epoch:
        """The rows that go in."""

        def rows() -> Iterator[Any]:
            if not self.epoch:
                self._call("ds_begin", 0)
            self.epoch += 1
            self._call("ds_epoch_begin", 0)
            for step, row in enumerate(epoch(), 1):
                self.total += 1
                self._call("ds_step_begin", step)
                yield row

        return rows

    def after(self, epoch: Epoch) -> Epoch:
        """The rows that come out."""

        def rows() -> Iterator[Any]:
            step = 0
            for step, row in enumerate(epoch(), 1):
                self._call("ds_step_end", step)
                yield row
            self._call("ds_epoch_end", step)

        return rows

    def _call(self, event: str, step: int) -> None:
        for callback in self.callbacks:
            if "step" in event and (step - 1) % callback.step_size:
                continue
            getattr(callback, event)(CallbackParam(self.epoch, step, self.total))
