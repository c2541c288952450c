"""Cases of `mindspore.experimental.optim`: training runs, schedulers, and what is refused.

`make_experimental.py` runs them on the real MindSpore, `tests/experimental/test_optim.py` on msgrad.
"""

import mindspore as ms
import numpy as np
from mindspore import Parameter, Tensor
from mindspore.experimental import optim
from mindspore.experimental.optim import lr_scheduler

STEPS = 20
KEPT = (0, 1, 4, 9, 19)  # the steps after which figures are taken
SHAPES = {"weight": (2, 3), "bias": (2,), "scale": (3,)}


def parameters(dtype=ms.float32):
    rng = np.random.RandomState(7)
    return [Parameter(Tensor(rng.randn(*shape), dtype), name=name) for name, shape in SHAPES.items()]


def gradients(params, step):
    """The fixed gradients of one step."""
    rng = np.random.RandomState(100 + step)
    made = {name: rng.randn(*shape) for name, shape in SHAPES.items()}
    return tuple(Tensor(made[p.name], p.dtype) for p in params)


def numbers(value):
    """A Tensor's elements as a flat list; nine digits tell every float32 from its neighbours."""
    array = value.asnumpy()
    return [float(f"{v:.9g}") if array.dtype.kind == "f" else int(v) for v in array.ravel()]


def raised(fn):
    """The name of the exception that `fn()` raises, or its result."""
    try:
        return fn()
    except Exception as error:
        return f"!{type(error).__name__}"


# -- optimizers --------------------------------------------------------------------------------------------------

OPTIMIZERS = {
    "Adadelta": [{}, {"lr": 0.5}, {"rho": 0.5}, {"eps": 1e-3}, {"weight_decay": 0.1, "maximize": True}],
    "Adagrad": [
        {}, {"lr_decay": 0.1}, {"initial_accumulator_value": 0.5}, {"eps": 0.1}, {"weight_decay": 0.1, "maximize": True},
    ],
    "Adam": [
        {}, {"betas": (0.5, 0.6)}, {"betas": (0.0, 0.9)}, {"eps": 0.1}, {"weight_decay": 0.1, "maximize": True},
    ],
    "AdamW": [
        {}, {"betas": (0.5, 0.6)}, {"eps": 0.1}, {"weight_decay": 0.1, "maximize": True}, {"weight_decay": 0.0},
        {"amsgrad": True},
    ],
    "Adamax": [{}, {"betas": (0.5, 0.6)}, {"eps": 0.1}, {"weight_decay": 0.1, "maximize": True}],
    "ASGD": [
        {}, {"lambd": 0.1}, {"alpha": 0.5}, {"t0": 3.0}, {"t0": 3.0, "lambd": 0.1, "weight_decay": 0.1, "maximize": True},
    ],
    "NAdam": [{}, {"betas": (0.5, 0.6)}, {"eps": 0.1}, {"weight_decay": 0.1}, {"momentum_decay": 0.1}],
    "RAdam": [{}, {"betas": (0.5, 0.6)}, {"eps": 0.1}, {"weight_decay": 0.1}],
    "RMSprop": [
        {}, {"alpha": 0.5}, {"eps": 0.1}, {"momentum": 0.5}, {"centered": True}, {"centered": True, "momentum": 0.5},
        {"weight_decay": 0.1, "maximize": True},
    ],
    "Rprop": [{}, {"etas": (0.6, 1.5)}, {"step_sizes": (0.05, 0.12)}, {"maximize": True}],
    "SGD": [
        {}, {"momentum": 0.9}, {"momentum": 0.9, "dampening": 0.5}, {"momentum": 0.9, "nesterov": True},
        {"weight_decay": 0.1, "maximize": True, "momentum": 0.5}, {"lr": 1},
    ],
}  # fmt: skip
# Kernels that the real one's CPU build lacks (Rprop) or that leave the parameters alone (Adagrad).
NO_FLOAT16 = ("Adagrad", "Rprop")
RUNS = {}
for _name, _settings in OPTIMIZERS.items():
    for _arguments in _settings:
        _label = f"{_name} " + ",".join(f"{key}={value}" for key, value in _arguments.items())
        RUNS[_label] = (_name, {"lr": 0.1, **_arguments}, None, ms.float32)
    RUNS[f"{_name} groups"] = (_name, {"lr": 0.1}, {"lr": 0.02, "weight_decay": 0.0}, ms.float32)
    if _name not in NO_FLOAT16:
        RUNS[f"{_name} float16"] = (_name, {"lr": 0.1}, None, ms.float16)


def make(name, arguments, group, dtype):
    """An optimizer; with `group` the first parameter has settings of its own."""
    params = parameters(dtype)
    if group is not None:
        params = [{"params": params[:1], **group}, {"params": params[1:]}]
    return getattr(optim, name)(params, **arguments)


def run(label, wrap=lambda step: step):
    """One run: the optimizer's Parameters, their values after some steps, its printed form."""
    name, arguments, group, dtype = RUNS[label]
    optimizer = make(name, arguments, group, dtype)
    step = wrap(lambda *gradients: optimizer(gradients))
    listed = list(optimizer.get_parameters())
    figures = {
        "parameters": [[p.name, list(p.shape), str(p.dtype)] for p in listed],
        "printed": repr(optimizer),
        "steps": [],
    }
    for number in range(STEPS):
        result = step(*gradients(optimizer.parameters, number))
        if number in KEPT:
            figures["steps"].append([numbers(p) for p in listed])
    figures["returns"] = bool(result)
    return figures


# -- schedulers --------------------------------------------------------------------------------------------------

S = lr_scheduler
SCHEDULERS = {
    "StepLR": lambda o: S.StepLR(o, 3, 0.5),
    "StepLR 1": lambda o: S.StepLR(o, 1),
    "MultiStepLR": lambda o: S.MultiStepLR(o, [2, 5, 9], 0.5),
    "MultiStepLR twice": lambda o: S.MultiStepLR(o, [2, 2, 5], 0.5),
    "MultiStepLR int": lambda o: S.MultiStepLR(o, [3], 2),
    "ExponentialLR": lambda o: S.ExponentialLR(o, 0.7),
    "LambdaLR": lambda o: S.LambdaLR(o, lambda epoch: 0.9**epoch),
    "LambdaLR list": lambda o: S.LambdaLR(o, [lambda epoch: 0.9**epoch, lambda epoch: 1 / (1 + epoch)]),
    "MultiplicativeLR": lambda o: S.MultiplicativeLR(o, lambda epoch: 0.9),
    "MultiplicativeLR epoch": lambda o: S.MultiplicativeLR(o, lambda epoch: 1 - 0.01 * epoch),
    "LinearLR": lambda o: S.LinearLR(o),
    "LinearLR down": lambda o: S.LinearLR(o, 1.0, 0.2, 7),
    "ConstantLR": lambda o: S.ConstantLR(o),
    "ConstantLR factor": lambda o: S.ConstantLR(o, 0.25, 3),
    "PolynomialLR": lambda o: S.PolynomialLR(o),
    "PolynomialLR power": lambda o: S.PolynomialLR(o, 8, 2.0),
    "CosineAnnealingLR": lambda o: S.CosineAnnealingLR(o, 4),
    "CosineAnnealingLR eta_min": lambda o: S.CosineAnnealingLR(o, 5, 0.01),
    "CosineAnnealingWarmRestarts": lambda o: S.CosineAnnealingWarmRestarts(o, 3),
    "CosineAnnealingWarmRestarts T_mult": lambda o: S.CosineAnnealingWarmRestarts(o, 2, 2, 0.01),
    "CyclicLR": lambda o: S.CyclicLR(o, 0.01, 0.1, 3),
    "CyclicLR lists": lambda o: S.CyclicLR(o, [0.01, 0.02], [0.1, 0.3], 2, 4),
    "CyclicLR triangular2": lambda o: S.CyclicLR(o, 0.01, 0.1, 2, mode="triangular2"),
    "CyclicLR exp_range": lambda o: S.CyclicLR(o, 0.01, 0.1, 2, mode="exp_range", gamma=0.9),
    "CyclicLR scale_fn": lambda o: S.CyclicLR(o, 0.01, 0.1, 2, scale_fn=lambda x: 1 / (1 + 0.1 * x)),
    "CyclicLR scale_mode": lambda o: S.CyclicLR(
        o, 0.01, 0.1, 2, scale_fn=lambda x: 0.9**x, scale_mode="iterations", mode="mine"
    ),
    "SequentialLR": lambda o: S.SequentialLR(o, [S.ConstantLR(o, 0.5, 2), S.ExponentialLR(o, 0.9)], [4]),
    "SequentialLR three": lambda o: S.SequentialLR(
        o, [S.LinearLR(o, 0.5, 1.0, 3), S.StepLR(o, 2, 0.5), S.PolynomialLR(o, 4)], [3, 8]
    ),
}  # fmt: skip
METRICS = [1.0, 0.9, 0.9, 0.95, 0.91, 0.8, 0.8, 0.8, 0.8, 0.79, 0.7899, 0.9, 0.9, 0.9, 0.9, 0.2]
PLATEAUS = {
    "plain": {"patience": 1},
    "factor": {"patience": 0, "factor": 0.5},
    "max": {"patience": 1, "mode": "max"},
    "abs": {"patience": 1, "threshold": 0.05, "threshold_mode": "abs"},
    "max abs": {"patience": 1, "threshold": 0.05, "threshold_mode": "abs", "mode": "max", "factor": 0.5},
    "cooldown": {"patience": 1, "cooldown": 2, "factor": 0.5},
    "min_lr": {"patience": 0, "min_lr": 0.01},
    "min_lr list": {"patience": 0, "min_lr": [0.01, 0.2]},
    "eps": {"patience": 0, "eps": 0.02, "factor": 0.7},
}
EPOCHS = [0, 1, 5, 2, 11, 7]
# The real one's MultiStepLR asks for an attribute that it does not have when it is given an epoch, its T_mult for a
# second argument of a logarithm; those of a SequentialLR do not take one.
NO_EPOCH = ("MultiStepLR", "CosineAnnealingWarmRestarts T_mult", "SequentialLR")


def two_groups(rate=0.1):
    first, *rest = parameters()
    return optim.SGD([{"params": first}, {"params": rest, "lr": 0.4}], rate)


def rates(scheduler):
    return [numbers(rate)[0] for rate in scheduler.get_last_lr()]


def schedule(name, wrap=lambda step: step, steps=12):
    """The rates of both groups, from the first on; what the optimizer has at the end; what a step returns."""
    optimizer = two_groups()
    scheduler = SCHEDULERS[name](optimizer)
    step = wrap(lambda: scheduler.step())
    seen = [rates(scheduler)]
    for _ in range(steps):
        result = step()
        seen.append(rates(scheduler))
    held = [numbers(group["lr"])[0] for group in optimizer.param_groups]
    return {"rates": seen, "held": held, "returns": result, "epoch": numbers(scheduler.last_epoch)[0]}


def schedule_of_epochs(name):
    """The rates for epochs that are given."""
    scheduler = SCHEDULERS[name](two_groups())
    seen = []
    for epoch in EPOCHS:
        scheduler.step(epoch)
        seen.append(rates(scheduler))
    return seen


def plateau(name, wrap=lambda step: step):
    """The rates of both groups after each metric."""
    scheduler = S.ReduceLROnPlateau(two_groups(), **PLATEAUS[name])
    step = wrap(lambda metric: scheduler.step(metric))
    seen = []
    for metric in METRICS:
        step(Tensor(metric, ms.float32))
        seen.append([*rates(scheduler), bool(scheduler.in_cooldown())])
    return seen


# -- details -----------------------------------------------------------------------------------------------------


def resumed():
    """Going on from an epoch."""
    optimizer = two_groups()
    found = [raised(lambda: S.StepLR(optimizer, 2, last_epoch=3))]
    for group in optimizer.param_groups:
        group["initial_lr"] = Tensor(1.0, ms.float32)
    for make_scheduler in (
        lambda: S.StepLR(optimizer, 2, 0.5, last_epoch=3),
        lambda: S.CosineAnnealingLR(optimizer, 4, last_epoch=3),
        lambda: S.LambdaLR(optimizer, lambda epoch: 0.5**epoch, last_epoch=3),
    ):
        scheduler = make_scheduler()
        found.append([rates(scheduler), numbers(scheduler.last_epoch)[0]])
    return found


def groups():
    """What groups hold, and that the user's own dictionaries are they."""
    params = parameters()
    given = [{"params": params[:1], "lr": 0.5, "mine": 3}, {"params": iter(params[1:])}]
    optimizer = optim.SGD(given, lr=Tensor(0.1), weight_decay=1)
    scheduler = S.StepLR(optimizer, 2)
    return {
        "same": [a is b for a, b in zip(optimizer.param_groups, given, strict=True)],
        "keys": [sorted(group) for group in optimizer.param_groups],
        "rates": [str(group["lr"]) for group in optimizer.param_groups],
        "lrs": [rate is group["lr"] for rate, group in zip(optimizer.lrs, optimizer.param_groups, strict=True)],
        "starts": optimizer.group_start_id,
        "names": [p.name for p in optimizer.parameters],
        "state": dict(optimizer.state),
        "epoch": [scheduler.last_epoch.name, str(scheduler.last_epoch.dtype)],
        "base": [str(rate.dtype) for rate in scheduler.base_lrs],
        "defaults": optim.Adam(parameters()).defaults,
    }


def rates_that_change():
    """A number or a value in the place of a rate."""
    optimizer = two_groups()
    step = gradients(optimizer.parameters, 0)
    found = []
    for change in (
        lambda: None,
        lambda: optimizer.param_groups[0].update(lr=0.5),
        lambda: ms.ops.assign(optimizer.param_groups[1]["lr"], 0.25),
    ):
        before = [p.asnumpy().copy() for p in optimizer.parameters]
        change()
        optimizer(step)
        moved = [b - p.asnumpy() for b, p in zip(before, optimizer.parameters, strict=True)]
        found.append([round(float((m / g.asnumpy()).mean()), 4) for m, g in zip(moved, step, strict=True)])
    return found


def own_optimizer():
    """A class of one's own, and a group that is added."""

    class Descent(optim.Optimizer):
        def __init__(self, params, lr):
            super().__init__(params, {"lr": lr})

        def construct(self, gradients):
            for group in self.param_groups:
                for parameter, gradient in zip(group["params"], gradients, strict=False):
                    ms.ops.assign(parameter, parameter - gradient * group["lr"])
            return True

    params = parameters()
    optimizer = Descent(params[:1], 0.5)
    optimizer(gradients(params[:1], 0))
    optimizer.add_param_group({"params": params[1], "lr": 2.0})
    return [numbers(params[0]), [p.name for p in optimizer.parameters], optimizer.group_start_id, repr(optimizer)]


DETAILS = {fn.__name__: fn for fn in (resumed, groups, rates_that_change, own_optimizer)}
BAD = {
    "Adadelta": {"lr": [0, -1.0, "a"], "rho": [-0.1, 0, 1.5, "a"], "eps": [0.0, "a"], "weight_decay": [-1.0, "a"]},
    "Adagrad": {
        "lr": [0, "a"], "lr_decay": [-0.1, "a"], "eps": [0.0], "weight_decay": [-1.0], "initial_accumulator_value": [-1.0],
    },
    "Adam": {
        "lr": [-1.0, "a", None, [0.1]],
        "betas": [(0.9,), (0.9, 1.0), (-0.1, 0.9), 0.9, ("a", "b")],
        "eps": [-1.0, "a"],
        "weight_decay": [-1.0, "a"],
    },
    "AdamW": {"lr": [-1.0, "a"], "betas": [(0.9,), (0.9, 1.0), 0.9], "eps": [-1.0], "weight_decay": [-1.0]},
    "Adamax": {"lr": [0, "a"], "betas": [(0.9,), (0.9, 1.0), (0, 0), 0.9], "eps": [0.0], "weight_decay": [-1.0]},
    "ASGD": {"lr": [0], "lambd": [1, "a"], "t0": [1, "a"], "weight_decay": [-1.0]},
    "NAdam": {"lr": [0], "betas": [(0.9,), (0.9, 1.0), (0, 0)], "eps": [0.0], "momentum_decay": [-1.0, "a"]},
    "RAdam": {"lr": [0], "betas": [(0.9,), (0.9, 1.0), (0, 0)], "eps": [0.0], "weight_decay": [-1.0]},
    "RMSprop": {"lr": [0], "alpha": [-1.0, "a"], "eps": [0.0], "momentum": [-1.0], "weight_decay": [-1.0]},
    "Rprop": {"lr": [0], "etas": [(0.0, 1.2), (1.0, 1.2), (0.5, 1.0), 0.5]},
    "SGD": {
        "lr": [-1.0, "a", None, True, Tensor([0.5])],
        "momentum": [-1, "a"], "dampening": ["a"], "nesterov": [True, 1], "maximize": [1], "weight_decay": [-1.0, "a"],
    },
}  # fmt: skip
BAD_PARAMS = {
    "None": lambda: None,
    "number": lambda: 3,
    "parameter": lambda: parameters()[0],
    "empty": list,
    "string": lambda: "ab",
    "Tensors": lambda: [Tensor([1.0])],
    "mixed": lambda: [parameters()[0], {"params": parameters()[1:]}],
    "mixed the other way": lambda: [{"params": parameters()[1:]}, parameters()[0]],
    "set": lambda: [{"params": set(parameters())}],
    "group without params": lambda: [{"lr": 0.1}],
    "two of one name": lambda: [Parameter(Tensor([1.0]), name="a"), Parameter(Tensor([1.0]), name="a")],
    "in two groups": lambda: (lambda p: [{"params": p}, {"params": p[:1]}])(parameters()),
    "group rate": lambda: [{"params": parameters(), "lr": -1.0}],
    "group rate of another kind": lambda: [{"params": parameters(), "lr": [0.1]}],
    "group decay": lambda: [{"params": parameters(), "weight_decay": -1.0}],
    "group decay of another kind": lambda: [{"params": parameters(), "weight_decay": "a"}],
}
BAD_SCHEDULERS = {
    "StepLR size": lambda o: S.StepLR(o, 2.0),
    "StepLR gamma": lambda o: S.StepLR(o, 2, 1),
    "optimizer": lambda o: S.StepLR(3, 2),
    "nn optimizer": lambda o: S.StepLR(ms.nn.SGD(parameters()), 2),
    "last_epoch": lambda o: S.StepLR(o, 2, last_epoch=-2),
    "last_epoch float": lambda o: S.StepLR(o, 2, last_epoch=1.0),
    "ExponentialLR": lambda o: S.ExponentialLR(o, 1),
    "LinearLR start": lambda o: S.LinearLR(o, 0.0),
    "LinearLR start above": lambda o: S.LinearLR(o, 1.5),
    "LinearLR end": lambda o: S.LinearLR(o, 0.5, -0.1),
    "LinearLR total": lambda o: S.LinearLR(o, total_iters=2.0),
    "PolynomialLR power": lambda o: S.PolynomialLR(o, power=1),
    "PolynomialLR negative": lambda o: S.PolynomialLR(o, power=-1.0),
    "PolynomialLR total": lambda o: S.PolynomialLR(o, total_iters=2.0),
    "LambdaLR": lambda o: S.LambdaLR(o, [lambda e: 1.0]),
    "MultiplicativeLR": lambda o: S.MultiplicativeLR(o, [lambda e: 1.0]),
    "MultiStepLR tuple": lambda o: S.MultiStepLR(o, (1, 2)),
    "MultiStepLR float": lambda o: S.MultiStepLR(o, [1.0]),
    "MultiStepLR gamma": lambda o: S.MultiStepLR(o, [1], "a"),
    "ConstantLR factor": lambda o: S.ConstantLR(o, 1.5),
    "ConstantLR total": lambda o: S.ConstantLR(o, total_iters=1.0),
    "SequentialLR milestones": lambda o: S.SequentialLR(o, [S.ConstantLR(o)], [1]),
    "SequentialLR other": lambda o: S.SequentialLR(o, [S.ConstantLR(two_groups())], []),
    "plateau factor": lambda o: S.ReduceLROnPlateau(o, factor=1.0),
    "plateau mode": lambda o: S.ReduceLROnPlateau(o, mode="a"),
    "plateau threshold_mode": lambda o: S.ReduceLROnPlateau(o, threshold_mode="a"),
    "plateau min_lr": lambda o: S.ReduceLROnPlateau(o, min_lr=[0.1]),
    "plateau optimizer": lambda o: S.ReduceLROnPlateau(3),
    "CyclicLR mode": lambda o: S.CyclicLR(o, 0.1, 1.0, mode="a"),
    "CyclicLR base": lambda o: S.CyclicLR(o, [0.1], 1.0),
    "CyclicLR max": lambda o: S.CyclicLR(o, 0.1, [1.0]),
    "Restarts T_0": lambda o: S.CosineAnnealingWarmRestarts(o, 0),
    "Restarts T_mult": lambda o: S.CosineAnnealingWarmRestarts(o, 2, 0),
    "Restarts T_mult float": lambda o: S.CosineAnnealingWarmRestarts(o, 2, 1.5),
    "Restarts eta_min": lambda o: S.CosineAnnealingWarmRestarts(o, 2, eta_min="a"),
    "Restarts epoch": lambda o: S.CosineAnnealingWarmRestarts(o, 2).step(-1),
    "Cosine T_max": lambda o: S.CosineAnnealingLR(o, 2.0),
    "Cosine eta_min": lambda o: S.CosineAnnealingLR(o, 2, "a"),
    "base": lambda o: S.LRScheduler(o),
}  # fmt: skip


def refused():
    """The exceptions' names of all that is bad."""
    found = {}
    for name, arguments in BAD.items():
        for argument, values in arguments.items():
            for value in values:
                given = {"lr": 0.1, argument: value}
                fn = lambda n=name, a=given: type(getattr(optim, n)(parameters(), **a)).__name__  # noqa: E731
                found[f"{name} {argument} {value!r}"] = raised(fn)
    for name, params in BAD_PARAMS.items():
        found[f"params: {name}"] = raised(lambda p=params: type(optim.SGD(p(), 0.1)).__name__)
    for name, scheduler in BAD_SCHEDULERS.items():
        found[f"scheduler: {name}"] = raised(lambda s=scheduler: type(s(two_groups())).__name__)
    found["not a group"] = raised(lambda: two_groups().add_param_group(3))
    found["base"] = raised(lambda: optim.Optimizer(parameters(), {"lr": 0.1})(gradients(parameters(), 0)))
    found["base without rate"] = raised(lambda: optim.Optimizer(parameters(), {}))
    found["too few gradients"] = raised(lambda: optim.Adam(parameters())(gradients(parameters(), 0)[:1]))
    found["gradients of other shapes"] = raised(lambda: optim.Adam(parameters())(gradients(parameters(), 0)[::-1]))
    return found
