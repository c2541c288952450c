"""Operators on bare results that transforms need: constants, sums of gradients, stacks."""

from __future__ import annotations

from collections.abc import Sequence

import jax.numpy as jnp

from msgrad.engine.operator import ARRAY, call, operator
from msgrad.engine.values import Aval, Result


@operator("x", "y")
def accumulate(x, y):
    """The sum of two gradients, of the first one's dtype."""
    return x + y.astype(x.dtype)


@operator(name="constant")
def filled(value, shape, dtype):
    """An array of one constant."""
    return jnp.full(shape, value, dtype)


def constant(value: int, aval: Aval) -> Result:
    """A result filled with a number."""
    return call(filled, (value, aval.shape, aval.dtype), ())[0]


def accumulate_results(x: Result, y: Result) -> Result:
    """The recorded sum of two results."""
    return call(accumulate, (ARRAY, ARRAY), (x, y))[0]


@operator("arrays", name="stack_results")
def _stack(arrays):
    return jnp.stack(arrays)


def stack(results: Sequence[Result]) -> Result:
    """Results of one aval along a new first axis."""
    return call(_stack, ((ARRAY,) * len(results),), tuple(results))[0]


@operator("x")
def repeated(x, size, axis):
    """``size`` copies of an array along a new axis."""
    return jnp.repeat(jnp.expand_dims(x, axis), size, axis)


def repeat_result(result: Result, size: int, axis: int | None) -> Result:
    """A result repeated along a new axis; as it is where the axis is None."""
    return result if axis is None else call(repeated, (ARRAY, size, axis), (result,))[0]
