"""Control flow in called functions, methods, closures, lambdas, with defaults, stars and recursion."""

import mindspore as ms
import numpy as np
from mindspore import nn, ops

from . import flow, script

BOTH = (([1.0, 2.0],), ([-3.0, 2.0],))


def helper(x, scale=2):
    if x.sum() > 0:
        return x * scale
    return x - scale


def decorated(function):
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs) + 1

    return wrapper


@decorated
def helper_with_decorator(x):
    if x.sum() > 0:
        return x * 3
    return x


def halvings(x):
    n = 0
    while x.sum() > 1:
        x = x / 2
        n = n + 1
    return x, n


@flow(*BOTH)
def calls_a_function(x):
    y = helper(x)
    return helper(y, scale=3) + helper(x, 4)


@flow(*BOTH)
def calls_a_decorated_function(x):
    return helper_with_decorator(x) * 2


@flow(*BOTH)
def call_in_branch(x):
    if x.sum() > 0:
        return helper(x * 2)
    return helper(x * x)


@flow(([9.0, 2.0],), ([0.1, 0.2],))
def call_with_loop(x):
    y, n = halvings(x)
    return y * n


@flow(*BOTH)
def inner_function(x):
    k = x.sum()

    def inner(y):
        if y.sum() > k:
            return y * k
        return y

    return inner(x * 2) + inner(x)


@flow(*BOTH)
def inner_function_with_nonlocal(x):
    count = x * 0

    def inner(y):
        nonlocal count
        if y.sum() > 0:
            count = count + y
        return y

    inner(x)
    inner(-x)
    return count


@flow(*BOTH)
def lambda_in_branch(x):
    act = lambda v: v * 2 if v.sum() > 0 else v * v  # noqa: E731
    return act(x)


@flow(*BOTH)
def function_chosen_in_branch(x):
    if x.sum() > 0:
        act = ops.exp
    else:
        act = ops.sigmoid
    return act(x)


@flow(*BOTH)
def map_and_lambda(x):
    parts = list(map(lambda v: v * 2 if v > 0 else -v, (x[0], x[1])))
    return parts[0] * parts[1]


@flow(*BOTH)
def star_arguments(x):
    def inner(*args, **kwargs):
        total = args[0] * kwargs["scale"]
        if total.sum() > 0:
            total = total + args[1]
        return total

    args = (x, x * x)
    return inner(*args, **{"scale": 3})


@flow(*BOTH)
def recursion_on_a_number(x):
    def power(y, n):
        if n == 0:
            return x * 0 + 1
        return y * power(y, n - 1)

    if x.sum() > 0:
        return power(x, 3)
    return power(x, 2)


@flow(([1.0, 2.0],), ([-3.0, 2.0],))
def gradient_inside(x):
    def loss(v):
        if v.sum() > 0:
            return (v * v).sum()
        return v.sum() * 3

    return ms.grad(loss)(x)


@flow(*BOTH)
def higher_gradient_inside(x):
    def loss(v):
        if v.sum() > 0:
            return (v * v * v).sum()
        return (v * v).sum()

    return ms.grad(lambda v: ms.grad(loss)(v).sum())(x)


@flow(([1.5, 2.0], np.int32(3)), ([0.5, -1.0], np.int32(0)))
def gradient_of_while_inside(x, n):
    def loss(v):
        i = 0
        while i < n:
            v = v * v * 0.5
            i = i + 1
        return v.sum()

    return ms.grad(loss)(x)


@flow(*BOTH, gradient=False)  # the real one gives a wrong second derivative here
def value_and_gradient_inside(x):
    def loss(v, k):
        if k.sum() > 0:
            v = v * k
        return (v * v).sum()

    value, gradient = ms.value_and_grad(loss, 0)(x, x + 1)
    return value * gradient


@script
def method_of_a_plain_object(jit):
    class Model:
        def __init__(self):
            self.scale = 3.0

        @jit
        def run(self, x):
            if x.sum() > 0:
                return x * self.scale
            return x

    model = Model()
    return [model.run(ms.Tensor(v)) for v in ([1.0, 2.0], [-1.0, -2.0])]


@script
def cell_with_branch(jit):
    class Net(nn.Cell):
        def __init__(self):
            super().__init__()
            self.dense = nn.Dense(2, 2, weight_init="ones", bias_init="ones")

        @jit
        def construct(self, x):
            y = self.dense(x)
            if y.sum() > 0:
                y = ops.relu(y) * 2
            else:
                y = y * y
            return y

    net = Net()
    return [net(ms.Tensor([v])) for v in ([1.0, 2.0], [-1.0, -4.0])]


@script
def cell_inside_cell(jit):
    class Inner(nn.Cell):
        def construct(self, x):
            i = 0
            while x.sum() > 1:
                x = x / 2
                i = i + 1
            return x + i

    class Net(nn.Cell):
        def __init__(self):
            super().__init__()
            self.inner = Inner()

        @jit
        def construct(self, x):
            if x.sum() > 0:
                return self.inner(x)
            return self.inner(-x) * 2

    net = Net()
    return [net(ms.Tensor(v)) for v in ([1.0, 5.0], [-1.0, -4.0])]


@script
def inherited_construct_with_super(jit):
    class Base(nn.Cell):
        def construct(self, x):
            if x.sum() > 0:
                return x * 2
            return x

    class Net(Base):
        @jit
        def construct(self, x):
            y = super().construct(x)
            if y.sum() > 4:
                y = y + 1
            return y

    net = Net()
    return [net(ms.Tensor(v)) for v in ([1.0, 5.0], [-1.0, -4.0], [0.5, 0.5])]


@script
def cell_list_loop(jit):
    class Net(nn.Cell):
        def __init__(self):
            super().__init__()
            self.layers = nn.CellList([nn.Dense(2, 2, weight_init="ones", bias_init="ones") for _ in range(3)])

        @jit
        def construct(self, x):
            for layer in self.layers:
                x = layer(x)
                if x.sum() > 30:
                    break
            return x

    net = Net()
    return [net(ms.Tensor([v])) for v in ([1.0, 5.0], [-1.0, -4.0])]


@script
def gradient_of_cell_weights(jit):
    class Net(nn.Cell):
        def __init__(self):
            super().__init__()
            self.w = ms.Parameter(ms.Tensor([1.0, 2.0]), name="w")

        def construct(self, x):
            if (x * self.w).sum() > 0:
                return (x * self.w * self.w).sum()
            return (x + self.w).sum()

    net = Net()
    step = jit(ms.value_and_grad(net, 0, net.trainable_params()))
    return [step(ms.Tensor(v)) for v in ([1.0, 5.0], [-1.0, -4.0])]


@script
def global_function_with_closure(jit):
    def make(scale):
        def inner(x):
            if x.sum() > 0:
                return x * scale
            return x

        return inner

    two, three = jit(make(2.0)), jit(make(3.0))
    return [f(ms.Tensor(v)) for f in (two, three, two) for v in ([1.0, 5.0], [-1.0, -4.0])]


@script
def keyword_arguments(jit):
    @jit
    def run(x, *, scale=2.0, shift=None):
        if x.sum() > 0:
            x = x * scale
        if shift is not None:
            x = x + shift
        return x

    x = ms.Tensor([1.0, 2.0])
    return [run(x), run(x, scale=3.0), run(-x, shift=x)]
