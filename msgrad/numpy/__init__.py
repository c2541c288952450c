"""`mindspore.numpy`: numpy's functions on Tensors, on top of the operators of `mindspore.ops`.

Numbers, lists and tuples count as arrays of int32, float32 or bool; numpy arrays are refused, as by MindSpore.
"""

from msgrad._names import missing_name_getattr
from msgrad.numpy import fft
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

__getattr__ = missing_name_getattr(__name__)
