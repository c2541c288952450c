"""Autocast: under it, every operator that computes on floats gets them cast to one float dtype."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import jax.numpy as jnp
import numpy as np


class _State(threading.local):
    dtype: np.dtype | None = None


state = _State()


@contextmanager
def autocast(dtype: np.dtype | None) -> Iterator[None]:
    """Operators called inside get their float arrays cast to ``dtype``; None ends an outer autocast."""
    before, state.dtype = state.dtype, dtype
    try:
        yield
    finally:
        state.dtype = before


def is_float(dtype: np.dtype) -> bool:
    """True for the real floating-point dtypes."""
    return jnp.issubdtype(dtype, jnp.floating)
