"""What a recorder calls in the place of a user's functions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from msgrad.engine.recorder import Recorder
from msgrad.graph_mode.frozen import Names, Watched, function_of


@contextmanager
def watch_functions(recorder: Recorder) -> Iterator[None]:
    recorder.watcher = Watched
    yield


def converted(fn: Callable, recorder: Recorder) -> Callable:
    function = function_of(fn)
    if function is not None and id(function) not in recorder.functions:
        recorder.functions[id(function)] = Names(function)
    return fn
