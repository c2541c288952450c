"""Profiling: what JAX's profiler writes, for TensorBoard and Perfetto."""

from __future__ import annotations

from typing import Any

from msgrad._checkparam import check_bool
from msgrad._names import missing_name_getattr

__all__ = ["Profiler"]


class Profiler:
    """Records what runs on the device, by JAX's profiler.

    Args:
        kwargs: ``output_path``, the folder that is written to ("./data" by default), and ``start_profile``, whether
            recording starts at once. The others that MindSpore has concern an Ascend.

    Raises:
        TypeError: for arguments of other types.
        NotImplementedError: for other arguments.

    >>> from mindspore import Profiler
    >>> profiler = Profiler(output_path="trace", start_profile=False)
    >>> # profiler.start(), some steps, profiler.stop(): then tensorboard --logdir trace
    """

    def __init__(self, **kwargs: Any) -> None:
        output_path = kwargs.pop("output_path", "./data")
        start_profile = check_bool(kwargs.pop("start_profile", True), "start_profile", "Profiler")
        if not isinstance(output_path, str):
            raise TypeError(f"For 'Profiler', the 'output_path' must be a str, but got {type(output_path).__name__}.")
        if kwargs:
            raise NotImplementedError(
                f"For 'Profiler', {', '.join(sorted(kwargs))} concern an Ascend and are not supported: leave them out."
            )
        self._output_path = output_path
        self._recording = False
        if start_profile:
            self.start()

    def start(self) -> None:
        """Starts recording. RuntimeError where it is going on already."""
        if self._recording:
            raise RuntimeError("For 'Profiler.start', the profiler is recording already.")
        import jax

        jax.profiler.start_trace(self._output_path)
        self._recording = True

    def stop(self) -> None:
        """Runs what is pending, stops recording and writes the files. RuntimeError where nothing is recorded."""
        if not self._recording:
            raise RuntimeError("For 'Profiler.stop', the profiler is not recording.")
        import jax

        from msgrad.engine import cut

        cut("the profiler stops")
        jax.effects_barrier()
        jax.profiler.stop_trace()
        self._recording = False

    def analyse(self, offline_path: str | None = None, pretty: bool = False, step_list: Any = None) -> None:
        """Stops recording where it is going on: the files are what TensorBoard and Perfetto read.

        Raises:
            NotImplementedError: for any argument, which an Ascend's files would need.
        """
        if offline_path is not None or pretty or step_list is not None:
            raise NotImplementedError(
                "For 'Profiler.analyse', there is nothing to work out of an Ascend's files: leave its arguments out."
            )
        if self._recording:
            self.stop()


__getattr__ = missing_name_getattr(__name__)
