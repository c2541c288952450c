"""Messages of a run, as `mindspore.log` writes them: to stderr, or to files, as the environment says.

| variable | meaning | default |
|---|---|---|
| GLOG_v | the lowest level that is written: 0 debug, 1 info, 2 warning, 3 error, 4 critical | 2 |
| GLOG_logtostderr | 1: to stderr; 0: to files below GLOG_log_dir | 1 |
| GLOG_log_dir | where the files lie, in `rank_0/logs` | |
| GLOG_stderrthreshold | with files, the lowest level that goes to stderr as well | 2 |
| logger_maxBytes, logger_backupCount | when a file is full, and how many are kept | 52428800, 30 |

The environment is read when the first message is written.

>>> from mindspore import log
>>> log.get_level()
'2'
"""

from __future__ import annotations

import logging
import os
import sys
import threading
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

from msgrad._names import missing_name_getattr

__all__ = ["get_level", "get_log_config"]

_LEVELS = {"0": logging.DEBUG, "1": logging.INFO, "2": logging.WARNING, "3": logging.ERROR, "4": logging.CRITICAL}
_FORMAT = "[{levelname}] ME({process}:{thread},{processName}):{asctime}.{msecs:03.0f}.000 [{where}:{lineno}] {message}"

_lock = threading.Lock()
_logger: logging.Logger | None = None
_config: dict[str, Any] = {}


class _Formatter(logging.Formatter):
    def __init__(self) -> None:
        super().__init__(_FORMAT, "%Y-%m-%d-%H:%M:%S", style="{", defaults={"where": ""})

    def format(self, record: logging.LogRecord) -> str:
        home = str(Path(__file__).parent)
        path = record.pathname
        record.where = "mindspore" + path[len(home) :] if path.startswith(home + os.sep) else path
        return super().format(record)


def _level(name: str, default: str) -> str:
    level = os.environ.get(name, default)
    if level not in _LEVELS:
        raise ValueError(
            f"Incorrect log level, the value of {name} must be 0 (debug), 1 (info), 2 (warning), 3 (error) or "
            f"4 (critical), but got {level}."
        )
    return level


def _count(name: str, default: int, lowest: int) -> int:
    value = os.environ.get(name, str(default))
    if not value.isdigit() or int(value) < lowest:
        raise ValueError(f"Incorrect value, the value of {name} must be an int of at least {lowest}, but got {value}.")
    return int(value)


_TO_STDERR, _FOLDER = "GLOG_logtostderr", "GLOG_log_dir"  # MindSpore's names, in small letters


def _read_environment() -> dict[str, Any]:
    config: dict[str, Any] = {"GLOG_v": _level("GLOG_v", "2")}
    to_stderr = os.environ.get(_TO_STDERR, "1")
    if to_stderr not in ("0", "1"):
        raise ValueError(f"Incorrect value, the value of GLOG_logtostderr must be 0 or 1, but got {to_stderr}.")
    config["GLOG_logtostderr"] = to_stderr
    if to_stderr == "0":
        folder = os.environ.get(_FOLDER)
        if folder is None:
            raise ValueError("When GLOG_logtostderr is 0, GLOG_log_dir must say where the files are to lie.")
        config["GLOG_log_dir"] = os.path.join(os.path.realpath(folder), "rank_0", "logs")
        config["logger_maxBytes"] = _count("logger_maxBytes", 52428800, 0)
        config["logger_backupCount"] = _count("logger_backupCount", 30, 0)
        config["GLOG_stderrthreshold"] = _level("GLOG_stderrthreshold", "2")
    return config


class _Stderr(logging.StreamHandler):
    """Writes to what `sys.stderr` is at the time."""

    @property
    def stream(self) -> Any:
        return sys.stderr

    @stream.setter
    def stream(self, value: Any) -> None:
        pass


def _get_logger() -> logging.Logger:
    """The logger that all messages go through, made when it is first asked for."""
    global _logger
    with _lock:
        if _logger is None:
            _config.update(_read_environment())
            logger = logging.getLogger(f"ME.mindspore.log.{os.getpid()}")
            logger.propagate = False
            logger.setLevel(_LEVELS[_config["GLOG_v"]])
            handlers: list[logging.Handler] = [_Stderr()]
            if _config["GLOG_logtostderr"] == "0":
                handlers[0].setLevel(_LEVELS[_config["GLOG_stderrthreshold"]])
                folder = Path(_config["GLOG_log_dir"])
                folder.mkdir(parents=True, exist_ok=True)
                file = folder / f"mindspore.log.{os.getpid()}"
                handlers.append(
                    RotatingFileHandler(
                        file, maxBytes=_config["logger_maxBytes"], backupCount=_config["logger_backupCount"]
                    )
                )
            for handler in handlers:
                handler.setFormatter(_Formatter())
                logger.addHandler(handler)
            _logger = logger
        return _logger


def _write(level: int, msg: Any, args: tuple, kwargs: dict) -> None:
    kwargs["stacklevel"] = kwargs.get("stacklevel", 1) + 2  # not these functions, but their caller
    _get_logger().log(level, msg, *args, **kwargs)


def debug(msg: Any, *args: Any, **kwargs: Any) -> None:
    """Writes a message, formatted with ``%`` and the arguments, if the level is 0. As `logging.debug`."""
    _write(logging.DEBUG, msg, args, kwargs)


def info(msg: Any, *args: Any, **kwargs: Any) -> None:
    """Writes a message if the level is at most 1."""
    _write(logging.INFO, msg, args, kwargs)


def warning(msg: Any, *args: Any, **kwargs: Any) -> None:
    """Writes a message if the level is at most 2."""
    _write(logging.WARNING, msg, args, kwargs)


def error(msg: Any, *args: Any, **kwargs: Any) -> None:
    """Writes a message if the level is at most 3."""
    _write(logging.ERROR, msg, args, kwargs)


def critical(msg: Any, *args: Any, **kwargs: Any) -> None:
    """Writes a message, whatever the level."""
    _write(logging.CRITICAL, msg, args, kwargs)


def get_level() -> str:
    """The lowest level that is written, as GLOG_v has it.

    Raises:
        ValueError: if the environment has another value than "0" to "4".
    """
    _get_logger()
    return _config["GLOG_v"]


def get_log_config() -> dict[str, Any]:
    """The settings that count, by the names of the variables."""
    _get_logger()
    return dict(_config)


__getattr__ = missing_name_getattr(__name__)
