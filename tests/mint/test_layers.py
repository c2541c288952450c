"""Layers of mint when they are called: against the functions of `ops`, which have figures of the real MindSpore."""

import mindspore as ms
import numpy as np
import pytest
from mindspore import Tensor, mint, ops

F = mint.nn.functional
random = np.random.RandomState(1)


def floats(*shape):
    return Tensor(random.uniform(-2, 2, shape).astype(np.float32))


def same(got, expected, rtol=1e-5, atol=1e-5):
    assert got.dtype == expected.dtype
    np.testing.assert_allclose(got.asnumpy(), expected.asnumpy(), rtol, atol)


# -- convolutions --


@pytest.mark.parametrize("stride", [1, (2, 1)])
@pytest.mark.parametrize("groups", [1, 2])
def test_conv2d(stride, groups):
    x, layer = floats(2, 4, 6, 5), mint.nn.Conv2d(4, 6, 3, stride, (1, 0), 1, groups)
    expected = ops.conv2d(x, layer.weight, layer.bias, stride, "pad", (1, 0), 1, groups)
    same(layer(x), expected)
    same(layer(x[0]), expected[0])  # without a batch


@pytest.mark.parametrize(("layer", "shape"), [("Conv1d", (2, 2, 7)), ("Conv3d", (1, 2, 4, 5, 4))])
def test_same_padding(layer, shape):
    made = getattr(mint.nn, layer)(2, 3, 3, padding="same")
    out = made(floats(*shape))
    assert out.shape == (shape[0], 3, *shape[2:])


@pytest.mark.parametrize(("mode", "numpys"), [("reflect", "reflect"), ("replicate", "edge"), ("circular", "wrap")])
def test_padding_modes(mode, numpys):
    x, layer = floats(1, 2, 5, 4), mint.nn.Conv2d(2, 3, 3, padding=(1, 2), padding_mode=mode)
    padded = Tensor(np.pad(x.asnumpy(), ((0, 0), (0, 0), (1, 1), (2, 2)), numpys))
    same(layer(x), ops.conv2d(padded, layer.weight, layer.bias))


@pytest.mark.parametrize(("stride", "padding", "extra"), [(1, 0, 0), (2, 1, 1), (3, 0, 2), (3, 1, 2)])
def test_transposed_convolution_is_the_transpose(stride, padding, extra):
    """<conv(u), v> = <u, conv_transpose(v)>, and the output padding shows more of the result."""
    layer = mint.nn.ConvTranspose2d(2, 3, 3, stride, padding, extra, bias=False)
    v = floats(1, 2, 4, 3)
    out = layer(v)
    sizes = [(n - 1) * stride - 2 * padding + 2 + extra + 1 for n in (4, 3)]
    assert out.shape == (1, 3, *sizes)
    u = floats(*out.shape)
    left = (F.conv2d(u, layer.weight, stride=stride, padding=padding) * v).sum()
    same(left, (u * out).sum(), 1e-4, 1e-4)
    same(layer(v, output_size=sizes), out)


def test_transposed_convolution_refuses():
    with pytest.raises(ValueError, match="output_padding"):
        F.conv_transpose2d(floats(1, 1, 2, 2), floats(1, 1, 2, 2), output_padding=1)
    with pytest.raises(ValueError, match="output_size"):
        mint.nn.ConvTranspose2d(1, 1, 2)(floats(1, 1, 2, 2), output_size=(9, 9))


# -- normalisation --


@pytest.mark.parametrize("momentum", [0.1, None])
def test_batch_norm_trains(momentum):
    layer = mint.nn.BatchNorm2d(3, momentum=momentum).set_train()
    batches = [random.uniform(-1, 3, (4, 3, 2, 2)).astype(np.float32) for _ in range(3)]
    mean, variance = np.zeros(3), np.ones(3)
    for number, batch in enumerate(batches, 1):
        out = layer(Tensor(batch))
        axes = (0, 2, 3)
        centred = batch - batch.mean(axes, keepdims=True)
        np.testing.assert_allclose(out.asnumpy(), centred / np.sqrt(batch.var(axes, keepdims=True) + 1e-5), 1e-4, 1e-5)
        share = 1 / number if momentum is None else momentum
        mean += share * (batch.mean(axes) - mean)
        variance += share * (batch.var(axes, ddof=1) - variance)
    np.testing.assert_allclose(layer.running_mean.asnumpy(), mean, 1e-5, 1e-6)
    np.testing.assert_allclose(layer.running_var.asnumpy(), variance, 1e-5)
    assert layer.num_batches_tracked.asnumpy() == 3
    layer.set_train(False)
    expected = (batches[0] - mean[:, None, None]) / np.sqrt(variance[:, None, None] + 1e-5)
    np.testing.assert_allclose(layer(Tensor(batches[0])).asnumpy(), expected, 1e-4, 1e-5)


def test_batch_norm_without_statistics_uses_the_batch():
    layer, x = mint.nn.BatchNorm1d(3, affine=False, track_running_stats=False), floats(5, 3)
    a = x.asnumpy()
    np.testing.assert_allclose(layer(x).asnumpy(), (a - a.mean(0)) / np.sqrt(a.var(0) + 1e-5), 1e-4, 1e-5)


@pytest.mark.parametrize("bias", [True, False])
def test_layer_norm(bias):
    layer, x = mint.nn.LayerNorm((3, 4), bias=bias), floats(2, 3, 4)
    same(layer(x), ops.layer_norm(x, (3, 4), ops.ones((3, 4)), ops.zeros((3, 4)), 1e-5))


# -- the others --


def test_dropout():
    x = ops.ones((1000,))
    layer = mint.nn.Dropout(0.25)
    assert layer(x) is x or (layer(x) == x).all()
    out = layer.set_train()(x).asnumpy()
    assert set(np.unique(out).round(4)) == {0, np.float32(4 / 3).round(4)}
    assert abs((out == 0).mean() - 0.25) < 0.06
    assert not mint.nn.Dropout(1.0).set_train()(x).any()
    with pytest.raises(ValueError, match="'p'"):
        mint.nn.Dropout(1.5).set_train()(x)


def test_embedding_gives_the_padding_row_no_gradient():
    layer = mint.nn.Embedding(4, 2, padding_idx=-1)
    assert layer.padding_idx == 3
    gradient = ms.grad(lambda i: layer(i).sum(), None, layer.weight)(Tensor([0, 3, 3]))
    assert gradient.asnumpy().tolist() == [[1, 1], [0, 0], [0, 0], [0, 0]]


def test_pooling_layers():
    x = floats(2, 3, 4, 6)
    same(mint.nn.MaxPool2d(2)(x), ops.max_pool2d(x, 2))
    same(mint.nn.AvgPool2d((2, 3), padding=1)(x), ops.avg_pool2d(x, (2, 3), (2, 3), 1))
    out, where = F.max_pool2d(x, 2, return_indices=True)
    unpooled = mint.nn.MaxUnpool2d(2)(out, where)
    assert unpooled.shape == x.shape
    same(F.max_pool2d(F.relu(unpooled), 2), F.relu(out))


def test_fold_takes_back_what_unfold_gave():
    x = floats(2, 3, 4, 6)
    columns = mint.nn.Unfold((2, 3), stride=(2, 3))(x)
    assert columns.shape == (2, 18, 4)
    same(mint.nn.Fold((4, 6), (2, 3), stride=(2, 3))(columns), x)


@pytest.mark.parametrize(
    ("layer", "function"),
    [
        (mint.nn.ELU(0.5), lambda x: F.elu(x, 0.5)),
        (mint.nn.GELU("tanh"), lambda x: F.gelu(x, approximate="tanh")),
        (mint.nn.Softmax(0), lambda x: F.softmax(x, 0)),
        (mint.nn.LogSoftmax(), F.log_softmax),
        (mint.nn.Upsample(scale_factor=2.0), lambda x: F.interpolate(x, scale_factor=2.0)),
        (mint.nn.Flatten(0, 1), lambda x: F.flatten(x, 0, 1)),
        (mint.nn.PReLU(3), lambda x: F.prelu(x, Tensor([0.25]))),
    ],
    ids=lambda item: type(item).__name__,
)
def test_layers_are_their_functions(layer, function):
    x = floats(2, 3, 4)
    same(layer(x), function(x))


def test_losses():
    a, b, labels = floats(4, 3), floats(4, 3), Tensor([0, 2, 1, 0])
    same(mint.nn.CrossEntropyLoss(label_smoothing=0.1)(a, labels), ops.cross_entropy(a, labels, label_smoothing=0.1))
    same(mint.nn.MSELoss("sum")(a, b), ops.mse_loss(a, b, "sum"))
    same(mint.nn.SmoothL1Loss(beta=0.0)(a, b), ops.l1_loss(a, b))
    same(mint.nn.NLLLoss()(F.log_softmax(a, 1), labels), mint.nn.CrossEntropyLoss()(a, labels))
    same(mint.nn.BCEWithLogitsLoss()(a, F.sigmoid(b)), mint.nn.BCELoss()(F.sigmoid(a), F.sigmoid(b)))
    with pytest.raises(ValueError, match="reduction"):
        mint.nn.MSELoss("most")(a, b)
