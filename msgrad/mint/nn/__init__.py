"""Layers and losses as `mindspore.mint.nn` has them."""

from msgrad._names import missing_name_getattr
from msgrad.mint.nn import functional, layer
from msgrad.mint.nn.layer import *  # noqa: F403
from msgrad.nn.cell import Cell

__all__ = [
    name
    for family in ("activation", "basic", "conv", "loss", "normalization", "padding", "pooling")
    for name in getattr(layer, family).__all__
]
__getattr__ = missing_name_getattr(__name__)
