"""Control flow as operators: `lax.cond`, `lax.while_loop` and `lax.scan` of programs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jax import lax

from msgrad.engine import loops
from msgrad.engine.kinds import Transform
from msgrad.engine.values import Aval


class _Control(Transform):
    """A transform whose last option is the avals of its results."""

    def infer(self, fn: Callable, avals: tuple[Aval, ...]) -> tuple[tuple[Aval, ...], bool]:
        return self.options[-1], False


class Cond(_Control):
    """One of two programs, chosen by the first input.

    Options: the program for false; the positions, among the other inputs, of either program's leaves.
    """

    def apply(self, *arrays: Any) -> tuple:
        other, first, second, _ = self.options
        predicate, *rest = arrays
        return lax.cond(
            predicate,
            lambda inputs: self.program(*[inputs[i] for i in first]),
            lambda inputs: other(*[inputs[i] for i in second]),
            tuple(rest),
        )


class While(_Control):
    """A program repeated on its first leaves, as long as another one is true.

    Options: the condition's program; the number of repeated arrays; the positions, among the other inputs, of either
    program's further leaves.
    """

    def apply(self, *arrays: Any) -> tuple:
        test, width, test_places, places, _ = self.options
        body = self.program
        return loops.while_loop(
            lambda carry, others: test(*carry, *[others[i] for i in test_places])[0],
            lambda carry, others: body(*carry, *[others[i] for i in places]),
            arrays[:width],
            arrays[width:],
        )


class Scan(_Control):
    """A program repeated on its first leaves for every row of an array, which is its last repeated leaf.

    Option: the number of repeated arrays. Inputs: these, the array, the program's further leaves.
    """

    def apply(self, *arrays: Any) -> tuple:
        width, _ = self.options
        carry, rows, others = arrays[:width], arrays[width], arrays[width + 1 :]
        return lax.scan(lambda state, row: (self.program(*state, row, *others), None), carry, rows)[0]
