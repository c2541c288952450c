"""What a recorder calls in the place of a user's functions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from msgrad.engine.recorder import Recorder
from msgrad.graph_mode.convert import convert
from msgrad.graph_mode.frozen import Names, Watched, function_of, functions_of
from msgrad.graph_mode.printed import Printing


@contextmanager
def watch_functions(recorder: Recorder) -> Iterator[None]:
    def watch(item: Any) -> Watched:
        for function in functions_of(item):
            follow(function, recorder)
        return Watched(item)

    recorder.watcher = watch
    recorder.converter = lambda fn: converted(fn, recorder)
    with Printing():
        yield


def follow(fn: Callable, recorder: Recorder) -> None:
    """Notes the variables that a function, and those that it can reach by name, may read or change."""
    stack = [function_of(fn)]
    while stack:
        function = stack.pop()
        if function is not None and id(function) not in recorder.functions:
            names = recorder.functions[id(function)] = Names(function, recorder.seen)
            for item in names.objects():
                recorder.watch(item)
            stack += names.functions()


def converted(fn: Callable, recorder: Recorder) -> Callable:
    """What to call in the place of a user's function."""
    follow(fn, recorder)
    return convert(fn)
