"""The other optimizers of `nn`."""

import mindspore as ms
from mindspore import Tensor, nn

from optimizer_cases.base import case
from optimizer_cases.common import LIST, DecayingWeightDecay

FURTHER = {
    "RMSProp": (
        lambda params, **a: nn.RMSProp(params, **{"learning_rate": 0.1, **a}),
        [
            {},
            {"decay": 0.5},
            {"momentum": 0.5},
            {"epsilon": 0.1},
            {"centered": True},
            {"centered": True, "momentum": 0.5, "decay": 0.6},
            {"use_locking": True},
        ],
    ),
    "Adagrad": (
        lambda params, **a: nn.Adagrad(params, **{"learning_rate": 0.1, **a}),
        [{}, {"accum": 0.5}, {"accum": 0.0}, {"update_slots": False}],
    ),
    "Adadelta": (
        lambda params, **a: nn.Adadelta(params, **a),
        [{}, {"rho": 0.5}, {"epsilon": 1e-3}, {"learning_rate": 0.5}],
    ),
    "AdaMax": (
        lambda params, **a: nn.AdaMax(params, **{"learning_rate": 0.1, **a}),
        [{}, {"beta1": 0.5}, {"beta2": 0.5}, {"eps": 0.1}],
    ),
    "ASGD": (
        lambda params, **a: nn.ASGD(params, **{"learning_rate": 0.1, **a}),
        [{}, {"lambd": 0.1}, {"alpha": 0.5}, {"t0": 3.0}, {"t0": 3.0, "lambd": 0.1, "alpha": 0.5}],
    ),
    "Rprop": (
        lambda params, **a: nn.Rprop(params, **{"learning_rate": 0.1, **a}),
        [{}, {"etas": (0.6, 1.5)}, {"step_sizes": (0.05, 0.12)}],
    ),
    "FTRL": (
        lambda params, **a: nn.FTRL(params, **{"learning_rate": 0.1, **a}),
        [
            {},
            {"initial_accum": 0.5},
            {"lr_power": -0.3},
            {"lr_power": 0.0},
            {"l1": 0.1},
            {"l2": 0.1},
            {"l1": 0.05, "l2": 0.2},
        ],
    ),
    "ProximalAdagrad": (
        lambda params, **a: nn.ProximalAdagrad(params, **{"learning_rate": 0.1, **a}),
        [{}, {"accum": 0.5}, {"l1": 0.1}, {"l2": 0.1}, {"l1": 0.05, "l2": 0.2}],
    ),
    "LazyAdam": (
        lambda params, **a: nn.LazyAdam(params, **{"learning_rate": 0.1, **a}),
        [{}, {"beta1": 0.5, "beta2": 0.6}, {"eps": 0.1}, {"use_nesterov": True}],
    ),
    "AdamOffload": (
        lambda params, **a: nn.AdamOffload(params, **{"learning_rate": 0.1, **a}),
        [{}, {"beta1": 0.5, "beta2": 0.6}, {"eps": 0.1}, {"use_nesterov": True}],
    ),
}
# What the real one refuses, or has no CPU kernel for (Lamb and LARS have none at all).
NO_LOSS_SCALE = {"ASGD", "Rprop"}
NO_DYNAMIC_RATE = {"FTRL"}
NO_DYNAMIC_DECAY = {"LazyAdam"}
NO_FLOAT16 = {"FTRL", "AdamOffload"}

for name, (make, combinations) in FURTHER.items():
    for arguments in combinations:
        label = ",".join(f"{key}={value}" for key, value in arguments.items())
        case(f"{name} {label}", lambda net, m=make, a=arguments: m(net.params(), **a))
        case(
            f"{name} {label} weight_decay", lambda net, m=make, a=arguments: m(net.params(), weight_decay=0.01, **a), 4
        )
    if name not in NO_LOSS_SCALE:
        case(f"{name} loss_scale", lambda net, m=make: m(net.params(), loss_scale=8.0), 4)
    if name not in NO_FLOAT16:
        case(f"{name} float16", lambda net, m=make: m(net.params()), 4)
    if name not in NO_DYNAMIC_DECAY:
        case(f"{name} weight_decay: cell", lambda net, m=make: m(net.params(), weight_decay=DecayingWeightDecay()), 4)
    case(
        f"{name} groups",
        lambda net, m=make: m(
            [
                {"params": [net.weight], "weight_decay": 0.1, "grad_centralization": True},
                {"params": [net.bias, net.gamma]},
                {"order_params": [net.bias, net.weight, net.gamma]},
            ],
            weight_decay=0.02,
        ),
        4,
    )
    if name not in NO_DYNAMIC_RATE:
        case(f"{name} learning_rate: list", lambda net, m=make: m(net.params(), learning_rate=LIST), 4)
        case(
            f"{name} learning_rate: tensor",
            lambda net, m=make: m(net.params(), learning_rate=Tensor(0.2, ms.float32)),
            4,
        )
        case(
            f"{name} learning_rate: schedule",
            lambda net, m=make: m(net.params(), learning_rate=nn.ExponentialDecayLR(0.1, 0.9, 4)),
            4,
        )
        case(
            f"{name} groups: lr",
            lambda net, m=make: m(
                [
                    {"params": [net.weight], "lr": 0.05},
                    {"params": [net.gamma], "lr": nn.WarmUpLR(0.1, 4)},
                    {"params": [net.bias]},
                ]
            ),
            4,
        )
