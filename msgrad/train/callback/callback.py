"""Callback: what is called at certain moments of training and evaluation."""

from __future__ import annotations

import inspect
import warnings
from typing import Any

from msgrad.common.tensor import Tensor

__all__ = ["Callback", "RunContext"]


class Callback:
    """The base of callbacks: any of its methods may be defined. Each is given a `RunContext`.

    ``on_train_begin``, ``on_train_epoch_begin``, ``on_train_step_begin`` and their ``..._end`` are called in training,
    those with ``on_eval_`` in evaluation. Where they are not defined, the older ``begin``, ``epoch_begin``,
    ``step_begin``, ``step_end``, ``epoch_end`` and ``end`` are called in both.
    A callback is also a context manager around the whole run.

    >>> from mindspore import train
    >>> class StopAt(train.Callback):
    ...     def __init__(self, step):
    ...         self.step = step
    ...     def on_train_step_end(self, run_context):
    ...         if run_context.original_args().cur_step_num == self.step:
    ...             run_context.request_stop()
    >>> StopAt(100).step
    100
    """

    def __enter__(self) -> Callback:
        return self

    def __exit__(self, *error: Any) -> None:
        return None

    def begin(self, run_context: RunContext) -> None:
        """Before everything."""

    def epoch_begin(self, run_context: RunContext) -> None:
        """Before each epoch."""

    def epoch_end(self, run_context: RunContext) -> None:
        """After each epoch."""

    def step_begin(self, run_context: RunContext) -> None:
        """Before each step."""

    def step_end(self, run_context: RunContext) -> None:
        """After each step."""

    def end(self, run_context: RunContext) -> None:
        """After everything."""

    def on_train_begin(self, run_context: RunContext) -> None:
        """Before training."""
        self.begin(run_context)

    def on_train_epoch_begin(self, run_context: RunContext) -> None:
        """Before each epoch of training."""
        self.epoch_begin(run_context)

    def on_train_epoch_end(self, run_context: RunContext) -> None:
        """After each epoch of training."""
        self.epoch_end(run_context)

    def on_train_step_begin(self, run_context: RunContext) -> None:
        """Before each step of training."""
        self.step_begin(run_context)

    def on_train_step_end(self, run_context: RunContext) -> None:
        """After each step of training."""
        self.step_end(run_context)

    def on_train_end(self, run_context: RunContext) -> None:
        """After training."""
        self.end(run_context)

    def on_eval_begin(self, run_context: RunContext) -> None:
        """Before evaluation."""
        self.begin(run_context)

    def on_eval_epoch_begin(self, run_context: RunContext) -> None:
        """Before the epoch of evaluation."""
        self.epoch_begin(run_context)

    def on_eval_epoch_end(self, run_context: RunContext) -> None:
        """After the epoch of evaluation."""
        self.epoch_end(run_context)

    def on_eval_step_begin(self, run_context: RunContext) -> None:
        """Before each step of evaluation."""
        self.step_begin(run_context)

    def on_eval_step_end(self, run_context: RunContext) -> None:
        """After each step of evaluation."""
        self.step_end(run_context)

    def on_eval_end(self, run_context: RunContext) -> None:
        """After evaluation."""
        self.end(run_context)


OLD_METHODS = {"begin", "epoch_begin", "step_begin", "step_end", "epoch_end", "end"}


class InternalCallbackParam(dict):
    """What callbacks are told, by key and by attribute."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(
                f"The callbacks are told of {', '.join(self)}; there is no '{name}' at this moment."
            ) from None

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value


class RunContext:
    """What a callback is given: what is known of the run, and a way to end it.

    Args:
        original_args: a dict of what is known.

    Raises:
        TypeError: if it is no dict.

    >>> from mindspore import train
    >>> context = train.RunContext({"cur_step_num": 3})
    >>> context.request_stop()
    >>> context.original_args()["cur_step_num"], context.get_stop_requested()
    (3, True)
    """

    def __init__(self, original_args: dict) -> None:
        if not isinstance(original_args, dict):
            raise TypeError(
                f"For 'RunContext', the 'original_args' must be a dict, but got {type(original_args).__name__}."
            )
        self._original_args = original_args
        self._stop_requested = False

    def original_args(self) -> Any:
        """What is known of the run: ``cur_epoch_num``, ``cur_step_num``, ``batch_num``, ``net_outputs``, ``network``,
        ``optimizer`` and more, as attributes."""
        return self._original_args

    def request_stop(self) -> None:
        """Ends the run after this step."""
        self._stop_requested = True

    def get_stop_requested(self) -> bool:
        """Whether the run is to end."""
        return self._stop_requested


def check_old_methods(callbacks: list[Callback], where: str) -> None:
    """Of one's own callbacks with none but the older methods: ValueError where training and evaluation alternate
    (they could not tell which is which), else a warning."""
    for callback in callbacks:
        if type(callback).__module__.startswith("msgrad."):
            continue
        own = {
            name
            for cls in inspect.getmro(type(callback))
            if cls not in (Callback, object) and not cls.__module__.startswith("msgrad.")
            for name in vars(cls)
        }
        old = sorted(own & OLD_METHODS)
        if not old or any(name.startswith(("on_train", "on_eval")) for name in own):
            continue
        message = (
            f"The callback {type(callback).__name__} defines {', '.join(old)}, which are called in training and "
            "evaluation alike: define methods that begin with 'on_train' or 'on_eval' instead."
        )
        if where == "fit":
            raise ValueError(f"For 'Model.fit': {message}")
        warnings.warn(message, stacklevel=4)


def checked_callbacks(callbacks: Any) -> list[Callback]:
    """One callback, a list of them or None, as a list."""
    several = callbacks if isinstance(callbacks, list | tuple) else [] if callbacks is None else [callbacks]
    for callback in several:
        if not isinstance(callback, Callback):
            raise TypeError(
                f"For 'Model', the 'callbacks' must be a Callback or a list of them, but got {type(callback).__name__}."
            )
    return list(several)


def single_loss(outputs: Any) -> Any:
    """The loss among the outputs of a step: the first of several."""
    if isinstance(outputs, list | tuple) and outputs and isinstance(outputs[0], Tensor):
        return outputs[0]
    return outputs
