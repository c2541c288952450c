"""Learning rates: schedules as Cells and as lists."""

from itertools import product

import mindspore as ms
from mindspore import Tensor, nn

from optimizer_cases.base import plain_case, raised


def evaluated(schedule):
    """The rates of the first twelve steps, and the dtype."""
    values = [schedule(Tensor(step, ms.int32)) for step in range(12)]
    return [[float(v.asnumpy()) for v in values], str(values[0].dtype), list(values[0].shape)]


@plain_case
def schedules():
    made = {}
    for stair, rate, steps in product((False, True), (0.9, 0.5), (1, 4)):
        for name in ("ExponentialDecayLR", "NaturalExpDecayLR", "InverseDecayLR"):
            made[f"{name} {rate} {steps} {stair}"] = evaluated(getattr(nn, name)(0.1, rate, steps, stair))
    for low, high, steps in ((0.01, 0.1, 4), (0.0, 1.0, 10), (0.5, 0.6, 1)):
        made[f"CosineDecayLR {low} {high} {steps}"] = evaluated(nn.CosineDecayLR(low, high, steps))
    for power, update in product((0.5, 1.0, 2.0), (False, True)):
        made[f"PolynomialDecayLR {power} {update}"] = evaluated(nn.PolynomialDecayLR(0.1, 0.01, 4, power, update))
    for steps in (1, 4, 20):
        made[f"WarmUpLR {steps}"] = evaluated(nn.WarmUpLR(0.1, steps))
    return made


@plain_case
def schedule_errors():
    bad = {
        "negative rate": lambda: nn.ExponentialDecayLR(-0.1, 0.9, 4),
        "int rate": lambda: nn.ExponentialDecayLR(1, 0.9, 4),
        "string rate": lambda: nn.ExponentialDecayLR("0.1", 0.9, 4),
        "zero decay": lambda: nn.ExponentialDecayLR(0.1, 0.0, 4),
        "int decay": lambda: nn.NaturalExpDecayLR(0.1, 1, 4),
        "zero steps": lambda: nn.NaturalExpDecayLR(0.1, 0.9, 0),
        "float steps": lambda: nn.InverseDecayLR(0.1, 0.9, 4.0),
        "stair": lambda: nn.InverseDecayLR(0.1, 0.9, 4, 1),
        "cosine order": lambda: nn.CosineDecayLR(0.1, 0.01, 4),
        "cosine equal": lambda: nn.CosineDecayLR(0.1, 0.1, 4),
        "cosine int": lambda: nn.CosineDecayLR(0, 1, 4),
        "cosine negative": lambda: nn.CosineDecayLR(-0.1, 0.1, 4),
        "polynomial power": lambda: nn.PolynomialDecayLR(0.1, 0.01, 4, 0.0),
        "polynomial int power": lambda: nn.PolynomialDecayLR(0.1, 0.01, 4, 2),
        "polynomial end": lambda: nn.PolynomialDecayLR(0.1, -0.01, 4, 0.5),
        "polynomial steps": lambda: nn.PolynomialDecayLR(0.1, 0.01, 0, 0.5),
        "polynomial update": lambda: nn.PolynomialDecayLR(0.1, 0.01, 4, 0.5, 1),
        "warm up steps": lambda: nn.WarmUpLR(0.1, 0),
        "warm up float steps": lambda: nn.WarmUpLR(0.1, 2.0),
        "warm up int rate": lambda: nn.WarmUpLR(1, 2),
        "warm up zero rate": lambda: nn.WarmUpLR(0.0, 2),
    }
    return {name: raised(lambda fn=fn: type(fn()).__name__) for name, fn in bad.items()}


@plain_case
def own_schedule():
    class Linear(nn.learning_rate_schedule.LearningRateSchedule):
        def __init__(self, start):
            super().__init__()
            self.start = start

        def construct(self, global_step):
            return self.start * (1.0 - global_step.astype(ms.float32) / 20.0)

    return evaluated(Linear(0.1))


@plain_case
def lists():
    made = {
        "piecewise": nn.piecewise_constant_lr([2, 5, 10], [0.1, 0.05, 0.01]),
        "piecewise of one": nn.piecewise_constant_lr([3], [0.5]),
        "cosine": nn.cosine_decay_lr(0.01, 0.1, 12, 2, 4),
        "cosine, end of decay": nn.cosine_decay_lr(0.0, 1.0, 10, 3, 2),
        "polynomial": nn.polynomial_decay_lr(0.1, 0.01, 12, 2, 3, 0.5),
        "polynomial, update": nn.polynomial_decay_lr(0.1, 0.01, 12, 2, 2, 2.0, True),
        "warm up": nn.warmup_lr(0.1, 12, 2, 3),
    }
    for stair, name in product((False, True), ("exponential_decay_lr", "natural_exp_decay_lr", "inverse_decay_lr")):
        made[f"{name} {stair}"] = getattr(nn, name)(0.1, 0.9, 10, 2, 2, stair)
    return made


@plain_case
def list_types():
    made = nn.cosine_decay_lr(0.01, 0.1, 4, 2, 2)
    piecewise = nn.piecewise_constant_lr([1, 2], [0.1, 0.2])
    return [type(made).__name__, type(made[0]).__name__, type(piecewise).__name__, type(piecewise[0]).__name__]


@plain_case
def list_errors():
    bad = {
        "piecewise lengths": lambda: nn.piecewise_constant_lr([1, 2], [0.1]),
        "piecewise order": lambda: nn.piecewise_constant_lr([2, 1], [0.1, 0.2]),
        "piecewise equal": lambda: nn.piecewise_constant_lr([2, 2], [0.1, 0.2]),
        "piecewise zero": lambda: nn.piecewise_constant_lr([0, 2], [0.1, 0.2]),
        "piecewise float milestone": lambda: nn.piecewise_constant_lr([1.0, 2], [0.1, 0.2]),
        "piecewise int rate": lambda: nn.piecewise_constant_lr([1, 2], [1, 0.2]),
        "piecewise negative rate": lambda: nn.piecewise_constant_lr([1, 2], [-0.1, 0.2]),
        "piecewise number": lambda: nn.piecewise_constant_lr(1, 0.1),
        "piecewise empty": lambda: nn.piecewise_constant_lr([], []),
        "total 0": lambda: nn.exponential_decay_lr(0.1, 0.9, 0, 2, 2),
        "total float": lambda: nn.exponential_decay_lr(0.1, 0.9, 4.0, 2, 2),
        "step_per_epoch 0": lambda: nn.exponential_decay_lr(0.1, 0.9, 4, 0, 2),
        "decay_epoch 0": lambda: nn.exponential_decay_lr(0.1, 0.9, 4, 2, 0),
        "rate 0": lambda: nn.exponential_decay_lr(0.0, 0.9, 4, 2, 2),
        "rate int": lambda: nn.natural_exp_decay_lr(1, 0.9, 4, 2, 2),
        "decay 0": lambda: nn.inverse_decay_lr(0.1, 0.0, 4, 2, 2),
        "decay int": lambda: nn.inverse_decay_lr(0.1, 1, 4, 2, 2),
        "stair": lambda: nn.inverse_decay_lr(0.1, 0.5, 4, 2, 2, 1),
        "cosine int": lambda: nn.cosine_decay_lr(0, 1, 4, 2, 2),
        "cosine order": lambda: nn.cosine_decay_lr(0.2, 0.1, 4, 2, 2),
        "cosine equal": lambda: nn.cosine_decay_lr(0.1, 0.1, 4, 2, 2),
        "cosine negative": lambda: nn.cosine_decay_lr(-0.1, 0.1, 4, 2, 2),
        "polynomial power": lambda: nn.polynomial_decay_lr(0.1, 0.01, 4, 2, 2, 0.0),
        "polynomial int power": lambda: nn.polynomial_decay_lr(0.1, 0.01, 4, 2, 2, 1),
        "polynomial end int": lambda: nn.polynomial_decay_lr(0.1, 0, 4, 2, 2, 0.5),
        "polynomial update": lambda: nn.polynomial_decay_lr(0.1, 0.01, 4, 2, 2, 0.5, 1),
        "warm up int": lambda: nn.warmup_lr(1, 4, 2, 2),
        "warm up negative": lambda: nn.warmup_lr(0.1, 4, 2, -1),
        "warm up float epochs": lambda: nn.warmup_lr(0.1, 4, 2, 1.0),
    }
    return {name: raised(lambda fn=fn: len(fn())) for name, fn in bad.items()}
