"""Branches and loops on arrays, recorded as one node: `lax.cond`, `lax.while_loop`, `lax.scan` of captured blocks.

Blocks are Python functions without arguments that change variables (see `State`), containers and handles. Each is
captured and undone; what they changed becomes the results of one node, with which everything is then set. Where that
cannot be done, `Unrecordable` says why, and nothing has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from msgrad.engine.ambient import ambient
from msgrad.engine.capture import (
    Capture,
    Leaf,
    Outcome,
    State,
    Tree,
    Undefined,
    Unrecordable,
    Unset,
    capture,
    describe,
    either_of,
    opposite_of,
    program_of,
    spread,
    truth_of,
)
from msgrad.engine.control_kinds import Cond, Scan, While
from msgrad.engine.handle import Handle, wrap
from msgrad.engine.kinds import record_transform, transform_of
from msgrad.engine.operator import ARRAY, call
from msgrad.engine.recorder import Printed, Recorder
from msgrad.engine.results import constant
from msgrad.engine.snapshot import put
from msgrad.engine.values import Aval, Node, Result, Value, aval_of, leaf, next_sequence, value_of

MAX_PASSES = 8
"""A loop's body is recorded again as long as it shows more of what it changes; then the loop is left to Python."""


# -- joining what branches did -------------------------------------------------------------------------------


class _Join:
    """Joins two outcomes leaf by leaf; collects what the branches' programs have to give."""

    def __init__(self) -> None:
        self.outputs: tuple[list[Any], list[Any]] = ([], [])  # Results, or functions that make one of an aval
        self.avals: list[Aval] = []

    def join(self, a: Leaf | Tree, b: Leaf | Tree, name: str) -> Any:
        """A function that, given the results of the node, gives the joined value."""
        if isinstance(a, Tree) and a.same_kind(b):
            assert isinstance(b, Tree)
            if a.origin is not None and a.origin is b.origin:
                origin = a.origin
                return lambda _: origin
            parts = [self.join(x, y, name) for x, y in zip(a.items, b.items, strict=True)]
            return lambda results: a.rebuild([part(results) for part in parts])
        if isinstance(a, Leaf) and isinstance(b, Leaf):
            return self.join_leaves(a, b, name)
        tree, other = (a, b) if isinstance(a, Tree) else (b, a)
        if isinstance(other, Leaf) and isinstance(other.value, Unset):  # every item is unset in the other branch
            filled = _unset_like(tree)
            return self.join(a, filled, name) if tree is a else self.join(filled, b, name)
        if isinstance(other, Leaf) and isinstance(other.value, Undefined):
            return lambda _: other.value
        raise _differ(name, a, b)

    def join_leaves(self, a: Leaf, b: Leaf, name: str) -> Any:
        if a.value is not None and a.value is b.value:
            value = a.value
            return lambda _: value
        for leaf_ in (a, b):
            if isinstance(leaf_.value, Undefined):
                other = b if leaf_ is a else a
                undefined = leaf_.value if isinstance(other.value, Undefined) else _half_defined(name, leaf_ is a)
                return lambda _: undefined
        first, second = a.aval, b.aval
        if first is None and second is None:
            if isinstance(a.value, Unset) or isinstance(b.value, Unset):
                value = b.value if isinstance(a.value, Unset) else a.value
                return lambda _: value
            if a.result is b.result and type(a.value) is type(b.value) and _equal(a.value, b.value):
                value = a.value
                return lambda _: value
            raise _differ(name, a, b)
        if a.result is None and b.result is None and first is second and _equal(a.value, b.value):
            value = a.value
            return lambda _: value
        if a.result is not None and a.result is b.result:
            return _wrapper(a.result)
        unset = isinstance(a.value, Unset) or isinstance(b.value, Unset)
        if not unset and (first is None or second is None):
            raise _differ(name, a, b)
        aval = second if first is None else first if second is None else _common(first, second)
        if aval is None:
            raise _differ(name, a, b)
        return self.add(a, b, aval)

    def add(self, a: Leaf, b: Leaf, aval: Aval) -> Any:
        """One output of the node."""
        position = len(self.avals)
        self.avals.append(aval)
        if any(leaf_.aval is not None and leaf_.aval.number for leaf_ in (a, b)) and ambient.recorder is not None:
            ambient.recorder.speculate()
        for outputs, leaf_ in zip(self.outputs, (a, b), strict=True):
            outputs.append(as_result(leaf_, aval))
        return lambda results: wrap(results[position])


def _wrapper(result: Result) -> Any:
    return lambda _: wrap(result)


def _unset_like(tree: Leaf | Tree) -> Leaf | Tree:
    if isinstance(tree, Tree):
        return Tree(tree.type, tree.keys, [_unset_like(item) for item in tree.items])
    return Leaf(Unset())


def _half_defined(name: str, in_true: bool) -> Undefined:
    missing, there = ("true", "false") if in_true else ("false", "true")
    return Undefined(
        name, f"The local variable '{name}' is not defined in {missing} branch, but defined in {there} branch."
    )


def _equal(a: Any, b: Any) -> bool:
    try:
        return bool(a == b)
    except Exception:
        return False


def _differ(name: str, a: Any, b: Any) -> Unrecordable:
    return Unrecordable(f"{_named(name)} is {describe(a)} in one branch and {describe(b)} in the other")


def _named(name: str) -> str:
    return f"the variable '{name}'" if name.isidentifier() else name


def _common(a: Aval, b: Aval) -> Aval | None:
    """The aval that both can have: a number takes that of an array of its own kind, or of a float."""
    if a is b:
        return a
    if a.number and b.number:
        return None
    if a.number or b.number:
        number, array = (a, b) if a.number else (b, a)
        return array if array.shape == () and _fits(number, array) else None
    return None


def _fits(number: Aval, array: Aval) -> bool:
    order = "biufc"
    kinds = [order.find(a.dtype.kind) if a.dtype.kind in order else order.find("f") for a in (number, array)]
    return kinds[0] == kinds[1] or 0 < kinds[0] <= kinds[1]


def as_result(item: Leaf, aval: Aval) -> Result:
    """A leaf as a result of an aval: an array, a number that takes another dtype or shape, zeros for what is unset."""
    if isinstance(item.value, Unset | Undefined):
        return _zeros(aval)
    if item.result is None:
        made = leaf(np.full(aval.shape, item.value, aval.dtype))
        made.aval = aval
        return made
    if item.result.aval is aval:
        return item.result
    found = call(spread, (ARRAY, aval.shape, aval.dtype), (item.result,))[0]
    if aval.number:
        found.aval = aval
    return found


def _zeros(aval: Aval) -> Result:
    if aval.size > 64:
        return constant(0, aval)
    made = leaf(np.zeros(aval.shape, aval.dtype))
    made.aval = aval
    return made


# -- branches ------------------------------------------------------------------------------------------------


def record_branches(recorder: Recorder, condition: Handle, blocks: tuple[Callable, Callable], state: State) -> None:
    """Records an `if`: afterwards everything is as after the block that the condition chooses.

    A block that raises is taken not to be chosen: its condition becomes a check of the recorder.

    Raises:
        Unrecordable: where the branches are no two programs with the same results.
    """
    predicate = condition_of(condition)
    outcomes = [capture(recorder, block, state) for block in blocks]
    failed = [outcome.error is not None for outcome in outcomes]
    if all(failed):
        raise Unrecordable("both branches raise an exception")
    if any(failed):
        recorder.check(predicate if failed[0] else opposite_of(predicate))
        blocks[0 if failed[1] else 1]()
        return
    _join_branches(recorder, predicate, outcomes[0], outcomes[1], state)


def condition_of(condition: Handle) -> Result:
    """A Tensor of one element as a 0-d bool.

    Raises:
        Unrecordable: for another number of elements: Python will say what is wrong.
    """
    result = condition._result()
    if result.aval.size != 1:
        raise Unrecordable(f"a condition has {result.aval.size} elements")
    return truth_of(result)


def _join_branches(recorder: Recorder, predicate: Result, first: Outcome, second: Outcome, state: State) -> None:
    join = _Join()
    opposite = opposite_of(predicate)
    start = next_sequence()  # casts of what the branches give are recorded from here on
    parts = [join.join(a, b, name) for name, a, b in zip(state.names, first.variables, second.variables, strict=True)]
    containers = []
    for key in dict.fromkeys([*first.containers, *second.containers]):
        container = state.snapshot.known[key]
        one, other = (outcome.containers.get(key) or state.flat_content(container) for outcome in (first, second))
        containers.append((container, join.join(one, other, f"what a {type(container).__name__} holds")))
    handles = []
    for key in dict.fromkeys([*first.bound, *second.bound]):
        handle = (first.bound.get(key) or second.bound[key])[0]
        a, b = (o.bound[key][1] if key in o.bound else handle._result() for o in (first, second))
        if a.aval is not b.aval:
            raise Unrecordable(f"a Tensor is assigned as {a.aval!r} in one branch and as {b.aval!r} in the other")
        handles.append((handle, join.add(Leaf(None, a), Leaf(None, b), a.aval)))
    flags = None
    if first.checks or second.checks:
        made = [Leaf(None, either_of(o.checks)) if o.checks else Leaf(False) for o in (first, second)]
        flags = join.add(made[0], made[1], aval_of((), np.dtype(bool)))
    prints = _join_prints((predicate, opposite), join, (first, second))
    results = _record_cond(predicate, join, (first, second), _taken_since(recorder, start))
    _apply(state, [part(results) for part in parts], [(c, part(results)) for c, part in containers])
    for handle, part in handles:
        handle._bind_result(part(results)._value.result)
    if flags is not None:
        recorder.check(flags(results)._value.result)
    for printed, parts in prints:
        arguments = tuple([part if isinstance(part, str | Result) else part(results)._value.result for part in parts])
        recorder.held += [value_of(part) for part in arguments if isinstance(part, Result)]
        recorder.printed.append(Printed(arguments, printed.options, conditional=True))


def _join_prints(
    conditions: tuple[Result, Result], join: _Join, outcomes: tuple[Outcome, Outcome]
) -> list[tuple[Printed, list]]:
    """The prints of both branches: strings, results, and functions that pick one of the node's results."""
    found = []
    for condition, outcome in zip(conditions, outcomes, strict=True):
        for printed in outcome.printed:
            parts: list[Any] = []
            for part in printed.arguments:
                if isinstance(part, Result):  # where the branch is not taken it is zero, which for a condition is false
                    there, not_there = Leaf(None, part), Leaf(Unset())
                    first = condition is conditions[0]
                    ends = (there, not_there) if first else (not_there, there)
                    part = join.add(ends[0], ends[1], part.aval)
                parts.append(part)
            if not printed.conditional:
                parts.insert(0, condition)
            found.append((printed, parts))
    return found


def _record_cond(
    predicate: Result, join: _Join, outcomes: tuple[Outcome, Outcome], casts: list[Node]
) -> tuple[Result, ...]:
    if not join.avals:
        return ()
    made = []
    for outputs, outcome in zip(join.outputs, outcomes, strict=True):
        made.append(program_of(outputs, [*outcome.nodes, *casts]))
    leaves = list(dict.fromkeys([*made[0][1], *made[1][1]]))
    position = {result: i for i, result in enumerate(leaves)}
    places = [tuple([position[r] for r in found]) for _, found in made]
    transform = transform_of(Cond, made[0][0], made[1][0], *places, tuple(join.avals))
    return record_transform(transform, [predicate, *leaves])


def _taken_since(recorder: Recorder, start: int) -> list[Node]:
    """Takes what was recorded since ``start`` out of what is pending: it becomes part of programs."""
    graph = recorder.graph
    taken = [n for n in graph.pending if n.sequence > start]
    graph.pending = [n for n in graph.pending if n.sequence < start]
    return taken


def _apply(state: State, values: list[Any], containers: Sequence[tuple[Any, Any]]) -> None:
    state.put(tuple(values))
    for container, content in containers:
        put(container, content)


# -- loops ---------------------------------------------------------------------------------------------------


class _Slot:
    """A place in a loop's variables that holds an array: what it starts from, and its aval in the loop."""

    __slots__ = ("aval", "entry", "name", "spread")

    def __init__(self, entry: Leaf, aval: Aval, name: str) -> None:
        self.entry, self.aval, self.name = entry, aval, name
        self.spread = False  # it starts with another shape, or without a value: the loop must run at least once


class _Loop:
    """A loop that is being recorded: its body is captured on placeholders until nothing new shows."""

    def __init__(self, recorder: Recorder, test: Callable[[], Any] | None, body: Callable[[], None], state: State):
        self.recorder, self.test, self.body, self.state = recorder, test, body, state
        self.variables = [state.flat(value) for value in state.entry]
        self.forced: dict[tuple, Leaf | Tree | Aval] = {}  # what the entry becomes in the loop, by path
        self.slots: list[_Slot] = []
        self.containers: list[Any] = []
        self.handles: list[Handle] = []
        self.checks = False
        self.rows: Aval | None = None  # of a row of the array that is looped over
        self.row: Handle | None = None
        self.patterns: list[Any] = []

    def record(self) -> tuple[Any, ...]:
        """Captures the body: the nodes' programs and further leaves."""
        for _ in range(MAX_PASSES):
            done = self._pass()
            if done is not None:
                return done
        raise Unrecordable("what a loop changes is of another shape, dtype or structure at every turn")

    def _pass(self) -> tuple[Any, ...] | None:
        self.slots = []
        trees = [*self.variables, *[self.state.flat_content(c) for c in self.containers]]
        names = [*[_named(n) for n in self.state.names], *["what a container holds"] * len(self.containers)]
        patterns = [self._pattern(tree, (i,), name) for i, (tree, name) in enumerate(zip(trees, names, strict=True))]
        carried = [s.aval for s in self.slots] + [h._result().aval for h in self.handles]
        if self.checks:
            carried.append(aval_of((), np.dtype(bool)))
        placeholders = [Result(a, None, 0) for a in carried]
        row = None if self.rows is None else Result(self.rows, None, 0)
        given = [*placeholders, *([row] if row is not None else [])]
        count = len(self.state.entry)
        tested: list[Result] = []

        def block() -> None:
            scope = ambient.recorder
            assert isinstance(scope, Capture)
            self.state.put(tuple([p(placeholders) for p in patterns[:count]]))
            for container, pattern in zip(self.containers, patterns[count:], strict=True):
                put(container, pattern(placeholders))
            for handle, result in zip(self.handles, placeholders[len(self.slots) :], strict=False):
                scope.bind(handle)
                handle._value = Value(result)
            if row is not None:
                self.row = wrap(row)
            if self.test is not None:
                tested.append(self._tested(self.test()))
            self.body()
            self.row = None

        outcome = capture(self.recorder, block, self.state, given)
        start = next_sequence()
        if outcome.error is not None:
            raise Unrecordable(
                f"the loop's body raises {type(outcome.error).__name__} where a Tensor decides how often it runs: "
                f"{outcome.error}"
            )
        if outcome.printed:
            raise Unrecordable("a print in a loop that depends on a Tensor")
        if self._grow(outcome):
            return None
        ends: list[Result] = []
        stable = True
        found = [*outcome.variables]
        for container in self.containers:
            found.append(outcome.containers.get(id(container)) or self.state.flat_content(container))
        slots = iter(self.slots)
        for i, (tree, end) in enumerate(zip(trees, found, strict=True)):
            stable &= self._match(tree, end, (i,), slots, ends, names[i])
        if not stable:
            return None
        for position, handle in enumerate(self.handles, len(self.slots)):
            bound = outcome.bound.get(id(handle))
            final = bound[1] if bound else placeholders[position]
            if final.aval is not carried[position]:
                raise Unrecordable(f"a Tensor of {carried[position]!r} is assigned {final.aval!r} in a loop")
            ends.append(final)
        if self.checks:
            ends.append(either_of([placeholders[-1], *outcome.checks]))
        program, leaves = program_of(ends, [*outcome.nodes, *_taken_since(self.recorder, start)], given)
        test = program_of(tested, outcome.nodes, given) if tested else None
        self.patterns = patterns
        return program, leaves, test, tuple(carried)

    @staticmethod
    def _tested(value: Any) -> Result:
        if isinstance(value, Handle):
            return condition_of(value)
        return leaf(np.array(bool(value)))

    def _pattern(self, tree: Leaf | Tree, path: tuple, name: str) -> Any:
        """How a variable is made of the placeholders; its slots are added."""
        forced = self.forced.get(path)
        if isinstance(forced, Tree) and isinstance(tree, Leaf):
            tree = forced
        if isinstance(tree, Tree):
            parts = [self._pattern(item, (*path, i), name) for i, item in enumerate(tree.items)]
            return lambda results: tree.rebuild([part(results) for part in parts])
        aval = forced if isinstance(forced, Aval) else tree.aval
        if aval is None:
            value = tree.value
            return lambda _: value
        slot = _Slot(tree, aval, name)
        entry = tree.aval
        slot.spread = not isinstance(tree.value, Unset) and (entry is None or entry.shape != aval.shape)
        position = len(self.slots)
        self.slots.append(slot)
        return lambda results: wrap(results[position])

    def _match(self, tree: Any, end: Any, path: tuple, slots: Iterator[_Slot], ends: list[Result], name: str) -> bool:
        """Adds the results that a variable's slots have after a turn; False where it must start differently."""
        forced = self.forced.get(path)
        if isinstance(forced, Tree) and isinstance(tree, Leaf):
            tree = forced
        if isinstance(tree, Tree):
            if not tree.same_kind(end):
                raise _changes(name, tree, end)
            fine = True
            for i, (a, b) in enumerate(zip(tree.items, end.items, strict=True)):
                fine &= self._match(a, b, (*path, i), slots, ends, name)
            return fine
        if tree.aval is None and not isinstance(forced, Aval):
            return self._match_static(tree, end, path, name)
        slot = next(slots)
        if isinstance(end, Tree) or end.aval is None:
            raise _changes(name, tree, end)
        if end.aval is slot.aval or (end.result is None and _common(end.aval, slot.aval) is slot.aval):
            ends.append(as_result(end, slot.aval))
            return True
        if end.aval.number and _common(end.aval, slot.aval) is slot.aval:
            ends.append(as_result(end, slot.aval))
            return True
        if slot.entry.aval is not None and slot.entry.aval.number and _fits(slot.entry.aval, end.aval):
            self.forced[path] = end.aval
            return False
        raise _changes(name, tree, end)

    def _match_static(self, tree: Leaf, end: Any, path: tuple, name: str) -> bool:
        empty = isinstance(tree.value, Unset | Undefined)
        if isinstance(end, Leaf) and end.aval is None:
            if tree.value is end.value or (isinstance(end.value, type(tree.value)) and _equal(tree.value, end.value)):
                return True
            if empty and isinstance(end.value, Unset | Undefined):
                return True
            raise _changes(name, tree, end)
        if not empty:
            raise _changes(name, tree, end)
        self.forced[path] = end.aval if isinstance(end, Leaf) and end.aval else _empty_like(end, tree.value)
        return False

    def _grow(self, outcome: Outcome) -> bool:
        """Notes what the body changes that was not known to be changed."""
        grown = False
        for key, (handle, _) in outcome.bound.items():
            if all(handle is not h for h in self.handles):
                if key in outcome.bound and handle._alias is not None:
                    raise Unrecordable("a Tensor that shares its data is assigned in a loop")
                self.handles.append(handle)
                grown = True
        for key in outcome.containers:
            container = self.state.snapshot.known[key]
            if all(container is not c for c in self.containers):
                self.containers.append(container)
                grown = True
        if outcome.checks and not self.checks:
            self.checks = grown = True
        return grown

    def start(self) -> list[Result]:
        """What the carried arrays start from."""
        if any(slot.entry.aval is None or slot.entry.aval.number for slot in self.slots):
            self.recorder.speculate()
        found = [as_result(slot.entry, slot.aval) for slot in self.slots]
        found += [handle._result() for handle in self.handles]
        if self.checks:
            found.append(leaf(np.array(False)))
        return found

    def finish(self, results: Sequence[Result]) -> None:
        """Everything is as after the loop, whose carried arrays ended as ``results``."""
        count = len(self.state.entry)
        values = [pattern(results) for pattern in self.patterns]
        _apply(self.state, values[:count], list(zip(self.containers, values[count:], strict=True)))
        for handle, result in zip(self.handles, results[len(self.slots) :], strict=False):
            handle._bind_result(result)
        if self.checks:
            self.recorder.check(results[-1])


def _empty_like(tree: Leaf | Tree, value: Any) -> Leaf | Tree:
    if isinstance(tree, Tree):
        return Tree(tree.type, tree.keys, [_empty_like(item, value) for item in tree.items])
    return Leaf(value)


def _changes(name: str, before: Any, after: Any) -> Unrecordable:
    return Unrecordable(f"{name} is {describe(before)} before a turn of a loop and {describe(after)} after it")


def record_while(
    recorder: Recorder, first: Handle, test: Callable[[], Any], body: Callable[[], None], state: State
) -> None:
    """Records a `while` whose condition, ``first`` at its start, is an array.

    Raises:
        Unrecordable: where the body is no program that can be repeated.
    """
    predicate = condition_of(first)
    loop = _Loop(recorder, test, body, state)
    program, leaves, tested, carried = loop.record()
    start = loop.start()
    if not start:
        raise Unrecordable("a loop that changes nothing")
    test_program, test_leaves = tested
    others = list(dict.fromkeys([*test_leaves, *leaves]))
    position = {result: i for i, result in enumerate(others)}
    places = [tuple([position[r] for r in found]) for found in (test_leaves, leaves)]
    transform = transform_of(While, program, test_program, len(start), *places, carried)
    if any(slot.spread for slot in loop.slots):
        recorder.check(opposite_of(predicate))
    loop.finish(record_transform(transform, [*start, *others]))


def record_scan(recorder: Recorder, rows: Handle, body: Callable[[Handle], None], state: State) -> None:
    """Records a `for` over the rows of an array, of which there is at least one.

    Raises:
        Unrecordable: where the body is no program that can be repeated.
    """

    def turn() -> None:
        assert loop.row is not None
        body(loop.row)

    loop = _Loop(recorder, None, turn, state)
    array = rows._result()
    loop.rows = aval_of(array.aval.shape[1:], array.aval.dtype)
    program, leaves, _, carried = loop.record()
    start = loop.start()
    transform = transform_of(Scan, program, len(start), carried)
    loop.finish(record_transform(transform, [*start, array, *leaves]) if start else ())
