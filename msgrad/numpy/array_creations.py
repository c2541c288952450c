# ruff: noqa: F401
"""The functions that make arrays: the module that MindSpore has them in."""

from msgrad._names import missing_name_getattr
from msgrad.numpy.creation import *  # noqa: F403
from msgrad.numpy.grids import *  # noqa: F403
from msgrad.numpy.pads import *  # noqa: F403
from msgrad.numpy.random import *  # noqa: F403
from msgrad.numpy.statistics import histogram_bin_edges

__getattr__ = missing_name_getattr(__name__)
