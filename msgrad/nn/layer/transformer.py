"""Attention of several heads, and the Transformer's layers."""

from __future__ import annotations

import copy

from msgrad._checkparam import check_type
from msgrad.common import dtype as mstype
from msgrad.common.initializer import XavierNormal, XavierUniform, initializer
from msgrad.common.tensor import Tensor, check_dtype
from msgrad.nn.cell import Cell
from msgrad.nn.layer.basic import Dense, Dropout, parameter
from msgrad.nn.layer.container import CellList
from msgrad.nn.layer.normalization import LayerNorm
from msgrad.ops.function.activation import gelu, relu
from msgrad.ops.function.attention_func import attention_output, attention_weights
from msgrad.ops.function.dropout_func import dropout_step, start
from msgrad.ops.function.reduce_func import mean
from msgrad.ops.function.shape_func import expand_dims, squeeze, transpose

__all__ = [
    "MultiheadAttention", "Transformer", "TransformerDecoder", "TransformerDecoderLayer", "TransformerEncoder",
    "TransformerEncoderLayer",
]  # fmt: skip


class MultiheadAttention(Cell):
    """softmax(q k.T / sqrt(width of a head)) v for each of ``num_heads`` heads, between dense maps.

    Args:
        embed_dim: width of query and output; a multiple of ``num_heads``.
        num_heads: heads.
        dropout: the share of attention weights that is dropped while training.
        has_bias: whether the dense maps have biases.
        add_bias_kv: whether there is one more key and value, which are trained.
        add_zero_attn: whether there is one more key and value, of zeros.
        kdim, vdim: widths of key and value; ``embed_dim`` by default.
        batch_first: whether the arrays are (batch, length, width) instead of (length, batch, width).
        dtype: of the Parameters.

    The call takes query (L, N, embed_dim), key (S, N, kdim) and value (S, N, vdim), or all without the batch N, then
    ``key_padding_mask`` (N, S), ``need_weights``, ``attn_mask`` ((L, S) or (N * num_heads, L, S)) and
    ``average_attn_weights``. Of masks of bools, True leaves a key out; those of floats are added to the scores. Given
    both masks, the ``attn_mask``'s dtype counts for both, as in MindSpore: beside one of floats, a True in the
    ``key_padding_mask`` is just a 1 that is added. A query for which all keys are left out gets NaN.
    It gives (output, weights), the weights (N, L, S) as means over the heads or (N, num_heads, L, S); without
    ``need_weights`` a tuple of the output alone.

    Raises:
        TypeError: for masks and inputs that are no Tensors, and for inputs of another dtype than the weights.
        ValueError: for widths, shapes and masks that do not fit.

    >>> from msgrad import nn, ops
    >>> out, weights = nn.MultiheadAttention(4, 2)(ops.ones((3, 1, 4)), ops.ones((5, 1, 4)), ops.ones((5, 1, 4)))
    >>> print(out.shape, weights.shape)
    (3, 1, 4) (1, 3, 5)
    """

    def __init__(
        self, embed_dim, num_heads, dropout=0.0, has_bias=True, add_bias_kv=False, add_zero_attn=False, kdim=None,
        vdim=None, batch_first=False, dtype=mstype.float32,
    ):  # fmt: skip
        super().__init__()
        check_dtype(dtype)
        self.embed_dim = embed_dim
        self.kdim = embed_dim if kdim is None else kdim
        self.vdim = embed_dim if vdim is None else vdim
        self.num_heads = num_heads
        self.dropout = dropout
        self.batch_first = batch_first
        self.head_dim = embed_dim // num_heads
        if self.head_dim * num_heads != embed_dim:
            raise ValueError(
                f"For 'MultiheadAttention', the 'embed_dim' must be a multiple of 'num_heads', "
                f"but got {embed_dim} and {num_heads}."
            )
        self.in_proj_weight = self.q_proj_weight = self.k_proj_weight = self.v_proj_weight = None
        if self.kdim == self.vdim == embed_dim:
            self.in_proj_weight = self._matrix(3 * embed_dim, embed_dim, "in_proj_weight", dtype)
        else:
            self.q_proj_weight = self._matrix(embed_dim, embed_dim, "q_proj_weight", dtype)
            self.k_proj_weight = self._matrix(embed_dim, self.kdim, "k_proj_weight", dtype)
            self.v_proj_weight = self._matrix(embed_dim, self.vdim, "v_proj_weight", dtype)
        self.in_proj_bias = parameter("zeros", (3 * embed_dim,), "in_proj_bias", dtype) if has_bias else None
        self.out_proj = Dense(embed_dim, embed_dim, has_bias=has_bias, dtype=dtype)
        self.bias_k = self.bias_v = None
        if add_bias_kv:
            self.bias_k = parameter(XavierNormal(), (1, 1, embed_dim), "bias_k", dtype)
            self.bias_v = parameter(XavierNormal(), (1, 1, embed_dim), "bias_v", dtype)
        self.add_zero_attn = add_zero_attn
        self.dtype = dtype

    @staticmethod
    def _matrix(rows, columns, name, dtype):
        return parameter(XavierUniform(), (rows, columns), name, dtype)

    def construct(
        self, query: Tensor, key: Tensor, value: Tensor, key_padding_mask=None, need_weights: bool = True,
        attn_mask=None, average_attn_weights: bool = True,
    ):  # fmt: skip
        self._check(query, key, value)
        batched = query.ndim == 3
        swap = batched and self.batch_first
        if swap:
            query, key, value = (transpose(x, (1, 0, 2)) for x in (query, key, value))
        elif not batched:
            query, key, value = (expand_dims(x, 1) for x in (query, key, value))
            key_padding_mask = None if key_padding_mask is None else expand_dims(key_padding_mask, 0)
        key_padding_mask, attn_mask = self._check_masks(query, key, value, key_padding_mask, attn_mask)
        if self.in_proj_weight is None:
            maps = (self.q_proj_weight, self.k_proj_weight, self.v_proj_weight)
        else:
            maps = (self.in_proj_weight,)
        weights, v = attention_weights(
            query, key, value, maps, self.in_proj_bias, self.bias_k, self.bias_v, key_padding_mask, attn_mask,
            self.num_heads, bool(self.add_zero_attn),
        )  # fmt: skip
        if self.training and self.dropout > 0:
            # MindSpore draws anew in every process here; so this has a stream of its own and leaves the others alone
            weights, _ = dropout_step(weights, start("MultiheadAttention", weights.size), 1 - self.dropout)
        out = attention_output(weights, v, self.out_proj.weight, self.out_proj.bias)
        if swap:
            out = transpose(out, (1, 0, 2))
        elif not batched:
            out = squeeze(out, 1)
        if not need_weights:
            return (out,)
        weights = mean(weights, 1) if average_attn_weights else weights
        return out, weights if batched else squeeze(weights, 0)

    def _check(self, query, key, value):
        for argument, x in (("query", query), ("key", key), ("value", value)):
            check_type(x, Tensor, argument, "MultiheadAttention")
        if query.ndim not in (2, 3) or key.ndim != query.ndim or value.ndim != query.ndim:
            raise ValueError(
                f"For 'MultiheadAttention', query, key and value must all have 2 or all have 3 dimensions, "
                f"but got shapes {tuple(query.shape)}, {tuple(key.shape)} and {tuple(value.shape)}."
            )
        widths = (query.shape[-1], key.shape[-1], value.shape[-1])
        if widths != (self.embed_dim, self.kdim, self.vdim):
            # MindSpore leaves a wrong width of key or value to its matrix product, which raises RuntimeError
            error = ValueError if widths[0] != self.embed_dim else RuntimeError
            raise error(
                f"For 'MultiheadAttention', the widths of query, key and value must be "
                f"{(self.embed_dim, self.kdim, self.vdim)}, but got {widths}."
            )

    def _check_masks(self, query, key, value, key_padding_mask, attn_mask):
        """The masks, in one dtype. ValueError unless lengths, batches and masks fit."""
        (length, batch, _), source = query.shape, key.shape[0]
        if tuple(key.shape[:2]) != tuple(value.shape[:2]) or key.shape[1] != batch:
            raise ValueError(
                f"For 'MultiheadAttention', key and value must have one length, and all one batch, but got "
                f"(length, batch) of {tuple(query.shape[:2])}, {tuple(key.shape[:2])} and {tuple(value.shape[:2])}."
            )
        if attn_mask is not None and attn_mask.dtype == mstype.uint8:
            attn_mask = attn_mask.astype(mstype.bool_)
        several = (batch * self.num_heads, length, source)
        for argument, mask, shapes in (
            ("key_padding_mask", key_padding_mask, [(batch, source)]),
            ("attn_mask", attn_mask, [(length, source), several]),
        ):
            if mask is None:
                continue
            check_type(mask, Tensor, argument, "MultiheadAttention")
            if mask.dtype != mstype.bool_ and not mask.is_floating_point():
                raise ValueError(
                    f"For 'MultiheadAttention', the '{argument}' must be of bools or floats, but got {mask.dtype}."
                )
            if tuple(mask.shape) not in shapes:
                raise ValueError(
                    f"For 'MultiheadAttention', the '{argument}' must have shape {' or '.join(map(str, shapes))}, "
                    f"but got {tuple(mask.shape)}."
                )
        if key_padding_mask is not None and attn_mask is not None:
            key_padding_mask = key_padding_mask.astype(attn_mask.dtype)
        return key_padding_mask, attn_mask


def _activation(activation):
    """The function `ops.relu` or `ops.gelu`, which may be given by name."""
    functions = {"relu": relu, "gelu": gelu}
    if isinstance(activation, str) and activation in functions:
        return functions[activation]
    if activation is relu or activation is gelu:
        return activation
    raise ValueError(
        f"For a Transformer layer, the 'activation' must be 'relu', 'gelu', ops.relu or ops.gelu, but got {activation}."
    )


class _Layer(Cell):
    """What encoder and decoder layers share.

    Args:
        d_model: width of inputs and outputs; a multiple of ``nhead``.
        nhead: heads of the attention.
        dim_feedforward: width between the two dense maps.
        dropout: the share that is dropped while training, in [0, 1).
        activation: between the dense maps: 'relu', 'gelu', ops.relu or ops.gelu.
        layer_norm_eps: added to variances.
        batch_first: whether the arrays are (batch, length, width) instead of (length, batch, width).
        norm_first: whether each block's input is normalised, instead of its sum with the output.
        dtype: of the Parameters.

    Masks are those of `MultiheadAttention`.

    Raises:
        TypeError: for arguments of another type.
        ValueError: for numbers out of range, another activation, inputs and masks that do not fit.
    """

    def _build(
        self, attentions, d_model, nhead, dim_feedforward, dropout, activation, layer_norm_eps, batch_first, norm_first,
        dtype,
    ):  # fmt: skip
        for name in attentions:
            made = MultiheadAttention(d_model, nhead, dropout=dropout, batch_first=batch_first, dtype=dtype)
            setattr(self, name, made)
        self.dense1 = Dense(d_model, dim_feedforward, dtype=dtype)
        self.dropout = Dropout(p=dropout)
        self.dense2 = Dense(dim_feedforward, d_model, dtype=dtype)
        count = len(attentions) + 1
        self.norm_first = norm_first
        for k in range(1, count + 1):
            setattr(self, f"norm{k}", LayerNorm((d_model,), epsilon=layer_norm_eps, dtype=dtype))
        for k in range(1, count + 1):
            setattr(self, f"dropout{k}", Dropout(p=dropout))
        self.activation = _activation(activation)
        self.d_model = d_model
        self.nhead = nhead
        self.batch_first = batch_first
        self._arguments = (
            d_model, nhead, dim_feedforward, dropout, activation, layer_norm_eps, batch_first, norm_first, dtype
        )  # fmt: skip

    def _block(self, number, x, branch):
        """x + dropout(branch(x)), normalised before the branch or after the sum."""
        norm, dropout = getattr(self, f"norm{number}"), getattr(self, f"dropout{number}")
        if self.norm_first:
            return x + dropout(branch(norm(x)))
        return norm(x + dropout(branch(x)))

    def _feed_forward(self, x):
        return self.dense2(self.dropout(self.activation(self.dense1(x))))


class TransformerEncoderLayer(_Layer):
    __doc__ = f"""Self-attention, then two dense maps, each added to its input and normalised.

    {_Layer.__doc__}
    >>> from msgrad import nn, ops
    >>> print(nn.TransformerEncoderLayer(4, 2, 8)(ops.ones((3, 1, 4))).shape)
    (3, 1, 4)
    """

    def __init__(
        self, d_model: int, nhead: int, dim_feedforward: int = 2048, dropout: float = 0.1, activation="relu",
        layer_norm_eps: float = 1e-5, batch_first: bool = False, norm_first: bool = False, dtype=mstype.float32,
    ):  # fmt: skip
        super().__init__()
        self._build(
            ("self_attn",), d_model, nhead, dim_feedforward, dropout, activation, layer_norm_eps, batch_first,
            norm_first, dtype,
        )  # fmt: skip

    def construct(self, src: Tensor, src_mask=None, src_key_padding_mask=None):
        def attend(x):
            return self.self_attn(x, x, x, src_key_padding_mask, False, src_mask)[0]

        return self._block(2, self._block(1, src, attend), self._feed_forward)


class TransformerDecoderLayer(_Layer):
    __doc__ = f"""Self-attention, attention to ``memory``, then two dense maps, each added to its input and normalised.

    {_Layer.__doc__}
    >>> from msgrad import nn, ops
    >>> print(nn.TransformerDecoderLayer(4, 2, 8)(ops.ones((3, 1, 4)), ops.ones((5, 1, 4))).shape)
    (3, 1, 4)
    """

    def __init__(
        self, d_model: int, nhead: int, dim_feedforward: int = 2048, dropout: float = 0.1, activation="relu",
        layer_norm_eps: float = 1e-5, batch_first: bool = False, norm_first: bool = False, dtype=mstype.float32,
    ):  # fmt: skip
        super().__init__()
        self._build(
            ("self_attn", "multihead_attn"), d_model, nhead, dim_feedforward, dropout, activation, layer_norm_eps,
            batch_first, norm_first, dtype,
        )  # fmt: skip

    def construct(
        self, tgt: Tensor, memory: Tensor, tgt_mask=None, memory_mask=None, tgt_key_padding_mask=None,
        memory_key_padding_mask=None,
    ):  # fmt: skip
        def attend(x):
            return self.self_attn(x, x, x, tgt_key_padding_mask, False, tgt_mask)[0]

        def attend_to_memory(x):
            return self.multihead_attn(x, memory, memory, memory_key_padding_mask, False, memory_mask)[0]

        x = self._block(2, self._block(1, tgt, attend), attend_to_memory)
        return self._block(3, x, self._feed_forward)


def _stack_of(layer, count):
    """``count`` layers like the given one, with initial weights of their own, which are equal in all."""
    numbers = range(count)
    layer.d_model  # noqa: B018  (AttributeError for what is no layer of a Transformer)
    if not numbers:
        return CellList([])
    first = type(layer)(*layer._arguments) if hasattr(layer, "_arguments") else copy.deepcopy(layer)
    return CellList([first, *(copy.deepcopy(first) for _ in numbers[1:])])


class TransformerEncoder(Cell):
    """``num_layers`` layers like ``encoder_layer`` on top of each other, then ``norm``, a Cell or None.

    The layers are new ones, with equal initial weights.

    >>> from msgrad import nn, ops
    >>> encoder = nn.TransformerEncoder(nn.TransformerEncoderLayer(4, 2, 8), 2)
    >>> print(encoder(ops.ones((3, 1, 4))).shape)
    (3, 1, 4)
    """

    def __init__(self, encoder_layer, num_layers, norm=None):
        super().__init__()
        self.layers = _stack_of(encoder_layer, num_layers)
        self.num_layers = num_layers
        self.norm = norm

    def construct(self, src: Tensor, src_mask=None, src_key_padding_mask=None):
        for layer in self.layers:
            src = layer(src, src_mask, src_key_padding_mask)
        return src if self.norm is None else self.norm(src)


class TransformerDecoder(Cell):
    """``num_layers`` layers like ``decoder_layer`` on top of each other, then ``norm``, a Cell or None.

    The layers are new ones, with equal initial weights.

    >>> from msgrad import nn, ops
    >>> decoder = nn.TransformerDecoder(nn.TransformerDecoderLayer(4, 2, 8), 2)
    >>> print(decoder(ops.ones((3, 1, 4)), ops.ones((5, 1, 4))).shape)
    (3, 1, 4)
    """

    def __init__(self, decoder_layer, num_layers, norm=None):
        super().__init__()
        self.layers = _stack_of(decoder_layer, num_layers)
        self.num_layers = num_layers
        self.norm = norm

    def construct(
        self, tgt: Tensor, memory: Tensor, tgt_mask=None, memory_mask=None, tgt_key_padding_mask=None,
        memory_key_padding_mask=None,
    ):  # fmt: skip
        for layer in self.layers:
            tgt = layer(tgt, memory, tgt_mask, memory_mask, tgt_key_padding_mask, memory_key_padding_mask)
        return tgt if self.norm is None else self.norm(tgt)


class Transformer(Cell):
    """An encoder of ``src``, and a decoder of ``tgt`` that attends to what the encoder gives.

    Args:
        d_model, nhead, dim_feedforward, dropout, activation, layer_norm_eps, batch_first, norm_first, dtype: as for
            `TransformerEncoderLayer`.
        num_encoder_layers, num_decoder_layers: how many layers; a LayerNorm follows the last one.
        custom_encoder, custom_decoder: Cells in their places.

    All weight matrices start from `XavierUniform`.

    >>> from msgrad import nn, ops
    >>> print(nn.Transformer(4, 2, 1, 1, 8)(ops.ones((5, 1, 4)), ops.ones((3, 1, 4))).shape)
    (3, 1, 4)
    """

    def __init__(
        self, d_model: int = 512, nhead: int = 8, num_encoder_layers: int = 6, num_decoder_layers: int = 6,
        dim_feedforward: int = 2048, dropout: float = 0.1, activation="relu", custom_encoder=None, custom_decoder=None,
        layer_norm_eps: float = 1e-5, batch_first: bool = False, norm_first: bool = False, dtype=mstype.float32,
    ):  # fmt: skip
        super().__init__()
        given = (d_model, nhead, dim_feedforward, dropout, activation, layer_norm_eps, batch_first, norm_first, dtype)

        def norm():
            return LayerNorm((d_model,), epsilon=layer_norm_eps, dtype=dtype)

        if custom_encoder is not None:
            self.encoder = custom_encoder
        else:
            self.encoder = TransformerEncoder(TransformerEncoderLayer(*given), num_encoder_layers, norm())
        if custom_decoder is not None:
            self.decoder = custom_decoder
        else:
            self.decoder = TransformerDecoder(TransformerDecoderLayer(*given), num_decoder_layers, norm())
        for p in self.get_parameters():
            if p.ndim > 1:
                p.set_data(initializer(XavierUniform(), p.shape, p.dtype).init_data())
        self.d_model = d_model
        self.nhead = nhead
        self.batch_first = batch_first

    def construct(
        self, src: Tensor, tgt: Tensor, src_mask=None, tgt_mask=None, memory_mask=None, src_key_padding_mask=None,
        tgt_key_padding_mask=None, memory_key_padding_mask=None,
    ):  # fmt: skip
        if src.shape[-1] != self.d_model or tgt.shape[-1] != self.d_model:
            raise ValueError(
                f"For 'Transformer', the last axes of 'src' and 'tgt' must have the length {self.d_model}, "
                f"but got shapes {tuple(src.shape)} and {tuple(tgt.shape)}."
            )
        memory = self.encoder(src, src_mask, src_key_padding_mask)
        return self.decoder(tgt, memory, tgt_mask, memory_mask, tgt_key_padding_mask, memory_key_padding_mask)
