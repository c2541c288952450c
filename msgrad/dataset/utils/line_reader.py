"""`LineReader`: lines of a text file by number."""

from __future__ import annotations

import os
from typing import Any

from msgrad._checkparam import check_type


class LineReader:
    """Any line of a text file, without reading what is before it; where each line lies is noted when it is opened.

    Args:
        filename: the file (UTF-8).

    Raises:
        TypeError: unless it is a str.
        RuntimeError: if there is no such file.
    """

    def __init__(self, filename: str) -> None:
        self._file: Any = None
        check_type(filename, str, "filename", "LineReader")
        if not os.path.isfile(filename):
            raise RuntimeError(f"For 'LineReader', the 'filename' must be the name of a file, but got {filename!r}.")
        self._file = open(filename, "rb")  # noqa: SIM115  until close()
        self._starts, place = [], 0
        for line in self._file:
            self._starts.append(place)
            place += len(line)

    def readline(self, line: int) -> str:
        """Line number `line`, from 1 on, without its end.

        Raises:
            TypeError: unless it is an int.
            ValueError: where there is no such line, or the file was closed.
        """
        check_type(line, int, "line", "readline")
        if not 1 <= line <= len(self._starts):
            raise ValueError(f"For 'readline', the 'line' must be in [1, {len(self._starts)}], but got {line}.")
        self._file.seek(self._starts[line - 1])
        return self._file.readline().decode("utf-8").rstrip("\r\n")

    __getitem__ = readline

    def __len__(self) -> int:
        return len(self._starts)

    len = __len__

    def close(self) -> None:
        """Closes the file."""
        if self._file is not None:
            self._file.close()

    __del__ = close
