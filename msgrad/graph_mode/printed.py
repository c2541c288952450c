"""print inside a jitted function: it prints at every call, in the form of MindSpore's graph mode.

That is: each argument on a line of its own, those in a list, tuple or dict that holds Tensors as well; a Tensor by its
description, without commas; a 0-d Tensor and a number as C++ prints them.
"""

from __future__ import annotations

import builtins
import sys
import threading
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from msgrad.common import dtype as mstype
from msgrad.common.printing import tensor_repr
from msgrad.common.tensor import Tensor
from msgrad.engine.ambient import ambient
from msgrad.engine.recorder import Printed
from msgrad.engine.values import Result, value_of


class Printing:
    """As a context, has `print` hand over to the recorder of its thread; any number of them may be open at once."""

    _lock = threading.Lock()
    _open = 0
    _print = builtins.print

    def __enter__(self) -> None:
        with self._lock:
            if Printing._open == 0:
                Printing._print, builtins.print = builtins.print, _recording_print
            Printing._open += 1

    def __exit__(self, *exception: object) -> None:
        with self._lock:
            Printing._open -= 1
            if Printing._open == 0:
                builtins.print = Printing._print


def _recording_print(*arguments: Any, **options: Any) -> None:
    recorder = ambient.recorder
    if recorder is None or options.get("file") not in (None, sys.stdout):
        Printing._print(*arguments, **options)
        return
    parts = tuple([part for argument in arguments for part in _parts(argument)])
    recorder.printed.append(Printed(parts, {k: v for k, v in options.items() if k in ("sep", "end")}))


def _parts(argument: Any) -> list[Any]:
    """An argument as strings, and results where a Tensor's value is to be filled in."""
    if isinstance(argument, Tensor):
        result = argument._result()
        if ambient.recorder is not None:
            ambient.recorder.held.append(value_of(result))
        return [result]
    if isinstance(argument, dict):
        return _parts(tuple(argument.values()))
    if isinstance(argument, list | tuple):
        parts = [part for item in argument for part in _parts(item)]
        return parts if any(isinstance(part, Result) for part in parts) else [f"({', '.join(parts)})"]
    if isinstance(argument, bool):
        return [str(int(argument))]
    return [f"{argument:g}" if isinstance(argument, float) else str(argument)]


def graph_text(array: Any) -> str:
    """A Tensor as graph mode prints it.

    >>> graph_text(np.array([1.5, 2], np.float32))
    'Tensor(shape=[2], dtype=Float32, value=[ 1.50000000e+00  2.00000000e+00])'
    >>> graph_text(np.float32(0.3))
    '0.3'
    """
    array = np.asarray(array)
    if not array.ndim:
        return f"{float(array):g}" if array.dtype.kind not in "iubc" else str(array.astype(object) * 1)
    head, value = tensor_repr(array, str(mstype.from_numpy(array.dtype))).split("value=", 1)
    return f"{head}value={value.removeprefix(' ').replace(',', '')}"


def show(printed: Sequence[Printed], arrays: Iterator[Any]) -> None:
    """Prints what a function has printed, with the arrays of this call in the places of Tensors."""
    for item in printed:
        parts = [next(arrays) if isinstance(part, Result) else part for part in item.arguments]
        if item.conditional and not parts.pop(0):
            continue
        texts = [part if isinstance(part, str) else graph_text(part) for part in parts]
        if item.options:
            print(*texts, **item.options)
        else:
            for text in texts:
                print(text)
    sys.stdout.flush()
