"""Autocast: under it, every operator that computes on floats gets them cast to one float dtype."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

import jax.numpy as jnp
import numpy as np

from msgrad.engine.ambient import ambient


class OperatorPolicy(NamedTuple):
    """An autocast that differs by operator: named ones compute in a low dtype, in float32, or in the widest of their
    arguments' dtypes; all others in their arguments' own."""

    low: np.dtype
    in_low: frozenset[str]
    in_float32: frozenset[str]
    in_widest: frozenset[str]

    def dtype_for(self, name: str, dtypes: Sequence[np.dtype]) -> np.dtype | None:
        """What the operator's float arguments are cast to; None for nothing."""
        if name in self.in_low:
            return self.low
        if name in self.in_float32:
            return np.dtype(np.float32)
        if name in self.in_widest:
            return max(dtypes, key=lambda d: d.itemsize, default=None)
        return None


@contextmanager
def autocast(dtype: np.dtype | OperatorPolicy | None) -> Iterator[None]:
    """Operators called inside get their float arrays cast to ``dtype``; None ends an outer autocast."""
    before, ambient.dtype = ambient.dtype, dtype
    ambient.update()
    try:
        yield
    finally:
        ambient.dtype = before
        ambient.update()


def by_operator() -> bool:
    """Whether an `OperatorPolicy` is in force."""
    return ambient.active and isinstance(ambient.dtype, OperatorPolicy)


def is_float(dtype: np.dtype) -> bool:
    """True for the real floating-point dtypes."""
    return jnp.issubdtype(dtype, jnp.floating)
