"""FlopsUtilizationCollector: which share of a device's arithmetic the steps use."""

from __future__ import annotations

import math
import time
from typing import Any

from msgrad._checkparam import check_bool, check_positive_int
from msgrad.graph_mode.function import recordings_of
from msgrad.train.callback.callback import Callback, RunContext
from msgrad.train.work import flops_of

__all__ = ["FlopsUtilizationCollector"]


class FlopsUtilizationCollector(Callback):
    """Prints how many floating point operations a step of training or evaluation takes in matrix products and
    convolutions, and then for each step which share of the device's speed that is (mfu, hfu).

    Only in graph mode, where the step is one program; on one device the model's operations, the hardware's and those
    of a shard are the same.

    Args:
        data_size: the number of steps of an epoch; its last step prints no time.
        computility: the operations that the device can do in a second.
        full_flops: whether the whole model is meant, or the shard of this device.
        enable_ma_collector: files for Huawei's ModelArts, which are not supported: NotImplementedError.

    Raises:
        TypeError, ValueError: for other arguments; ValueError (when a step ends) outside of graph mode.

    >>> from mindspore import train
    >>> collector = train.FlopsUtilizationCollector(data_size=10, computility=1e12)
    """

    def __init__(
        self, data_size: int, computility: float = 1, full_flops: bool = True, enable_ma_collector: bool = False
    ) -> None:
        who = "FlopsUtilizationCollector"
        self.full_flops = check_bool(full_flops, "full_flops", who)
        if check_bool(enable_ma_collector, "enable_ma_collector", who):
            raise NotImplementedError(
                f"For '{who}', the files of 'enable_ma_collector' are not supported: leave it False."
            )
        self.data_size = check_positive_int(data_size, "data_size", who)
        self.computility = computility
        self.flops: int | None = None
        self.step_time = time.time()
        self.batch_step_size: int | None = None

    def step_begin(self, run_context: RunContext) -> None:
        if self.batch_step_size is None:
            steps = run_context.original_args().get("batch_num")
            self.batch_step_size = steps if isinstance(steps, int) and steps > 0 else self.data_size
        self.step_time = time.time()

    def step_end(self, run_context: RunContext) -> None:
        seconds = time.time() - self.step_time
        params = run_context.original_args()
        if self.flops is None:
            self.flops = _flops_of_network(params.get("train_network" if params.mode == "train" else "eval_network"))
            flops = float(self.flops)
            shard = f"Shard model flops is {flops}, Shard hardware flops is {flops}."
            whole = f"Full model flops is {flops}, Full hardware flops is {flops}, "
            print(f"{whole if self.full_flops else ''}{shard}", flush=True)
        if params.get("dataset_sink_mode"):
            seconds /= self.batch_step_size or 1
        if params.cur_step_num % self.data_size:
            share = math.floor(self.flops / self.computility / max(seconds, 1e-9) * 1e4) / 100
            print(
                f"{params.mode.title()} per step time: {seconds * 1000:5.3f} ms mfu:{share:.2f}% hfu:{share:.2f}%",
                flush=True,
            )


def _flops_of_network(network: Any) -> int:
    """The operations of the newest program that a network's call has become."""
    for jitted in reversed(list(recordings_of(network).values()) if network is not None else []):
        for entries in reversed(list(jitted.entries.values())):
            for entry in entries:
                recording = getattr(entry, "recording", None)
                if recording is not None:
                    return flops_of(recording.compiled.program)
    raise ValueError(
        "For 'FlopsUtilizationCollector', the step must be one program: call "
        "mindspore.set_context(mode=mindspore.GRAPH_MODE) first."
    )
