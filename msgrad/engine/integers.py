"""Derivatives with respect to integers: the program is replayed on floats wherever its operators allow that."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from msgrad.engine.program import Program
from msgrad.engine.values import aval_of


def shadow(program: Program) -> Callable[..., tuple]:
    """A program's function for leaves of which some integer ones are given as float64.

    Floats stand in for the integers through arithmetic. Where an operator does not take them (indices, bits),
    they become integers again and no gradient passes.
    """

    def replay(*arrays: Any) -> tuple:
        environment: list[Any] = [None] * program.size
        for number, array in zip(program.leaf_numbers, arrays, strict=True):
            environment[number] = array
        for signature, inputs, first in program.instructions:
            outputs = _apply(signature, [environment[i] for i in inputs])
            environment[first : first + len(outputs)] = outputs
        return tuple(
            [
                x if jnp.issubdtype(x.dtype, jnp.inexact) else x.astype(jnp.float64)
                for x in (environment[i] for i in program.output_numbers)
            ]
        )

    return replay


def _apply(signature: Any, arrays: list[Any]) -> list[Any]:
    if all(np.dtype(x.dtype) == a.dtype for x, a in zip(arrays, signature.avals, strict=True)):
        return list(signature.fn(*arrays))
    if not signature.operator.composite:
        avals = tuple([aval_of(x.shape, np.dtype(x.dtype)) for x in arrays])
        try:
            fn = signature.operator.pure(signature.key, avals)
            outputs = fn(*arrays)
        except TypeError:
            pass
        else:
            return [
                x.astype(a.dtype) if jnp.issubdtype(a.dtype, jnp.inexact) else x
                for x, a in zip(outputs, signature.out_avals, strict=True)
            ]
    exact = [
        jax.lax.stop_gradient(jnp.round(x)).astype(a.dtype) if np.dtype(x.dtype) != a.dtype else x
        for x, a in zip(arrays, signature.avals, strict=True)
    ]
    return list(signature.fn(*exact))
