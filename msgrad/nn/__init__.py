"""Cells: layers, losses, optimizers and learning-rate schedules, as `mindspore.nn` has them."""

from msgrad import _mint_names
from msgrad._lazy import lazy_getattr
from msgrad.nn import dynamic_lr, grad, layer, learning_rate_schedule, loss, optim, utils, wrap
from msgrad.nn.cell import Cell
from msgrad.nn.dynamic_lr import *  # noqa: F403
from msgrad.nn.grad import *  # noqa: F403
from msgrad.nn.graph_cell import GraphCell
from msgrad.nn.layer import *  # noqa: F403
from msgrad.nn.learning_rate_schedule import *  # noqa: F403
from msgrad.nn.loss import *  # noqa: F403
from msgrad.nn.mint_names import MINT_NAMES
from msgrad.nn.optim import *  # noqa: F403
from msgrad.nn.utils import *  # noqa: F403
from msgrad.nn.wrap import *  # noqa: F403

_FAMILIES = (dynamic_lr, grad, layer, learning_rate_schedule, loss, optim, utils, wrap)
__all__ = ["Cell", "GraphCell", *[name for family in _FAMILIES for name in family.__all__]]
# Metrics stand above, in `train`: they are found when they are asked for.
__getattr__ = lazy_getattr(__name__, ["msgrad.train.metrics", "msgrad.nn.sparse"], ["probability", "sparse"])
_mint_names.attach(MINT_NAMES)
