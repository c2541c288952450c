"""Probability distributions, transformations of them, and Bayesian layers, as `mindspore.nn.probability` has them."""

from msgrad._lazy import lazy_getattr

__getattr__ = lazy_getattr(__name__, [], ["bijector", "bnn_layers", "distribution"])
