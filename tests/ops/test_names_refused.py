"""What MindSpore's CPU build has no kernel for (see REFUSED in test_families.py), against numpy and scipy."""

import mindspore as ms
import numpy as np
import pytest
import scipy.linalg
from mindspore import Tensor, mint, ops

X = np.random.default_rng(5).normal(size=(2, 4)).astype(np.float32)
Y = np.random.default_rng(6).normal(size=(2, 4)).astype(np.float32)
SQUARE = X[:, :2]


def space_to_batch(x, block):
    n, c, h, w = x.shape
    x = x.reshape(n, c, h // block, block, w // block, block)
    return x.transpose(3, 5, 0, 1, 2, 4).reshape(n * block * block, c, h // block, w // block)


BLOCKS = np.arange(32, dtype=np.float32).reshape(2, 1, 4, 4)

CASES = {
    "Angle": (lambda: ops.Angle()(Tensor(X)), np.angle(X)),
    "angle": (lambda: Tensor(X).angle(), np.angle(X)),
    "SpaceToBatch": (lambda: ops.SpaceToBatch(2, [[0, 0], [0, 0]])(Tensor(BLOCKS)), space_to_batch(BLOCKS, 2)),
    "BatchToSpace": (lambda: ops.BatchToSpace(2, [[0, 0], [0, 0]])(Tensor(space_to_batch(BLOCKS, 2))), BLOCKS),
    "CountNonZero": (lambda: ops.CountNonZero(dims=[1])(Tensor(X > 0)), np.int32((X > 0).sum(1))),
    "DynamicShape": (lambda: ops.DynamicShape()(Tensor(X)), np.array([2, 4])),
    "EuclideanNorm": (lambda: ops.EuclideanNorm()(Tensor(X), Tensor([1], ms.int32)), np.sqrt((X * X).sum(1))),
    "Fills": (lambda: ops.Fills()(Tensor(X), 3.5), np.full((2, 4), 3.5, np.float32)),
    "Fmin": (lambda: ops.Fmin()(Tensor(X), Tensor(Y)), np.fmin(X, Y)),
    "GatherV2": (lambda: ops.GatherV2()(Tensor(X), Tensor([1, 0, 1]), 0), X[[1, 0, 1]]),
    "SparseGatherV2": (lambda: ops.SparseGatherV2()(Tensor(X), Tensor([2, 0]), 1), X[:, [2, 0]]),
    "LerpScalar": (lambda: ops.LerpScalar()(Tensor(X), Tensor(Y), 0.25), X + np.float32(0.25) * (Y - X)),
    "matrix_exp": (lambda: ops.matrix_exp(Tensor(SQUARE)), scipy.linalg.expm(SQUARE)),
    "MatrixExp": (lambda: ops.MatrixExp()(Tensor(SQUARE)), scipy.linalg.expm(SQUARE)),
    "quantile": (lambda: ops.quantile(Tensor(X), 0.3, 1), np.quantile(X, np.float32(0.3), 1)),
    "Quantile": (lambda: ops.Quantile(dim=0)(Tensor(X), Tensor(0.5)), np.quantile(X, np.float32(0.5), 0)),
    "nanquantile": (lambda: ops.nanquantile(Tensor([1.0, np.nan, 3.0, 9.0]), 0.5), np.float32(3)),
    "RmsNorm": (
        lambda: ops.RmsNorm(1e-6)(Tensor(X), Tensor(Y[0]))[0],
        X / np.sqrt((X * X).mean(1, keepdims=True) + 1e-6) * Y[0],
    ),
    "FloatStatus": (lambda: ops.FloatStatus()(Tensor([1.0, np.inf])), np.float32([1])),
    "scalar_to_array": (lambda: ops.scalar_to_array(2), np.int64(2)),
    "mint.logaddexp2": (lambda: mint.logaddexp2(Tensor(X), Tensor(Y)), np.logaddexp2(X, Y)),
    "adaptive_avg_pool3d": (
        lambda: mint.nn.functional.adaptive_avg_pool3d(Tensor(BLOCKS), 1),
        BLOCKS.mean((1, 2, 3), keepdims=True),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_value(name):
    compute, expected = CASES[name]
    out = compute().asnumpy()
    assert (out.shape, out.dtype) == (np.shape(expected), np.asarray(expected).dtype)
    np.testing.assert_allclose(out, expected, rtol=2e-5, atol=1e-6)


def test_suppression_keeps_the_best_boxes():
    boxes = Tensor([[0, 0, 2, 2], [0, 0, 2, 1.9], [5, 5, 6, 6]], ms.float32)
    kept = ops.NonMaxSuppressionV3()(boxes, Tensor([0.5, 0.9, 0.1]), Tensor(3, ms.int32), Tensor(0.5), Tensor(0.0))
    assert kept.tolist() == [1, 2]
