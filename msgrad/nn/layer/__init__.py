"""Layers by family."""

from msgrad.nn.layer import container
from msgrad.nn.layer.container import *  # noqa: F403

__all__ = [*container.__all__]
