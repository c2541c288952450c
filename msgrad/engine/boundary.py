"""Boundaries: places where the backward pass is Python of the user's own (hooks, custom backward passes)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from msgrad.engine import graph as graph_module
from msgrad.engine.kinds import Transform, cast_like, is_integer
from msgrad.engine.operator import ARRAY, leaf_of_jax, operator, signature_of
from msgrad.engine.values import Aval, Node, Result

Backward = Callable[[list[Result | None]], Sequence[Result | None]]


@operator("arrays", name="passed_on")
def identity(arrays, count):
    """The last ``count`` of some arrays, unchanged."""
    return tuple(arrays[len(arrays) - count :])


def boundary(inputs: Sequence[Result], count: int, backward: Backward) -> tuple[Result, ...]:
    """Passes the last ``count`` inputs on unchanged, with Python of the user's own as their backward pass.

    ``backward`` gets the gradients of the results (None where there is none) and gives those of all inputs
    (None for no gradient). It runs when the backward pass gets there, on real values. Where no gradient is
    wanted of the inputs, the attribute ``unreached`` of ``backward``, if it has one, is called at the end.
    """
    key = (tuple([ARRAY] * len(inputs)), count)
    signature = signature_of(identity, key, (), tuple([r.aval for r in inputs]))
    if any(r.kind == graph_module.TRACED for r in inputs):
        signature = _python_boundary(signature.avals, count, backward)
    results = graph_module.append(signature, tuple(inputs))
    if results[0].node is not None:
        results[0].node.backward = backward
    return results


class _Boundary(Transform):
    """A boundary inside of JAX's own transforms: the user's Python is called on tracers."""

    def __init__(self, count: int, backward: Backward) -> None:
        self.count, self.backward = count, backward
        self.name, self.array_flags = "boundary", ()

    def __repr__(self) -> str:
        return f"<boundary of {self.backward!r}>"

    def apply(self, *arrays: Any) -> tuple:
        count, backward = self.count, self.backward

        @jax.custom_vjp
        def passes(*inputs: Any) -> tuple:
            return tuple(inputs[len(inputs) - count :])

        def forward(*inputs: Any) -> tuple:
            return passes(*inputs), inputs

        def pull(inputs: tuple, cotangents: tuple) -> tuple:
            found = backward([leaf_of_jax(c) for c in cotangents])
            reason = "a boundary inside a JAX transform"
            return tuple(
                _zero_cotangent(x) if g is None else cast_like(graph_module.array_of(g, reason), x)
                for x, g in zip(inputs, found, strict=True)
            )

        passes.defvjp(forward, pull)
        return passes(*arrays)


def _zero_cotangent(x: Any) -> Any:
    if is_integer(x.dtype):
        return np.zeros(x.shape, jax.dtypes.float0)
    return jnp.zeros(x.shape, x.dtype)


_boundaries: dict[tuple, _Boundary] = {}


def _python_boundary(avals: tuple[Aval, ...], count: int, backward: Backward) -> Any:
    key = (count, backward)
    made = _boundaries.get(key)
    if made is None:
        while len(_boundaries) >= 256:  # hooks are made anew all the time
            _boundaries.pop(next(iter(_boundaries)))
        made = _boundaries[key] = _Boundary(count, backward)
    return signature_of(made, (), (), avals)


def transformable_signature(node: Node) -> Any:
    """The signature of a node inside a program that JAX transforms."""
    if node.backward is None:
        return node.signature
    return _python_boundary(node.signature.avals, len(node.results), node.backward)
