"""Layers made of several functions against the real MindSpore's figures (tests/golden/compound_layers.json.gz), and
those for which its CPU build has no kernel against their definitions."""

import compound_layer_cases
import layer_cases
import mindspore as ms
import numpy as np
import pytest
from layer_figures import check, load
from mindspore import Parameter, Tensor, nn, ops

import msgrad

FIGURES, VALUES, BAD = load("compound_layers", compound_layer_cases.CASES)
rng = np.random.RandomState(5)


@pytest.mark.parametrize("case", VALUES[::2], ids=layer_cases.name)
def test_by_operator(case):
    with msgrad.executor("operator"):
        check(case, FIGURES)


@pytest.mark.parametrize("case", VALUES[1::2], ids=layer_cases.name)
def test_as_a_program(case):
    with msgrad.executor("program"):
        check(case, FIGURES)


@pytest.mark.parametrize("case", BAD, ids=layer_cases.name)
def test_bad_arguments(case):
    assert layer_cases.run(case) == FIGURES[layer_cases.name(case)]


def slope(fn, x, direction, eps=1e-2):
    """The derivative of fn along a direction, by a difference."""
    ahead, behind = [fn(Tensor((x + sign * eps * direction).astype(np.float32))).asnumpy() for sign in (1, -1)]
    return float((ahead.astype(float) - behind).sum() / (2 * eps))


@pytest.mark.parametrize("make", [nn.SSIM, nn.PSNR, lambda: nn.MSSSIM(power_factors=(0.4, 0.6), filter_size=5)])
def test_gradients_of_image_quality(make):
    a = rng.uniform(0.2, 0.8, (1, 2, 12, 12)).astype(np.float32)
    b = Tensor(np.clip(a + rng.normal(scale=0.05, size=a.shape), 0, 1).astype(np.float32))
    direction, cell = rng.uniform(-1, 1, a.shape), make()
    gradient = ms.grad(lambda x: cell(x, b).sum())(Tensor(a)).asnumpy()
    assert (gradient * direction).sum() == pytest.approx(slope(lambda x: cell(x, b), a, direction, 3e-3), rel=2e-2)


def patches(x, size, strides, rates):
    """Channels by place in the patch, then by channel of the image."""
    down = (x.shape[2] - (size[0] - 1) * rates[0] - 1) // strides[0] + 1
    across = (x.shape[3] - (size[1] - 1) * rates[1] - 1) // strides[1] + 1
    planes = [
        x[:, c, i * rates[0] :: strides[0], j * rates[1] :: strides[1]][:, :down, :across]
        for i in range(size[0]) for j in range(size[1]) for c in range(x.shape[1])
    ]  # fmt: skip
    return np.stack(planes, 1)


@pytest.mark.parametrize(
    "size, strides, rates", [((2, 3), (1, 1), (1, 1)), ((3, 2), (2, 1), (1, 2)), ((1, 1), (2, 3), (1, 1))]
)
def test_unfold(size, strides, rates):
    x = rng.normal(size=(2, 3, 7, 8)).astype(np.float32)
    layer = nn.Unfold(*[[1, *pair, 1] for pair in (size, strides, rates)])
    np.testing.assert_array_equal(layer(Tensor(x)).asnumpy(), patches(x, size, strides, rates))


def test_unfold_same():
    x = rng.normal(size=(1, 2, 5, 6)).astype(np.float32)
    out = nn.Unfold([1, 3, 2, 1], [1, 2, 1, 1], [1, 1, 1, 1], "SAME")(Tensor(x)).asnumpy()
    padded = np.pad(x, ((0, 0), (0, 0), (1, 1), (0, 1)))
    np.testing.assert_array_equal(out, patches(padded, (3, 2), (2, 1), (1, 1)))


def test_matrices():
    square = rng.normal(size=(2, 3, 3))
    positive = square @ square.swapaxes(1, 2) + np.eye(3)
    a = Tensor(positive.astype(np.float32))
    np.testing.assert_allclose(nn.MatInverse()(a[0]).asnumpy(), np.linalg.inv(positive[0]), 1e-4, 1e-5)
    np.testing.assert_allclose(nn.MatDet()(a).asnumpy(), np.linalg.det(positive), 1e-4)
    np.testing.assert_array_equal(nn.MatrixDiagPart()(a).asnumpy(), np.einsum("nii->ni", a.asnumpy()))
    diagonal = nn.MatrixDiag()(Tensor([[1.0, 2.0], [3.0, 4.0]])).asnumpy()
    np.testing.assert_array_equal(diagonal, [[[1, 0], [0, 2]], [[3, 0], [0, 4]]])
    changed = nn.MatrixSetDiag()(a, ops.zeros((2, 3))).asnumpy()
    np.testing.assert_array_equal(changed, a.asnumpy() * (1 - np.eye(3)))


@pytest.mark.parametrize("shape", [(4,), (3, 5)])
@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
def test_multilabel_margin(shape, reduction):
    x = rng.normal(size=shape).astype(np.float32)
    target = np.array([rng.permutation(shape[-1]) for _ in range(shape[0])] if len(shape) > 1 else [2, 0, -1, 1])
    if len(shape) > 1:
        target[0, 2], target[1, 0] = -1, -1
    losses = []
    for row, labels in zip(np.atleast_2d(x), np.atleast_2d(target), strict=True):
        labels = labels[: (labels < 0).argmax()] if (labels < 0).any() else labels
        others = [i for i in range(len(row)) if i not in labels]
        losses.append(sum(max(0, 1 - (row[j] - row[i])) for j in labels for i in others) / len(row))
    expected = {"mean": np.mean, "sum": np.sum, "none": np.array}[reduction](losses)
    loss = nn.MultilabelMarginLoss(reduction)(Tensor(x), Tensor(target.astype(np.int32))).asnumpy()
    np.testing.assert_allclose(loss, expected.reshape(loss.shape), 1e-5, 1e-6)


def test_embedding_rows_are_shortened_each_by_its_own_norm():
    """MindSpore's kernel mixes the norms up where the indices have two dimensions; the gradients are dense here."""
    table = rng.normal(size=(4, 3)).astype(np.float32)
    layer = nn.EmbeddingLookup(4, 3, Tensor(table), max_norm=0.5)
    rows = table[[[1, 0], [3, 2]]]
    expected = rows * np.minimum(1, 0.5 / np.linalg.norm(rows, axis=-1, keepdims=True))
    np.testing.assert_allclose(layer(Tensor([[1, 0], [3, 2]])).asnumpy(), expected, 1e-5)
    layer = nn.EmbeddingLookup(4, 3)
    gradient = ms.grad(lambda i: layer(i).sum(), None, layer.embedding_table)(Tensor([1, 1, 5]))
    assert gradient.asnumpy().tolist() == [[0.0] * 3, [2.0] * 3, [0.0] * 3, [0.0] * 3]


def test_sampled_softmax_draws_no_true_class():
    loss = nn.SampledSoftmaxLoss(4, 7, seed=1)
    weights, biases = [Tensor(rng.normal(size=shape).astype(np.float32)) for shape in ((7, 5), (7,))]
    labels, logits = Tensor([[0], [1], [2]]), Tensor(rng.normal(size=(3, 5)).astype(np.float32))
    found = loss(weights, biases, labels, logits).asnumpy()  # of 7 classes the other 4 are drawn, whatever the order
    scores = logits.asnumpy() @ weights.asnumpy().T + biases.asnumpy()
    for row in range(3):
        kept = np.exp(scores[row, [row, 3, 4, 5, 6]])
        assert found[row] == pytest.approx(-np.log(kept[0] / kept.sum()), rel=1e-4)


def test_compound_layers_under_jit_and_vmap():
    images = [Tensor(rng.uniform(size=(2, 1, 1, 12, 12)).astype(np.float32)) for _ in range(2)]
    ssim = nn.SSIM()
    each = np.stack([ssim(a, b).asnumpy() for a, b in zip(*images, strict=True)])
    np.testing.assert_allclose(ops.vmap(ssim, 0)(*images).asnumpy(), each, 1e-4, 1e-6)
    focal = nn.FocalLoss()
    logits, labels = Tensor(rng.normal(size=(4, 3)).astype(np.float32)), Tensor([[0], [2], [1], [1]])
    np.testing.assert_allclose(ms.jit(focal)(logits, labels).asnumpy(), focal(logits, labels).asnumpy(), 1e-6)


# -- open initial values ------------------------------------------------------------------------------------------


def test_no_init_parameters():
    ms.set_seed(1)
    with nn.no_init_parameters():
        first = nn.Dense(2, 2)
        plain = Parameter(Tensor([1.0]), name="p")
    second = nn.Dense(2, 2)
    assert (first.weight.has_init, first.weight.shape, first.weight.dtype, first.weight.size) == (
        True, (2, 2), ms.float32, 4,
    )  # fmt: skip
    assert not plain.has_init and not second.weight.has_init
    # What is open is drawn later: the second layer has the weights that a first one has.
    ms.set_seed(1)
    np.testing.assert_array_equal(nn.Dense(2, 2).weight.asnumpy(), second.weight.asnumpy())
    assert first(ops.ones((1, 2))).shape == (1, 2)
    assert not first.weight.has_init and not first.bias.has_init


def test_loaded_values_take_the_place_of_open_ones():
    with nn.no_init_parameters():
        layer = nn.Dense(2, 2)
    state = np.random.get_state()[2]
    ms.load_param_into_net(layer, {"weight": Parameter(ops.ones((2, 2)), name="weight")})
    assert np.random.get_state()[2] == state  # nothing was drawn
    assert layer.weight.asnumpy().tolist() == [[1.0, 1.0], [1.0, 1.0]]
    assert (layer.weight.has_init, layer.bias.has_init) == (False, True)
    layer.init_parameters_data()
    assert not layer.bias.has_init


def test_no_init_parameters_ends_with_its_block():
    with pytest.raises(ValueError, match="oops"), nn.no_init_parameters():
        raise ValueError("oops")
    assert not nn.Dense(1, 1).weight.has_init


@pytest.mark.parametrize(
    "arguments, dtype",
    [
        ({"device": "CPU", "dtype": ms.float16}, ms.float16), ({"dtype": ms.float64}, ms.float64),
        ({"device": "CPU"}, ms.float32), ({}, ms.float32),
    ],
)  # fmt: skip
def test_to(arguments, dtype):
    layer = nn.Dense(1, 1)
    assert layer.to(**arguments) is layer
    assert [p.dtype for p in layer.get_parameters()] == [dtype, dtype]
    assert nn.Dense(1, 1).to(*arguments.values()).weight.dtype == dtype


def test_to_refuses():
    with pytest.raises(ValueError, match="'device' must be 'CPU'"):
        nn.Dense(1, 1).to("CPU:0")
    with pytest.raises(TypeError, match="must be a floating dtype"):
        nn.Dense(1, 1).to(dtype=ms.int32)
