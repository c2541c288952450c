"""Functions for neural networks: the module name under which MindSpore has them, over the families' own modules."""

from msgrad._lazy import lazy_getattr
from msgrad.ops.function.activation import *  # noqa: F403
from msgrad.ops.function.convolution import *  # noqa: F403
from msgrad.ops.function.ctc_func import *  # noqa: F403
from msgrad.ops.function.deformable_func import *  # noqa: F403
from msgrad.ops.function.dropout_func import *  # noqa: F403
from msgrad.ops.function.linear import *  # noqa: F403
from msgrad.ops.function.loss import *  # noqa: F403
from msgrad.ops.function.normalization import *  # noqa: F403
from msgrad.ops.function.patch_func import *  # noqa: F403
from msgrad.ops.function.pooling import *  # noqa: F403
from msgrad.ops.function.resample_func import *  # noqa: F403
from msgrad.ops.function.unpooling import *  # noqa: F403

__getattr__ = lazy_getattr(__name__, ["msgrad.ops.function", "msgrad.ops.operations.legacy_ops"])
