"""What the hand-written JAX nets share: convolution and batch normalization, channels last."""

import jax.numpy as jnp
from jax import lax


def conv(x, w, stride=1, padding="VALID", groups=1):
    return lax.conv_general_dilated(
        x, w, (stride, stride), padding, dimension_numbers=("NHWC", "HWIO", "NHWC"), feature_group_count=groups
    )


def batch_norm(x, scale, bias, running):
    """Normalizes by the batch's moments; gives the result and the moved running mean and variance."""
    mean = jnp.mean(x, (0, 1, 2))
    variance = jnp.mean(jnp.square(x - mean), (0, 1, 2))
    count = x.size // x.shape[-1]
    moved = (
        0.9 * running[0] + 0.1 * lax.stop_gradient(mean),
        0.9 * running[1] + 0.1 * lax.stop_gradient(variance) * (count / (count - 1)),
    )
    return (x - mean) * (lax.rsqrt(variance + 1e-5) * scale) + bias, moved


def layer_norm(x, scale, bias):
    mean = jnp.mean(x, -1, keepdims=True)
    variance = jnp.mean(jnp.square(x - mean), -1, keepdims=True)
    return (x - mean) * lax.rsqrt(variance + 1e-5) * scale + bias


def channels_last(arrays):
    """Filters (O, I, H, W) as (H, W, I, O)."""
    return [a.transpose(2, 3, 1, 0) if a.ndim == 4 else a for a in arrays]
