"""Attention of several heads, in two operators: the weights, and what they give. Dropout may come between."""

from __future__ import annotations

import math

import jax
import jax.numpy as jnp

from msgrad.engine.operator import operator

__all__: list[str] = []  # operators of the layers, not public functions

_WHO = "MultiheadAttention"


def _project(x, weight, bias):
    if x.dtype != weight.dtype:
        raise TypeError(
            f"For '{_WHO}', inputs and weights must have one dtype, but got {x.dtype} and {weight.dtype}: "
            f"cast the inputs, or the layer by 'to_float'."
        )
    out = x @ weight.T
    return out if bias is None else out + bias


def _heads(x, heads):
    """(length, batch, width) as (batch, heads, length, width / heads)."""
    length, batch, width = x.shape
    return x.reshape(length, batch, heads, width // heads).transpose(1, 2, 0, 3)


def _additive(mask, dtype):
    """A mask as numbers to add to the scores: minus infinity where a mask of bools is True."""
    return jnp.where(mask, -jnp.inf, 0).astype(dtype) if mask.dtype == jnp.bool_ else mask.astype(dtype)


@operator(
    "query", "key", "value", "weights", "bias", "bias_k", "bias_v", "key_padding_mask", "attn_mask",
    name="attention_weights",
)  # fmt: skip
def attention_weights(
    query, key, value, weights, bias, bias_k, bias_v, key_padding_mask, attn_mask, heads, add_zero_attn
):
    """softmax(q k.T / sqrt(width of a head) + masks) (batch, heads, L, S), and v (batch, heads, S, width of a head).

    Args:
        query: (L, batch, width); key, value: (S, batch, their widths).
        weights: one of (3 width, width), or one each for query, key and value.
        bias: (3 width,) or None.
        bias_k, bias_v: (1, 1, width) of one more key and value, or None.
        key_padding_mask: (batch, S); attn_mask: (L, S) or (batch heads, L, S). bools leave keys out, floats are added.
        add_zero_attn: whether there is one more key and value of zeros.
    """
    width = query.shape[2]
    parts = jnp.split(weights[0], 3) if len(weights) == 1 else weights
    biases = (None,) * 3 if bias is None else jnp.split(bias, 3)
    q, k, v = (_project(*args) for args in zip((query, key, value), parts, biases, strict=True))
    batch, more = q.shape[1], 0
    if bias_k is not None:
        more += 1
        k, v = (jnp.concatenate([x, jnp.broadcast_to(b, (1, batch, width))]) for x, b in ((k, bias_k), (v, bias_v)))
    q, k, v = (_heads(x, heads) for x in (q, k, v))
    if add_zero_attn:
        more += 1
        k, v = (jnp.pad(x, ((0, 0), (0, 0), (0, 1), (0, 0))) for x in (k, v))
    scores = (q * (1 / math.sqrt(width // heads))) @ k.transpose(0, 1, 3, 2)
    for mask, shape in ((attn_mask, None), (key_padding_mask, (batch, 1, 1, -1))):
        if mask is not None:
            if shape is None:
                shape = mask.shape if mask.ndim == 2 else (batch, heads, *mask.shape[1:])
            mask = _additive(mask, scores.dtype).reshape(shape)
            scores = scores + jnp.pad(mask, [(0, 0)] * (mask.ndim - 1) + [(0, more)])
    return jax.nn.softmax(scores, -1), v


@operator("weights", "v", "out_weight", "out_bias", name="attention_output")
def attention_output(weights, v, out_weight, out_bias):
    """The heads' weighted sums of v, side by side, through the last dense map: (L, batch, width)."""
    batch, heads, length, _ = weights.shape
    mixed = (weights @ v).transpose(2, 0, 1, 3).reshape(length, batch, heads * v.shape[-1])
    return _project(mixed, out_weight, out_bias)
