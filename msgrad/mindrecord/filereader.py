"""FileReader: the rows of MindRecord files as Python dicts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

from msgrad.dataset.formats.mindrecord import MindRecordReader, open_mindrecord
from msgrad.mindrecord import exceptions


def check_reading(file_name: Any, num_consumer: Any) -> None:
    """Raises the errors that `FileReader` and `MindPage` have in common."""
    names = file_name if isinstance(file_name, list) else [file_name]
    if not names or not all(isinstance(name, str) for name in names):
        raise exceptions.ParamValueError(  # type: ignore[attr-defined]
            f"The 'file_name' must be a str or a list of them, but got {file_name!r}."
        )
    if not isinstance(num_consumer, int) or isinstance(num_consumer, bool) or num_consumer < 1:
        raise exceptions.ParamValueError(  # type: ignore[attr-defined]
            f"The 'num_consumer' must be an int of at least 1, but got {num_consumer!r}."
        )
    for name in names:
        if not os.path.isfile(name):
            raise RuntimeError(f"The MindRecord file '{name}' does not exist.")


def in_order(reader: MindRecordReader, row: dict[str, Any]) -> dict[str, Any]:
    """A row with its scalars first, as MindSpore returns it."""
    fields = reader.schema
    scalars = {name: v for name, v in row.items() if "shape" not in fields[name] and fields[name]["type"] != "bytes"}
    return {**scalars, **row}


class FileReader:
    """Reads MindRecord files.

    Args:
        file_name: one file, whose header names all files of the data set, or the list of the files to read.
        num_consumer: how many threads MindSpore reads with; rows are read as they are asked for here.
        columns: the fields to read, all if it is None.
        operator: must be None; it has no use in MindSpore either.

    Raises:
        ParamTypeError: if ``columns`` is no list.
        ParamValueError: for arguments of other types or values.
        RuntimeError: for files that are missing, damaged or of different schemas, and unknown columns.
    """

    def __init__(
        self, file_name: str | list[str], num_consumer: int = 4, columns: list[str] | None = None, operator: Any = None
    ) -> None:
        check_reading(file_name, num_consumer)
        if columns is not None and not isinstance(columns, list):
            raise exceptions.ParamTypeError(  # type: ignore[attr-defined]
                f"The 'columns' must be a list, but got {type(columns).__name__}."
            )
        if operator is not None:
            raise exceptions.ParamValueError("The 'operator' must be None.")  # type: ignore[attr-defined]
        self._reader = open_mindrecord(file_name, columns)

    def get_next(self) -> Iterator[dict[str, Any]]:
        """The rows one after another: dicts of Python scalars, str, bytes and numpy arrays."""
        for number in range(len(self._reader)):
            yield in_order(self._reader, self._reader.values(number))

    def len(self) -> int:
        """The number of rows."""
        return len(self._reader)

    def schema(self) -> dict[str, dict[str, Any]]:
        """The fields with their types and shapes."""
        return self._reader.schema

    def close(self) -> None:
        """Closes the files."""
        self._reader.close()
