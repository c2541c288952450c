"""Training with the optimizer THOR."""

from msgrad._names import missing_name_getattr
from msgrad.nn.thor_net import ConvertNetUtils
from msgrad.train.train_thor.convert_utils import ConvertModelUtils

__all__ = ["ConvertModelUtils", "ConvertNetUtils"]
__getattr__ = missing_name_getattr(__name__)
