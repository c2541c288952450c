"""Layers whose weights are distributions (Bayesian neural networks)."""

from msgrad._names import missing_name_getattr
from msgrad.nn.probability.bnn_layers.bnn_cell_wrapper import WithBNNLossCell
from msgrad.nn.probability.bnn_layers.conv_variational import ConvReparam
from msgrad.nn.probability.bnn_layers.dense_variational import DenseLocalReparam, DenseReparam
from msgrad.nn.probability.bnn_layers.layer_distribution import NormalPosterior, NormalPrior

__all__ = ["ConvReparam", "DenseLocalReparam", "DenseReparam", "NormalPosterior", "NormalPrior", "WithBNNLossCell"]
__getattr__ = missing_name_getattr(__name__)
