"""MindSpore 2.10 on JAX: what `import mindspore` shows once msgrad stands in for it.

Beyond MindSpore: `install` puts it in MindSpore's place, `functional` makes pure functions of Cells,
`profile` tells what the engine did, and `executor` chooses how it runs.
"""

__version__ = "2.10.0"  # MindSpore's, whose place this package takes
__msgrad_version__ = "0.1.0"

from msgrad import _imports, common, engine, functional, nn, ops
from msgrad._lazy import lazy_getattr
from msgrad.autodiff import get_grad, grad, jacfwd, jacrev, jvp, value_and_grad, vjp, vmap
from msgrad.common import context, dtype
from msgrad.common.context import (
    COMPATIBLE,
    GRAPH_MODE,
    LAX,
    PYNATIVE_MODE,
    STRICT,
    ParallelMode,
    get_auto_parallel_context,
    get_context,
    get_current_device,
    get_ps_context,
    reset_auto_parallel_context,
    reset_ps_context,
    set_auto_parallel_context,
    set_context,
    set_device,
    set_ps_context,
)
from msgrad.common.dtype import *  # noqa: F403
from msgrad.common.dtype import bool, dtype_to_nptype, dtype_to_pytype, float, int, pytype_to_dtype
from msgrad.common.generator import (
    Generator,
    default_generator,
    get_rng_state,
    initial_seed,
    manual_seed,
    seed,
    set_rng_state,
)
from msgrad.common.mutable import mutable
from msgrad.common.parameter import Parameter, ParameterTuple
from msgrad.common.recompute import recompute
from msgrad.common.seed import exact_draws, get_seed, set_seed
from msgrad.common.sparse_tensor import COOTensor, CSRTensor, RowTensor, SparseTensor
from msgrad.common.symbol import Symbol
from msgrad.common.tensor import Tensor, from_numpy, is_tensor, tensor
from msgrad.engine import executor
from msgrad.engine.profile import profile
from msgrad.graph_mode import JitConfig, data_sink, jit, jit_class, ms_function
from msgrad.install import install, load_ipython_extension, uninstall, unload_ipython_extension
from msgrad.ops import constexpr
from msgrad.run_check import run_check

_imports.finished()

# What takes long to import is imported when something of it is first asked for.
__getattr__ = lazy_getattr(
    __name__,
    [
        "msgrad.train",
        "msgrad.profiler",
        "msgrad.parallel",
        "msgrad.runtime",
        "msgrad.log",
        "msgrad.rewrite",
        "msgrad.graph",
        "msgrad.graph.inline",
        "msgrad.utils",
        "msgrad.device_manager",
        "msgrad.parallel.function",
        "msgrad.mindrecord",
        "msgrad.common.buffers",
    ],
    [
        "amp",
        "boost",
        "communication",
        "dataset",
        "device_context",
        "device_manager",
        "experimental",
        "graph",
        "hal",
        "log",
        "mindrecord",
        "mint",
        "numpy",
        "parallel",
        "rewrite",
        "runtime",
        "scipy",
        "tools",
        "utils",
        "train",
    ],
)
