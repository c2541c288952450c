"""Tensor's methods: what shares data with what, in-place forms, Python's operators, arguments."""

import inspect

import mindspore as ms
import numpy as np
import pytest
from mindspore import Parameter, Tensor, ops

import msgrad

# -- views: after ``t = ...; t[place] = 7`` the Tensor x, 3 x 4, has 7 where it says --

VIEWS = [
    ("x.reshape(-1)", 0, [0]),
    ("x.view(2, 6)", (0, 0), [0]),
    ("x.view_as(x)", (0, 1), [1]),
    ("x.T", (0, 1), [4]),
    ("x.mT", (0, 1), [4]),
    ("x.t()", (0, 1), [4]),
    ("x.reshape(2, 6).T", (0, 1), [6]),
    ("x.permute(1, 0)", (0, 1), [4]),
    ("x.swapaxes(0, 1)", (0, 1), [4]),
    ("ops.transpose(x, (1, 0))", (0, 1), [4]),
    ("ops.movedim(x, 0, 1)", (0, 1), [4]),
    ("x.expand_dims(0)", (0, 0, 1), [1]),
    ("ops.unsqueeze(x, 0)", (0, 0, 1), [1]),
    ("x[None].squeeze(0)", (0, 1), [1]),
    ("x.flatten()", 1, [1]),
    ("ops.flatten(x, start_dim=0)", 1, [1]),
    ("x.ravel()", 1, [1]),
    ("ops.split(x, 2, 1)[1]", (0, 0), [2]),
    ("ops.chunk(x, 2, 1)[1]", (0, 0), [2]),
    ("ops.tensor_split(x, 2)[1]", (0, 0), [8]),
    ("ops.unbind(x)[1]", 0, [4]),
    ("ops.unstack(x, 1)[1]", 0, [1]),
    ("ops.narrow(x, 0, 1, 1)", (0, 0), [4]),
    ("x.select(0, 1)", 0, [4]),
    ("ops.diagonal(x)", 1, [5]),
    ("ops.broadcast_to(x, (1, 3, 4))", (0, 0, 1), [1]),
    ("x.expand(1, 3, 4)", (0, 0, 1), [1]),
    ("ops.slice(x, (1, 0), (2, 2))", (0, 0), [4]),
    ("ops.strided_slice(x, (1, 0), (2, 2), (1, 1))", (0, 0), [4]),
    ("x.contiguous()", (0, 1), [1]),
    ("ops.stop_gradient(x)", (0, 1), [1]),
    ("Tensor(x)", (0, 1), [1]),
    ("x.astype(ms.float32)", (0, 1), [1]),
    ("ops.cast(x, ms.float32)", (0, 1), [1]),
    ("x.float()", (0, 1), [1]),
    ("ops.depend(x, x)", (0, 1), [1]),
    ("ops.atleast_2d(x)", (0, 1), [1]),
    ("x.data", (0, 1), [1]),
    ("list(x)[1]", 0, [4]),
    ("x[1:].reshape(-1)", 0, [4]),
]

COPIES_TEXT = """
    ops.flatten(x); x.T.reshape(-1); x.T.contiguous(); x.T.flatten(); ops.flip(x, (0,)); ops.rot90(x, 1, (0, 1))
    ops.concat((x,), 0); ops.deepcopy(x); ops.real(x); ops.tile(x, (1, 1)); ops.tril(x); ops.clamp(x, None, 1000)
    ops.gather(x, Tensor([1, 0]), 0); ops.index_select(x, 0, Tensor([1, 0])); ops.masked_select(x, x > 3); x * 1
    x.astype(ms.float64); ops.abs(x); x.copy()
"""
COPIES = [text.strip() for text in COPIES_TEXT.replace("\n", ";").split(";") if text.strip()]


def matrix():
    return Tensor(np.arange(12, dtype=np.float32).reshape(3, 4))


def evaluate(text, x):
    return eval(text, {"x": x, "ops": ops, "Tensor": Tensor, "ms": ms})


@pytest.mark.parametrize("executor", ["operator", "program"])
@pytest.mark.parametrize(("text", "place", "changed"), VIEWS, ids=[text for text, *_ in VIEWS])
def test_views_go_both_ways(text, place, changed, executor):
    with msgrad.executor(executor):
        x = matrix()
        view = evaluate(text, x)
        view[place] = 70
        expected = np.arange(12.0)
        expected[changed] = 70
        assert x.asnumpy().ravel().tolist() == expected.tolist()
        x[...] = 5
        assert (view.asnumpy() == 5).all()


@pytest.mark.parametrize("text", COPIES)
def test_copies_are_apart(text):
    x = matrix()
    copy = evaluate(text, x)
    copy[0] = 70
    assert x.asnumpy().ravel().tolist() == list(range(12))


def test_gradient_through_a_written_view():
    def fn(x):
        y = x * 1
        y.T.reshape(4, 3)[0] = 100.0  # not contiguous: a copy, y stays
        y.transpose(1, 0)[0] = 3.0
        return (y * y).sum()

    assert ms.grad(fn)(matrix()).asnumpy().tolist() == [[0, 2, 4, 6], [0, 10, 12, 14], [0, 18, 20, 22]]


def test_strides_and_contiguity():
    x = matrix()
    assert (x.stride(), x.T.stride(), x[:, 1].stride(), x[::2].stride(), x.stride(0)) == (
        [4, 1],
        [1, 4],
        [4],
        [8, 1],
        4,
    )
    assert x.is_contiguous() and x[1:].is_contiguous() and x[1].is_contiguous() and x[1, 1:3].is_contiguous()
    assert (x.storage_offset(), x[1:].storage_offset(), x.T[1].storage_offset()) == (0, 4, 1)
    assert not (x.T.is_contiguous() or x[:, 1:].is_contiguous() or x[::2].is_contiguous())


# -- in place --

IN_PLACE = [
    ("t.add_(1.0)", lambda a: a + 1),
    ("t.add_(t, alpha=2)", lambda a: 3 * a),
    ("t.sub_(1.0)", lambda a: a - 1),
    ("t.sub_(t, alpha=2)", lambda a: -a),
    ("t.mul_(3)", lambda a: 3 * a),
    ("t.div_(2)", lambda a: a / 2),
    ("t.exp_()", np.exp),
    ("t.log_()", np.log),
    ("t.sigmoid_()", lambda a: 1 / (1 + np.exp(-a))),
    ("t.tanh_()", np.tanh),
    ("t.floor_()", np.floor),
    ("t.sign_()", np.sign),
    ("t.remainder_(1)", lambda a: a % 1),
    ("t.floor_divide_(2)", lambda a: a // 2),
    ("t.zero_()", np.zeros_like),
    ("t.fill_(4)", lambda a: np.full_like(a, 4)),
    ("t.clamp_(1, 2)", lambda a: np.clip(a, 1, 2)),
    ("t.masked_fill_(t > 2, 0.0)", lambda a: np.where(a > 2, 0, a)),
    ("t.copy_(Tensor([7, 8]))", lambda a: np.array([[7, 8], [7, 8]], np.float32)),
    ("t.index_add_(0, Tensor([1]), Tensor([[1.0, 1.0]]))", lambda a: a + [[0, 0], [1, 1]]),
    ("t.index_copy_(1, Tensor([0]), Tensor([[8.0], [9.0]]))", lambda a: np.stack([[8, 9], a[:, 1]], 1)),
    ("t.index_fill_(1, Tensor([0]), 8)", lambda a: np.stack([[8, 8], a[:, 1]], 1)),
    (
        "t.index_put_((Tensor([0, 1]), Tensor([0, 1])), Tensor([8.0, 9.0]))",
        lambda a: a * [[0, 1], [1, 0]] + [[8, 0], [0, 9]],
    ),
    ("t.index_put_((Tensor([0, 0]),), Tensor([1.0, 1.0]), True)", lambda a: a + [[2, 2], [0, 0]]),
    ("t.scatter_(1, Tensor([[1], [0]]), Tensor([[8.0], [9.0]]))", lambda a: a * [[1, 0], [0, 1]] + [[0, 8], [9, 0]]),
    ("t.scatter_add_(1, Tensor([[1], [0]]), Tensor([[8.0], [9.0]]))", lambda a: a + [[0, 8], [9, 0]]),
    ("t.fill_diagonal_(9.0)", lambda a: a * [[0, 1], [1, 0]] + [[9, 0], [0, 9]]),
    ("t.addmm_(t, t)", lambda a: a + a @ a),
]


@pytest.mark.parametrize(("text", "expected"), IN_PLACE, ids=[text for text, _ in IN_PLACE])
def test_in_place(text, expected):
    array = np.array([[0.5, 1.5], [2.5, 3.5]], np.float32)
    base = Tensor(array[None])
    t = base[0]
    assert eval(text, {"t": t, "Tensor": Tensor}) is t
    np.testing.assert_allclose(t.asnumpy(), expected(array), rtol=1e-6)
    np.testing.assert_allclose(base.asnumpy()[0], expected(array), rtol=1e-6)


def test_in_place_keeps_the_dtype_and_the_gradient():
    assert Tensor([1, 2]).mul_(1.6).tolist() == [1, 3]
    assert ms.grad(lambda x: (x * 1).mul_(3.0).sum())(Tensor([1.0, 2.0])).tolist() == [3, 3]
    with pytest.raises(ValueError, match="does not fit"):
        Tensor([1.0]).add_(Tensor([1.0, 2.0]))


# -- Python's operators --


def test_numpy_arrays_and_numbers_beside_tensors():
    x = Tensor([1.0, 2.0])
    assert (x + np.float64(1)).dtype == ms.float32
    assert (Tensor([1, 2]) * np.float64(1.5)).dtype == ms.float32
    assert (x + [1, 2]).tolist() == [2, 4] and ([1, 2] - x).tolist() == [0, 0]
    assert (2**x).tolist() == [2, 4] and (7 // x).tolist() == [7, 3] and (7 % Tensor([4])).tolist() == [3]


@pytest.mark.parametrize("other", [None, "a", {}])
def test_operands_that_are_no_numbers(other):
    x = Tensor([1.0])
    assert (x == other) is False and (x != other) is True
    for act in (lambda: x + other, lambda: other * x, lambda: x < other, lambda: x @ other):
        with pytest.raises(TypeError):
            act()


def test_exponents_that_are_python_numbers():
    from msgrad.engine.operator import _signatures

    x = Tensor(np.linspace(-2, 2, 7, dtype=np.float64))
    for exponent in (0, 1, 2, 3, 4, 2.0, 5, -1):
        np.testing.assert_allclose((x**exponent).asnumpy(), x.asnumpy() ** exponent, rtol=1e-12)
    assert (Tensor([1, 2]) ** 2.0).dtype == ms.float32 and (Tensor([True]) ** 2).dtype == ms.int64
    before = len(_signatures)
    for exponent in (0.5, 0.6, 0.7):
        x**exponent
    assert len(_signatures) == before  # the exponent is data


def test_augmented_assignment_makes_a_new_tensor():
    x = y = Tensor([1.0])
    x += 1
    assert (x.tolist(), y.tolist()) == ([2], [1])


# -- arguments --


def test_two_names_of_one_argument():
    x = matrix()
    assert x.sum(axis=0).tolist() == x.sum(dim=0).tolist()
    with pytest.raises(TypeError, match="axis and dim"):
        x.sum(axis=0, dim=0)


def test_astype_takes_names_and_types():
    x = matrix()
    for dtype in (ms.int32, "int32", np.int32, np.dtype("int32")):
        assert x.astype(dtype).dtype == ms.int32
    assert (x.astype(int).dtype, x.astype(float).dtype, x.astype("bool").dtype) == (ms.int64, ms.float64, ms.bool_)
    with pytest.raises(TypeError, match="'copy' must be a bool"):
        x.astype(ms.int32, copy=1)
    with pytest.raises(TypeError, match="not the name"):
        x.astype("foo")


def test_shapes_as_numbers_or_as_a_tuple():
    x = matrix()
    for shape in ((4, 3), ((4, 3),), ([4, 3],), (Tensor([4, 3]),), (Tensor(4), 3), (np.int64(4), 3)):
        assert x.reshape(*shape).shape == (4, 3)
    for method in ("view", "resize"):
        assert getattr(x, method)(4, 3).shape == getattr(x, method)((4, 3)).shape == (4, 3)
    assert (
        x.transpose().shape == x.transpose(None).shape == x.transpose(1, 0).shape == x.transpose((1, 0)).shape == (4, 3)
    )


def test_repeat_and_tile():
    x = Tensor([[1, 2]])
    assert x.repeat(2, 1).tolist() == x.repeat((2, 1)).tolist() == [[1, 2], [1, 2]]
    assert x.repeat(2, axis=1).tolist() == [[1, 1, 2, 2]] and x.tile(2, 2).shape == (2, 4)
    with pytest.raises(ValueError, match="each of 2 axes"):
        x.repeat(2)


@pytest.mark.parametrize("mode", ["constant", "reflect", "replicate", "circular"])
def test_pad(mode):
    x = np.arange(60.0).reshape(3, 4, 5)
    kind = {"constant": "constant", "reflect": "reflect", "replicate": "edge", "circular": "wrap"}[mode]
    got = ops.pad(Tensor(x), (1, 2, 3, 0), mode)
    np.testing.assert_array_equal(got.asnumpy(), np.pad(x, ((0, 0), (3, 0), (1, 2)), kind))


def test_methods_say_what_they_do():
    for name, method in vars(Tensor).items():
        if not name.startswith("_") and inspect.isfunction(method):
            assert method.__doc__, name


def test_index_add_on_a_parameter():
    p = Parameter(Tensor([1.0, 2.0, 3.0]))
    out = ops.index_add(p, Tensor([0, 2]), Tensor([10.0, 20.0]), 0)
    assert out.tolist() == p.tolist() == [11, 2, 23]


def test_data_that_decides_a_shape_is_differentiable():
    def fn(x):
        return (ops.masked_select(x, x > 1) ** 2).sum() + x[x > 2].sum() + ops.unique(x)[0].sum()

    assert ms.grad(fn)(Tensor([1.0, 2.0, 3.0, 3.0])).tolist() == [1, 5, 8, 7]


@pytest.mark.parametrize("name", ["update", "add", "sub", "mul", "div", "max", "min"])
def test_scatter_into_parameters(name):
    act = {
        "update": lambda a, b: b,
        "add": np.add,
        "sub": np.subtract,
        "mul": np.multiply,
        "div": np.divide,
        "max": np.maximum,
        "min": np.minimum,
    }[name]
    array, rows = np.arange(1.0, 7, dtype=np.float32).reshape(3, 2), np.array([[4.0, 5.0], [0.5, 2.0]], np.float32)
    expected = array.copy()
    expected[[2, 0]] = act(array[[2, 0]], rows)
    for function, indices in ((f"scatter_{name}", [2, 0]), (f"scatter_nd_{name}", [[2], [0]])):
        if function == "scatter_sub":
            continue  # MindSpore has none
        p = Parameter(Tensor(array))
        out = getattr(ops, function)(p, Tensor(indices), Tensor(rows))
        np.testing.assert_allclose(out.asnumpy(), expected)
        np.testing.assert_allclose(p.asnumpy(), expected)
    with pytest.raises(TypeError, match="must be a Parameter"):
        ops.scatter_nd_update(array, Tensor([[0]]), Tensor(rows[:1]))


def test_other_names_of_arguments():
    x = matrix()
    assert x.transpose(0, 1).shape == x.transpose(dim0=0, dim1=1).shape == x.permute(dims=(1, 0)).shape == (4, 3)
    assert x[None].transpose(0, 2).shape == (4, 3, 1) and x.reshape(shape=(2, 6)).shape == (2, 6)
    assert x.tile(reps=(1, 2)).shape == x.tile(dims=(1, 2)).shape == (3, 8)
    assert len(x.split(split_size=1)) == 3 and x.matmul(tensor2=x.T).shape == (3, 3)
    assert x.add(1.0, alpha=2).tolist() == x.add(2.0).tolist() and x.sub(y=x).asnumpy().any() == False  # noqa: E712
    assert x.median(dim=0)[0].tolist() == x.median(axis=0)[0].tolist()
    assert x.sort(dim=0, descending=True, stable=True)[0][0].tolist() == [8, 9, 10, 11]
    with pytest.raises(ValueError, match="permutation"):
        x.transpose(0)


def test_masked_scatter():
    x, mask = Tensor([1.0, 2.0, 3.0, 4.0]), Tensor([True, True, False, True])
    assert x.masked_scatter(mask, Tensor([5.0, 6.0, 7.0])).tolist() == [5, 6, 3, 7]
    with pytest.raises(ValueError, match="3 elements"):
        x.masked_scatter(mask, Tensor([5.0]))
