"""Cells: layers, losses, optimizers and learning-rate schedules, as `mindspore.nn` has them."""

from msgrad._names import missing_name_getattr
from msgrad.nn.cell import Cell
from msgrad.nn.layer import *  # noqa: F403
from msgrad.nn.layer import __all__ as _layers

__all__ = ["Cell", *_layers]
__getattr__ = missing_name_getattr(__name__)
