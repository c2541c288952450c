"""Layers of flax nnx that take their initial values from the common list of parameters."""

import jax.numpy as jnp
from flax import nnx


def dense(take, n, m, bias=True):
    layer = nnx.Linear(n, m, use_bias=bias, rngs=nnx.Rngs(0))
    layer.kernel[...] = jnp.asarray(take().T)
    if bias:
        layer.bias[...] = jnp.asarray(take())
    return layer


def conv(take, n, m, size, stride=1, padding="VALID", groups=1):
    layer = nnx.Conv(
        n, m, (size, size), stride, padding=padding, use_bias=False, feature_group_count=groups, rngs=nnx.Rngs(0)
    )
    layer.kernel[...] = jnp.asarray(take().transpose(2, 3, 1, 0))
    return layer


def batch_norm(take, n):
    layer = nnx.BatchNorm(n, momentum=0.9, epsilon=1e-5, rngs=nnx.Rngs(0))
    layer.scale[...], layer.bias[...] = jnp.asarray(take()), jnp.asarray(take())
    return layer


def layer_norm(take, n):
    layer = nnx.LayerNorm(n, epsilon=1e-5, rngs=nnx.Rngs(0))
    layer.scale[...], layer.bias[...] = jnp.asarray(take()), jnp.asarray(take())
    return layer


def embedding(take, n, m):
    layer = nnx.Embed(n, m, rngs=nnx.Rngs(0))
    layer.embedding[...] = jnp.asarray(take())
    return layer
