"""Running: what is compiled, when, how often; donation, liveness, the storm breaker, failures."""

import gc
import threading
import warnings
import weakref

import numpy as np
import pytest

import msgrad
from msgrad import Parameter, Tensor, ops
from msgrad.engine import execute, graph
from msgrad.engine.graph import array_of
from msgrad.engine.operator import Operator


@pytest.fixture
def counts():
    """The engine's counts, from zero, with nothing pending."""
    graph.cut("start of a test")
    counts = msgrad.profile()
    counts.reset()
    return counts


def test_nothing_runs_before_somebody_looks(counts):
    y = Tensor([1.0, 2.0]) * 3 + 1
    assert counts.program_runs == counts.operator_runs == 0
    assert y._result().array is None
    assert y.asnumpy().tolist() == [4.0, 7.0]
    assert counts.program_runs + counts.operator_runs == 1


@pytest.mark.parametrize("executor", ["program", "operator"])
def test_shapes_and_dtypes_are_known_without_running(counts, executor):
    with msgrad.executor(executor):
        y = ops.matmul(Tensor(np.ones((2, 3), np.float32)), Tensor(np.ones((3, 4), np.float32))) > 1
        assert y.shape == (2, 4)
        assert y.dtype == msgrad.bool_
        assert not counts.syncs


def test_a_shape_error_is_raised_on_the_line_of_the_call():
    with pytest.raises(RuntimeError, match="matmul"):
        ops.matmul(Tensor(np.ones((2, 3), np.float32)), Tensor(np.ones((2, 3), np.float32)))


def test_a_new_number_compiles_nothing(counts):
    x = Tensor(np.ones((3, 5), np.float32))
    with msgrad.executor("program"):
        for rate in (0.1, 0.2, 0.3, 7.5):
            np.testing.assert_allclose((x * rate).asnumpy(), rate, rtol=1e-6)
    assert counts.programs_compiled <= 1


def test_a_thousand_steps_compile_as_many_programs_as_ten(counts):
    def steps(n):
        w = Parameter(Tensor(np.ones(7, np.float32)), name="w")
        for i in range(n):
            w.set_data(w - w * (0.001 * i))
            msgrad.engine.cut()
        return w.asnumpy()

    steps(10)
    compiled = counts.programs_compiled + counts.operators_compiled
    steps(1000)
    assert counts.programs_compiled + counts.operators_compiled == compiled


def test_a_long_chain_runs_in_pieces_that_repeat(counts):
    x = Tensor(np.zeros(3, np.float32))
    with msgrad.executor("program"):
        for _ in range(graph.PENDING_LIMIT * 4):
            x = x + 1
        assert x.asnumpy().tolist() == [graph.PENDING_LIMIT * 4] * 3
    assert counts.programs_compiled <= 3


def test_a_long_chain_with_numbers_compiles_inside_a_gradient(counts):
    def function(x, n):
        for _ in range(n):
            x = x * 0.999 + 0.001  # twice n numbers, of two values
        return x.sum()

    with msgrad.executor("program"):
        value, gradient = msgrad.value_and_grad(function)(Tensor(np.zeros(3, np.float32)), 300)
        np.testing.assert_allclose(value.asnumpy(), 3 * (1 - 0.999**300), rtol=1e-3)
        np.testing.assert_allclose(gradient.asnumpy(), [0.999**300] * 3, rtol=1e-4)
    assert counts.programs_compiled == 1


def test_dead_values_are_not_computed(counts):
    x = Tensor(np.ones(4, np.float32))
    unused = ops.exp(x)
    used = ops.sin(x)
    del unused
    used.asnumpy()
    assert (counts.operators_recorded, counts.operators_run) == (2, 1)


def test_intermediates_are_freed():
    x = Tensor(np.ones(4, np.float32)) * 2
    y = ops.sin(x)
    result = weakref.ref(x._value)
    del x
    gc.collect()
    assert result() is None
    assert y.shape == (4,)


def _step(w):
    w.set_data(w * 0.5)
    msgrad.engine.cut()


def test_the_buffer_of_an_overwritten_parameter_is_donated():
    w = Parameter(Tensor(np.ones(1000, np.float32)), name="w")
    _step(w)
    _step(w)
    before = w._result().array.unsafe_buffer_pointer()
    _step(w)
    assert w._result().array.unsafe_buffer_pointer() == before
    assert w.asnumpy()[0] == 0.125


@pytest.mark.parametrize("keep", ["value", "jax", "view", "copy"])
def test_a_buffer_that_somebody_holds_is_not_donated(keep):
    w = Parameter(Tensor(np.arange(1000, dtype=np.float32)), name="w")
    _step(w)
    if keep == "value":
        held = w.value()
        look = held.asnumpy
    elif keep == "jax":
        held = w.jax()
        look = lambda: np.asarray(held)  # noqa: E731
    elif keep == "view":
        held = np.asarray(w.jax())
        look = lambda: held  # noqa: E731
    else:
        held = w.clone()
        look = held.asnumpy
    before = np.arange(1000) * 0.5
    for _ in range(3):
        _step(w)
    np.testing.assert_array_equal(look(), before)
    np.testing.assert_array_equal(w.asnumpy(), before / 8)


def test_one_buffer_under_two_parameters_is_not_donated_twice():
    start = Tensor(np.ones(1000, np.float32)) * 1
    a, b = Parameter(start, name="a"), Parameter(start, name="b")
    del start
    for _ in range(3):
        a.set_data(a * 2)
        b.set_data(b * 3)
        msgrad.engine.cut()
    assert (a.asnumpy()[0], b.asnumpy()[0]) == (8, 27)


def test_operators_warm_by_themselves_serve_a_new_program(counts):
    x = Tensor(np.ones((2, 7), np.float32))
    with msgrad.executor("operator"):
        ops.exp(x).asnumpy()
        ops.sin(x).asnumpy()
    counts.reset()
    ops.exp(ops.sin(ops.exp(x))).asnumpy()
    assert (counts.programs_compiled, counts.operators_compiled, counts.operator_runs) == (0, 0, 1)
    ops.exp(ops.sin(ops.exp(x))).asnumpy()  # at the second sight it is compiled whole
    assert (counts.programs_compiled, counts.program_runs) == (1, 1)


def test_the_storm_breaker_stops_compiling_and_says_why(counts):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for n in range(1, execute.STORM_SIZE + 8):
            y = ops.sin(Tensor(np.ones(n, np.float32)) * 2)
            y.asnumpy()  # the one place
    storms = [w for w in caught if issubclass(w.category, RuntimeWarning) and "keep differing" in str(w.message)]
    assert len(storms) == 1
    assert "float32[" in str(storms[0].message)
    assert counts.programs_compiled <= execute.STORM_SIZE + 1


def test_values_of_one_thread_serve_another():
    made = []
    thread = threading.Thread(target=lambda: made.append(Tensor([1.0, 2.0]) * 3))
    thread.start()
    thread.join()
    assert (made[0] + 1).asnumpy().tolist() == [4.0, 7.0]


def test_many_threads_record_at_once():
    def work(seed, out):
        x = Tensor(np.full(5, seed, np.float32))
        for _ in range(200):
            x = x + 1
            x = x - 1
        out[seed] = (x * 2).asnumpy()

    found = {}
    threads = [threading.Thread(target=work, args=(i, found)) for i in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {seed: out.tolist() for seed, out in found.items()} == {i: [2.0 * i] * 5 for i in range(6)}


def test_a_failed_run_leaves_what_was_pending():
    def body(x, fail):
        if fail[0] and not isinstance(x, np.ndarray):
            raise RuntimeError("no luck")
        return x + 1

    class Switch(list):
        __hash__ = object.__hash__

    switch = Switch([False])
    flaky = Operator(body, ["x"], name="flaky_of_the_tests")
    y = flaky(Tensor(np.ones(3, np.float32)), switch)
    z = Tensor(np.ones(3, np.float32)) * 5
    switch[0] = True
    with pytest.raises(RuntimeError, match="no luck"):
        y.asnumpy()
    switch[0] = False
    assert z.asnumpy().tolist() == [5.0] * 3
    assert y.asnumpy().tolist() == [2.0] * 3


def test_profile_says_where_and_why(counts):
    (Tensor([1.0]) + 1).asnumpy()
    [(file, line, reason)] = counts.syncs
    assert file == __file__
    assert line > 0
    assert reason == "asnumpy()"
    text = str(msgrad.profile())
    assert "operators recorded" in text
    assert "asnumpy()" in text


def test_executor_refuses_other_names():
    with pytest.raises(ValueError, match="'eager'"), msgrad.executor("eager"):
        pass


def test_memory_is_flat():
    w = Parameter(Tensor(np.ones(10, np.float32)), name="w")

    def steps(n):
        for _ in range(n):
            w.set_data(w * 0.999 + 0.001)
            msgrad.engine.cut()
        array_of(w._result(), "test")
        gc.collect()
        return len(gc.get_objects())

    steps(50)
    assert steps(500) - steps(500) <= 50
