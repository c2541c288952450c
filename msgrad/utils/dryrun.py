"""Runs that compute nothing, which MindSpore has on Ascends."""

from __future__ import annotations

from typing import Any

from msgrad._names import missing_name_getattr

__all__ = ["is_simulation", "mock", "set_simulation"]


def set_simulation() -> None:
    """Not supported: raises NotImplementedError, as everything would be computed all the same."""
    raise NotImplementedError(
        "For 'set_simulation', runs without computation are not supported: use jax.eval_shape on a function made by "
        "msgrad.functional to see shapes without numbers."
    )


def is_simulation() -> bool:
    """Whether this is such a run: never."""
    return False


def mock(mock_val: Any, *args: Any) -> Any:
    """What stands for a value in such a run; in an ordinary one the value itself, or what a function gives.

    >>> from mindspore.utils import dryrun
    >>> dryrun.mock(3, lambda: 4)
    4
    """
    if not args:
        raise ValueError("For 'mock', a value or a function must be given besides the one that stands for it.")
    return args[0](*args[1:]) if callable(args[0]) else args[0]


__getattr__ = missing_name_getattr(__name__)
