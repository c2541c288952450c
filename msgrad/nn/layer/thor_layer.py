"""Layers that keep the second moments of their inputs and output gradients, which the optimizer THOR preconditions by.

The layer l with inputs a and gradients g of its outputs has the Fisher matrix A (x) G, A = E[a a^T] and G = E[g g^T]
(Martens & Grosse 2015; Chen et al., "THOR, Trace-based Hardware-driven Layer-Oriented Natural Gradient Descent
Computation", AAAI 2021). While ``thor`` is True, a call writes A, and its backward pass G, into Parameters of the
layer that are not trained. What the sums are divided by is MindSpore's, and said with each layer.
"""

from __future__ import annotations

import jax.numpy as jnp
from jax import lax

from msgrad.common import dtype as mstype
from msgrad.common.tensor import Tensor
from msgrad.engine.operator import operator
from msgrad.nn.layer.basic import Dense, parameter
from msgrad.nn.layer.conv import Conv2d
from msgrad.nn.layer.embedding import Embedding, EmbeddingLookup
from msgrad.ops.function.convolution import explicit_pads
from msgrad.ops.function.linear import dense
from msgrad.ops.function.parameter_func import HookBackward

__all__ = ["Conv2dThor", "DenseThor", "EmbeddingLookupThor", "EmbeddingThor"]


@operator("rows", differentiable=False)
def second_moment(rows, count):
    """rows^T rows / count, for rows (..., n)"""
    rows = rows.reshape(-1, rows.shape[-1])
    return rows.T @ rows / count


@operator("maps", differentiable=False)
def map_moment(maps):
    """M M^T / (h w), where M (channels, h w) is the mean over the batch of maps (N, channels, h, w)"""
    mean = maps.mean(0).reshape(maps.shape[1], -1)
    return mean @ mean.T / mean.shape[1]


@operator("images", differentiable=False)
def patches(images, kernel, stride, pad_mode, padding, dilation):
    """The windows of images (N, c, h, w) as maps (N, c kernel_h kernel_w, out_h, out_w)"""
    pads = explicit_pads(pad_mode, padding, images.shape[2:], kernel, stride, dilation)
    return lax.conv_general_dilated_patches(images, kernel, stride, pads, rhs_dilation=dilation)


@operator("ids", differentiable=False)
def occurrences(ids, rows):
    """How often each of ``rows`` indices is among the ids; others do not count"""
    ids = ids.reshape(-1)
    return jnp.zeros(rows, jnp.float32).at[jnp.where((ids >= 0) & (ids < rows), ids, rows)].add(1, mode="drop")


class _Statistics:
    """What the layers share: the Parameters of A and G, and when they are written."""

    thor = True

    def _add_statistics(self, a_shape, g_size, init):
        self.thor = True
        self.matrix_a = parameter(init, a_shape, "matrix_a", mstype.float32, requires_grad=False)
        self.matrix_g = parameter(init, (g_size, g_size), "matrix_g", mstype.float32, requires_grad=False)

    def save_gradient(self, dout):
        """Keeps G of the gradient of the outputs, (..., n), and passes the gradient on."""
        _keep(self.matrix_g, second_moment(dout, self._count(dout)))
        return dout

    def _count(self, dout):
        return dout.size // dout.shape[-1]

    def _watched(self, out):
        """``out``, whose gradient is seen."""
        return HookBackward(lambda gradients: self.save_gradient(gradients[0]))(out)


def _keep(kept, value):
    """Writes a statistic into its Parameter; where the layer computes in float16, it is a float16 number."""
    kept.assign_value(value.astype(kept.dtype))


class DenseThor(_Statistics, Dense):
    """`Dense` on (N, in_channels) that keeps A and G for the optimizer `thor`.

    ``matrix_a`` is x^T x / in_channels and ``matrix_g`` is g^T g / N, for inputs x and gradients g of x W^T + b; both
    are identities at first.

    Args:
        in_channels, out_channels, weight_init, bias_init, has_bias, activation: as of `Dense`, with other defaults for
            the initial values: "normal" and "zeros".

    Raises:
        TypeError, ValueError: as `Dense`; ValueError for an input that has not two dimensions.

    >>> from msgrad import Tensor, nn
    >>> layer = nn.DenseThor(2, 1, weight_init="ones")
    >>> print(layer(Tensor([[1.0, 2.0]])))
    [[3.]]
    >>> print(layer.matrix_a.asnumpy())
    [[0.5 1. ]
     [1.  2. ]]
    """

    def __init__(
        self, in_channels, out_channels, weight_init="normal", bias_init="zeros", has_bias=True, activation=None
    ):
        super().__init__(in_channels, out_channels, weight_init, bias_init, has_bias, activation)
        self._add_statistics((in_channels, in_channels), out_channels, 0)
        for kept in (self.matrix_a, self.matrix_g):
            kept.set_data(Tensor(jnp.eye(len(kept), dtype=jnp.float32)))

    def construct(self, x):
        if x.ndim != 2:
            raise ValueError(f"For '{self.cls_name}', the input must have 2 dimensions, but got shape {x.shape}.")
        out = dense(x, self.weight, self.bias)
        if self.thor:
            _keep(self.matrix_a, second_moment(x, self.in_channels))
            out = self._watched(out)
        return self.activation(out) if self.activation_flag else out

    def extend_repr(self):
        text = f"input_channels={self.in_channels}, output_channels={self.out_channels}"
        return text + f", has_bias={self.has_bias}" if self.has_bias else text


class Conv2dThor(_Statistics, Conv2d):
    """`Conv2d` that keeps A and G for the optimizer `thor`.

    With M (in_channels kernel_h kernel_w, h w), the mean over the batch of the windows that the outputs (N,
    out_channels, h, w) are computed from, ``matrix_a_cov`` is M M^T / (h w), and ``matrix_g_cov`` the same of the
    gradients of the outputs. ``a_normalizer`` and ``g_normalizer`` hold h w.

    Args:
        in_channels, out_channels, kernel_size, stride, pad_mode, padding, dilation, has_bias, weight_init, bias_init:
            as of `Conv2d`, with other defaults for the initial values: "normal" and "zeros".
        group: must be 1.

    Raises:
        TypeError, ValueError: as `Conv2d`; ValueError for another ``group``: MindSpore's layer does not take it
            into account. `Conv2d` does.

    >>> from msgrad import Tensor, nn
    >>> layer = nn.Conv2dThor(1, 1, 1, weight_init="ones")
    >>> print(layer(Tensor([[[[1.0, 3.0]]]])))
    [[[[1. 3.]]]]
    >>> print(layer.matrix_a_cov.asnumpy(), layer.a_normalizer.asnumpy())
    [[5.]] [2.]
    """

    def __init__(
        self, in_channels, out_channels, kernel_size, stride=1, pad_mode="same", padding=0, dilation=1, group=1,
        has_bias=False, weight_init="normal", bias_init="zeros",
    ):  # fmt: skip
        super().__init__(
            in_channels, out_channels, kernel_size, stride, pad_mode, padding, dilation, group, has_bias, weight_init,
            bias_init,
        )  # fmt: skip
        if group != 1:
            raise ValueError(f"For 'Conv2dThor', the 'group' must be 1, but got {group}: use nn.Conv2d.")
        self.thor = True
        self.matrix_a_dim = in_channels * self.kernel_size[0] * self.kernel_size[1]
        self.matrix_g_dim = out_channels
        for name in ("a_normalizer", "g_normalizer"):
            setattr(self, name, parameter("ones", (1,), name, mstype.float32, requires_grad=False))
        for name, n in (("matrix_a", self.matrix_a_dim), ("matrix_g", self.matrix_g_dim)):
            setattr(self, name + "_cov", parameter("zeros", (n, n), name, mstype.float32, requires_grad=False))

    def construct(self, x):
        out = super().construct(x)
        if self.thor:
            windows = patches(x, self.kernel_size, self.stride, self.pad_mode, self._pads, self.dilation)
            _keep(self.matrix_a_cov, map_moment(windows))
            self.a_normalizer.assign_value(_number(windows))
            out = self._watched(out)
        return out

    def save_gradient(self, dout):
        """Keeps G of the gradient of the outputs, (N, out_channels, h, w), and passes the gradient on."""
        _keep(self.matrix_g_cov, map_moment(dout))
        self.g_normalizer.assign_value(_number(dout))
        return dout

    def extend_repr(self):
        return (
            f"input_channels={self.in_channels}, output_channels={self.out_channels}, kernel_size={self.kernel_size}, "
            f"stride={self.stride}, pad_mode={self.pad_mode}, padding={self.padding}, dilation={self.dilation}, "
            f"group={self.group}, has_bias={self.has_bias}, bias_init={self.bias_init}"
        )


def _number(maps):
    """The pixels of a map, as a normalizer."""
    return Tensor([float(maps.shape[2] * maps.shape[3])], mstype.float32)


class EmbeddingThor(_Statistics, Embedding):
    """`Embedding` that keeps A and G for the optimizer `thor`.

    A is diagonal: ``matrix_a`` (vocab_size,) says how often each row was looked up. ``matrix_g`` is g^T g divided by
    the number of indices. Both start as zeros, and stay so with ``use_one_hot``, as in MindSpore.

    Args:
        vocab_size, embedding_size, use_one_hot, embedding_table, dtype, padding_idx: as of `Embedding`.

    Raises:
        TypeError, ValueError: as `Embedding`.

    >>> from msgrad import Tensor, nn
    >>> layer = nn.EmbeddingThor(3, 2, embedding_table="ones")
    >>> layer(Tensor([1, 1])).shape
    (2, 2)
    >>> print(layer.matrix_a.asnumpy())
    [0. 2. 0.]
    """

    def __init__(
        self,
        vocab_size,
        embedding_size,
        use_one_hot=False,
        embedding_table="normal",
        dtype=mstype.float32,
        padding_idx=None,
    ):
        super().__init__(vocab_size, embedding_size, use_one_hot, embedding_table, dtype, padding_idx)
        self._add_statistics((vocab_size,), embedding_size, "zeros")

    def construct(self, ids):
        out = super().construct(ids)
        if self.thor and not self.use_one_hot:
            _keep(self.matrix_a, occurrences(ids, self.vocab_size))
            out = self._watched(out)
        return out


class EmbeddingLookupThor(_Statistics, EmbeddingLookup):
    """`EmbeddingLookup` that keeps A and G for the optimizer `thor`, as `EmbeddingThor` does.

    ``matrix_g`` is divided by the first size of the indices, and not by their number. As in MindSpore both stay zeros
    with the ``target`` "CPU".

    Args:
        vocab_size, embedding_size, param_init, target, slice_mode, manual_shapes, max_norm, sparse: as of
            `EmbeddingLookup`. The table is float16, as MindSpore's is, unless ``param_init`` is a Tensor.

    Raises:
        TypeError, ValueError: as `EmbeddingLookup`.

    >>> from msgrad import Tensor, nn
    >>> layer = nn.EmbeddingLookupThor(3, 2, "ones", target="DEVICE")
    >>> print(layer(Tensor([1, 1])))
    [[1. 1.]
     [1. 1.]]
    >>> print(layer.matrix_a.asnumpy())
    [0. 2. 0.]
    """

    def __init__(
        self,
        vocab_size,
        embedding_size,
        param_init="normal",
        target="CPU",
        slice_mode="batch_slice",
        manual_shapes=None,
        max_norm=None,
        sparse=True,
    ):
        dtype = param_init.dtype if isinstance(param_init, Tensor) else mstype.float16
        super().__init__(
            vocab_size, embedding_size, param_init, target, slice_mode, manual_shapes, max_norm, sparse, dtype
        )
        self._add_statistics((vocab_size,), embedding_size, "zeros")

    def construct(self, indices):
        out = super().construct(indices)
        if self.thor and self.target == "DEVICE":
            _keep(self.matrix_a, occurrences(indices, self.vocab_size))
            out = self._watched(out)
        return out

    def _count(self, dout):
        return dout.shape[0]
