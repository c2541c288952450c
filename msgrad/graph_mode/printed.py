"""print inside a jitted function: it prints at every call, in the form of MindSpore's graph mode."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from msgrad.common import dtype as mstype
from msgrad.common.printing import tensor_repr
from msgrad.engine.recorder import Printed
from msgrad.engine.values import Result


def graph_text(array: Any) -> str:
    """A Tensor as graph mode prints it.

    >>> graph_text(np.array([1.5, 2], np.float32))
    'Tensor(shape=[2], dtype=Float32, value=[ 1.50000000e+00  2.00000000e+00])'
    """
    array = np.asarray(array)
    head, value = tensor_repr(array, str(mstype.from_numpy(array.dtype))).split("value=", 1)
    return f"{head}value={value.removeprefix(' ').replace(',', '')}"


def show(printed: Sequence[Printed], arrays: Iterator[Any]) -> None:
    """Prints what a function has printed, with the arrays of this call in the places of Tensors."""
    for item in printed:
        for part in item.arguments:
            print(graph_text(next(arrays)) if isinstance(part, Result) else part)
    sys.stdout.flush()
