"""Layers and modes that MindSpore's CPU build refuses, or gets wrong: against numpy and finite differences."""

import itertools

import mindspore as ms
import numpy as np
import pytest
from mindspore import Tensor, nn, ops

import msgrad


@pytest.fixture(params=["operator", "program"])
def executor(request):
    with msgrad.executor(request.param):
        yield request.param


def normal(*shape, seed=0, dtype=np.float32):
    return np.random.RandomState(seed).normal(size=shape).astype(dtype)


def check_gradient(function, *arrays, step=1e-6):
    """The gradient of a weighed sum against central differences, in float64."""
    arrays = [np.asarray(a, np.float64) for a in arrays]
    weights = Tensor(normal(*function(*map(Tensor, arrays)).shape, seed=9, dtype=np.float64))

    def total(*tensors):
        return (function(*tensors) * weights).sum()

    places = tuple(range(len(arrays)))
    gradients = ms.grad(total, places)(*map(Tensor, arrays))
    gradients = gradients if len(arrays) > 1 else (gradients,)
    for k, (array, gradient) in enumerate(zip(arrays, gradients, strict=True)):
        expected = np.zeros_like(array)
        for at in itertools.islice(np.ndindex(array.shape), 12):
            ends = []
            for sign in (1, -1):
                moved = array.copy()
                moved[at] += sign * step
                ends.append(float(total(*[Tensor(moved if i == k else a) for i, a in enumerate(arrays)]).asnumpy()))
            expected[at] = (ends[0] - ends[1]) / (2 * step)
            np.testing.assert_allclose(gradient.asnumpy()[at], expected[at], rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize(
    ("layer", "shape"),
    [(nn.InstanceNorm1d, (2, 3, 4)), (nn.InstanceNorm2d, (2, 3, 2, 2)), (nn.InstanceNorm3d, (2, 3, 1, 2, 2))],
)
def test_instance_norm(layer, shape, executor):
    x = normal(*shape)
    net = layer(3, eps=0.01, gamma_init=Tensor(normal(3, seed=1)), beta_init=Tensor(normal(3, seed=2)))
    axes = tuple(range(2, x.ndim))
    per_channel = (1, 3, *[1] * len(axes))
    expected = (x - x.mean(axes, keepdims=True)) / np.sqrt(x.var(axes, keepdims=True) + 0.01)
    expected = expected * net.gamma.asnumpy().reshape(per_channel) + net.beta.asnumpy().reshape(per_channel)
    np.testing.assert_allclose(net(Tensor(x)).asnumpy(), expected, rtol=1e-4, atol=1e-5)
    assert net.moving_mean.asnumpy().tolist() == [0, 0, 0]
    np.testing.assert_allclose(net.set_train()(Tensor(x)).asnumpy(), expected, rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(net.moving_mean.asnumpy(), 0.1 * x.mean((0, *axes)), rtol=1e-4, atol=1e-6)
    variance = 0.9 + 0.1 * x.var(axes, ddof=1).mean(0)
    np.testing.assert_allclose(net.moving_variance.asnumpy(), variance, rtol=1e-4)


def test_gradient_of_instance_norm():
    net = nn.InstanceNorm2d(2, dtype=ms.float64)
    check_gradient(net, normal(2, 2, 2, 3))


def test_gradient_of_channel_shuffle():
    check_gradient(lambda x: ops.channel_shuffle(x, 2), normal(1, 4, 1, 2))
    assert ops.channel_shuffle(Tensor(np.arange(6).reshape(1, 6, 1)), 3).asnumpy().ravel().tolist() == [
        0,
        2,
        4,
        1,
        3,
        5,
    ]


def cubic(t):
    a = -0.75
    near, far = (lambda x: ((a + 2) * x - (a + 3)) * x * x + 1), (lambda x: ((a * x - 5 * a) * x + 8 * a) * x - 4 * a)
    return [far(1 + t), near(t), near(1 - t), far(2 - t)]


def test_bicubic_grid_sample(executor):
    image, grid = normal(1, 1, 4, 5), np.array([[[[0.1, -0.2], [0.9, 0.7]]]], np.float32)
    out = ops.grid_sample(Tensor(image), Tensor(grid), "bicubic", "border", True).asnumpy()
    for k, (x, y) in enumerate(grid[0, 0]):
        px, py = (x + 1) / 2 * 4, (y + 1) / 2 * 3
        fx, fy = int(np.floor(px)), int(np.floor(py))
        expected = sum(
            wy * wx * image[0, 0, np.clip(fy + j - 1, 0, 3), np.clip(fx + i - 1, 0, 4)]
            for j, wy in enumerate(cubic(py - fy)) for i, wx in enumerate(cubic(px - fx))
        )  # fmt: skip
        np.testing.assert_allclose(out[0, 0, 0, k], expected, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("padding_mode", ["zeros", "border", "reflection"])
def test_gradient_of_bicubic_grid_sample(padding_mode):
    grid = np.random.RandomState(0).uniform(-1.2, 1.2, (1, 1, 3, 2))
    check_gradient(lambda x, g: ops.grid_sample(x, g, "bicubic", padding_mode), normal(1, 1, 3, 4), grid)


@pytest.mark.parametrize("mode", ["nearest", "bilinear", "bicubic", "area"])
def test_a_whole_scale_factor_is_a_size(mode, executor):
    x = Tensor(normal(1, 2, 3, 4))
    by_size = ops.interpolate(x, (6, 8), mode=mode).asnumpy()
    np.testing.assert_allclose(ops.interpolate(x, scale_factor=2.0, mode=mode).asnumpy(), by_size, rtol=1e-5, atol=1e-6)


def test_a_scale_factor_counts_itself(executor):
    x = np.array([[[0.0, 10.0, 20.0, 30.0, 40.0]]], np.float32)
    out = ops.interpolate(Tensor(x), scale_factor=0.7, mode="linear").asnumpy()[0, 0]
    np.testing.assert_allclose(out, 10 * ((np.arange(3) + 0.5) / 0.7 - 0.5), rtol=1e-5)


def test_fractional_max_pool2d(executor):
    x = normal(1, 2, 6, 7)
    out, where = ops.fractional_max_pool2d(Tensor(x), (2, 3), (3, 3), return_indices=True)
    out, where = out.asnumpy(), where.asnumpy()
    np.testing.assert_array_equal(
        np.take_along_axis(x.reshape(1, 2, -1), where.reshape(1, 2, -1), 2).ravel(), out.ravel()
    )
    assert out[..., -1, -1].ravel().tolist() == x[..., -2:, -3:].max((2, 3)).ravel().tolist()
    assert (np.diff(where // 7, axis=2) >= 0).all()


def test_sequences_too_short_for_their_labels(executor):
    scores = Tensor(np.log(np.full((3, 2, 4), 0.25, np.float32)))
    labels, steps, counts = Tensor(np.array([[1, 1], [1, 2]])), (2, 3), (2, 2)
    loss = ops.ctc_loss(scores, labels, steps, counts, reduction="none")[0].asnumpy()
    assert loss[0] == np.inf and np.isfinite(loss[1])
    zeroed = ops.ctc_loss(scores, labels, steps, counts, reduction="none", zero_infinity=True)[0].asnumpy()
    assert zeroed.tolist() == [0, loss[1]]
    gradient = ms.grad(lambda s: ops.ctc_loss(s, labels, steps, counts, zero_infinity=True)[0])(scores).asnumpy()
    assert (gradient[:, 0] == 0).all() and np.isfinite(gradient).all()


def test_roll_layer(executor):
    np.testing.assert_array_equal(
        nn.Roll((1, -1), (0, 1))(Tensor(normal(3, 4))).asnumpy(), np.roll(normal(3, 4), (1, -1), (0, 1))
    )
