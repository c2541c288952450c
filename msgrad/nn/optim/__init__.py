"""Optimizers, as `mindspore.nn.optim` has them."""

from msgrad._names import missing_name_getattr
from msgrad.nn.optim.adam import Adam, AdamOffload, AdamWeightDecay
from msgrad.nn.optim.momentum import Momentum
from msgrad.nn.optim.optimizer import Optimizer
from msgrad.nn.optim.sgd import SGD

__all__ = ["Adam", "AdamOffload", "AdamWeightDecay", "Momentum", "Optimizer", "SGD"]
__getattr__ = missing_name_getattr(__name__)
