"""Gradients of the operators of a first network: first and second order, and what they are at kinks and ties."""

import mindspore as ms
import numpy as np
from mindspore import Parameter, Tensor, grad, nn, ops, value_and_grad

from . import case, case_table


def vec(*values):
    return Tensor(list(values), ms.float32)


# --- kinks and ties: name -> (function, where) -----------------------------------------------------------------------

KINKS = {
    "relu": (ops.relu, (0, 1, -1)),
    "relu_minus_zero": (ops.relu, (-0.0,)),
    "relu6": (ops.relu6, (0, 6, 3)),
    "abs": (ops.abs, (0, 1, -1)),
    "sqrt": (ops.sqrt, (0, 4)),
    "rsqrt": (ops.rsqrt, (0, 1)),
    "norm_of_zeros": (lambda x: ops.norm(x), (0, 0)),
    "sign": (ops.sign, (0, 1)),
    "maximum_tie": (lambda x: ops.maximum(x, vec(0, 0.5)), (0, 1)),
    "minimum_tie": (lambda x: ops.minimum(x, vec(0, 0.5)), (0, 1)),
    "maximum_number": (lambda x: ops.maximum(x, 0.0), (0, 1, -1)),
    "maximum_of_itself": (lambda x: ops.maximum(x, x), (0, 1)),
    "max_method_ties": (lambda x: x.max(), (2, 2, 1)),
    "min_method_ties": (lambda x: x.min(), (1, 2, 1)),
    "amax_ties": (lambda x: ops.amax(x), (2, 2, 1)),
    "max_axis_ties": (lambda x: ops.max(x, axis=0)[0], (2, 2, 1)),
    "clamp": (lambda x: ops.clamp(x, 0.0, 1.0), (0, 1, 0.5, 2, -1)),
    "leaky_relu": (ops.leaky_relu, (0, 1, -1)),
    "elu": (ops.elu, (0, 1, -1)),
    "softplus": (ops.softplus, (0, 1)),
    "hardtanh": (ops.hardtanh, (0, 2, -2)),
    "log": (ops.log, (0, 1)),
    "reciprocal": (lambda x: 1 / x, (0, 2)),
    "pow_two": (lambda x: ops.pow(x, 2), (0, 1)),
    "pow_half": (lambda x: x**0.5, (0, 1)),
    "floor": (ops.floor, (0.5, 1)),
    "round": (ops.round, (0.5, 1)),
    "prod_with_a_zero": (lambda x: x.prod(), (0, 2, 3)),
    "sort_ties": (lambda x: ops.sort(x)[0] * vec(1, 2, 3), (3, 1, 1)),
    "where_with_infinite_branch": (lambda x: ops.where(x > 0, ops.log(x), 0.0 * x), (0, 1)),
    "select": (lambda x: ops.select(x > 0, x * x, x * 3), (0, 1, -1)),
    "logsumexp_tie": (lambda x: ops.logsumexp(x, 0), (1, 1)),
    "gelu": (ops.gelu, (0, 1)),
    "l1_loss": (lambda x: ops.l1_loss(x, vec(0, 0)), (0, -1)),
    "smooth_l1_loss": (lambda x: ops.smooth_l1_loss(x, vec(0, 0)), (1, -1)),
    "xlogy": (lambda x: ops.xlogy(x, vec(1, 2)), (0, 1)),
}


@case_table(KINKS)
def kink(function, where):
    return grad(function)(vec(*where))


# --- values and first gradients of a few inputs: name -> (function, shapes) ------------------------------------------

FIRST = {
    "add": (lambda a, b: a + b, (2, 3), (3,)),
    "sub": (lambda a, b: a - b, (2, 1), (2, 3)),
    "mul": (lambda a, b: a * b, (2, 3), (1, 3)),
    "div": (lambda a, b: a / (b + 2), (2, 3), (2, 3)),
    "pow": (lambda a, b: (a + 2) ** b, (2, 3), (3,)),
    "number_first": (lambda a: 2.0 - 3 / (a + 2), (2, 3)),
    "negative_and_power": (lambda a: -((a + 1.5) ** 3), (4,)),
    "modulo": (lambda a: a % 0.3, (4,)),
    "matmul": (lambda a, b: ops.matmul(a, b), (2, 3), (3, 4)),
    "matmul_operator": (lambda a, b: a @ b, (2, 3), (3,)),
    "matmul_batches": (lambda a, b: ops.matmul(a, b), (2, 1, 2, 3), (3, 3, 2)),
    "matmul_vectors": (lambda a, b: ops.matmul(a, b), (3,), (3,)),
    "bmm": (lambda a, b: ops.bmm(a, b), (2, 2, 3), (2, 3, 2)),
    "sum": (lambda a: (a * a).sum(), (2, 3)),
    "sum_axis": (lambda a: (a * a).sum(axis=1), (2, 3)),
    "sum_keepdims": (lambda a: (a * a).sum(axis=0, keepdims=True) * a, (2, 3)),
    "mean": (lambda a: ops.mean(a * a), (2, 3)),
    "mean_axes": (lambda a: (a * a).mean(axis=(0, 2)), (2, 3, 2)),
    "std": (lambda a: a.std(), (5,)),
    "var": (lambda a: a.var(axis=0), (3, 2)),
    "exp": (lambda a: ops.exp(a), (4,)),
    "log": (lambda a: ops.log(a + 2), (4,)),
    "sin_cos": (lambda a: ops.sin(a) * ops.cos(a), (4,)),
    "tan": (lambda a: ops.tan(a), (4,)),
    "tanh": (lambda a: ops.tanh(a), (4,)),
    "sigmoid": (lambda a: ops.sigmoid(a), (4,)),
    "softmax": (lambda a: ops.softmax(a) * ops.arange(3), (2, 3)),
    "softmax_axis_0": (lambda a: ops.softmax(a, 0) * ops.arange(3), (2, 3)),
    "log_softmax": (lambda a: ops.log_softmax(a) * ops.arange(3), (2, 3)),
    "logsumexp": (lambda a: ops.logsumexp(a, 1), (2, 3)),
    "sqrt_square": (lambda a: ops.sqrt(ops.square(a) + 1), (4,)),
    "erf": (lambda a: ops.erf(a), (4,)),
    "silu": (lambda a: ops.silu(a), (4,)),
    "gelu_tanh": (lambda a: ops.gelu(a, "tanh"), (4,)),
    "maximum": (lambda a, b: ops.maximum(a, b), (2, 3), (3,)),
    "where": (lambda a, b: ops.where(a > b, a * a, b * 3), (2, 3), (2, 3)),
    "concat": (lambda a, b: ops.concat([a * 2, b], 0) * ops.arange(3), (2, 3), (1, 3)),
    "stack": (lambda a, b: ops.stack([a, b * b], 1), (2, 3), (2, 3)),
    "split": (lambda a: ops.split(a, 1, 1)[1] * 3, (2, 3)),
    "reshape": (lambda a: a.reshape(3, -1) * ops.arange(2), (2, 3)),
    "transpose": (lambda a: a.transpose(1, 0) * ops.arange(2), (2, 3)),
    "swapaxes_t": (lambda a: a.T @ a, (2, 3)),
    "expand_squeeze": (lambda a: (a.expand_dims(1) * a).squeeze(), (3,)),
    "broadcast_to": (lambda a: ops.broadcast_to(a, (2, 3)) * ops.arange(3), (1, 3)),
    "tile": (lambda a: ops.tile(a, (2, 2)) * ops.arange(6), (2, 3)),
    "flip": (lambda a: ops.flip(a, (0,)) * ops.arange(3), (3,)),
    "cumsum": (lambda a: ops.cumsum(a, 0) * a, (3, 2)),
    "index_row": (lambda a: a[1] * a[0], (2, 3)),
    "index_slice": (lambda a: a[:, 1:] * 2, (2, 3)),
    "index_step": (lambda a: a[::2, -1] * 2, (3, 3)),
    "index_new_axis": (lambda a: a[:, None] * a, (3,)),
    "index_list": (lambda a: a[[0, 0, 1]] * ops.arange(3), (2, 3)),
    "index_tensor": (lambda a: a[Tensor([1, 1, 0])], (2, 3)),
    "index_pairs": (lambda a: a[[0, 1], [2, 2]] * 5, (2, 3)),
    "gather": (lambda a: ops.gather(a, Tensor([1, 1, 0]), 1), (2, 3)),
    "gather_elements": (lambda a: ops.gather_elements(a, 1, Tensor([[0, 0], [2, 1]])), (2, 3)),
    "tril": (lambda a: ops.tril(a) * 2, (3, 3)),
    "outer_product": (lambda a, b: ops.outer(a, b), (2,), (3,)),
    "einsum_by_sums": (lambda a, b: (a.expand_dims(2) * b).sum(1), (2, 3), (3, 4)),
    "norm": (lambda a: ops.norm(a), (2, 3)),
    "addcmul_chain": (lambda a, b: a + 0.5 * b * b - a * b, (3,), (3,)),
    "topk": (lambda a: ops.topk(a, 2)[0], (4,)),
    "one_hot_product": (lambda a: ops.one_hot(Tensor([2, 0]), 3, Tensor(1.0), Tensor(0.0)) * a, (2, 3)),
}


@case_table({name: (function, *shapes) for name, (function, *shapes) in FIRST.items()})
def first(function, *shapes):
    rng = np.random.default_rng(len(shapes) + sum(map(sum, shapes)))
    inputs = [Tensor(rng.uniform(-1, 1, shape).astype(np.float32)) for shape in shapes]
    return value_and_grad(function, tuple(range(len(shapes))))(*inputs)


SECOND = {
    "tanh": ops.tanh,
    "sigmoid": ops.sigmoid,
    "exp": ops.exp,
    "log": ops.log,
    "sqrt": ops.sqrt,
    "rsqrt": ops.rsqrt,
    "cos": ops.cos,
    "relu": ops.relu,
    "square": ops.square,
    "pow": lambda x: ops.pow(x, 3),
    "divide": lambda x: 1 / x,
    "mean": lambda x: (x * x * x).mean(),
    "maximum": lambda x: ops.maximum(x * x, 1.5),
    "where": lambda x: ops.where(x > 1, x * x * x, x * x),
    "concat": lambda x: ops.concat([x * x, x * x * x]),
    "stack": lambda x: ops.stack([x * x, x * x * x]),
    "cumsum": lambda x: ops.cumsum(x * x, 0),
    "softplus": ops.softplus,
    "gelu": ops.gelu,
}


@case_table({name: (function,) for name, function in SECOND.items()})
def second(function):
    return grad(grad(function))(vec(1, 2))


# --- losses ----------------------------------------------------------------------------------------------------------


def logits():
    return Tensor([[0.5, -1.0, 2.0], [0.1, 0.2, -0.3]])


@case_table({"sum": ("sum",), "mean": ("mean",), "none": ("none",)})
def binary_cross_entropy_with_logits(reduction):
    labels = Tensor([[1.0, 0.0, 1.0], [0.0, 0.0, 1.0]])
    weight, pos_weight = Tensor([[1.0, 2.0, 0.5]]), vec(1, 2, 3)
    ones = ops.ones_like(labels)
    plain = value_and_grad(lambda x: ops.binary_cross_entropy_with_logits(x, labels, ones, ones, reduction))(logits())
    cell = value_and_grad(nn.BCEWithLogitsLoss(reduction, weight, pos_weight))(logits(), labels)
    return plain, cell


@case_table({"sum": ("sum",), "mean": ("mean",), "none": ("none",)})
def cross_entropy(reduction):
    labels = Tensor([2, 0], ms.int32)
    soft = Tensor([[0.2, 0.3, 0.5], [0.0, 1.0, 0.0]])
    return (
        value_and_grad(lambda x: ops.cross_entropy(x, labels, reduction=reduction))(logits()),
        value_and_grad(nn.CrossEntropyLoss(vec(1, 2, 3), reduction=reduction))(logits(), labels),
        value_and_grad(nn.CrossEntropyLoss(label_smoothing=0.1, reduction=reduction))(logits(), labels),
        value_and_grad(nn.CrossEntropyLoss(reduction=reduction))(logits(), soft),
    )


@case_table({"sum": ("sum",), "mean": ("mean",), "none": ("none",)})
def mean_square_error(reduction):
    labels = Tensor([[1.0, 0.0, 1.0], [0.0, 0.0, 1.0]])
    return value_and_grad(nn.MSELoss(reduction), (0, 1))(logits(), labels)


@case
def linear_regression_loss():
    w, b = Parameter(Tensor([[1.0, 2.0]]), name="w"), Parameter(vec(0.5), name="b")

    def loss(x, y):
        prediction = ops.matmul(x, w.T) + b
        return ((prediction - y) ** 2).mean(), prediction

    x, y = Tensor([[1.0, 2.0], [3.0, 4.0]]), Tensor([[1.0], [2.0]])
    return value_and_grad(loss, None, [w, b], has_aux=True)(x, y)
