"""THOR: gradients preconditioned layer by layer with an approximate Fisher matrix."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import jax.numpy as jnp
from jax import lax

from msgrad._checkparam import check_bool, check_float, check_type
from msgrad.common import dtype as mstype
from msgrad.common.parameter import Parameter, ParameterTuple
from msgrad.common.tensor import Tensor
from msgrad.engine.operator import operator
from msgrad.nn.cell import Cell
from msgrad.nn.layer.basic import parameter
from msgrad.nn.layer.normalization import LayerNorm
from msgrad.nn.layer.thor_layer import Conv2dThor, DenseThor, EmbeddingLookupThor, EmbeddingThor
from msgrad.nn.optim.momentum import momentum_step
from msgrad.nn.optim.optimizer import Optimizer, rate_of_step
from msgrad.nn.thor_net import ConvertNetUtils

__all__ = ["thor"]

SPLIT = 128
"""Matrices with more rows are inverted as blocks of so many along the diagonal."""
CLIP = 1.0
"""The norm that gradients are shortened to."""


# -- pure functions of arrays --------------------------------------------------------------------------------


def _blocks(matrix, size):
    """The blocks (count, size, size) on the diagonal; the last one is filled up with the identity."""
    n = len(matrix)
    count = -(-n // size)
    padded = jnp.eye(count * size, dtype=matrix.dtype).at[:n, :n].set(matrix).reshape(count, size, count, size)
    return jnp.moveaxis(jnp.diagonal(padded, axis1=0, axis2=2), -1, 0)


def _inverse(matrices):
    """The inverses of positive definite matrices (count, n, n), by Cholesky decomposition"""
    eye = jnp.broadcast_to(jnp.eye(matrices.shape[-1], dtype=matrices.dtype), matrices.shape)
    half = lax.linalg.triangular_solve(jnp.linalg.cholesky(matrices), eye, left_side=True, lower=True)
    return jnp.swapaxes(half, -1, -2) @ half


def _damped_inverse(matrix, damping):
    size = min(len(matrix), SPLIT)
    return _inverse(_blocks(matrix + jnp.sqrt(damping) * jnp.eye(len(matrix), dtype=matrix.dtype), size))


@operator("matrices_a", "matrices_g", "normalizers", "damping", "batch_size", "scale", differentiable=False)
def thor_inverses(matrices_a, matrices_g, normalizers, damping, batch_size, scale, kinds):
    """The inverses of all layers' A and of (``batch_size`` ``scale``)^2 G, after damping"""
    of_a, of_g, normalizers = [], [], iter(normalizers)
    for a, g, kind in zip(matrices_a, matrices_g, kinds, strict=True):
        g = g * (batch_size * scale) ** 2
        if kind == "embedding":
            of_a.append(1 / (a / batch_size + jnp.sqrt(damping)))
            of_g.append(_inverse((g + jnp.sqrt(damping) * jnp.eye(len(g), dtype=g.dtype))[None])[0])
            continue
        for_a, for_g = next(normalizers) if kind == "conv" else (jnp.ones(1), jnp.ones(1))
        share = 1 / jnp.sqrt(for_a[0])
        of_g.append(_damped_inverse(g, damping / for_g[0]) * share)
        inverse = _damped_inverse(a, damping / for_a[0]) * share
        of_a.append(jnp.broadcast_to(inverse, (len(of_g[-1]), *inverse.shape)))
    return (*of_a, *of_g)


def _between(left, gradient, right):
    """left gradient right, where left and right are the blocks on the diagonal of matrices"""
    (m, a, _), (n, b, _) = left.shape, right.shape
    rows, columns = gradient.shape
    cut = jnp.pad(gradient, ((0, m * a - rows), (0, n * b - columns))).reshape(m, a, n, b)
    return jnp.einsum("mij,mjnk,nkl->minl", left, cut, right).reshape(m * a, n * b)[:rows, :columns]


@operator(
    "gradients", "parameters", "inverses_a", "inverses_g", "damping", "batch_size", "scale", "decay",
    differentiable=False,
)  # fmt: skip
def thor_directions(gradients, parameters, inverses_a, inverses_g, damping, batch_size, scale, decay, plan, clip):
    """The steps' directions: gradients times ``scale`` and inverses, decayed, shortened where ``clip`` is true"""
    directions = []
    for gradient, weight, (kind, layer, decays) in zip(gradients, parameters, plan, strict=True):
        gradient = gradient.astype(jnp.float32) * scale
        if kind == "embedding":
            gradient = inverses_a[layer][:, None] * gradient @ inverses_g[layer]
        elif kind == "norm":
            gradient = gradient / (gradient * gradient / batch_size + jnp.sqrt(damping))
        elif kind != "other":
            rows = gradient.reshape(len(gradient), -1)
            gradient = _between(inverses_g[layer], rows, inverses_a[layer][0]).reshape(gradient.shape)
        if decays:
            gradient = gradient + decay * weight
        if clip:
            norm = jnp.sqrt(jnp.sum(jnp.square(gradient)))
            gradient = gradient * (CLIP / jnp.maximum(norm, CLIP))
        directions.append(gradient)
    return tuple(directions)


thor_inverses.tuple_outputs = thor_directions.tuple_outputs = True


# -- the optimizer -------------------------------------------------------------------------------------------

_KINDS = {DenseThor: "dense", Conv2dThor: "conv", EmbeddingThor: "embedding", EmbeddingLookupThor: "embedding"}


def _weight(cell: Cell) -> Parameter:
    return cell.embedding_table if _KINDS[type(cell)] == "embedding" else cell.weight


def _covariances(cell: Cell) -> tuple[Parameter, Parameter]:
    return (cell.matrix_a_cov, cell.matrix_g_cov) if isinstance(cell, Conv2dThor) else (cell.matrix_a, cell.matrix_g)


def _shapes(a: tuple[int, ...], g: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The shapes of the inverses of A and G; that of A is there once for each block of G, as in MindSpore."""
    if len(a) == 1:  # the diagonal, of an embedding
        return a, g
    (count_a, size_a), (count_g, size_g) = [(-(-n // SPLIT), min(n, SPLIT)) for n in (a[0], g[0])]
    return (count_g, count_a, size_a, size_a), (count_g, size_g, size_g)


def _zeros(shape: tuple[int, ...], name: str) -> Parameter:
    return parameter("zeros", shape, name, mstype.float32, requires_grad=False)


def _decay_all(parameter: Parameter) -> bool:
    return True


class ThorGpu(Optimizer):
    """The optimizer that `thor` makes."""

    _allows_dynamic_weight_decay = False
    _spares_normalization = False

    def __init__(
        self,
        net: Cell,
        learning_rate: Tensor,
        damping: Any,
        momentum: float,
        weight_decay: float = 0.0,
        loss_scale: float = 1.0,
        batch_size: float = 32,
        use_nesterov: bool = False,
        decay_filter: Callable = _decay_all,
        split_indices: list | None = None,
        enable_clip_grad: bool = False,
        frequency: int = 100,
    ) -> None:
        who = self.cls_name
        check_type(learning_rate, Tensor, "learning_rate", who)
        check_float(momentum, "momentum", who, at_least=0.0)
        check_type(loss_scale, (int, float), "loss_scale", who)
        if loss_scale <= 0:
            raise ValueError(f"For '{who}', the 'loss_scale' must be above 0, but got {loss_scale}.")
        super().__init__(learning_rate, net.trainable_params(), weight_decay)
        self.loss_scale = float(loss_scale)  # gradients are divided by it first of all, not in the momentum's step
        self.reciprocal_scale = Tensor(1.0 / loss_scale, mstype.float32)
        self._set_decayed(decay_filter)
        self.momentum = Parameter(Tensor(momentum, mstype.float32), name="momentum")
        self.use_nesterov = check_bool(use_nesterov, "use_nesterov", who)
        if use_nesterov:
            warnings.warn("For 'thor', 'use_nesterov' has no influence, as on MindSpore's CPU.", stacklevel=3)
        self.moments = self.parameters.clone(prefix="moments", init="zeros")
        self.frequency = check_type(frequency, int, "frequency", who)
        if frequency < 2:
            raise ValueError(f"For 'thor', the 'frequency' must be at least 2, but got {frequency}.")
        check_type(batch_size, (int, float), "batch_size", who)
        if batch_size <= 0:
            raise ValueError(f"For 'thor', the 'batch_size' must be above 0, but got {batch_size}.")
        self.batch_size = Tensor(float(batch_size), mstype.float32)
        self.damping = damping if isinstance(damping, Tensor) else Tensor(damping, mstype.float32)
        self.enable_clip_grad = bool(enable_clip_grad)
        if split_indices is not None:  # how the sums over many devices are bundled; there is one
            check_type(split_indices, list, "split_indices", who)
        self.thor = True
        self._add_layers(net)

    def _set_decayed(self, decay_filter: Callable) -> None:
        if not callable(decay_filter):
            got = type(decay_filter).__name__
            raise TypeError(f"For 'thor', the 'decay_filter' must be a function of a Parameter, but got {got}.")
        self.decay_flags = tuple([bool(decay_filter(p)) for p in self.parameters])
        self._plan = tuple([(rate, None, False) for rate, _, _ in self._plan])  # decayed before the momentum's step

    def _add_layers(self, net: Cell) -> None:
        """The statistics of the layers, and Parameters for their inverses."""
        cells = [cell for _, cell in net.cells_and_names()]
        layers = [cell for cell in cells if type(cell) in _KINDS and _weight(cell).requires_grad]
        if not layers:
            raise ValueError(
                "For 'thor', the 'net' must contain trained Dense, Conv2d, Embedding or EmbeddingLookup layers: use "
                "nn.Momentum, or wrap a single layer in an nn.SequentialCell."
            )
        convs = [cell for cell in layers if isinstance(cell, Conv2dThor)]
        self._kinds = tuple([_KINDS[type(cell)] for cell in layers])
        self.matrix_a_cov = ParameterTuple([_covariances(cell)[0] for cell in layers])
        self.matrix_g_cov = ParameterTuple([_covariances(cell)[1] for cell in layers])
        self.a_normalizer = ParameterTuple([cell.a_normalizer for cell in convs])
        self.g_normalizer = ParameterTuple([cell.g_normalizer for cell in convs])
        self.cov_step = Parameter(Tensor([0], mstype.int32), name="cov_step", requires_grad=False)
        shapes = [_shapes(a.shape, g.shape) for a, g in zip(self.matrix_a_cov, self.matrix_g_cov, strict=True)]
        self.matrix_a = ParameterTuple([_zeros(a, f"matrix_a_inv_{i}") for i, (a, _) in enumerate(shapes)])
        self.matrix_g = ParameterTuple([_zeros(g, f"matrix_g_inv_{i}") for i, (_, g) in enumerate(shapes)])
        kind_of = {id(_weight(cell)): (_KINDS[type(cell)], i) for i, cell in enumerate(layers)}
        for cell in cells:
            if isinstance(cell, LayerNorm):
                kind_of.update({id(cell.gamma): ("norm", -1), id(cell.beta): ("norm", -1)})
        self._preconditioned = tuple(
            [
                (*kind_of.get(id(p), ("other", -1)), self.exec_weight_decay and decays)
                for p, decays in zip(self.parameters, self.decay_flags, strict=True)
            ]
        )

    def get_frequency(self) -> int:
        """After how many steps the statistics are taken and inverted anew."""
        return self.frequency

    def construct(self, gradients: Any) -> tuple[bool, ...]:
        """One step; with ``thor`` False with the inverses of before."""
        gradients = self._checked(gradients)
        damping = rate_of_step(self.damping, self.cov_step) if self.damping.ndim else self.damping
        if self.thor:
            normalizers = tuple(zip(self.a_normalizer, self.g_normalizer, strict=True))
            inverses = thor_inverses(
                tuple(self.matrix_a_cov), tuple(self.matrix_g_cov), normalizers, damping, self.batch_size,
                self.reciprocal_scale, self._kinds,
            )  # fmt: skip
            for kept, inverse in zip((*self.matrix_a, *self.matrix_g), inverses, strict=True):
                kept.assign_value(inverse)
        directions = thor_directions(
            gradients, tuple(self.parameters), tuple(self.matrix_a), tuple(self.matrix_g), damping, self.batch_size,
            self.reciprocal_scale, self.weight_decay, self._preconditioned, self.enable_clip_grad,
        )  # fmt: skip
        self.cov_step.assign_value(self.cov_step + 1)
        return self._update(momentum_step, directions, (self.moments,), (self.momentum,))


def thor(
    net: Cell,
    learning_rate: Tensor,
    damping: Any,
    momentum: float,
    weight_decay: float = 0.0,
    loss_scale: float = 1.0,
    batch_size: float = 32,
    use_nesterov: bool = False,
    decay_filter: Callable = _decay_all,
    split_indices: list | None = None,
    enable_clip_grad: bool = False,
    frequency: int = 100,
) -> ThorGpu:
    """THOR (Chen et al., AAAI 2021) for a network, whose layers it converts first (see `ConvertNetUtils`): it is
    MindSpore's optimizer of that name for GPUs, wherever it runs.

    With the second moments A and G of a layer (see `DenseThor`), the damping d and the batch size B, the gradient D of
    its weight (out, in) becomes (B^2 G + sqrt(d) I)^-1 D (A + sqrt(d) I)^-1; matrices of more than 128 rows are taken
    to consist of blocks of 128 on the diagonal. For `Conv2d`, d and the product are divided by the number of pixels of
    an output; for an embedding A is diagonal, and the product is (A / B + sqrt(d) I)^-1 D (B^2 G + sqrt(d) I)^-1. An
    element D of `LayerNorm`'s parameters becomes D / (D^2 / B + sqrt(d)). All other gradients are left as they are.
    Then come weight decay and `Momentum`'s step.

    Every call of the optimizer takes and inverts the statistics anew while its attribute ``thor`` is True; the `Model`
    that `ConvertModelUtils` gives has that so in every ``frequency``-th step alone.

    Args:
        net: the network; it must have layers with statistics.
        learning_rate: a Tensor with the rate, or one for each step.
        damping: a Tensor with the damping d, or one for each step; NaN comes out of steps beyond its end.
        momentum: a float of at least 0.
        weight_decay: a number of at least 0.
        loss_scale: what the loss was multiplied by; gradients are divided by it, and G by its square.
        batch_size: B, a number above 0.
        use_nesterov: no influence, and a warning, as with `Momentum`.
        decay_filter: says for a Parameter whether it is decayed.
        split_indices: how sums over several devices are bundled, a list; without influence on one device.
        enable_clip_grad: whether every gradient is shortened to the norm 1, with its weight decay.
        frequency: see above; an int of at least 2.

    Raises:
        TypeError: for arguments of other types.
        ValueError: for numbers out of range, and for a network without layers that have statistics.

    >>> from mindspore import Tensor, nn
    >>> net = nn.SequentialCell(nn.Dense(2, 1, weight_init="zeros", has_bias=False))
    >>> optimizer = nn.thor(net, Tensor(0.5), Tensor(0.25), 0.0, batch_size=1)
    >>> _ = optimizer((Tensor([[2.25, 4.5]]),))
    >>> print(net[0].weight.asnumpy().round(4))
    [[-0.5 -1. ]]
    """
    check_type(net, Cell, "net", "thor")
    ConvertNetUtils().convert_to_thor_net(net)
    return ThorGpu(
        net, learning_rate, damping, momentum, weight_decay, loss_scale, batch_size, use_nesterov, decay_filter,
        split_indices, enable_clip_grad, frequency,
    )  # fmt: skip
