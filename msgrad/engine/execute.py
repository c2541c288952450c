"""Running what is pending: as one compiled program, or operator by operator.

A program that comes for the first time may never come again; compiling it whole costs up to seconds. So what
is new runs operator by operator where its operators have all been compiled already, and is compiled whole at
the second sight of it (or at once where operators are cold, since one large compilation is then cheaper than
many small ones). Where programs keep differing at one place of the user's code, the storm breaker stops
compiling whole ones for it.
"""

from __future__ import annotations

import functools
import sys
import threading
import time
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import jax
import numpy as np

from msgrad.engine import compilation_cache
from msgrad.engine.cache import Cache
from msgrad.engine.graph import Graph
from msgrad.engine.profile import caller, counts
from msgrad.engine.program import ancestors, encode, intern, is_number, replaying
from msgrad.engine.values import ABSTRACT, Node, Result

EXECUTORS = ("auto", "program", "operator")
_executor = "auto"

MANY_LEAVES = 256
"""From so many Python numbers in a program on, equal ones become one input, though the program may then come in more
forms: XLA:CPU takes minutes and gigabytes for a chain of operators with some 500 different scalars."""

STORM_SIZE = 16
"""A line of the user's code may have this many programs compiled; then it must reuse half of them."""


@contextmanager
def executor(name: str) -> Iterator[None]:
    """Chooses, for a while, how pending operators run.

    Args:
        name: "program" compiles all that is pending as one program; "operator" runs each operator by itself
            (an error or a NaN is found at its operator); "auto" is the policy described in this module.

    Raises:
        ValueError: for another name.
    """
    before = set_executor(name)
    try:
        yield
    finally:
        set_executor(before)


def set_executor(name: str) -> str:
    """Chooses how pending operators run, as `executor`, from now on, and returns what was chosen before."""
    global _executor
    if name not in EXECUTORS:
        raise ValueError(f"For 'executor', the name must be one of {', '.join(EXECUTORS)}, but got {name!r}.")
    before, _executor = _executor, name
    return before


class _Compiled:
    """One program with fixed outputs and donated arguments."""

    __slots__ = ("jitted", "program", "ready")

    def __init__(self, program: Any, donated: tuple[int, ...]) -> None:
        self.program = program
        self.jitted = jax.jit(program, donate_argnums=donated)
        self.ready = False


class _Site:
    """What happened at one line of the user's code."""

    __slots__ = ("compiled", "last_code", "runs", "warned")

    def __init__(self) -> None:
        self.runs = 0
        self.compiled = 0
        self.warned = False
        self.last_code: tuple = ()


_compiled: Cache[tuple, _Compiled] = Cache(2048)
_sites: Cache[tuple[str, int], _Site] = Cache(4096)


def run(graph: Graph, reason: str) -> None:
    """Runs all that is pending in a graph."""
    with graph.lock:
        pending = graph.pending[:]
        if not pending:
            return
        targets = [
            result
            for node in pending
            for result in node.results
            if result.array is None and result.node is node and result.kind != ABSTRACT and result.alive()
        ]
        nodes = ancestors(targets)
        if targets:
            if _outside_of_jax():
                _run_nodes(graph, nodes, targets, reason)
            else:  # the caller is inside a JAX transform, but these values do not depend on it
                with jax.ensure_compile_time_eval():
                    _run_nodes(graph, nodes, targets, reason)
        del graph.pending[: len(pending)]
        counts.operators_recorded += len(pending)
        counts.operators_run += len(nodes)
        if graph.scopes:
            graph.history += [node for node in pending if not _is_abstract(node)]
            graph.pending[:0] = [node for node in pending if _is_abstract(node)]
        else:
            for node in pending:
                node.release()


def _trace_state() -> Any:
    from jax.extend.core import get_opaque_trace_state  # at the first run: its package takes long to import

    return get_opaque_trace_state(convention="flax")


@functools.cache
def _plain_trace_state() -> Any:
    """JAX's state outside of all transforms, which is that of a new thread."""
    found: list[Any] = []
    thread = threading.Thread(target=lambda: found.append(_trace_state()))
    thread.start()
    thread.join()
    return found[0]


def _outside_of_jax() -> bool:
    return _trace_state() == _plain_trace_state()


def _is_abstract(node: Node) -> bool:
    return bool(node.results) and node.results[0].kind == ABSTRACT


def _run_nodes(graph: Graph, nodes: list[Node], targets: list[Result], reason: str) -> None:
    code, leaves, numbers, leaf_numbers = encode(nodes)
    if len(leaves) > MANY_LEAVES and sum(map(is_number, leaves)) > MANY_LEAVES:
        code, leaves, numbers, leaf_numbers = encode(nodes, merge_numbers=True)
    donated, targets = ((), targets) if graph.scopes else _donated(leaves, targets)
    outputs = tuple([numbers[r] for r in targets])
    place = caller()
    counts.syncs[(*place, reason)] += 1
    site = _sites.get(place) or _sites.add(place, _Site())
    site.runs += 1
    key = (code, leaf_numbers, outputs, donated)
    entry = _compiled.get(key)
    known = entry is not None
    if entry is None:
        entry = _compiled.add(key, _Compiled(intern(code, leaf_numbers, outputs), donated))
    arrays = [_array(leaf) for leaf in leaves]
    if _whole(entry, known, nodes, site):
        if not entry.ready:
            site.compiled += 1
            site.last_code = code
            counts.compiled_at[place] += 1
        results: Sequence[Any] = _run_whole(entry, arrays)
        for i in donated:
            leaves[i].array = None
    else:
        _warn_of_storm(site, place, code)
        results = _run_by_operator(entry.program, arrays)
    for result, array in zip(targets, results, strict=True):
        result.array = array


def _whole(entry: _Compiled, known: bool, nodes: Sequence[Node], site: _Site) -> bool:
    """The policy: whether to run as one compiled program."""
    if _executor != "auto":
        return _executor == "program"
    if entry.ready:
        return True
    storm = site.compiled >= STORM_SIZE and site.runs < 2 * site.compiled
    if storm:
        return False
    return known or not all(node.signature.warm for node in nodes)


def _run_whole(entry: _Compiled, arrays: list[Any]) -> tuple:
    counts.program_runs += 1
    if entry.ready:
        return entry.jitted(*arrays)
    compilation_cache.enable()
    start = time.perf_counter()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Some donated buffers were not usable")
        results = entry.jitted(*arrays)
    entry.ready = True
    counts.programs_compiled += 1
    counts.compile_seconds += time.perf_counter() - start
    if len(entry.program.instructions) == 1:
        entry.program.instructions[0][0].warm = True
    return results


def _run_by_operator(program: Any, arrays: list[Any]) -> list[Any]:
    """Runs a program's operators one by one, each through its own compiled function, freeing what is used up."""
    counts.operator_runs += 1
    compilation_cache.enable()
    environment: dict[int, Any] = dict(zip(program.leaf_numbers, arrays, strict=True))
    uses = Counter(i for _, inputs, _ in program.instructions for i in inputs)
    uses.update(program.output_numbers)
    for signature, inputs, first in program.instructions:
        outputs = _run_signature(signature, [environment[i] for i in inputs])
        for i, output in enumerate(outputs, first):
            if uses[i]:
                environment[i] = output
        for i in inputs:
            uses[i] -= 1
            if not uses[i]:
                environment.pop(i, None)
    return [environment[i] for i in program.output_numbers]


def _run_signature(signature: Any, arrays: list[Any]) -> tuple:
    if _executor == "operator" and signature.operator.composite:
        before, replaying.by_operator = replaying.by_operator, True
        try:
            return signature.fn(*arrays)
        finally:
            replaying.by_operator = before
    if signature.warm:
        return signature.jitted(*arrays)
    start = time.perf_counter()
    outputs = signature.jitted(*arrays)
    signature.warm = True
    counts.operators_compiled += 1
    counts.compile_seconds += time.perf_counter() - start
    return outputs


def _array(leaf: Result) -> Any:
    """The array of a leaf. A numpy array that is used again moves to the device, to stay; most batches never are."""
    array = leaf.array
    if type(array) is np.ndarray and leaf.alive():
        if leaf.used:
            array = leaf.array = jax.device_put(array)
        leaf.used = True
    return array


def _donated(leaves: list[Result], targets: list[Result]) -> tuple[tuple[int, ...], list[Result]]:
    """The positions of leaves whose buffers may be overwritten, and the targets in the order that pairs them.

    Donated is the buffer of a value that a handle held before it was bound to one of the targets, where nobody can
    see it any more. JAX pairs donated arguments with outputs of their aval in order: so the successors come first.
    """
    donated = []
    successors: dict[Result, None] = {}
    wanted = set(targets)
    for i, leaf in enumerate(leaves):
        successor = leaf.successor() if leaf.successor is not None else None
        if successor is None or successor not in wanted or successor in successors or successor.aval is not leaf.aval:
            continue
        # The array is referred to by the leaf, and by the argument of getrefcount: anything else is an outside user.
        if leaf.shared or leaf.alive():
            continue
        if type(leaf.array) is np.ndarray:  # a first value: it moves as a copy, since its memory may be shared
            leaf.array = jax.device_put(leaf.array.copy())
        elif sys.getrefcount(leaf.array) > 2:
            continue
        donated.append(i)
        successors[successor] = None
    if not donated:
        return (), targets
    return tuple(donated), [*successors, *[t for t in targets if t not in successors]]


def _warn_of_storm(site: _Site, place: tuple[str, int], code: tuple) -> None:
    if site.warned or _executor != "auto" or site.compiled < STORM_SIZE:
        return
    site.warned = True
    warnings.warn(
        f"{place[0]}:{place[1]}: msgrad compiled {site.compiled} different programs for what runs at this line, and "
        f"they keep differing ({_difference(site.last_code, code)}). New ones run operator by operator here from now "
        "on. Shapes that vary are best padded to a few sizes; Python numbers that vary are best made Tensors.",
        RuntimeWarning,
        stacklevel=2,
    )


def _difference(before: tuple, after: tuple) -> str:
    """The first operator in which two programs differ, in words."""
    old = [item for item in before if not isinstance(item, int)]
    new = [item for item in after if not isinstance(item, int)]
    for a, b in zip(old, new, strict=False):
        if a is not b:
            return f"the last one had {b!r} where the one before had {a!r}"
    return f"the last one has {len(new)} operators, the one before {len(old)}"
