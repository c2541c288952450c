"""A step of AdaFactor (Shazeer & Stern 2018), as arithmetic."""

from __future__ import annotations

import jax.numpy as jnp


def _rms(x):
    return jnp.sqrt(jnp.mean(jnp.square(x)))


def adafactor(wide, gradient, rate, first, moments, numbers, decay, scaled):
    """The new parameter, first moment and second moments (of rows and columns for matrices, whole for vectors).

    first: the running mean of the updates, or None. numbers: eps1, eps2, the threshold, beta1 and beta2. decay: the
    weight decay, or None. scaled: whether the rate is multiplied by the RMS of the parameter.
    """
    (row, column, square), (eps1, eps2, clip, beta1, beta2) = moments, numbers
    if scaled:
        rate = rate * jnp.maximum(eps2, _rms(wide))
    energy = gradient * gradient + eps1
    if wide.ndim > 1:
        row = row * beta2 + jnp.mean(energy, -1) * (1 - beta2)
        column = column * beta2 + jnp.mean(energy, -2) * (1 - beta2)
        of_rows = (row / jnp.mean(row, -1, keepdims=True)) ** -0.5
        update = of_rows[..., None] * (column**-0.5)[..., None, :] * gradient
    else:
        square = square * beta2 + energy * (1 - beta2)
        update = square**-0.5 * gradient
    update = update / jnp.maximum(1, _rms(update) / clip) * rate
    if first is not None:
        first = update = first * beta1 + update * (1 - beta1)
    if decay is not None:
        wide = wide - wide * decay * rate
    return wide - update, first, row, column, square
