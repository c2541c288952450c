"""Programs: slices of the graph as pure functions with a structural key.

A program's code is a flat tuple: for each node its signature and the numbers of its inputs. Leaves and
results share one numbering, in the order in which they are met. Two slices that compute the same thing on
arrays of the same avals have equal codes, and so are one program.
"""

from __future__ import annotations

import operator
import threading
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from msgrad.engine.cache import Cache
from msgrad.engine.values import Node, Result


class Program:
    """A pure function: arrays of the leaves -> arrays of the outputs."""

    __slots__ = ("__weakref__", "code", "instructions", "leaf_numbers", "output_numbers", "size")

    def __init__(self, code: tuple, leaf_numbers: tuple[int, ...], output_numbers: tuple[int, ...]) -> None:
        self.code = code
        self.leaf_numbers = leaf_numbers
        self.output_numbers = output_numbers
        self.instructions: list[tuple[Any, tuple[int, ...], int]] = []
        known = set(leaf_numbers)
        position, number = 0, 0
        while position < len(code):
            signature = code[position]
            arity = len(signature.avals)
            inputs = code[position + 1 : position + 1 + arity]
            while number in known:
                number += 1
            self.instructions.append((signature, inputs, number))
            for i in range(len(signature.out_avals)):
                known.add(number + i)
            position += 1 + arity
        self.size = len(known)

    def __call__(self, *arrays: Any) -> tuple:
        """Replays the program on arrays or tracers."""
        environment: list[Any] = [None] * self.size
        for number, array in zip(self.leaf_numbers, arrays, strict=True):
            environment[number] = array
        by_operator = replaying.by_operator
        for signature, inputs, first in self.instructions:
            fn = signature.jitted if by_operator else signature.fn
            outputs = fn(*[environment[i] for i in inputs])
            environment[first : first + len(outputs)] = outputs
        return tuple([environment[i] for i in self.output_numbers])


class _Replaying(threading.local):
    by_operator = False  # True while the operator executor runs: each operator through its own compiled function


replaying = _Replaying()

_programs: Cache[tuple, Program] = Cache(4096)


def intern(code: tuple, leaf_numbers: tuple[int, ...], output_numbers: tuple[int, ...]) -> Program:
    """The one program with this code, these leaves and these outputs."""
    key = (code, leaf_numbers, output_numbers)
    program = _programs.get(key)
    if program is None:
        program = _programs.add(key, Program(*key))
    return program


def encode(
    nodes: Iterable[Node],
    inputs: Sequence[Result] = (),
    signature_for: Callable[[Node], Any] = operator.attrgetter("signature"),
    merge_numbers: bool = False,
) -> tuple[tuple, list[Result], dict[Result, int], tuple[int, ...]]:
    """Numbers nodes (in topological order) and what they read.

    Args:
        nodes: the nodes.
        inputs: results that are leaves of the program whatever their history, and come first.
        signature_for: the signature that stands for a node.
        merge_numbers: whether equal Python numbers become one leaf.

    Returns:
        the code, the leaves, the number of every result, the numbers of the leaves.
    """
    numbers: dict[Result, int] = {}
    leaves: list[Result] = []
    leaf_numbers: list[int] = []
    count = 0
    for result in inputs:
        if result not in numbers:
            numbers[result] = count
            leaf_numbers.append(count)
            leaves.append(result)
            count += 1
    code: list[Any] = []
    equal: dict[tuple, Result] = {}
    for node in nodes:
        arguments = []
        for result in node.inputs:
            number = numbers.get(result)
            if number is None and merge_numbers and is_number(result):
                first = equal.setdefault((result.aval, result.array.tobytes()), result)
                number = numbers.get(first)
            if number is None:
                number = numbers[result] = count
                leaf_numbers.append(count)
                leaves.append(result)
                count += 1
            arguments.append(number)
        code.append(signature_for(node))
        code += arguments
        for result in node.results:
            if result not in numbers:  # an output that is cut off as an input keeps its number
                numbers[result] = count
            count += 1
    return tuple(code), leaves, numbers, tuple(leaf_numbers)


def is_number(result: Result) -> bool:
    """True for a Python number that met a Tensor: a 0-d leaf that no handle holds."""
    return type(result.array) is np.ndarray and not result.array.shape and not result.alive()


def ancestors(
    results: Iterable[Result], stop: int = 0, cut: frozenset[Result] | set[Result] = frozenset()
) -> list[Node]:
    """The nodes that make ``results``, oldest first.

    With ``stop``, history is followed through nodes that have run, back to nodes older than it; without, only
    through results that have no array yet. Nothing is followed beyond the results in ``cut``.
    """
    marked: set[Node] = set()
    stack = [r.node for r in results if r not in cut]
    while stack:
        node = stack.pop()
        if node is None or node in marked or node.sequence < stop:
            continue
        marked.add(node)
        for result in node.inputs:
            if (stop or result.array is None) and result not in cut:
                stack.append(result.node)
    return sorted(marked, key=_sequence)


_sequence = operator.attrgetter("sequence")
