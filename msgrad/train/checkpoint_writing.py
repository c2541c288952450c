"""How a checkpoint reaches the disk: at once, in a thread, or by a process of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator

from msgrad.common.atomic_file import atomic_write, write_in_process

MODE = 0o400  # as MindSpore leaves its checkpoints: to be read only

_running: list[threading.Thread] = []
_lock = threading.Lock()


def write(path: str, pieces: Iterable[bytes | memoryview]) -> None:
    """Writes a file, whole or not at all."""
    with atomic_write(path, MODE) as file:
        for piece in pieces:
            file.write(piece)


def write_later(path: str, pieces: Callable[[], Iterator[bytes | memoryview]], in_process: bool) -> None:
    """Writes a file in the background, after those that are being written. The interpreter ends when it is done.

    An exception is shown as Python shows those of threads, and leaves the old file as it was.
    """

    def run() -> None:
        if before is not None:
            before.join()
        if in_process:
            write_in_process(path, MODE, pieces())
        else:
            write(path, pieces())

    with _lock:
        _running[:] = [thread for thread in _running if thread.is_alive()]
        before = _running[-1] if _running else None
        thread = threading.Thread(target=run, name=f"save {path}", daemon=False)
        _running.append(thread)
        thread.start()


def is_writing() -> bool:
    """Whether a file is being written in the background."""
    with _lock:
        return any(thread.is_alive() for thread in _running)
