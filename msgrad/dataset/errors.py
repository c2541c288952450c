"""The errors of a running pipeline: which operation, which column, which row, and the user's own traceback."""

from __future__ import annotations

import traceback
from typing import Any

_LINE = "-" * 66
IN_USER_CODE = "Exception thrown from user defined Python function in dataset."
IN_PIPELINE = "Exception thrown from dataset pipeline. Refer to 'Dataset Pipeline Error Message'."


class RowError(Exception):
    """What went wrong with a row, until the operation that knows its name makes a RuntimeError of it."""


def _section(title: str, text: str) -> str:
    return f"\n\n{_LINE}\n- {title}: \n{_LINE}\n{text}"


def user_error(error: BaseException, operation: str, row: int | None = None, columns: Any = None) -> RuntimeError:
    """For an exception in the user's code."""
    stack = "".join(traceback.format_exception(type(error), error, error.__traceback__)).rstrip()
    where = f" on row {row}" if row is not None else ""
    if columns:
        where += f" (columns {list(columns)})"
    return RuntimeError(
        f"{IN_USER_CODE} "
        + _section("Python Call Stack", f"{operation} failed{where}. Error description:\n{stack}")
        + _section(
            "Dataset Pipeline Error Message", f"[ERROR] {operation} failed{where}: {type(error).__name__}: {error}"
        )
    )


def pipeline_error(text: str) -> RuntimeError:
    """For everything else."""
    return RuntimeError(f"{IN_PIPELINE} " + _section("Dataset Pipeline Error Message", f"[ERROR] {text}"))


def shape_text(shape: tuple[int, ...]) -> str:
    """A shape as MindSpore's pipelines print it."""
    return "<" + ",".join(map(str, shape)) + ">"
