"""Cells around networks."""

from msgrad.nn.wrap import cell_wrapper
from msgrad.nn.wrap.cell_wrapper import *  # noqa: F403

__all__ = [*cell_wrapper.__all__]
