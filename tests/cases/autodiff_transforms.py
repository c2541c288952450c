"""jvp, vjp, jacfwd, jacrev, vmap. The real one compiles what is given to all but vjp: functions stay simple here."""

import mindspore as ms
import numpy as np
from mindspore import Parameter, ParameterTuple, Tensor, grad, nn, ops

from . import case, case_table


def vec(*values):
    return Tensor(list(values), ms.float32)


def weight(*values):
    return Parameter(vec(*values), name="w")


def dense():
    return nn.Dense(2, 2, weight_init=Tensor([[1.0, 2.0], [3.0, 4.0]]), bias_init=vec(0.5, -0.5))


def matrix(rows, columns, start=0.0):
    return Tensor(np.arange(start, start + rows * columns, dtype=np.float32).reshape(rows, columns))


# --- functions -------------------------------------------------------------------------------------------------------


def square(x):
    return x * x


def cube_sum(x):
    return (x * x * x).sum()


def product(x, y):
    return x * x * y


def two_outputs(x):
    return x * x, x * 3


def two_outputs_of_two(x, y):
    return x * y, x + y * y


def three_outputs(x, y):
    return x * x * y, x * 3, y


def smooth(x):
    return ops.sin(x) * ops.exp(x) + ops.tanh(x)


def column_times_row(x, y):
    return x.reshape(2, 1) * x.reshape(2, 1) * y


# --- jvp -------------------------------------------------------------------------------------------------------------


@case
def jvp_one_input():
    return ms.jvp(square, vec(1, 2), vec(1, 10))


@case
def jvp_two_inputs():
    return ms.jvp(product, (vec(1, 2), vec(3, 4)), (vec(1, 10), vec(100, 1)))


@case
def jvp_two_outputs():
    return ms.jvp(two_outputs, vec(1, 2), vec(1, 10))


@case
def jvp_has_aux():
    return ms.jvp(three_outputs, (vec(1, 2), vec(3, 4)), (vec(1, 10), vec(0, 1)), has_aux=True)


@case
def jvp_elementwise():
    return ms.jvp(smooth, vec(0, 0.5, 1), vec(1, 2, 3))


@case
def jvp_scalar_output():
    return ms.jvp(cube_sum, vec(1, 2), vec(1, 10))


@case
def jvp_cell():
    return ms.jvp(dense(), Tensor([[1.0, 2.0]]), Tensor([[1.0, 10.0]]))


@case
def jvp_closure_over_a_parameter():
    w = weight(2, 3)

    def function(x):
        return x * x * w

    return ms.jvp(function, vec(1, 2), vec(1, 10))


@case
def jvp_float64():
    return ms.jvp(smooth, Tensor([0.1, 0.2], ms.float64), Tensor([1.0, 2.0], ms.float64))


@case
def jvp_tangents_missing():
    return ms.jvp(product, (vec(1, 2), vec(3, 4)), (vec(1, 10),))


# --- vjp -------------------------------------------------------------------------------------------------------------


@case
def vjp_one_input():
    value, pull = ms.vjp(square, vec(1, 2))
    return value, pull(vec(1, 10))


@case
def vjp_two_inputs_pulled_twice():
    value, pull = ms.vjp(product, vec(1, 2), vec(3, 4))
    return value, pull(vec(1, 10)), pull(vec(100, 1))


@case
def vjp_two_outputs():
    value, pull = ms.vjp(two_outputs, vec(1, 2))
    return value, pull(vec(1, 1), vec(10, 100)), pull((vec(1, 1), vec(10, 100)))


@case
def vjp_has_aux():
    value, pull, aux = ms.vjp(three_outputs, vec(1, 2), vec(3, 4), has_aux=True)
    return value, pull(vec(1, 10)), aux


@case_table({"parameter": (0,), "list": (1,), "tuple": (2,), "parameter_tuple": (3,)})
def vjp_weights(kind):
    w = weight(2, 3)

    def function(x):
        return x * x * w

    value, pull = ms.vjp(function, vec(1, 2), weights=(w, [w], (w,), ParameterTuple([w]))[kind])
    return value, pull(vec(1, 10))


@case
def vjp_weights_and_aux():
    w = weight(2, 3)

    def function(x):
        return x * w, x

    value, pull, aux = ms.vjp(function, vec(1, 2), weights=[w], has_aux=True)
    return value, pull(vec(1, 10)), aux


@case
def vjp_cell():
    net = dense()
    value, pull = ms.vjp(net, Tensor([[1.0, 2.0]]), weights=net.trainable_params())
    return value, pull(Tensor([[1.0, 10.0]]))


@case
def vjp_runs_the_function_with_prints():
    def function(x):
        print("x", x)
        return x * x if x.sum() > 2 else x

    return ms.vjp(function, vec(1, 2))[0]


# --- jacfwd, jacrev --------------------------------------------------------------------------------------------------

JACOBIANS = {"fwd": (lambda *a, **k: ms.jacfwd(*a, **k),), "rev": (lambda *a, **k: ms.jacrev(*a, **k),)}
JACOBIANS_AT = {
    f"{mode}-{name}": (JACOBIANS[mode][0], position)
    for mode in JACOBIANS
    for name, position in {"0": 0, "1": 1, "tuple_0": (0,), "tuple_01": (0, 1)}.items()
}


@case_table(JACOBIANS_AT)
def jacobian_at(jacobian, position):
    return jacobian(column_times_row, position)(vec(1, 2), vec(3, 4, 5))


@case_table(JACOBIANS)
def jacobian_square(jacobian):
    return jacobian(square)(vec(1, 2))


@case_table(JACOBIANS)
def jacobian_elementwise(jacobian):
    return jacobian(smooth)(vec(0, 0.5, 1))


@case_table(JACOBIANS)
def jacobian_scalar_output(jacobian):
    return jacobian(cube_sum)(vec(1, 2))


@case_table(JACOBIANS)
def jacobian_several_outputs(jacobian):
    return jacobian(two_outputs_of_two)(vec(1, 2), vec(3, 4))


@case_table(JACOBIANS)
def jacobian_several_outputs_and_inputs(jacobian):
    return jacobian(two_outputs_of_two, (0, 1))(vec(1, 2), vec(3, 4))


@case_table(JACOBIANS)
def jacobian_aux(jacobian):
    return jacobian(two_outputs_of_two, has_aux=True)(vec(1, 2), vec(3, 4))


@case_table(JACOBIANS)
def jacobian_aux_of_two(jacobian):
    return jacobian(three_outputs, (0, 1), has_aux=True)(vec(1, 2), vec(3, 4))


@case_table(JACOBIANS)
def jacobian_cell(jacobian):
    return jacobian(dense())(Tensor([[1.0, 2.0]]))


@case_table(JACOBIANS)
def jacobian_matrix_input(jacobian):
    return jacobian(square)(Tensor([[1.0, 2.0], [3.0, 4.0]]))


@case_table({f"{a}-{b}": (JACOBIANS[a][0], JACOBIANS[b][0]) for a in JACOBIANS for b in JACOBIANS})
def hessian(outer, inner):
    return outer(inner(cube_sum))(vec(1, 2))


@case_table(JACOBIANS)
def jacobian_of_grad(jacobian):
    return jacobian(grad(cube_sum))(vec(1, 2))


@case
def jacobian_position_beyond():
    return ms.jacrev(square, grad_position=2)(vec(1))


@case
def jacobian_position_string():
    return ms.jacfwd(square, "x")(vec(1))


# --- vmap ------------------------------------------------------------------------------------------------------------


def add(x, y):
    return x + y


def multiply(x, y):
    return x * y


def double(x):
    return x * 2


def double_and_next(x):
    return x * 2, x + 1


def total(x):
    return ops.sum(x)


def pair_and_one(pair, y):
    return pair[0] * pair[1] + y


def multiply_rows(x, y):
    return ms.vmap(multiply, (0, None))(x, y)


VMAPS = {
    "one": lambda: ms.vmap(double)(matrix(2, 3)),
    "two": lambda: ms.vmap(add)(matrix(2, 3), matrix(2, 3, 1.0)),
    "in_axes_0_1": lambda: ms.vmap(multiply, in_axes=(0, 1))(matrix(2, 3), matrix(3, 2, 1.0)),
    "in_axes_none": lambda: ms.vmap(multiply, in_axes=(0, None))(matrix(2, 3), vec(1, 2, 3)),
    "in_axes_1": lambda: ms.vmap(total, in_axes=1)(matrix(2, 3)),
    "in_axes_negative": lambda: ms.vmap(double, in_axes=-1)(matrix(2, 3)),
    "in_axes_nested": lambda: ms.vmap(pair_and_one, in_axes=((0, None), 0))((matrix(2, 3), vec(1, 2, 3)), matrix(2, 3)),
    "out_axes_1": lambda: ms.vmap(double, 0, 1)(matrix(2, 3)),
    "out_axes_negative": lambda: ms.vmap(double, 0, -1)(matrix(2, 3)),
    "two_outputs": lambda: ms.vmap(double_and_next)(matrix(2, 3)),
    "two_outputs_out_axes": lambda: ms.vmap(double_and_next, 0, (0, 1))(matrix(2, 3)),
    "nested": lambda: ms.vmap(multiply_rows)(ops.stack([matrix(2, 3), matrix(2, 3, 6.0)]), matrix(2, 3)),
    "operator": lambda: ms.vmap(ops.sin)(matrix(2, 3)),
    "smooth": lambda: ms.vmap(smooth)(matrix(2, 3)),
    "cell": lambda: ms.vmap(nn.ReLU())(matrix(2, 3, -2.0)),
    "grad": lambda: ms.vmap(grad(square))(matrix(2, 3)),
    "scalar_output": lambda: ms.vmap(total)(matrix(2, 3)),
}


@case_table({name: (call,) for name, call in VMAPS.items()})
def vmap(call):
    return call()


@case
def vmap_dense():
    return ms.vmap(dense())(matrix(3, 2))


@case
def vmap_matmul():
    y = matrix(3, 2, 1.0)

    def function(x):
        return ops.matmul(x, y)

    return ms.vmap(function)(ops.stack([matrix(2, 3), matrix(2, 3, 6.0)]))


@case
def vmap_closure_over_a_parameter():
    w = weight(2, 3, 5)

    def function(x):
        return x * w

    return ms.vmap(function)(matrix(2, 3))


@case
def grad_of_vmap():
    def function(x):
        return ms.vmap(smooth)(x)

    return grad(function)(matrix(2, 3))


@case
def grad_of_vmap_with_weights():
    w = weight(2, 3, 5)

    def inner(x):
        return x * x * w

    def function(x):
        return ms.vmap(inner)(x)

    return grad(function, 0, [w])(matrix(2, 3))


@case
def per_sample_gradients():
    w = weight(2, 3)

    def loss(x):
        return (x * w * w).sum()

    return ms.vmap(grad(loss))(matrix(3, 2))


@case_table({"axis_string": ("x", 0), "sizes": ((0, 0), 0), "all_none": (None, 0), "axis_beyond": (5, 0)})
def vmap_bad_axes(in_axes, out_axes):
    if isinstance(in_axes, tuple):
        return ms.vmap(multiply, in_axes, out_axes)(matrix(2, 3), matrix(3, 2))
    return ms.vmap(double, in_axes, out_axes)(matrix(2, 3))


@case
def jvp_has_aux_of_one():
    return ms.jvp(two_outputs, vec(1, 2), vec(1, 10), has_aux=True)


@case
def vjp_has_aux_of_one():
    value, pull, aux = ms.vjp(two_outputs, vec(1, 2), has_aux=True)
    return value, pull(vec(1, 10)), aux
