"""AdaFactor with every argument."""

from mindspore import nn

from optimizer_cases.base import case, plain_case, raised
from optimizer_cases.common import LIST

FIXED = {"learning_rate": 0.1, "relative_step": False}
SETTINGS = [
    {},
    {"warmup_init": True},
    {"scale_parameter": False},
    {"weight_decay": 0.1},
    {"decay_rate": 0.5},
    {"clip_threshold": 0.3},
    {"eps": (1e-3, 0.5)},
    {"beta1": 0.5},
    {"compression": True},
    {"loss_scale": 8.0},
    FIXED,
    {**FIXED, "scale_parameter": False, "weight_decay": 0.2},
    {**FIXED, "learning_rate": LIST},
]
for _settings in SETTINGS:
    _label = ",".join(f"{key}={value}" for key, value in _settings.items())
    case(f"AdaFactor {_label}", lambda net, a=_settings: nn.AdaFactor(net.params(), **a))


@plain_case
def adafactor_without_first_moment():
    from optimizer_cases.base import Net, gradients, numbers

    net = Net()
    optimizer = nn.AdaFactor(net.params(), beta1=None)
    for step in range(4):
        optimizer(gradients(optimizer.parameters, step))
    return [numbers(p) for p in optimizer.parameters]


@plain_case
def adafactor_errors():
    from optimizer_cases.base import Net

    bad = [
        {"learning_rate": 0.1}, {"relative_step": False}, {**FIXED, "warmup_init": True}, {"eps": 1e-3}, {"eps": (1.0,)},
        {"eps": (1, 1)}, {"eps": (-1.0, 1.0)}, {"clip_threshold": 1}, {"clip_threshold": -1.0}, {"decay_rate": 1},
        {"decay_rate": 1.0}, {"decay_rate": 0.0}, {"weight_decay": 1.0}, {"weight_decay": -0.1}, {"scale_parameter": 1},
        {"relative_step": 1}, {"compression": 1}, {"beta1": "a"}, {"beta1": -0.5}, {"loss_scale": 0.0},
    ]  # fmt: skip
    return {str(a): raised(lambda a=a: type(nn.AdaFactor(Net().params(), **a)).__name__) for a in bad}
