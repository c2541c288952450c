"""MindSpore's operators. Importing this gives Tensor its arithmetic, indexing and methods."""

from msgrad._names import missing_name_getattr
from msgrad.ops import function, tensor_methods
from msgrad.ops.function import *  # noqa: F403
from msgrad.ops.function import range, slice

tensor_methods.attach()

__getattr__ = missing_name_getattr(__name__)
