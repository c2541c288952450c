"""`mindspore.experimental.optim` moves parameters and rates as the real one does (`experimental.json.gz`)."""

import gzip
import importlib
import json
import pathlib
import sys

import mindspore as ms
import numpy as np
import pytest
from mindspore import Parameter, Tensor, mint, nn
from mindspore.experimental import optim
from mindspore.experimental.optim import lr_scheduler

from msgrad.engine import counts

GOLDEN = pathlib.Path(__file__).parents[1] / "golden"
sys.path.insert(0, str(GOLDEN))
cases = importlib.import_module("experimental_cases")
FIGURES = json.loads(gzip.decompress((GOLDEN / "experimental.json.gz").read_bytes()))

pytestmark = pytest.mark.filterwarnings("ignore:.*msgrad compiled .* different programs:RuntimeWarning")


def compare(ours, theirs, tolerance):
    """The same structure and text, and numbers but for rounding."""
    if isinstance(theirs, dict):
        assert set(ours) == set(theirs)
        for key in theirs:
            compare(ours[key], theirs[key], tolerance)
    elif isinstance(theirs, list):
        assert len(ours) == len(theirs)
        for a, b in zip(ours, theirs, strict=True):
            compare(a, b, tolerance)
    elif isinstance(theirs, float):
        assert ours == pytest.approx(theirs, rel=tolerance, abs=tolerance * 1e-2)
    else:
        assert ours == theirs


def plain(value):
    return json.loads(json.dumps(value))


def test_every_case_has_figures():
    assert sorted(FIGURES["runs"]) == sorted(cases.RUNS)
    assert sorted(FIGURES["schedules"]) == sorted(cases.SCHEDULERS)
    assert sorted(FIGURES["plateaus"]) == sorted(cases.PLATEAUS)


# -- optimizers --------------------------------------------------------------------------------------------------


def jitted(step):
    return ms.jit(step, fullgraph=True)


def compare_run(ours, theirs, label):
    assert ours["parameters"] == theirs["parameters"]
    assert ours["printed"] == theirs["printed"]
    assert ours["returns"] == theirs["returns"]
    tolerance = 8e-3 if label.endswith("float16") else 1e-5
    for a, b in zip(ours["steps"], theirs["steps"], strict=True):
        for x, y in zip(a, b, strict=True):
            x, y = np.array(x), np.array(y)
            assert np.abs(x - y).max() <= tolerance * max(np.abs(y).max(), 1e-30)


@pytest.mark.parametrize("label", sorted(cases.RUNS))
def test_run_as_mindspore(label):
    compare_run(cases.run(label), FIGURES["runs"][label], label)


@pytest.mark.parametrize("name", sorted(cases.OPTIMIZERS))
def test_run_as_mindspore_under_jit(name):
    compare_run(cases.run(f"{name} groups", jitted), FIGURES["runs"][f"{name} groups"], name)


def amsgrad(start, gradients, rate):
    """Reddi et al. 2018, with the rate corrected as in `Adam`."""
    p, m, v, top = start, 0.0, 0.0, 0.0
    for t, g in enumerate(gradients, 1):
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        top = np.maximum(top, v)
        p = p - rate * np.sqrt(1 - 0.999**t) / (1 - 0.9**t) * m / (np.sqrt(top) + 1e-8)
    return p


def test_amsgrad_of_adam():
    """MindSpore's Adam takes the argument and computes without it; this is what its documentation says."""
    params = cases.parameters()
    starts = [p.asnumpy().astype(float) for p in params]
    optimizer = optim.Adam(params, 0.1, amsgrad=True)
    steps = [cases.gradients(params, step) for step in range(12)]
    for step in steps:
        optimizer(step)
    for i, (p, start) in enumerate(zip(params, starts, strict=True)):
        expected = amsgrad(start, [g[i].asnumpy().astype(float) for g in steps], 0.1)
        np.testing.assert_allclose(p.asnumpy(), expected, 2e-4, 2e-5)


@pytest.mark.parametrize("name", sorted(cases.OPTIMIZERS))
def test_a_group_that_is_added_is_trained(name):
    """The real one lacks the new group's moments, and raises."""
    together, later = cases.parameters(), cases.parameters()
    whole = getattr(optim, name)([{"params": together[:1]}, {"params": together[1:], "lr": 0.5}], lr=0.1)
    grown = getattr(optim, name)(later[:1], lr=0.1)
    grown.add_param_group({"params": later[1:], "lr": 0.5})
    for step in range(3):
        whole(cases.gradients(together, step))
        grown(cases.gradients(later, step))
    for a, b in zip(together, later, strict=True):
        np.testing.assert_array_equal(a.asnumpy(), b.asnumpy())
    slots = {p.name for p in whole.get_parameters()} - {p.name for p in together}
    assert slots <= {p.name for p in grown.get_parameters()}


def small_problem():
    rng = np.random.default_rng(3)
    net = nn.Dense(3, 2)
    x, y = Tensor(rng.normal(size=(4, 3)).astype(np.float32)), Tensor(rng.normal(size=(4, 2)).astype(np.float32))
    return net, ms.value_and_grad(lambda: ((net(x) - y) ** 2).mean(), None, net.trainable_params())


@pytest.mark.parametrize("jit", [False, True])
@pytest.mark.parametrize("make", [lambda o: lr_scheduler.ExponentialLR(o, 0.95), lambda o: lr_scheduler.StepLR(o, 3)])
def test_schedules_compile_nothing(make, jit):
    net, loss_and_gradients = small_problem()
    optimizer = optim.Adam(net.trainable_params(), lr=0.1)
    scheduler = make(optimizer)

    def step():
        loss, gradients = loss_and_gradients()
        optimizer(gradients)
        scheduler.step()
        return loss

    step = jitted(step) if jit else step
    losses = [step().item() for _ in range(5)]
    compiled = counts.programs_compiled, counts.operators_compiled
    losses += [step().item() for _ in range(20)]
    assert (counts.programs_compiled, counts.operators_compiled) == compiled
    assert losses[-1] < losses[0]


def test_jit_notices_a_number_in_the_place_of_a_rate():
    parameter = Parameter(Tensor([1.0]), name="w")
    optimizer = optim.SGD([parameter], 0.5)
    step = ms.jit(lambda gradient: optimizer((gradient,)))
    step(Tensor([1.0]))
    optimizer.param_groups[0]["lr"] = 0.25
    step(Tensor([1.0]))
    optimizer.param_groups[0]["weight_decay"] = 1.0
    step(Tensor([1.0]))
    assert parameter.asnumpy() == pytest.approx(0.25 - 0.25 * 1.25)


# -- schedulers --------------------------------------------------------------------------------------------------

RATE_TOLERANCE = 2e-5  # a cosine near -1 is all rounding


@pytest.mark.parametrize("name", sorted(cases.SCHEDULERS))
def test_schedule_as_mindspore(name):
    compare(plain(cases.schedule(name)), FIGURES["schedules"][name], RATE_TOLERANCE)


# Those whose step Python must know the epoch of.
@pytest.mark.parametrize("name", [n for n in sorted(cases.SCHEDULERS) if not n.startswith("SequentialLR")])
def test_schedule_as_mindspore_under_jit(name):
    compare(plain(cases.schedule(name, jitted)), FIGURES["schedules"][name], RATE_TOLERANCE)


@pytest.mark.parametrize("name", sorted(FIGURES["epochs"]))
def test_given_epochs_as_mindspore(name):
    compare(plain(cases.schedule_of_epochs(name)), FIGURES["epochs"][name], RATE_TOLERANCE)


@pytest.mark.parametrize("wrap", [lambda step: step, jitted])
@pytest.mark.parametrize("name", sorted(cases.PLATEAUS))
def test_plateau_as_mindspore(name, wrap):
    compare(plain(cases.plateau(name, wrap)), FIGURES["plateaus"][name], 1e-6)


def test_closed_forms_that_mindspore_lacks():
    """The rates for epochs that are given are those of as many steps."""
    for name in ("MultiStepLR", "MultiStepLR twice", "CosineAnnealingWarmRestarts T_mult"):
        stepped = np.array(cases.schedule(name)["rates"])
        scheduler = cases.SCHEDULERS[name](cases.two_groups())
        for epoch in (3, 0, 7, 11, 2):
            scheduler.step(epoch)
            np.testing.assert_allclose(cases.rates(scheduler), stepped[epoch], 1e-5)


def test_restarts_take_fractions():
    scheduler = lr_scheduler.CosineAnnealingWarmRestarts(cases.two_groups(1.0), 4)
    scheduler.step(5.5)
    assert cases.rates(scheduler)[0] == pytest.approx((1 + np.cos(np.pi * 1.5 / 4)) / 2)
    assert float(scheduler.last_epoch) == 5.0


def test_schedulers_work_with_optimizers_of_mint():
    optimizer = mint.optim.SGD(cases.parameters(), lr=0.4)
    scheduler = lr_scheduler.StepLR(optimizer, 1, 0.5)
    scheduler.step()
    assert float(optimizer.param_groups[0]["lr"]) == pytest.approx(0.2)


def test_a_scheduler_has_the_last_word():
    optimizer = cases.two_groups(0.5)
    scheduler = lr_scheduler.LambdaLR(optimizer, lambda epoch: 0.5**epoch)
    optimizer.param_groups[0]["lr"] = 3.0
    scheduler.step()
    assert float(optimizer.param_groups[0]["lr"]) == pytest.approx(0.25)


# -- details -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(cases.DETAILS))
def test_detail_as_mindspore(name):
    compare(plain(cases.DETAILS[name]()), FIGURES["details"][name], 1e-6)


def test_refused_as_mindspore():
    ours = cases.refused()
    assert {k: (v, FIGURES["refused"][k]) for k, v in ours.items() if v != FIGURES["refused"][k]} == {}


def test_messages_say_what_was_expected():
    params = cases.parameters()
    with pytest.raises(ValueError, match="For 'Adamax', the 'lr' must be above 0, but got 0"):
        optim.Adamax(params, lr=0)
    with pytest.raises(TypeError, match="For 'SGD', the 'params' must hold Parameters, but got Tensor"):
        optim.SGD([Tensor([1.0])], 0.1)
    with pytest.raises(RuntimeError, match="For 'SGD', a tuple of 3 gradients is expected"):
        optim.SGD(params, 0.1)(())
    with pytest.raises(TypeError, match="'optimizer' must be one of mindspore"):
        lr_scheduler.StepLR(nn.SGD(params), 2)
    with pytest.raises(NotImplementedError, match="'get_lr' must be defined"):
        lr_scheduler.LRScheduler(optim.SGD(params, 0.1))
