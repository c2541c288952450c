"""Recording that begins and ends while training goes on, as a file says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from msgrad._checkparam import check_positive_int, check_type
from msgrad._names import missing_name_getattr
from msgrad.profiler.profiler import Profile, tensorboard_trace_handler
from msgrad.train.callback import Callback

__all__ = ["DynamicProfilerMonitor"]


class DynamicProfilerMonitor(Callback):
    """Records the steps that `profiler_config.json` names, which may change while training goes on.

    The file has ``start_step`` and ``stop_step``, the first and the last step that are recorded (-1 for none); it is
    written with -1 where there is none.

    Args:
        cfg_path: the folder with the file.
        output_path: the folder that is written to.
        poll_interval: how many steps go by until the file is read again.
        kwargs: not supported.

    Raises:
        TypeError: for arguments of other types.
        ValueError: unless ``poll_interval`` is above 0, and for files of another form.
        NotImplementedError: for ``kwargs``.
    """

    def __init__(
        self, cfg_path: str, output_path: str = "./dyn_profile_data", poll_interval: int = 2, **kwargs: Any
    ) -> None:
        who = "DynamicProfilerMonitor"
        if kwargs:
            raise NotImplementedError(f"For '{who}', {', '.join(kwargs)} are not supported: leave them out.")
        self._file = Path(check_type(cfg_path, str, "cfg_path", who)) / "profiler_config.json"
        self._output = check_type(output_path, str, "output_path", who)
        self._interval = check_positive_int(poll_interval, "poll_interval", who)
        self._steps = 0
        self._range = (-1, -1)
        self._profile: Profile | None = None
        if not self._file.exists():
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(json.dumps({"start_step": -1, "stop_step": -1}))

    def _read(self) -> None:
        try:
            found = json.loads(self._file.read_text())
            self._range = int(found.get("start_step", -1)), int(found.get("stop_step", -1))
        except (OSError, ValueError, AttributeError, TypeError) as error:
            raise ValueError(
                f"For 'DynamicProfilerMonitor', {self._file} must be JSON with 'start_step' and 'stop_step'."
            ) from error

    def on_train_step_begin(self, run_context: Any) -> None:
        """Begins to record where it is the first step to be."""
        if self._steps % self._interval == 0:
            self._read()
        self._steps += 1
        if self._profile is None and self._steps == self._range[0] <= self._range[1]:
            self._profile = Profile(on_trace_ready=tensorboard_trace_handler(self._output))

    def on_train_step_end(self, run_context: Any) -> None:
        """Stops recording after the last step to be."""
        if self._profile is not None and self._steps >= self._range[1]:
            self._profile.stop()
            self._profile = None

    def on_train_end(self, run_context: Any) -> None:
        """Stops recording."""
        if self._profile is not None:
            self._profile.stop()
            self._profile = None


__getattr__ = missing_name_getattr(__name__)
