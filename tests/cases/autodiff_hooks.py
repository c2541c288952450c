"""Hooks on Tensors, Parameters and Cells, and HookBackward: what they see, in which order, what they replace."""

import mindspore as ms
from mindspore import Parameter, Tensor, grad, nn, ops, value_and_grad

from . import case, case_table


def vec(*values):
    return Tensor(list(values), ms.float32)


def printing(name, change=None):
    """A hook that prints the gradient under a name, and gives what `change` makes of it."""

    def hook(gradient):
        print(name, gradient)
        return None if change is None else change(gradient)

    return hook


# --- Tensor.register_hook --------------------------------------------------------------------------------------------


@case
def tensor_hook_inspects():
    def function(x):
        y = x * x
        y.register_hook(printing("y"))
        return y * 3

    return grad(function)(vec(1, 2))


@case
def tensor_hook_replaces():
    def function(x):
        y = x * x
        y.register_hook(printing("y", lambda g: g * 10))
        return y * 3

    return value_and_grad(function)(vec(1, 2))


@case
def tensor_hooks_chain_in_order():
    def function(x):
        y = x * x
        y.register_hook(printing("first"))
        y.register_hook(printing("second", lambda g: g * 2))
        y.register_hook(printing("third"))
        return y * 3 + y

    return grad(function)(vec(1, 2))


@case
def tensor_hook_removed():
    def function(x):
        y = x * x
        handle = y.register_hook(printing("y", lambda g: g * 10))
        y.register_hook(printing("kept"))
        handle.remove()
        return y * 3

    return grad(function)(vec(1, 2))


@case
def tensor_hook_on_an_input_stays():
    x = vec(1, 2)
    handle = x.register_hook(printing("x", lambda g: g * 10))
    gradient = grad(lambda a: a * a)
    first, second = gradient(x), gradient(x)
    handle.remove()
    return first, second, gradient(x)


@case
def tensor_hook_on_an_argument_is_added_at_each_call():
    def function(x):
        x.register_hook(printing("x", lambda g: g * 10))
        return x * x

    x = vec(1, 2)
    return grad(function)(x), grad(function)(x)


@case
def tensor_hook_on_a_value_computed_before():
    x = vec(1, 2)
    y = x * x
    y.register_hook(printing("y", lambda g: g * 5))
    return grad(lambda a: a * a)(y)


@case
def tensor_hook_sees_the_sum_once():
    def function(x):
        y = x * x
        y.register_hook(printing("y", lambda g: g + 1))
        return y * 3, y * y

    return grad(function)(vec(1, 2))


@case
def tensor_hook_on_the_output():
    def function(x):
        y = x * x
        y.register_hook(printing("out", lambda g: g * 4))
        return y

    return grad(function)(vec(1, 2))


@case
def tensor_hook_off_the_path_is_not_called():
    def function(x):
        y, z = x * x, x * 5
        z.register_hook(printing("never"))
        return y * 3

    return grad(function)(vec(1, 2))


@case
def tensor_hook_behind_stop_gradient_is_not_called():
    def function(x):
        y = x * x
        y.register_hook(printing("never"))
        return ops.stop_gradient(y) * x

    return grad(function)(vec(1, 2))


@case
def tensor_hooks_run_backwards():
    def function(x):
        a = x * 2
        a.register_hook(printing("a"))
        b = a * 3
        b.register_hook(printing("b"))
        c = b * 4
        c.register_hook(printing("c"))
        return c

    return grad(function)(vec(1, 2))


@case
def tensor_hook_before_a_write():
    def function(x):
        y = x * x
        y.register_hook(printing("y", lambda g: g * 2))
        y[0] = 5.0
        return y * 3

    return grad(function)(vec(1, 2))


@case
def tensor_hook_result_is_broadcast():
    def function(x):
        y = x * x
        y.register_hook(lambda g: g.sum())
        return y * 3

    return grad(function)(vec(1, 2))


@case
def tensor_hook_branches_on_the_gradient():
    def function(x):
        y = x * x
        y.register_hook(lambda g: g / 10 if g.sum() > 10 else None)
        return y * x

    return grad(function)(vec(1, 2)), grad(function)(vec(10, 20))


@case
def tensor_hook_closes_over_the_forward():
    seen = []

    def function(x):
        y = x * x
        y.register_hook(lambda g: seen.append(g * y))
        return y * 3

    return grad(function)(vec(1, 2)), seen


@case
def tensor_hook_second_order():
    def function(x):
        y = x * x
        y.register_hook(lambda g: g * g)
        return y * x

    return grad(function)(vec(1, 2)), grad(grad(function))(vec(1, 2))


@case
def tensor_hook_with_an_optimizer_step():
    w = Parameter(vec(1, 2), name="w")
    optimizer = nn.SGD([w], learning_rate=0.5)
    w.register_hook(printing("w", lambda g: g * 2))
    step = value_and_grad(lambda x: (x * w * w).sum(), None, [w])
    losses = []
    for _ in range(3):
        loss, gradients = step(vec(0.5, 0.25))
        optimizer(gradients)
        losses.append(loss)
    return losses, w


@case
def tensor_hook_returns_a_number():
    def function(x):
        y = x * x
        y.register_hook(lambda g: 3)
        return y * 3

    return grad(function)(vec(1, 2))


@case
def tensor_hook_raises():
    def function(x):
        y = x * x

        def hook(gradient):
            raise ValueError("in a hook")

        y.register_hook(hook)
        return y * 3

    return grad(function)(vec(1, 2))


# --- hooks on Parameters ---------------------------------------------------------------------------------------------


@case
def parameter_hook():
    w = Parameter(vec(1, 2), name="w")
    handle = w.register_hook(printing("w", lambda g: g * 10))
    asked = grad(lambda x: x * w, 0, [w])(vec(3, 4)), grad(lambda x: x * w, None, w)(vec(3, 4))
    not_asked = grad(lambda x: x * w)(vec(3, 4))
    handle.remove()
    return asked, not_asked, grad(lambda x: x * w, 0, [w])(vec(3, 4))


@case
def parameter_hook_sees_the_sum_of_all_uses():
    w = Parameter(vec(1, 2), name="w")
    w.register_hook(printing("w"))
    return grad(lambda x: x * w + w * w * 10, None, [w])(vec(3, 4))


# --- hooks of Cells --------------------------------------------------------------------------------------------------


class Scale(nn.Cell):
    def __init__(self, *values):
        super().__init__()
        self.w = Parameter(vec(*values), name="w")

    def construct(self, x):
        return x * self.w


class Net(nn.Cell):
    def __init__(self):
        super().__init__()
        self.a, self.b = Scale(2, 3), Scale(5, 6)

    def construct(self, x):
        return self.b(self.a(x) * 3)


@case
def cell_hooks_order():
    net = Net()
    for name, cell in (("net", net), ("a", net.a), ("b", net.b)):
        cell.register_forward_pre_hook(lambda cell, inputs, name=name: print("before", name, inputs))
        cell.register_forward_hook(lambda cell, inputs, output, name=name: print("after", name, inputs, output))
        cell.register_backward_pre_hook(lambda cell, grads, name=name: print("backward before", name, grads))
        cell.register_backward_hook(lambda cell, gi, go, name=name: print("backward after", name, gi, go))
    gradients = grad(net, 0, net.trainable_params())(vec(1, 2))
    print("forward only")
    return gradients, net(vec(1, 2))


CELL_HOOKS = {
    "forward_pre_tuple": ("register_forward_pre_hook", lambda cell, inputs: (inputs[0] * 10,)),
    "forward_pre_bare": ("register_forward_pre_hook", lambda cell, inputs: inputs[0] * 10),
    "forward": ("register_forward_hook", lambda cell, inputs, output: output * 10),
    "backward_pre_tuple": ("register_backward_pre_hook", lambda cell, grads: (grads[0] * 10,)),
    "backward_pre_bare": ("register_backward_pre_hook", lambda cell, grads: grads[0] * 10),
    "backward_tuple": ("register_backward_hook", lambda cell, gi, go: (gi[0] * 10,)),
    "backward_bare": ("register_backward_hook", lambda cell, gi, go: gi[0] * 10),
    "backward_inspects": ("register_backward_hook", lambda cell, gi, go: print(type(cell).__name__, gi, go)),
}


@case_table(CELL_HOOKS)
def cell_hook_replaces(register, hook):
    net = Net()
    handle = getattr(net.a, register)(hook)
    gradient = value_and_grad(net, 0, net.trainable_params())
    hooked = gradient(vec(1, 2))
    handle.remove()
    return hooked, gradient(vec(1, 2))


@case
def cell_hooks_of_several_inputs_and_outputs():
    class Two(nn.Cell):
        def construct(self, x, y):
            return x * y, x + y

    cell = Two()
    cell.register_forward_hook(lambda cell, inputs, output: print("after", inputs, output))
    cell.register_backward_pre_hook(lambda cell, grads: print("backward before", grads))
    cell.register_backward_hook(lambda cell, gi, go: print("backward after", gi, go))
    x, y = vec(1, 2), vec(3, 4)
    return (
        grad(cell, (0, 1))(x, y),
        grad(lambda x, y: cell(x, y)[0], (0, 1))(x, y),
        grad(lambda x, y: cell(x, y)[1])(x, y),
    )


@case
def cell_hooks_of_one_kind_chain():
    class Square(nn.Cell):
        def construct(self, x):
            return x * x

    cell = Square()

    def after(name, change):
        def hook(cell, inputs, output):
            print(name, inputs, output)
            return change(output)

        return hook

    def backward(name, factor):
        def hook(cell, grad_input, grad_output):
            print(name, grad_input)
            return (grad_input[0] * factor,)

        return hook

    cell.register_forward_pre_hook(lambda cell, inputs: (inputs[0] + 1,))
    cell.register_forward_pre_hook(lambda cell, inputs: print("inputs", inputs))
    cell.register_forward_hook(after("first", lambda output: output * 2))
    cell.register_forward_hook(after("second", lambda output: None))
    cell.register_backward_hook(backward("first", 2))
    cell.register_backward_hook(backward("second", 3))
    return value_and_grad(cell)(vec(1, 2))


@case
def cell_hook_collects_activations():
    net = nn.SequentialCell(Scale(1, 2), nn.ReLU(), Scale(3, 4))
    activations = {}
    handles = [
        cell.register_forward_hook(lambda cell, inputs, output, name=name: activations.update({name: output}))
        for name, cell in net.cells_and_names()
        if name
    ]
    output = net(vec(1, -2))
    for handle in handles:
        handle.remove()
    net(vec(100, 100))
    return output, activations


@case
def cell_hook_counts_calls_in_training():
    net = Net()
    calls = []
    net.a.register_forward_pre_hook(lambda cell, inputs: calls.append("forward"))
    net.a.register_backward_hook(lambda cell, gi, go: calls.append("backward"))
    optimizer = nn.SGD(net.trainable_params(), learning_rate=0.001)
    step = value_and_grad(lambda x: net(x).sum(), None, optimizer.parameters)
    losses = []
    for _ in range(3):
        loss, gradients = step(vec(1, 2))
        optimizer(gradients)
        losses.append(loss)
    return calls, losses


@case
def cell_hook_branches_on_values():
    net = Net()
    net.a.register_forward_hook(lambda cell, inputs, output: output * 0 if output.sum() > 10 else None)
    gradient = value_and_grad(net, 0, net.trainable_params())
    return gradient(vec(1, 2)), gradient(vec(10, 20))


@case
def cell_hook_clips_gradients():
    net = Net()
    net.b.register_backward_hook(lambda cell, gi, go: tuple(ops.clamp(g, -1.0, 5.5) for g in gi))
    return grad(net, 0, net.trainable_params())(vec(1, 2))


@case
def cell_hook_on_a_cell_called_twice():
    cell = Scale(2, 3)
    cell.register_backward_hook(lambda cell, gi, go: print("backward", gi, go))
    return grad(lambda x: cell(cell(x) + 1), 0, [cell.w])(vec(1, 2))


@case
def cell_hook_and_bprop_together():
    class Own(nn.Cell):
        def construct(self, x):
            return x * x

        def bprop(self, x, out, dout):
            print("bprop", dout)
            return (dout * 100,)

    cell = Own()
    cell.register_backward_hook(lambda cell, gi, go: print("hook", gi, go))
    return grad(lambda x: cell(x * 2) * 3)(vec(1, 2))


@case_table({"not_callable": (3,), "string": ("hook",)})
def cell_hook_must_be_a_function(hook):
    return Net().register_forward_hook(hook)


# --- HookBackward ----------------------------------------------------------------------------------------------------


@case
def hook_backward_inspects_and_replaces():
    def double(gradients):
        print("hook", gradients)
        return (gradients[0] * 2,)

    inspect, replace = ops.HookBackward(lambda gradients: print("hook", gradients)), ops.HookBackward(double)
    bare = ops.HookBackward(lambda gradients: gradients[0] * 2)
    return [grad(lambda x, hook=hook: hook(x * x) * 3)(vec(1, 2)) for hook in (inspect, replace, bare)]


@case
def hook_backward_of_two_tensors():
    hook = ops.HookBackward(lambda gradients: print("hook", gradients))

    def function(x, y):
        a, b = hook(x * x, y)
        return a * b

    return value_and_grad(function, (0, 1))(vec(1, 2), vec(3, 4))


@case
def cell_hooks_where_the_input_has_no_gradient():
    net = Net()
    for name, cell in (("net", net), ("a", net.a), ("b", net.b)):
        cell.register_backward_pre_hook(lambda cell, grads, name=name: print("before", name, grads))
        cell.register_backward_hook(lambda cell, gi, go, name=name: print("after", name, gi, go))
    x, results = vec(1, 2), []
    for weights in (net.trainable_params(), [net.b.w], [net.a.w]):
        results.append(grad(net, None, weights)(x))
        print("next")
    return results, grad(lambda y: net(x) + y)(vec(1, 2))


@case
def parameter_hook_off_the_path_sees_zeros():
    w = Parameter(vec(1, 2), name="w")
    w.register_hook(printing("w"))
    return grad(lambda x: x * x, 0, [w])(vec(3, 4))


@case
def tensor_hook_on_a_value_that_nothing_wanted_reaches():
    w = Parameter(vec(1, 2), name="w")

    def function(x):
        y = x * x
        y.register_hook(printing("never"))
        return y * w

    return grad(function, None, [w])(vec(3, 4))


@case
def hook_backward_of_an_unused_tensor():
    hook = ops.HookBackward(lambda gradients: print("hook", gradients))
    return grad(lambda x, y: hook(x, y)[0] * 2, (0, 1))(vec(1, 2), vec(3, 4))


@case_table({"number": (3,), "string": ("f",)})
def hook_backward_needs_a_function(hook):
    return ops.HookBackward(hook)
