"""Cells as pure functions and as pytrees, and JAX functions on Tensors."""

import jax
import jax.numpy as jnp
import numpy as np
import optax
import pytest

import msgrad
from msgrad import Parameter, Tensor, functional, nn, ops

X = np.random.default_rng(0).standard_normal((6, 4)).astype(np.float32)
Y = np.array([0, 1, 2, 0, 1, 2], np.int32)


class Net(nn.Cell):
    """A net with trained and running Parameters, a mask that is drawn, and a Tensor that counts calls."""

    def __init__(self, p=0.0):
        super().__init__()
        self.hidden = nn.Dense(4, 5)
        self.norm = nn.BatchNorm1d(5)
        self.drop = nn.Dropout(p=p)
        self.out = nn.Dense(5, 3)
        self.calls = Tensor([0])

    def construct(self, x):
        self.calls = self.calls + 1
        return self.out(self.drop(ops.relu(self.norm(self.hidden(x)))))


@pytest.fixture
def net():
    msgrad.set_seed(3)
    return Net().set_train()


def test_parameters_and_state_go_by_mindspores_names(net):
    _, params, state = functional.functionalize(net)
    assert list(params) == [p.name for p in net.trainable_params()]
    assert set(state["tensors"]) >= {"norm.moving_mean", "norm.moving_variance", "calls"}
    assert all(isinstance(a, jax.Array) for a in jax.tree.leaves((params, state)))


def test_the_pure_function_gives_what_the_cell_gives_and_leaves_it_alone(net):
    apply, params, state = functional.functionalize(net)
    before = [p.asnumpy().copy() for p in net.get_parameters()]
    pure, new_state = jax.jit(apply)(params, state, X)
    for p, b in zip(net.get_parameters(), before, strict=True):
        np.testing.assert_array_equal(p.asnumpy(), b)
    assert net.calls.asnumpy().tolist() == [0]
    np.testing.assert_allclose(pure, net(Tensor(X)).asnumpy(), rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(new_state["tensors"]["norm.moving_mean"], net.norm.moving_mean.asnumpy(), rtol=1e-5)
    assert new_state["tensors"]["calls"].tolist() == [1]


def loss_of(apply, state):
    def loss(params):
        logits, new_state = apply(params, state, X)
        return optax.softmax_cross_entropy_with_integer_labels(logits, Y).mean(), new_state

    return loss


def test_jax_grad_agrees_with_grad(net):
    apply, params, state = functional.functionalize(net)
    pure = jax.grad(loss_of(apply, state), has_aux=True)(params)[0]
    loss_fn = nn.CrossEntropyLoss()
    own = msgrad.grad(lambda x: loss_fn(net(x), Tensor(Y)), None, net.trainable_params())(Tensor(X))
    for p, g in zip(net.trainable_params(), own, strict=True):
        np.testing.assert_allclose(pure[p.name], g.asnumpy(), rtol=1e-4, atol=1e-6)


def test_an_optax_loop_trains_as_the_optimizer_does(net):
    apply, params, state = functional.functionalize(net)
    sgd = optax.sgd(0.1)
    slots = sgd.init(params)

    @jax.jit
    def step(params, slots, state):
        (loss, state), grads = jax.value_and_grad(loss_of(apply, state), has_aux=True)(params)
        updates, slots = sgd.update(grads, slots)
        return optax.apply_updates(params, updates), slots, state, loss

    losses = []
    for _ in range(10):
        params, slots, state, loss = step(params, slots, state)
        losses.append(float(loss))
    other = Net().set_train()
    for p, q in zip(other.get_parameters(), net.get_parameters(), strict=True):
        p.set_data(q.value())
    functional.write_back(net, params, state)

    loss_fn, optimizer = nn.CrossEntropyLoss(), nn.SGD(other.trainable_params(), 0.1)
    own_step = msgrad.value_and_grad(lambda x: loss_fn(other(x), Tensor(Y)), None, other.trainable_params())
    own = []
    for _ in range(10):
        loss, grads = own_step(Tensor(X))
        optimizer(grads)
        own.append(float(loss))
    np.testing.assert_allclose(losses, own, rtol=1e-4)
    for p, q in zip(net.get_parameters(), other.get_parameters(), strict=True):
        np.testing.assert_allclose(p.asnumpy(), q.asnumpy(), rtol=1e-3, atol=1e-5)
    assert net.calls.asnumpy().tolist() == [10]


def test_vmap_over_parameters_is_an_ensemble(net):
    apply, params, state = functional.functionalize(net)
    scales = jnp.asarray([1.0, 0.5, 2.0], jnp.float32)
    stacked = jax.tree.map(lambda p: p[None] * scales.reshape(-1, *[1] * p.ndim), params)
    together = jax.jit(jax.vmap(lambda p: apply(p, state, X)[0]))(stacked)
    for i, scale in enumerate(scales):
        alone = apply({k: v * scale for k, v in params.items()}, state, X)[0]
        np.testing.assert_allclose(together[i], alone, rtol=1e-5, atol=1e-6)


def test_checkpoint_gives_the_same_gradients(net):
    apply, params, state = functional.functionalize(net)
    plain = jax.grad(lambda p: apply(p, state, X)[0].sum())(params)
    saved = jax.grad(lambda p: jax.checkpoint(lambda q: apply(q, state, X)[0])(p).sum())(params)
    for name in params:
        np.testing.assert_allclose(plain[name], saved[name], rtol=1e-5, atol=1e-6)


def test_random_operators_draw_from_the_state():
    msgrad.set_seed(1)
    cell = nn.SequentialCell(nn.Dropout(p=0.5)).set_train()
    apply, params, state = functional.functionalize(cell)
    run = jax.jit(apply)
    ones = np.ones(64, np.float32)
    first, state_1 = run(params, state, ones)
    again, _ = run(params, state, ones)
    second, _ = run(params, state_1, ones)
    np.testing.assert_array_equal(first, again)
    assert (first != second).any()

    class Functional(nn.Cell):
        def construct(self, x):
            return ops.dropout(x, 0.5) + ops.dropout(x, 0.5)

    apply, params, state = functional.functionalize(Functional(), seed=5)
    first, state_1 = jax.jit(apply)(params, state, ones)
    second, _ = jax.jit(apply)(params, state_1, ones)
    assert set(np.unique(first)) == {0.0, 2.0, 4.0}  # the two masks differ
    assert (first != second).any()


@pytest.mark.parametrize("change", ["missing", "unknown", "shape"])
def test_write_back_refuses_what_does_not_fit_and_changes_nothing(net, change):
    _, params, _ = functional.functionalize(net)
    params = {k: v * 0 for k, v in params.items()}
    if change == "missing":
        del params["out.bias"]
    elif change == "unknown":
        params["more"] = params["out.bias"]
    else:
        params["out.bias"] = jnp.zeros(7)
    before = net.hidden.weight.asnumpy().copy()
    with pytest.raises(ValueError, match=r"out\.bias|more|shape"):
        functional.write_back(net, params)
    np.testing.assert_array_equal(net.hidden.weight.asnumpy(), before)


def test_two_parameters_of_one_name_are_refused():
    cell = nn.Cell()
    cell.a, cell.b = Parameter([1.0], name="same"), Parameter([2.0], name="same")
    with pytest.raises(ValueError, match="same"):
        functional.functionalize(cell)


@pytest.mark.parametrize("function", [functional.functionalize, functional.params_of, functional.state_of])
def test_only_cells_are_functionalized(function):
    with pytest.raises(TypeError, match="must be a Cell, but got int"):
        function(3)


# -- pytrees -----------------------------------------------------------------------------------------------------


def test_jit_takes_a_cell_and_a_tensor(net):
    net.set_train(False)
    jitted = jax.jit(lambda net, x: net(x))
    out = jitted(net, Tensor(X))
    assert isinstance(out, Tensor)
    np.testing.assert_allclose(out.asnumpy(), net(Tensor(X)).asnumpy(), rtol=1e-5, atol=1e-6)
    net.out.bias.set_data(net.out.bias + 1)
    np.testing.assert_allclose(jitted(net, Tensor(X)).asnumpy(), out.asnumpy() + 1, rtol=1e-4, atol=1e-5)


def test_jit_traces_again_when_an_attribute_differs():
    class Scaled(nn.Cell):
        def __init__(self):
            super().__init__()
            self.scale = 2.0

        def construct(self, x):
            return x * self.scale

    traces = []
    cell = Scaled()
    jitted = jax.jit(lambda cell, x: (traces.append(1), cell(x))[1])
    assert jitted(cell, Tensor([1.0])).asnumpy().tolist() == [2.0]
    assert jitted(cell, Tensor([2.0])).asnumpy().tolist() == [4.0]
    cell.scale = 3.0
    assert jitted(cell, Tensor([1.0])).asnumpy().tolist() == [3.0]
    assert len(traces) == 2


def test_tree_map_gives_a_cell_back(net):
    doubled = jax.tree.map(lambda a: a * 2, net)
    assert type(doubled) is Net
    assert [p.name for p in doubled.get_parameters()] == [p.name for p in net.get_parameters()]
    np.testing.assert_array_equal(doubled.out.weight.asnumpy(), 2 * net.out.weight.asnumpy())
    assert doubled.training is True


def test_jax_grad_over_a_cell_gives_a_cell():
    cell = nn.Dense(4, 2)
    gradient = jax.grad(lambda cell: jnp.sum(cell(Tensor(X)).jax()))(cell)
    assert type(gradient) is nn.Dense
    np.testing.assert_allclose(gradient.bias.asnumpy(), [6.0, 6.0])
    np.testing.assert_allclose(gradient.weight.asnumpy(), np.tile(X.sum(0), (2, 1)), rtol=1e-5)


def test_tied_weights_stay_tied():
    class Tied(nn.Cell):
        def __init__(self):
            super().__init__()
            self.one = nn.Dense(4, 4, has_bias=False)
            self.two = nn.Dense(4, 4, has_bias=False)
            self.two.weight = self.one.weight

        def construct(self, x):
            return self.two(self.one(x))

    cell = Tied()
    assert len(jax.tree.leaves(cell)) == 1
    mapped = jax.tree.map(lambda a: a + 1, cell)
    assert mapped.one.weight is mapped.two.weight
    gradient = jax.grad(lambda c: jnp.sum(c(Tensor(X)).jax()))(cell)
    own = msgrad.grad(lambda x: cell(x), None, cell.one.weight)(Tensor(X))
    np.testing.assert_allclose(gradient.one.weight.asnumpy(), own.asnumpy(), rtol=1e-4, atol=1e-5)


def test_paths_name_the_leaves(net):
    paths = [jax.tree_util.keystr(path) for path, _ in jax.tree_util.tree_flatten_with_path(net)[0]]
    assert any(path.startswith(".hidden.weight") for path in paths)


@pytest.mark.parametrize("item", [None, "text", object(), 3])
def test_trees_are_rebuilt_with_what_is_no_array(item):
    leaves, structure = jax.tree.flatten(Tensor([1.0]))
    assert len(leaves) == 1
    jax.tree.unflatten(structure, [item])


def test_tensors_and_parameters_pass_through_jit():
    t, p = jax.jit(lambda t, p: (t, p))(Tensor([1.0]), Parameter([2.0], name="p", requires_grad=False))
    assert type(t) is Tensor
    assert (type(p), p.name, p.requires_grad, p.asnumpy().tolist()) == (Parameter, "p", False, [2.0])


# -- JAX functions on Tensors ------------------------------------------------------------------------------------


def test_a_lifted_function_is_differentiated_through():
    soft = functional.lift(jax.nn.softplus)

    class Soft(nn.Cell):
        def __init__(self):
            super().__init__()
            self.w = Parameter([1.0, -2.0], name="w")

        def construct(self, x):
            return soft(x * self.w)

    cell, x = Soft(), Tensor([0.5, 0.25])
    gx, gw = msgrad.grad(cell, 0, cell.w)(x)
    slope = 1 / (1 + np.exp(-np.array([0.5, -0.5])))
    np.testing.assert_allclose(gx.asnumpy(), slope * [1.0, -2.0], rtol=1e-5)
    np.testing.assert_allclose(gw.asnumpy(), slope * [0.5, 0.25], rtol=1e-5)


def test_a_lifted_function_takes_trees_and_static_arguments():
    @functional.lift
    def combine(parts, scale, name="b"):
        return {"sum": parts["a"] + parts[name] * scale, "shape": parts["a"]}

    out = combine({"a": Tensor([1.0]), "b": Tensor([2.0])}, 3)
    assert {k: v.asnumpy().tolist() for k, v in out.items()} == {"sum": [7.0], "shape": [1.0]}


def test_lift_wants_a_function():
    with pytest.raises(TypeError, match="must be a function"):
        functional.lift(3)


def test_a_tensor_is_not_handed_to_jax_silently_inside_grad():
    with pytest.raises(RuntimeError, match=r"functional\.lift"):
        msgrad.grad(lambda x: jax.jit(lambda y: y)(x))(Tensor([1.0]))


def test_grad_works_inside_of_jax_jit():
    square = jax.jit(lambda x: msgrad.grad(lambda t: (t * t * t).sum())(x))
    assert square(Tensor([1.0, 2.0])).asnumpy().tolist() == [3.0, 12.0]


def test_rrelu_draws_from_the_state():
    class Leaky(nn.Cell):
        def construct(self, x):
            return ops.rrelu(x)

    apply, params, state = functional.functionalize(Leaky().set_train())
    first, state_1 = jax.jit(apply)(params, state, -np.ones(16, np.float32))
    second, _ = jax.jit(apply)(params, state_1, -np.ones(16, np.float32))
    assert (first != second).all()
    assert ((first >= -1 / 3) & (first <= -0.125)).all()
