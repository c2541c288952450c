"""Cells around networks."""

from msgrad._names import missing_name_getattr
from msgrad.nn.wrap import cell_wrapper, grad_reducer, loss_scale
from msgrad.nn.wrap.cell_wrapper import *  # noqa: F403
from msgrad.nn.wrap.grad_reducer import *  # noqa: F403
from msgrad.nn.wrap.loss_scale import *  # noqa: F403

__all__ = [*cell_wrapper.__all__, *grad_reducer.__all__, *loss_scale.__all__]
__getattr__ = missing_name_getattr(__name__)
