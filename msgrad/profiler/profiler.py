"""Recording what runs, by JAX's profiler: its files are read by TensorBoard, XProf and Perfetto."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn

from msgrad._checkparam import check_bool, check_type
from msgrad._names import missing_name_getattr
from msgrad.engine import cut
from msgrad.profiler.constant import AicoreMetrics, ProfilerActivity, ProfilerLevel
from msgrad.profiler.schedule import ProfilerAction

__all__ = ["Profile", "Profiler", "_ExperimentalConfig", "analyse", "profile", "tensorboard_trace_handler"]


class _ExperimentalConfig:
    """What is recorded of an Ascend. Anything but the defaults, the level and the marks is refused by `profile`.

    Args:
        profiler_level: how much; JAX records the same for all levels.
        mstx: whether marks are recorded: they always are.
        data_simplification: whether raw files are deleted: JAX leaves none.
        aic_metrics, l2_cache, export_type, mstx_domain_include, mstx_domain_exclude, sys_io, sys_interconnection,
            host_sys: of an Ascend.

    Raises:
        TypeError: if the level is no `ProfilerLevel`.
        NotImplementedError: for others of an Ascend than the defaults.
    """

    def __init__(
        self,
        profiler_level: ProfilerLevel = ProfilerLevel.Level0,
        aic_metrics: AicoreMetrics = AicoreMetrics.AiCoreNone,
        l2_cache: bool = False,
        mstx: bool = False,
        data_simplification: bool = True,
        export_type: list | None = None,
        mstx_domain_include: list | None = None,
        mstx_domain_exclude: list | None = None,
        sys_io: bool = False,
        sys_interconnection: bool = False,
        host_sys: list | None = None,
    ) -> None:
        self._profiler_level = check_type(profiler_level, ProfilerLevel, "profiler_level", "_ExperimentalConfig")
        self._mstx = check_bool(mstx, "mstx", "_ExperimentalConfig")
        self._data_simplification = check_bool(data_simplification, "data_simplification", "_ExperimentalConfig")
        of_ascend = {"l2_cache": l2_cache, "sys_io": sys_io, "sys_interconnection": sys_interconnection}
        of_ascend |= {"host_sys": host_sys, "aic_metrics": aic_metrics != AicoreMetrics.AiCoreNone}
        of_ascend |= {"mstx_domain_include": mstx_domain_include, "mstx_domain_exclude": mstx_domain_exclude}
        self._refused = [name for name, value in of_ascend.items() if value]
        self._export_type = export_type


class Profile:
    """Records what runs.

    Args:
        activities: `ProfilerActivity.CPU` for the host, others for the device; both by default.
        with_stack: whether the calls of Python functions are recorded.
        profile_memory: whether what takes up memory of the device is written when recording stops (`memory.prof`).
        start_profile: whether `start` is called at once.
        schedule: which steps are recorded, see `mindspore.profiler.schedule`. Default: None, for all until `stop`.
        on_trace_ready: a function of this object that is called when files were written. Default: None.
        experimental_config: see `_ExperimentalConfig`.
        record_shapes, sync_enable: JAX always records shapes, and times on the device.
        data_process, parallel_strategy, hbm_ddr, pcie: of an Ascend.

    Raises:
        TypeError: for arguments of other types.
        NotImplementedError: for what concerns an Ascend.

    >>> import tempfile
    >>> import mindspore
    >>> handler = mindspore.profiler.tensorboard_trace_handler(tempfile.mkdtemp())
    >>> with mindspore.profiler.profile(on_trace_ready=handler) as prof:
    ...     print(mindspore.ops.ones(2) + 1)
    [2. 2.]
    """

    _who = "profile"

    def __init__(
        self,
        activities: Iterable[ProfilerActivity] | None = None,
        with_stack: bool = False,
        profile_memory: bool = False,
        data_process: bool = False,
        parallel_strategy: bool = False,
        start_profile: bool = True,
        hbm_ddr: bool = False,
        pcie: bool = False,
        sync_enable: bool = True,
        record_shapes: bool = False,
        schedule: Callable[[int], ProfilerAction] | None = None,
        on_trace_ready: Callable[..., Any] | None = None,
        experimental_config: _ExperimentalConfig | None = None,
    ) -> None:
        who = self._who
        self._with_stack = check_bool(with_stack, "with_stack", who)
        self._with_memory = check_bool(profile_memory, "profile_memory", who)
        check_bool(sync_enable, "sync_enable", who)
        check_bool(record_shapes, "record_shapes", who)
        of_ascend = {"data_process": data_process, "parallel_strategy": parallel_strategy, "hbm_ddr": hbm_ddr}
        refused = [name for name, value in {**of_ascend, "pcie": pcie}.items() if check_bool(value, name, who)]
        if experimental_config is not None:
            config = check_type(experimental_config, _ExperimentalConfig, "experimental_config", who)
            refused += config._refused
        if refused:
            raise NotImplementedError(
                f"For '{who}', {', '.join(refused)} concern an Ascend and are not supported: leave them out."
            )
        kinds = list(ProfilerActivity) if activities is None else list(activities)
        for kind in kinds:
            check_type(kind, ProfilerActivity, "activities", who)
        self._with_host = ProfilerActivity.CPU in kinds
        self._with_device = ProfilerActivity.NPU in kinds or ProfilerActivity.GPU in kinds
        for value, name in ((schedule, "schedule"), (on_trace_ready, "on_trace_ready")):
            if value is not None and not callable(value):
                raise TypeError(f"For '{who}', the '{name}' must be a function, but got {type(value).__name__}.")
        self._schedule = schedule
        self._on_trace_ready = on_trace_ready
        self._folder = getattr(on_trace_ready, "folder", "./data")
        self._metadata: dict[str, Any] = {}
        self._step = 0
        self._started = self._recording = False
        if check_bool(start_profile, "start_profile", who):
            self.start()

    def __enter__(self) -> Profile:
        if not self._started:
            self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._started:
            self.stop()

    def start(self) -> None:
        """Starts: recording at once, or as the schedule says. RuntimeError where it was started."""
        if self._started:
            raise RuntimeError(f"For '{self._who}.start', the profiler is recording already.")
        self._started = True
        self._act(self._action(), ProfilerAction.NONE)

    def stop(self) -> None:
        """Runs what is pending, stops recording and writes the files. RuntimeError where it was not started."""
        if not self._started:
            raise RuntimeError(f"For '{self._who}.stop', the profiler is not recording.")
        self._started = False
        if self._recording:
            self._save()

    def step(self) -> None:
        """To be called after each step of training. RuntimeError where it was not started."""
        if not self._started:
            raise RuntimeError(f"For '{self._who}.step', the profiler is not recording.")
        before = self._action()
        self._step += 1
        self._act(self._action(), before)

    def _action(self) -> ProfilerAction:
        return ProfilerAction.RECORD if self._schedule is None else self._schedule(self._step)

    def _act(self, action: ProfilerAction, before: ProfilerAction) -> None:
        records = (ProfilerAction.RECORD, ProfilerAction.RECORD_AND_SAVE)
        if self._recording and (action not in records or before == ProfilerAction.RECORD_AND_SAVE):
            self._save()
        if action in records and not self._recording:
            self._record()

    def _record(self) -> None:
        import jax

        cut("the profiler starts")
        options = jax.profiler.ProfileOptions()
        options.python_tracer_level = int(self._with_stack)
        if not self._with_host:
            options.host_tracer_level = 0
        if not self._with_device:
            options.device_tracer_level = 0
        jax.profiler.start_trace(self._folder, profiler_options=options)
        self._recording = True

    def _save(self) -> None:
        import jax

        cut("the profiler stops")
        jax.effects_barrier()
        jax.profiler.stop_trace()
        self._recording = False
        folder = Path(self._folder)
        folder.mkdir(parents=True, exist_ok=True)
        if self._with_memory:
            jax.profiler.save_device_memory_profile(str(folder / "memory.prof"))
        if self._metadata:
            (folder / "profiler_metadata.json").write_text(json.dumps(self._metadata))
        if self._on_trace_ready is not None:
            self._on_trace_ready(self)

    def add_metadata(self, key: str, value: str) -> None:
        """Has a text written beside what is recorded, into `profiler_metadata.json`. TypeError unless strs."""
        check_type(value, str, "value", "add_metadata")
        self._metadata[check_type(key, str, "key", "add_metadata")] = value

    def add_metadata_json(self, key: str, value: str) -> None:
        """As `add_metadata`, of a text in JSON. TypeError unless strs, ValueError for other texts."""
        check_type(value, str, "value", "add_metadata_json")
        self._metadata[check_type(key, str, "key", "add_metadata_json")] = json.loads(value)


profile = Profile


def tensorboard_trace_handler(
    dir_name: str | None = None, worker_name: str | None = None, analyse_flag: bool = True, async_mode: bool = False
) -> Callable[[Any], None]:
    """Says where `profile` writes, as its ``on_trace_ready``.

    Args:
        dir_name: the folder. Default: None, for "./data".
        worker_name: not supported: JAX names its files after the machine.
        analyse_flag, async_mode: JAX's files need no analysis.

    Raises:
        TypeError: for arguments of other types.
        NotImplementedError: for a ``worker_name``.
    """
    who = "tensorboard_trace_handler"
    check_bool(analyse_flag, "analyse_flag", who)
    check_bool(async_mode, "async_mode", who)
    if worker_name is not None:
        raise NotImplementedError(f"For '{who}', 'worker_name' is not supported: leave it out.")

    def handler(profile: Any) -> None:
        """Nothing is left to do: the files were written into the folder."""

    handler.folder = "./data" if dir_name is None else check_type(dir_name, str, "dir_name", who)  # type: ignore[attr-defined]
    return handler


def analyse(
    profiler_path: str,
    max_process_number: int = 1,
    pretty: bool = False,
    step_list: list | None = None,
    data_simplification: bool = True,
) -> None:
    """Of an Ascend's files, makes those that are looked at; JAX's are complete, so that nothing is to do.

    Raises:
        TypeError: for arguments of other types.
        NotImplementedError: for ``pretty`` and ``step_list``.
    """
    check_type(profiler_path, str, "profiler_path", "analyse")
    check_type(max_process_number, int, "max_process_number", "analyse")
    check_bool(data_simplification, "data_simplification", "analyse")
    if check_bool(pretty, "pretty", "analyse") or step_list is not None:
        raise NotImplementedError("For 'analyse', 'pretty' and 'step_list' are of an Ascend's files: leave them out.")


class Profiler(Profile):
    """The older form of `profile`.

    Args:
        kwargs: as of `profile`, and ``output_path``, the folder that is written to ("./data" by default).

    Raises:
        TypeError: for arguments of other types.
        NotImplementedError: for what concerns an Ascend.

    >>> from mindspore import Profiler
    >>> profiler = Profiler(output_path="trace", start_profile=False)
    >>> # profiler.start(), some steps, profiler.stop(): then tensorboard --logdir trace
    """

    _who = "Profiler"

    def __init__(self, **kwargs: Any) -> None:
        output_path = kwargs.pop("output_path", None)
        if output_path is not None and not isinstance(output_path, str):
            raise TypeError(f"For 'Profiler', the 'output_path' must be a str, but got {type(output_path).__name__}.")
        start = check_bool(kwargs.pop("start_profile", True), "start_profile", "Profiler")
        known = Profile.__init__.__code__.co_varnames[: Profile.__init__.__code__.co_argcount]
        unknown = sorted(set(kwargs) - set(known))
        if unknown:
            raise NotImplementedError(
                f"For 'Profiler', {', '.join(unknown)} concern an Ascend and are not supported: leave them out."
            )
        super().__init__(start_profile=False, **kwargs)
        if output_path is not None:
            self._folder = output_path
        if start:
            self.start()

    def analyse(self, offline_path: str | None = None, pretty: bool = False, step_list: Any = None) -> None:
        """Stops recording where it is going on: the files are what TensorBoard and Perfetto read.

        Raises:
            NotImplementedError: for any argument, which an Ascend's files would need.
        """
        if offline_path is not None or pretty or step_list is not None:
            raise NotImplementedError(
                "For 'Profiler.analyse', there is nothing to work out of an Ascend's files: leave its arguments out."
            )
        if self._started:
            self.stop()

    @classmethod
    def offline_analyse(
        cls, path: str, pretty: bool = False, step_list: list | None = None, data_simplification: bool = True
    ) -> None:
        """As `analyse` of the module."""
        analyse(path, pretty=pretty, step_list=step_list, data_simplification=data_simplification)

    def op_analyse(self, op_name: Any, device_id: int | None = None) -> NoReturn:
        """Not supported: raises NotImplementedError, as JAX's profiler writes for TensorBoard."""
        raise NotImplementedError("For 'op_analyse', look at the operators in TensorBoard or XProf instead.")


__getattr__ = missing_name_getattr(__name__)
