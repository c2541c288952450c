"""Primitives that are made once for equal arguments."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any


@functools.lru_cache(1024)
def _made(kind: type, args: tuple, kwargs: tuple) -> Any:
    return kind(*args, **dict(kwargs))


def _get_cache_prim(cls: type) -> Callable[..., Any]:
    """A function that makes primitives of a class, the same one for equal arguments.

    >>> _get_cache_prim(ops.ReduceSum)(True) is _get_cache_prim(ops.ReduceSum)(True)
    True
    """

    def make(*args: Any, **kwargs: Any) -> Any:
        try:
            return _made(cls, args, tuple(kwargs.items()))
        except TypeError:  # arguments that cannot be hashed
            return cls(*args, **kwargs)

    return make
