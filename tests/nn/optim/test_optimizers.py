"""Optimizers move parameters as the real MindSpore's do (`tests/golden/optimizers.json.gz`), and compile but once."""

import gzip
import importlib
import json
import pathlib
import sys

import mindspore as ms
import numpy as np
import pytest
from mindspore import Parameter, Tensor, nn

import msgrad
from msgrad.engine import counts

GOLDEN = pathlib.Path(__file__).parents[2] / "golden"
sys.path.insert(0, str(GOLDEN))
cases = importlib.import_module("optimizer_cases")
FIGURES = json.loads(gzip.decompress((GOLDEN / "optimizers.json.gz").read_bytes()))

pytestmark = [
    pytest.mark.filterwarnings("ignore:.*as on MindSpore's CPU"),
    pytest.mark.filterwarnings("ignore:.*'use_nesterov' has no influence"),
    pytest.mark.filterwarnings(
        "ignore:.*msgrad compiled .* different programs:RuntimeWarning"
    ),  # one line runs all cases
]


def distance(ours, theirs):
    """The largest difference, relative to the largest element."""
    ours, theirs = np.array(ours, float), np.array(theirs, float)
    return np.abs(ours - theirs).max() / max(np.abs(theirs).max(), 1e-30)


def differences(ours, theirs, path=""):
    """Where two plain structures differ; floats may by rounding."""
    if isinstance(theirs, dict):
        assert set(ours) == set(theirs), path
        return [d for key in theirs for d in differences(ours[key], theirs[key], f"{path}/{key}")]
    if isinstance(theirs, list):
        if not isinstance(ours, list) or len(ours) != len(theirs):
            return [(path, ours, theirs)]
        pairs = zip(ours, theirs, strict=True)
        return [d for i, (a, b) in enumerate(pairs) for d in differences(a, b, f"{path}[{i}]")]
    if isinstance(theirs, float) and isinstance(ours, float | int):
        return [] if abs(ours - theirs) <= 2e-6 * max(abs(theirs), 0.1) else [(path, ours, theirs)]
    return [] if ours == theirs else [(path, ours, theirs)]


def test_every_case_has_figures():
    assert sorted(FIGURES["runs"]) == sorted(cases.CASES)
    assert sorted(FIGURES["plain"]) == sorted(cases.PLAIN)


BY_OPERATOR = ("SGD", "Momentum", "Adam ", "AdamWeightDecay")  # one operator a step: the others are no different
RUNS = [(name, "program") for name in sorted(cases.CASES)]
RUNS += [(name, "operator") for name, _ in RUNS if name.startswith(BY_OPERATOR)]


@pytest.mark.parametrize("name, executor", RUNS)
def test_run_as_mindspore(name, executor):
    with msgrad.executor(executor):
        ours = cases.run(name)
    theirs = FIGURES["runs"][name]
    assert ours["parameters"] == theirs["parameters"]
    assert ours["returns"] == theirs["returns"]
    tolerance = 8e-3 if name.endswith("float16") else 5e-6
    for step, (a, b) in enumerate(zip(ours["steps"], theirs["steps"], strict=True)):
        for (parameter, _, _), x, y in zip(theirs["parameters"], a, b, strict=True):
            assert distance(x, y) <= tolerance, f"{parameter} after step {step}"


@pytest.mark.parametrize("name", sorted(cases.PLAIN))
def test_plain_as_mindspore(name):
    ours = json.loads(json.dumps(cases.PLAIN[name]()))
    assert differences(ours, FIGURES["plain"][name]) == []


# -- what is ours ------------------------------------------------------------------------------------------------

MAKERS = {
    "SGD": lambda params, rate: nn.SGD(params, rate, momentum=0.9),
    "Momentum": lambda params, rate: nn.Momentum(params, rate, 0.9),
    "Adam": lambda params, rate: nn.Adam(params, rate),
    "AdamWeightDecay": lambda params, rate: nn.AdamWeightDecay(params, rate, weight_decay=0.1),
}
RATES = {
    "number": lambda: 0.01,
    "list": lambda: [0.01] * 2000,
    "schedule": lambda: nn.CosineDecayLR(0.001, 0.01, 500),
}


def small_problem():
    """A layer, data, and a function that gives loss and gradients."""
    rng = np.random.default_rng(3)
    net = nn.Dense(3, 2)
    x, y = Tensor(rng.normal(size=(4, 3)).astype(np.float32)), Tensor(rng.normal(size=(4, 2)).astype(np.float32))
    return net, ms.value_and_grad(lambda: ((net(x) - y) ** 2).mean(), None, net.trainable_params())


@pytest.mark.parametrize("rate", sorted(RATES))
@pytest.mark.parametrize("name", sorted(MAKERS))
def test_a_thousand_steps_compile_as_many_programs_as_ten(name, rate):
    net, loss_and_gradients = small_problem()
    optimizer = MAKERS[name](net.trainable_params(), RATES[rate]())

    def train(steps):
        for _ in range(steps):
            loss, gradients = loss_and_gradients()
            optimizer(gradients)
        return loss.item()

    first = train(10)
    compiled = counts.programs_compiled, counts.operators_compiled
    last = train(990)
    assert (counts.programs_compiled, counts.operators_compiled) == compiled
    assert last < first


@pytest.mark.parametrize("name", sorted(MAKERS))
def test_changing_the_rate_compiles_nothing(name):
    net, loss_and_gradients = small_problem()
    optimizer = MAKERS[name](net.trainable_params(), 0.1)

    def step():
        before = net.weight.numpy().copy()
        optimizer(loss_and_gradients()[1])
        return np.abs(net.weight.numpy() - before).max()

    for _ in range(5):
        step()
    optimizer.learning_rate.set_data(Tensor(0.05, ms.float32))
    step()  # the new number moves to the device
    compiled = counts.programs_compiled, counts.operators_compiled
    for rate in (0.02, 0.01, 0.005):
        optimizer.learning_rate.set_data(Tensor(rate, ms.float32))
        step()
    optimizer.learning_rate = Tensor(0.0, ms.float32)
    assert step() == 0.0
    assert (counts.programs_compiled, counts.operators_compiled) == compiled


def test_a_step_is_one_operator():
    net, loss_and_gradients = small_problem()
    optimizer = nn.Adam(net.trainable_params(), 0.1, weight_decay=0.1, loss_scale=2.0)
    _, gradients = loss_and_gradients()
    for gradient in gradients:
        gradient.numpy()
    before = counts.operators_recorded
    optimizer(gradients)
    assert counts.operators_recorded == before + 1


def test_gradient_and_step_run_as_one_program():
    _, loss_and_gradients = small_problem()
    net, loss_and_gradients = small_problem()
    optimizer = nn.Momentum(net.trainable_params(), 0.1, 0.9)
    with msgrad.executor("program"):
        for _ in range(3):
            before = counts.program_runs
            optimizer(loss_and_gradients()[1])
            assert counts.program_runs == before + 1


def test_another_optimizer_of_the_same_kind_compiles_nothing():
    with msgrad.executor("program"):
        for repeat in range(2):
            net = nn.Dense(5, 7)
            optimizer = nn.Adam(net.trainable_params(), 0.1 * (repeat + 1), beta1=0.5 + 0.1 * repeat)
            gradients = tuple(Tensor(np.ones(p.shape, np.float32)) for p in net.trainable_params())
            for _ in range(3):
                before = counts.programs_compiled
                optimizer(gradients)
            if repeat:
                assert counts.programs_compiled == before


@pytest.mark.parametrize(
    "shape, centralized", [((2, 16), True), ((2, 32, 3, 3), True), ((2, 3), False), ((16,), False)]
)
def test_grad_centralization(shape, centralized):
    """Axis 1 must have a multiple of 16 elements; MindSpore's own CPU build has no kernel for these."""
    rng = np.random.default_rng(0)
    w, g = rng.normal(size=shape).astype(np.float32), rng.normal(size=shape).astype(np.float32)
    parameter = Parameter(Tensor(w), name="w")
    optimizer = nn.SGD([{"params": [parameter], "grad_centralization": True, "weight_decay": 0.5}], 0.1, loss_scale=4.0)
    optimizer((Tensor(g),))
    step = g + 4.0 * 0.5 * w
    if centralized:
        step = step - step.mean(tuple(range(1, len(shape))), keepdims=True)
    np.testing.assert_allclose(parameter.numpy(), w - 0.1 * step / 4.0, rtol=1e-5, atol=1e-6)


def test_tied_parameter_moves_once():
    net = nn.SequentialCell(nn.Dense(2, 2, has_bias=False), nn.Dense(2, 2, has_bias=False))
    net[1].weight = net[0].weight
    assert len(net.trainable_params()) == 1
    before = net[0].weight.numpy().copy()
    nn.SGD(net.trainable_params(), 0.5)((Tensor(np.ones((2, 2), np.float32)),))
    np.testing.assert_allclose(net[1].weight.numpy(), before - 0.5, rtol=1e-6)


def test_a_parameter_that_was_read_keeps_what_was_read():
    parameter = Parameter(Tensor([1.0, 2.0]), name="w")
    optimizer = nn.SGD([parameter], 0.5)
    copy = parameter.value()
    for _ in range(3):
        optimizer((Tensor([1.0, 1.0]),))
    assert copy.tolist() == [1.0, 2.0]
    assert parameter.tolist() == [-0.5, 0.5]


def test_the_step_may_be_set():
    """A checkpoint brings its own global_step; a list of rates goes on from there."""
    parameter = Parameter(Tensor([1.0]), name="w")
    optimizer = nn.SGD([parameter], [0.1, 0.2, 0.4])
    optimizer.global_step.set_data(Tensor([2], ms.int32))
    optimizer((Tensor([1.0]),))
    assert parameter.tolist() == [pytest.approx(0.6)]
    with pytest.raises(RuntimeError, match="3 entries, but this is step 4"):
        optimizer((Tensor([1.0]),))


def test_what_the_cpu_kernels_ignore_warns():
    parameter = Parameter(Tensor([1.0]), name="w")
    with pytest.warns(UserWarning, match="'Momentum', 'use_nesterov' has no influence"):
        nn.Momentum([parameter], 0.1, 0.9, use_nesterov=True)
    with pytest.warns(UserWarning, match="together with 'use_amsgrad'"):
        nn.Adam([parameter], use_nesterov=True, use_amsgrad=True)
    with pytest.warns(UserWarning, match="'update_slots=False' has no influence"):
        nn.Adagrad([parameter], update_slots=False)
    with pytest.warns(UserWarning, match="'l1' enters without the sign"):
        nn.FTRL([parameter], l1=0.1)


def test_messages_name_the_parameter():
    parameter = Parameter(Tensor([1.0, 2.0]), name="w")
    optimizer = nn.SGD([parameter])
    with pytest.raises(RuntimeError, match=r"gradient of 'w' must have its shape \(2,\), but got \(1,\)"):
        optimizer((Tensor([1.0]),))
    with pytest.raises(RuntimeError, match="a tuple of 1 gradients is expected"):
        optimizer(())
    with pytest.raises(TypeError, match="gradients must be Tensors, but got ndarray"):
        optimizer((np.ones(2, np.float32),))
    assert parameter.tolist() == [1.0, 2.0]


def test_arguments_are_kept():
    parameter = Parameter(Tensor([1.0]), name="w")
    optimizer = nn.Adam([parameter], 0.2, beta1=0.5)
    assert optimizer.init_learning_rate == 0.2
    assert optimizer.init_args["beta1"] == 0.5
    assert optimizer.init_params["params"] == [parameter]


@pytest.mark.parametrize("decay", [0.0, 0.3])
def test_lamb(decay):
    """MindSpore has no CPU kernel of Lamb: against the paper's formula, in float64."""
    rng = np.random.default_rng(1)
    w, zero = rng.normal(size=(3, 2)), np.zeros(4)
    weight, bias = Parameter(Tensor(w, ms.float32), name="w"), Parameter(Tensor(zero, ms.float32), name="b")
    optimizer = nn.Lamb([weight, bias], 0.1, 0.8, 0.95, 1e-6, weight_decay=decay)
    assert [p.name for p in optimizer.get_parameters()][4:] == ["lamb_m.w", "lamb_m.b", "lamb_v.w", "lamb_v.b"]
    values, m, v = [w, zero], [0.0, 0.0], [0.0, 0.0]
    for t in range(1, 5):
        gradients = [rng.normal(size=(3, 2)), rng.normal(size=4)]
        optimizer(tuple(Tensor(g, ms.float32) for g in gradients))
        for i, g in enumerate(gradients):
            m[i] = 0.8 * m[i] + 0.2 * g
            v[i] = 0.95 * v[i] + 0.05 * g * g
            d = m[i] / (1 - 0.8**t) / (np.sqrt(v[i] / (1 - 0.95**t)) + 1e-6) + decay * values[i]
            norm = np.linalg.norm(values[i])
            values[i] = values[i] - 0.1 * (norm / np.linalg.norm(d) if norm else 1.0) * d
    np.testing.assert_allclose(weight.numpy(), values[0], rtol=2e-5, atol=1e-6)
    np.testing.assert_allclose(bias.numpy(), values[1], rtol=2e-5, atol=1e-6)


@pytest.mark.parametrize("use_clip", [False, True])
@pytest.mark.parametrize("loss_scale", [1.0, 4.0])
def test_lars(use_clip, loss_scale):
    """MindSpore has no CPU kernel of LARS: against the paper's formula, in float64."""
    rng = np.random.default_rng(2)
    start = {"w": rng.normal(size=(3, 2)), "bias": rng.normal(size=4)}
    parameters = [Parameter(Tensor(value, ms.float32), name=name) for name, value in start.items()]
    inner = nn.Momentum(parameters, 0.1, 0.9, weight_decay=0.2, loss_scale=loss_scale)
    optimizer = nn.LARS(inner, epsilon=1e-3, coefficient=0.05, use_clip=use_clip)
    values, moments = [start["w"], start["bias"]], [0.0, 0.0]
    for _ in range(3):
        gradients = [rng.normal(size=value.shape) for value in values]
        assert optimizer(tuple(Tensor(g * loss_scale, ms.float32) for g in gradients)) == (True, True)
        w, g = values[0], gradients[0]
        size, slope = np.linalg.norm(w), np.linalg.norm(g)
        trust = 0.05 * size / (slope + 0.2 * size + 1e-3)
        trust = min(trust / 0.1, 1) if use_clip else trust
        gradients[0] = trust * (g + 0.2 * w)
        for i, g in enumerate(gradients):  # the bias is passed on as it is
            moments[i] = 0.9 * moments[i] + g
            values[i] = values[i] - 0.1 * moments[i]
    for parameter, value in zip(parameters, values, strict=True):
        np.testing.assert_allclose(parameter.numpy(), value, 2e-5, 1e-6)
    assert int(optimizer.global_step) == 3


def test_lars_refuses():
    parameter = Parameter(Tensor([1.0]), name="w")
    with pytest.raises(TypeError, match="'optimizer' must be Optimizer"):
        nn.LARS(3)
    with pytest.raises(TypeError, match="'epsilon' must be float"):
        nn.LARS(nn.SGD([parameter]), epsilon=1)
    other = Parameter(Tensor([1.0]), name="v")
    groups = [{"params": [parameter], "lr": nn.WarmUpLR(0.1, 4)}, {"params": [other], "lr": 0.1}]
    with pytest.raises(ValueError, match="must not both depend on the step"):
        nn.LARS(nn.SGD(groups), use_clip=True)


def test_optimizers_of_clusters_say_what_they_need():
    """As the real one's on one device."""
    optimizer = nn.SGD([Parameter(Tensor([1.0]), name="w")])
    for cls in (nn.AdaSumByGradWrapCell, nn.AdaSumByDeltaWeightWrapCell):
        with pytest.raises(RuntimeError, match="several devices"):
            cls(optimizer)
    with pytest.raises(ValueError, match="Ascend clusters"):
        nn.OptTFTWrapper(optimizer)
    with pytest.raises(TypeError, match="must be Optimizer"):
        nn.AdaSumByGradWrapCell(3)
