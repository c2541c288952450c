"""Gradients of Cells: weights, state assigned in construct, stop_gradient, custom bprop, GradOperation."""

import mindspore as ms
from mindspore import Parameter, ParameterTuple, Tensor, grad, nn, ops, value_and_grad

from . import case, case_table


def vec(*values):
    return Tensor(list(values), ms.float32)


def dense(*rows, bias=None, **arguments):
    weight = Tensor(rows, ms.float32)
    bias_init = "zeros" if bias is None else Tensor(bias, ms.float32)
    return nn.Dense(weight.shape[1], weight.shape[0], weight_init=weight, bias_init=bias_init, **arguments)


class Scale(nn.Cell):
    def __init__(self, *values):
        super().__init__()
        self.w = Parameter(vec(*values), name="w")

    def construct(self, x):
        return x * self.w


class TwoLayers(nn.Cell):
    def __init__(self):
        super().__init__()
        self.first = dense([0.5, -1.0], [1.0, 2.0], [0.0, 1.0], bias=[0.1, 0.2, -0.3])
        self.second = dense([1.0, -2.0, 0.5], bias=[0.5])

    def construct(self, x):
        return self.second(ops.relu(self.first(x)))


X = [[1.0, 2.0], [-3.0, 0.5]]
Y = [[1.0], [2.0]]


# --- nets ------------------------------------------------------------------------------------------------------------


@case
def two_layers():
    net = TwoLayers()
    return value_and_grad(net, 0, net.trainable_params())(Tensor(X))


@case
def two_layers_names_of_gradients():
    net = TwoLayers()
    return grad(net, None, net.trainable_params(), return_ids=True)(Tensor(X))


@case
def two_layers_with_loss_function():
    net, loss = TwoLayers(), nn.MSELoss()

    def forward(x, y):
        prediction = net(x)
        return loss(prediction, y), prediction

    return value_and_grad(forward, None, net.trainable_params(), has_aux=True)(Tensor(X), Tensor(Y))


@case
def sequential():
    net = nn.SequentialCell(dense([0.1, 0.2], [0.3, -0.4]), nn.Tanh(), dense([1.0, -1.0]), nn.Sigmoid())
    return value_and_grad(net, 0, net.trainable_params())(Tensor(X))


@case
def with_loss_cell():
    net = nn.WithLossCell(TwoLayers(), nn.MSELoss())
    return value_and_grad(net, None, net.trainable_params())(Tensor(X), Tensor(Y))


@case
def cell_list_in_a_loop():
    class Stack(nn.Cell):
        def __init__(self):
            super().__init__()
            self.layers = nn.CellList([Scale(1, 2), Scale(3, 4), Scale(5, 6)])

        def construct(self, x):
            for layer in self.layers:
                x = layer(x) + x
            return x

    net = Stack()
    return value_and_grad(net, 0, net.trainable_params())(vec(1, 2))


@case
def cell_with_keyword_arguments():
    class Affine(Scale):
        def construct(self, x, shift=None, times=1.0):
            return x * self.w * times if shift is None else x * self.w * times + shift

    net = Affine(2, 3)
    x = vec(1, 2)
    return (
        grad(net, 0, net.w)(x),
        grad(net, (0, 1), net.w)(x, shift=vec(1, 1)),
        grad(net, 0, net.w)(x, times=3.0, shift=vec(0, 1)),
    )


@case
def branch_in_construct():
    class Branch(Scale):
        def construct(self, x):
            if x.sum() > 0:
                return x * self.w
            return x * x

    net = Branch(2, 3)
    gradient = grad(net, 0, net.trainable_params())
    return gradient(vec(1, 2)), gradient(vec(-1, -2)), gradient(vec(1, 2))


@case
def shared_layer():
    class Shared(nn.Cell):
        def __init__(self):
            super().__init__()
            self.one = Scale(2, 3)
            self.two = self.one

        def construct(self, x):
            return self.two(self.one(x) + 1)

    net = Shared()
    return [p.name for p in net.trainable_params()], value_and_grad(net, 0, net.trainable_params())(vec(1, 2))


@case
def tied_weight():
    class Tied(nn.Cell):
        def __init__(self):
            super().__init__()
            self.encoder = dense([1.0, 2.0], [3.0, 4.0])
            self.decoder = dense([0.0, 0.0], [0.0, 0.0])
            self.decoder.weight = self.encoder.weight

        def construct(self, x):
            return self.decoder(ops.tanh(self.encoder(x)))

    net = Tied()
    return len(net.trainable_params()), grad(net, None, net.trainable_params())(Tensor([[0.1, -0.2]]))


@case
def frozen_layer():
    net = TwoLayers()
    for parameter in net.first.get_parameters():
        parameter.requires_grad = False
    return len(net.trainable_params()), grad(net, 0, list(net.get_parameters()))(Tensor(X))


@case
def set_grad_changes_nothing():
    net = dense([1.0, 2.0])
    net.set_grad()
    first = grad(net, 0, net.trainable_params())(Tensor(X))
    net.set_grad(False)
    return first, grad(net, 0, net.trainable_params())(Tensor(X)), net.requires_grad


@case
def half_precision_layer():
    net = dense([1.0, 2.0], bias=[0.5]).to_float(ms.float16)
    return value_and_grad(net, 0, net.trainable_params())(Tensor(X))


@case
def second_order_of_a_net():
    net = nn.SequentialCell(dense([0.1, 0.2], [0.3, -0.4]), nn.Tanh(), dense([1.0, -1.0]))

    def slope(x):
        return grad(net)(x).sum()

    return value_and_grad(slope, 0, net.trainable_params())(Tensor(X))


# --- state assigned while the function runs --------------------------------------------------------------------------


@case
def assign_in_construct_cuts_history():
    class Counter(nn.Cell):
        def __init__(self):
            super().__init__()
            self.c = Parameter(vec(2, 3), name="c")

        def construct(self, x):
            self.c = self.c * x
            return self.c * x

    net = Counter()
    gradient = value_and_grad(net, 0, net.trainable_params())
    return gradient(vec(2, 4)), net.c, gradient(vec(2, 4)), net.c, type(net.c).__name__


@case_table({"assign": ("assign",), "assign_add": ("assign_add",), "set_data": ("set_data",), "item": ("item",)})
def assigned_parameter_is_a_leaf(how):
    w = Parameter(vec(2, 3), name="w")

    def function(x):
        if how == "assign":
            ops.assign(w, x * x)
        elif how == "assign_add":
            ops.assign_add(w, x * x)
        elif how == "set_data":
            w.set_data(x * x)
        else:
            w[0] = x[0] * 5
        return w * x

    return value_and_grad(function, 0, [w])(vec(1, 2)), w


@case
def assigned_parameter_that_is_not_asked_for_is_a_leaf():
    trained, frozen = Parameter(vec(2, 3), name="w"), Parameter(vec(2, 3), name="v", requires_grad=False)
    plain = vec(2, 3)

    def assigning(variable):
        def function(x):
            ops.assign(variable, x * x)
            return variable * x

        return function

    return [grad(assigning(variable))(vec(1, 2)) for variable in (trained, frozen, plain)]


@case
def plain_attribute_persists():
    class Counter(nn.Cell):
        def __init__(self):
            super().__init__()
            self.calls = 0

        def construct(self, x):
            self.calls += 1
            return x * x * self.calls

    net = Counter()
    gradient = grad(net)
    return gradient(vec(1, 2)), gradient(vec(1, 2)), net.calls


@case
def state_kept_by_a_frozen_parameter():
    class Average(nn.Cell):
        def __init__(self):
            super().__init__()
            self.mean = Parameter(vec(0, 0), name="mean", requires_grad=False)
            self.w = Parameter(vec(1, 2), name="w")

        def construct(self, x):
            ops.assign(self.mean, self.mean * 0.5 + x.mean(axis=0) * 0.5)
            return (x - self.mean) * self.w

    net = Average()
    gradient = value_and_grad(net, 0, net.trainable_params())
    return [(gradient(Tensor(X)), net.mean.asnumpy().tolist()) for _ in range(3)]


@case
def batch_norm_running_statistics():
    net = nn.BatchNorm1d(2)
    x = Tensor([[1.0, 2.0], [3.0, 8.0], [5.0, 3.0]])
    gradient = value_and_grad(lambda x: (net(x) * Tensor([[1.0], [2.0], [4.0]])).sum(), 0, net.trainable_params())
    outside = gradient(x)
    net.set_train()
    training = gradient(x), gradient(x + 1)
    net.set_train(False)
    return outside, training, gradient(x), net.moving_mean, net.moving_variance


@case
def batch_norm_in_a_net():
    net = nn.SequentialCell(dense([1.0, 2.0], [3.0, 4.0]), nn.BatchNorm1d(2), nn.ReLU(), dense([1.0, -1.0]))
    net.set_train()
    gradient = value_and_grad(net, None, net.trainable_params())
    return gradient(Tensor([[1.0, 2.0], [-3.0, 0.5], [2.0, 0.0]])), net[1].moving_mean, net[1].moving_variance


# --- stop_gradient ---------------------------------------------------------------------------------------------------

STOPS = {
    "one_of_two_factors": lambda x, w: x * ops.stop_gradient(x) * w,
    "both_factors": lambda x, w: ops.stop_gradient(x) * ops.stop_gradient(x) * w,
    "intermediate": lambda x, w: ops.stop_gradient(x * w) + x,
    "output": lambda x, w: ops.stop_gradient(x * w),
    "weight": lambda x, w: x * ops.stop_gradient(w),
    "one_of_two_paths": lambda x, w: x * w + ops.stop_gradient(x * w * 10),
    "one_of_two_outputs": lambda x, w: (x * w, ops.stop_gradient(x * w * 10)),
    "tuple": lambda x, w: ops.stop_gradient((x, x * w))[1] * x,
    "list": lambda x, w: ops.stop_gradient([x, x * w])[1] * x,
    "dict": lambda x, w: ops.stop_gradient({"k": x * w})["k"] * x,
    "sum_of_it": lambda x, w: x * x * ops.stop_gradient(x).sum() * w,
    "twice": lambda x, w: ops.stop_gradient(ops.stop_gradient(x)) * x * w,
    "of_a_gradient": lambda x, w: ops.stop_gradient(grad(lambda y: y * y * w)(x)) * x,
    "straight_through": lambda x, w: (x * w) + ops.stop_gradient(ops.round(x * w) - x * w),
}


@case_table({name: (function,) for name, function in STOPS.items()})
def stop_gradient(function):
    w = Parameter(vec(2.25, 3.5), name="w")
    return value_and_grad(lambda x: function(x, w), 0, [w])(vec(1, 2))


@case
def stop_gradient_of_a_number():
    return ops.stop_gradient(3.0), ops.stop_gradient((vec(1), vec(2)))


@case
def stop_gradient_second_order():
    return grad(grad(lambda x: ops.stop_gradient(x * x) * x * x))(vec(1, 2))


# --- bprop -----------------------------------------------------------------------------------------------------------


class Product(nn.Cell):
    """Its own backward: told apart by a factor 100, and it prints what it sees."""

    def construct(self, x, y):
        return x * y

    def bprop(self, x, y, out, dout):
        print("bprop", x, y, out, dout)
        return dout * 100, dout * y


@case
def bprop_alone():
    return value_and_grad(Product(), (0, 1))(vec(1, 2), vec(3, 4))


@case
def bprop_inside_a_function():
    cell = Product()
    return value_and_grad(lambda x, y: cell(x * x, y).sum() * 3, (0, 1))(vec(1, 2), vec(3, 4))


@case
def bprop_same_input_twice():
    cell = Product()
    return grad(lambda x: cell(x, x))(vec(1, 2))


@case
def bprop_called_twice():
    cell = Product()
    return grad(lambda x, y: cell(cell(x, y), y), (0, 1))(vec(1, 2), vec(3, 4))


@case
def bprop_with_weights_in_a_net():
    class Own(Scale):
        def bprop(self, x, out, dout):
            return (dout * 100,)

    class Net(nn.Cell):
        def __init__(self):
            super().__init__()
            self.own = Own(2, 2)
            self.v = Parameter(vec(3, 3), name="v")

        def construct(self, x):
            return self.own(x * self.v) * self.v

    net = Net()
    return [p.name for p in net.trainable_params()], grad(net, 0, net.trainable_params())(vec(1, 2))


@case
def bprop_returns_a_bare_tensor():
    class Own(nn.Cell):
        def construct(self, x):
            return x * x

        def bprop(self, x, out, dout):
            return dout * 100

    return grad(Own())(vec(1, 2))


@case
def bprop_of_several_outputs():
    class Own(nn.Cell):
        def construct(self, x):
            return x * x, x + 1

        def bprop(self, x, out, dout):
            print(out, dout)
            return (dout[0] * 100 + dout[1],)

    cell = Own()
    return grad(cell)(vec(1, 2)), grad(lambda x: cell(x)[0])(vec(1, 2))


@case
def bprop_with_a_number():
    class Own(nn.Cell):
        def construct(self, x, k):
            return x * k

        def bprop(self, x, k, out, dout):
            print(k)
            return dout * 100, 0

    cell = Own()
    return grad(cell)(vec(1, 2), 3.0), grad(lambda x: cell(x, 3.0))(vec(1, 2))


@case
def bprop_second_order():
    class Own(nn.Cell):
        def construct(self, x):
            return x * x * x

        def bprop(self, x, out, dout):
            return (dout * x * x * 7,)

    return grad(Own())(vec(1, 2)), grad(grad(Own()))(vec(1, 2))


@case
def bprop_not_reached():
    cell = Product()
    return grad(lambda x, y: (cell(x, y), x * 2)[1])(vec(1, 2), vec(3, 4))


@case
def bprop_outside_grad_is_silent():
    return Product()(vec(1, 2), vec(3, 4))


@case
def bprop_with_a_branch_on_values():
    class Clip(nn.Cell):
        def construct(self, x):
            return x * 1.0

        def bprop(self, x, out, dout):
            norm = float((dout * dout).sum() ** 0.5)
            return (dout / norm if norm > 1 else dout,)

    cell = Clip()
    return grad(lambda x: (cell(x) * vec(3, 4)).sum())(vec(1, 2)), grad(lambda x: (cell(x) * 0.5).sum())(vec(1, 2))


@case
def bprop_with_too_few_gradients():
    class Own(nn.Cell):
        def construct(self, x, y):
            return x * y

        def bprop(self, x, y, out, dout):
            return (dout,)

    return grad(Own(), (0, 1))(vec(1, 2), vec(3, 4))


# --- GradOperation and get_grad --------------------------------------------------------------------------------------

GRAD_OPERATIONS = {
    f"all_{get_all:d}-list_{get_by_list:d}-sens_{sens:d}-{weights}": (get_all, get_by_list, sens, weights)
    for get_all in (False, True)
    for get_by_list in (False, True)
    for sens in (False, True)
    for weights in (("no_weights", "list", "parameter_tuple", "parameter") if get_by_list else ("no_weights",))
}


@case_table(GRAD_OPERATIONS)
def grad_operation(get_all, get_by_list, sens, weights):
    class Net(nn.Cell):
        def __init__(self):
            super().__init__()
            self.w = Parameter(vec(2, 3), name="w")
            self.v = Parameter(vec(4, 5), name="v")

        def construct(self, x, y):
            return x * y * self.w * self.v

    net = Net()
    chosen = {
        "no_weights": (),
        "list": ([net.w],),
        "parameter_tuple": (ParameterTuple([net.w, net.v]),),
        "parameter": (net.w,),
    }[weights]
    operation = ops.GradOperation(get_all=get_all, get_by_list=get_by_list, sens_param=sens)
    inputs = (vec(1, 2), vec(3, 4), vec(10, 100)) if sens else (vec(1, 2), vec(3, 4))
    return operation(net, *chosen)(*inputs)


@case
def grad_operation_of_one_input_and_of_numbers():
    all_inputs = ops.GradOperation(get_all=True)
    return (
        all_inputs(lambda x: x * x)(vec(1, 2)),
        all_inputs(lambda k, x: k * x)(3.0, vec(1, 2)),
        ops.GradOperation()(lambda k, x: k * x)(3.0, vec(1, 2)),
        all_inputs(lambda t, x: t[0] * x)((vec(1, 2),), vec(1, 2)),
    )


@case
def grad_operation_sens_of_several_outputs():
    operation = ops.GradOperation(get_all=True, sens_param=True)
    return operation(lambda x: (x * x, x * 3))(vec(1, 2), (vec(1, 10), vec(2, 3)))


@case
def grad_operation_in_a_cell():
    class GradCell(nn.Cell):
        def __init__(self, net):
            super().__init__()
            self.net = net
            self.weights = ParameterTuple(net.trainable_params())
            self.operation = ops.GradOperation(get_by_list=True)

        def construct(self, x):
            return self.operation(self.net, self.weights)(x)

    return GradCell(TwoLayers())(Tensor(X))


@case
def get_grad_by_position_and_parameter():
    w, v = Parameter(vec(2, 3), name="w"), Parameter(vec(4, 5), name="v")

    def function(x, y):
        return x * y * w * v

    x, y = vec(1, 2), vec(3, 4)
    both = grad(function, (0, 1), [w, v], return_ids=True)(x, y)
    position = grad(function, 0, return_ids=True)(x, y)
    weights = grad(function, None, [w], return_ids=True)(x, y)
    bare = grad(function, None, w, return_ids=True)(x, y)
    return [ms.get_grad(both, key) for key in (0, 1, w, v)] + [
        ms.get_grad(position, 0),
        ms.get_grad(weights, w),
        ms.get_grad(bare, w),
    ]


@case_table({"missing": (2,), "by_name": ("w",)})
def get_grad_of(identity):
    w = Parameter(vec(2, 3), name="w")
    return ms.get_grad(grad(lambda x: x * w, 0, [w], return_ids=True)(vec(1, 2)), identity)


@case
def grad_operation_of_the_parameters_that_a_function_used():
    a, b = Parameter(vec(1, 2), name="a"), Parameter(vec(3, 4), name="b")
    unused, frozen = Parameter(vec(5, 6), name="unused"), Parameter(vec(7, 8), name="frozen", requires_grad=False)

    def function(x):
        return (b * x * a * frozen).sum()

    return (
        ops.GradOperation(get_by_list=True)(function)(vec(1, 1)),
        ops.GradOperation(get_by_list=True, get_all=True)(function)(vec(1, 1)),
        unused,
    )
