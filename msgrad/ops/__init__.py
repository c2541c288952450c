"""MindSpore's operators. Importing this gives Tensor its arithmetic, indexing and methods."""

from functools import partial

from msgrad import autodiff
from msgrad._names import missing_name_getattr
from msgrad.autodiff import GradOperation, get_grad, grad, jacfwd, jacrev, jvp, value_and_grad, vjp, vmap
from msgrad.ops import function, functional, operations, tensor_methods
from msgrad.ops.function import *  # noqa: F403
from msgrad.ops.function import range, slice
from msgrad.ops.operations import *  # noqa: F403
from msgrad.ops.primitive import Primitive

tensor_methods.attach()

__getattr__ = missing_name_getattr(__name__)
