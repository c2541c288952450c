"""Traps for an implementation that records, caches and compiles: each case is right only if eager semantics hold."""

import gc
import threading

import mindspore as ms
import numpy as np
from mindspore import Parameter, Tensor, grad, nn, ops, value_and_grad

from . import case, case_table


def vec(*values):
    return Tensor(list(values), ms.float32)


def dense(*rows):
    return nn.Dense(
        len(rows[0]), len(rows), weight_init=Tensor(rows, ms.float32), bias_init=Tensor([0.1] * len(rows), ms.float32)
    )


def small_net():
    return nn.SequentialCell(dense([0.5, -1.0], [1.0, 2.0], [0.0, 1.0]), nn.ReLU(), dense([1.0, -2.0, 0.5]))


X, Y = [[1.0, 2.0], [-3.0, 0.5], [0.3, -0.2]], [[1.0], [2.0], [-1.0]]


def training(net, optimizer):
    step = value_and_grad(lambda x, y: ((net(x) - y) ** 2).mean(), None, optimizer.parameters)

    def train():
        loss, gradients = step(Tensor(X), Tensor(Y))
        optimizer(gradients)
        return loss

    return train


# --- what a cached program must not freeze ---------------------------------------------------------------------------


@case
def frozen_branch():
    def function(x):
        return x * x if x[0] > 0 else -x

    gradient = value_and_grad(function)
    return [gradient(vec(k, 2)) for k in (1, -1, 1, -1, 2, -2)]


@case
def frozen_constant():
    gradient = value_and_grad(lambda x, k: x * x * k + k)
    return [gradient(vec(1, 2), k) for k in (1.0, 2.0, 2.5, 3, 4, True)]


@case
def frozen_closure():
    scale = [1.0]
    gradient = value_and_grad(lambda x: x * x * scale[0])
    results = [gradient(vec(1, 2))]
    for value in (2.0, vec(3, 4), 5):
        scale[0] = value
        results.append(gradient(vec(1, 2)))
    return results


@case
def frozen_attribute():
    class Net(nn.Cell):
        def __init__(self):
            super().__init__()
            self.k = 1.0
            self.square = False

        def construct(self, x):
            return x * x * self.k if self.square else x * self.k

    net = Net()
    gradient = grad(net)
    results = [gradient(vec(1, 2))]
    net.k = 3.0
    results.append(gradient(vec(1, 2)))
    net.square = True
    results.append(gradient(vec(1, 2)))
    return results


@case
def frozen_global_counter():
    calls = []

    def function(x):
        calls.append(len(calls))
        return x * calls[-1]

    gradient = grad(function)
    return [gradient(vec(1, 2)) for _ in range(4)], calls


@case
def frozen_type_of_a_number():
    x = Tensor([1, 2], ms.int32)
    return [x * k for k in (2, 2.0, True, 3, 3.5)]


@case
def frozen_shape():
    gradient = value_and_grad(lambda x: x * x / x.shape[0])
    return [gradient(ops.ones((n,), ms.float32)) for n in (2, 3, 2, 1)]


@case
def learning_rate_changes_half_way():
    net = small_net()
    optimizer = nn.SGD(net.trainable_params(), learning_rate=0.1)
    train = training(net, optimizer)
    losses = [train(), train()]
    ops.assign(optimizer.learning_rate, Tensor(0.01, ms.float32))
    losses += [train(), train()]
    ops.assign(optimizer.learning_rate, Tensor(0.05, ms.float32))
    return [*losses, train(), train()], list(net.get_parameters())


@case
def requires_grad_changes_half_way():
    net = small_net()
    optimizer = nn.SGD(net.trainable_params(), learning_rate=0.1)
    train = training(net, optimizer)
    losses = [train(), train()]
    net[0].weight.requires_grad = False
    losses += [train(), train()]
    return losses, list(net.get_parameters())


@case
def running_statistics_in_train_and_eval():
    net = nn.SequentialCell(dense([1.0, 2.0], [3.0, 4.0]), nn.BatchNorm1d(2), dense([1.0, -1.0]))
    optimizer = nn.SGD(net.trainable_params(), learning_rate=0.01)
    train = training(net, optimizer)
    results = []
    for mode in (True, False, True):
        net.set_train(mode)
        results.append(
            (train(), train(), net[1].moving_mean.asnumpy().tolist(), net[1].moving_variance.asnumpy().tolist())
        )
    return results


# --- aliases and buffers ---------------------------------------------------------------------------------------------


@case
def buffers_kept_from_before_a_step():
    net = small_net()
    train = training(net, nn.Adam(net.trainable_params(), learning_rate=0.1))
    train()
    weight = net[0].weight
    copy, clone, array = weight.copy(), weight.clone(), weight.asnumpy().copy()
    doubled, total = weight * 2, weight.sum()
    for _ in range(3):
        train()
    return copy, clone, array, doubled, total, weight


@case_table({"steps": ("steps",), "assign": ("assign",), "item": ("item",)})
def what_follows_a_parameter_and_what_does_not(change):
    w = Parameter(vec(1, 2), name="w")
    optimizer = nn.SGD([w], learning_rate=0.5)
    optimizer((vec(1, 1),))
    apart = w.value(), w.copy(), w * 1, Parameter(w, name="v")
    shared = w.asnumpy(), w[0:1], w.reshape(2, 1), w.data
    if change == "steps":
        optimizer((vec(1, 1),))
        optimizer((vec(1, 1),))
    elif change == "assign":
        ops.assign(w, vec(7, 8))
    else:
        w[0] = 9.0
    return w, apart, shared


@case
def data_of_a_parameter():
    w = Parameter(vec(1, 2), name="w")
    gradients = grad(lambda x: x * w.data * w, None, [w])(vec(3, 4))
    w.data[0] = 5.0
    seen = w.asnumpy().tolist()
    w.data = vec(7, 8)
    return gradients, seen, w, w.data


@case
def numpy_keeps_what_set_data_replaces():
    w = Parameter(vec(1, 2), name="w")
    before, value = w.asnumpy(), w.value()
    w.set_data(vec(7, 8))
    after = w.asnumpy()
    w[0] = 9.0
    return before, value, after, w


@case
def gradients_kept_from_before_a_step():
    w = Parameter(vec(1, 2), name="w")
    optimizer = nn.Momentum([w], learning_rate=0.1, momentum=0.9)
    step = grad(lambda x: (x * w * w).sum(), None, [w])
    kept = []
    for _ in range(4):
        gradients = step(vec(1, 2))
        optimizer(gradients)
        kept.append(gradients)
    return kept, w


@case
def one_tensor_sets_two_parameters():
    start = vec(1, 2)
    p, q = Parameter(start, name="p"), Parameter(start, name="q")
    optimizer = nn.SGD([p, q], learning_rate=0.5)
    step = grad(lambda x: (x * p * p * q).sum(), None, [p, q])
    for _ in range(2):
        optimizer(step(vec(1, 1)))
    return start, p, q


@case
def parameter_is_trained_and_passed():
    w = Parameter(vec(1, 2), name="w")
    optimizer = nn.SGD([w], learning_rate=0.1)
    step = value_and_grad(lambda x: (x * w).sum(), None, [w])
    losses = []
    for _ in range(3):
        loss, gradients = step(w)
        optimizer(gradients)
        losses.append(loss)
    return losses, w


@case
def alias_of_a_parameter():
    w = Parameter(vec(1, 2), name="w")
    alias = w
    w[0] = 5.0
    seen = [alias.asnumpy().tolist()]
    ops.assign(w, vec(7, 8))
    seen.append(alias.asnumpy().tolist())
    alias.set_data(vec(9, 10))
    return seen, w


@case
def augmented_assignment_leaves_the_alias():
    x = vec(1, 2)
    t = x
    x += 1
    x *= 2
    w = Parameter(vec(1, 2), name="w")
    p = w
    p += 1
    return t, x, w, p


@case
def views_write_through_both_ways():
    x = Tensor([[1.0, 2.0], [3.0, 4.0]])
    row, flat, turned = x[0], x.reshape(4), x.T
    row[0] = 10.0
    seen = [t.asnumpy().tolist() for t in (x, row, flat, turned)]
    flat[3] = 20.0
    seen += [t.asnumpy().tolist() for t in (x, row, flat, turned)]
    turned[0, 1] = 30.0
    seen += [t.asnumpy().tolist() for t in (x, row, flat, turned)]
    x[0] = 0.0
    return seen, x, row, flat, turned


@case
def view_of_a_view():
    x = ops.arange(8).reshape(2, 4)
    inner = x[1][1:3]
    inner[0] = 100
    x[1, 2] = 200
    return x, inner


@case
def view_outlives_its_parent():
    x = Tensor([[1.0, 2.0], [3.0, 4.0]])
    row = x[0]
    row[0] = 10.0
    del x
    gc.collect()
    row[1] = 20.0
    return row, row * 2


@case
def whole_write_through_an_index():
    x = Tensor([[1.0, 2.0], [3.0, 4.0]])
    row, column, chosen = x[0], x[:, 1], x[[1]]
    row[...] = 10.0
    column[...] = 20.0
    chosen[...] = 30.0
    return x


@case
def computed_before_a_write_keeps_its_value():
    x = vec(1, 2)
    doubled = x * 2
    copy = x.copy()
    x[0] = 100.0
    return doubled, copy, x, x * 2


@case
def swap_of_two_rows():
    x = Tensor([[1.0, 2.0], [3.0, 4.0]])
    first = x[0].copy()
    x[0] = x[1]
    x[1] = first
    return x


@case
def asnumpy_shares_memory():
    x = vec(1, 2)
    array = x.asnumpy()
    array[0] = 100.0
    after = x + 0
    x[1] = 50.0
    return after, array, x


@case
def tensor_copies_an_array():
    array = np.array([1.0, 2.0], np.float32)
    x = Tensor(array)
    y = x * 2
    array[0] = 100.0
    return x, y, x * 2


@case
def array_written_while_a_computation_waits():
    x = vec(1, 2)
    y = x * 2
    array = x.asnumpy()
    array[0] = 100.0
    return y, x * 2


@case
def deleted_tensors():
    def function(x):
        y = x * x
        z = ops.sin(y)
        del y
        gc.collect()
        t = z * x
        del z
        return t

    return value_and_grad(function)(vec(1, 2)), grad(grad(function))(vec(1, 2))


@case
def tied_weight_is_trained_once():
    class Tied(nn.Cell):
        def __init__(self):
            super().__init__()
            self.one = dense([0.1, 0.2], [0.3, -0.4])
            self.two = self.one
            self.out = dense([1.0, -1.0])

        def construct(self, x):
            return self.out(ops.tanh(self.two(ops.tanh(self.one(x)))))

    net = Tied()
    train = training(net, nn.Momentum(net.trainable_params(), learning_rate=0.1, momentum=0.9))
    return [train() for _ in range(2)], list(net.get_parameters())


@case
def parameter_reached_by_two_paths():
    shared = Parameter(vec(1, 2), name="shared")

    class Half(nn.Cell):
        def __init__(self):
            super().__init__()
            self.weight = shared

        def construct(self, x):
            return x * self.weight

    class Net(nn.Cell):
        def __init__(self):
            super().__init__()
            self.left, self.right = Half(), Half()

        def construct(self, x):
            return self.left(x) + self.right(x * x)

    net = Net()
    return len(net.trainable_params()), grad(net, None, net.trainable_params())(vec(3, 4))


# --- user code in the middle -----------------------------------------------------------------------------------------


@case
def print_inside_the_differentiated_function():
    w = Parameter(vec(2, 3), name="w")

    def function(x):
        y = x * w
        print("y", y)
        z = y * y
        print("z", z, float(z.sum()))
        return z * x

    return value_and_grad(function, 0, [w])(vec(1, 2))


@case
def print_in_some_steps():
    net = small_net()
    optimizer = nn.SGD(net.trainable_params(), learning_rate=0.05)

    def forward(x, y, step):
        prediction = net(x)
        if step % 2:
            print(step, prediction.shape, bool((prediction > 0).any()))
        return ((prediction - y) ** 2).mean()

    gradient = value_and_grad(forward, None, optimizer.parameters)
    losses = []
    for step in range(4):
        loss, gradients = gradient(Tensor(X), Tensor(Y), step)
        optimizer(gradients)
        losses.append(loss)
    return losses


@case
def exception_half_way_through_a_step():
    net = small_net()
    calls = Parameter(Tensor(0, ms.int32), name="calls", requires_grad=False)
    optimizer = nn.Adam(net.trainable_params(), learning_rate=0.1)

    def forward(x, y, fail):
        hidden = net(x)
        ops.assign_add(calls, Tensor(1, ms.int32))
        if fail:
            raise ValueError("on purpose")
        return ((hidden - y) ** 2).mean()

    step = value_and_grad(forward, None, optimizer.parameters)
    losses = []
    for fail in (False, True, False, True, False):
        try:
            loss, gradients = step(Tensor(X), Tensor(Y), fail)
        except ValueError as error:
            print("caught", error)
            continue
        optimizer(gradients)
        losses.append(loss)
    return losses, calls, list(net.get_parameters())


@case
def hook_order():
    net = small_net()
    for name, cell in net.cells_and_names():
        cell.register_forward_pre_hook(lambda cell, inputs, name=name: print("in", name))
        cell.register_forward_hook(lambda cell, inputs, output, name=name: print("out", name))
        cell.register_backward_hook(lambda cell, gi, go, name=name: print("back", name))
    step = grad(lambda x: net(x).sum(), 0, [net[0].weight])
    return step(Tensor(X)), step(Tensor(X))


@case
def generator_of_batches():
    def batches():
        x = vec(1, 2)
        for _ in range(3):
            x = x * 2
            yield x

    gradient = grad(lambda x: x * x)
    return [gradient(batch) for batch in batches()]


# --- shapes that depend on data --------------------------------------------------------------------------------------


def zero_above_two(x):
    x[x > 2] = 0.0
    return x * x


DATA_DEPENDENT = {
    "boolean_index": lambda x: (x[x > 1] ** 2).sum(),
    "masked_select": lambda x: ops.masked_select(x * 3, x > 1).sum(),
    "nonzero": lambda x: (x * x)[ops.nonzero(x > 1).reshape(-1)].sum(),
    "unique": lambda x: ops.unique(ops.stop_gradient(x))[0].sum() * x,
    "masked_write": lambda x: zero_above_two(x * 1.0),
    "loop_to_a_value": lambda x: sum((x * k for k in range(int(x.max()))), x),
}


@case_table({name: (function,) for name, function in DATA_DEPENDENT.items()})
def shape_from_data(function):
    gradient = value_and_grad(function)
    return [gradient(vec(*values)) for values in ((1, 2, 3), (3, 0, 2), (2, 2, 2))]


# --- long and wide ---------------------------------------------------------------------------------------------------


@case
def writes_in_a_loop():
    def function(x):
        y = ops.zeros((6,))
        for i in range(6):
            y[i] = x[i % 2] * (i + 1)
            if i:
                y[i] = y[i] + y[i - 1]
        return (y * y).sum()

    return value_and_grad(function)(vec(1, 2))


@case
def long_chain_without_a_look():
    x = vec(1, 2)
    for _ in range(1000):
        x = x * 2.0
        x = x + 0.0078125
        x = x / 2.0
    return x


@case
def long_chain_inside_grad():
    def function(x):
        for step in range(300):
            x = x + ops.sin(x) * (0.00005 * step)
        return x

    return value_and_grad(function)(vec(0.5, 1))


@case
def many_values_looked_at_in_any_order():
    x = vec(1, 2)
    values = [x * k for k in range(20)]
    total = sum(values[1:], values[0])
    return [values[i] for i in (19, 0, 7)], total, values[3] + values[19]


@case
def values_looked_at_change_from_step_to_step():
    w = Parameter(vec(1, 2), name="w")
    optimizer = nn.SGD([w], learning_rate=0.1)
    step = value_and_grad(lambda x: ((x * w).sum(), x * w), None, [w], has_aux=True)
    seen = []
    for k in range(5):
        (loss, product), gradients = step(vec(k, 1))
        optimizer(gradients)
        seen.append((loss, product, gradients[0])[k % 3].asnumpy().tolist())
    return seen, w


@case
def tensor_made_in_another_thread():
    made = []

    def work():
        x = vec(1, 2)
        made.append(x * 3 + 1)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return made, sum(made[1:], made[0]), grad(lambda x: x * made[0])(vec(1, 1))


@case
def comparison_hash_and_containers():
    x, y = vec(1, 2), vec(1, 2)
    table = {x: "x", y: "y"}
    return len(table), table[x], (x == y), x is y, len({x, y, x})
