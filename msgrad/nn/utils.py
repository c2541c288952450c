"""What helps when networks are made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from msgrad._names import missing_name_getattr
from msgrad.common.parameter import Parameter

__all__ = ["no_init_parameters"]


@contextmanager
def no_init_parameters() -> Iterator[None]:
    """Inside, Parameters leave their initial values open: a checkpoint that is loaded then takes their place.

    What is not loaded is drawn when it is first used, or by ``init_parameters_data()`` of the Cell.

    >>> from mindspore import nn
    >>> with nn.no_init_parameters():
    ...     layer = nn.Dense(2, 3)
    >>> layer.weight.has_init
    True
    >>> _ = layer.init_parameters_data()
    >>> layer.weight.has_init
    False
    """
    Parameter.init_param = False
    try:
        yield
    finally:
        Parameter.init_param = True


__getattr__ = missing_name_getattr(__name__)
