"""The graph of one thread: what was recorded and has not run yet, and the scopes of transforms."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from msgrad.engine.ambient import ambient
from msgrad.engine.program import ancestors
from msgrad.engine.values import ABSTRACT, TRACED, Node, Result, Value, leaf, next_sequence

if TYPE_CHECKING:
    from msgrad.engine.operator import Signature

PENDING_LIMIT = 256
"""Outside of transforms, so many pending nodes run without being asked for: at a fixed count, so that loops repeat.

XLA:CPU compiles a chain of 256 additions in half a second, but needs minutes and gigabytes for one of 512.
"""


class Scope:
    """While a function is being transformed, its nodes keep their history, though they may have run."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.start = next_sequence()
        self.hooks: dict[Result, Callable[[Result], Result]] = {}  # run on the gradients of these results
        self.arguments: list[object] = []  # handles that may not be bound anew
        self.rebound: dict[int, list[Value]] = {}  # by id of a handle: further values whose gradients count as its own

    def __enter__(self) -> Scope:
        self.graph.scopes.append(self)
        return self

    def __exit__(self, *exception: object) -> None:
        scopes = self.graph.scopes
        scopes.remove(self)
        if not scopes and self.graph.history:
            self.graph.forget_history()


class Graph:
    """The nodes that one thread has recorded and not run."""

    def __init__(self) -> None:
        self.pending: list[Node] = []
        self.history: list[Node] = []  # nodes that ran inside a scope
        self.scopes: list[Scope] = []
        self.lock = threading.RLock()  # held while nodes run: another thread may need a value of this one

    def forget_history(self) -> None:
        """Releases the nodes that ran in a scope, but for those that pending ones still need: these run once more."""
        pending = set(self.pending)
        again = [n for n in ancestors(r for p in self.pending for r in p.inputs if r.array is None) if n not in pending]
        self.pending[:0] = again
        pending.update(again)
        for node in self.history:
            if node not in pending:
                node.release()
        self.history = []

    def run(self, reason: str) -> None:
        """Runs all that is pending."""
        from msgrad.engine import execute

        execute.run(self, reason)


class _Local(threading.local):
    def __init__(self) -> None:
        self.graph = Graph()


_local = _Local()


def current() -> Graph:
    """The graph of this thread."""
    return _local.graph


def append(signature: Signature, inputs: tuple[Result, ...]) -> tuple[Result, ...]:
    """Records a node and returns its results. What involves a JAX tracer is computed at once instead."""
    graph = _local.graph
    kind = 0
    for result in inputs:
        if result.kind:
            kind |= result.kind
        node = result.node
        if node is not None and node.graph is not graph and result.array is None:
            node.graph.run("a value of another thread was needed")
    if kind:
        if kind & TRACED:
            if kind & ABSTRACT:
                raise RuntimeError("a JAX tracer met a placeholder of vmap: use jax.vmap with JAX's tracers instead")
            return _compute_traced(graph, signature, inputs)
        node = Node(signature, inputs, graph, ABSTRACT)
    else:
        node = Node(signature, inputs, graph)
    graph.pending.append(node)
    if len(graph.pending) >= PENDING_LIMIT and not graph.scopes:
        results = node.results
        _hold_and_run(graph, results)
        return results
    return node.results


def _hold_and_run(graph: Graph, results: tuple[Result, ...]) -> None:
    """Runs all that is pending, with the newest results kept although no handle holds them yet."""
    tokens = [Value(result) for result in results]
    graph.run("many operators were pending")
    del tokens


def _compute_traced(graph: Graph, signature: Signature, inputs: tuple[Result, ...]) -> tuple[Result, ...]:
    arrays = signature.fn(*[array_of(result, "a JAX transform needed it") for result in inputs])
    if not graph.scopes:
        return tuple([leaf(array, TRACED) for array in arrays])
    node = Node(signature, inputs, graph, TRACED)  # a transform of ours inside one of JAX's: it needs the history
    for result, array in zip(node.results, arrays, strict=True):
        result.array = array
    graph.history.append(node)
    return node.results


def array_of(result: Result, reason: str) -> Any:
    """The array of a result; runs what is pending where it has none yet."""
    if ambient.recorder is not None:
        ambient.recorder.asked(result, reason)
    if result.array is None:
        if result.kind == ABSTRACT:
            raise RuntimeError(
                "the value of a Tensor was asked for (print, asnumpy, bool, item, ...) inside vmap, where it stands "
                "for a whole batch: use operators such as ops.where in place of Python control flow"
            )
        if result.node is None:
            raise RuntimeError("this value was lost: the program that makes it failed, or its buffer was donated")
        result.node.graph.run(reason)
    return result.array


def cut(reason: str = "end of a step") -> None:
    """A deterministic place to run what is pending (the end of an optimizer's step); nothing inside a transform."""
    graph = _local.graph
    if graph.pending and not graph.scopes:
        graph.run(reason)
