"""`if`, conditional and logical expressions, `assert` and `raise` on Tensors."""

import mindspore as ms
import numpy as np
from mindspore import Tensor, ops

from . import flow

BOTH = (([1.0, 2.0],), ([-3.0, 2.0],))
THREE = (([1.0, 2.0],), ([-3.0, 2.0],), ([5.0, 7.0],))


@flow(*BOTH)
def if_else(x):
    if x.sum() > 0:
        y = x * 2
    else:
        y = x - 1
    return y


@flow(*BOTH)
def if_without_else(x):
    y = x * x
    if x.sum() > 0:
        y = y * 3
    return y


@flow(*THREE)
def elif_chain(x):
    if x.sum() > 10:
        y = x * x
    elif x.sum() > 0:
        y = x * 3
    else:
        y = -x
    return y + 1


@flow(*THREE)
def nested_if(x):
    y = x
    if x[0] > 0:
        if x[1] > 5:
            y = x * x
        else:
            y = x * 4
        y = y + 1
    return y.sum()


@flow(*BOTH)
def defined_in_both_branches(x):
    if x.sum() > 0:
        a = x * 2
        b = a + 1
    else:
        b = x * 5
        a = b * b
    return a * b


@flow(*BOTH)
def temporary_in_one_branch(x):
    y = x
    if x.sum() > 0:
        temporary = x.reshape((2, 1))
        y = (temporary * 2).sum()
    else:
        temporary = "nothing"
        y = x[0]
    return y


@flow(*BOTH)
def early_return(x):
    if x.sum() > 0:
        return x * 2
    return x - 1


@flow(*THREE)
def two_early_returns(x):
    if x[0] < 0:
        return -x
    y = x * x
    if x[1] > 5:
        return y + x
    return y * 2


@flow(*THREE)
def return_in_nested_branch(x):
    if x[0] > 0:
        if x[1] > 5:
            return x * 10
        x = x + 1
    return x * x


@flow(*BOTH)
def return_of_a_tuple(x):
    if x.sum() > 0:
        return x * 2, x.sum()
    return x - 1, x.mean()


@flow(*BOTH)
def number_in_one_branch(x):
    scale = 2.0
    if x.sum() > 0:
        scale = 3.0
    return x * scale


@flow(*BOTH, gradient=False)
def whole_numbers_in_branches(x):
    if x.sum() > 0:
        n = 1
    else:
        n = 5
    return n


@flow(*BOTH)
def number_against_tensor(x):
    y = 0.0
    if x.sum() > 0:
        y = x[0] * 2
    return y + x


@flow(*BOTH)
def same_number_in_both(x):
    if x.sum() > 0:
        k, y = 2, x
    else:
        k, y = 2, x * x
    return ops.concat([y] * k)


@flow(*BOTH)
def tuples_in_branches(x):
    pair = (x, x)
    if x.sum() > 0:
        pair = (x * 2, x + 1)
    return pair[0] * pair[1]


@flow(*BOTH)
def lists_in_branches(x):
    items = [x]
    if x.sum() > 0:
        items = [x * 2]
    else:
        items = [x * x]
    return items[0]


@flow(*BOTH)
def dicts_in_branches(x):
    if x.sum() > 0:
        found = {"a": x * 2}
    else:
        found = {"a": x - 7}
    return found["a"]


@flow(*BOTH)
def list_appended_in_branch(x):
    items = [x]
    if x.sum() > 0:
        items.append(x * 2)
    else:
        items.append(x * x)
    return items[0] + items[1]


@flow(*BOTH, gradient=False)
def lists_of_other_lengths(x):
    items = [x]
    if x.sum() > 0:
        items.append(x * 2)
    return len(items)


@flow(*BOTH)
def other_shapes(x):
    if x.sum() > 0:
        y = x
    else:
        y = x.sum()
    return y * 2


@flow(*BOTH, gradient=False)
def other_dtypes(x):
    if x.sum() > 0:
        y = x
    else:
        y = x.astype(ms.int32)
    return y


@flow(*BOTH)
def none_in_one_branch(x):
    y = None
    if x.sum() > 0:
        y = x * 2
    return x if y is None else y


@flow(*BOTH, gradient=False)
def string_in_branches(x):
    if x.sum() > 0:
        name = "up"
    else:
        name = "down"
    return name


@flow(*BOTH)
def bound_in_one_branch_only(x):
    if x.sum() > 0:
        y = x * 2
    return y


@flow(*BOTH)
def bound_in_one_branch_and_not_used(x):
    if x.sum() > 0:
        y = x * 2
        x = y + 1
    return x


@flow(*BOTH)
def slice_assigned_in_branch(x):
    y = x * 1
    if x.sum() > 0:
        y[0] = x[1] * 10
    else:
        y[1] = 0.0
    return y


@flow(*BOTH, gradient=False)  # which PyNative refuses
def slice_of_argument_assigned(x):
    if x.sum() > 0:
        x[0] = 7.0
    return x * x


@flow(*BOTH)
def view_written_in_branch(x):
    y = (x * 1).reshape((2, 1))
    if x.sum() > 0:
        y[0] = y[1] * 3
    return y * 2


@flow(*BOTH)
def augmented_in_branch(x):
    y = x * 1
    if x.sum() > 0:
        y += x
        y *= 3
    else:
        y -= 1
    return y


@flow(*BOTH)
def condition_is_a_tensor_of_shape_one(x):
    if x[:1] > 0:
        return x * 2
    return x


@flow(([1.0, 2.0], np.int32(3)), ([1.0, 2.0], np.int32(0)))
def condition_is_an_integer(x, n):
    if n:
        return x * n
    return x - 1


@flow(([1.0, 2.0],), gradient=False)
def condition_of_two_elements(x):
    if x > 0:
        return x
    return -x


@flow(([1.0, 2.0], True), ([1.0, 2.0], False))
def condition_is_python(x, flag):
    if flag:
        y = x * 2
    else:
        y = x.sum()
    return y


@flow(*BOTH)
def conditional_expression(x):
    return x * 2 if x.sum() > 0 else x - 1


@flow(*THREE)
def nested_conditional_expression(x):
    y = x * x if x[1] > 5 else (x * 2 if x[0] > 0 else -x)
    return y + 1


@flow(*BOTH)
def conditional_expression_of_numbers(x):
    return x * (2 if x.sum() > 0 else 3)


@flow(([1.0, 2.0], [3.0]), ([-1.0, 0.5], [3.0]), ([1.0, 2.0], [-3.0]), ([-1.0, 0.5], [-3.0]))
def and_or(x, y):
    if x.sum() > 0 and y > 0:
        z = x * y
    elif x.sum() > 0 or y > 0:
        z = x + y
    else:
        z = x * 0.5
    return z


@flow(*BOTH)
def not_of_a_tensor(x):
    if not x.sum() > 0:
        return x * 3
    return x


@flow(([1.0, 2.0], [3.0]), ([-1.0, 0.5], [3.0]), gradient=False)
def value_of_logical_expressions(x, y):
    a = x.sum() > 0 and y > 0
    b = x.sum() > 0 or y > 5
    c = not y > 0
    return a, b, c


@flow(*BOTH)
def python_and_tensor(x):
    flag = True
    if flag and x.sum() > 0:
        return x * 2
    return x


@flow(([1.0, 2.0], None), ([1.0, 2.0], [4.0]))
def lazy_and(x, y):
    if y is not None and y.sum() > 0:
        return x * y
    return x


@flow(([1.0, 2.0],), ([4.0, 2.0],), ([9.0, 2.0],))
def comparison_chain(x):
    if 2 < x[0] < 6:
        return x * 2
    return x


@flow(*BOTH)
def is_and_in(x):
    names = ["a", "b"]
    if "a" in names and x is not None and x.sum() > 0:
        return x * 2
    return x


@flow(*BOTH)
def raise_when_taken(x):
    if x.sum() < 0:
        raise ValueError("the sum is negative")
    return x * 2


@flow(*BOTH)
def raise_in_else(x):
    if x.sum() > 0:
        y = x * 2
    else:
        raise RuntimeError(f"not for shape {x.shape}")
    return y


@flow(*BOTH)
def assert_a_tensor(x):
    assert x.sum() > 0, "the sum must be above 0"
    return x * 2


@flow(*BOTH)
def assert_without_message(x):
    y = x * x
    assert x.sum() > 0
    return y


@flow(([1.0, 2.0], 2), ([1.0, 2.0], 0))
def assert_a_number(x, n):
    assert n > 0, "n must be above 0"
    return x * n


@flow(*BOTH)
def raise_in_nested_branch(x):
    y = x
    if x[1] > 0:
        y = x * 2
        if x[0] < -1:
            raise TypeError("both")
    return y


@flow(*BOTH)
def same_tensor_read_in_both(x):
    common = ops.exp(x * 0.1)
    if x.sum() > 0:
        y = common * 2
    else:
        y = common + common
    return y * common


@flow(*BOTH)
def tensor_made_in_branch(x):
    if x.sum() > 0:
        y = ops.ones((2,), ms.float32) * x
    else:
        y = Tensor([3.0, 4.0]) + x
    return y


@flow(*BOTH)
def several_conditions_in_sequence(x):
    y = x
    if x[0] > 0:
        y = y * 2
    if y[1] > 3:
        y = y + 1
    if y.sum() < 0:
        y = -y
    return y


@flow(*BOTH, gradient=False)
def printed_in_branch(x):
    if x.sum() > 0:
        print("positive")
        y = x * 2
    else:
        y = x
    return y


@flow(*BOTH)
def value_asked_in_branch(x):
    if x.sum() > 0:
        y = x * float(x[0])
    else:
        y = x * int(x[1])
    return y


@flow(([2.0],), ([-2.0],))
def walrus(x):
    if (total := x.sum()) > 0:
        return x * total
    return x - total


@flow(*BOTH)
def unpacking(x):
    a, b = x[0], x[1]
    if a > b - 5:
        a, b = b, a
    else:
        a = a + b
    return a * 2 + b * 3


@flow(([0.0, 1.0],), ([3.0, 1.0],))
def guarded_division(x):
    if x[0] > 0:
        y = x[1] / x[0]
    else:
        y = x[1] * 0
    return y


@flow((np.array([1, 2], np.int32),), (np.array([-1, -2], np.int32),), gradient=False)
def integers(x):
    if x.sum() > 0:
        x = x * 2
    else:
        x = x // 2
    return x


@flow((np.array([1, 2], np.float64),), (np.array([-1, -2], np.float64),))
def doubles(x):
    y = x if x.sum() > 0 else x * x
    return y / 3
