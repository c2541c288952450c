"""Losses."""

from msgrad.nn.loss import loss
from msgrad.nn.loss.loss import *  # noqa: F403

__all__ = [*loss.__all__]
