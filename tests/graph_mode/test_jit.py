"""What jit records, when it records again, and what it notices."""

import copy
import gc
import threading
import weakref

import numpy as np
import pytest

import msgrad
from msgrad import Parameter, Tensor, jit, mutable, nn, ops, value_and_grad
from msgrad.graph_mode.function import MANY_RECORDINGS

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")


class Counts:
    """Recordings and compilations since the start of a test."""

    def __init__(self):
        self.start = msgrad.profile().functions_recorded, msgrad.profile().programs_compiled

    @property
    def recorded(self):
        return msgrad.profile().functions_recorded - self.start[0]

    @property
    def compiled(self):
        return msgrad.profile().programs_compiled - self.start[1]


@pytest.fixture
def counts():
    return Counts()


def vec(*values):
    return Tensor(list(values), msgrad.float32)


# -- signatures --------------------------------------------------------------------------------------------------------


def test_a_signature_is_recorded_and_compiled_once(counts):
    f = jit(lambda x: x * 2 + 1)
    for i in range(5):
        assert f(vec(i, 2)).tolist() == [2 * i + 1, 5]
    assert (counts.recorded, counts.compiled) == (1, 1)


@pytest.mark.parametrize(
    "first, second",
    [
        ((vec(1, 2),), (vec(1, 2, 3),)),
        ((vec(1, 2),), (Tensor([1, 2]),)),
        ((vec(1, 2), 2), (vec(1, 2), 3)),
        ((vec(1, 2), 2), (vec(1, 2), 2.0)),
        ((vec(1, 2), 1), (vec(1, 2), True)),
        ((vec(1, 2), vec(3, 4)), (vec(1, 2), np.float32(3))),
        (([vec(1, 2)],), ((vec(1, 2),),)),
        (({"a": vec(1)},), ({"b": vec(1)},)),
        ((vec(1, 2), np.array([1.0, 2.0])), (vec(1, 2), np.array([1.0, 3.0]))),
    ],
)
def test_what_makes_another_signature(counts, first, second):
    def total(*arguments):
        out = 0
        for item in arguments:
            if isinstance(item, list | tuple):
                out = out + total(*item)
            elif isinstance(item, dict):
                out = out + total(*item.values())
            else:
                out = out + (Tensor(item) if isinstance(item, np.ndarray | np.generic) else item)
        return out

    f = jit(total)
    for _ in range(2):
        for arguments in (first, second):
            expected = total(*arguments)
            got = f(*arguments)
            assert (got.dtype, got.shape) == (expected.dtype, expected.shape)
            np.testing.assert_allclose(got.asnumpy(), expected.asnumpy())
    assert counts.recorded == 2


def test_keyword_arguments_and_defaults(counts):
    f = jit(lambda x, k=2, *, y=None: x * k if y is None else x * k + y)
    assert [f(vec(1)).tolist(), f(vec(1), k=3).tolist(), f(vec(1), y=vec(5)).tolist()] == [[2], [3], [7]]
    assert f(vec(2), y=vec(6)).tolist() == [10]
    assert counts.recorded == 3


@pytest.mark.parametrize("values", [(1, 2, 3), (1.0, 2.5, -1.0), (True, False, True)])
def test_a_mutable_number_is_an_input(counts, values):
    f = jit(lambda x, k: x * k)
    assert [f(vec(2), mutable(k)).tolist() for k in values] == [[2 * k] for k in values]
    assert (counts.recorded, counts.compiled) == (1, 1)


def test_numbers_in_a_mutable_collection_are_inputs(counts):
    f = jit(lambda x, pair: x * pair[0] + pair[1]["b"])
    assert [f(vec(2), mutable((k, {"b": k + 1}))).tolist() for k in range(3)] == [[1], [4], [7]]
    assert counts.recorded == 1


@pytest.mark.parametrize("data", ["a", None, [1, "a"], {"k": object}, {1, 2}])
def test_mutable_takes_numbers_and_tensors(data):
    with pytest.raises(TypeError, match="mutable"):
        mutable(data)


def test_mutable_keeps_what_it_marks():
    assert (mutable(3) + 1, mutable((1, 2)), mutable([1.5]), mutable({"a": 1})) == (4, (1, 2), [1.5], {"a": 1})
    assert repr(mutable(True)) == "True"
    x = vec(1)
    assert mutable(x) is x


def test_the_same_tensor_twice_is_two_arguments():
    f = jit(lambda x, y: x * 2 + y)
    x = vec(1)
    assert [f(x, x).tolist(), f(x, vec(5)).tolist(), f(vec(5), x).tolist()] == [[3], [7], [11]]


def test_two_parameters_are_two_signatures(counts):
    f = jit(lambda p, x: p * x)
    a, b = Parameter(vec(2), name="a"), Parameter(vec(3), name="b")
    assert [f(a, vec(5)).tolist(), f(b, vec(5)).tolist(), f(a, vec(1)).tolist()] == [[10], [15], [2]]
    assert (counts.recorded, counts.compiled) == (2, 1)


# -- what is frozen, and what is noticed -------------------------------------------------------------------------------


def test_train_and_eval_are_two_recordings(counts):
    net = nn.SequentialCell(nn.Dense(3, 4), nn.BatchNorm1d(4))
    f = jit(net)
    x = Tensor(np.random.default_rng(0).standard_normal((5, 3)).astype(np.float32))
    for _ in range(3):
        net.set_train(True)
        trained = f(x)
        net.set_train(False)
        assert not np.allclose(trained.asnumpy(), f(x).asnumpy())
    assert counts.recorded == 2


def test_attributes_of_a_cell_are_noticed(counts):
    class Net(nn.Cell):
        def __init__(self):
            super().__init__()
            self.k = 2.0
            self.mode = "double"

        @jit
        def construct(self, x):
            return x * self.k if self.mode == "double" else -x

    net = Net()
    seen = [net(vec(1)).tolist(), net(vec(1)).tolist()]
    net.k = 3.0
    seen.append(net(vec(1)).tolist())
    net.mode = "other"
    seen.append(net(vec(1)).tolist())
    net.mode = "double"
    seen.append(net(vec(1)).tolist())
    assert seen == [[2], [2], [3], [-1], [3]]
    assert counts.recorded == 3


FACTOR = 2.0
FACTORS = [2.0]


def test_globals_are_noticed(counts, monkeypatch):
    f = jit(lambda x: x * FACTOR)
    g = jit(lambda x: x * FACTORS[0])
    assert [f(vec(1)).tolist(), g(vec(1)).tolist()] == [[2], [2]]
    monkeypatch.setitem(globals(), "FACTOR", 5.0)
    monkeypatch.setitem(FACTORS, 0, 5.0) if isinstance(FACTORS, dict) else FACTORS.__setitem__(0, 5.0)
    try:
        assert [f(vec(1)).tolist(), g(vec(1)).tolist()] == [[5], [5]]
    finally:
        FACTORS[0] = 2.0
    assert counts.recorded == 4


def test_closures_are_noticed_through_other_functions():
    k = 2.0

    def inner(x):
        return x * k

    f = jit(lambda x: inner(x) + 1)
    assert f(vec(1)).tolist() == [3]
    k = 4.0
    assert f(vec(1)).tolist() == [5]


def test_attributes_of_other_objects_are_noticed():
    class Config:
        scale = 2.0

        def __init__(self):
            self.offset = 1.0

    config = Config()
    f = jit(lambda x: x * config.scale + config.offset)
    assert f(vec(1)).tolist() == [3]
    config.offset = 10.0
    assert f(vec(1)).tolist() == [12]
    config.scale = 0.0
    assert f(vec(1)).tolist() == [10]


def test_requires_grad_is_noticed():
    net = nn.Dense(2, 1)
    optimizer = nn.SGD(net.trainable_params(), 0.1)
    gradient = value_and_grad(lambda x: net(x).sum(), None, optimizer.parameters)

    @jit
    def step(x):
        loss, gradients = gradient(x)
        optimizer(gradients)
        return loss

    x = Tensor(np.ones((3, 2), np.float32))
    step(x)
    before = net.weight.asnumpy().copy()
    net.weight.requires_grad = False
    step(x)
    np.testing.assert_array_equal(net.weight.asnumpy(), before)
    net.weight.requires_grad = True
    step(x)
    assert (net.weight.asnumpy() != before).all()


def test_new_data_of_another_shape_is_noticed(counts):
    p = Parameter(vec(1, 2), name="p")
    f = jit(lambda x: (p * x).sum())
    assert f(vec(2)).item() == 6
    p.set_data(vec(1, 2, 3))
    assert f(vec(2)).item() == 12
    assert counts.recorded == 2


# -- state -------------------------------------------------------------------------------------------------------------


def test_what_is_assigned_is_assigned_at_each_call(counts):
    p = Parameter(vec(0), name="p", requires_grad=False)
    total = vec(0)

    @jit
    def f(x):
        p.set_data(p + x)
        ops.assign_add(p, vec(1))
        total[0] = total[0] + p[0]
        return p * 1

    assert [f(vec(k)).tolist() for k in (1, 2, 3)] == [[2], [5], [9]]
    assert (p.asnumpy().tolist(), total.asnumpy().tolist()) == ([9], [16])
    assert counts.recorded == 1


def test_an_attribute_that_holds_a_tensor_moves_on(counts):
    class Net(nn.Cell):
        def __init__(self):
            super().__init__()
            self.state = vec(0)

        @jit
        def construct(self, x):
            self.state = self.state + x
            return self.state * 10

    net = Net()
    kept = net.state
    assert [net(vec(k)).tolist() for k in (1, 2, 3)] == [[10], [30], [60]]
    assert (net.state.tolist(), kept.tolist(), counts.recorded) == ([6], [0], 1)
    net.state = vec(100)
    assert (net(vec(1)).tolist(), counts.recorded) == ([1010], 1)


def test_two_parameters_that_shared_their_data_part(counts):
    online, target = Parameter(vec(1), name="online"), Parameter(vec(0), name="target")
    target.set_data(online)

    @jit
    def f():
        online.set_data(online * 2)
        target.set_data(target * 0.5 + online)

    for _ in range(3):
        f()
    assert (online.asnumpy().tolist(), target.asnumpy().tolist(), counts.recorded) == ([8], [10.625], 1)


def test_what_the_caller_kept_stays():
    p = Parameter(vec(1, 2), name="p")
    f = jit(lambda: (p.set_data(p + 1), None)[1])
    f()
    value, copied, array = p.value(), p.copy(), p.jax()
    for _ in range(3):
        f()
    assert (value.tolist(), copied.asnumpy().tolist(), array.tolist()) == ([2, 3], [2, 3], [2, 3])
    assert p.asnumpy().tolist() == [5, 6]


def test_a_returned_parameter_outlives_the_next_call():
    p = Parameter(vec(1), name="p")

    @jit
    def f():
        p.set_data(p * 2)
        return p.value(), p * 1

    outs = [f() for _ in range(3)]
    assert [[t.tolist() for t in pair] for pair in outs] == [[[2], [2]], [[4], [4]], [[8], [8]]]


def test_an_argument_comes_back_as_itself():
    f = jit(lambda x, y: (y, x, x + y))
    x, y = vec(1), vec(2)
    for _ in range(2):
        out = f(x, y)
        assert (out[0] is y, out[1] is x, out[2].tolist()) == (True, True, [3])


def test_a_write_into_an_argument_stays_inside():
    @jit
    def f(x):
        x[0] = 5
        return x * 1

    for _ in range(2):
        x = vec(1, 2)
        assert (f(x).tolist(), x.tolist()) == ([5, 2], [1, 2])


def test_a_tensor_that_is_made_inside_begins_anew():
    @jit
    def f(x):
        t = Tensor([1.0, 2.0])
        t[0] = t[0] + x[0]
        return t

    assert [f(vec(k)).tolist() for k in (1, 1, 5)] == [[2, 2], [2, 2], [6, 2]]


def test_numpy_memory_that_is_shared_follows():
    x = np.array([1.0, 2.0], np.float32)
    t = Tensor.from_numpy(x)
    f = jit(lambda: t * 2)
    assert f().tolist() == [2, 4]
    x[0] = 10
    assert f().tolist() == [20, 4]

    @jit
    def write():
        t[1] = t[1] + 1

    for _ in range(2):
        write()
    assert x.tolist() == [10, 4]


def test_views_follow_what_is_assigned():
    x = vec(1, 2, 3)
    view = x[1:]

    @jit
    def f():
        x[1] = x[1] * 10
        return view.sum()

    assert [f().item(), f().item()] == [23, 203]
    assert view.tolist() == [200, 3]


# -- random numbers ----------------------------------------------------------------------------------------------------


def draws(x):
    return ops.dropout(x, 0.5), ops.randn(3), ops.rand(2), ops.normal((2,), 0.0, 1.0), ops.rrelu(-x, 0.1, 0.9)


def test_a_view_of_what_was_made_inside_is_returned(counts):
    def f(x):
        y = x * 2
        return y.reshape((4,)), y[0], y.T

    g = jit(f, fullgraph=True)
    for x in (vec(1, 2, 3, 4).reshape((2, 2)), vec(5, 6, 7, 8).reshape((2, 2))):
        assert [out.tolist() for out in g(x)] == [out.tolist() for out in f(x)]
    assert counts.recorded == 1


def test_random_operators_draw_anew(counts):
    """The first run draws what is drawn un-jitted; then each call's generator runs on."""
    x = Tensor(np.ones(64, np.float32))
    msgrad.set_seed(3)
    expected = draws(x)
    f = jit(draws)
    msgrad.set_seed(3)
    runs = [[got.asnumpy() for got in f(x)] for _ in range(3)]
    for got, one in zip(runs[0], expected, strict=True):
        np.testing.assert_array_equal(got, one.asnumpy())
    for first, second, third in zip(*runs, strict=True):
        assert (first != second).any() and (second != third).any()
    assert counts.recorded == 1


def test_a_dropout_layer_moves_on():
    def run(wrap):
        msgrad.set_seed(0)
        layer = nn.Dropout(p=0.5).set_train()
        f = wrap(lambda x: layer(x))
        return [f(Tensor(np.ones(32, np.float32))).tolist() for _ in range(3)]

    masks = run(jit)
    assert masks == run(lambda f: f)
    assert masks[0] != masks[1] != masks[2]


# -- results -----------------------------------------------------------------------------------------------------------


def test_results_of_any_form():
    f = jit(lambda x: {"a": [x * 2, 3, "s"], "b": (None, x.shape, (x + 1,))})
    for k in (1.0, 5.0):
        out = f(vec(k))
        assert (out["a"][0].tolist(), out["a"][1:], out["b"][:2]) == ([2 * k], [3, "s"], (None, (1,)))
        assert out["b"][2][0].tolist() == [k + 1]


def test_nothing_comes_back_where_nothing_is_returned():
    assert jit(lambda x: None)(vec(1)) is None


def test_large_constants_and_small_ones():
    table = np.arange(5000, dtype=np.float32)
    f = jit(lambda x: (Tensor(table) * x).sum() + Tensor([1.0, 2.0]).sum())
    for k in (1.0, 2.0):
        assert f(Tensor(k)).item() == pytest.approx(table.sum() * k + 3)


# -- where it is called ------------------------------------------------------------------------------------------------


def test_inside_a_gradient_it_is_part_of_what_is_differentiated():
    f = jit(lambda x: x * x * 3)
    gradient = value_and_grad(lambda x: f(x).sum())
    for k in (1.0, 2.0):
        value, slope = gradient(vec(k))
        assert (value.item(), slope.tolist()) == (3 * k * k, [6 * k])


def test_inside_another_jitted_function(counts):
    inner = jit(lambda x: x + 1)
    outer = jit(lambda x: inner(x) * inner(x * 2))
    assert [outer(vec(1)).tolist(), outer(vec(2)).tolist()] == [[6], [15]]
    assert (counts.recorded, counts.compiled) == (1, 1)


def test_inside_of_jax():
    import jax

    f = jit(lambda x: x * 2)
    assert jax.jit(lambda a: f(Tensor(a)).jax() + 1)(np.float32(3)) == 7


def test_in_several_threads():
    f = jit(lambda x: x * 2)
    results = {}

    def work(i):
        results[i] = [f(vec(i + k)).tolist() for k in range(20)]

    threads = [threading.Thread(target=work, args=(i,)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == {i: [[2 * (i + k)] for k in range(20)] for i in range(4)}


def test_pending_values_and_hooks_of_arguments():
    f = jit(lambda x: x * 2)
    assert [f(vec(k) + 1).tolist() for k in (1, 2)] == [[4], [6]]


# -- methods and lifetime ----------------------------------------------------------------------------------------------


class Scaler:
    def __init__(self, k):
        self.k = k

    @jit
    def apply(self, x):
        return x * self.k

    def plain(self, x):
        return x * self.k


def test_each_object_has_its_own_recordings(counts):
    a, b = Scaler(2.0), Scaler(3.0)
    assert [a.apply(vec(1)).tolist(), b.apply(vec(1)).tolist(), a.apply(vec(2)).tolist()] == [[2], [3], [4]]
    assert counts.recorded == 2
    a.k = 10.0
    assert a.apply(vec(1)).tolist() == [10]


def test_objects_are_not_kept_alive():
    a = Scaler(2.0)
    a.apply(vec(1))
    reference = weakref.ref(a)
    del a
    gc.collect()
    assert reference() is None


def test_a_lambda_made_anew_is_not_compiled_again(counts):
    k = 3.125
    for i in range(10):
        assert jit(lambda x: x * k)(vec(i)).tolist() == [3.125 * i]
        assert jit(Scaler(2.625).plain)(vec(i)).tolist() == [2.625 * i]
    assert counts.compiled == 2


def test_functions_of_one_code_share_what_is_alive(counts):
    fs = [jit(lambda x: x * 7) for _ in range(5)]
    assert [f(vec(1)).tolist() for f in fs] == [[7]] * 5
    assert counts.recorded == 1


def test_models_that_are_gone_are_forgotten():
    references = []
    for _ in range(3):
        net = nn.Dense(2, 2)
        step = jit(lambda x, net=net: net(x).sum())
        step(Tensor(np.ones((1, 2), np.float32)))
        references.append(weakref.ref(net))
        del net, step
    gc.collect()
    assert [r() for r in references] == [None] * 3


def test_a_copy_has_its_own_recordings():
    net = nn.Dense(2, 1)
    net.construct = jit(net.construct)
    f = jit(net)
    x = Tensor(np.ones((1, 2), np.float32))
    f(x)
    other = copy.deepcopy(nn.Dense(2, 1))
    other.weight.set_data(Tensor(np.ones((1, 2), np.float32)))
    assert jit(other)(x).item() == pytest.approx(2 + other.bias.asnumpy()[0])


def test_recordings_are_bounded():
    f = jit(lambda x, k: x * k)
    with pytest.warns(RuntimeWarning, match="keep changing") as caught:
        for k in range(4 * MANY_RECORDINGS):
            assert f(vec(1), k).tolist() == [k]
    assert len([w for w in caught if "keep changing" in str(w.message)]) == 1
    assert f.recordings.recordings <= MANY_RECORDINGS + 1


# -- arguments of jit --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"capture_mode": "bytecode"},
        {"capture_mode": "trace", "jit_level": "O1"},
        {"dynamic": 1},
        {"fullgraph": True},
        {"backend": "ms_backend", "infer_boost": "on"},
    ],
)
def test_options(options):
    @jit(**options)
    def f(x):
        """Twice."""
        return x * 2

    assert (f(vec(2)).tolist(), f.__name__, f.__doc__) == ([4], "f", "Twice.")
    assert jit(lambda x: x * 3, **options)(vec(2)).tolist() == [6]


@pytest.mark.parametrize(
    "options, error",
    [
        ({"capture_mode": "x"}, ValueError),
        ({"jit_level": "O9"}, ValueError),
        ({"dynamic": 3}, ValueError),
        ({"dynamic": "1"}, TypeError),
        ({"fullgraph": 2}, TypeError),
        ({"backend": 3}, TypeError),
    ],
)
def test_bad_options(options, error):
    with pytest.raises(error, match="For 'jit'"):
        jit(lambda x: x, **options)


def test_only_functions():
    with pytest.raises(TypeError, match="For 'jit'"):
        jit(5)
    with pytest.raises(TypeError, match="jit_class"):
        msgrad.jit_class(nn.Dense)
    with pytest.raises(TypeError, match="jit_class"):
        msgrad.jit_class(3)


def test_the_old_name():
    @msgrad.ms_function
    def f(x):
        return x + 1

    @msgrad.ms_function()
    def g(x):
        return x + 2

    assert (f(vec(1)).tolist(), g(vec(1)).tolist()) == ([2], [3])


# -- graph mode --------------------------------------------------------------------------------------------------------


@pytest.fixture
def graph_mode():
    msgrad.set_context(mode=msgrad.GRAPH_MODE)
    yield
    msgrad.set_context(mode=msgrad.PYNATIVE_MODE)


def test_graph_mode_jits_the_outermost_cell(graph_mode, counts):
    net = nn.SequentialCell(nn.Dense(3, 4), nn.ReLU(), nn.Dense(4, 1))
    for k in range(3):
        net(Tensor(np.full((2, 3), k, np.float32)))
    assert (counts.recorded, counts.compiled) == (1, 1)


def test_graph_mode_runs_un_jitted_what_is_no_program(graph_mode):
    class Net(nn.Cell):
        def construct(self, x):
            return x * float(x.sum().asnumpy())

    net = Net()
    with pytest.warns(RuntimeWarning, match="cannot make one program of 'Net'"):
        assert net(vec(2)).tolist() == [4]
    assert net(vec(3)).tolist() == [9]
