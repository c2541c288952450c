"""Primitives that older code uses: transposed convolutions by the size of their result, recurrent layers with their
weights in one Tensor, resizing with the size in the constructor."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
from jax import lax

from msgrad._checkparam import check_rank
from msgrad.common.tensor import Tensor
from msgrad.engine.operator import operator
from msgrad.ops import function as F
from msgrad.ops.function._arguments import as_static, dtype_of, shape_of
from msgrad.ops.function.attention_func import attention_output, attention_weights
from msgrad.ops.function.conv_kernels import spread
from msgrad.ops.function.convolution import explicit_pads
from msgrad.ops.function.dropout_func import dropout_step, start
from msgrad.ops.function.indexing_func import getitem
from msgrad.ops.function.recurrent_func import lstm_layer
from msgrad.ops.operations.image_ops import ResizeBilinearV2
from msgrad.ops.primitive import REQUIRED, Primitive, are_ints, define, is_bool, is_int, is_number, is_one_of

# -- transposed convolutions --


def _two(value: Any, argument: str, who: str) -> tuple[int, ...]:
    """Height and width, of an int, a pair, or a tuple that names batch and channels as well."""
    items = are_ints(int, tuple)(value, argument, who)
    items = items * 2 if len(items) == 1 else items[-2:]
    if min(items) < 1:
        raise ValueError(f"For '{who}', the '{argument}' must be above 0, but got {value}.")
    return items


def _mode(value: Any, argument: str, who: str) -> str:
    return is_one_of("valid", "same", "pad")(str(value).lower(), argument, who)


@operator("out_backprop", "filter", name="Conv2DTranspose")
def _transposed(out_backprop, filter, sizes, stride, pad_mode, padding, dilation, groups):
    if out_backprop.ndim != 4 or filter.ndim != 4 or out_backprop.shape[1] != filter.shape[0]:
        raise ValueError(
            f"the inputs must be (N, O, H, W) and (O, C, height, width), but got {out_backprop.shape}, {filter.shape}."
        )
    window = filter.shape[2:]
    pads = explicit_pads(pad_mode, padding, sizes[2:], window, stride, dilation)
    fitting = [
        (n + sum(p) - (d * (k - 1) + 1)) // s + 1
        for n, p, d, k, s in zip(sizes[2:], pads, dilation, window, stride, strict=True)
    ]
    expected = (sizes[0], filter.shape[0], *fitting)
    if out_backprop.shape != expected or sizes[1] != filter.shape[1] * groups:
        raise ValueError(f"the size {sizes} goes with a first input of shape {expected}, but got {out_backprop.shape}.")
    return spread(out_backprop, filter, sizes[2:], stride, pads, dilation, groups)


def _transposed_convolution(name: str) -> type[Primitive]:
    def call(self: Any, out_backprop: Any, filter: Any, input_sizes: Any) -> Any:
        pad = are_ints(int, tuple)(self.pad, "pad", self.name)
        pad = pad * 4 if len(pad) == 1 else pad
        sides = (pad[:2], pad[2:])
        sizes = as_static(input_sizes)
        if not isinstance(sizes, tuple) or len(sizes) != 4:
            raise ValueError(f"For '{name}', the 'input_sizes' must be four ints, but got {sizes}.")
        return _transposed(out_backprop, filter, sizes, self.stride, self.pad_mode, sides, self.dilation, self.group)

    checks = {
        "out_channel": is_int, "kernel_size": _two, "pad_mode": _mode, "mode": is_one_of(1), "stride": _two,
        "dilation": _two, "group": is_int, "data_format": is_one_of("NCHW"), "pad_list": is_one_of(None),
    }  # fmt: skip
    return define(
        name, call, checks, out_channel=REQUIRED, kernel_size=REQUIRED, pad_mode="valid", pad=0, pad_list=None, mode=1,
        stride=1, dilation=1, group=1, data_format="NCHW",
    )  # fmt: skip


Conv2DTranspose = _transposed_convolution("Conv2DTranspose")
Conv2DBackpropInput = _transposed_convolution("Conv2DBackpropInput")

# -- recurrent layers --


def _cut(w: Any, shapes: list[tuple[int, ...]]) -> list[Any]:
    """A flat Tensor's elements as Tensors of these shapes, one behind the other."""
    flat, parts, at = F.reshape(w, (-1,)), [], 0
    for shape in shapes:
        count = 1
        for n in shape:
            count *= n
        parts.append(F.reshape(getitem(flat, slice(at, at + count)), shape))
        at += count
    return parts


def _lstm(self: Any, x: Any, h: Any, c: Any, w: Any) -> Any:
    """The weights in one Tensor: w_ih of each direction, w_hh of each, then biases, of which the first half counts."""
    directions, hidden = 2 if self.bidirectional else 1, self.hidden_size
    rows = 4 * hidden
    shapes: list[tuple[int, ...]] = [(rows, self.input_size)] * directions + [(rows, hidden)] * directions
    shapes += [(rows,)] * (2 * directions) if self.has_bias else []
    needed = directions * rows * (self.input_size + hidden + (2 if self.has_bias else 0))
    given = F.reshape(w, (-1,)).shape[0]
    if given != needed:
        raise ValueError(f"For 'LSTM', the 'w' must have {needed} elements, but got {given}.")
    parts = _cut(w, shapes)
    outputs = []
    for d in range(directions):
        w_ih, w_hh = parts[d], parts[directions + d]
        bias = parts[2 * directions + d] if self.has_bias else None
        zeros = None if bias is None else F.zeros_like(bias)
        first = [getitem(state, d) for state in (h, c)]
        outputs.append(lstm_layer(x, *first, w_ih, w_hh, bias, zeros, None, d == 1, "LSTM"))
    y = F.concat([o[0] for o in outputs], -1)
    last, cell = (F.stack([o[i] for o in outputs]) for i in (1, 2))
    scratch = F.zeros((1, 1), x.dtype)  # the memory of MindSpore's kernel, which there is none of
    return y, last, cell, scratch, scratch


def _one(value: Any, argument: str, who: str) -> int:
    if is_int(value, argument, who) != 1:
        raise NotImplementedError(f"For '{who}', one layer is supported, but got {value}: use nn.LSTM for more.")
    return value


def _zero(value: Any, argument: str, who: str) -> float:
    if is_number(value, argument, who):
        raise NotImplementedError(f"For '{who}', the '{argument}' must be 0, but got {value}: use nn.LSTM.")
    return value


LSTM = define(
    "LSTM", _lstm,
    {"input_size": is_int, "hidden_size": is_int, "num_layers": _one, "has_bias": is_bool, "bidirectional": is_bool,
     "dropout": _zero, "proj_size": _zero},
    input_size=REQUIRED, hidden_size=REQUIRED, num_layers=REQUIRED, has_bias=REQUIRED, bidirectional=REQUIRED,
    dropout=REQUIRED, proj_size=0,
)  # fmt: skip


@operator("x", "w", "b", "init_h", "init_c", name="DynamicRNN")
def _dynamic_rnn(x, w, b, init_h, init_c, forget_bias):
    dtype = b.dtype

    def step(state, x):
        h, c = state
        z = (jnp.concatenate([x, h.astype(x.dtype)], -1) @ w).astype(dtype) + b
        i, j, f, o = jnp.split(z, 4, -1)
        i, j, f, o = jax.nn.sigmoid(i), jnp.tanh(j), jax.nn.sigmoid(f + forget_bias), jax.nn.sigmoid(o)
        c = f * c + i * j
        tanhc = jnp.tanh(c)
        h = o * tanhc
        return (h, c), (h, h, c, i, j, f, o, tanhc)

    return lax.scan(step, (init_h.astype(dtype), init_c.astype(dtype)), x)[1]


def _dynamic(self: Any, x: Any, w: Any, b: Any, seq_length: Any, init_h: Any, init_c: Any) -> Any:
    """An LSTM, gates i, j, f, o: outputs, states, cells and gates of all steps (steps, batch, hidden)."""
    check_rank(x, 3, "x", self.name)
    if seq_length is not None:
        raise NotImplementedError("For 'DynamicRNN', the 'seq_length' must be None: use nn.LSTM for such sequences.")
    batch, hidden = shape_of(x)[1], shape_of(w)[1] // 4
    if shape_of(w) != (shape_of(x)[2] + hidden, 4 * hidden):
        raise ValueError(f"For 'DynamicRNN', the 'w' must be (input + hidden, 4 hidden), but got {shape_of(w)}.")
    if init_h is None:
        init_h = init_c = F.zeros((1, batch, hidden), x.dtype)
    return _dynamic_rnn(x, w, b, getitem(init_h, 0), getitem(init_c, 0), self.forget_bias)


# of Ascend alone: its documented formula, which no CPU build can confirm
DynamicRNN = define(
    "DynamicRNN", _dynamic,
    {"cell_type": is_one_of("LSTM"), "direction": is_one_of("UNIDIRECTIONAL"), "cell_depth": _one,
     "use_peephole": is_one_of(False), "keep_prob": is_one_of(1.0), "cell_clip": is_one_of(-1.0),
     "num_proj": is_one_of(0), "time_major": is_one_of(True), "activation": is_one_of("tanh"),
     "forget_bias": is_number, "is_training": is_bool},
    cell_type="LSTM", direction="UNIDIRECTIONAL", cell_depth=1, use_peephole=False, keep_prob=1.0, cell_clip=-1.0,
    num_proj=0, time_major=True, activation="tanh", forget_bias=0.0, is_training=True,
)  # fmt: skip

# -- images --


def _bilinear(self: Any, x: Any) -> Any:
    return ResizeBilinearV2(self.align_corners, self.half_pixel_centers)(x, self.size)


ResizeBilinear = define(  # MindSpore had it until 1.9
    "ResizeBilinear", _bilinear,
    {"size": are_ints(tuple, list), "align_corners": is_bool, "half_pixel_centers": is_bool},
    size=REQUIRED, align_corners=False, half_pixel_centers=False,
)  # fmt: skip

# -- others --


def _solve_least_squares(self: Any, matrix: Any, rhs: Any, l2_regularizer: Any) -> Any:
    """x of least |A x - b|^2 + l2 |x|^2."""
    return _ridge(matrix, rhs, l2_regularizer)


@operator("matrix", "rhs", "l2", name="MatrixSolveLs")
def _ridge(matrix, rhs, l2):
    transposed = jnp.swapaxes(matrix, -1, -2).conj()
    square = transposed @ matrix + l2.astype(matrix.dtype) * jnp.eye(matrix.shape[-1], dtype=matrix.dtype)
    return jnp.linalg.solve(square, transposed @ rhs)


MatrixSolveLs = define("MatrixSolveLs", _solve_least_squares, {"fast": is_bool}, fast=True)


def _fill_diagonal(self: Any, input_x: Any) -> Any:
    return Tensor.fill_diagonal(input_x, self.fill_value, self.wrap)


FillDiagonal = define(
    "FillDiagonal", _fill_diagonal, {"fill_value": is_number, "wrap": is_bool}, fill_value=REQUIRED, wrap=False
)
Expand = define("Expand", lambda self, x, shape: F.broadcast_to(x, as_static(shape)))
AccumulateNV2 = define("AccumulateNV2", lambda self, x: F.accumulate_n(x))


def _split(self: Any, input_x: Any) -> Any:
    axis = self.split_dim % len(shape_of(input_x))
    length = shape_of(input_x)[axis]
    sizes = list(self.size_splits)
    if sizes.count(-1) == 1:
        sizes[sizes.index(-1)] = length - sum(sizes) - 1
    if len(sizes) != self.num_split or sum(sizes) != length or min(sizes) < 0:
        raise ValueError(
            f"For 'SplitV', the 'size_splits' must be {self.num_split} sizes with the sum {length}, "
            f"but got {self.size_splits}."
        )
    return F.split(input_x, sizes, axis)


SplitV = define(
    "SplitV", _split, {"size_splits": are_ints(tuple, list), "split_dim": is_int, "num_split": is_int},
    size_splits=REQUIRED, split_dim=REQUIRED, num_split=REQUIRED,
)  # fmt: skip

# -- optimizers of rows --


@operator("var", "accum", "lr", "grad", "indices", "momentum", name="SparseApplyMomentum")
def _momentum_rows(var, accum, lr, grad, indices, momentum, nesterov):
    rows = accum[indices] * momentum + grad
    accum = accum.at[indices].set(rows)
    step = grad * lr + rows * momentum * lr if nesterov else rows * lr
    return var.at[indices].add(-step), accum


def _momentum(self: Any, var: Any, accum: Any, lr: Any, grad: Any, indices: Any, momentum: Any) -> Any:
    new, rows = _momentum_rows(var, accum, lr, grad, indices, momentum, self.use_nesterov)
    var._assign(new)
    accum._assign(rows)
    return new


@operator("var", "alpha", "l1", "l2", "grad", "indices", name="SparseApplyProximalGradientDescent")
def _proximal_rows(var, alpha, l1, l2, grad, indices):
    moved = var[indices] - alpha * grad
    shrunk = jnp.sign(moved) * jnp.maximum(jnp.abs(moved) - alpha * l1, 0) / (1 + alpha * l2)
    return var.at[indices].set(shrunk)


def _proximal(self: Any, var: Any, alpha: Any, l1: Any, l2: Any, grad: Any, indices: Any) -> Any:
    new = _proximal_rows(var, alpha, l1, l2, grad, indices)
    var._assign(new)
    return new


_IN_PLACE = {"side_effect_mem": True}
SparseApplyMomentum = define(
    "SparseApplyMomentum", _momentum, {"use_locking": is_bool, "use_nesterov": is_bool}, _IN_PLACE,
    use_locking=False, use_nesterov=False,
)  # fmt: skip
SparseApplyProximalGradientDescent = define(
    "SparseApplyProximalGradientDescent", _proximal, {"use_locking": is_bool}, _IN_PLACE, use_locking=False
)

# -- mixed precision --


def mixed_precision_cast(dst_type: Any, data: Any) -> Any:
    """The floating Tensors of a value (also in tuples, lists and dicts) in another dtype.

    >>> ops.mixed_precision_cast(mindspore.float16, (Tensor([1.0]), Tensor([1])))[0].dtype
    mindspore.float16
    """
    if isinstance(data, tuple | list):
        return type(data)([mixed_precision_cast(dst_type, item) for item in data])
    if isinstance(data, dict):
        return {key: mixed_precision_cast(dst_type, item) for key, item in data.items()}
    if isinstance(data, Tensor) and jnp.issubdtype(dtype_of(data), jnp.floating):
        return F.cast(data, dst_type)
    return data


# -- attention --


def multi_head_attention_forward(
    query, key, value, embed_dim_to_check, num_heads, in_proj_weight, in_proj_bias, bias_k, bias_v, add_zero_attn,
    dropout_p, out_proj_weight, out_proj_bias, training=True, key_padding_mask=None, attn_mask=None,
    use_separate_proj_weight=False, q_proj_weight=None, k_proj_weight=None, v_proj_weight=None, static_k=None,
    static_v=None, average_attn_weights=True, is_causal=False, k_is_v=False, q_is_k=False, dtype=None,
):  # fmt: skip
    """Attention of several heads with the weights of `nn.MultiheadAttention` as arguments.

    query (L, N, width) and key, value (S, N, their widths), or all without N. Gives the output (L, N, width) and the
    weights (N, L, S), the mean over heads or, unless ``average_attn_weights``, (N, heads, L, S).

    Raises ValueError for widths that do not fit, NotImplementedError for ``static_k`` and ``static_v``.
    """
    who = "multi_head_attention_forward"
    if static_k is not None or static_v is not None:
        raise NotImplementedError(f"For '{who}', 'static_k' and 'static_v' are not supported: give key and value.")
    width = shape_of(query)[-1]
    if width != embed_dim_to_check or width % num_heads:
        raise ValueError(
            f"For '{who}', the width must be {embed_dim_to_check} and a multiple of the {num_heads} heads, "
            f"but got {width}."
        )
    batched = len(shape_of(query)) == 3
    if not batched:
        query, key, value = (F.expand_dims(x, 1) for x in (query, key, value))
        key_padding_mask = None if key_padding_mask is None else F.expand_dims(key_padding_mask, 0)
    if is_causal and attn_mask is None:
        attn_mask = F.triu(F.ones((shape_of(query)[0], shape_of(key)[0]), query.dtype), 1).astype("bool")
    maps = (q_proj_weight, k_proj_weight, v_proj_weight) if use_separate_proj_weight else (in_proj_weight,)
    weights, v = attention_weights(
        query, key, value, maps, in_proj_bias, bias_k, bias_v, key_padding_mask, attn_mask, num_heads,
        bool(add_zero_attn),
    )  # fmt: skip
    if training and dropout_p > 0:
        weights, _ = dropout_step(weights, start("MultiheadAttention", weights.size), 1 - dropout_p)
    out = attention_output(weights, v, out_proj_weight, out_proj_bias)
    weights = F.mean(weights, 1) if average_attn_weights else weights
    return (out, weights) if batched else (F.squeeze(out, 1), F.squeeze(weights, 0))


_CLASSES = [n for n, c in globals().items() if isinstance(c, type) and issubclass(c, Primitive) and c is not Primitive]
_CLASSES.remove("ResizeBilinearV2")
__all__ = [*_CLASSES, "mixed_precision_cast", "multi_head_attention_forward"]
