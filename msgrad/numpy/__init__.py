"""`mindspore.numpy`: numpy's functions on Tensors, on top of the operators of `mindspore.ops`.

Numbers, lists and tuples count as arrays of int32, float32 or bool; numpy arrays are refused, as by MindSpore.
"""

from msgrad._names import missing_name_getattr
from msgrad.numpy import (
    choices,
    creation,
    differences,
    dtypes,
    elementwise,
    fft,
    grids,
    joins,
    linear,
    pads,
    pairs,
    polynomials,
    random,
    reductions,
    sets,
    shapes,
    statistics,
)
from msgrad.numpy.choices import *  # noqa: F403
from msgrad.numpy.creation import *  # noqa: F403
from msgrad.numpy.differences import *  # noqa: F403
from msgrad.numpy.dtypes import *  # noqa: F403
from msgrad.numpy.elementwise import *  # noqa: F403
from msgrad.numpy.grids import *  # noqa: F403
from msgrad.numpy.joins import *  # noqa: F403
from msgrad.numpy.linear import *  # noqa: F403
from msgrad.numpy.pads import *  # noqa: F403
from msgrad.numpy.pairs import *  # noqa: F403
from msgrad.numpy.polynomials import *  # noqa: F403
from msgrad.numpy.random import *  # noqa: F403
from msgrad.numpy.reductions import *  # noqa: F403
from msgrad.numpy.sets import *  # noqa: F403
from msgrad.numpy.shapes import *  # noqa: F403
from msgrad.numpy.statistics import *  # noqa: F403

_MODULES = (choices, creation, differences, dtypes, elementwise, grids, joins, linear, pads, pairs, polynomials)
_MODULES += (random, reductions, sets, shapes, statistics)
_NOT_LISTED = "NINF PINF around copy inf matrix_power nan numeric_types pi round uint".split()  # nor by MindSpore

__all__ = sorted({name for module in _MODULES for name in module.__all__} - set(_NOT_LISTED))

__getattr__ = missing_name_getattr(__name__)
