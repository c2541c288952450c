"""The nouns of the graph: avals, results, values and nodes.

A *result* is an immutable array-to-be: either a leaf that holds an array, or the output of a node that has
not run yet. A *value* is what a handle (a Tensor) holds: a token around a result. Nodes and other results
never hold values, so a result is live, and must be kept when its program runs, exactly when the weak
reference to its value still resolves.
"""

from __future__ import annotations

import itertools
import math
import weakref
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import jax.numpy as jnp
import numpy as np

if TYPE_CHECKING:
    from msgrad.engine.graph import Graph
    from msgrad.engine.operator import Signature

CONCRETE, ABSTRACT, TRACED = 0, 1, 2
"""Kinds of result: an ordinary one, a placeholder without data (inside vmap), a JAX tracer."""


class Aval:
    """Shape and dtype. Interned: two avals are equal exactly when they are the same object."""

    __slots__ = ("dtype", "inexact", "integer", "number", "shape", "size")

    shape: tuple[int, ...]
    dtype: np.dtype
    size: int
    inexact: bool  # floating point or complex
    integer: bool  # an integer or bool
    number: type | None  # of a Python number that a recorded branch or loop computes: it promotes as one

    def __repr__(self) -> str:
        return f"{self.dtype.name}{list(self.shape)}"


_avals: dict[tuple, Aval] = {}


def aval_of(shape: tuple[int, ...], dtype: np.dtype, number: type | None = None) -> Aval:
    """The one aval of this shape and dtype; with ``number``, that of a Python number of this type."""
    key = (shape, dtype) if number is None else (shape, dtype, number)
    aval = _avals.get(key)
    if aval is None:
        aval = Aval()
        aval.shape, aval.dtype, aval.size = shape, dtype, math.prod(shape)
        aval.inexact, aval.integer = jnp.issubdtype(dtype, jnp.inexact), dtype.kind in "biu"
        aval.number = number
        if isinstance(aval.size, int | np.integer):  # the open sizes of a jax.export belong to that export alone
            aval = _avals.setdefault(key, aval)
    return aval


class Result:
    """One array of the graph. ``node`` is its producer while it is pending, or while a transform keeps its history."""

    __slots__ = ("__weakref__", "array", "aval", "index", "kind", "node", "owner", "shared", "successor", "used")

    def __init__(self, aval: Aval, node: Node | None, index: int, array: Any = None, kind: int = CONCRETE) -> None:
        self.aval = aval
        self.node = node
        self.index = index
        self.array = array
        self.kind = kind
        self.owner: weakref.ref[Value] | None = None
        self.used = False  # a numpy array that has been the argument of a program once
        self.shared = False  # the buffer was handed out, so it is never donated
        # What its handle was bound to next: the buffer may serve for that. Weak, since who holds an old result for
        # long would hold all that came after.
        self.successor: weakref.ref[Result] | None = None

    def alive(self) -> bool:
        """True where some handle still holds this result."""
        owner = self.owner
        return owner is not None and owner() is not None


class Value:
    """What a handle holds. Several handles may hold one value; when the last lets go, its result is dead."""

    __slots__ = ("__weakref__", "result")

    def __init__(self, result: Result) -> None:
        self.result = result
        result.owner = weakref.ref(self)


def value_of(result: Result) -> Value:
    """The value around a result: the one that exists, or a new one."""
    value = result.owner() if result.owner is not None else None
    return value if value is not None else Value(result)


_sequence = itertools.count(1)


class Node:
    """One recorded call of an operator."""

    __slots__ = ("backward", "graph", "inputs", "results", "sequence", "signature")

    def __init__(self, signature: Signature, inputs: tuple[Result, ...], graph: Graph, kind: int = CONCRETE) -> None:
        self.signature = signature
        self.inputs = inputs
        self.graph = graph
        self.sequence = next(_sequence)
        self.backward: Callable | None = None  # set for a boundary: Python that runs in the backward pass
        self.results = tuple([Result(aval, self, i, None, kind) for i, aval in enumerate(signature.out_avals)])

    def release(self) -> None:
        """Forgets inputs and results. Nodes and results point at each other; this ends the cycle at once."""
        for result in self.results:
            if result.node is self:
                result.node = None
        self.results = ()
        self.inputs = ()


def next_sequence() -> int:
    """A number above that of every node recorded so far, and below that of every later one."""
    return next(_sequence)


def leaf(array: Any, kind: int = CONCRETE) -> Result:
    """A result that holds an array (numpy or jax)."""
    return Result(aval_of(array.shape, np.dtype(array.dtype)), None, 0, array, kind)
