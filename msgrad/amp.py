"""Mixed precision, as `mindspore.amp` has it."""

from msgrad._names import missing_name_getattr
from msgrad.train import amp, loss_scale_manager, loss_scaler
from msgrad.train.amp import *  # noqa: F403
from msgrad.train.loss_scale_manager import *  # noqa: F403
from msgrad.train.loss_scaler import *  # noqa: F403
from msgrad.train.loss_scaler import _grad_scale_map, _grad_unscale_map  # noqa: F401

__all__ = [*loss_scale_manager.__all__, *amp.__all__, *loss_scaler.__all__]
__getattr__ = missing_name_getattr(__name__)
