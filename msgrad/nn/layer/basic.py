"""Dense layers, dropout, and layers that only rearrange."""

from __future__ import annotations

import math

import numpy as np

from msgrad._checkparam import check_bool, check_positive_int, check_type
from msgrad.common import dtype as mstype
from msgrad.common.initializer import HeUniform, Uniform, initializer
from msgrad.common.parameter import Parameter
from msgrad.common.tensor import Tensor, check_dtype
from msgrad.engine import random
from msgrad.engine.autocast import by_operator
from msgrad.engine.operator import operator
from msgrad.nn.cell import Cell
from msgrad.nn.layer.activation import activation_of
from msgrad.ops.function.dropout_func import LayerDropout, dropout1d, dropout2d, dropout3d, dropout_step, start_state
from msgrad.ops.function.linear import dense, one_hot

__all__ = [
    "Dense", "Dropout", "Dropout1d", "Dropout2d", "Dropout3d", "Flatten", "Identity", "OneHot", "Unflatten",
]  # fmt: skip


def parameter(init, shape, name, dtype, requires_grad=True):
    """A Parameter with initial values; a Tensor as ``init`` must have that shape (ValueError)."""
    return Parameter(initializer(init, shape, dtype), name=name, requires_grad=requires_grad)


def check_init_shape(init, shape, argument, who):
    """ValueError where ``init`` is a Tensor of another shape."""
    if isinstance(init, Tensor) and tuple(init.shape) != shape:
        raise ValueError(f"For '{who}', the '{argument}' must have shape {shape}, but got {tuple(init.shape)}.")


class Dense(Cell):
    """activation(x @ weight.T + bias), over the last axis.

    Args:
        in_channels, out_channels: lengths of the last axis before and after.
        weight_init: initial weight (out_channels, in_channels): a Tensor, Initializer, its name or a number;
            `HeUniform(sqrt(5))` by default.
        bias_init: initial bias (out_channels,); uniform within 1 / sqrt(in_channels) by default.
        has_bias: whether there is a bias.
        activation: None, a name known to `get_activation`, a Cell or a primitive.
        dtype: of weight and bias.

    Raises:
        TypeError: for arguments of another type, and for an input of another dtype than the weight.
        ValueError: for channels below 1, initial Tensors of another shape, and an input of another length.

    >>> from msgrad import Tensor, nn
    >>> print(nn.Dense(2, 1, weight_init="ones", bias_init="zeros")(Tensor([[1.0, 2.0]])))
    [[3.]]
    """

    def __init__(
        self,
        in_channels,
        out_channels,
        weight_init=None,
        bias_init=None,
        has_bias=True,
        activation=None,
        dtype=mstype.float32,
    ):
        super().__init__()
        who = self.cls_name
        self.in_channels = check_positive_int(in_channels, "in_channels", who)
        self.out_channels = check_positive_int(out_channels, "out_channels", who)
        self.has_bias = check_bool(has_bias, "has_bias", who)
        check_dtype(dtype)
        check_init_shape(weight_init, (out_channels, in_channels), "weight_init", who)
        weight_init = HeUniform(math.sqrt(5)) if weight_init is None else weight_init
        self.weight = parameter(weight_init, (out_channels, in_channels), "weight", dtype)
        self.bias = None
        if has_bias:
            check_init_shape(bias_init, (out_channels,), "bias_init", who)
            bias_init = Uniform(1 / math.sqrt(in_channels)) if bias_init is None else bias_init
            self.bias = parameter(bias_init, (out_channels,), "bias", dtype)
        self.activation = activation_of(activation, who)
        self.activation_flag = self.activation is not None

    def construct(self, x):
        if by_operator() and self.bias is not None:  # the product in the low dtype, the bias in its own
            x = dense(x, self.weight) + self.bias
        else:
            x = dense(x, self.weight, self.bias)
        return self.activation(x) if self.activation_flag else x

    def extend_repr(self):
        text = f"input_channels={self.in_channels}, output_channels={self.out_channels}"
        if self.has_bias:
            text += f", has_bias={self.has_bias}"
        if self.activation_flag:
            text += f", activation={self.activation}"
        return text


class Dropout(Cell):
    """Sets each element to 0 with probability ``p`` while training, and divides the others by 1 - p.

    Its generators, one for each shape of the input, are seeded once, when the layer is made, and run on from call to
    call. Under `jit` each call in the function has a generator of its own, from the same seed.

    Args:
        keep_prob: the share that is kept, in (0, 1]; what counts where ``p`` is None.
        p: the share that is dropped, in [0, 1).
        dtype: kept for MindSpore's sake; the output has the input's dtype.

    Raises:
        TypeError: for other types than numbers, and for an input of whole numbers while training.
        ValueError: for numbers out of range.

    >>> from msgrad import Tensor, nn
    >>> print(nn.Dropout(p=0.5)(Tensor([1.0, 2.0])))
    [1. 2.]
    """

    def __init__(self, keep_prob=0.5, p=None, dtype=mstype.float32):
        super().__init__()
        check_dtype(dtype)
        if p is None:
            check_type(keep_prob, float, "keep_prob", "Dropout")
            if not 0 < keep_prob <= 1:
                raise ValueError(f"For 'Dropout', the 'keep_prob' must be in (0, 1], but got {keep_prob}.")
            keep = keep_prob
        else:
            check_type(p, (float, int), "p", "Dropout")
            if not 0 <= p < 1:
                raise ValueError(f"For 'Dropout', the 'p' must be in [0, 1), but got {p}.")
            keep = 1 - p
        self.keep_prob = keep_prob
        self.p = p
        self._keep = keep
        seed = random.next_kernel_seed("dropout")
        self._dropout = LayerDropout(seed)
        # a Tensor, so that a pure function or a loop on the device takes the state in and gives the next one out
        self.generator_state = Tensor(start_state(seed))

    def construct(self, x):
        if not self.training or self._keep == 1:
            return x
        if not self._dropout.is_state():
            return self._dropout(x, self._keep)
        out, state = dropout_step(x, self.generator_state, self._keep)
        self.generator_state.assign_value(state)
        return out

    def extend_repr(self):
        return f"keep_prob={self.keep_prob}" if self.p is None else f"p={self.p}"


class _DropoutWhole(Cell):
    function = None

    def __init__(self, p=0.5):
        super().__init__()
        check_type(p, (float, int), "p", type(self).__name__)
        if not 0 <= p <= 1:
            raise ValueError(f"For '{type(self).__name__}', the 'p' must be in [0, 1], but got {p}.")
        self.prob = p

    def construct(self, x):
        return type(self).function(x, self.prob, self.training)


class Dropout1d(_DropoutWhole):
    """Drops whole channels of (N, C, L) or (C, L) with probability ``p`` while training; see `ops.dropout1d`.

    >>> from msgrad import Tensor, nn
    >>> print(nn.Dropout1d()(Tensor([[1.0, 2.0]])))
    [[1. 2.]]
    """

    function = staticmethod(dropout1d)


class Dropout2d(_DropoutWhole):
    """Drops whole channels of (N, C, H, W) with probability ``p`` while training; see `ops.dropout2d`.

    >>> from msgrad import Tensor, nn
    >>> print(nn.Dropout2d()(Tensor([[[[1.0, 2.0]]]])))
    [[[[1. 2.]]]]
    """

    function = staticmethod(dropout2d)

    def extend_repr(self):
        return f"p={self.prob}"


class Dropout3d(_DropoutWhole):
    """Drops whole channels of (N, C, D, H, W) with probability ``p`` while training; see `ops.dropout3d`.

    >>> from msgrad import Tensor, nn
    >>> print(nn.Dropout3d()(Tensor([[[[[1.0, 2.0]]]]])))
    [[[[[1. 2.]]]]]
    """

    function = staticmethod(dropout3d)

    def extend_repr(self):
        return f"p={self.prob}"


@operator("input", name="Flatten")
def _flatten(input, start_dim, end_dim):
    if not isinstance(start_dim, int) or not isinstance(end_dim, int):
        raise TypeError(
            f"For 'flatten', 'start_dim' and 'end_dim' must be ints, but got {start_dim!r} and {end_dim!r}."
        )
    ndim = max(input.ndim, 1)
    if not (-ndim <= start_dim < ndim and -ndim <= end_dim < ndim):
        raise ValueError(
            f"For 'flatten', 'start_dim' and 'end_dim' must be in [{-ndim}, {ndim}), but got {start_dim} and {end_dim}."
        )
    start, end = start_dim % ndim, end_dim % ndim
    if start > end:
        raise ValueError(
            f"For 'flatten', 'start_dim' must not come after 'end_dim', but got {start_dim} and {end_dim}."
        )
    shape = input.shape
    return input.reshape((*shape[:start], math.prod(shape[start : end + 1]), *shape[end + 1 :]))


class Flatten(Cell):
    """Joins the axes from ``start_dim`` to ``end_dim`` into one.

    When called, raises TypeError unless both are ints, ValueError for axes that the input has not or in wrong order.

    >>> from msgrad import Tensor, nn
    >>> print(nn.Flatten()(Tensor([[[1.0, 2.0], [3.0, 4.0]]])))
    [[1. 2. 3. 4.]]
    """

    def __init__(self, start_dim=1, end_dim=-1):
        super().__init__()
        self.start_dim = start_dim
        self.end_dim = end_dim

    def construct(self, x):
        return _flatten(x, self.start_dim, self.end_dim)


@operator("input", name="Unflatten")
def _unflatten(input, axis, sizes):
    check_type(axis, int, "axis", "Unflatten")
    check_type(sizes, (tuple, list), "unflattened_size", "Unflatten")
    if not -input.ndim <= axis < input.ndim:
        raise ValueError(f"For 'Unflatten', the 'axis' must be in [{-input.ndim}, {input.ndim}), but got {axis}.")
    axis %= input.ndim
    known = math.prod(n for n in sizes if n != -1)
    length = input.shape[axis]
    if list(sizes).count(-1) > 1 or (length % known if -1 in sizes else length != known):
        raise ValueError(f"For 'Unflatten', the sizes {tuple(sizes)} do not make up an axis of length {length}.")
    return input.reshape((*input.shape[:axis], *sizes, *input.shape[axis + 1 :]))


class Unflatten(Cell):
    """Splits ``axis`` into axes of ``unflattened_size``, of which one may be -1.

    >>> from msgrad import Tensor, nn
    >>> print(nn.Unflatten(1, (2, -1))(Tensor([[1.0, 2.0, 3.0, 4.0]])))
    [[[1. 2.]
      [3. 4.]]]
    """

    def __init__(self, axis, unflattened_size):
        super().__init__()
        self.axis = axis
        self.unflattened_size = unflattened_size

    def construct(self, input_x):
        return _unflatten(input_x, self.axis, self.unflattened_size)


class Identity(Cell):
    """Gives back its input; takes and forgets any arguments.

    >>> from msgrad import Tensor, nn
    >>> print(nn.Identity(54)(Tensor([1.0])))
    [1.]
    """

    def __init__(self, *args, **kwargs):
        super().__init__()

    def construct(self, input):
        return input


class OneHot(Cell):
    """One-hot vectors of length ``depth`` of ``dtype`` along a new axis; see `ops.one_hot`.

    >>> from msgrad import Tensor, nn
    >>> print(nn.OneHot(depth=3)(Tensor([1])))
    [[0. 1. 0.]]
    """

    def __init__(self, axis=-1, depth=1, on_value=1.0, off_value=0.0, dtype=mstype.float32):
        super().__init__()
        check_dtype(dtype)
        self.axis = axis
        self.depth = depth
        self.dtype = dtype
        self.on_value = np.asarray(on_value, mstype.to_numpy(dtype))
        self.off_value = np.asarray(off_value, mstype.to_numpy(dtype))

    def construct(self, indices):
        return one_hot(indices, self.depth, self.on_value, self.off_value, self.axis)
