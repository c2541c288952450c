"""What `mindspore.experimental` has: optimizers with groups of parameters, and schedulers of their rates."""

from msgrad._lazy import lazy_getattr

__getattr__ = lazy_getattr(__name__, [], ["optim"])
