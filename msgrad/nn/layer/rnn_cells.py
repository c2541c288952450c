"""One step of a recurrent network: `RNNCell`, `LSTMCell`, `GRUCell`."""

from __future__ import annotations

import math

import numpy as np

from msgrad._checkparam import check_bool, check_one_of, check_positive_int, check_type
from msgrad.common import dtype as mstype
from msgrad.common.initializer import Uniform
from msgrad.common.tensor import Tensor, check_dtype
from msgrad.nn.cell import Cell
from msgrad.nn.layer.basic import parameter
from msgrad.ops.function.recurrent_func import gru_step, lstm_step, rnn_step

__all__ = ["GRUCell", "LSTMCell", "RNNCell"]


class RNNCellBase(Cell):
    """What the three share.

    Args:
        input_size: length of the input's last axis.
        hidden_size: length of the state.
        has_bias: whether there are biases.
        dtype: of the Parameters ``weight_ih``, ``weight_hh``, ``bias_ih``, ``bias_hh``, which are uniform within
            1 / sqrt(hidden_size) at first; the rows of the gates follow each other.

    The call takes ``x`` (batch, input_size) and the state ``hx`` (batch, hidden_size), and gives the next state; an
    LSTMCell takes and gives a tuple of state and cell.

    Raises:
        TypeError: for arguments of another type, and where ``x``, ``hx`` and the weights are not of one dtype,
            float32 or float16.
        ValueError: for sizes below 1, and shapes that do not fit.
    """

    def __init__(self, input_size, hidden_size, has_bias, num_chunks, dtype=mstype.float32):
        super().__init__()
        who = type(self).__name__
        check_bool(has_bias, "has_bias", who)
        check_positive_int(hidden_size, "hidden_size", who)
        check_positive_int(input_size, "input_size", who)
        check_dtype(dtype)
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.has_bias = has_bias
        rows = num_chunks * hidden_size
        shapes = {"weight_ih": (rows, input_size), "weight_hh": (rows, hidden_size)}
        if has_bias:
            shapes |= {"bias_ih": (rows,), "bias_hh": (rows,)}
        for shape in shapes.values():
            np.random.randn(*shape)  # MindSpore draws values that it does not use; seeded weights depend on it
        bound = 1 / math.sqrt(hidden_size)
        self.bias_ih = self.bias_hh = None
        for name, shape in shapes.items():
            setattr(self, name, parameter(Uniform(bound), shape, name, dtype))

    def _weights(self, x, *states):
        """The Parameters, after checks of the input and the state."""
        who = type(self).__name__
        for argument, tensor in (("x", x), *(("hx", h) for h in states)):
            check_type(tensor, Tensor, argument, who)
            if tensor.dtype not in (mstype.float32, mstype.float16):
                raise TypeError(f"For '{who}', the '{argument}' must be float32 or float16, but got {tensor.dtype}.")
        return self.weight_ih, self.weight_hh, self.bias_ih, self.bias_hh


class RNNCell(RNNCellBase):
    __doc__ = f"""The next state f(W_ih x + b_ih + W_hh h + b_hh); f is tanh, or relu by ``nonlinearity="relu"``.

    {RNNCellBase.__doc__}
    >>> from msgrad import nn, ops
    >>> print(nn.RNNCell(3, 4)(ops.ones((2, 3)), ops.zeros((2, 4))).shape)
    (2, 4)
    """

    def __init__(
        self, input_size: int, hidden_size: int, has_bias: bool = True, nonlinearity: str = "tanh", dtype=mstype.float32
    ):
        super().__init__(input_size, hidden_size, has_bias, 1, dtype)
        check_type(nonlinearity, str, "nonlinearity", "RNNCell")
        self.nonlinearity = check_one_of(nonlinearity, ("tanh", "relu"), "nonlinearity", "RNNCell")

    def construct(self, x, hx):
        return rnn_step(x, hx, *self._weights(x, hx), self.nonlinearity == "relu")


class LSTMCell(RNNCellBase):
    __doc__ = f"""The next state and cell: c = f c + i n, h = o tanh(c), with the gates i, f, n, o.

    {RNNCellBase.__doc__}
    >>> from msgrad import nn, ops
    >>> h, c = nn.LSTMCell(3, 4)(ops.ones((2, 3)), (ops.zeros((2, 4)), ops.zeros((2, 4))))
    >>> print(h.shape, c.shape)
    (2, 4) (2, 4)
    """

    def __init__(self, input_size: int, hidden_size: int, has_bias: bool = True, dtype=mstype.float32):
        super().__init__(input_size, hidden_size, has_bias, 4, dtype)

    def construct(self, x, hx):
        check_type(hx, tuple, "hx", "LSTMCell")
        if len(hx) != 2:
            raise ValueError(f"For 'LSTMCell', the 'hx' must be a state and a cell, but got {len(hx)} Tensors.")
        return lstm_step(x, *hx, *self._weights(x, *hx))


class GRUCell(RNNCellBase):
    __doc__ = f"""The next state h = (1 - z) n + z h, n = tanh(x_n + r h_n), with the gates r, z, n.

    {RNNCellBase.__doc__}
    >>> from msgrad import nn, ops
    >>> print(nn.GRUCell(3, 4)(ops.ones((2, 3)), ops.zeros((2, 4))).shape)
    (2, 4)
    """

    def __init__(self, input_size: int, hidden_size: int, has_bias: bool = True, dtype=mstype.float32):
        super().__init__(input_size, hidden_size, has_bias, 3, dtype)

    def construct(self, x, hx):
        return gru_step(x, hx, *self._weights(x, hx))
