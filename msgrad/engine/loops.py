"""`lax.while_loop` with a derivative in reverse mode.

JAX differentiates loops of unknown length in forward mode only, since the backward pass needs every state. Here the
backward pass runs the loop again, keeps evenly spaced states in a buffer of fixed size, and again between two of them,
so that the memory is bounded and every state is computed three times at most as long as there are not more than
`STATES` squared of them (beyond, states between two kept ones are computed repeatedly).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

STATES = 128
"""States of a loop that its backward pass keeps, twice; fewer where they are large."""

BUFFER_BYTES = 1 << 28

Condition = Callable[[tuple, tuple], Any]
Body = Callable[[tuple, tuple], tuple]


class _Mode(threading.local):
    forward = False  # while derivatives are taken in forward mode, which JAX does by itself


mode = _Mode()


@contextmanager
def forward_mode(on: bool = True) -> Iterator[None]:
    """Inside, derivatives are taken in forward mode, and loops left to JAX."""
    before, mode.forward = mode.forward, mode.forward or on
    try:
        yield
    finally:
        mode.forward = before


def while_loop(condition: Condition, body: Body, carry: tuple, constants: tuple) -> tuple:
    """The carry when ``condition(carry, constants)`` is false at last; ``body(carry, constants)`` is its next value."""
    carry, constants = tuple(map(jnp.asarray, carry)), tuple(map(jnp.asarray, constants))
    if mode.forward:
        return lax.while_loop(lambda c: condition(c, constants), lambda c: body(c, constants), carry)

    @jax.custom_vjp
    def loop(carry: tuple, constants: tuple) -> tuple:
        return lax.while_loop(lambda c: condition(c, constants), lambda c: body(c, constants), carry)

    def forward(carry: tuple, constants: tuple) -> tuple:
        final, count = _counted(condition, body, carry, constants)
        return final, (carry, constants, count)

    def backward(kept: tuple, cotangents: tuple) -> tuple:
        carry, constants, count = kept
        return _pull(body, carry, constants, count, cotangents)

    loop.defvjp(forward, backward)
    return loop(carry, constants)


def _counted(condition: Condition, body: Body, carry: tuple, constants: tuple) -> tuple:
    def step(state: tuple, constants: tuple) -> tuple:
        return *body(state[:-1], constants), state[-1] + 1

    *final, count = while_loop(lambda s, k: condition(s[:-1], k), step, (*carry, jnp.int32(0)), constants)
    return tuple(final), count


def _run(body: Body, carry: tuple, constants: tuple, count: Any) -> tuple:
    """``count`` steps."""

    def step(state: tuple, constants: tuple) -> tuple:
        *inner, left, limit = state
        return *body(tuple(inner), constants), left + 1, limit

    start = (*carry, jnp.zeros_like(count), count)
    return while_loop(lambda s, _: s[-2] < s[-1], step, start, constants)[: len(carry)]


def _states(body: Body, carry: tuple, constants: tuple, count: Any, spacing: Any, size: int) -> tuple:
    """Buffers of the states 0, spacing, 2 spacing, ... below ``count``."""
    width = len(carry)

    def step(state: tuple, constants: tuple) -> tuple:
        inner, buffers, (slot, spacing, count) = state[:width], state[width : 2 * width], state[2 * width :]
        buffers = tuple(lax.dynamic_update_index_in_dim(b, x, slot, 0) for b, x in zip(buffers, inner, strict=True))
        steps = jnp.minimum(spacing, count - slot * spacing)
        return *_run(body, tuple(inner), constants, steps), *buffers, slot + 1, spacing, count

    buffers = tuple(jnp.zeros((size, *x.shape), x.dtype) for x in carry)
    start = (*carry, *buffers, jnp.zeros_like(count), spacing, count)
    return while_loop(lambda s, _: s[-3] * s[-2] < s[-1], step, start, constants)[width : 2 * width]


def _pull(body: Body, carry: tuple, constants: tuple, count: Any, cotangents: tuple) -> tuple:
    size = _buffer_size(carry)
    exact = [_is_float(x) for x in carry]
    useful = [_is_float(x) for x in constants]
    spacing = jnp.maximum(1, -(-count // size))
    outer = _states(body, carry, constants, count, spacing, size)
    fine = jnp.maximum(1, -(-spacing // size))

    def step_back(carry: tuple, constants: tuple, gradients: tuple) -> tuple:
        """The gradients one step earlier. ``gradients``: of the float carries, then of the float constants."""

        def moving(floats: tuple, parameters: tuple) -> tuple:
            out = body(_merged(carry, exact, floats), _merged(constants, useful, parameters))
            return tuple(x for x, e in zip(out, exact, strict=True) if e)

        width = sum(exact)
        _, pull = jax.vjp(moving, _chosen(carry, exact), _chosen(constants, useful))
        back, own = pull(tuple(gradients[:width]))
        return *back, *[total + part for total, part in zip(gradients[width:], own, strict=True)]

    n_outer = len(carry)

    def middle(state: tuple, given: tuple) -> tuple:
        """One segment backwards: from its kept state, states are kept more finely."""
        *gradients, slot, spacing, fine, count = state
        buffers, constants = given[:n_outer], given[n_outer:]
        start = tuple(lax.dynamic_index_in_dim(b, slot, 0, keepdims=False) for b in buffers)
        length = jnp.minimum(spacing, count - slot * spacing)
        inner = _states(body, start, constants, length, fine, size)

        def back(state: tuple, given: tuple) -> tuple:
            *gradients, left, fine = state
            buffers, constants = given[:n_outer], given[n_outer:]
            position = left - 1
            place = position // fine
            kept = tuple(lax.dynamic_index_in_dim(b, place, 0, keepdims=False) for b in buffers)
            here = _run(body, kept, constants, position - place * fine)
            return *step_back(here, constants, tuple(gradients)), position, fine

        found = while_loop(lambda s, _: s[-2] > 0, back, (*gradients, length, fine), (*inner, *constants))[:-2]
        return *found, slot - 1, spacing, fine, count

    zeros = [jnp.zeros(x.shape, x.dtype) for x in _chosen(constants, useful)]
    first = (*_chosen(cotangents, exact), *zeros, -(-count // spacing) - 1, spacing, fine, count)
    found = while_loop(lambda s, _: s[-4] >= 0, middle, first, (*outer, *constants))
    width = sum(exact)
    return _filled(carry, exact, found[:width]), _filled(constants, useful, found[width:-4])


def _buffer_size(carry: tuple) -> int:
    size = sum(x.size * x.dtype.itemsize for x in carry)
    return int(max(4, min(STATES, BUFFER_BYTES // max(size, 1))))


def _is_float(x: Any) -> bool:
    return jnp.issubdtype(x.dtype, jnp.inexact)


def _chosen(items: tuple, flags: list[bool]) -> tuple:
    return tuple(x for x, flag in zip(items, flags, strict=True) if flag)


def _merged(items: tuple, flags: list[bool], chosen: tuple) -> tuple:
    left = iter(chosen)
    return tuple(next(left) if flag else x for x, flag in zip(items, flags, strict=True))


def _filled(items: tuple, flags: list[bool], gradients: Any) -> tuple:
    left = iter(gradients)
    return tuple(
        next(left) if flag else np.zeros(x.shape, jax.dtypes.float0) for x, flag in zip(items, flags, strict=True)
    )
