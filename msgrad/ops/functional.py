"""The operators under the module name `mindspore.ops.functional`, which older code imports as ``F``."""

from functools import partial

from msgrad._names import missing_name_getattr
from msgrad.autodiff import get_grad, grad, jacfwd, jacrev, jvp, value_and_grad, vjp, vmap
from msgrad.ops import function
from msgrad.ops.function import *  # noqa: F403
from msgrad.ops.function import range, slice
from msgrad.ops.plain import *  # noqa: F403
from msgrad.ops.taylor import *  # noqa: F403

_PUBLIC = [name for name, item in vars(function).items() if not name.startswith("_") and callable(item)]
__all__ = [*_PUBLIC, "get_grad", "grad", "jacfwd", "jacrev", "jvp", "partial", "range", "slice"]
__all__ += ["value_and_grad", "vjp", "vmap"]

__getattr__ = missing_name_getattr(__name__)
