"""Operators: binding of arguments, numbers, static arguments, errors, signatures."""

import jax.numpy as jnp
import numpy as np
import pytest

import msgrad
from msgrad import Tensor
from msgrad.engine.operator import Operator


def _operator(body, *arrays, **options):
    return Operator(body, arrays, **options)


scaled = _operator(lambda x, factor=2, offset=0: x * factor + offset, "x", name="scaled")


@pytest.mark.parametrize(
    ("args", "kwargs", "expected"),
    [((), {}, 2.0), ((3,), {}, 3.0), ((), {"offset": 1}, 3.0), ((3,), {"offset": 1}, 4.0), ((3, 1), {}, 4.0)],
)
def test_arguments_are_bound_as_python_binds_them(args, kwargs, expected):
    assert scaled(Tensor([1.0]), *args, **kwargs).asnumpy().tolist() == [expected]


@pytest.mark.parametrize(
    ("args", "kwargs", "message"),
    [
        ((), {}, "'x' is missing"),
        ((1, 2, 3, 4), {}, "at most 3 arguments"),
        ((1,), {"x": 2}, "'x' was given twice"),
        ((1,), {"y": 2}, "'y' is not an argument"),
        (("text",), {}, "but got str"),
        ((np.array(["a"]),), {}, "dtype"),
    ],
)
def test_wrong_calls_are_type_errors(args, kwargs, message):
    with pytest.raises(TypeError, match=message):
        scaled(*args, **kwargs)


def test_numbers_that_are_equal_but_of_other_types_are_other_static_arguments():
    assert scaled(Tensor([3]), 1).dtype == msgrad.int64
    assert scaled(Tensor([3]), 1.0).dtype == msgrad.float64
    assert scaled(Tensor([3]), True).dtype == msgrad.int64


def test_lists_are_static_arguments():
    shaped = _operator(lambda x, shape: jnp.reshape(x, tuple(shape)), "x", name="shaped")
    assert shaped(Tensor([1.0, 2.0]), [2, 1]).shape == (2, 1)


def test_a_static_argument_that_cannot_be_hashed_is_refused():
    with pytest.raises(TypeError, match="hashable"):
        scaled(Tensor([1.0]), {1: 2})


def test_nested_arrays():
    total = _operator(lambda xs, scale=None: sum(xs) if scale is None else sum(xs) * scale, "xs", "scale", name="total")
    xs = [Tensor([1.0]), Tensor([2.0]), np.array([3.0], np.float32)]
    assert total(xs).asnumpy().tolist() == [6.0]
    assert total(tuple(xs), Tensor([2.0])).asnumpy().tolist() == [12.0]


def test_a_numpy_argument_is_copied_when_it_is_given():
    a = np.ones(3, np.float32)
    y = scaled(a)
    a[:] = 100
    assert y.asnumpy().tolist() == [2.0] * 3


def test_errors_name_the_operator_and_the_arrays():
    broken = _operator(lambda x, y: jnp.matmul(x, y), "x", "y", name="broken_product")
    with pytest.raises(TypeError, match=r"'broken_product'.*float32\[2, 3\]"):
        broken(Tensor(np.ones((2, 3), np.float32)), Tensor(np.ones((2, 3), np.float32)))


def test_several_outputs_come_in_a_tuple():
    both = _operator(lambda x: (x + 1, x * 2), "x", name="both")
    a, b = both(Tensor([3.0]))
    assert (a.asnumpy().tolist(), b.asnumpy().tolist()) == ([4.0], [6.0])


def test_an_operator_must_name_its_parameters():
    with pytest.raises(TypeError, match="must name all"):
        _operator(lambda *xs: xs, name="loose")
    with pytest.raises(TypeError, match="no parameters"):
        _operator(lambda x: x, "y", name="wrong")
