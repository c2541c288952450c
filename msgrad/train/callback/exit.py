"""Callbacks for training that may be cut off: BackupAndRestore and OnRequestExit."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import Any

from msgrad._checkparam import check_bool, check_positive_int
from msgrad.train.callback.callback import Callback, RunContext

__all__ = ["BackupAndRestore", "OnRequestExit", "TrainFaultTolerance"]


class BackupAndRestore(Callback):
    """Saves the state of training every few epochs, and begins with it where there is one.

    Args:
        backup_dir: the folder of ``backup.ckpt``.
        save_freq: every how many epochs; "epoch" for every one.
        delete_checkpoint: whether the file is removed when training is over.

    Raises:
        TypeError, ValueError: for other arguments.

    >>> from mindspore import train
    >>> callback = train.BackupAndRestore("backups", save_freq=5)
    """

    def __init__(self, backup_dir: str, save_freq: Any = "epoch", delete_checkpoint: bool = True) -> None:
        if not isinstance(backup_dir, str):
            raise TypeError(
                f"For 'BackupAndRestore', the 'backup_dir' must be a str, but got {type(backup_dir).__name__}."
            )
        if save_freq != "epoch":
            check_positive_int(save_freq, "save_freq", "BackupAndRestore")
        self.backup_file = str(Path(backup_dir).absolute() / "backup.ckpt")
        self.save_freq = 1 if save_freq == "epoch" else save_freq
        self.delete_checkpoint = check_bool(delete_checkpoint, "delete_checkpoint", "BackupAndRestore")

    def on_train_begin(self, run_context: RunContext) -> None:
        if Path(self.backup_file).exists():
            from msgrad.train.serialization import load_checkpoint, load_param_into_net

            load_param_into_net(run_context.original_args().train_network, load_checkpoint(self.backup_file))

    def on_train_epoch_end(self, run_context: RunContext) -> None:
        params = run_context.original_args()
        if params.cur_epoch_num % self.save_freq == 0:
            from msgrad.train.serialization import save_checkpoint

            Path(self.backup_file).parent.mkdir(parents=True, exist_ok=True)
            save_checkpoint(params.train_network, self.backup_file)

    def on_train_end(self, run_context: RunContext) -> None:
        if self.delete_checkpoint:
            Path(self.backup_file).unlink(missing_ok=True)


class OnRequestExit(Callback):
    """When the process is sent a signal: ends training (or evaluation) after the step, and saves the Parameters.

    Args:
        save_ckpt: whether ``<file_name>_train.ckpt`` (or ``_eval``) is saved.
        save_mindir: must be False: there are no MINDIR files here.
        file_name, directory: where.
        config_file: must be None: a file that other processes watch is not supported.
        sig: the signal, SIGTERM by default.

    Raises:
        ValueError: for other arguments.
        NotImplementedError: for ``save_mindir`` or ``config_file``.

    >>> from mindspore import train
    >>> callback = train.OnRequestExit(save_mindir=False, file_name="lenet")
    """

    def __init__(
        self,
        save_ckpt: bool = True,
        save_mindir: bool = True,
        file_name: str = "Net",
        directory: str = "./",
        config_file: str | None = None,
        sig: int = signal.SIGTERM,
    ) -> None:
        for name, flag in (("save_ckpt", save_ckpt), ("save_mindir", save_mindir)):
            if not isinstance(flag, bool):
                raise ValueError(f"For 'OnRequestExit', the '{name}' must be a bool, but got {type(flag).__name__}.")
        if isinstance(sig, bool) or not isinstance(sig, int):
            raise ValueError(f"For 'OnRequestExit', the 'sig' must be an int, but got {type(sig).__name__}.")
        if not isinstance(directory, str):
            raise TypeError(f"For 'OnRequestExit', the 'directory' must be a str, but got {type(directory).__name__}.")
        if save_mindir:
            raise NotImplementedError(
                "For 'OnRequestExit', there are no MINDIR files here: pass save_mindir=False, and the Parameters are "
                "saved as a checkpoint."
            )
        if config_file is not None:
            raise NotImplementedError("For 'OnRequestExit', a 'config_file' is not supported: send a signal.")
        self.save_ckpt, self.save_mindir, self.sig = save_ckpt, save_mindir, sig
        self.exit = False
        self.train_name = str(Path(directory).absolute() / f"{file_name}_train")
        self.eval_name = str(Path(directory).absolute() / f"{file_name}_eval")
        self._before: Any = None

    def __exit__(self, *error: Any) -> None:
        if self._before is not None:
            signal.signal(self.sig, self._before)
            self._before = None

    def _listen(self) -> None:
        if self._before is None:
            self._before = signal.signal(self.sig, self._request) or signal.SIG_DFL

    def _request(self, number: int, frame: Any) -> None:
        self.exit = True

    def on_train_begin(self, run_context: RunContext) -> None:
        self._listen()

    def on_train_step_end(self, run_context: RunContext) -> None:
        if self.exit:
            run_context.request_stop()

    def on_train_end(self, run_context: RunContext) -> None:
        self._save(run_context.original_args().train_network, self.train_name)

    def on_eval_begin(self, run_context: RunContext) -> None:
        self._listen()

    def on_eval_step_end(self, run_context: RunContext) -> None:
        if self.exit:
            run_context.request_stop()

    def on_eval_end(self, run_context: RunContext) -> None:
        if run_context.original_args().get("mode") == "eval" and self.exit:
            self._save(run_context.original_args().eval_network, self.eval_name)

    def _save(self, network: Any, name: str) -> None:
        if self.exit and self.save_ckpt:
            from msgrad.train.serialization import save_checkpoint

            Path(name).parent.mkdir(parents=True, exist_ok=True)
            save_checkpoint(network, name + ".ckpt")


class TrainFaultTolerance(Callback):
    """Training on Ascend clusters that goes on when devices fail (MindIO TFT). It needs these; ValueError here, as with
    MindSpore on a CPU.

    Args:
        ckpt_save_path: the folder of checkpoints.
        kwargs: ``ckpt_save_fn``, a function that saves them.
    """

    def __init__(self, ckpt_save_path: str | None = None, **kwargs: Any) -> None:
        if ckpt_save_path is None and kwargs.get("ckpt_save_fn") is None:
            raise ValueError("For 'TrainFaultTolerance', a 'ckpt_save_path' or 'ckpt_save_fn' must be given.")
        raise ValueError(
            "For 'TrainFaultTolerance', the fault tolerance of Ascend clusters (MindIO TFT) is needed: "
            "use ModelCheckpoint, BackupAndRestore or OnRequestExit here."
        )
