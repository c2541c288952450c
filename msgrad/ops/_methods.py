"""What the modules of Tensor's methods share: the table that they register in, and arguments with two names."""

from __future__ import annotations

from typing import Any

import numpy as np

from msgrad.common import dtype as mstype

METHODS: dict[str, Any] = {}
"""Every method that is written out, by its name."""


def method(fn):
    """Registers a function as the method of its name."""
    METHODS[fn.__name__] = fn
    return fn


def one_of(first: Any, second: Any, names: str, who: str) -> Any:
    """Of two names of one argument the one that was given. TypeError where both were."""
    if first is not None and second is not None:
        raise TypeError(f"For '{who}', only one of {names} can be given.")
    return second if first is None else first


def data_type(dtype, who):
    """A data type, also from its name, a numpy dtype or a Python type."""
    if dtype is None or isinstance(dtype, mstype.Type):
        return dtype
    if isinstance(dtype, str):
        found = getattr(mstype, {"bool": "bool_"}.get(dtype, dtype), None)
        if isinstance(found, mstype.Type):
            return found
        raise TypeError(f"For '{who}', {dtype!r} is not the name of a data type.")
    return mstype.from_numpy(np.dtype({float: np.float64}.get(dtype, dtype)))
