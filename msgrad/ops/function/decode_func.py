"""Decoding of sequences of classes."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np

from msgrad._checkparam import check_bool, check_rank
from msgrad.engine.handle import wrap
from msgrad.engine.operator import operator
from msgrad.engine.values import leaf
from msgrad.ops.function._arguments import concrete, shape_of

__all__ = ["ctc_greedy_decoder"]


@operator("inputs", "sequence_length")
def _best_scores(inputs, sequence_length):

    counted = jnp.arange(inputs.shape[0])[:, None] < sequence_length
    return -jnp.sum(jnp.where(counted, jnp.max(inputs, 2), 0), 0)[:, None]


def ctc_greedy_decoder(inputs, sequence_length, merge_repeated=True):
    """The best class of each step (steps, batch, classes), without the last class, the blank, and (unless
    ``merge_repeated`` is False) without repetitions: as a sparse matrix of (row, place) indices, classes and a shape,
    all int64, and the sums of the best scores with the sign turned, (batch, 1). What is pending runs.

    >>> x = Tensor([[[0.6, 0.4, 0.2]], [[0.0, 0.6, 0.0]]])
    >>> [t.tolist() for t in ops.ctc_greedy_decoder(x, Tensor([2], mindspore.int32))][:3]
    [[[0, 0], [0, 1]], [0, 1], [1, 2]]
    """
    who = "ctc_greedy_decoder"
    check_rank(inputs, 3, "inputs", who)
    check_bool(merge_repeated, "merge_repeated", who)
    best, lengths = concrete(inputs, who).argmax(2), concrete(sequence_length, who)
    steps, batch, classes = shape_of(inputs)
    if lengths.shape != (batch,) or (lengths > steps).any():
        raise ValueError(f"For '{who}', 'sequence_length' must have {batch} numbers up to {steps}, but got {lengths}.")
    rows = []
    for n in range(batch):
        path = best[: lengths[n], n]
        new = np.ones(len(path), bool)
        if merge_repeated:
            new[1:] = path[1:] != path[:-1]
        rows.append(path[new & (path != classes - 1)])
    indices = [(n, i) for n, row in enumerate(rows) for i in range(len(row))]
    found = (
        np.array(indices, np.int64).reshape(-1, 2),
        np.concatenate(rows).astype(np.int64),
        np.array([batch, max(map(len, rows), default=0)], np.int64),
    )
    return *[wrap(leaf(x)) for x in found], _best_scores(inputs, sequence_length)
