"""Functions as programs: control flow on values, prints, exceptions, in-place writes, gradients of gradients."""

import mindspore as ms
from mindspore import Parameter, Tensor, grad, ops, value_and_grad

from . import case, case_table


def vec(*values):
    return Tensor(list(values), ms.float32)


def weight(name, *values):
    return Parameter(vec(*values), name=name)


# --- control flow ----------------------------------------------------------------------------------------------------


@case
def branch_on_a_value():
    def function(x):
        if x.sum() > 3:
            return x * x
        return x * 10

    return [value_and_grad(function)(vec(1, k)) for k in (1, 5, 1)]


@case
def while_on_a_value():
    def function(x):
        y = x
        while y.sum() < 100:
            y = y * x
        return y

    return [value_and_grad(function)(vec(k, 3)) for k in (2, 4)]


@case
def for_with_break_and_continue():
    def function(x):
        total = x * 0
        for step in range(10):
            if step % 2:
                continue
            total = total + x * step
            if (total > 20).any():
                break
        return total

    return value_and_grad(function)(vec(1, 2)), value_and_grad(function)(vec(3, 4))


@case
def loop_over_rows():
    def function(x):
        total = 0
        for row in x:
            total = total + row * row.sum()
        return total

    return value_and_grad(function)(Tensor([[1.0, 2.0], [3.0, 4.0]]))


@case
def loop_length_is_an_argument():
    def function(x, n):
        for _ in range(n):
            x = x * x
        return x

    return [grad(function)(vec(1, 1.5), n) for n in (0, 1, 3)]


@case
def item_float_int_bool():
    def function(x):
        scale = x[1].item() + float(x[0]) + int(x[1])
        return x * x * scale if bool(x[0] > 0) else x

    return value_and_grad(function)(vec(1, 2)), value_and_grad(function)(vec(-1, 2))


@case
def early_return():
    def function(x, stop):
        y = x * 2
        if stop:
            return y
        return y * y

    return value_and_grad(function)(vec(1, 2), True), value_and_grad(function)(vec(1, 2), False)


@case
def recursion():
    def power(x, n):
        return x if n == 1 else x * power(x, n - 1)

    return grad(lambda x: power(x, 5))(vec(1, 2))


@case
def recursion_on_a_value():
    def halve(x):
        return x if x.sum() < 1 else halve(x / 2) * x

    return value_and_grad(halve)(vec(1, 3))


@case
def prints_inside():
    def function(x):
        print("x is", x)
        y = x * x
        print("y is", y, y.shape, y.dtype)
        print(f"sum {y.sum()}")
        return y * x

    return grad(function)(vec(1, 2)), value_and_grad(function)(vec(3, 4))


@case
def comprehension_and_dictionary():
    def function(x):
        powers = {n: x**n for n in (1, 2, 3)}
        return sum(powers[n] * n for n in powers)

    return value_and_grad(function)(vec(1, 2))


@case
def try_inside():
    def function(x):
        try:
            if x.sum() > 2:
                raise KeyError("large")
            return x * 2
        except KeyError:
            return x * x
        finally:
            print("seen", x)

    return grad(function)(vec(1, 2)), grad(function)(vec(0.5, 0.5))


@case
def exception_leaves_the_next_call_whole():
    w = weight("w", 2, 3)

    def function(x, fail):
        y = x * w
        if fail:
            raise ZeroDivisionError("on purpose")
        return y * y

    gradient = value_and_grad(function, 0, [w])
    first = gradient(vec(1, 2), False)
    try:
        gradient(vec(1, 2), True)
    except ZeroDivisionError as error:
        print(type(error).__name__, error)
    return first, gradient(vec(1, 2), False), w


# --- in-place --------------------------------------------------------------------------------------------------------


@case
def write_an_element():
    def function(x):
        y = x * 1.0
        y[0] = x[1] * 10
        return y * y

    x = vec(1, 2)
    return value_and_grad(function)(x), x


@case
def write_to_a_new_tensor():
    def function(x):
        y = ops.zeros((2, 2))
        y[0] = x[1] * 3
        y[1, 0] = x[0, 0]
        return y * y

    return value_and_grad(function)(Tensor([[1.0, 2.0], [3.0, 4.0]]))


@case
def write_in_a_loop():
    def function(x):
        y = ops.zeros((4,))
        y[0] = x[0]
        for i in range(1, 4):
            y[i] = y[i - 1] * x[1]
        return y.sum()

    return value_and_grad(function)(vec(2, 3))


@case
def write_through_a_mask():
    def function(x):
        y = x * 2.0
        y[x > 1] = 0.0
        return y * y

    return value_and_grad(function)(vec(1, 3))


@case
def write_through_a_list():
    def function(x):
        y = x * 2.0
        y[[0, 2]] = x[1]
        return y * y

    return value_and_grad(function)(vec(1, 3, 4))


@case
def write_through_a_row_and_a_column():
    def row(x):
        y = x * 1.0
        view = y[0]
        view[...] = x[1].sum()
        return y * y

    def column(x):
        y = x * 1.0
        view = y[:, 1]
        view[...] = x[0, 0] * 7
        return y * y

    x = Tensor([[1.0, 2.0], [3.0, 4.0]])
    return value_and_grad(row)(x), value_and_grad(column)(x)


@case
def augmented_assignment_rebinds():
    def function(x):
        x += 1.0
        x *= 2.0
        return x * x

    x = vec(1, 2)
    return value_and_grad(function)(x), x


@case
def write_to_a_tensor_closed_over():
    t = vec(1, 2)

    def function(x):
        t[0] = 5.0
        return x * t

    return grad(function)(vec(3, 4)), t


# --- higher order ----------------------------------------------------------------------------------------------------


@case_table({str(n): (n,) for n in (2, 3, 4)})
def order(n):
    function = ops.sin
    cube = lambda x: (x**3).sum()  # noqa: E731
    for _ in range(n):
        function, cube = grad(function), grad(cube)
    return function(vec(1, 2)), cube(vec(1, 2))


@case
def mixed_second_order():
    def function(x, y):
        return x * x * y * y * y

    x, y = vec(1, 2), vec(3, 4)
    return (
        grad(grad(function, 0), 1)(x, y),
        grad(grad(function, 1), 0)(x, y),
        grad(grad(function, (0, 1)), (0, 1))(x, y),
    )


@case
def second_order_with_weights():
    w = weight("w", 2, 3)

    def function(x):
        return x * x * w * w

    x = vec(1, 2)
    return (
        grad(grad(function, 0), None, [w])(x),
        grad(grad(function, None, w), None, w)(x),
        grad(grad(function, None, [w]), 0)(x),
        grad(grad(function, 0, [w]), 0, [w])(x),
    )


@case
def gradient_penalty():
    w = weight("w", 2, 3)

    def energy(x):
        return (x * x * w).sum()

    def loss(x):
        slope = grad(energy)(x)
        return energy(x) + (slope * slope).sum()

    return value_and_grad(loss, 0, [w])(vec(1, 2))


@case
def inner_function_closes_over_the_outer_variable():
    def function(x):
        return grad(lambda y: y * y * x)(x * 2)

    return value_and_grad(function)(vec(1, 2))


@case
def value_and_grad_of_value_and_grad():
    def cube(x):
        return (x**3).sum()

    return value_and_grad(lambda x: value_and_grad(cube)(x))(vec(1, 2)), grad(lambda x: value_and_grad(cube)(x)[1])(
        vec(1, 2)
    )


@case
def second_order_through_control_flow():
    def function(x):
        y = x
        while y.sum() < 50:
            y = y * x
        return y

    return grad(grad(function))(vec(2, 3))


@case
def newton_steps():
    def function(x):
        return x**4 - 3 * x**2 + x

    x = Tensor(2.0)
    slope, bend = grad(function), grad(grad(function))
    for _ in range(4):
        x = x - slope(x) / bend(x)
    return x
