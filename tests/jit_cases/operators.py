"""`ops.WhileLoop`, `ops.ForiLoop` and `ops.Scan`."""

import mindspore as ms
import numpy as np
from mindspore import Tensor, ops

from . import flow, script


@flow(([1.0, 2.0],), ([0.25, 0.5],))
def while_loop(x):
    return ops.WhileLoop()(lambda v: v.sum() < 10, lambda v: v * 2, x)


@flow(([1.5, 2.0], np.int32(3)), ([0.5, -1.0], np.int32(0)))
def while_loop_of_a_tuple(x, n):
    def condition(state):
        return state[1] < n

    def body(state):
        return state[0] * 1.5 + state[1], state[1] + 1

    return ops.WhileLoop()(condition, body, (x, 0))[0]


@flow(([1.5, 2.0], np.int32(3)), gradient=False)
def while_loop_of_a_list(x, n):
    return ops.WhileLoop()(lambda state: state[1] < n, lambda state: [state[0] * 2, state[1] + 1], [x, 0])


@flow(([1.0, 2.0],))
def fori_loop(x):
    return ops.ForiLoop()(0, 3, lambda i, v: v * 2 + i, x)


@flow(([1.0, 2.0],))
def fori_loop_rolled(x):
    return ops.ForiLoop()(1, 4, lambda i, v: v * 2 + i, x, unroll=False)


@flow(([1.0, 2.0],))
def fori_loop_backwards_is_empty(x):
    return ops.ForiLoop()(3, 0, lambda i, v: v * 2 + i, x)


@flow(([1.0, 2.0], np.int32(3)), ([1.0, 2.0], np.int32(0)))
def fori_loop_to_a_tensor(x, n):
    return ops.ForiLoop()(0, n, lambda i, v: v * 2 + i, x, unroll=False)


@flow(([1.0, 2.0],))
def fori_loop_of_a_tuple(x):
    def body(i, state):
        return state[1], state[0] + state[1] * i

    a, b = ops.ForiLoop()(0, 4, body, (x, x * 2))
    return a * b


@flow(([1.0, 2.0], [3.0]))
def scan_over_a_list(x, y):
    carry, outputs = ops.Scan()(lambda total, item: (total + item, total * item), x, [y, y * 2, y * 3])
    return carry + outputs[0] * outputs[1] + outputs[2]


@flow(([1.0, 2.0],), gradient=False)
def scan_over_numbers(x):
    return ops.Scan()(lambda total, item: (total + item, total * item), x, [1, 2, 3])


@flow(([1.0, 2.0],), gradient=False)
def scan_over_a_tuple(x):
    return ops.Scan()(lambda total, item: (total + item, total * item), x, (1, 2, 3), 2)


@flow(([1.0, 2.0],))
def scan_rolled(x):
    carry, outputs = ops.Scan()(lambda total, item: (total * 2 + item, total * item), x, [x, x * 2], None, False)
    return carry + outputs[0] + outputs[1]


@flow(([1.0, 2.0],))
def scan_over_nothing(x):
    carry, outputs = ops.Scan()(lambda total, item: (total * 2, total + 1), x, None, 3)
    return carry + outputs[2]


@flow(([1.0, 2.0], [[1.0, 2.0], [3.0, 4.0]]))
def scan_over_a_tensor(x, rows):
    carry, outputs = ops.Scan()(lambda total, item: (total + item, total * item), x, rows)
    return carry + outputs[1]


@flow(([1.0, 2.0], [[1.0, 2.0], [3.0, 4.0]]))
def scan_over_a_tensor_with_length(x, rows):
    carry, outputs = ops.Scan()(lambda total, item: (total + item, total * item), x, rows, 2)
    return carry + outputs[1]


def _error_of(function):
    try:
        function()
    except Exception as error:
        return type(error).__name__
    return "none"


@script
def errors(jit):
    x = Tensor([1.0, 2.0], ms.float32)
    loop, count, scan = ops.WhileLoop(), ops.ForiLoop(), ops.Scan()
    return [
        _error_of(lambda: loop(3, lambda v: v, x)),
        _error_of(lambda: loop(lambda v: False, 3, x)),
        _error_of(lambda: count(0.5, 3, lambda i, v: v, x)),
        _error_of(lambda: count(0, 3.5, lambda i, v: v, x)),
        _error_of(lambda: count(0, 3, "f", x)),
        _error_of(lambda: count(0, 3, lambda i, v: v, x, unroll="no")),
        _error_of(lambda: scan("f", x, [1, 2])),
        _error_of(lambda: scan(lambda a, b: (a, b), x, {"a": 1})),
        _error_of(lambda: scan(lambda a, b: (a, b), x, None)),
        _error_of(lambda: scan(lambda a, b: a, x, [1, 2])),
        _error_of(lambda: scan(lambda a, b: (a, b), x, [1, 2], 3)),
        _error_of(lambda: scan(lambda a, b: (a, b), x, [1, 2], 1)),
    ]


@script
def un_jitted(jit):
    x = Tensor([1.0, 2.0], ms.float32)
    return [
        ops.WhileLoop()(lambda v: v.sum() < 10, lambda v: v * 2, x),
        ops.ForiLoop()(0, 3, lambda i, v: v * 2 + i, x),
        ops.Scan()(lambda total, item: (total + item, total * item), x, [1, 2, 3]),
        ops.Scan()(lambda total, item: (total + item, total * item), 1, [1, 2, 3]),
    ]
