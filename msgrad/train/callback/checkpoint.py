"""ModelCheckpoint: saves checkpoints in training."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

from msgrad._checkparam import check_bool, check_non_negative_int
from msgrad.nn.cell import Cell
from msgrad.train.callback.callback import Callback, RunContext

__all__ = ["CheckpointConfig", "ModelCheckpoint"]


class CheckpointConfig:
    """When checkpoints are saved, how many are kept, and how they are written.

    Args:
        save_checkpoint_steps: every so many steps; 0 or None for not by steps.
        save_checkpoint_seconds: every so many seconds, where it is not by steps.
        keep_checkpoint_max: how many files are kept, the oldest go; 0 or None for the last, or by minutes.
        keep_checkpoint_per_n_minutes: where ``keep_checkpoint_max`` is 0 or None, the first file of every so many
            minutes is kept, and the last of all.
        integrated_save, async_save, enc_key, enc_mode, crc_check, remove_redundancy, format: as in `save_checkpoint`.
        saved_network: what is saved; None for the network in training, with the optimizer's Parameters.
        append_info: a list of "epoch_num", "step_num" and dicts of further entries for the files.
        exception_save: saves a checkpoint where training ends by an exception.

    Raises:
        TypeError, ValueError: for other arguments.

    >>> from mindspore import train
    >>> train.CheckpointConfig(save_checkpoint_steps=100, keep_checkpoint_max=3).save_checkpoint_steps
    100
    """

    def __init__(
        self,
        save_checkpoint_steps: int | None = 1,
        save_checkpoint_seconds: int | None = 0,
        keep_checkpoint_max: int | None = 5,
        keep_checkpoint_per_n_minutes: int | None = 0,
        integrated_save: bool = True,
        async_save: Any = False,
        saved_network: Any = None,
        append_info: list | None = None,
        enc_key: bytes | None = None,
        enc_mode: str = "AES-GCM",
        exception_save: bool = False,
        crc_check: bool = False,
        remove_redundancy: bool = False,
        format: str = "ckpt",
        **kwargs: Any,
    ) -> None:
        who = "CheckpointConfig"
        numbers = {
            "save_checkpoint_steps": save_checkpoint_steps,
            "save_checkpoint_seconds": save_checkpoint_seconds,
            "keep_checkpoint_max": keep_checkpoint_max,
            "keep_checkpoint_per_n_minutes": keep_checkpoint_per_n_minutes,
        }
        for name, value in numbers.items():
            if value is not None:
                check_non_negative_int(value, name, who)
        if not any(numbers.values()):
            raise ValueError(f"For '{who}', {', '.join(numbers)} must not all be None or 0.")
        if not isinstance(async_save, bool | str):
            raise TypeError(
                f"For '{who}', the 'async_save' must be a bool or str, but got {type(async_save).__name__}."
            )
        if saved_network is not None and not isinstance(saved_network, Cell):
            raise TypeError(
                f"For '{who}', the 'saved_network' must be None or a Cell, but got {type(saved_network).__name__}."
            )
        if enc_key is not None and not isinstance(enc_key, bytes):
            raise ValueError(f"For '{who}', the 'enc_key' must be None or bytes, but got {type(enc_key).__name__}.")
        for name, flag in (("crc_check", crc_check), ("remove_redundancy", remove_redundancy)):
            if not isinstance(flag, bool):
                raise ValueError(f"For '{who}', the '{name}' must be a bool, but got {type(flag).__name__}.")
        if format not in ("ckpt", "safetensors"):
            raise ValueError(f"For '{who}', the 'format' must be 'ckpt' or 'safetensors', but got {format!r}.")
        if unknown := sorted(kwargs):
            raise ValueError(f"For '{who}', {', '.join(unknown)} is not supported.")
        self._save_checkpoint_steps = save_checkpoint_steps
        self._save_checkpoint_seconds = None if save_checkpoint_steps else save_checkpoint_seconds
        if not keep_checkpoint_max and not keep_checkpoint_per_n_minutes:
            keep_checkpoint_max = 1
        self._keep_checkpoint_max = keep_checkpoint_max
        self._keep_checkpoint_per_n_minutes = None if keep_checkpoint_max else keep_checkpoint_per_n_minutes
        self._integrated_save = check_bool(integrated_save, "integrated_save", who)
        self._async_save = async_save
        self._saved_network = saved_network
        self._append_dict = _append_dict(append_info)
        self._enc_key, self._enc_mode = enc_key, enc_mode
        self.exception_save = check_bool(exception_save, "exception_save", who)
        self._crc_check, self._remove_redundancy, self._format = crc_check, remove_redundancy, format

    save_checkpoint_steps = property(lambda self: self._save_checkpoint_steps, doc="Every how many steps.")
    save_checkpoint_seconds = property(lambda self: self._save_checkpoint_seconds, doc="Every how many seconds.")
    keep_checkpoint_max = property(lambda self: self._keep_checkpoint_max, doc="How many files are kept.")
    keep_checkpoint_per_n_minutes = property(
        lambda self: self._keep_checkpoint_per_n_minutes, doc="One file of how many minutes is kept."
    )
    integrated_save = property(lambda self: self._integrated_save, doc="As in `save_checkpoint`.")
    async_save = property(lambda self: self._async_save, doc="As in `save_checkpoint`.")
    saved_network = property(lambda self: self._saved_network, doc="What is saved, None for what is trained.")
    enc_key = property(lambda self: self._enc_key, doc="As in `save_checkpoint`.")
    enc_mode = property(lambda self: self._enc_mode, doc="As in `save_checkpoint`.")
    crc_check = property(lambda self: self._crc_check, doc="As in `save_checkpoint`.")
    format = property(lambda self: self._format, doc="As in `save_checkpoint`.")
    append_dict = property(lambda self: self._append_dict, doc="Further entries of the files, None for none.")

    def get_checkpoint_policy(self) -> dict:
        """What decides when files are saved and which are kept."""
        return {
            "save_checkpoint_steps": self._save_checkpoint_steps,
            "save_checkpoint_seconds": self._save_checkpoint_seconds,
            "keep_checkpoint_max": self._keep_checkpoint_max,
            "keep_checkpoint_per_n_minutes": self._keep_checkpoint_per_n_minutes,
            "saved_network": self._saved_network,
        }


def _append_dict(append_info: Any) -> dict | None:
    if append_info is None:
        return None
    if not isinstance(append_info, list):
        raise TypeError(
            f"For 'CheckpointConfig', the 'append_info' must be a list, but got {type(append_info).__name__}."
        )
    entries: dict = {}
    for item in append_info:
        if isinstance(item, dict):
            entries.update(item)
        elif item in ("epoch_num", "step_num"):
            entries[item] = 0
        else:
            raise ValueError(
                "For 'CheckpointConfig', the 'append_info' may have 'epoch_num', 'step_num' and dicts, "
                f"but got {item!r}."
            )
    return entries


class ModelCheckpoint(Callback):
    """Saves checkpoints in training, as ``<prefix>-<epoch>_<step of the epoch>.ckpt``.

    Args:
        prefix: how names of files begin; a function of what callbacks are told gives the whole name. Where the folder
            has files of the prefix already, a number is added to it.
        directory: the folder, made where it is missing; a str, a function like ``prefix``, or None for the current one.
        config: a `CheckpointConfig`; None for its defaults.

    Raises:
        TypeError, ValueError: for other arguments.

    >>> from mindspore import train
    >>> callback = train.ModelCheckpoint("lenet", config=train.CheckpointConfig(save_checkpoint_steps=100))
    """

    def __init__(self, prefix: Any = "CKP", directory: Any = None, config: CheckpointConfig | None = None) -> None:
        if not callable(prefix) and (not isinstance(prefix, str) or "/" in prefix):
            raise ValueError(
                f"For 'ModelCheckpoint', the 'prefix' must be a str without '/' or a function, but got {prefix!r}."
            )
        if directory is not None and not callable(directory) and not isinstance(directory, str):
            raise TypeError(
                "For 'ModelCheckpoint', the 'directory' must be None, a str or a function, "
                f"but got {type(directory).__name__}."
            )
        if config is not None and not isinstance(config, CheckpointConfig):
            raise TypeError(
                "For 'ModelCheckpoint', the 'config' must be a CheckpointConfig or None, "
                f"but got {type(config).__name__}."
            )
        self._prefix, self._directory = prefix, directory
        self._config = config or CheckpointConfig()
        self._latest = ""
        self._last_step = 0
        self._last_time = self._last_kept = time.time()
        self._kept: list[Path] = []  # oldest first
        self._numbered: str | None = None  # the prefix, with a number where there were files of it
        self._in_training: Any = None

    @property
    def latest_ckpt_file_name(self) -> str:
        """The path of the last file that was saved."""
        return self._latest

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        if kind is not None and self._config.exception_save and self._in_training is not None:
            self._save(self._in_training, "_breakpoint")

    def on_train_begin(self, run_context: RunContext) -> None:
        self._in_training = run_context.original_args()
        self._last_step = self._in_training.cur_step_num

    def on_eval_begin(self, run_context: RunContext) -> None:
        """Nothing is saved in evaluation."""

    def on_eval_step_end(self, run_context: RunContext) -> None:
        """Nothing is saved in evaluation."""

    def on_eval_end(self, run_context: RunContext) -> None:
        """Nothing is saved in evaluation."""

    def step_end(self, run_context: RunContext) -> None:
        params = run_context.original_args()
        steps, seconds = self._config.save_checkpoint_steps, self._config.save_checkpoint_seconds
        if steps:
            due = params.cur_step_num - self._last_step >= steps
        else:
            due = bool(seconds) and time.time() - self._last_time > seconds
        if due:
            self._save(params)

    def end(self, run_context: RunContext) -> None:
        params = run_context.original_args()
        if params.cur_step_num != self._last_step:
            self._save(params)
        from msgrad.train.serialization import async_ckpt_thread_status

        while async_ckpt_thread_status():
            time.sleep(0.01)
        self._in_training = None

    def _save(self, params: Any, suffix: str = "") -> None:
        from msgrad.train.serialization import save_checkpoint

        config = self._config
        path = self._path(params, suffix)
        entries = config.append_dict
        if entries is not None:
            entries = dict(entries)
            if "epoch_num" in entries:
                entries["epoch_num"] += params.cur_epoch_num
            if "step_num" in entries:
                entries["step_num"] += params.cur_step_num
        self._make_room(path)
        network = config.saved_network if config.saved_network is not None else params.train_network
        save_checkpoint(
            network,
            str(path),
            config.integrated_save,
            config.async_save,
            entries,
            config.enc_key,
            config.enc_mode,
            crc_check=config.crc_check,
            format=config.format,
        )
        self._kept.append(path)
        self._latest = str(path)
        self._last_step, self._last_time = params.cur_step_num, time.time()
        params.last_save_ckpt_step = params.cur_step_num
        params.latest_ckpt_file = str(path)

    def _path(self, params: Any, suffix: str) -> Path:
        folder = self._directory(params) if callable(self._directory) else self._directory
        folder = Path(folder or os.curdir).absolute()
        folder.mkdir(parents=True, exist_ok=True)
        if callable(self._prefix):
            return folder / f"{self._prefix(params)}{suffix}.{self._config.format}"
        if self._numbered is None:
            self._numbered = _unused_prefix(folder, self._prefix, self._config.format)
        step = (params.cur_step_num - 1) % params.batch_num + 1
        return folder / f"{self._numbered}-{params.cur_epoch_num}_{step}{suffix}.{self._config.format}"

    def _make_room(self, path: Path) -> None:
        """Removes the oldest file where there are enough, or those but the first of the last minutes."""
        if path in self._kept:
            self._kept.remove(path)
        most, minutes = self._config.keep_checkpoint_max, self._config.keep_checkpoint_per_n_minutes
        if most:
            while len(self._kept) >= most:
                self._kept.pop(0).unlink(missing_ok=True)
        elif minutes and time.time() - self._last_kept < minutes * 60:
            while len(self._kept) > 1:  # the first of the period stays
                self._kept.pop().unlink(missing_ok=True)
        elif minutes:
            self._kept, self._last_kept = [], time.time()


def _unused_prefix(folder: Path, prefix: str, ending: str) -> str:
    """The prefix, or the next number behind it where files of it are there."""
    numbers = []
    for file in folder.glob(f"*.{ending}"):
        stem = file.stem.rpartition("-")[0]
        if stem == prefix:
            numbers.append(0)
        elif stem.startswith(prefix + "_") and stem[len(prefix) + 1 :].isdigit():
            numbers.append(int(stem[len(prefix) + 1 :]))
    return f"{prefix}_{max(numbers) + 1}" if numbers else prefix
