"""`mindspore.dataset.debug`: hooks that see what goes through `map` in debug mode."""

from __future__ import annotations

import copy
from abc import ABC, abstractmethod
from typing import Any

import numpy as np

from msgrad._names import missing_name_getattr

__all__ = ["DebugHook", "PrintDataHook", "PrintMetaDataHook"]


class DebugHook(ABC):
    """The base of hooks: a subclass has `compute(columns)`, which is given the tuple of columns.

    `config.set_debug_mode(True, [hook])` puts a hook before the first operation of each `map` and after all of them;
    it may also stand among the operations itself. The rows go on as they are, whatever it returns.
    """

    def __init__(self, prev_op_name: str | None = None) -> None:
        self.prev_op_name, self.is_first_op = prev_op_name, None

    def __call__(self, *columns: Any) -> Any:
        if self.prev_op_name:
            place = "INPUT" if self.is_first_op else "OUTPUT"
            print(f"[Dataset debugger] Print the [{place}] of the operation [{self.prev_op_name}].")
        self.compute(columns)
        return columns

    @abstractmethod
    def compute(self, *args: Any) -> Any:
        """Looks at the columns."""

    def set_previous_op_name(self, prev_op_name: str) -> None:
        """Says which operation came before (for the first hook, comes next)."""
        self.prev_op_name = prev_op_name

    def set_is_first(self, is_first_op: bool) -> None:
        """Says whether the hook stands before the first operation."""
        self.is_first_op = is_first_op


class PrintDataHook(DebugHook):
    """Prints the columns."""

    def compute(self, *args: Any) -> None:
        for number, column in enumerate(args[0]):
            print(f"Column {number}. The data is [{column}].")


class PrintMetaDataHook(DebugHook):
    """Prints dtype and shape of each column."""

    def compute(self, *args: Any) -> None:
        for number, column in enumerate(args[0]):
            array = np.asarray(column)
            print(f"Column {number}. The dtype is [{array.dtype}]. The shape is [{array.shape}].")


def with_hooks(operations: list, hooks: tuple) -> list:
    """The operations with a copy of each hook before the first one and after each of them."""
    if not hooks or not operations:
        return operations
    placed = _placed(hooks, operations[0], True)
    for operation in operations:
        placed.append(operation)
        placed += _placed(hooks, operation, False)
    return placed


def _placed(hooks: tuple, operation: Any, first: bool) -> list:
    copies = [copy.copy(hook) for hook in hooks]
    for hook in copies:
        hook.set_previous_op_name(getattr(operation, "__name__", None) or type(operation).__name__)
        hook.set_is_first(first)
    return copies


__getattr__ = missing_name_getattr(__name__)
