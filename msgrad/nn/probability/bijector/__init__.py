"""Transformations of random variables that can be turned round."""

from msgrad._names import missing_name_getattr
from msgrad.nn.probability.bijector.bijector import Bijector
from msgrad.nn.probability.bijector.exp import Exp
from msgrad.nn.probability.bijector.gumbel_cdf import GumbelCDF
from msgrad.nn.probability.bijector.invert import Invert
from msgrad.nn.probability.bijector.power_transform import PowerTransform
from msgrad.nn.probability.bijector.scalar_affine import ScalarAffine
from msgrad.nn.probability.bijector.softplus import Softplus

__all__ = ["Bijector", "Exp", "GumbelCDF", "Invert", "PowerTransform", "ScalarAffine", "Softplus"]
__getattr__ = missing_name_getattr(__name__)
