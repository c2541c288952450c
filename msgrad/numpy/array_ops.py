# ruff: noqa: F401
"""The functions that choose, join, reshape and take apart: the module that MindSpore has them in."""

from msgrad._names import missing_name_getattr
from msgrad.numpy.choices import *  # noqa: F403
from msgrad.numpy.joins import *  # noqa: F403
from msgrad.numpy.sets import intersect1d, unique
from msgrad.numpy.shapes import *  # noqa: F403

__getattr__ = missing_name_getattr(__name__)
