"""What an optimizer tells about itself, and the arguments that it refuses."""

import mindspore as ms
from mindspore import Parameter, ParameterTuple, Tensor, nn

from optimizer_cases.base import Net, gradients, plain_case, raised
from optimizer_cases.common import LIST, DecayingWeightDecay


def described(value):
    """A rate as [type, name or None, dtype, shape, numbers]."""
    if isinstance(value, (tuple, list)):
        return [described(v) for v in value]
    if isinstance(value, Tensor):
        name = value.name if isinstance(value, Parameter) else None
        return [type(value).__name__, name, str(value.dtype), list(value.shape), value.asnumpy().tolist()]
    return repr(value)


def grouped(net, **kwargs):
    """Adam with three groups of different rates."""
    return nn.Adam(
        [
            {"params": [net.weight], "lr": 0.01, "weight_decay": 0.1},
            {"params": [net.bias], "lr": nn.ExponentialDecayLR(0.1, 0.5, 2)},
            {"params": [net.gamma]},
        ],
        learning_rate=0.3,
        **kwargs,
    )


@plain_case
def get_lr():
    results = []
    for rate in (0.1, Tensor(0.2, ms.float32), LIST, nn.WarmUpLR(0.1, 4)):
        net = Net()
        optimizer = nn.SGD(net.params(), rate)
        before = described(optimizer.get_lr())
        optimizer(gradients(optimizer.parameters, 0))
        results.append([before, described(optimizer.get_lr())])
    net = Net()
    optimizer = grouped(net)
    before = described(optimizer.get_lr())
    optimizer(gradients(optimizer.parameters, 0))
    return [*results, before, described(optimizer.get_lr())]


@plain_case
def get_lr_parameter():
    net = Net()
    optimizer = grouped(net)
    results = [
        described(optimizer.get_lr_parameter(net.weight)),
        type(optimizer.get_lr_parameter(net.bias)).__name__,
        described(optimizer.get_lr_parameter(net.gamma)),
        [len(optimizer.get_lr_parameter([net.gamma, net.weight])), raised(lambda: optimizer.get_lr_parameter(3))],
        raised(lambda: optimizer.get_lr_parameter(Parameter(Tensor(1.0), name="zz"))),
    ]
    plain = nn.SGD(Net().params(), LIST)
    results.append(described(plain.get_lr_parameter(plain.parameters[0])))
    return results


@plain_case
def get_weight_decay():
    net = Net()
    results = []
    for optimizer in (
        nn.Adam(net.params(), weight_decay=0.1),
        grouped(net),
        nn.Adam(net.params(), weight_decay=DecayingWeightDecay()),
    ):
        results.append(described(optimizer.get_weight_decay()))
    return results


@plain_case
def attributes():
    net = Net()
    results = []
    for optimizer in (nn.SGD(net.params(), 0.1), grouped(net), nn.Adam(net.params(), LIST)):
        results.append(
            {
                "is_group": optimizer.is_group,
                "is_group_lr": optimizer.is_group_lr,
                "dynamic_lr": optimizer.dynamic_lr,
                "parameters": [type(optimizer.parameters).__name__, [p.name for p in optimizer.parameters]],
                "param_length": optimizer.param_length,
                "loss_scale": optimizer.loss_scale,
                "global_step": described(optimizer.global_step),
                "learning_rate": described(optimizer.learning_rate),
                "unique": optimizer.unique,
                "target": optimizer.target,
                "name": optimizer.cls_name,
                "listed": [[path, p.name, list(p.shape), str(p.dtype)] for path, p in optimizer.parameters_and_names()],
            }
        )
    return results


@plain_case
def names_after_construction():
    net = Net()
    nn.Adam(net.params())
    return [p.name for p in net.get_parameters()]


@plain_case
def names_in_groups():
    net = Net()
    optimizer = grouped(net)
    return [[p.name, list(p.shape)] for p in optimizer.get_parameters()]


@plain_case
def setters():
    optimizer = nn.Adam(Net().params())
    optimizer.unique = False
    results = [optimizer.unique, raised(lambda: setattr(optimizer, "unique", 1))]
    optimizer.target = "CPU"
    return [
        *results,
        optimizer.target,
        raised(lambda: setattr(optimizer, "target", "GPU")),
        raised(lambda: setattr(optimizer, "target", 3)),
    ]


@plain_case
def learning_rate_may_be_assigned():
    net = Net()
    optimizer = nn.SGD(net.params(), 0.1)
    optimizer.learning_rate.set_data(Tensor(0.5, ms.float32))
    before = net.bias.asnumpy().copy()
    step = gradients(optimizer.parameters, 0)
    optimizer(step)
    moved = (before - net.bias.asnumpy()) / step[1].asnumpy()
    return [round(float(m), 4) for m in moved]


@plain_case
def own_optimizer():
    """A subclass that uses the helpers of the base class, as tutorials write it."""

    class Descent(nn.Optimizer):
        def __init__(self, params, learning_rate, weight_decay=0.0, loss_scale=1.0):
            super().__init__(learning_rate, params, weight_decay, loss_scale)
            self.moments = self.parameters.clone(prefix="mine", init="zeros")

        def construct(self, gradients):
            gradients = self.flatten_gradients(gradients)
            gradients = self.decay_weight(gradients)
            gradients = self.gradients_centralization(gradients)
            gradients = self.scale_grad(gradients)
            rate = self.get_lr()
            self.assignadd(self.global_step, self.global_step_increase_tensor)
            for i, parameter in enumerate(self.parameters):
                ms.ops.assign(self.moments[i], self.moments[i] * 0.5 + gradients[i])
                ms.ops.assign(parameter, parameter - rate * self.moments[i])
            return rate

    results = []
    for rate in (0.1, LIST, nn.WarmUpLR(0.1, 4)):
        net = Net()
        optimizer = Descent(net.params(), rate, weight_decay=0.1, loss_scale=4.0)
        rates = [float(optimizer(gradients(optimizer.parameters, step)).asnumpy()) for step in range(3)]
        results.append(
            [
                rates,
                net.weight.asnumpy().tolist(),
                net.bias.asnumpy().tolist(),
                [p.name for p in optimizer.get_parameters()],
            ]
        )
    return results


@plain_case
def errors():
    """Type of the exception, or of the optimizer where there is none."""
    made = {}

    def bad(name, fn):
        made[name] = raised(lambda: type(fn(Net())).__name__)

    bad("no parameters", lambda net: nn.SGD([]))
    bad("a parameter", lambda net: nn.SGD(net.weight))
    bad("a number", lambda net: nn.SGD(3))
    bad("tensors", lambda net: nn.SGD([Tensor(1.0)]))
    bad("mixed", lambda net: nn.SGD([net.weight, {"params": [net.bias]}]))
    bad("mixed the other way", lambda net: nn.SGD([{"params": [net.bias]}, net.weight]))
    bad("a tuple", lambda net: nn.SGD(tuple(net.params())))
    bad("ParameterTuple", lambda net: nn.SGD(ParameterTuple(net.params())))
    bad("duplicate names", lambda net: nn.SGD([net.weight, Parameter(Tensor([1.0]), name="fc.weight")]))
    bad("twice the same", lambda net: nn.SGD([net.weight, net.weight]))
    bad("not trainable", lambda net: nn.SGD([Parameter(Tensor([1.0]), name="q", requires_grad=False)]))
    bad("integer parameter", lambda net: nn.SGD([Parameter(Tensor([1]), name="q")]))
    bad("group without params", lambda net: nn.SGD([{"lr": 0.1}]))
    bad("group with an unknown key", lambda net: nn.SGD([{"params": [net.weight], "rate": 0.1}]))
    bad("group with empty params", lambda net: nn.SGD([{"params": []}]))
    bad("group with a parameter", lambda net: nn.SGD([{"params": net.weight}]))
    bad("group given twice", lambda net: nn.SGD([{"params": [net.weight]}, {"params": [net.weight]}]))
    bad("group lr string", lambda net: nn.SGD([{"params": [net.weight], "lr": "0.1"}]))
    bad("group lr negative", lambda net: nn.SGD([{"params": [net.weight], "lr": -0.1}]))
    bad("group lr int", lambda net: nn.SGD([{"params": [net.weight], "lr": 1}]))
    bad(
        "group lr of another length",
        lambda net: nn.SGD([{"params": [net.weight], "lr": LIST}, {"params": [net.bias], "lr": LIST[:4]}], LIST),
    )
    bad(
        "group lr list, default number",
        lambda net: nn.SGD([{"params": [net.weight], "lr": LIST}, {"params": [net.bias]}]),
    )
    bad("group weight_decay string", lambda net: nn.SGD([{"params": [net.weight], "weight_decay": "a"}]))
    bad("group weight_decay negative", lambda net: nn.SGD([{"params": [net.weight], "weight_decay": -0.1}]))
    bad("group grad_centralization", lambda net: nn.SGD([{"params": [net.weight], "grad_centralization": 1}]))
    bad(
        "order_params incomplete",
        lambda net: nn.SGD([{"params": [net.weight, net.bias]}, {"order_params": [net.weight]}]),
    )
    bad(
        "order_params too many",
        lambda net: nn.SGD([{"params": [net.weight]}, {"order_params": [net.weight, net.bias]}]),
    )
    bad(
        "order_params with lr",
        lambda net: nn.SGD([{"params": [net.weight]}, {"order_params": [net.weight], "lr": 0.1}]),
    )
    bad("order_params not last", lambda net: nn.SGD([{"order_params": [net.weight]}, {"params": [net.weight]}]))
    bad("lr string", lambda net: nn.SGD(net.params(), "0.1"))
    bad("lr negative", lambda net: nn.SGD(net.params(), -0.1))
    bad("lr None", lambda net: nn.SGD(net.params(), None))
    bad("lr bool", lambda net: nn.SGD(net.params(), True))
    bad("lr tensor of two dimensions", lambda net: nn.SGD(net.params(), Tensor([[0.1]])))
    bad("lr tensor of one element", lambda net: nn.SGD(net.params(), Tensor([0.1], ms.float32)))
    bad("lr tensor of integers", lambda net: nn.SGD(net.params(), Tensor([1, 2])))
    bad("lr empty list", lambda net: nn.SGD(net.params(), []))
    bad("lr list of one", lambda net: nn.SGD(net.params(), [0.1]))
    bad("lr list of strings", lambda net: nn.SGD(net.params(), ["a", "b"]))
    bad("lr list of ints", lambda net: nn.SGD(net.params(), [1, 2]))
    bad("lr list with a negative", lambda net: nn.SGD(net.params(), [0.1, -0.1]))
    bad("lr dense", lambda net: nn.SGD(net.params(), nn.Dense(1, 1)))
    bad("weight_decay string", lambda net: nn.SGD(net.params(), weight_decay="a"))
    bad("weight_decay negative", lambda net: nn.SGD(net.params(), weight_decay=-0.1))
    bad("weight_decay cell in SGD", lambda net: nn.SGD(net.params(), weight_decay=DecayingWeightDecay()))
    bad(
        "weight_decay cell in a group of SGD",
        lambda net: nn.SGD([{"params": [net.weight], "weight_decay": DecayingWeightDecay()}]),
    )
    bad("loss_scale 0", lambda net: nn.SGD(net.params(), loss_scale=0.0))
    bad("loss_scale negative", lambda net: nn.SGD(net.params(), loss_scale=-1.0))
    bad("loss_scale int", lambda net: nn.SGD(net.params(), loss_scale=2))
    bad("loss_scale string", lambda net: nn.SGD(net.params(), loss_scale="a"))
    bad("SGD momentum int", lambda net: nn.SGD(net.params(), momentum=1))
    bad("SGD momentum negative", lambda net: nn.SGD(net.params(), momentum=-0.1))
    bad("SGD momentum string", lambda net: nn.SGD(net.params(), momentum="a"))
    bad("SGD dampening int", lambda net: nn.SGD(net.params(), dampening=1))
    bad("SGD dampening negative", lambda net: nn.SGD(net.params(), dampening=-0.1))
    bad("SGD dampening string", lambda net: nn.SGD(net.params(), dampening="a"))
    bad("SGD nesterov without momentum", lambda net: nn.SGD(net.params(), nesterov=True))
    bad("SGD nesterov with dampening", lambda net: nn.SGD(net.params(), momentum=0.9, dampening=0.5, nesterov=True))
    bad("SGD nesterov int", lambda net: nn.SGD(net.params(), momentum=0.9, nesterov=1))
    bad("SGD unknown", lambda net: nn.SGD(net.params(), zz=1))
    bad("Momentum without rate", lambda net: nn.Momentum(net.params()))
    bad("Momentum momentum int", lambda net: nn.Momentum(net.params(), 0.1, 1))
    bad("Momentum momentum negative", lambda net: nn.Momentum(net.params(), 0.1, -0.1))
    bad("Momentum nesterov int", lambda net: nn.Momentum(net.params(), 0.1, 0.9, use_nesterov=1))
    for name in ("Adam", "AdamWeightDecay", "AdaMax", "Lamb", "LazyAdam", "AdamOffload"):
        make = getattr(nn, name)
        for argument in ("beta1", "beta2"):
            for value in (0.0, 1.0, 1, "a", -0.1):
                bad(
                    f"{name} {argument} {value!r}",
                    lambda net, m=make, a=argument, v=value: m(net.params(), 0.1, **{a: v}),
                )
        for value in (0.0, -1.0, 1, "a"):
            bad(f"{name} eps {value!r}", lambda net, m=make, v=value: m(net.params(), 0.1, eps=v))
    bad("Adam use_locking", lambda net: nn.Adam(net.params(), use_locking=1))
    bad("Adam use_nesterov", lambda net: nn.Adam(net.params(), use_nesterov=1))
    bad("Adam use_amsgrad", lambda net: nn.Adam(net.params(), use_amsgrad=1))
    bad("Adam use_lazy", lambda net: nn.Adam(net.params(), use_lazy=1))
    bad("Adam lazy and offload", lambda net: nn.Adam(net.params(), use_lazy=True, use_offload=True))
    bad("Adam lazy amsgrad", lambda net: nn.Adam(net.params(), use_lazy=True, use_amsgrad=True))
    bad("Adam offload amsgrad", lambda net: nn.Adam(net.params(), use_offload=True, use_amsgrad=True))
    bad("Adam unknown", lambda net: nn.Adam(net.params(), zz=1))
    bad("AdamWeightDecay loss_scale", lambda net: nn.AdamWeightDecay(net.params(), loss_scale=2.0))
    bad("AdamWeightDecay weight_decay int", lambda net: nn.AdamWeightDecay(net.params(), weight_decay=1))
    bad("Lamb without rate", lambda net: nn.Lamb(net.params()))
    bad("RMSProp decay int", lambda net: nn.RMSProp(net.params(), decay=1))
    bad("RMSProp decay negative", lambda net: nn.RMSProp(net.params(), decay=-0.1))
    bad("RMSProp momentum negative", lambda net: nn.RMSProp(net.params(), momentum=-0.1))
    bad("RMSProp epsilon 0", lambda net: nn.RMSProp(net.params(), epsilon=0.0))
    bad("RMSProp centered", lambda net: nn.RMSProp(net.params(), centered=1))
    bad("Adagrad accum int", lambda net: nn.Adagrad(net.params(), accum=1))
    bad("Adagrad accum negative", lambda net: nn.Adagrad(net.params(), accum=-0.1))
    bad("Adagrad update_slots", lambda net: nn.Adagrad(net.params(), update_slots=1))
    bad("Adadelta rho int", lambda net: nn.Adadelta(net.params(), rho=1))
    bad("Adadelta rho above 1", lambda net: nn.Adadelta(net.params(), rho=1.5))
    bad("Adadelta rho negative", lambda net: nn.Adadelta(net.params(), rho=-0.1))
    bad("Adadelta epsilon negative", lambda net: nn.Adadelta(net.params(), epsilon=-0.1))
    bad("ASGD lambd int", lambda net: nn.ASGD(net.params(), lambd=1))
    bad("ASGD alpha int", lambda net: nn.ASGD(net.params(), alpha=1))
    bad("ASGD t0 int", lambda net: nn.ASGD(net.params(), t0=1))
    bad("Rprop etas list", lambda net: nn.Rprop(net.params(), etas=[0.5, 1.2]))
    bad("Rprop etas order", lambda net: nn.Rprop(net.params(), etas=(1.2, 0.5)))
    bad("Rprop etas length", lambda net: nn.Rprop(net.params(), etas=(0.5,)))
    bad("Rprop etas above", lambda net: nn.Rprop(net.params(), etas=(0.5, 0.9)))
    bad("Rprop step_sizes order", lambda net: nn.Rprop(net.params(), step_sizes=(1.0, 0.1)))
    bad("Rprop step_sizes list", lambda net: nn.Rprop(net.params(), step_sizes=[0.1, 1.0]))
    bad("FTRL initial_accum int", lambda net: nn.FTRL(net.params(), initial_accum=1))
    bad("FTRL initial_accum negative", lambda net: nn.FTRL(net.params(), initial_accum=-1.0))
    bad("FTRL lr_power positive", lambda net: nn.FTRL(net.params(), lr_power=0.5))
    bad("FTRL l1 negative", lambda net: nn.FTRL(net.params(), l1=-0.1))
    bad("FTRL dynamic rate", lambda net: nn.FTRL(net.params(), learning_rate=LIST))
    bad("FTRL group rate", lambda net: nn.FTRL([{"params": [net.weight], "lr": 0.1}]))
    bad("FTRL rate 0", lambda net: nn.FTRL(net.params(), learning_rate=0.0))
    bad("ProximalAdagrad accum negative", lambda net: nn.ProximalAdagrad(net.params(), accum=-0.1))
    bad("ProximalAdagrad l1 negative", lambda net: nn.ProximalAdagrad(net.params(), l1=-0.1))
    bad("ProximalAdagrad l2 int", lambda net: nn.ProximalAdagrad(net.params(), l2=1))
    bad("LazyAdam weight_decay cell", lambda net: nn.LazyAdam(net.params(), weight_decay=DecayingWeightDecay()))
    return made


@plain_case
def call_errors():
    def call(argument, rate=0.1):
        net = Net()
        optimizer = nn.SGD(net.params(), rate)
        return raised(lambda: type(optimizer(argument(optimizer))).__name__)

    return [
        call(lambda o: gradients(o.parameters, 0)[:2]),
        call(lambda o: (*gradients(o.parameters, 0), Tensor(1.0))),
        call(lambda o: gradients(o.parameters, 0)[0]),
        call(lambda o: tuple(g.reshape(1, -1) for g in gradients(o.parameters, 0))),
        call(lambda o: 3),
    ]


@plain_case
def list_of_rates_used_up():
    net = Net()
    optimizer = nn.SGD(net.params(), LIST[:2])
    step = gradients(optimizer.parameters, 0)
    optimizer(step)
    optimizer(step)
    return raised(lambda: [r for r in [optimizer(step)] if net.bias.asnumpy() is None])
