"""What MindSpore's CPU build has no kernels for, against numpy: the documented meaning, which PyTorch shares."""

import re

import mindspore as ms
import numpy as np
import pytest
from mindspore import Tensor, mint

F = mint.nn.functional
random = np.random.RandomState(0)
x = random.uniform(-2, 2, (3, 4)).astype(np.float32)
y = random.uniform(-2, 2, (3, 4)).astype(np.float32)
v = random.uniform(-2, 2, 4).astype(np.float32)
square = random.uniform(-2, 2, (3, 3)).astype(np.float32)
batch = random.uniform(-2, 2, (2, 3, 4)).astype(np.float32)
n = random.randint(-5, 6, (3, 4))
unit = random.uniform(-0.9, 0.9, 5).astype(np.float32)


ARRAYS = {"x": x, "y": y, "v": v, "square": square, "batch": batch, "n": n, "unit": unit}


def softmax(a, axis):
    e = np.exp(a - a.max(axis, keepdims=True))
    return e / e.sum(axis, keepdims=True)


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


# calls, on Tensors of the arrays above, and what they must give
CASES = [
    ("mint.acos(unit)", np.arccos(unit)),
    ("mint.asin(unit)", np.arcsin(unit)),
    ("mint.arcsin(unit)", np.arcsin(unit)),
    ("mint.asinh(x)", np.arcsinh(x)),
    ("mint.atan(x)", np.arctan(x)),
    ("mint.atan2(x, y)", np.arctan2(x, y)),
    ("mint.exp2(x)", np.exp2(x)),
    ("mint.erfinv(mint.erf(x))", x),
    ("mint.frac(x)", x - np.trunc(x)),
    ("mint.fix(x)", np.trunc(x)),
    ("mint.logaddexp(x, y)", np.logaddexp(x, y)),
    ("mint.round(x, decimals=1)", np.round(x, 1)),
    ("mint.addcdiv(x, y, 2 + y * y, value=0.5)", x + 0.5 * y / (2 + y * y)),
    ("mint.addcmul(x, y, y, value=0.5)", x + 0.5 * y * y),
    ("mint.div(x, y, rounding_mode='floor')", np.floor(x / y)),
    ("mint.div(n, 2, rounding_mode='trunc')", np.trunc(n / 2).astype(np.int64)),
    ("mint.floor_divide(n, 3)", n // 3),
    ("mint.bitwise_not(n)", ~n),
    ("mint.bitwise_or(n, 3)", n | 3),
    ("mint.bitwise_xor(n, n + 1)", n ^ (n + 1)),
    ("mint.argmax(x, 1)", x.argmax(1)),
    ("mint.argmin(x, dim=0)", x.argmin(0)),
    ("mint.argmin(x)", np.array(x.argmin())),
    ("mint.count_nonzero(n, 1)", (n != 0).sum(1)),
    ("mint.cumsum(x, 1)", x.cumsum(1)),
    ("mint.cumsum(n, 0)", n.cumsum(0)),
    ("mint.cummin(x, 0)[0]", np.minimum.accumulate(x, 0)),
    ("mint.logsumexp(x, 1)", np.log(np.exp(x).sum(1))),
    ("mint.median(v)", np.sort(v)[1]),
    ("mint.median(x, 1)[0]", np.sort(x, 1)[:, 1]),
    ("mint.kthvalue(x, 2, 1)[0]", np.sort(x, 1)[:, 1]),
    ("mint.kthvalue(x, 2, 1, True)[1]", np.argsort(x, 1)[:, 1:2]),
    ("mint.var(x, 1)", x.var(1, ddof=1)),
    ("mint.std(x, correction=0)", x.std()),
    ("mint.var_mean(x, 0)[0]", x.var(0, ddof=1)),
    ("mint.std_mean(x, 0, keepdim=True)[1]", x.mean(0, keepdims=True)),
    ("mint.norm(x)", np.linalg.norm(x)),
    ("mint.norm(x, 1, 1)", np.abs(x).sum(1)),
    ("mint.linalg.norm(x, dim=0)", np.linalg.norm(x, axis=0)),
    ("mint.linalg.matrix_norm(x, 'nuc')", np.linalg.norm(x, "nuc")),
    ("mint.linalg.vector_norm(v, 3)", (np.abs(v) ** 3).sum() ** (1 / 3)),
    ("mint.linalg.inv(square)", np.linalg.inv(square)),
    ("mint.histc(v, 4, -2, 2)", np.histogram(v, 4, (-2, 2))[0].astype(np.float32)),
    ("mint.sort(x, dim=1, descending=True)[0]", -np.sort(-x, 1)),
    ("mint.argsort(x, dim=0)", np.argsort(x, 0)),
    ("mint.topk(x, 2)[1]", np.argsort(-x, 1)[:, :2]),
    ("mint.topk(x, 2, dim=0, largest=False)[0]", np.sort(x, 0)[:2]),
    ("mint.stack((x, y), dim=1)", np.stack((x, y), 1)),
    ("mint.diag(v, 1)", np.diag(v, 1)),
    ("mint.diag(x, 1)", np.diag(x, 1)),
    ("mint.tril(x)", np.tril(x)),
    ("mint.trace(square)", np.trace(square)),
    ("mint.roll(x, 1, 0)", np.roll(x, 1, 0)),
    ("mint.repeat_interleave(v, 2)", np.repeat(v, 2)),
    ("mint.repeat_interleave(x, 2, dim=0, output_size=6)", np.repeat(x, 2, 0)),
    ("mint.index_select(x, 1, Tensor([2, 0]))", x[:, [2, 0]]),
    ("mint.index_add(x, 0, Tensor([1]), Tensor(y[:1]), alpha=2)", x + 2 * np.eye(3, dtype="f4")[:, [1]] * y[:1]),
    ("mint.scatter_add(v, 0, Tensor([1, 1]), Tensor(v[:2]))", v + np.eye(4, dtype="f4")[1] * v[:2].sum()),
    ("mint.take(x, Tensor([0, 5]))", x.ravel()[[0, 5]]),
    ("mint.dot(v, v)", v @ v),
    ("mint.vdot(v, v)", v @ v),
    ("mint.mm(x, mint.t(y))", x @ y.T),
    ("mint.mv(x, v)", x @ v),
    ("mint.bmm(batch, mint.transpose(batch, 1, 2))", batch @ batch.transpose(0, 2, 1)),
    ("mint.outer(v, v)", np.outer(v, v)),
    ("mint.addmm(square, x, mint.t(y), beta=2, alpha=0.5)", 2 * square + 0.5 * x @ y.T),
    ("mint.addmv(Tensor(x[:, 0]), x, v)", x[:, 0] + x @ v),
    ("mint.baddbmm(square, batch, mint.transpose(batch, 1, 2))", square + batch @ batch.transpose(0, 2, 1)),
    ("mint.arange(1, 7, 2)", np.arange(1, 7, 2)),
    ("mint.arange(3.0)", np.arange(3, dtype=np.float32)),
    ("mint.full((2,), 3.0)", np.full(2, 3, np.float32)),
    ("mint.linspace(0, 1, 5)", np.linspace(0, 1, 5, dtype=np.float32)),
    ("mint.ones_like(n)", np.ones_like(n)),
    ("F.elu(x, 0.5)", np.where(x > 0, x, 0.5 * np.expm1(x))),
    ("F.hardtanh(x, -0.5, 0.5)", x.clip(-0.5, 0.5)),
    ("F.leaky_relu(x)", np.where(x > 0, x, 0.01 * x)),
    ("F.logsigmoid(x)", np.log(sigmoid(x))),
    ("F.log_softmax(x, 0)", np.log(softmax(x, 0))),
    ("F.mish(x)", x * np.tanh(np.log1p(np.exp(x)))),
    ("F.relu6(4 * x)", (4 * x).clip(0, 6)),
    ("F.threshold(x, 0.5, 9.0)", np.where(x > 0.5, x, 9)),
    ("F.one_hot(Tensor([2, 0]))", np.eye(3, dtype=np.int64)[[2, 0]]),
    ("F.one_hot(Tensor([2, 0]), 4)", np.eye(4, dtype=np.int64)[[2, 0]]),
    ("F.normalize(x)", x / np.linalg.norm(x, axis=1, keepdims=True)),
    ("F.layer_norm(x, (4,))", (x - x.mean(1, keepdims=True)) / np.sqrt(x.var(1, keepdims=True) + 1e-5)),
    ("F.embedding(Tensor([2, 0]), x)", x[[2, 0]]),
    ("F.mse_loss(x, y)", ((x - y) ** 2).mean()),
    ("F.l1_loss(x, y, 'sum')", np.abs(x - y).sum()),
    ("F.cross_entropy(x, Tensor([1, 0, 3]))", -np.log(softmax(x, 1))[[0, 1, 2], [1, 0, 3]].mean()),
    ("F.kl_div(x, mint.exp(y), 'batchmean')", (np.exp(y) * (y - x)).sum() / 3),
    ("F.kl_div(x, y, 'none', log_target=True)", np.exp(y) * (y - x)),
    ("F.soft_margin_loss(x, mint.sign(y))", np.log1p(np.exp(-np.sign(y) * x)).mean()),
    ("F.adaptive_avg_pool1d(batch, 2)", batch.reshape(2, 3, 2, 2).mean(3)),
    ("F.adaptive_max_pool1d(batch, 2)", batch.reshape(2, 3, 2, 2).max(3)),
    ("F.avg_pool1d(batch, 2)", batch.reshape(2, 3, 2, 2).mean(3)),
    ("F.max_pool2d(batch, (1, 2))", batch.reshape(2, 3, 2, 2).max(3)),
    (
        "F.max_pool2d(batch, (1, 2), return_indices=True)[1]",
        batch.reshape(2, 3, 2, 2).argmax(3) + 2 * np.arange(2) + 4 * np.arange(3)[:, None],
    ),
    ("mint.bincount(mint.abs(mint.ravel(n)))", np.bincount(np.abs(n).ravel())),
    ("mint.trace(mint.narrow(n, 1, 0, 3))", np.trace(n)),
    ("F.pad(x, (1, 1), 'reflect')", np.pad(x, ((0, 0), (1, 1)), "reflect")),
    ("F.conv1d(batch, Tensor(batch[:, :, :1]))", np.einsum("ncl,oc->nol", batch, batch[:, :, 0])),
    ("mint.nn.ReplicationPad1d(1)(x)", np.pad(x, ((0, 0), (1, 1)), "edge")),
    ("mint.nn.ConstantPad1d(1, 5.0)(x)", np.pad(x, ((0, 0), (1, 1)), constant_values=5)),
    ("mint.special.sinc(x)", np.sinc(x)),
]  # fmt: skip


@pytest.mark.parametrize(("call", "expected"), CASES, ids=[call for call, _ in CASES])
def test_function(call, expected):
    tensors = {name: Tensor(array) for name, array in ARRAYS.items() if re.search(rf"\b{name}\b", call)}
    # within Tensor(...) the arrays are meant
    call = re.sub(r"Tensor\((\w+)\[", r"Tensor(array_\1[", call)
    arrays = {f"array_{name}": array for name, array in ARRAYS.items()}
    out = eval(call, {"mint": mint, "F": F, "Tensor": Tensor, **tensors, **arrays})
    expected = np.asarray(expected)
    assert out.shape == expected.shape
    assert (out.asnumpy().dtype.kind == "f") == (expected.dtype.kind == "f")
    np.testing.assert_allclose(out.asnumpy(), expected, 3e-5, 3e-6)


INDICES = """
    mint.argmin(a, 0) | mint.sort(a)[1] | mint.topk(a, 1)[1] | mint.median(a, 0)[1] | mint.cummin(a, 0)[1]
    | mint.max(a, 0)[1] | mint.count_nonzero(a) | mint.multinomial(mint.abs(a), 1) | mint.randperm(3)
""".split("|")


@pytest.mark.parametrize("call", [call.strip() for call in INDICES])
def test_indices_are_int64(call):
    assert eval(call, {"mint": mint, "a": Tensor(v)}).dtype == ms.int64


IN_PLACE = {
    "relu_": np.maximum(x, 0),
    "sigmoid_": sigmoid(x),
    "elu_": np.where(x > 0, x, np.expm1(x)),
    "hardtanh_": x.clip(-1, 1),
}


@pytest.mark.parametrize("name", IN_PLACE)
def test_in_place(name):
    tensor = Tensor(x)
    assert getattr(F, name)(tensor) is tensor
    np.testing.assert_allclose(tensor.asnumpy(), IN_PLACE[name], 1e-5, 1e-6)


@pytest.mark.parametrize("alpha", [1.0, 0.3, -2.0])
def test_gradient_of_elu(alpha):
    gradient = ms.grad(lambda t: F.elu(t, alpha).sum())(Tensor(x))
    np.testing.assert_allclose(gradient.asnumpy(), np.where(x > 0, 1, alpha * np.exp(x)), 1e-5, 1e-6)


def test_gradient_of_kl_div():
    log_p, p = Tensor(x), Tensor(np.exp(y))
    gradients = ms.grad(lambda a, b: F.kl_div(a, b, "sum"), (0, 1))(log_p, p)
    np.testing.assert_allclose(gradients[0].asnumpy(), -np.exp(y), 1e-5)
    np.testing.assert_allclose(gradients[1].asnumpy(), y - x + 1, 1e-4, 1e-5)


def test_qr_and_triangular_solve():
    q, r = mint.linalg.qr(Tensor(square))
    np.testing.assert_allclose((q @ r).asnumpy(), square, 1e-4, 1e-5)
    for transpose in (False, True):
        solution, _ = mint.triangular_solve(Tensor(x), Tensor(square), transpose=transpose)
        matrix = np.triu(square).T if transpose else np.triu(square)
        np.testing.assert_allclose(matrix @ solution.asnumpy(), x, 1e-3, 1e-4)


def test_random_functions():
    ms.set_seed(3)
    a = mint.rand(1000)
    assert 0 <= float(a.min()) <= float(a.max()) < 1
    assert abs(float(mint.normal(5.0, 0.1, (1000,)).mean()) - 5) < 0.05
    assert set(mint.randint(2, 5, (100,)).tolist()) == {2, 3, 4}
    assert sorted(mint.randperm(9).tolist()) == list(range(9))
    assert abs(float(mint.bernoulli(mint.full((1000,), 0.25)).mean()) - 0.25) < 0.06
    assert mint.randn((2, 3), ms.float16).dtype == ms.float16
    with pytest.raises(TypeError, match="generator"):
        mint.rand(2, generator=5)
