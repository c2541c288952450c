"""The operators, as functions."""

from msgrad.ops.function.arithmetic_func import *  # noqa: F403
from msgrad.ops.function.block_func import *  # noqa: F403
from msgrad.ops.function.box_func import *  # noqa: F403
from msgrad.ops.function.compare_func import *  # noqa: F403
from msgrad.ops.function.complex_func import *  # noqa: F403
from msgrad.ops.function.creation_func import *  # noqa: F403
from msgrad.ops.function.creation_func import range_ as range
from msgrad.ops.function.decode_func import *  # noqa: F403
from msgrad.ops.function.decomposition_func import *  # noqa: F403
from msgrad.ops.function.diagonal_func import *  # noqa: F403
from msgrad.ops.function.exponential_func import *  # noqa: F403
from msgrad.ops.function.fft_func import *  # noqa: F403
from msgrad.ops.function.join_func import *  # noqa: F403
from msgrad.ops.function.linalg_func import *  # noqa: F403
from msgrad.ops.function.nn_func import *  # noqa: F403
from msgrad.ops.function.pad_func import *  # noqa: F403
from msgrad.ops.function.parameter_func import *  # noqa: F403
from msgrad.ops.function.random_func import *  # noqa: F403
from msgrad.ops.function.reduce_func import *  # noqa: F403
from msgrad.ops.function.repeat_func import *  # noqa: F403
from msgrad.ops.function.rounding_func import *  # noqa: F403
from msgrad.ops.function.sample_func import *  # noqa: F403
from msgrad.ops.function.scan_func import *  # noqa: F403
from msgrad.ops.function.scatter_func import *  # noqa: F403
from msgrad.ops.function.select_func import *  # noqa: F403
from msgrad.ops.function.shape_func import *  # noqa: F403
from msgrad.ops.function.shape_func import slice_ as slice
from msgrad.ops.function.sort_func import *  # noqa: F403
from msgrad.ops.function.sparse_func import *  # noqa: F403
from msgrad.ops.function.sparse_unary_func import *  # noqa: F403
from msgrad.ops.function.special_func import *  # noqa: F403
from msgrad.ops.function.statistics_func import *  # noqa: F403
from msgrad.ops.function.triangle_func import *  # noqa: F403
from msgrad.ops.function.trigonometric_func import *  # noqa: F403
from msgrad.ops.function.window_func import *  # noqa: F403
