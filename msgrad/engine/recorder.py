"""Recording a function once, so that later calls are one compiled program: the engine's part of `jit`.

While a function runs under a recorder, its operators are recorded as always and nothing runs. The recorder notes
which handles from outside are read, and which are bound anew. At the end all nodes are cut out as one program, whose
inputs are the arguments, what those handles hold and what the host draws at every call (seeds of random kernels), and
whose outputs are the function's results and what the handles are bound to.

Where Python asks for a value, it gets it, and the recorder notes the place and the reason: such a function is no one
program, and goes on un-jitted.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from msgrad.engine.ambient import ambient
from msgrad.engine.graph import Scope, current
from msgrad.engine.handle import Handle, wrap
from msgrad.engine.profile import caller
from msgrad.engine.values import Node, Result, Value, leaf, value_of


class Reason(NamedTuple):
    """Why a function is no one program, and where."""

    text: str
    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"


class Printed(NamedTuple):
    """A print of the function: Tensors among the arguments are results, to be filled in at each call.

    A conditional one is in a branch; its first argument is the result that says whether the branch is taken.
    """

    arguments: tuple
    options: dict
    conditional: bool = False


class Recorder(Scope):
    """A scope that notes what a function reads and binds of what was there before."""

    def __init__(self, given_handles: Sequence[Handle] = ()) -> None:
        super().__init__(current())
        self.given_handles = given_handles  # stand for the arguments
        self.given = {handle._value.result for handle in given_handles}
        self.reads: dict[Result, Handle] = {}  # what a result from outside was read through
        self.bound: dict[int, Handle] = {}  # handles from outside that were bound anew
        self.fresh: dict[int, weakref.ref[Handle]] = {}  # handles that were made inside
        self.constants: set[Result] = set()  # leaves that were made inside
        self.drawn: dict[Result, Callable[[], Any]] = {}  # leaves that the host makes anew at each call
        self.reasons: list[Reason] = []
        self.printed: list[Printed] = []
        self.refreshed: list[tuple] = []  # views that followed their base, with what they were before
        self.held: list[Value] = []  # keeps results that are printed
        self.speculated = False  # whether what went on after a branch or loop may not be what Python would have done
        self.checks: list[Result] = []  # bools; where one is true, the call has to be run un-jitted
        self.later: list[Callable[[], None]] = []  # to be done when the program has run
        self.watched: dict[int, Any] = {}  # objects whose attributes the function may read or change
        self.seen: set[Any] = set()  # variables of those functions
        self.functions: dict[int, Any] = {}  # functions that were called, whose variables it may read or change
        self.converter: Callable[[Any], Any] = _as_it_is  # gives what to call in place of a user's function
        self.watcher: Callable[[Any], Any] = id  # makes of an object what is kept in `watched`
        for handle in given_handles:
            self.made(handle)

    def __enter__(self) -> Recorder:
        super().__enter__()
        ambient.recorder = self
        ambient.update()
        return self

    def __exit__(self, *exception: object) -> None:
        ambient.recorder = None
        ambient.update()
        super().__exit__(*exception)

    # -- what the rest of the engine reports -----------------------------------------------------------------

    def read(self, handle: Handle) -> None:
        """A handle's value is about to be used. What is noted is how the next call finds the value."""
        result = handle._value.result
        if result.node is not None or result in self.constants or result in self.given or result in self.drawn:
            return
        known = self.reads.get(result)
        if known is handle or id(handle) in self.bound:
            return
        if self.is_fresh(handle):
            if known is None:
                self.constants.add(result)
        elif known is None:
            self.reads[result] = handle
        elif handle._alias is None:  # two handles of one value, which may part ways: from now on each has its own
            handle._value = Value(leaf(result.array, result.kind))
            self.reads[handle._value.result] = handle

    def read_all(self, arguments: Sequence[Any]) -> None:
        """As `read`, for all handles among an operator's arguments."""
        for argument in arguments:
            if isinstance(argument, Handle):
                self.read(argument)
            elif isinstance(argument, list | tuple):
                self.read_all(argument)

    def bind(self, handle: Handle) -> None:
        """A handle is about to be bound to another value."""
        if id(handle) in self.bound or self.is_fresh(handle):
            return
        result = handle._value.result
        if result in self.constants or result in self.drawn or result.node is not None:
            self.made(handle)
            return
        self.read(handle)
        self.bound[id(handle)] = handle

    def watch(self, item: Any) -> None:
        """The function may read and change the attributes of an object."""
        if id(item) not in self.watched:
            self.watched[id(item)] = self.watcher(item)

    def made(self, handle: Handle) -> None:
        """A handle was made inside."""
        self.fresh[id(handle)] = weakref.ref(handle)

    def is_fresh(self, handle: Handle) -> bool:
        """Whether a handle was made inside."""
        reference = self.fresh.get(id(handle))
        return reference is not None and reference() is handle

    def asked(self, result: Result, reason: str) -> None:
        """Python asked for a value. That of a constant is known; any other may differ at each call."""
        if result not in self.constants:
            self.note(f"the value of a Tensor was asked for: {reason}")

    def check(self, flag: Result) -> None:
        """The program's results hold only where a bool is false; otherwise the call has to be run un-jitted."""
        self.speculate()
        self.checks.append(flag)
        self.held.append(value_of(flag))

    def speculate(self) -> None:
        """What follows holds on an assumption, or has a Tensor for what is a Python number un-jitted."""
        self.speculated = True

    def note(self, text: str, place: tuple[str, int] | None = None) -> None:
        """The function cannot be one program."""
        self.reasons.append(Reason(text, *(place or caller())))

    # -- the end ---------------------------------------------------------------------------------------------

    def forget_views(self) -> None:
        """Views from outside become what they were: they follow their bases at their next use."""
        for handle, value, view, seen in reversed(self.refreshed):
            if not self.is_fresh(handle):
                handle._value, view.seen = value, seen
        self.refreshed.clear()

    def undo(self) -> None:
        """Gives the handles that were bound anew their values of before, and forgets what was recorded."""
        before = {id(handle): result for result, handle in self.reads.items()}
        for key, handle in self.bound.items():
            handle._value = value_of(before[key])
        for node in self.take():
            node.release()

    def take(self) -> list[Node]:
        """Takes the nodes that were recorded out of the graph."""
        taken = [node for node in self.graph.pending if node.sequence > self.start]
        self.graph.pending = [node for node in self.graph.pending if node.sequence <= self.start]
        return taken


def to_call(fn: Any) -> Any:
    """What to call in place of a user's function: while something is recorded, its control flow is recorded, too."""
    return fn if ambient.recorder is None else ambient.recorder.converter(fn)


def _as_it_is(fn: Any) -> Any:
    return fn


def drawn(make: Callable[[], Any]) -> Handle:
    """A handle around an array that the host makes, such as a seed; recorded functions have it made at each call."""
    result = leaf(np.asarray(make()))
    if ambient.recorder is not None:
        ambient.recorder.drawn[result] = make
    return wrap(result)


def constant(array: Any) -> Handle:
    """A handle around an array that is the same at each call."""
    handle = wrap(leaf(array))
    if ambient.recorder is not None:
        ambient.recorder.made(handle)
    return handle
