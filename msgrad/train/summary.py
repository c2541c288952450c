"""Summaries: figures and histograms of training in event files, which TensorBoard reads."""

from __future__ import annotations

import itertools
import os
import re
import socket
import struct
import time
from pathlib import Path
from typing import Any

import numpy as np

from msgrad._checkparam import check_bool, check_positive_int, check_type
from msgrad._names import missing_name_getattr
from msgrad.common.protobuf import FIXED32, FIXED64, VARINT, delimited, key, varint
from msgrad.common.tensor import Tensor
from msgrad.train.callback.callback import Callback, RunContext, single_loss

__all__ = ["SummaryCollector", "SummaryRecord"]

_number = itertools.count()
_LATER = (
    "image",
    "tensor",
    "graph",
    "train_lineage",
    "eval_lineage",
    "custom_lineage_data",
    "dataset_graph",
    "explainer",
)


def _double(field: int, value: float) -> bytes:
    return key(field, FIXED64) + struct.pack("<d", value)


def _doubles(field: int, values: np.ndarray) -> bytes:
    return delimited(field, np.asarray(values, "<f8").tobytes())


def _scalar(value: np.ndarray) -> bytes:
    if value.size != 1:
        raise ValueError(f"For 'SummaryRecord', a scalar must have one element, but got shape {value.shape}.")
    return key(2, FIXED32) + struct.pack("<f", float(value.reshape(())))


def _histogram(value: np.ndarray) -> bytes:
    values = value.astype(np.float64).ravel()
    values = values[np.isfinite(values)]
    counts, edges = np.histogram(values, bins=30) if values.size else (np.zeros(1), np.zeros(2))
    low, high = (values.min(), values.max()) if values.size else (0.0, 0.0)
    figures = (low, high, values.size, values.sum(), (values**2).sum())
    content = b"".join(_double(i + 1, float(f)) for i, f in enumerate(figures))
    return delimited(5, content + _doubles(6, edges[1:]) + _doubles(7, counts))


_WRITERS = {"scalar": _scalar, "histogram": _histogram}


class SummaryRecord:
    """An event file that values are written to.

    Args:
        log_dir: the folder, made where it is missing.
        file_prefix, file_suffix: how the file's name begins and ends; between is what TensorBoard knows event files by.
        num_process: with how many processes MindSpore would write; here it is done at once.
        network, max_file_size, export_options: must be None: graphs, limits and exports are not supported.
        raise_exception: whether errors while writing are raised; False leaves a warning.

    Raises:
        TypeError: for arguments of other types.
        NotImplementedError: see above.

    >>> import tempfile
    >>> from mindspore import Tensor, train
    >>> with tempfile.TemporaryDirectory() as folder, train.SummaryRecord(folder) as record:
    ...     record.add_value("scalar", "loss", Tensor(0.5))
    ...     record.record(step=1)
    True
    """

    def __init__(
        self,
        log_dir: str,
        file_prefix: str = "events",
        file_suffix: str = "_MS",
        num_process: int = 32,
        network: Any = None,
        max_file_size: int | None = None,
        raise_exception: bool = False,
        export_options: dict | None = None,
    ) -> None:
        for name, text in (("log_dir", log_dir), ("file_prefix", file_prefix), ("file_suffix", file_suffix)):
            check_type(text, str, name, "SummaryRecord")
        check_positive_int(num_process, "num_process", "SummaryRecord")
        self.raise_exception = check_bool(raise_exception, "raise_exception", "SummaryRecord")
        for name, value in (
            ("network", network),
            ("max_file_size", max_file_size),
            ("export_options", export_options),
        ):
            if value is not None:
                raise NotImplementedError(f"For 'SummaryRecord', the '{name}' is not supported: leave it out.")
        folder = Path(log_dir).absolute()
        folder.mkdir(parents=True, exist_ok=True)
        unique = f"{int(time.time())}.{socket.gethostname()}.{os.getpid()}.{next(_number)}"
        self._path = folder / f"{file_prefix}.out.tfevents.{unique}{file_suffix}"
        self._file = self._path.open("wb")
        self._pending: list[bytes] = []
        self._mode = "train"
        self._write(delimited(3, b"brain.Event:2"))

    def __enter__(self) -> SummaryRecord:
        return self

    def __exit__(self, *error: Any) -> None:
        self.close()

    @property
    def log_dir(self) -> str:
        """The path of the file."""
        return str(self._path)

    def set_mode(self, mode: str) -> None:
        """Says whether what follows is of "train" or "eval": the latter's names begin with "eval/".

        Raises:
            ValueError: for another mode.
        """
        if mode not in ("train", "eval"):
            raise ValueError(f"For 'set_mode', the 'mode' must be 'train' or 'eval', but got {mode!r}.")
        self._mode = mode

    def add_value(self, plugin: str, name: str, value: Any) -> None:
        """Keeps a value until `record`.

        Args:
            plugin: "scalar" or "histogram".
            name: what it is called.
            value: a Tensor or numpy array.

        Raises:
            NotImplementedError: for the other plugins that MindSpore has.
            ValueError: for an unknown plugin, a name that is taken, or a scalar of several elements.
            TypeError: for a value of another type.
        """
        if plugin in _LATER:
            raise NotImplementedError(f"For 'add_value', there are scalars and histograms, but got {plugin!r}.")
        if plugin not in _WRITERS:
            raise ValueError(f"For 'add_value', the 'plugin' must be 'scalar' or 'histogram', but got {plugin!r}.")
        check_type(name, str, "name", "add_value")
        if not name:
            raise ValueError("For 'add_value', the 'name' must not be empty.")
        if not isinstance(value, Tensor | np.ndarray | np.number | float | int):
            raise TypeError(f"For 'add_value', the 'value' must be a Tensor, but got {type(value).__name__}.")
        array = value.asnumpy() if isinstance(value, Tensor) else np.asarray(value)
        if array.dtype.kind == "V":
            array = array.astype(np.float32)
        tag = f"eval/{name}" if self._mode == "eval" else name
        self._pending.append(delimited(1, delimited(1, tag.encode()) + _WRITERS[plugin](array)))

    def record(self, step: int, train_network: Any = None, plugin_filter: Any = None) -> bool:
        """Writes what was added; True.

        Raises:
            TypeError: if ``step`` is no int.
            NotImplementedError: for a ``train_network`` or ``plugin_filter``.
        """
        check_type(step, int, "step", "record")
        if train_network is not None or plugin_filter is not None:
            raise NotImplementedError("For 'record', 'train_network' and 'plugin_filter' are not supported.")
        pending, self._pending = self._pending, []
        if pending:
            self._write(key(2, VARINT) + varint(step) + delimited(5, b"".join(pending)))
        return True

    def _write(self, content: bytes) -> None:
        from msgrad.dataset.formats.crc32c import masked_crc32c  # event files are TFRecord files

        event = _double(1, time.time()) + content
        head = struct.pack("<Q", len(event))
        self._file.write(head + struct.pack("<I", masked_crc32c(head)))
        self._file.write(event + struct.pack("<I", masked_crc32c(event)))

    def flush(self) -> None:
        """Hands all that was recorded to the file system."""
        self._file.flush()

    def close(self) -> None:
        """Closes the file."""
        self._file.close()


_SPECIFIED = ("collect_metric", "histogram_regular")


class SummaryCollector(Callback):
    """Writes the loss and histograms of Parameters to an event file in training, for TensorBoard.

    Args:
        summary_dir: the folder.
        collect_freq: every how many steps.
        num_process: as of `SummaryRecord`.
        collect_specified_data: a dict with "collect_metric", whether the loss is written, and "histogram_regular", a
            regular expression for the names of Parameters whose histograms are.
        keep_default_action: without a word on them the loss is written, and histograms of the first five Parameters;
            False for neither.
        custom_lineage_data, collect_tensor_freq, max_file_size, export_options: must be None.

    Raises:
        TypeError, ValueError: for other arguments.
        NotImplementedError: for what is not supported.

    >>> from mindspore import train
    >>> collector = train.SummaryCollector("summaries", collect_freq=100)
    """

    def __init__(
        self,
        summary_dir: str,
        collect_freq: int = 10,
        num_process: int = 32,
        collect_specified_data: dict | None = None,
        keep_default_action: bool = True,
        custom_lineage_data: dict | None = None,
        collect_tensor_freq: int | None = None,
        max_file_size: int | None = None,
        export_options: dict | None = None,
    ) -> None:
        who = "SummaryCollector"
        self._summary_dir = check_type(summary_dir, str, "summary_dir", who)
        self._collect_freq = check_positive_int(collect_freq, "collect_freq", who)
        check_positive_int(num_process, "num_process", who)
        check_bool(keep_default_action, "keep_default_action", who)
        for name, value in (
            ("custom_lineage_data", custom_lineage_data),
            ("collect_tensor_freq", collect_tensor_freq),
            ("max_file_size", max_file_size),
            ("export_options", export_options),
        ):
            if value is not None:
                raise NotImplementedError(f"For '{who}', the '{name}' is not supported: leave it out.")
        specified = {} if collect_specified_data is None else collect_specified_data
        check_type(specified, dict, "collect_specified_data", who)
        for name, value in specified.items():
            if name not in _SPECIFIED and value:
                raise NotImplementedError(
                    f"For '{who}', 'collect_specified_data' may have {' and '.join(_SPECIFIED)}, but got {name!r}."
                )
        self._metric = check_bool(specified.get("collect_metric", keep_default_action), "collect_metric", who)
        self._pattern: str | None = specified.get("histogram_regular")
        self._first_parameters = keep_default_action and self._pattern is None
        self._record: SummaryRecord | None = None

    def __enter__(self) -> SummaryCollector:
        self._record = SummaryRecord(self._summary_dir)
        return self

    def __exit__(self, *error: Any) -> None:
        if self._record is not None:
            self._record.close()
            self._record = None

    def on_train_step_end(self, run_context: RunContext) -> None:
        params = run_context.original_args()
        if params.cur_step_num % self._collect_freq and params.cur_step_num != 1:
            return
        if self._record is None:
            raise RuntimeError("For 'SummaryCollector', use it by 'Model.train', or in a 'with' statement.")
        loss = single_loss(params.net_outputs)
        if self._metric and isinstance(loss, Tensor):
            self._record.add_value("scalar", "loss/auto", np.mean(loss.asnumpy().astype(np.float32)))
        parameters = params.network.trainable_params()
        if self._first_parameters:
            chosen = parameters[:5]
        else:
            chosen = [p for p in parameters if self._pattern and re.match(self._pattern, p.name)]
        for parameter in chosen:
            self._record.add_value("histogram", f"{parameter.name}/auto", parameter)
        self._record.record(params.cur_step_num)
        self._record.flush()


__getattr__ = missing_name_getattr(__name__)
