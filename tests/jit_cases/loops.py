"""`while` and `for` over Tensors, `break`, `continue`, `return`, comprehensions."""

import numpy as np
from mindspore import ops

from . import flow

PAIR = (([1.0, 2.0],), ([0.25, 0.5],))
COUNT = (([1.5, 2.0], np.int32(3)), ([0.5, -1.0], np.int32(0)), ([0.5, -1.0], np.int32(5)))


@flow(*PAIR)
def while_doubling(x):
    while x.sum() < 10:
        x = x * 2
    return x


@flow(*COUNT)
def while_counter(x, n):
    i = 0
    while i < n:
        x = x * 1.5 + i
        i += 1
    return x


@flow(*COUNT, gradient=False)
def while_counter_is_returned(x, n):
    i = 0
    while i < n:
        i = i + 1
    return i, x


@flow(*PAIR)
def while_of_two_conditions(x):
    i = 0
    y = x
    while y.sum() < 20 and i < 3:
        y = y * 2
        i = i + 1
    return y


@flow(*PAIR)
def while_break(x):
    y = x
    while y.sum() < 100:
        y = y * 2
        if y[0] > 6:
            break
        y = y + 1
    return y


@flow(*PAIR)
def while_true_break(x):
    while True:
        x = x * 3
        if x.sum() > 30:
            break
    return x


@flow(*COUNT)
def while_continue(x, n):
    i = 0
    total = x * 0
    while i < n:
        i = i + 1
        if i % 2 == 0:
            continue
        total = total + x * i
    return total


@flow(*PAIR)
def return_in_while(x):
    i = 0
    while i < 10:
        x = x * 2
        if x.sum() > 20:
            return x + 100
        i = i + 1
    return x


@flow(*COUNT)
def return_in_tensor_while(x, n):
    i = n * 0
    while i < n:
        x = x * 2
        if x.sum() > 8:
            return x + 100
        i = i + 1
    return x


@flow(*COUNT)
def nested_while(x, n):
    i = 0
    total = x * 0
    while i < n:
        j = 0
        while j < i:
            total = total + x * j
            j = j + 1
        total = total * 1.1 + x
        i = i + 1
    return total


@flow(*COUNT)
def if_in_while(x, n):
    i = 0
    while i < n:
        if x.sum() > 3:
            x = x * 0.5
        else:
            x = x * x + 1
        i = i + 1
    return x


@flow(*COUNT)
def while_in_if(x, n):
    if x.sum() > 0:
        i = 0
        while i < n:
            x = x * 2
            i = i + 1
    else:
        x = x - 1
    return x


@flow(*COUNT)
def variable_made_in_while(x, n):
    i = 0
    total = x
    while i < n:
        step = x * i
        total = total + step
        i = i + 1
    return total


@flow(*COUNT)
def slice_assigned_in_while(x, n):
    y = x * 1
    i = 0
    while i < n:
        y[0] = y[0] * 2 + y[1]
        i = i + 1
    return y


@flow(([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], np.int32(2)))
def tensor_index_in_while(x, n):
    i = n * 0
    total = x[0] * 0
    while i < n:
        total = total + x[i] * (i + 1)
        i = i + 1
    return total


@flow(*COUNT)
def dtype_changes_in_while(x, n):
    i, total = 0, 0
    while i < n:
        total = total + x.sum()
        i = i + 1
    return total * x


@flow(*COUNT, gradient=False)
def shape_changes_in_while(x, n):
    i = 0
    while i < n:
        x = ops.concat((x, x[:1]))
        i = i + 1
    return x


@flow(*COUNT)
def list_grows_in_while(x, n):
    items = [x]
    i = 0
    while i < n:
        items.append(items[-1] * 2)
        i = i + 1
    return items[-1] + len(items)


@flow(*COUNT)
def tuple_in_while(x, n):
    state = (x, x * 2)
    i = 0
    while i < n:
        state = (state[1], state[0] + state[1])
        i = i + 1
    return state[0] * state[1]


@flow((np.array([2.0, 3.0], np.float64), np.int32(200)), (np.array([2.0, 3.0], np.float64), np.int32(40)))
def long_while(x, n):
    i = 0
    y = x
    while i < n:
        y = y + 0.1 * (x / y - y)
        i = i + 1
    return y


@flow(*COUNT)
def while_reads_only(x, n):
    scale = ops.exp(x * 0.1)
    i = 0
    y = x
    while i < n:
        y = y * scale
        i = i + 1
    return y


@flow(*PAIR)
def newton(x):
    y = x
    while ops.abs(y * y - x).max() > 1e-3:
        y = (y + x / y) / 2
    return y


@flow(([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]],))
def for_over_tensor(x):
    total = x[0] * 0
    for row in x:
        total = total * 2 + row
    return total


@flow(([[1.0, 2.0], [-3.0, 1.0], [5.0, 6.0]],))
def if_in_for_over_tensor(x):
    total = x[0] * 0
    for row in x:
        if row.sum() > 0:
            total = total + row * row
        else:
            total = total - row
    return total


@flow(([[1.0, 2.0], [-3.0, 1.0], [5.0, 6.0]],), ([[1.0, 2.0], [3.0, 1.0], [5.0, 6.0]],))
def break_in_for_over_tensor(x):
    total = x[0] * 0
    for row in x:
        if row.sum() < 0:
            break
        total = total + row * row
    return total


@flow(([[1.0, 2.0], [-3.0, 1.0], [5.0, 6.0]],))
def continue_in_for_over_tensor(x):
    total = x[0] * 0
    for row in x:
        if row.sum() < 0:
            continue
        total = total + row * row
    return total


@flow(([[1.0, 2.0], [-3.0, 1.0], [5.0, 6.0]],), ([[1.0, 2.0], [3.0, 1.0], [5.0, 6.0]],))
def return_in_for_over_tensor(x):
    total = x[0] * 0
    for row in x:
        if row.sum() < 0:
            return total - 100
        total = total + row * row
    return total


@flow(([list(map(float, range(k, k + 2))) for k in range(40)],))
def for_over_long_tensor(x):
    total = x[0]
    for row in x:
        total = total * 0.5 + row * row * 0.01
    return total


@flow(([list(map(float, range(k, k + 2))) for k in range(40)],))
def if_in_for_over_long_tensor(x):
    total = x[0]
    for row in x:
        if row.sum() > 30:
            total = total * 0.5 + row
        else:
            total = total + row * row * 0.01
    return total


@flow(([1.0, 2.0],), ([0.25, 0.5],))
def for_range(x):
    for i in range(4):
        x = x * 1.5 + i
    return x


@flow(([1.0, 2.0],), ([0.25, 0.5],))
def break_in_for_range(x):
    for i in range(6):
        x = x * 2
        if x.sum() > 10:
            break
        x = x + i
    return x


@flow(([1.0, 2.0],), ([0.25, 0.5],))
def continue_in_for_range(x):
    for i in range(6):
        x = x * 1.5
        if x.sum() > 5:
            continue
        x = x + i
    return x


@flow(([1.0, 2.0],), ([0.25, 0.5],))
def return_in_for_range(x):
    for i in range(6):
        x = x * 2
        if x.sum() > 10:
            return x * i
    return x


@flow(([1.0, 2.0],))
def for_over_list(x):
    for scale in [1.0, 2.0, 3.0]:
        if x.sum() > 5:
            x = x / scale
        else:
            x = x * scale
    return x


@flow(([1.0, 2.0], [3.0, 4.0]))
def for_over_zip(x, y):
    total = x.sum() * 0
    for a, b in zip((x, y), (y, x)):
        total = total + (a * b).sum() * a[0]
    return total


@flow(([1.0, 2.0],))
def for_over_enumerate(x):
    total = x * 0
    for i, scale in enumerate((2.0, 3.0)):
        total = total + x * scale * i
    return total


@flow(([[1.0, 2.0], [3.0, 4.0]],))
def for_over_enumerate_of_tensor(x):
    total = x[0] * 0
    for i, row in enumerate(x):
        total = total + row * (i + 1)
    return total


@flow(([1.0, 2.0], np.int32(3)))
def range_of_a_tensor(x, n):
    for i in range(n):
        x = x * 2 + i
    return x


@flow(([1.0, 2.0],))
def nested_for(x):
    total = x * 0
    for i in range(3):
        for j in range(i):
            total = total + x * (i * j)
    return total


@flow(([1.0, 2.0],), ([5.0, 2.0],))
def break_of_the_inner_loop(x):
    total = x * 0
    for i in range(3):
        for j in range(3):
            if (x * j).sum() > 4:
                break
            total = total + x * (j + 1)
        total = total * 1.5
    return total


@flow(([1.0, 2.0, 3.0],))
def list_comprehension(x):
    parts = [x[i] * i for i in range(3)]
    return sum(parts)


@flow(([[1.0, 2.0], [3.0, 4.0]],))
def comprehension_over_tensor(x):
    return ops.stack([row * 2 for row in x])


@flow(([1.0, -2.0, 3.0],))
def conditional_in_comprehension(x):
    return ops.stack([x[i] * 2 if x[i] > 0 else x[i] * x[i] for i in range(3)])


@flow(([1.0, -2.0, 3.0],))
def comprehension_with_condition(x):
    return sum([x[i] * 2 for i in range(3) if i != 1])


@flow(([1.0, 2.0],))
def dict_loop(x):
    parts = {"a": x * 2, "b": x * x}
    total = x
    for key, value in parts.items():
        if key == "a":
            total = total + value
        else:
            total = total * value
    return total


@flow(([1.0, 2.0],), ([3.0, 2.0],))
def for_else(x):
    for i in range(3):
        x = x * 2
        if x[0] > 20:
            break
    else:
        x = x - 1
    return x


@flow(([1.0, 2.0],))
def while_over_python_numbers(x):
    i = 0
    while i < 3:
        x = x * 2
        i += 1
    return x * i


@flow(*PAIR)
def power_series(x):
    term, total, k = x * 0 + 1, x * 0 + 1, 0
    while ops.abs(term).max() > 1e-4:
        k = k + 1
        term = term * x / k
        total = total + term
    return total


@flow(*COUNT)
def loop_variable_after_the_loop(x, n):
    i = 0
    while i < n:
        y = x * i  # noqa: F841
        i = i + 1
    return x * i
