"""Training: `Model`, its callbacks and metrics, loss scales, checkpoints."""

from msgrad import nn
from msgrad._names import missing_name_getattr
from msgrad.graph_mode import data_sink
from msgrad.train import amp, callback, dataset_helper, loss_scale_manager, metrics, model, serialization, summary
from msgrad.train.amp import build_train_network
from msgrad.train.callback import *  # noqa: F403
from msgrad.train.dataset_helper import *  # noqa: F403
from msgrad.train.loss_scale_manager import *  # noqa: F403
from msgrad.train.metrics import *  # noqa: F403
from msgrad.train.model import *  # noqa: F403
from msgrad.train.serialization import *  # noqa: F403
from msgrad.train.summary import *  # noqa: F403
from msgrad.train.train_thor import ConvertModelUtils, ConvertNetUtils

_FAMILIES = (callback, dataset_helper, loss_scale_manager, metrics, model, serialization, summary)
__all__ = [
    "ConvertModelUtils", "ConvertNetUtils", "build_train_network", "data_sink",
    *[name for family in _FAMILIES for name in family.__all__],
]  # fmt: skip

for _name in metrics.__all__:  # their older place
    setattr(nn, _name, getattr(metrics, _name))

__getattr__ = missing_name_getattr(__name__)
