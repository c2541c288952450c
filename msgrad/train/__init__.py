"""Training: `Model`, its callbacks and metrics, loss scales."""

from msgrad._names import missing_name_getattr
from msgrad.train import metrics
from msgrad.train.metrics import *  # noqa: F403

_FAMILIES = (metrics,)
__all__ = [name for family in _FAMILIES for name in family.__all__]
__getattr__ = missing_name_getattr(__name__)
