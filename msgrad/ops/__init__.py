"""MindSpore's operators. Importing this gives Tensor its arithmetic, indexing and methods."""

from functools import partial

from msgrad import _mint_names, autodiff
from msgrad._lazy import lazy_getattr
from msgrad.autodiff import GradOperation, get_grad, grad, jacfwd, jacrev, jvp, value_and_grad, vjp, vmap
from msgrad.ops import composite, function, functional, sparse_methods, tensor_methods
from msgrad.ops.composite import HyperMap, Map, MultitypeFuncGraph, core
from msgrad.ops.function import *  # noqa: F403
from msgrad.ops.function import range, slice
from msgrad.ops.kernels import CustomOpBuilder, kernel, ms_kernel
from msgrad.ops.mint_names import MINT_NAMES
from msgrad.ops.op_info_register import *  # noqa: F403
from msgrad.ops.plain import *  # noqa: F403
from msgrad.ops.primitive import Primitive
from msgrad.ops.taylor import *  # noqa: F403
from msgrad.ops.user_primitive import (
    PrimitiveWithCheck,
    PrimitiveWithInfer,
    constexpr,
    prim_arg_register,
    prim_attr_register,
)
from msgrad.ops.vm_impl_registry import get_vm_impl_fn, vm_impl_registry

tensor_methods.attach()
sparse_methods.attach()

# The classes of primitives are made when the first of them is asked for: there are hundreds.
__getattr__ = lazy_getattr(__name__, ["msgrad.ops.operations"], ["communication"])
_mint_names.attach(MINT_NAMES)
