"""`while_loop`: gradients of loops whose length is only known when they run."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from msgrad.engine import loops


def looped(x, w, n):
    """n turns of a map with a parameter."""
    return loops.while_loop(
        lambda carry, constants: carry[1] < constants[0],
        lambda carry, constants: (jnp.sin(carry[0] * constants[1]) + 0.5 * carry[0], carry[1] + 1),
        (x, jnp.int32(0)),
        (n, w),
    )[0].sum()


def unrolled(x, w, n):
    for _ in range(int(n)):
        x = jnp.sin(x * w) + 0.5 * x
    return x.sum()


X, W = jnp.array([0.3, 1.2]), jnp.array([0.9, 1.1])


@pytest.mark.parametrize("states", [4, 128])
def test_gradient(monkeypatch, states):
    """One compiled program for every number of turns: none, fewer than states are kept, their square, more."""
    monkeypatch.setattr(loops, "STATES", states)
    gradient = jax.jit(jax.grad(looped, (0, 1)))
    for n in (0, 1, 4, 5, 16, 17, 100):
        for got, expected in zip(gradient(X, W, n), jax.grad(unrolled, (0, 1))(X, W, n), strict=True):
            np.testing.assert_allclose(got, expected, rtol=1e-9)
    assert gradient._cache_size() == 1


def test_second_derivative_and_finite_differences(monkeypatch):
    monkeypatch.setattr(loops, "STATES", 4)

    slope = jax.jit(lambda x, n: jax.grad(looped)(x, W, n).sum())
    got = jax.jit(jax.grad(slope))(X, 6)
    np.testing.assert_allclose(got, jax.grad(lambda x: jax.grad(unrolled)(x, W, 6).sum())(X), rtol=1e-9)
    step = 1e-6
    for i in range(2):
        shift = jnp.zeros(2).at[i].set(step)
        np.testing.assert_allclose(
            got[i], (slope(X + shift, 6) - slope(X - shift, 6)) / (2 * step), rtol=1e-5, atol=1e-9
        )


def test_forward_mode():
    with loops.forward_mode():
        got = jax.jacfwd(looped)(X, W, 5)
    np.testing.assert_allclose(got, jax.grad(unrolled)(X, W, 5), rtol=1e-9)


def test_batched():
    """Under vmap every row has its own number of turns."""
    batch, turns = jnp.stack([X, X + 1]), jnp.array([3, 7])
    got = jax.jit(jax.vmap(jax.grad(looped), (0, None, 0)))(batch, W, turns)
    expected = [jax.grad(unrolled)(x, W, n) for x, n in zip(batch, turns, strict=True)]
    np.testing.assert_allclose(got, jnp.stack(expected), rtol=1e-9)


def test_loop_in_a_loop():
    def nested(x, n):
        def body(carry, constants):
            x, i, n = carry
            inner = loops.while_loop(lambda c, k: c[1] < k[0], lambda c, k: (c[0] * 1.1, c[1] + 1), (x, i * 0), (i,))
            return inner[0] + 1, i + 1, n

        return loops.while_loop(lambda c, k: c[1] < c[2], body, (x, jnp.int32(0), n), ())[0].sum()

    def plain(x, n):
        for i in range(int(n)):
            for _ in range(i):
                x = x * 1.1
            x = x + 1
        return x.sum()

    np.testing.assert_allclose(jax.jit(jax.grad(nested))(X, 5), jax.grad(plain)(X, 5), rtol=1e-9)
