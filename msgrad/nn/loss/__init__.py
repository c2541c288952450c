"""Losses."""

from msgrad.nn.loss import classes, loss
from msgrad.nn.loss.classes import *  # noqa: F403
from msgrad.nn.loss.loss import *  # noqa: F403

__all__ = [*classes.__all__, *loss.__all__]
