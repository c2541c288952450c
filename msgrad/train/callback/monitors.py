"""Callbacks that print or keep what happens: the loss, the time, its history; and those made of functions."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from msgrad._checkparam import check_bool, check_non_negative_int
from msgrad.common.tensor import Tensor
from msgrad.train.callback.callback import Callback, RunContext, single_loss

__all__ = ["History", "LambdaCallback", "LossMonitor", "TimeMonitor"]


class LossMonitor(Callback):
    """Prints the loss, and the metrics of `Model.fit`; ends training where the loss is infinite or NaN.

    Args:
        per_print_times: prints after every so many steps; 0 for never.

    Raises:
        TypeError, ValueError: for another ``per_print_times``.

    >>> from mindspore import train
    >>> monitor = train.LossMonitor(10)
    """

    def __init__(self, per_print_times: int = 1) -> None:
        self._per_print_times = check_non_negative_int(per_print_times, "per_print_times", "LossMonitor")
        self._last_print_time = 0

    def step_end(self, run_context: RunContext) -> None:
        params = run_context.original_args()
        if params.get("mode", "train") != "train" and "train_network" in params:
            return  # evaluation between epochs of training
        due = self._per_print_times != 0 and (
            params.cur_step_num <= self._last_print_time
            or params.cur_step_num - self._last_print_time >= self._per_print_times
        )
        loss = single_loss(params.net_outputs)
        step = (params.cur_step_num - 1) % params.batch_num + 1
        where = f"epoch: {params.get('cur_epoch_num', 1)} step: {step}"
        if isinstance(loss, Tensor):
            if not due:
                return  # looking at the loss would wait for it
            several = loss is not params.net_outputs
            number = float(np.mean(loss.asnumpy().astype(np.float32)))
            loss = str(loss) if several else number
        else:
            number = loss
        if isinstance(number, float) and not math.isfinite(number):
            raise ValueError(f"In {where}, loss is NAN or INF, training process cannot continue, terminating training.")
        if due:
            self._last_print_time = params.cur_step_num
            print(f"{where}, loss is {loss}", flush=True)

    def on_train_epoch_end(self, run_context: RunContext) -> None:
        params = run_context.original_args()
        metrics = params.get("metrics")
        if metrics:
            print(f"Eval result: epoch {params.cur_epoch_num}, metrics: {metrics}", flush=True)


class TimeMonitor(Callback):
    """Prints how long each epoch took.

    Args:
        data_size: the number of steps that the time of one is worked out of; None for that of the data set.
        data_time: also prints how long steps waited for data on average.

    Raises:
        TypeError: if ``data_time`` is no bool.

    >>> from mindspore import train
    >>> monitor = train.TimeMonitor()
    """

    def __init__(self, data_size: int | None = None, data_time: bool = False) -> None:
        self.data_size = data_size
        self.data_time = check_bool(data_time, "data_time", "TimeMonitor")
        self.epoch_time = time.time()
        self._waited, self._since = 0.0, 0.0

    def epoch_begin(self, run_context: RunContext) -> None:
        self.epoch_time = self._since = time.time()
        self._waited = 0.0

    def on_train_step_begin(self, run_context: RunContext) -> None:
        self._waited += time.time() - self._since

    def on_train_step_end(self, run_context: RunContext) -> None:
        self._since = time.time()

    def epoch_end(self, run_context: RunContext) -> None:
        milliseconds = (time.time() - self.epoch_time) * 1000
        params = run_context.original_args()
        mode = params.get("mode", "")
        steps = self.data_size
        if hasattr(params, "batch_num"):
            steps = params.batch_num
        if not isinstance(steps, int) or steps < 1:
            raise ValueError(f"For 'TimeMonitor', the 'data_size' must be an int above 0, but got {steps!r}.")
        line = f"{mode.title()} epoch time: {milliseconds:5.3f} ms, per step time: {milliseconds / steps:5.3f} ms"
        if self.data_time and mode == "train":
            line += f" (data time: {self._waited * 1000 / steps:5.3f} ms)"
        print(line, flush=True)


class History(Callback):
    """Keeps the output of the network and the metrics of each epoch in ``history``, the epochs in ``epoch``.

    >>> from mindspore import train
    >>> history = train.History()
    >>> history.history
    {}
    """

    def __init__(self) -> None:
        self.history: dict[str, list] = {}
        self.epoch: Any = None

    def begin(self, run_context: RunContext) -> None:
        self.epoch = {"epoch": []}

    def epoch_end(self, run_context: RunContext) -> None:
        params = run_context.original_args()
        self.epoch["epoch"].append(params.get("cur_epoch_num", 1))
        output = single_loss(params.get("net_outputs"))
        if isinstance(output, Tensor) and output.size == 1:
            output = float(str(output.asnumpy().reshape(())[()]))  # prints as the float32 does
        elif isinstance(output, Tensor):
            output = output.asnumpy()
        for name, value in {"net_output": output, **(params.get("metrics") or {})}.items():
            self.history.setdefault(name, []).append(value)

    def on_eval_begin(self, run_context: RunContext) -> None:
        """Evaluation within `Model.fit` counts with its epoch; alone it is not kept."""

    def on_eval_epoch_end(self, run_context: RunContext) -> None:
        """See `on_eval_begin`."""


class LambdaCallback(Callback):
    """A callback made of functions, one for each moment; each takes the `RunContext`.

    Raises:
        TypeError: for another name than those of `Callback`'s ``on_`` methods.

    >>> from mindspore import train
    >>> callback = train.LambdaCallback(on_train_begin=lambda run_context: print("here we go"))
    >>> callback.on_train_begin(train.RunContext({}))
    here we go
    """

    def __init__(
        self,
        on_train_epoch_begin: Callable | None = None,
        on_train_epoch_end: Callable | None = None,
        on_train_step_begin: Callable | None = None,
        on_train_step_end: Callable | None = None,
        on_train_begin: Callable | None = None,
        on_train_end: Callable | None = None,
        on_eval_epoch_begin: Callable | None = None,
        on_eval_epoch_end: Callable | None = None,
        on_eval_step_begin: Callable | None = None,
        on_eval_step_end: Callable | None = None,
        on_eval_begin: Callable | None = None,
        on_eval_end: Callable | None = None,
    ) -> None:
        functions = {name: fn for name, fn in locals().items() if name.startswith("on_")}
        for name, function in functions.items():
            setattr(self, name, function if function is not None else lambda run_context: None)
