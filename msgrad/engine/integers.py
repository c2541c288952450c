"""Derivatives with respect to integers, and through casts to them: the program is replayed on floats.

JAX has no derivatives of integers, MindSpore does: the gradient of x * x for x = [1, 2] is [2, 4], and a cast to
an integer passes gradients as if it were none.
"""

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


def has_casts(program: Program) -> bool:
    """True where a program casts floats to integers."""
    return any(is_cast(signature) for signature, _, _ in program.instructions)


def is_cast(signature: Any) -> bool:
    """True for a cast of floats to integers."""
    return (
        signature.operator.name in ("cast", "convert")
        and jnp.issubdtype(signature.avals[0].dtype, jnp.inexact)
        and signature.out_avals[0].dtype.kind in "iu"
    )


def _apply(signature: Any, arrays: list[Any]) -> list[Any]:
    if is_cast(signature):
        [x] = arrays
        [cast] = signature.fn(x.astype(signature.avals[0].dtype))
        x = x.astype(jnp.float64)
        return [x + jax.lax.stop_gradient(cast.astype(jnp.float64) - x)]
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
