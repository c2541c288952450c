"""Parameters and attributes that branches and loops change."""

import mindspore as ms
import numpy as np
from mindspore import Parameter, Tensor, nn, ops

from . import script


def vec(*values):
    return Tensor(list(values), ms.float32)


class Counter(nn.Cell):
    def __init__(self):
        super().__init__()
        self.count = Parameter(Tensor(0.0, ms.float32), name="count", requires_grad=False)
        self.total = Parameter(vec(0.0, 0.0), name="total", requires_grad=False)


@script
def parameter_assigned_in_branch(jit):
    class Net(Counter):
        @jit
        def construct(self, x):
            if x.sum() > 0:
                self.count = self.count + 1
                y = x * 2
            else:
                self.total = self.total + x
                y = x
            return y + self.count

    net = Net()
    outputs = [net(vec(*v)) for v in ((1, 2), (-1, -2), (3, 4), (-5, 0))]
    return outputs, net.count.asnumpy(), net.total.asnumpy()


@script
def assign_operators_in_branch(jit):
    class Net(Counter):
        @jit
        def construct(self, x):
            if x.sum() > 0:
                ops.assign_add(self.count, 1.0)
            else:
                ops.assign(self.total, x)
            return self.count + 0, self.total + 0

    net = Net()
    outputs = [net(vec(*v)) for v in ((1, 2), (-1, -2), (3, 4), (-5, 0))]
    return outputs, net.count.asnumpy(), net.total.asnumpy()


@script
def parameter_read_after_branch(jit):
    class Net(Counter):
        @jit
        def construct(self, x):
            before = self.count + 0
            if x.sum() > 0:
                self.count = self.count + x.sum()
            after = self.count + 0
            return before, after

    net = Net()
    return [net(vec(*v)) for v in ((1, 2), (-1, -2), (3, 4))]


@script
def parameter_slice_assigned(jit):
    class Net(Counter):
        @jit
        def construct(self, x):
            if x.sum() > 0:
                self.total[0] = x[1]
            else:
                self.total[1] = x[0]
            return self.total * 2

    net = Net()
    outputs = [net(vec(*v)) for v in ((1, 2), (-1, -2), (3, 4))]
    return outputs, net.total.asnumpy()


@script
def parameter_in_while(jit):
    class Net(Counter):
        @jit
        def construct(self, x, n):
            i = 0
            while i < n:
                self.count = self.count + 1
                self.total = self.total + x * i
                i = i + 1
            return self.total + self.count

    net = Net()
    outputs = [net(vec(1, 2), Tensor(n, ms.int32)) for n in (3, 0, 2)]
    return outputs, net.count.asnumpy(), net.total.asnumpy()


@script
def parameter_in_for_over_tensor(jit):
    class Net(Counter):
        @jit
        def construct(self, x):
            for row in x:
                if row.sum() > 0:
                    self.total = self.total + row
                self.count = self.count + 1
            return self.total + 0

    net = Net()
    rows = Tensor(np.array([[1, 2], [-3, 1], [4, 5]], np.float32))
    return net(rows), net(rows * 2), net.count.asnumpy()


@script
def parameter_of_an_inner_cell(jit):
    class Inner(Counter):
        def construct(self, x):
            self.count = self.count + 1
            return x * self.count

    class Net(nn.Cell):
        def __init__(self):
            super().__init__()
            self.a, self.b = Inner(), Inner()

        @jit
        def construct(self, x):
            if x.sum() > 0:
                return self.a(x)
            return self.b(x)

    net = Net()
    outputs = [net(vec(*v)) for v in ((1, 2), (-1, -2), (3, 4))]
    return outputs, net.a.count.asnumpy(), net.b.count.asnumpy()


@script
def early_return_keeps_parameters(jit):
    class Net(Counter):
        @jit
        def construct(self, x):
            if x.sum() > 0:
                return x * 2
            self.count = self.count + 1
            return x + self.count

    net = Net()
    outputs = [net(vec(*v)) for v in ((1, 2), (-1, -2), (3, 4), (-1, 0))]
    return outputs, net.count.asnumpy()


@script
def batch_norm_in_branch(jit):
    class Net(nn.Cell):
        def __init__(self):
            super().__init__()
            self.norm = nn.BatchNorm1d(2)

        @jit
        def construct(self, x):
            if x.sum() > 0:
                x = self.norm(x)
            return x * 2

    net = Net()
    net.set_train()
    rows = Tensor(np.array([[1, 2], [3, 1], [4, 5]], np.float32))
    outputs = [net(rows), net(-rows), net(rows * 2)]
    return outputs, net.norm.moving_mean.asnumpy(), net.norm.moving_variance.asnumpy()


@script
def training_step_with_branch(jit):
    class Net(nn.Cell):
        def __init__(self):
            super().__init__()
            self.w = Parameter(vec(1.0, -2.0), name="w")

        def construct(self, x):
            y = x * self.w
            if y.sum() > 0:
                y = y * y
            return y.sum()

    net = Net()
    optimizer = nn.Momentum(net.trainable_params(), 0.1, 0.9)
    gradient = ms.value_and_grad(net, None, optimizer.parameters)

    @jit
    def step(x):
        loss, gradients = gradient(x)
        if loss < 100:
            optimizer(gradients)
        return loss

    losses = [step(vec(*v)) for v in ((1, 2), (-1, -2), (3, 0.5), (50, 60), (1, 1))]
    return losses, net.w.asnumpy()


@script
def accumulated_gradients(jit):
    net = nn.Dense(2, 1, weight_init=Tensor([[1.0, -1.0]]), bias_init=Tensor([0.5]))
    kept = [Parameter(ops.zeros_like(p), name=f"kept_{p.name}", requires_grad=False) for p in net.trainable_params()]
    kept = ms.ParameterTuple(kept)
    counter = Parameter(Tensor(0, ms.int32), name="counter", requires_grad=False)
    optimizer = nn.SGD(net.trainable_params(), 0.1)
    gradient = ms.value_and_grad(lambda x: (net(x) ** 2).sum(), None, optimizer.parameters)

    @jit
    def step(x):
        loss, gradients = gradient(x)
        for store, found in zip(kept, gradients):
            ops.assign_add(store, found)
        ops.assign_add(counter, Tensor(1, ms.int32))
        if counter % 2 == 0:
            optimizer(kept)
            for store in kept:
                ops.assign(store, ops.zeros_like(store))
        return loss

    losses = [step(Tensor([[float(k), 1.0]])) for k in range(5)]
    return losses, [p.asnumpy() for p in net.trainable_params()], counter.asnumpy()


@script
def exception_leaves_parameters(jit):
    class Net(Counter):
        @jit
        def construct(self, x):
            if x.sum() < 0:
                raise ValueError("negative")
            self.count = self.count + 1
            return x * self.count

    net = Net()
    outputs = []
    for v in ((1, 2), (-1, -2), (3, 4)):
        try:
            outputs.append(net(vec(*v)))
        except ValueError as error:
            outputs.append(str(error).splitlines()[0])
    return outputs, net.count.asnumpy()


@script
def attribute_set_in_branch(jit):
    class Net(nn.Cell):
        def __init__(self):
            super().__init__()
            self.last = vec(0.0, 0.0)

        @jit
        def construct(self, x):
            if x.sum() > 0:
                self.last = x * 2
            return self.last + 1

    net = Net()
    return [net(vec(*v)) for v in ((1, 2), (-1, -2), (3, 4))]


@script
def dropout_out_of_training_in_branch(jit):
    class Net(nn.Cell):
        def __init__(self):
            super().__init__()
            self.drop = nn.Dropout(p=0.5)

        @jit
        def construct(self, x):
            if x.sum() > 0:
                x = self.drop(x)
            return x * 2

    net = Net()
    return [net(vec(*v)) for v in ((1, 2), (-1, -2))]


@script
def list_of_parameters_in_loop(jit):
    weights = ms.ParameterTuple([Parameter(vec(k, k + 1.0), name=f"w{k}") for k in range(3)])

    @jit
    def run(x):
        for w in weights:
            if (x * w).sum() > 3:
                ops.assign(w, w * 0.5)
            x = x + w
        return x

    return [run(vec(1, 1)), run(vec(-1, 2)), [w.asnumpy() for w in weights]]
