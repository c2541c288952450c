"""What a recorder calls in the place of a user's functions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from msgrad.engine.recorder import Recorder
from msgrad.graph_mode.frozen import Names, Watched, function_of
from msgrad.graph_mode.printed import Printing


@contextmanager
def watch_functions(recorder: Recorder) -> Iterator[None]:
    recorder.watcher = Watched
    with Printing():
        yield


def converted(fn: Callable, recorder: Recorder) -> Callable:
    stack = [function_of(fn)]
    while stack:
        function = stack.pop()
        if function is not None and id(function) not in recorder.functions:
            names = recorder.functions[id(function)] = Names(function)
            for item in names.objects():
                recorder.watch(item)
            stack += names.functions()
    return fn
