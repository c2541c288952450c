"""Reading and writing by index: the real MindSpore's figures, numpy's meaning, views."""

import gzip
import importlib.util
import json
import pathlib
import re

import jax
import mindspore as ms
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from mindspore import Tensor, ops

import msgrad
from msgrad.common.indexing import parse
from tests.batches import Batches

GOLDEN = pathlib.Path(__file__).parent.parent / "golden"


def load(name):
    spec = importlib.util.spec_from_file_location(name, GOLDEN / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


make_input = load("make_indexing").make_input
RECORDS = json.loads(gzip.decompress((GOLDEN / "indexing.json.gz").read_bytes()))

# Refused by the real one, and done here after numpy: numpy arrays and numbers, writing with a negative step, overlaps.
REFUSED = {
    "x[2] = np.float32(7)",
    "x[2:5] = np.array([7., 8., 9.], np.float32)",
    "x[0] = np.arange(5)",
    "x[0] = np.arange(5).astype(np.float32)",
    "x[::-1] = Tensor(np.arange(10) * 2.)",
    "x[::-1] = Tensor(np.arange(20).reshape(4, 5) * 2.)",
    "x[:, ::-1] = Tensor([1., 2., 3., 4., 5.])",
    "x[1:4] = x[0:3]",
}

# Raises another type here: there, an operator that is run behind the scenes refuses.
OTHER_ERROR = {"x[Tensor(True)]": "IndexError"}

# Where the real one's gradient is wrong: negative steps, negative indices in Tensors, places that are written twice.
OTHER_GRADIENT = [r"::-[12]", r"Tensor\(\[.*-[12]", r"\[1, 1\]\]"]


def names(x):
    return {"ms": ms, "ops": ops, "np": np, "Tensor": Tensor, "x": x}


def weighted(y):
    return (y * Tensor(np.arange(y.size).reshape(y.shape), y.dtype)).sum()


def compare(tensor, golden):
    assert (list(tensor.shape), str(tensor.dtype)) == (golden["shape"], golden["dtype"])
    expected = np.array(golden["value"], float).reshape(golden["shape"])
    np.testing.assert_allclose(tensor.asnumpy().astype(float), expected, rtol=1e-6)


def read(text, x):
    return eval(text, names(x))


def write(text, x):
    exec(text, names(x))
    return x


def gradients(record, array):
    text = record["text"]
    if record["kind"] == "get":
        return [ms.grad(lambda x: weighted(read(text, x * 2)))(Tensor(array))]
    target, _, value = text.partition(" = ")
    if len(record["grad"]) == 1:
        return [ms.grad(lambda x: weighted(write(text, x * 2)))(Tensor(array))]

    def fn(x, v):
        y = x * 2
        exec(f"{target} = v", {**names(y), "x": y, "v": v * 3})
        return weighted(y)

    return ms.grad(fn, (0, 1))(Tensor(array), eval(value, names(None)).astype(Tensor(array).dtype))


def run(record):
    """What is read, or the Tensor after writing, and the gradients; not looked at."""
    x = Tensor(make_input(record["shape"], record["dtype"]))
    out = (read if record["kind"] == "get" else write)(record["text"], x)
    followed = "grad" in record and not any(re.search(p, record["text"]) for p in OTHER_GRADIENT)
    return out, gradients(record, make_input(record["shape"], record["dtype"])) if followed else []


def check(record, compute):
    if "error" in record and record["text"] not in REFUSED:
        with pytest.raises(Exception) as caught:
            compute()
        assert caught.type.__name__ == OTHER_ERROR.get(record["text"], record["error"])
        assert len(str(caught.value)) > 10
        return
    out, grads = compute()
    if "error" in record:
        expected = make_input(record["shape"], record["dtype"])
        exec(record["text"], {"x": expected, "np": np, "Tensor": lambda v: np.asarray(v, np.float32)})
        np.testing.assert_array_equal(out.asnumpy(), expected)
        return
    compare(out, record["out"])
    if grads:
        for got, golden in zip(grads, record["grad"], strict=True):
            compare(got, golden)


def case_id(record):
    return f"{record['dtype']}{record['shape']} {record['text']}"


BATCHES = Batches(RECORDS, run)


@pytest.mark.parametrize("number", range(len(RECORDS)), ids=map(case_id, RECORDS))
def test_as_one_program(number):
    check(RECORDS[number], lambda: BATCHES.result(number))


@pytest.mark.parametrize("record", RECORDS[::12], ids=case_id)
def test_operator_by_operator(record):
    with msgrad.executor("operator"):
        check(record, lambda: run(record))


# -- against numpy, at random --

shapes = hnp.array_shapes(min_dims=1, max_dims=4, min_side=1, max_side=5)


@st.composite
def indexed(draw):
    shape = draw(shapes)
    index = draw(hnp.basic_indices(shape, allow_newaxis=True, allow_ellipsis=True))
    if draw(st.booleans()):
        axis = draw(st.integers(0, len(shape) - 1))
        places = st.integers(-shape[axis], shape[axis] - 1)
        index = (slice(None),) * axis + (draw(st.lists(places, min_size=1, max_size=4)),)
    return shape, index


@settings(max_examples=60, deadline=None)
@given(indexed())
def test_get_and_set_are_numpys(case):
    shape, index = case
    array = np.arange(np.prod(shape), dtype=np.float32).reshape(shape)
    try:
        expected = array[index]
    except IndexError:
        with pytest.raises((IndexError, TypeError)):
            Tensor(array)[index]
        return
    with msgrad.executor("operator"):
        x = Tensor(array)
        np.testing.assert_array_equal(x[index].asnumpy(), expected)
        values = (np.arange(expected.size, dtype=np.float32) * -1.5 - 1).reshape(expected.shape)
        x[index] = Tensor(values)
        if isinstance(index, tuple) and any(isinstance(i, list) for i in index):
            places = next(i for i in index if isinstance(i, list))
            if len({p % shape[len(index) - 1] for p in places}) < len(places):
                return  # which of several updates counts is not promised
        array[index] = values
        np.testing.assert_array_equal(x.asnumpy(), array)


# -- what a program depends on --


def test_ints_and_starts_are_not_part_of_the_plan():
    plans = {parse((i, slice(i, i + 2)), (5, 9)).plan for i in range(5)}
    assert len(plans) == 1
    assert parse((3, slice(4, 6)), (5, 9)).starts.tolist() == [3, 4]


def test_a_loop_over_rows_is_one_signature():
    from msgrad.engine.operator import _signatures

    x = Tensor(np.zeros((11, 3, 7), np.float32))
    before = len(_signatures)
    rows = [x[i] for i in range(11)]
    assert len(_signatures) == before + 1
    assert len(rows) == 11


def test_a_mask_with_a_number_does_not_look_at_the_data():
    x = Tensor(np.arange(4.0, dtype=np.float32)) * 1
    mask = x > 1.5
    x[mask] = 0
    assert mask._value.result.array is None
    assert x.tolist() == [0, 1, 0, 0]


# -- views and copies --


@pytest.mark.parametrize("executor", ["operator", "program"])
@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("t = x[0]; t[0] = 9", [9, 1, 2, 3]),
        ("t = x[1:]; t[0, 0] = 9", [0, 1, 9, 3]),
        ("t = x[:, 0]; t[...] = 9", [9, 1, 9, 3]),
        ("t = x[None]; t[0, 0] = 9", [9, 9, 2, 3]),
        ("t = x[::-1]; t[0, 0] = 9", [0, 1, 9, 3]),
        ("t = x[[1, 0]]; t[0] = 9", [0, 1, 9, 9]),
        ("t = x[Tensor([1, 0])]; t[0, 1] = 9", [0, 1, 2, 9]),
        ("t = x[x > 1]; t[0] = 9", [0, 1, 9, 3]),
        ("x[[1, 0]][0][0] = 9", [0, 1, 9, 3]),
        ("x[0][1] = 9", [0, 9, 2, 3]),
        ("for row in x: row[0] = 9", [9, 1, 9, 3]),
        ("x[0], x[1] = x[1], x[0]", [2, 3, 2, 3]),
        ("x[0] += 5", [5, 6, 2, 3]),
        ("t = x[0] * 1; t[0] = 9", [0, 1, 2, 3]),
        ("t = x.copy(); t[0] = 9", [0, 1, 2, 3]),
    ],
)
def test_writing_into_what_was_read(text, base, executor):
    with msgrad.executor(executor):
        x = Tensor([[0.0, 1.0], [2.0, 3.0]])
        exec(text, names(x))
        assert x.asnumpy().ravel().tolist() == base


def test_a_view_sees_later_writes_and_a_copy_does_not():
    x = Tensor([[0.0, 1.0], [2.0, 3.0]])
    row, copy = x[0], x[[0]]
    x[0] = 7
    assert row.tolist() == [7, 7]
    assert copy.tolist() == [[0, 1]]


def test_an_index_tensor_that_changes_later_does_not_move_a_copy():
    x, index = Tensor([0.0, 1.0, 2.0]), Tensor([0, 1])
    part = x[index]
    index[0] = 2
    part[0] = 9
    assert x.tolist() == [9, 1, 2]


def test_gradient_through_a_view_that_is_written():
    def fn(x):
        y = x * 1
        row = y[0]
        row[0] = 5.0
        return (y * y).sum()

    assert ms.grad(fn)(Tensor([[1.0, 2.0], [3.0, 4.0]])).tolist() == [[0, 4], [6, 8]]


def test_an_index_out_of_range_that_is_found_late_is_nan():
    index = Tensor([1]) + 4
    assert np.isnan(Tensor([1.0, 2.0])[index].asnumpy()).all()


# -- inside JAX's transforms and vmap --


def test_tracers_as_tensors_and_as_indices():
    x = np.arange(6.0).reshape(2, 3)
    read = jax.jit(lambda a, i: (Tensor(a)[1] + Tensor(a)[i] + Tensor(a)[Tensor(i)]).jax())
    np.testing.assert_array_equal(read(x, np.array([0, 1])), x[1] + 2 * x)
    grad = jax.grad(lambda a: Tensor(a)[0, 1:].sum().jax())(x)
    assert grad.tolist() == [[0, 1, 1], [0, 0, 0]]


def test_under_vmap():
    def write(row, i):
        row = row * 1
        row[row > 3] = 0
        row[0] = row[i]
        return row

    x = Tensor(np.arange(6.0).reshape(2, 3))
    assert ms.vmap(write)(x, Tensor([1, 2])).tolist() == [[1, 1, 2], [0, 0, 0]]
    with pytest.raises(RuntimeError, match="vmap"):
        ms.vmap(lambda row: row[row > 3])(x)


def test_bfloat16_and_complex():
    x = Tensor([1.0, 2.0, 3.0], ms.bfloat16)
    x[0] = 5
    assert x[x > 2].dtype == ms.bfloat16 and x.astype(ms.float32).tolist() == [5, 2, 3]
    c = Tensor([1 + 2j, 3j])
    c[0] = c[1] * 2
    assert c.tolist() == [6j, 3j]
