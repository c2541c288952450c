"""Capturing: a block of Python code (a branch, the body of a loop) is recorded by itself, and undone.

While a block runs under a capture, its operators are recorded and cannot run. At its end everything that it changed is
put back: the variables of the block, handles that it bound anew, containers and attributes that it wrote to. What
they were is kept as an `Outcome`, which a branch or a loop makes a program of.
"""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from msgrad.engine import random
from msgrad.engine.ambient import ambient
from msgrad.engine.boundary import transformable_signature
from msgrad.engine.handle import Bundle, Handle, View
from msgrad.engine.operator import ARRAY, call, operator
from msgrad.engine.profile import caller
from msgrad.engine.program import Program, ancestors, encode, intern
from msgrad.engine.recorder import Printed, Recorder
from msgrad.engine.snapshot import Snapshot
from msgrad.engine.values import Aval, Node, Result, Value, aval_of, next_sequence


class Unrecordable(BaseException):
    """A block cannot be recorded by itself. Never reaches the user: the block then runs as ordinary Python."""

    def __init__(self, text: str, place: tuple[str, int] | None = None) -> None:
        super().__init__(text)
        self.text = text
        self.place = place or caller()


class Undefined:
    """Stands for a variable without a value."""

    __slots__ = ("name", "reason")

    def __init__(self, name: str, reason: str = "") -> None:
        self.name, self.reason = name, reason

    def __repr__(self) -> str:
        return f"<undefined {self.name}>"


class Unset:
    """Stands for the result of a function that has not returned yet; never looked at before it has."""

    def __repr__(self) -> str:
        return "<no result yet>"


# -- structures ----------------------------------------------------------------------------------------------


class Leaf:
    """An item of a flattened value: an array, a Python number, or something that can only stay as it is.

    ``value`` is the Python object that may be kept: None where ``result`` was made inside of a capture.
    """

    __slots__ = ("result", "value")

    def __init__(self, value: Any, result: Result | None = None) -> None:
        self.value, self.result = value, result

    @property
    def aval(self) -> Aval | None:
        """Of an array or a number; None for all else."""
        if self.result is not None:
            return self.result.aval
        if type(self.value) in _DTYPES:
            return aval_of((), _DTYPES[type(self.value)], type(self.value))
        return None


_DTYPES = {bool: np.dtype(bool), int: np.dtype(np.int64), float: np.dtype(np.float32)}


class Tree:
    """A flattened tuple, list, dict or bundle. ``origin`` is the container itself, where it was there before."""

    __slots__ = ("items", "keys", "origin", "type")

    def __init__(self, kind: Any, keys: tuple | None, items: list, origin: Any = None) -> None:
        self.type, self.keys, self.items, self.origin = kind, keys, items, origin

    def same_kind(self, other: Any) -> bool:
        """Whether ``other`` differs at most in its items."""
        return (
            isinstance(other, Tree)
            and other.type is self.type
            and other.keys == self.keys
            and len(other.items) == len(self.items)
        )

    def rebuild(self, items: list) -> Any:
        """The container, of other items."""
        if issubclass(self.type, Bundle):
            return self.type._made(self.keys, items)
        if self.keys is not None:
            return self.type(zip(self.keys, items, strict=True))
        return self.type(*items) if hasattr(self.type, "_fields") else self.type(items)


def flatten(value: Any, keep: Callable[[Any], bool]) -> Leaf | Tree:
    """A value as Trees of Leaves; objects for which ``keep`` is true are kept by identity."""
    if isinstance(value, Handle):
        return Leaf(value if keep(value) else None, value._result())
    kind = type(value)
    origin = value if keep(value) else None
    if kind in (list, tuple) or (isinstance(value, tuple) and hasattr(kind, "_fields")):
        return Tree(kind, None, [flatten(item, keep) for item in value], origin)
    if kind is dict:
        return Tree(dict, tuple(value), [flatten(item, keep) for item in value.values()], origin)
    if isinstance(value, Bundle):
        return Tree(kind, value._facts(), [flatten(part, keep) for part in value._parts()], origin)
    return Leaf(value)


def describe(leaf: Any) -> str:
    """What a Leaf or Tree is, for messages."""
    if isinstance(leaf, Tree):
        return f"a {leaf.type.__name__} of {len(leaf.items)} items"
    if leaf.result is not None:
        return repr(leaf.result.aval)
    if isinstance(leaf.value, Undefined):
        return "undefined"
    return repr(leaf.value)[:60]


# -- state of a block ----------------------------------------------------------------------------------------


class State:
    """The variables that a block shares with the code around it, and the containers that it has been seen to change."""

    def __init__(
        self, get: Callable[[], tuple], put: Callable[[tuple], None], names: Sequence[str], blocks: Sequence[Callable]
    ) -> None:
        self._get, self._put = get, put
        self.names = tuple(names)
        self.entry = get()
        self.snapshot = Snapshot(blocks)
        self.known = {id(v): v for v in _handles(self.entry)}

    def keeps(self, value: Any) -> bool:
        """Whether an object was there before the block, and so stays itself."""
        return id(value) in self.known or id(value) in self.snapshot.known

    def flat(self, value: Any) -> Leaf | Tree:
        """A value that was there before the block, flattened."""
        return flatten(value, self.keeps)

    def flat_content(self, container: Any) -> Leaf | Tree:
        """What a container holds, flattened."""
        return flatten(self.snapshot.content(container), lambda value: value is not container and self.keeps(value))

    def get(self) -> tuple:
        """The variables now."""
        return self._get()

    def put(self, values: tuple) -> None:
        """Sets the variables."""
        if self.names:
            self._put(values)

    def restore(self) -> None:
        """Variables and containers become what they were at the entry."""
        self.put(self.entry)
        self.snapshot.restore()


def _handles(value: Any) -> list[Handle]:
    if isinstance(value, Handle):
        return [value]
    if isinstance(value, list | tuple):
        return [handle for item in value for handle in _handles(item)]
    if isinstance(value, dict):
        return [handle for item in value.values() for handle in _handles(item)]
    return list(value._parts()) if isinstance(value, Bundle) else []


class Outcome:
    """What a block did: its variables and changed containers at the end, handles bound anew, checks, an exception."""

    def __init__(self) -> None:
        self.variables: list[Leaf | Tree] = []
        self.containers: dict[int, Leaf | Tree] = {}  # by id of the container
        self.bound: dict[int, tuple[Handle, Result]] = {}
        self.checks: list[Result] = []
        self.printed: list[Printed] = []
        self.error: Exception | None = None
        self.nodes: list[Node] = []


# -- capturing -----------------------------------------------------------------------------------------------


class Capture(Recorder):
    """Stands in for the recorder while a block runs."""

    def __init__(self, parent: Recorder, placeholders: Sequence[Result] = ()) -> None:
        super().__init__()
        self.parent = parent
        self.given_handles, self.given = parent.given_handles, parent.given
        self.reads, self.fresh, self.constants = parent.reads, parent.fresh, parent.constants
        self.watched, self.watcher, self.functions = parent.watched, parent.watcher, parent.functions
        self.converter = parent.converter
        self.own = set(placeholders)
        self.placeholders: set[Result] = self.own | getattr(parent, "placeholders", set())
        self.inside: dict[int, weakref.ref[Handle]] = {}  # handles around data that the block's code gives
        self.journal: dict[int, tuple[weakref.ref[Handle], Value, Any, Any, Any]] = {}
        self.rebound_before: list[tuple[Any, dict]] = []
        self.hooks_before: list[tuple[Any, int]] = []

    def __enter__(self) -> Capture:
        self.start = next_sequence()
        self.rebound_before = [(s, {k: list(v) for k, v in s.rebound.items()}) for s in self.graph.scopes]
        self.hooks_before = [(s, len(s.hooks)) for s in self.graph.scopes]
        ambient.recorder = self
        ambient.update()
        return self

    def __exit__(self, *exception: object) -> None:
        ambient.recorder = self.parent
        ambient.update()

    # -- what the engine reports ------------------------------------------------------------------------------

    def read(self, handle: Handle) -> None:
        if handle._value.result not in self.placeholders:
            self.parent.read(handle)

    def bind(self, handle: Handle) -> None:
        if id(handle) in self.journal:
            return
        alias = handle._alias
        seen = alias.seen if isinstance(alias, View) else None
        value = handle._value
        for view, before, _, seen_before in self.refreshed:
            if view is handle:  # it has followed its base within the block
                value, seen = before, seen_before
                break
        self.journal[id(handle)] = (weakref.ref(handle), value, alias, seen, value.result.successor)

    def made(self, handle: Handle) -> None:
        self.inside[id(handle)] = weakref.ref(handle)
        self.parent.made(handle)

    def speculate(self) -> None:
        self.parent.speculate()

    def asked(self, result: Result, reason: str) -> None:
        if result in self.placeholders:
            raise Unrecordable(f"the value of a Tensor that a loop changes was asked for: {reason}")
        if result not in self.constants:
            raise Unrecordable(f"the value of a Tensor was asked for: {reason}")

    def note(self, text: str, place: tuple[str, int] | None = None) -> None:
        raise Unrecordable(text, place)

    # -- undoing ----------------------------------------------------------------------------------------------

    def undo_bindings(self) -> None:
        """Every handle stands for what it stood for before."""
        for reference, value, alias, seen, successor in self.journal.values():
            handle = reference()
            if handle is not None:
                handle._value, handle._alias = value, alias
                value.result.successor = successor
                if isinstance(alias, View):
                    alias.seen = seen
        for handle, value, view, seen in reversed(self.refreshed):
            if id(handle) not in self.journal:
                handle._value, view.seen = value, seen
        self.refreshed.clear()
        self.journal.clear()
        for scope, before in self.rebound_before:
            scope.rebound = before

    def check_effects(self, nodes: Sequence[Node]) -> None:
        """Raises Unrecordable where the block did what a branch or loop of a program cannot do."""
        if self.drawn:
            raise Unrecordable("random numbers are drawn in a branch or loop that depends on a Tensor")
        if self.later:
            raise Unrecordable("an effect outside of the program in a branch or loop that depends on a Tensor")
        if any(len(scope.hooks) != count for scope, count in self.hooks_before):
            raise Unrecordable("a hook is registered in a branch or loop that depends on a Tensor")
        if len(self.graph.scopes) > 1:
            self._check_derivatives(nodes)

    def _check_derivatives(self, nodes: Sequence[Node]) -> None:
        """What is assigned to a trained Parameter counts as the Parameter: not across the border of a block."""
        used = {result for node in nodes for result in node.inputs}
        before = dict(self.rebound_before[0][1])
        for key, values in self.graph.scopes[0].rebound.items():
            entry = self.journal.get(key)
            handle = entry[0]() if entry else None
            new = values[len(before.get(key, ())) :]
            if getattr(handle, "requires_grad", True) and any(value.result in used for value in new):
                raise Unrecordable("a trained Parameter is assigned and then used in one branch, inside of a gradient")


def capture(
    recorder: Recorder, block: Callable[[], None], state: State, placeholders: Sequence[Result] = ()
) -> Outcome:
    """Runs a block by itself and undoes it.

    Raises:
        Unrecordable: where that cannot be done.
    """
    outcome = Outcome()
    graph = recorder.graph
    streams = random.save()
    scope = Capture(recorder, placeholders)
    try:
        with scope:
            try:
                block()
            except RecursionError:
                raise Unrecordable("a recursion whose end depends on a Tensor") from None
            except Exception as error:  # the user's, or a mistake in the user's code: known when the block is taken
                outcome.error = error.with_traceback(None)
            else:
                _collect(scope, state, outcome)
    finally:
        nodes = [n for n in graph.pending if n.sequence > scope.start]
        graph.pending = [n for n in graph.pending if n.sequence < scope.start]
        try:
            if outcome.error is None:
                scope.check_effects(nodes)
        finally:
            if scope.drawn:
                random.restore(streams)
            scope.held.clear()
            scope.undo_bindings()
            state.restore()
    outcome.nodes, outcome.checks, outcome.printed = nodes, scope.checks, scope.printed
    if outcome.error is None and _escaped(nodes):
        gc.collect()  # what only garbage holds has not escaped
        if _escaped(nodes):
            raise Unrecordable("something outside of the branch or loop keeps a Tensor that was made in it")
    return outcome


def _collect(scope: Capture, state: State, outcome: Outcome) -> None:
    outcome.variables = [flatten(value, state.keeps) for value in state.get()]
    for container in state.snapshot.changed():
        outcome.containers[id(container)] = state.flat_content(container)
    for key, (reference, value, _, _, _) in list(scope.journal.items()):
        handle = reference()
        if handle is None or isinstance(handle._alias, View):
            continue  # views follow their base
        node = value.result.node
        inside = scope.inside.get(key)
        if (node is not None and node.sequence > scope.start) or (inside is not None and inside() is handle):
            continue
        if handle._value is not value and value.result not in scope.own:
            outcome.bound[key] = (handle, handle._result())


def _escaped(nodes: Sequence[Node]) -> bool:
    return any(result.alive() for node in nodes for result in node.results)


# -- programs ------------------------------------------------------------------------------------------------


def program_of(
    outputs: Sequence[Result], nodes: Sequence[Node], placeholders: Sequence[Result] = ()
) -> tuple[Program, list[Result]]:
    """The program that makes ``outputs`` of ``placeholders`` (its first leaves) and others, which are returned."""
    inside = set(nodes)
    first = min([n.sequence for n in nodes], default=0)
    needed = ancestors(outputs, stop=first, cut=set(placeholders)) if nodes else []
    needed = [n for n in needed if n in inside]
    through = [r for r in outputs if r.node not in inside]
    code, leaves, numbers, leaf_numbers = encode(needed, [*placeholders, *through], transformable_signature)
    return intern(code, leaf_numbers, tuple([numbers[r] for r in outputs])), leaves[len(placeholders) :]


@operator("x", autocast=False)
def truth(x):
    """Whether the one element of an array is other than zero, as a 0-d bool."""
    return x.reshape(()).astype(bool)


@operator("x", "y", autocast=False)
def either(x, y):
    """x or y, of 0-d bools."""
    return x | y


@operator("x", autocast=False)
def opposite(x):
    """Not x, of a 0-d bool."""
    return ~x


@operator("x", autocast=False)
def spread(x, shape, dtype):
    """A number as an array of a shape and dtype."""
    return x.astype(dtype) + np.zeros(shape, dtype) if shape else x.astype(dtype)


def truth_of(result: Result) -> Result:
    """The condition that a result of one element is, as a 0-d bool."""
    return call(truth, (ARRAY,), (result,))[0]


def either_of(results: Sequence[Result]) -> Result:
    """Whether any of some 0-d bools is true."""
    found = results[0]
    for result in results[1:]:
        found = call(either, (ARRAY, ARRAY), (found, result))[0]
    return found


def opposite_of(result: Result) -> Result:
    """The opposite of a 0-d bool."""
    return call(opposite, (ARRAY,), (result,))[0]
