"""Recurrent layers over sequences: `RNN`, `LSTM`, `GRU`."""

from __future__ import annotations

import math

import numpy as np

from msgrad._checkparam import check_bool, check_one_of, check_positive_int, check_type
from msgrad.common import dtype as mstype
from msgrad.common.parameter import Parameter, ParameterTuple
from msgrad.common.tensor import Tensor, check_dtype
from msgrad.nn.cell import Cell
from msgrad.nn.layer.basic import Dropout
from msgrad.ops.function.creation_func import zeros
from msgrad.ops.function.join_func import cat, stack
from msgrad.ops.function.recurrent_func import gru_layer, lstm_layer, rnn_layer
from msgrad.ops.function.shape_func import transpose

__all__ = ["GRU", "LSTM", "RNN"]


class _Direction(Cell):
    """One direction of one layer. Has no weights of its own."""

    def __init__(self, who):
        super().__init__()
        self._who = who


class _DynamicRNNTanh(_Direction):
    relu = False

    def construct(self, x, states, length, weights, reverse):
        out, h = rnn_layer(x, *states, *weights, length, self.relu, reverse, self._who)
        return out, (h,)


class _DynamicRNNRelu(_DynamicRNNTanh):
    relu = True


class _DynamicLSTMCPUGPU(_Direction):
    def construct(self, x, states, length, weights, reverse):
        out, h, c = lstm_layer(x, *states, *weights, length, reverse, self._who)
        return out, (h, c)


class _DynamicGRUCPUGPU(_Direction):
    def construct(self, x, states, length, weights, reverse):
        out, h = gru_layer(x, *states, *weights, length, reverse, self._who)
        return out, (h,)


class _RNNBase(Cell):
    """What the three share: layers on top of each other, each in one or both directions.

    Args:
        input_size: length of the input's last axis.
        hidden_size: length of the state.
        num_layers: layers; each takes the outputs of the one below.
        has_bias: whether there are biases.
        batch_first: whether inputs and outputs are (batch, steps, features) instead of (steps, batch, features).
        dropout: the share of each layer's outputs, but the last one's, that is dropped while training; in [0, 1).
        bidirectional: whether a second direction runs from the last step to the first; its outputs are appended.
        dtype: of the Parameters.

    The call takes ``x``, ``hx`` (the initial state (layers * directions, batch, hidden), for an LSTM a tuple of state
    and cell; zeros by default) and ``seq_length`` ((batch,) whole numbers: how many steps of each sequence count; the
    outputs after them are zero). It gives the outputs of all steps and the last state, for an LSTM (state, cell).
    Weights are used in the dtype of ``x``.

    Parameters: ``weight_ih_l0``, ``weight_ih_l0_reverse``, ``weight_ih_l1``, ..., then ``weight_hh_*``, ``bias_ih_*``
    and ``bias_hh_*``, all uniform within 1 / sqrt(hidden_size); the rows of the gates follow each other.

    Raises:
        TypeError: for arguments of another type, inputs of whole numbers, lengths that are not whole numbers.
        ValueError: for numbers out of range, and shapes that do not fit.
    """

    gates: int
    states: int

    def __init__(
        self, cell, input_size, hidden_size, num_layers=1, has_bias=True, batch_first=False, dropout=0.0,
        bidirectional=False, dtype=mstype.float32,
    ):  # fmt: skip
        super().__init__()
        who = type(self).__name__
        check_positive_int(hidden_size, "hidden_size", who)
        check_positive_int(input_size, "input_size", who)
        check_positive_int(num_layers, "num_layers", who)
        check_bool(has_bias, "has_bias", who)
        check_bool(batch_first, "batch_first", who)
        check_bool(bidirectional, "bidirectional", who)
        check_type(dropout, float, "dropout", who)
        if not 0 <= dropout < 1:
            raise ValueError(f"For '{who}', the 'dropout' must be in [0, 1), but got {dropout}.")
        check_dtype(dtype)
        self.hidden_size = hidden_size
        self.batch_first = batch_first
        self.num_layers = num_layers
        self.dropout = dropout
        self.bidirectional = bidirectional
        self.has_bias = has_bias
        self.rnn = cell(who)
        self.dropout_op = Dropout(p=float(dropout))
        groups: dict[str, list] = {"weight_ih": [], "weight_hh": [], "bias_ih": [], "bias_hh": []}
        rows = self.gates * hidden_size
        bound = 1 / math.sqrt(hidden_size)
        for layer in range(num_layers):
            inputs = input_size if layer == 0 else hidden_size * (1 + bidirectional)
            shapes = {"weight_ih": (rows, inputs), "weight_hh": (rows, hidden_size)}
            if has_bias:
                shapes |= {"bias_ih": (rows,), "bias_hh": (rows,)}
            for suffix in ("", "_reverse") if bidirectional else ("",):
                for group, shape in shapes.items():
                    values = np.random.uniform(-bound, bound, shape).astype(np.float32)
                    groups[group].append(Parameter(Tensor(values, dtype), name=f"{group}_l{layer}{suffix}"))
        self.w_ih_list = ParameterTuple(groups["weight_ih"])
        self.w_hh_list = ParameterTuple(groups["weight_hh"])
        self.b_ih_list = ParameterTuple(groups["bias_ih"])
        self.b_hh_list = ParameterTuple(groups["bias_hh"])

    def construct(self, x, hx=None, seq_length=None):
        who = type(self).__name__
        check_type(x, Tensor, "x", who)
        if x.ndim != 3:
            raise ValueError(f"For '{who}', the 'x' must have 3 dimensions, but got shape {tuple(x.shape)}.")
        batch = x.shape[0] if self.batch_first else x.shape[1]
        directions = 1 + self.bidirectional
        hx = self._initial_states(hx, x, batch, directions, who)
        self._check_length(seq_length, batch, who)
        out = transpose(x, (1, 0, 2)) if self.batch_first else x
        last: list[list] = [[] for _ in hx]
        for layer in range(self.num_layers):
            outputs = []
            for direction in range(directions):
                number = layer * directions + direction
                weights = [w.astype(x.dtype) for w in (self.w_ih_list[number], self.w_hh_list[number])]
                if self.has_bias:
                    weights += [b.astype(x.dtype) for b in (self.b_ih_list[number], self.b_hh_list[number])]
                else:
                    weights += [None, None]
                one, ends = self.rnn(out, [h[number] for h in hx], seq_length, weights, direction == 1)
                outputs.append(one)
                for column, end in zip(last, ends, strict=True):
                    column.append(end)
            out = cat(tuple(outputs), 2) if directions == 2 else outputs[0]
            if self.dropout and layer < self.num_layers - 1:
                out = self.dropout_op(out)
        if self.batch_first:
            out = transpose(out, (1, 0, 2))
        ends = tuple(stack(tuple(column), 0) for column in last)
        return out, ends if self.states == 2 else ends[0]

    def _initial_states(self, hx, x, batch, directions, who):
        """The initial states (layers * directions, batch, hidden), as a list, in the dtype of ``x``."""
        shape = (self.num_layers * directions, batch, self.hidden_size)
        if hx is None:
            return [zeros(shape, x.dtype)] * self.states
        check_type(hx, tuple if self.states == 2 else Tensor, "hx", who)
        states = list(hx) if self.states == 2 else [hx]
        if len(states) != self.states or not all(isinstance(h, Tensor) for h in states):
            raise TypeError(f"For '{who}', the 'hx' must be {self.states} Tensors, but got {hx!r}.")
        for h in states:
            if tuple(h.shape) != shape:
                raise ValueError(f"For '{who}', the 'hx' must have shape {shape}, but got {tuple(h.shape)}.")
        return [h.astype(x.dtype) for h in states]

    @staticmethod
    def _check_length(seq_length, batch, who):
        if seq_length is None:
            return
        check_type(seq_length, Tensor, "seq_length", who)
        if seq_length.dtype not in (mstype.int32, mstype.int64):
            raise TypeError(f"For '{who}', the 'seq_length' must be of int32 or int64, but got {seq_length.dtype}.")
        if tuple(seq_length.shape) != (batch,):
            raise ValueError(
                f"For '{who}', the 'seq_length' must have shape {(batch,)}, but got {tuple(seq_length.shape)}."
            )


class RNN(_RNNBase):
    __doc__ = f"""h = f(W_ih x + b_ih + W_hh h + b_hh) along a sequence; f is tanh, or relu by ``nonlinearity="relu"``.

    {_RNNBase.__doc__}
    >>> from msgrad import nn, ops
    >>> out, h = nn.RNN(3, 4)(ops.ones((5, 2, 3)))
    >>> print(out.shape, h.shape)
    (5, 2, 4) (1, 2, 4)
    """

    gates, states = 1, 1

    def __init__(self, *args, **kwargs):
        nonlinearity = kwargs.pop("nonlinearity", "tanh")
        check_one_of(nonlinearity, ("tanh", "relu"), "nonlinearity", "RNN")
        super().__init__(_DynamicRNNTanh if nonlinearity == "tanh" else _DynamicRNNRelu, *args, **kwargs)


class LSTM(_RNNBase):
    __doc__ = f"""Long short-term memory along a sequence: c = f c + i n, h = o tanh(c), with the gates i, f, n, o.

    {_RNNBase.__doc__}
    >>> from msgrad import nn, ops
    >>> out, (h, c) = nn.LSTM(3, 4, bidirectional=True)(ops.ones((5, 2, 3)))
    >>> print(out.shape, h.shape, c.shape)
    (5, 2, 8) (2, 2, 4) (2, 2, 4)
    """

    gates, states = 4, 2

    def __init__(self, *args, **kwargs):
        super().__init__(_DynamicLSTMCPUGPU, *args, **kwargs)


class GRU(_RNNBase):
    __doc__ = f"""Gated recurrent units along a sequence: h = (1 - z) n + z h, n = tanh(x_n + r h_n), gates r, z, n.

    {_RNNBase.__doc__}
    >>> from msgrad import nn, ops
    >>> out, h = nn.GRU(3, 4, batch_first=True)(ops.ones((2, 5, 3)))
    >>> print(out.shape, h.shape)
    (2, 5, 4) (1, 2, 4)
    """

    gates, states = 3, 1

    def __init__(self, *args, **kwargs):
        super().__init__(_DynamicGRUCPUGPU, *args, **kwargs)
