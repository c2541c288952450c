"""Autocast: under it, every operator that computes on floats gets them cast to one float dtype."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import jax.numpy as jnp
import numpy as np

from msgrad.engine.ambient import ambient


@contextmanager
def autocast(dtype: np.dtype | None) -> Iterator[None]:
    """Operators called inside get their float arrays cast to ``dtype``; None ends an outer autocast."""
    before, ambient.dtype = ambient.dtype, dtype
    ambient.update()
    try:
        yield
    finally:
        ambient.dtype = before
        ambient.update()


def is_float(dtype: np.dtype) -> bool:
    """True for the real floating-point dtypes."""
    return jnp.issubdtype(dtype, jnp.floating)
