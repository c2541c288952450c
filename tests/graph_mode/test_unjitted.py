"""A hint, never a wall: what is no one program gives the right result, and one warning with the line and the reason."""

import warnings

import numpy as np
import pytest

import msgrad
from msgrad import Parameter, Tensor, jit, nn, ops, value_and_grad

LOG = []
COUNT = 0


def vec(*values):
    return Tensor(list(values), msgrad.float32)


def line_of(function, text):
    """The number of the first line of a function's source with a text in it."""
    import inspect

    lines, start = inspect.getsourcelines(function)
    return start + next(i for i, line in enumerate(lines) if text in line)


def asks_a_value(x):
    scale = float(x.sum())
    return x * scale


def asks_numpy(x):
    return x * Tensor(np.sort(x.asnumpy())[::-1].copy())


def keeps_a_tensor(x):
    LOG.append(x * 2)
    return x


def keeps_a_number(x):
    LOG.append(len(LOG))
    return x


def changes_a_global(x):
    global COUNT
    COUNT += 1
    return x * COUNT


def depends_on_shape_of_data(x):
    return ops.masked_select(x, x > 0)


def recursion(x):
    return x if x.sum() < 1 else recursion(x / 2) + 1


CASES = [
    (recursion, "recursion(x / 2)", "recursion"),
    (asks_a_value, "float(", "value of a Tensor was asked for"),
    (asks_numpy, "asnumpy", "value of a Tensor was asked for"),
    (keeps_a_tensor, "def", "LOG"),
    (keeps_a_number, "def", "LOG"),
    (changes_a_global, "def", "COUNT"),
    (depends_on_shape_of_data, "masked_select", "value of a Tensor was asked for"),
]


@pytest.fixture(autouse=True)
def begin_anew():
    global COUNT
    LOG.clear()
    COUNT = 0


@pytest.mark.parametrize("function, where, reason", CASES, ids=[c[0].__name__ for c in CASES])
def test_runs_un_jitted_with_one_warning(function, where, reason):
    batches = [vec(1, -2, 3), vec(3, 4, 5), vec(-1, 6, 2)]
    expected = [function(x).tolist() for x in batches]
    begin = list(map(str, LOG)), COUNT
    LOG.clear()
    globals()["COUNT"] = 0
    f = jit(function)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        got = [f(x).tolist() for x in batches]
    assert got == expected
    assert (list(map(str, LOG)), COUNT) == begin
    [message] = [str(w.message) for w in caught]
    assert f"test_unjitted.py:{line_of(function, where)}: " in message
    assert f"'{function.__name__}'" in message and reason in message


def test_a_changed_attribute():
    class Net(nn.Cell):
        def __init__(self):
            super().__init__()
            self.calls = 0

        @jit
        def construct(self, x):
            self.calls += 1
            return x * self.calls

    net = Net()
    with pytest.warns(RuntimeWarning, match="the attribute 'calls' of Net is changed"):
        assert [net(vec(1)).tolist() for _ in range(3)] == [[1], [2], [3]]
    assert net.calls == 3


def test_fullgraph_is_an_error_that_changes_nothing():
    p = Parameter(vec(1), name="p")

    @jit(fullgraph=True)
    def f(x):
        p.set_data(p + x)
        return float(p.sum())

    for _ in range(2):
        with pytest.raises(RuntimeError, match=r"'f' is no one program, as 'fullgraph' demands: .*test_unjitted.py:"):
            f(vec(1))
        assert p.asnumpy().tolist() == [1]


def test_an_exception_comes_through_and_the_next_call_is_right():
    p = Parameter(vec(1), name="p")

    def function(x):
        p.set_data(p + x)
        if x.shape[0] > 1:
            raise KeyError("too long")
        return p * 1

    f = jit(function)
    assert f(vec(1)).tolist() == [2]
    with pytest.raises(KeyError, match="too long"):
        f(vec(1, 1))
    p.set_data(vec(2))
    assert f(vec(1)).tolist() == [3]


def test_a_shape_error_comes_on_the_users_line():
    f = jit(lambda x, y: ops.matmul(x, y))
    with pytest.raises(RuntimeError, match=r"For .matmul."):
        f(Tensor(np.ones((2, 3), np.float32)), Tensor(np.ones((2, 3), np.float32)))


def test_print_prints_at_every_call(capsys):
    @jit
    def f(x):
        print("x is", x, x.shape)
        y = (x * 2).sum()
        print(y, [x, 1], 2.5, True)
        return y

    for k in (1.5, 2.0):
        f(vec(k, 1))
    expected = [
        line
        for k in (1.5, 2.0)
        for line in (
            "x is",
            f"Tensor(shape=[2], dtype=Float32, value=[ {k:.8e}  1.00000000e+00])",
            "(2)",
            f"{(k + 1) * 2:g}",
            f"Tensor(shape=[2], dtype=Float32, value=[ {k:.8e}  1.00000000e+00])",
            "1",
            "2.5",
            "1",
        )
    ]
    assert capsys.readouterr().out.splitlines() == expected


def test_print_inside_of_a_gradient(capsys):
    def forward(x):
        y = x * x
        print(y)
        return y.sum()

    step = jit(value_and_grad(forward))
    for k in (1.0, 3.0):
        assert step(vec(k))[1].tolist() == [2 * k]
    assert capsys.readouterr().out.splitlines() == [
        f"Tensor(shape=[1], dtype=Float32, value=[ {k * k:.8e}])" for k in (1.0, 3.0)
    ]
