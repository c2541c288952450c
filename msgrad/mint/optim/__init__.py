"""Optimizers as `mindspore.mint.optim` has them: with groups of parameters in `param_groups`."""

from msgrad._names import missing_name_getattr
from msgrad.mint.optim.adam import Adam, AdamW
from msgrad.mint.optim.sgd import SGD

__all__ = ["Adam", "AdamW", "SGD"]
__getattr__ = missing_name_getattr(__name__)
