# ruff: noqa: F401
"""The functions that compute: the module that MindSpore has them in."""

from msgrad._names import missing_name_getattr
from msgrad.numpy.choices import ravel_multi_index
from msgrad.numpy.differences import *  # noqa: F403
from msgrad.numpy.dtypes import promote_types, result_type
from msgrad.numpy.elementwise import *  # noqa: F403
from msgrad.numpy.linear import *  # noqa: F403
from msgrad.numpy.pairs import *  # noqa: F403
from msgrad.numpy.polynomials import *  # noqa: F403
from msgrad.numpy.reductions import *  # noqa: F403
from msgrad.numpy.sets import digitize, searchsorted
from msgrad.numpy.statistics import *  # noqa: F403

__getattr__ = missing_name_getattr(__name__)
