"""Every operator for neural networks: its derivatives against finite differences, in float64."""

import numpy as np
import pytest
from finite_difference import check_gradient

from msgrad.engine.operator import OPERATORS, Operator
from msgrad.ops.function import activation, convolution, dropout_func, linear, loss, normalization, pooling

FAMILIES = (activation, convolution, dropout_func, linear, loss, normalization, pooling)
STATE = np.uint64(12345)
LABELS = np.array([0, 3, 1])


def x(*shape, seed=0):
    """Normal numbers: no two equal, and none at a corner of a function."""
    return np.random.RandomState(seed).normal(size=shape)


def p(*shape, seed=0):
    return np.random.RandomState(seed).uniform(0.1, 0.9, shape)


def shares(*shape):
    """Probabilities: rows of sum 1."""
    given = p(*shape)
    return given / given.sum(-1, keepdims=True)


def signs(*shape):
    return np.sign(x(*shape, seed=9))


def fixed(**arguments):
    """An operator's pure function of its other arguments, by position."""

    def make(op):
        names = [n for n in op.names if n not in arguments]
        return lambda *arrays: op.body(**dict(zip(names, arrays, strict=False)), **arguments)

    return make


def case(op, *arrays, **arguments):
    return pytest.param(op, arrays, arguments, id=f"{op.name} {arguments}"[:80])


ONE_ARRAY = [
    "relu6", "celu", "selu", "gelu", "fast_gelu", "glu", "silu", "mish", "sigmoid", "logsigmoid", "tanh",
    "softmax_over", "log_softmax", "softplus", "softsign", "softshrink", "hardshrink", "hardsigmoid", "hardswish",
    "hardtanh", "tanhshrink", "leaky_relu", "_relu",
]  # fmt: skip
CASES = [case(getattr(activation, name), 3 * x(4, 6)) for name in ONE_ARRAY] + [
    case(activation.celu, x(4, 6), alpha=0.5),
    case(activation.elu_of, 3 * x(4, 6), alpha=1.0),
    case(activation.elu_of, 3 * x(4, 6), alpha=0.5),
    case(activation.gelu, x(4, 6), approximate="tanh"),
    case(activation.softmax_over, x(4, 6), axis=(0, 1), sign=-1),
    case(activation.threshold, x(4, 6), thr=0.2, value=1.0),
    case(activation.prelu, x(2, 3, 4), x(3)),
    case(activation._rrelu, x(2, 3), p(2, 3)),
    case(activation.lrn, x(2, 5, 2, 2), depth_radius=1, beta=0.75),
    *[
        case(convolution.convolution, x(2, c, 6, 5), x(o, c // g, 3, 2, seed=1), x(o), stride=stride, pad_mode=mode,
             padding=((1, 0), (2, 1)), dilation=dilation, groups=g)
        for c, o, g, stride, mode, dilation in [
            (2, 3, 1, (1, 1), "same", (1, 1)), (2, 4, 2, (2, 1), "pad", (1, 2)), (3, 6, 3, (2, 1), "pad", (1, 2)),
            (200, 2, 1, (1, 1), "valid", (1, 1)), (4, 2, 2, (1, 2), "same", (2, 1)),
        ]
    ],
    *[
        case(convolution.transposed_convolution, x(1, 4, 3, 3), x(4, 2, 3, 2, seed=1), x(4), stride=(2, 1),
             pad_mode=mode, padding=((1, 0), (1, 1)), output_padding=(1, 0), dilation=(1, 2), groups=2, who="Conv")
        for mode in ("same", "valid", "pad")
    ],
    case(dropout_func._dropout, x(3, 4), state=STATE, keep=0.6),
    case(dropout_func._dropout_channels, x(3, 4, 2), mask=x(3, 4, seed=2) > 0, keep=0.6),
    case(dropout_func.dropout_step, x(3, 4), state=STATE, keep=0.6),
    case(linear.dense, x(2, 3), x(4, 3), x(4)),
    case(linear.bidense, x(2, 3), x(2, 4), x(5, 3, 4), x(5)),
    case(linear.bias_add, x(2, 3, 4), x(3)),
    case(linear.one_hot, x(), x(), indices=np.array([1, 0, 5]), depth=3),
    case(linear.embedding_lookup, x(4, 3), indices=LABELS, use_one_hot=False),
    case(linear.embedding_lookup, x(4, 3), indices=LABELS, use_one_hot=True),
    case(linear._embedding, x(4, 3), input=LABELS, padding_idx=None, scale_grad_by_freq=False),
    case(linear.cosine_similarity, x(3, 4), x(3, 4, seed=1)),
    case(loss.weighted, x(3, 4), x(4), reduction="mean"),
    *[case(f, x(3, 4), x(3, 4, seed=1)) for f in (loss.l1_loss, loss.mse_loss, loss.smooth_l1_loss, loss.huber_loss)],
    case(loss.binary_cross_entropy, p(3, 4), p(3, 4, seed=1), p(4)),
    case(loss.binary_cross_entropy_with_logits, x(3, 4), p(3, 4), p(4), p(3, 4, seed=2)),
    case(loss.kl_div, x(3, 4), labels=p(3, 4)),
    *[
        case(f, x(3, 4), p(4), target=LABELS, ignore_index=1, reduction=reduction, label_smoothing=0.1)
        for f in (loss.nll_loss, loss.cross_entropy) for reduction in loss.REDUCTIONS
    ],
    case(loss.cross_entropy, x(3, 4), p(3, 4), p(4), label_smoothing=0.1),
    case(loss.softmax_cross_entropy_with_logits, x(3, 4), labels=LABELS, sparse=True, reduction="mean"),
    case(loss.softmax_cross_entropy_with_logits, x(3, 4), labels=shares(3, 4), sparse=False, reduction="none"),
    case(loss.cosine_embedding_loss, x(3, 4), x(3, 4, seed=1), target=signs(3), margin=0.1),
    case(loss.soft_margin_loss, x(3, 4), x(3, 4, seed=1)),
    case(loss.margin_ranking_loss, x(3, 4), x(3, 4, seed=1), x(3, 4, seed=2), margin=0.3),
    case(loss.hinge_embedding_loss, x(3, 4), targets=signs(3, 4)),
    case(loss.triplet_margin_loss, x(3, 4), x(3, 4, seed=1), x(3, 4, seed=2), p=3, swap=True),
    case(loss.multi_margin_loss, x(3, 4), p(4), target=LABELS, p=2, margin=1),
    case(loss.multilabel_soft_margin_loss, x(3, 4), p(3, 4), p(4)),
    case(loss.multilabel_margin, x(2, 4), target=np.array([[2, 0, -1, 1], [3, -1, -1, 0]], np.int32), reduction="mean"),
    case(linear.rows_or_zero, x(3, 4), indices=np.array([1, 5, 3]), offset=1),
    case(loss.gaussian_nll_loss, x(3, 4), x(3, 4, seed=1), p(3, 4), full=True),
    case(loss.poisson_nll_loss, p(3, 4), 4 * p(3, 4, seed=1), log_input=False, full=True, eps=1e-8, reduction="mean"),
    case(loss.dice_loss, p(3, 4), p(3, 4, seed=1), smooth=1e-5),
    case(normalization.batch_norm_infer, x(4, 3, 2), x(3), p(3), x(3, seed=1), x(3, seed=2), eps=1e-5),
    case(normalization.normalize_trailing, x(2, 3, 4), x(4), x(4), begin_norm_axis=1, begin_params_axis=-1, eps=1e-5),
    case(normalization._rms_norm, x(2, 3, 4), x(4), epsilon=1e-6),
    case(normalization._group_norm, x(2, 4, 3), x(4), x(4, seed=1), num_groups=2, eps=1e-5),
    *[
        case(pooling.max_pool, x(2, 2, 6, 5), window=(3, 2), stride=(2, 1), dilation=dilation, pad_mode=mode,
             padding=((1, 1), (1, 0)), ceil_mode=mode == "pad", return_indices=False, who="max_pool")
        for mode, dilation in [("pad", (1, 2)), ("same", (1, 1)), ("valid", (1, 1))]
    ],
    *[
        case(pooling.avg_pool, x(2, 2, 6, 5), window=(3, 2), stride=(2, 1), pad_mode=mode, padding=((1, 1), (1, 0)),
             ceil_mode=mode == "pad", count_include_pad=include, divisor_override=divisor, who="avg_pool")
        for mode, include, divisor in [
            ("pad", True, None), ("pad", False, None), ("same", True, None), ("pad", True, 3)
        ]
    ],
    case(pooling._adaptive_avg_pool, x(2, 5, 7), output_size=(2, 3), ranks=(3,), who="pool"),
    case(pooling._adaptive_max_pool, x(2, 5, 7), output_size=(2, 3), return_indices=False, ranks=(3,), who="pool"),
    case(pooling._lp_pool, p(2, 5, 6), norm_type=3, window=(2, 2), stride=(2, 2), ceil_mode=True, who="pool"),
]  # fmt: skip


@pytest.mark.parametrize(("op", "arrays", "arguments"), CASES)
def test_derivatives(op, arrays, arguments):
    check_gradient(fixed(**arguments)(op), *arrays, rtol=1e-5)


def test_batch_norm_train():
    for norm in (normalization.batch_norm_train, normalization.instance_norm_train):
        check_gradient(lambda *a, norm=norm: norm.body(*a, 1e-5), x(4, 3, 2), x(3), x(3, seed=1))


def test_embedding_shares_of_the_gradient():
    """padding_idx takes no gradient, and scale_grad_by_freq divides by how often a row is met."""
    import jax

    table, ids = x(4, 2), np.array([1, 1, 3, 0])
    gradient = jax.grad(lambda t: linear._embedding.body(ids, t, 3, True).sum())(table)
    np.testing.assert_allclose(gradient, [[1, 1], [1, 1], [0, 0], [0, 0]])


def test_every_operator_is_here():
    covered = {c.values[0] for c in CASES} | {normalization.batch_norm_train, normalization.instance_norm_train}
    modules = {family.__name__ for family in FAMILIES}
    mine = {op for op in OPERATORS.values() if op.body.__module__ in modules and op.differentiable}
    assert all(isinstance(op, Operator) for op in mine)
    assert {op.name for op in mine - covered} == set()
