"""SGD, Momentum, Adam and AdamWeightDecay with every argument."""

from itertools import product

import mindspore as ms
from mindspore import Tensor, nn

from optimizer_cases.base import case


def label(**arguments):
    """The arguments that are set, as part of a case's name."""
    return ",".join(f"{key}={value}" for key, value in arguments.items() if value not in (0.0, False, None))


for momentum, dampening, weight_decay, nesterov, loss_scale in product(
    (0.0, 0.9), (0.0, 0.5), (0.0, 0.01), (False, True), (1.0, 128.0)
):
    if nesterov and (momentum == 0.0 or dampening != 0.0):
        continue
    arguments = {
        "momentum": momentum,
        "dampening": dampening,
        "weight_decay": weight_decay,
        "nesterov": nesterov,
        "loss_scale": loss_scale,
    }
    case(f"SGD {label(**arguments)}", lambda net, a=arguments: nn.SGD(net.params(), learning_rate=0.1, **a))

for momentum, weight_decay, use_nesterov, loss_scale in product((0.0, 0.9), (0.0, 0.01), (False, True), (1.0, 128.0)):
    arguments = {
        "momentum": momentum,
        "weight_decay": weight_decay,
        "use_nesterov": use_nesterov,
        "loss_scale": loss_scale,
    }
    case(f"Momentum {label(**arguments)}", lambda net, a=arguments: nn.Momentum(net.params(), 0.1, **a))

for weight_decay, use_nesterov, use_amsgrad, loss_scale in product(
    (0.0, 0.01), (False, True), (False, True), (1.0, 128.0)
):
    arguments = {
        "weight_decay": weight_decay,
        "use_nesterov": use_nesterov,
        "use_amsgrad": use_amsgrad,
        "loss_scale": loss_scale,
    }
    case(f"Adam {label(**arguments)}", lambda net, a=arguments: nn.Adam(net.params(), 0.1, **a))

for beta1, beta2, eps in ((0.5, 0.9, 1e-8), (0.9, 0.999, 0.1), (0.1, 0.2, 1e-3)):
    case(
        f"Adam beta1={beta1},beta2={beta2},eps={eps}", lambda net, a=(beta1, beta2, eps): nn.Adam(net.params(), 0.1, *a)
    )
    case(
        f"AdamWeightDecay beta1={beta1},beta2={beta2},eps={eps}",
        lambda net, a=(beta1, beta2, eps): nn.AdamWeightDecay(net.params(), 0.1, *a, weight_decay=0.1),
    )
case("Adam use_locking", lambda net: nn.Adam(net.params(), use_locking=True))
case("Adam use_lazy", lambda net: nn.Adam(net.params(), 0.1, use_lazy=True, weight_decay=0.01))
case("Adam use_offload", lambda net: nn.Adam(net.params(), 0.1, use_offload=True, weight_decay=0.01))
case("Adam use_lazy nesterov", lambda net: nn.Adam(net.params(), 0.1, use_lazy=True, use_nesterov=True))
case("Adam use_offload nesterov", lambda net: nn.Adam(net.params(), 0.1, use_offload=True, use_nesterov=True))
case("AdamWeightDecay", lambda net: nn.AdamWeightDecay(net.params(), 0.1))
case("AdamWeightDecay weight_decay=0.1", lambda net: nn.AdamWeightDecay(net.params(), 0.1, weight_decay=0.1))

ALL = {
    "SGD": lambda params, **a: nn.SGD(params, **{"learning_rate": 0.1, "momentum": 0.9, **a}),
    "Momentum": lambda params, **a: nn.Momentum(params, **{"learning_rate": 0.1, "momentum": 0.9, **a}),
    "Adam": lambda params, **a: nn.Adam(params, **{"learning_rate": 0.1, **a}),
    "AdamWeightDecay": lambda params, **a: nn.AdamWeightDecay(params, **{"learning_rate": 0.1, **a}),
}


class DecayingWeightDecay(nn.Cell):
    """A weight decay that depends on the step."""

    def construct(self, global_step):
        return 0.1 / (1.0 + global_step.astype(ms.float32))


SCHEDULES = {
    "ExponentialDecayLR": lambda: nn.ExponentialDecayLR(0.1, 0.9, 4),
    "ExponentialDecayLR is_stair": lambda: nn.ExponentialDecayLR(0.1, 0.9, 4, is_stair=True),
    "NaturalExpDecayLR": lambda: nn.NaturalExpDecayLR(0.1, 0.9, 4),
    "InverseDecayLR": lambda: nn.InverseDecayLR(0.1, 0.9, 4),
    "CosineDecayLR": lambda: nn.CosineDecayLR(0.01, 0.1, 8),
    "PolynomialDecayLR": lambda: nn.PolynomialDecayLR(0.1, 0.01, 8, 0.5),
    "WarmUpLR": lambda: nn.WarmUpLR(0.1, 4),
}
LIST = [0.1, 0.09, 0.08, 0.07, 0.06, 0.05, 0.04, 0.03, 0.02, 0.01]

for name, make in ALL.items():
    rates = {
        "int": lambda: 1,
        "tensor": lambda: Tensor(0.05, ms.float32),
        "tensor of several": lambda: Tensor(LIST, ms.float32),
        "list": lambda: LIST,
        "tuple": lambda: tuple(LIST),
        "iterator": lambda: iter(LIST),
    } | SCHEDULES
    for kind, rate in rates.items():
        case(f"{name} learning_rate: {kind}", lambda net, m=make, r=rate: m(net.params(), learning_rate=r()))
    if name != "SGD":
        case(f"{name} weight_decay: cell", lambda net, m=make: m(net.params(), weight_decay=DecayingWeightDecay()))
    case(f"{name} weight_decay: int", lambda net, m=make: m(net.params(), weight_decay=1))
    case(f"{name} float16", lambda net, m=make: m(net.params(), weight_decay=0.01))
    case(f"{name} one parameter", lambda net, m=make: m([net.weight]))
    case(f"{name} parameters from a generator", lambda net, m=make: m(net.get_parameters()))
    if name != "AdamWeightDecay":
        case(f"{name} loss_scale float16", lambda net, m=make: m(net.params(), loss_scale=16.0))

    groups = {
        "params only": lambda net: [{"params": [net.weight, net.bias]}, {"params": [net.gamma, net.beta]}],
        "lr": lambda net: [{"params": [net.weight], "lr": 0.01}, {"params": [net.bias, net.gamma, net.beta]}],
        "lr tensor": lambda net: [{"params": [net.weight], "lr": Tensor(0.02, ms.float32)}, {"params": [net.bias]}],
        "lr schedules": lambda net: [
            {"params": [net.weight], "lr": nn.ExponentialDecayLR(0.1, 0.5, 2)},
            {"params": [net.bias], "lr": nn.WarmUpLR(0.1, 4)},
            {"params": [net.gamma]},
        ],
        "weight_decay": lambda net: [
            {"params": [net.weight, net.beta], "weight_decay": 0.1},
            {"params": [net.bias], "weight_decay": 0.0},
            {"params": [net.gamma]},
        ],
        "weight_decay cell": lambda net: [
            {"params": [net.weight], "weight_decay": DecayingWeightDecay()},
            {"params": [net.bias], "weight_decay": 0.01},
            {"params": [net.gamma]},
        ],
        "grad_centralization": lambda net: [
            {"params": [net.weight], "grad_centralization": True},
            {"params": [net.bias], "grad_centralization": False},
        ],
        "all": lambda net: [
            {"params": [net.weight], "lr": 0.01, "weight_decay": 0.1, "grad_centralization": True},
            {"params": [net.gamma, net.beta], "lr": LIST, "weight_decay": 0.0},
            {"params": [net.bias]},
        ],
        "order_params": lambda net: [
            {"params": [net.gamma, net.beta], "lr": 0.01},
            {"params": [net.bias, net.weight], "weight_decay": 0.1},
            {"order_params": net.params()},
        ],
    }
    if name == "SGD":
        del groups["weight_decay cell"]
    for kind, group in groups.items():
        case(f"{name} groups: {kind}", lambda net, m=make, g=group: m(g(net), weight_decay=0.02))
    case(
        f"{name} groups: lr with default schedule",
        lambda net, m=make: m(
            [{"params": [net.weight], "lr": 0.01}, {"params": [net.bias]}], learning_rate=nn.CosineDecayLR(0.01, 0.1, 8)
        ),
    )
    case(
        f"{name} groups: lr with default list",
        lambda net, m=make: m(
            [{"params": [net.weight], "lr": 0.01}, {"params": [net.gamma], "lr": LIST[::-1]}, {"params": [net.bias]}],
            learning_rate=LIST,
        ),
    )
