"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO


@contextmanager
def atomic_write(path: str, mode: int = 0o644) -> Iterator[BinaryIO]:
    """A file to write to, that takes the place of ``path`` when the block ends without an exception.

    Until then it is a temporary file in the same folder, so that whoever reads ``path``, or a process that is killed,
    sees the old file or the new one, never a part.

    Args:
        path: the file.
        mode: its permissions.

    Raises:
        OSError: if the folder does not exist or cannot be written to.
    """
    folder, name = os.path.split(os.path.abspath(path))
    descriptor, temporary = tempfile.mkstemp(prefix=f".{name}.", suffix=".tmp", dir=folder)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, mode)
        if os.name == "nt" and os.path.exists(path):
            os.chmod(path, 0o600)  # Windows does not replace a file that is read-only
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.remove(temporary)
        raise
    _sync_folder(folder)


def _sync_folder(folder: str) -> None:
    """Makes the new name last; where folders cannot be opened it is left to the system."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def write_in_process(path: str, mode: int, pieces: Iterable[bytes | memoryview]) -> None:
    """As `atomic_write`, by a process of its own, which this file is the program of; waits for it.

    Raises:
        OSError: if the file could not be written.
    """
    command = [sys.executable, "-I", __file__, path, str(mode)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdin is not None and child.stderr is not None
        with suppress(BrokenPipeError):
            for piece in pieces:
                if len(piece):
                    child.stdin.write(struct.pack("<Q", len(piece)))
                    child.stdin.write(piece)
            child.stdin.write(struct.pack("<Q", 0))  # without it the child takes what it has for a part
            child.stdin.close()
        problem = child.stderr.read().decode("utf-8", "replace").strip()
    if child.returncode:
        raise OSError(f"The file '{path}' could not be written: {problem.rpartition(chr(10))[2]}")


def _main() -> None:
    path, mode = sys.argv[1:]
    with atomic_write(path, int(mode)) as file:
        while True:
            head = sys.stdin.buffer.read(8)
            length = struct.unpack("<Q", head)[0] if len(head) == 8 else None
            if length == 0:
                return
            piece = sys.stdin.buffer.read(length or 0)
            if length is None or len(piece) < length:
                raise OSError("the data is cut off")
            file.write(piece)


if __name__ == "__main__":
    _main()
