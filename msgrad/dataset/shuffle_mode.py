"""`Shuffle`: what a source of files shuffles."""

from __future__ import annotations

from enum import Enum


class Shuffle(str, Enum):  # noqa: UP042
    """What is shuffled: all rows, the order of the files, the rows within each file, or more of MindRecord's modes."""

    FALSE = "false"
    ADAPTIVE = "adaptive"
    GLOBAL = "global"
    PARTIAL = "partial"
    FILES = "files"
    INFILE = "infile"
