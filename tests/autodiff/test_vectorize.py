"""vmap and what lasts beyond it."""

import numpy as np
import pytest

import msgrad
from msgrad import Parameter, Tensor, nn, ops, vmap

X = Tensor(np.random.default_rng(0).random((4, 5, 3)).astype(np.float32))


class Keeps(nn.Cell):
    def __init__(self):
        super().__init__()
        self.w = Parameter(Tensor([1.0]), name="w")

    def construct(self, x):
        self.w = self.w + x.sum()
        return x


@pytest.mark.parametrize("make", [Keeps, lambda: nn.BatchNorm1d(3)])
def test_state_cannot_take_values_that_differ_from_slice_to_slice(make):
    cell = make().set_train()
    before = [p.asnumpy().copy() for p in cell.get_parameters()]
    with pytest.raises(ValueError, match="Inside vmap"):
        vmap(cell)(X)
    for parameter, value in zip(cell.get_parameters(), before, strict=True):
        np.testing.assert_array_equal(parameter.asnumpy(), value)
    assert cell(X[0]).shape == (5, 3)


def test_state_that_does_not_depend_on_the_slice_may_change():
    counter = Parameter(Tensor([0.0]), name="counter")

    def function(x):
        ops.assign_add(counter, Tensor([1.0]))
        return x * 2

    vmap(function)(X)
    assert counter.asnumpy().tolist() == [1.0]


def test_a_tensor_made_inside_may_be_written_to():
    def function(x):
        made = ops.zeros((3,), msgrad.float32)
        made[0] = x.sum()
        return made

    out = vmap(function)(X)
    np.testing.assert_allclose(out.asnumpy()[:, 0], X.asnumpy().sum((1, 2)), rtol=1e-6)
    assert not out.asnumpy()[:, 1:].any()


def test_values_cannot_be_looked_at_inside():
    with pytest.raises(RuntimeError, match="inside vmap"):
        vmap(lambda x: x if x.sum() > 0 else -x)(X)


def test_random_operators_draw_once_for_all_slices():
    msgrad.set_seed(0)
    out = vmap(lambda x: ops.dropout(x, 0.5))(Tensor(np.ones((3, 64), np.float32))).asnumpy()
    np.testing.assert_array_equal(out[0], out[1])
    assert 0 < (out[0] == 0).sum() < 64


class Affine(nn.Cell):
    def __init__(self, seed):
        super().__init__()
        rng = np.random.default_rng(seed)
        self.w = Parameter(rng.standard_normal(3).astype(np.float32), name="w")
        self.b = Parameter(rng.standard_normal(()).astype(np.float32), name="b")

    def construct(self, x):
        return ops.tanh((x * self.w).sum(-1) + self.b)


@pytest.mark.parametrize("in_axes", [None, 0])
def test_an_ensemble_gives_what_its_cells_give(in_axes):
    cells = [Affine(i) for i in range(4)]
    out = vmap(nn.CellList(cells), in_axes=in_axes)(X)
    expected = [cell(X if in_axes is None else X[i]).asnumpy() for i, cell in enumerate(cells)]
    np.testing.assert_allclose(out.asnumpy(), expected, rtol=1e-5)
    assert [cell.w.shape for cell in cells] == [(3,)] * 4  # left as they were


def test_gradients_reach_every_cell_of_an_ensemble():
    cells = nn.CellList([Affine(i) for i in range(4)])
    together = msgrad.grad(lambda x: vmap(cells)(x).sum(), None, cells.trainable_params())(X)
    alone = [g for i, cell in enumerate(cells) for g in msgrad.grad(cell, None, cell.trainable_params())(X[i])]
    for a, b in zip(together, alone, strict=True):
        np.testing.assert_allclose(a.asnumpy(), b.asnumpy(), rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize(
    ("cells", "error"),
    [
        (lambda: [Affine(0)], RuntimeError),
        (lambda: [Affine(0), nn.Dense(3, 1)], TypeError),
        (lambda: [Affine(0), lambda x: x], TypeError),
        (lambda: [Affine(0), Affine(1)], ValueError),  # two Cells for four slices
    ],
)
def test_what_is_no_ensemble_is_refused(cells, error):
    with pytest.raises(error, match="For 'vmap'"):
        vmap(cells())(X)
