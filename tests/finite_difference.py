"""Derivatives by finite differences, in float64."""

import jax
import numpy as np


def check_gradient(fn, *arrays, eps=1e-6, rtol=1e-5, atol=1e-7, modes=("reverse", "forward")):
    """Check the derivatives of a pure JAX function of float64 arrays, in a random direction for each mode.

    The function may return one array or a tuple. Reverse mode is checked for each array on its own; forward mode for
    all at once. Outputs that are not floating do not count.

    Raises AssertionError where the derivative and the central difference disagree.
    """
    arrays = [np.asarray(a, np.float64) for a in arrays]
    draw = np.random.RandomState(0)

    @jax.jit
    def flat(*args):
        out = fn(*args)
        out = out if isinstance(out, tuple) else (out,)
        return tuple(o for o in out if o.dtype.kind == "f")

    outputs = jax.eval_shape(flat, *arrays)
    cotangents = tuple(draw.uniform(0.5, 1.5, o.shape).astype(o.dtype) for o in outputs)

    def weighed(args):
        return sum(float(np.vdot(c, np.asarray(o))) for c, o in zip(cotangents, flat(*args), strict=True))

    directions = [draw.normal(size=a.shape) for a in arrays]

    def difference(direction):
        ahead, behind = ([a + sign * eps * d for a, d in zip(arrays, direction, strict=True)] for sign in (1, -1))
        return (weighed(ahead) - weighed(behind)) / (2 * eps)

    if "reverse" in modes:
        gradients = jax.jit(lambda *args: jax.vjp(flat, *args)[1](cotangents))(*arrays)
        for k, gradient in enumerate(gradients):
            alone = [d if i == k else np.zeros_like(d) for i, d in enumerate(directions)]
            along = np.vdot(gradient, directions[k])
            np.testing.assert_allclose(along, difference(alone), rtol, atol, err_msg=f"gradient for argument {k}")
    if "forward" in modes:
        tangents = jax.jit(lambda *args: jax.jvp(flat, args, tuple(directions))[1])(*arrays)
        along = sum(float(np.vdot(c, t)) for c, t in zip(cotangents, tangents, strict=True))
        np.testing.assert_allclose(along, difference(directions), rtol, atol, err_msg="directional derivative")
