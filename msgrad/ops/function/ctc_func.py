"""Connectionist temporal classification (Graves et al. 2006)."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from msgrad._checkparam import check_bool, check_one_of, check_type
from msgrad.engine.handle import Handle
from msgrad.engine.operator import operator
from msgrad.ops.function._arguments import concrete
from msgrad.ops.function.loss import REDUCTIONS

__all__ = ["ctc_loss"]

_IMPOSSIBLE = -1e30
"""The logarithm of 0, in numbers that have a gradient."""


@operator("log_probs", "targets", "input_lengths", "target_lengths", name="ctc_loss")
def _ctc_loss(log_probs, targets, input_lengths, target_lengths, blank, reduction, zero_infinity):
    steps, batch, _ = log_probs.shape
    length = targets.shape[1]
    # blank, label, blank, label, ..., blank; a label may follow another directly unless they are the same
    path = jnp.full((batch, 2 * length + 1), blank, targets.dtype).at[:, 1::2].set(targets)
    place = jnp.arange(2 * length + 1)
    jump = (place % 2 == 1) & (place > 1) & (path != jnp.roll(path, 2, 1))
    scores = jnp.take_along_axis(log_probs, path[None].astype(np.int32), 2)
    start = jnp.where(place < 2, scores[0], _IMPOSSIBLE)

    def shifted(alpha, by):
        return jnp.pad(alpha, ((0, 0), (by, 0)), constant_values=_IMPOSSIBLE)[:, : alpha.shape[1]]

    def step(alpha, xs):
        t, score = xs
        ways = jnp.stack([alpha, shifted(alpha, 1), jnp.where(jump, shifted(alpha, 2), _IMPOSSIBLE)])
        moved = jnp.maximum(jax.nn.logsumexp(ways, 0) + score, _IMPOSSIBLE)
        alpha = jnp.where((t < input_lengths)[:, None], moved, alpha)
        return alpha, moved

    alpha, later = lax.scan(step, start, (jnp.arange(1, steps), scores[1:]))
    ends = jnp.stack([2 * target_lengths, jnp.maximum(2 * target_lengths - 1, 0)], 1)
    last = jnp.take_along_axis(alpha, ends, 1).at[:, 1].add(jnp.where(target_lengths > 0, 0, _IMPOSSIBLE))
    loss = -jax.nn.logsumexp(last, 1)
    possible = loss < -_IMPOSSIBLE / 2
    # The gradient is, as MindSpore's, that for scores which went through log_softmax: exp(log_probs) is added to it.
    counts = (jnp.arange(steps)[:, None] < input_lengths) & possible
    soft = lax.stop_gradient(jnp.exp(log_probs)) * (log_probs - lax.stop_gradient(log_probs))
    loss = loss + jnp.sum(jnp.where(counts[:, :, None], soft, 0), (0, 2))
    loss = jnp.where(possible, loss, 0 if zero_infinity else jnp.inf)  # MindSpore's CPU build: infinity in both cases
    alphas = lax.stop_gradient(jnp.concatenate([start[None], later])).transpose(1, 0, 2)
    reached = (jnp.arange(steps) < input_lengths[:, None])[:, :, None] & (place <= 2 * target_lengths[:, None])[:, None]
    alphas = jnp.where(reached & (alphas > _IMPOSSIBLE / 2), alphas, -jnp.inf)
    if reduction == "mean":
        return jnp.mean(loss / jnp.maximum(target_lengths, 1).astype(loss.dtype)), alphas
    return jnp.sum(loss) if reduction == "sum" else loss, alphas


def ctc_loss(log_probs, targets, input_lengths, target_lengths, blank=0, reduction="mean", zero_infinity=False):
    """-log of the probability of label sequences, summed over all alignments with blanks; and how it comes about.

    The second result, (N, T, 2 S + 1), has for each step and place in the path blank, label, blank, ..., label, blank
    the logarithm of the probability to be there. It has no gradient.

    Args:
        log_probs: (T, N, C), logarithms of probabilities (of `log_softmax`, which the gradient takes for granted).
        targets: (N, S) whole numbers, the labels; without ``blank``.
        input_lengths, target_lengths: (N,) whole numbers: how many steps and labels of each sequence count.
        blank: the index of the blank, in [0, C).
        reduction: 'mean' (of the losses divided by the target lengths), 'sum' or 'none', (N,).
        zero_infinity: whether sequences too short for their labels give 0 instead of infinity.

    Raises:
        TypeError: for arguments of another type.
        ValueError: for shapes that do not fit, another ``reduction``, or a ``blank`` out of range.
        RuntimeError: for lengths out of range, and input lengths below the target lengths.

    >>> from msgrad import Tensor, ops
    >>> scores = ops.log_softmax(ops.zeros((3, 1, 2)))
    >>> print(f"{ops.ctc_loss(scores, Tensor([[1]]), Tensor([3]), Tensor([1]))[0].item():.4f}")
    0.2877
    """
    who = "ctc_loss"
    check_type(log_probs, Handle, "log_probs", who)
    check_type(targets, Handle, "targets", who)
    if str(targets.dtype) not in ("Int32", "Int64"):
        raise TypeError(f"For '{who}', the 'targets' must be int32 or int64, but got {targets.dtype}.")
    check_type(blank, int, "blank", who)
    check_one_of(reduction, REDUCTIONS, "reduction", who)
    check_bool(zero_infinity, "zero_infinity", who)
    if log_probs.ndim != 3 or targets.ndim != 2 or targets.shape[0] != log_probs.shape[1]:
        raise ValueError(
            f"For '{who}', 'log_probs' (T, N, C) and 'targets' (N, S) are expected, "
            f"but got {tuple(log_probs.shape)} and {tuple(targets.shape)}."
        )
    steps, batch, classes = log_probs.shape
    if not 0 <= blank < classes:
        raise ValueError(f"For '{who}', the 'blank' must be in [0, {classes}), but got {blank}.")
    lengths = []
    for argument, given in (("input_lengths", input_lengths), ("target_lengths", target_lengths)):
        numbers = concrete(given, "the lengths of sequences were checked")
        if numbers.dtype.kind not in "iu":
            raise TypeError(f"For '{who}', the '{argument}' must hold whole numbers, but got {numbers.dtype}.")
        if numbers.shape != (batch,):
            raise ValueError(f"For '{who}', the '{argument}' must have shape {(batch,)}, but got {numbers.shape}.")
        lengths.append(numbers)
    inputs, labels = lengths
    if labels.min() < 0 or labels.max() > targets.shape[1] or inputs.max() > steps or (inputs < labels).any():
        raise RuntimeError(
            f"For '{who}', 0 <= target_lengths <= input_lengths must hold, with at most {targets.shape[1]} labels "
            f"and {steps} steps, but got {labels} and {inputs}."
        )
    return _ctc_loss(
        log_probs, targets, inputs.astype(np.int64), labels.astype(np.int64), blank, reduction, zero_infinity
    )
